"""The home page: its zones, the banner, and today's date."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from broadsheet import addresses
from broadsheet.article import Article
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey, Term
from broadsheet.pages import alternates, breaking, show, zones
from broadsheet.pages.breaking import BreakingView
from broadsheet.pages.kind import PageKind, Stage
from broadsheet.pages.views import PageContext
from broadsheet.pages.zones import ZoneView


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeContext(PageContext):
    """The home page. No article stands on it twice, unless an editor wants that."""

    today: date
    """Today, in the outlet's time zone."""
    zones: tuple[ZoneView, ...]
    """The page from top to bottom; the first is its lead."""
    breaking: BreakingView | None
    """The banner, while there is one."""
    archive: str
    """The address of all months."""


def keys(index: Index) -> Iterator[PageKey]:
    """One for each edition."""
    for edition in index.settings.editions:
        yield PageKey("home", edition.language)


def context(key: PageKey, index: Index) -> HomeContext | None:
    """What the home page shows."""
    settings, edition = index.settings, key.edition
    about = settings.edition(edition)

    def front(edition: str) -> str:
        return addresses.term_address(Term("all", edition), settings)

    return HomeContext(
        **show.place(key, front(edition), index, alternates.of_each_edition(front, index)),
        title=about.title,
        description=about.description,
        feed=addresses.href(addresses.feed_address(Term("all", edition), settings), settings),
        today=_today(index),
        zones=zones.views(edition, index),
        breaking=breaking.shown(edition, index),
        archive=addresses.href(addresses.archive_address(edition, settings), settings),
    )


def touched_by(article: Article, index: Index) -> Iterable[PageKey]:
    """The edition's, where the article is pinned or near enough to the top of what fills a zone."""
    if zones.touched(article, index):
        yield PageKey("home", article.edition)


def reached_by(article: Article, index: Index) -> Iterable[PageKey]:
    """All editions', where a banner leads to it."""
    return keys(index) if breaking.leads_to(article, index) else ()


def address(key: PageKey, index: Index) -> str:
    """The root of the edition."""
    return addresses.term_address(Term("all", key.edition), index.settings)


def until(key: PageKey, index: Index) -> int | None:
    """The next midnight, or before that the end of a pin or of the banner."""
    midnight = datetime.combine(_today(index) + timedelta(days=1), time(), index.settings.zone)
    moments = [int(midnight.astimezone(UTC).timestamp())]
    return min([*moments, *zones.ends(key.edition, index), *breaking.ends(key.edition, index)])


def _today(index: Index) -> date:
    return datetime.fromtimestamp(index.now, UTC).astimezone(index.settings.zone).date()


PAGE = PageKind(
    name="home",
    stage=Stage.LISTS,
    parts=("sections", "lists", "addresses"),
    keys=keys,
    context=context,
    address=address,
    touched_by=touched_by,
    reached_by=reached_by,
    until=until,
    template="home.html",
)
