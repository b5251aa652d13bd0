"""The pictures that come along with a source: beside it, in the same zip, or inside it. Nothing is ever downloaded."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import msgspec

from broadsheet.ingest import archive

_KINDS = ((b"\x89PNG\r\n\x1a\n", ".png"), (b"GIF8", ".gif"), (b"\xff\xd8\xff", ".jpg"))


class Picture(msgspec.Struct, frozen=True):
    """A picture that came along: its path under media/, made of its content, and where its bytes lie."""

    path: str
    file: str = ""
    member: str = ""
    """Its name in `file`, where that is a zip."""
    data: bytes = b""
    """Its bytes, where it stood inside the source."""

    def read_bytes(self) -> bytes:
        """All of it."""
        if self.data:
            return self.data
        if self.member:
            with archive.open_member(Path(self.file), self.member) as stream:
                return stream.read()
        return Path(self.file).read_bytes()


def attached(data: bytes) -> Picture | None:
    """A picture that stood inside a source (a data: address, a part of a mail); None where the bytes are none."""
    kind = kind_of(data[:16])
    return Picture(named(data, kind), data=data) if kind else None


def kind_of(head: bytes) -> str:
    """The ending for a file that begins so; empty where it is no picture that can go online."""
    for mark, kind in _KINDS:
        if head.startswith(mark):
            return kind
    if (head[:4], head[8:12]) == (b"RIFF", b"WEBP"):
        return ".webp"
    return ".avif" if head[4:12] == b"ftypavif" else ""


def named(data: bytes, kind: str) -> str:
    """The path under media/ of a picture: its content's hash, so that the same one is there once."""
    digest = hashlib.sha256(data).hexdigest()[:16]
    return f"{digest[:2]}/{digest}{kind}"


Finder = Callable[[str], Picture | None]
"""What a picture's address in a source stands for; None where it didn't come along."""


def none_along(_address: str) -> Picture | None:
    """The finder of a source that lies alone."""
    return None
