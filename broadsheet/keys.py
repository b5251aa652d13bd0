"""The names of things that are made: terms, page keys, and why a page is made."""

import enum
from typing import NamedTuple


class Term(NamedTuple):
    """Something that lists articles, in one edition.

    `kind` is `all` (every article), `section`, `tag`, `author`, `story`, `label`, `correction` or `audio` (all with a
    recording); `key` is the id of a section, a slug for tags, authors and stories, the label itself, else empty.
    """

    kind: str
    edition: str
    key: str = ""

    def __str__(self) -> str:
        return f"{self.kind}/{self.key}" if self.key else self.kind


class PageKey(NamedTuple):
    """The name of a page: stays the same while the page's address, title and contents change.

    `kind` names a module of pages/ or feeds/; `name` is a path, a term as text, or empty where there is one such page;
    `part` is a month (`2026-11`), a year, or that and a number (`2026-11/3`), where the kind has parts.
    """

    kind: str
    edition: str
    name: str = ""
    part: str = ""

    def __str__(self) -> str:
        return ":".join(filter(None, self))


class Reason(enum.Enum):
    """Why a page is planned."""

    FIRST = "first build"
    ADDED = "article added"
    CHANGED = "article changed"
    REMOVED = "article removed"
    OPENED = "article shown from now on"
    CLOSED = "article no longer shown"
    MOVED = "address changed"
    PICTURE = "picture changed"
    SETTINGS = "settings changed"
    TEMPLATE = "template changed"
    PROGRAM = "another version of Broadsheet, Python or a package"
    DESK = "desk.yaml changed"
    FILE = "file changed"
    NAME = "name of a term changed"
    REDIRECT = "redirects.tsv changed"
    TIME = "its time has come"
    OUTPUT = "the output folder isn't as it was left"


class Planned(NamedTuple):
    """A page to make, and the first thing found that asks for it; `cause` is a path, or empty."""

    key: PageKey
    reason: Reason
    cause: str = ""
