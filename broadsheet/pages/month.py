"""The months of all articles and of a section, the years of a tag or an author; and the page of all months."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from broadsheet import addresses
from broadsheet.article import NEVER, Article, Kind
from broadsheet.index import queries
from broadsheet.index.reader import Index
from broadsheet.index.terms import named_terms
from broadsheet.keys import PageKey, Term
from broadsheet.pages import alternates, discovery, runs, show
from broadsheet.pages.fronts import author_name
from broadsheet.pages.kind import PageKind, Stage
from broadsheet.pages.views import CardView, LinkView, MonthView, PageContext

TERM_KINDS = ("all", "section", "tag", "author")
"""The kinds of term that have months or years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthContext(runs.RunContext):
    """A page of a month or a year; `title` is the name of what lists it, empty for the outlet as a whole."""

    term_kind: str
    """`all`, `section`, `tag` or `author`."""
    term: LinkView
    """The front that it belongs to: of the section, the tag, the author; the home page for all articles."""
    year: int
    """The year."""
    month: int
    """The month, 1 to 12; 0 for the year of a tag or an author."""
    cards: tuple[CardView, ...]
    """Its articles, newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveContext(PageContext):
    """The page of all months."""

    months: tuple[MonthView, ...]
    """All months in which something was published, newest first."""


def month_keys(index: Index) -> Iterator[PageKey]:
    """All pages of all months and years."""
    size = index.settings.lists.month
    for edition in index.settings.editions:
        for kind in TERM_KINDS:
            for term in queries.terms(index, kind, edition.language):
                for bucket, count in queries.buckets(index, term):
                    for part in runs.parts(bucket, count, size):
                        yield runs.term_key("month", term, part)


def month_context(key: PageKey, index: Index) -> MonthContext | None:
    """What a page of a month or a year shows."""
    term = runs.term_of(key)
    page = runs.read(term, key.part, index.settings.lists.month, index)
    if page is None:
        return None
    year, _, month = runs.split_part(key.part)[0].partition("-")
    name = _name(term, index)
    feeds = discovery.feeds(term, name, index) if term.kind != "all" else ()
    return MonthContext(
        **show.place(key, month_address(key, index), index),
        title=name,
        description="",
        feed=feeds[0].href if feeds else "",
        discovery=feeds,
        term_kind=term.kind,
        term=show.term_link(term, name or index.settings.edition(term.edition).title, index),
        year=int(year),
        month=int(month or 0),
        cards=show.cards(page.docs, index),
        **page.paging,
    )


def month_touched_by(article: Article, index: Index) -> Iterable[PageKey]:
    """In each of its terms, the page that it stands on, and what it moves."""
    if article.kind is not Kind.ARTICLE or article.sort_at == NEVER:
        return
    for term, _ in named_terms(article):
        if term.kind in TERM_KINDS:
            for part in runs.article_parts(term, article, index.settings.lists.month, index):
                yield runs.term_key("month", term, part)


def month_address(key: PageKey, index: Index) -> str:
    """In the term's folder, by year and month, or by year."""
    bucket, number = runs.split_part(key.part)
    return addresses.run_address(runs.term_of(key), bucket, number, index.settings)


def archive_keys(index: Index) -> Iterator[PageKey]:
    """One for each edition."""
    for edition in index.settings.editions:
        yield PageKey("archive", edition.language)


def archive_context(key: PageKey, index: Index) -> ArchiveContext | None:
    """What the page of all months shows."""

    def front(edition: str) -> str:
        return addresses.archive_address(edition, index.settings)

    return ArchiveContext(
        **show.place(key, front(key.edition), index, alternates.of_each_edition(front, index)),
        title="",
        description="",
        feed="",
        months=show.months(Term("all", key.edition), index),
    )


def archive_address(key: PageKey, index: Index) -> str:
    """The archive's front."""
    return addresses.archive_address(key.edition, index.settings)


def archive_touched_by(article: Article, _index: Index) -> Iterable[PageKey]:
    """The edition's: the article counts in its month."""
    if article.kind is Kind.ARTICLE:
        yield PageKey("archive", article.edition)


def _name(term: Term, index: Index) -> str:
    match term.kind:
        case "section":
            return index.settings.section_title(term.key, term.edition)
        case "author":
            return author_name(term, index)
        case "tag":
            return queries.term_name(index, term)
    return ""


def _author_months(article: Article, index: Index) -> Iterable[PageKey]:
    """All years of an author, whose name stands on them."""
    size = index.settings.lists.month
    for edition in index.settings.editions:
        term = Term("author", edition.language, article.slug)
        for bucket, count in queries.buckets(index, term):
            for part in runs.parts(bucket, count, size):
                yield runs.term_key("month", term, part)


def touched_by(article: Article, index: Index) -> Iterable[PageKey]:
    """The months and years that show it; of an author's page, all years of the author."""
    if article.kind is Kind.AUTHOR:
        yield from _author_months(article, index)
    yield from month_touched_by(article, index)


MONTH = PageKind(
    name="month",
    stage=Stage.LISTS,
    parts=("sections", "lists", "addresses"),
    keys=month_keys,
    context=month_context,
    address=month_address,
    touched_by=touched_by,
    template="month.html",
)

ARCHIVE = PageKind(
    name="archive",
    stage=Stage.LISTS,
    parts=("addresses",),
    keys=archive_keys,
    context=archive_context,
    address=archive_address,
    touched_by=archive_touched_by,
    template="archive.html",
)
