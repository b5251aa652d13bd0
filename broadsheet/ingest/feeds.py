"""RSS, Atom and RDF feeds: each item an article, its guid kept as its id."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from broadsheet.article import Source
from broadsheet.ingest.belonging import is_ours
from broadsheet.ingest.formats import Item, Known, RawSource, UnreadableError
from broadsheet.ingest.joining import joined
from broadsheet.ingest.manuscript import Action, Manuscript, Passed
from broadsheet.ingest.posts import Pictured, Post, instant, manuscript_of, plain
from broadsheet.ingest.wxr_site import raw_of
from broadsheet.ingest.xml_items import Piece, elements
from broadsheet.ingest.xml_parse import inner_html, local, parse, text_of
from broadsheet.settings import Settings

_ROOT = re.compile(rb"<(?:rss\b|(?:\w{1,20}:)?RDF\b|(?:\w{1,20}:)?feed\b|channel\b)", re.I)
_BEFORE = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff|\s|<\?[^<>]{0,2000}\?>|<!--(?:(?!-->).){0,20000}-->"
    rb"|<!DOCTYPE[^\[<>]{0,2000}(?:\[[^\]]{0,20000}\]\s{0,20})?>)*",
    re.S,
)
_MAIL = re.compile(
    r"[^\s@]{1,100}@[^\s@()]{1,200}\s{0,9}\(([^()]{2,80})\)|(.{2,80}?)\s{1,9}[<(]?[^\s@]{1,100}@[^\s@]{1,200}[>)]?",
    re.S,
)
_TITLED = re.compile(r"\s*<(h[1-3])\b[^<>]*>(.{1,400}?)</\1>", re.S | re.I)
_CUT = re.compile(r"(?:\[?(?:…|\.\.\.|&hellip;|&#8230;)\]?|\[&#8230;\]|\[&hellip;\])\s{0,99}(?:</p>\s{0,99})?\Z")
_READ_MORE = re.compile(
    r"<p>The post <a\b[^<>]*>.{1,400}?</a> (?:appeared first on|first appeared on) .{1,400}?</p>\s*$", re.S
)


class Channel(msgspec.Struct, frozen=True):
    """What a feed says of all its items."""

    title: str = ""
    link: str = ""
    lang: str = ""
    author: str = ""


class _Value(msgspec.Struct, frozen=True):
    piece: Piece
    channel: Channel
    first: bool = True
    """Whether no item before it has the same guid."""


class Feed:
    """The format of XML feeds."""

    name = "feed"

    def recognise(self, head: bytes, name: str) -> float:
        """By its outermost element, and what a feed has in it."""
        text = head.replace(b"\x00", b"")
        start = _BEFORE.match(text)
        root = _ROOT.match(text, start.end() if start else 0)
        if not root:
            return 0.0
        known = b"<channel" in text or b"/Atom" in text or b"atom/ns#" in text or b"purl.org/rss/" in text
        return 0.9 if known or root[0] == b"<rss" else 0.3

    def edge_lines(self, raw: RawSource) -> list[str]:
        """None: an item holds its text and no page around it."""
        return []

    def items(self, raw: RawSource, known: Known) -> Iterator[Item | Passed]:
        """The items, in the feed's order."""
        channel, seen, count = Channel(), set[str](), 0
        for piece in elements(raw, {"item", "entry"}):
            if isinstance(piece, Passed):
                yield piece
                continue
            if piece.number == 0:
                channel = _channel(piece)
                continue
            count += 1
            found = re.search(r"<(?:\w{1,20}:)?(?:guid|id)\b[^<>]{0,300}>([^<]{1,500})", piece.text)
            guid = found[1].strip() if found else ""
            titled = re.search(r"<title\b[^<>]{0,100}>(?:\s*<!\[CDATA\[)?([^<\]]{0,300})", piece.text)
            yield Item(
                piece.number, plain(plain(titled[1])) if titled else "", _Value(piece, channel, guid not in seen)
            )
            if guid:
                seen.add(guid)
        if not count:
            raise UnreadableError("this feed has no items", "save the feed again while it has some")

    def manuscript(self, item: Item, raw: RawSource, known: Known) -> Manuscript | Passed:
        """The article of one item."""
        value: _Value = item.value
        root, decisions = parse(value.piece)
        post = post_of(root, value.channel, known.settings)
        post.decisions[:0] = decisions
        if not value.first:
            post.id = ""
        if value.piece.cut:
            post.hold("the feed breaks off in this item")
        return manuscript_of(post, item, raw, known, value.piece.name)


