"""What IPTC's schema of ninjs 3.1 asks of a document, as far as ours can reach: transcribed by hand from the schema.

No key that it doesn't name, each of the type that it asks for, and those that must be there.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

TYPES = ("text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning")


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _uri(value: Any) -> bool:
    return _text(value) and bool(urlsplit(value).scheme) and re.fullmatch(r"[!-~]+", value) is not None


def _moment(value: Any) -> bool:
    """A `date-time` of RFC 3339: a day alone is none, and an offset must be there."""
    shape = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"
    return _text(value) and re.fullmatch(shape, value) is not None and datetime.fromisoformat(value).tzinfo is not None


SAID = {"role": _text, "contentType": _text, "value": _text}
NAMED = {"name": _text, "rel": _text, "uri": _uri, "literal": _text}
RENDITION = {
    **dict.fromkeys(("name", "contentType", "title", "format", "aspectRatio", "videoCodec", "bitrate"), _text),
    **dict.fromkeys(("width", "height", "sizeInBytes"), _count),
    "href": _uri,
    "duration": _number,
}
LISTS: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "headlines": (SAID, ("value",)),
    "descriptions": (SAID, ("value",)),
    "bodies": ({**SAID, "charCount": _count, "wordCount": _count}, ("value",)),
    "infoSources": ({"name": _text, "role": _text, "uri": _uri, "literal": _text}, ()),
    "subjects": ({**NAMED, "creator": _text, "relevance": _count, "confidence": _count}, ()),
    "genres": ({"name": _text, "uri": _text, "literal": _text}, ()),
    "altIds": ({"role": _text, "value": _text}, ()),
    "renditions": (RENDITION, ("name",)),
}
OBJECTS = {
    "standard": {"name": _text, "version": _text, "schema": _uri},
    "rightsInfo": {"langId": _uri, "linkedRights": _uri, "encodedRights": _text},
}
PLAIN = {
    "uri": _uri,
    "type": lambda value: value in TYPES,
    "representationType": lambda value: value in ("full", "partial"),
    "pubStatus": lambda value: value in ("usable", "withheld", "canceled"),
    "urgency": lambda value: _count(value) and 1 <= value <= 9,
    **dict.fromkeys(("firstCreated", "versionCreated", "contentCreated", "embargoedUntil", "expires"), _moment),
    **dict.fromkeys(("copyrightHolder", "copyrightNotice", "usageTerms", "edNote"), _text),
    **dict.fromkeys(("profile", "version", "language", "title", "by", "slugline", "located"), _text),
}


def faults(document: Any) -> list[str]:
    """What the schema would refuse."""
    return list(_item(document, "", ("uri",), {}))


def _item(item: Any, at: str, needed: tuple[str, ...], further: dict[str, Any]) -> Iterator[str]:
    if not isinstance(item, dict):
        yield f"{at}: no object"
        return
    yield from (f"{at}/{name}: missing" for name in needed if name not in item)
    for name, value in item.items():
        where = f"{at}/{name}"
        rule = (PLAIN | further).get(name)
        if rule:
            if not rule(value):
                yield f"{where}: {value!r}"
        elif name in OBJECTS:
            yield from _object(value, where, OBJECTS[name], ())
            if name == "rightsInfo" and ("linkedRights" in value) == ("encodedRights" in value):
                yield f"{where}: one of linkedRights and encodedRights"
        elif name in LISTS:
            for number, one in enumerate(value if isinstance(value, list) else [value]):
                yield from _object(one, f"{where}/{number}", *LISTS[name])
        elif name == "associations":
            for number, one in enumerate(value):
                yield from _item(one, f"{where}/{number}", ("name", "uri"), {"name": _text, "rel": _text})
        else:
            yield f"{where}: no such key"


def _object(value: Any, at: str, keys: dict[str, Any], needed: tuple[str, ...]) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{at}: no object"
        return
    yield from (f"{at}/{name}: missing" for name in needed if name not in value)
    for name, one in value.items():
        if name not in keys:
            yield f"{at}/{name}: no such key"
        elif not keys[name](one):
            yield f"{at}/{name}: {one!r}"
