"""Opening the index: one SQLite file, made anew where it is missing, of another schema, or damaged."""

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from broadsheet import durable
from broadsheet.index import ledger, seal

NAME = "index.sqlite"
_UNFINISHED = "index.unfinished"
"""A file beside the index for as long as its first transaction isn't committed: what stands in it is worth nothing."""
_DAMAGED = "the index is damaged: building everything anew"
_CACHE = -16_000
"""How much of the index is kept in memory at most, in KiB as SQLite has it: the ends of all terms' lists fit in."""


def schema() -> str:
    """The text of schema.sql; its hash is the schema's version."""
    return Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")


def connect(folder: Path | None) -> tuple[sqlite3.Connection, str]:
    """A connection to the index in `folder`, and why it had to be made anew (empty when it hadn't, or is new).

    Without a folder it is a passing one, for those who only want to know: in memory, and on disk where it grows.
    An index that can't be used is deleted: it is a cache, and the build that follows is a clean one.
    """
    if folder is None:
        return _create(""), ""
    path = folder / NAME
    why = ""
    if os.path.lexists(path) and not (folder / _UNFINISHED).exists():
        if seal.is_broken(path):
            why = _DAMAGED
        else:
            seal.lay_aside(path)
            db, why = _open(path)
            if db:
                return db, ""
    forget(folder)
    (folder / _UNFINISHED).touch()
    return _create(path), why


def close(db: sqlite3.Connection, folder: Path) -> None:
    """Close the index in `folder`, and seal it: from now on it is noticed when its file changes."""
    db.close()
    if not (folder / _UNFINISHED).exists():
        seal.put(folder / NAME)


def _open(path: Path) -> tuple[sqlite3.Connection | None, str]:
    """A connection to an index that is there, or why it can't be used."""
    db = sqlite3.connect(path, isolation_level=None, timeout=60)
    why = _DAMAGED
    try:
        if _version(_keep_log(db)) == _hash():
            if seal.went_down(path.parent):  # what the build had written may not have come to the disk
                ledger.doubt_outputs(db)
            return db, ""
        why = "the index is another version's: building everything anew"
    except sqlite3.DatabaseError as failure:
        if not is_damage(failure):
            raise
    db.close()
    return None, why


def is_damage(failure: sqlite3.DatabaseError) -> bool:
    """Whether SQLite says that the file is no index, or a broken one; not that it can't be had, or that we err."""
    return failure.sqlite_errorname in ("SQLITE_CORRUPT", "SQLITE_NOTADB") or "no such table: meta" in str(failure)


def connect_reader(path: str) -> sqlite3.Connection:
    """A read-only connection, for a process that renders."""
    return sqlite3.connect(f"file:{quote(path)}?mode=ro", uri=True, isolation_level=None)


def forget(folder: Path) -> None:
    """Delete the index in that folder."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        durable.clear(folder / (NAME + suffix))
    seal.forget(folder)
    (folder / _UNFINISHED).unlink(missing_ok=True)


@contextmanager
def reading(db: sqlite3.Connection) -> Iterator[None]:
    """One state of the index for several questions; within a transaction, that one's."""
    if db.in_transaction:
        yield
        return
    db.execute("BEGIN")
    try:
        yield
    finally:
        db.execute("COMMIT")


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: committed at the end, rolled back when anything is raised."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    if db.in_transaction:
        commit(db)


def commit(db: sqlite3.Connection) -> None:
    """Make a transaction last; the first one of a new index makes the index valid."""
    db.execute("COMMIT")
    (mode,) = db.execute("PRAGMA journal_mode").fetchone()
    (_, _, path) = db.execute("PRAGMA database_list").fetchone()
    if mode == "off" and path:
        _keep_log(db)
        Path(path).with_name(_UNFINISHED).unlink(missing_ok=True)


def _keep_log(db: sqlite3.Connection) -> sqlite3.Connection:
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute(f"PRAGMA cache_size = {_CACHE}")
    return db


def _create(path: Path | str) -> sqlite3.Connection:
    """A new index. Until its first transaction is committed nothing is kept that would take one back."""
    db = sqlite3.connect(path, isolation_level=None, timeout=60)
    db.execute("PRAGMA journal_mode = OFF")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute(f"PRAGMA cache_size = {_CACHE}")
    db.executescript(schema())
    db.execute("INSERT INTO meta VALUES ('schema', ?)", (_hash(),))
    return db


def _hash() -> str:
    return hashlib.sha256(schema().encode()).hexdigest()[:16]


def _version(db: sqlite3.Connection) -> str:
    row = db.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()
    return row[0] if row else ""
