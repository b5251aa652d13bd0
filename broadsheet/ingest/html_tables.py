"""Tables that Markdown can't write, with cells over several rows or columns: they stay HTML."""

import re
from typing import TYPE_CHECKING

import nh3

if TYPE_CHECKING:
    from bs4 import Tag

_TAGS = {
    "table",
    "caption",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "th",
    "td",
    "b",
    "strong",
    "i",
    "em",
    "br",
    "a",
    "sup",
    "sub",
}
_ATTRIBUTES = {"th": {"colspan", "rowspan", "scope"}, "td": {"colspan", "rowspan"}, "a": {"href"}}


def table_as_html(table: "Tag") -> str:
    """The table as a block of HTML without empty lines, which would end it."""
    cleaned = nh3.clean(
        str(table), tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto", "tel"}, link_rel=None
    )
    return re.sub(r"(?<!\s)\s*\n\s*", "\n", cleaned).strip()
