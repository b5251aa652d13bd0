"""What there is to say of an address, as one value: shown to people as a text, to machines as it is."""

import msgspec


class File(msgspec.Struct, frozen=True):
    """A file of the output."""

    path: str
    state: str
    """`as written`, `changed` since (its bytes aren't those that were written), `missing`, or `unknown`."""
    size: int = 0
    """How many bytes it has."""


class Made(msgspec.Struct, frozen=True):
    """When a page was last made, and why."""

    at: str
    """By the clock, in the outlet's time zone (ISO 8601); empty where that isn't known."""
    reason: str
    cause: str
    """The file that asked for it; may be empty."""


class Shown(msgspec.Struct, frozen=True):
    """What a page shows, told by what was read to draw it."""

    documents: tuple[str, ...] = ()
    """The articles, standing pages and authors' pages, by their files."""
    links: tuple[str, ...] = ()
    """Those of which it shows the address alone."""
    files: tuple[str, ...] = ()
    """Pictures and other files."""


class Line(msgspec.Struct, frozen=True):
    """A line that an editor wrote and that steers a page."""

    path: str
    line: int
    what: str


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What there is to say of an address."""

    address: str
    what: str
    """`page`, `redirect` (told to hosts), `taken down`, `former` (kept for pages in caches), `going` or `none`."""
    url: str = ""
    kind: str = ""
    key: str = ""
    why: str = ""
    """Of what isn't there: why, in a sentence."""
    leads: str = ""
    """Of a redirect: where it leads."""
    nearest: tuple[str, ...] = ()
    """Of what isn't there: addresses that are like it."""
    file: File | None = None
    made: Made | None = None
    planned: Made | None = None
    """Why the next build makes it anew, where that is known already."""
    until: str = ""
    """When it changes by itself; empty for never."""
    source: str = ""
    """The file that it is made of alone."""
    source_state: str = ""
    """`as built`, `changed` since the last build, or `missing`."""
    shows: Shown = Shown()
    template: str = ""
    closure: tuple[str, ...] = ()
    """The files of its template: those that it leads to, and the assets that these name."""
    settings: tuple[str, ...] = ()
    """The parts of the settings that its kind reads."""
    lines: tuple[Line, ...] = ()
    """What desk.yaml and redirects.tsv say of it."""
    touches: dict[str, int] = {}
    """How many pages would be looked at again were its source changed, by kind."""
