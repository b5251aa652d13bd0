"""site.webmanifest: how an edition looks when a reader puts it on the start screen of a phone."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from broadsheet import addresses
from broadsheet.index import queries
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey, Term
from broadsheet.pages import icons
from broadsheet.pages.kind import PageKind, Stage

_NAME = "webmanifest"


@dataclass(frozen=True, slots=True)
class ManifestContext:
    """A web app's manifest."""

    members: tuple[tuple[str, str], ...]
    """Its members that are texts, by name."""
    icons: tuple[tuple[tuple[str, str], ...], ...]
    """Its icons, each as its members."""


def keys(index: Index) -> Iterator[PageKey]:
    """One for each edition."""
    for edition in index.settings.editions:
        key = PageKey(_NAME, edition.language)
        if not _is_taken(key, index):
            yield key


def context(key: PageKey, index: Index) -> ManifestContext | None:
    """What it says, unless a file of the outlet's is in its place."""
    if _is_taken(key, index):
        return None
    settings, edition = index.settings, index.settings.edition(key.edition)
    home = addresses.href(addresses.term_address(Term("all", edition.language), settings), settings)
    members = {
        "id": home,
        "name": edition.title,
        "short_name": settings.app.short_name or edition.title,
        "description": edition.description,
        "lang": edition.language,
        "dir": edition.direction,
        "start_url": home,
        # Articles may have an address of their own outside the edition's folder.
        "scope": f"{settings.base}/",
        # With the browser's buttons to go back and to reload, which pages have no others for.
        "display": "minimal-ui",
        "theme_color": settings.app.color,
        "background_color": settings.app.background,
    }
    return ManifestContext(
        tuple((name, text) for name, text in members.items() if text),
        tuple(tuple(icon.items()) for icon in icons.of_app(index)),
    )


def address(key: PageKey, index: Index) -> str:
    """In the edition's folder."""
    return addresses.manifest_address(key.edition, index.settings)


def yields(wanted: str, index: Index) -> Iterable[PageKey]:
    """The one whose place it is."""
    each = (PageKey(_NAME, edition.language) for edition in index.settings.editions)
    return (key for key in each if addresses.fold(address(key, index)) == wanted)


def made_of(path: str, index: Index) -> Iterable[PageKey]:
    """All of them, where icons come or go with it."""
    if any(icons.made_of(path, index)):
        for edition in index.settings.editions:
            yield PageKey(_NAME, edition.language)


def write(manifest: ManifestContext) -> bytes:
    """A manifest's bytes."""
    said = dict(manifest.members) | ({"icons": [dict(icon) for icon in manifest.icons]} if manifest.icons else {})
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode()


def _is_taken(key: PageKey, index: Index) -> bool:
    return queries.is_taken(index, addresses.fold(address(key, index)))


MANIFEST = PageKind(
    name=_NAME,
    stage=Stage.FILES,  # all pages lead to it
    parts=("outlet", "app"),
    keys=keys,
    context=context,
    address=address,
    yields=yields,
    made_of=made_of,
    write=write,
)
