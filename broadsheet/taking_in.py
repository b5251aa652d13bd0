"""Sources on their way in, as commands have them: what is new before a build, and the command `ingest`."""

from argparse import Namespace
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from broadsheet import arguments, press, workers
from broadsheet.job import Order, cores
from broadsheet.problems import Severity, worst
from broadsheet.progress import Bar
from broadsheet.settings import Settings
from broadsheet.terminal import Terminal, counted, ensure_writable

if TYPE_CHECKING:
    from broadsheet.ingest.report import IngestReport
    from broadsheet.ingest.work import Spread


_NAMED = 10
"""How many of the articles that a build took in it names."""


def new_in_seeds(order: Order, settings: Settings, bar: Bar) -> "IngestReport | None":
    """Take in what is new in seeds/; nothing is looked at there where a build is told of other files alone."""
    site = order.site
    told_of_others = order.changed and not any(path.partition("/")[0] == "seeds" for path in order.changed)
    if told_of_others or not (site / "seeds").is_dir():
        return None
    from broadsheet.ingest import glance

    if glance.is_known(site, glance.glance(site)):
        return None
    from broadsheet import ingest  # only where it's needed: what it brings along takes time to load

    with press.hold(site, bar):
        seen = glance.glance(site)
        report = ingest.take_in(
            site, settings, now=order.now, progress=bar.sources, spread=spreading(order.jobs or cores())
        )
        if not (report.entries or report.failed or report.problems):
            glance.remember(site, seen)
        return report


def spreading(jobs: int) -> "Spread | None":
    """Who converts what is new, where there is much of it: this process alone, or several."""
    return partial(workers.outlast, jobs) if jobs > 1 else None


def command(chosen: Namespace, terminal: Terminal) -> int:
    """The command `ingest`."""
    from broadsheet import ingest

    site, settings = arguments.site(chosen)
    ensure_writable(chosen.report)
    with Bar(terminal) as bar, press.hold(site, bar):
        report = ingest.take_in(
            site,
            settings,
            now=arguments.now(chosen, settings),
            sources=[arguments.source(site, source) for source in chosen.sources],
            again=[str(arguments.source(site, source)) for source in chosen.again],
            dry_run=chosen.dry_run,
            keep_dropped=chosen.keep_dropped,
            progress=bar.sources,
            spread=spreading(chosen.jobs or cores()),
        )
    terminal.problems(report.problems)
    if chosen.report:
        import json

        terminal.hand_over("report", json.loads(report.to_json()), chosen.report)
    status = int(worst(report.problems) is Severity.ERROR)
    written = () if chosen.dry_run else report.written
    terminal.event("summary", sources=len(report.entries), written=written, status=status)
    if report.entries:
        terminal.table(report.table(dry=chosen.dry_run))
    terminal.say(in_words(report, dry=chosen.dry_run))
    return status


def in_words(report: "IngestReport", *, dry: bool = False) -> str:
    """What ingest did, in words."""
    if not report.entries and not report.failed:
        return "nothing new"
    said = f"{counted(report.taken, 'source')} {'would be ' if dry else ''}taken in"
    if len(report.written) > report.taken:
        said += f" ({counted(len(report.written), 'article')})"
    if report.failed:
        said += f", {report.failed:,} couldn't be"
    if report.left:
        said += f", {report.left:,} left alone"
    return f"{said} (nothing is written: --dry-run)" if dry else said


def to_review(report: "IngestReport") -> Iterator[str]:
    """A line for each of the first articles that were written: what an editor has to look at."""
    found = report.to_review()
    for file, points, draft in found[:_NAMED]:
        said = f"{counted(points, 'point')} to review" if points else "nothing to review"
        yield f"{file}: {'a draft, ' if draft else ''}{said}"
    if len(found) > _NAMED:
        yield f"and {len(found) - _NAMED:,} more"
