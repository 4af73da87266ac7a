"""Recordings and pictures, as Apple's crawler asks for them: HEAD, then a part.

https://podcasters.apple.com/support/823-podcast-requirements asks for both, for episodes and for artwork.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from publisher.online.inquiry import Inquiry, judged
from publisher.online.pages import is_settled
from publisher.online.verdict import Delivery, Verdict
from publisher.probe.answer import Answer, Failure

_FIRST_TWO_BYTES: Final = {"range": "bytes=0-1"}
_MOST_BYTES: Final = 1024  # enough to see that more comes than was asked for
_NO_HEAD: Final = frozenset({400, 404, 405, 410, 501})  # others may be a bad moment, or a guard against programs
_CONTENT_RANGE: Final = re.compile(r"bytes +(\d{1,18})-(\d{1,18})/(\d{1,18}|\*)", re.ASCII | re.IGNORECASE)
_NO_SUCH_PART: Final = 416  # of a file that is empty, for one
_DIGITS: Final = re.compile(r"\d{1,18}", re.ASCII)


def look(url: str, inquiry: Inquiry) -> Verdict:
    """Whether the file is there, and how the server hands it out: GET decides, since it is what players do."""
    asked = inquiry.bases.asked(url)
    head = inquiry.ask_first(asked)
    if (kept := inquiry.renewed(head)) is not None:
        return kept
    if is_settled(head):
        return judged(url, head, inquiry.bases)
    part = inquiry.ask(asked, "GET", _FIRST_TWO_BYTES, _MOST_BYTES)
    decisive = head if part.status == _NO_SUCH_PART else part
    return replace(judged(url, decisive, inquiry.bases), delivery=delivery_of(head, part))


def delivery_of(head: Answer, part: Answer) -> Delivery:
    """What the two answers say of the file; nothing of an answer that is none."""
    head_works = _is_success(head) or (False if head.failure is None and head.status in _NO_HEAD else None)
    return Delivery(
        mime_type=media_type_of(part) if _is_success(part) else None,
        size_bytes=_whole_size(part),
        head_works=head_works,
        head_mime_type=media_type_of(head) if head_works else None,
        head_size_bytes=_length(head) if head_works else None,
        takes_ranges=_takes_ranges(part),
    )


def media_type_of(answer: Answer) -> str | None:
    """The media type without its parameters, in lower case; None where there is none."""
    return answer.headers.get("content-type", "").partition(";")[0].strip().lower() or None


def _is_success(answer: Answer) -> bool:
    is_status = answer.status is not None and 200 <= answer.status < 300
    return is_status and answer.failure in {None, Failure.ENCODED}


def _takes_ranges(part: Answer) -> bool | None:
    """Whether just the first two bytes came: a server may say 206 and send everything."""
    if not _is_success(part):
        return None
    found = _CONTENT_RANGE.fullmatch(part.headers.get("content-range", "").strip())
    is_part = part.status == 206 and found is not None and int(found[1]) == 0 and int(found[2]) <= 1
    return is_part and part.is_whole and len(part.body) <= 2


def _whole_size(part: Answer) -> int | None:
    if not _is_success(part) or part.failure is not None:
        return None
    if part.status == 206:
        found = _CONTENT_RANGE.fullmatch(part.headers.get("content-range", "").strip())
        return int(found[3]) if found and found[3] != "*" else None
    return _length(part)


def _length(answer: Answer) -> int | None:
    length = answer.headers.get("content-length", "").strip()
    return int(length) if _DIGITS.fullmatch(length) else None
