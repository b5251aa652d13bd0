"""How far a command has got, on a terminal."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Self

from broadsheet.job import Witness
from broadsheet.problems import tame
from broadsheet.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from rich.progress import Progress, TaskID

    from broadsheet.keys import PageKey, Planned, Reason
    from broadsheet.settings import Settings

_STEPS = {
    "plan": "Looking for changes",
    "render": "Making pages",
    "links": "Following links",
    "ingest": "Taking in sources",
}
_PAUSE = 0.1


class Bar(Witness):
    """Tells machines how far a command has got, and shows it as a bar on standard error where that is a terminal.

    It's drawn by who tells it something, never by a thread: a build forks, and a fork with threads can hang.
    """

    def __init__(self, terminal: Terminal, *, listing: bool = False) -> None:
        self._terminal = terminal
        self._listing = listing
        self._shown: Progress | None = None
        self._task: TaskID | None = None
        self._drawn = 0.0
        self._totals: dict[str, int] = {}
        self.made = self.removals = 0
        """How many files were written so far, and taken away."""
        self.written: list[str] = []
        """With `listing`, the addresses of the files written so far, in order; there even when it's interrupted."""
        self.taken: list[str] = []
        """Those of the files taken away."""

    def __enter__(self) -> Self:
        if sys.stderr.isatty() and not self._terminal.quiet:
            # Only here: elsewhere nobody needs it, and it takes its time to load.
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
            console = Console(file=sys.stderr)
            self._shown = Progress(*columns, console=console, auto_refresh=False, transient=True)
            self._shown.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Take the bar away."""
        if self._shown:
            self._shown.stop()
            self._shown = None

    def began(self, step: str, total: int) -> None:
        """Show another step."""
        self._totals[step] = total
        self._terminal.event("step", name=step, total=total, seconds=None)
        if self._shown:
            if self._task is not None:
                self._shown.remove_task(self._task)
            self._task = self._shown.add_task(_STEPS.get(step, step), total=total or None)
            self._draw()

    def ended(self, step: str, seconds: float) -> None:
        """Tell machines how long a step took."""
        self._terminal.event("step", name=step, total=self._totals.get(step, 0), seconds=round(seconds, 6))

    def waiting(self, folder: Path) -> None:
        """Tell whose end is waited for."""
        self._terminal.event("waiting", folder=str(folder))
        self._say(f"another build holds {folder}: waiting for it")

    def page(
        self, key: PageKey, address: str, what: str, reason: Reason | None = None, cause: str = "", digest: bytes = b""
    ) -> None:
        """One more page is done."""
        if self._terminal.tells_machines:
            known = {"hash": digest.hex()} if digest else {}
            why = reason.value if reason else ""
            self._terminal.event("page", address=address, key=str(key), what=what, reason=why, cause=cause, **known)
        if what == "made":
            self.made += 1
            if self._listing:
                self.written.append(address)
        if self._shown and self._task is not None:
            self._shown.advance(self._task)
            self._draw(wait=True)

    def removed(self, address: str) -> None:
        """A file is gone."""
        self._terminal.event("removed", address=address)
        self.removals += 1
        if self._listing:
            self.taken.append(address)

    def sources(self, done: int, total: int) -> None:
        """So much is taken in, of so much; 0 where nobody knows yet how many items the sources hold."""
        if "ingest" not in self._totals:
            self.began("ingest", total)
        if self._shown and self._task is not None:
            self._shown.update(self._task, completed=done, total=total or None)
            self._draw(wait=True)

    def remark(self, text: str) -> None:
        """Say something while the bar goes on."""
        self._terminal.event("remark", text=text)
        self._say(text)

    def _say(self, text: str) -> None:
        if self._shown:
            self._shown.console.print(tame(text), markup=False, highlight=False)
        else:
            self._terminal.whisper(text)

    def _draw(self, *, wait: bool = False) -> None:
        now = time.monotonic()
        if self._shown and (not wait or now - self._drawn > _PAUSE):
            self._drawn = now
            self._shown.refresh()


class Listing(Bar):
    """Shows each page that a build would make, and why; `count` is how many there are."""

    def __init__(self, terminal: Terminal, settings: Settings) -> None:
        super().__init__(terminal)
        self._settings = settings
        self.count = 0

    def planned(self, planned: Planned, address: str) -> None:
        """A line a page."""
        from broadsheet import addresses

        self.close()
        self.count += 1
        key, reason, cause = planned
        where = addresses.href(address, self._settings) if address else str(key)
        self._terminal.event("planned", page=str(key), address=address, reason=reason.value, cause=cause)
        if not self._terminal.machine:
            why = f"{reason.value}: {cause.removeprefix('content/')}" if cause else reason.value
            self._terminal.result(f"{where}  {why}")
