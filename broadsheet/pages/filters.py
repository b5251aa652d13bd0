"""Filters: the newest articles that have one of each of several lines of terms, found without reading them.

How far down the lists a filter looks follows from settings alone. So an article that changes is known to be out of its
reach without running it, and the cost is bounded however much there is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from broadsheet.article import Article
from broadsheet.desk import Filter
from broadsheet.index import queries
from broadsheet.index.reader import Index
from broadsheet.index.terms import named_terms
from broadsheet.keys import Term
from broadsheet.pages.show import slug_of

FURTHER = 100
"""How much further one looks by a filter that passes over some of what it finds."""


@dataclass(frozen=True, slots=True)
class Search:
    """What an article must have: one term of each line, and none of some others."""

    lines: tuple[tuple[Term, ...], ...]
    """The first is what is looked through."""
    without: tuple[Term, ...] = ()
    choosy: bool = False
    """Whether something is passed over that these lines let through."""

    def depth(self, reach: int) -> int:
        """How far down each list of the first line one looks, to find about so many."""
        return reach + FURTHER if self.choosy or self.without or len(self.lines) > 1 else reach


def search(fill: Filter, edition: str, *, choosy: bool = False) -> Search:
    """What a filter looks for. The first line is what tends to list least."""
    lines = (
        ("story", map(slug_of, fill.story)),
        ("author", map(slug_of, fill.authors)),
        ("tag", map(slug_of, fill.tags)),
        ("label", fill.labels),
        ("section", fill.sections),
    )
    found = (tuple(Term(kind, edition, key) for key in dict.fromkeys(keys)) for kind, keys in lines)
    given = tuple(terms for terms in found if terms)
    without = tuple(Term("label", edition, label) for label in fill.without)
    return Search(given or ((Term("all", edition),),), without, choosy)


def found(wanted: Search, reach: int, index: Index) -> Iterator[int]:
    """The numbers of the articles that a search finds, newest first, as far as it looks."""
    first, *others = wanted.lines
    depth = wanted.depth(reach)
    places = {place for term in first for place in queries.newest_places(index, term, depth)}
    for place in sorted(places, key=lambda place: (place.at, place.id), reverse=True)[:depth]:
        if any(queries.is_listed(index, term, place) for term in wanted.without):
            continue
        if all(any(queries.is_listed(index, term, place) for term in terms) for terms in others):
            yield place.doc


def within(searches: Iterable[tuple[Search, int]], article: Article, index: Index) -> bool:
    """Whether an article may be among what one of these finds, each with its reach, or keep another out."""
    own = {term for term, _ in named_terms(article)}
    looked = {(term, wanted.depth(reach)) for wanted, reach in searches for term in wanted.lines[0] if term in own}
    return any(queries.within_newest(index, term, article, depth) for term, depth in sorted(looked))
