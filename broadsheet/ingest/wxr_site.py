"""What a WordPress export says of the site as a whole: who its authors are, its categories, its library of files."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from broadsheet.ingest.formats import RawSource, UnreadableError
from broadsheet.ingest.shortcodes import Attached
from broadsheet.ingest.xml_items import Piece, elements
from broadsheet.ingest.xml_parse import local, parse, text_of

_TYPE = re.compile(r"<wp:post_type>\s{0,20}(?:<!\[CDATA\[\s{0,20})?([\w-]{1,60})")
_CREATOR = re.compile(
    r"<dc:creator>\s{0,20}(?:<!\[CDATA\[\s{0,20})?([^<>\]]{1,200}?)\s{0,20}(?:\]\]>\s{0,20})?</dc:creator>"
)
_NICENAME = re.compile(r" nicename=\"([^\"<>]{1,200})\"")
_META = re.compile(
    r"<wp:meta_key>\s{0,20}(?:<!\[CDATA\[\s{0,20})?([\w-]{1,100})\s{0,20}(?:\]\]>\s{0,20})?</wp:meta_key>\s*"
    r"<wp:meta_value>\s{0,20}(?:<!\[CDATA\[\s{0,20})?(\d{1,18})"
)
_NUMBER = re.compile(r"<wp:post_id>\s{0,20}(?:<!\[CDATA\[\s{0,20})?(\d{1,18})")
_IDS = re.compile(r"\[gallery\b[^\[\]]{0,2000}")
_SHARED = re.compile(r"<!--\s*wp:(?:core/)?block\s+\{[^<>{}]{0,200}?\"ref\":\s*(\d{1,18})")


class Category(msgspec.Struct, frozen=True):
    """A category, with the short name of the one above it."""

    name: str
    parent: str = ""
    number: str = ""


class Site(msgspec.Struct):
    """The site of an export. What a single post needs of it is a Site too, small enough to hand to another process."""

    authors: dict[str, str] = {}
    """Names that are shown, by the names with which their owners log in."""
    categories: dict[str, Category] = {}
    """By their short names (nicenames)."""
    files: dict[str, Attached] = {}
    shared: dict[str, str] = {}
    """The texts of reusable blocks, by their numbers."""
    lang: str = ""
    address: str = ""
    by_parent: dict[str, list[str]] = {}

    def part_for(self, piece: Piece) -> "Site":
        """What one post needs of it."""
        text = piece.text
        terms = _NICENAME.findall(text)
        logins = {*_CREATOR.findall(text), *terms, *(name.removeprefix("cap-") for name in terms)}
        wanted: dict[str, Category] = {}
        names = [name for name in terms if name in self.categories]
        while names:
            name = names.pop()
            if name not in wanted and (found := self.categories.get(name)):
                wanted[name] = found
                names.append(found.parent)
        meta = dict(_META.findall(text))
        numbers = [meta["_thumbnail_id"]] if "_thumbnail_id" in meta else []
        if galleries := _IDS.findall(text):
            numbers += re.findall(r"\d+", " ".join(galleries))
            own = _NUMBER.search(text)
            numbers += self.by_parent.get(own[1], []) if own else []
        return Site(
            authors={login: self.authors[login] for login in logins if login in self.authors},
            categories=wanted,
            files={number: self.files[number] for number in numbers if number in self.files},
            shared={ref: self.shared[ref] for ref in _SHARED.findall(text) if ref in self.shared},
            lang=self.lang,
            address=self.address,
        )


def kind_of(piece: Piece) -> str:
    """The type of an item: `post`, `page`, `attachment` ...; a post where nothing says so."""
    found = _TYPE.search(piece.text)
    return found[1] if found else "post"


def read(raw: RawSource) -> Site:
    """What the export says of its site; its library may stand before or behind the posts that show it."""
    site = Site()
    for piece in elements(raw, {"item"}):
        if not isinstance(piece, Piece):
            continue
        if piece.number == 0:
            _read_head(piece, site)
        elif (kind := kind_of(piece)) in ("attachment", "guest-author", "wp_block"):
            try:
                _read_item(kind, parse(piece)[0], site)
            except UnreadableError:
                continue  # it is reported as an item
    for number, one in site.files.items():
        if one.parent not in ("", "0"):
            site.by_parent.setdefault(one.parent, []).append(number)
    return site


def _read_head(piece: Piece, site: Site) -> None:
    try:
        root, _ = parse(piece)
    except UnreadableError:
        return
    for element in root.iter():
        name = local(element)
        if name == "author" and (login := child(element, "author_login")):
            first, last = child(element, "author_first_name"), child(element, "author_last_name")
            shown = child(element, "author_display_name")
            if not shown or "@" in shown or shown == login:
                shown = f"{first} {last}".strip() or shown
            site.authors[login] = shown or login
        elif name == "category" and (short := child(element, "category_nicename")):
            parent, number = child(element, "category_parent"), child(element, "term_id")
            site.categories[short] = Category(child(element, "cat_name") or short, parent, number)
        elif name == "language" and not site.lang:
            site.lang = text_of(element)
        elif name == "base_blog_url" and not site.address:
            site.address = text_of(element)


def _read_item(kind: str, root: Any, site: Site) -> None:
    number, meta = child(root, "post_id"), dict(metas(root))
    if kind == "attachment":
        address = child(root, "attachment_url") or text_of(root.find("guid"))
        caption = raw_of(encoded(root, "excerpt"))
        parent = child(root, "post_parent")
        site.files[number] = Attached(address, caption, meta.get("_wp_attachment_image_alt", ""), parent)
    elif kind == "guest-author":
        shown, login = meta.get("cap-display_name", ""), meta.get("cap-user_login", "")
        for one in (login, f"cap-{login}", child(root, "post_name")):
            if one.strip("-") and shown:
                site.authors.setdefault(one, shown)
    else:
        site.shared[number] = raw_of(encoded(root, "content"))


def child(element: Any, name: str) -> str:
    """The text of a child by its name, whatever its namespace; empty where there is none."""
    return text_of(element.find(f"{{*}}{name}"))


def encoded(root: Any, which: str) -> Any:
    """`content:encoded` or `excerpt:encoded`, which only their namespaces tell apart."""
    for element in root.iterfind("{*}encoded"):
        if f"/{which}/" in element.tag or (which == "content" and "excerpt" not in element.tag):
            return element
    return None


def raw_of(element: Any) -> str:
    """All text within an element, as it is."""
    return "".join(element.itertext()) if element is not None else ""


def metas(root: Any) -> Iterator[tuple[str, str]]:
    """The keys and values that plugins and themes keep with a post."""
    for element in root.iterfind("{*}postmeta"):
        yield child(element, "meta_key"), raw_of(element.find("{*}meta_value")).strip()
