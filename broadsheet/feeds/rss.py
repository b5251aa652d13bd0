"""RSS 2.0 for the site and for each section, written by feedgen.

What feedgen does unasked is put right here: its dates come from the articles and never from the clock, and what XML
forbids is taken out before it sees a text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from broadsheet import addresses
from broadsheet.article import Article, Kind, When
from broadsheet.feeds import full_text, labels
from broadsheet.feeds.xml_text import clean
from broadsheet.index import queries
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey, Term
from broadsheet.pages import runs, show, sponsored
from broadsheet.pages.kind import PageKind, Stage

_IMAGES = frozenset({".gif", ".jpeg", ".jpg", ".png"})
"""The pictures that may stand for a channel."""
_ITEM = 10
"""How much more room an item takes than a card, with all of its text."""
_IN_A_TAG = "/?:@!$&'()*+,;=-._~"
"""What a tag URI has as it is, besides letters and digits."""
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]+")


@dataclass(frozen=True, slots=True)
class ItemView:
    """An article in a feed."""

    guid: str
    """Its identity, which no change of title, address or domain changes."""
    title: str
    """The headline, with its label in front."""
    url: str
    """The address of its page in full."""
    summary: str
    """The dek or the start of the text, plain."""
    content: str
    """The whole text as HTML, every address in full; empty for what is paid."""
    published: When | None
    """When it was published; None when nobody knows."""
    authors: tuple[str, ...]
    """Who wrote it; the agency where it names nobody."""
    categories: tuple[str, ...]
    """Its section, its label and its tags."""


@dataclass(frozen=True, slots=True)
class FeedContext:
    """A feed."""

    title: str
    """The outlet's name, and the section's."""
    description: str
    """What it brings."""
    home: str
    """The address in full of the page that it belongs to."""
    url: str
    """Its own address in full."""
    language: str
    """The edition's language."""
    copyright: str
    """The line of copyright; may be empty."""
    image: str
    """The address in full of the outlet's logo, where that is a picture that feeds may show; else empty."""
    built: When | None
    """The newest instant that its items name; None when they name none."""
    items: tuple[ItemView, ...]
    """The newest articles, newest first."""


def keys(index: Index) -> Iterator[PageKey]:
    """The site's feed and those of the sections, in each edition."""
    for edition in index.settings.editions:
        yield runs.term_key("rss", Term("all", edition.language))
        for section in index.settings.sections:
            yield runs.term_key("rss", Term("section", edition.language, section.id))


def context(key: PageKey, index: Index) -> FeedContext | None:
    """What a feed brings."""
    settings, term = index.settings, runs.term_of(key)
    edition = settings.edition(term.edition)
    title, description = edition.title, edition.description
    if term.kind == "section":
        section = next((section for section in settings.sections if section.id == term.key), None)
        if section is None:
            return None
        title = f"{title} – {settings.section_title(term.key, term.edition)}"
        description = settings.section_description(term.key, term.edition) or description
    items = queries.newest(index, term, settings.feeds.items)
    moments = [when for article in items for when in (show.updated(article, index), article.date) if when]
    logo = settings.outlet.logo
    fit = PurePosixPath(logo).suffix.lower() in _IMAGES
    return FeedContext(
        title=clean(title),
        description=clean(description or title),
        home=addresses.absolute(addresses.term_address(term, settings), settings),
        url=addresses.absolute(addresses.feed_address(term, settings), settings),
        language=edition.language,
        copyright=clean(edition.copyright or settings.outlet.copyright),
        image=addresses.absolute(addresses.media_address(logo), settings) if fit else "",
        built=max(moments, key=lambda when: when.instant, default=None),
        items=tuple(_item(article, index) for article in items),
    )


def touched_by(article: Article, index: Index) -> Iterable[PageKey]:
    """The site's feed and its section's, where it is among the newest."""
    if article.kind is not Kind.ARTICLE:
        return
    for term in (Term("all", article.edition), Term("section", article.edition, article.section)):
        if queries.within_newest(index, term, article, index.settings.feeds.items):
            yield runs.term_key("rss", term)