def post_of(root: Any, channel: Channel, settings: Settings) -> Post:
    """What an item or an entry says."""
    zone = settings.zone
    post = Post(lang=root.get("{http://www.w3.org/XML/1998/namespace}lang") or channel.lang)
    post.title = _html(root.find("{*}title")) or _media(root, "title")
    link = link_of(root)
    post.base = link or channel.link
    _texts(root, post)
    published = next(
        (
            when
            for name in ("published", "pubDate", "issued", "date", "created")
            if (when := instant(_said(root, name), zone))
        ),
        None,
    )
    updated = next(
        (when for name in ("updated", "modified", "lastBuildDate") if (when := instant(_said(root, name), zone))), None
    )
    post.date = published or updated
    if published and updated and updated.instant - published.instant > 60:
        post.updated = updated
    elif updated and not published:
        # An Atom entry needn't say when it was published; unless it was changed since, this is that moment.
        post.ask("the feed says only when the entry was last updated, which is taken as its date")
        post.note(
            "updated-as-date", Action.FLAGGED, _said(root, "updated") or _said(root, "modified"), "updated", "", "date"
        )
    post.authors = _authors(root) or ([channel.author] if channel.author else [])
    post.categories = [
        name
        for one in root.iterfind("{*}category")
        if (name := one.get("label") or text_of(one) or one.get("term", ""))
    ]
    if not post.categories:
        post.categories = [text for one in root.iterfind("{*}subject") if (text := text_of(one))]
    post.id = (
        _said(root, "guid") or _said(root, "id") or root.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about", "")
    )
    if is_ours(link, settings):
        post.links = [link]
    elif link and not link.startswith(("https://", "http://")):
        post.ask(f"the item's link is no whole web address: {link}")
    elif link:
        origin = root.find("{*}source")
        name = (text_of(origin.find("{*}title")) or text_of(origin)) if origin is not None else ""
        post.source = Source(name=name or channel.title, url=link)
    _image(root, post)
    if count := len(root.findall("{*}comment")):
        post.note("comments", Action.DROPPED, f"{count:,} comments", "comment")
    post.places = {"authors": "author", "section": "category", "tags": "category", "aliases": "link", "id": "guid"}
    return post


def _channel(piece: Piece) -> Channel:
    try:
        root, _ = parse(piece)
    except UnreadableError:
        return Channel()
    top = root.find("{*}channel") if local(root) != "feed" else root
    top = root if top is None else top
    names = _authors(top)
    return Channel(
        plain(text_of(top.find("{*}title"))),
        link_of(top),
        text_of(top.find("{*}language")) or root.get("{http://www.w3.org/XML/1998/namespace}lang", ""),
        names[0] if names and local(top) == "feed" else "",
    )


def link_of(root: Any) -> str:
    """The address of an item: its page, not the feed's, not a recording's."""
    found = ""
    for one in root.iterfind("{*}link"):
        address, rel = (one.get("href") or text_of(one)).strip(), one.get("rel", "alternate")
        if address and rel == "alternate" and (not found or "html" in one.get("type", "")):
            base = one.get("{http://www.w3.org/XML/1998/namespace}base", "")
            found = joined(base, address)
    guid = root.find("{*}guid")
    if not found and guid is not None and guid.get("isPermaLink", "true") != "false":
        found = text_of(guid)
    return found if re.match(r"https?://|/", found) else ""


def _said(root: Any, name: str) -> str:
    return next((text for one in root.iterfind(f"{{*}}{name}") if (text := text_of(one))), "")


