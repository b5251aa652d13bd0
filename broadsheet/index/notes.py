"""What the index keeps beside documents: values under a name, and what is wrong with each file.

Apart from store.py, which knows what a document is: a build of nothing new needs these alone.
"""

import sqlite3
from collections.abc import Iterable

import msgspec

from broadsheet.problems import Problem

_problems = msgspec.msgpack.Decoder(list[Problem])


def put_problems(db: sqlite3.Connection, path: str, room: str, problems: Iterable[Problem]) -> None:
    """Keep what one room found wrong with one file, in place of what it found before."""
    put_encoded(db, path, room, encode_problems(problems))


def put_encoded(db: sqlite3.Connection, path: str, room: str, problems: bytes) -> None:
    """The same, with the problems as `encode_problems` gives them."""
    if problems:
        db.execute("INSERT OR REPLACE INTO problem VALUES (?, ?, ?)", (path, room, problems))
    else:
        db.execute("DELETE FROM problem WHERE path = ? AND room = ?", (path, room))


def encode_problems(problems: Iterable[Problem]) -> bytes:
    """Problems as the index keeps them; empty where there are none."""
    found = list(problems)
    return msgspec.msgpack.encode(found) if found else b""


def forget_problems(db: sqlite3.Connection, path: str) -> None:
    """Forget what is wrong with a file that is gone."""
    forget_problems_of(db, [path])


def forget_problems_of(db: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Forget what is wrong with these files."""
    db.executemany("DELETE FROM problem WHERE path = ?", [(path,) for path in paths])


def problems(db: sqlite3.Connection, skip: Iterable[str] = ()) -> list[Problem]:
    """All that is wrong with the files of the site, whichever build found it, but for those rooms and their parts."""
    left_out = set(skip)
    rows = db.execute("SELECT room, data FROM problem ORDER BY path, room").fetchall()
    return [
        problem for room, data in rows if room.partition("/")[0] not in left_out for problem in _problems.decode(data)
    ]


def get_meta(db: sqlite3.Connection, name: str) -> bytes | str | int | None:
    """A value that the index keeps under a name of its own."""
    row = db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return row[0] if row else None


def put_meta(db: sqlite3.Connection, name: str, value: bytes | str | int | None) -> None:
    """Keep a value under a name."""
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))
