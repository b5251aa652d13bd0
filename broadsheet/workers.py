"""Work that spreads: a pool of processes for many, this process for a handful."""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from functools import partial
from multiprocessing import connection
from pathlib import Path
from typing import Any, TypeVar

from broadsheet import content
from broadsheet.content import Reading
from broadsheet.settings import Settings

MANY = 300
"""From how many documents or pages on a pool pays for its start."""

Batch = TypeVar("Batch")
Result = TypeVar("Result")


def cores() -> int:
    """How many processes may work at once, unless `--jobs` says otherwise."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def pool(jobs: int, begin: Callable[..., None] | None = None, *values: Any) -> Executor:
    """A pool of processes, each made ready by `begin(*values)`."""
    # Forked where that can be: a worker starts with all that is imported.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(begin, *values))


def _begin(begin: Callable[..., None] | None, *values: Any) -> None:
    # A forked worker shares the locks of the build: it must not outlive it, however that ends.
    parent = multiprocessing.parent_process()
    if parent:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    if begin:
        begin(*values)


def _end_with(sentinel: int) -> None:
    """End this process when another one, by its sentinel, has ended."""
    connection.wait([sentinel])
    os._exit(1)


def spread(
    executor: Executor | None, work: Callable[[Batch], Result], batches: Iterable[Batch], window: int
) -> Iterator[Result]:
    """The results in order, at most `window` batches ahead, so that memory stays flat."""
    if executor is None:
        yield from map(work, batches)
        return
    waiting: deque[Future[Result]] = deque()
    for batch in batches:
        waiting.append(executor.submit(work, batch))
        if len(waiting) >= window:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


class Readers:
    """Reads documents; once there are many, in processes of their own, until it is left."""

    def __init__(self, site: Path, settings: Settings, jobs: int) -> None:
        self._work = partial(_read_documents, site, settings)
        self._jobs = jobs
        self._read = 0
        self._pool: Executor | None = None

    def __enter__(self) -> "Readers":
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown()

    def read(self, paths: Iterable[str]) -> Iterator[tuple[str, Reading | None]]:
        """What each document is; None for one that is gone meanwhile, or can't be opened."""
        wanted = list(paths)
        self._read += len(wanted)
        if self._pool is None and self._jobs > 1 and self._read >= MANY:
            self._pool = pool(self._jobs)
        size = 25 if self._pool else len(wanted) or 1
        batches = [wanted[at : at + size] for at in range(0, len(wanted), size)]
        for found in spread(self._pool, self._work, batches, len(batches)):
            yield from found


def _read_documents(site: Path, settings: Settings, paths: list[str]) -> list[tuple[str, Reading | None]]:
    found: list[tuple[str, Reading | None]] = []
    for path in paths:
        try:
            data = (site / path).read_bytes()
        except OSError:
            found.append((path, None))
        else:
            found.append((path, content.read(data, path, settings)))
    return found
