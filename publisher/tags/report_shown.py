"""The report of an audio file for people, and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import Any, Final

from publisher.clock import format_time
from publisher.tags.report import Report
from publisher.tags.report_parts import ChapterList, PictureInside
from publisher.tags.wanted import TagChapter
from publisher.text import for_terminal, one_line

_LONGEST: Final = 160
_FIRST: Final = 120  # characters of a longer text that are shown
_WIDTH: Final = 100
_INDENT: Final = "  "


def as_text(report: Report) -> str:
    """For people: a block of lines for each kind of thing; long texts are cut, with their length behind them."""
    blocks = [_block(report.path, _aligned(_sound(report)))]
    rows = [(field.field, field.place, _cut(field.value)) for field in report.fields]
    blocks += [_block("tags", _aligned(rows))] if rows else []
    blocks += [_block(f"chapters: {one.kind}", _chapters(one)) for one in report.chapters]
    pictures = [_picture(picture) for picture in report.pictures]
    blocks += [_block("pictures", _aligned(pictures))] if pictures else []
    blocks += [_block("other things", report.others)] if report.others else []
    blocks += [_block("written by publish", _ours(report))] if report.ours else []
    blocks += [_block("notes", report.notes)] if report.notes else []
    return "\n\n".join(blocks) + "\n"


def as_json(report: Report) -> dict[str, Any]:
    """For programs: times in milliseconds, every text in full, null for what is not known."""
    encoding = report.audio.encoding
    return {
        "path": report.path,
        "kind": str(report.kind),
        "mime_type": report.audio.mime_type,
        "size_bytes": report.audio.size_bytes,
        "duration_ms": report.audio.duration_ms,
        "bit_rate_bps": encoding.bit_rate_bps or None,
        "sample_rate_hz": encoding.sample_rate_hz or None,
        "channels": encoding.channels or None,
        "tags": [
            {"field": one.field, "means": one.means, "place": one.place, "value": one.value} for one in report.fields
        ],
        "chapters": [
            {"kind": one.kind, "chapters": [_chapter_json(chapter) for chapter in one.chapters]}
            for one in report.chapters
        ],
        "pictures": [_picture_json(picture) for picture in report.pictures],
        "others": list(report.others),
        "written_by_publish": [
            {"field": field, "is_unchanged": is_unchanged} for field, is_unchanged in report.ours.items()
        ],
        "notes": list(report.notes),
    }


def _sound(report: Report) -> Iterator[tuple[str, str]]:
    audio, encoding = report.audio, report.audio.encoding
    yield "kind", f"{report.kind} ({audio.mime_type})"
    yield "size", f"{audio.size_bytes:,} bytes"
    yield "duration", format_time(audio.duration_ms)
    if encoding.bit_rate_bps:
        yield "bit rate", f"{round(encoding.bit_rate_bps / 1000):,} kbit/s"
    if encoding.sample_rate_hz:
        yield "sample rate", f"{encoding.sample_rate_hz:,} Hz"
    if encoding.channels:
        yield "channels", str(encoding.channels)


def _chapters(listed: ChapterList) -> Iterator[str]:
    for chapter in listed.chapters:
        end_ms = _end_ms(chapter)
        end = f" - {format_time(end_ms)}" if end_ms is not None else ""
        link = f" <{chapter.url}>" if chapter.url else ""
        marks = ["with a picture"] * bool(chapter.artwork) + ["not listed"] * (not chapter.toc)
        mark = f" ({', '.join(marks)})" if marks else ""
        yield f"{format_time(chapter.start_ms)}{end}  {_cut(chapter.title)}{link}{mark}"


def _end_ms(chapter: TagChapter) -> int | None:
    return chapter.end_ms if chapter.start_ms < chapter.end_ms < 1 << 32 else None


def _picture(picture: PictureInside) -> tuple[str, ...]:
    size = f"{len(picture.content):,} bytes"
    if picture.trouble:
        return picture.kind, size, picture.trouble
    return picture.kind, size, f"{picture.mime_type}, {picture.width_px} x {picture.height_px} pixels"


def _ours(report: Report) -> Iterator[str]:
    same = [field for field, is_unchanged in report.ours.items() if is_unchanged]
    changed = [field for field, is_unchanged in report.ours.items() if not is_unchanged]
    yield from wrap(f"as it was written: {', '.join(same)}", _WIDTH) if same else ()
    yield from wrap(f"changed or taken off since: {', '.join(changed)}", _WIDTH) if changed else ()


def _chapter_json(chapter: TagChapter) -> dict[str, Any]:
    return {
        "start_ms": chapter.start_ms,
        "end_ms": _end_ms(chapter),
        "title": chapter.title,
        "url": chapter.url,
        "has_picture": chapter.artwork is not None,
        "is_listed": chapter.toc,
    }


def _picture_json(picture: PictureInside) -> dict[str, Any]:
    return {
        "kind": picture.kind,
        "mime_type": picture.mime_type or None,
        "size_bytes": len(picture.content),
        "width_px": picture.width_px or None,
        "height_px": picture.height_px or None,
        "trouble": picture.trouble or None,
    }


def _block(heading: str, lines: Iterable[str]) -> str:
    return "\n".join([for_terminal(heading), *(f"{_INDENT}{for_terminal(line)}".rstrip() for line in lines)])


def _aligned(rows: Iterable[Sequence[str]]) -> list[str]:
    """Rows as lines, their columns as wide as they must be."""
    listed = list(rows)
    widths = [max(map(len, column)) for column in zip(*listed, strict=True)]
    return [_INDENT.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in listed]


def _cut(text: str) -> str:
    """The text on one line, and of a long one the beginning.

    >>> _cut("one\\ntwo"), _cut("a" * 200)[-20:]
    ('one two', 'aa… (200 characters)')
    """
    line = one_line(text)
    return line if len(line) <= _LONGEST else f"{line[:_FIRST].rstrip()}… ({len(text):,} characters)"
