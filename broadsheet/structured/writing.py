"""A graph as JSON-LD in a page: compact, and with nothing in it that could end the script that it stands in."""

import re

import msgspec
from markupsafe import Markup

from broadsheet.pages.views import PageContext, SiteView
from broadsheet.structured import graph
from broadsheet.structured.outlet import Outlet
from broadsheet.structured.schema import Graph, Thing

_UNSAFE = re.compile("[<>&\u2028\u2029]")
_encode = msgspec.json.Encoder().encode


class Structured:
    """`structured(page)` in templates: what a page says of itself to programs, as a `<script>`; nothing on some pages.

    What it gives hangs on its arguments and the outlet alone. `title` is the page's name in its head, as text or as
    what a block of the template gives.
    """

    __slots__ = ("_outlet",)

    def __init__(self, site: SiteView) -> None:
        self._outlet = Outlet(site)

    def __call__(self, page: PageContext, title: str = "") -> Markup:
        things = graph.things(page, title, self._outlet)
        if not things:
            return Markup()
        # Nothing in it can end the script: that takes a `<`, and there is none.
        return Markup(f'<script type="application/ld+json">{json_ld(things)}</script>')  # noqa: S704


def json_ld(things: tuple[Thing, ...]) -> str:
    """A graph as JSON, in which `<`, `>`, `&` and what ends lines of script stand as escapes."""
    text = _encode(Graph("https://schema.org", things)).decode()
    return _UNSAFE.sub(_escaped, text) if _UNSAFE.search(text) else text


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
