"""Runs: lists too long for one page, cut so that one more entry touches one page.

A run is a term's month, its year, or the whole of a story. Of `count` entries, full pages of `size` count from the
oldest; the newest page (number 0) holds between `size` and twice that, less one. So a new entry goes to the newest
page alone, until that one is split; and a backdated one moves what comes after it in its run, and nothing else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypedDict

from broadsheet import addresses
from broadsheet.article import Article
from broadsheet.index import queries
from broadsheet.index.queries import Entry
from broadsheet.index.reader import Index
from broadsheet.index.terms import position
from broadsheet.keys import PageKey, Term
from broadsheet.pages.views import LinkView, PageContext


class Paging(TypedDict):
    """The fields of a context that lead to the other pages of its run."""

    number: int
    pages: tuple[LinkView, ...]
    newest: str
    older: str


@dataclass(frozen=True, slots=True)
class RunPage:
    """One page of a run: its entries, newest first, and the way to the others."""

    entries: tuple[Entry, ...]
    number: int
    pages: tuple[LinkView, ...]
    newest: str
    older: str

    @property
    def docs(self) -> list[int]:
        """The numbers of its articles, newest first."""
        return [doc for doc, _ in self.entries]

    @property
    def paging(self) -> Paging:
        """The way to the other pages, as contexts have it."""
        return Paging(number=self.number, pages=self.pages, newest=self.newest, older=self.older)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunContext(PageContext):
    """What every page of a run has."""

    number: int
    """0 for the newest page; full pages count from 1, the oldest."""
    pages: tuple[LinkView, ...]
    """On the newest page, the full ones, newest first."""
    newest: str
    """The address of the newest page."""
    older: str
    """The address of the next older page; empty where there is none."""


def full_pages(count: int, size: int) -> int:
    """How many full pages a run has besides its newest one."""
    return max(0, count // size - 1)


def part(bucket: str, number: int) -> str:
    """The part of a page key that names a page of a run."""
    return f"{bucket}/{number}" if number else bucket


def split_part(text: str) -> tuple[str, int]:
    """The bucket and the number that `part` was made of."""
    bucket, _, number = text.partition("/")
    return bucket, int(number or 0)


def parts(bucket: str, count: int, size: int) -> Iterator[str]:
    """All pages of a run, the newest first."""
    if count:
        yield bucket
        for number in range(full_pages(count, size), 0, -1):
            yield part(bucket, number)


def touched_parts(
    term: Term, place: tuple[str, int, str, int], size: int, index: Index, several: int = 1
) -> Iterator[str]:
    """The pages of a run that an entry stands on, or that move when it comes or goes (with `several` at once).

    Those are the page that it stands on and all newer ones; and the full pages that there are only because of it.
    """
    bucket = place[0]
    count = queries.bucket_count(index, term, bucket)
    rank = count - 1 - queries.later_in_bucket(index, term, place)
    first = min(rank // size, full_pages(count - several, size)) + 1
    yield bucket
    for number in range(first, full_pages(count, size) + 1):
        yield part(bucket, number)


def read(term: Term, text: str, size: int, index: Index) -> RunPage | None:
    """A page of a run by the part of its key; None when the run has no such page."""
    bucket, number = split_part(text)
    count = queries.bucket_count(index, term, bucket)
    full = full_pages(count, size)
    if not count or number > full:
        return None

    def href(which: int) -> str:
        return addresses.href(addresses.run_address(term, bucket, which, index.settings), index.settings)

    if number:
        entries = queries.bucket_entries(index, term, bucket, (number - 1) * size, size)
        return RunPage(tuple(entries), number, (), href(0), href(number - 1) if number > 1 else "")
    entries = queries.newest_in_bucket(index, term, bucket, count - full * size)
    pages = tuple(LinkView(str(which), href(which)) for which in range(full, 0, -1))
    return RunPage(tuple(entries), 0, pages, href(0), href(full) if full else "")


def article_parts(term: Term, article: Article, size: int, index: Index) -> Iterator[str]:
    """The pages of the run that an article's own place in a term (not the corrections) touches."""
    place = position(term, article, index.settings.zone)
    yield from touched_parts(term, place, size, index)


def term_key(kind: str, term: Term, text: str = "") -> PageKey:
    """The key of a page that is about a term."""
    return PageKey(kind, term.edition, str(term), text)


def term_of(key: PageKey) -> Term:
    """The term that a page key names."""
    kind, _, name = key.name.partition("/")
    return Term(kind, key.edition, name)
