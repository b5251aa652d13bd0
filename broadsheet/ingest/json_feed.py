"""JSON Feed: each item an article, its id kept."""

import re
from collections.abc import Iterator
from html import escape
from typing import Any

import msgspec

from broadsheet.article import Source
from broadsheet.ingest.belonging import is_ours
from broadsheet.ingest.formats import Item, Known, RawSource, UnreadableError
from broadsheet.ingest.json_mistakes import told
from broadsheet.ingest.manuscript import Action, Manuscript, Passed
from broadsheet.ingest.posts import Pictured, Post, instant, manuscript_of
from broadsheet.ingest.wordpress_body import paragraphs

_VERSION = re.compile(rb"\"version\"\s*:\s*\"https?:(?:\\?/){2}jsonfeed\.org")
MOST = 200_000_000


class JsonFeed:
    """The format of JSON feeds."""

    name = "JSON feed"

    def recognise(self, head: bytes, name: str) -> float:
        """By its version, which is an address."""
        return 0.95 if _VERSION.search(head) else 0.0

    def edge_lines(self, raw: RawSource) -> list[str]:
        """None: an item holds its text and no page around it."""
        return []

    def items(self, raw: RawSource, known: Known) -> Iterator[Item | Passed]:
        """The items, in the feed's order."""
        feed = decoded(raw)
        items = feed.get("items") if isinstance(feed, dict) else None
        if not isinstance(items, list) or not items:
            raise UnreadableError("this feed has no items", "save the feed again while it has some")
        about = {key: feed.get(key) for key in ("title", "language", "authors", "author")}
        seen: set[str] = set()
        for number, one in enumerate(items, 1):
            if not isinstance(one, dict):
                yield Passed(number, "", "this isn't an item", "take it out of the feed", wrong=True)
                continue
            guid = text(one, "id")
            yield Item(number, text(one, "title"), ({**one, "id": ""} if guid in seen else one, about))
            seen.add(guid)

    def manuscript(self, item: Item, raw: RawSource, known: Known) -> Manuscript | Passed:
        """The article of one item."""
        one, about = item.value
        post = Post(title=escape(text(one, "title"), quote=False), id=text(one, "id"))
        post.lang = text(one, "language") or text(about, "language")
        link, other = text(one, "url"), text(one, "external_url")
        post.base = link
        post.body = text(one, "content_html") or paragraphs(escape(text(one, "content_text"), quote=False))
        post.dek = escape(text(one, "summary"), quote=False)
        if not post.body and post.dek:
            post.body, post.dek = f"<p>{post.dek}</p>", ""
            post.hold("the feed holds only the beginning of the text")
        post.date = instant(text(one, "date_published"), known.settings.zone)
        changed = instant(text(one, "date_modified"), known.settings.zone)
        if post.date and changed and changed.instant - post.date.instant > 60:
            post.updated = changed
        elif changed and not post.date:
            post.note("updated-only", Action.FLAGGED, text(one, "date_modified"), "date_modified")
        for holder in (one, about):
            people = holder.get("authors") or [holder.get("author")]
            names = (
                [text(person, "name") for person in people if isinstance(person, dict)]
                if isinstance(people, list)
                else []
            )
            post.authors = post.authors or [name for name in names if name]
        tags = one.get("tags")
        post.categories = [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
        if is_ours(link, known.settings):
            post.links = [link]
        elif link or other:
            post.source = Source(name=text(about, "title"), url=other or link)
        if image := text(one, "image") or text(one, "banner_image"):
            post.image = Pictured(image)
        attachments = one.get("attachments")
        for file in attachments if isinstance(attachments, list) else ():
            if isinstance(file, dict) and (address := text(file, "url")):
                post.ask(f"a recording didn't come along: {address}")
                post.note("attachment", Action.DROPPED, f"{text(file, 'mime_type')} {address}".strip(), "attachments")
        post.places = {
            "body": "content_html",
            "dek": "summary",
            "date": "date_published",
            "section": "tags",
            "aliases": "url",
        }
        return manuscript_of(post, item, raw, known)


def decoded(raw: RawSource) -> Any:
    """The JSON of a source; UnreadableError where it is none, or far too large."""
    if raw.size > MOST:
        message = f"this has {raw.size / 1e6:,.0f} MB, more than the {MOST / 1e6:,.0f} MB that can be read at once"
        raise UnreadableError(message, "export it in parts")
    data = raw.read_bytes()
    try:
        return msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise UnreadableError(told("this JSON", problem), "export it again") from problem


def text(one: Any, key: str) -> str:
    """A value that is a text, without white space around it; empty where it is none."""
    value = one.get(key) if isinstance(one, dict) else None
    return value.strip() if isinstance(value, str) else ""
