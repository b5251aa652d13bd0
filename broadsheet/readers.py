"""Documents read, and made ready for the index: here for a handful, in other processes for many.

Whatever can be worked out of a document alone is worked out where it is read; what is handed back is what the index
takes as it is. So one process can store what several read.
"""

from __future__ import annotations

from collections import deque
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from broadsheet import claiming, content, workers
from broadsheet.article import Document, When
from broadsheet.index import rows, store
from broadsheet.index.rows import Row
from broadsheet.index.scan import Change, State, hash_of, is_document
from broadsheet.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    from broadsheet.cluster import Cluster

BATCH = 100
"""How many changes go through all steps together."""
_HELD = 4
"""How many batches are looked at before it is decided that they are few."""
_AHEAD = 3
"""How many batches wait for each process, or are in its hands: memory stays flat."""


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


def read_all(
    changes: Iterable[Change], site: Path, settings: Settings, jobs: int, cluster: Cluster | None = None
) -> Generator[Batch, None, None]:
    """All changes in order, in batches, each with what came of the documents in it.

    Read here, or once there are many in processes of their own, or on a cluster where there is one.
    """
    batches = _batches(changes)
    held: deque[list[Change]] = deque()
    count = 0
    for batch in batches:
        held.append(batch)
        count += len(_documents(batch))
        if count >= workers.MANY and (jobs > 1 or cluster):
            yield from _elsewhere(chain(held, batches), site, settings, jobs, cluster)
            return
        if len(held) > _HELD:
            yield _here(held.popleft(), site, settings)
    for batch in held:
        yield _here(batch, site, settings)


def _here(changes: list[Change], site: Path, settings: Settings) -> Batch:
    found = [read(site, path, settings) for path in _documents(changes)]
    return Batch(changes, {one.path: one for one in found})


def _elsewhere(
    batches: Iterable[list[Change]], site: Path, settings: Settings, jobs: int, cluster: Cluster | None
) -> Iterator[Batch]:
    given: deque[list[Change]] = deque()

    def wanted() -> Iterator[list[str]]:
        for batch in batches:
            given.append(batch)
            yield _documents(batch)

    def taken(data: bytes) -> Batch:
        return Batch(given.popleft(), {one.path: one for one in _decoder.decode(data)})

    if cluster:
        texts = ([(path, _bytes(site / path)) for path in paths] for paths in wanted())
        for data in cluster.spread(_read_texts, settings, texts):
            batch = taken(data)
            # Where a file says what is wrong with its address is looked for in the file, which isn't there.
            again = [read(site, one.path, settings) for one in batch.read.values() if one.misplaced]
            batch.read.update({one.path: one for one in again})
            yield batch
        return
    from broadsheet import markup_whole  # noqa: F401 (so that processes that are forked now have it)

    with workers.start(jobs, _begin, site, settings) as hands:
        yield from map(taken, workers.spread(hands, [wanted()], _AHEAD))


def read(site: Path, path: str, settings: Settings) -> Read:
    """Read a document, and make its row."""
    return _read_text(path, _bytes(site / path), site, settings)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _read_text(path: str, data: bytes | None, site: Path, settings: Settings) -> Read:
    if data is None:
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


def _begin(site: Path, settings: Settings) -> Callable[[list[str]], bytes]:
    """Make a worker process ready to read documents by their paths."""
    return partial(_read_paths, site, settings)


def _read_paths(site: Path, settings: Settings, paths: list[str]) -> bytes:
    return msgspec.msgpack.encode([read(site, path, settings) for path in paths])


def _read_texts(settings: Settings, texts: list[tuple[str, bytes | None]]) -> bytes:
    """Read documents on another machine, which has their bytes alone."""
    return msgspec.msgpack.encode([_read_text(path, data, Path(), settings) for path, data in texts])
