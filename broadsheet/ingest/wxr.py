"""WordPress exports (WXR): each post an article, with its addresses, authors, categories and pictures."""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any
from urllib.parse import unquote

import msgspec

from broadsheet.article import When
from broadsheet.ingest import wxr_site
from broadsheet.ingest.formats import Item, Known, RawSource, UnreadableError
from broadsheet.ingest.manuscript import Action, Manuscript, Passed
from broadsheet.ingest.posts import Pictured, Post, instant, manuscript_of, plain
from broadsheet.ingest.wordpress_body import html_of
from broadsheet.ingest.wxr_site import Site, child, encoded, kind_of, metas, raw_of
from broadsheet.ingest.xml_items import Piece, elements
from broadsheet.ingest.xml_parse import parse, text_of

_LEFT_OUT = {
    "page": "a page, not a post: standing pages go to content/pages/",
    "attachment": "a file of the library: pictures come along with the posts that show them",
    "nav_menu_item": "an entry of a menu",
    "guest-author": "an author",
    "wp_block": "a reusable block: it is put where posts use it",
    "revision": "an older version of a post",
}
_MACHINERY = re.compile(
    r"wp_.+|custom_css|customize_changeset|oembed_cache|user_request|acf-.+|elementor_.+|et_.+|vc_.+|product.*|shop_.+"
    r"|feedback|jetpack_.+|wpcf7.*|wpforms.*|nf_sub|ml-slider|mc4wp-form|popup.*|redirect_rule|schedule.*|scheduled-.+"
    r"|amp_.+|safecss|topic|reply|forum|tribe_.+|event.*|attachment.*|newsletter.*|sidebar|custom-.+"
)
_LONG = 400
"""How many characters an item of a type that we don't know must have to be taken for an article."""
_DEFAULT_CATEGORY = "uncategorized"
_STATES = {
    "draft": "a draft in WordPress",
    "pending": "waiting for review in WordPress",
    "private": "private in WordPress: only its editors could see it",
}


class _Value(msgspec.Struct, frozen=True):
    piece: Piece
    site: Site
    kind: str = "post"
    identity: str = ""


class Wxr:
    """The format of WordPress's own export."""

    name = "WordPress export"

    def recognise(self, head: bytes, name: str) -> float:
        """By the namespace of the export; without one (a damaged head) by its elements."""
        text = head.replace(b"\x00", b"")
        if b"//wordpress.org/export/" in text or b"<wp:wxr_version" in text:
            return 0.97
        return 0.9 if b"<wp:post_type" in text and b"<item" in text else 0.0

    def edge_lines(self, raw: RawSource) -> list[str]:
        """None: a post holds its text and no page around it."""
        return []

    def items(self, raw: RawSource, known: Known) -> Iterator[Item | Passed]:
        """The posts, and what is left out; the source is read twice, for its library may stand behind its posts."""
        site = wxr_site.read(raw)
        seen: set[str] = set()
        count = 0
        for piece in elements(raw, {"item"}):
            if isinstance(piece, Passed):
                yield piece
                continue
            if piece.number == 0:
                continue
            count += 1
            name, kind = _title(piece), kind_of(piece)
            if why := _why_not(piece, kind):
                yield Passed(piece.number, name, why)
                continue
            found = re.search(r"<guid\b[^<>]{0,200}>\s{0,20}(?:<!\[CDATA\[\s{0,20})?([^\s<>\]]{1,300})", piece.text)
            identity = found[1] if found and found[1] not in seen else ""
            seen.add(identity)
            yield Item(piece.number, name, _Value(piece, site.part_for(piece), kind, identity))
        if not count:
            raise UnreadableError(
                "this WordPress export has no posts in it", "export again: Tools, Export, “All content”"
            )

    def manuscript(self, item: Item, raw: RawSource, known: Known) -> Manuscript | Passed:
        """The article of one post."""
        value: _Value = item.value
        site, zone = value.site, known.settings.zone
        root, decisions = parse(value.piece)
        post = Post(decisions=list(decisions), lang=site.lang, base=site.address, id=_unescaped(value.identity))
        post.places = {
            "body": "content:encoded",
            "dek": "excerpt:encoded",
            "authors": "dc:creator",
            "section": "category",
            "tags": "category",
            "date": "wp:post_date",
            "aliases": "link",
            "id": "guid",
        }
        number, meta = child(root, "post_id"), dict(metas(root))
        post.title = raw_of(root.find("title"))
        post.dek = raw_of(encoded(root, "excerpt"))
        post.body = html_of(raw_of(encoded(root, "content")), post, site.files, site.shared, number)
        post.body += _footnotes(meta.get("footnotes", ""))
        _when(root, post, zone)
        _state(root, post, value)
        _categories(root, post, site, meta)
        _addresses(root, post, [text for key, text in metas(root) if key == "_wp_old_slug"])
        _image(post, site, meta)
        _left_behind(root, post)
        return manuscript_of(post, item, raw, known)


def _title(piece: Piece) -> str:
    found = re.search(r"<title>(?:\s*<!\[CDATA\[)?([^<>\]]{0,300})", piece.text)
    return plain(found[1]) if found else ""


def _unescaped(text: str) -> str:
    return text.replace("&amp;", "&").replace("&#038;", "&")


def _why_not(piece: Piece, kind: str) -> str:
    """Why an item is no article; empty where it is one."""
    if kind in _LEFT_OUT:
        return _LEFT_OUT[kind]
    found = re.search(r"<wp:status>\s{0,20}(?:<!\[CDATA\[\s{0,20})?([\w-]{1,40})", piece.text)
    status = found[1] if found else ""
    if status in ("trash", "auto-draft", "inherit"):
        return {"trash": "it is in WordPress's trash", "auto-draft": "a draft that WordPress began by itself"}.get(
            status, _LEFT_OUT["revision"]
        )
    if kind == "post":
        return ""
    text = re.search(r"<content:encoded>(?:<!\[CDATA\[)?(.{0,20000})", piece.text, re.S)
    long = text is not None and len(plain(text[1].partition("</content:encoded>")[0])) >= _LONG
    return "" if long and not _MACHINERY.fullmatch(kind) else f"of the type “{kind}”, which isn't a post"


