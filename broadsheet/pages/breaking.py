"""The banner for news that breaks: on the home page itself, and a fragment that all other pages include."""

from collections.abc import Iterator
from dataclasses import dataclass

from broadsheet import addresses
from broadsheet.article import Article
from broadsheet.desk import Breaking
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


def shown(edition: str, index: Index) -> BreakingView | None:
    """The banner of an edition, while there is one: its own, else the one of all."""
    breaking = next(iter(_lasting(edition, index)), None)
    if breaking is None:
        return None
    if breaking.link.startswith(("article:", "content:")):
        found = queries.target(index, breaking.link)
        address = addresses.href(show.article_address(found, index), index.settings) if found else ""
        return BreakingView(breaking.text, address)
    if breaking.link.startswith("/"):
        return BreakingView(breaking.text, index.settings.base + breaking.link)
    return BreakingView(breaking.text, breaking.link)


def leads_to(article: Article, index: Index) -> bool:
    """Whether that is what a banner leads to."""
    references = show.references(article)
    return any(breaking.link in references for breaking in queries.desk(index).breaking)


def ends(edition: str, index: Index) -> Iterator[int]:
    """The instant from which it is gone, or another is in its place, while that is to come."""
    for breaking in _lasting(edition, index)[:1]:
        if breaking.expires:
            yield breaking.expires.instant


def _lasting(edition: str, index: Index) -> list[Breaking]:
    """The banners that an edition could show now, its own first."""
    banners = [one for one in queries.desk(index).breaking if one.lang in (edition, "")]
    lasting = [one for one in banners if one.expires is None or one.expires.instant > index.now]
    return sorted(lasting, key=lambda one: not one.lang)
