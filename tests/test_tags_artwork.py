"""Pictures made small for tags: what fits stays, what does not is scaled, and what is broken is refused."""

from __future__ import annotations

import io
import random
from typing import Final

import pytest
from PIL import Image, ImageCms

from publisher.errors import UnreadableFile
from publisher.tags.artwork import artwork_of
from publisher.tags.digest import artwork_digest, bytes_digest
from tests.audio_samples import picture
from tests.test_picture_file import png_of_size

ORIENTATION: Final = 0x0112


def saved(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def noise(side_px: int) -> Image.Image:
    """What compresses worst."""
    content = random.Random(1).randbytes(side_px * side_px * 3)
    return Image.frombytes("RGB", (side_px, side_px), content)


@pytest.mark.parametrize(
    "content",
    [
        picture(width_px=1400, height_px=1400),
        picture(width_px=300, height_px=200),
        picture("PNG", width_px=300, height_px=200),
        picture("PNG", mode="L"),
        picture("PNG", mode="P"),
        saved(Image.new("RGB", (64, 64)), progressive=True),
    ],
)
def test_what_fits_is_kept_byte_for_byte(content: bytes) -> None:
    artwork = artwork_of(content)
    assert artwork.content == content
    assert artwork.source == ""
    assert (artwork.width_px, artwork.height_px) == opened(content).size


@pytest.mark.parametrize(
    ("width_px", "height_px", "size"),
    [(3000, 3000, (1400, 1400)), (1401, 1400, (1400, 1399)), (3000, 1000, (1400, 467)), (9, 2800, (4, 1400))],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_what_is_too_large_is_scaled(kind: str, width_px: int, height_px: int, size: tuple[int, int]) -> None:
    content = picture(kind, width_px=width_px, height_px=height_px)
    artwork = artwork_of(content)
    image = opened(artwork.content)
    assert (image.format, image.mode) == ("JPEG", "RGB")
    assert (artwork.width_px, artwork.height_px) == image.size
    assert all(abs(found - meant) <= 1 for found, meant in zip(image.size, size, strict=True))
    assert "progressive" not in image.info
    assert artwork.source == bytes_digest(content)


def test_what_has_too_many_bytes_is_made_coarser() -> None:
    content = saved(noise(1400), quality=95)
    assert len(content) > 1_000_000
    artwork = artwork_of(content)
    assert len(artwork.content) <= 300_000
    assert artwork.width_px >= 700


def test_the_same_picture_is_the_same_bytes() -> None:
    content = picture(width_px=1500, height_px=1500)
    first = artwork_of(content)
    artwork_of.cache_clear()
    assert artwork_of(content) == first


def test_a_picture_is_turned_as_its_camera_says() -> None:
    image = Image.new("RGB", (60, 40), "red")
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    artwork = artwork_of(saved(image, exif=exif))
    assert (artwork.width_px, artwork.height_px) == (40, 60)
    assert ORIENTATION not in opened(artwork.content).getexif()


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_becomes_white(mode: str) -> None:
    clear = Image.new("RGBA", (40, 40), (255, 0, 0, 0)).convert(mode)
    content = saved(clear, "PNG", **({"transparency": 0} if mode == "P" else {}))
    image = opened(artwork_of(content).content)
    assert image.mode == "RGB"
    assert min(image.getpixel((20, 20))) > 250  # type: ignore[arg-type]  # of RGB it is three numbers


def test_inks_become_colours() -> None:
    content = saved(Image.new("CMYK", (40, 40), (0, 255, 255, 0)))
    image = opened(artwork_of(content).content)
    red, green, blue = image.convert("RGB").tobytes()[:3]
    assert image.mode == "RGB"
    assert red > 200 > 60 > max(green, blue)


def test_sixteen_bits_of_grey_keep_their_shade() -> None:
    content = saved(Image.new("I;16", (40, 40), 0x8000), "PNG")
    image = opened(artwork_of(content).content)
    assert all(abs(value - 0x80) < 3 for value in image.convert("RGB").tobytes()[:3])


@pytest.mark.parametrize("profile", [ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), b"no profile"])
def test_a_profile_of_colours_is_applied_and_not_needed_any_more(profile: bytes) -> None:
    content = saved(Image.new("RGB", (1500, 1500), (200, 100, 50)), icc_profile=profile)
    image = opened(artwork_of(content).content)
    assert "icc_profile" not in image.info
    assert all(abs(found - meant) < 4 for found, meant in zip(image.tobytes()[:3], (200, 100, 50), strict=True))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"GIF89a", "neither JPEG nor PNG"),
        (png_of_size(30_000, 30_000), "too many pixels"),
        (saved(noise(100))[:2000], "damaged or cut off"),
    ],
)
def test_what_cannot_be_used_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        artwork_of(content)


def test_a_picture_in_another_size_is_the_same_picture() -> None:
    content = picture(width_px=1500, height_px=1500)
    assert artwork_digest(artwork_of(content, 600)) == artwork_digest(artwork_of(content)) == bytes_digest(content)
