"""The chart of publish time against archive size, as an SVG that is written by hand."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from bench.results import Results, sizes
from bench.words import count, seconds

WIDTH, HEIGHT = 760, 430
LEFT, RIGHT, TOP, BOTTOM = 70, 560, 34, 370

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Curve:
    """One line: its name, the class of its style, and points of articles and seconds."""

    name: str
    style: str
    points: tuple[Point, ...]


def curves(results: Sequence[Results], storage: str = "memory") -> list[Curve]:
    """Publishing one article: Hugo's, ours, and ours when told which file is new."""
    wanted = (("Hugo", "hugo", False), ("Broadsheet", "broadsheet", False), ("Broadsheet, told", "broadsheet", True))
    found = []
    for name, generator, told in wanted:
        points = [(one.size, one.wall(generator, "publish", told=told)) for one in sizes(results, storage)]
        known = tuple((float(size), wall) for size, wall in points if wall is not None)
        if known:
            found.append(Curve(name, generator + ("-told" if told else ""), known))
    return found


def draw(found: Sequence[Curve]) -> str:
    """The picture. Both axes are logarithmic: each line between two marks is ten times the one before."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Sequence[Curve]) -> Iterator[str]:
    points = [point for curve in found for point in curve.points] or [(1000.0, 1.0)]
    across = _decades([size for size, _ in points])
    upward = _decades([wall for _, wall in points])
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'aria-labelledby="title desc" font-family="system-ui, sans-serif" font-size="14">'
    )
    yield '<title id="title">Time to publish one article, by size of the archive</title>'
    yield f'<desc id="desc">{escape(_told(found))}</desc>'
    yield _STYLE
    yield f'<rect class="paper" width="{WIDTH}" height="{HEIGHT}" rx="6"/>'
    yield f'<text class="ink" x="{LEFT}" y="20">Seconds to publish one article</text>'
    for power in upward:
        y = _at(10.0**power, upward, BOTTOM, TOP)
        yield f'<path class="grid" d="M{LEFT} {y:.1f}H{RIGHT}"/>'
        yield f'<text class="ink" x="{LEFT - 8}" y="{y + 5:.1f}" text-anchor="end">{10.0**power:,g}</text>'
    for power in across:
        x = _at(10.0**power, across, LEFT, RIGHT)
        yield f'<path class="grid" d="M{x:.1f} {TOP}V{BOTTOM}"/>'
        yield f'<text class="ink" x="{x:.1f}" y="{BOTTOM + 22}" text-anchor="middle">{count(10**power)}</text>'
    middle = (LEFT + RIGHT) / 2
    yield f'<text class="ink" x="{middle:.0f}" y="{BOTTOM + 46}" text-anchor="middle">Articles in the archive</text>'
    ends: list[float] = []
    for curve in sorted(found, key=lambda one: one.points[-1][1], reverse=True):
        places = [(_at(size, across, LEFT, RIGHT), _at(wall, upward, BOTTOM, TOP)) for size, wall in curve.points]
        yield f'<path class="{curve.style}" d="M{"L".join(f"{x:.1f} {y:.1f}" for x, y in places)}"/>'
        for (x, y), (size, wall) in zip(places, curve.points, strict=True):
            said = escape(f"{curve.name}, {count(int(size))} articles: {seconds(wall)} s")
            yield f'<circle class="{curve.style}" cx="{x:.1f}" cy="{y:.1f}" r="4"><title>{said}</title></circle>'
        # Names stand at the end of their line, one below the other where lines end close together.
        last = max(places[-1][1] + 5, ends[-1] + 18 if ends else 0.0)
        ends.append(last)
        beside = places[-1][0] + 12
        yield f'<text class="name {curve.style}" x="{beside:.1f}" y="{last:.1f}">{escape(curve.name)}</text>'
    yield "</svg>"


_STYLE = """<style>
.paper{fill:#fff}.ink{fill:#444}.grid{stroke:#ddd;fill:none}
path.hugo,path.broadsheet,path.broadsheet-told{fill:none;stroke-width:2.5}
path.broadsheet-told{stroke-dasharray:6 4}
.hugo{stroke:#b0300f;fill:#b0300f}.broadsheet,.broadsheet-told{stroke:#0b5c8a;fill:#0b5c8a}
.name{stroke:none;font-weight:600}
@media (prefers-color-scheme:dark){
.paper{fill:#16191d}.ink{fill:#c9ced4}.grid{stroke:#363c44}
.hugo{stroke:#ff9a76;fill:#ff9a76}.broadsheet,.broadsheet-told{stroke:#7cc4f2;fill:#7cc4f2}.name{stroke:none}
}
</style>"""


def _decades(numbers: Sequence[float]) -> range:
    """The powers of ten from below the least to above the greatest."""
    least, most = math.floor(math.log10(min(numbers))), math.ceil(math.log10(max(numbers)))
    return range(least, max(most, least + 1) + 1)


def _at(number: float, decades: range, begin: float, end: float) -> float:
    return begin + (math.log10(number) - decades[0]) / (decades[-1] - decades[0]) * (end - begin)


def _told(found: Sequence[Curve]) -> str:
    """The figures in words, for those who can't see the lines."""
    parts = []
    for curve in found:
        points = ", ".join(f"{seconds(wall)} s at {count(int(size))}" for size, wall in curve.points)
        parts.append(f"{curve.name}: {points}.")
    return " ".join(["Both axes are logarithmic.", *parts])
