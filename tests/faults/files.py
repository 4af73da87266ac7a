"""Faults that keep a file or a recording from being read, and recordings that are other ones."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Final

from tests.faults.fault import Fault, Folder, Kind, inserted, replaced
from tests.faults.numbers import without_episode
from tests.faults.page import Edit, Finding, Page

_LONG_MS: Final = 6 * 60_000


def yaml_colon(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A colon in a title without quotes."""
    line = page.one_line("title") or page.one_line("short")
    if line is None:
        return None
    key = page.line(line).partition(":")[0]
    return _unreadable(replaced(line, f"{key}: Data: the talk"), page, folder, line)


def yaml_quote(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """An apostrophe between apostrophes."""
    line = page.one_line("title") or page.one_line("short")
    if line is None:
        return None
    key = page.line(line).partition(":")[0]
    return _unreadable(replaced(line, f"{key}: 'It's a talk'"), page, folder, line)


def yaml_tab(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A tab where spaces belong."""
    line = page.below("links", "apple")
    return _unreadable(replaced(line, f"\t{page.line(line).strip()}"), page, folder, line) if line else None


def key_twice(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A key that stands twice."""
    line = page.one_line("season")
    return _unreadable(inserted(line + 1, "season: 3"), page, folder, line + 1) if line else None


def front_matter_open(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """The first line is missing."""
    return _unreadable(Fault(edits=(Edit(line=1, removed=1, inserted=()),)), page, folder, 1)


def not_utf8(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A letter in another encoding."""
    line = page.one_line("title") or page.one_line("short")
    if line is None:
        return None
    lines = [one.encode() for one in page.lines]
    lines[line - 1] += b" caf\xe9"
    return _unreadable(Fault(content=b"\n".join(lines)), page, folder, line)


def control_character(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A character that cannot stand in a feed."""
    line = page.one_line("short")
    if line is None:
        return None
    return _unreadable(replaced(line, f"{page.line(line)}\x0b"), page, folder, line)


def recording_longer(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """The recording of a longer version: the transcript ends early."""
    path, last = folder.recording_of(page), page.entries[-1] if page.entries else 0
    if path is None or not last or last in page.headers or folder.recordings[path].duration_ms < _LONG_MS:
        return None
    line = page.one_line("duration")
    if "duration" in page.keys and not line:
        return None
    longer = replace(folder.recordings[path], duration_ms=folder.recordings[path].duration_ms * 2)
    off = {(line, "duration-far-off")} if line else set()
    return Fault(recording=longer, brings=frozenset({(last, "transcript-ends-early"), *off}))


def recording_missing(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """No recording."""
    is_known = bool({"duration", "audio"} & page.keys.keys()) or not {"date", "dateadded"} & page.keys.keys()
    if folder.recording_of(page) is None or is_known or page.has("transcript-missing", "title-differs"):
        return None
    return Fault(without_recording=True, brings=frozenset([(0, "audio-missing")]))


def recording_mixed_up(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """The recording of another episode, as its tags say."""
    others = [one for one in folder.pages.values() if one is not page and one.one_line("title")]
    if not page.one_line("title") or not others:
        return None
    other = rng.choice(others)
    title = other.value(other.one_line("title") or 1).replace("''", "'")
    fault = _tagged(page, folder, "title", title, (page.key("audio") or 0, "audio-mixed-up"))
    return replace(fault, claims=frozenset([other.path])) if fault else None


def recording_of_another_title(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A recording whose tags have another title than its episode."""
    line = page.one_line("title")
    return _tagged(page, folder, "title", "Gardening in the rain", (line, "title-differs")) if line else None


def recording_of_another_day(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A recording that, as its tags say, was made long after its episode came out."""
    line = page.one_line("dateadded") or page.one_line("date")
    if line is None or {"date", "dateadded"} <= page.keys.keys():
        return None
    year = int(page.value(line)[:4]) + 3
    day = rng.choice((f"{year}", f"{year}-07", f"{year}-07-21"))
    return _tagged(page, folder, "date", day, (line, "date-differs"))


def recording_too_large(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A recording that is larger than Spotify takes."""
    path = folder.recording_of(page)
    if path is None:
        return None
    large = replace(folder.recordings[path], size_bytes=rng.randint(200_000_001, 900_000_000))
    line = page.one_line("audio")
    if line:
        return Fault(recording=large, brings=frozenset([(line, "audio-size")]))
    return Fault(recording=large, elsewhere=frozenset([(path, (0, "audio-size"))]))


KINDS: Final[tuple[Kind, ...]] = (
    yaml_colon,
    yaml_quote,
    yaml_tab,
    key_twice,
    front_matter_open,
    not_utf8,
    control_character,
    recording_longer,
    recording_missing,
    recording_mixed_up,
    recording_of_another_title,
    recording_of_another_day,
    recording_too_large,
)


def _tagged(page: Page, folder: Folder, tag: str, value: str, found: Finding) -> Fault | None:
    """The recording with another tag."""
    path = folder.recording_of(page)
    if path is None or (found[0] and not page.is_free(found[0])):
        return None
    own = folder.recordings[path]
    tags = replace(own.tags, title=value) if tag == "title" else replace(own.tags, date=value)
    return Fault(recording=replace(own, tags=tags), brings=frozenset([found]))


def _unreadable(fault: Fault, page: Page, folder: Folder, line: int) -> Fault | None:
    """A file that cannot be read brings this, and nothing else of it is found."""
    ends = replace(fault, ends=page.found, brings=frozenset([(line, "file-unreadable")]))
    return None if page.has("link-repeated") else without_episode(ends, page, folder)
