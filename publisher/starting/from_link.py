"""What a link to an episode on a platform tells of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from publisher.errors import PublisherError
from publisher.online import spotify, youtube
from publisher.online.asking import prober_of
from publisher.online.inquiry import Inquiry
from publisher.online.settings import OnlineSettings
from publisher.online.verdict import State, Verdict
from publisher.platforms import anchor
from publisher.platforms.known import LABELS, bare_id, canonical_url, is_short, page_meant, read_url
from publisher.starting.facts import Facts, bare_title, number_in_title, people_in, without_name
from publisher.starting.show_folder import ShowFolder

_LOOKS: Final[dict[str, Callable[[str, Inquiry], Verdict]]] = {"youtube": youtube.look, "spotify": spotify.look}
_DEADLINE_S: Final = 15.0
_DASH: Final = re.compile(r"-{3,}")  # what Anchor makes of " - "


def facts_of_link(url: str) -> Facts:
    """The ids and links that follow from a link, and the title in it, if it has one.

    Raises PublisherError for a link to anything else than one episode.
    """
    reference = read_url(url)
    if reference is None or reference.kind != "episode" or reference.id is None:
        raise PublisherError(_why_not(url))
    platform = reference.platform
    identifier = bare_id(platform, url) or reference.id
    page = canonical_url(platform, reference.id) or _without_tracking(url, platform)
    return Facts(ids={platform: identifier}, links={platform: page}, title=_title_in(identifier, platform))


def asked_title(url: str, settings: OnlineSettings) -> tuple[str | None, str]:
    """The title that the platform gives by oEmbed, or None, and why there is none."""
    reference = read_url(url)
    look = _LOOKS.get(reference.platform) if reference else None
    if look is None:
        return None, ""
    brief = replace(settings, link_deadline_s=_DEADLINE_S, run_deadline_s=_DEADLINE_S, retries=0)
    with prober_of(brief) as prober:
        verdict = look(url, Inquiry(prober=prober, settings=brief))
    why = verdict.why if verdict.state is State.GONE or verdict.title is None else ""
    return verdict.title, why


def facts_of_title(title: str, folder: ShowFolder) -> Facts:
    """What a title on a platform tells: it has more in it than the one in an episode file, mostly."""
    number = number_in_title(title)
    guests = people_in((title,), folder.people, folder.value("hosts", ()))
    bare = bare_title(title, folder.value("title", ""), number)
    if not _names_guests(folder):
        for guest in guests:
            bare = without_name(bare, folder.people[guest].value.name)
    return Facts(title=bare or None, number=number, guests=guests)


def _names_guests(folder: ShowFolder) -> bool:
    """Whether most titles of this show have somebody's name in them."""
    titles = [shape.value("title") or "" for shape in folder.habits.shapes]
    named = sum(1 for title in titles if people_in((title,), folder.people, ()))
    return named * 2 > len(titles)


def _title_in(identifier: str, platform: str) -> str | None:
    """The words before Anchor's key: the title without its punctuation.

    >>> _title_in("AB-Testing---Jakob-Graff-e1eq73v", "anchor")
    'AB Testing - Jakob Graff'
    """
    key = anchor.key_of(identifier) if platform == "anchor" else None
    words = identifier.removesuffix(key).strip("-") if key else ""
    return _DASH.sub(" — ", words).replace("-", " ").replace("—", "-") or None


def _without_tracking(url: str, platform: str) -> str:
    parts = urlsplit(url)
    kept = parts.query if platform == "apple" else ""
    return parts._replace(query=kept, fragment="").geturl()


def _why_not(url: str) -> str:
    if is_short(url):
        return "a short link does not say where it leads; open it, and give the address that your browser shows then"
    meant = page_meant(url)
    if meant:
        return f"nobody else can open this link; did you mean {meant}?"
    return f"this is no link to an episode on {', '.join(sorted(set(LABELS.values()) - {'Web'}))}"
