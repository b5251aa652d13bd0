"""Finding which of the site's files changed since the last scan, folder by folder.

The ladder: same size and time is unchanged; else the content's hash decides. A file as young as the last scan is
always hashed, since it may have been written once more within the resolution of the file system's clock. A folder
whose names, sizes and times are all what they were is passed over without asking the index for its files.
"""

import hashlib
import os
import re
import sqlite3
import stat
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from broadsheet.index import store
from broadsheet.problems import Problem, error

TOPS = ("media", "static", "content")
"""The folders that are scanned; pictures first, so that they are known when articles name them."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_YOUNG = 2_000_000_000
"""How near to the last scan, in nanoseconds, a file's time makes it suspect: the coarsest clock of file systems."""

_MAY_READ = "check who may read it"
"""The hint where a file or folder can't be read."""


class State(Enum):
    """What became of a file."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


class Change(NamedTuple):
    """A file that isn't what it was; `path` is relative to the site."""

    path: str
    state: State


class _Entry(NamedTuple):
    name: str
    size: int
    mtime: int


class _Known(NamedTuple):
    size: int
    mtime: int
    hash: str


def scan(db: sqlite3.Connection, site: Path, started: int, problems: list[Problem]) -> Iterator[Change]:
    """All changes since the last scan, noted in the index as they are given.

    `started` is the file system's time in nanoseconds when the scan begins. Expects an open transaction: what is
    found and what follows from it are stored together or not at all.
    """
    last = int(store.get_meta(db, "scanned") or 0)
    seen: set[str] = set()
    found: list[Problem] = []
    for top in TOPS:
        for folder, entries in _walk(site, top, found):
            seen.add(folder)
            yield from _compare(db, site, folder, entries, last, found)
    # What can't be read now is left as it was: it may only be a matter of rights, or of a disk that is away.
    unread = [problem.path for problem in found if problem.hint == _MAY_READ]
    store.put_meta(db, "unread", "\n".join(unread))
    gone = [folder for (folder,) in db.execute("SELECT path FROM folder ORDER BY path") if folder not in seen]
    for folder in gone:
        if not _lies_in(folder, unread):
            yield from _compare(db, site, folder, [], last, found)
            db.execute("DELETE FROM folder WHERE path = ?", (folder,))
    store.put_meta(db, "scanned", started)
    problems += found


def look(db: sqlite3.Connection, site: Path, paths: Iterable[str], problems: list[Problem]) -> Iterator[Change]:
    """The changes among some files alone, for who was told what changed.

    A folder's digest is dropped with them, so that the next scan looks into it.
    """
    for path in sorted(set(paths)):
        folder, _, name = path.rpartition("/")
        if name.startswith(".") or folder.partition("/")[0] not in TOPS:
            continue
        db.execute("DELETE FROM folder WHERE path = ?", (folder,))
        try:
            entry = _look_at(site, path, problems)
        except OSError as failure:
            problems.append(_unreadable(path, failure))
            continue
        known = _known(db, folder, name)
        if entry is None:
            if known:
                yield _forget(db, folder, name)
            continue
        yield from _decide(db, site, folder, entry, known, 0, problems)


def distrust(db: sqlite3.Connection, path: str) -> None:
    """Have a file taken for changed by the next scan, or for removed: we are about to write it ourselves."""
    folder, _, name = path.rpartition("/")
    row = "INSERT OR REPLACE INTO file (folder, name, size, mtime, hash) VALUES (?, ?, -1, -1, '')"
    db.execute(row, (folder, name))
    db.execute("DELETE FROM folder WHERE path = ?", (folder,))


FOREVER = 1 << 62


def keep(db: sqlite3.Connection, path: str, until: int) -> None:
    """Note until when what was made of a scanned file stays online though it can't be read; 0: it can be read."""
    folder, _, name = path.rpartition("/")
    db.execute("UPDATE file SET kept = ? WHERE folder = ? AND name = ?", (until, folder, name))


def is_kept(db: sqlite3.Connection, path: str, now: int) -> bool:
    """Whether a file is there, can't be read, and what was made of it stays online at `now`."""
    folder, _, name = path.rpartition("/")
    row = db.execute("SELECT kept FROM file WHERE folder = ? AND name = ?", (folder, name)).fetchone()
    if row:
        return bool(row[0] > now)
    return _lies_in(path, str(store.get_meta(db, "unread") or "").split("\n"))


def _lies_in(path: str, places: Iterable[str]) -> bool:
    return any(path == place or path.startswith(f"{place}/") for place in places if place)


