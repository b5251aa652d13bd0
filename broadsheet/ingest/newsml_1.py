"""NewsML 1.2: NewsItems with components in components; a text with its pictures is one article."""

import re
from collections.abc import Iterator
from typing import Any

from broadsheet.ingest import nitf
from broadsheet.ingest.formats import Item, Known, RawSource, UnreadableError
from broadsheet.ingest.manuscript import Manuscript, Passed
from broadsheet.ingest.wire import Wire
from broadsheet.ingest.xml_facts import Facts, path_of
from broadsheet.ingest.xml_items import Piece, elements
from broadsheet.ingest.xml_parse import inner_html, is_rooted, parse, text_of

_ROOT = re.compile(rb"<(?:[\w.-]{1,64}:)?NewsML[\s>]")
_NAME = re.compile(r"<HeadLine\b[^>]{0,200}>([^<]{1,300})<")


class NewsMl1:
    """News items in NewsML 1."""

    name = "NewsML 1.2"

    def recognise(self, head: bytes, name: str) -> float:
        """By its outermost element."""
        return 0.9 if is_rooted(head, _ROOT) else 0

    def edge_lines(self, raw: RawSource) -> list[str]:
        """None: an item has no furniture."""
        return []

    def items(self, raw: RawSource, known: Known) -> Iterator[Item | Passed]:
        """Each news item."""
        before: Piece | None = None
        for piece in elements(raw, {"NewsItem"}):
            if isinstance(piece, Passed):
                yield piece
            elif piece.number:
                if before is not None:
                    yield Item(before.number, _name(before), before)
                before = piece
        if before is None:
            raise UnreadableError("there is no news item in this", "take it out of the folder")
        # An item that is alone needs no number.
        yield Item(before.number if before.number > 1 else 0, _name(before), before)

    def manuscript(self, item: Item, raw: RawSource, known: Known) -> Manuscript | Passed:
        """The article of one item."""
        piece: Piece = item.value
        root, decisions = parse(piece)
        wire = Wire(raw, known, decisions, piece.place if item.number else "")
        if piece.cut:
            wire.hold("the source breaks off in the middle of this item", piece.place)
        facts = Facts(root)
        _management(wire, facts)
        _lines(wire, facts)
        _described(wire, facts)
        _content(wire, facts)
        for name in ("NewsIdentifier", "NewsItemType", "Catalog", "MediaType", "Format", "MimeType", "Role"):
            for element in facts.each(name):
                facts.take(element)
        lang = facts.attribute("DescriptiveMetadata/Language", "FormalName")
        facts.rest(wire)
        identity = facts.text("NewsIdentifier/PublicIdentifier")
        revision = facts.text("NewsIdentifier/RevisionId")
        wire.keep("version", revision, "NewsIdentifier/RevisionId")
        identity = re.sub(rf":{re.escape(revision)}[A-Z]*$", "", identity) if revision else identity
        return wire.manuscript(identity, lang)


def _name(piece: Piece) -> str:
    found = _NAME.search(piece.text[:20000])
    return " ".join(found[1].split()) if found else ""


def _management(wire: Wire, facts: Facts) -> None:
    wire.when("date", facts.text("NewsManagement/FirstCreated"), "NewsManagement/FirstCreated")
    created = facts.text("NewsManagement/ThisRevisionCreated")
    if "date" not in wire.keys:
        wire.when("date", created, "NewsManagement/ThisRevisionCreated")
    wire.when("updated", created, "NewsManagement/ThisRevisionCreated")
    wire.keep("urgency", facts.attribute("NewsManagement/Urgency", "FormalName"), "NewsManagement/Urgency")
    status = facts.attribute("NewsManagement/Status", "FormalName")
    until = facts.text("StatusWillChange/DateAndTime")
    if status.lower() == "embargoed" and until:
        wire.when("embargo", until, "NewsManagement/StatusWillChange")
    else:
        wire.status(status, "NewsManagement/Status")
    for element in facts.each("NewsManagement/Instruction"):
        facts.take(element)
        said = text_of(element) or element.get("FormalName", "")
        if said.lower() in ("correction", "update", "rectify"):
            wire.ask(f"the agency marks this version: {said}", "NewsManagement/Instruction")
        else:
            wire.desk_note(said, "NewsManagement/Instruction")
    for element in facts.each("NewsManagement/DerivedFrom"):
        wire.drop("derived-from", element.get("NewsItem", ""), "NewsManagement/DerivedFrom")


