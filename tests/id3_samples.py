"""ID3 tags for tests: made by mutagen and by hand, read by libraries that did not write them."""

from __future__ import annotations

import importlib
import io
import json
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import mutagen.id3

from tests.needs import tool

id3: Any = mutagen.id3
load_by_eyed3: Any = importlib.import_module("eyed3").load  # it ships no types


class Read(NamedTuple):
    """A chapter as another program reads it."""

    start_ms: int
    end_ms: int
    title: str


def tag_of(*frames: Any, version: int = 3, padding_bytes: int = 0) -> bytes:
    """A tag by mutagen, with several values of a frame kept apart."""
    tags = id3.ID3()
    for frame in frames:
        tags.add(frame)
    buffer = io.BytesIO()
    tags.save(buffer, v2_version=version, v23_sep=None, padding=lambda _info: padding_bytes)
    return buffer.getvalue()


def frame(name: str, content: bytes, *, flags: int = 0, sizes_of: int = 3) -> bytes:
    """A frame of ID3v2.3, or with its size as in 2.4 or 2.2."""
    if sizes_of == 2:
        return name.encode() + len(content).to_bytes(3, "big") + content
    size = len(content) if sizes_of == 3 else int.from_bytes(septets(len(content)), "big")
    return name.encode() + size.to_bytes(4, "big") + flags.to_bytes(2, "big") + content


def tag(content: bytes, *, version: int = 3, flags: int = 0) -> bytes:
    """A tag by hand."""
    return b"ID3" + bytes((version, 0, flags)) + septets(len(content)) + content


def septets(size: int) -> bytes:
    """A size of which no byte has its highest bit."""
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))


def foreign_frames(version: int) -> list[Any]:
    """What other programs write, as it is allowed in this version."""
    encoding = 3 if version == 4 else 1
    frames = [
        id3.TXXX(encoding=encoding, desc="replaygain_track_gain", text=["-7.03 dB"]),
        id3.TXXX(encoding=encoding, desc="Größe", text=["eins", "zwei ü"]),
        id3.COMM(encoding=0, lang="eng", desc="iTunNORM", text=["00000A2B 00000A2B"]),
        id3.USLT(encoding=encoding, lang="fra", desc="", text="des mots"),
        id3.APIC(encoding=encoding, mime="image/png", type=4, desc="Rückseite", data=b"\x89PNG...."),
        id3.PRIV(owner="com.example", data=bytes(range(256))),
        id3.UFID(owner="http://musicbrainz.org", data=b"abc"),
        id3.POPM(email="ada@example.org", rating=196, count=12),
        id3.GEOB(encoding=encoding, mime="text/plain", filename="ü.txt", desc="notes", data=b"x\xff\x00y"),
        id3.WXXX(encoding=encoding, desc="Spotify", url="https://open.spotify.com/show/1"),
        id3.WOAR(url="https://example.org/"),
        id3.TSOP(encoding=encoding, text=["Ünder, Ada"]),
        id3.TIT1(encoding=encoding, text=["a group"]),
    ]
    if version == 4:
        frames += [id3.RVA2(desc="track", channel=1, gain=-2.5, peak=0.5), id3.TDRL(encoding=3, text=["2020-01-02"])]
    return frames


def chapters_by_eyed3(path: Path) -> list[Read]:
    """By time."""
    chapters = load_by_eyed3(str(path)).tag.chapters
    return sorted(Read(one.times.start, one.times.end, one.title or "") for one in chapters)


def chapters_by_ffprobe(path: Path) -> list[Read]:
    """In the order of the file; ffprobe counts in milliseconds here."""
    command = [tool("ffprobe"), "-v", "error", "-show_chapters", "-of", "json", str(path)]
    found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["chapters"]
    assert all(one["time_base"] == "1/1000" for one in found)
    return [Read(one["start"], one["end"], one.get("tags", {}).get("title", "")) for one in found]


def listed_by_eyed3(path: Path) -> list[str]:
    """The ids of the chapters in the order of the table of contents, the tables inside it followed."""
    tables = {one.element_id: one for one in load_by_eyed3(str(path)).tag.table_of_contents}
    top = [one for one in tables.values() if one.toplevel]
    assert len(top) == 1
    assert all(one.ordered for one in tables.values())
    return [name.decode() for name in _followed(top[0].child_ids, tables)]


def _followed(names: Iterable[bytes], tables: dict[bytes, Any]) -> Iterable[bytes]:
    for name in names:
        if name in tables:
            yield from _followed(tables[name].child_ids, tables)
        else:
            yield name
