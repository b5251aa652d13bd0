"""The one model of what subscribers get: an article as feeds have it, and a feed, whatever the format.

An item is made once in a build and stands in all feeds, archived and custom ones and the podcast too; what differs
between them (a summary only, another title) is made of it by `dataclasses.replace`.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from urllib.parse import quote

from broadsheet import addresses
from broadsheet.article import Article, Correction, When
from broadsheet.feeds import enclosures, full_text, style
from broadsheet.feeds.enclosures import AudioItem, PictureItem
from broadsheet.feeds.xml_text import clean
from broadsheet.index.reader import Index
from broadsheet.pages import labels, show

_IMAGES = frozenset({".gif", ".jpeg", ".jpg", ".png"})
"""The pictures that may stand for a channel."""
_ITEM = 10
"""How much more room an item takes than a card, with all of its text."""
_IN_A_TAG = "/?:@!$&'()*+,;=-._~"
"""What a tag URI has as it is, besides letters and digits."""
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """An article in a feed, or a correction."""

    guid: str
    """Its identity, which no change of title, address, section, date or domain changes."""
    title: str
    """The headline, with its label in front."""
    url: str
    """The address of its page in full."""
    summary: str
    """The dek or the start of the text, plain."""
    content: str = ""
    """The whole text as HTML, every address in full; empty for what is paid, and where a feed brings summaries."""
    published: When | None = None
    """When it was published; None when nobody knows."""
    updated: When | None = None
    """When its facts last changed; None when they haven't."""
    added: When | None = None
    """When it was taken in: for formats that must have a date, where there is no other."""
    authors: tuple[str, ...] = ()
    """Who wrote it; the agency where it names nobody."""
    categories: tuple[str, ...] = ()
    """Its section, its label and its tags."""
    picture: PictureItem | None = None
    """Its lead picture."""
    audio: AudioItem | None = None
    """A recording of it; None for what is paid."""
    language: str = ""
    """Its language."""
    access: str = "free"
    """`free` or `paid`."""
    section: str = ""
    """The id of its section."""
    label: str = ""
    """`opinion`, `sponsored` ... or empty."""
    headline: str = ""
    """The headline without its label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedContext:
    """A feed, in whatever format."""

    title: str
    """The outlet's name, and that of what it is about."""
    description: str
    """What it brings."""
    home: str
    """The address in full of the page that it belongs to."""
    url: str
    """Its own address in full."""
    language: str
    """The edition's language."""
    author: str
    """The outlet's name: who stands behind what nobody signed."""
    copyright: str = ""
    """The line of copyright; may be empty."""
    image: str = ""
    """The address in full of the outlet's logo, where that is a picture that feeds may show; else empty."""
    icons: tuple[str, ...] = ()
    """The addresses in full of the site's icon, 512 and 192 pixels wide; empty for RSS, and where there is none."""
    hub: str = ""
    """The WebSub hub's address; may be empty."""
    links: tuple[tuple[str, str], ...] = ()
    """Other feeds, each by what it is to this one (`prev-archive`, `next-archive`, `current`: RFC 5005) and its address
    in full."""
    archive: bool = False
    """Whether it's one of the archives of a feed that won't change any more (RFC 5005)."""
    styles: tuple[tuple[str, str], ...] = ()
    """What a browser shows it with: each the address and the media type; XML formats only."""
    built: When | None = None
    """The newest instant that its items name; None when they name none."""
    items: tuple[ItemView, ...] = ()
    """What it brings, newest first."""


def item(article: Article, index: Index) -> ItemView:
    """An article in a feed: all feeds have the same one."""
    key = ("item", article.path)
    found: ItemView | None = index.kept.views.get(key) if index.kept else None
    if found is None:
        found = _item(article, index)
        if index.kept:
            index.kept.views.put(key, found, _ITEM)
    return found


def correction(article: Article, one: Correction, index: Index) -> ItemView:
    """A correction in a feed, under an identity of its own that others of the same article don't change."""
    when = one.date.at.isoformat() if one.date else ""
    token = hashlib.blake2b(f"{when} {one.text}".encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()
    whole = guid(article, index)
    return ItemView(
        guid=f"{whole}{'/' if '#' in whole else '#'}correction-{token}",
        title=clean(article.title),
        url=f"{_url(article, index)}#corrections",
        summary=clean(one.text),
        published=one.date,
        added=article.date or article.added,
        language=article.lang or article.edition,
        section=article.section,
        headline=clean(article.title),
    )


def feed(
    *,
    title: str,
    description: str,
    home: str,
    address: str,
    edition: str,
    items: Iterable[ItemView],
    index: Index,
    links: tuple[tuple[str, str], ...] = (),
    archive: bool = False,
    icons: tuple[str, ...] = (),
) -> FeedContext:
    """A feed at an address of ours that belongs to the page at another (`home`)."""
    settings = index.settings
    about, brought = settings.edition(edition), tuple(items)
    moments = [when for one in brought for when in (one.updated, one.published) if when]
    logo = settings.outlet.logo
    fit = PurePosixPath(logo).suffix.lower() in _IMAGES
    return FeedContext(
        title=clean(title),
        description=clean(description or title),
        home=addresses.absolute(home, settings),
        url=addresses.absolute(address, settings),
        language=about.language,
        author=clean(about.title),
        copyright=clean(about.copyright or settings.outlet.copyright),
        image=addresses.absolute(addresses.media_address(logo), settings) if fit else "",
        icons=icons,
        hub=settings.feeds.hub,
        links=links,
        archive=archive,
        styles=style.links(edition, settings),
        built=max(moments, key=lambda when: when.instant, default=None),
        items=brought,
    )


def guid(article: Article, index: Index) -> str:
    """An article's identity for feeds: its id where that is a URI, else a tag URI (RFC 4151) made of it.

    Without an authority the outlet's host stands in its place, and guids change with the domain.
    """
    if _URI.fullmatch(article.id):
        return article.id
    settings = index.settings
    authority = settings.feeds.authority or settings.outlet.url.partition("://")[2].partition("/")[0]
    return f"tag:{authority}:{quote(article.id, safe=_IN_A_TAG)}"


def stamp(one: ItemView) -> When | None:
    """When an item last changed in any way that is known: what Atom must have."""
    return one.updated or one.published or one.added


def _url(article: Article, index: Index) -> str:
    return addresses.absolute(show.article_address(article, index), index.settings)


def brief(article: Article, index: Index) -> ItemView:
    """An article in a feed without its text, picture and recording: cheap enough for there to be many."""
    section = index.settings.section_title(article.section, article.edition)
    return ItemView(
        guid=guid(article, index),
        title=clean(labels.titled(article.title, article.label, article.edition)),
        url=_url(article, index),
        summary=clean(article.dek or article.summary or article.title),
        published=article.date,
        updated=show.updated(article, index),
        added=article.added,
        authors=tuple(clean(name) for name in article.authors or filter(None, (article.agency,))),
        categories=tuple(dict.fromkeys(clean(name) for name in (section, article.label, *article.tags) if name)),
        language=article.lang or article.edition,
        access=article.access,
        section=article.section,
        label=article.label,
        headline=clean(article.title),
    )


def _item(article: Article, index: Index) -> ItemView:
    short, picture = brief(article, index), enclosures.lead(article.image, index)
    paid = article.access == "paid"  # its text isn't in a feed, nor is a recording of it
    return replace(
        short,
        content="" if paid else clean(full_text.of(article, picture, short.url, index)),
        picture=picture,
        audio=None if paid else enclosures.recording(article.audio, index),
    )
