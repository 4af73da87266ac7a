"""Ids from links and links from ids: each platform's say the same, if they are of one episode."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from publisher.fixes.fix import Candidate, Fix, Offer
from publisher.fixes.subject import Page, Slot, Subject
from publisher.platforms.anchor import key_of
from publisher.platforms.known import LABELS, PLATFORMS, bare_id, canonical_url, id_in, is_id, read_url


def bare_ids(subject: Subject) -> Iterator[Fix]:
    """An id with something beside it (``&t``, a path, a whole URL) is cut to the id."""
    for platform in PLATFORMS:
        for _, slot in subject.slots("ids", platform):
            text = (slot.text or "").strip()
            bare = None if slot.is_blank or is_id(platform, text) else bare_id(platform, text)
            if bare:
                check = "id-path" if "/" in text else "id-extra"
                yield slot.fix(bare, f"the id in it, without {_beside(text, bare)}", check)


def ids_from_links(subject: Subject) -> Iterator[Fix]:
    """An id that is missing or TODO stands in the link to the same platform."""
    for platform in PLATFORMS:
        is_short, holders = _is_short(subject, platform), _holders(subject, platform)
        for page, slot in subject.slots("ids", platform):
            link = _link(page, platform)
            text = link.text if link and slot.is_blank else None
            key = _episode_of(text, platform) if text else None
            if link and text and key and holders[key] == {page.path} and not subject.doubts(link):
                new = key if is_short else bare_id(platform, text) or key
                yield slot.fix(new, f"the id in its {LABELS[platform]} link", slot.open_check, link.keys)


def links_from_ids(subject: Subject) -> Iterator[Fix]:
    """A link that is missing or TODO follows from the id, where the id alone names the page."""
    for platform in PLATFORMS:
        holders = _holders(subject, platform)
        for page, slot in subject.slots("links", platform):
            own = page.slot("ids", platform)
            known = _id(page, platform) if slot.is_blank else None
            url = canonical_url(platform, known) if known else None
            if url and known and own and holders[known] == {page.path} and not subject.doubts(own):
                yield slot.fix(url, f"the page of its {LABELS[platform]} id", slot.open_check, own.keys)


def disagreements(subject: Subject) -> Iterator[Offer]:
    """An id and a link of one platform that do not lead to one episode: either may be the wrong one."""
    for platform in PLATFORMS:
        why = f"its id and its link do not lead to one episode on {LABELS[platform]}"
        for page in subject.pages:
            slot, link = page.slot("ids", platform), page.slot("links", platform)
            if slot and link and not slot.is_blank and not link.is_blank:
                candidates = tuple(_candidates(platform, slot, link))
                if candidates:
                    yield slot.offer(_check(platform, slot, link), why, *candidates)


def _candidates(platform: str, slot: Slot, link: Slot) -> Iterator[Candidate]:
    """The id that the link has, and the link that the id has, if they differ."""
    url, reference = link.text or "", read_url(link.text or "")
    known, linked = id_in(platform, slot.text or ""), _episode_of(url, platform)
    if known == linked:
        return
    if linked:
        yield Candidate(keys=slot.keys, new=bare_id(platform, url) or linked, why="what the link says")
    leads_elsewhere = reference is not None and reference.kind != "other"  # than to a short link's target
    page = canonical_url(platform, known) if known and leads_elsewhere else None
    if page:
        yield Candidate(keys=link.keys, new=page, why="what the id says")


def _check(platform: str, slot: Slot, link: Slot) -> str:
    """What finds that they disagree: where one of them is of no episode at all, that."""
    if not id_in(platform, slot.text or ""):
        return "id-shape"
    if _episode_of(link.text or "", platform):
        return "id-and-link-disagree"
    reference = read_url(link.text or "")
    if reference is None or reference.platform != platform:
        return "link-platform"
    return "link-path" if reference.kind == "other" else "link-kind"


def _episode_of(link: str, platform: str) -> str | None:
    """The id of the episode that a link leads to, if it leads to one on this platform."""
    reference = read_url(link)
    is_one = reference and reference.platform == platform and reference.kind == "episode"
    return reference.id if reference and is_one else None


def _link(page: Page, platform: str) -> Slot | None:
    slot = page.slot("links", platform)
    return slot if slot and not slot.is_blank else None


def _id(page: Page, platform: str) -> str | None:
    slot = page.slot("ids", platform)
    return slot.text.strip() if slot and slot.text and is_id(platform, slot.text.strip()) else None


def _holders(subject: Subject, platform: str) -> Mapping[str, set[str]]:
    """The files that have each id or its link: where two have one, it is wrong in one of them, and proves nothing."""
    holders: dict[str, set[str]] = defaultdict(set)
    for page in subject.pages:
        for slot in (page.slot("ids", platform), page.slot("links", platform)):
            known = id_in(platform, slot.text) if slot and slot.text else None
            if known:
                holders[known].add(page.path)
    return holders


def _is_short(subject: Subject, platform: str) -> bool:
    """Whether this show writes Anchor's ids without the title before the key."""
    shapes = Counter(known == key_of(known) for page in subject.pages if (known := _id(page, platform)))
    return platform == "anchor" and shapes[True] > shapes[False]


def _beside(text: str, bare: str) -> str:
    if "://" in text:
        return "the rest of the URL"
    return f"'{text[len(bare) :]}'" if text.startswith(bare) else "the path around it"
