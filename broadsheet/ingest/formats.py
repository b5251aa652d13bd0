"""The formats that sources come in: a module each, told apart by content first and by name second."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import msgspec

from broadsheet.ingest.manuscript import Manuscript
from broadsheet.settings import Settings

HEAD = 65536
"""How many bytes from the start of a source a format may look at to recognise it."""


class RawSource(msgspec.Struct, frozen=True):
    """A source as it came: `path` is its name in reports and in the memory, `file` where it lies."""

    path: str
    file: Path

    def read_bytes(self) -> bytes:
        """All of it."""
        return self.file.read_bytes()

    def head(self) -> bytes:
        """Its start, by which it is recognised."""
        with self.file.open("rb") as stream:
            return stream.read(HEAD)


_PICTURES = (b"\x89PNG\r\n", b"GIF8", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_BRANDS = (b"ftypavif", b"ftypheic", b"ftypmif1")


def is_picture(raw: RawSource) -> bool:
    """Whether it is a picture: what comes along with a text, and is no source itself."""
    with raw.file.open("rb") as stream:
        head = stream.read(16)
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

    def read(self, raw: RawSource, known: Known) -> Iterator[Manuscript]:
        """The articles in the source, in their order; UnreadableError where there is none."""


def recognise(formats: tuple[Format, ...], raw: RawSource) -> Format | None:
    """The format that is surest of the source, the first of equals; None when none knows it."""
    head = raw.head()
    sure = [(kind.recognise(head, raw.file.name), -place) for place, kind in enumerate(formats)]
    best, place = max(sure, default=(0.0, 0))
    return formats[-place] if best > 0 else None
