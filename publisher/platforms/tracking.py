"""What a URL carries that says nothing of where it leads: who shared it, or a time that is none."""

from __future__ import annotations

import re
from typing import Final

from publisher.platforms.known import read_url

_ANYWHERE: Final = re.compile(
    r"utm_.*|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|li_fat_id|igshid|igsh|mc_cid|mc_eid"
    r"|_hsenc|_hsmi|_branch_match_id|_branch_referrer"
)
# Not Apple's at, ct and pt: whoever put them there is paid, or counts, by them.
_ON_PLATFORM: Final = {
    "youtube": frozenset({"si", "feature", "pp", "ab_channel"}),
    "spotify": frozenset({"si", "nd", "dl_branch", "dlsi", "pi", "sp_cid"}),
    "apple": frozenset({"uo", "itsct", "itscg", "ls", "mt"}),
    "anchor": frozenset({"si"}),
}

# From the first second on, or from none: what is left when a time is cut out of a link to a video.
_NO_TIME: Final = re.compile(r"(?<=[?&])(?:t|start|time_continue)(?:=0?s?)?(?:&|$)")


def without_empty_time(url: str) -> str:
    """The URL of an episode without a time that says nothing; every other URL as it is.

    >>> without_empty_time("https://www.youtube.com/watch?v=0Gqx1LtqRZU&t")
    'https://www.youtube.com/watch?v=0Gqx1LtqRZU'
    >>> without_empty_time("https://youtu.be/0Gqx1LtqRZU?t=60"), without_empty_time("https://example.com/?t")
    ('https://youtu.be/0Gqx1LtqRZU?t=60', 'https://example.com/?t')
    """
    reference = read_url(url)
    page, hash_sign, fragment = url.partition("#")
    shorter = _NO_TIME.sub("", page)
    if reference is None or reference.kind != "episode" or shorter == page:
        return url
    shorter = shorter.rstrip("?&")
    return shorter + hash_sign + fragment if read_url(shorter) == reference else url


def without_tracking(url: str) -> str:
    """The URL without parameters that only say how it was come by; everything else stays as it is written.

    >>> without_tracking("https://open.spotify.com/episode/3LhBOO1UANCGbOwkntZt4j?si=ac857db69d484277&t=60#x")
    'https://open.spotify.com/episode/3LhBOO1UANCGbOwkntZt4j?t=60#x'
    >>> without_tracking("https://example.com/?si=1&utm_source=a")
    'https://example.com/?si=1'
    """
    rest, hash_sign, fragment = url.partition("#")
    page, question_mark, query = rest.partition("?")
    if not question_mark:
        return url
    reference = read_url(url)
    extra = _ON_PLATFORM[reference.platform] if reference else frozenset()
    pieces = query.split("&")
    kept = [piece for piece in pieces if not _is_tracking(piece, extra)]
    if len(kept) == len(pieces):
        return url
    return page + ("?" + "&".join(kept) if kept else "") + hash_sign + fragment


def _is_tracking(piece: str, extra: frozenset[str]) -> bool:
    name = piece.partition("=")[0].casefold()
    return name in extra or bool(_ANYWHERE.fullmatch(name))
