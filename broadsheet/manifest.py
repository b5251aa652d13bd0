"""The journal of what we put into an output: what is ours there, told by the output itself.

A line is added before a file is written, and after one is deleted. So after a kill, and even after the index was lost,
each file of ours is known. Several processes may write at once: each adds its lines at the end in one go.

A line is `+`, the address, the kind of page and the source, or `-` and the address, with tabs between; `=` stands
for changes of files that are named already. The first line carries a number that is higher each time the manifest is
written anew, as it is when another index, or another view, lays claim to the folder.

At the end of each line is a checksum. A line that does not have the right one names nothing: by a damaged name nothing
is deleted. Format 1 had no checksums; it is read, and written anew as format 2.

A file of the theme that another has replaced stays for pages in caches, until files of the theme are replaced again. It
stands in the manifest as of the kind `former`: it is ours, and no page.
"""

import os
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from broadsheet import durable
from broadsheet.index.ledger import Stray

MANIFEST = ".broadsheet-manifest"
FORMER = "former"
"""As what the manifest names a file of the theme that was replaced and stays for a while."""
_SHORT = 1_000_000
"""Up to how many bytes writing the manifest anew costs next to nothing."""
_CHUNK = 1 << 16
_LONG = 200
"""How many letters the first line has at most."""
_HEAD = "broadsheet-manifest"
_FORMAT = "2"
_NUMBER = re.compile(r"[0-9]{1,18}")
_NOWHERE = frozenset({"", ".", ".."})
"""What no part of an address can be."""


@dataclass(slots=True)
class Manifest:
    """The manifest of an output."""

    root: Path
    claimed: int = 0
    """The number in its first line."""

    whole: int = 0
    """How long it would be if it were written anew: what names the files that are there."""

    checked: bool = True
    """Whether its lines must have checksums, as all have but those of format 1."""

    damaged: int = 0
    """How many lines were damaged when it was last read."""

    def is_stale(self, deleted: bool) -> bool:
        """Whether it should be written anew: it is long for what it says, or short and names what is gone.

        It may be hosted with the rest, and what was taken down should not be read there for longer than it must.
        """
        size = self.size()
        return size > 2 * self.whole + _SHORT or (deleted and size < _SHORT)

    def size(self) -> int:
        """How many bytes it has; -1 where there is none."""
        try:
            return (self.root / MANIFEST).stat().st_size
        except FileNotFoundError:
            return -1

    def noted(self, start: int = 0) -> Iterator[Stray]:
        """The files that it names from a byte on, and that it doesn't call deleted after."""
        self.damaged = 0
        found: dict[str, Stray] = {}
        try:
            with open(self.root / MANIFEST, "rb") as file:
                file.seek(start)
                lines = file.read().decode("utf-8", "replace").split("\n")
        except FileNotFoundError:
            return
        for number, line in enumerate(lines[:-1]):  # what stands after the last line break was never finished
            mark, *parts = _unsealed(line) if self.checked else line.split("\t")
            if mark == "+" and len(parts) == 3 and is_address(parts[0]):
                address, kind, source = parts
                found[address] = Stray(address, kind, source)
            elif mark == "-" and len(parts) == 1:
                found.pop(parts[0], None)
            elif mark != "=" and (number or start):
                self.damaged += 1
        yield from found.values()

    def renew(self, kept: Iterable[Stray], temporary: str) -> None:
        """Write it anew, naming what is ours, with a number that is one higher; by way of a temporary file."""
        self.claimed += 1
        with open(temporary, "w", encoding="utf-8") as file:
            file.write(_sealed(_HEAD, _FORMAT, str(self.claimed)))
            file.writelines(line_of(stray) for stray in kept)
        durable.move(temporary, self.root / MANIFEST)
        self.whole = self.size()
        self.checked = True

    def note(self, added: Iterable[Stray] = (), deleted: Iterable[str] = ()) -> None:
        """Add to it: files that are about to be written, or that are gone.

        Also where there are none, a line tells that something changes: an older copy of the folder has fewer.
        """
        lines = [line_of(stray) for stray in added]
        lines += [_sealed("-", address) for address in deleted]
        _add(f"{self.root}/{MANIFEST}", "".join(lines or [_sealed("=")]).encode())

    def mend(self) -> None:
        """Cut off the line that a killed build was in the middle of, so that others can be added."""
        try:
            with open(self.root / MANIFEST, "rb+") as file:
                end = left = file.seek(0, os.SEEK_END)
                while left:
                    start = max(0, left - _CHUNK)
                    file.seek(start)
                    if (at := file.read(left - start).rfind(b"\n")) >= 0:
                        left = start + at + 1
                        break
                    left = start
                if left != end:
                    file.truncate(left)
        except FileNotFoundError:
            return


def open_manifest(root: Path) -> Manifest:
    """The manifest of an output, with its number; 0 where it can't be told."""
    try:
        with open(root / MANIFEST, encoding="utf-8", errors="replace") as file:
            line = file.readline(_LONG).removesuffix("\n")
    except FileNotFoundError:
        return Manifest(root)
    head = _unsealed(line)
    if old := head == [""] and line.startswith(f"{_HEAD}\t1\t"):
        head = line.split("\t")
    known = len(head) == 3 and head[0] == _HEAD and _NUMBER.fullmatch(head[2])
    return Manifest(root, int(head[2]) if known else 0, checked=not old)


def line_of(stray: Stray) -> str:
    """The line of the manifest that names a file of ours."""
    return _sealed("+", stray.address, stray.kind, stray.source)


def formers(root: Path) -> frozenset[str]:
    """The addresses of an output's files that stay for pages in caches alone: a clean build wouldn't make them."""
    return frozenset(stray.address for stray in open_manifest(root).noted() if stray.kind == FORMER)


def is_address(text: str) -> bool:
    """Whether it names a place in the output, and none outside."""
    first, *parts = text.split("/")
    return not first and bool(parts) and "\0" not in text and not _NOWHERE.intersection(parts)


def _add(path: str, lines: bytes) -> None:
    """Add lines at the end of a file in one go, so that those of several processes don't mix."""
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
    try:
        while lines:
            lines = lines[os.write(descriptor, lines) :]
    finally:
        os.close(descriptor)


def _sealed(*parts: str) -> str:
    line = "\t".join(parts)
    return f"{line}\t{zlib.crc32(line.encode()):08x}\n"


def _unsealed(line: str) -> list[str]:
    """The parts of a line that has the right checksum; one that is empty where it hasn't."""
    text, _, told = line.rpartition("\t")
    return text.split("\t") if told == f"{zlib.crc32(text.encode()):08x}" else [""]
