"""Sitemaps: one for each month of an edition, one of its other pages, and the index that leads to all of them.

A month's is cut as its archive is (see pages/runs.py), into parts that stay within the protocol's limits whatever
their addresses are. What is in the index is known without reading an article, so it has no dates of change. In which
languages a page is there, its own head says: said here once more, each translation would change a month of its
original's edition, and a search engine would learn nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from html import escape

from broadsheet import addresses
from broadsheet.article import Article, Kind, When
from broadsheet.index import files, gate, outlines, queries
from broadsheet.index.outlines import Outline
from broadsheet.index.reader import Index
from broadsheet.index.terms import position
from broadsheet.keys import PageKey, Term
from broadsheet.pages import pictures, runs, show
from broadsheet.pages.kind import PageKind, Stage
from broadsheet.settings import Settings

SIZE = 2_500
"""The articles in a full sitemap; the newest part of a month has up to twice that.

Of 5,000 entries with two addresses of 2,047 characters each, a file has 22 of the 50 MB that are allowed.
"""
MOST = 50_000
"""The entries that a sitemap may have, and the index too: so many months has no outlet, in however many editions."""
MOST_PAGES = 20_000
"""The entries of the sitemap that isn't cut: with addresses of 2,047 characters each, it has 43 of the 50 MB."""
LONGEST = 2_047
"""The characters that an address in a sitemap may have."""
UNDATED = "undated"
"""Stands in a key where others have their month."""

_START = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_IMAGES = "http://www.google.com/schemas/sitemap-image/1.1"


@dataclass(frozen=True, slots=True)
class UrlView:
    """A page in a sitemap."""

    url: str
    """Its address in full."""
    changed: str = ""
    """When it last changed, as W3C has it: a day or an instant; empty where nobody knows."""
    picture: str = ""
    """The address in full of its lead picture; may be empty."""


@dataclass(frozen=True, slots=True)
class SitemapContext:
    """A sitemap."""

    urls: tuple[UrlView, ...]
    """What it lists; never nothing, which the protocol forbids."""


@dataclass(frozen=True, slots=True)
class SitemapIndexContext:
    """The index."""

    urls: tuple[str, ...]
    """The addresses in full of all sitemaps."""


# The articles, by month


def month_keys(index: Index) -> Iterator[PageKey]:
    """All parts of all months in which something was published, and of what has no date."""
    if index.view == gate.DRAFTS:
        return
    for edition in index.settings.editions:
        term = Term("all", edition.language)
        for bucket, count in [*queries.buckets(index, term), ("", queries.bucket_count(index, term, ""))]:
            for part in runs.parts(bucket, count, SIZE):
                yield month_key(edition.language, part)


def month_key(edition: str, part: str) -> PageKey:
    """The key of a part of a month's sitemap."""
    bucket, number = runs.split_part(part)
    return PageKey("sitemap", edition, part=runs.part(bucket or UNDATED, number))


def month_context(key: PageKey, index: Index) -> SitemapContext | None:
    """A month's articles, newest first, after the month's own page; a preview of drafts has no sitemaps."""
    term, (bucket, number) = Term("all", key.edition), _split(key)
    count = queries.bucket_count(index, term, bucket)
    full = runs.full_pages(count, SIZE)
    if index.view == gate.DRAFTS or not count or number > full:
        return None
    skip, n = (count - number * SIZE, SIZE) if number else (0, count - full * SIZE)
    listed = outlines.in_bucket(index, term, bucket, skip, n)
    return SitemapContext((_first(term, bucket, index.settings), *_articles(listed, index)))


def month_touched_by(article: Article, index: Index) -> Iterable[PageKey]:
    """The sitemap of its month."""
    if article.kind is Kind.ARTICLE:
        for part in runs.article_parts(Term("all", article.edition), article, SIZE, index):
            yield month_key(article.edition, part)


def month_address(key: PageKey, index: Index) -> str:
    """At the root, since a sitemap may list nothing that lies outside its folder."""
    bucket, number = _split(key)
    return addresses.sitemap_address(key.edition, runs.part(bucket or UNDATED, number), index.settings)


def _split(key: PageKey) -> tuple[str, int]:
    bucket, number = runs.split_part(key.part)
    return "" if bucket == UNDATED else bucket, number


def _first(term: Term, bucket: str, settings: Settings) -> UrlView:
    """The page that lists a month, so that there is always one."""
    if bucket:
        return UrlView(addresses.absolute(addresses.run_address(term, bucket, 0, settings), settings))
    return UrlView(addresses.absolute(addresses.archive_address(term.edition, settings), settings))


def _articles(listed: list[tuple[str, Outline]], index: Index) -> Iterator[UrlView]:
    known = files.pictures_among(index, (one.image.src for _, one in listed if one.image))
    for address, article in listed:
        url = fit(address, article.canonical, index.settings)
        if url:
            picture = ""
            if article.image and (found := known.get(article.image.src)):
                picture = fit(pictures.largest(found, index), "", index.settings)
            yield UrlView(url, _changed(article, index), picture)


def fit(address: str, canonical: str, settings: Settings) -> str:
    """An address in full, if sitemaps may have it: else empty.

    None may list what is too long for them, or what says that search engines shall take it from elsewhere.
    """
    url = addresses.absolute(address, settings)
    return url if len(url) <= LONGEST and canonical in ("", url) else ""


