"""The index as pages see it: what is shown in one view, at one moment."""

import sqlite3
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from broadsheet.article import Article
from broadsheet.keys import Term
from broadsheet.settings import Settings

_decoder = msgspec.msgpack.Decoder(Article)
_encoder = msgspec.msgpack.Encoder()


class Read(NamedTuple):
    """That a query has read an article: all of it, or its address alone."""

    path: str
    address_only: bool


@dataclass(slots=True)
class Index:
    """A view of the index. Queries (see queries.py) take it, so that they read what is shown and nothing else.

    `reads` logs which articles were read, where it is a set: what tests hold `touched_by` to.
    """

    db: sqlite3.Connection
    view: int
    settings: Settings
    now: int
    reads: set[Read] | None = None
    _terms: dict[Term, int] = field(default_factory=dict)

    def decode(self, header: bytes, *, address_only: bool = False) -> Article:
        """The article of a stored header; notes that it was read."""
        article = _decoder.decode(header)
        if self.reads is not None:
            self.reads.add(Read(article.path, address_only))
        return article

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
