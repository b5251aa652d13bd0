"""In which languages a page is there: its versions in the editions, and how they lead to one another.

Articles and standing pages are joined by `translation`, which names the original by its id or file; pages that each
edition has are joined by what they are.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError

from broadsheet import addresses
from broadsheet.article import Article, Kind
from broadsheet.index import queries, versions
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey, Term
from broadsheet.pages.views import AlternateView
from broadsheet.settings import Settings


class Version(NamedTuple):
    """A page in one edition."""

    edition: str
    address: str
    title: str


def of_article(article: Article, index: Index) -> tuple[Version, ...]:
    """An article or a standing page in all editions that have it; none where another has its place in the edition."""
    if len(index.settings.editions) == 1:
        return ()
    found = versions.of_editions(index, article)
    if article.edition not in found or found[article.edition].path != article.path:
        return ()
    return tuple(
        Version(edition, addresses.article_address(found[edition], index.settings), found[edition].title)
        for edition in (each.language for each in index.settings.editions)
        if edition in found
    )


def original(article: Article, index: Index) -> str:
    """The address in full of the version that another one names as what it was translated from; empty without any."""
    if len(index.settings.editions) == 1:
        return ""
    found = versions.of_editions(index, article)
    wanted = {versions.named(each) for each in found.values()} - {""}
    for each in found.values():
        if {each.id, each.path.removeprefix("content/")} & wanted and not versions.named(each):
            return addresses.absolute(addresses.article_address(each, index.settings), index.settings)
    return ""


def touched(article: Article, index: Index) -> Iterable[PageKey]:
    """The pages of an article's other versions: they show where it is, and its title."""
    if article.kind is Kind.AUTHOR or len(index.settings.editions) == 1:
        return
    for other in versions.group(index, article):
        if other.path != article.path:
            yield PageKey(other.kind.value, other.edition, other.path)


def of_each_edition(address: Callable[[str], str], index: Index, section: str = "") -> tuple[Version, ...]:
    """A page that every edition has: what address it has in each, and the section that it is of, if of one."""
    settings = index.settings
    if len(settings.editions) == 1:
        return ()
    return tuple(
        Version(
            edition.language,
            address(edition.language),
            settings.section_title(section, edition.language) if section else edition.title,
        )
        for edition in settings.editions
    )


def of_author(slug: str, name: str, index: Index) -> tuple[Version, ...]:
    """An author's front in the editions in which there is one; by the name here where no page tells another."""
    if len(index.settings.editions) == 1:
        return ()
    found = []
    for edition in (each.language for each in index.settings.editions):
        term, page = Term("author", edition, slug), queries.author_page(index, slug, edition)
        if queries.count(index, term) or (page and page.edition == edition):
            found.append(Version(edition, addresses.term_address(term, index.settings), page.title if page else name))
    return tuple(found)


def views(found: tuple[Version, ...], settings: Settings) -> tuple[tuple[AlternateView, ...], str]:
    """What templates see of a page's versions, and the address of the one for all others; empty for one alone."""
    if len(found) < 2:
        return (), ""
    shown = tuple(
        AlternateView(
            language=version.edition,
            name=language_name(version.edition),
            href=addresses.href(version.address, settings),
            url=addresses.absolute(version.address, settings),
            title=version.title,
        )
        for version in found
    )
    return shown, next((view.url for view in shown if view.language == settings.outlet.language), "")


@cache
def language_name(language: str) -> str:
    """A language as its speakers call it; its tag where Babel doesn't know it."""
    tag = language
    while tag:
        try:
            locale = Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            tag = tag.rpartition("-")[0]
            continue
        return locale.get_language_name(locale.language) or language
    return language
