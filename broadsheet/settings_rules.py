"""What a value in site.toml must look like, for those that are more than text: one rule a setting.

A rule says what is wrong with a value and what to do about it, or None. It looks at that value alone.
"""

import functools
import re
from collections.abc import Callable, Iterable
from datetime import date
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import SplitResult, quote, urlsplit

from broadsheet.settings import (
    Addresses,
    Edition,
    Embeds,
    Fragments,
    Lists,
    MenuItem,
    Outlet,
    Pictures,
    Section,
    Taking,
    ThemeChoice,
)

Fault = tuple[str, str]
"""What is wrong, and a hint (which may be empty)."""

LONGEST_LIST = 1000
DATELINES = ("body", "theme")
COVERS = ("section", "article", "none")
INCLUDES = ("script", "ssi", "off")
BEST = 95
"""Above it JPEGs only grow."""

_EMBEDDED = re.compile(r"(?!www\.)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LANGUAGE = re.compile(
    r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?"
    r"(-([A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*(-[xX](-[A-Za-z0-9]{1,8})+)?"
)
_HOST = re.compile(r"(?!-)[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\]", re.IGNORECASE)
_AUTHORITY = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*,(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_THEME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_FIELD = re.compile(r"\{[^{}]*\}|[{}]")


@functools.cache
def zone_names() -> frozenset[str]:
    """All IANA time zones: those of the tzdata package, which are the same on every machine."""
    found = find_spec("tzdata")
    places = found.submodule_search_locations if found else None
    return frozenset(Path(next(iter(places)), "zones").read_text(encoding="utf-8").split()) if places else frozenset()


def nearest(name: str, names: Iterable[str]) -> str:
    """The known name that was likely meant, or nothing."""
    import difflib

    return next(iter(difflib.get_close_matches(name, list(names), n=1)), "")


def slug(value: str) -> Fault | None:
    if _SLUG.fullmatch(value):
        return None
    return f"“{value}” can't be a part of an address", "lower-case letters, digits and single hyphens: city-hall"


def language(value: str) -> Fault | None:
    if _LANGUAGE.fullmatch(value):
        return None
    hint = f"write {value.replace('_', '-')}" if _LANGUAGE.fullmatch(value.replace("_", "-")) else "en, es-MX, zh-Hant"
    return f"“{value}” isn't a language tag (BCP 47)", hint


def timezone(value: str) -> Fault | None:
    if value in zone_names():
        return None
    by_lower = {name.rpartition("/")[2].lower(): name for name in sorted(zone_names())}
    by_lower |= {name.lower(): name for name in sorted(zone_names())}
    near = nearest(value.lower().replace(" ", "_"), by_lower)
    hint = f"did you mean “{by_lower[near]}”?" if near else "an IANA name: Europe/Madrid, America/Mexico_City, UTC"
    return f"there is no time zone “{value}”", hint


def url(value: str) -> Fault | None:
    example = "the address of the home page: https://www.example.com or https://example.org/news"
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        return f"“{value}” isn't a web address", example
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return f"“{value}” isn't a web address", example
    if "?" in value or "#" in value:
        return "the url has a ? or a # in it", "give the address of the home page alone"
    if parts.username is not None or parts.password is not None:
        return "the url has a name or a password in it", example
    return _host(parts) or _url_path(value, parts)


def _host(parts: SplitResult) -> Fault | None:
    if _HOST.fullmatch(parts.netloc.rpartition(":")[0] if parts.port is not None else parts.netloc):
        return None
    try:
        ascii_host = (parts.hostname or "").encode("idna").decode()
    except UnicodeError:
        return f"“{parts.netloc}” isn't the name of a host", ""
    return f"“{parts.netloc}” isn't the name of a host as links need it", f"in ASCII it is {ascii_host}"


def _url_path(value: str, parts: SplitResult) -> Fault | None:
    path = parts.path.rstrip("/")
    encoded = quote(path, safe="/%~!$&'()*+,;=:@")
    if encoded != path:
        return "the path of the url has characters that links can't have", f"write {value.replace(path, encoded)}"
    if any(segment in ("", ".", "..") for segment in path.split("/")[1:]):
        return "the path of the url has an empty part or dots in it", f"such as {parts.scheme}://{parts.netloc}/news"
    return None


def list_size(value: int) -> Fault | None:
    if 1 <= value <= LONGEST_LIST:
        return None
    return f"{value} is no length for a list", f"a whole number from 1 to {LONGEST_LIST}"


def article_pattern(value: str) -> Fault | None:
    return _pattern(value, ("{section}", "{year}", "{month}", "{day}", "{slug}"))


def undated_pattern(value: str) -> Fault | None:
    return _pattern(value, ("{section}", "{slug}"))


def _pattern(value: str, fields: tuple[str, ...]) -> Fault | None:
    known = "the parts are " + ", ".join(fields)
    for found in _FIELD.findall(value):
        if found not in fields:
            near = nearest(found, fields)
            return f"“{found}” can't be a part of this address", f"did you mean “{near}”?" if near else known
    if not value.startswith("/"):
        return "an address begins with a slash", f"/{value}"
    if "{slug}" not in value:
        return "without {slug} all articles would have one address", known
    if "?" in value or "#" in value or "\\" in value or not value.isprintable():
        return "an address has no ?, no # and no backslash", known
    if any(segment in ("", ".", "..") for segment in value.removesuffix("/").split("/")[1:]):
        return "an address has no empty part and no dots as a part", ""
    if "{slug}" not in value.removesuffix("/").rpartition("/")[2]:
        return "the last part of the address has no {slug}", "such as /{section}/{slug}.html"
    if "." in value.rpartition("/")[2] and not value.endswith(".html"):
        return "an article's address ends in .html, in a slash, or without a dot", "such as /{section}/{slug}.html"
    return None


def authority(value: str) -> Fault | None:
    example = "a domain that was yours on that day, and the day: example.com,2026 or example.com,2026-03-01"
    found = _AUTHORITY.fullmatch(value)
    if not found:
        return f"“{value}” can't stand in a tag: URI", example
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return f"there is no such day in “{value}”", example
    return None


def menu_target(value: str) -> Fault | None:
    forms = "an address of ours (/about.html), a web address, content:pages/about.md or section:ID"
    scheme, _, rest = value.partition(":")
    if value.startswith("/"):
        good = not value.startswith("//") and value.isprintable() and ".." not in value.split("/")
    elif scheme in ("http", "https"):
        good = url(value.partition("#")[0].partition("?")[0]) is None
    elif scheme == "content":
        good = inside(rest) and rest.endswith(".md")
    else:
        good = scheme == "section" and bool(rest)
    return None if good else (f"“{value}” leads nowhere", forms)


def picture(value: str) -> Fault | None:
    if not value or inside(value):
        return None
    return f"“{value}” isn't a path under media/", "logo.png for the file media/logo.png"


def theme(value: str) -> Fault | None:
    if _THEME.fullmatch(value):
        return None
    return f"“{value}” can't be the name of a theme", "the name of a folder in themes/: letters, digits, - and _"


def dateline(value: str) -> Fault | None:
    return one_of(value, DATELINES)


def covers(value: str) -> Fault | None:
    return one_of(value, COVERS)


def include(value: str) -> Fault | None:
    return one_of(value, INCLUDES)


def quality(value: int) -> Fault | None:
    return None if 1 <= value <= BEST else (f"a quality of {value} can't be had", f"write a number from 1 to {BEST}")


def hosts(value: tuple[Any, ...]) -> Fault | None:
    for one in value:
        if not isinstance(one, str) or not _EMBEDDED.fullmatch(one):
            return (
                f"“{one}” isn't the name of a host",
                'write the name alone, in small letters: hosts = ["youtube.com"]',
            )
    return None


def one_of(value: str, known: tuple[str, ...]) -> Fault | None:
    """A rule for settings that have one word of a few."""
    if value in known:
        return None
    near = nearest(value, known)
    return f"“{value}” is none of {', '.join(known)}", f"did you mean “{near}”?" if near else "write one of these"


def title(value: str) -> Fault | None:
    return None if value.strip() else ("the title is empty", "write the name that readers see")


def inside(path: str) -> bool:
    """Whether a path that a person wrote stays in the folder that it is relative to."""
    parts = PurePosixPath(path).parts
    return bool(parts) and parts[0] != "/" and ".." not in parts and "\\" not in path and path.isprintable()


RULES: dict[tuple[type, str], Callable[[Any], Fault | None]] = {
    (Section, "id"): slug,
    (Section, "title"): title,
    (Outlet, "title"): title,
    (Outlet, "url"): url,
    (Outlet, "language"): language,
    (Outlet, "timezone"): timezone,
    (Outlet, "logo"): picture,
    (Outlet, "icon"): picture,
    (Edition, "title"): title,
    (Edition, "prefix"): slug,
    (MenuItem, "title"): title,
    (MenuItem, "to"): menu_target,
    **{(Lists, name): list_size for name in Lists.__struct_fields__},
    (Addresses, "article"): article_pattern,
    (Addresses, "undated"): undated_pattern,
    (ThemeChoice, "name"): theme,
    (Taking, "dateline"): dateline,
    (Pictures, "covers"): covers,
    (Pictures, "quality"): quality,
    (Embeds, "hosts"): hosts,
    (Fragments, "include"): include,
}
