"""A page parted into blocks of text: what stands in one place, and is either part of the article or not."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from lxml.html import HtmlElement

BLOCKS = frozenset(
    re.findall(
        r"[^ ]+",
        "address article aside blockquote body caption center dd details dialog div dl dt fieldset"
        " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre"
        " section summary table tbody td tfoot th thead tr ul iframe video audio object amp-iframe",
    )
)
MEDIA = frozenset(
    re.findall(r"[^ ]+", "img iframe video audio object embed amp-img amp-iframe amp-video amp-youtube svg picture")
)
_GONE = frozenset(
    re.findall(r"[^ ]+", "script style template link meta button input select textarea dialog svg canvas map form nav")
)
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)


class Block(msgspec.Struct, frozen=True):
    """A block without blocks in it, with its text on one line, the letters alone, and the share that is links."""

    element: "HtmlElement"
    text: str
    letters: str
    linked: float = 0.0


def letters_of(text: str) -> str:
    """The letters and digits of a text: what is left when marks and spacing are taken from it."""
    return "".join(c for c in text.casefold() if c.isalnum())


def strip(root: "HtmlElement") -> None:
    """Takes from the tree what holds no text of the article: programs, controls, menus, comments, what is hidden."""
    from lxml import etree

    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            _remove(element)
            continue
        if element.tag == "noscript":
            # The picture for browsers without scripts stands beside the one that a script would load.
            parent = element.getparent()
            if parent is not None and any(one is not element for one in parent.iter("img", "amp-img", "iframe")):
                _remove(element)
            continue
        gone = element.tag in _GONE
        if element.tag == "form" and len(element.text_content()) > 1500:
            gone = False  # a whole page in a form, as some systems have it
        hidden = element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))
        if gone or (hidden and not element.xpath(".//p[string-length() > 200]")):
            _remove(element)
    etree.strip_elements(root, "head", with_tail=False)
    _wrap_runs(root)


def _remove(element: "HtmlElement") -> None:
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
        element.tail = None
    parent.remove(element)


def remove(element: "HtmlElement") -> None:
    """Takes an element out of its tree; the text behind it stays."""
    _remove(element)


def _has_blocks(root: "HtmlElement") -> set["HtmlElement"]:
    """The elements with a block somewhere inside."""
    out: set[HtmlElement] = set()
    for element in root.iter():
        if element.tag in BLOCKS:
            for parent in element.iterancestors():
                if parent in out:
                    break
                out.add(parent)
    return out


def _wrap_runs(root: "HtmlElement") -> None:
    """Puts text that stands loose between blocks, or is parted by empty lines only, into paragraphs."""
    from lxml import html as lxml_html

    holding = _has_blocks(root)
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in ("table", "tr", "tbody", "thead", "tfoot", "pre", "dl"):
            continue
        if element.tag in ("ul", "ol", "select", "picture", "video", "audio", "object"):
            continue
        mixed = element in holding
        if not mixed and (element.tag not in BLOCKS or len(element.findall("br")) < 2):
            continue
        parts = _parts(element, holding)
        for child in list(element):
            element.remove(child)
            child.tail = None
        element.text = None
        for part in parts:
            if not isinstance(part, list):
                element.append(part)
            elif any(isinstance(one, str) and one.strip() for one in part) or any(
                _says(one) for one in part if not isinstance(one, str)
            ):
                paragraph = lxml_html.Element("p")
                _fill(paragraph, part)
                element.append(paragraph)


Run = list["str | HtmlElement"]


def _parts(element: "HtmlElement", holding: "set[HtmlElement]") -> "list[Run | HtmlElement]":
    """What stands in an element: blocks, and the runs of text between them or between empty lines."""
    run: Run = [element.text or ""]
    parts: list[Run | HtmlElement] = [run]
    breaks = 0
    for child in element:
        if child.tag in BLOCKS or child in holding:
            run = []
            parts += [child, run]
            breaks = 0
        elif child.tag == "br" and breaks:
            run = []
            parts.append(run)
        else:
            run.append(child)
            breaks = int(child.tag == "br")
        if child.tail:
            run.append(child.tail)
            breaks = breaks if not child.tail.strip() else 0
    return parts


def _fill(paragraph: "HtmlElement", run: Run) -> None:
    last: HtmlElement | None = None
    for one in run:
        if not isinstance(one, str):
            paragraph.append(one)
            last = one
        elif last is not None:
            last.tail = (last.tail or "") + one
        else:
            paragraph.text = (paragraph.text or "") + one


def _says(element: "HtmlElement") -> bool:
    """Whether there is text or a picture in an inline element."""
    if element.tag in MEDIA:
        return True
    return bool(element.text_content().strip()) or any(one.tag in MEDIA for one in element.iter())


def blocks_of(root: "HtmlElement") -> Iterator[Block]:
    """The blocks of text, in their order. A code block is one, whatever is in it."""
    holding = _has_blocks(root)
    inside: HtmlElement | None = None
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if inside is not None:
            if inside in element.iterancestors():
                continue
            inside = None
        if element.tag == "pre" or (element.tag in BLOCKS and element not in holding):
            inside = element
            text = " ".join(element.text_content().split())
            letters = letters_of(text)
            if letters:
                linked = sum(len(letters_of(a.text_content())) for a in element.iter("a")) / len(letters)
                yield Block(element, text, letters, min(1.0, linked))
