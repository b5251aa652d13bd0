"""The commands, and nothing else: each reads its options, calls a room, and says what came of it."""

# What a command needs is imported by it alone, so that --version and --help answer at once.

import contextlib
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from broadsheet import options

if TYPE_CHECKING:
    from broadsheet.ingest.report import IngestReport
    from broadsheet.job import Order, Summary
    from broadsheet.progress import Bar
    from broadsheet.settings import Settings
    from broadsheet.terminal import Terminal


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; gives the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    program = "python build.py" if Path(sys.argv[0]).name == "build.py" else "broadsheet"
    try:
        chosen = options.parse(words, program)
    except options.UsageError as failure:
        print(f"{program}: error: {failure}", file=sys.stderr)
        if failure.hint:
            print(f"hint: {failure.hint}", file=sys.stderr)
        return 2
    except SystemExit as end:  # --help, --version
        return int(end.code or 0)
    try:
        return _run(chosen)
    except KeyboardInterrupt:
        print("interrupted: the next run goes on from here", file=sys.stderr)
        return 130


def _run(chosen: Namespace) -> int:
    import zoneinfo

    from broadsheet.problems import SiteError
    from broadsheet.terminal import Terminal

    zoneinfo.reset_tzpath(to=())  # time zones are those of the tzdata package, the same on every machine
    terminal = Terminal(quiet=chosen.quiet, machine=chosen.json)
    try:
        return _COMMANDS[chosen.command](chosen, terminal)
    except SiteError as failure:
        terminal.problems(failure.problems)
        terminal.event("failed", status=2)
        return 2
    finally:
        terminal.flush()


def _build(chosen: Namespace, terminal: "Terminal") -> int:
    site, settings = _site(chosen)
    return _press(chosen, _order(chosen, site, settings), settings, terminal)


def _press(chosen: Namespace, order: "Order", settings: "Settings", terminal: "Terminal") -> int:
    """Take in what is new, build, and say what came of it."""
    started = time.perf_counter()
    from broadsheet import press
    from broadsheet.problems import SiteError
    from broadsheet.progress import Bar

    with Bar(terminal) as bar:
        report = _take_in_new(order.site, settings, order.now, bar)
        taken = report.problems if report else ()
        try:
            if report and order.changed:
                order = _with_changed(order, report.written)
            if order.strict:
                _stop_if_strict(order, report, bar)
            summary = press.build(order, bar)
        except SiteError as failure:
            raise type(failure)(*taken, *failure.problems) from failure
    summary.problems += taken
    terminal.problems(summary.problems)
    for remark in summary.remarks:
        terminal.aside(remark)
    if getattr(chosen, "changes", None):
        _write(chosen.changes, _changes(summary), terminal)
    _sum_up(summary, report, time.perf_counter() - started, terminal)
    return summary.status


def _take_in_new(site: Path, settings: "Settings", now: datetime, bar: "Bar") -> "IngestReport | None":
    if not (site / "seeds").is_dir():
        return None
    from broadsheet import ingest

    return ingest.take_in(site, settings, now=now, progress=bar.sources)


def _stop_if_strict(order: "Order", report: "IngestReport | None", bar: "Bar") -> None:
    """With --strict, what is wrong with a source stops the build, too; told with all else that is wrong."""
    from broadsheet import press
    from broadsheet.problems import Severity, SiteError

    if report and any(problem.severity is not Severity.NOTE for problem in report.problems):
        raise SiteError(*press.plan_only(order, bar).problems)


