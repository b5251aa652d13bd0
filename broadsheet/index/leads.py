"""Addresses that lead elsewhere, asked for as a whole: what lists of redirects are drawn from."""

from collections.abc import Iterator

from broadsheet.article import Article
from broadsheet.index.reader import Index

_MANY = 1000


def noted(index: Index) -> Iterator[str]:
    """The addresses that redirects.tsv leads elsewhere and at which nothing lives, nor any alias."""
    last = ""
    while rows := index.db.execute(
        "SELECT origin FROM redirect WHERE origin > ? AND NOT EXISTS"
        " (SELECT 1 FROM claim WHERE view = ? AND name = 'address:' || origin) ORDER BY origin LIMIT ?",
        (last, index.view, _MANY),
    ).fetchall():
        last = rows[-1][0]
        for (origin,) in rows:
            yield origin


def aliased(index: Index) -> Iterator[tuple[str, Article]]:
    """The aliases at which nothing lives, with the shown documents whose they are; only the addresses of these."""
    last = ""
    while rows := index.db.execute(
        "SELECT name, (SELECT header FROM doc CROSS JOIN shown USING (doc) WHERE path = first AND view = :view) FROM"
        " (SELECT name, min(path) AS first FROM claim INDEXED BY claim_alias WHERE view = :view AND rank = 1"
        " AND name > :last AND NOT EXISTS (SELECT 1 FROM claim AS other WHERE other.view = claim.view"
        " AND other.name = claim.name AND other.rank = 0) GROUP BY name ORDER BY name LIMIT :many)",
        {"view": index.view, "last": last, "many": _MANY},
    ).fetchall():
        last = rows[-1][0]
        for name, header in rows:
            if header is not None:
                yield name.removeprefix("address:"), index.decode(header, address_only=True)


def leads(index: Index, address: str, besides: str = "") -> bool:
    """Whether a (folded) address would lead elsewhere if nothing lived there, by more than that document's alias."""
    row = index.db.execute(
        "SELECT 1 FROM redirect WHERE origin = ?"
        " UNION ALL SELECT 1 FROM claim WHERE view = ? AND name = ? AND rank = 1 AND path <> ? LIMIT 1",
        (address, index.view, f"address:{address}", besides),
    ).fetchone()
    return row is not None
