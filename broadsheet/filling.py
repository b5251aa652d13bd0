"""The index filled anew: all documents come into all views, by the batch, and nobody asks for pages meanwhile.

What is shown in the end is what documents that come one by one would leave: those without rivals are shown straight,
and the others settle it among themselves.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from broadsheet import missing
from broadsheet.article import Document
from broadsheet.index import gate, queries, rows, scan, showing, store
from broadsheet.index.reader import Index, decode
from broadsheet.index.rows import Candidate
from broadsheet.index.showing import Showing
from broadsheet.index.store import Stored
from broadsheet.readers import Read


class Moved(NamedTuple):
    """A document that the public sees elsewhere than before."""

    id: str
    origin: str
    address: str


@dataclass(slots=True)
class Filling:
    """Fills the views of an index; what is put goes to the place of what was known of it."""

    db: sqlite3.Connection
    site: Path
    index: Index
    showings: Mapping[int, Showing]
    _untouched: bytearray = field(default_factory=bytearray)
    """For each number of a document: 1 while it is as it was before."""
    _public: bytearray = field(default_factory=bytearray)
    """For each number of a document: 1 where the public saw it before."""
    _problems: bool = False
    _kept: set[str] = field(default_factory=set)
    """The files that couldn't be read before ..."""
    _open: set[str] = field(default_factory=set)
    """... and those of them that laid claims in the public's view."""

    def begin(self) -> None:
        """Take all out of view; from here on it comes back."""
        last = int(self.db.execute("SELECT max(doc) FROM doc").fetchone()[0] or 0)
        self._untouched, self._public = bytearray(last + 1), bytearray(last + 1)
        if last:
            for (doc,) in self.db.execute("SELECT doc FROM doc"):
                self._untouched[doc] = 1
            for table in ("shown", "taken"):  # what was taken down had been seen, and where
                for (doc,) in self.db.execute(f"SELECT doc FROM {table} WHERE view = ?", (gate.PUBLIC,)):  # noqa: S608
                    self._public[doc] = 1
        self._kept = set(scan.kept(self.db))
        self._open = {path for path in self._kept if self.db.execute(_LAID, (gate.PUBLIC, path)).fetchone()}
        showing.empty(self.db)
        store.empty_parts(self.db)
        self._problems = self.db.execute("SELECT 1 FROM problem LIMIT 1").fetchone() is not None

    def was_open(self, path: str) -> bool:
        """Whether a file that couldn't be read before was for the public, though it may have been shown to nobody."""
        return path in self._open

    def was_public(self, doc: int) -> bool:
        """Whether the public saw a document before."""
        return doc < len(self._public) and self._public[doc] == 1

    def touch(self, doc: int) -> None:
        """Note that a document is no more as it was, by whatever hand."""
        if doc < len(self._untouched):
            self._untouched[doc] = 0

    def put(self, read: Sequence[Read]) -> Iterator[Moved]:
        """Store documents that could be read, and bring them into view; gives those that moved."""
        found = [one.row for one in read if one.row]
        known = store.known(self.db, [row.path for row in found]) if len(self._untouched) > 1 else {}
        docs = store.put_all(self.db, found, known)
        if self._problems:
            store.forget_problems_of(self.db, [one.path for one in read])
        for one in read:
            for room, problems in (("read", one.problems), ("address", one.misplaced)):
                if problems:
                    store.put_encoded(self.db, one.path, room, problems)
        self._look_for_pictures(found)
        for doc in docs:
            self.touch(doc)
        for one in read:
            if one.path in self._kept:
                scan.keep(self.db, one.path, 0)
        for view in self.showings:
            self._enter(view, [(doc, row.candidate) for doc, row in zip(docs, found, strict=True)])
        for row in found:
            was = known.get(row.path)
            if was and was.address != row.address and was.id == row.candidate.id and self.was_public(was.doc):
                public = self.showings.get(gate.PUBLIC)
                if public and public.is_shown(was.doc):
                    yield Moved(was.id, was.address, row.address)

    def fill(self, view: int) -> None:
        """Bring all documents that the index knows into a view that is new."""
        zone = self.index.settings.zone
        unread = set(scan.kept(self.db)) if view == gate.PUBLIC else set()
        for batch in store.batches(self.db):
            batch = [one for one in batch if one.article.path not in unread]
            self._enter(view, [(one.doc, rows.candidate(one.article, one.address, zone)) for one in batch])
        self.showings[view].finish()

    def finish(self) -> None:
        """Bring back what nobody put, as it was, and write what was only counted."""
        if any(self._untouched):
            left = [doc for doc, untouched in enumerate(self._untouched) if untouched]
            for stored in store.numbered(self.db, left):
                self._bring_back(stored)
        for one in self.showings.values():
            one.finish()

    def _bring_back(self, stored: Stored) -> None:
        """A file that is there and can't be read now, or that went while we read, stays what it was."""
        document = Document(stored.article, queries.body(self.index, stored.article.path))
        store.put(self.db, rows.row(document, stored.address, self.index.settings.zone), stored)
        for one in self.showings.values():
            one.settle(one.enter(stored))

    def _enter(self, view: int, candidates: Sequence[tuple[int, Candidate]]) -> None:
        showing = self.showings[view]
        rivals = set(showing.enter_all(candidates))
        if rivals:
            found = [store.get(self.db, candidate.path) for doc, candidate in candidates if doc in rivals]
            showing.settle({name for stored in found if stored for name in showing.enter(stored)})

    def _look_for_pictures(self, found: Sequence[rows.Row]) -> None:
        named = {picture for row in found for picture in row.pictures}
        if not named:
            return
        absent = missing.absent(named, self.index)
        for row in found:
            if not absent.isdisjoint(row.pictures):
                problems = missing.missing_pictures(decode(row.header), self.site, self.index)
                store.put_problems(self.db, row.path, "picture", problems)


_LAID = "SELECT 1 FROM doc JOIN claim ON name = 'id:' || id AND claim.path = doc.path WHERE view = ? AND doc.path = ?"
