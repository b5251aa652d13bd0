"""Work that spreads: a pool of processes for many, this process for a handful."""

from __future__ import annotations

import os
from collections import deque
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:  # a build of a few pages does without
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Executor, Future

MANY = 300
"""From how many documents or pages on a pool pays for its start."""

Batch = TypeVar("Batch")
Result = TypeVar("Result")


def pool(jobs: int, begin: Callable[..., None] | None = None, *values: Any) -> Executor:
    """A pool of processes, each made ready by `begin(*values)`."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # Forked where that can be: a worker starts with all that is imported.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(begin, *values))


def _begin(begin: Callable[..., None] | None, *values: Any) -> None:
    import multiprocessing
    import threading

    # A forked worker shares the locks of the build: it must not outlive it, however that ends.
    parent = multiprocessing.parent_process()
    if parent:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    if begin:
        begin(*values)


def _end_with(sentinel: int) -> None:
    """End this process when another one, by its sentinel, has ended."""
    from multiprocessing import connection

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
