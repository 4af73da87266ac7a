"""Chapters as MKVToolNix reads them: ``mkvmerge --chapters``. https://www.matroska.org/technical/chapters.html"""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from lxml import etree

from publisher.clock import format_time
from publisher.model import Chapter
from publisher.outputs.chapter_formats.chapter_list import ChapterList

_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_LANGUAGE: Final = "und"  # ISO 639-2: not said


def write(chapters: ChapterList) -> str:
    """One edition with every chapter, the silent ones hidden; nothing where there is none, as an edition needs one."""
    if not chapters.chapters:
        return ""
    root = etree.Element("Chapters")
    edition = etree.SubElement(root, "EditionEntry")
    for chapter in chapters.whole:
        edition.append(_atom(chapter))
    return _DECLARATION + etree.tostring(root, encoding="unicode", pretty_print=True)


def _atom(chapter: Chapter) -> etree._Element:
    atom = etree.Element("ChapterAtom")
    _add(atom, "ChapterUID", str(_uid(chapter)))
    _add(atom, "ChapterTimeStart", _nanoseconds(chapter.start_ms))
    if chapter.end_ms is not None:
        _add(atom, "ChapterTimeEnd", _nanoseconds(chapter.end_ms))
    _add(atom, "ChapterFlagHidden", str(int(not chapter.toc)))
    _add(atom, "ChapterFlagEnabled", "1")
    display = etree.SubElement(atom, "ChapterDisplay")
    _add(display, "ChapterString", chapter.title)
    _add(display, "ChapterLanguage", _LANGUAGE)
    return atom


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = text


def _uid(chapter: Chapter) -> int:
    """A number that is not 0, and the same tomorrow; of 63 bits, because some programs read it with a sign."""
    digest = sha256(f"{chapter.start_ms} {chapter.title}".encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1 or 1


def _nanoseconds(time_ms: int) -> str:
    return f"{format_time(time_ms)}000000"
