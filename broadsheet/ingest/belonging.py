"""Where an article of another system belongs here: its section among the outlet's, its old address."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from broadsheet.ingest.words import fold
from broadsheet.settings import Settings


def section_of(names: Iterable[str], settings: Settings) -> str:
    """The id of the first of the outlet's sections that one of the names is; empty where none is."""
    known = {fold(word): one.id for one in settings.sections for word in (one.id, one.title)}
    return next((known[fold(name)] for name in names if fold(name) in known), "")


def alias_of(link: str) -> str:
    """The path of an old address, for `aliases:`; empty where it has none of its own (`/?p=12`, the home page)."""
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return ""
    plain = parts.scheme in ("http", "https", "") and not parts.query
    return parts.path if plain and len(parts.path) > 1 and parts.path.startswith("/") else ""


def is_ours(link: str, settings: Settings) -> bool:
    """Whether an address is on the outlet's own host, with or without `www.`"""
    try:
        host = urlsplit(link.strip()).hostname or ""
    except ValueError:
        return False
    ours = urlsplit(settings.outlet.url).hostname or ""
    return bool(host) and host.removeprefix("www.") == ours.removeprefix("www.")
