"""What the outlet got wrong and has mended: the newest corrections, and all by year."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from broadsheet import addresses
from broadsheet.article import Article, When
from broadsheet.index import queries
from broadsheet.index.reader import Index
from broadsheet.index.terms import entries
from broadsheet.keys import PageKey, Term
from broadsheet.pages import alternates, discovery, runs, show
from broadsheet.pages.alternates import Version
from broadsheet.pages.kind import PageKind, Stage
from broadsheet.pages.views import CardView, MonthView


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A correction, with the article that it mends."""

    text: str
    """What was wrong and is mended."""
    date: When | None
    """When it was mended; None when nobody noted it."""
    article: CardView
    """The article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionsContext(runs.RunContext):
    """The newest corrections of all years, or a page of a year's."""

    year: int
    """The year; 0 for the newest of all years."""
    entries: tuple[CorrectionView, ...]
    """The corrections, newest first."""
    years: tuple[MonthView, ...]
    """On the page of all years, these, newest first."""


def keys(index: Index) -> Iterator[PageKey]:
    """The page of the newest, which is there even when all was right, and those of all years."""
    size = index.settings.lists.month
    for edition in index.settings.editions:
        term = Term("correction", edition.language)
        yield runs.term_key("corrections", term)
        for bucket, count in queries.buckets(index, term):
            for part in runs.parts(bucket, count, size):
                yield runs.term_key("corrections", term, part)


def context(key: PageKey, index: Index) -> CorrectionsContext | None:
    """What a page of corrections shows."""
    term = runs.term_of(key)
    if key.part:
        page = runs.read(term, key.part, index.settings.lists.month, index)
    else:
        newest = queries.newest_entries(index, term, index.settings.lists.front)
        page = runs.RunPage(tuple(newest), 0, (), "", "")
    if page is None:
        return None
    feeds = discovery.of_corrections(term.edition, index)
    return CorrectionsContext(
        **show.place(key, address(key, index), index, () if key.part else _versions(index)),
        title="",
        description="",
        feed=feeds[0].href,
        discovery=feeds,
        year=int(runs.split_part(key.part)[0] or 0),
        entries=tuple(_view(doc, seq, index) for doc, seq in page.entries),
        years=() if key.part else show.months(term, index),
        **page.paging,
    )


def touched_by(article: Article, index: Index) -> Iterable[PageKey]:
    """Where its corrections stand, and what they move."""
    term = Term("correction", article.edition)
    if not article.corrections:
        return
    yield runs.term_key("corrections", term)
    for entry in entries(article, index.settings.zone):
        if entry.term == term and entry.bucket:
            place = (entry.bucket, entry.at, article.id, entry.seq)
            size = index.settings.lists.month
            # Several of one article come and go together, and each may move the page that the last one stood on.
            several = len(article.corrections)
            for part in runs.touched_parts(term, place, size, index, several):
                yield runs.term_key("corrections", term, part)


def address(key: PageKey, index: Index) -> str:
    """Among the corrections, by year."""
    bucket, number = runs.split_part(key.part)
    return addresses.run_address(runs.term_of(key), bucket, number, index.settings)


def _versions(index: Index) -> tuple[Version, ...]:
    def front(edition: str) -> str:
        return addresses.term_address(Term("correction", edition), index.settings)

    return alternates.of_each_edition(front, index)


def _view(doc: int, seq: int, index: Index) -> CorrectionView:
    article = index.article(doc)
    correction = article.corrections[seq]
    return CorrectionView(correction.text, correction.date, show.card(article, index))


PAGE = PageKind(
    name="corrections",
    stage=Stage.LISTS,
    parts=("lists", "addresses"),
    keys=keys,
    context=context,
    address=address,
    touched_by=touched_by,
    template="corrections.html",
)
