"""The commands, and nothing else: each reads its options, calls a room, and says what came of it."""

import contextlib
import sqlite3
import sys
import time
from argparse import Namespace
from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from broadsheet import arguments, output, press, schedule, settings_file, taking_in, timers
from broadsheet.job import Order, Summary, cores
from broadsheet.problems import Problem, Severity, SiteError, error, worst
from broadsheet.progress import Bar, Listing
from broadsheet.settings import Settings
from broadsheet.terminal import Terminal, counted, ensure_writable, merged, tally

if TYPE_CHECKING:
    from broadsheet.ingest.report import IngestReport
    from broadsheet.preview.state import Preview


def _build(chosen: Namespace, terminal: Terminal) -> int:
    site, settings = arguments.site(chosen)
    order = arguments.order(chosen, site, settings)
    ensure_writable(chosen.changes)
    bar = Bar(terminal, listing=order.listing)
    started = time.perf_counter()
    try:
        summary, report = _take_in_and_build(order, settings, bar)
    except BaseException:  # interrupted, or out of space: what it had done is told all the same
        try:
            _tell_changes(chosen.changes, Summary(), bar, terminal)
        except SiteError as failure:
            terminal.problems(failure.problems)
        raise
    _tell_changes(chosen.changes, summary, bar, terminal)
    terminal.problems(summary.problems)
    for remark in summary.remarks:
        terminal.aside(remark)
    _sum_up(summary, report, time.perf_counter() - started, terminal, settings)
    if summary.next and terminal.is_watched:
        terminal.say(f"next: {schedule.in_words(summary.next, settings.zone)}")
    return summary.status


def _tell_changes(file: str | None, summary: Summary, bar: Bar, terminal: Terminal) -> None:
    """Hand over what became different in the output.

    Of a build that came to no end nobody knows which files were new: all of them count as changed.
    """
    if not file:
        return
    told, gone = {*summary.added, *summary.changed}, set(bar.taken)
    unfinished = [address for address in bar.written if address not in told and address not in gone]
    removed = [address for address in bar.taken if address not in told]
    changes = {"added": summary.added, "changed": [*unfinished, *summary.changed], "removed": removed}
    terminal.hand_over("changes", changes, file)


def _take_in_and_build(order: Order, settings: Settings, bar: Bar) -> "tuple[Summary, IngestReport | None]":
    with bar:
        report = taking_in.new_in_seeds(order, settings, bar)
        taken = report.problems if report else ()
        if report and order.changed:
            order = msgspec.structs.replace(order, changed=(*order.changed, *report.written))
        try:
            strangers = _strangers(order, settings, bar)
            if order.strict and _is_wrong(taken):
                raise SiteError(*press.plan_only(order, bar).problems)
            summary = press.build(order, bar)
        except SiteError as failure:
            if bar.made or bar.removals:
                said = f"{bar.made:,} made and {bar.removals:,} removed before the build stopped"
                bar.remark(f"{said}: the next one goes on from here")
            raise SiteError(*taken, *failure.problems) from failure
        summary.problems += [*taken, *strangers]
    return summary, report


def _strangers(order: Order, settings: Settings, bar: Bar) -> list[Problem]:
    if all((order.site / path).exists() for path in order.changed):
        return []
    from broadsheet import check

    return check.strangers(order, settings, bar)


def _is_wrong(problems: tuple[Problem, ...]) -> bool:
    """Whether --strict has anything to say against them."""
    return worst(problems) not in (None, Severity.NOTE)


def _sum_up(
    summary: Summary, report: "IngestReport | None", seconds: float, terminal: Terminal, settings: Settings
) -> None:
    """What a build did, in a line or two."""
    kept = summary.pages - summary.made
    terminal.event(
        "summary",
        made=summary.made,
        kept=kept,
        removed=summary.removed,
        seconds=summary.seconds,
        ingested=report.written if report else (),
        next=schedule.as_json(summary.next, settings.zone),
        status=summary.status,
        **({} if summary.compared is None else {"compared": summary.compared}),
    )
    if summary.compared is not None:
        terminal.say(f"{counted(summary.compared, 'file')} of the output compared with what was made")
    if report and (report.entries or report.failed):
        terminal.say(taking_in.in_words(report))
        for line in taking_in.to_review(report):
            terminal.say(line)
    made = f"{summary.made:,} made, {kept:,} kept, {summary.removed:,} removed in {seconds:.1f} s"
    wrong = tally(summary.problems)
    terminal.say(f"{made}; {wrong}" if wrong else made)


