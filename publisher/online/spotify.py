"""Episodes and shows on Spotify: oEmbed. The pages themselves are the shell of a program, and answer whatever happens.

https://developer.spotify.com/documentation/embeds/reference/oembed
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

from publisher.online.inquiry import Inquiry, alive, gone, json_of, judged, title_in, unknown
from publisher.online.verdict import State, Verdict
from publisher.platforms.known import read_url

_BAD_REQUEST: Final = 400


def look(url: str, inquiry: Inquiry) -> Verdict:
    """What oEmbed says of a link. A server error means nothing: it is seen for links that are right."""
    page = _page(url)
    answer = inquiry.ask_first(f"{inquiry.bases.of('spotify')}/oembed?{urlencode({'url': page})}", "GET")
    if (kept := inquiry.renewed(answer)) is not None:
        return kept
    if answer.failure is None and answer.status == _BAD_REQUEST:
        return gone(url, answer, "Spotify knows no such page")
    if answer.failure is not None or answer.status != 200:
        return judged(url, answer, inquiry.bases)
    values = json_of(answer)
    if not isinstance(values, dict):
        return unknown(url, answer, "answers with something else than its description")
    return replace(alive(url, answer, inquiry.bases), state=State.OK, why="", moved_to=None, title=title_in(values))


def _page(url: str) -> str:
    """The link without language and tracking."""
    reference = read_url(url)
    is_known = reference is not None and reference.id is not None
    return f"https://open.spotify.com/{reference.kind}/{reference.id}" if reference and is_known else url
