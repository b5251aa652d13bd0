"""Making the views that templates see of what the index holds."""

from collections.abc import Iterable
from functools import lru_cache
from typing import TypedDict

from broadsheet import addresses, markup
from broadsheet.article import Article, Image, Kind, When
from broadsheet.index import files, gate, queries
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey, Term
from broadsheet.markup import Shown
from broadsheet.pages import alternates, embeds, pictures, sponsored
from broadsheet.pages.alternates import Version
from broadsheet.pages.views import AlternateView, CardView, LinkView, MonthView, PictureView
from broadsheet.slugs import slugify

slug_of = lru_cache(maxsize=4096)(slugify)
"""The slug of a tag's, an author's or a story's name: articles have the same ones again and again."""


def link(title: str, address: str, index: Index) -> LinkView:
    """A link to an address of ours."""
    return LinkView(title, addresses.href(address, index.settings))


def term_link(term: Term, title: str, index: Index) -> LinkView:
    """A link to a term's front."""
    key = ("link", term, title)
    found: LinkView | None = index.kept.views.get(key) if index.kept else None
    if found is None:
        found = link(title, addresses.term_address(term, index.settings), index)
        if index.kept:
            index.kept.views.put(key, found)
    return found


def section_link(section: str, edition: str, index: Index) -> LinkView:
    """A link to a section's front, by its name in the edition."""
    title = index.settings.section_title(section, edition)
    return term_link(Term("section", edition, section), title, index)


def name_links(kind: str, names: tuple[str, ...], edition: str, index: Index) -> tuple[LinkView, ...]:
    """Links to tags or authors by the names that an article gives them."""
    return tuple(_name_link(kind, name, edition, index) for name in names)


def _name_link(kind: str, name: str, edition: str, index: Index) -> LinkView:
    key = slug_of(name)
    return term_link(Term(kind, edition, key), name, index) if key else LinkView(name, "")


def article_address(article: Article, index: Index) -> str:
    """Where the page of an article or a standing page lives; an author's page is the author's front."""
    if article.kind is Kind.AUTHOR:
        return addresses.term_address(Term("author", article.edition, article.slug), index.settings)
    if index.kept is None:
        return addresses.article_address(article, index.settings)
    known = index.kept.views
    found: str = known.get(article.path) or known.put(article.path, addresses.article_address(article, index.settings))
    return found


def card(article: Article, index: Index) -> CardView:
    """An article as lists show it."""
    key = ("card", article.path)
    found: CardView | None = index.kept.views.get(key) if index.kept else None
    if found is None:
        found = _card(article, index)
        if index.kept:
            index.kept.views.put(key, found)
    return found


def _card(article: Article, index: Index) -> CardView:
    return CardView(
        id=article.id,
        href=addresses.href(article_address(article, index), index.settings),
        title=article.title,
        dek=article.dek,
        kicker=article.kicker,
        label=article.label,
        section=section_link(article.section, article.edition, index),
        authors=name_links("author", article.authors, article.edition, index),
        agency=article.agency,
        published=article.date,
        updated=updated(article, index),
        added=article.added,
        picture=picture(article.image, index),
        access=article.access,
        lang=foreign(article),
        draft=held(article, index),
    )


def cards(docs: Iterable[int], index: Index) -> tuple[CardView, ...]:
    """Articles by their numbers, as lists show them; one that was shown already isn't read again."""
    if index.kept is None:
        return tuple(card(index.article(doc), index) for doc in docs)
    known = index.kept.views
    return tuple(known.get(doc) or known.put(doc, card(index.article(doc), index)) for doc in docs)


def picture(image: Image | None, index: Index) -> PictureView | None:
    """A picture with its words; None when there is no picture, `src` empty when there are only words."""
    if image is None:
        return None
    return pictures.view(image, files.picture(index, image.src) if image.src else None, index)


def gallery(images: tuple[Image, ...], index: Index) -> tuple[PictureView, ...]:
    """The pictures of a gallery that are there."""
    views = (picture(image, index) for image in images)
    return tuple(view for view in views if view and view.src)


def body(article: Article, index: Index, *, absolute: bool = False) -> str:
    """A document's body with its references resolved; in full where it will be read elsewhere.

    What isn't shown is not linked to: an embargoed story's address would tell of it.
    """
    settings = index.settings
    spell = addresses.absolute if absolute else addresses.href

    def lookup(target: str) -> str | None:
        kind, _, name = target.partition(":")
        if kind == "media":
            return spell(addresses.media_address(name), settings) if files.picture(index, name) else None
        if kind == "site":
            return (settings.outlet.url if absolute else settings.base) + name
        found = queries.target(index, target)
        return spell(article_address(found, index), settings) if found else None

    def shown(name: str) -> Shown | None:
        found = files.picture(index, name)
        return pictures.in_text(found, index, absolute=absolute) if found else None

    resolved = markup.resolve(queries.body(index, article.path), lookup, shown)
    if not absolute:
        resolved = embeds.placed(resolved, settings.embeds.hosts)
        if article.label == "sponsored":
            resolved = sponsored.marked(resolved, settings.outlet.url)
    return resolved


def references(article: Article) -> tuple[str, str]:
    """The two ways in which a text can link to a document of ours."""
    return (f"article:{article.id}", f"content:{article.path.removeprefix('content/')}")


def foreign(article: Article) -> str:
    """An article's language where it isn't its edition's."""
    return article.lang if article.lang and article.lang.lower() != article.edition.lower() else ""


def updated(article: Article, index: Index) -> When | None:
    """When an article last changed; an instant that is still to come is nobody's business yet."""
    return article.updated if article.updated and article.updated.instant <= index.now else None


def held(article: Article, index: Index) -> bool:
    """Whether the public doesn't see it: it is in view only because drafts are."""
    return index.view == gate.DRAFTS and not gate.passes(article, gate.PUBLIC, index.now)


def months(term: Term, index: Index) -> tuple[MonthView, ...]:
    """A term's months or years, newest first."""
    found = []
    for bucket, n in queries.buckets(index, term):
        year, _, month = bucket.partition("-")
        address = addresses.run_address(term, bucket, 0, index.settings)
        found.append(MonthView(int(year), int(month or 0), addresses.href(address, index.settings), n))
    return tuple(found)


class Place(TypedDict):
    """The fields of a context that say where its page is."""

    kind: str
    href: str
    url: str
    noindex: bool
    alternates: tuple[AlternateView, ...]
    default: str


def place(key: PageKey, address: str, index: Index, versions: tuple[Version, ...] = ()) -> Place:
    """Where a page is, in which other languages it is there, and whether it is for search engines."""
    shown, default = alternates.views(versions, index.settings)
    return Place(
        kind=key.kind,
        href=addresses.href(address, index.settings),
        url=addresses.absolute(address, index.settings),
        noindex=index.view == gate.DRAFTS,
        alternates=shown,
        default=default or addresses.absolute(address, index.settings),
    )
