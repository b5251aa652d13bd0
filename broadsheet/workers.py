"""Work that spreads: a pool of processes for many, this process for a handful."""

from __future__ import annotations

import os
import pickle
import signal
from collections import deque
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:  # a build of a few pages does without
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor
    from multiprocessing.connection import Connection

MANY = 300
"""From how many documents or pages on a pool pays for its start."""

Batch = TypeVar("Batch")
Result = TypeVar("Result")


def pool(jobs: int, begin: Callable[..., None] | None = None, *values: Any) -> Executor:
    """A pool of processes, each made ready by `begin(*values)`."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context(_method())
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(begin, *values))


def _method() -> str:
    """How processes start: forked where that can be, since they then have all that is imported."""
    import multiprocessing

    return "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"


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


class Worker(Generic[Batch, Result]):
    """A process of its own that does batches of work in turn, and knows what it learnt from those before.

    Without threads on this side, so that others can be forked after it.
    """

    def __init__(self, work: Callable[[Batch], Result], begin: Callable[..., None], *values: Any) -> None:
        import multiprocessing

        context: Any = multiprocessing.get_context(_method())
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, work, begin, values), daemon=True)
        self._process.start()
        theirs.close()
        self.ready: deque[Result] = deque()
        """Results that have come already."""
        self._outstanding = 0

    def give(self, batch: Batch) -> None:
        """Hand a batch over; `result` gives what comes of them, in order."""
        data = pickle.dumps(batch)
        if len(data) > _SHORT:
            # Each side could wait for the other to take what it sends.
            while self._outstanding:
                self.ready.append(self._receive())
        with _told_of_death():
            self._ours.send_bytes(data)
        self._outstanding += 1

    def result(self) -> Result:
        """What came of the first batch that was handed over and not asked for. BrokenExecutor when the process died."""
        return self.ready.popleft() if self.ready else self._receive()

    def end(self) -> None:
        """End the process, after what it has in hand."""
        with suppress(EOFError, OSError):
            # What nobody asks for any more is taken all the same: the process may wait for that.
            for _ in range(self._outstanding):
                self._ours.recv()
            # Closing this end wouldn't do: processes that were forked later have it too.
            self._ours.send_bytes(b"")
        self._ours.close()
        self._process.join()

    def _receive(self) -> Result:
        with _told_of_death():
            failed, value = self._ours.recv()
        self._outstanding -= 1
        if failed:
            raise value
        result: Result = value
        return result


_SHORT = 30_000
"""How many bytes can be sent to a process without its being ready to take them; the least of what systems keep."""


@contextmanager
def _told_of_death() -> Iterator[None]:
    try:
        yield
    except (EOFError, OSError) as failure:
        from concurrent.futures import BrokenExecutor

        raise BrokenExecutor("a process died") from failure


def _work(
    connection: Connection, work: Callable[[Batch], Result], begin: Callable[..., None], values: tuple[Any, ...]
) -> None:
    """What a worker's process does until nobody hands it more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it ends it
    _begin(begin, *values)
    while True:
        try:
            data = connection.recv_bytes()
        except (EOFError, OSError):
            return
        if not data:
            return
        batch = pickle.loads(data)  # noqa: S301 (from our own process)
        try:
            answer: tuple[bool, Any] = False, work(batch)
        except Exception as failure:  # noqa: BLE001 (raised again where it was asked for)
            answer = True, failure
        try:
            connection.send(answer)
        except OSError:
            return


def spread(hands: Sequence[Worker[Batch, Result]], shares: Sequence[Iterator[Batch]], ahead: int) -> Iterator[Result]:
    """The results in the order in which batches were given out; each worker has its share, and then helps out.

    At most `ahead` batches wait for each, so that memory stays flat.
    """
    waiting: deque[int] = deque()

    def give(to: int) -> None:
        for share in (*shares[to:], *shares[:to]):
            for batch in share:
                hands[to].give(batch)
                waiting.append(to)
                return

    for _ in range(ahead):
        for number in range(len(hands)):
            give(number)
    while waiting:
        number = waiting.popleft()
        yield hands[number].result()
        give(number)
