"""The picture that a page names to programs, where the text has it too: it leads with its caption, and stands once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from broadsheet.ingest.page_facts import Fact
from broadsheet.ingest.page_keys import Choice
from broadsheet.ingest.pictures import Finder

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST = 200
"""How many pictures of a text are looked at."""
_SOURCES = ("src", "data-src", "data-lazy-src", "data-original")
_AROUND = ("figure", "picture", "a", "p")


def led(text: str, named: Sequence[Fact], find: Finder, choice: Choice) -> str:
    """The text of a page with that picture before all else; as it was where it isn't in it, or didn't come along."""
    if "<img" not in text:
        return text
    wanted = next(((fact, found.path) for fact in named if (found := find(fact.value)) is not None), None)
    if wanted is None:
        return text
    from lxml import html

    root = html.fragment_fromstring(text, create_parent="div")
    for image in list(root.iter("img"))[:_MOST]:
        addresses = [address for name in _SOURCES if (address := image.get(name))]
        if any(found.path == wanted[1] for address in addresses if (found := find(address)) is not None):
            unit = _unit(image)
            if unit is None:
                return text
            _to_front(unit, root)
            choice.move("page-image", wanted[0], wanted[1], "image", 0.8)
            made: str = html.tostring(root, encoding="unicode")
            return made
    return text


def _unit(image: "HtmlElement") -> "HtmlElement | None":
    """A picture with what is around it alone; None where it is one of several in a figure, or stands in a table."""
    unit = image
    for parent in image.iterancestors():
        if parent.tag in ("table", "blockquote", "li"):
            return None
        if parent.tag == "figure":
            return parent if len(list(parent.iter("img"))) == 1 else None
        if parent.tag in _AROUND and unit is not None and not (parent.text_content() or "").strip():
            unit = parent
    return unit


def _to_front(unit: "HtmlElement", root: "HtmlElement") -> None:
    parent = unit.getparent()
    if parent is None:
        return
    before = unit.getprevious()
    tail, unit.tail = unit.tail or "", None
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(unit)
    said, root.text = root.text, None
    unit.tail = said
    root.insert(0, unit)
