"""The archives of an edition's feed (RFC 5005): all that it ever brought, by month, as summaries.

How they are cut, and which leads to which, is told in history.py.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from broadsheet import addresses
from broadsheet.article import Article
from broadsheet.feeds import history, items, rss
from broadsheet.feeds.items import FeedContext
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey, Term
from broadsheet.pages import discovery, runs
from broadsheet.pages.kind import PageKind, Stage


def keys(index: Index) -> Iterator[PageKey]:
    """All archives of all editions."""
    for edition in index.settings.editions:
        for part in history.parts(edition.language, index):
            yield _key(edition.language, part)


def context(key: PageKey, index: Index) -> FeedContext | None:
    """What an archive has."""
    settings, edition = index.settings, key.edition
    term, (bucket, number) = Term("all", edition), history.split(key.part)
    page = runs.read(term, runs.part(bucket, number), settings.lists.month, index)
    if page is None:
        return None
    after = history.newer(edition, key.part, index)
    links = history.links(edition, index, prev_archive=history.older(edition, key.part, index), next_archive=after)
    made = items.feed(
        title=discovery.full_title(edition, bucket, index),
        description=settings.edition(edition).description,
        home=addresses.run_address(term, bucket, number, settings),
        address=address(key, index),
        edition=edition,
        items=[items.brief(index.article(doc), index) for doc in page.docs],
        index=index,
        links=(*links, ("current", addresses.absolute(addresses.feed_address(term, settings), settings))),
        archive=bool(after),
    )
    return replace(made, hub="")  # nobody subscribes to an archive


def touched_by(article: Article, index: Index) -> Iterable[PageKey]:
    """The archive that it stands in, what it moves, and at times one that lies beside these."""
    return (_key(article.edition, part) for part in history.touched(article, index))


def address(key: PageKey, index: Index) -> str:
    """Beside the page of its month."""
    return history.address(key.edition, key.part, index)


def _key(edition: str, part: str) -> PageKey:
    return PageKey("feed-month", edition, part=part)


FEED_MONTH = PageKind(
    name="feed-month",
    stage=Stage.FEEDS,
    debut=Stage.LISTS,
    parts=("outlet", "sections", "lists", "feeds", "addresses"),
    keys=keys,
    context=context,
    address=address,
    touched_by=touched_by,
    write=rss.write,
)
