"""What RSS and Atom have in common when feedgen writes them; feedgen is loaded where a feed is written, for the time.

What it does unasked is put right here: its dates come from the articles and never from the clock.
"""

import copy
from collections.abc import Callable
from html import escape
from typing import Any

from broadsheet.feeds.items import FeedContext, ItemView

EPOCH = "1970-01-01T00:00:00Z"
"""Where there must be a date and nothing has any: feedgen would take the time of this very moment."""


def begin(feed: FeedContext) -> Any:
    """A generator with what a feed says in either format, and our extensions: `links`, and for entries `media`."""
    import lxml.etree  # noqa: F401 - feedgen takes it for granted that somebody has
    from feedgen.ext.dc import DcEntryExtension, DcExtension
    from feedgen.feed import FeedGenerator

    from broadsheet.feeds import extensions

    out = FeedGenerator()
    # By name it would look for a module that isn't there, each time.
    out.register_extension("dc", DcExtension, DcEntryExtension, atom=False, rss=True)
    out.register_extension("media", extensions.MediaExtension, extensions.MediaEntryExtension)
    out.register_extension("links", extensions.LinksExtension, extensions.LinksEntryExtension)
    out.title(feed.title)
    out.generator("Broadsheet")
    out.links.set(feed.hub, feed.links, feed.archive)
    return out


def entry() -> Any:
    """An entry of feedgen's that isn't of any feed yet, with the extensions that items need."""
    import lxml.etree  # noqa: F401 - feedgen takes it for granted that somebody has
    from feedgen.entry import FeedEntry
    from feedgen.ext.dc import DcEntryExtension

    from broadsheet.feeds import extensions

    new = FeedEntry()
    new.register_extension("dc", DcEntryExtension, atom=False, rss=True)
    new.register_extension("media", extensions.MediaEntryExtension)
    new.register_extension("links", extensions.LinksEntryExtension)
    return new


def add(out: Any, items: tuple[ItemView, ...], make: Callable[[ItemView], Any]) -> None:
    """Add the elements of items, which `make` makes once, however many feeds they stand in."""
    for item in items:
        out.add_entry(_Made(make(item)), order="append")


def finish(document: bytes, feed: FeedContext) -> bytes:
    """A feed's bytes, with what a browser shows it with."""
    if not feed.styles:
        return document
    start, end, rest = document.partition(b"?>\n")
    styles = "".join(f'<?xml-stylesheet href="{escape(href)}" type="{escape(kind)}"?>\n' for href, kind in feed.styles)
    return start + end + styles.encode() + rest


class _Made:
    """An entry whose element is made already, as feedgen asks for it."""

    def __init__(self, element: Any) -> None:
        self._element = element

    def register_extension(self, *_args: Any) -> None:
        """What extensions say of it is in it."""

    def rss_entry(self) -> Any:
        """The element, for a feed of its own: lxml moves what is added elsewhere."""
        return copy.deepcopy(self._element)

    atom_entry = rss_entry