def _when(root: Any, post: Post, zone: dt.tzinfo) -> None:
    """The date; what WordPress says in two clocks is an instant with the offset that the site had."""
    local, gmt = child(root, "post_date"), child(root, "post_date_gmt")
    here, there = instant(local, zone), instant(gmt, dt.UTC)
    if here and there:
        offset = here.at.replace(tzinfo=None) - there.at.replace(tzinfo=None)
        sane = abs(offset) <= dt.timedelta(hours=14) and offset % dt.timedelta(minutes=15) == dt.timedelta()
        post.date = When(there.at.astimezone(dt.timezone(offset))) if sane else there
    elif there or (published := instant(text_of(root.find("pubDate")), zone)) is None:
        post.date = there or here
    else:
        post.date = published if here is None else When(here.at)
    if saved := child(root, "post_modified_gmt") or child(root, "post_modified"):
        post.note("last-saved", Action.DROPPED, saved, "wp:post_modified")


def _state(root: Any, post: Post, value: _Value) -> None:
    status = child(root, "status")
    if status in _STATES:
        post.hold(_STATES[status])
        if status != "private" and post.date:
            # When a draft was begun is no date of publication.
            post.ask(f"WordPress gives the draft the date {post.date.at.isoformat()}; it was never published")
            post.note("draft-date", Action.DROPPED, child(root, "post_date"), "wp:post_date")
            post.date = None
    elif status == "future":
        post.note("scheduled", Action.FLAGGED, child(root, "post_date"), "wp:status", "shown from its date on")
    elif status not in ("publish", ""):
        post.hold(f"its state in WordPress is “{status}”")
    if child(root, "post_password"):
        post.hold("it was protected by a password in WordPress")
        post.note("password", Action.FLAGGED, "a password", "wp:post_password")
    if child(root, "is_sticky") == "1":
        post.ask("it was pinned to the top (sticky) in WordPress: content/desk.yaml can do that")
    if value.kind != "post":
        post.hold(f"WordPress has it as a “{value.kind}”: is it an article?")
    if value.piece.cut:
        post.hold("the export breaks off in this post")


def _categories(root: Any, post: Post, site: Site, meta: Mapping[str, str]) -> None:
    """Categories, tags and authors: all are "categories" there, of different domains."""
    first = next(
        (meta[key] for key in ("_yoast_wpseo_primary_category", "rank_math_primary_category") if key in meta), ""
    )
    guests: list[str] = []
    above: dict[str, None] = {}
    for element in root.iterfind("category"):
        domain, short, name = element.get("domain", "category"), element.get("nicename", ""), text_of(element)
        if domain == "post_tag":
            post.tags.append(name)
        elif domain == "author":
            guests.append(site.authors.get(short) or site.authors.get(short.removeprefix("cap-")) or name)
        elif domain != "category":
            post.note("taxonomy", Action.DROPPED, f"{domain}: {name}", "category")
        elif short.startswith(_DEFAULT_CATEGORY):
            post.note("no-category", Action.DROPPED, name, "category")
        else:
            known = site.categories.get(short)
            post.categories.insert(0 if known and known.number == first != "" else len(post.categories), name)
            while known and (known := site.categories.get(known.parent)) and known.name not in above:
                above[known.name] = None
    post.parents = list(above)
    creator = text_of(root.find("{*}creator"))
    post.authors = guests or ([site.authors.get(creator, creator)] if creator else [])


def _addresses(root: Any, post: Post, old: list[str]) -> None:
    link, name = text_of(root.find("link")), child(root, "post_name")
    post.slug = unquote(name)
    if post.date is None and post.draft:
        return  # nobody ever had its address
    post.links = [link]
    if name and old and link.rstrip("/").endswith(f"/{name}"):
        end = "/" if link.endswith("/") else ""
        post.links += [f"{link.rstrip('/').removesuffix(name)}{one}{end}" for one in dict.fromkeys(old) if one]


def _image(post: Post, site: Site, meta: Mapping[str, str]) -> None:
    number = meta.get("_thumbnail_id", "")
    if number in site.files:
        file = site.files[number]
        post.image = Pictured(file.address, file.caption, file.alt, "_thumbnail_id")
    elif number.strip("0-"):
        post.ask(f"a picture didn't come along: number {number} of WordPress's library, which isn't in the export")


def _left_behind(root: Any, post: Post) -> None:
    """Says what stays behind of a post: what readers wrote below it, and what it played."""
    if count := len(root.findall("{*}comment")):
        post.note("comments", Action.DROPPED, f"{count:,} comments", "wp:comment")
    for key, text in metas(root):
        if key == "enclosure" and text:
            post.ask(f"a recording didn't come along: {text.split()[0]}")
        elif key and not key.startswith("_") and text and key != "footnotes":
            post.note("custom-field", Action.DROPPED, f"{key}: {text}", "wp:postmeta")


def _footnotes(text: str) -> str:
    """The notes of the footnotes block, which WordPress keeps beside the text."""
    try:
        found = json.loads(text) if text else []
    except (ValueError, RecursionError):
        return ""
    notes = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    items = "".join(f'<li id="{escape(str(one.get("id", "")))}">{one.get("content", "")}</li>' for one in notes)
    return f"<ol>{items}</ol>" if items else ""
