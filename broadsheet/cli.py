"""The way in: reads the command line, runs a command, and gives the exit status. The commands are in commands.py."""

import gc
import os
import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet import options

if TYPE_CHECKING:
    from broadsheet.log import Log
    from broadsheet.problems import SiteError
    from broadsheet.terminal import Terminal

INTERRUPTED = "interrupted: the next build goes on from here"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; gives the exit status."""
    # Loading makes many objects and no garbage: looking for that as often as is usual takes a tenth of a short build.
    gc.set_threshold(20_000)
    _open_streams()
    words = list(sys.argv[1:] if arguments is None else arguments)
    program = "python build.py" if Path(sys.argv[0]).name == "build.py" else "broadsheet"
    site = None
    try:
        chosen = _understood(words, program)
        if isinstance(chosen, int):
            return chosen
        site = Path(chosen.site)
        with _ended_like_ctrl_c():
            return _run(chosen)
    except KeyboardInterrupt:
        _say(INTERRUPTED)
        return 130
    except Exception as failure:  # noqa: BLE001 - a mistake of ours has no traceback on a terminal
        # Nothing was begun, or what tells of failures failed.
        from broadsheet import failures

        _say(f"{program}: error: {failures.in_words(failure, failures.keep(failure, site))}")
        return 2


def _understood(words: list[str], program: str) -> Namespace | int:
    """What the words of a command line ask for; the exit status where there is nothing to run."""
    try:
        return options.parse(words, program)
    except options.UsageError as failure:
        _say(f"{program}: error: {failure}")
        if failure.hint:
            _say(f"hint: {failure.hint}")
        return 2
    except SystemExit as end:  # --help, --version
        return int(end.code or 0)


def _say(line: str) -> None:
    """A line on standard error; there may be nobody to read it."""
    with suppress(OSError):
        print(line, file=sys.stderr)


def _open_streams() -> None:
    """Let words go nowhere where a stream was closed by who started us; its number must not be a file's of ours."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - as long as we run


@contextmanager
def _ended_like_ctrl_c() -> Iterator[None]:
    """Let SIGTERM, by which services are ended, do what Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    ours = os.getpid()

    def end(*_: object) -> None:
        if os.getpid() != ours:  # a process that was forked to work for us
            os._exit(128 + signal.SIGTERM)
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _run(chosen: Namespace) -> int:
    # Only now: --version and --help answer without them.
    import zoneinfo

    from broadsheet.problems import SiteError
    from broadsheet.terminal import Terminal

    zoneinfo.reset_tzpath(to=())  # time zones are those of the tzdata package, the same on every machine
    aside = "-" in (getattr(chosen, "report", ""), getattr(chosen, "changes", ""))
    terminal = Terminal(quiet=chosen.quiet, machine=chosen.json, aside=aside)
    try:
        terminal.log = _open_log(chosen)
    except SiteError as failure:
        _start(chosen, terminal)
        _show(failure, terminal)
        return _end(terminal, 2)
    try:
        return _told(chosen, terminal)
    finally:
        if terminal.log:
            terminal.log.close()


def _open_log(chosen: Namespace) -> "Log | None":
    if not chosen.log:
        return None
    from broadsheet import log

    return log.open_log(chosen.log, *_folders(chosen))


def _told(chosen: Namespace, terminal: "Terminal") -> int:
    """Run the command; its end is told however it comes."""
    try:
        with _threads_told(chosen, terminal):
            _start(chosen, terminal)
            status = _answer(chosen, terminal)
    except KeyboardInterrupt:
        if not terminal.machine:
            _say(INTERRUPTED)
        status = 130
    except Exception as failure:  # noqa: BLE001 - a mistake of ours has no traceback on a terminal
        _tell_mistake(failure, chosen, terminal)
        status = 2
    return _end(terminal, status)


def _answer(chosen: Namespace, terminal: "Terminal") -> int:
    """The exit status of the command, where it's done or where what stopped it was foreseen."""
    import sqlite3

    from broadsheet import commands
    from broadsheet.problems import SiteError, error

    try:
        status = commands.COMMANDS[chosen.command](chosen, terminal)
        terminal.flush()
    except SiteError as failure:
        _show(failure, terminal)
    except OSError as failure:
        where = str(failure.filename or chosen.site)
        _show(SiteError(error(where, f"nothing more could be done: {failure.strerror or failure}")), terminal)
    except sqlite3.DatabaseError as failure:
        hint = "see whether the disk is full or write-protected; --clean makes the index anew"
        problem = error(".broadsheet/index.sqlite", f"the index can't be used: {failure}", hint=hint)
        _show(SiteError(problem), terminal)
    except MemoryError:
        hint = "--jobs 1 takes the least; the next build goes on from here"
        _show(SiteError(error(".", "nothing more could be done: there isn't enough memory", hint=hint)), terminal)
    else:
        return status
    return 2


def _folders(chosen: Namespace) -> tuple[Path, Path]:
    """The site's folder and the output's, told before any of them is looked at."""
    site = Path(getattr(chosen, "folder", chosen.site)).absolute()
    usual = ".broadsheet/preview" if chosen.command == "serve" else "public"
    return site, Path(chosen.output).absolute() if chosen.output else site / usual


def _start(chosen: Namespace, terminal: "Terminal") -> None:
    if terminal.tells_machines:
        from broadsheet import __version__, events

        site, output = map(str, _folders(chosen))
        begun = {"command": chosen.command, "site": site, "output": output, "now": chosen.now}
        terminal.event("started", version=events.VERSION, broadsheet=__version__, **begun)


def _end(terminal: "Terminal", status: int) -> int:
    """Tell how it ended, unless the command has done so."""
    from broadsheet.problems import SiteError

    try:
        if terminal.last_status != status:
            terminal.event("summary", status=status)
        terminal.flush()
    except SiteError as failure:
        _show(failure, terminal)
        terminal.event("summary", status=2)
        return 2
    return status


def _show(failure: "SiteError", terminal: "Terminal") -> None:
    from broadsheet.problems import SiteError

    try:
        terminal.problems(failure.problems)
    except SiteError as deaf:  # nobody can be told there any more
        terminal.problems(deaf.problems)


def _tell_mistake(failure: BaseException, chosen: Namespace, terminal: "Terminal") -> None:
    from broadsheet import failures

    file = failures.keep(failure, Path(chosen.site).absolute())
    terminal.event("failure", error=failures.kind(failure), trace=file)
    if not terminal.machine:
        _say(f"broadsheet: error: {failures.in_words(failure, file)}")


@contextmanager
def _threads_told(chosen: Namespace, terminal: "Terminal") -> Iterator[None]:
    """Have mistakes in threads told like all others; the rest goes on."""
    before = threading.excepthook

    def tell(failed: threading.ExceptHookArgs) -> None:
        if failed.exc_value is not None:
            _tell_mistake(failed.exc_value, chosen, terminal)

    threading.excepthook = tell
    try:
        yield
    finally:
        threading.excepthook = before
