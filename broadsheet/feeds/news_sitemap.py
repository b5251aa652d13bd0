"""Google's news sitemap: what an edition published in the last 48 hours.

Each article stands in it once, a live one too, since all its entries are one page; the corrections' own page never.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

from broadsheet import addresses
from broadsheet.article import Article, Kind, When
from broadsheet.feeds import sitemap
from broadsheet.feeds.xml_text import clean
from broadsheet.index import gate, outlines
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey, Term
from broadsheet.pages.kind import PageKind, Stage

WINDOW = 48 * 60 * 60
"""For how many seconds an article is news."""
MOST = 1_000
"""The articles that a news sitemap may have."""

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})
"""The parts of a language tag that say that its Chinese is written in traditional characters."""


@dataclass(frozen=True, slots=True)
class NewsView:
    """An article in a news sitemap."""

    url: str
    """Its address in full."""
    title: str
    """The headline."""
    published: str
    """When it was published, as W3C has it: a day or an instant."""


@dataclass(frozen=True, slots=True)
class NewsContext:
    """A news sitemap."""

    publication: str
    """The outlet's name in the edition."""
    language: str
    """The edition's language, as Google wants it."""
    articles: tuple[NewsView, ...]
    """The articles, newest first; may be none."""


def keys(index: Index) -> Iterator[PageKey]:
    """One for each edition."""
    if index.view != gate.DRAFTS:
        for edition in index.settings.editions:
            yield PageKey("news-sitemap", edition.language)


def context(key: PageKey, index: Index) -> NewsContext | None:
    """What was published lately; a preview of drafts has no sitemaps."""
    if index.view == gate.DRAFTS:
        return None
    settings, edition = index.settings, index.settings.edition(key.edition)
    return NewsContext(
        publication=clean(edition.title),
        language=language(edition.language),
        articles=tuple(
            NewsView(url, clean(title), sitemap.moment(published, settings))
            for url, title, published in _recent(key.edition, index)
        ),
    )


def touched_by(article: Article, index: Index) -> Iterable[PageKey]:
    """The edition's, as long as the article is recent; those that aren't listed keep others from it."""
    if article.kind is Kind.ARTICLE and article.sort_at > index.now - WINDOW:
        yield PageKey("news-sitemap", article.edition)


def until(key: PageKey, index: Index) -> int | None:
    """When the oldest article that it lists is news no more."""
    return min((published.instant + WINDOW for _, _, published in _recent(key.edition, index)), default=None)


def language(tag: str) -> str:
    """An edition's language by ISO 639; Chinese by its script."""
    primary, *rest = tag.lower().split("-")
    if primary == "zh":
        return "zh-tw" if _TRADITIONAL.intersection(rest) else "zh-cn"
    return primary


def write(news: NewsContext) -> bytes:
    """A news sitemap's bytes."""
    publication = f"<news:publication><news:name>{escape(news.publication)}</news:name>"
    publication += f"<news:language>{escape(news.language)}</news:language></news:publication>"
    lines = ['<?xml version="1.0" encoding="UTF-8"?>\n', f'<urlset xmlns="{_NAMESPACE}" xmlns:news="{_NEWS}">\n']
    for article in news.articles:
        when = f"<news:publication_date>{article.published}</news:publication_date>"
        title = f"<news:title>{escape(article.title)}</news:title>"
        lines.append(f"<url><loc>{escape(article.url)}</loc><news:news>{publication}{when}{title}</news:news></url>\n")
    lines.append("</urlset>\n")
    return "".join(lines).encode()


def _recent(edition: str, index: Index) -> Iterator[tuple[str, str, When]]:
    """Of the newest thousand: address in full, headline and date, where they have a date and aren't sponsored."""
    start = index.now - WINDOW
    day = datetime.fromtimestamp(start, UTC).astimezone(index.settings.zone)
    place = (f"{day.year:04}-{day.month:02}", start)
    for address, article in outlines.after(index, Term("all", edition), place, MOST):
        url = sitemap.fit(address, article.canonical, index.settings)
        if url and article.date and article.label != "sponsored":
            yield url, article.title, article.date


NEWS = PageKind(
    name="news-sitemap",
    stage=Stage.FEEDS,
    parts=("outlet", "addresses"),
    keys=keys,
    context=context,
    address=lambda key, index: addresses.sitemap_address(key.edition, "news", index.settings),
    touched_by=touched_by,
    until=until,
    write=write,
)
