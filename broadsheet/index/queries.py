"""What pages ask of the index. Each answer is bounded by what it returns, never by how many articles there are.

Without statistics SQLite would begin a join at all that is shown; CROSS JOIN keeps it to the order that is written.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from broadsheet.article import Article, Kind
from broadsheet.desk import PATH as DESK
from broadsheet.desk import Desk
from broadsheet.index.reader import Index
from broadsheet.index.terms import bucket_of, position
from broadsheet.keys import Term
from broadsheet.redirects import PATH as REDIRECTS

Entry = tuple[int, int]
"""What a list has in a place: the number of an article, and which part of it (corrections have several)."""


class Place(NamedTuple):
    """Where an article stands in a term: what it is sorted by, and its number."""

    at: int
    id: str
    doc: int


def document(index: Index, path: str) -> Article | None:
    """A shown document by its path, of whatever kind."""
    if index.kept and (article := index.kept.articles.get(path)):
        return article
    row = index.db.execute(
        "SELECT doc, header FROM doc JOIN shown USING (doc) WHERE path = ? AND view = ?", (path, index.view)
    ).fetchone()
    return index.keep(row[0], index.decode(row[1])) if row else None


def is_shown(index: Index, path: str) -> bool:
    """Whether a document is shown, told without reading it."""
    row = index.db.execute(
        "SELECT 1 FROM doc JOIN shown USING (doc) WHERE path = ? AND view = ?", (path, index.view)
    ).fetchone()
    return row is not None


def body(index: Index, path: str) -> str:
    """A document's kept body, its references marked."""
    row = index.db.execute("SELECT html FROM body JOIN doc USING (doc) WHERE path = ?", (path,)).fetchone()
    return row[0] if row else ""


def newest(index: Index, term: Term, n: int) -> list[Article]:
    """The newest `n` of a term, newest first."""
    return [index.article(doc) for doc, _ in newest_entries(index, term, n)]


def newest_entries(index: Index, term: Term, n: int) -> list[Entry]:
    """The newest `n` entries of a term, newest first."""
    number = index.term(term)
    if number is None:
        return []
    rows = index.db.execute(
        "SELECT doc, seq FROM listing WHERE term = ? ORDER BY bucket DESC, at DESC, id DESC, seq DESC LIMIT ?",
        (number, n),
    )
    return rows.fetchall()


def newest_places(index: Index, term: Term, n: int) -> list[Place]:
    """Where the newest `n` of a term stand, newest first; told without reading any."""
    number = index.term(term)
    if number is None:
        return []
    rows = index.db.execute(
        "SELECT at, id, doc FROM listing WHERE term = ? ORDER BY bucket DESC, at DESC, id DESC, seq DESC LIMIT ?",
        (number, n),
    )
    return [Place(*row) for row in rows]


def is_listed(index: Index, term: Term, place: Place) -> bool:
    """Whether what stands in a place of one term is listed by another too; not for corrections."""
    number = index.term(term)
    if number is None:
        return False
    row = index.db.execute(
        "SELECT doc FROM listing WHERE term = ? AND bucket = ? AND at = ? AND id = ? AND seq = 0",
        (number, bucket_of(term, place.at, index.settings.zone), place.at, place.id),
    ).fetchone()
    return row is not None and row[0] == place.doc


def places_before(index: Index, term: Term, article: Article, n: int) -> list[Place]:
    """Where the `n` of a term just before an article stand, newest first; told without reading any."""
    return _beside(index, term, article, n, "<", "DESC")


def places_after(index: Index, term: Term, article: Article, n: int) -> list[Place]:
    """Where the `n` of a term just after an article stand, oldest first; told without reading any."""
    return _beside(index, term, article, n, ">", "ASC")


def paths_beside(index: Index, term: Term, article: Article, before: int, after: int) -> list[str]:
    """The paths of those just before and just after an article in a term, told without reading any."""
    places = _beside(index, term, article, before, "<", "DESC") + _beside(index, term, article, after, ">", "ASC")
    docs = {place.doc for place in places}
    return [index.db.execute("SELECT path FROM doc WHERE doc = ?", (doc,)).fetchone()[0] for doc in sorted(docs)]


def count(index: Index, term: Term) -> int:
    """How many entries a term has."""
    return bucket_count(index, term, "*")


def bucket_count(index: Index, term: Term, bucket: str) -> int:
    """How many entries of a term fall in a bucket."""
    number = index.term(term)
    if number is None:
        return 0
    row = index.db.execute("SELECT n FROM tally WHERE term = ? AND bucket = ?", (number, bucket)).fetchone()
    return int(row[0]) if row else 0


def buckets(index: Index, term: Term) -> list[tuple[str, int]]:
    """A term's buckets with their counts, newest first; entries without a moment are in none."""
    number = index.term(term)
    if number is None:
        return []
    rows = index.db.execute(
        "SELECT bucket, n FROM tally WHERE term = ? AND bucket NOT IN ('', '*') ORDER BY bucket DESC", (number,)
    )
    return [(bucket, int(n)) for bucket, n in rows]


