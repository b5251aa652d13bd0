"""NewsML-G2: a newsItem, or a newsMessage with many of them; packages say which pictures belong to which text."""

import re
from collections.abc import Iterator
from typing import Any

from broadsheet.ingest import nitf
from broadsheet.ingest.formats import Item, Known, RawSource, UnreadableError
from broadsheet.ingest.manuscript import Manuscript, Passed
from broadsheet.ingest.wire import Wire
from broadsheet.ingest.xml_facts import Facts, path_of
from broadsheet.ingest.xml_items import Piece, elements
from broadsheet.ingest.xml_parse import inner_html, is_rooted, local, parse, text_of

_ROOT = re.compile(rb"<(?:[\w.-]{1,64}:)?(?:newsMessage|newsItem|packageItem)[\s>]")
_ITEM_CLASS = re.compile(r"<(?:[\w.-]{1,64}:)?itemClass\b[^>]{0,300}?qcode\s*=\s*[\"'][\w-]{1,40}:([\w-]{1,40})")
_NAME = re.compile(r"<(?:[\w.-]{1,64}:)?headline\b[^>]{0,300}>([^<]{1,300})<")
_GUID = re.compile(r"<[\w.:-]{1,80}\s[^>]{0,1000}?guid\s*=\s*[\"']([^\"']{1,300})[\"']")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class NewsMlG2:
    """News items in NewsML-G2."""

    name = "NewsML-G2"

    def recognise(self, head: bytes, name: str) -> float:
        """By its outermost element."""
        return 0.9 if is_rooted(head, _ROOT) else 0

    def edge_lines(self, raw: RawSource) -> list[str]:
        """None: an item has no furniture."""
        return []

    def items(self, raw: RawSource, known: Known) -> Iterator[Item | Passed]:
        """Each news item; pictures and packages are left out, and named."""
        before: Piece | None = None
        left = 0
        for piece in elements(raw, {"newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem"}):
            if isinstance(piece, Piece) and piece.number == 0:
                continue
            left += 1
            if isinstance(piece, Passed):
                yield piece
                continue
            if piece.name != "newsItem":
                yield Passed(piece.number, piece.name, f"a {piece.name} is no article")
                continue
            kind = found[1] if (found := _ITEM_CLASS.search(piece.text)) else "text"
            if kind in ("picture", "graphic", "video", "audio", "animation") and "inlineXML" not in piece.text:
                yield Passed(piece.number, _name(piece), f"a {kind} alone is no article")
                continue
            if before is not None:
                yield Item(before.number, _name(before), before)
            before = piece
        if before is None and not left:
            raise UnreadableError("there is no news item in this", "take it out of the folder")
        if before is not None:  # an item that is alone needs no number
            number = before.number if before.number > 1 else 0
            yield Item(number, _name(before), before)

    def manuscript(self, item: Item, raw: RawSource, known: Known) -> Manuscript | Passed:
        """The article of one item."""
        piece: Piece = item.value
        root, decisions = parse(piece)
        wire = Wire(raw, known, decisions, piece.place if item.number else "")
        if piece.cut:
            wire.hold("the source breaks off in the middle of this item", piece.place)
        facts = Facts(root)
        _meta(wire, facts)
        _content_meta(wire, facts)
        _who_and_where(wire, facts)
        _text(wire, facts)
        _pictures(wire, facts)
        for name in ("catalogRef", "generator", "profile", "itemClass", "fileName", "transmitId"):
            for element in facts.each(name):
                facts.take(element)
        lang = facts.attribute("contentMeta/language", "tag") or root.get(_LANG, "")
        facts.rest(wire)
        guid = root.get("guid", "")
        return wire.manuscript(guid, lang, guid if guid.startswith(("https://", "http://")) else "")


def _name(piece: Piece) -> str:
    found = _NAME.search(piece.text[:20000]) or _GUID.match(piece.text[:2000])
    return " ".join(found[1].split()) if found else ""


def _said(element: Any) -> str:
    """What an element names: its name, its text, its literal."""
    name = next((text_of(one) for one in element if local(one) == "name" and text_of(one)), "")
    own = " ".join((element.text or "").split())
    literal: str = element.get("literal", "")
    return name or own or literal


def _code(element: Any) -> str:
    codes: list[str] = [element.get(name, "") for name in ("qcode", "uri", "code")]
    return next(filter(None, codes), "")


def _each(facts: Facts, path: str) -> Iterator[tuple[Any, str, str]]:
    """The elements of a path, with what each names and its place; all in them is taken."""
    for place, element in enumerate(facts.each(path), 1):
        facts.take(element)
        yield element, _said(element), f"{path}[{place}]"


