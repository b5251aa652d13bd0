"""ArchieML as articles: the headline and byline by the keys that newsrooms give them, the text from its free array.

What has no place in an article is kept under `extra:` by its own key: an ArchieML text is data that somebody asked for.
"""

import re
from collections.abc import Iterator
from typing import Any

from broadsheet.ingest import archieml_syntax, dates
from broadsheet.ingest.decode import decode
from broadsheet.ingest.formats import Item, Known, RawSource, UnreadableError
from broadsheet.ingest.manuscript import Decision, Manuscript, Passed
from broadsheet.ingest.wire import Wire
from broadsheet.slugs import slugify

_MOST = 5_000_000
_FREE = re.compile(r"^[ \t]*\[[ \t]*\.?\+[ \t]*[\w.-]{1,60}[ \t]*\]", re.M)
_OPENED = re.compile(r"^[ \t]*[\[{][ \t]*[\w.-]{1,60}[ \t]*[\]}][ \t]*$", re.M)
_TITLED = re.compile(r"^[ \t]*(?:hed|headline|title)[ \t]*:[ \t]*\S", re.M | re.I)
_HEADINGS = ("subhed", "subhead", "heading", "subheading", "h2", "h3", "header")
_TEXTS = ("text", "body", "content", "story", "article", "copy", "paragraphs")
_PICTURES = ("image", "img", "photo", "picture", "figure")
_QUOTES = ("quote", "pullquote", "pull", "blockquote")
_SPEAKERS = ("speaker", "attribution", "quotee")
_KEYS = {
    "title": ("hed", "headline", "title"),
    "dek": ("dek", "deck", "subhed", "standfirst", "summary", "description", "intro"),
    "kicker": ("kicker", "eyebrow", "overline"),
    "byline": ("by", "byline", "author", "authors"),
    "section": ("section", "category", "desk"),
    "date": ("date", "pubdate", "published", "publish_date", "pub_date"),
    "updated": ("updated", "modified"),
    "embargo": ("embargo", "embargoed"),
    "tags": ("tags", "keywords", "topics"),
    "slug": ("slug",),
    "lang": ("lang", "language"),
    "dateline": ("dateline",),
    "correction": ("correction",),
    "note": ("note", "editors_note", "notes"),
    "credit": ("credit", "image_credit", "photo_credit"),
    "caption": ("caption", "image_caption", "photo_caption"),
    "image": ("image", "photo", "img", "lead_image"),
}
_FIELD = {name: field for field, names in _KEYS.items() for name in names}


class ArchieMl:
    """A text in ArchieML."""

    name = "ArchieML"

    def recognise(self, head: bytes, name: str) -> float:
        """By its name, else by a free array or a scope beside a headline."""
        if name.lower().endswith((".aml", ".archieml")):
            return 0.9
        return 0.8 if b"\x00" not in head and is_archieml(head.decode("utf-8", "replace")) else 0

    def edge_lines(self, raw: RawSource) -> list[str]:
        """None: it has no furniture."""
        return []

    def items(self, raw: RawSource, known: Known) -> Iterator[Item | Passed]:
        """The text itself."""
        yield Item()

    def manuscript(self, item: Item, raw: RawSource, known: Known) -> Manuscript | Passed:
        """The one article in it."""
        if raw.size > _MOST:
            raise UnreadableError(f"this text has {raw.size / 1e6:,.1f} MB, more than 5", "split it")
        text, _, decisions = decode(raw.read_bytes())
        return read(text, raw, known, decisions)


def is_archieml(text: str) -> bool:
    """Whether a text is ArchieML: a headline by key, and a free array, or a scope or an array that is opened."""
    return bool(_TITLED.search(text) and (_FREE.search(text) or (_OPENED.search(text) and _closes(text))))


def _closes(text: str) -> bool:
    return re.search(r"^[ \t]*(?:\[\]|\{\}|:end)[ \t]*$", text, re.M) is not None


def read(text: str, raw: RawSource, known: Known, decisions: list[Decision] | None = None) -> Manuscript:
    """The article in a text, wherever that came from (a file, a document)."""
    wire = Wire(raw, known, decisions or [])
    found: dict[str, tuple[str, str]] = {}
    try:
        _scope(wire, archieml_syntax.load(text), "", found)
    except RecursionError as problem:
        raise UnreadableError("its scopes lie too deep in one another", "write it with fewer dots") from problem
    _fields(wire, known, found)
    if not wire.keys.get("title") and not wire.body.strip():
        first = next((value for value in wire.extra.values() if value), "")
        if not first:
            raise UnreadableError("there is neither a headline nor a text in it", "write `headline: ...` at its top")
        wire.hold("no headline was found; the first words stand in for it", "")
        wire.keys["title"] = " ".join(first.split()[:12])[:90].strip()
    return wire.manuscript("", found.get("lang", ("", ""))[0])


