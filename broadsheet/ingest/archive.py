"""Zip files as folders of sources: opened with bounds, and damaged ones told of as the system tells of other files."""

import io
import lzma
import os
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import IO, TypeVar

from broadsheet.problems import Problem, error

_MOST_MEMBERS = 200_000
_MOST_BYTES = 8_000_000_000
_MOST_RATIO = 200
_FREE = 1_000_000
"""Members up to this size may be packed as tightly as they like."""
_WRONG = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError),
    *(LookupError, NotImplementedError, RuntimeError, ValueError, OverflowError),
)
"""What is raised by zips that are damaged, locked, or packed in a way that we don't know."""

Value = TypeVar("Value")


def is_zip(head: bytes) -> bool:
    """Whether a file that begins so is a zip (or a document that is one)."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def open_member(file: Path, member: str) -> IO[bytes]:
    """A member's bytes, to be read in pieces; OSError where the zip is damaged or hasn't got it."""
    opened = _told(file, lambda: _opened(file).open(member))
    return io.BufferedReader(_Member(file, opened), 1 << 16)


def size(file: Path, member: str) -> int:
    """A member's bytes, by what the zip says; no more of them are ever read."""
    return _told(file, lambda: _opened(file).getinfo(member).file_size)


def names(file: Path) -> list[str]:
    """The names of all that is in it, as they stand there."""
    return _told(file, lambda: _opened(file).namelist())


def is_document(file: Path) -> bool:
    """Whether it is one document that is stored as a zip (Word, OpenDocument, EPUB), and no folder."""
    inside = set(names(file))
    return bool(inside & {"[Content_Types].xml", "mimetype", "META-INF/container.xml"})


def members(file: Path, path: str, problems: list[Problem]) -> Iterator[str]:
    """What may be read of it, in order: ordinary files with names that stay inside, of a size that can be true."""
    infos = _told(file, lambda: _opened(file).infolist())
    whole = sum(info.file_size for info in infos)
    if len(infos) > _MOST_MEMBERS or whole > _MOST_BYTES:
        said = f"{len(infos):,} files" if len(infos) > _MOST_MEMBERS else f"{whole / 1e9:,.1f} GB when unpacked"
        problems.append(error(path, f"this zip has {said}, which is too much at once", hint="split it"))
        return
    if sum(info.compress_size for info in infos) > file.stat().st_size:
        said = "the files in this zip lie within one another: it may be a trap"
        problems.append(error(path, said, hint="unpack it, and pack what is sound again"))
        return
    seen: set[str] = set()
    for info in sorted(infos, key=lambda info: info.filename):
        if info.filename.endswith("/") or _is_hidden(info.filename):
            continue
        if why := _why_not(info, seen):
            shown = info.filename.encode("utf-8", "replace").decode()
            problems.append(error(path, f"“{shown}” in this zip is left out: {why[0]}", hint=why[1]))
        else:
            yield info.filename
        seen.add(info.filename)


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(part.startswith(".") and part != ".." for part in parts) or "__MACOSX" in parts


def _why_not(info: zipfile.ZipInfo, seen: set[str]) -> tuple[str, str] | None:
    """Why a member isn't read, and what to do about it."""
    name, again = info.filename, "pack it again"
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or name.startswith(("/", "\\")) or parts[0].endswith(":"):
        return "its name leads out of the zip", again
    if any(unicodedata.category(c) in ("Cc", "Cs") for c in name) or "" in parts or len(name) > 1000:
        return "no file could have that name", again
    if name in seen:
        return "there is another of that name", again
    if stat.S_ISLNK(info.external_attr >> 16):
        return "it is a link", "put the file itself in its place"
    if info.flag_bits & 1:
        return "it is locked with a password", "pack it without one"
    if info.file_size > _FREE and info.file_size > _MOST_RATIO * max(1, info.compress_size):
        return "it is packed so tightly that it may be a trap", "unpack it, and put the file here if it's sound"
    return None


class _Member(io.RawIOBase):
    """A member's bytes, whose damages are told as OSError wherever in it they are come across."""

    def __init__(self, file: Path, opened: IO[bytes]) -> None:
        self._file = file
        self._opened = opened

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._opened.seekable()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = _told(self._file, lambda: self._opened.read(len(buffer)))
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return _told(self._file, lambda: self._opened.seek(offset, whence))

    def tell(self) -> int:
        return self._opened.tell()

    def close(self) -> None:
        self._opened.close()
        super().close()


def _opened(file: Path) -> zipfile.ZipFile:
    status = file.stat()
    # By process as well: those that were forked from one would share its place in the file.
    return _kept(str(file), status.st_mtime_ns, status.st_size, os.getpid())


@lru_cache(maxsize=4)
def _kept(file: str, _time: int, _size: int, _process: int) -> zipfile.ZipFile:
    """The list of what is in a zip is read once, not for each member."""
    return zipfile.ZipFile(file)


def _told(file: Path, work: Callable[[], Value]) -> Value:
    try:
        return work()
    except _WRONG as problem:
        said = str(problem).strip("'\"") or type(problem).__name__
        raise OSError(0, f"the zip is damaged: {said}", str(file)) from problem
