"""What is taken down, as the index keeps it for each view: names of articles and addresses, with what readers are told.

A name is `id:ID`, `path:FILE` or `address:/folded`. What desk.yaml says is worked out to these when all changes are in
the index: an address at which nothing stands is followed to where redirects.tsv leads it.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from broadsheet.addresses import fold
from broadsheet.article import Article, When
from broadsheet.index import store
from broadsheet.index.reader import Index, decode
from broadsheet.takedowns import Takedown


class Said(msgspec.Struct, frozen=True, array_like=True):
    """What readers are told of something that was taken down, and the address as desk.yaml writes it, if it does."""

    written: str = ""
    reason: str = ""
    date: When | None = None


_ID = re.compile(rb"""^id:[ \t]*(["']?)(.+?)\1[ \t]*(?:[ \t]#.*)?\r?$""", re.MULTILINE)
"""The line of a file that says what it is called, with or without quotes and a comment."""
_said = msgspec.msgpack.Decoder(Said)


def names(article: Article, claimed: Iterable[str]) -> list[str]:
    """The names by which a document is taken down that lays these claims; the first that is counts.

    An author's page claims no id, and is known by the one that it has all the same.
    """
    return [f"id:{article.id}", f"path:{article.path}", *(name for name in claimed if name.startswith("address:"))]


def worked_out(db: sqlite3.Connection, view: int, takedowns: Iterable[Takedown]) -> dict[str, bytes]:
    """All that is taken down in a view; of two for one name the first counts."""
    found: dict[str, bytes] = {}
    for takedown in takedowns:
        said = msgspec.msgpack.encode(Said(takedown.address, takedown.reason, takedown.date))
        if takedown.article:
            found.setdefault(_name(takedown.article), said)
        if takedown.address:
            for name in _followed(db, view, f"address:{fold(takedown.address)}"):
                found.setdefault(name, said)
    return found


def kept(db: sqlite3.Connection, view: int) -> dict[str, bytes]:
    """What was worked out by the last build."""
    return dict(db.execute("SELECT name, said FROM down WHERE view = ?", (view,)).fetchall())


def keep(db: sqlite3.Connection, view: int, found: dict[str, bytes]) -> None:
    """Keep it."""
    db.execute("DELETE FROM down WHERE view = ?", (view,))
    db.executemany("INSERT INTO down VALUES (?, ?, ?)", [(view, *one) for one in found.items()])


def holders(db: sqlite3.Connection, view: int, found: Iterable[str]) -> set[str]:
    """The paths of the documents that these names may mean."""
    paths: set[str] = set()
    for name in found:
        kind, _, value = name.partition(":")
        if kind == "path":
            paths.add(value)
        elif kind == "id":
            paths.update(store.paths_of(db, value))
        else:
            paths.update(store.claiming(db, view, name))
    return paths


def said(db: sqlite3.Connection, view: int, article: Article, laid: Iterable[tuple[str, int]]) -> Said | None:
    """What readers are told of a document that lays these claims; None when it isn't taken down.

    By an address it's taken down when that is its own, or an alias at which nothing else stands.
    """
    ranks = dict(laid)
    for name in names(article, ranks):
        found = _get(db, view, name)
        if found is not None and (not ranks.get(name) or _holder(db, view, name) == article.path):
            return found
    return None


def at(index: Index, address: str) -> Said | None:
    """What readers are told of an address that is taken down itself, whatever stands there; None for all others."""
    return _get(index.db, index.view, f"address:{address}")


def document(index: Index, reference: str) -> Article | None:
    """The document that `article:ID` or `content:PATH` means, where it would be shown if it weren't taken down."""
    kind, _, name = reference.partition(":")
    column, value = ("doc.id", name) if kind == "article" else ("path", f"content/{name}")
    row = index.db.execute(
        f"SELECT header FROM doc CROSS JOIN taken USING (doc)"  # noqa: S608
        f" WHERE {column} = ? AND view = ? ORDER BY path LIMIT 1",
        (value, index.view),
    ).fetchone()
    return decode(row[0]) if row else None


def documents(index: Index) -> Iterator[Article]:
    """All documents that would be shown if they weren't taken down."""
    rows = index.db.execute(
        "SELECT header FROM taken CROSS JOIN doc USING (doc) WHERE view = ? ORDER BY path", (index.view,)
    )
    for (header,) in rows.fetchall():
        yield decode(header)


def addresses(index: Index) -> list[str]:
    """The addresses that are taken down themselves, folded."""
    rows = index.db.execute(
        "SELECT name FROM down WHERE view = ? AND name > 'address:' AND name < 'address;' ORDER BY name", (index.view,)
    )
    return [name.removeprefix("address:") for (name,) in rows]


def covers(db: sqlite3.Connection, view: int, site: Path, source: str, address: str) -> bool:
    """Whether the page of a file that can't be read is taken down: by the file, its address, or its id.

    What it is called is read in the line that says so, since the rest of it may be anything.
    """
    row = db.execute("SELECT 1 FROM down WHERE view = ? LIMIT 1", (view,)).fetchone()
    if row is None:
        return False
    if any(_get(db, view, name) for name in (f"path:{source}", f"address:{fold(address)}")):
        return True
    try:
        text = (site / source).read_bytes()
    except OSError:
        return False
    written = (found[2].decode("utf-8", "replace") for found in _ID.finditer(text))
    return any(_get(db, view, f"id:{identity}") for identity in written)


def _name(reference: str) -> str:
    kind, _, name = reference.partition(":")
    return f"id:{name}" if kind == "article" else f"path:content/{name}"


def _followed(db: sqlite3.Connection, view: int, name: str) -> Iterator[str]:
    """An address, and what it leads to where nothing stands at it."""
    yield name
    seen = set()
    while name not in seen and _holder(db, view, name) is None:
        seen.add(name)
        origin = name.removeprefix("address:")
        row = db.execute("SELECT leads FROM redirect WHERE origin = ?", (origin,)).fetchone()
        if row is None or not row[0]:
            return
        if not row[0].startswith("address:"):
            yield _name(row[0])
            return
        name = row[0]
        if _holder(db, view, name) is not None:
            yield name


def _holder(db: sqlite3.Connection, view: int, name: str) -> str | None:
    row = db.execute(
        "SELECT path FROM claim WHERE view = ? AND name = ? ORDER BY rank, path LIMIT 1", (view, name)
    ).fetchone()
    return row[0] if row else None


def _get(db: sqlite3.Connection, view: int, name: str) -> Said | None:
    row = db.execute("SELECT said FROM down WHERE view = ? AND name = ?", (view, name)).fetchone()
    return _said.decode(row[0]) if row else None