def _media(root: Any, name: str) -> str:
    return next((text for one in root.iter(f"{{http://search.yahoo.com/mrss/}}{name}") if (text := text_of(one))), "")


def _html(element: Any) -> str:
    """What an element holds, as HTML: Atom says which of three ways it is written in."""
    if element is None:
        return ""
    kind = element.get("type", "")
    if len(element):
        return inner_html(element)
    text = raw_of(element)
    if kind in ("text", "text/plain") and re.search(r"[<&]", text):
        return text.replace("&", "&amp;").replace("<", "&lt;")
    return text


def _texts(root: Any, post: Post) -> None:
    """The text and the dek: what is shorter and isn't just the beginning of the other is the dek."""
    whole = _first(root, "encoded", "content", "body")
    short = _first(root, "description", "summary", "tagline", "subtitle")
    post.places["body"] = "content"
    post.body = whole or short
    post.body = _READ_MORE.sub(lambda found: _gone(found[0], post), post.body)
    if whole and short:
        said, text = _letters(_CUT.sub("", _READ_MORE.sub("", short))), _letters(whole)
        if said and said[:80] not in text[: len(said) + 400]:
            post.dek = short if len(said) <= 600 else ""
        if not post.dek:
            post.note("summary", Action.DROPPED, plain(short), "description", "the text begins so")
    elif short and _CUT.search(short):
        post.hold("the feed holds only the beginning of the text")
    elif short:
        post.note("summary-as-text", Action.FLAGGED, plain(short)[:200], "description", "the feed has no other text")
    titled = _TITLED.match(post.body)
    if titled and plain(titled[2]).casefold() == plain(post.title).casefold():
        post.note("repeated-headline", Action.DROPPED, plain(titled[2]), "content")
        post.body = post.body[titled.end() :]


def _letters(html: str) -> str:
    return "".join(c for c in plain(html) if c.isalnum()).casefold()


def _gone(html: str, post: Post) -> str:
    post.note("read-more", Action.DROPPED, plain(html), "content")
    return ""


def _first(root: Any, *names: str) -> str:
    for name in names:
        for one in root.iterfind(f"{{*}}{name}"):
            if "search.yahoo.com/mrss" not in one.tag and (html := _html(one)).strip():
                return html
    return ""


def _authors(root: Any) -> list[str]:
    names: dict[str, None] = {}
    for element in [*root.iterfind("{*}creator"), *root.iterfind("{*}author"), *root.iterfind("{*}contributor")]:
        if local(element) == "contributor" and names:
            continue
        name = text_of(element.find("{*}name")) or (text_of(element) if not len(element) else "")
        if "@" in name and (found := _MAIL.fullmatch(name)):
            name = found[1] or found[2]
        if name:
            names[name] = None
    return list(names)


def _image(root: Any, post: Post) -> None:
    """The picture that goes with an item, and the recordings that don't come along."""
    for one in [
        *root.iterfind("{*}enclosure"),
        *(link for link in root.iterfind("{*}link") if link.get("rel") == "enclosure"),
        *root.iter("{http://search.yahoo.com/mrss/}content"),
    ]:
        address = (one.get("url") or one.get("href") or "").strip()
        kind = one.get("type") or one.get("medium") or ""
        if kind.startswith("image") or re.search(r"\.(?:jpe?g|png|webp|gif|avif)(?:\?|$)", address, re.I):
            if post.image is not None:
                if address != post.image.address:
                    post.note("second-picture", Action.DROPPED, address, local(one))
            else:
                about = one if local(one) == "content" else root
                caption = next((text_of(part) for part in about.iter("{http://search.yahoo.com/mrss/}description")), "")
                post.image = Pictured(address, caption, place=local(one))
        elif address:
            post.ask(f"a recording didn't come along: {address}")
            post.note("enclosure", Action.DROPPED, f"{kind} {address}".strip(), local(one))
    if post.image is None and "<img" not in post.body.lower():
        small = next((one.get("url", "") for one in root.iter("{http://search.yahoo.com/mrss/}thumbnail")), "")
        post.image = Pictured(small, place="media:thumbnail") if small else None
