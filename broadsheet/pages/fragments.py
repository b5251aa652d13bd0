"""Fragments: what is the same all over the site and changes often, as pages of their own that other pages include.

So a banner that comes, or a headline that is new, makes no article's page again.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from broadsheet import addresses
from broadsheet.article import Article, Kind
from broadsheet.index import queries
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey, Term
from broadsheet.pages import breaking, show
from broadsheet.pages.breaking import BreakingView
from broadsheet.pages.kind import PageKind, Stage
from broadsheet.pages.views import CardView, PageContext

LATEST = 5
"""How many headlines the latest are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakingFragment(PageContext):
    """The banner as other pages than the home page include it."""

    breaking: BreakingView | None
    """The banner, while there is one; without one the fragment is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LatestFragment(PageContext):
    """The newest headlines as all pages include them."""

    cards: tuple[CardView, ...]
    """The edition's newest articles."""


def breaking_keys(index: Index) -> Iterator[PageKey]:
    """One for each edition, unless fragments are off."""
    yield from _keys("fragment-breaking", index)


def breaking_context(key: PageKey, index: Index) -> BreakingFragment | None:
    """What the fragment of the banner shows."""
    if index.settings.fragments.include == "off":
        return None
    place = _place(key, _breaking_address(key, index), index)
    return BreakingFragment(**place, title="", description="", feed="", breaking=breaking.shown(key.edition, index))


def breaking_reached_by(article: Article, index: Index) -> Iterable[PageKey]:
    """All editions', where a banner leads to it."""
    return breaking_keys(index) if breaking.leads_to(article, index) else ()


def breaking_until(key: PageKey, index: Index) -> int | None:
    """The end of the banner."""
    return min(breaking.ends(key.edition, index), default=None)


def latest_keys(index: Index) -> Iterator[PageKey]:
    """One for each edition, unless fragments are off."""
    yield from _keys("fragment-latest", index)


def latest_context(key: PageKey, index: Index) -> LatestFragment | None:
    """What the fragment of the newest headlines shows."""
    if index.settings.fragments.include == "off":
        return None
    newest = queries.newest_entries(index, Term("all", key.edition), LATEST)
    cards = show.cards((doc for doc, _ in newest), index)
    place = _place(key, _latest_address(key, index), index)
    return LatestFragment(**place, title="", description="", feed="", cards=cards)


def latest_touched_by(article: Article, index: Index) -> Iterable[PageKey]:
    """The edition's, where the article is among the newest."""
    everything = Term("all", article.edition)
    if article.kind is Kind.ARTICLE and queries.within_newest(index, everything, article, LATEST):
        yield PageKey("fragment-latest", article.edition)


def _address(name: str) -> Callable[[PageKey, Index], str]:
    return lambda key, index: addresses.fragment_address(key.edition, name, index.settings)


def _keys(kind: str, index: Index) -> Iterator[PageKey]:
    if index.settings.fragments.include != "off":
        for edition in index.settings.editions:
            yield PageKey(kind, edition.language)


def _place(key: PageKey, address: str, index: Index) -> show.Place:
    place = show.place(key, address, index)
    place["noindex"] = True
    return place


_breaking_address, _latest_address = _address("breaking"), _address("latest")

BREAKING = PageKind(
    name="fragment-breaking",
    stage=Stage.LISTS,
    parts=("addresses", "fragments"),
    keys=breaking_keys,
    context=breaking_context,
    address=_breaking_address,
    reached_by=breaking_reached_by,
    until=breaking_until,
    template="fragment-breaking.html",
)

LATEST_NEWS = PageKind(
    name="fragment-latest",
    stage=Stage.LISTS,
    parts=("sections", "addresses", "fragments"),
    keys=latest_keys,
    context=latest_context,
    address=_latest_address,
    touched_by=latest_touched_by,
    template="fragment-latest.html",
)
