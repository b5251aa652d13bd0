"""Documents read, and made ready for the index: here for a handful, in other processes for many.

Whatever can be worked out of a document alone is worked out where it is read; what is handed back is what the index
takes as it is. So one process can store what several read.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from broadsheet import claiming, content, workers
from broadsheet.article import Document, When
from broadsheet.index import rows, store
from broadsheet.index.rows import Row
from broadsheet.index.scan import Change, State, hash_of, is_document
from broadsheet.settings import Settings

if TYPE_CHECKING:  # a few documents are read without
    from concurrent.futures import Executor, Future

BATCH = 100
"""How many changes go through all steps together."""
_AHEAD = 4
"""How many batches are looked at before it is decided that they are few."""
_WINDOW = 2
"""How many batches each process may be ahead of who takes them: memory stays flat."""
_CYCLES = 20
"""After how many batches a process looks for garbage that refers to itself."""


class Read(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What came of a document's file."""

    path: str
    row: Row | None = None
    """None where it is no document."""
    hash: str = ""
    """The hash of what was read; empty where it is gone meanwhile, or may not be opened."""
    problems: bytes = b""
    """What is wrong with the file, encoded (see store.encode_problems)."""
    misplaced: bytes = b""
    """What is wrong with its addresses, encoded."""
    withdrawn: bool | When = False
    """See content.Reading."""


class Batch(NamedTuple):
    """Some changes, with what came of the documents among them, by path."""

    changes: list[Change]
    read: dict[str, Read]


class Readers:
    """Reads documents; once there are many, in processes of their own, until it is left."""

    def __init__(self, site: Path, settings: Settings, jobs: int) -> None:
        self._site = site
        self._settings = settings
        self._jobs = jobs
        self._count = 0
        self._pool: Executor | None = None

    def __enter__(self) -> Readers:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def read(self, changes: Iterable[Change]) -> Iterator[Batch]:
        """All changes in order, in batches, each with what came of the documents in it."""
        held: deque[list[Change]] = deque()
        going: deque[tuple[list[Change], Future[bytes]]] = deque()
        for batch in _batches(changes):
            self._count += len(_documents(batch))
            held.append(batch)
            if self._pool is None and self._count >= workers.MANY and self._jobs > 1:
                self._pool = workers.pool(self._jobs, _begin, self._site, self._settings)
            while held and self._pool:
                one = held.popleft()
                going.append((one, self._pool.submit(_read_elsewhere, _documents(one))))
            while len(held) > _AHEAD:
                yield self._here(held.popleft())
            while len(going) > _WINDOW * self._jobs:
                yield _taken(*going.popleft())
        while held:
            yield self._here(held.popleft())
        while going:
            yield _taken(*going.popleft())

    def _here(self, changes: list[Change]) -> Batch:
        found = [read(self._site, path, self._settings) for path in _documents(changes)]
        return Batch(changes, {one.path: one for one in found})


def read(site: Path, path: str, settings: Settings) -> Read:
    """Read a document, and make its row."""
    try:
        data = (site / path).read_bytes()
    except OSError:
        return Read(path)
    content_hash = hash_of(data)
    reading = content.read(data, path, settings)
    problems = store.encode_problems(reading.problems)
    if reading.document is None:
        return Read(path, None, content_hash, problems=problems, withdrawn=reading.withdrawn)
    row, misplaced = row_of(reading.document, site, settings)
    return Read(path, row, content_hash, problems=problems, misplaced=misplaced)


def row_of(document: Document, site: Path, settings: Settings) -> tuple[Row, bytes]:
    """The row of a document with the addresses that it may have, and what is wrong with the others, encoded."""
    address, aliases, problems = claiming.addresses_of(document.article, site, settings)
    article = document.article
    if aliases != article.aliases:
        article = msgspec.structs.replace(article, aliases=aliases)
    row = rows.row(Document(article, document.body), address, settings.zone)
    return row, store.encode_problems(problems)


def _documents(changes: Iterable[Change]) -> list[str]:
    return [path for path, state in changes if state is not State.REMOVED and is_document(path)]


def _batches(changes: Iterable[Change]) -> Iterator[list[Change]]:
    batch: list[Change] = []
    for change in changes:
        batch.append(change)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


_decoder = msgspec.msgpack.Decoder(list[Read])


def _taken(changes: list[Change], future: Future[bytes]) -> Batch:
    return Batch(changes, {one.path: one for one in _decoder.decode(future.result())})


class _Place:
    """Where a worker process reads, and how."""

    site: Path
    settings: Settings
    batches = 0


def _begin(site: Path, settings: Settings) -> None:
    """Make a worker process ready. What it begins with stays, so nobody need look through that for garbage."""
    _Place.site, _Place.settings = site, settings
    gc.freeze()
    gc.disable()


def _read_elsewhere(paths: list[str]) -> bytes:
    found = msgspec.msgpack.encode([read(_Place.site, path, _Place.settings) for path in paths])
    _Place.batches += 1
    if _Place.batches % _CYCLES == 0:
        gc.collect()
    return found
