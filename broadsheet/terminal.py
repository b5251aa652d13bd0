"""What a command says: to people in lines of text, to machines in JSON."""

import os
import re
import sys
from collections.abc import Callable, Iterable
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import msgspec

from broadsheet.problems import Problem, Severity, SiteError, error, show, tame

if TYPE_CHECKING:
    from rich.table import Table

    from broadsheet.log import Log


class Terminal:
    """Where a command's words go: problems to standard error, what it did to standard output.

    With `machine` all of it goes to standard output as JSON, a value a line; with `aside` standard output is kept
    for the result. Who stops reading (`| head`) doesn't stop the command. A log is told what machines are told.
    """

    def __init__(self, *, quiet: bool = False, machine: bool = False, aside: bool = False) -> None:
        self.quiet = quiet or machine
        self.machine = machine
        self.log: Log | None = None
        self._out = sys.stderr if aside else sys.stdout
        self._closed: set[TextIO] = set()
        self.last_status: int | None = None
        """What the last event `summary` said, if that was the last event of all."""

    def say(self, text: str) -> None:
        """A line on what was done, for people; left out with --quiet."""
        if not self.quiet:
            self._write(self._out, text)

    @property
    def is_watched(self) -> bool:
        """Whether what it says stands on a screen."""
        return self._out.isatty()

    @property
    def tells_machines(self) -> bool:
        """Whether anybody is told of events."""
        return self.machine or self.log is not None

    def aside(self, text: str) -> None:
        """A line on how the work goes on."""
        self.event("remark", text=text)
        self.whisper(text)

    def whisper(self, text: str) -> None:
        """A line on how the work goes on, for people alone: there is an event of its own for it."""
        if not self.quiet:
            self._write(sys.stderr, text)

    def table(self, table: "Table") -> None:
        """A table, as wide as the terminal, and wider where words wouldn't fit whole; as wide as it is elsewhere."""
        if self.quiet:
            return
        from rich import box
        from rich.console import Console

        if not _can_show("┏━┓│└┴", self._out):
            table.box = box.ASCII
        console = Console(file=StringIO(), width=_ENDLESS, color_system=None)
        if self._out.isatty():
            import shutil

            least = console.measure(table).minimum
            console.width = max(shutil.get_terminal_size().columns, least)
        with console.capture() as caught:
            console.print(table)
        self.say(caught.get().rstrip("\n"))

    def result(self, text: str) -> None:
        """What a person asked for: shown even with --quiet."""
        if not self.machine:
            self._write(sys.stdout, text)

    def event(self, event: str, **values: Any) -> None:
        """A value for machines (see events.py), handed on at once."""
        self.last_status = values["status"] if event == "summary" else None
        if not self.tells_machines:
            return
        from broadsheet import events

        if self.log and (said := self.log.write(event, values)):
            self.aside(said)
        if self.machine:
            self._write(sys.stdout, events.text({"event": event, **values}))
            self._tell(sys.stdout, sys.stdout.flush)

    def hand_over(self, event: str, value: object, file: str) -> None:
        """Write what was asked for into a file as JSON, or show it where that is called -."""
        if file == "-" and self.machine:
            self.event(event, value=value)
            return
        text = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
        if file == "-":
            self.result(text)
            return
        self.write_file(text + "\n", file)

    def write_file(self, text: str, file: str) -> None:
        """Write what was asked for into a file. SiteError where that can't be."""
        try:
            Path(file).write_text(text, encoding="utf-8")
        except OSError as failure:
            raise SiteError(error(file, f"it can't be written: {failure.strerror}")) from None

    def problems(self, found: Iterable[Problem]) -> None:
        """Show problems, by place, each once."""
        for problem in merged(found):
            self.event("problem", **msgspec.to_builtins(problem))
            if not self.machine:
                self._write(sys.stderr, show(problem))

    def flush(self) -> None:
        """Hand on what is still held back. SiteError where that can't be."""
        for stream in (sys.stdout, sys.stderr):
            self._tell(stream, stream.flush)

    def _write(self, stream: TextIO, text: str) -> None:
        if stream in self._closed:
            return
        encoding = stream.encoding or "utf-8"
        tamed = text if text.isprintable() else _NO_TEXT.sub(lambda found: tame(found[0]), text)
        line = tamed.encode(encoding, "backslashreplace").decode(encoding) + "\n"
        self._tell(stream, lambda: stream.write(line))

    def _tell(self, stream: TextIO, action: Callable[[], object]) -> None:
        try:
            action()
        except BrokenPipeError:
            self._close(stream)
        except OSError as failure:
            self._close(stream)
            raise SiteError(error("standard output", f"it can't be written: {failure.strerror}")) from None

    def _close(self, stream: TextIO) -> None:
        """Nobody reads any more: let the rest go nowhere, or Python would complain when it ends."""
        self._closed.add(stream)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


_ENDLESS = 100_000
_NO_TEXT = re.compile(r"[^\n\t -~]+")
"""What is looked at before a terminal gets it: titles and names of files are others'."""


def _can_show(text: str, stream: TextIO) -> bool:
    try:
        text.encode(stream.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def merged(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by place; what is wrong with one place is one problem, however many pages it keeps from being made."""
    same: dict[tuple[tuple[str, int, int, str], Severity], list[Problem]] = {}
    for problem in sorted(set(problems), key=lambda problem: (problem.sort_key, problem.hint)):
        same.setdefault((problem.sort_key, problem.severity), []).append(problem)
    merged = []
    for first, *others in same.values():
        pages = f" (and {counted(len(others), 'more page')})" if others else ""
        merged.append(msgspec.structs.replace(first, hint=first.hint + pages))
    return merged


def tally(problems: Iterable[Problem]) -> str:
    """How many errors and warnings there are, in words; empty when there are none."""
    found = merged(problems)
    parts = []
    for severity in (Severity.ERROR, Severity.WARNING):
        number = sum(problem.severity is severity for problem in found)
        if number:
            parts.append(counted(number, severity.value))
    return ", ".join(parts)


def counted(number: int, word: str) -> str:
    """`1 page`, `2,310 pages`."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def ensure_writable(file: str | None) -> None:
    """SiteError where what is asked for couldn't be written into that file: before anything is done, not after."""
    if not file or file == "-":
        return
    path = Path(file)
    if path.is_dir():
        raise SiteError(error(file, "it can't be written: it is a folder", hint="name a file in it"))
    if not path.parent.is_dir():
        raise SiteError(error(file, f"it can't be written: there is no folder {path.parent}"))
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise SiteError(error(file, "it can't be written: Permission denied"))
