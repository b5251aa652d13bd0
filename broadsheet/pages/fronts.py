"""The fronts of sections, tags and authors: their newest articles, and the way to their months or years."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from broadsheet import addresses
from broadsheet.article import Article, Kind
from broadsheet.index import queries
from broadsheet.index.reader import Index
from broadsheet.index.terms import named_terms
from broadsheet.keys import PageKey, Term
from broadsheet.pages import alternates, covers, discovery, pictures, show
from broadsheet.pages.kind import PageKind, Stage
from broadsheet.pages.runs import term_key, term_of
from broadsheet.pages.views import CardView, MonthView, PageContext, PictureView

_WEB = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontContext(PageContext):
    """What every front has."""

    cards: tuple[CardView, ...]
    """Its newest articles."""
    months: tuple[MonthView, ...]
    """Its months, or the years of a tag or an author, newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionContext(FrontContext):
    """The front of a section."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagContext(FrontContext):
    """The front of a tag."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorContext(FrontContext):
    """The front of an author."""

    role: str
    """What the author does here (the `dek` of the page in authors/); may be empty."""
    bio: str
    """Who the author is, as HTML, safe to print; may be empty."""
    picture: PictureView | None
    """The author's portrait."""
    same_as: tuple[str, ...]
    """Web addresses that are also the author (`same_as` among the free keys of the author's page)."""


def section_keys(index: Index) -> Iterator[PageKey]:
    """The fronts of all sections, empty ones too: menus lead to them."""
    for edition in index.settings.editions:
        for section in index.settings.sections:
            yield term_key("section", Term("section", edition.language, section.id))


def section_context(key: PageKey, index: Index) -> SectionContext | None:
    """What the front of a section shows."""
    settings, term = index.settings, term_of(key)
    section = next((section for section in settings.sections if section.id == term.key), None)
    if section is None:
        return None

    def front(edition: str) -> str:
        return addresses.term_address(Term("section", edition, term.key), settings)

    return SectionContext(
        **show.place(key, front(term.edition), index, alternates.of_each_edition(front, index, term.key)),
        title=settings.section_title(term.key, term.edition),
        description=settings.section_description(term.key, term.edition),
        social=covers.of_section(term.key, term.edition, index),
        feed=addresses.href(addresses.feed_address(term, settings), settings),
        discovery=discovery.of_section(term.key, term.edition, index),
        cards=_newest(term, index),
        months=show.months(term, index),
    )


def tag_keys(index: Index) -> Iterator[PageKey]:
    """The fronts of all tags that list something."""
    yield from _term_keys("tag", index)


def tag_context(key: PageKey, index: Index) -> TagContext | None:
    """What the front of a tag shows."""
    term = term_of(key)
    if not queries.count(index, term):
        return None
    name = queries.term_name(index, term)
    feeds = discovery.feeds(term, name, index)
    return TagContext(
        **show.place(key, address(key, index), index),
        title=name,
        description="",
        feed=feeds[0].href,
        discovery=feeds,
        cards=_newest(term, index),
        months=show.months(term, index),
    )


def author_keys(index: Index) -> Iterator[PageKey]:
    """The fronts of all authors, those included of whom there is a page and no article yet."""
    yield from _term_keys("author", index)
    for path, edition in queries.documents(index, Kind.AUTHOR):
        page = queries.document(index, path)
        if page and not queries.count(index, Term("author", edition, page.slug)):
            yield term_key("author", Term("author", edition, page.slug))


def author_context(key: PageKey, index: Index) -> AuthorContext | None:
    """What the front of an author shows."""
    term = term_of(key)
    page = queries.author_page(index, term.key, term.edition)
    own, count = page is not None and page.edition == term.edition, queries.count(index, term)
    if not own and not count:
        return None
    name = author_name(term, index)
    feeds = discovery.feeds(term, name, index) if count else ()
    portrait = show.picture(page.image, index) if page else None
    return AuthorContext(
        **show.place(key, address(key, index), index, alternates.of_author(term.key, name, index)),
        title=name,
        description=page.summary if page else "",
        feed=feeds[0].href if feeds else "",
        discovery=feeds,
        role=page.dek if page else "",
        bio=show.body(page, index) if page else "",
        picture=portrait,
        social=pictures.whole(portrait, index),
        same_as=_elsewhere(page) if page else (),
        cards=_newest(term, index),
        months=show.months(term, index),
    )


def _elsewhere(page: Article) -> tuple[str, ...]:
    """The web addresses that an author's page says are also the author; what is none is passed over."""
    said = page.extra.get("same_as", ())
    said = [said] if isinstance(said, str) else said if isinstance(said, list | tuple) else []
    return tuple(each for each in said if isinstance(each, str) and _WEB.fullmatch(each))


def author_name(term: Term, index: Index) -> str:
    """An author's name: as the author's page has it, else as articles do."""
    page = queries.author_page(index, term.key, term.edition)
    return page.title if page else queries.term_name(index, term)


def author_touched_by(article: Article, index: Index) -> Iterable[PageKey]:
    """The fronts of its authors; of an author's page, the author's front in each edition that has none of its own."""
    if article.kind is Kind.AUTHOR:
        for edition in index.settings.editions:
            yield term_key("author", Term("author", edition.language, article.slug))
    for key in _touched("author", article):
        yield key
        # Other editions' fronts show whether there is one here, not what is on it.
        if len(index.settings.editions) > 1 and queries.count(index, term_of(key)) <= 1:
            yield from (key._replace(edition=other.language) for other in index.settings.editions)


def author_reached_by(article: Article, index: Index) -> Iterable[PageKey]:
    """The fronts of authors whose bio links to it."""
    for reference in show.references(article):
        for other in queries.referrers(index, reference):
            if other.kind is Kind.AUTHOR:
                yield from author_touched_by(other, index)


def address(key: PageKey, index: Index) -> str:
    """The index of the term's folder."""
    return addresses.term_address(term_of(key), index.settings)


def _newest(term: Term, index: Index) -> tuple[CardView, ...]:
    entries = queries.newest_entries(index, term, index.settings.lists.front)
    return show.cards((doc for doc, _ in entries), index)


def _term_keys(kind: str, index: Index) -> Iterator[PageKey]:
    for edition in index.settings.editions:
        for term in queries.terms(index, kind, edition.language):
            yield term_key(kind, term)


def _touched(kind: str, article: Article) -> Iterator[PageKey]:
    # Even where it isn't among the newest, it counts in a month or a year.
    if article.kind is Kind.ARTICLE:
        for term, _ in named_terms(article):
            if term.kind == kind:
                yield term_key(kind, term)


SECTION = PageKind(
    name="section",
    stage=Stage.LISTS,
    parts=("sections", "lists", "addresses"),
    keys=section_keys,
    context=section_context,
    address=address,
    touched_by=lambda article, _index: _touched("section", article),
    template="section.html",
)

TAG = PageKind(
    name="tag",
    stage=Stage.LISTS,
    parts=("lists", "addresses"),
    keys=tag_keys,
    context=tag_context,
    address=address,
    touched_by=lambda article, _index: _touched("tag", article),
    template="tag.html",
)

AUTHOR = PageKind(
    name="author",
    stage=Stage.LISTS,
    parts=("lists", "addresses", "embeds"),
    keys=author_keys,
    context=author_context,
    address=address,
    touched_by=author_touched_by,
    reached_by=author_reached_by,
    template="author.html",
)