def bucket_beside(index: Index, term: Term, bucket: str, *, newer: bool) -> str | None:
    """The next newer bucket of a term that has anything, or the next older; what has no moment is the oldest."""
    side, order = (">", "ASC") if newer else ("<", "DESC")
    row = index.db.execute(
        f"SELECT bucket FROM tally WHERE term = ? AND bucket {side} ? AND bucket != '*'"  # noqa: S608
        f" ORDER BY bucket {order} LIMIT 1",
        (index.term(term), bucket),
    ).fetchone()
    return row[0] if row else None


def later_in_bucket(index: Index, term: Term, place: tuple[str, int, str, int]) -> int:
    """How many entries of a place's bucket come after it: 0 for the newest, which is what is asked most."""
    number = index.term(term)
    if number is None:
        return 0
    bucket, *rest = place
    row = index.db.execute(
        "SELECT count(*) FROM listing WHERE term = ? AND bucket = ? AND (at, id, seq) > (?, ?, ?)",
        (number, bucket, *rest),
    ).fetchone()
    return int(row[0])


def bucket_entries(index: Index, term: Term, bucket: str, first: int, n: int) -> list[Entry]:
    """`n` entries of a bucket, newest first, from the `first` one (0 is the oldest).

    Where they start is found by walking the bucket's keys, so the cost is bounded by one month.
    """
    number = index.term(term)
    if number is None or n <= 0:
        return []
    if first:
        keys = index.db.execute(
            "SELECT at, id, seq FROM listing WHERE term = ? AND bucket = ? ORDER BY at, id, seq LIMIT ?",
            (number, bucket, first + 1),
        ).fetchall()
        if len(keys) <= first:
            return []
        start = keys[-1]
    else:
        start = (-(1 << 62), "", -1)
    rows = index.db.execute(
        "SELECT doc, seq FROM listing WHERE term = ? AND bucket = ?"
        " AND (at, id, seq) >= (?, ?, ?) ORDER BY at, id, seq LIMIT ?",
        (number, bucket, *start, n),
    )
    return rows.fetchall()[::-1]


def newest_in_bucket(index: Index, term: Term, bucket: str, n: int) -> list[Entry]:
    """The newest `n` entries of a bucket, newest first."""
    number = index.term(term)
    if number is None or n <= 0:
        return []
    rows = index.db.execute(
        "SELECT doc, seq FROM listing WHERE term = ? AND bucket = ? ORDER BY at DESC, id DESC, seq DESC LIMIT ?",
        (number, bucket, n),
    )
    return rows.fetchall()


def within_newest(index: Index, term: Term, article: Article, n: int) -> bool:
    """Whether an article is among the newest `n` of a term, told without reading any."""
    number = index.term(term)
    if number is None:
        return False
    place = position(term, article, index.settings.zone)
    (later,) = index.db.execute(
        "SELECT count(*) FROM (SELECT 1 FROM listing WHERE term = ? AND (bucket, at, id, seq) > (?, ?, ?, ?) LIMIT ?)",
        (number, *place, n),
    ).fetchone()
    return bool(later < n)


def term_name(index: Index, term: Term) -> str:
    """A tag's, author's or story's name for readers: of several spellings the first in code point order.

    That one changes only when a spelling comes or goes, never with which article is the newest.
    """
    number = index.term(term)
    row = None
    if number is not None:
        row = index.db.execute("SELECT name FROM spelling WHERE term = ? ORDER BY name LIMIT 1", (number,)).fetchone()
    return row[0] if row else term.key


def terms(index: Index, kind: str, edition: str) -> Iterator[Term]:
    """All terms of a kind that list something in an edition, by key."""
    last = None
    while True:
        rows = index.db.execute(
            "SELECT key FROM term JOIN tally USING (term) WHERE view = ? AND kind = ? AND edition = ?"
            " AND (? IS NULL OR key > ?) AND bucket = '*' ORDER BY key LIMIT 500",
            (index.view, kind, edition, last, last),
        ).fetchall()
        for (key,) in rows:
            yield Term(kind, edition, key)
        if not rows:
            return
        last = rows[-1][0]


def documents(index: Index, kind: Kind) -> Iterator[tuple[str, str]]:
    """The paths and editions of all shown documents of a kind, in the order in which they were first seen."""
    last = 0
    while True:
        rows = index.db.execute(
            "SELECT doc, path, edition FROM shown CROSS JOIN doc USING (doc)"
            " WHERE view = ? AND shown.doc > ? AND kind = ? ORDER BY shown.doc LIMIT 500",
            (index.view, last, kind.value),
        ).fetchall()
        for _, path, edition in rows:
            yield path, edition
        if not rows:
            return
        last = rows[-1][0]


def author_page(index: Index, slug: str, edition: str) -> Article | None:
    """The page in authors/ that tells of an author: the edition's own, else the main edition's."""
    rows = index.db.execute(
        "SELECT edition, path, header FROM doc CROSS JOIN shown USING (doc)"
        " WHERE kind = 'author' AND slug = ? AND view = ? ORDER BY path",
        (slug, index.view),
    ).fetchall()
    for wanted in dict.fromkeys((edition, index.settings.outlet.language)):
        for found, _, header in rows:
            if found == wanted:
                return index.decode(header)
    return None


