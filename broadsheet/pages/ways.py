"""Where an address leads at which no page is: by aliases and redirects.tsv to the end, or to what was taken down."""

from collections.abc import Iterator
from typing import NamedTuple

from broadsheet import addresses, redirects
from broadsheet.article import Article, Kind, When
from broadsheet.index import down, queries
from broadsheet.index.down import Said
from broadsheet.index.reader import Index
from broadsheet.index.rows import claims
from broadsheet.pages import show


class Led(NamedTuple):
    """An old address that leads on, in one step."""

    origin: str
    """The old address, as it was written."""
    to: str
    """What a link to where it leads says."""
    to_url: str
    """The same in full."""


class Down(NamedTuple):
    """An address of something that was taken down."""

    origin: str
    """The address, as it was written."""
    edition: str
    """The edition of what was there."""
    reason: str
    """Why, in words for readers; may be empty."""
    date: When | None
    """When, where readers shall know it."""


def find(name: str, index: Index) -> Led | Down | None:
    """Where a folded address leads; None where a page or a file lives at it, and where it leads to nothing."""
    settings = index.settings
    at, origin, suffix, written = name, "", "", ""
    seen = set()
    while at not in seen:
        seen.add(at)
        said = down.at(index, at)
        held = queries.holder(index, f"address:{at}")
        if held:
            path, by_alias = held
            return _held(at, origin, suffix, path, index, said, by_alias=by_alias)
        row = queries.redirect(index, at)
        if row:
            origin = origin or row[0]
        if said:
            return _gone(origin or said.written, "", said, index)
        if row is None:
            # Not an address of a document's: a front, a feed, or something that others put beside our files.
            found = Led(origin, settings.base + written + suffix, settings.outlet.url + written + suffix)
            return found if at != name else None
        target = row[1]
        if target.startswith(("article:", "content:")):
            return _to_document(origin, suffix, target, index)
        path, more = redirects.way(target, settings.outlet.url)
        if not path:
            return Led(origin, target, target)
        at, written, suffix = addresses.fold(addresses.file_of(path)), path, more or suffix
    return None


def to(article: Article, index: Index) -> set[str]:
    """The folded addresses that lead to a document: aliases, and what redirects.tsv leads to one of its names."""
    aliases = {addresses.fold(addresses.file_of(alias)) for alias in article.aliases}
    names = [*show.references(article), *(f"address:{alias}" for alias in aliases)]
    if article.kind is not Kind.AUTHOR:
        names.append(f"address:{addresses.fold(show.article_address(article, index))}")
    return aliases.union(*(queries.origins(index, name) for name in names))


def gone(index: Index) -> Iterator[str]:
    """The folded addresses that may be those of what was taken down; bounded by how much was."""
    found: set[str] = set()
    for address in down.addresses(index):
        found |= {address, *queries.origins(index, f"address:{address}")}
    for article in down.documents(index):
        found |= to(article, index)
        if article.kind is not Kind.AUTHOR:
            found.add(addresses.fold(show.article_address(article, index)))
    yield from sorted(found)


def _held(
    at: str, origin: str, suffix: str, path: str, index: Index, said: Said | None, *, by_alias: bool
) -> Led | Down | None:
    """Where an address leads that a file holds, if it isn't that where the way began."""
    begins = not origin
    if path.startswith("static/"):
        address = addresses.static_address(path.removeprefix("static/"))
        if said:
            return _gone(origin or address, "", said, index)
        return None if begins else _led(origin, address, suffix, index)
    reference = f"content:{path.removeprefix('content/')}"
    taken = down.document(index, reference)
    if taken:
        return _gone(origin or _spelt(at, taken, index, by_alias=by_alias), taken.edition, _said(taken, index), index)
    if said and addresses.fold(said.written) == at:  # by its address, while it has another problem of its own
        return _gone(origin or said.written, "", said, index)
    if begins and not by_alias:
        return None
    found = queries.target(index, reference)
    if found is None:
        return None
    return _led(
        origin or _spelt(at, found, index, by_alias=by_alias), show.article_address(found, index), suffix, index
    )


def _to_document(origin: str, suffix: str, reference: str, index: Index) -> Led | Down | None:
    taken = down.document(index, reference)
    if taken:
        return _gone(origin, taken.edition, _said(taken, index), index)
    found = queries.target(index, reference)
    return _led(origin, show.article_address(found, index), suffix, index) if found else None


def _led(origin: str, address: str, suffix: str, index: Index) -> Led:
    settings = index.settings
    return Led(origin, addresses.href(address, settings) + suffix, addresses.absolute(address, settings) + suffix)


def _gone(origin: str, edition: str, said: Said, index: Index) -> Down:
    if not edition:
        first = addresses.fold(origin).split("/")[1]
        editions = index.settings.editions
        found = [one.language for one in editions if one.prefix and addresses.fold(one.prefix) == first]
        edition = found[0] if found else index.settings.outlet.language
    return Down(origin, edition, said.reason, said.date)


def _said(article: Article, index: Index) -> Said:
    address = "" if article.kind is Kind.AUTHOR else addresses.article_address(article, index.settings)
    return down.said(index.db, index.view, article, claims(article, address)) or Said()


def _spelt(at: str, article: Article, index: Index, *, by_alias: bool) -> str:
    """An address of a document's as it was written."""
    if not by_alias:
        return show.article_address(article, index)
    return next(alias for alias in map(addresses.file_of, article.aliases) if addresses.fold(alias) == at)
