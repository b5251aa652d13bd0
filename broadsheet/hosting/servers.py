"""What a server of one's own is told, whichever it is: nginx and Apache each write it down in their own way."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import unquote

from broadsheet import addresses
from broadsheet.hosting import headers, redirect_lists
from broadsheet.hosting.headers import Rule
from broadsheet.hosting.redirect_lists import Gone, Moved
from broadsheet.index import queries
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey
from broadsheet.pages.kind import PageKind, Stage

HIDDEN = r"\.(?!well-known(?:/|$))"
"""How a part of a path begins that nobody need read: our notes about the output, but not what standards put there."""
TOLD = r"(?:_headers|_redirects|_nginx\.conf)$"
"""What hosts are told in the output itself."""
LONGEST = 3000
"""Of how many bytes an address is at most that servers are told of; nginx reads words of up to 4,096."""


@dataclass(frozen=True, slots=True)
class ServerContext:
    """What a server is told."""

    base: str
    """The path of the outlet's url, not encoded: empty or `/news`."""
    origin: str
    """The outlet's url without its path."""
    security: tuple[tuple[str, str], ...]
    """The headers of everything."""
    rules: tuple[Rule, ...]
    """What is said of some files."""
    hub: str
    """The hub that tells subscribers; empty where there is none."""
    editions: tuple[tuple[str, str], ...]
    """The folder of each edition and the page that it shows where there is none, the main one's first, as paths,
    not encoded."""
    ssi: bool
    """Whether the server puts fragments in."""
    html: bool
    """Whether links say `.html`."""
    moved: tuple[Moved, ...]
    """The addresses that lead elsewhere."""
    gone: tuple[Gone, ...]
    """Those of what was taken down."""


def page(name: str, address: str, write: Callable[[ServerContext], bytes]) -> PageKind:
    """The kind of page that tells a server, which `[hosting] files` calls by the same name."""

    def keys(index: Index) -> Iterator[PageKey]:
        if name in index.settings.hosting.files and not queries.is_taken(index, address):
            yield PageKey(name, index.settings.outlet.language)

    def context(_key: PageKey, index: Index) -> ServerContext | None:
        return next((drawn(index) for _ in keys(index)), None)

    return PageKind(
        name=name,
        stage=Stage.REDIRECTS,
        parts=("hosting", "embeds", "feeds", "podcast", "sections", "addresses", "fragments"),
        keys=keys,
        context=context,
        address=lambda _key, _index: address,
        reached_by=partial(redirect_lists.reached_by, name),
        yields=lambda place, index: [PageKey(name, index.settings.outlet.language)] if place == address else [],
        write=write,
    )


def drawn(index: Index) -> ServerContext:
    """What all servers are told."""
    settings, base = index.settings, unquote(index.settings.base)
    missing = [addresses.not_found_address(edition.language, settings) for edition in settings.editions]
    return ServerContext(
        base=base,
        origin=settings.outlet.url.removesuffix(settings.base),
        security=tuple(headers.security(settings)),
        rules=tuple(headers.rules(settings)),
        hub=settings.feeds.hub,
        editions=tuple((base + one.removesuffix("404.html"), base + one) for one in missing),
        ssi=settings.fragments.include == "ssi",
        html=settings.addresses.html,
        moved=redirect_lists.moved(index),
        gone=redirect_lists.gone(index),
    )


def quoted(text: str) -> str:
    """A word as both write it, in quotes: only the quote itself and the backslash mean something in them."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def leads(moved: tuple[Moved, ...]) -> dict[str, str]:
    """Where each path leads that leads elsewhere."""
    found: dict[str, str] = {}
    for one in sorted(moved):
        for path in one.paths:
            if max(len(path.encode()), len(one.to)) <= LONGEST:
                found.setdefault(path, one.to)
    return found


def graves(gone: tuple[Gone, ...]) -> dict[str, str]:
    """The page that says so for each path of what was taken down."""
    found = {path: one.page for one in sorted(gone) for path in one.paths}
    return {path: page for path, page in found.items() if max(len(path.encode()), len(page.encode())) <= LONGEST}
