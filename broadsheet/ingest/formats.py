"""The formats that sources come in: a module each, told apart by content first and by name second."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Protocol

import msgspec

from broadsheet.ingest import archive
from broadsheet.ingest.manuscript import Manuscript, Passed
from broadsheet.settings import Settings

HEAD = 65536
"""How many bytes from the start of a source a format may look at to recognise it."""


class RawSource(msgspec.Struct, frozen=True):
    """A source as it came: `path` is its name in reports and in the memory, `file` where it lies.

    `member` is its name in `file` where that is a zip.
    """

    path: str
    file: Path
    member: str = ""

    @property
    def name(self) -> str:
        """Its own name, without folders."""
        return self.member.rpartition("/")[2] or self.file.name

    def open(self) -> IO[bytes]:
        """Its bytes, to be read in pieces. A damaged zip raises OSError."""
        return archive.open_member(self.file, self.member) if self.member else self.file.open("rb")

    @property
    def size(self) -> int:
        """Its bytes, by what the file system or the zip says of it."""
        return archive.size(self.file, self.member) if self.member else self.file.stat().st_size

    def read_bytes(self) -> bytes:
        """All of it."""
        with self.open() as stream:
            return stream.read()

    def head(self) -> bytes:
        """Its start, by which it is recognised."""
        with self.open() as stream:
            return stream.read(HEAD)


class Item(msgspec.Struct, frozen=True):
    """A part of a source that may be an article, as its format read it; cheap to make, and it can be pickled.

    `number` counts from 1 in a source of many, and is 0 where the source is the article. `name` is for reports.
    """

    number: int = 0
    name: str = ""
    value: Any = None


_PICTURES = (b"\x89PNG\r\n", b"GIF8", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_BRANDS = (b"ftypavif", b"ftypheic", b"ftypmif1")


def is_picture(raw: RawSource) -> bool:
    """Whether it is a picture: what comes along with a text, and is no source itself."""
    head = raw.head()[:16]
    return head.startswith(_PICTURES) or head[4:12] in _BRANDS or (head[:4], head[8:12]) == (b"RIFF", b"WEBP")


class Known(msgspec.Struct, frozen=True):
    """What is known before a source is opened: the outlet's settings, and its furniture (`furniture.line_hash`)."""

    settings: Settings
    furniture: frozenset[str] = frozenset()


class UnreadableError(Exception):
    """A source that can't be made an article: what is wrong with it, and what to do about it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Format(Protocol):
    """A kind of source that can be taken in."""

    @property
    def name(self) -> str:
        """Its name in reports."""

    def recognise(self, head: bytes, name: str) -> float:
        """How sure it is, from 0 to 1, that a source that begins so, in a file of that name, is one of its own."""

    def edge_lines(self, raw: RawSource) -> list[str]:
        """The hashes of its lines that may be the outlet's furniture (`furniture.candidates`); none in most formats."""

    def items(self, raw: RawSource, known: Known) -> Iterator[Item | Passed]:
        """What is in the source, in its order, read in pieces; UnreadableError where that is nothing at all."""

    def manuscript(self, item: Item, raw: RawSource, known: Known) -> Manuscript | Passed:
        """The article of one item: the costly part, done in other processes where there are many.

        UnreadableError where the item can't be one: it is reported, and the rest of the source goes on.
        """


def recognise(formats: tuple[Format, ...], raw: RawSource) -> Format | None:
    """The format that is surest of the source, the first of equals; None when none knows it."""
    head = raw.head()
    sure = [(kind.recognise(head, raw.name), -place) for place, kind in enumerate(formats)]
    best, place = max(sure, default=(0.0, 0))
    return formats[-place] if best > 0 else None
