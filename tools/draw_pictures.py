"""Draw the pictures of the demo outlet: `python tools/draw_pictures.py [NAME...]` writes them to media/.

They are drawings and say so in their credits: a city that doesn't exist can't be photographed. The same script, with
the same Pillow, draws the same pictures, so a change of one is a change of a few lines in drawing/.
"""

import sys
from pathlib import Path

from drawing.canvas import Canvas, arc
from drawing.dusk import dusk_boat, dusk_crane, dusk_lamps, dusk_light, dusk_lofts, dusk_pilot, dusk_swimmers
from drawing.figures import CORAL, HEIGHT, INK, MUSTARD, NIGHT, PAPER, SEA, TEAL, WIDTH
from drawing.portraits import PORTRAITS, draw_portrait
from drawing.town import council, library, market, stadium, theatre, tram
from drawing.water import bridge, ferry, harbour, kelp, regatta, storm
from drawing.work import bell, boxes, fog, pile, queue, rope
from PIL import Image

MEDIA = Path(__file__).resolve().parent.parent / "media"
SCENES = (harbour, ferry, bridge, market, tram, stadium, theatre, council, storm, kelp, library, regatta)
LIGHTER = (
    *(dusk_light, dusk_swimmers, dusk_lofts, dusk_crane, dusk_pilot, dusk_lamps),
    *(fog, queue, pile, rope, boxes, bell, dusk_boat),
)
"""Drawn with less grain, so that they stay small."""
UPRIGHT = {"pile": (1200, 1600)}


def mark(path: Path) -> None:
    """The outlet's mark for feeds."""
    c = Canvas((144, 144), NIGHT, 1)
    lighthouse(c, 1)
    c.save(path, 90)


def icon(path: Path) -> None:
    """The same for browsers and phones: flat, and with no paper, since it is shown small."""
    c = Canvas((512, 512), NIGHT, 1)
    lighthouse(c, 512 / 144)
    flat = c.image.resize((512, 512), Image.Resampling.LANCZOS).quantize(48, dither=Image.Dither.NONE)
    flat.save(path, "PNG", optimize=True)


def podcast(path: Path) -> None:
    """The cover of the recordings: the lighthouse sends out sound."""
    c = Canvas((1400, 1400), NIGHT, 7)
    c.fade(0, 1100, NIGHT, "#1f4f5f", "#6d93a0")
    c.glow(700, 470, 620, "#ffe6b8", 0.75)
    for n, colour in enumerate((MUSTARD, "#cf9c46", "#a98a50", "#7d7659")):
        for start, end in ((-38, 38), (142, 218)):
            c.line(arc(700, 330, 250 + n * 130, 250 + n * 130, start, end), colour, 26 - 4 * n)
    c.oval(700, 600, 380, 380, MUSTARD, 0.28)
    lighthouse(c, 1400 / 144, sun=False)
    c.save(path, 80, largest=140_000, grain=0.03)


def lighthouse(c: Canvas, size: float, *, sun: bool = True) -> None:
    """A lighthouse over two waves, so many times as large as on a square of 144 pixels."""

    def shape(*points: float) -> list[tuple[float, float]]:
        return [(x * size, y * size) for x, y in zip(points[::2], points[1::2], strict=True)]

    if sun:
        c.oval(72 * size, 62 * size, 44 * size, 44 * size, MUSTARD)
    c.polygon(shape(56, 112, 63, 42, 81, 42, 88, 112), PAPER)
    c.polygon(shape(60, 76, 84, 76, 85.5, 92, 58.5, 92), CORAL)
    c.box(60 * size, 30 * size, 24 * size, 13 * size, INK)
    c.polygon(shape(56, 31, 72, 15, 88, 31), CORAL)
    c.wave(108 * size, 4 * size, 12 * size, SEA)
    c.wave(122 * size, 4 * size, 12 * size, TEAL, shift=30 * size)


def main(wanted: list[str]) -> None:
    """Draw all, or those that are named."""
    for seed, scene in enumerate(SCENES, 2031):
        if not wanted or scene.__name__ in wanted:
            canvas = Canvas((WIDTH, HEIGHT), PAPER, seed)
            scene(canvas)
            canvas.save(MEDIA / f"{scene.__name__}.jpg")
    for seed, scene in enumerate(LIGHTER, 2101):
        if not wanted or scene.__name__ in wanted:
            canvas = Canvas(UPRIGHT.get(scene.__name__, (WIDTH, HEIGHT)), PAPER, seed)
            scene(canvas)
            canvas.save(MEDIA / f"{scene.__name__.replace('_', '-')}.jpg", 78, largest=70_000, grain=0.03)
    for seed, (name, look) in enumerate(PORTRAITS.items(), 5000):
        if not wanted or name in wanted:
            canvas = Canvas((600, 600), look.ground, seed)
            draw_portrait(canvas, look)
            canvas.save(MEDIA / "authors" / f"{name}.jpg", 84)
    if not wanted or "mark" in wanted:
        mark(MEDIA / "mark.jpg")
    if not wanted or "icon" in wanted:
        icon(MEDIA / "icon.png")
    if not wanted or "podcast" in wanted:
        podcast(MEDIA / "podcast.jpg")


if __name__ == "__main__":
    main(sys.argv[1:])
