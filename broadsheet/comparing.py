"""The files of an output, compared with what the index says was made.

What it says we wrote at an address is ours as long as the file there has the bytes that were written.
"""

import hashlib
import os
import sqlite3
import stat
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from broadsheet.index import gate, ledger
from broadsheet.index.ledger import Output, Stray
from broadsheet.keys import PageKey
from broadsheet.manifest import MANIFEST, open_manifest
from broadsheet.problems import Problem, error

_SIZE = 16
_CHUNK = 1 << 20
TEMPORARY = ".broadsheet-new"
"""The folder in an output where files are written before they are moved to their places."""
_MEND = "`build --repair` makes it as it was"


class Difference(NamedTuple):
    """A file that isn't as it was made."""

    key: PageKey
    address: str
    what: str
    """What is wrong with it, in words."""


def digest(data: bytes) -> bytes:
    """The hash by which a file is known."""
    return hashlib.blake2b(data, digest_size=_SIZE).digest()


def digest_at(path: str) -> bytes:
    """The hash of a file's bytes; empty where there is no such file, or another thing, a link to a file too."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return b""
    found = hashlib.blake2b(digest_size=_SIZE)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return b""
        while part := os.read(descriptor, _CHUNK):
            found.update(part)
    except OSError:  # the disk can't give it any more
        return b""
    finally:
        os.close(descriptor)
    return found.digest()


def differences(db: sqlite3.Connection, output: int, root: Path) -> Iterator[Difference | None]:
    """Each page of an output compared with its file: how that differs from what was made, or None where it doesn't."""
    for key, address, written in _written(db, output):
        path = f"{root}{address}"
        yield None if digest_at(path) == written else Difference(key, address, _wrong(path))


def still_ours(db: sqlite3.Connection, output: int, root: Path, named: Collection[str]) -> Iterator[Stray]:
    """The files that the index knows as ours, that aren't named yet, and that have the bytes we wrote."""
    for stray in ledger.addresses(db, output):
        if stray.address not in named and stray.written and digest_at(f"{root}{stray.address}") == stray.written:
            yield stray


def problems(db: sqlite3.Connection, root: Path) -> tuple[list[Problem], int]:
    """What in an output isn't as the last build left it, and how many files were compared."""
    output = _built(db, root)
    if output is None:
        hint = "build once, then ask again"
        return [error(str(root), "nothing was built there yet that the index knows of", hint=hint)], 0
    every = list(differences(db, output.output, root))
    found = [error(one.address, one.what, hint=_MEND) for one in every if one]
    manifest = open_manifest(root)
    named = {stray.address for stray in manifest.noted()}
    lost = sum(stray.address not in named for stray in ledger.addresses(db, output.output))
    if manifest.size() < 0:
        found.append(error(f"/{MANIFEST}", "it is missing", hint=_MEND))
    elif manifest.claimed != output.claimed or manifest.damaged or lost:
        found.append(error(f"/{MANIFEST}", "it isn't as it was left", hint=_MEND))
    if os.path.lexists(root / TEMPORARY):
        found.append(error(f"/{TEMPORARY}", "a build that was killed left it", hint="the next build takes it away"))
    return found, len(every)


def _built(db: sqlite3.Connection, root: Path) -> Output | None:
    """What was built into a folder last, be it with drafts."""
    known = [ledger.open_output(db, os.path.realpath(root), view) for view in gate.VIEWS]
    built = [output for output in known if output.now is not None]
    claimed = open_manifest(root).claimed
    return next((output for output in built if output.claimed == claimed), built[0] if built else None)


def _written(db: sqlite3.Connection, output: int) -> Iterator[tuple[PageKey, str, bytes]]:
    """Each page with its address and the hash of its file, but for those that a build left in the midst."""
    place: tuple[str, ...] = ("", "", "", "")
    while rows := db.execute(
        "SELECT kind, edition, name, part, address, bytes, EXISTS"
        " (SELECT 1 FROM pending WHERE pending.output = page.output AND pending.kind = page.kind"
        " AND pending.edition = page.edition AND pending.part = page.part AND pending.name = page.name AND state > 0)"
        " FROM page WHERE output = ? AND (kind, edition, name, part) > (?, ?, ?, ?)"
        " ORDER BY kind, edition, name, part LIMIT 1000",
        (output, *place),
    ).fetchall():
        place = rows[-1][:4]
        for *key, address, written, unfinished in rows:
            if not unfinished:
                yield PageKey(*key), address, written


def _wrong(path: str) -> str:
    try:
        mode = os.lstat(path).st_mode
    except NotADirectoryError:
        return "a file is where its folder must be"
    except OSError:
        return "it is missing"
    if stat.S_ISLNK(mode):
        return "a link is in its place"
    if stat.S_ISDIR(mode):
        return "a folder is in its place"
    return "it isn't as it was made" if stat.S_ISREG(mode) else "something that is no file is in its place"
