"""Which articles others may republish: those that are all ours, where the outlet has said that they may."""

from broadsheet import addresses
from broadsheet.article import Article, Kind
from broadsheet.settings import Settings

_NOT_OURS_TO_GIVE = frozenset({"live", "sponsored"})
"""The labels of what isn't finished, and of what somebody paid for."""


def is_offered(article: Article, settings: Settings) -> bool:
    """Whether an article may be republished.

    Not what is paid, from an agency, first published elsewhere or under a note on its rights: the licence would be
    given by who doesn't hold it.
    """
    if not settings.exports.republish or article.kind is not Kind.ARTICLE or article.access != "free":
        return False
    source = article.source
    elsewhere = article.agency or article.canonical or (source and (source.name or source.url))
    restricted = article.label in _NOT_OURS_TO_GIVE or any(note.kind == "rights" for note in article.notes)
    return not (elsewhere or restricted)


def href(article: Article, settings: Settings) -> str:
    """Where an article is copied from; empty where it may not be."""
    if not is_offered(article, settings):
        return ""
    return addresses.href(addresses.export_address(article, addresses.REPUBLISH, settings), settings)
