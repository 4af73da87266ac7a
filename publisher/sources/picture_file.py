"""Pictures: their kind and size by their content, with nothing decoded that could be a bomb."""

from __future__ import annotations

import hashlib
import io
import struct
import warnings
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from PIL import Image, UnidentifiedImageError

from publisher.errors import UnreadableFile
from publisher.model import Place, Problem, Severity
from publisher.sources.folder import Read, read_bytes

_LIMIT_BYTES: Final = 32 * 1024 * 1024
_LIMIT_PX: Final = 50_000_000  # five times what directories take; a decoder needs about 200 MB for it
_MIME_TYPES: Final = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png"}  # MPO: a JPEG with more behind it
_SUFFIXES: Final = {"image/jpeg": (".jpg", ".jpeg"), "image/png": (".png",)}
# What Pillow raises for broken files; it has no base class for them.
_PILLOW_ERRORS: Final = (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError, struct.error)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a picture is: ``mode`` as Pillow names it (RGB, RGBA, CMYK, L, P and others)."""

    mime_type: str
    width_px: int
    height_px: int
    mode: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFile:
    """A picture of the show folder."""

    path: str  # relative to the show folder
    mime_type: str
    width_px: int
    height_px: int
    mode: str
    sha256: str
    size_bytes: int


def read_picture(root: Path, path: str) -> Read[PictureFile]:
    """A JPEG or PNG of the show folder, read through to its end.

    Whatever is wrong is a warning: only the caller knows whether the show can do without the picture.
    """
    try:
        content = read_bytes(root, path, limit_bytes=_LIMIT_BYTES)
        measured = measure(content)
    except UnreadableFile as error:
        return Read(value=None, problems=(_warning(path, "picture-unreadable", str(error)),))
    picture = PictureFile(
        path=path,
        mime_type=measured.mime_type,
        width_px=measured.width_px,
        height_px=measured.height_px,
        mode=measured.mode,
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
    )
    suffixes = _SUFFIXES[measured.mime_type]
    if PurePosixPath(path).suffix.lower() in suffixes:
        return Read(value=picture)
    renamed = PurePosixPath(path).with_suffix(suffixes[0]).name
    message = f"is {measured.mime_type} by its content, which its name denies; rename it to {renamed}"
    return Read(value=picture, problems=(_warning(path, "picture-suffix", message),))


def measure(content: bytes) -> Measured:
    """What a JPEG or PNG is, read through to its end without keeping its pixels.

    Raises UnreadableFile for anything else, for what is cut off, and for more than 50 million pixels.
    """
    if not content:
        raise UnreadableFile("is empty")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of bombs, which we refuse earlier, and of oddities that do no harm
            return _measure(content)
    except Image.DecompressionBombError as error:
        raise UnreadableFile("has too many pixels; 3000 x 3000 are enough") from error
    except UnidentifiedImageError as error:
        raise UnreadableFile("is neither JPEG nor PNG") from error
    except _PILLOW_ERRORS as error:
        raise UnreadableFile(f"is damaged or cut off ({error}); copy or export it again") from error


def _measure(content: bytes) -> Measured:
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as image:
        width_px, height_px = image.size
        if width_px * height_px > _LIMIT_PX:
            raise UnreadableFile(f"has too many pixels ({width_px} x {height_px}); 3000 x 3000 are enough")
        measured = Measured(
            mime_type=_MIME_TYPES[image.format or ""], width_px=width_px, height_px=height_px, mode=image.mode
        )
        if measured.mime_type == "image/png":
            image.verify()
        else:
            # An eighth each way: quick, yet to the last byte.
            image.draft("L", (max(1, width_px // 8), max(1, height_px // 8)))
            image.load()
    return measured


def _warning(path: str, check: str, message: str) -> Problem:
    return Problem(place=Place(path=path), check=check, severity=Severity.WARNING, message=f"the picture {message}")
