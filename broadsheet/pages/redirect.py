"""Stubs at old addresses that lead to the new ones: from `aliases:` and from content/redirects.tsv."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from broadsheet import addresses
from broadsheet.article import Article
from broadsheet.index import queries
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey
from broadsheet.pages import show
from broadsheet.pages.kind import PageKind, Stage
from broadsheet.pages.views import PageContext


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectContext(PageContext):
    """A stub: `href` and `url` are the old address, `to` the new one."""

    to: str
    """Where it leads."""
    to_url: str
    """Where it leads, in full."""


def keys(index: Index) -> Iterator[PageKey]:
    """All addresses that are led elsewhere."""
    if not index.settings.hosting.stubs:
        return
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
    _, to, to_url = found
    where = address(key, index)
    return RedirectContext(
        kind=key.kind,
        title="",
        description="",
        href=addresses.href(where, index.settings),
        url=addresses.absolute(where, index.settings),
        feed="",
        noindex=True,
        to=to,
        to_url=to_url,
    )


def touched_by(article: Article, index: Index) -> Iterable[PageKey]:
    """The stubs at its aliases, and those of redirects.tsv that lead to it."""
    for alias in article.aliases:
        yield key_of(addresses.file_of(alias), index)
    yield from reached_by(article, index)


def reached_by(article: Article, index: Index) -> Iterable[PageKey]:
    """The stubs of redirects.tsv that lead to it."""
    for reference in show.references(article):
        for origin in queries.origins(index, reference):
            yield key_of(origin, index)


def address(key: PageKey, index: Index) -> str:
    """The old address, as it was written."""
    found = resolve(key.name, index)
    return found[0] if found else key.name


def resolve(name: str, index: Index) -> tuple[str, str, str] | None:
    """The old address as it was written, and the href and the url that it leads to."""
    settings = index.settings
    held = queries.holder(index, f"address:{name}")
    if held is not None:
        path, by_alias = held
        owner = queries.document(index, path) if by_alias else None
        if owner is None:
            return None
        origin = next(alias for alias in map(addresses.file_of, owner.aliases) if addresses.fold(alias) == name)
        to = show.article_address(owner, index)
        return origin, addresses.href(to, settings), addresses.absolute(to, settings)
    row = queries.redirect(index, name)
    if row is None:
        return None
    origin, target = row
    if not target.startswith(("article:", "content:")):
        if target.startswith("/"):
            return origin, settings.base + target, settings.outlet.url + target
        return origin, target, target
    article = queries.target(index, target)
    if article is None:
        return None
    to = show.article_address(article, index)
    return origin, addresses.href(to, settings), addresses.absolute(to, settings)


PAGE = PageKind(
    name="redirect",
    stage=Stage.REDIRECTS,
    parts=("addresses", "hosting"),
    keys=keys,
    context=context,
    address=address,
    touched_by=touched_by,
    reached_by=reached_by,
    template="redirect.html",
)
