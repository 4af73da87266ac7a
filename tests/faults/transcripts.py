"""Faults of transcripts."""

from __future__ import annotations

from random import Random
from typing import Final

from tests.faults.fault import Fault, Folder, Kind, inserted, replaced
from tests.faults.page import Edit, Page

_AROUND: Final = 4  # lines before and behind a time that must be in order
_LONG_AGO: Final = "2:46:40"


def time_backward(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A time that is earlier than those before it."""
    said = _timed(page)
    if len(said) < 3 * _AROUND:
        return None
    at = rng.randrange(_AROUND, len(said) - _AROUND)
    around = [_seconds(page, entry) for entry in said[at - _AROUND : at + _AROUND]]
    entry, before = said[at], _seconds(page, said[at - 3])
    if around != sorted(set(around)) or before < 1 or page.line(entry - 1).startswith("- header: "):
        return None
    return _time(page, entry, before - 1, "transcript-backward")


def time_past_end(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A time behind the end of the recording."""
    said = _timed(page)
    if len(said) < 3 * _AROUND:
        return None
    entry = said[rng.randrange(_AROUND, len(said) - _AROUND)]
    if page.line(entry - 1).startswith("- header: "):
        return None
    return _time(page, entry, 10_000, "transcript-past-end")


def times_differ(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A time for people that is not the time in seconds."""
    said = _timed(page)
    line = page.inside(rng.choice(said), "time") if said else None
    if line is None or not page.is_free(line):
        return None
    return replaced(line, f"  time: '{_LONG_AGO}'", brings=[(line, "transcript-times-differ")])


def time_missing(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A line without a time, where all others have one."""
    said = _timed(page)
    if len(said) < 3 * _AROUND or page.has("transcript-times-missing") or page.has("transcript-doubled"):
        return None
    entry = said[rng.randrange(_AROUND, len(said) - _AROUND)]
    sec, time = page.inside(entry, "sec") or 0, page.inside(entry, "time") or 0
    if page.line(entry - 1).startswith("- header: ") or time != sec + 1 or not page.is_free(sec):
        return None
    return Fault(
        edits=(Edit(line=sec, removed=2, inserted=()),), brings=frozenset([(entry, "transcript-times-missing")])
    )


def entry_without_key(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """Words in a transcript without their key."""
    said = _timed(page)
    if not said:
        return None
    line = rng.choice(said)
    words = rng.choice(("- And then we walked on.", "- who: Somebody"))
    return inserted(line, words, brings=[(line, "transcript-entry")])


def line_doubled(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A line that stands twice, the second time without its time."""
    said = [] if page.has("transcript-doubled") else _timed(page)
    if not said:
        return None
    entry = rng.choice(said)
    behind, sec = entry + page.length(entry), page.inside(entry, "sec") or 0
    return inserted(behind, *page.lines[entry - 1 : sec - 1], brings=[(behind, "transcript-doubled")])


def speaker_sentence(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A sentence where the name of the speaker belongs."""
    sentence = "  who: That is what we all had thought at the time."
    return _speaker(page, rng, sentence, "transcript-speaker")


def speaker_unknown(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """Somebody who is no guest."""
    name = rng.choice(("Zebulon", "Wxyz", "Quentin Q. Quux"))
    return _speaker(page, rng, f"  who: {name}", "transcript-speaker-unknown")


def header_stacked(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A header right above another one."""
    line = _single_header(page, rng)
    if line is None:
        return None
    return inserted(
        line, f"- header: Part {rng.randint(100, 999)} of our talk", brings=[(line, "transcript-headers-stacked")]
    )


def header_doubled(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A header that stands twice."""
    line = _single_header(page, rng)
    if line is None or page.has("transcript-headers-doubled") or page.line(line + 1).startswith("  "):
        return None
    return inserted(line, page.line(line), brings=[(line + 1, "transcript-headers-doubled")])


def header_at_end(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A header below which nothing is said."""
    if not page.clips or not page.headers or page.has("chapter-differs"):
        return None
    line = page.keys["transcript"][1]
    return inserted(line, "- header: What nobody said", brings=[(line, "transcript-headers-stacked")])


def headers_missing(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A transcript without any header, where nearly all others have some."""
    if not folder.has_habits or not page.clips or not page.headers or page.has("chapter-differs"):
        return None
    edits = tuple(Edit(line=line, removed=page.length(line), inserted=()) for line in page.headers)
    gone = frozenset(
        found for found in page.found if any(edit.line <= found[0] < edit.line + edit.removed for edit in edits)
    )
    first = page.entries[0]
    return Fault(edits=edits, ends=gone, brings=frozenset([(first, "transcript-headers-missing")]))


def transcript_missing(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """No transcript, where nearly all others have one."""
    start, behind = page.keys.get("transcript", (0, 0))
    if (
        not folder.has_habits
        or not start
        or not page.clips
        or page.has("chapter-differs")
        or not page.one_line("duration")
    ):
        return None
    gone = frozenset(found for found in page.found if start <= found[0] < behind)
    edit = Edit(line=start, removed=behind - start, inserted=())
    return Fault(edits=(edit,), ends=gone, brings=frozenset([(0, "transcript-missing")]))


KINDS: Final[tuple[Kind, ...]] = (
    time_backward,
    time_past_end,
    times_differ,
    time_missing,
    entry_without_key,
    line_doubled,
    speaker_sentence,
    speaker_unknown,
    header_stacked,
    header_doubled,
    header_at_end,
    headers_missing,
    transcript_missing,
)


def _timed(page: Page) -> list[int]:
    """The entries with both of their times."""
    return [entry for entry in page.entries if page.inside(entry, "sec") and page.inside(entry, "time")]


def _seconds(page: Page, entry: int) -> int:
    return int(page.value(page.inside(entry, "sec") or 1))


def _time(page: Page, entry: int, seconds: int, check: str) -> Fault | None:
    """Another time for an entry, in both of its keys."""
    sec, time = page.inside(entry, "sec") or 0, page.inside(entry, "time") or 0
    if time != sec + 1 or not page.is_free(sec, time) or page.has("transcript-doubled"):
        return None
    both = (f"  sec: {seconds}", f"  time: '{seconds // 60}:{seconds % 60:02}'")
    return Fault(edits=(Edit(line=sec, removed=2, inserted=both),), brings=frozenset([(sec, check)]))


def _speaker(page: Page, rng: Random, line: str, check: str) -> Fault | None:
    said = [who for entry in page.entries if (who := page.inside(entry, "who")) and page.is_free(who)]
    if len(said) < 3 or not (page.clips or page.headers) or page.has("transcript-doubled", "transcript-speaker"):
        return None
    at = said[rng.randrange(2, len(said))]
    return replaced(at, line, brings=[(at, check)])


def _single_header(page: Page, rng: Random) -> int | None:
    """A header with words above and below it, in an episode whose chapters are its clips."""
    if not page.clips or page.has("chapter-differs", "transcript-headers-doubled"):
        return None
    single = [
        line
        for line in page.headers
        if page.line(line - 1).startswith("  who: ") and page.line(line + page.length(line)).startswith("- line: ")
    ]
    return rng.choice(single) if single else None
