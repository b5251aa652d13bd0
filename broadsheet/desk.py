"""content/desk.yaml -> Desk: what editors change under stress, so a mistake in it must never take anything away."""

import re

import msgspec

from broadsheet import front_matter_types as types
from broadsheet.article import When
from broadsheet.front_matter import Findings, Mapping, Node, Text, decode, fields_of
from broadsheet.problems import Problem
from broadsheet.settings import Settings

PATH = "content/desk.yaml"

_WEB = re.compile(r"https?:", re.IGNORECASE)
_UP = re.compile(r"(?:^|/)\.\.(?:/|$)")


class Pin(msgspec.Struct, frozen=True):
    """An article that stands first on the home page."""

    article: str
    """Which one: `content:PATH` (a path under content/) or `article:ID`."""
    expires: When | None = None
    """The instant from which it's a story like any other."""
    line: int = 0
    """Where desk.yaml says so."""


class Breaking(msgspec.Struct, frozen=True):
    """The banner of the home page."""

    text: str
    """What has happened."""
    link: str = ""
    """Where it leads: `content:PATH`, `article:ID`, an address of ours, a web address, or nowhere."""
    expires: When | None = None
    """The instant from which it's gone."""
    line: int = 0
    """Where desk.yaml says so."""


class Desk(msgspec.Struct, frozen=True):
    """All of desk.yaml, in parts."""

    pins: tuple[Pin, ...] = ()
    """The articles that stand first on the home page, in this order."""
    breaking: Breaking | None = None
    """The banner of the home page."""


def read(data: bytes | None, path: str, settings: Settings) -> tuple[Desk | None, list[Problem]]:
    """The desk that the bytes of a desk.yaml give; an empty one without a file.

    None when anything in it is wrong: whoever has the last good one keeps it.
    """
    if data is None or not data.strip():
        return Desk(), []
    findings = Findings(path)
    text = decode(data, findings)
    if text is None:
        return None, findings.problems
    fields = fields_of(text, findings)
    if fields is None:
        return None, findings.problems
    types.check_keys(fields, Desk.__struct_fields__, "desk.yaml", findings)
    desk = Desk(
        pins=_pins(fields["pins"][1], settings, findings) if "pins" in fields else (),
        breaking=_breaking(fields["breaking"][1], settings, findings) if "breaking" in fields else None,
    )
    return None if findings.failed else desk, findings.problems


def _pins(node: Node, settings: Settings, findings: Findings) -> tuple[Pin, ...]:
    pins: dict[str, Pin] = {}
    for pin in types.several(node, lambda one: _pin(one, settings, findings)):
        if pin.article in pins:
            hint = f"it keeps the place that it has on line {pins[pin.article].line}"
            findings.warning("the article is pinned twice", pin.line, hint=hint)
        pins.setdefault(pin.article, pin)
    return tuple(pins.values())


def _pin(node: Node, settings: Settings, findings: Findings) -> Pin | None:
    if isinstance(node, Text):
        return Pin(_article(node, findings), line=node.line)
    if not isinstance(node, Mapping):
        hint = "write each on a line of its own, after a hyphen"
        findings.error("a pin is one article, not a list", node.line, node.column, hint)
        return None
    types.check_keys(node.fields, ("article", "expires"), "a pin", findings)
    if "article" not in node.fields:
        hint = "article: and its path in content/, or its id"
        findings.error("a pin needs an article", node.line, node.column, hint)
        return None
    return Pin(_article(node.fields["article"][1], findings), _expires(node, settings, findings), node.line)


def _breaking(node: Node, settings: Settings, findings: Findings) -> Breaking | None:
    if not isinstance(node, Mapping):
        words = types.text(node, findings)
        return Breaking(words, line=node.line) if words else None
    types.check_keys(node.fields, ("text", "link", "expires"), "breaking", findings)
    words = types.text(node.fields["text"][1], findings) if "text" in node.fields else ""
    if not words:
        findings.error("breaking needs a text", node.line, node.column, "text: and what has happened")
    link = _link(node.fields["link"][1], findings) if "link" in node.fields else ""
    return Breaking(words, link, _expires(node, settings, findings), node.line)


def _expires(node: Mapping, settings: Settings, findings: Findings) -> When | None:
    return types.when(node.fields["expires"][1], settings.zone, findings) if "expires" in node.fields else None


def _link(node: Node, findings: Findings) -> str:
    value = types.text(node, findings)
    if _WEB.match(value):
        return types.web_address(node, findings)
    if value.startswith("/"):
        return types.address(node, findings)
    return _article(node, findings) if value else ""


def _article(node: Node, findings: Findings) -> str:
    """An article as a person names it: a path, with or without content/ in front, or an id."""
    value = types.text(node, findings)
    if value.startswith("article:"):
        return value
    path = value.removeprefix("content:").removeprefix("content/")
    if path != value or path.endswith(".md"):
        if _UP.search(path) or "\\" in path or not path.endswith(".md"):
            hint = "its path in content/, such as 2026/11/ferry.md"
            findings.error(f'"{value}" isn\'t an article of ours', node.line, node.column, hint)
        return f"content:{path}"
    if isinstance(node, Text) and (not value or value.startswith("/")):
        hint = "its path in content/, such as 2026/11/ferry.md, or its id"
        findings.error("an article must be named here", node.line, node.column, hint)
    return f"article:{types.identity(node, findings)}" if isinstance(node, Text) else ""
