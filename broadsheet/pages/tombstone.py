"""Tombstones: at each address of what desk.yaml takes down a page that says so, and nothing of what was there."""

from collections.abc import Iterator
from dataclasses import dataclass

from broadsheet import addresses
from broadsheet.article import When
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey
from broadsheet.pages import ways
from broadsheet.pages.kind import PageKind, Stage
from broadsheet.pages.views import PageContext
from broadsheet.pages.ways import Down


@dataclass(frozen=True, slots=True, kw_only=True)
class TombstoneContext(PageContext):
    """The page at an address of what was taken down. It has no title: that would be of what was there."""

    reason: str
    """Why, in the editors' words; may be empty."""
    date: When | None
    """When, where the editors say it."""


def keys(index: Index) -> Iterator[PageKey]:
    """All addresses of what was taken down, at which there can be a page."""
    for name in ways.gone(index):
        found = ways.find(name, index)
        if isinstance(found, Down) and found.origin.endswith(".html"):
            yield PageKey("tombstone", found.edition, name)


def keys_of(name: str, index: Index) -> Iterator[PageKey]:
    """The keys that the tombstone at a (folded) address may have."""
    for edition in index.settings.editions:
        yield PageKey("tombstone", edition.language, name)


def context(key: PageKey, index: Index) -> TombstoneContext | None:
    """What a tombstone says; None where it would be no page, since a file of static/ was there."""
    found = ways.find(key.name, index)
    if not isinstance(found, Down) or found.edition != key.edition or not found.origin.endswith(".html"):
        return None
    return TombstoneContext(
        kind=key.kind,
        title="",
        description="",
        href=addresses.href(found.origin, index.settings),
        url=addresses.absolute(found.origin, index.settings),
        feed="",
        noindex=True,
        reason=found.reason,
        date=found.date,
    )


def all_tombstones(index: Index) -> Iterator[str]:
    """The addresses, as they were written, that a host answers with 410: those of all tombstones, and of files."""
    for name in ways.gone(index):
        found = ways.find(name, index)
        if isinstance(found, Down):
            yield found.origin


def address(key: PageKey, index: Index) -> str:
    """The address of what was there."""
    found = ways.find(key.name, index)
    return found.origin if found else key.name


PAGE = PageKind(
    name="tombstone",
    stage=Stage.REDIRECTS,
    parts=("addresses",),
    keys=keys,
    context=context,
    address=address,
    template="tombstone.html",
)
