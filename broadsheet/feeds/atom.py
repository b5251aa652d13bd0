"""Atom for the site and its sections, written by feedgen."""

from functools import lru_cache
from typing import Any

from broadsheet.feeds import channels, enclosures, writing
from broadsheet.feeds.items import FeedContext, ItemView, stamp


def write(feed: FeedContext) -> bytes:
    """A feed's bytes: Atom 1.0 with Media RSS, in UTF-8."""
    out = begin(feed)
    writing.add(out, feed.items, entry)
    return end(out, feed)


def begin(feed: FeedContext) -> Any:
    """A generator with the feed and no entries."""
    out = writing.begin(feed)
    out.id(feed.url)
    out.link(href=feed.url, rel="self", type="application/atom+xml")
    out.link(href=feed.home, rel="alternate", type="text/html")
    out.subtitle(feed.description)
    out.language(feed.language)
    out.author(name=feed.author)
    if feed.copyright:
        out.rights(feed.copyright)
    if feed.icons:
        out.icon(feed.icons[-1])
    if feed.image:
        out.logo(feed.image)
    out.updated(feed.built.at if feed.built else writing.EPOCH)
    return out


def fill(new: Any, item: ItemView) -> None:
    """Say in an entry of feedgen's all that an item says."""
    when = stamp(item)
    new.id(item.guid)
    new.title(item.title)
    new.link(href=item.url)  # which stands for the page itself, as a link does that doesn't say what it is
    new.summary(item.summary)
    if item.content:
        new.content(item.content, type="html")
    if item.published:
        new.published(item.published.at)
    new.updated(when.at if when else writing.EPOCH)
    for name in item.authors:
        new.author(name=name)
    new.category([{"term": category} for category in item.categories])
    new.links.set(enclosures.chosen(item.audio, item.picture), "")
    new.media.set(item.picture, item.audio)


def end(out: Any, feed: FeedContext) -> bytes:
    """The bytes of a feed with its entries."""
    return writing.finish(out.atom_str(pretty=True), feed)


@lru_cache(maxsize=300)
def entry(item: ItemView) -> Any:
    """The element of an entry, made once for all feeds."""
    new = writing.entry()
    fill(new, item)
    return new.atom_entry()


ATOM = channels.kind("atom", write)
