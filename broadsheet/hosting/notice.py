"""What all notices have in common: texts that machines look for at addresses that others have settled.

A notice is made of settings, most often; a file of the outlet's at its address takes its place.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from broadsheet import addresses
from broadsheet.article import Article
from broadsheet.index import queries
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey
from broadsheet.pages.kind import PageKind, Stage, never


@dataclass(frozen=True, slots=True)
class NoticeContext:
    """A notice."""

    text: str
    """All that it says."""


def page_kind(
    name: str,
    places: tuple[str, ...],
    parts: tuple[str, ...],
    text: Callable[[Index], str],
    *,
    touched_by: Callable[[Article], bool] = lambda _article: False,
    until: Callable[[PageKey, Index], int | None] = never,
) -> PageKind:
    """A kind of notice, at one or several places below the root; where `text` gives none, there is none.

    `touched_by` says whether a document stands in it, and `until` when it is to be looked at again.
    """

    def key(place: str, index: Index) -> PageKey:
        return PageKey(name, index.settings.outlet.language, place)

    def keys(index: Index) -> Iterator[PageKey]:
        said = text(index)
        for place in places:
            if said and not _is_taken(place, index):
                yield key(place, index)

    def context(key: PageKey, index: Index) -> NoticeContext | None:
        said = "" if _is_taken(key.name, index) else text(index)
        return NoticeContext(said) if said else None

    def touched(article: Article, index: Index) -> Iterable[PageKey]:
        return [key(place, index) for place in places] if touched_by(article) else ()

    def yields(address: str, index: Index) -> Iterable[PageKey]:
        return (key(place, index) for place in places if addresses.notice_address(place) == address)

    return PageKind(
        name=name,
        # They lead to sitemaps, and no page leads to them.
        stage=Stage.REDIRECTS,
        parts=parts,
        keys=keys,
        context=context,
        address=lambda key, _index: addresses.notice_address(key.name),
        touched_by=touched,
        yields=yields,
        until=until,
        write=lambda notice: notice.text.encode(),
    )


def _is_taken(place: str, index: Index) -> bool:
    return queries.is_taken(index, addresses.notice_address(place))


def written(lines: Iterable[str]) -> str:
    """Lines as the text of a notice; of none, no text."""
    return "".join(f"{line}\n" for line in lines)
