"""One recording on its server: what was fetched of it so far, and what more may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from publisher.online.inquiry import UNCHANGED
from publisher.probe.answer import Answer, Request
from publisher.probe.prober import Prober
from publisher.probe.ranges import content_length, content_range, etag, last_modified
from publisher.remote.kept import Kept
from publisher.remote.parts import BLOCK_BYTES, Parts, Span

MOST_BYTES: Final = 1024 * 1024  # of one recording
MOST_REQUESTS: Final = 48
FIRST_BYTES: Final = 8 * BLOCK_BYTES
_BEGINNING_BYTES: Final = 512 * 1024  # of one whose server hands out no parts
_OK, _PARTIAL = 200, 206


class Source:
    """One recording. ``failure`` says why nothing more can be had of it, as what follows its name."""

    def __init__(self, url: str, feed_bytes: int | None, kept: Kept | None) -> None:
        self.url = url
        self.failure = ""
        self.is_out_of_reach = False  # what is missing will not come
        self.notes: tuple[str, ...] = ()
        self.validator = ""  # the ETag, or the Last-Modified
        self.etag: str | None = None
        self.is_unchanged = False  # the server says that nothing is new
        self._feed_bytes = feed_bytes
        self._kept = kept
        self._asked_url = url
        self._size_bytes = 0
        self._blocks: dict[int, bytes] = {}
        self._is_beginning = False
        self._requests = 0
        self._received_bytes = 0

    @property
    def parts(self) -> Parts:
        """What is known of it."""
        return Parts(size_bytes=self._size_bytes, blocks=dict(self._blocks), is_beginning=self._is_beginning)

    @property
    def is_worth_keeping(self) -> bool:
        """Whether a later run can find out that the parts still hold."""
        return bool(self.validator) and not self.failure

    def begin(self, prober: Prober) -> None:
        """Ask for the beginning."""
        headers = {"range": f"bytes=0-{FIRST_BYTES - 1}"}
        if self._kept is not None and self._kept.etag:
            headers["if-none-match"] = self._kept.etag
        answer = self._ask(prober, headers, _BEGINNING_BYTES)
        self._asked_url = answer.url
        if answer.status == UNCHANGED and self._kept is not None and answer.failure is None:
            self._take_kept(self._kept)
        elif answer.failure is not None or answer.status not in {_OK, _PARTIAL, 416}:
            self.failure = answer.detail or "gives no answer"
        elif answer.status == _PARTIAL and self._take_first(answer):
            self._renew()
        else:
            whole = answer if answer.status == _OK else self._ask(prober, {}, _BEGINNING_BYTES)
            self._take_beginning(whole)
            self._renew()

    def fetch(self, prober: Prober, blocks: Iterable[int]) -> None:
        """Ask for more of it, as long as there is not too much of that."""
        for span in _joined(blocks, self._size_bytes):
            if self._is_too_much(span):
                self.is_out_of_reach = True
                return
            answer = self._ask(prober, {"range": f"bytes={span.start}-{span.end - 1}"}, span.end - span.start)
            self.failure = self._take(answer, span)
            if self.failure:
                return

    def _ask(self, prober: Prober, headers: Mapping[str, str], most_bytes: int) -> Answer:
        self._requests += 1
        answer = prober.ask(Request(url=self._asked_url, method="GET", headers=headers, max_bytes=most_bytes))
        self._received_bytes += len(answer.body)
        return answer

    def _is_too_much(self, span: Span) -> bool:
        received_bytes = self._received_bytes + span.end - span.start
        return self._is_beginning or received_bytes > MOST_BYTES or self._requests >= MOST_REQUESTS

    def _take_first(self, answer: Answer) -> bool:
        """Whether the answer is the beginning that was asked for."""
        found = content_range(answer.headers)
        size_bytes = found.size_bytes or self._feed_bytes if found else None
        if found is None or found.start != 0 or not size_bytes or not answer.is_whole:
            return False
        if len(answer.body) != found.end or found.end != min(FIRST_BYTES, size_bytes):
            return False
        self._know(answer, size_bytes)
        self._put(0, answer.body)
        return True

    def _take_beginning(self, answer: Answer) -> None:
        """What comes of a server that hands out no parts: as much of the beginning as may be."""
        if answer.status != _OK or answer.failure is not None:
            self.failure = answer.detail or "gives no answer"
            return
        told_bytes = content_length(answer.headers) or self._feed_bytes
        size_bytes = len(answer.body) if answer.is_whole else told_bytes
        if not size_bytes or size_bytes < len(answer.body):
            self.failure = "comes without a length, and its server hands out no parts of it"
            return
        self._know(answer, size_bytes)
        self._is_beginning = not answer.is_whole
        self._put(0, answer.body)

    def _know(self, answer: Answer, size_bytes: int) -> None:
        self._measure(size_bytes)
        self.etag = etag(answer.headers) or None
        self.validator = self.etag or last_modified(answer.headers)

    def _measure(self, size_bytes: int) -> None:
        self._size_bytes = size_bytes
        if self._feed_bytes and self._feed_bytes != size_bytes:
            self.notes = (f"has {size_bytes:,} bytes, and the feed says {self._feed_bytes:,}",)

    def _take(self, answer: Answer, span: Span) -> str:
        """Why the answer is not the part that was asked for; nothing where it is."""
        if answer.failure is not None or answer.status not in {_OK, _PARTIAL}:
            return answer.detail or "gives no answer"
        found = content_range(answer.headers)
        validator = etag(answer.headers) or last_modified(answer.headers)
        if validator != self.validator or (found and found.size_bytes not in {None, self._size_bytes}):
            return "was changed on its server while it was read; run again"
        if answer.status == _OK or found is None or (found.start, found.end) != (span.start, span.end):
            return "comes in other parts than those that were asked for"
        if len(answer.body) != span.end - span.start or not answer.is_whole:
            return "comes in parts of another length than its server says"
        self._put(span.start, answer.body)
        return ""

    def _put(self, start: int, content: bytes) -> None:
        """Know these bytes, which begin with a block; a last block that is not whole is left out."""
        for at in range(0, len(content), BLOCK_BYTES):
            block = content[at : at + BLOCK_BYTES]
            if len(block) == BLOCK_BYTES or start + at + len(block) == self._size_bytes:
                self._blocks[(start + at) // BLOCK_BYTES] = block

    def _renew(self) -> None:
        """Take what was kept, if it is of the file that is there now."""
        kept = self._kept
        if kept and self.validator and (kept.validator, kept.parts.size_bytes) == (self.validator, self._size_bytes):
            self._blocks = {**kept.parts.blocks, **self._blocks}

    def _take_kept(self, kept: Kept) -> None:
        self.is_unchanged = True
        self.validator, self.etag = kept.validator, kept.etag
        self._is_beginning = kept.parts.is_beginning
        self._measure(kept.parts.size_bytes)
        self._blocks = dict(kept.parts.blocks)


def _joined(blocks: Iterable[int], size_bytes: int) -> Iterator[Span]:
    """The spans of blocks that follow one another, in order."""
    start = end = -1
    for block in sorted(blocks):
        if block != end:
            if end > start:
                yield Span(start=start * BLOCK_BYTES, end=min(end * BLOCK_BYTES, size_bytes))
            start = block
        end = block + 1
    if end > start:
        yield Span(start=start * BLOCK_BYTES, end=min(end * BLOCK_BYTES, size_bytes))
