"""The tables of the results: on the terminal, and docs/performance.md."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import chart
from bench.results import REBUILDS, Results, sizes
from bench.steps import STEPS
from bench.words import count, megabytes, seconds, times

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
CHART = PAGE.parent / "images" / "publish-time.svg"
STORAGES = {"memory": "memory-backed storage", "disk": "disk"}
TITLES = {"broadsheet": "Broadsheet", "hugo": "Hugo", "pelican": "Pelican", "eleventy": "Eleventy"}
COMPARED = ("cold", *REBUILDS)
GROWN = "2026-11-25"
"""Since that day the pages of all sites have structured data, and there are more feeds."""

Row = tuple[str, ...]


def ratios(results: Results, peer: str) -> Iterator[Row]:
    """A row a step: what the peer takes, as a multiple of what Broadsheet takes, in time and processor time."""
    for step in COMPARED:
        for told in (False, True):
            wall = results.ratio("wall", step, peer, told=told)
            if wall is not None:
                cpu = results.ratio("cpu", step, peer, told=told)
                yield named(step, told), times(wall), times(cpu)


def compared(results: Results, peer: str) -> Iterator[Row]:
    """The ratios with the figures behind them: seconds, processor time and peak memory, each ours and the peer's."""
    rows = dict(zip((row[0] for row in ratios(results, peer)), ratios(results, peer), strict=True))
    for step in COMPARED:
        for told in (False, True):
            if named(step, told) in rows:
                yield (
                    *rows[named(step, told)],
                    seconds(results.wall("broadsheet", step, told=told)),
                    seconds(results.wall(peer, step)),
                    seconds(results.cpu("broadsheet", step, told=told)),
                    seconds(results.cpu(peer, step)),
                    megabytes(results.peak("broadsheet", step, told=told)),
                    megabytes(results.peak(peer, step)),
                )


def figures(results: Results) -> Iterator[Row]:
    """A row a step and generator: seconds, processor time, peak memory, pages made, files in the output."""
    for step in STEPS:
        for runs in sorted((one for one in results.runs if one.step == step), key=lambda one: one.told):
            generator, told = runs.generator, runs.told
            yield (
                named(step, told),
                TITLES[generator],
                seconds(results.wall(generator, step, told=told)),
                seconds(results.cpu(generator, step, told=told)),
                megabytes(results.peak(generator, step, told=told)),
                count(runs.written if runs.made is None else runs.made) if runs.files else "",
                count(runs.files) if runs.files else "",
                str(len(runs.wall)),
            )


FIGURES = ("step", "", "wall s", "CPU s", "peak MB", "made", "files", "runs")


def named(step: str, told: bool) -> str:
    """A step as tables name it."""
    return f"{STEPS[step]}, told" if told else STEPS[step]


def peers(results: Sequence[Results]) -> list[str]:
    """Who was measured besides Broadsheet, Hugo first."""
    found = {name for one in results for name in one.generators()} - {"broadsheet"}
    return sorted(found, key=list(TITLES).index)


def write(results: Sequence[Results], page: Path = PAGE, picture: Path = CHART) -> None:
    """Write the page and its chart."""
    page.write_text("\n".join(_page(results)) + "\n", encoding="utf-8")
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_text(chart.draw(chart.curves(results)), encoding="utf-8")


def _page(results: Sequence[Results]) -> Iterator[str]:
    prose = (Path(__file__).parent / "performance.md.in").read_text(encoding="utf-8")
    parts = {
        "SMALLER": _smaller(results),
        "RATIOS": _ratio_tables(results),
        "GROWTH": _growth(results),
        "MEMORY": _memory(results),
        "FIGURES": _figure_tables(results),
        "MACHINE": _machines(results),
    }
    for line in prose.splitlines():
        name = line.strip("{}")
        if line.startswith("{{") and name in parts:
            yield from parts[name]
        else:
            yield line


def _smaller(results: Sequence[Results]) -> Iterator[str]:
    days = sorted({one.measured[:10] for one in results if one.measured < GROWN})
    if days:
        yield f"Measured before the pages grew (JSON-LD, Open Graph, more feeds): what is of {' and '.join(days)}."
        yield ""


def table(head: Sequence[str], rows: Sequence[Sequence[str]], left: int = 1) -> Iterator[str]:
    """A table in Markdown; the columns after the first `left` are numbers."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'|'.join(':--' if at < left else '--:' for at in range(len(head)))}|"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _ratio_tables(results: Sequence[Results]) -> Iterator[str]:
    for storage, where in STORAGES.items():
        for peer in peers([one for one in results if one.storage == storage]):
            found = sizes(results, storage, peer)
            yield f"**{TITLES[peer]}, {where}** (time, processor time):"
            yield ""
            columns = [{row[0]: f"{row[1]}, {row[2]}" for row in ratios(one, peer)} for one in found]
            names = [named(step, told) for step in COMPARED for told in (False, True)]
            rows = [[name, *(column.get(name, "") for column in columns)] for name in names]
            yield from table(["", *(count(one.size) for one in found)], [row for row in rows if any(row[1:])])
            yield ""


def _growth(results: Sequence[Results]) -> Iterator[str]:
    for storage, where in STORAGES.items():
        found = [one for one in sizes(results, storage) if one.wall("broadsheet", "publish") is not None]
        if not found:
            continue
        rows = []
        for name, step, told in (
            ("publish one", "publish", False),
            ("nothing new", "no-op", False),
            ("scan and stat alone", "scan", False),
            ("publish one, told", "publish", True),
        ):
            rows.append([name, *(seconds(one.wall("broadsheet", step, told=told)) for one in found)])
        rows.insert(2, ["publish one, less nothing new", *(_beyond(one) for one in found)])
        yield f"**{where.capitalize()}** (seconds):"
        yield ""
        yield from table(["", *(count(one.size) for one in found)], rows)
        yield ""


def _beyond(results: Results) -> str:
    publish, nothing = results.wall("broadsheet", "publish"), results.wall("broadsheet", "no-op")
    return seconds(publish - nothing) if publish is not None and nothing is not None else ""


def _memory(results: Sequence[Results]) -> Iterator[str]:
    for storage, where in STORAGES.items():
        found = sizes(results, storage)
        if not found:
            continue
        rows = []
        for generator in ("broadsheet", *(["hugo"] if "hugo" in peers(found) else [])):
            for step in ("cold", "publish"):
                peaks = [megabytes(one.peak(generator, step)) for one in found]
                if any(peaks):
                    rows.append([f"{TITLES[generator]}, {STEPS[step]}", *peaks])
        yield f"**{where.capitalize()}** (MB):"
        yield ""
        yield from table(["", *(count(one.size) for one in found)], rows)
        yield ""


def _figure_tables(results: Sequence[Results]) -> Iterator[str]:
    for one in results:
        yield f"### {_heading(one)}"
        yield ""
        yield from dict.fromkeys(f"`{runs.command}`" for runs in one.runs)
        yield ""
        yield from table(FIGURES, list(figures(one)), left=2)
        yield ""


def _heading(results: Results) -> str:
    beside = " and ".join(TITLES[peer] for peer in peers([results]))
    return f"{count(results.size)} articles, {STORAGES[results.storage]}{', beside ' if beside else ''}{beside}"


def _machines(results: Sequence[Results]) -> Iterator[str]:
    rows = []
    for one in results:
        about = ", ".join(value if key != "Python" else f"Python {value}" for key, value in one.machine.items())
        versions = ", ".join(f"{TITLES[name]} {version}" for name, version in one.versions.items())
        rows.append([_heading(one), about, versions])
    yield from table(["", "Machine", "Versions"], rows, left=3)
