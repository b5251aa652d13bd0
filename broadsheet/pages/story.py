"""The pages of a story: articles that follow one another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from broadsheet import addresses
from broadsheet.article import Article, Kind
from broadsheet.index import queries
from broadsheet.index.reader import Index
from broadsheet.index.terms import named_terms
from broadsheet.keys import PageKey
from broadsheet.pages import discovery, runs, show
from broadsheet.pages.kind import PageKind, Stage
from broadsheet.pages.views import CardView


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryContext(runs.RunContext):
    """A page of a story."""

    cards: tuple[CardView, ...]
    """Its articles, newest first."""


def keys(index: Index) -> Iterator[PageKey]:
    """All pages of all stories."""
    size = index.settings.lists.month
    for edition in index.settings.editions:
        for term in queries.terms(index, "story", edition.language):
            for part in runs.parts("", queries.count(index, term), size):
                yield runs.term_key("story", term, part)


def context(key: PageKey, index: Index) -> StoryContext | None:
    """What a page of a story shows."""
    term = runs.term_of(key)
    page = runs.read(term, key.part, index.settings.lists.month, index)
    if page is None:
        return None
    name = queries.term_name(index, term)
    feeds = discovery.feeds(term, name, index)
    return StoryContext(
        **show.place(key, address(key, index), index),
        title=name,
        description="",
        feed=feeds[0].href,
        discovery=feeds,
        **page.paging,
        cards=show.cards(page.docs, index),
    )


def touched_by(article: Article, index: Index) -> Iterable[PageKey]:
    """The page of its story that it stands on, and what it moves."""
    if article.kind is not Kind.ARTICLE:
        return
    for term, _ in named_terms(article):
        if term.kind == "story":
            for part in runs.article_parts(term, article, index.settings.lists.month, index):
                yield runs.term_key("story", term, part)


def address(key: PageKey, index: Index) -> str:
    """In the story's folder."""
    bucket, number = runs.split_part(key.part)
    return addresses.run_address(runs.term_of(key), bucket, number, index.settings)


PAGE = PageKind(
    name="story",
    stage=Stage.LISTS,
    parts=("lists", "addresses"),
    keys=keys,
    context=context,
    address=address,
    touched_by=touched_by,
    template="story.html",
)