def target(index: Index, reference: str) -> Article | None:
    """The shown document that `article:ID` or `content:PATH` means; only its address may be used of it."""
    row = _referred(index, reference, "header")
    return index.decode(row[0], address_only=True) if row else None


def pinned(index: Index, reference: str) -> Article | None:
    """The shown document that `article:ID` or `content:PATH` means, all of it."""
    row = _referred(index, reference, "header")
    return index.decode(row[0]) if row else None


def meant(index: Index, reference: str) -> tuple[int, str, str] | None:
    """The number, kind and edition of the shown document that a reference means, told without reading it."""
    row = _referred(index, reference, "doc, kind, edition")
    return (row[0], row[1], row[2]) if row else None


def desk(index: Index) -> Desk:
    """What editors steer: the last desk.yaml that could be read."""
    index.note(DESK)
    row = index.db.execute("SELECT value FROM meta WHERE name = 'desk'").fetchone()
    return msgspec.msgpack.decode(row[0], type=Desk) if row else Desk()


def referrers(index: Index, reference: str) -> list[Article]:
    """The shown documents whose bodies refer to `reference`."""
    rows = index.db.execute(
        "SELECT header FROM link JOIN doc USING (doc) JOIN shown USING (doc) WHERE target = ? AND view = ?",
        (reference, index.view),
    ).fetchall()
    return [index.decode(header) for (header,) in rows]


def holder(index: Index, claim: str) -> tuple[str, bool] | None:
    """The path of the file that holds an address (`address:/x`), and whether only by an alias."""
    row = index.db.execute(
        "SELECT path, rank FROM claim WHERE view = ? AND name = ? ORDER BY rank, path LIMIT 1", (index.view, claim)
    ).fetchone()
    return (row[0], row[1] > 0) if row else None


def is_taken(index: Index, address: str) -> bool:
    """Whether a file or a document of the outlet's lives at an address, so that what we would put there gives way."""
    held = holder(index, f"address:{address}")
    return held is not None and not held[1]


def redirect(index: Index, origin: str) -> tuple[str, str] | None:
    """An address as redirects.tsv writes it, and where it is led."""
    row = index.db.execute("SELECT written, target FROM redirect WHERE origin = ?", (origin,)).fetchone()
    if row is None:
        return None
    index.note(REDIRECTS)
    return row[0], row[1]


def origins(index: Index, reference: str) -> list[str]:
    """The addresses that redirects.tsv leads to `reference` (see redirects.leads), by one line or by several."""
    rows = index.db.execute(
        "WITH RECURSIVE way (origin) AS (SELECT origin FROM redirect WHERE leads = ?"
        " UNION SELECT redirect.origin FROM way JOIN redirect ON leads = 'address:' || way.origin)"
        " SELECT origin FROM way ORDER BY origin",
        (reference,),
    )
    return [origin for (origin,) in rows]


def redirects(index: Index) -> Iterator[str]:
    """All addresses that redirects.tsv or an alias leads somewhere."""
    for (origin,) in index.db.execute("SELECT origin FROM redirect ORDER BY origin"):
        yield origin
    rows = index.db.execute(
        "SELECT DISTINCT name FROM claim INDEXED BY claim_alias WHERE view = ? AND rank = 1 AND NOT EXISTS"
        " (SELECT 1 FROM redirect WHERE origin = substr(name, 9)) ORDER BY name",
        (index.view,),
    )
    for (name,) in rows.fetchall():
        yield name.removeprefix("address:")


def _referred(index: Index, reference: str, columns: str) -> Any:
    kind, _, name = reference.partition(":")
    column, value = ("doc.id", name) if kind == "article" else ("path", f"content/{name}")
    return index.db.execute(
        f"SELECT {columns} FROM doc CROSS JOIN shown USING (doc)"  # noqa: S608
        f" WHERE {column} = ? AND view = ? ORDER BY path LIMIT 1",
        (value, index.view),
    ).fetchone()


def _beside(index: Index, term: Term, article: Article, n: int, side: str, order: str) -> list[Place]:
    number = index.term(term)
    if number is None or n <= 0:
        return []
    # No condition besides the place as a whole: with one SQLite would look for that, and walk from there.
    rows = index.db.execute(
        f"SELECT at, id, doc FROM listing WHERE term = ? AND (bucket, at, id, seq) {side} (?, ?, ?, ?)"  # noqa: S608
        f" ORDER BY bucket {order}, at {order}, id {order}, seq {order} LIMIT ?",
        (number, *position(term, article, index.settings.zone), n),
    )
    return [Place(*row) for row in rows]


def documents_in(index: Index, folder: str) -> list[Article]:
    """All shown documents below a folder of content/, by path."""
    rows = index.db.execute(
        "SELECT header FROM doc CROSS JOIN shown USING (doc) WHERE path > ? AND path < ? AND view = ? ORDER BY path",
        (f"{folder}/", f"{folder}0", index.view),  # 0 is what follows the slash
    )
    return [index.decode(header) for (header,) in rows]
