"""Episode pages of Anchor, Spotify for Podcasters and Spotify for Creators."""

from __future__ import annotations

from dataclasses import replace

from publisher.online import pages
from publisher.online.inquiry import Inquiry
from publisher.online.verdict import State, Verdict
from publisher.platforms.known import read_url


def look(url: str, inquiry: Inquiry) -> Verdict:
    """As any page; but who is led on to another episode, or to the show, has not found the one that was meant."""
    verdict = pages.look(url, inquiry)
    if verdict.moved_to is None or _key(verdict.moved_to) == _key(url):
        return verdict
    why = "leads on to something else than this episode"
    return replace(verdict, state=State.UNKNOWN, why=why, moved_to=None, etag=None)


def _key(url: str) -> str | None:
    reference = read_url(url)
    return reference.id if reference and reference.platform == "anchor" and reference.kind == "episode" else None
