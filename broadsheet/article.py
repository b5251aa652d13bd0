"""The one model that every room shares: an article, and its parts.

Values only, frozen, and made of plain types, so that they can be stored in the index, hashed, and handed to
another process as they are.
"""

import enum
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import PurePosixPath
from typing import Any

import msgspec

LABELS = ("opinion", "analysis", "explainer", "interview", "review", "obituary", "live", "sponsored", "satire")
NOTE_KINDS = ("editor", "author", "translation", "rights", "sponsor", "key")
ACCESS = ("free", "paid")

NEVER = -(1 << 40)
"""The instant of what has none: before all that can be dated, and in no month."""

_MINUTE = timedelta(minutes=1)

LONGEST_TEXT = 2_000_000
"""How many characters a text may have: a novel has half as many, and one page of it is more than anybody reads."""
MOST_LINKS = 10_000
"""How many links and pictures a text may have."""

MARK, MARK_END = "\x02", "\x03"
"""What encloses a reference in a kept body: no text that we take in can hold these two characters."""


class Kind(enum.Enum):
    """Which sort of document a file in content/ is; its folder decides."""

    ARTICLE = "article"
    PAGE = "page"
    AUTHOR = "author"


class When(msgspec.Struct, frozen=True):
    """An instant, as an aware datetime; read back from the index it is in UTC, whatever the offset that was written.

    `day` is true when only a day was written: `at` is then 00:00 in the outlet's time zone, and no time is shown.
    """

    at: datetime
    day: bool = False

    @property
    def instant(self) -> int:
        """Whole seconds since 1970 in UTC: what instants are compared and sorted by."""
        return int(self.at.astimezone(UTC).timestamp())


def stamp(at: datetime, zone: tzinfo, *, day: bool = False) -> str:
    """An instant in ISO 8601 with the offset of a zone, or its day there alone.

    Before there were time zones offsets had seconds, which ISO 8601 can't write: front matter is read without them, and
    so they're left out here too.
    """
    local = at.astimezone(zone)
    if day:
        return local.date().isoformat()
    offset = local.utcoffset() or timedelta()
    if offset % _MINUTE:
        local = at.astimezone(timezone(offset // _MINUTE * _MINUTE))
    return local.isoformat(timespec="seconds")


class Image(msgspec.Struct, frozen=True):
    """A picture as front matter names it. `src` is a path under media/, and may be empty (the file is missing).

    `focus` is the point that a crop must keep, in per cent from the left and from the top.
    """

    src: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    focus: tuple[int, int] | None = None


class Audio(msgspec.Struct, frozen=True):
    """A recording: `src` under media/, `duration` in seconds (0: not given)."""

    src: str
    duration: int = 0


class Correction(msgspec.Struct, frozen=True):
    """What was wrong and is mended, in an editor's words."""

    text: str
    date: When | None = None


class Note(msgspec.Struct, frozen=True):
    """Something said about the article rather than in it; `kind` is one of NOTE_KINDS."""

    kind: str
    text: str


class Source(msgspec.Struct, frozen=True):
    """Where an article was first published, or which file in seeds/ it was made of."""

    name: str = ""
    url: str = ""
    file: str = ""


class Link(msgspec.Struct, frozen=True):
    """A reference inside a body to something of ours, with the line of the file that it stands in.

    `target` is `article:ID`, `content:PATH` (a path under content/) or `media:PATH`, and stands in the kept body
    between MARK and MARK_END (a `#fragment` may follow it there, inside the marks). A file under media/ can be shown,
    or only linked to, or both.
    """

    target: str
    line: int = 0
    shown: bool = False
    """Whether it is seen in the text, as a picture is."""
    linked: bool = False
    """Whether a link leads to it."""


class Article(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A document of the outlet: an article, or (by `kind`) a standing page or an author's page.

    All keys of the front matter contract under their own names; then what was worked out while reading. `path` is
    relative to the site (`content/2026/11/budget.md`). The body is kept apart, see Document.
    """

    path: str
    kind: Kind = Kind.ARTICLE
    id: str
    title: str
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
    added: When | None = None
    embargo: When | None = None
    expires: When | None = None
    draft: bool = False
    lang: str = ""
    translation: str = ""
    label: str = ""
    image: Image | None = None
    gallery: tuple[Image, ...] = ()
    audio: Audio | None = None
    corrections: tuple[Correction, ...] = ()
    notes: tuple[Note, ...] = ()
    agency: str = ""
    dateline: str = ""
    contributors: tuple[str, ...] = ()
    access: str = "free"
    aliases: tuple[str, ...] = ()
    canonical: str = ""
    source: Source | None = None
    review: tuple[str, ...] = ()
    extra: dict[str, Any] = {}

    edition: str
    """The configured language that `lang` matches, else the outlet's own."""
    words: int = 0
    """How many words the body has."""
    summary: str = ""
    """The start of the body as plain text, at most 300 characters, cut at a word: for who shows no dek."""
    links: tuple[Link, ...] = ()
    """The references in the body, in order, each once."""
    body_hash: str = ""

    @property
    def sort_at(self) -> int:
        """The instant that lists sort by: `date`, else `added`, else NEVER."""
        when = self.date or self.added
        return when.instant if when else NEVER

    @property
    def pictures(self) -> tuple[str, ...]:
        """Each file under media/ that the article names (pictures and sound), once, in order."""
        named = [image.src for image in (self.image, *self.gallery) if image and image.src]
        named += [link.target.removeprefix("media:") for link in self.links if link.target.startswith("media:")]
        if self.audio:
            named.append(self.audio.src)
        return tuple(dict.fromkeys(named))

    @property
    def companions(self) -> tuple[str, ...]:
        """What may lie beside its recording, under media/: the transcript (WebVTT or SubRip) and the chapters."""
        if self.audio is None:
            return ()
        stem = self.audio.src.removesuffix(PurePosixPath(self.audio.src).suffix)
        return (f"{stem}.vtt", f"{stem}.srt", f"{stem}.chapters.json")


class Document(msgspec.Struct, frozen=True):
    """An article with its body: HTML in which references to our own things are marked, to be resolved later."""

    article: Article
    body: str
