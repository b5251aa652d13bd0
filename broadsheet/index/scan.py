"""Finding which of the site's files changed since the last scan, folder by folder.

The ladder: same size and time is unchanged; else the content's hash decides. A file as young as the last scan is
always hashed, since it may have been written once more within the resolution of the file system's clock. A folder
whose names, sizes and times are all what they were is passed over without asking the index for its files. A document
that is new, or distrusted, is hashed by who reads it (see `put_hashes`): that it changed is known without.
"""

import hashlib
import os
import re
import sqlite3
import stat
from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from broadsheet.index import notes
from broadsheet.index.survey import MAY_READ, TOPS, Entry, Listing, Seen, Survey, stays_inside, survey, unreadable, walk
from broadsheet.index.survey import look as list_folder
from broadsheet.problems import Problem, error

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_YOUNG = 2_000_000_000
"""How near to the last scan, in nanoseconds, a file's time makes it suspect: the coarsest clock of file systems."""
_BATCH = 500
"""How many files of a folder are noted at once."""


class State(Enum):
    """What became of a file."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


class Change(NamedTuple):
    """A file that isn't what it was; `path` is relative to the site."""

    path: str
    state: State


class _Known(NamedTuple):
    size: int
    mtime: int
    hash: str


class _Found(NamedTuple):
    """A file as it is now; `state` is None where only its time is another."""

    entry: Entry
    hash: str
    state: State | None


def scan(
    db: sqlite3.Connection, site: Path, started: int, problems: list[Problem], seen: Survey | None = None
) -> Iterator[Change]:
    """All changes since the last scan, noted in the index as they are given.

    `started` is the file system's time in nanoseconds when the scan begins. Who has made a survey just before gives it,
    and only folders that look otherwise are walked. Expects an open transaction: what is found and what follows from it
    are stored together or not at all.
    """
    last = int(notes.get_meta(db, "scanned") or 0)
    found: list[Problem] = []
    there: set[str] = set()
    files = 0
    for folder, listing in _listed(db, os.fspath(site), seen, last):
        if listing is None:
            there.add(folder)
            files += seen.folders[folder].files if seen else 0
            continue
        found += listing.problems
        if listing.shut:
            continue
        there.add(folder)
        files += len(listing.names)
        yield from _compare(db, site, folder, listing, last, found)
    # What can't be read now is left as it was: it may only be a matter of rights, or of a disk that is away.
    unread = [problem.path for problem in found if problem.hint == MAY_READ]
    notes.put_meta(db, "unread", "\n".join(unread))
    gone = [folder for (folder,) in db.execute("SELECT path FROM folder ORDER BY path") if folder not in there]
    for folder in gone:
        if not _lies_in(folder, unread):
            yield from _compare(db, site, folder, Listing(), last, found)
            db.execute("DELETE FROM folder WHERE path = ?", (folder,))
    notes.put_meta(db, "scanned", min(started, seen.started) if seen else started)
    notes.put_meta(db, "files", files)
    problems += found


def look_around(db: sqlite3.Connection, site: Path, started: int, jobs: int) -> Survey | None:
    """A survey of the site's folders; none where there was no scan before that it could be compared with."""
    if notes.get_meta(db, "scanned") is None:
        return None
    return survey(os.fspath(site), started, jobs, likely=int(notes.get_meta(db, "files") or 0))


def is_unchanged(db: sqlite3.Connection, seen: Survey) -> bool:
    """Whether all folders look as they did at the last scan, and nobody can have written since unseen."""
    last = int(notes.get_meta(db, "scanned") or 0)
    known = db.execute("SELECT path, digest FROM folder").fetchall()
    return len(known) == len(seen.folders) and all(
        path in seen.folders and _is_as_it_was(seen.folders[path], digest, last) for path, digest in known
    )


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
            problems.append(unreadable(path, failure))
            continue
        known = _known(db, folder, name)
        if entry is None:
            if known:
                yield _forget(db, folder, name)
            continue
        yield from _note(db, folder, [_decide(site, folder, entry, known, 0, problems)])


def is_document(path: str) -> bool:
    """Whether a file of the site is a document."""
    return path.startswith("content/") and path.endswith(".md")


def hash_of(data: bytes) -> str:
    """The hash of a file's content."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def put_hashes(db: sqlite3.Connection, read: Iterable[tuple[str, str]]) -> None:
    """Note the hashes of documents, by path, as they were read."""
    rows = [(content, *path.rpartition("/")[::2]) for path, content in read]
    db.executemany("UPDATE file SET hash = ? WHERE folder = ? AND name = ?", rows)


def distrust(db: sqlite3.Connection, path: str) -> None:
    """Have a file taken for changed by the next scan, or for removed: we are about to write it ourselves."""
    folder, _, name = path.rpartition("/")
    row = "INSERT OR REPLACE INTO file (folder, name, size, mtime, hash) VALUES (?, ?, -1, -1, '')"
    db.execute(row, (folder, name))
    db.execute("DELETE FROM folder WHERE path = ?", (folder,))


def look_again(db: sqlite3.Connection, path: str) -> None:
    """Have the next scan compare a file's content, whatever its time. What is known of it stays until then."""
    folder, _, name = path.rpartition("/")
    db.execute("UPDATE file SET mtime = -1 WHERE folder = ? AND name = ?", (folder, name))
    db.execute("DELETE FROM folder WHERE path = ?", (folder,))


FOREVER = 1 << 62


def keep(db: sqlite3.Connection, path: str, until: int) -> None:
    """Note until when what was made of a scanned file stays online though it can't be read; 0: it can be read."""
    folder, _, name = path.rpartition("/")
    db.execute("UPDATE file SET kept = ? WHERE folder = ? AND name = ?", (until, folder, name))


