"""A manuscript as a file of content/: front matter in the contract's order, then the body."""

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence

from broadsheet.article import Image
from broadsheet.ingest.dates import offset_text
from broadsheet.ingest.manuscript import Manuscript

Value = str | Sequence[str] | Mapping[str, str] | Sequence[Mapping[str, str]]

_PLAIN = re.compile(r"[^\W_][\w ,.()/+&;!?%€$£“”‘’'–—…°-]*")
_TYPED = re.compile(r"(?:y|n|yes|no|on|off|true|false|null|[-+.\d][\d_.,eE+-]*)", re.I)
_UNPRINTED = re.compile("[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def render(manuscript: Manuscript, identity: str, added: str, draft: bool) -> bytes:
    """The file's bytes. `added` is the instant at which the source was taken in, as text."""
    lines = ["---"]
    for key, value in _keys(manuscript, identity, added, draft):
        lines.extend(_entry(key, value))
    lines.append("---")
    return ("\n".join(lines) + "\n\n" + manuscript.body).encode("utf-8")


def _keys(manuscript: Manuscript, identity: str, added: str, draft: bool) -> list[tuple[str, Value]]:
    """The keys that have a value, in the order of the contract."""
    m = manuscript
    instants = {
        key: offset_text(when) for key in ("date", "updated", "embargo", "expires") if (when := getattr(m, key))
    }
    corrections: list[Mapping[str, str]] = [
        ({"date": offset_text(one.date)} if one.date else {}) | {"text": one.text} for one in m.corrections
    ]
    pairs: list[tuple[str, Value]] = [
        ("id", identity),
        ("title", m.title),
        ("dek", m.dek),
        ("kicker", m.kicker),
        ("section", m.section),
        ("authors", m.authors),
        ("tags", m.tags),
        ("story", m.story),
        ("slug", m.slug),
        ("url", m.url),
        ("date", instants.get("date", "")),
        ("updated", instants.get("updated", "")),
        ("added", added),
        ("embargo", instants.get("embargo", "")),
        ("expires", instants.get("expires", "")),
        ("draft", "true" if draft else ""),
        ("lang", m.lang),
        ("translation", m.translation),
        ("label", m.label),
        ("image", _image(m.image) if m.image else {}),
        ("gallery", [_image(image) for image in m.gallery]),
        ("corrections", corrections),
        ("notes", [{"kind": one.kind, "text": one.text} for one in m.notes]),
        ("agency", m.agency),
        ("dateline", m.dateline),
        ("contributors", m.contributors),
        ("access", m.access),
        ("aliases", m.aliases),
        ("canonical", m.canonical),
        ("source", {key: text for key in ("name", "url", "file") if (text := getattr(m.source, key))}),
        ("review", m.review),
        ("extra", m.extra),
    ]
    return [(key, value) for key, value in pairs if value]


def _image(image: Image) -> dict[str, str]:
    return {key: text for key in ("src", "alt", "caption", "credit") if (text := getattr(image, key))}


def _entry(key: str, value: Value) -> list[str]:
    if isinstance(value, str):
        return [f"{key}: {scalar(value, typed=key in ('date', 'updated', 'added', 'embargo', 'expires', 'draft'))}"]
    if isinstance(value, Mapping):
        return [f"{key}:", *(f"  {_name(name)}: {scalar(text, typed=name == 'date')}" for name, text in value.items())]
    lines = [f"{key}:"]
    for item in value:
        if isinstance(item, str):
            lines.append(f"  - {scalar(item)}")
        else:
            for place, (name, text) in enumerate(item.items()):
                lines.append(f"  {'- ' if place == 0 else '  '}{_name(name)}: {scalar(text, typed=name == 'date')}")
    return lines


def _name(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z][\w-]*", name) else scalar(name)


def scalar(text: str, typed: bool = False) -> str:
    """Text as a YAML scalar: plain where every reader takes it for that very text, else in double quotes."""
    if typed and re.fullmatch(r"[\dT:+\-Z]+|true", text):
        return text
    plain = _PLAIN.fullmatch(text) and not text.endswith(" ") and not _TYPED.fullmatch(text) and "  " not in text
    if plain and not re.fullmatch(r"\d{4}-\d\d?-\d\d?.*", text):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNPRINTED.sub(lambda match: f"\\u{ord(match.group()):04x}", quoted)


def added_text(now: dt.datetime) -> str:
    """An instant as `added:` has it: to the second, with its offset."""
    return now.replace(microsecond=0).isoformat(timespec="seconds")