def _review(chosen: Namespace, terminal: Terminal) -> int:
    from broadsheet import review
    from broadsheet.review import listing

    site, settings = arguments.site(chosen)
    ensure_writable(chosen.html)
    named = [arguments.inside(site, path) for path in chosen.articles]
    with Bar(terminal) as bar:
        most = sys.maxsize if chosen.all else review.MOST
        spread = taking_in.spreading(chosen.jobs or cores())
        found = review.review(site, settings, arguments.now(chosen, settings), named, most, bar.sources, spread)
    terminal.problems(found.problems)
    for one in found.undecided:
        asked = [question._asdict() for question in one.questions]
        source = one.trace.source if one.trace else ""
        terminal.event("article", file=one.file, urgency=one.urgency.name.lower(), source=source, questions=asked)
    if chosen.html:
        from broadsheet.review import page

        file = Path(chosen.html)
        shown = page.render(found.undecided, found.left, site.absolute(), settings, file.absolute().parent)
        terminal.write_file(shown, chosen.html)
    else:
        for line in listing.lines(found.undecided):
            terminal.result(line)
    waiting = counted(len(found.undecided) + found.left, "article")
    said = f"{waiting} to review" if found.undecided else "nothing is left to review"
    more = f" ({found.left:,} not shown; --all shows them)" if found.left else ""
    terminal.event("summary", articles=len(found.undecided), left=found.left, status=0)
    terminal.say(f"{said}{more}")
    return 0


def _new(chosen: Namespace, terminal: Terminal) -> int:
    from broadsheet import new

    site, settings = arguments.site(chosen)
    now = arguments.now(chosen, settings)
    path = new.begin(site, settings, now, chosen.headline, section=chosen.section, authors=chosen.author)
    terminal.event("written", files=[path])
    terminal.result(path)
    return 0


def _check(chosen: Namespace, terminal: Terminal) -> int:
    from broadsheet import check

    site, settings = arguments.site(chosen)
    with Bar(terminal) as bar:
        files = chosen.output is not None
        found = check.check(arguments.order(chosen, site, settings), bar, fix=chosen.fix, files=files)
    terminal.problems(found.problems)
    for path, keys in found.fixed:
        terminal.event("fixed", path=path, keys=keys)
        terminal.say(f"{path}: wrote {' and '.join(keys)}")
    status = int(worst(found.problems) is Severity.ERROR)
    wrong, compared = len(merged(found.problems)), {} if found.compared is None else {"compared": found.compared}
    terminal.event("summary", problems=wrong, fixed=len(found.fixed), status=status, **compared)
    if found.compared is not None:
        terminal.say(f"{counted(found.compared, 'file')} of the output compared with what was made")
    terminal.say(tally(found.problems) or "nothing is wrong")
    return status


def _plan(chosen: Namespace, terminal: Terminal) -> int:
    site, settings = arguments.site(chosen)
    with Listing(terminal, settings) as listing:
        summary = press.plan_only(arguments.order(chosen, site, settings), listing)
    terminal.problems(summary.problems)
    terminal.event("summary", planned=listing.count, status=summary.status)
    terminal.say(f"{counted(listing.count, 'page')} to make")
    return summary.status


def _next(chosen: Namespace, terminal: Terminal) -> int:
    site, settings = arguments.site(chosen)
    order = arguments.order(chosen, site, settings)
    coming, command = press.coming(order), arguments.unattended(chosen, site)
    overdue = coming is not None and coming.unix <= order.now.timestamp()
    exact = schedule.calendar(coming) if coming and not overdue else ""
    ready = {
        "crontab": timers.crontab(command),
        f"{timers.UNIT}.service": timers.service(command, str(site), settings.outlet.title),
        f"{timers.UNIT}.timer": timers.timer(settings.outlet.title, exact),
    }
    terminal.event("next", **schedule.as_json(coming, settings.zone), overdue=overdue, files=ready)
    said = schedule.in_words(coming, settings.zone) if coming else "nothing changes by itself"
    terminal.result(f"{said}: that is past, and the next build makes it good" if overdue else said)
    for name, text in ready.items():
        terminal.result(f"\n{name}:\n\n{text.strip()}")
    return 0


def _explain(chosen: Namespace, terminal: Terminal) -> int:
    from broadsheet.explain import explain, words

    site, settings = arguments.site(chosen)
    with Bar(terminal) as bar:
        answer = explain(arguments.order(chosen, site, settings), chosen.address, bar)
    terminal.event("explained", **msgspec.to_builtins(answer))
    for line in words.lines(answer):
        terminal.result(line)
    return 0