def reached_by(article: Article, index: Index) -> Iterable[PageKey]:
    """The feeds that bring an article whose text links to it."""
    for reference in show.references(article):
        for other in queries.referrers(index, reference):
            yield from touched_by(other, index)


def address(key: PageKey, index: Index) -> str:
    """Beside the page that it belongs to."""
    return addresses.feed_address(runs.term_of(key), index.settings)


def guid(article: Article, authority: str, host: str) -> str:
    """An article's identity for feeds: its id where that is a URI, else a tag URI (RFC 4151) made of it.

    Without an authority the outlet's host stands in its place, and guids change with the domain.
    """
    if _URI.fullmatch(article.id):
        return article.id
    return f"tag:{authority or host}:{quote(article.id, safe=_IN_A_TAG)}"


def write(feed: FeedContext) -> bytes:
    """A feed's bytes: RSS 2.0 with Dublin Core, Atom's self link and the whole text, in UTF-8."""
    from feedgen.feed import FeedGenerator

    out = FeedGenerator()
    out.load_extension("dc", atom=False, rss=True)
    out.title(feed.title)
    # The channel's own link is the last of these.
    out.link(href=feed.url, rel="self", type="application/rss+xml")
    out.link(href=feed.home, rel="alternate")
    out.description(feed.description)
    out.language(feed.language)
    out.generator("Broadsheet")
    out.docs(None)
    if feed.copyright:
        out.copyright(feed.copyright)
    if feed.image:
        out.image(url=feed.image, title=feed.title, link=feed.home)
    # feedgen would take the time of this very moment.
    out.lastBuildDate(feed.built.at if feed.built else "1970-01-01T00:00:00Z")
    for item in feed.items:
        entry = out.add_entry(order="append")
        entry.guid(item.guid, permalink=False)
        entry.title(item.title)
        entry.link(href=item.url)
        entry.description(item.summary)
        if item.content:
            entry.content(item.content, type="CDATA")
        if item.published:
            entry.published(item.published.at)
        entry.dc.dc_creator(list(item.authors))
        for category in item.categories:
            entry.category(term=category)
    made: bytes = out.rss_str(pretty=True)
    if feed.built is None:
        made = re.sub(rb"\n *<lastBuildDate>[^<]*</lastBuildDate>", b"", made)
    return made


def _item(article: Article, index: Index) -> ItemView:
    """An article in a feed: the site's feed and its section's have the same ones."""
    key = ("item", article.path)
    found: ItemView | None = index.kept.views.get(key) if index.kept else None
    if found is None:
        found = _make_item(article, index)
        if index.kept:
            index.kept.views.put(key, found, _ITEM)
    return found


def _make_item(article: Article, index: Index) -> ItemView:
    settings = index.settings
    url = addresses.absolute(addresses.article_address(article, settings), settings)
    section = settings.section_title(article.section, article.edition)
    host = settings.outlet.url.partition("://")[2].partition("/")[0]
    return ItemView(
        guid=guid(article, settings.feeds.authority, host),
        title=clean(labels.titled(article.title, article.label, article.edition)),
        url=url,
        summary=clean(article.dek or article.summary or article.title),
        content=_content(article, url, index),
        published=article.date,
        authors=tuple(clean(name) for name in article.authors or filter(None, (article.agency,))),
        categories=tuple(dict.fromkeys(clean(name) for name in (section, article.label, *article.tags) if name)),
    )


def _content(article: Article, url: str, index: Index) -> str:
    """The whole text, as feeds can have it."""
    if article.access == "paid":
        return ""
    text = full_text.fit(show.body(article, index, absolute=True), url)
    if article.label == "sponsored":
        text = sponsored.marked(text, index.settings.outlet.url)
    return clean(text).replace("]]>", "]]&gt;")


RSS = PageKind(
    name="rss",
    stage=Stage.FEEDS,
    parts=("outlet", "sections", "languages", "lists", "feeds", "addresses"),
    keys=keys,
    context=context,
    address=address,
    touched_by=touched_by,
    reached_by=reached_by,
    write=write,
)
