"""The way in: reads the command line, runs a command, and gives the exit status. The commands are in commands.py."""

import gc
import os
import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from broadsheet import options


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; gives the exit status."""
    # Loading makes many objects and no garbage: looking for that as often as is usual takes a tenth of a short build.
    gc.set_threshold(20_000)
    _open_streams()
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
        with _ended_like_ctrl_c():
            return _run(chosen)
    except KeyboardInterrupt:
        print("interrupted: the next build goes on from here", file=sys.stderr)
        return 130


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
    import sqlite3
    import zoneinfo

    from broadsheet import commands
    from broadsheet.problems import SiteError, error
    from broadsheet.terminal import Terminal

    zoneinfo.reset_tzpath(to=())  # time zones are those of the tzdata package, the same on every machine
    aside = "-" in (getattr(chosen, "report", ""), getattr(chosen, "changes", ""))
    terminal = Terminal(quiet=chosen.quiet, machine=chosen.json, aside=aside)
    try:
        status = commands.COMMANDS[chosen.command](chosen, terminal)
        terminal.flush()
    except SiteError as failure:
        terminal.problems(failure.problems)
    except OSError as failure:
        where = str(failure.filename or chosen.site)
        terminal.problems([error(where, f"nothing more could be done: {failure.strerror or failure}")])
    except sqlite3.DatabaseError as failure:
        hint = "see whether the disk is full or write-protected; --clean makes the index anew"
        terminal.problems([error(".broadsheet/index.sqlite", f"the index can't be used: {failure}", hint=hint)])
    else:
        return status
    terminal.event("summary", status=2)
    terminal.flush()
    return 2
