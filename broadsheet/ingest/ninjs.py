"""ninjs, the IPTC's news in JSON, versions 1 to 3: an item, a list of them, or a line each."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from broadsheet.entities import unescape
from broadsheet.ingest.decode import decode
from broadsheet.ingest.formats import Item, Known, RawSource, UnreadableError
from broadsheet.ingest.json_mistakes import told
from broadsheet.ingest.manuscript import Manuscript, Passed
from broadsheet.ingest.wire import Wire

_MOST = 50_000_000
_HINTS = re.compile(
    rb"\"(?:uri|version_?created|pubstatus|pubStatus|body_\w+|bodies|headlines?|urgency|usageterms|usageTerms|associations"
    rb"|copyrightholder|copyrightHolder|representationtype|byline|contentCreated)\"\s*:"
)
_FEATURED = ("featuremedia", "featured", "mainpicture", "mainimage", "main")
_OTHER_ROLES = ("editor", "subeditor", "sub-editor", "copy editor", "photographer", "camera", "producer", "translator")
_VISUAL = ("picture", "photo", "image", "graphic")
_NAMED = (
    *("person", "people", "organisation", "organisations", "place", "places", "event", "events"),
    *("object", "objects"),
)
"""Who and what a story is about: no key of ours is for it."""
_READ = frozenset(
    [
        "uri",
        "type",
        "profile",
        "version",
        "versioncreated",
        "firstcreated",
        "contentcreated",
        "firstpublished",
        "embargoed",
        "embargoedreason",
        "pubstatus",
        "urgency",
        "copyrightholder",
        "copyrightnotice",
        "usageterms",
        "ednote",
        "language",
        "headline",
        "headlines",
        "title",
        "slugline",
        "byline",
        "by",
        "located",
        "dateline",
        "description_text",
        "description_html",
        "description_xhtml",
        "descriptions",
        "body_text",
        "body_html",
        "body_xhtml",
        "bodies",
        "subject",
        "subjects",
        "keyword",
        "keywords",
        "genre",
        "genres",
        "authors",
        *_NAMED,
        "associations",
        "source",
        "service",
        "infosources",
        "infosource",
        "guid",
        "standard",
        "mimetype",
        "representationtype",
        "$schema",
        "priority",
        "expires",
        "canonicalurl",
        "links",
        "rightsinfo",
        "products",
    ]
)


class Ninjs:
    """News in JSON."""

    name = "ninjs"

    def recognise(self, head: bytes, name: str) -> float:
        """By the keys that only news items have together."""
        start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
        if start not in (b"{", b"["):
            return 0
        found = {match[0].split(b'"')[1] for match in _HINTS.finditer(head)}
        if b"jsonfeed.org" in head[:2000] or b'"mobiledoc"' in head:
            return 0
        return 0.9 if len(found) >= 2 and (b"uri" in found or len(found) >= 3) else 0

    def edge_lines(self, raw: RawSource) -> list[str]:
        """None: an item has no furniture."""
        return []

    def items(self, raw: RawSource, known: Known) -> Iterator[Item | Passed]:
        """Each item; one in a list has its number."""
        found = _items(_value(raw))
        if not found:
            raise UnreadableError("there is no news item in this", "take it out of the folder")
        for number, value in enumerate(found, 1):
            name = str(_said(value, "headline") or _said(value, "uri") or "") if isinstance(value, dict) else ""
            if not isinstance(value, dict):
                yield Passed(number, "", "this is no news item", "take it out of the list", wrong=True)
            elif _said(value, "type") in ("picture", "video", "audio", "graphic") and not _bodies(value):
                yield Passed(number, name, f"a {_said(value, 'type')} alone is no article")
            else:
                yield Item(number if len(found) > 1 else 0, name, value)

    def manuscript(self, item: Item, raw: RawSource, known: Known) -> Manuscript | Passed:
        """The article of one item."""
        value: dict[str, Any] = {key: one for key, one in item.value.items() if one not in (None, "", [], {})}
        wire = Wire(raw, known, place=str(item.number) if item.number else "")
        _headline(wire, value)
        _who(wire, value)
        _when(wire, value)
        _about(wire, value)
        _terms(wire, value)
        for kind, text, path in _bodies(value):
            if wire.body:
                wire.drop("second-body", text, path)
            elif kind == "text":
                wire.text(text, path)
            else:
                wire.html(text, path)
        _pictures(wire, value, placed=bool(wire.pictures and wire.pictures[0].src))
        for key in value:
            if key.lower() not in _READ:
                wire.drop("no-such-key", f"{key}: {_plain(value[key])}", f"/{key}")
        identity = _text(_said(value, "uri") or _said(value, "guid"))
        url = identity if identity.startswith(("https://", "http://")) else ""
        return wire.manuscript(identity, _text(_said(value, "language")), url)


def _value(raw: RawSource) -> Any:
    if raw.size > _MOST:
        raise UnreadableError(f"this has {raw.size / 1e6:,.0f} MB, more than 50", "split it into several files")
    text = decode(raw.read_bytes())[0].lstrip("\ufeff")
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError) as problem:
        rows = [line for line in text.splitlines() if line.strip()]
        found = [_row(row) for row in rows]
        if len(rows) > 1 and sum(isinstance(one, dict) for one in found) * 2 > len(rows):
            return found
        raise UnreadableError(told("this JSON", problem), "ask for the file anew") from problem


def _row(text: str) -> Any:
    """The item of one line; None where it can't be read."""
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _items(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        for key in ("items", "_items", "newsItems", "results"):
            if isinstance(value.get(key), list) and not _bodies(value):
                inner: list[Any] = value[key]
                return inner
        return [value]
    return []


def _said(value: Mapping[str, Any], name: str) -> Any:
    """A key, in whatever case its version of ninjs writes it."""
    return next((one for key, one in value.items() if key.lower() == name), None)


def _text(value: Any) -> str:
    return str(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def _plain(value: Any) -> str:
    try:
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)[:1000]
    except RecursionError:
        return "values that lie too deep in one another"


def _list(value: Any) -> list[dict[str, Any]]:
    """Objects in a list, or by name, or one alone; a text stands for an object with that name."""
    if isinstance(value, dict):
        several = value and all(isinstance(one, dict) for one in value.values())
        value = [{"name": key, **one} for key, one in value.items()] if several else [value]
    if not isinstance(value, list):
        value = [value] if value else []
    return [one if isinstance(one, dict) else {"name": _text(one)} for one in value]


def _bodies(value: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """The versions of the text, the best first: HTML, then plain text."""
    found: list[tuple[str, str, str]] = []
    for place, one in enumerate(_list(_said(value, "bodies"))):
        text = _text(_said(one, "value"))
        kind = f"{_text(_said(one, 'contenttype'))} {_text(_said(one, 'role'))}".lower()
        if text.strip():
            plain = "html" not in kind and "<" not in text
            found.append(("text" if plain else "html", text, f"/bodies/{place}"))
    for key, one in value.items():
        if key.lower().startswith("body_") and isinstance(one, str) and one.strip():
            found.append(("text" if key.lower() == "body_text" else "html", one, f"/{key}"))
    return sorted(found, key=lambda one: one[0] != "html")


def _valued(value: Mapping[str, Any], name: str, *roles: str) -> list[tuple[str, str, str]]:
    """The texts of a list of `role` and `value`, those of the given roles first."""
    found = [
        (_text(_said(one, "role")).lower(), _text(_said(one, "value")) or _text(_said(one, "name")), f"/{name}/{place}")
        for place, one in enumerate(_list(_said(value, name)))
    ]
    return sorted(found, key=lambda one: roles.index(one[0]) if one[0] in roles else len(roles))


def _headline(wire: Wire, value: Mapping[str, Any]) -> None:
    wire.take("title", _bare(_text(_said(value, "headline"))), "/headline")
    for role, text, path in _valued(value, "headlines", "main", "headline", ""):
        if role in ("sub", "subheadline", "subtitle", "deck"):
            wire.take("dek", _bare(text), path)
        elif role in ("kicker", "overline", "roofline"):
            wire.take("kicker", _bare(text), path)
        else:
            wire.take("title", _bare(text), path)
    if "title" not in wire.keys:
        wire.take("title", _bare(_text(_said(value, "title"))), "/title")
    elif (title := _bare(_text(_said(value, "title")))) and title != wire.keys["title"]:
        wire.drop("second-title", title, "/title")
    for key in ("description_text", "description_html", "description_xhtml"):
        wire.take("dek", _bare(_text(_said(value, key))), f"/{key}")
    for _, text, path in _valued(value, "descriptions", "summary", "main", ""):
        wire.take("dek", _bare(text), path)
    wire.keep("slugline", _text(_said(value, "slugline")), "/slugline")


def _bare(text: str) -> str:
    """A text without tags."""

    return " ".join(unescape(re.sub(r"<[^<>]{0,500}>", " ", text)).split()) if "<" in text or "&" in text else text


def _who(wire: Wire, value: Mapping[str, Any]) -> None:
    for key in ("byline", "by"):
        wire.byline(_bare(_text(_said(value, key))), f"/{key}")
    for place, one in enumerate(_list(_said(value, "authors"))):
        name, role = _text(_said(one, "name")), _text(_said(one, "role")).rpartition(":")[2].lower()
        if role in _OTHER_ROLES:
            wire.contributor(name, f"/authors/{place}")
        else:
            wire.person(name, f"/authors/{place}")
    for key in ("infosources", "infosource", "source"):
        for one in _list(_said(value, key)):
            if "agency" not in wire.keys:
                wire.agency(_text(_said(one, "name")), f"/{key}")
            elif (name := _text(_said(one, "name"))) != wire.keys["agency"]:
                wire.drop(key, name, f"/{key}")
    holder = _text(_said(value, "copyrightholder"))
    if "agency" not in wire.keys and 0 < len(holder) <= 40:
        wire.agency(holder, "/copyrightholder")
    elif holder != wire.keys.get("agency"):
        wire.drop("copyrightholder", holder, "/copyrightholder")
    for key in ("dateline", "located"):
        said = _said(value, key)
        if isinstance(said, dict):
            said = _said(said, "text") or _said(said, "name")
        if "dateline" in wire.keys:
            wire.drop("place", _text(said), f"/{key}")
        else:
            wire.dateline(_text(said), f"/{key}")


def _when(wire: Wire, value: Mapping[str, Any]) -> None:
    for key in ("firstpublished", "firstcreated", "contentcreated", "versioncreated"):
        if key != "versioncreated" or "date" not in wire.keys:
            wire.when("date", _text(_said(value, key)), f"/{key}")
    wire.when("updated", _text(_said(value, "versioncreated")), "/versioncreated")
    wire.when("embargo", _text(_said(value, "embargoed")), "/embargoed")
    wire.when("expires", _text(_said(value, "expires")), "/expires")
    if reason := _text(_said(value, "embargoedreason")):
        wire.ask(f"the embargo's reason: {reason}", "/embargoedreason")
    for key in ("version", "urgency", "priority", "profile"):
        wire.keep(key, _text(_said(value, key)), f"/{key}")
    if canonical := _text(_said(value, "canonicalurl")):
        wire.take("canonical", canonical, "/canonicalUrl")


def _about(wire: Wire, value: Mapping[str, Any]) -> None:
    for key in ("service", "products"):
        for one in _list(_said(value, key)):
            name = _text(_said(one, "name"))
            wire.belongs.append(name)
            wire.drop(key, name, f"/{key}")
    for key in ("subject", "subjects", "keywords", "keyword"):
        for place, one in enumerate(_list(_said(value, key))):
            code = _text(_said(one, "uri")) or _text(_said(one, "code")) or _text(_said(one, "qcode"))
            wire.subject(_text(_said(one, "name")), code, f"/{key}/{place}")
    for key in ("genre", "genres"):
        for place, one in enumerate(_list(_said(value, key))):
            wire.genre(_text(_said(one, "name")) or _text(_said(one, "code")), f"/{key}/{place}")
    for key in _NAMED:
        for place, one in enumerate(_list(_said(value, key))):
            wire.drop("named-in-it", _text(_said(one, "name")) or _plain(one), f"/{key}/{place}")
    if links := _said(value, "links"):
        wire.drop("links", _plain(links), "/links")


def _terms(wire: Wire, value: Mapping[str, Any]) -> None:
    wire.status(_text(_said(value, "pubstatus")), "/pubstatus")
    wire.rights(_text(_said(value, "copyrightnotice")), "/copyrightnotice")
    wire.rights(_text(_said(value, "usageterms")), "/usageterms", terms=True)
    wire.desk_note(_text(_said(value, "ednote")), "/ednote")
    for one in _list(_said(value, "rightsinfo")):
        wire.rights(_plain(one), "/rightsinfo")


def _pictures(wire: Wire, value: Mapping[str, Any], placed: bool) -> None:
    """Its pictures, the featured one first; what else goes with it is reported.

    Where its text has `placed` some already, these are the same ones in other sizes, mostly.
    """
    found = [(_text(_said(one, "name")), one) for one in _list(_said(value, "associations"))]
    found.sort(key=lambda one: (one[0].lower() not in _FEATURED, _text(_said(one[1], "type")).lower() == "graphic"))
    for name, one in found:
        path = f"/associations/{name or _text(_said(one, 'uri'))}"
        kind = _text(_said(one, "type")).lower()
        caption = ""
        for key in ("description_text", "description_html", "caption"):
            caption = caption or _bare(_text(_said(one, key)))
        for _, text, _ in _valued(one, "descriptions", "caption"):
            caption = caption or _bare(text)
        headline = _text(_said(one, "headline")) or next((text for _, text, _ in _valued(one, "headlines", "main")), "")
        if kind not in _VISUAL:
            about = _text(_said(one, "uri"))
            wire.ask(f"a {kind or 'further item'} goes with it: {headline or caption or about}", path, about)
            continue
        sized = sorted(_list(_said(one, "renditions")), key=lambda size: -_number(_said(size, "width")))
        addresses = [_text(_said(size, "href")) for size in sized] + [_text(_said(one, "uri"))]
        credit = _text(_said(one, "byline")) or _text(_said(one, "by")) or _text(_said(one, "creditline"))
        alt = _text(_said(one, "body_text"))
        if placed:
            said = (caption or headline, credit, *addresses)
            wire.drop("second-picture", " – ".join(filter(None, said)), path)
        else:
            wire.picture([address for address in addresses if address], caption or headline, credit, alt, path)
        wire.rights(_text(_said(one, "usageterms")), f"{path}/usageterms")


def _number(value: Any) -> float:
    """A width in pixels; 0 for what can't be one."""
    return float(value) if isinstance(value, (int, float)) and 0 < value < 1_000_000 else 0.0