def _ingest(chosen: Namespace, terminal: "Terminal") -> int:
    site, settings = _site(chosen)
    from broadsheet import ingest
    from broadsheet.problems import Severity
    from broadsheet.progress import Bar

    again = [str(_inside(site, source)) for source in chosen.again]
    with Bar(terminal) as bar:
        report = ingest.take_in(
            site,
            settings,
            now=_now(chosen, settings),
            sources=[Path(source).absolute() for source in chosen.sources],
            again=again,
            dry_run=chosen.dry_run,
            keep_dropped=chosen.keep_dropped,
            progress=bar.sources,
        )
    terminal.problems(report.problems)
    if chosen.report:
        _write(chosen.report, report.to_json(), terminal)
    if not terminal.quiet and report.entries and chosen.report != "-":
        terminal.table(report.table())
    would = " (nothing is written: --dry-run)" if chosen.dry_run else ""
    terminal.event("ingested", sources=len(report.entries), written=list(report.written))
    if chosen.report != "-":
        terminal.say((_taken_in(report) or "nothing new") + would)
    return int(any(problem.severity is Severity.ERROR for problem in report.problems))


def _plan(chosen: Namespace, terminal: "Terminal") -> int:
    site, settings = _site(chosen)
    order = _order(chosen, site, settings)
    from broadsheet import press
    from broadsheet.progress import Listing
    from broadsheet.terminal import counted

    with Listing(terminal, settings) as listing:
        summary = press.plan_only(order, listing)
    terminal.problems(summary.problems)
    terminal.event("summary", planned=listing.count, status=summary.status)
    terminal.say(f"{counted(listing.count, 'page')} to make")
    return summary.status


def _check(chosen: Namespace, terminal: "Terminal") -> int:
    site, settings = _site(chosen)
    order = _order(chosen, site, settings)
    from broadsheet import check
    from broadsheet.problems import Severity
    from broadsheet.progress import Bar
    from broadsheet.terminal import tally

    with Bar(terminal) as bar:
        found = check.check(order, bar, fix=chosen.fix)
    terminal.problems(found.problems)
    for path, keys in found.fixed:
        terminal.event("fixed", path=path, keys=list(keys))
        terminal.say(f"{path}: {' and '.join(keys)} added")
    status = int(any(problem.severity is Severity.ERROR for problem in found.problems))
    terminal.event("summary", problems=len(set(found.problems)), fixed=len(found.fixed), status=status)
    terminal.say(tally(found.problems) or "nothing is wrong")
    return status


def _new(chosen: Namespace, terminal: "Terminal") -> int:
    site, settings = _site(chosen)
    from broadsheet import new

    now = _now(chosen, settings)
    path = new.begin(site, settings, now, chosen.headline, section=chosen.section, authors=chosen.author)
    if terminal.machine:
        terminal.event("written", path=path)
    else:
        terminal.result(path)
    return 0


def _serve(chosen: Namespace, terminal: "Terminal") -> int:
    import dataclasses

    site, settings = _site(chosen)
    from broadsheet import output, serve

    order = dataclasses.replace(_order(chosen, site, settings), drafts=True)
    if not chosen.output:
        order = dataclasses.replace(order, output=site / output.PREVIEW)
    status = _press(chosen, order, settings, terminal)
    with serve.open_server(
        order.output, settings, chosen.port, lambda path: terminal.aside(f"404 {quote(path)}")
    ) as server:
        where = serve.url(server, settings)
        terminal.event("serving", url=where)
        if not terminal.machine:
            terminal.result(f"{where}  (Ctrl-C ends it)")
        terminal.flush()
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()
    return status


def _init(chosen: Namespace, terminal: "Terminal") -> int:
    from broadsheet import init

    folder = Path(chosen.folder)
    about = {"title": chosen.title, "url": chosen.url, "language": chosen.language, "timezone": chosen.timezone}
    written = init.make(folder, _moment(chosen.now, UTC), **about)
    terminal.event("written", folder=str(folder), files=written)
    terminal.say(f"{folder} is ready: cd there, and run `python build.py serve`")
    return 0


_COMMANDS: dict[str, Callable[[Namespace, "Terminal"], int]] = {
    "build": _build,
    "ingest": _ingest,
    "new": _new,
    "check": _check,
    "plan": _plan,
    "serve": _serve,
    "init": _init,
}


# What the commands share


