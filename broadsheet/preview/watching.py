"""Noticing that somebody saved: by the system's word where it gives it, by looking again and again elsewhere."""

from __future__ import annotations

import os
import queue
import stat
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from broadsheet import settings_file
from broadsheet.index.survey import WELL_KNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import TracebackType

FOLDERS = ("content", "media", "static", "seeds", "templates", "themes")
_STEP, _MOST = 15, 100
"""For how many milliseconds nothing more may come before changes are told, and how long they are kept at most."""
_PATIENCE = 250
"""After how many milliseconds without a change one looks whether it's over."""
_PAUSE = 0.5
"""How many seconds pass between two looks at all files; more where a look takes long."""

_AWAKE = 0.3
"""How many seconds who waits for changes sleeps at most."""

Told = frozenset[str]
"""Paths of files, relative to the site. None at all: anything may have changed."""


class Watch:
    """Tells what changes in a site while it's entered. With `poll` it looks by itself."""

    def __init__(self, site: Path, *, poll: bool, remark: Callable[[str], None]) -> None:
        self._site = Path(os.path.realpath(site))
        self._poll = poll
        self._remark = remark
        self._told: queue.SimpleQueue[Told] = queue.SimpleQueue()
        self._over = threading.Event()
        self._anew = threading.Event()
        """Set when other folders are to be watched, and at the end."""
        self._watched: list[Path] = []
        """The folders that are watched; none where the system isn't asked."""
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        if self._poll:
            self._start(self._look)
        else:
            self._start(self._listen_top)
            self._start(self._listen_folders)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._anew.set()
        for thread in self._threads:
            thread.join()

    def changes(self) -> Iterator[Told]:
        """What changed since the last time, whenever something did.

        It begins with "anything", as soon as nothing can be missed any more.
        """
        while True:
            found = [self._wait()]
            while not self._told.empty():
                found.append(self._told.get())
            yield frozenset().union(*found) if all(found) else frozenset()

    def _wait(self) -> Told:
        # Ctrl-C that comes just before one waits ends no wait: it's heard when one is over.
        while True:
            with suppress(queue.Empty):
                return self._told.get(timeout=_AWAKE)

    def _start(self, watch: Callable[[], None]) -> None:
        thread = threading.Thread(target=watch, name=f"preview {watch.__name__}", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _listen_top(self) -> None:
        """Watch the site's own folder: site.toml, which editors often replace by a new file, and folders that come."""

        def note(path: Path) -> None:
            if path.name in FOLDERS:
                self._anew.set()
                self._told.put(frozenset())
            elif path.name == settings_file.NAME:
                self._told.put(frozenset((settings_file.NAME,)))

        self._listen([self._site], self._over, note, recursive=False)

    def _listen_folders(self) -> None:
        while not self._over.is_set() and not self._poll:
            self._anew.clear()
            self._watched = folders = self._folders()
            if self._over.is_set():  # it may have been the end that was cleared
                return
            if folders:
                self._listen(folders, self._anew, lambda path: self._told.put(_tellable(path, self._site)))
            else:
                self._told.put(frozenset())
                self._anew.wait()

    def _folders(self) -> list[Path]:
        return [folder for name in FOLDERS if (folder := self._site / name).is_dir()]

    def _listen(
        self, paths: list[Path], stop: threading.Event, note: Callable[[Path], None], *, recursive: bool = True
    ) -> None:
        """Note each change until told to stop; where the system can't tell, go over to looking."""
        try:
            import watchfiles

            ready = False
            for changes in watchfiles.watch(
                *paths,
                watch_filter=None,
                stop_event=stop,
                step=_STEP,
                debounce=_MOST,
                rust_timeout=_PATIENCE,
                yield_on_timeout=True,
                recursive=recursive,
            ):
                if not ready:  # what changed before that was for nobody to hear
                    self._told.put(frozenset())
                    ready = True
                    if self._watched != self._folders():  # one came while nobody listened for folders
                        self._anew.set()
                for _, path in changes:
                    found = Path(path)
                    if not _is_hidden(found.relative_to(self._site).parts):
                        note(found)
        except FileNotFoundError:  # a folder went away this very moment
            time.sleep(_PATIENCE / 1000)
        except (ImportError, OSError, RuntimeError) as failure:
            self._give_up(failure)

    def _give_up(self, failure: Exception) -> None:
        if not self._poll:
            self._poll = True
            self._remark(f"the system doesn't tell of changes ({failure}): looking for them every second")
            self._anew.set()
            self._start(self._look)

    def _look(self) -> None:
        """Compare all files with what they were."""
        known, pause = _snapshot(self._site), _PAUSE
        self._told.put(frozenset())
        while not self._over.wait(pause):
            started = time.monotonic()
            now = _snapshot(self._site)
            pause = max(_PAUSE, 10 * (time.monotonic() - started))
            changed = frozenset(path for path, _ in now.items() ^ known.items())
            if changed:
                self._told.put(changed if changed <= now.keys() else frozenset())
            known = now


def _tellable(path: Path, site: Path) -> Told:
    """What is said of a path: nothing definite of a folder, or of what is gone and may have been one."""
    return frozenset((path.relative_to(site).as_posix(),)) if path.is_file() else frozenset()


def _is_hidden(parts: Sequence[str]) -> bool:
    """Whether a path of the site's isn't watched since a part of it begins with a dot."""
    return any(part.startswith(".") and (*parts[:1], part) not in WELL_KNOWN for part in parts)


def _snapshot(site: Path) -> dict[str, tuple[int, int]]:
    """Size and time of each file that may matter."""
    found = {}
    waiting = [name for name in FOLDERS if (site / name).is_dir()] + [settings_file.NAME]
    while waiting:
        path = waiting.pop()
        try:
            status = (site / path).stat()
            if not stat.S_ISDIR(status.st_mode):
                found[path] = (status.st_size, status.st_mtime_ns)
                continue
            with os.scandir(site / path) as entries:
                inner = [f"{path}/{entry.name}" for entry in entries]
        except OSError:  # gone this very moment
            continue
        waiting += [name for name in inner if not _is_hidden(name.split("/"))]
    return found
