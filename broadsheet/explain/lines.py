"""The lines of desk.yaml and redirects.tsv that steer a page."""

from collections.abc import Iterator
from pathlib import Path

from broadsheet import addresses, redirects
from broadsheet.article import Article, Kind
from broadsheet.desk import PATH as DESK
from broadsheet.explain.answer import Line
from broadsheet.index import down, queries
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey
from broadsheet.pages import ways

_FRONTS = ("home", "fragment-breaking")


def about(key: PageKey, address: str, index: Index, site: Path) -> tuple[Line, ...]:
    """What editors wrote of a page, and of the document that it shows."""
    names = {name for article in _documents(key, index) for name in _names(article)}
    return (*_of_desk(key, address, names, index), *redirecting(address, names, index, site))


def _documents(key: PageKey, index: Index) -> list[Article]:
    """The document that a page shows, or that it says was taken down."""
    article = queries.document(index, key.name)
    if article or key.kind != "tombstone":
        return [article] if article else []
    return [one for one in down.documents(index) if key.name in ways.to(one, index) | _own(one, index)]


def _own(article: Article, index: Index) -> set[str]:
    is_author = article.kind is Kind.AUTHOR
    return set() if is_author else {addresses.fold(addresses.article_address(article, index.settings))}


def redirecting(address: str, names: set[str], index: Index, site: Path) -> tuple[Line, ...]:
    """The lines of redirects.tsv that lead from an address, or to it or one of these names."""
    try:
        data = (site / redirects.PATH).read_bytes()
    except OSError:
        return ()
    url, folded = index.settings.outlet.url, addresses.fold(address)
    rows, _ = redirects.rows(data, index.settings)
    return tuple(
        Line(redirects.PATH, row.line, f"{row.redirect.origin} leads to {row.redirect.target}")
        for row in rows
        if addresses.fold(row.redirect.origin) == folded
        or redirects.leads(row.redirect.target, url) in (*names, f"address:{folded}")
    )


def _names(article: Article) -> set[str]:
    return {f"article:{article.id}", f"content:{article.path.removeprefix('content/')}"}


def _of_desk(key: PageKey, address: str, names: set[str], index: Index) -> Iterator[Line]:
    desk = queries.desk(index)
    front = key.kind in _FRONTS
    home = key.kind == "home"
    for pin in desk.pins:
        if home or pin.article in names:
            yield Line(DESK, pin.line, f"a pin: {pin.article}")
    for zone in desk.zones:
        if home and (zone.lang or index.settings.outlet.language) == key.edition:
            yield Line(DESK, zone.line, f"the zone {zone.id}")
        for pin in zone.pins:
            if pin.article in names:
                yield Line(DESK, pin.line, f"a pin of the zone {zone.id}")
    for banner in desk.breaking:
        if (front and banner.lang in ("", key.edition)) or banner.link in names:
            yield Line(DESK, banner.line, "the banner")
    for takedown in desk.takedowns:
        if takedown.article in names or addresses.fold(takedown.address) == addresses.fold(address):
            yield Line(DESK, takedown.line, "a takedown")
