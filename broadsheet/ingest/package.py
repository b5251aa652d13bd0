"""A document that is a zip of parts (Word's, Google Docs'), opened with bounds: a small zip may hold gigabytes."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from broadsheet.ingest.formats import UnreadableError

_MOST_PARTS = 5_000
_MOST_BYTES = 300_000_000
_MOST_XML = 60_000_000
_MOST_RATIO = 200
_MOST_TAGS = 1_000_000
"""In one part. A tree takes four hundred bytes for a tag of three, and a book has a tenth of that many."""
_FREE = 20_000_000
"""Parts up to this size may be packed as tightly as they like."""


class Package:
    """The parts of one document, by name."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.names = tuple(archive.namelist())

    def text(self, name: str) -> bytes:
        """A part of text; nothing where there is none of that name."""
        data = self._read(name, _MOST_XML)
        if (tags := data.count(b"<")) > _MOST_TAGS:
            message = f"its part {name} has {tags:,} tags, more than the {_MOST_TAGS:,} that one may have"
            raise UnreadableError(message, "split the document")
        return data

    def picture(self, name: str) -> bytes:
        """A part that may be a picture; nothing where there is none of that name."""
        return self._read(name, _MOST_BYTES)

    def _read(self, name: str, most: int) -> bytes:
        try:
            with self._archive.open(name) as stream:
                data = stream.read(most + 1)
        except KeyError:
            return b""
        if len(data) > most:
            raise UnreadableError(f"its part {name} has more than {most / 1e6:,.0f} MB", "split the document")
        return data


@contextmanager
def opened(stream: IO[bytes]) -> Iterator[Package]:
    """The document, closed again afterwards; UnreadableError where it is damaged, locked, or a trap."""
    try:
        with zipfile.ZipFile(stream) as archive:
            _check(archive)
            yield Package(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as problem:
        raise UnreadableError(
            f"the document is damaged: {problem}", "save it again and put that file here"
        ) from problem


def _check(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > _MOST_PARTS:
        raise UnreadableError(f"the document has {len(parts):,} parts, more than {_MOST_PARTS:,}", "split it")
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableError("the document is locked with a password", "save it without one")
    if sum(part.file_size for part in parts) > _MOST_BYTES:
        raise UnreadableError(
            f"unpacked, the document has more than {_MOST_BYTES / 1e6:,.0f} MB", "take the largest pictures out of it"
        )
    for part in parts:
        if part.file_size > _FREE and part.file_size > _MOST_RATIO * max(1, part.compress_size):
            raise UnreadableError(
                f"its part {part.filename} is packed so tightly that it may be a trap", "save the document again"
            )
