"""Draws the artwork of the demo show.

    python tools/make_artwork.py

Needs nothing but Pillow: the letters are its built-in font. Square JPEG in RGB without alpha, 3000 pixels, as Apple
prefers it (https://podcasters.apple.com/support/896-artwork-requirements); the lowest fifth stays free of letters, for
players lay their buttons there.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parent.parent
SIDE_PX = 3000
OVERSAMPLING = 2  # drawn larger and scaled down: Pillow does not smooth the edges of shapes

INK = (24, 33, 58)
PAPER = (250, 242, 226)
CORAL = (240, 90, 71)
SAND = (233, 214, 178)

Box = tuple[float, float, float, float]


class Canvas:
    """A square to draw on, in units of a thousandth of its side."""

    def __init__(self, background: tuple[int, int, int]) -> None:
        side_px = SIDE_PX * OVERSAMPLING
        self._unit = side_px / 1000
        self._image = Image.new("RGB", (side_px, side_px), background)
        self._draw = ImageDraw.Draw(self._image)

    def bar(self, box: Box, colour: tuple[int, int, int]) -> None:
        """A rectangle with round ends."""
        left, top, right, bottom = (edge * self._unit for edge in box)
        self._draw.rounded_rectangle((left, top, right, bottom), min(right - left, bottom - top) / 2, colour)

    def stroke(self, points: list[tuple[float, float]], width: float, colour: tuple[int, int, int]) -> None:
        """A line through the points, with round corners and ends."""
        scaled = [(x * self._unit, y * self._unit) for x, y in points]
        self._draw.line(scaled, colour, round(width * self._unit))
        for x, y in scaled:
            radius = width * self._unit / 2
            self._draw.ellipse((x - radius, y - radius, x + radius, y + radius), colour)

    def words(self, text: str, top: float, size: float, colour: tuple[int, int, int], *, weight: float = 0) -> None:
        """A centred line of text; ``weight`` thickens the letters."""
        font = ImageFont.load_default(size * self._unit)
        stroke_px = round(weight * self._unit)
        place = (500 * self._unit, top * self._unit)
        self._draw.text(place, text, colour, font, "mt", stroke_width=stroke_px, stroke_fill=colour)

    def save(self, path: Path) -> None:
        """Writes a JPEG of the final size."""
        small = self._image.resize((SIDE_PX, SIDE_PX), Image.Resampling.LANCZOS)
        path.parent.mkdir(exist_ok=True)
        small.save(path, "JPEG", quality=85, optimize=True)


def main() -> None:
    """Draws the cover of the show and that of the second episode."""
    draw_cover(INK, PAPER, draw_waves, ROOT / "artwork.jpg")
    draw_cover(PAPER, INK, draw_contents, ROOT / "images" / "s01e02-chapters.jpg")


def draw_cover(
    background: tuple[int, int, int],
    letters: tuple[int, int, int],
    draw_inside: Callable[[Canvas], None],
    path: Path,
) -> None:
    """The show's name under a pair of angle brackets, which enclose something."""
    canvas = Canvas(background)
    canvas.stroke([(268, 190), (108, 340), (268, 490)], 46, CORAL)
    canvas.stroke([(732, 190), (892, 340), (732, 490)], 46, CORAL)
    draw_inside(canvas)
    canvas.words("Enclosed", 590, 165, letters, weight=3)
    canvas.words("a short podcast about making podcasts", 750, 41, letters)
    canvas.save(path)


def draw_waves(canvas: Canvas) -> None:
    """A voice: bars that rise and fall."""
    for index, height in enumerate((60, 130, 90, 190, 120, 250, 160, 210, 100, 140, 60)):
        centre = 500 + (index - 5) * 36
        canvas.bar((centre - 10, 340 - height / 2, centre + 10, 340 + height / 2), SAND)


def draw_contents(canvas: Canvas) -> None:
    """A table of contents: a mark and a title on each line."""
    for index, width in enumerate((250, 190, 285, 220)):
        top = 225 + index * 68
        canvas.bar((325, top, 351, top + 26), CORAL)
        canvas.bar((380, top, 380 + width, top + 26), INK)


if __name__ == "__main__":
    main()
