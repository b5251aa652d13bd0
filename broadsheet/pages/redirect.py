"""Stubs at old addresses that lead to the new ones: from `aliases:` and from content/redirects.tsv.

A stub says where it leads as a canonical link, and leads there at once. It has no `noindex`: search engines take it for
a redirect then, which hands on what the old address was worth, where with `noindex` they would drop both.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from broadsheet import addresses
from broadsheet.article import Article
from broadsheet.index import gate, queries
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey
from broadsheet.pages import ways
from broadsheet.pages.kind import PageKind, Stage
from broadsheet.pages.views import PageContext
from broadsheet.pages.ways import Led


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectContext(PageContext):
    """A stub: `href` and `url` are the old address, `to` the new one."""

    to: str
    """Where it leads."""
    to_url: str
    """Where it leads, in full."""


def keys(index: Index) -> Iterator[PageKey]:
    """All addresses that are led elsewhere."""
    if index.settings.hosting.stubs:
        for origin in queries.redirects(index):
            yield key_of(origin, index)


def key_of(origin: str, index: Index) -> PageKey:
    """The key of the stub at an old address, in whatever case that is written."""
    return PageKey("redirect", index.settings.outlet.language, addresses.fold(origin))


def context(key: PageKey, index: Index) -> RedirectContext | None:
    """Where an old address leads; None when a page lives there again, or what it led to isn't shown.

    Where hosts are told of redirects and no stubs are asked for there are none.
    """
    found = resolve(key.name, index) if index.settings.hosting.stubs else None
    if found is None:
        return None
    return RedirectContext(
        kind=key.kind,
        title="",
        description="",
        href=addresses.href(found.origin, index.settings),
        url=addresses.absolute(found.origin, index.settings),
        feed="",
        noindex=index.view == gate.DRAFTS,
        to=found.to,
        to_url=found.to_url,
    )


def resolve(name: str, index: Index) -> Led | None:
    """Where a folded address leads: what of it was written, and the href and the url at the end of the way."""
    found = ways.find(name, index)
    return found if isinstance(found, Led) else None


def reached_by(article: Article, index: Index) -> Iterable[PageKey]:
    """The stubs at its aliases, and those of redirects.tsv that lead to it."""
    return (key_of(origin, index) for origin in sorted(ways.to(article, index)))


def address(key: PageKey, index: Index) -> str:
    """The old address, as it was written."""
    found = resolve(key.name, index)
    return found.origin if found else key.name


PAGE = PageKind(
    name="redirect",
    stage=Stage.REDIRECTS,
    parts=("addresses", "hosting"),
    keys=keys,
    context=context,
    address=address,
    reached_by=reached_by,
    template="redirect.html",
)
