"""The archives of an edition's feed, by which a reader goes back to its first article (RFC 5005): how they are chained.

They are cut as the months are (see pages/runs.py), so each article stands in one, and an archive changes only when an
article of its own does, or when what comes next to it is new. All are closed but the newest, which is still being
filled: that one isn't marked as an archive, so nobody keeps it for good.
"""

from collections.abc import Iterator

from broadsheet import addresses
from broadsheet.article import Article, Kind
from broadsheet.index import queries
from broadsheet.index.reader import Index
from broadsheet.index.terms import position
from broadsheet.keys import Term
from broadsheet.pages import runs

UNDATED = "undated"
"""Stands in a part where others have their month."""
_LATER = "~"
"""Comes after every month."""


def parts(edition: str, index: Index) -> Iterator[str]:
    """All archives of an edition, the newest first."""
    term = Term("all", edition)
    for bucket, count in [*queries.buckets(index, term), ("", queries.bucket_count(index, term, ""))]:
        for part in runs.parts(bucket, count, index.settings.lists.month):
            yield _named(*runs.split_part(part))


def split(part: str) -> tuple[str, int]:
    """The month of an archive, empty for what has none, and its number in it."""
    bucket, number = runs.split_part(part)
    return "" if bucket == UNDATED else bucket, number


def newest(edition: str, index: Index) -> str:
    """The newest archive; empty where there is none."""
    return _newest_of(queries.bucket_beside(index, Term("all", edition), _LATER, newer=False))


def older(edition: str, part: str, index: Index) -> str:
    """The archive before one; empty where that is the oldest."""
    bucket, number = split(part)
    full = _full(edition, bucket, index) if number == 0 else number - 1
    if full:
        return _named(bucket, full)
    return _newest_of(queries.bucket_beside(index, Term("all", edition), bucket, newer=False))


def newer(edition: str, part: str, index: Index) -> str:
    """The archive after one; empty where that is the newest."""
    bucket, number = split(part)
    if number:
        return _named(bucket, 0 if number == _full(edition, bucket, index) else number + 1)
    following = queries.bucket_beside(index, Term("all", edition), bucket, newer=True)
    return "" if following is None else _oldest_of(edition, following, index)


def touched(article: Article, index: Index) -> Iterator[str]:
    """The archives that an article stands in or moves, and those whose neighbour is there only because of it."""
    if article.kind is not Kind.ARTICLE:
        return
    edition, size = article.edition, index.settings.lists.month
    term = Term("all", edition)
    bucket = position(term, article, index.settings.zone)[0]
    count = queries.bucket_count(index, term, bucket)
    for part in runs.article_parts(term, article, size, index):
        yield _named(*runs.split_part(part))
    full = runs.full_pages(count, size)
    alone, parted = count == 1, full != runs.full_pages(count - 1, size)
    if alone:
        following = queries.bucket_beside(index, term, bucket, newer=True)
        if following is not None:
            yield _oldest_of(edition, following, index)
    if parted and full > 1:
        yield _named(bucket, full - 1)
    elif alone or parted:
        yield from filter(None, [_newest_of(queries.bucket_beside(index, term, bucket, newer=False))])


def address(edition: str, part: str, index: Index) -> str:
    """Beside the page of its month."""
    bucket, number = split(part)
    return addresses.archived_feed_address(edition, bucket, number, index.settings)


def links(edition: str, index: Index, **chained: str) -> tuple[tuple[str, str], ...]:
    """Links to archives by what they are (`prev_archive`), without those that aren't there."""
    return tuple(
        (relation.replace("_", "-"), addresses.absolute(address(edition, part, index), index.settings))
        for relation, part in chained.items()
        if part
    )


def from_feed(edition: str, index: Index) -> tuple[tuple[str, str], ...]:
    """Where the feed itself leads back to."""
    return links(edition, index, prev_archive=newest(edition, index))


def _named(bucket: str, number: int) -> str:
    return runs.part(bucket or UNDATED, number)


def _newest_of(bucket: str | None) -> str:
    return "" if bucket is None else _named(bucket, 0)


def _oldest_of(edition: str, bucket: str, index: Index) -> str:
    return _named(bucket, 1 if _full(edition, bucket, index) else 0)


def _full(edition: str, bucket: str, index: Index) -> int:
    return runs.full_pages(queries.bucket_count(index, Term("all", edition), bucket), index.settings.lists.month)
