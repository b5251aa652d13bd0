"""Which terms list a document, and where in each it stands."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from broadsheet.article import NEVER, Article, Kind
from broadsheet.keys import Term
from broadsheet.slugs import slugify

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PERIOD = {"all": 7, "section": 7, "label": 7, "tag": 4, "author": 4, "correction": 4, "audio": 4, "story": 0}
"""How much of `2026-11` makes a bucket of each kind of term: a month, a year, or nothing, where all is one run.

A tag has few articles a month: by months its archive would be more pages than there are articles.
"""


class Entry(NamedTuple):
    """A place in a term's list, and the name that the document gives the term (empty: the term has a fixed one)."""

    term: Term
    bucket: str
    at: int
    seq: int
    name: str


def entries(article: Article, zone: ZoneInfo) -> Iterator[Entry]:
    """All places in which a shown document is listed; only articles are."""
    if article.kind is not Kind.ARTICLE:
        return
    at = article.sort_at
    month = _month(at, zone)
    for term, name in named_terms(article):
        yield Entry(term, month[: _PERIOD[term.kind]], at, 0, name)
    for seq, correction in enumerate(article.corrections):
        moment = correction.date.instant if correction.date else at
        yield Entry(Term("correction", article.edition), _month(moment, zone)[: _PERIOD["correction"]], moment, seq, "")


def named_terms(article: Article) -> Iterator[tuple[Term, str]]:
    """The terms of an article, each with the name that the article gives it (empty where it has a fixed one)."""
    edition = article.edition
    yield Term("all", edition), ""
    yield Term("section", edition, article.section), ""
    if article.label:
        yield Term("label", edition, article.label), ""
    if article.audio:
        yield Term("audio", edition), ""
    if article.story and (key := slugify(article.story)):
        yield Term("story", edition, key), article.story
    for kind, names in (("tag", article.tags), ("author", article.authors)):
        seen = set()
        for name in names:
            key = _slug(name)
            if key and key not in seen:
                seen.add(key)
                yield Term(kind, edition, key), name


def position(term: Term, article: Article, zone: ZoneInfo) -> tuple[str, int, str, int]:
    """Where an article stands in a term other than the corrections: (bucket, at, id, seq)."""
    at = article.sort_at
    return (bucket_of(term, at, zone), at, article.id, 0)


def bucket_of(term: Term, at: int, zone: ZoneInfo) -> str:
    """The bucket of a term in which a moment falls: its month, its year, or none."""
    return _month(at, zone)[: _PERIOD[term.kind]]


_slug = lru_cache(maxsize=4096)(slugify)
"""The same few hundred names are asked for again and again."""


@lru_cache(maxsize=4096)
def _month(at: int, zone: ZoneInfo) -> str:
    """`2026-11`; empty for what has no moment at all, which is in no month."""
    if at == NEVER:
        return ""
    day = (_EPOCH + timedelta(seconds=at)).astimezone(zone)
    return f"{day.year:04}-{day.month:02}"