def _serve(chosen: Namespace, terminal: Terminal) -> int:
    from urllib.parse import quote

    from broadsheet import serve
    from broadsheet.preview.state import Preview
    from broadsheet.preview.watching import Watch

    site, settings = _site_to_serve(chosen)
    folder = Path(chosen.output).absolute() if chosen.output else site / output.PREVIEW
    preview = Preview(settings)
    rebuilding = _Rebuilding(chosen, terminal, folder, preview)

    def missed(path: str) -> None:
        terminal.event("missing", path=path)
        terminal.whisper(f"404 {quote(path, safe='/%')}")

    def failed(failure: BaseException) -> None:
        terminal.problems([_mistake(failure, site, terminal)])

    with serve.open_server(folder, settings, chosen.port, missed, preview, failed) as server:
        rebuilding.build(jobs=chosen.jobs)
        where = serve.url(server, preview.state.settings)
        terminal.event("serving", url=where)
        terminal.result(f"{where}  (Ctrl-C ends it)")
        terminal.flush()
        with (
            contextlib.suppress(KeyboardInterrupt),
            serve.answering(server, preview),
            Watch(site, poll=chosen.poll, remark=terminal.aside) as watch,
        ):
            for changed in watch.changes():
                # By one process: with threads that answer beside it, this one can't be forked.
                rebuilding.build(tuple(sorted(changed)), jobs=1)
    return rebuilding.status


def _site_to_serve(chosen: Namespace) -> tuple[Path, Settings | None]:
    """The site's folder, and its settings; none where they are wrong, which may be mended while it's served."""
    try:
        return arguments.site(chosen)
    except SiteError:
        folder = Path(chosen.site).absolute()
        if not (folder / settings_file.NAME).exists():
            raise
        return folder, None


class _Rebuilding:
    """The builds of a preview, one after the other; each tells the preview and the terminal what came of it."""

    def __init__(self, chosen: Namespace, terminal: Terminal, folder: Path, preview: "Preview") -> None:
        self.status = 0
        self._chosen = chosen
        self._terminal = terminal
        self._folder = folder
        self._preview = preview
        self._first = True
        self._said: list[Problem] = []

    def build(self, changed: tuple[str, ...] = (), *, jobs: int) -> None:
        """Bring the preview up to date; of files that are named these alone are looked at."""
        started = time.perf_counter()
        settings, summary, report = None, Summary(), None
        try:
            site, settings = arguments.site(self._chosen)
            order = msgspec.structs.replace(
                arguments.order(self._chosen, site, settings),
                output=self._folder,
                jobs=jobs,
                drafts=True,
                yes=not self._chosen.output,  # in a folder of our own there is nothing to take care of
                listing=not self._first,
                changed=changed,
            )
            summary, report = _take_in_and_build(order, settings, Bar(self._terminal))
            self.status = summary.status
        except Exception as failure:  # noqa: BLE001 - a mistake of ours too is told, and serving goes on
            summary.problems = [*_as_problems(failure, Path(self._chosen.site).absolute(), self._terminal)]
            self.status = 2
        found = merged(summary.problems)
        if found != self._said:
            self._terminal.problems(found)
        if self._first or found != self._said or summary.made or summary.removed or report:
            for remark in summary.remarks:
                self._terminal.aside(remark)
            if settings and self.status != 2:
                _sum_up(summary, report, time.perf_counter() - started, self._terminal, settings)
            else:
                self._terminal.event("summary", status=self.status)
            self._terminal.flush()
        self._said, self._first = found, False
        errors = [problem for problem in found if problem.severity is Severity.ERROR]
        self._preview.tell(settings, errors, [*summary.added, *summary.changed, *summary.taken])


def _as_problems(failure: Exception, site: Path, terminal: Terminal) -> tuple[Problem, ...]:
    """What stopped a build, for those who go on."""
    if isinstance(failure, SiteError):
        return failure.problems
    if isinstance(failure, OSError):
        return (error(str(failure.filename or "."), f"nothing more could be done: {failure.strerror or failure}"),)
    if isinstance(failure, sqlite3.DatabaseError):
        return (error(".broadsheet/index.sqlite", f"the index can't be used: {failure}"),)
    return (_mistake(failure, site, terminal),)


def _mistake(failure: BaseException, site: Path, terminal: Terminal) -> Problem:
    """A mistake of ours, as what goes on shows it."""
    from broadsheet import failures

    file = failures.keep(failure, site)
    terminal.event("failure", error=failures.kind(failure), trace=file)
    return failures.problem(failure, file)


def _init(chosen: Namespace, terminal: Terminal) -> int:
    from broadsheet import init

    folder = Path(chosen.folder)
    written = init.make(
        folder,
        arguments.moment(chosen.now, UTC),
        title=chosen.title,
        url=chosen.url,
        language=chosen.language,
        timezone=chosen.timezone,
    )
    terminal.event("written", files=[str(folder / path) for path in written])
    terminal.say(f"{folder} is ready: go there, and run `{arguments.program()} serve`")
    return 0


COMMANDS: dict[str, Callable[[Namespace, Terminal], int]] = {
    "build": _build,
    "ingest": taking_in.command,
    "review": _review,
    "new": _new,
    "check": _check,
    "plan": _plan,
    "next": _next,
    "explain": _explain,
    "serve": _serve,
    "init": _init,
}
