"""What desk.yaml takes down. A mistake anywhere else in it must not bring anything back."""

import re

import msgspec

from broadsheet import addresses, redirects
from broadsheet import desk_names as naming
from broadsheet import front_matter_types as types
from broadsheet.article import When
from broadsheet.front_matter import Findings, Mapping, Node, Text, fields_of, with_plain_ends, without_forbidden
from broadsheet.settings import Settings

_KEY = re.compile(r"takedowns:(?:\s|$)")


class Takedown(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is taken down: an article, whatever stands at an address, or both."""

    article: str = ""
    """Which one: `content:PATH` or `article:ID`; its file need not be there."""
    address: str = ""
    """The address, as the file that answers there."""
    reason: str = ""
    """Why, in words for readers."""
    date: When | None = None
    """When, where readers shall know it."""
    line: int = 0
    """Where desk.yaml says so."""


def read(node: Node, settings: Settings, findings: Findings) -> tuple[Takedown, ...]:
    """The takedowns that a part of desk.yaml names; of two for one thing the first says why."""
    found = types.several(node, lambda one: _takedown(one, settings, findings))
    first: dict[str, int] = {}
    for takedown in found:
        for name in filter(None, (takedown.article, addresses.fold(takedown.address))):
            if name in first:
                hint = f"readers are told what line {first[name]} says"
                findings.warning("this is taken down twice", takedown.line, hint=hint)
            first.setdefault(name, takedown.line)
    return found


def alone(data: bytes, path: str, settings: Settings) -> tuple[tuple[Takedown, ...], bool]:
    """The takedowns of a desk.yaml that has a mistake anywhere: those of them that can be read, and whether all can.

    They are looked for in the lines of their own, from `takedowns:` to the next key, whatever stands in the others.
    """
    rows = without_forbidden(with_plain_ends(data.decode("utf-8", "replace"))).split("\n")
    kept, within, found = [], False, False
    for row in rows:
        if row[:1] not in ("", " ", "-", "#", "\t"):
            within = bool(_KEY.match(row)) and not found
            found |= within
        kept.append(row if within else "")
    findings = Findings(path)
    fields = fields_of("\n".join(kept), findings) if found else None
    if not fields or "takedowns" not in fields:
        return (), False
    takedowns = read(fields["takedowns"][1], settings, findings)
    return takedowns, not findings.failed


def _takedown(node: Node, settings: Settings, findings: Findings) -> Takedown | None:
    if isinstance(node, Text):
        if _path(node.value.strip(), settings):
            address = _gone_from(node, settings, findings)
            return Takedown(address=address, line=node.line) if address else None
        article = _article(node, findings)
        return Takedown(article=article, line=node.line) if article else None
    if not isinstance(node, Mapping):
        hint = "write each on a line of its own, after a hyphen"
        findings.error("a takedown is one article, not a list", node.line, node.column, hint)
        return None
    fields = node.fields
    known = [name for name in Takedown.__struct_fields__ if name != "line"]
    types.check_keys(fields, known, "a takedown", findings)
    if "article" not in fields and "address" not in fields:
        hint = "article: and its path in content/ or its id, or address: and where it was"
        findings.error("a takedown needs an article or an address", node.line, node.column, hint)
        return None
    article = _article(fields["article"][1], findings) if "article" in fields else ""
    address = _gone_from(fields["address"][1], settings, findings) if "address" in fields else ""
    if not article and not address:
        return None  # which is told
    return Takedown(
        article=article,
        address=address,
        reason=types.text(fields["reason"][1], findings) if "reason" in fields else "",
        date=types.when(fields["date"][1], settings.zone, findings) if "date" in fields else None,
        line=node.line,
    )


def _article(node: Node, findings: Findings) -> str:
    """An article as a person names it; empty, and told, where none can be meant."""
    before = len(findings.problems)
    article = naming.article(node, findings)
    return article if len(findings.problems) == before and article != "article:" else ""


def _gone_from(node: Node, settings: Settings, findings: Findings) -> str:
    """The file that answers at an address of which something shall go; empty, and told, where nothing can."""
    value = types.text(node, findings)
    address = addresses.file_of(_path(value, settings) or value)
    why = addresses.check(address)
    if not why and (owner := addresses.reserved(address, settings)):
        why = f"{address} is that of {owner}"
    if why:
        hint = "write it as it stands after the host: /city/2026/11/x.html"
        if addresses.fold(address).startswith("/media/"):
            hint = "take the file out of media/"
        findings.error(f"nothing can be taken down there: {why}", node.line, node.column, hint)
        return ""
    return address


def _path(value: str, settings: Settings) -> str:
    """The path of this site that a person has pasted; empty where it's none, as an id like `https://x.example/?p=1`."""
    path, _ = redirects.way(value, settings.outlet.url)
    return path if path != "/" or value == path else ""
