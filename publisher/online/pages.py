"""Web pages, and everything that no platform has a rule for."""

from __future__ import annotations

from typing import Final

from publisher.online.inquiry import Inquiry, judged
from publisher.online.verdict import Verdict
from publisher.probe.answer import Answer, Failure

_FIRST_BYTE: Final = {"range": "bytes=0-0"}
# A server that cannot answer HEAD may hang up, or say nothing at all; the others would fail the same way again.
_WORTH_A_GET: Final = frozenset({Failure.TIMEOUT, Failure.BAD_ANSWER})


def look(url: str, inquiry: Inquiry) -> Verdict:
    """HEAD, and GET of the first byte wherever HEAD brings bad news: many servers have no proper answer to HEAD."""
    asked = inquiry.bases.asked(url)
    head = inquiry.ask_first(asked)
    if (kept := inquiry.renewed(head)) is not None:
        return kept
    verdict = judged(url, head, inquiry.bases)
    if verdict.is_alive or is_settled(head):
        return verdict
    return judged(url, inquiry.ask(asked, "GET", _FIRST_BYTE), inquiry.bases)


def is_settled(head: Answer) -> bool:
    """Whether GET would only fail in the same way."""
    return head.status is None and head.failure not in _WORTH_A_GET