def _site(chosen: Namespace) -> tuple[Path, "Settings"]:
    """The site's folder, and its settings."""
    from broadsheet import settings_file
    from broadsheet.problems import SiteError

    site = Path(chosen.site).absolute()
    settings, problems = settings_file.read(site)
    if settings is None:
        raise SiteError(*problems)
    return site, settings


def _order(chosen: Namespace, site: Path, settings: "Settings") -> "Order":
    from broadsheet.job import Order

    return Order(
        site=site,
        output=Path(chosen.output).absolute() if chosen.output else site / "public",
        now=_now(chosen, settings),
        jobs=chosen.jobs,
        drafts=getattr(chosen, "drafts", False),
        clean=getattr(chosen, "clean", False),
        strict=getattr(chosen, "strict", False),
        yes=getattr(chosen, "yes", False),
        changed=tuple(_inside(site, path) for path in getattr(chosen, "changed", ())),
    )


def _with_changed(order: "Order", written: Sequence[str]) -> "Order":
    import dataclasses

    return dataclasses.replace(order, changed=(*order.changed, *written))


def _now(chosen: Namespace, settings: "Settings") -> datetime:
    """The moment to show: the clock's, read once, unless it is given."""
    return _moment(chosen.now, settings.zone)


def _moment(given: str | None, zone: tzinfo) -> datetime:
    """A moment as a person gives it; without an offset it is in the outlet's time zone."""
    if given is None:
        return datetime.now(UTC)
    from broadsheet.problems import SiteError, error

    try:
        moment = datetime.fromisoformat(given)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=zone)
        moment.astimezone(UTC)
    except (ValueError, OverflowError):
        message = f"“{given}” is no moment in time"
        raise SiteError(error("--now", message, hint="write it like 2026-11-24T08:00 or 2026-11-24T08:00Z")) from None
    return moment


def _inside(site: Path, path: str) -> str:
    """A path as a person gives it, from where they stand or from the site's folder, relative to the site."""
    import os

    from broadsheet.problems import SiteError, error

    for start in (Path.cwd(), site):
        full = Path(os.path.normpath(start / path))
        if full.is_relative_to(site):
            return full.relative_to(site).as_posix()
    raise SiteError(error(path, f"it isn't in the site's folder {site}", hint="name a file of the site"))


def _write(file: str, text: str, terminal: "Terminal") -> None:
    """Write what was asked for into a file, or show it where that is called -."""
    if file == "-":
        terminal.result(text)
        return
    from broadsheet.problems import SiteError, error

    try:
        Path(file).write_text(text + "\n", encoding="utf-8")
    except OSError as failure:
        raise SiteError(error(file, f"it can't be written: {failure.strerror}")) from None


def _changes(summary: "Summary") -> str:
    import json

    value = {"added": summary.added, "changed": summary.changed, "removed": summary.taken}
    return json.dumps(value, ensure_ascii=False, indent=2)


def _taken_in(report: "IngestReport") -> str:
    """What ingest did, in words; empty when there was nothing to do."""
    from broadsheet.terminal import counted

    return f"{counted(len(report.entries), 'source')} taken in" if report.entries else ""


def _kept(summary: "Summary") -> int:
    """How many pages stayed as they were, whether anybody looked at them or not."""
    return summary.pages - summary.made


def _sum_up(summary: "Summary", report: "IngestReport | None", seconds: float, terminal: "Terminal") -> None:
    """The last line of a build."""
    from broadsheet.terminal import tally

    terminal.event(
        "summary",
        made=summary.made,
        kept=_kept(summary),
        removed=summary.removed,
        seconds=summary.seconds,
        ingested=list(report.written) if report else [],
        status=summary.status,
    )
    if report and (taken := _taken_in(report)):
        terminal.say(taken)
    made = f"{summary.made:,} made, {_kept(summary):,} kept, {summary.removed:,} removed in {seconds:.1f} s"
    wrong = tally(summary.problems)
    terminal.say(f"{made}; {wrong}" if wrong else made)
