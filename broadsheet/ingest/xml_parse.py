"""A piece of an XML source, parsed: no DTD, no entity and no address outside ever reaches the parser."""

import html
import html.entities
import re
from collections.abc import Iterator, Mapping
from typing import Any

from broadsheet.entities import unescape
from broadsheet.ingest.formats import UnreadableError
from broadsheet.ingest.manuscript import Action, Decision
from broadsheet.ingest.xml_items import SPACES, START, TAG_MOST, Piece

_DOCTYPE = re.compile(r"<!DOCTYPE[^\[<>]*(?:\[[^\]]*\]\s*)?>")
_DECLARED = re.compile(r"<\?xml\b[^>]*>")
_REFERENCE = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos);)(?:#(?P<code>\d{1,7}|x[0-9a-fA-F]{1,6});|(?P<name>[A-Za-z]\w{0,31});)?"
)
_NAME = re.compile(r"[^\W\d][\w.-]*")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PREFIX = re.compile(r"<([A-Za-z_][\w.-]{0,63}):[A-Za-z_]|\s([A-Za-z_][\w.-]{0,63}):[\w.-]{1,64}\s*=\s*[\"']")
_KNOWN_SPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "media": "http://search.yahoo.com/mrss/",
    "wp": "http://wordpress.org/export/1.2/",
}


def parse(piece: Piece) -> tuple[Any, tuple[Decision, ...]]:
    """The element of a piece, with what was decided about it; broken markup is taken as far as it goes, and flagged."""
    from lxml import etree

    text, decisions = _clean(piece)
    data = text.encode("utf-8", "replace")
    safe = {
        "resolve_entities": False,
        "no_network": True,
        "load_dtd": False,
        "encoding": "utf-8",
        "remove_pis": True,
        "remove_comments": True,
    }
    try:
        return etree.fromstring(data, etree.XMLParser(**safe)), decisions
    except etree.XMLSyntaxError as problem:
        said = str(problem).partition(" (<string>")[0]
    root = etree.fromstring(data, etree.XMLParser(recover=True, **safe)) if data.strip() else None
    if root is None:
        raise UnreadableError("this isn't XML that can be read", f"the parser says: {said}")
    if piece.number or piece.name:
        broken = Decision(piece.line, "broken-markup", Action.FLAGGED, said, path=piece.place)
        decisions = (*decisions, broken)
    return root, decisions


def local(element: Any) -> str:
    """An element's name, without its namespace or prefix; empty for what is none (a comment)."""
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""


def text_of(element: Any) -> str:
    """All text within an element, its white space made single; empty for None."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def inner_html(element: Any) -> str:
    """What is within an element, as HTML without namespaces: for XHTML that stands in a source as XML."""
    from copy import deepcopy

    from lxml import etree

    copy = deepcopy(element)
    for one in copy.iter(etree.Element):
        name = local(one)
        one.tag = name if _NAME.fullmatch(name) else "span"  # what is left of `x:1` can't be one
        for name in [name for name in one.attrib if name.startswith("{") and not name.endswith("}lang")]:
            del one.attrib[name]
    etree.cleanup_namespaces(copy)
    parts = [_escape(copy.text or "")]
    parts += [etree.tostring(child, encoding="unicode", method="html", with_tail=True) for child in copy]
    return "".join(parts).strip()


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _clean(piece: Piece) -> tuple[str, tuple[Decision, ...]]:
    """The text as a parser without DTD can read it: no characters that XML forbids, no names that it doesn't know."""
    unknown: list[str] = []
    illegal: list[str] = []

    def meant(found: re.Match[str]) -> str:
        name = found["name"]
        if name and f"{name};" in html.entities.html5:
            return _escape(html.entities.html5[f"{name};"])
        if code := found["code"]:
            number = int(code[1:], 16) if code[0] == "x" else int(code)
            if 0x7F < number < 0xA0:  # meant in cp1252, as browsers take it
                return unescape(found[0])
            if number in (9, 10, 13) or (31 < number < 0x110000 and not _ILLEGAL.match(chr(number))):
                return found[0]
            illegal.append(found[0])
            return ""
        if name:
            unknown.append(found[0])
        return "&amp;" + found[0][1:]

    text = piece.text if piece.number else _without_declarations(piece.text)
    text, dropped = _ILLEGAL.subn("", text)
    if "&" in text:
        text = "".join(part if raw else _REFERENCE.sub(meant, part) for raw, part in _parts(text))
    decisions = list(piece.decisions)
    if count := dropped + len(illegal):
        said = f"characters that no text can hold: {count:,}"
        decisions.append(Decision(piece.line, "control-characters", Action.DROPPED, said, path=piece.place))
    decisions.extend(
        Decision(piece.line, "unknown-entity", Action.FLAGGED, one, path=piece.place) for one in dict.fromkeys(unknown)
    )
    return _with_spaces(text.strip(), piece.spaces), tuple(decisions)


def _without_declarations(text: str) -> str:
    text = text.lstrip("\ufeff \t\r\n")
    if declared := _DECLARED.match(text):
        text = text[declared.end() :]
    start = text.find("<!DOCTYPE", 0, TAG_MOST)
    found = _DOCTYPE.match(text, start) if start >= 0 else None
    return text[:start] + text[found.end() :] if found else text


def _parts(text: str) -> Iterator[tuple[bool, str]]:
    """The text by turns: what is markup, and (with True) what stands in CDATA sections."""
    at = 0
    while (start := text.find("<![CDATA[", at)) >= 0 and (stop := text.find("]]>", start)) >= 0:
        yield False, text[at:start]
        yield True, text[start : stop + 3]
        at = stop + 3
    yield False, text[at:]


def _with_spaces(text: str, given: Mapping[str, str]) -> str:
    """The text with its namespaces declared: those of its surroundings, and those that nobody declared."""
    tag = re.match(r"<[\w.:-]{1,200}", text)
    if tag is None:
        return text
    start = START.match(text)
    own = {prefix for prefix, _, _ in SPACES.findall(start[0] if start else "")}
    wanted = {prefix: address for prefix, address in given.items() if prefix not in own}
    used = {first or second for first, second in _PREFIX.findall(text)}
    anywhere = {prefix for prefix, _, _ in SPACES.findall(text)} if used else set()
    for prefix in sorted(used - anywhere - set(given) - {"xml", "xmlns"}):
        wanted[prefix] = _KNOWN_SPACES.get(prefix, f"urn:undeclared:{prefix}")
    declared = "".join(
        f' xmlns{":" if prefix else ""}{prefix}="{_escape(address)}"' for prefix, address in sorted(wanted.items())
    )
    return text[: tag.end()] + declared + text[tag.end() :]


def is_rooted(head: bytes, root: re.Pattern[bytes]) -> bool:
    """Whether a source that begins so has that outermost element, whatever its encoding and what stands before it."""
    text = head.replace(b"\x00", b"")[:4096]
    found = root.search(text)
    return bool(found) and not re.search(rb"<\w", text[: found.start()] if found else b"")
