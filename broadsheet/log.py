"""The log: what a command tells machines, appended to a file, with the time and the run that it belongs to.

It is opened once a run. A line is one write at the end of the file, so that those of two runs at once don't mix. Who
renames the file meanwhile keeps getting the rest of this run there; the next run makes a new one.
"""

import os
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from broadsheet import events
from broadsheet.job import CACHE
from broadsheet.problems import Problem, SiteError, error

_FOLDERS = ("content", "media", "seeds", "static", "templates", "themes", CACHE)
"""What of a site's folder isn't for logs: the next build would take one in, or publish it."""
_BEGINNING = b'{"time": "'
"""How each line begins."""


class Log:
    """A log of one run. No failure to write it is raised: a full disk doesn't stop a build."""

    def __init__(self, file: str, descriptor: int) -> None:
        self.file = file
        self.run = secrets.token_hex(4)
        self._descriptor = descriptor
        self._torn = not _is_whole(descriptor)
        self._failed = False

    def write(self, event: str, values: Mapping[str, Any]) -> str:
        """Append an event; gives what to tell of it, the first time that it can't be done, and else nothing."""
        about = events.EVENTS[event]
        if not about.logged:
            return ""
        if about.unlogged:
            values = {key: value for key, value in values.items() if key not in about.unlogged}
        time = datetime.now(UTC).isoformat(timespec="milliseconds")[: -len("+00:00")] + "Z"
        text = events.text({"time": time, "run": self.run, "event": event, **values})
        why = self._append(text.encode("utf-8", "backslashreplace") + b"\n")
        first, self._failed = bool(why) and not self._failed, self._failed or bool(why)
        return f"{self.file} can't be written ({why}): the log lacks what follows until it can" if first else ""

    def close(self) -> None:
        """Let go of the file; who still has something to say is heard no more."""
        os.close(self._descriptor)
        self._descriptor = -1  # its number may be another file's soon

    def _append(self, line: bytes) -> str:
        """Why it couldn't be done, or nothing. What follows half a line begins on one of its own."""
        data = b"\n" + line if self._torn else line
        try:
            written = os.write(self._descriptor, data)
        except OSError as failure:
            return failure.strerror or "it can't be"
        if written < len(data):
            self._torn = True
            return "there was no room for a whole line"
        self._torn = False
        return ""


def open_log(file: str, site: Path, output: Path) -> Log:
    """The log in a file, made where there is none. SiteError where there can't be one: before anything is done."""
    place = Path(os.path.realpath(file))
    if problem := _misplaced(file, place, Path(os.path.realpath(site)), Path(os.path.realpath(output))):
        raise SiteError(problem)
    try:
        if place.exists() and not place.is_file():
            raise SiteError(error(file, "no log can be written there: it is no file", hint="name a file in it"))
        descriptor = os.open(place, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o640)
    except OSError as failure:
        raise SiteError(error(file, f"the log can't be written: {failure.strerror}")) from None
    if os.pread(descriptor, len(_BEGINNING), 0) not in (b"", _BEGINNING):
        os.close(descriptor)
        hint = "name a file that isn't there yet, or an earlier log"
        raise SiteError(error(file, "no log can be written there: something else is in that file", hint=hint))
    return Log(file, descriptor)


def _misplaced(file: str, place: Path, site: Path, output: Path) -> Problem | None:
    for folder in (output, *(site / name for name in _FOLDERS)):
        if place == folder or folder in place.parents:
            hint = "name a file elsewhere, such as /var/log/broadsheet.log"
            return error(file, f"no log can be in {folder}: what is there is read, or put online, by builds", hint=hint)
    return None


def _is_whole(descriptor: int) -> bool:
    """Whether a file is empty or ends with a line: a run before this one may have found the disk full."""
    size = os.fstat(descriptor).st_size
    return size == 0 or os.pread(descriptor, 1, size - 1) == b"\n"
