"""What a kind of page is: a few questions that its module answers."""

import enum
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from broadsheet.article import Article
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey


class Stage(enum.IntEnum):
    """The order in which pages go out, so that nothing that a reader can come to links to what isn't there yet.

    Those that are new, or new at their address, go before all that was there and may lead to them.
    """

    FILES = 1
    ARTICLES = 5
    LISTS = 7
    FEEDS = 9
    REDIRECTS = 11


_DEBUTS = {Stage.FILES: 0, Stage.ARTICLES: 2, Stage.LISTS: 3, Stage.FEEDS: 4, Stage.REDIRECTS: 10}
"""When those pages go out that are new: an article that was there may lead to an author's front, and that to a feed."""


def _no_pages(_article: Article, _index: Index) -> Iterable[PageKey]:
    return ()


def _nowhere(_address: str, _index: Index) -> Iterable[PageKey]:
    return ()


def never(_key: PageKey, _index: Index) -> int | None:
    """The answer of a page that time alone doesn't change."""
    return None


def _no_source(_key: PageKey) -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageKind:
    """A kind of page. Its module makes one, and kinds.py lists it."""

    name: str
    """The first part of its page keys."""
    stage: Stage
    """When its pages go out."""
    parts: tuple[str, ...]
    """The parts of the settings that its contexts and addresses read, besides what templates see as `site`."""
    debut: Stage | None = None
    """The stage with whose new pages those go out that are new, if that isn't its own: of what these lead to."""
    keys: Callable[[Index], Iterator[PageKey]]
    """All its pages that there are."""
    context: Callable[[PageKey, Index], Any]
    """What a page shows: a frozen dataclass of plain values; None when there is no such page."""
    address: Callable[[PageKey, Index], str]
    """Where a page lives that has a context."""
    touched_by: Callable[[Article, Index], Iterable[PageKey]] = _no_pages
    """The pages that show an article in any way: asked before a change is stored, and after."""
    reached_by: Callable[[Article, Index], Iterable[PageKey]] = _no_pages
    """Those that show only its address: asked when that changes, and when it comes into view or goes."""
    yields: Callable[[str, Index], Iterable[PageKey]] = _nowhere
    """Those that would live at a (folded) address, unless a file of the outlet's does: asked when one comes or goes."""
    made_of: Callable[[str, Index], Iterable[PageKey]] = _nowhere
    """Those that are made of a file under media/ that settings name, or hang on it: asked when it changes."""
    until: Callable[[PageKey, Index], int | None] = never
    """The next instant at which a page changes by itself."""
    source: Callable[[PageKey], str] = _no_source
    """The file in content/ that a page is made of alone, for the manifest; empty where there is none."""
    template: str = ""
    """The template that makes its pages ..."""
    write: Callable[[Any], bytes] | None = None
    """... or the code that does; with neither, the context is a FileCopy or an AssetCopy."""

    @property
    def stages(self) -> tuple[int, int]:
        """When its pages go out, and when those do that are new."""
        return self.stage, _DEBUTS[self.debut or self.stage]


@dataclass(frozen=True, slots=True)
class FileCopy:
    """The context of a page that is a file of the site's, copied as it is."""

    path: str
    """The file, relative to the site."""
    hash: str
    """Its content's hash."""


@dataclass(frozen=True, slots=True)
class AssetCopy:
    """The context of a page that is a file of the theme's."""

    name: str
    """Its name under assets/."""
    hash: str
    """The hash of what goes out."""
