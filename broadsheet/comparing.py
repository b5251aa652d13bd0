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

from broadsheet.index import ledger
from broadsheet.index.ledger import Stray
from broadsheet.keys import PageKey

_SIZE = 16
_CHUNK = 1 << 20


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
    with open(descriptor, "rb", buffering=0) as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return b""
        found = hashlib.blake2b(digest_size=_SIZE)
        try:
            while part := file.read(_CHUNK):
                found.update(part)
        except OSError:  # the disk can't give it any more
            return b""
        return found.digest()


def differences(db: sqlite3.Connection, output: int, root: Path) -> Iterator[Difference | None]:
    """Each page of an output compared with its file: how that differs from what was made, or None where it doesn't."""
    for key, address, written in ledger.written(db, output):
        path = f"{root}{address}"
        yield None if digest_at(path) == written else Difference(key, address, _wrong(path))


def still_ours(db: sqlite3.Connection, output: int, root: Path, named: Collection[str]) -> Iterator[Stray]:
    """The files that the index knows as ours, that aren't named yet, and that have the bytes we wrote."""
    for stray in ledger.addresses(db, output):
        if stray.address not in named and stray.written and digest_at(f"{root}{stray.address}") == stray.written:
            yield stray


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