def _lines(wire: Wire, facts: Facts) -> None:
    for name, key in (("HeadLine", "title"), ("SubHeadLine", "dek")):
        for place, element in enumerate(facts.each(f"NewsLines/{name}"), 1):
            facts.take(element)
            wire.take(key, text_of(element), f"NewsLines/{name}[{place}]")
    for element in facts.each("NewsLines/ByLine"):
        facts.take(element)
        wire.byline(text_of(element), "NewsLines/ByLine")
    for element in facts.each("NewsLines/DateLine"):
        facts.take(element)
        wire.dateline(text_of(element), "NewsLines/DateLine")
    wire.keep("slugline", facts.text("NewsLines/SlugLine"), "NewsLines/SlugLine")
    for element in facts.each("NewsLines/CreditLine"):
        facts.take(element)
        wire.agency(text_of(element), "NewsLines/CreditLine")
    wire.rights(facts.text("NewsLines/CopyrightLine"), "NewsLines/CopyrightLine")
    wire.rights(facts.text("NewsLines/RightsLine"), "NewsLines/RightsLine")
    wire.rights(facts.text("RightsMetadata/UsageRights"), "RightsMetadata/UsageRights", terms=True)
    for element in facts.each("NewsLines/KeywordLine"):
        facts.take(element)
        for word in re.split(r"[,;/]", text_of(element)):
            wire.subject(word, "", "NewsLines/KeywordLine")
    for element in facts.each("NewsLines/NewsLine"):
        facts.take(element)
        wire.desk_note(text_of(element), "NewsLines/NewsLine")


def _described(wire: Wire, facts: Facts) -> None:
    for place, element in enumerate(facts.each("AdministrativeMetadata/Provider"), 1):
        facts.take(element)
        said = next((one.get("FormalName", "") for one in element.iter("{*}Party")), "")
        if "agency" in wire.keys:
            wire.drop("provider", said, f"AdministrativeMetadata/Provider[{place}]")
        else:
            wire.agency(said, f"AdministrativeMetadata/Provider[{place}]")
    for element in facts.each("AdministrativeMetadata/Creator"):
        facts.take(element)
        for party in element.iter("{*}Party"):
            if "authors" not in wire.keys:
                wire.person(party.get("FormalName", ""), "AdministrativeMetadata/Creator")
    for name in ("SubjectDetail", "SubjectMatter", "Subject", "SubjectQualifier"):
        for element in facts.each(f"SubjectCode/{name}"):
            facts.take(element)
            named = element.get("FormalName", "")
            wire.subject("" if named.isdigit() else named, named, f"SubjectCode/{name}")
    for element in facts.each("DescriptiveMetadata/Genre"):
        facts.take(element)
        wire.genre(element.get("FormalName", ""), "DescriptiveMetadata/Genre")
    for element in facts.each("DescriptiveMetadata/Location"):
        facts.take(element)
        said = ", ".join(one.get("Value", "") for one in element.iter("{*}Property") if one.get("Value"))
        wire.drop("place", said, "DescriptiveMetadata/Location")
    for element in facts.each("Property"):
        name, value = element.get("FormalName", ""), element.get("Value", "") or text_of(element)
        if name.lower() in ("keyword", "keywords", "tag"):
            facts.take(element)
            wire.subject(value, "", path_of(element))


def _content(wire: Wire, facts: Facts) -> None:
    """The text and the pictures among the content items."""
    for item in facts.each("ContentItem"):
        kind = facts.attribute("MediaType", "FormalName", item).lower()
        address = item.get("Href", "")
        if kind in ("photo", "graphic", "picture", "image") or (address and not kind):
            wire.picture([address], _caption(item), "", "", path_of(item))
            continue
        for data in facts.each("DataContent", item):
            facts.take(data)
            _data(wire, facts, data)


def _caption(item: Any) -> str:
    """The caption of a picture: the headline of the component that it stands in alone."""
    component = item.getparent()
    names = ("NewsLines/HeadLine", "HeadLine")
    found = [one for name in names for one in component.findall(f"{{*}}{name.replace('/', '/{*}')}")]
    return text_of(found[0]) if found else ""


def _data(wire: Wire, facts: Facts, data: Any) -> None:
    if not text_of(data):
        return
    if wire.body:
        wire.drop("second-body", text_of(data), path_of(data))
        return
    inner = next((one for one in data.iter("{*}nitf")), None)
    if inner is not None:
        nitf.head(wire, facts, inner)
        nitf.text(wire, facts, inner)
    elif len(data):
        body = next((one for one in data.iter("{*}body.content", "{*}body")), data)
        wire.html(inner_html(body), path_of(data))
    elif "</p>" in (data.text or "").lower():
        wire.html(data.text, path_of(data))
    else:
        wire.text(data.text or "", path_of(data))
