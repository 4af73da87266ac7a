"""The feed as subscribers get it."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import Final

from publisher.online.files import media_type_of
from publisher.online.inquiry import Inquiry, judged
from publisher.online.verdict import Delivery, LiveFeed, Verdict, mark_of
from publisher.probe.answer import Answer

_MOST_BYTES: Final = 16 * 1024 * 1024  # apps give up on feeds long before
_BEGINNING: Final = 4096
_ROOT: Final = re.compile(rb"<(?:[A-Za-z]+:)?(?:rss|feed|RDF)[\s/>]")
_BEFORE_ROOT: Final = re.compile(rb"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*", re.DOTALL)
_ADDRESS: Final = re.compile(r"""(?:url|href)\s*=\s*(?:"([^"]*)"|'([^']*)')|<link>\s*(?:<!\[CDATA\[)?\s*([^<>\s\]]+)""")
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


def look(url: str, inquiry: Inquiry) -> Verdict:
    """Whether a feed is there, of which media type, and which files it names."""
    answer = inquiry.ask_first(inquiry.bases.asked(url), "GET", _MOST_BYTES)
    if (kept := inquiry.renewed(answer)) is not None:
        return kept
    verdict = judged(url, answer, inquiry.bases)
    if not verdict.is_alive or answer.failure is not None:
        return verdict
    return replace(verdict, delivery=Delivery(mime_type=media_type_of(answer)), feed=live_feed_of(answer))


def live_feed_of(answer: Answer) -> LiveFeed:
    """What the body of an answer is. Its URLs are read from the text: a parser of XML is more than they need."""
    start = answer.body[:_BEGINNING].removeprefix(_BYTE_ORDER_MARK)
    before = _BEFORE_ROOT.match(start)
    is_feed = _ROOT.match(start, before.end() if before else 0) is not None
    if not is_feed or not answer.is_whole:
        return LiveFeed(is_feed=is_feed)
    text = answer.body.decode("utf-8", "replace")
    urls = {"".join(quoted) for quoted in _ADDRESS.findall(text)}
    return LiveFeed(is_feed=True, named=frozenset(mark_of(unescape(url)) for url in urls))
