"""The banner for news that breaks: on the home page itself, and a fragment that all other pages include."""

from collections.abc import Iterator
from dataclasses import dataclass

from broadsheet import addresses
from broadsheet.article import Article
from broadsheet.index import queries
from broadsheet.index.reader import Index
from broadsheet.pages import show


@dataclass(frozen=True, slots=True)
class BreakingView:
    """The banner for news that breaks."""

    text: str
    """What it says."""
    href: str
    """Where it leads; may be empty."""


def shown(index: Index) -> BreakingView | None:
    """The banner, while there is one."""
    breaking = queries.desk(index).breaking
    if breaking is None or (breaking.expires and breaking.expires.instant <= index.now):
        return None
    if breaking.link.startswith(("article:", "content:")):
        found = queries.target(index, breaking.link)
        address = addresses.href(show.article_address(found, index), index.settings) if found else ""
        return BreakingView(breaking.text, address)
    if breaking.link.startswith("/"):
        return BreakingView(breaking.text, index.settings.base + breaking.link)
    return BreakingView(breaking.text, breaking.link)


def leads_to(article: Article, index: Index) -> bool:
    """Whether that is what the banner leads to."""
    breaking = queries.desk(index).breaking
    return breaking is not None and breaking.link in show.references(article)


def ends(index: Index) -> Iterator[int]:
    """The instant from which it is gone, while that is to come."""
    breaking = queries.desk(index).breaking
    if breaking and breaking.expires and breaking.expires.instant > index.now:
        yield breaking.expires.instant
