"""What feedgen lacks, as extensions of it: the WebSub hub, the history of a feed (RFC 5005), and pictures with words.

feedgen asks an extension for its namespaces and hands it the element of a feed or an entry to add to; so do these.
"""

from typing import Any

from lxml import etree

from broadsheet.feeds.enclosures import AudioItem, Enclosure, PictureItem

_ATOM = "http://www.w3.org/2005/Atom"
_MEDIA = "http://search.yahoo.com/mrss/"
_HISTORY = "http://purl.org/syndication/history/1.0"


class LinksExtension:
    """A feed's hub and its other parts: `out.links.set(...)`."""

    def __init__(self) -> None:
        self._links: tuple[tuple[str, str], ...] = ()
        self._archive = False

    def set(self, hub: str, links: tuple[tuple[str, str], ...], archive: bool) -> None:
        """The hub's address; other feeds by what they are to this one; whether it won't change any more."""
        self._links = ((("hub", hub),) if hub else ()) + links
        self._archive = archive

    def extend_ns(self) -> dict[str, str]:
        """Only those that are used: some readers mind others."""
        return {"fh": _HISTORY} if self._archive else {}

    def extend_rss(self, feed: Any) -> Any:
        """Into the channel, where links are Atom's."""
        self._add(feed[0], f"{{{_ATOM}}}link")
        return feed

    def extend_atom(self, feed: Any) -> Any:
        """Into the feed."""
        self._add(feed, "link")  # feedgen writes Atom's elements without their namespace, which it declares by hand
        return feed

    def _add(self, parent: Any, link: str) -> None:
        for rel, href in self._links:
            etree.SubElement(parent, link, rel=rel, href=href)
        if self._archive:
            etree.SubElement(parent, f"{{{_HISTORY}}}archive")


class LinksEntryExtension:
    """What either format lacks of an entry: `entry.links.set(...)`.

    In Atom that is what it encloses, since feedgen forgets what a link of an entry is for; RSS has no word of its own
    for when an item changed, and borrows Atom's.
    """

    def __init__(self) -> None:
        self._enclosed: Enclosure | None = None
        self._updated = ""

    def set(self, enclosed: Enclosure | None, updated: str) -> None:
        """What it encloses; when it last changed, empty where it hasn't."""
        self._enclosed, self._updated = enclosed, updated

    def extend_rss(self, item: Any) -> Any:
        """When it changed; what it encloses has an element that feedgen writes."""
        if self._updated:
            etree.SubElement(item, f"{{{_ATOM}}}updated").text = self._updated
        return item

    def extend_atom(self, entry: Any) -> Any:
        """What it encloses, as a link."""
        if one := self._enclosed:
            etree.SubElement(entry, "link", rel="enclosure", href=one.url, type=one.type, length=str(one.length))
        return entry


class MediaExtension:
    """The namespace of media in a feed."""

    def extend_ns(self) -> dict[str, str]:
        """Media RSS."""
        return {"media": _MEDIA}

    def extend_rss(self, feed: Any) -> Any:
        """Nothing: media stand in entries."""
        return feed

    def extend_atom(self, feed: Any) -> Any:
        """Nothing: media stand in entries."""
        return feed


class MediaEntryExtension:
    """An entry's picture with its title, caption and credit, and its recording: `entry.media.set(...)`."""

    def __init__(self) -> None:
        self._picture: PictureItem | None = None
        self._audio: AudioItem | None = None

    def set(self, picture: PictureItem | None, audio: AudioItem | None) -> None:
        """What there is of each."""
        self._picture, self._audio = picture, audio

    def extend_rss(self, item: Any) -> Any:
        """As in Atom."""
        return self.extend_atom(item)

    def extend_atom(self, entry: Any) -> Any:
        """A `media:content` for each."""
        if one := self._picture:
            content = _content(entry, "image", one.url, one.type, one.length)
            content.set("width", str(one.width))
            content.set("height", str(one.height))
            _said(content, "title", one.alt)
            _said(content, "description", one.caption)
            if one.small:
                size = {"width": str(one.small_width), "height": str(one.small_height)}
                etree.SubElement(content, f"{{{_MEDIA}}}thumbnail", url=one.small, **size)
            _said(content, "credit", one.credit)
        if sound := self._audio:
            content = _content(entry, "audio", sound.url, sound.type, sound.length)
            if sound.duration:
                content.set("duration", str(sound.duration))
        return entry


def _content(parent: Any, medium: str, url: str, kind: str, length: int) -> Any:
    content = etree.SubElement(parent, f"{{{_MEDIA}}}content", url=url, medium=medium)
    if kind:
        content.set("type", kind)
    if length:
        content.set("fileSize", str(length))
    return content


def _said(content: Any, name: str, words: str) -> None:
    if words:
        etree.SubElement(content, f"{{{_MEDIA}}}{name}").text = words
