"""What any format hands on, made fit for a file of content/: no characters that no text has, and a title."""

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from broadsheet.ingest.manuscript import Action, Decision, Manuscript

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_LONGEST = 60
_NOT_TEXT = {"decisions", "media"}
NO_HEADLINE = "no headline was found; the first words stand in for it"


def readable(manuscript: Manuscript) -> Manuscript | None:
    """The manuscript without control characters, and with a title; None where there is neither title nor text."""
    changed = {
        name: cleaned
        for name in manuscript.__struct_fields__
        if name not in _NOT_TEXT and (cleaned := _clean(value := getattr(manuscript, name))) != value
    }
    if changed:
        said = Decision(0, "control-characters", Action.SPACED, ", ".join(sorted(changed)), "taken out")
        manuscript = msgspec.structs.replace(manuscript, decisions=(*manuscript.decisions, said), **changed)
    if _is_seen(manuscript.title):
        return manuscript
    words = " ".join(re.sub(r"[#>*_`\[\]\\]|\]\([^)\s]*\)|<[^<>]*>", " ", manuscript.body[:4000]).split())
    if not _is_seen(words):
        return None
    short = words if len(words) <= _LONGEST else words[:_LONGEST].rpartition(" ")[0] or words[:_LONGEST]
    return msgspec.structs.replace(manuscript, title=short, draft=(*manuscript.draft, NO_HEADLINE))


def _clean(value: Any) -> Any:
    """A value of the contract without control characters, however deep they stand in it."""
    if isinstance(value, str):
        return _CONTROL.sub("", value) if _CONTROL.search(value) else value
    if isinstance(value, tuple):
        return tuple(_clean(one) for one in value)
    if isinstance(value, Mapping):
        return {_clean(key): _clean(one) for key, one in value.items()}
    if isinstance(value, msgspec.Struct):
        texts = {name: getattr(value, name) for name in value.__struct_fields__}
        return msgspec.structs.replace(value, **{n: _clean(t) for n, t in texts.items() if isinstance(t, str)})
    return value


def _is_seen(text: str) -> bool:
    return any(c.isprintable() and not c.isspace() for c in text)
