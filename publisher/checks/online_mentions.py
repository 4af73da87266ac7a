"""The links in show notes and articles, as listeners get them, and where their authors wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from html import unescape
from typing import Final

from publisher.checks.markdown_links import Mention, mentions
from publisher.checks.notes import notes_of
from publisher.checks.notes_urls import no_urls
from publisher.html_flow import tokens
from publisher.layout import SHOW_FILE
from publisher.merge.show import MergedShow
from publisher.model import Place
from publisher.online.uses import Use, way_of
from publisher.online.verdict import Target, Way
from publisher.urls import http_url

_NAME: Final = "notes"
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")  # CommonMark, 2.4


def mentioned(merged: MergedShow) -> tuple[Use, ...]:
    """Every link in the description of the show and in the texts of its published episodes, once a line.

    What is relative is left out, and so is what is no URL by the way it is written: that is said without asking.
    """
    published = _published(merged)
    faults = {(finding.place, finding.about) for finding in no_urls.find(merged)}
    first: dict[tuple[Place, str], Use] = {}
    for notes in notes_of(merged):
        urls = published.get(notes.place.path, frozenset())
        for one in mentions(notes.text) if urls else ():
            place, url = notes.place_of(one), _published_url(one, urls)
            if url is not None and (place, one.text) not in faults:
                first.setdefault((place, url), _use(url, place, one.text))
    return tuple(first.values())


def _use(url: str, place: Place, about: str) -> Use:
    way = way_of(url)
    # Lookup is one call for each show, and few calls a minute: the shows of others are asked for at their pages.
    target = Target(way=Way.PAGE if way is Way.APPLE else way, url=url)
    return Use(target=target, place=place, name=_NAME, about=about, is_in_text=True)


def _published(merged: MergedShow) -> Mapping[str, Set[str]]:
    """The absolute links of what is published, by the file that its text stands in."""
    if merged.show is None:
        return {}
    out = {episode.place for episode in merged.show.episodes}
    texts = {one.place.path: one.episode.notes_html for one in merged.episodes if one.episode and one.place in out}
    texts[SHOW_FILE] = merged.show.description_html
    return {path: frozenset(_links(html)) for path, html in texts.items()}


def _links(html: str) -> Iterator[str]:
    for token in tokens(html):
        if token.href and http_url(token.href):
            yield token.href


def _published_url(one: Mention, urls: Set[str]) -> str | None:
    """The link that a mention has become; a bare one may go on behind a bracket: .../Walking_(sport)."""
    url = http_url(unescape(_ESCAPED.sub(r"\1", one.text)))
    if url is None or url in urls:
        return url
    if one.is_target or url.count("(") == url.count(")"):
        return None
    return next((longer for longer in sorted(urls) if longer.startswith(f"{url})")), None)
