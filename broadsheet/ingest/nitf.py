"""NITF, the news text format of agencies: one article a document, also inside NewsML."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from broadsheet.article import Note
from broadsheet.ingest.formats import Item, Known, RawSource
from broadsheet.ingest.manuscript import Manuscript, Passed
from broadsheet.ingest.wire import Wire
from broadsheet.ingest.xml_facts import Facts, path_of
from broadsheet.ingest.xml_items import document
from broadsheet.ingest.xml_parse import inner_html, is_rooted, local, parse, text_of

_ROOT = re.compile(rb"<(?:[\w.-]{1,64}:)?nitf[\s>]")
_END = re.compile(r"</(?:[\w.-]{1,64}:)?nitf\s*>", re.I)
_NEAR = 10_000
"""In characters: so near to its end a document is closed, whatever a wire puts behind it."""
_AS_HTML = {
    "hl1": "h2",
    "hl2": "h3",
    "bq": "blockquote",
    "block": "div",
    "body.content": "div",
    "nitf-table": "div",
    "q": "q",
    "credit": "cite",
    "dl": "dl",
}


class Nitf:
    """A news text in NITF."""

    name = "NITF"

    def recognise(self, head: bytes, name: str) -> float:
        """By its outermost element."""
        return 0.9 if is_rooted(head, _ROOT) else 0

    def edge_lines(self, raw: RawSource) -> list[str]:
        """None: an item has no furniture."""
        return []

    def items(self, raw: RawSource, known: Known) -> Iterator[Item | Passed]:
        """The document itself."""
        yield Item()

    def manuscript(self, item: Item, raw: RawSource, known: Known) -> Manuscript | Passed:
        """The one article in it."""
        piece = document(raw)
        root, decisions = parse(piece)
        wire = Wire(raw, known, decisions)
        if not _END.search(piece.text, max(0, len(piece.text) - _NEAR)):
            wire.hold("the source breaks off before its end", "")
        facts = Facts(root)
        head(wire, facts)
        text(wire, facts, root)
        lang = root.get("{http://www.w3.org/XML/1998/namespace}lang") or facts.attribute("body", "lang")
        identity = facts.attribute("docdata/doc-id", "id-string")
        facts.rest(wire)
        return wire.manuscript(identity, lang)


def head(wire: Wire, facts: Facts, root: Any = None) -> None:
    """What the parts around the text say: the head, and the head of the body."""
    for hedline in facts.each("body.head/hedline", root):
        wire.take("title", facts.text("hl1", hedline), "body.head/hedline/hl1")
        for place, line in enumerate(facts.each("hl2", hedline)):
            wire.take("dek", text_of(line), f"body.head/hedline/hl2[{place + 1}]")
    wire.take("title", facts.text("head/title", root), "head/title")
    if "title" not in wire.keys:
        wire.take("title", facts.text("body.head/hl1", root), "body.head/hl1")
    for place, line in enumerate(facts.each("body.head/byline", root)):
        _byline(wire, facts, line, f"body.head/byline[{place + 1}]")
    for line in facts.each("body.head/dateline", root):
        facts.take(line)
        where = facts.text("location", line)
        wire.dateline(where or text_of(line), "body.head/dateline")
        for date in facts.each("story.date", line):
            wire.when("date", date.get("norm", ""), "body.head/dateline/story.date")
    for line in facts.each("body.head/abstract", root):
        facts.take(line)
        wire.take("dek", text_of(line), "body.head/abstract")
    for line in facts.each("body.head/distributor", root):
        facts.take(line)
        wire.agency(text_of(line), "body.head/distributor")
    for line in facts.each("body.head/rights", root):
        facts.take(line)
        wire.rights(text_of(line), "body.head/rights")
    for line in facts.each("body.head/note", root):
        facts.take(line)
        wire.desk_note(text_of(line), "body.head/note")
    _docdata(wire, facts, root)


def _byline(wire: Wire, facts: Facts, line: Any, path: str) -> None:
    """A byline, in which `<byttl>` is a job or the agency and no part of the name."""
    facts.take(line)
    copy = deepcopy(line)
    for job in list(copy.iter("{*}byttl")):
        wire.drop("job", text_of(job), f"{path}/byttl")
        job.text = ""
        for child in list(job):
            job.remove(child)
    for person in copy.iter("{*}person"):  # `By<person>Mira` lost its space
        person.text = f" {person.text or ''}"
    wire.byline(text_of(copy), path)


def _docdata(wire: Wire, facts: Facts, root: Any) -> None:
    wire.when("date", facts.attribute("docdata/date.issue", "norm", root), "docdata/date.issue")
    release = facts.attribute("docdata/date.release", "norm", root)
    status = facts.attribute("docdata/doc-scope", "scope", root)
    managed = ""
    for element in facts.each("docdata", root):
        managed = managed or element.get("management-status", "")
    wire.status(managed if managed != "embargoed" or not release else "", "docdata/@management-status")
    issued, until = wire.keys.get("date"), wire.instant(release)
    if release and (managed == "embargoed" or (issued and until and until.instant > issued.instant)):
        wire.when("embargo", release, "docdata/date.release")
    else:
        wire.when("date", release, "docdata/date.release")
    wire.when("date", facts.attribute("pubdata", "date.publication", root), "pubdata/@date.publication")
    wire.when("expires", facts.attribute("docdata/date.expire", "norm", root), "docdata/date.expire")
    wire.keep("urgency", facts.attribute("docdata/urgency", "ed-urg", root), "docdata/urgency")
    wire.keep("slugline", facts.attribute("docdata/du-key", "key", root), "docdata/du-key")
    wire.keep("version", facts.attribute("docdata/du-key", "version", root), "docdata/du-key/@version")
    wire.keep("fixture", facts.attribute("docdata/fixture", "fix-id", root), "docdata/fixture")
    wire.keep("scope", status, "docdata/doc-scope")
    for element in facts.each("docdata/ed-msg", root):
        wire.desk_note(
            " ".join(filter(None, (element.get("msg-type"), element.get("info"), text_of(element)))), "ed-msg"
        )
    for name in ("correction", "docdata/correction"):
        for element in facts.each(name, root):
            wire.correction(element.get("info", "") or text_of(element), "docdata/correction")
    for name in ("docdata/doc.copyright", "docdata/doc.rights"):
        for element in facts.each(name, root):
            said = element.get("holder", ""), element.get("owner", ""), element.get("limitations", "")
            wire.rights(" ".join(filter(None, said)), name, terms=bool(said[2]))
    for place, element in enumerate(facts.each("key-list/keyword", root)):
        wire.subject(element.get("key", "") or text_of(element), "", f"key-list/keyword[{place + 1}]")
    for place, element in enumerate(facts.each("tobject/tobject.subject", root)):
        code = element.get("tobject.subject.refnum", "")
        names = [element.get(f"tobject.subject.{kind}", "") for kind in ("detail", "matter", "type")]
        path = f"tobject.subject[{place + 1}]"
        wire.subject(next((name for name in names if name), ""), code, path)
        wire.belongs += [name for name in names if name]
    for element in facts.each("tobject/tobject.property", root):
        wire.genre(element.get("tobject.property.type", ""), "tobject.property")
    for element in facts.each("series", root):
        wire.take("story", element.get("series.name", ""), "series")
    for element in facts.each("docdata/identified-content", root):
        facts.take(element)
        for one in element:
            wire.drop("named-in-it", text_of(one) or one.get("value", ""), path_of(one))


def text(wire: Wire, facts: Facts, root: Any) -> None:
    """The text itself, with its pictures, and what stands below it."""
    for content in facts.each("body/body.content", root):
        facts.take(content)
        wire.html(_html(wire, content), "body.content")
    for end in facts.each("body/body.end", root):
        facts.take(end)
        for one in end:
            said = text_of(one)
            if local(one) == "bibliography" and said:
                wire.desk_note(said, "body.end/bibliography")
            elif said:
                wire.notes.append(Note("author", said))
                wire.moved("closing-line", "notes", said, said, f"body.end/{local(one)}")


def _html(wire: Wire, content: Any) -> str:
    """The text as HTML: headings, quotations and boxes by their names there."""
    copy = deepcopy(content)
    for media in list(copy.iter("{*}media")):
        _media(wire, media)
        tail, parent, before = media.tail, media.getparent(), media.getprevious()
        if tail and tail.strip():
            if before is not None:
                before.tail = f"{before.tail or ''}{tail}"
            else:
                parent.text = f"{parent.text or ''}{tail}"
        media.tail = None
        parent.remove(media)
    for element in copy.iter("{*}*"):
        name = local(element)
        if name == "pre" and len(element) == 0:
            _unwrap(element)
            continue
        if name == "note":
            element.tag = "blockquote"
        elif name in _AS_HTML:
            element.tag = _AS_HTML[name]
    return inner_html(copy)


def _unwrap(pre: Any) -> None:
    """Text that was sent as lines, as paragraphs: they begin after an empty line or with an indent. Tables stay."""
    lines = (pre.text or "").expandtabs(8).split("\n")
    if sum(1 for line in lines if re.search(r"\S {3,}\S", line)) * 4 > len(lines):
        return
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if (not line.strip() or line.startswith("  ")) and paragraphs[-1]:
            paragraphs.append([])
        if line.strip():
            paragraphs[-1].append(line.strip())
    pre.tag, pre.text = "div", ""
    for paragraph in filter(None, paragraphs):
        made = pre.makeelement("p")
        made.text = " ".join(paragraph)
        pre.append(made)


def _media(wire: Wire, media: Any) -> None:
    """A picture with its caption; of other media an editor is told."""
    references = list(media.iter("{*}media-reference"))
    addresses = [one.get("source") or one.get("name") or "" for one in references]
    caption = " ".join(text_of(one) for one in media.iter("{*}media-caption"))
    credit = " ".join(text_of(one) for one in media.iter("{*}media-producer"))
    alt = next((one.get("alternate-text", "") for one in references if one.get("alternate-text")), "")
    kind = (media.get("media-type") or "").lower()
    if kind in ("image", "photo", "graphic", "picture", ""):
        wire.picture([one for one in addresses if one], caption, credit, alt, path_of(media))
    elif kind != "text":
        wire.ask(f"a {kind} goes with it: {' '.join([*addresses, caption]).strip()}", path_of(media))
