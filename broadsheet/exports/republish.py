"""The page from which an article can be copied: its text as clean HTML, with what the licence asks for.

Text alone: pictures have owners and licences of their own.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import nh3

from broadsheet import addresses
from broadsheet.article import Article, When
from broadsheet.exports import beside
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey
from broadsheet.pages import republishing, show
from broadsheet.pages.kind import PageKind, Stage
from broadsheet.pages.views import LinkView, PageContext
from broadsheet.settings import RIGHT_TO_LEFT

_SEEN_OR_HEARD = frozenset({"audio", "img", "picture", "source", "track", "video"})
_BARE = frozenset({"article", "aside", "div", "section", "span"})
"""What says nothing without the classes that our style sheet knows: what is in it stays."""
_FIGURE = re.compile(
    r"<figure\b[^>]*>(?:(?!</figure>).)*?<(?:audio|img|picture|video)\b.*?</figure>\n?", re.DOTALL | re.IGNORECASE
)
"""With the caption that belongs to it; a figure may also be a table or a quotation, which stay."""
_ATTRIBUTES = {**nh3.ALLOWED_ATTRIBUTES, "*": {"lang", "dir"}}
_EMPTY = re.compile(r"<(p|li)>\s*</\1>\n?")


@dataclass(frozen=True, slots=True, kw_only=True)
class RepublishContext(PageContext):
    """An article, to be copied by others; `title` is its headline."""

    article: LinkView
    """The article: its headline, and its address."""
    article_url: str
    """The article's address in full."""
    dek: str
    """The line below the headline; may be empty."""
    authors: tuple[LinkView, ...]
    """Who wrote it, in order; may be empty."""
    published: When | None
    """When it was published; None when nobody knows."""
    updated: When | None
    """When its facts last changed; None when they haven't."""
    body: str
    """The text as clean HTML without pictures, with its corrections and notes, every address in it in full: it is to be
    shown as code, and so escaped."""
    licence: str
    """The licence's name."""
    licence_url: str
    """Where it stands; may be empty."""
    terms: str
    """What else is asked of who republishes; may be empty."""
    lang: str
    """The article's language."""
    direction: str
    """`ltr` or `rtl`, by that language."""
    draft: bool
    """Whether it is shown only because drafts are: mark it."""


def keys(index: Index) -> Iterator[PageKey]:
    """The pages of all articles, where the outlet offers any."""
    if index.settings.exports.republish:
        yield from beside.keys("republish", index)


def context(key: PageKey, index: Index) -> RepublishContext | None:
    """What there is to copy; None where the article isn't the outlet's to give."""
    settings = index.settings
    article = beside.article_of(key, addresses.REPUBLISH, index) if settings.exports.republish else None
    if article is None or not republishing.is_offered(article, settings):
        return None
    own = show.article_address(article, index)
    here, exports = address(key, index), settings.exports
    language = article.lang or article.edition
    return RepublishContext(
        kind=key.kind,
        title=article.title,
        description="",
        href=addresses.href(here, settings),
        url=addresses.absolute(here, settings),
        feed="",
        noindex=True,
        article=show.link(article.title, own, index),
        article_url=addresses.absolute(own, settings),
        dek=article.dek,
        authors=show.name_links("author", article.authors, article.edition, index),
        published=article.date,
        updated=show.updated(article, index),
        body=without_pictures(beside.text(article, index)),
        licence=exports.licence,
        licence_url=exports.licence_url,
        terms=exports.terms,
        lang=language,
        direction="rtl" if language.partition("-")[0].lower() in RIGHT_TO_LEFT else "ltr",
        draft=show.held(article, index),
    )


def without_pictures(body: str) -> str:
    """The HTML of a text without pictures and recordings, and without the captions below them."""
    clean = nh3.clean(
        _FIGURE.sub("", body),
        tags=nh3.ALLOWED_TAGS - _SEEN_OR_HEARD - _BARE,
        attributes=_ATTRIBUTES,
        clean_content_tags={"audio", "script", "style", "video"},
        link_rel=None,
    )
    return _EMPTY.sub("", clean).strip()


def touched_by(article: Article, index: Index) -> Iterable[PageKey]:
    """Its own page."""
    return beside.touched("republish", article) if index.settings.exports.republish else ()


def reached_by(article: Article, index: Index) -> Iterable[PageKey]:
    """Those of the articles whose text links to it."""
    return beside.reached("republish", article, index) if index.settings.exports.republish else ()


def address(key: PageKey, index: Index) -> str:
    """Beside the article."""
    return beside.address(key, addresses.REPUBLISH, index)


PAGE = PageKind(
    name="republish",
    stage=Stage.ARTICLES,
    debut=Stage.FILES,  # its article leads to it, and nothing else does
    parts=("exports", "addresses"),
    keys=keys,
    context=context,
    address=address,
    touched_by=touched_by,
    reached_by=reached_by,
    yields=lambda place, index: beside.yields("republish", place, addresses.REPUBLISH, index),
    source=lambda key: key.name,
    template="republish.html",
)
