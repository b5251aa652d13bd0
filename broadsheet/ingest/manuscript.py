"""A source on its way to content/: what was found in it, and every decision taken about it, as values."""

import enum

import msgspec

from broadsheet.article import Correction, Image, Note, Source, When
from broadsheet.ingest.pictures import Picture

KILLED = "the agency has cancelled it (a kill): it must not be published"
"""Why an article is a draft that an agency took back."""


class Action(enum.Enum):
    """What was done with a line of a source."""

    KEPT = "kept"
    """It stays, in another form (a heading, a list)."""
    DROPPED = "dropped"
    """It isn't in the article."""
    MOVED = "moved"
    """It went to the front matter."""
    SPACED = "spaced"
    """Its spacing or its characters were repaired; no letter was changed."""
    FLAGGED = "flagged"
    """It stays as it is, and an editor should look at it."""


class Decision(msgspec.Struct, frozen=True):
    """One thing that a rule did at a line of the source (0: the source as a whole, or a place without a line).

    `field` is the front matter key that `after` went to, if any. `path` is the place in a source that has parts rather
    than lines: `meta[property=og:title]`, `item 12/wp:post_date`, `/body_text`.
    """

    line: int
    rule: str
    action: Action
    before: str
    after: str = ""
    confidence: float = 1.0
    field: str = ""
    path: str = ""


class Passed(msgspec.Struct, frozen=True):
    """An item of a source that no article is made of: its number from 1, its name, and why."""

    number: int
    name: str
    reason: str
    hint: str = ""
    wrong: bool = False
    """Whether it should have been an article, and can't be read; else it is left out on purpose (a page, a menu)."""


class Manuscript(msgspec.Struct, frozen=True, kw_only=True):
    """What a format found in a source: the keys of the front matter contract, and the body in Markdown.

    Only what stands in the source is in it: a key that nothing speaks for is empty. `draft` holds the reasons for
    which it can't be published as it is; none means that it can.
    """

    title: str = ""
    dek: str = ""
    kicker: str = ""
    section: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    story: str = ""
    slug: str = ""
    url: str = ""
    date: When | None = None
    updated: When | None = None
    embargo: When | None = None
    expires: When | None = None
    draft: tuple[str, ...] = ()
    lang: str = ""
    translation: str = ""
    label: str = ""
    image: Image | None = None
    gallery: tuple[Image, ...] = ()
    corrections: tuple[Correction, ...] = ()
    notes: tuple[Note, ...] = ()
    agency: str = ""
    dateline: str = ""
    contributors: tuple[str, ...] = ()
    access: str = ""
    aliases: tuple[str, ...] = ()
    canonical: str = ""
    source: Source = Source()
    review: tuple[str, ...] = ()
    extra: dict[str, str] = {}
    id: str = ""
    """An identity that the source gives (a feed's guid); without one it is made of the source's path."""
    body: str = ""
    decisions: tuple[Decision, ...] = ()
    media: tuple[Picture, ...] = ()
    """The pictures that came along, which `image`, `gallery` and the body name by their paths under media/."""
