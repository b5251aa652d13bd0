"""Standing pages (about, contact, imprint), the page of feeds, and the 404 page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from broadsheet import addresses
from broadsheet.article import Article, Kind, When
from broadsheet.index import queries
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey, Term
from broadsheet.pages import alternates, discovery, labels, pictures, show
from broadsheet.pages.kind import PageKind, Stage
from broadsheet.pages.views import LinkView, PageContext, PictureView
from broadsheet.settings import RIGHT_TO_LEFT

_FORMATS = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed"}
"""What readers of feeds call the formats, in every language."""


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

    group: str
    """What sort of feed it is: `site`, `section`, `custom` (of site.toml), `podcast` or `correction`."""
    title: str
    """What it brings: the outlet's or a section's name, or its own."""
    description: str
    """A sentence on it; may be empty."""
    href: str
    """Its address."""
    url: str
    """Its address in full, to be copied into a reader."""
    others: tuple[LinkView, ...] = ()
    """The same in other formats, by their names: `Atom`, `JSON Feed`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsContext(PageContext):
    """The page that tells which feeds there are."""

    feeds: tuple[FeedView, ...]
    """The feeds of the edition that are for readers, by their groups."""


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

    return FeedsContext(
        **show.place(key, front(key.edition), index, alternates.of_each_edition(front, index)),
        title="",
        description="",
        feed="",
        feeds=tuple(_feeds(key.edition, index)),
    )


def _feeds(edition: str, index: Index) -> Iterator[FeedView]:
    """Those for readers: what is made for somebody's rules is for them."""
    settings, about = index.settings, index.settings.edition(edition)
    yield _by_term("site", Term("all", edition), about.title, about.description, index)
    for section in settings.sections:
        title, description = (
            settings.section_title(section.id, edition),
            settings.section_description(section.id, edition),
        )
        yield _by_term("section", Term("section", edition, section.id), title, description, index)
    for feed in settings.feeds.custom:
        if not feed.profile and (feed.lang or settings.outlet.language) == edition:
            where = addresses.custom_feed_address(edition, feed.id, feed.format, settings)
            yield _feed("custom", feed.title or about.title, feed.description, where, index)
    podcast = settings.podcast
    if podcast.title and edition == settings.outlet.language:
        yield _feed("podcast", podcast.title, podcast.description, addresses.podcast_address(settings), index)
    corrected = Term("correction", edition)
    yield _by_term("correction", corrected, labels.word("corrections", edition), "", index)


def _by_term(group: str, term: Term, title: str, description: str, index: Index) -> FeedView:
    first, *others = discovery.FORMS[term.kind]
    links = (show.link(_FORMATS[form], addresses.feed_address(term, index.settings, form), index) for form in others)
    made = _feed(group, title, description, addresses.feed_address(term, index.settings, first), index)
    return replace(made, others=tuple(links))


def _feed(group: str, title: str, description: str, where: str, index: Index) -> FeedView:
    settings = index.settings
    return FeedView(group, title, description, addresses.href(where, settings), addresses.absolute(where, settings))


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
    parts=("sections", "addresses", "feeds", "podcast"),
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
