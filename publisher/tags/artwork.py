"""Pictures made small enough to stand in front of the sound: a player fetches them before the first second of it."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from PIL import Image, ImageCms, ImageOps

from publisher.errors import UnreadableFile
from publisher.sources.picture_file import Measured, measure
from publisher.tags.digest import bytes_digest
from publisher.tags.wanted import Artwork

COVER_PX: Final = 1400  # a side; the least that directories take for a show
CHAPTER_PX: Final = 600
LIMIT_BYTES: Final = 300_000

_QUALITIES: Final = (90, 85, 80, 70, 60, 50, 40)
_LEAST_PX: Final = 64
_PLAIN_MODES: Final = frozenset({"1", "L", "P", "RGB"})  # what every player shows
_ORIENTATION: Final = 0x0112  # of EXIF
_WHITE: Final = (255, 255, 255)
# What Pillow raises for broken files; it has no base class for them.
_PILLOW_ERRORS: Final = (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError, struct.error)


@lru_cache(maxsize=16)  # the picture of the show goes into every episode that has none of its own
def artwork_of(content: bytes, side_px: int = COVER_PX, limit_bytes: int = LIMIT_BYTES) -> Artwork:
    """A JPEG or PNG as it goes into a file: as it is where it fits, otherwise upright, in RGB, and as small as needed.

    Raises UnreadableFile for what is no picture, is damaged, or has more pixels than anybody needs.
    """
    measured = measure(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of oddities in files that do no harm
            if _fits(content, measured, side_px, limit_bytes):
                return _artwork(content, measured)
            return _scaled(content, side_px, limit_bytes)
    except _PILLOW_ERRORS as error:
        raise UnreadableFile(f"is damaged or cut off ({error}); copy or export it again") from error


def _fits(content: bytes, measured: Measured, side_px: int, limit_bytes: int) -> bool:
    is_small = max(measured.width_px, measured.height_px) <= side_px and len(content) <= limit_bytes
    if not is_small or measured.mode not in _PLAIN_MODES:
        return False
    with Image.open(io.BytesIO(content)) as image:
        return image.getexif().get(_ORIENTATION, 1) == 1 and "transparency" not in image.info


def _scaled(content: bytes, side_px: int, limit_bytes: int) -> Artwork:
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as image:
        if image.format != "PNG":
            image.draft("RGB", (side_px, side_px))  # JPEG decodes to a half or a quarter at once
        plain = _plain(ImageOps.exif_transpose(image))
    for scaled, quality in _attempts(plain, side_px):
        buffer = io.BytesIO()
        scaled.save(buffer, "JPEG", quality=quality, optimize=True, progressive=False)
        if buffer.tell() <= limit_bytes:
            return Artwork(
                content=buffer.getvalue(),
                mime_type="image/jpeg",
                width_px=scaled.width,
                height_px=scaled.height,
                source=bytes_digest(content),
            )
    raise UnreadableFile(f"cannot be made smaller than {limit_bytes // 1000} kB; use another one")


def _attempts(image: Image.Image, side_px: int) -> Iterator[tuple[Image.Image, int]]:
    """The picture in that size, ever coarser; then in smaller ones."""
    while side_px >= _LEAST_PX:
        scaled = image.copy()
        scaled.thumbnail((side_px, side_px), Image.Resampling.LANCZOS)
        for quality in _QUALITIES:
            yield scaled, quality
        side_px = side_px * 3 // 4


def _plain(image: Image.Image) -> Image.Image:
    """In RGB, on white where it is transparent."""
    if image.mode.startswith("I"):  # 16 bits of grey, which Pillow would clip
        return image.point(lambda value: value * (1 / 256)).convert("L").convert("RGB")
    if image.has_transparency_data:
        layered = image.convert("RGBA")
        plain = Image.new("RGB", layered.size, _WHITE)
        plain.paste(layered, mask=layered.getchannel("A"))
        return plain
    return _in_srgb(image) or image.convert("RGB")


def _in_srgb(image: Image.Image) -> Image.Image | None:
    """The colours that the profile in the picture means; None where it has none that is of use."""
    profile = image.info.get("icc_profile")
    if not profile:
        return None
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, *_PILLOW_ERRORS):
        return None


def _artwork(content: bytes, measured: Measured) -> Artwork:
    return Artwork(
        content=content,
        mime_type=measured.mime_type,
        width_px=measured.width_px,
        height_px=measured.height_px,
    )
