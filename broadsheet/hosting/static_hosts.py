"""`_headers` and `_redirects`, as Netlify and Cloudflare Pages read them.

Both take the same syntax and differ in what they can. Where both are named in `[hosting] files` there is one file for
both, so it says only what Cloudflare can take: no forced redirects, no 410, and so many lines.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from broadsheet import addresses
from broadsheet.hosting import headers, redirect_lists, types
from broadsheet.hosting.headers import Rule, Where
from broadsheet.hosting.redirect_lists import Gone, Moved
from broadsheet.index import queries
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey
from broadsheet.pages.kind import PageKind, Stage
from broadsheet.settings import Settings

HEADERS, REDIRECTS = "/_headers", "/_redirects"
MANIFEST = ".broadsheet-manifest"
"""Our notes in the output, which these hosts would serve like any other file."""
MOST_REDIRECTS, LONGEST_REDIRECT = 2000, 1000
"""Of how many lines, and of how many letters in each, Cloudflare takes notice."""
MOST_RULES = 100
"""Of how many blocks of headers it takes notice."""
DEEPEST = 6
"""In how many folders a feed can be at most: `/es/archive/2026/11/page-1/feed.xml`."""

_PROMPT = frozenset({headers.PAGES, headers.LISTS, headers.FRAGMENTS})
"""What these hosts do unasked: browsers ask each time, and nothing is kept of an earlier site."""


@dataclass(frozen=True, slots=True)
class HeadersContext:
    """What `_headers` says."""

    blocks: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """The paths, as patterns, and the headers of each."""


@dataclass(frozen=True, slots=True)
class RedirectsContext:
    """What `_redirects` says."""

    lines: tuple[str, ...]
    """Its lines."""
    left_out: int
    """How many redirects are more than the host takes."""


def headers_context(_key: PageKey, index: Index) -> HeadersContext | None:
    """The headers of all files; None where no such host is named, or the outlet has a file of its own."""
    if _hosts(index).isdisjoint(redirect_lists.KINDS["redirects"]) or queries.is_taken(index, HEADERS):
        return None
    settings = index.settings
    blocks = [(f"{settings.base}/*", tuple(headers.security(settings)))]
    for rule in headers.rules(settings):
        said = _said(rule)
        blocks += [(path, said) for path in _paths(rule, settings.base) if said]
    if settings.feeds.hub:
        free = MOST_RULES - len(blocks) if "cloudflare" in _hosts(index) else None
        for address in headers.main_feeds(settings)[:free]:
            link = headers.links(settings.feeds.hub, addresses.absolute(address, settings))
            blocks.append((addresses.href(address, settings), (("Link", link),)))
    return HeadersContext(tuple(blocks))


def _said(rule: Rule) -> tuple[tuple[str, str], ...]:
    said = [("Content-Type", types.with_charset(rule.type))] if rule.type else []
    if rule.cache not in _PROMPT:
        said.append(("Cache-Control", rule.cache))
    return tuple(said)


def _paths(rule: Rule, base: str) -> Iterator[str]:
    """The patterns of a rule. No two rules may be for one path: these hosts join what they find in both.

    A part that stands for one folder is the only way to say so of files by their name.
    """
    match rule.where:
        case Where.FOLDER:
            yield f"{base}{rule.value}*"
        case Where.FILE:
            yield base + quote(rule.value, safe="/")
        case Where.NAME:
            for depth in range(DEEPEST + 1):
                yield base + "".join(f"/:folder{number}" for number in range(depth)) + f"/{rule.value}"
        case Where.VARIANTS | Where.ENDING | Where.SITEMAPS:
            pass  # not to be told apart by these patterns: what is said of the folder holds


def write_headers(context: HeadersContext) -> bytes:
    """The file `_headers`."""
    blocks = [f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in said) for path, said in context.blocks]
    return "\n".join(blocks).encode()


def redirects_context(_key: PageKey, index: Index) -> RedirectsContext | None:
    """All redirects; None where no such host is named, or the outlet has a file of its own."""
    if _hosts(index).isdisjoint(redirect_lists.KINDS["redirects"]) or queries.is_taken(index, REDIRECTS):
        return None
    moved, gone, base = redirect_lists.moved(index), redirect_lists.gone(index), index.settings.base
    if "cloudflare" in _hosts(index):
        lines = [line for line in lines_of(moved, "301") if len(line) <= LONGEST_REDIRECT]
        kept = lines[: MOST_REDIRECTS - 1]
        return RedirectsContext((f"{base}/{MANIFEST} {base}/ 302", *kept), len(lines) - len(kept))
    missing = base + addresses.not_found_address(index.settings.outlet.language, index.settings)
    lines = [*lines_of(moved, "301!"), *gone_lines(gone)]
    return RedirectsContext((f"{base}/{MANIFEST} {missing} 404!", *lines), 0)


def lines_of(moved: Iterable[Moved], status: str) -> list[str]:
    """A line for each path that leads elsewhere; those come first that links most likely say."""
    found: dict[str, str] = {}
    for one in sorted(moved):
        found.setdefault(one.paths[0], one.to)
    for one in sorted(moved):
        for path in one.paths[1:]:
            found.setdefault(path, one.to)
    return [f"{quote(path, safe='/')} {to} {status}" for path, to in found.items()]


def gone_lines(gone: Iterable[Gone]) -> list[str]:
    """A line for each path of what was taken down, answered with the page that says so."""
    found = {path: one.page for one in sorted(gone) for path in one.paths}
    return [f"{quote(path, safe='/')} {quote(page, safe='/')} 410!" for path, page in found.items()]


def write_redirects(context: RedirectsContext) -> bytes:
    """The file `_redirects`."""
    lines = list(context.lines)
    if context.left_out:
        lines.insert(0, f"# {context.left_out} more than the host takes are left to stub pages")
    return "".join(f"{line}\n" for line in lines).encode()


def _hosts(index: Index) -> set[str]:
    return set(index.settings.hosting.files)


def _key(kind: str, settings: Settings) -> PageKey:
    return PageKey(kind, settings.outlet.language)


def _headers_keys(index: Index) -> Iterator[PageKey]:
    key = _key("headers", index.settings)
    if headers_context(key, index):
        yield key


def _redirects_keys(index: Index) -> Iterator[PageKey]:
    key = _key("redirects", index.settings)
    if key in redirect_lists.keys_of(index) and not queries.is_taken(index, REDIRECTS):
        yield key


HEADERS_PAGE = PageKind(
    name="headers",
    stage=Stage.REDIRECTS,
    parts=("hosting", "embeds", "feeds", "podcast", "sections", "addresses"),
    keys=_headers_keys,
    context=headers_context,
    address=lambda _key, _index: HEADERS,
    yields=lambda address, index: [_key("headers", index.settings)] if address == HEADERS else [],
    write=write_headers,
)

REDIRECTS_PAGE = PageKind(
    name="redirects",
    stage=Stage.REDIRECTS,
    parts=("hosting", "addresses"),
    keys=_redirects_keys,
    context=redirects_context,
    address=lambda _key, _index: REDIRECTS,
    reached_by=partial(redirect_lists.reached_by, "redirects"),
    yields=lambda address, index: [_key("redirects", index.settings)] if address == REDIRECTS else [],
    write=write_redirects,
)
