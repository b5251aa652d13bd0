"""What hosts are told of addresses that nothing lives at any more: where they lead now, or that what was there is gone.

An imported archive may have as many aliases as articles. So a list is drawn anew only where a redirect, an alias or a
takedown came, went or leads elsewhere, and never for an ordinary article.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import quote, unquote

from broadsheet import addresses
from broadsheet.article import Article
from broadsheet.index import leads, queries
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey
from broadsheet.pages import redirect, show, tombstone, ways
from broadsheet.settings import Settings
from broadsheet.settings_file import OWN_FOLDERS

KINDS = {"redirects": ("netlify", "cloudflare"), "nginx": ("nginx",), "apache": ("apache",)}
"""The kinds of page that list redirects, and for which of `[hosting] files` each is made."""

_KEPT = "/:?#[]@!&'()*+,;=~%"
"""What may stand in a web address as it is; `$`, quotes, backslashes and braces mean something to servers."""


class Moved(NamedTuple):
    """An address that leads elsewhere."""

    paths: tuple[str, ...]
    """The paths of requests that mean it, not encoded, the likeliest first."""
    to: str
    """Where it leads: a path from the root of the host, or a web address; encoded."""


class Gone(NamedTuple):
    """An address that had what was taken down."""

    paths: tuple[str, ...]
    """The paths of requests that mean it, not encoded, the likeliest first."""
    page: str
    """The path of the page that says so, not encoded."""


def moved(index: Index) -> tuple[Moved, ...]:
    """All addresses that are led elsewhere."""
    ours = _folders(index.settings)
    return tuple(Moved(tuple(_paths(origin, index, ours)), quote(to, safe=_KEPT)) for origin, to in _moved(index))


def gone(index: Index) -> tuple[Gone, ...]:
    """All addresses of what was taken down."""
    base, ours = unquote(index.settings.base), _folders(index.settings)
    found = tombstone.all_tombstones(index)
    return tuple(Gone(tuple(_paths(address, index, ours)), base + address) for address in found)


def keys_of(index: Index) -> Iterator[PageKey]:
    """The pages that list redirects."""
    for kind, hosts in KINDS.items():
        if not set(hosts).isdisjoint(index.settings.hosting.files):
            yield PageKey(kind, index.settings.outlet.language)


def reached_by(kind: str, article: Article, index: Index) -> Iterable[PageKey]:
    """The list of a kind, where addresses lead to an article, or would elsewhere if it didn't live there."""
    for key in keys_of(index):
        if key.kind == kind:
            own = addresses.fold(show.article_address(article, index))
            return [key] if ways.to(article, index) or leads.leads(index, own) else []
    return []


def _moved(index: Index) -> Iterator[tuple[str, str]]:
    """The addresses as they were written, and what a link to where they lead says."""
    for name in leads.noted(index):
        if found := redirect.resolve(name, index):
            yield found[0], found[1]
    for name, owner in leads.aliased(index):
        written = next(alias for alias in map(addresses.file_of, owner.aliases) if addresses.fold(alias) == name)
        yield written, addresses.href(show.article_address(owner, index), index.settings)


def _folders(settings: Settings) -> frozenset[str]:
    """The first folders, folded, below which something of ours may be."""
    prefixes = [edition.prefix for edition in settings.editions if edition.prefix]
    return frozenset(map(addresses.fold, (*OWN_FOLDERS, *prefixes, *(section.id for section in settings.sections))))


def _paths(address: str, index: Index, ours: frozenset[str]) -> Iterator[str]:
    """The paths that hosts answer with a file at an address, and that it may have had elsewhere."""
    base = unquote(index.settings.base)
    if address.endswith("/index.html"):
        folder = base + address.removesuffix("index.html")
        yield folder
        yield folder + "index.html"
        return
    short = address.removesuffix(".html")
    if short == address:
        yield base + address
        return
    # `/x.html` may have been written as `/x`; but where `/x/` lives, that leads there, and a file may be called so.
    folded = addresses.fold(short)
    is_ours = folded.split("/")[1] in ours and addresses.reserved(f"{short}/index.html", index.settings)
    beside = (f"address:{folded}/index.html", f"address:{folded}")
    free = not is_ours and not any(queries.holder(index, name) for name in beside)
    names = [address, short] if index.settings.addresses.html else [short, address]
    for name in names:
        if name == address or free or not index.settings.addresses.html:
            yield base + name
