"""RSS 2.0 for the site, its sections, tags, authors, stories and corrections, written by feedgen.

Identities are no addresses, the summary stands before the full text, and at most one file is enclosed.
"""

import html
import re
from functools import lru_cache
from typing import Any

from broadsheet.entities import unescape
from broadsheet.feeds import channels, enclosures, writing
from broadsheet.feeds.items import FeedContext, ItemView

_PLAIN = re.compile(rb"<(title|category|dc:creator)>[^<&]*&[^<]*</\1>")
"""The elements that hold plain text, where that has something of which there may be doubt."""


def write(feed: FeedContext) -> bytes:
    """A feed's bytes: RSS 2.0 with Dublin Core, Media RSS, Atom's links and the whole text, in UTF-8."""
    out = begin(feed)
    writing.add(out, feed.items, entry)
    return end(out, feed)


def begin(feed: FeedContext) -> Any:
    """A generator with the channel and no items: for who adds to either."""
    out = writing.begin(feed)
    # The channel's own link is the last of these.
    out.link(href=feed.url, rel="self", type="application/rss+xml")
    out.link(href=feed.home, rel="alternate")
    out.description(feed.description)
    out.language(feed.language)
    if feed.copyright:
        out.copyright(feed.copyright)
    if feed.image:
        out.image(url=feed.image, title=feed.title, link=feed.home)
    out.lastBuildDate(feed.built.at if feed.built else writing.EPOCH)
    return out


def fill(new: Any, item: ItemView) -> None:
    """Say in an entry of feedgen's all that an item says."""
    new.guid(item.guid, permalink=False)
    new.title(item.title)
    new.link(href=item.url)
    new.description(_as_html(item.summary))
    if item.content:
        new.content(item.content.replace("]]>", "]]&gt;"), type="CDATA")
    if item.published:
        new.published(item.published.at)
    new.category([{"term": category} for category in item.categories])
    if enclosed := enclosures.chosen(item.audio, item.picture):
        new.enclosure(enclosed.url, str(enclosed.length), enclosed.type)
    new.dc.dc_creator(list(item.authors))
    new.media.set(item.picture, item.audio)
    new.links.set(None, item.updated.at.isoformat() if item.updated else "")


def end(out: Any, feed: FeedContext) -> bytes:
    """The bytes of a channel with its items."""
    made: bytes = out.rss_str(pretty=True)
    if feed.built is None:
        made = re.sub(rb"\n *<lastBuildDate>[^<]*</lastBuildDate>", b"", made)
    return writing.finish(_PLAIN.sub(_by_number, made), feed)


def _by_number(element: re.Match[bytes]) -> bytes:
    """Plain text as the profile asks for it, so that no reader takes what it says for markup."""
    return element[0].replace(b"&amp;", b"&#x26;").replace(b"&lt;", b"&#x3C;")


def _as_html(text: str) -> str:
    """A summary for an element that readers take for HTML; one that reads the same either way stays as it is."""
    return text if "<" not in text and unescape(text) == text else html.escape(text, quote=False)


@lru_cache(maxsize=300)
def entry(item: ItemView) -> Any:
    """The element of an item, made once for all feeds."""
    new = writing.entry()
    fill(new, item)
    return new.rss_entry()


RSS = channels.kind("rss", write)
