"""The feeds that site.toml names by a filter, in the format and by the rules of who takes them (see profiles.py)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from broadsheet import addresses
from broadsheet.article import Article, Kind
from broadsheet.desk import Filter
from broadsheet.feeds import atom, items, json_feed, profiles, rss
from broadsheet.feeds.items import FeedContext, ItemView
from broadsheet.index import queries
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey, Term
from broadsheet.pages import filters, show
from broadsheet.pages.filters import Search
from broadsheet.pages.kind import PageKind, Stage
from broadsheet.settings import Settings
from broadsheet.settings_feeds import CustomFeed
from broadsheet.toml_file import Keys

_WRITES = {"rss": rss.write, "atom": atom.write, "json": json_feed.write}


@dataclass(frozen=True, slots=True)
class CustomContext:
    """A feed by a filter."""

    feed: FeedContext
    """What it brings."""
    format: str
    """`rss`, `atom` or `json`."""
    profile: str
    """Who takes it; may be empty."""


def keys(index: Index) -> Iterator[PageKey]:
    """Those of site.toml."""
    for feed in index.settings.feeds.custom:
        yield _key(feed, index.settings)


def context(key: PageKey, index: Index) -> CustomContext | None:
    """What such a feed brings."""
    feed = _named(key, index.settings)
    if feed is None:
        return None
    settings, about = index.settings, index.settings.edition(key.edition)
    made = items.feed(
        title=feed.title or about.title,
        description=feed.description or about.description,
        home=addresses.term_address(_belongs_to(feed, key.edition), settings),
        address=address(key, index),
        edition=key.edition,
        items=_brought(feed, index),
        index=index,
    )
    return CustomContext(profiles.channel(feed.profile, made), feed.format, feed.profile)


def touched_by(article: Article, index: Index) -> Iterable[PageKey]:
    """Those that it is in, or may be, or keeps another out of."""
    if article.kind is not Kind.ARTICLE:
        return
    for feed in index.settings.feeds.custom:
        key = _key(feed, index.settings)
        wanted = _search(feed, key.edition), _size(feed, index.settings)
        if key.edition == article.edition and filters.within([wanted], article, index):
            yield key


def reached_by(article: Article, index: Index) -> Iterable[PageKey]:
    """Those that bring an article whose text links to it."""
    if index.settings.feeds.custom:
        for reference in show.references(article):
            for other in queries.referrers(index, reference):
                yield from touched_by(other, index)


def until(key: PageKey, index: Index) -> int | None:
    """When the first of its articles is too old for who takes it."""
    feed = _named(key, index.settings)
    return profiles.expiry(feed.profile, _brought(feed, index)) if feed and feed.profile else None


def address(key: PageKey, index: Index) -> str:
    """In the folder of feeds, by its id."""
    feed = _named(key, index.settings)
    if feed is None:
        raise KeyError(key)
    return addresses.custom_feed_address(key.edition, feed.id, feed.format, index.settings)


def edition_of(feed: CustomFeed, settings: Settings) -> str:
    """The edition that such a feed is of."""
    return settings.edition_of(feed.lang) if feed.lang else settings.outlet.language


def faults(index: Index) -> Iterator[tuple[Keys, str, str]]:
    """The names in filters that no article has, by their place in site.toml, and what comes of it."""
    for number, feed in enumerate(index.settings.feeds.custom):
        edition = edition_of(feed, index.settings)
        for line, kind, names in (("tags", "tag", feed.tags), ("authors", "author", feed.authors)):
            for name in names:
                if not queries.count(index, Term(kind, edition, show.slug_of(name))):
                    hint = "the feed brings none by it until there is one"
                    yield ("feeds", "custom", number, line), f"no article has the {kind} “{name}”", hint


def write(made: CustomContext) -> bytes:
    """A feed's bytes."""
    return profiles.write(made.profile, made.feed) if made.profile else _WRITES[made.format](made.feed)


def _key(feed: CustomFeed, settings: Settings) -> PageKey:
    return PageKey("custom-feed", edition_of(feed, settings), feed.id)


def _named(key: PageKey, settings: Settings) -> CustomFeed | None:
    return next((feed for feed in settings.feeds.custom if _key(feed, settings) == key), None)


def _search(feed: CustomFeed, edition: str) -> Search:
    without = (*feed.without, *(profiles.WITHOUT if feed.profile else ()))
    lines = {"sections": feed.sections, "tags": feed.tags, "authors": feed.authors, "labels": feed.labels}
    return filters.search(Filter(**lines, without=without), edition, choosy=bool(feed.profile))


def _size(feed: CustomFeed, settings: Settings) -> int:
    return feed.items or settings.feeds.items


def _belongs_to(feed: CustomFeed, edition: str) -> Term:
    """The front whose feed it is: a section's where it brings one section, else the home page."""
    return Term("section", edition, feed.sections[0]) if len(feed.sections) == 1 else Term("all", edition)


def _brought(feed: CustomFeed, index: Index) -> list[ItemView]:
    settings = index.settings
    edition, size = edition_of(feed, settings), _size(feed, settings)
    articles = (index.article(doc) for doc in filters.found(_search(feed, edition), size, index))
    if feed.profile:
        likely = (one for one in articles if profiles.may_be_taken(feed.profile, one, index.now))
        found = (items.item(article, index) for article in likely)
        brought = islice(profiles.taken(feed.profile, found, settings.edition(edition).title), size)
    else:
        brought = islice((items.item(article, index) for article in articles), size)
    return [replace(item, content="") for item in brought] if feed.text == "summary" else list(brought)


CUSTOM_FEED = PageKind(
    name="custom-feed",
    stage=Stage.FEEDS,
    debut=Stage.LISTS,
    parts=("outlet", "sections", "languages", "lists", "feeds", "addresses", "embeds"),
    keys=keys,
    context=context,
    address=address,
    touched_by=touched_by,
    reached_by=reached_by,
    until=until,
    write=write,
)
