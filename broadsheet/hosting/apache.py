"""`.htaccess`: the same for Apache, where `AllowOverride FileInfo` is given, and `Options` for fragments.

Rules are matched against the path below the folder that the file is in, so the path of the outlet's url isn't in them.
Where they lead to, `%` and `$` mean something, and a backslash before them takes that away; in a header `%%` is a `%`.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote

from broadsheet.hosting import headers, types
from broadsheet.hosting.servers import HIDDEN, TOLD, ServerContext, graves, leads, page, quoted

ADDRESS = "/.htaccess"
_MEANING = re.compile(r"[\\^$.|?*+()\[\]{}]")
"""What means something in a regular expression."""


def write(context: ServerContext) -> bytes:
    """The file `.htaccess`."""
    lines = [
        *_errors(context),
        "<IfModule mod_mime.c>",
        *(f"    AddType {quoted(types.with_charset(kind))} .{ending}" for ending, kind in types.BY_ENDING.items()),
        "</IfModule>",
        *_types(context),
        *_fragments(context),
        "<IfModule mod_headers.c>",
        *(f"    {line}" for line in _headers(context)),
        "</IfModule>",
        "<IfModule mod_rewrite.c>",
        *(f"    {line}" for line in _rewriting(context)),
        "</IfModule>",
    ]
    return "\n".join((*lines, "")).encode()


def _errors(context: ServerContext) -> Iterator[str]:
    yield f"ErrorDocument 404 {quoted(quote(context.editions[0][1]))}"
    for folder, missing in context.editions[1:]:
        yield f"<If {quoted(f'%{{REQUEST_URI}} =~ m#^{_escaped(folder)}#')}>"
        yield f"    ErrorDocument 404 {quoted(quote(missing))}"
        yield "</If>"
    for path, gone in graves(context.gone).items():
        yield f"<If {quoted(_is('^' + _escaped(path) + '$'))}>"
        yield f"    ErrorDocument 410 {quoted(quote(gone))}"
        yield "</If>"


def _types(context: ServerContext) -> Iterator[str]:
    for rule in context.rules:
        if rule.type:
            yield f"<If {quoted(_is(rule.pattern(context.base)))}>"
            yield f"    ForceType {quoted(types.with_charset(rule.type))}"
            yield "</If>"


def _is(pattern: str) -> str:
    return f"%{{REQUEST_URI}} =~ m#{pattern}#"


def _fragments(context: ServerContext) -> Iterator[str]:
    if context.ssi:
        yield from ["<IfModule mod_include.c>", "    Options +IncludesNOEXEC", "    AddOutputFilter INCLUDES .html"]
        yield "</IfModule>"


def _headers(context: ServerContext) -> Iterator[str]:
    for name, value in context.security:
        yield f"Header always set {name} {quoted(value.replace('%', '%%'))}"
    yield f"Header set Cache-Control {quoted(headers.PAGES)}"
    for rule in reversed(context.rules):  # the last that fits holds
        condition = quoted("expr=" + _is(rule.pattern(context.base)))
        yield f"Header set Cache-Control {quoted(rule.cache)} {condition}"
        if rule.is_feed and context.hub:
            link = headers.links(context.hub, f"{context.origin}%{{escape:%{{REQUEST_URI}}}}")
            yield f"Header set Link {quoted('expr=' + link)} {condition}"


def _rewriting(context: ServerContext) -> Iterator[str]:
    yield "RewriteEngine On"
    yield f'RewriteRule "(?:^|/){HIDDEN}" - [R=404,L]'
    yield f'RewriteRule "^{TOLD}" - [R=404,L]'
    for path, to in leads(context.moved).items():
        escaped = to.replace("%", r"\%")
        yield f'RewriteRule "{_whole(path, context.base)}" "{escaped}" [R=301,NE,L]'
    for path in graves(context.gone):
        # Its page is at the very address, and is asked for once more when the answer is 410.
        yield "RewriteCond %{ENV:REDIRECT_STATUS} ^$"
        yield f'RewriteRule "{_whole(path, context.base)}" - [G,L]'
    if not context.html:
        yield "RewriteCond %{REQUEST_FILENAME} !-f"
        yield "RewriteCond %{REQUEST_FILENAME}.html -f"
        yield 'RewriteRule "^(.+)$" "$1.html" [L]'


def _whole(path: str, base: str) -> str:
    """A pattern that fits a path alone. These rules have no way to write a quote in quotes but by its number."""
    return f"^{_escaped(path.removeprefix(base + '/'))}$".replace('"', r"\x22")


def _escaped(text: str) -> str:
    return _MEANING.sub(r"\\\g<0>", text)


PAGE = page("apache", ADDRESS, write)