def _scope(wire: Wire, scope: dict[str, Any], path: str, found: dict[str, tuple[str, str]]) -> None:
    """The keys of a scope, and of those in it: fields of an article, its text, or kept as they are."""
    for key, value in scope.items():
        where, name = f"{path}.{key}".lstrip("."), key.lower()
        if isinstance(value, dict):
            _scope(wire, value, where, found)
        elif isinstance(value, list):
            if any(isinstance(one, dict) and "type" in one for one in value) or (name in _TEXTS and not wire.body):
                _free(wire, value, where, found)
            elif name in ("tags", "keywords", "topics", "by", "authors") and all(isinstance(one, str) for one in value):
                found.setdefault(_FIELD[name], (", ".join(value), where))
            else:
                _keep(wire, value, where)
        elif name in _FIELD and _FIELD[name] not in found:
            found[_FIELD[name]] = (value, where)
        elif name in _TEXTS and not wire.body:
            _paragraphs(wire, value, where)
        else:
            _keep(wire, value, where)


def _keep(wire: Wire, value: Any, path: str) -> None:
    """Keeps a value of any shape under `extra:`, a line for each text in it."""
    if isinstance(value, str):
        wire.keep(path, value, path)
    elif isinstance(value, list) and all(isinstance(one, str) for one in value):
        wire.keep(path, ", ".join(value), path)
    elif isinstance(value, list):
        for place, one in enumerate(value, 1):
            _keep(wire, one, f"{path}.{place}")
    elif isinstance(value, dict):
        for key, one in value.items():
            _keep(wire, one, f"{path}.{key}")


def _fields(wire: Wire, known: Known, found: dict[str, tuple[str, str]]) -> None:
    for field, (value, path) in found.items():
        if field in ("title", "dek", "kicker"):
            wire.take(field, value, path)
        elif field == "byline":
            wire.byline(value, path)
        elif field in ("date", "updated", "embargo"):
            _date(wire, known, field, value, path)
        elif field == "tags":
            for tag in value.split(","):
                wire.subject(tag, "", path)
        elif field == "section":
            wire.belongs.append(value)
            if value:
                wire.drop("section", value, path)
        elif field == "slug" and slugify(value):
            wire.take("slug", slugify(value), path)
        elif field == "dateline":
            wire.dateline(value, path)
        elif field == "correction":
            wire.correction(value, path)
        elif field == "note":
            wire.desk_note(value, path)
    if any(name in found for name in ("image", "caption")):
        address, caption, credit = (found.get(name, ("", ""))[0] for name in ("image", "caption", "credit"))
        wire.picture([address] if address else [], caption, credit, "", found.get("image", found.get("caption"))[1])  # type: ignore[index]


def _date(wire: Wire, known: Known, field: str, value: str, path: str) -> None:
    """A date as people write it."""
    if wire.instant(value) is not None:
        wire.when(field, value, path)
        return
    settings = known.settings
    found = [one for one in dates.find(value, settings.zone, settings.outlet.language) if isinstance(one, dates.Found)]
    wire.when(field, found[0].when.at.isoformat() if len(found) == 1 and not found[0].when.day else value, path)
    if len(found) == 1 and found[0].when.day and field not in wire.keys and field != "embargo":
        wire.review.pop()
        wire.decisions.pop()
        wire.when(field, found[0].when.at.date().isoformat(), path)


def _paragraphs(wire: Wire, value: str, path: str) -> None:
    if re.search(r"</?(?:p|a|em|strong|b|i|h\d|ul|li|br|blockquote)\b", value):
        wire.html("".join(f"<p>{block}</p>" for block in re.split(r"\n\s*\n", value) if block.strip()), path)
    else:
        wire.text(value, path)


def _free(wire: Wire, array: list[Any], path: str, found: dict[str, tuple[str, str]]) -> None:
    """The text, piece by piece: paragraphs, headings, quotes, pictures; what else is in it is kept."""
    import html

    parts: list[str] = []
    for place, one in enumerate(array, 1):
        where = f"{path}[{place}]"
        kind, value = (
            (str(one.get("type", "text")).lower(), one.get("value", one)) if isinstance(one, dict) else ("text", one)
        )
        if not isinstance(value, str):
            _keep(wire, value, where)
            continue
        text = value if re.search(r"</?(?:a|em|strong|b|i|br)\b", value) else html.escape(value)
        if kind in ("text", "p", "paragraph"):
            parts.append(f"<p>{text}</p>")
        elif kind in _HEADINGS:
            parts.append(f"<h2>{text}</h2>")
        elif kind in _QUOTES:
            parts.append(f"<blockquote><p>{text}</p></blockquote>")
        elif kind in _SPEAKERS and parts and parts[-1].startswith("<blockquote>"):
            parts[-1] = parts[-1].replace("</blockquote>", f"<p>— {text}</p></blockquote>")
        elif kind in _PICTURES:
            parts.append(f'<figure><img src="{html.escape(value)}"></figure>')
        elif kind in ("caption", "credit") and parts and parts[-1].startswith("<figure>"):
            parts[-1] = parts[-1].replace("</figure>", f"<figcaption>{text}</figcaption></figure>")
        elif kind in _FIELD and _FIELD[kind] in ("kicker", "title", "byline", "dek") and _FIELD[kind] not in found:
            found[_FIELD[kind]] = (value, where)
        else:
            _keep(wire, value, f"{path}.{place}.{kind}")
    wire.html("".join(parts), path)
