"""Cards for articles without a picture that could be cut, and for pages that are no articles: what other sites show
with a link to them."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass

from broadsheet import addresses
from broadsheet.article import Article, Kind
from broadsheet.index import files, queries
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey
from broadsheet.pages import pictures
from broadsheet.pages.kind import PageKind, Stage
from broadsheet.pages.views import SocialView
from broadsheet.pictures import card


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a card; the headline is empty on a section's."""

    outlet: str
    section: str
    headline: str


def social(article: Article, index: Index) -> SocialView | None:
    """The card that stands for an article; None where the outlet wants none."""
    mode = index.settings.pictures.covers
    if mode == "none":
        return None
    if mode == "article":
        return _social(article.edition, article.path, article.section, article.title, index)
    known = ("cover", article.edition, article.section)
    found: SocialView | None = index.kept.views.get(known) if index.kept else None
    if found is None:
        found = _social(article.edition, article.section, article.section, "", index)
        if index.kept:
            index.kept.views.put(known, found)
    return found


def of_section(section: str, edition: str, index: Index) -> SocialView | None:
    """A section's own card; None where the outlet has none for sections."""
    has = index.settings.pictures.covers == "section"
    return _social(edition, section, section, "", index) if has else None


def of_outlet(edition: str, index: Index) -> SocialView | None:
    """The card of an edition; None where the outlet wants none."""
    shown = _of_outlet(edition, index)
    if shown is None:
        return None
    address = _address(PageKey("cover", edition), shown)
    return pictures.social(address, card.WIDTH, card.HEIGHT, shown.outlet, index)


def keys(index: Index) -> Iterator[PageKey]:
    """A card for each edition, and one for each section in it, or for each article without a picture."""
    mode = index.settings.pictures.covers
    if mode != "none":
        yield from (PageKey("cover", one.language) for one in index.settings.editions)
    if mode == "section":
        editions, sections = index.settings.editions, index.settings.sections
        yield from (PageKey("cover", one.language, section.id) for one in editions for section in sections)
    elif mode == "article":
        for path, edition in queries.documents(index, Kind.ARTICLE):
            key = PageKey("cover", edition, path)
            if context(key, index):
                yield key


def context(key: PageKey, index: Index) -> Card | None:
    """What stands on a card, as long as there is an article that it is for."""
    mode = index.settings.pictures.covers
    if not key.name:
        return _of_outlet(key.edition, index)
    if mode == "section" and any(section.id == key.name for section in index.settings.sections):
        return _card(key.edition, key.name, "", index)
    article = queries.document(index, key.name) if mode == "article" else None
    if article is None or article.kind is not Kind.ARTICLE or article.edition != key.edition:
        return None
    found = files.picture(index, article.image.src) if article.image and article.image.src else None
    return None if found and found.form else _card(article.edition, article.section, article.title, index)


def address(key: PageKey, index: Index) -> str:
    """Among the pictures, under a name that changes with its words: others keep what they have once fetched."""
    shown = context(key, index)
    if shown is None:
        raise KeyError(key)
    return _address(key, shown)


def touched_by(article: Article, index: Index) -> Iterable[PageKey]:
    """Its own card."""
    if article.kind is Kind.ARTICLE and index.settings.pictures.covers == "article":
        yield PageKey("cover", article.edition, article.path)


def _social(edition: str, name: str, section: str, headline: str, index: Index) -> SocialView:
    shown = _card(edition, section, headline, index)
    alt = f"{shown.outlet}: {shown.headline or shown.section}"
    address = _address(PageKey("cover", edition, name), shown)
    return pictures.social(address, card.WIDTH, card.HEIGHT, alt, index)


def _of_outlet(edition: str, index: Index) -> Card | None:
    about = index.settings.edition(edition)
    return None if index.settings.pictures.covers == "none" else Card(about.title, "", about.description)


def _card(edition: str, section: str, headline: str, index: Index) -> Card:
    settings = index.settings
    return Card(settings.edition(edition).title, settings.section_title(section, edition), headline)


def _address(key: PageKey, shown: Card) -> str:
    words = "\0".join((key.edition, key.name, *astuple(shown)))
    token = hashlib.blake2b(words.encode("utf-8", "surrogateescape"), digest_size=5).hexdigest()
    name = key.name.removeprefix("content/").removesuffix(".md") or "outlet"
    return addresses.variant_address(f"{name}.png", token, "card.png")


COVER = PageKind(
    name="cover",
    stage=Stage.FILES,
    parts=("outlet", "sections", "languages", "pictures"),
    keys=keys,
    context=context,
    address=address,
    touched_by=touched_by,
    write=lambda shown: card.draw(shown.outlet, shown.section, shown.headline),
)
