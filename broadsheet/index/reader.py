"""The index as pages see it: what is shown in one view, at one moment."""

import sqlite3
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from broadsheet.article import Article
from broadsheet.keys import Term
from broadsheet.recent import Recent
from broadsheet.settings import Settings

_decoder = msgspec.msgpack.Decoder(Article)
_encoder = msgspec.msgpack.Encoder()


class Read(NamedTuple):
    """That a query has read an article: all of it, or its address alone."""

    path: str
    address_only: bool


@dataclass(slots=True)
class Reads:
    """What queries have read: what tests hold `touched_by` to, and what a page is explained by."""

    documents: set[Read] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    """Other files, by their paths in the site: pictures, desk.yaml, what lies in static/."""


@dataclass(slots=True)
class Kept:
    """What was read of an index that stays as it is, and what was made of it.

    Lists show the same articles again and again. A page that is given the very same values as another also costs less
    to print: a theme keeps what it made of them.
    """

    articles: Recent[int | str, Article] = field(default_factory=lambda: Recent(3_000))
    """Shown documents, by number and by path."""
    views: Recent[Hashable, Any] = field(default_factory=lambda: Recent(24_000))
    """What pages make of documents, names and pictures; each kind of value has keys of its own."""


@dataclass(slots=True)
class Index:
    """A view of the index. Queries (see queries.py) take it, so that they read what is shown and nothing else.

    `reads` logs what was read, while that is asked for (see `logged`). `kept` is set by those who only read a committed
    state; without it each question is asked anew.
    """

    db: sqlite3.Connection
    view: int
    settings: Settings
    now: int
    reads: Reads | None = None
    kept: Kept | None = None
    site: Path | None = None
    """Where the site's files are, for who must know how long one is that is made of them."""
    _terms: dict[Term, int] = field(default_factory=dict)

    def article(self, doc: int) -> Article:
        """A document of the index by its number: one that a list of this view has named."""
        found = self.kept.articles.get(doc) if self.kept else None
        if found is None:
            (header,) = self.db.execute("SELECT header FROM doc WHERE doc = ?", (doc,)).fetchone()
            found = self.keep(doc, self.decode(header))
        return found

    def keep(self, doc: int, article: Article) -> Article:
        """Keep a shown document, where anything is kept, and hand it back."""
        if self.kept:
            self.kept.articles.put(doc, article)
            self.kept.articles.put(article.path, article)
        return article

    def decode(self, header: bytes, *, address_only: bool = False) -> Article:
        """The article of a stored header; notes that it was read."""
        article = _decoder.decode(header)
        if self.reads is not None:
            self.reads.documents.add(Read(article.path, address_only))
        return article

    @contextmanager
    def logged(self) -> Iterator[Reads]:
        """Log what is read until this is left. What is kept isn't asked meanwhile: that would leave no trace."""
        before, kept = self.reads, self.kept
        self.reads, self.kept = reads, _ = Reads(), None
        try:
            yield reads
        finally:
            self.reads, self.kept = before, kept

    def note(self, path: str) -> None:
        """Note that what a file says was read, one that is no document."""
        if self.reads is not None:
            self.reads.files.add(path)

    def term(self, term: Term) -> int | None:
        """A term's number in the index, None where nothing was ever listed under it."""
        number = self._terms.get(term)
        if number is None:
            row = self.db.execute(
                "SELECT term FROM term WHERE view = ? AND kind = ? AND edition = ? AND key = ?", (self.view, *term)
            ).fetchone()
            if row is None:
                return None
            number = self._terms[term] = int(row[0])
        return number


def encode(article: Article) -> bytes:
    """An article as the index keeps it."""
    return _encoder.encode(article)


def decode(header: bytes) -> Article:
    """What `encode` made, without a trace."""
    return _decoder.decode(header)