def _changed(article: Article | Outline, index: Index) -> str:
    """When it last changed: an instant that is still to come is nobody's business yet."""
    updated = article.updated if article.updated and article.updated.instant <= index.now else None
    when = updated or article.date or article.added
    return moment(when, index.settings) if when else ""


def moment(when: When, settings: Settings) -> str:
    """An instant, or a day where only that is known, as W3C writes dates."""
    if when.day:
        return when.at.astimezone(settings.zone).date().isoformat()
    return when.at.astimezone(UTC).isoformat(timespec="seconds")


# The other pages


def page_keys(index: Index) -> Iterator[PageKey]:
    """One for each edition."""
    if index.view != gate.DRAFTS:
        for edition in index.settings.editions:
            yield PageKey("page-sitemap", edition.language)


def page_context(key: PageKey, index: Index) -> SitemapContext | None:
    """An edition's fronts, its standing pages, and the fronts of authors of whom there is a page.

    Those of tags, stories and other authors, which do nothing but list, are found by the articles.
    """
    if index.view == gate.DRAFTS:
        return None
    settings, edition = index.settings, key.edition
    sections = (Term("section", edition, section.id) for section in settings.sections)
    fronts = [
        *(addresses.term_address(term, settings) for term in (Term("all", edition), *sections)),
        addresses.archive_address(edition, settings),
        addresses.term_address(Term("correction", edition), settings),
        addresses.feeds_address(edition, settings),
    ]
    urls = [UrlView(addresses.absolute(address, settings)) for address in fronts]
    for folder in ("content/pages", "content/authors"):
        for page in queries.documents_in(index, folder):
            url = fit(show.article_address(page, index), page.canonical, settings)
            if url and page.edition == edition:
                # An author's front shows articles besides, so when it changed isn't what the page in authors/ says.
                urls.append(UrlView(url, _changed(page, index) if page.kind is Kind.PAGE else ""))
    return SitemapContext(tuple(urls[:MOST_PAGES]))


def page_touched_by(article: Article, index: Index) -> Iterable[PageKey]:
    """All editions' for a standing page and an author's page, articles never."""
    if article.kind is not Kind.ARTICLE:
        yield from page_keys(index)


# The index


def index_keys(index: Index) -> Iterator[PageKey]:
    """One for all editions."""
    if index.view != gate.DRAFTS:
        yield _index_key(index)


def index_context(_key: PageKey, index: Index) -> SitemapIndexContext | None:
    """All sitemaps: each edition's pages and news, then its months, newest first."""
    if index.view == gate.DRAFTS:
        return None
    settings = index.settings
    others = [(edition.language, what) for edition in settings.editions for what in ("pages", "news")]
    found = [addresses.sitemap_address(edition, what, settings) for edition, what in others]
    found += [month_address(key, index) for key in month_keys(index)]
    return SitemapIndexContext(tuple(addresses.absolute(address, settings) for address in found[:MOST]))


def index_touched_by(article: Article, index: Index) -> Iterable[PageKey]:
    """The index, where there is a sitemap, or a part of one, only because of this article."""
    if article.kind is not Kind.ARTICLE:
        return
    bucket = position(Term("all", article.edition), article, index.settings.zone)[0]
    count = queries.bucket_count(index, Term("all", article.edition), bucket)
    if count == 1 or runs.full_pages(count, SIZE) != runs.full_pages(count - 1, SIZE):
        yield _index_key(index)


def _index_key(index: Index) -> PageKey:
    return PageKey("sitemap-index", index.settings.outlet.language)


# The files


def write(sitemap: SitemapContext) -> bytes:
    """A sitemap's bytes, with Google's element for pictures."""
    lines = [f'{_START}<urlset xmlns="{_NAMESPACE}" xmlns:image="{_IMAGES}">\n']
    for page in sitemap.urls:
        changed = f"<lastmod>{page.changed}</lastmod>" if page.changed else ""
        picture = f"<image:image><image:loc>{escape(page.picture)}</image:loc></image:image>" if page.picture else ""
        lines.append(f"<url><loc>{escape(page.url)}</loc>{changed}{picture}</url>\n")
    lines.append("</urlset>\n")
    return "".join(lines).encode()


def write_index(sitemaps: SitemapIndexContext) -> bytes:
    """The index's bytes."""
    rows = "".join(f"<sitemap><loc>{escape(url)}</loc></sitemap>\n" for url in sitemaps.urls)
    return f'{_START}<sitemapindex xmlns="{_NAMESPACE}">\n{rows}</sitemapindex>\n'.encode()


MONTH = PageKind(
    name="sitemap",
    stage=Stage.FEEDS,
    parts=("addresses",),
    keys=month_keys,
    context=month_context,
    address=month_address,
    touched_by=month_touched_by,
    write=write,
)

PAGES = PageKind(
    name="page-sitemap",
    stage=Stage.FEEDS,
    parts=("sections", "addresses"),
    keys=page_keys,
    context=page_context,
    address=lambda key, index: addresses.sitemap_address(key.edition, "pages", index.settings),
    touched_by=page_touched_by,
    write=write,
)

INDEX = PageKind(
    name="sitemap-index",
    stage=Stage.FEEDS,
    parts=("addresses",),
    keys=index_keys,
    context=index_context,
    address=lambda _key, _index: addresses.sitemap_index_address(),
    touched_by=index_touched_by,
    write=write_index,
)
