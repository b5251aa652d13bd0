"""Front matter that a source brings along: a block between dashes, or `Title: ...` lines at the top."""

import re

from broadsheet.ingest.words import fold

_NAMES = {
    "title": ("title", "headline", "titel", "título", "titulo", "titre", "titolo", "überschrift", "titular"),
    "dek": (
        "dek",
        "deck",
        "description",
        "subtitle",
        "subhead",
        "standfirst",
        "summary",
        "excerpt",
        "untertitel",
        "sottotitolo",
        "chapô",
    ),
    "kicker": ("kicker", "eyebrow", "overline", "antetítulo", "dachzeile"),
    "section": ("section", "category", "ressort", "sección", "rubrique", "sezione", "seção", "rubrik"),
    "authors": ("author", "authors", "byline", "by", "autor", "autores", "auteur", "autore", "writer"),
    "date": ("date", "published", "publish date", "pubdate", "datum", "fecha", "data", "publication date"),
    "updated": ("updated", "last modified", "modified", "lastmod"),
    "tags": ("tags", "keywords", "topics", "schlagworte", "etiquetas", "mots-clés"),
    "slug": ("slug",),
    "lang": ("lang", "language"),
    "caption": ("caption", "photo caption"),
    "credit": ("credit", "photo credit", "photo"),
    "embargo": ("embargo",),
}
_KEY = {name: key for key, names in _NAMES.items() for name in names}
_LINE = re.compile(r"^([^\W\d_][^:\n]{0,30}?)\s*:\s*(.*)$")


def split(lines: list[str]) -> tuple[dict[str, tuple[int, str]], list[tuple[int, str]], int]:
    """The keys given at the top, with their lines; other lines of that header; how many lines it takes."""
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines and lines[first : first + 1] and lines[first].strip() == "---":
        for stop in range(first + 1, min(len(lines), first + 80)):
            if lines[stop].strip() in ("---", "..."):
                found, other = _read(lines, first + 1, stop)
                return (found, other, stop + 1) if found else ({}, [], 0)
        return {}, [], 0
    stop = first
    while stop < len(lines) and stop < first + 30 and _LINE.match(lines[stop]) and lines[stop].strip():
        stop += 1
    found, other = _read(lines, first, stop)
    if "title" in found and (len(found) >= 2 or found["title"][0] == first + 1) and len(other) <= len(found) + 2:
        return found, other, stop
    return {}, [], 0


def _read(lines: list[str], start: int, stop: int) -> tuple[dict[str, tuple[int, str]], list[tuple[int, str]]]:
    found: dict[str, tuple[int, str]] = {}
    other: list[tuple[int, str]] = []
    key = ""
    for number in range(start, stop):
        line = lines[number]
        item = re.match(r"^\s*-\s+(.*)$", line)
        match = _LINE.match(line)
        if item and key:
            value = found[key][1] if key in found else ""
            found[key] = (found[key][0] if key in found else number + 1, f"{value}, {_bare(item[1])}".strip(", "))
        elif match:
            key = _KEY.get(fold(match[1]), "")
            value = _bare(match[2])
            if key and value and key not in found:
                found[key] = (number + 1, value)
            elif not key and value:
                other.append((number + 1, line.strip()))
        elif line.strip():
            other.append((number + 1, line.strip()))
    return found, other


def _bare(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1].replace('\\"', '"').replace("''", "'")
    if value.startswith("[") and value.endswith("]"):
        value = ", ".join(part.strip().strip("\"'") for part in value[1:-1].split(","))
    return value
