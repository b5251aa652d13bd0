"""Standing pages (about, contact, imprint), the page of feeds, and the 404 page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from broadsheet import addresses
from broadsheet.article import Article, Kind, When
from broadsheet.index import queries
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey, Term
from broadsheet.pages import alternates, pictures, show
from broadsheet.pages.kind import PageKind, Stage
from broadsheet.pages.views import PageContext, PictureView
from broadsheet.settings import RIGHT_TO_LEFT


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingContext(PageContext):
    """A standing page."""

    dek: str
    """The line below the headline; may be empty."""
    picture: PictureView | None
    """Its picture."""
    body: str
    """The text as HTML, safe to print."""
    updated: When | None
    """When it last changed, where its front matter says so."""
    lang: str
    """Its language, when that isn't the edition's; else empty."""
    direction: str
    """`ltr` or `rtl`, by its own language."""
    draft: bool
    """Whether it is shown only because drafts are: mark it."""


@dataclass(frozen=True, slots=True)
class FeedView:
    """A feed that readers can subscribe to."""

    title: str
    """What it brings: the outlet's or a section's name."""
    href: str
    """Its address."""
    url: str
    """Its address in full, to be copied into a reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsContext(PageContext):
    """The page that tells which feeds there are."""

    feeds: tuple[FeedView, ...]
    """All feeds of the edition, the site's first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundContext(PageContext):
    """The page that a host shows where there is none."""

    archive: str
    """The address of all months."""


def page_keys(index: Index) -> Iterator[PageKey]:
    """All shown standing pages."""
    for path, edition in queries.documents(index, Kind.PAGE):
        yield PageKey("page", edition, path)


def page_context(key: PageKey, index: Index) -> StandingContext | None:
    """What a standing page shows."""
    page = queries.document(index, key.name)
    if page is None or page.kind is not Kind.PAGE or page.edition != key.edition:
        return None
    language, picture = page.lang or page.edition, show.picture(page.image, index)
    return StandingContext(
        **show.place(key, addresses.article_address(page, index.settings), index, alternates.of_article(page, index)),
        title=page.title,
        description=page.dek or page.summary,
        feed="",
        dek=page.dek,
        picture=picture,
        social=pictures.whole(picture, index),
        body=show.body(page, index),
        updated=show.updated(page, index),
        lang=show.foreign(page),
        direction="rtl" if language.partition("-")[0].lower() in RIGHT_TO_LEFT else "ltr",
        draft=show.held(page, index),
    )


def page_touched_by(article: Article, index: Index) -> Iterable[PageKey]:
    """Itself, and its versions."""
    if article.kind is Kind.PAGE:
        yield PageKey("page", article.edition, article.path)
        yield from alternates.touched(article, index)


def page_reached_by(article: Article, index: Index) -> Iterable[PageKey]:
    """The standing pages whose text links to it."""
    for reference in show.references(article):
        for other in queries.referrers(index, reference):
            if other.kind is Kind.PAGE:
                yield PageKey("page", other.edition, other.path)


def page_address(key: PageKey, index: Index) -> str:
    """By its file's name, or by its `url`."""
    page = queries.document(index, key.name)
    if page is None:
        raise KeyError(key)
    return addresses.article_address(page, index.settings)


def edition_keys(kind: str, index: Index) -> Iterator[PageKey]:
    """One page of a kind for each edition."""
    for edition in index.settings.editions:
        yield PageKey(kind, edition.language)


def feeds_context(key: PageKey, index: Index) -> FeedsContext | None:
    """What the page of feeds shows."""
    settings = index.settings

    def front(edition: str) -> str:
        return addresses.feeds_address(edition, settings)

    terms = [Term("all", key.edition)]
    terms += [Term("section", key.edition, section.id) for section in settings.sections]
    feeds = []
    for term in terms:
        name = settings.section_title(term.key, key.edition) if term.key else settings.edition(key.edition).title
        where = addresses.feed_address(term, settings)
        feeds.append(FeedView(name, addresses.href(where, settings), addresses.absolute(where, settings)))
    return FeedsContext(
        **show.place(key, front(key.edition), index, alternates.of_each_edition(front, index)),
        title="",
        description="",
        feed="",
        feeds=tuple(feeds),
    )


def not_found_context(key: PageKey, index: Index) -> NotFoundContext | None:
    """What the 404 page shows; search engines must never keep it."""
    where = addresses.not_found_address(key.edition, index.settings)
    return NotFoundContext(
        kind=key.kind,
        title="",
        description="",
        href=addresses.href(where, index.settings),
        url=addresses.absolute(where, index.settings),
        feed="",
        noindex=True,
        archive=addresses.href(addresses.archive_address(key.edition, index.settings), index.settings),
    )


PAGE = PageKind(
    name="page",
    stage=Stage.ARTICLES,
    parts=("addresses", "embeds"),
    keys=page_keys,
    context=page_context,
    address=page_address,
    touched_by=page_touched_by,
    reached_by=page_reached_by,
    source=lambda key: key.name,
    template="page.html",
)

FEEDS = PageKind(
    name="feeds",
    stage=Stage.LISTS,
    parts=("sections", "addresses"),
    keys=lambda index: edition_keys("feeds", index),
    context=feeds_context,
    address=lambda key, index: addresses.feeds_address(key.edition, index.settings),
    template="feeds.html",
)

NOT_FOUND = PageKind(
    name="404",
    stage=Stage.LISTS,
    parts=("addresses",),
    keys=lambda index: edition_keys("404", index),
    context=not_found_context,
    address=lambda key, index: addresses.not_found_address(key.edition, index.settings),
    template="404.html",
)
