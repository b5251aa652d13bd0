"""Writing documents, pictures and problems into the index. Every function expects an open transaction."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from broadsheet.addresses import fold
from broadsheet.article import Article, Document
from broadsheet.index import gate
from broadsheet.index.reader import decode, encode
from broadsheet.problems import Problem
from broadsheet.redirects import Redirect

_problems = msgspec.msgpack.Decoder(list[Problem])


class Stored(NamedTuple):
    """A document's row: its number, the article, and its address (empty where it may have none)."""

    doc: int
    article: Article
    address: str


def get(db: sqlite3.Connection, path: str) -> Stored | None:
    """The last good version of a document, shown or not."""
    row = db.execute("SELECT doc, header, address FROM doc WHERE path = ?", (path,)).fetchone()
    return Stored(row[0], decode(row[1]), row[2]) if row else None


def put(db: sqlite3.Connection, document: Document, address: str) -> Stored:
    """Store a new version of a document; its number stays what it was."""
    article = document.article
    row = (article.kind.value, article.id, article.edition, article.slug, address, encode(article))
    found = db.execute("SELECT doc FROM doc WHERE path = ?", (article.path,)).fetchone()
    if found:
        doc = int(found[0])
        db.execute(
            "UPDATE doc SET kind = ?, id = ?, edition = ?, slug = ?, address = ?, header = ? WHERE doc = ?",
            (*row, doc),
        )
        _forget_parts(db, doc)
    else:
        cursor = db.execute(
            "INSERT INTO doc (kind, id, edition, slug, address, header, path) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*row, article.path),
        )
        doc = int(cursor.lastrowid or 0)
    db.execute("INSERT OR REPLACE INTO body VALUES (?, ?)", (doc, document.body))
    targets = {link.target for link in article.links} | {f"media:{path}" for path in article.pictures}
    db.executemany("INSERT INTO link VALUES (?, ?)", [(target, doc) for target in sorted(targets)])
    db.executemany("INSERT INTO instant VALUES (?, ?)", [(at, doc) for at in gate.instants(article)])
    return Stored(doc, article, address)


def remove(db: sqlite3.Connection, doc: int) -> None:
    """Forget a document."""
    _forget_parts(db, doc)
    db.execute("DELETE FROM body WHERE doc = ?", (doc,))
    db.execute("DELETE FROM doc WHERE doc = ?", (doc,))


def _forget_parts(db: sqlite3.Connection, doc: int) -> None:
    db.execute("DELETE FROM link WHERE doc = ?", (doc,))
    db.execute("DELETE FROM instant WHERE doc = ?", (doc,))


def paths(db: sqlite3.Connection) -> Iterator[str]:
    """The paths of all documents, in the order in which they were first seen."""
    last = 0
    while rows := db.execute("SELECT doc, path FROM doc WHERE doc > ? ORDER BY doc LIMIT 500", (last,)).fetchall():
        for last, path in rows:  # noqa: B007  (the last one is where the next batch begins)
            yield path


def path_of(db: sqlite3.Connection, identity: str, view: int) -> str:
    """The path of the document of that id that is shown in a view; empty where there is none."""
    row = db.execute(
        "SELECT path FROM doc CROSS JOIN shown USING (doc) WHERE doc.id = ? AND view = ?", (identity, view)
    ).fetchone()
    return row[0] if row else ""


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


def put_picture(db: sqlite3.Connection, path: str, content: str, width: int, height: int) -> None:
    """Store what a file under media/ is."""
    db.execute("INSERT OR REPLACE INTO picture VALUES (?, ?, ?, ?)", (path, content, width, height))


def remove_picture(db: sqlite3.Connection, path: str) -> None:
    """Forget a file under media/."""
    db.execute("DELETE FROM picture WHERE path = ?", (path,))


def put_redirects(db: sqlite3.Connection, rows: Iterable[Redirect]) -> list[str]:
    """Store all that redirects.tsv says; gives the addresses, folded, for which that is something new."""
    new = {fold(row.origin): row for row in rows}
    old = {origin: Redirect(*rest) for origin, *rest in db.execute("SELECT origin, written, target FROM redirect")}
    changed = sorted(origin for origin in old.keys() | new.keys() if old.get(origin) != new.get(origin))
    for origin in changed:
        db.execute("DELETE FROM redirect WHERE origin = ?", (origin,))
        if origin in new:
            db.execute("INSERT INTO redirect VALUES (?, ?, ?)", (origin, *new[origin]))
    return changed


def put_redirect(db: sqlite3.Connection, origin: str, target: str) -> bool:
    """Store one more redirect; gives whether it is new."""
    row = db.execute("SELECT written, target FROM redirect WHERE origin = ?", (fold(origin),)).fetchone()
    if row == (origin, target):
        return False
    db.execute("INSERT OR REPLACE INTO redirect VALUES (?, ?, ?)", (fold(origin), origin, target))
    return True


def put_problems(db: sqlite3.Connection, path: str, room: str, problems: Iterable[Problem]) -> None:
    """Keep what one room found wrong with one file, in place of what it found before."""
    found = list(problems)
    if found:
        db.execute("INSERT OR REPLACE INTO problem VALUES (?, ?, ?)", (path, room, msgspec.msgpack.encode(found)))
    else:
        db.execute("DELETE FROM problem WHERE path = ? AND room = ?", (path, room))


def forget_problems(db: sqlite3.Connection, path: str) -> None:
    """Forget what is wrong with a file that is gone."""
    db.execute("DELETE FROM problem WHERE path = ?", (path,))


def problems(db: sqlite3.Connection, skip: Iterable[str] = ()) -> list[Problem]:
    """All that is wrong with the files of the site, whichever build found it, but for those rooms."""
    left_out = set(skip)
    rows = db.execute("SELECT room, data FROM problem ORDER BY path, room").fetchall()
    return [problem for room, data in rows if room not in left_out for problem in _problems.decode(data)]


def get_meta(db: sqlite3.Connection, name: str) -> bytes | str | int | None:
    """A value that the index keeps under a name of its own."""
    row = db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return row[0] if row else None


def put_meta(db: sqlite3.Connection, name: str, value: bytes | str | int | None) -> None:
    """Keep a value under a name."""
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))
