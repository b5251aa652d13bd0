"""What lies beside an article's page: at its address with another ending, unless a file of the outlet's is there."""

from collections.abc import Iterable, Iterator

from broadsheet import addresses
from broadsheet.article import Article, Kind
from broadsheet.feeds import full_text
from broadsheet.index import queries
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey
from broadsheet.pages import show


def keys(kind: str, index: Index) -> Iterator[PageKey]:
    """One page of a kind for each shown article."""
    for path, edition in queries.documents(index, Kind.ARTICLE):
        yield PageKey(kind, edition, path)


def article_of(key: PageKey, ending: str, index: Index) -> Article | None:
    """The article that a page lies beside; None where it isn't shown, or its place is taken."""
    article = queries.document(index, key.name)
    if article is None or article.kind is not Kind.ARTICLE or article.edition != key.edition:
        return None
    where = addresses.export_address(article, ending, index.settings)
    return None if queries.is_taken(index, addresses.fold(where)) else article


def address(key: PageKey, ending: str, index: Index) -> str:
    """Where the page lives."""
    article = queries.document(index, key.name)
    if article is None:
        raise KeyError(key)
    return addresses.export_address(article, ending, index.settings)


def touched(kind: str, article: Article) -> Iterable[PageKey]:
    """The page beside an article."""
    if article.kind is Kind.ARTICLE:
        yield PageKey(kind, article.edition, article.path)


def reached(kind: str, article: Article, index: Index) -> Iterable[PageKey]:
    """The pages beside the articles whose text links to a document."""
    for reference in show.references(article):
        for other in queries.referrers(index, reference):
            yield from touched(kind, other)


def yields(kind: str, place: str, ending: str, index: Index) -> Iterable[PageKey]:
    """The page that would live at a (folded) address."""
    beside = place.removesuffix(f".{ending}")
    if beside == place:
        return
    for own in (f"{beside}.html", beside):
        held = queries.holder(index, f"address:{own}")
        article = queries.document(index, held[0]) if held and not held[1] else None
        if article:
            yield from touched(kind, article)


def text(article: Article, index: Index) -> str:
    """All that the public sees of an article's text, as HTML to be read elsewhere, with corrections and notes."""
    url = addresses.absolute(show.article_address(article, index), index.settings)
    return full_text.of(article, None, url, index).strip()
