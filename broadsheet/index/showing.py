"""Bringing documents into view and taking them out of it: the gate, the claims, and the lists of terms.

A document is shown in a view when it passes the gate there, holds all that it claims (its address, its id), and isn't
taken down. What is taken down keeps its claims, so that nothing else appears where it was.
Claims are laid by those that pass the gate, and the first by rank and path holds; so who is shown depends on the
files alone, not on the order in which they came.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import msgspec

from broadsheet.addresses import fold, static_address
from broadsheet.index import down, gate, store
from broadsheet.index.counts import Counts
from broadsheet.index.rows import Candidate, claims
from broadsheet.index.store import Stored
from broadsheet.index.terms import Entry, entries
from broadsheet.keys import Term
from broadsheet.problems import Problem, at, error, warning

Told = Callable[[Stored], None]
"""Told of a document just before it goes out of view, or just after it came into it."""


@dataclass(frozen=True, slots=True)
class Showing:
    """What one view shows at one moment, and who is told when that changes.

    `taken` is told of a document that is taken down from here on, or is no more. `renamed` is told of a term whose name
    for readers changes, and what it was; `freed` of each address that was laid claim to or given up. `place` says where
    a file has a key or a value of it: line, column, and the line itself.
    """

    db: sqlite3.Connection
    view: int
    now: int
    zone: ZoneInfo
    leaving: Told
    arrived: Told
    taken: Told
    renamed: Callable[[Term, str], None]
    freed: Callable[[str], None]
    place: Callable[[str, str, str], tuple[int, int, str]]

    filling: bool = False
    """Whether all comes into view anew: nobody asks for counts before `finish`, nor is told of names."""
    _counts: Counts = field(default_factory=Counts)
    _terms: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def withdraw(self, stored: Stored) -> set[str]:
        """Take a document out of view before it changes; gives the claims that it held or wanted."""
        if self.is_shown(stored.doc):
            self._hide(stored)
        elif self.is_taken(stored.doc):
            self._raise(stored)
        return self._lift(stored.article.path, claims(stored.article, stored.address))

    def enter(self, stored: Stored) -> set[str]:
        """Lay a document's claims, if it passes the gate; gives them. `settle` then shows who holds them."""
        if not gate.passes(stored.article, self.view, self.now):
            return set()
        laid = list(claims(stored.article, stored.address))
        self.db.executemany(_CLAIM, [(self.view, name, rank, stored.article.path) for name, rank in laid])
        return {name for name, _ in laid}

    def enter_all(self, candidates: Sequence[tuple[int, Candidate]]) -> list[int]:
        """Bring those into view that pass the gate and that nobody rivals; gives the numbers of those with rivals.

        For documents of which the view knows nothing. What has rivals is left as it was: `enter` and `settle` it.
        """
        passing = [one for one in candidates if one[1].claims and gate.is_open(one[1].window, self.view, self.now)]
        wanted = Counter([name for _, candidate in passing for name, _ in candidate.claims])
        rows = self.db.execute(
            "SELECT DISTINCT name FROM json_each(?) CROSS JOIN claim ON view = ? AND name = value",
            (msgspec.json.encode(list(wanted)).decode(), self.view),
        )
        rivalled = {name for (name,) in rows} | {name for name, times in wanted.items() if times > 1}
        with_rivals: list[int] = []
        if rivalled:
            with_rivals = [doc for doc, one in passing if any(name in rivalled for name, _ in one.claims)]
            apart = set(with_rivals)
            passing = [one for one in passing if one[0] not in apart]
        laid = [(self.view, name, rank, one.path) for _, one in passing for name, rank in one.claims]
        self.db.executemany(_CLAIM, laid)
        self.db.executemany(_SHOW, [(self.view, doc) for doc, _ in passing])
        self._list_all(passing)
        return with_rivals

    def lift(self, path: str) -> set[str]:
        """Give up the claim of a file in static/, and what was said of that; gives the claim, if it had laid it."""
        return self._lift(path, _claims_of_file(path))

    def lay(self, path: str) -> set[str]:
        """Lay the claim of a file in static/ to its address."""
        laid = list(_claims_of_file(path))
        self.db.executemany(_CLAIM, [(self.view, name, rank, path) for name, rank in laid])
        return {name for name, _ in laid}

    def settle(self, names: Iterable[str]) -> None:
        """Show those that now hold all their claims, hide those that don't any more, and say who lost to whom."""
        paths: set[str] = set()
        for name in sorted(names):
            if name.startswith("address:"):
                self.freed(name.removeprefix("address:"))
            rows = self.db.execute("SELECT path FROM claim WHERE view = ? AND name = ?", (self.view, name))
            paths.update(path for (path,) in rows)
        self._settle(sorted(paths))

    def reconsider(self, paths: Iterable[str]) -> None:
        """See anew whether these documents are taken down; those that are, are told of in any case."""
        passing = []
        for path in sorted(paths):
            stored = store.get(self.db, path)
            laid = list(claims(stored.article, stored.address)) if stored else []
            if laid and self.db.execute(f"SELECT 1 {_LAID}", (self.view, *laid[0], path)).fetchone():
                passing.append(path)
        self._settle(passing)
        for path in passing:
            stored = store.get(self.db, path)
            if stored and self.is_taken(stored.doc):
                self.taken(stored)

    def _settle(self, paths: Iterable[str]) -> None:
        fitting = []
        for path in paths:
            stored = store.get(self.db, path)
            laid = list(claims(stored.article, stored.address)) if stored else list(_claims_of_file(path))
            problems = self._lost(path, laid)
            store.put_problems(self.db, path, f"claim{self.view}", problems)
            if stored is None:
                continue
            fit = not any(problem.severity.value == "error" for problem in problems)
            falls = fit and down.said(self.db, self.view, stored.article, laid) is not None
            if self.is_shown(stored.doc) and (falls or not fit):
                self._hide(stored)
            if falls != self.is_taken(stored.doc):
                if falls:
                    self.db.execute("INSERT INTO taken VALUES (?, ?)", (self.view, stored.doc))
                    self.taken(stored)
                else:
                    self._raise(stored)
            if fit and not falls and not self.is_shown(stored.doc):
                fitting.append(stored)
        # Who holds an id comes into view when who held it before is out: lists know articles by their ids.
        for stored in fitting:
            self._show(stored)

    def finish(self) -> None:
        """Write the counts, when all is in view."""
        self._counts.write(self.db)

    def is_shown(self, doc: int) -> bool:
        """Whether a document is in view."""
        row = self.db.execute("SELECT 1 FROM shown WHERE view = ? AND doc = ?", (self.view, doc)).fetchone()
        return row is not None

    def is_taken(self, doc: int) -> bool:
        """Whether a document would be in view, had it not been taken down."""
        row = self.db.execute("SELECT 1 FROM taken WHERE view = ? AND doc = ?", (self.view, doc)).fetchone()
        return row is not None

    def _raise(self, stored: Stored) -> None:
        self.taken(stored)
        self.db.execute("DELETE FROM taken WHERE view = ? AND doc = ?", (self.view, stored.doc))

    def _lift(self, path: str, laid: Iterable[tuple[str, int]]) -> set[str]:
        places = [(self.view, name, rank, path) for name, rank in laid]
        found = {place[1] for place in places if self.db.execute(f"SELECT 1 {_LAID}", place).fetchone()}
        self.db.executemany(f"DELETE {_LAID}", places)
        store.put_problems(self.db, path, f"claim{self.view}", [])
        return found

    def _lost(self, path: str, laid: Iterable[tuple[str, int]]) -> list[Problem]:
        """What a file claims and another holds; an alias that gives way is a warning, all else an error."""
        found = []
        for name, rank in sorted(set(laid)):
            holder, holding = self.db.execute(_HOLDER, (self.view, name)).fetchone()
            if holder == path:
                continue
            what, _, value = name.partition(":")
            key = "aliases" if rank else _KEYS[what]
            if holding:
                line = self.place(holder, "aliases", value)[0]
                said = f"its alias {value} is an alias of {holder} too (line {line}), and leads there"
                problem = warning(path, said, hint="take it out of `aliases:` in one of the two")
            elif rank:
                problem = warning(path, f"its alias {value} is the address of {holder}", hint=_ALIAS_HINT)
            else:
                said = _CLAIMED[what].format(value=value, holder=holder)
                hint = _CLAIM_HINTS[what] if path.endswith(".md") else "give the file another name"
                problem = error(path, said, hint=hint)
            found.append(at(problem, self.place(path, key, value if rank else "")))
        return found

    def _show(self, stored: Stored) -> None:
        self.db.execute(_SHOW, (self.view, stored.doc))
        for entry in entries(stored.article, self.zone):
            term = self._term(entry.term)
            self.db.execute(_LIST, (term, entry.bucket, entry.at, stored.article.id, entry.seq, stored.doc))
            self._count(entry, term, 1)
        self.arrived(stored)

    def _list_all(self, shown: Iterable[tuple[int, Candidate]]) -> None:
        rows, names = [], []
        terms = self._terms
        for doc, candidate in shown:
            for key, bucket, moment, seq, name in candidate.entries:
                term = terms.get(key) or self._term(key)
                rows.append((term, bucket, moment, candidate.id, seq, doc))
                if name:
                    names.append((term, name))
        self.db.executemany(_LIST, rows)
        self._counts.add_all([row[:2] for row in rows], names)
        if self._counts.are_many:
            self._counts.write(self.db)

    def _hide(self, stored: Stored) -> None:
        self.leaving(stored)
        self.db.execute("DELETE FROM shown WHERE view = ? AND doc = ?", (self.view, stored.doc))
        for entry in entries(stored.article, self.zone):
            term = self._term(entry.term)
            self.db.execute(
                "DELETE FROM listing WHERE term = ? AND bucket = ? AND at = ? AND id = ? AND seq = ?",
                (term, entry.bucket, entry.at, stored.article.id, entry.seq),
            )
            self._count(entry, term, -1)

    def _term(self, term: tuple[str, str, str]) -> int:
        """A term's number, given to it where it has none."""
        found = self.db.execute(
            "SELECT term FROM term WHERE view = ? AND kind = ? AND edition = ? AND key = ?", (self.view, *term)
        ).fetchone()
        if found is None:
            new = "INSERT INTO term (view, kind, edition, key) VALUES (?, ?, ?, ?) RETURNING term"
            found = self.db.execute(new, (self.view, *term)).fetchone()
        if len(self._terms) >= _MANY_TERMS:
            self._terms.clear()
        number = self._terms[term] = int(found[0])
        return number

    def _count(self, entry: Entry, term: int, by: int) -> None:
        """Count an entry; the first of the spellings of a term's name is the name, so tell when that changes."""
        self._counts.add(term, entry.bucket, entry.name, by)
        if self.filling:
            return
        was = self._name(term) if entry.name else None
        self._counts.write(self.db)
        now = self._name(term) if entry.name else None
        if was is not None and now is not None and was != now:
            self.renamed(entry.term, was)

    def _name(self, term: int) -> str | None:
        row = self.db.execute("SELECT min(name) FROM spelling WHERE term = ?", (term,)).fetchone()
        return None if row[0] is None else str(row[0])


