"""The home page: what editors pin, then what is newest."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from broadsheet import addresses
from broadsheet.article import Article, Kind
from broadsheet.index import queries
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey, Term
from broadsheet.pages import show
from broadsheet.pages.kind import PageKind, Stage
from broadsheet.pages.views import CardView, LinkView, PageContext

LEAD = 5
"""How many articles the top of the page shows: the lead and its seconds."""
OPINION = 4
"""How many opinion pieces stand beside them."""


@dataclass(frozen=True, slots=True)
class SectionBlock:
    """A section's part of the home page."""

    section: LinkView
    """The section."""
    cards: tuple[CardView, ...]
    """Its newest articles that stand nowhere else on the page; may be empty."""


@dataclass(frozen=True, slots=True)
class BreakingView:
    """The banner for news that breaks."""

    text: str
    """What it says."""
    href: str
    """Where it leads; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeContext(PageContext):
    """The home page. No article stands on it twice."""

    today: date
    """Today, in the outlet's time zone."""
    lead: tuple[CardView, ...]
    """The pins of desk.yaml in their order, then the newest: the first is the lead."""
    opinion: tuple[CardView, ...]
    """The newest opinion pieces."""
    latest: tuple[CardView, ...]
    """The newest articles after those."""
    sections: tuple[SectionBlock, ...]
    """The sections, in order."""
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
    everything, opinions = Term("all", edition), Term("label", edition, "opinion")
    pinned = _pinned(edition, index)
    shown: set[str] = set()

    def take(articles: list[Article], most: int) -> tuple[CardView, ...]:
        fresh = [article for article in articles if article.path not in shown][:most]
        shown.update(article.path for article in fresh)
        return tuple(show.card(article, index) for article in fresh)

    newest = queries.newest(index, everything, settings.lists.home + len(pinned) + OPINION)
    lead = take(pinned, len(pinned))
    # Opinion has a place of its own, unless an editor pins it to the top.
    plain = [article for article in newest if article.label != "opinion"]
    lead += take(plain, max(0, LEAD - len(lead)))
    opinion = take(queries.newest(index, opinions, OPINION + len(pinned)), OPINION)
    latest = take(newest, max(0, settings.lists.home - len(lead)))
    blocks = []
    for section in settings.sections:
        term = Term("section", edition, section.id)
        found = queries.newest(index, term, settings.lists.home_section + len(shown))
        blocks.append(
            SectionBlock(show.section_link(section.id, edition, index), take(found, settings.lists.home_section))
        )
    about = settings.edition(edition)
    return HomeContext(
        **show.place(key, address(key, index), index),
        title=about.title,
        description=about.description,
        feed=addresses.href(addresses.feed_address(everything, settings), settings),
        today=_today(index),
        lead=lead,
        opinion=opinion,
        latest=latest,
        sections=tuple(blocks),
        breaking=_breaking(index),
        archive=addresses.href(addresses.archive_address(edition, settings), settings),
    )


def touched_by(article: Article, index: Index) -> Iterable[PageKey]:
    """The edition's, where the article is near enough to the newest, or pinned."""
    if article.kind is not Kind.ARTICLE:
        return
    edition, lists = article.edition, index.settings.lists
    pins = [pin.article for pin in queries.desk(index).pins]
    most = lists.home + len(pins) + OPINION
    # A section's block passes over what is shown above it, in the worst case all of the rest of the page.
    above = most + LEAD + lists.home_section * len(index.settings.sections)
    if (
        any(reference in pins for reference in show.references(article))
        or queries.within_newest(index, Term("all", edition), article, most)
        or queries.within_newest(index, Term("section", edition, article.section), article, lists.home_section + above)
        or (
            article.label == "opinion"
            and queries.within_newest(index, Term("label", edition, "opinion"), article, OPINION + len(pins))
        )
    ):
        yield PageKey("home", edition)


def reached_by(article: Article, index: Index) -> Iterable[PageKey]:
    """All editions', where the banner leads to it."""
    breaking = queries.desk(index).breaking
    if breaking and breaking.link in show.references(article):
        yield from keys(index)


def address(key: PageKey, index: Index) -> str:
    """The root of the edition."""
    return addresses.term_address(Term("all", key.edition), index.settings)


def until(_key: PageKey, index: Index) -> int | None:
    """The next midnight, or before that the end of a pin or of the banner."""
    midnight = datetime.combine(_today(index) + timedelta(days=1), time(), index.settings.zone)
    moments = [int(midnight.astimezone(UTC).timestamp())]
    steering = queries.desk(index)
    ends = [thing.expires.instant for thing in (*steering.pins, steering.breaking) if thing and thing.expires]
    return min(moments + [end for end in ends if end > index.now])


def _pinned(edition: str, index: Index) -> list[Article]:
    found = []
    for pin in queries.desk(index).pins:
        if pin.expires and pin.expires.instant <= index.now:
            continue
        article = queries.pinned(index, pin.article)
        if article and article.kind is Kind.ARTICLE and article.edition == edition and article not in found:
            found.append(article)
    return found


def _breaking(index: Index) -> BreakingView | None:
    breaking = queries.desk(index).breaking
    if breaking is None or (breaking.expires and breaking.expires.instant <= index.now):
        return None
    if breaking.link.startswith(("article:", "content:")):
        found = queries.target(index, breaking.link)
        address = addresses.href(show.article_address(found, index), index.settings) if found else ""
        return BreakingView(breaking.text, address)
    if breaking.link.startswith("/"):
        return BreakingView(breaking.text, index.settings.base + breaking.link)
    return BreakingView(breaking.text, breaking.link)


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