def kept(db: sqlite3.Connection) -> Iterator[str]:
    """The scanned files of which something stays, or stayed, online though they can't be read."""
    for folder, name in db.execute("SELECT folder, name FROM file WHERE kept != 0"):
        yield f"{folder}/{name}"


def is_kept(db: sqlite3.Connection, path: str, now: int) -> bool:
    """Whether a file is there, can't be read, and what was made of it stays online at `now`."""
    folder, _, name = path.rpartition("/")
    row = db.execute("SELECT kept FROM file WHERE folder = ? AND name = ?", (folder, name)).fetchone()
    if row:
        return bool(row[0] > now)
    return _lies_in(path, str(notes.get_meta(db, "unread") or "").split("\n"))


def _lies_in(path: str, places: Iterable[str]) -> bool:
    return any(path == place or path.startswith(f"{place}/") for place in places if place)


def _listed(db: sqlite3.Connection, site: str, seen: Survey | None, last: int) -> Iterator[tuple[str, Listing | None]]:
    """Each folder, in order, with what lies in it; None for one that a survey saw as it was."""
    if seen is None:
        for top in TOPS:
            yield from walk(site, top)
        return
    for folder in sorted(seen.folders, key=_place):
        row = db.execute("SELECT digest FROM folder WHERE path = ?", (folder,)).fetchone()
        if row and _is_as_it_was(seen.folders[folder], row[0], last):
            yield folder, None
        elif (listing := list_folder(site, folder)) is not None:
            yield folder, listing


def _place(folder: str) -> tuple[int, list[str]]:
    """Where a folder comes in a walk."""
    top, *rest = folder.split("/")
    return TOPS.index(top), rest


def _is_as_it_was(seen: Seen, digest: str, last: int) -> bool:
    return bool(digest) and seen.digest == digest and seen.newest < last - _YOUNG


def _look_at(site: Path, path: str, problems: list[Problem]) -> Entry | None:
    try:
        status = os.lstat(site / path)
        if stat.S_ISLNK(status.st_mode):
            if not stays_inside(os.fspath(site), path, problems):
                return None
            status = (site / path).stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    return Entry(path.rpartition("/")[2], status.st_size, status.st_mtime_ns)


def _compare(
    db: sqlite3.Connection, site: Path, folder: str, listing: Listing, last: int, problems: list[Problem]
) -> Iterator[Change]:
    seen = listing.seen()
    row = db.execute("SELECT digest FROM folder WHERE path = ?", (folder,)).fetchone()
    if row and _is_as_it_was(seen, row[0], last):
        return
    rows = db.execute("SELECT name, size, mtime, hash FROM file WHERE folder = ?", (folder,))
    known = {name: _Known(*rest) for name, *rest in rows.fetchall()}
    failures = len(problems)
    entries = iter(listing.entries())
    while some := list(islice(entries, _BATCH)):
        found = [_decide(site, folder, entry, known.pop(entry.name, None), last, problems) for entry in some]
        yield from _note(db, folder, found)
    for name in sorted(known):
        yield _forget(db, folder, name)
    # What couldn't be read is looked at, and told, in each scan.
    digest = "" if len(problems) > failures else seen.digest
    db.execute("INSERT OR REPLACE INTO folder VALUES (?, ?)", (folder, digest))


def _decide(
    site: Path, folder: str, entry: Entry, known: _Known | None, last: int, problems: list[Problem]
) -> _Found | None:
    """What is to be noted of a file; None where it is what it was, or can't be had."""
    young = entry.mtime >= last - _YOUNG
    if known and not young and (known.size, known.mtime) == (entry.size, entry.mtime):
        return None
    path = f"{folder}/{entry.name}"
    state = State.ADDED if known is None else State.CHANGED
    file = f"{site}/{path}"
    try:
        path.encode("utf-8")
        if _CONTROL.search(path):
            raise UnicodeError
        if (known is None or not known.hash) and is_document(path) and os.access(file, os.R_OK):
            return _Found(entry, "", state)
        with open(file, "rb") as opened:
            digest = hashlib.file_digest(opened, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
    except UnicodeError:
        shown = os.fsencode(path).decode("utf-8", "backslashreplace")
        message = "the file's name isn't UTF-8, or has control characters in it"
        problems.append(error(shown, message, hint="give it another name"))
        return None
    except FileNotFoundError:
        return None  # gone since the folder was listed: the next scan sees that
    except OSError as failure:
        problems.append(unreadable(path, failure))
        return None
    return _Found(entry, digest, None if known and known.hash == digest else state)


def _note(db: sqlite3.Connection, folder: str, found: Iterable[_Found | None]) -> Iterator[Change]:
    """Note what was found of some files of a folder, then give the changes."""
    there = [one for one in found if one]
    db.executemany(
        "INSERT INTO file (folder, name, size, mtime, hash) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE"
        " SET size = excluded.size, mtime = excluded.mtime, hash = excluded.hash",
        [(folder, *one.entry, one.hash) for one in there],
    )
    for one in there:
        if one.state:
            yield Change(f"{folder}/{one.entry.name}", one.state)


def _known(db: sqlite3.Connection, folder: str, name: str) -> _Known | None:
    row = db.execute("SELECT size, mtime, hash FROM file WHERE folder = ? AND name = ?", (folder, name)).fetchone()
    return _Known(*row) if row else None


def _forget(db: sqlite3.Connection, folder: str, name: str) -> Change:
    db.execute("DELETE FROM file WHERE folder = ? AND name = ?", (folder, name))
    return Change(f"{folder}/{name}", State.REMOVED)
