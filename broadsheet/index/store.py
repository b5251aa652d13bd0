"""Writing documents, pictures and problems into the index. Every function expects an open transaction."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import msgspec

from broadsheet import redirects
from broadsheet.addresses import fold
from broadsheet.article import Article
from broadsheet.index import gate
from broadsheet.index.notes import (
    encode_problems,
    forget_problems,
    forget_problems_of,
    get_meta,
    problems,
    put_encoded,
    put_meta,
    put_problems,
)
from broadsheet.index.reader import decode
from broadsheet.index.rows import Row, targets
from broadsheet.pictures.measure import Measured
from broadsheet.redirects import Redirect

__all__ = [
    "Known",
    "Stored",
    "batches",
    "claiming",
    "empty_parts",
    "encode_problems",
    "forget_problems",
    "forget_problems_of",
    "get",
    "get_meta",
    "known",
    "naming",
    "numbered",
    "path_of",
    "paths_between",
    "paths_of",
    "problems",
    "put",
    "put_all",
    "put_encoded",
    "put_meta",
    "put_picture",
    "put_problems",
    "put_redirect",
    "put_redirects",
    "remove",
    "remove_picture",
]


class Stored(NamedTuple):
    """A document's row: its number, the article, and its address (empty where it may have none)."""

    doc: int
    article: Article
    address: str


class Known(NamedTuple):
    """What of a document's row tells whether a new version is another one."""

    doc: int
    id: str
    address: str
    header: bytes


def get(db: sqlite3.Connection, path: str) -> Stored | None:
    """The last good version of a document, shown or not."""
    row = db.execute("SELECT doc, header, address FROM doc WHERE path = ?", (path,)).fetchone()
    return Stored(row[0], decode(row[1]), row[2]) if row else None


def known(db: sqlite3.Connection, paths: Iterable[str]) -> dict[str, Known]:
    """What is stored of these documents, by path; nothing of those that are new."""
    rows = db.execute(
        "SELECT doc.path, doc, doc.id, address, header FROM json_each(?) CROSS JOIN doc ON doc.path = value",
        (msgspec.json.encode(list(paths)).decode(),),
    )
    return {path: Known(*rest) for path, *rest in rows}


def put(db: sqlite3.Connection, row: Row, old: Stored | None) -> Stored:
    """Store a new version of a document, in place of the old one; its number stays what it was."""
    if old:
        _forget_parts(db, old)
    (doc,) = put_all(db, [row], {row.path: Known(old.doc, "", "", b"")} if old else {})
    return Stored(doc, decode(row.header), row.address)


def put_all(db: sqlite3.Connection, rows: Sequence[Row], known: Mapping[str, Known]) -> list[int]:
    """Store documents, and give their numbers. Nothing may be left of what an old version referred to."""
    last = int(db.execute("SELECT max(doc) FROM doc").fetchone()[0] or 0)
    docs = []
    new, changed = [], []
    for row in rows:
        was = known.get(row.path)
        if was is None:
            last += 1
            new.append((last, row))
            docs.append(last)
            continue
        docs.append(was.doc)
        if (was.header, was.address) != (row.header, row.address):  # the body's hash is in the header
            changed.append((was.doc, row))
    if changed:
        gone = [(doc,) for doc, _ in changed]
        db.executemany("DELETE FROM doc WHERE doc = ?", gone)
        db.executemany("DELETE FROM body WHERE doc = ?", gone)
    db.executemany(
        "INSERT INTO doc (doc, path, kind, id, edition, slug, address, header) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (doc, row.path, row.kind, row.candidate.id, row.edition, row.slug, row.address, row.header)
            for doc, row in chain(new, changed)
        ],
    )
    db.executemany("INSERT INTO body VALUES (?, ?)", [(doc, row.body) for doc, row in chain(new, changed)])
    pairs = list(zip(docs, rows, strict=True))
    db.executemany("INSERT INTO link VALUES (?, ?)", [(target, doc) for doc, row in pairs for target in row.targets])
    db.executemany("INSERT INTO instant VALUES (?, ?)", [(at, doc) for doc, row in pairs for at in row.instants])
    return docs


def remove(db: sqlite3.Connection, old: Stored) -> None:
    """Forget a document."""
    _forget_parts(db, old)
    db.execute("DELETE FROM body WHERE doc = ?", (old.doc,))
    db.execute("DELETE FROM doc WHERE doc = ?", (old.doc,))


def empty_parts(db: sqlite3.Connection) -> None:
    """Forget what all documents refer to, and their instants: they are about to be put anew."""
    db.execute("DELETE FROM link")
    db.execute("DELETE FROM instant")