def _meta(wire: Wire, facts: Facts) -> None:
    """What is said of the item: dates, state, rights, notes to desks."""
    root = facts.root
    version = root.get("version", "")
    wire.keep("version", version, "newsItem/@version")
    facts.mark(root)
    wire.when("date", facts.text("itemMeta/firstCreated"), "itemMeta/firstCreated")
    wire.when("date", facts.text("contentMeta/contentCreated"), "contentMeta/contentCreated")
    created = facts.text("itemMeta/versionCreated")
    if "date" not in wire.keys:
        wire.when("date", created, "itemMeta/versionCreated")
    wire.when("updated", created, "itemMeta/versionCreated")
    wire.when("updated", facts.text("contentMeta/contentModified"), "contentMeta/contentModified")
    wire.when("embargo", facts.text("itemMeta/embargoed"), "itemMeta/embargoed")
    wire.when("expires", facts.text("itemMeta/expires"), "itemMeta/expires")
    for element, said, path in _each(facts, "itemMeta/pubStatus"):
        wire.status(_code(element) or said, path)
    for _, said, path in _each(facts, "itemMeta/edNote"):
        wire.desk_note(said, path)
    for element, said, path in _each(facts, "itemMeta/signal"):
        code = _code(element).rpartition(":")[2].lower()
        if code in ("correction", "corrected", "c", "cor") and "edStat" not in wire.extra:
            wire.ask("the agency marks this version as a correction: what was wrong?", path)
        elif code in ("kill", "cancel", "canceled"):
            wire.status("canceled", path)
        else:
            wire.drop("signal", said or _code(element), path)
    for name in ("service", "memberOf"):
        for element, said, path in _each(facts, f"itemMeta/{name}"):
            wire.belongs.append(said)
            wire.drop(name, said or _code(element), path)
    wire.rights(facts.text("rightsInfo/copyrightNotice"), "rightsInfo/copyrightNotice")
    for _, said, path in _each(facts, "rightsInfo/usageTerms"):
        wire.rights(said, path, terms=True)


def _content_meta(wire: Wire, facts: Facts) -> None:
    """What is said of the text: headlines, and what it is about."""
    for element, said, path in _each(facts, "contentMeta/headline"):
        role = element.get("role", "").rpartition(":")[2].lower()
        if role in ("subheadline", "sub", "subhead", "deck", "subtitle"):
            if said != wire.keys.get("title"):
                wire.take("dek", said, path)
        elif role in ("kicker", "overline", "roofline"):
            wire.take("kicker", said, path)
        else:
            wire.take("title", said, path)
    wire.take("title", facts.text("itemMeta/title"), "itemMeta/title")
    for element, said, path in _each(facts, "contentMeta/description"):
        if element.get("role", "").rpartition(":")[2].lower() in ("caption", "keywords", "toc"):
            wire.drop("description", said, path)
        else:
            wire.take("dek", said, path)
    for name in ("urgency", "slugline"):
        wire.keep(name, facts.text(f"contentMeta/{name}"), f"contentMeta/{name}")
    for element, said, path in _each(facts, "contentMeta/genre"):
        wire.genre(said or _code(element).rpartition(":")[2], path)
    for name in ("keyword", "subject"):
        for element, said, path in _each(facts, f"contentMeta/{name}"):
            wire.subject(said, _code(element), path)


def _who_and_where(wire: Wire, facts: Facts) -> None:
    for _, said, path in _each(facts, "contentMeta/by"):
        wire.byline(said, path)
    for _, said, path in _each(facts, "contentMeta/creditline"):
        if len(said) <= 40:
            wire.agency(said, path)
        else:
            wire.rights(said, path)
    for _, said, path in _each(facts, "itemMeta/provider"):
        if "agency" in wire.keys:
            wire.drop("provider", said, path)
        else:
            wire.agency(said, path)
    for name in ("creator", "contributor", "infoSource"):
        for element, said, path in _each(facts, f"contentMeta/{name}"):
            role = element.get("role", "").rpartition(":")[2].lower()
            writes = name == "creator" or role in ("reporter", "author", "writer", "byline", "correspondent")
            if writes and "authors" not in wire.keys:
                wire.person(said, path)
            else:
                wire.drop(name, said or _code(element), path)
    for _, said, path in _each(facts, "contentMeta/dateline"):
        wire.dateline(said, path)
    for _, said, path in _each(facts, "contentMeta/located"):
        wire.drop("place", said, path)


def _text(wire: Wire, facts: Facts) -> None:
    """The text, in whichever of the ways it is there: XHTML, NITF, or plain."""
    for content in facts.each("contentSet/inlineXML"):
        facts.take(content)
        if wire.body:
            wire.drop("second-body", text_of(content), path_of(content))
            continue
        inner = next((one for one in content.iter("{*}nitf")), None)
        if inner is not None:
            nitf.head(wire, facts, inner)
            nitf.text(wire, facts, inner)
            continue
        body = next((one for one in content.iter("{*}body")), content)
        for header in [one for one in body if local(one) == "header"]:
            wire.drop("header", text_of(header), path_of(header))
            body.remove(header)
        if "title" not in wire.keys:
            wire.take("title", next((text_of(one) for one in content.iter("{*}title")), ""), "html/head/title")
        wire.html(inner_html(body), "contentSet/inlineXML")
    for content in facts.each("contentSet/inlineData"):
        said = content.text or ""
        if wire.body:
            wire.drop("second-body", said, path_of(content))
        elif "html" in content.get("contenttype", ""):
            wire.html(said, "contentSet/inlineData")
        else:
            wire.text(said, "contentSet/inlineData")


def _pictures(wire: Wire, facts: Facts) -> None:
    """Pictures that the item refers to, by remote content or by links."""
    remote = list(facts.each("contentSet/remoteContent"))
    remote.sort(key=lambda one: -int(width) if re.fullmatch(r"[0-9]{1,6}", width := one.get("width", "")) else 0)
    addresses = [one.get("href", "") or one.get("residref", "") for one in remote]
    if any(addresses):
        wire.picture([one for one in addresses if one], "", "", "", "contentSet/remoteContent")
    for element, said, path in _each(facts, "itemMeta/link"):
        if element.get("href") and "image" in element.get("contenttype", ""):
            wire.picture([element.get("href")], said, "", "", path)
        else:
            wire.drop(
                "link", f"{element.get('rel', '')} {element.get('residref') or element.get('href') or said}", path
            )
