"""What sitemaps tell of articles, read many at once: no more of each than is told."""

from collections.abc import Iterable

import msgspec

from broadsheet.article import Image, When
from broadsheet.index.reader import Index, Read
from broadsheet.keys import Term


class Outline(msgspec.Struct, frozen=True):
    """The part of an article's header that sitemaps tell: reading no more is what makes a long one cheap."""

    path: str
    title: str
    date: When | None = None
    updated: When | None = None
    added: When | None = None
    label: str = ""
    image: Image | None = None
    canonical: str = ""


_outlines = msgspec.msgpack.Decoder(Outline)


def in_bucket(index: Index, term: Term, bucket: str, skip: int, n: int) -> list[tuple[str, Outline]]:
    """`n` articles of a bucket with their addresses, newest first, without the `skip` newest ones.

    Where they start is found by walking the bucket's keys, so the cost is bounded by one month.
    """
    number = index.term(term)
    start: tuple[int, str] | None = (1 << 62, "")
    if number is not None and skip:
        start = index.db.execute(
            "SELECT at, id FROM listing WHERE term = ? AND bucket = ?"
            " ORDER BY at DESC, id DESC, seq DESC LIMIT 1 OFFSET ?",
            (number, bucket, skip),
        ).fetchone()
    if number is None or start is None:
        return []
    rows = index.db.execute(
        "SELECT address, header FROM listing CROSS JOIN doc USING (doc) WHERE term = ? AND bucket = ?"
        " AND (at, listing.id) <= (?, ?) ORDER BY at DESC, listing.id DESC, seq DESC LIMIT ?",
        (number, bucket, *start, n),
    )
    return _outlined(index, rows)


def after(index: Index, term: Term, place: tuple[str, int], n: int) -> list[tuple[str, Outline]]:
    """The newest `n` articles of a term after a bucket and an instant in it, with their addresses, newest first."""
    number = index.term(term)
    if number is None:
        return []
    rows = index.db.execute(
        "SELECT address, header FROM listing CROSS JOIN doc USING (doc) WHERE term = ? AND bucket >= ?"
        " AND (bucket, at) > (?, ?) ORDER BY bucket DESC, at DESC, listing.id DESC, seq DESC LIMIT ?",
        (number, place[0], *place, n),
    )
    return _outlined(index, rows)


def _outlined(index: Index, rows: Iterable[tuple[str, bytes]]) -> list[tuple[str, Outline]]:
    found = [(address, _outlines.decode(header)) for address, header in rows]
    if index.reads is not None:
        index.reads.documents.update(Read(outline.path, address_only=False) for _, outline in found)
    return found
