"""Work that spreads over processes of this machine: each has its share, and keeps what it learns from it."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sqlite3
from collections import deque
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeVar

from broadsheet.job import CACHE
from broadsheet.problems import BroadsheetError, ElsewhereError, SiteError, error

if TYPE_CHECKING:  # a build of a few pages does without
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection

_HELD = 2
"""How many batches a process has in hand, so that it need not wait for the next."""
MANY = 300
"""From how many documents or pages on processes pay for their start."""
_SHORT = 30_000
"""How many bytes can be sent to a process without its being ready to take them; the least of what systems keep."""
_CYCLES = 50
"""After how many batches a process looks for garbage that refers to itself."""

Batch = TypeVar("Batch")
Result = TypeVar("Result")


class Worker(Generic[Batch, Result]):
    """A process that does batches of work in turn; `begin(*values)` is called in it, and gives what does a batch.

    Without threads on this side, so that others can be forked after it.
    """

    def __init__(self, begin: Callable[..., Callable[[Batch], Result]], *values: Any) -> None:
        import multiprocessing

        # Forked where that can be: it starts with all that is imported, and with the values as they are.
        methods = multiprocessing.get_all_start_methods()
        context: Any = multiprocessing.get_context("fork" if "fork" in methods else "spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, begin, values), daemon=True)
        self._process.start()
        theirs.close()
        self._ready: deque[Result] = deque()
        """Results that have come already."""
        self._outstanding = 0

    def give(self, batch: Batch) -> None:
        """Hand a batch over; `result` gives what comes of them, in order."""
        data = pickle.dumps(batch)
        if len(data) > _SHORT:
            # Each side could wait for the other to take what it sends.
            while self._outstanding:
                self._ready.append(self._receive())
        with _told_of_death():
            self._ours.send_bytes(data)
        self._outstanding += 1

    def result(self) -> Result:
        """What came of the first batch that was handed over and not asked for; raises what was raised by the work."""
        return self._ready.popleft() if self._ready else self._receive()

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


@contextmanager
def start(
    number: int, begin: Callable[..., Callable[[Batch], Result]], *values: Any
) -> Iterator[list[Worker[Batch, Result]]]:
    """So many workers, until this is left."""
    with ExitStack() as stack:
        hands: list[Worker[Batch, Result]] = []
        for _ in range(number):
            hands.append(Worker(begin, *values))
            stack.callback(hands[-1].end)
        yield hands


def spread(hands: Sequence[Worker[Batch, Result]], shares: Sequence[Iterator[Batch]], ahead: int) -> Iterator[Result]:
    """The results in the order in which batches were given out; each worker has its share, and then helps out.

    At most `ahead` batches wait for each, so that memory stays flat. There may be fewer shares than workers.
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


def outlast(
    number: int,
    begin: Callable[..., Callable[[list[Any]], list[Any]]],
    values: tuple[Any, ...],
    batches: Iterator[list[Any]],
    lost: Callable[[Any], Any],
) -> Iterator[list[Any]]:
    """The results of batches of things, in order, even where one of these brings the process down that does it.

    What a dead process had in hand is done again by another. The things of the batch at which it died are then done
    one by one, and of the one that is deadly again comes `lost(thing)`.
    """
    hands = [Worker(begin, *values) for _ in range(number)]
    waiting: deque[tuple[int, list[Any]]] = deque()

    def give(to: int, batch: list[Any]) -> None:
        with suppress(SiteError):  # it is dead: that is seen when it is asked for the result
            hands[to].give(batch)

    def replaced(dead: int) -> None:
        hands[dead].end()
        hands[dead] = Worker(begin, *values)

    def one_by_one(to: int, batch: list[Any]) -> list[Any]:
        results = []
        for thing in batch:
            give(to, [thing])
            try:
                results += hands[to].result()
            except SiteError:
                replaced(to)
                results.append(lost(thing))
        return results

    try:
        for to in (to for _ in range(_HELD) for to in range(number)):
            if (batch := next(batches, None)) is not None:
                give(to, batch)
                waiting.append((to, batch))
        while waiting:
            to, batch = waiting.popleft()
            try:
                results = hands[to].result()
            except SiteError:
                replaced(to)
                results = one_by_one(to, batch)
                for other, left in waiting:
                    if other == to:
                        give(to, left)
            yield results
            if (more := next(batches, None)) is not None:
                give(to, more)
                waiting.append((to, more))
    finally:
        for hand in hands:
            hand.end()


@contextmanager
def _told_of_death() -> Iterator[None]:
    try:
        yield
    except (EOFError, OSError) as failure:
        hint = "if the machine ran out of memory, --jobs 1 takes the least; the next build goes on from here"
        raise SiteError(error(CACHE, "a process of this build died", hint=hint)) from failure


def _work(connection: Connection, begin: Callable[..., Callable[[Batch], Any]], values: tuple[Any, ...]) -> None:
    """What a worker's process does until nobody hands it more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it ends it
    _end_with_parent()
    # What it begins with stays, so nobody need look through that for garbage.
    gc.freeze()
    gc.disable()
    done = 0
    try:
        work = begin(*values)
    except Exception as failure:  # noqa: BLE001 (raised where the first batch is asked for)
        work = partial(_fail, _portable(failure))
    with suppress(EOFError, OSError):
        while data := connection.recv_bytes():
            batch = pickle.loads(data)  # noqa: S301 (from our own process)
            try:
                answer: tuple[bool, Any] = False, work(batch)
            except Exception as failure:  # noqa: BLE001 (raised again where it was asked for)
                answer = True, _portable(failure)
            connection.send(answer)
            done += 1
            if done % _CYCLES == 0:
                gc.collect()


def _portable(failure: Exception) -> Exception:
    """A failure as it can be sent: those that are answered as they are, all others with what tells of them here."""
    if isinstance(failure, BroadsheetError | OSError | sqlite3.Error | MemoryError):
        return failure
    import traceback

    return ElsewhereError(type(failure).__name__, "".join(traceback.format_exception(failure)))


def _fail(failure: Exception, _batch: Any) -> NoReturn:
    raise failure


def _end_with_parent() -> None:
    """Have this process end when the build does: it shares its locks, and must not outlive it, however that ends."""
    import multiprocessing
    import threading
    from multiprocessing import connection

    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent:
            connection.wait([parent.sentinel])
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
