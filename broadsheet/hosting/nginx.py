"""`_nginx.conf`: what a server block of nginx includes.

What a location adds to the headers takes away all that it would inherit, so each location says everything. No quote
saves a dollar from meaning a variable: in what is answered they are encoded, and an exact location has none.
"""

from collections.abc import Iterator

from broadsheet.hosting import headers, types
from broadsheet.hosting.headers import Rule, Where
from broadsheet.hosting.servers import HIDDEN, TOLD, ServerContext, graves, leads, page, quoted

ADDRESS = "/_nginx.conf"
_WITH_CHARSET = sorted({kind for kind in types.BY_ENDING.values() if types.with_charset(kind) != kind} - {"text/html"})
_OWN = "$broadsheet_path"
"""The path of a request as it came, without what follows a question mark."""


def write(context: ServerContext) -> bytes:
    """The file `_nginx.conf`."""
    lines = [
        "# To be included in a server block, which says where it listens, its names and its root.",
        "index index.html;",
        "absolute_redirect off;",
        f"error_page 404 {quoted(context.editions[0][1])};",
        "types {",
        *(f"    {kind} {' '.join(endings)};" for kind, endings in _by_type()),
        "}",
        f"default_type {types.UNKNOWN};",
        "charset utf-8;",
        f"charset_types {' '.join(_WITH_CHARSET)};",
        *_headers(context, headers.PAGES),
        *_own_path(context),
        "",
        *_pages(context),
        f"location ~ {quoted('/' + HIDDEN)} {{ return 404; }}",
        f"location ~ {quoted('^' + _escaped(context.base) + '/' + TOLD)} {{ return 404; }}",
    ]
    for rule in context.rules:
        lines += ["", *_location(rule, context)]
    moved = leads(context.moved).items()
    lines += ["", *(f"location = {quoted(path)} {{ return 301 {quoted(to)}; }}" for path, to in moved)]
    lines += _gone(context)
    return "\n".join((*lines, "")).encode()


def _by_type() -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for ending, kind in types.BY_ENDING.items():
        found.setdefault(kind, []).append(ending)
    return sorted(found.items())


def _headers(context: ServerContext, cache: str, *, feed: bool = False) -> Iterator[str]:
    for name, value in context.security:
        yield f"add_header {name} {quoted(value)} always;"
    yield f"add_header Cache-Control {quoted(cache)};"
    if feed and context.hub:
        yield f"add_header Link {quoted(headers.links(context.hub, context.origin + _OWN))};"


def _own_path(context: ServerContext) -> Iterator[str]:
    if context.hub:
        yield f"set {_OWN} $request_uri;"
        yield rf'if ($request_uri ~ "^([^?]*)\\?") {{ set {_OWN} $1; }}'


def _pages(context: ServerContext) -> Iterator[str]:
    """Where pages are looked for, and what is shown of each edition where there is none."""
    tried = "$uri $uri/ =404" if context.html else "$uri $uri.html $uri/ =404"
    ssi = ["    ssi on;"] if context.ssi else []
    yield from ["location / {", *ssi, f"    try_files {tried};", "}"]
    for folder, missing in context.editions[1:]:
        yield from [f"location {quoted(folder)} {{", *ssi, f"    error_page 404 {quoted(missing)};"]
        yield from [f"    try_files {tried};", "}"]


def _location(rule: Rule, context: ServerContext) -> Iterator[str]:
    if rule.where is Where.FILE:
        yield f"location = {quoted(context.base + rule.value)} {{"
    else:
        yield f"location ~ {quoted(rule.pattern(context.base))} {{"
    if rule.type:
        yield "    types { }"
        yield f"    default_type {rule.type};"
    yield from (f"    {line}" for line in _headers(context, rule.cache, feed=rule.is_feed))
    yield f"    try_files $uri{'' if context.html or rule.where is not Where.FOLDER else ' $uri.html'} =404;"
    yield "}"


def _gone(context: ServerContext) -> Iterator[str]:
    """The page that says that something is gone is at the very address: so another location shows it."""
    found = graves(context.gone)
    yield from (f"location = {quoted(path)} {{ error_page 410 @gone; return 410; }}" for path in found)
    if found:
        yield "location @gone { try_files $uri $uri.html ${uri}index.html =410; }"


def _escaped(path: str) -> str:
    return Rule(Where.FILE, path).pattern("")[1:-1]


PAGE = page("nginx", ADDRESS, write)
