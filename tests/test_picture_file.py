"""Pictures, read: kind and size by content, and plain words about what is broken."""

from __future__ import annotations

import hashlib
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.errors import UnreadableFile
from publisher.model import Severity
from publisher.sources.folder import Read
from publisher.sources.picture_file import PictureFile, measure, read_picture
from tests.audio_samples import picture


def read(folder: Path, name: str, content: bytes) -> Read[PictureFile]:
    (folder / name).write_bytes(content)
    return read_picture(folder, name)


def png_chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_of_size(width_px: int, height_px: int) -> bytes:
    """A PNG that claims a size, and holds next to nothing."""
    header = struct.pack(">IIBBBBB", width_px, height_px, 8, 2, 0, 0, 0)
    chunks = png_chunk(b"IHDR", header) + png_chunk(b"IDAT", zlib.compress(bytes(100))) + png_chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


@pytest.mark.parametrize(
    ("name", "kind", "mode", "mime_type"),
    [
        ("a.jpg", "JPEG", "RGB", "image/jpeg"),
        ("a.JPEG", "JPEG", "CMYK", "image/jpeg"),
        ("a.jpg", "MPO", "RGB", "image/jpeg"),
        ("a.png", "PNG", "RGBA", "image/png"),
        ("a.png", "PNG", "P", "image/png"),
    ],
)
def test_a_picture_is_measured(tmp_path: Path, name: str, kind: str, mode: str, mime_type: str) -> None:
    content = picture(kind, width_px=40, height_px=30, mode=mode)
    result = read(tmp_path, name, content)
    assert result.problems == ()
    assert result.value == PictureFile(
        path=name,
        mime_type=mime_type,
        width_px=40,
        height_px=30,
        mode=mode,
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is neither JPEG nor PNG"),
        (picture("GIF", mode="L"), "is neither JPEG nor PNG"),
        (picture("WEBP"), "is neither JPEG nor PNG"),
        (picture(width_px=300, height_px=300)[:-400], "is damaged or cut off"),
        (picture("PNG")[:-20], "is damaged or cut off"),
        (png_of_size(8000, 8000), "has too many pixels (8000 x 8000)"),
        (png_of_size(10_000, 10_000), "has too many pixels (10000 x 10000)"),
        (png_of_size(30_000, 30_000), "has too many pixels"),
    ],
)
def test_what_is_no_usable_picture_is_a_warning(tmp_path: Path, content: bytes, words: str) -> None:
    result = read(tmp_path, "a.jpg", content)
    assert result.value is None
    assert [(problem.check, problem.severity) for problem in result.problems] == [
        ("picture-unreadable", Severity.WARNING)
    ]
    assert words in result.problems[0].message


@pytest.mark.parametrize(("width_px", "height_px"), [(1, 1), (7, 3000), (3000, 7), (8, 8)])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_however_small_a_picture_is_it_is_measured(kind: str, width_px: int, height_px: int) -> None:
    measured = measure(picture(kind, width_px=width_px, height_px=height_px))
    assert (measured.width_px, measured.height_px) == (width_px, height_px)


def test_a_missing_picture_is_a_warning(tmp_path: Path) -> None:
    result = read_picture(tmp_path, "images/none.jpg")
    assert (
        str(result.problems[0])
        == "images/none.jpg: warning: the picture was not found; correct its path, or put it there [picture-unreadable]"
    )


def test_a_name_that_says_another_kind(tmp_path: Path) -> None:
    result = read(tmp_path, "cover.png", picture("JPEG"))
    assert result.value is not None
    assert result.problems[0].check == "picture-suffix"
    assert result.problems[0].message.endswith("rename it to cover.jpg")


@given(index=st.integers(0, 400), damage=st.binary(min_size=1, max_size=8), kind=st.sampled_from(["JPEG", "PNG"]))
@settings(max_examples=150, deadline=None)
def test_damaged_pictures_are_measured_or_refused(index: int, damage: bytes, kind: str) -> None:
    content = picture(kind)
    try:
        width_px = measure(content[:index] + damage + content[index + len(damage) :]).width_px
    except UnreadableFile:
        width_px = 1
    assert width_px > 0
