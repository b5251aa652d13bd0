"""What a command says: to people in lines of text, to machines in JSON."""

import json
import os
import shutil
import sys
from collections.abc import Iterable
from io import StringIO
from typing import TYPE_CHECKING, Any, TextIO

import msgspec

from broadsheet.problems import Problem, Severity, show

if TYPE_CHECKING:
    from rich.table import Table


class Terminal:
    """Where a command's words go: problems to standard error, results to standard output.

    With `machine` all of it goes to standard output, as JSON, a value a line. Who stops reading (`| head`) doesn't
    stop the command.
    """

    def __init__(self, *, quiet: bool = False, machine: bool = False) -> None:
        self.quiet = quiet or machine
        self.machine = machine
        self._closed: set[TextIO] = set()

    def say(self, text: str) -> None:
        """A line for people, left out with --quiet and --json."""
        if not self.quiet:
            self._write(sys.stdout, text)

    def aside(self, text: str) -> None:
        """A line on how the work goes on."""
        if not self.quiet:
            self._write(sys.stderr, text)

    def result(self, text: str) -> None:
        """What a command was asked for: shown even with --quiet."""
        self._write(sys.stdout, text)

    def table(self, table: "Table") -> None:
        """A table, as wide as the terminal or the words in it."""
        from rich.console import Console

        width = None if sys.stdout.isatty() else 120
        console = Console(file=StringIO(), width=width or shutil.get_terminal_size().columns)
        with console.capture() as caught:
            console.print(table)
        self.say(caught.get().rstrip("\n"))

    def event(self, event: str, **values: Any) -> None:
        """A value for machines."""
        if self.machine:
            self._write(sys.stdout, json.dumps({"event": event, **values}, ensure_ascii=False))

    def problems(self, found: Iterable[Problem]) -> None:
        """Show problems, by place, each once."""
        for problem in sorted(set(found), key=lambda problem: problem.sort_key):
            if self.machine:
                self.event("problem", **msgspec.to_builtins(problem))
            else:
                self._write(sys.stderr, show(problem))

    def flush(self) -> None:
        """Hand on what is still held back."""
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except BrokenPipeError:
                self._close(stream)

    def _write(self, stream: TextIO, text: str) -> None:
        if stream in self._closed:
            return
        try:
            stream.write(text + "\n")
        except BrokenPipeError:
            self._close(stream)
        except UnicodeEncodeError:
            encoding = stream.encoding or "ascii"
            stream.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")

    def _close(self, stream: TextIO) -> None:
        """Nobody reads any more: let the rest go nowhere, or Python would complain when it ends."""
        self._closed.add(stream)
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def tally(problems: Iterable[Problem]) -> str:
    """How many errors and warnings there are, in words; empty when there are none."""
    found = list(set(problems))
    parts = []
    for severity in (Severity.ERROR, Severity.WARNING):
        number = sum(problem.severity is severity for problem in found)
        if number:
            parts.append(counted(number, severity.value))
    return ", ".join(parts)


def counted(number: int, word: str) -> str:
    """`1 page`, `2,310 pages`."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"