def _walk(site: Path, top: str, problems: list[Problem]) -> Iterator[tuple[str, list[_Entry]]]:
    """Each folder below `top` with its files, in order. Hidden ones are passed over."""
    try:
        listed = sorted(os.scandir(site / top), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError as failure:
        problems.append(error(top, f"the folder can't be read: {failure.strerror}", hint=_MAY_READ))
        return
    files, folders = [], []
    for entry in listed:
        if entry.name.startswith("."):
            continue
        path = f"{top}/{entry.name}"
        if entry.is_symlink() and not _stays_inside(site, path, problems):
            continue
        if entry.is_dir():
            folders.append(path)
        elif entry.is_file():
            status = entry.stat()
            files.append(_Entry(entry.name, status.st_size, status.st_mtime_ns))
    yield top, files
    for folder in folders:
        yield from _walk(site, folder, problems)


def _look_at(site: Path, path: str, problems: list[Problem]) -> _Entry | None:
    try:
        status = os.lstat(site / path)
        if stat.S_ISLNK(status.st_mode):
            if not _stays_inside(site, path, problems):
                return None
            status = (site / path).stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    return _Entry(path.rpartition("/")[2], status.st_size, status.st_mtime_ns)


def _stays_inside(site: Path, path: str, problems: list[Problem]) -> bool:
    """Whether a symbolic link leads to somewhere in the site, and not to a folder that it stands in itself."""
    real, root = Path(os.path.realpath(site / path)), Path(os.path.realpath(site))
    if not real.is_relative_to(root):
        problems.append(error(path, "the link leads out of the site's folder", hint="put the file itself there"))
        return False
    if real.is_dir() and Path(os.path.realpath((site / path).parent)).is_relative_to(real):
        problems.append(error(path, "the link leads to a folder that it stands in", hint="take the link away"))
        return False
    return real.exists()


def _compare(
    db: sqlite3.Connection, site: Path, folder: str, entries: list[_Entry], last: int, problems: list[Problem]
) -> Iterator[Change]:
    digest = hashlib.blake2b(repr(entries).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
    young = any(entry.mtime >= last - _YOUNG for entry in entries)
    row = db.execute("SELECT digest FROM folder WHERE path = ?", (folder,)).fetchone()
    if row and row[0] == digest and not young:
        return
    rows = db.execute("SELECT name, size, mtime, hash FROM file WHERE folder = ?", (folder,))
    known = {name: _Known(*rest) for name, *rest in rows.fetchall()}
    failures = len(problems)
    for entry in entries:
        yield from _decide(db, site, folder, entry, known.pop(entry.name, None), last, problems)
    for name in sorted(known):
        yield _forget(db, folder, name)
    if len(problems) > failures:
        digest = ""  # what couldn't be read is looked at, and told, in each scan
    db.execute("INSERT OR REPLACE INTO folder VALUES (?, ?)", (folder, digest))


def _decide(
    db: sqlite3.Connection,
    site: Path,
    folder: str,
    entry: _Entry,
    known: _Known | None,
    last: int,
    problems: list[Problem],
) -> Iterator[Change]:
    young = entry.mtime >= last - _YOUNG
    if known and not young and (known.size, known.mtime) == (entry.size, entry.mtime):
        return
    path = f"{folder}/{entry.name}"
    try:
        path.encode("utf-8")
        if _CONTROL.search(path):
            raise UnicodeError
        with open(site / path, "rb") as file:
            digest = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
    except UnicodeError:
        shown = os.fsencode(path).decode("utf-8", "backslashreplace")
        message = "the file's name isn't UTF-8, or has control characters in it"
        problems.append(error(shown, message, hint="give it another name"))
        return
    except FileNotFoundError:
        return  # gone since the folder was listed: the next scan sees that
    except OSError as failure:
        problems.append(_unreadable(path, failure))
        return
    db.execute(
        "INSERT INTO file (folder, name, size, mtime, hash) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE"
        " SET size = excluded.size, mtime = excluded.mtime, hash = excluded.hash",
        (folder, entry.name, entry.size, entry.mtime, digest),
    )
    if known is None:
        yield Change(path, State.ADDED)
    elif known.hash != digest:
        yield Change(path, State.CHANGED)


def _unreadable(path: str, failure: OSError) -> Problem:
    return error(path, f"the file can't be read: {failure.strerror}", hint=_MAY_READ)


def _known(db: sqlite3.Connection, folder: str, name: str) -> _Known | None:
    row = db.execute("SELECT size, mtime, hash FROM file WHERE folder = ? AND name = ?", (folder, name)).fetchone()
    return _Known(*row) if row else None


def _forget(db: sqlite3.Connection, folder: str, name: str) -> Change:
    db.execute("DELETE FROM file WHERE folder = ? AND name = ?", (folder, name))
    return Change(f"{folder}/{name}", State.REMOVED)