def empty(db: sqlite3.Connection) -> None:
    """Take all out of all views, and forget what was said of rival claims."""
    for table in ("claim", "shown", "taken", "down", "listing", "tally", "spelling"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608
    db.execute("DELETE FROM problem WHERE room LIKE 'claim%'")


def _claims_of_file(path: str) -> Iterable[tuple[str, int]]:
    """What a file in static/ lays claim to."""
    return [(f"address:{fold(static_address(path.removeprefix('static/')))}", 0)]


_MANY_TERMS = 100_000
"""As many numbers of terms are kept in memory at most."""

_CLAIM = "INSERT OR IGNORE INTO claim VALUES (?, ?, ?, ?)"
_LAID = "FROM claim WHERE view = ? AND name = ? AND rank = ? AND path = ?"
_HOLDER = "SELECT path, rank FROM claim WHERE view = ? AND name = ? ORDER BY rank, path LIMIT 1"
_SHOW = "INSERT INTO shown VALUES (?, ?)"
_LIST = "INSERT INTO listing VALUES (?, ?, ?, ?, ?, ?)"

_CLAIMED = {
    "address": "it has the address {value}, which {holder} has too; that one keeps it",
    "id": "it has the id {value}, which {holder} has too; that one keeps it",
    "author": "it tells of the author {value}, of whom {holder} tells too; that one is shown",
}
_KEYS = {"address": "url", "id": "id", "author": "slug"}
_CLAIM_HINTS = {
    "address": "give one of them another `slug:` or `url:`",
    "id": "give one of them another `id:`; a copied article needs its own",
    "author": "keep one of the two files",
}
_ALIAS_HINT = "take it out of `aliases:`, a page lives there"
