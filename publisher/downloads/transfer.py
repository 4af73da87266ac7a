"""What a server sends, appended to a partial file; and asked for again where it broke off."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from publisher.downloads.partial import Partial, Version
from publisher.probe.answer import Answer, Failure, Request
from publisher.probe.prober import Prober
from publisher.probe.ranges import content_length, content_range, etag, last_modified

MOST_BYTES: Final = 2 * 1024 * 1024 * 1024
_MOST_IN_VAIN: Final = 3  # attempts in a row that brought nothing
_MOST_ATTEMPTS: Final = 100
_PACE_S: Final = 60.0
_FEWEST_BYTES: Final = 60 * 1024  # in that time
_OK, _PARTIAL, _NO_SUCH_PART = 200, 206, 416


class Transfer:
    """Takes the body of one answer. ``fault``: why it is of no use, as what follows the name of the recording."""

    def __init__(self, partial: Partial, clock: Callable[[], float], most_bytes: int) -> None:
        self.fault = ""
        self.is_other = False  # not the rest of what there is
        self._partial = partial
        self._clock = clock
        self._most_bytes = most_bytes
        self._since = clock()
        self._bytes_since = 0

    def begin(self, status: int, headers: Mapping[str, str]) -> bool:
        """Whether the body is the file, or the rest of it."""
        version = Version(etag=etag(headers), last_modified=last_modified(headers), size_bytes=content_length(headers))
        if status == _OK:
            if (version.size_bytes or 0) > self._most_bytes:
                self.fault = f"has {version.size_bytes:,} bytes, more than any recording"
                return False
            self._partial.restart(version)
            return True
        found = content_range(headers) if status == _PARTIAL else None
        if found is not None and 0 < found.start == self._partial.size_bytes:
            part = Version(etag=version.etag, last_modified=version.last_modified, size_bytes=found.size_bytes)
            if self._partial.version.may_be(part):
                return True
        self.is_other = status in {_PARTIAL, _NO_SUCH_PART}
        return False

    def take(self, piece: bytes) -> bool:
        """Whether to go on after this piece."""
        size_bytes = self._partial.size_bytes + len(piece)
        if size_bytes > (self._partial.version.size_bytes or self._most_bytes):
            self.fault = "does not end where its server says"
            return False
        self._partial.append(piece)
        self._bytes_since += len(piece)
        passed_s = self._clock() - self._since
        if passed_s >= _PACE_S:
            if self._bytes_since < _FEWEST_BYTES:
                self.fault = f"comes too slowly: {self._bytes_since:,} bytes in {passed_s:.0f} s"
                return False
            self._since, self._bytes_since = self._clock(), 0
        return True


def fetch(
    prober: Prober, url: str, partial: Partial, clock: Callable[[], float], *, most_bytes: int = MOST_BYTES
) -> str:
    """Have all of a file, as often as its server breaks off. Why it cannot be had; nothing where it is whole.

    Raises WriteError where the disk refuses. What there is stays for the next time.
    """
    in_vain, fault = 0, ""
    for _ in range(_MOST_ATTEMPTS):
        if partial.is_whole or in_vain >= _MOST_IN_VAIN:
            break
        before = partial.size_bytes
        transfer = Transfer(partial, clock, most_bytes)
        request = Request(
            url=url, method="GET", headers=partial.resuming, max_bytes=2 * most_bytes, receiver=transfer
        )  # the transfer itself sees to it that not more comes than may be
        answer = prober.ask(request)
        if _is_whole(answer, partial, transfer):
            return ""
        if answer.is_whole and answer.status == _OK and not partial.size_bytes:
            return "is empty"
        fault = transfer.fault or answer.detail or "gives no answer"
        if transfer.is_other:
            partial.restart(Version())
            fault = "comes in other parts than those that were asked for"
        elif transfer.fault or _is_settled(answer):
            return fault
        in_vain = 0 if partial.size_bytes > before else in_vain + 1
    return "" if partial.is_whole else fault


def _is_whole(answer: Answer, partial: Partial, transfer: Transfer) -> bool:
    if transfer.fault or transfer.is_other or answer.status not in {_OK, _PARTIAL}:
        return False
    is_ended = partial.version.size_bytes is None and answer.is_whole and answer.failure is None
    return partial.is_whole or (is_ended and partial.size_bytes > 0)


def _is_settled(answer: Answer) -> bool:
    """Whether another attempt would bring the same; the prober has been patient where there was no status at all."""
    if answer.failure is Failure.BAD_ANSWER or answer.failure is Failure.TIMEOUT:
        return answer.status is None
    return answer.failure is not None or answer.status not in {_OK, _PARTIAL}
