"""Bringing documents into view and taking them out of it: the gate, the claims, and the lists of terms.

A document is shown in a view when it passes the gate there and holds all that it claims: its address, its id.
Claims are laid by those that pass the gate, and the first by rank and path holds; so who is shown depends on the
files alone, not on the order in which they came.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from broadsheet.addresses import file_of, fold
from broadsheet.article import Article, Kind
from broadsheet.index import gate, store
from broadsheet.index.store import Stored
from broadsheet.index.terms import entries
from broadsheet.keys import Term
from broadsheet.problems import Problem, at, error, warning

Told = Callable[[Stored], None]
"""Told of a document just before it goes out of view, or just after it came into it."""


@dataclass(frozen=True, slots=True)
class Showing:
    """What one view shows at one moment, and who is told when that changes.

    `renamed` is told of a term whose name for readers changes, and what it was; `freed` of each address that was laid
    claim to or given up. `place` says where a file has a key or a value of it: line, column, and the line itself.
    """

    db: sqlite3.Connection
    view: int
    now: int
    zone: ZoneInfo
    leaving: Told
    arrived: Told
    renamed: Callable[[Term, str], None]
    freed: Callable[[str], None]
    place: Callable[[str, str, str], tuple[int, int, str]]

    def withdraw(self, stored: Stored) -> set[str]:
        """Take a document out of view before it changes; gives the claims that it held or wanted."""
        if self.is_shown(stored.doc):
            self._hide(stored)
        return self.lift(stored.article.path)

    def enter(self, stored: Stored) -> set[str]:
        """Lay a document's claims, if it passes the gate; gives them. `settle` then shows who holds them."""
        if not stored.address and stored.article.kind is not Kind.AUTHOR:
            return set()
        if not gate.passes(stored.article, self.view, self.now):
            return set()
        laid = list(claims(stored))
        self.db.executemany(
            "INSERT OR IGNORE INTO claim VALUES (?, ?, ?, ?)",
            [(self.view, name, rank, stored.article.path) for name, rank in laid],
        )
        return {name for name, _ in laid}

    def lift(self, path: str) -> set[str]:
        """Give up all that a file claims, and what was said of that; gives the claims."""
        rows = self.db.execute("SELECT name FROM claim WHERE path = ? AND view = ?", (path, self.view))
        names = {name for (name,) in rows}
        self.db.execute("DELETE FROM claim WHERE path = ? AND view = ?", (path, self.view))
        store.put_problems(self.db, path, f"claim{self.view}", [])
        return names

    def lay(self, path: str, address: str) -> set[str]:
        """Lay the claim of a file that isn't a document (one in static/) to its address."""
        name = f"address:{fold(address)}"
        self.db.execute("INSERT OR IGNORE INTO claim VALUES (?, ?, 0, ?)", (self.view, name, path))
        return {name}

    def settle(self, names: Iterable[str]) -> None:
        """Show those that now hold all their claims, hide those that don't any more, and say who lost to whom."""
        paths: set[str] = set()
        for name in sorted(names):
            if name.startswith("address:"):
                self.freed(name.removeprefix("address:"))
            rows = self.db.execute("SELECT path FROM claim WHERE view = ? AND name = ?", (self.view, name))
            paths.update(path for (path,) in rows)
        fitting = []
        for path in sorted(paths):
            problems = self._lost(path)
            store.put_problems(self.db, path, f"claim{self.view}", problems)
            stored = store.get(self.db, path)
            if stored is None:
                continue
            fit = not any(problem.severity.value == "error" for problem in problems)
            if not fit and self.is_shown(stored.doc):
                self._hide(stored)
            elif fit and not self.is_shown(stored.doc):
                fitting.append(stored)
        # Who holds an id comes into view when who held it before is out: lists know articles by their ids.
        for stored in fitting:
            self._show(stored)

    def relist(self) -> None:
        """List all that is shown anew: another program or time zone may list it elsewhere, and not find it again."""
        for table in ("listing", "tally", "spelling"):
            self.db.execute(f"DELETE FROM {table} WHERE term IN (SELECT term FROM term WHERE view = ?)", (self.view,))  # noqa: S608
        for path in store.paths(self.db):
            stored = store.get(self.db, path)
            if stored and self.is_shown(stored.doc):
                self._list(stored)

    def is_shown(self, doc: int) -> bool:
        """Whether a document is in view."""
        row = self.db.execute("SELECT 1 FROM shown WHERE view = ? AND doc = ?", (self.view, doc)).fetchone()
        return row is not None

    def _lost(self, path: str) -> list[Problem]:
        """What a file claims and another holds; an alias that gives way is a warning, all else an error."""
        rows = self.db.execute(
            "SELECT name, rank, (SELECT path FROM claim AS other WHERE other.view = claim.view"
            " AND other.name = claim.name ORDER BY rank, path LIMIT 1) FROM claim WHERE path = ? AND view = ?"
            " ORDER BY name",
            (path, self.view),
        ).fetchall()
        found = []
        for name, rank, holder in rows:
            if holder == path:
                continue
            what, _, value = name.partition(":")
            key = "aliases" if rank else _KEYS[what]
            if rank:
                problem = warning(path, f"its alias {value} is the address of {holder}", hint=_ALIAS_HINT)
            else:
                said = _CLAIMED[what].format(value=value, holder=holder)
                hint = _CLAIM_HINTS[what] if path.endswith(".md") else "give the file another name"
                problem = error(path, said, hint=hint)
            found.append(at(problem, self.place(path, key, value if rank else "")))
        return found

    def _show(self, stored: Stored) -> None:
        self.db.execute("INSERT INTO shown VALUES (?, ?)", (self.view, stored.doc))
        self._list(stored)
        self.arrived(stored)

    def _list(self, stored: Stored) -> None:
        for entry in entries(stored.article, self.zone):
            term = self._term(entry.term)
            self.db.execute(
                "INSERT INTO listing VALUES (?, ?, ?, ?, ?, ?)",
                (term, entry.bucket, entry.at, stored.article.id, entry.seq, stored.doc),
            )
            self._tally(term, entry.bucket, 1)
            if entry.name:
                self._spell(entry.term, term, entry.name, 1)

    def _hide(self, stored: Stored) -> None:
        self.leaving(stored)
        self.db.execute("DELETE FROM shown WHERE view = ? AND doc = ?", (self.view, stored.doc))
        for entry in entries(stored.article, self.zone):
            term = self._term(entry.term)
            self.db.execute(
                "DELETE FROM listing WHERE term = ? AND bucket = ? AND at = ? AND id = ? AND seq = ?",
                (term, entry.bucket, entry.at, stored.article.id, entry.seq),
            )
            self._tally(term, entry.bucket, -1)
            if entry.name:
                self._spell(entry.term, term, entry.name, -1)

    def _term(self, term: Term) -> int:
        key = (self.view, *term)
        found = self.db.execute(
            "SELECT term FROM term WHERE view = ? AND kind = ? AND edition = ? AND key = ?", key
        ).fetchone()
        if found:
            return int(found[0])
        made = self.db.execute("INSERT INTO term (view, kind, edition, key) VALUES (?, ?, ?, ?)", key)
        return int(made.lastrowid or 0)

    def _tally(self, term: int, bucket: str, by: int) -> None:
        for which in (bucket, "*"):
            self.db.execute(
                "INSERT INTO tally VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n", (term, which, by)
            )
            if by < 0:
                self.db.execute("DELETE FROM tally WHERE term = ? AND bucket = ? AND n <= 0", (term, which))

    def _spell(self, term: Term, number: int, name: str, by: int) -> None:
        """Count a spelling of a term's name; who is first of them is the name, so tell when that changes."""
        first = "SELECT min(name) FROM spelling WHERE term = ?"
        was = self.db.execute(first, (number,)).fetchone()[0]
        self.db.execute(
            "INSERT INTO spelling VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n", (number, name, by)
        )
        if by < 0:
            self.db.execute("DELETE FROM spelling WHERE term = ? AND name = ? AND n <= 0", (number, name))
        now = self.db.execute(first, (number,)).fetchone()[0]
        if was is not None and now is not None and was != now:
            self.renamed(term, was)


def claims(stored: Stored) -> Iterator[tuple[str, int]]:
    """What a document lays claim to, with the rank: 0 for what is its own, 1 for what only leads to it."""
    article: Article = stored.article
    if article.kind is Kind.AUTHOR:
        yield f"author:{article.edition}/{article.slug}", 0
        return
    yield f"address:{fold(stored.address)}", 0
    yield f"id:{article.id}", 0
    for alias in article.aliases:
        yield f"address:{fold(file_of(alias))}", 1


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
