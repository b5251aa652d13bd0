"""Draw the pictures of the demo outlet: `python tools/draw_pictures.py [NAME...]` writes them to media/.

They are drawings and say so in their credits: a city that doesn't exist can't be photographed. The same script, with
the same Pillow, draws the same pictures, so a change of one is a change of a few lines in drawing/.
"""

import sys
from pathlib import Path

from drawing.canvas import Canvas
from drawing.dusk import dusk_boat, dusk_crane, dusk_lamps, dusk_light, dusk_lofts, dusk_pilot, dusk_swimmers
from drawing.figures import CORAL, HEIGHT, INK, MUSTARD, PAPER, SEA, TEAL, WIDTH
from drawing.portraits import PORTRAITS, draw_portrait
from drawing.town import council, library, market, stadium, theatre, tram
from drawing.water import bridge, ferry, harbour, kelp, regatta, storm
from drawing.work import bell, boxes, fog, pile, queue, rope

MEDIA = Path(__file__).resolve().parent.parent / "media"
SCENES = (harbour, ferry, bridge, market, tram, stadium, theatre, council, storm, kelp, library, regatta)
LIGHTER = (
    *(dusk_light, dusk_swimmers, dusk_lofts, dusk_crane, dusk_pilot, dusk_lamps),
    *(fog, queue, pile, rope, boxes, bell, dusk_boat),
)
"""Drawn with less grain, so that they stay small."""
UPRIGHT = {"pile": (1200, 1600)}


def mark(path: Path) -> None:
    """The outlet's mark for feeds: a lighthouse over two waves."""
    c = Canvas((144, 144), "#14213d", 1)
    c.oval(72, 62, 44, 44, MUSTARD)
    c.polygon([(56, 112), (63, 42), (81, 42), (88, 112)], PAPER)
    c.polygon([(60, 76), (84, 76), (85.5, 92), (58.5, 92)], CORAL)
    c.box(60, 30, 24, 13, INK)
    c.polygon([(56, 31), (72, 15), (88, 31)], CORAL)
    c.wave(108, 4, 12, SEA)
    c.wave(122, 4, 12, TEAL, shift=30)
    c.save(path, 90)


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


if __name__ == "__main__":
    main(sys.argv[1:])