def _forget_parts(db: sqlite3.Connection, old: Stored) -> None:
    db.executemany(
        "DELETE FROM link WHERE target = ? AND doc = ?", [(target, old.doc) for target in targets(old.article)]
    )
    db.executemany("DELETE FROM instant WHERE at = ? AND doc = ?", [(at, old.doc) for at in gate.instants(old.article)])


def batches(db: sqlite3.Connection) -> Iterator[list[Stored]]:
    """All documents, in the order in which they were first seen, some at a time."""
    last = 0
    while rows := db.execute(
        "SELECT doc, header, address FROM doc WHERE doc > ? ORDER BY doc LIMIT 200", (last,)
    ).fetchall():
        last = rows[-1][0]
        yield [Stored(doc, decode(header), address) for doc, header, address in rows]


def numbered(db: sqlite3.Connection, docs: Iterable[int]) -> Iterator[Stored]:
    """The documents with these numbers."""
    for doc in docs:
        row = db.execute("SELECT header, address FROM doc WHERE doc = ?", (doc,)).fetchone()
        if row:
            yield Stored(doc, decode(row[0]), row[1])


def path_of(db: sqlite3.Connection, identity: str, view: int) -> str:
    """The path of the document of that id that is shown in a view, or taken down in it; empty where there is none."""
    for table in ("shown", "taken"):
        row = db.execute(
            f"SELECT path FROM doc CROSS JOIN {table} USING (doc) WHERE doc.id = ? AND view = ?",  # noqa: S608
            (identity, view),
        ).fetchone()
        if row:
            return str(row[0])
    return ""


def paths_of(db: sqlite3.Connection, identity: str) -> list[str]:
    """The paths of all documents of that id, shown or not."""
    return [path for (path,) in db.execute("SELECT path FROM doc WHERE id = ? ORDER BY path", (identity,))]


def claiming(db: sqlite3.Connection, view: int, claim: str) -> list[str]:
    """The paths of the files that lay claim to something in a view."""
    rows = db.execute("SELECT DISTINCT path FROM claim WHERE view = ? AND name = ? ORDER BY path", (view, claim))
    return [path for (path,) in rows]


def paths_between(db: sqlite3.Connection, earlier: int, later: int) -> list[str]:
    """The paths of the documents with a gate instant after `earlier` and not after `later`."""
    rows = db.execute(
        "SELECT DISTINCT path FROM instant JOIN doc USING (doc) WHERE at > ? AND at <= ? ORDER BY path",
        (earlier, later),
    )
    return [path for (path,) in rows]


def naming(db: sqlite3.Connection, picture: str) -> list[str]:
    """The paths of the documents that name a file under media/, shown or not."""
    rows = db.execute(
        "SELECT path FROM link JOIN doc USING (doc) WHERE target = ? ORDER BY path", (f"media:{picture}",)
    )
    return [path for (path,) in rows]


def put_picture(db: sqlite3.Connection, path: str, content: str, measured: Measured) -> None:
    """Store what a file under media/ is."""
    db.execute("INSERT OR REPLACE INTO picture VALUES (?, ?, ?, ?, ?, ?, ?)", (path, content, *measured))


def remove_picture(db: sqlite3.Connection, path: str) -> None:
    """Forget a file under media/."""
    db.execute("DELETE FROM picture WHERE path = ?", (path,))


def put_redirects(db: sqlite3.Connection, rows: Iterable[Redirect], url: str) -> list[str]:
    """Store all that redirects.tsv says; gives the addresses, folded, for which that is something new.

    `url` is the outlet's: what begins with it leads to an address of ours.
    """
    new = {fold(row.origin): (*row, redirects.leads(row.target, url)) for row in rows}
    old = {origin: tuple(rest) for origin, *rest in db.execute("SELECT origin, written, target, leads FROM redirect")}
    changed = sorted(origin for origin in old.keys() | new.keys() if old.get(origin) != new.get(origin))
    for origin in changed:
        db.execute("DELETE FROM redirect WHERE origin = ?", (origin,))
        if origin in new:
            db.execute("INSERT INTO redirect VALUES (?, ?, ?, ?)", (origin, *new[origin]))
    return changed


def put_redirect(db: sqlite3.Connection, origin: str, target: str) -> bool:
    """Store one more redirect to an article; gives whether it is new."""
    row = db.execute("SELECT written, target FROM redirect WHERE origin = ?", (fold(origin),)).fetchone()
    if row == (origin, target):
        return False
    db.execute("INSERT OR REPLACE INTO redirect VALUES (?, ?, ?, ?)", (fold(origin), origin, target, target))
    return True
