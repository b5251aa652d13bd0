"""The pages that a change touches, on the list of each output.

Each kind of page is asked which of its pages show a document, and which lead to it. What comes of it stands in the
table `pending`, with the first reason found.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from broadsheet import addresses
from broadsheet.article import Article, Kind
from broadsheet.hosting import redirect_lists
from broadsheet.index import leads, ledger, queries
from broadsheet.index.reader import Index
from broadsheet.index.store import Stored
from broadsheet.keys import PageKey, Planned, Reason, Term
from broadsheet.kinds import KINDS
from broadsheet.pages import redirect, runs, tombstone, ways
from broadsheet.pages.kind import Stage
from broadsheet.redirects import PATH as REDIRECTS

BESIDE = tuple(kind for kind in KINDS.values() if kind.stage is Stage.ARTICLES and kind.debut)
"""The kinds of page that lie beside a text's own, which leads to them."""


@dataclass(slots=True)
class Touched:
    """Puts pages on the list, for all views and outputs of an index.

    While `sweeping` nothing is put there: all pages will be planned.
    """

    db: sqlite3.Connection
    indexes: Mapping[int, Index]
    """That of each view."""
    sweeping: bool
    _outputs: dict[int, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._outputs = {view: ledger.outputs(self.db, view) for view in self.indexes}

    def plan(self, view: int, key: PageKey, reason: Reason, cause: str = "", *, early: bool = False) -> None:
        """Put a page on the list of each output of a view."""
        if self.sweeping:
            return
        for output in self._outputs[view]:
            ledger.plan(self.db, output, KINDS[key.kind].stages, Planned(key, reason, cause), early=early)

    def by_document(self, view: int, article: Article, reason: Reason, cause: str) -> None:
        """Plan the pages that show a document in any way; asked before a change is stored, and again after."""
        if self.sweeping:
            return
        for kind in KINDS.values():
            for key in kind.touched_by(article, self.indexes[view]):
                self.plan(view, key, reason, cause)

    def by_address(self, view: int, path: str, old: Stored | None, new: Stored | None) -> None:
        """Plan the pages that link to a document, if its address changed, or it came into view or went."""
        if old and new and (old.address, old.article.id) == (new.address, new.article.id):
            if old.article.aliases != new.article.aliases:
                self._redirect_lists(view, Reason.REDIRECT, path)
            return
        if new and new.article.kind is not Kind.AUTHOR:
            # What is new at its address is there before others lead to it.
            own = PageKey(new.article.kind.value, new.article.edition, path)
            self.plan(view, own, Reason.MOVED, path, early=True)
            for kind in () if self.sweeping else BESIDE:
                for key in kind.touched_by(new.article, self.indexes[view]):
                    if key.name == path:
                        self.plan(view, key, Reason.MOVED, path, early=True)
        for stored in filter(None, (old, new)):
            for kind in KINDS.values():
                for key in kind.reached_by(stored.article, self.indexes[view]):
                    self.plan(view, key, Reason.MOVED, path)

    def by_claim(self, view: int, address: str, reason: Reason, cause: str) -> None:
        """An address was laid claim to, or given up: a stub, or a file of static/, may live there, or no more."""
        if self.sweeping:
            return
        index = self.indexes[view]
        origins = queries.origins(index, f"address:{address}")
        self.by_way(view, [address, *origins], reason, cause)
        for kind in KINDS.values():
            for key in kind.yields(address, index):
                self.plan(view, key, reason, cause)
        # Where `/x/` lives, or a file `/x`, that is what `/x` means, and not what `/x.html` leads to or was.
        short = address.removesuffix("/index.html")
        beside = f"{short}.html" if short != address or "." not in address.rpartition("/")[2] else address
        is_beside_a_grave = beside != address and isinstance(ways.find(beside, index), ways.Down)
        if origins or is_beside_a_grave or any(leads.leads(index, one, besides=cause) for one in {address, beside}):
            self._redirect_lists(view, Reason.REDIRECT, cause)
        rows = self.db.execute(
            "SELECT path FROM claim WHERE view = ? AND name = ? AND path LIKE 'static/%'", (view, f"address:{address}")
        )
        for (path,) in rows.fetchall():
            self.plan(view, PageKey("static", index.settings.outlet.language, path), reason, cause)

    def by_media(self, view: int, path: str, reason: Reason, cause: str) -> None:
        """A file under media/ changed, came or went: plan what is made of it besides what documents ask for."""
        if self.sweeping:
            return
        for kind in KINDS.values():
            for key in kind.made_of(path, self.indexes[view]):
                self.plan(view, key, reason, cause)

    def by_redirect(self, origin: str, reason: Reason) -> None:
        """Plan the stub at an address that redirects.tsv names, or no longer does."""
        for view, index in self.indexes.items():
            self.by_way(view, [origin, *queries.origins(index, f"address:{origin}")], reason, REDIRECTS)
            self._redirect_lists(view, reason, REDIRECTS)

    def by_way(self, view: int, names: Iterable[str], reason: Reason, cause: str) -> None:
        """Plan what may be at (folded) addresses where no page is: stubs, and tombstones."""
        if self.sweeping:
            return
        index = self.indexes[view]
        for address in names:
            self.plan(view, redirect.key_of(address, index), reason, cause)
            for key in tombstone.keys_of(address, index) if self._are_tombstones(view) else ():
                self.plan(view, key, reason, cause)

    def by_takedown(self, view: int, article: Article, reason: Reason, cause: str) -> None:
        """Plan what is at the addresses of a document that is taken down, or that no longer is."""
        if self.sweeping:
            return
        index = self.indexes[view]
        found = ways.to(article, index)
        if article.kind is not Kind.AUTHOR:
            found.add(addresses.fold(addresses.article_address(article, index.settings)))
        self.by_way(view, sorted(found), reason, cause)
        self._redirect_lists(view, reason, cause)

    def by_down(self, view: int, address: str, reason: Reason, cause: str) -> None:
        """Plan what is at an address that desk.yaml takes down, or no longer does."""
        self.by_claim(view, address, reason, cause)
        self._redirect_lists(view, reason, cause)

    def by_name(self, view: int, term: Term) -> None:
        """Plan the front of a term, its feed and all pages of its runs, on which its name stands."""
        index = self.indexes[view]
        self.plan(view, runs.term_key("rss", term), Reason.NAME)
        story = term.kind == "story"
        if not story:
            self.plan(view, runs.term_key(term.kind, term), Reason.NAME)
        for bucket, count in [("", queries.count(index, term))] if story else queries.buckets(index, term):
            for part in runs.parts(bucket, count, index.settings.lists.month):
                self.plan(view, runs.term_key("story" if story else "month", term, part), Reason.NAME)

    def _are_tombstones(self, view: int) -> bool:
        """Whether anything is taken down, or a page says that something was."""
        down = self.db.execute("SELECT 1 FROM down WHERE view = ? LIMIT 1", (view,)).fetchone()
        return down is not None or any(
            ledger.count_made(self.db, output, tombstone.PAGE.name, 1) for output in self._outputs[view]
        )

    def _redirect_lists(self, view: int, reason: Reason, cause: str) -> None:
        """Plan what hosts are told of redirects and takedowns: one came, went or leads elsewhere."""
        for key in redirect_lists.keys_of(self.indexes[view]):
            self.plan(view, key, reason, cause)
