"""A small canvas for flat, grainy illustrations: what the demo outlet's pictures are drawn with.

Everything is drawn at twice the size and scaled down, so edges are smooth. Coordinates are those of the finished
picture. All chance comes from one seeded generator, so that the same script draws the same pictures.
"""

import io
import math
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

Point = tuple[float, float]
SCALE = 2
TILE = 512
LARGEST = 150_000


class Canvas:
    """A picture in the making."""

    def __init__(self, size: tuple[int, int], ground: str, seed: int) -> None:
        self.width, self.height = size
        self.random = random.Random(seed)  # noqa: S311 - grain and crowds, no secrets
        self.image = Image.new("RGB", (self.width * SCALE, self.height * SCALE), ground)
        self.draw = ImageDraw.Draw(self.image, "RGBA")
        noise = Image.frombytes("L", (TILE, TILE), self.random.randbytes(TILE * TILE))
        self._noise = noise.filter(ImageFilter.GaussianBlur(0.8)).point([_stretched(value) for value in range(256)])

    def polygon(self, points: Iterable[Point], fill: str, alpha: float = 1) -> None:
        """A filled shape; `alpha` below 1 lets through what is under it."""
        self.draw.polygon(_scaled(points), fill=_rgba(fill, alpha))

    def box(self, x: float, y: float, w: float, h: float, fill: str, alpha: float = 1, radius: float = 0) -> None:
        """A rectangle by its upper left corner and its size, with round corners if asked."""
        corners = [x * SCALE, y * SCALE, (x + w) * SCALE, (y + h) * SCALE]
        self.draw.rounded_rectangle(corners, radius * SCALE, fill=_rgba(fill, alpha))

    def oval(self, x: float, y: float, rx: float, ry: float, fill: str, alpha: float = 1) -> None:
        """An ellipse by its centre and its two radii."""
        corners = [(x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE]
        self.draw.ellipse(corners, fill=_rgba(fill, alpha))

    def line(self, points: Sequence[Point], fill: str, width: float = 2, alpha: float = 1) -> None:
        """A stroke through the points."""
        self.draw.line(_scaled(points), fill=_rgba(fill, alpha), width=round(width * SCALE), joint="curve")

    def fade(self, top: float, bottom: float, *colours: str) -> None:
        """Fill the band between two heights with colours that pass into one another."""
        band = Image.new("RGB", (1, len(colours)))
        band.putdata([_rgb(colour) for colour in colours])
        height = round((bottom - top) * SCALE)
        # bicubic scaling of a few pixels is a smooth gradient; the ends are pulled in so that it starts at the first
        box = (0, 0.5, 1, len(colours) - 0.5)
        smooth = band.resize((1, height), Image.Resampling.BICUBIC, box=box)
        self.image.paste(smooth.resize((self.image.width, height)), (0, round(top * SCALE)))

    def glow(self, x: float, y: float, radius: float, colour: str, strength: float) -> None:
        """A soft light around a point."""
        side = round(radius * 2 * SCALE)
        mask = ImageChops.invert(Image.radial_gradient("L")).resize((side, side))
        mask = mask.point([round(255 * (max(0, value - 75) / 180) ** 1.8 * strength) for value in range(256)])
        self.image.paste(Image.new("RGB", (side, side), colour), _corner(x - radius, y - radius), mask)

    def stipple(self, points: Sequence[Point], colour: str, start: Point, end: Point, strength: float = 0.6) -> None:
        """Shade a shape with grains, from none at `start` to many at `end`."""
        left, top = min(p[0] for p in points), min(p[1] for p in points)
        width, height = max(p[0] for p in points) - left, max(p[1] for p in points) - top
        size = max(1, round(width * SCALE)), max(1, round(height * SCALE))
        shape = Image.new("L", size)
        ImageDraw.Draw(shape).polygon(_scaled((x - left, y - top) for x, y in points), fill=255)
        span = math.dist(start, end) ** 2 or 1
        small = Image.new("L", (32, 32))
        density = []
        for row in range(32):
            for column in range(32):
                x, y = left + width * (column + 0.5) / 32, top + height * (row + 0.5) / 32
                along = ((x - start[0]) * (end[0] - start[0]) + (y - start[1]) * (end[1] - start[1])) / span
                density.append(round(255 * strength * min(1.0, max(0.0, along)) ** 1.4))
        small.putdata(density)
        # grain against density, softly: a hard threshold would look like noise and cost a lot of bytes
        grain = ImageChops.subtract(small.resize(size, Image.Resampling.BILINEAR), self._grain(size), scale=0.35)
        self.image.paste(Image.new("RGB", size, colour), _corner(left, top), ImageChops.multiply(shape, grain))

    def soft(self, points: Iterable[Point], fill: str, alpha: float, blur: float) -> None:
        """A shape with blurred edges: a shadow, a beam, mist."""
        mask = Image.new("L", (self.width, self.height))
        ImageDraw.Draw(mask).polygon(list(points), fill=round(255 * alpha))
        mask = mask.filter(ImageFilter.GaussianBlur(blur)).resize(self.image.size)
        self.image.paste(Image.new("RGB", self.image.size, fill), (0, 0), mask)

    def wave(self, y: float, height: float, length: float, fill: str, alpha: float = 1, shift: float = 0) -> None:
        """All below a wavy line."""
        crest = [
            (x, y + height * math.sin((x + shift) / length) + height * 0.4 * math.sin((x + shift) / length * 2.3))
            for x in range(-10, self.width + 20, 6)
        ]
        self.polygon([*crest, (self.width + 20, self.height + 10), (-10, self.height + 10)], fill, alpha)

    def glints(self, area: tuple[float, float, float, float], colour: str, count: int, alpha: float = 0.5) -> None:
        """Short strokes of light on water, longer towards the bottom; the area is left, top, right, bottom."""
        left, top, right, bottom = area
        for _ in range(count):
            depth = self.random.random()
            x, y = self.random.uniform(left, right), top + (bottom - top) * depth
            half = (10 + 50 * depth) * self.random.uniform(0.4, 1)
            self.polygon([(x - half, y), (x, y - 1 - 2 * depth), (x + half, y), (x, y + 1 + 2 * depth)], colour, alpha)

    def save(self, path: Path, quality: int = 82, largest: int = LARGEST, grain: float = 0.08) -> None:
        """Scale down, lay a fine paper grain over all, and write a JPEG of at most so many bytes, if it looks well."""
        finished = self.image.resize((self.width, self.height), Image.Resampling.LANCZOS)
        paper = self._grain(finished.size).filter(ImageFilter.GaussianBlur(1.1))
        paper = paper.point([round(128 + (value - 128) * grain) for value in range(256)])
        finished = ImageChops.overlay(finished, Image.merge("RGB", [paper] * 3))
        path.parent.mkdir(parents=True, exist_ok=True)
        while True:
            file = io.BytesIO()
            finished.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
            if len(file.getvalue()) <= largest or quality <= (62 if largest == LARGEST else 46):
                break
            quality -= 2
        path.write_bytes(file.getvalue())

    def _grain(self, size: tuple[int, int]) -> Image.Image:
        grain = Image.new("L", size)
        for x in range(0, size[0], TILE):
            for y in range(0, size[1], TILE):
                grain.paste(self._noise, (x, y))
        return grain


def arc(x: float, y: float, rx: float, ry: float, start: float, end: float) -> list[Point]:
    """Points along an ellipse, in degrees clockwise from the right."""
    steps = max(8, round(abs(end - start) / 4))
    angles = [math.radians(start + (end - start) * step / steps) for step in range(steps + 1)]
    return [(x + rx * math.cos(angle), y + ry * math.sin(angle)) for angle in angles]


def rectangle(x: float, y: float, w: float, h: float) -> list[Point]:
    """The corners of a rectangle, for what takes points."""
    return [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]


def _scaled(points: Iterable[Point]) -> list[Point]:
    return [(x * SCALE, y * SCALE) for x, y in points]


def _corner(x: float, y: float) -> tuple[int, int]:
    return round(x * SCALE), round(y * SCALE)


def _rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = ImageColor.getrgb(colour)[:3]
    return red, green, blue


def _rgba(colour: str, alpha: float) -> tuple[int, int, int, int]:
    return (*_rgb(colour), round(255 * alpha))


def _stretched(value: int) -> int:
    """Blurred noise keeps near the middle grey: spread it over all tones again."""
    return max(0, min(255, round(128 + (value - 128) * 2.1)))
