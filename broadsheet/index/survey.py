"""Walking the site's folders: what lies in each, and one digest that says whether that is what it was.

Looking is most of what a build of nothing new costs, so a survey keeps no more of a file than its folder's digest, and
where there are many files two processes look at once.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import stat
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from broadsheet.problems import Problem, error

TOPS = ("media", "static", "content")
"""The folders that are scanned; pictures first, so that they are known when articles name them."""

WELL_KNOWN = frozenset({("static", ".well-known"), ("static", ".htaccess")})
"""What is scanned of what is hidden: programs look for files there, and Apache for what it is told."""

MAY_READ = "check who may read it"
"""The hint where a file or folder can't be read."""

MANY = 20_000
"""From how many files on a second process pays for its start."""

_ENOUGH = 8
"""How many folders there must be to share the work out among two."""


class Entry(NamedTuple):
    """A file in a folder."""

    name: str
    size: int
    mtime: int


class Seen(NamedTuple):
    """What a folder looks like from afar: `digest` is empty where it has to be looked into, whatever it was."""

    digest: str
    newest: int
    """The time of its youngest file."""
    files: int


class Survey(NamedTuple):
    """All folders of a site at one moment."""

    started: int
    """The file system's time in nanoseconds before the first look."""
    folders: dict[str, Seen]

    @property
    def files(self) -> int:
        """How many files there are."""
        return sum(seen.files for seen in self.folders.values())


class Listing:
    """A folder with its files and the folders in it, in no order."""

    __slots__ = ("folders", "names", "newest", "numbers", "problems", "shut")

    def __init__(self) -> None:
        self.names: list[str] = []
        self.numbers: array[int] = array("q")
        """The size and the time of each file."""
        self.folders: list[str] = []
        self.newest = 0
        self.problems: list[Problem] = []
        self.shut = False
        """Whether it can't be read, so that nobody knows what lies in it."""

    def seen(self) -> Seen:
        """The same from afar."""
        if self.problems:
            return Seen("", self.newest, len(self.names))
        # One hash a folder: of names that end in what no name can have, then of the numbers.
        digest = hashlib.blake2b("\0".join(self.names).encode("utf-8", "surrogateescape"), digest_size=16)
        digest.update(self.numbers)
        return Seen(digest.hexdigest(), self.newest, len(self.names))

    def entries(self) -> list[Entry]:
        """Its files by name."""
        return sorted(map(Entry, self.names, self.numbers[::2], self.numbers[1::2]))


def survey(site: str, started: int, jobs: int, likely: int = 0) -> Survey:
    """Look at all folders; with `jobs` above 1 and `likely` many files in a second process, too."""
    found: dict[str, Seen] = {}
    waiting = list(TOPS)
    if jobs > 1 and likely >= MANY and hasattr(os, "fork"):
        while waiting and len(waiting) < _ENOUGH:
            waiting += _look(site, waiting.pop(0), found)
        if len(waiting) > 1:
            _look_in_two(site, waiting, found)
            return Survey(started, found)
    _look_at_all(site, waiting, found)
    return Survey(started, found)


def walk(site: str, folder: str) -> Iterator[tuple[str, Listing]]:
    """A folder and all below it, in order; nothing where it is gone."""
    listed = look(site, folder)
    if listed is not None:
        yield folder, listed
        for inner in sorted(listed.folders):
            yield from walk(site, inner)


def look(site: str, folder: str) -> Listing | None:
    """What lies in a folder; None where there is none. What is hidden is passed over, but for WELL_KNOWN."""
    listed = Listing()
    names, numbers, newest = listed.names, listed.numbers, 0
    try:
        # Files are asked for within the folder: their whole paths would have to be walked for each.
        descriptor = os.open(f"{site}/{folder}", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    except OSError as failure:
        listed.problems.append(error(folder, f"the folder can't be read: {failure.strerror}", hint=MAY_READ))
        listed.shut = True
        return listed
    try:
        with os.scandir(descriptor) as entries:
            for entry in entries:
                name = entry.name
                if name[0] == "." and (folder, name) not in WELL_KNOWN:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    listed.folders.append(f"{folder}/{name}")
                    continue
                try:
                    if entry.is_symlink():
                        if not stays_inside(site, f"{folder}/{name}", listed.problems):
                            continue
                        if entry.is_dir():
                            listed.folders.append(f"{folder}/{name}")
                    status = entry.stat()
                except FileNotFoundError:
                    continue  # gone since the folder was listed
                except OSError as failure:
                    listed.problems.append(unreadable(f"{folder}/{name}", failure))
                    continue
                if not stat.S_ISREG(status.st_mode):
                    continue
                time = status.st_mtime_ns
                names.append(name)
                numbers.append(status.st_size)
                numbers.append(time)
                if time > newest:
                    newest = time
    finally:
        os.close(descriptor)
    listed.newest = newest
    return listed


def stays_inside(site: str, path: str, problems: list[Problem]) -> bool:
    """Whether a symbolic link leads to what may be read through it: something in the site that isn't hidden.

    A folder is only followed to where it neither holds the link nor is reached through another: so a walk ends.
    """
    home, place = Path(os.path.realpath(site)), Path(site, path)
    real, folder = Path(os.path.realpath(place)), Path(os.path.realpath(place.parent))
    wrong, hint = "", "take the link away"
    if not real.is_relative_to(home):
        wrong, hint = "out of the site's folder", "put the file itself there"
    elif _is_hidden(real.relative_to(home).parts):
        wrong, hint = "to what is hidden", "put the file itself there, if readers may have it"
    elif real.is_dir() and folder.is_relative_to(real):
        wrong = "to a folder that it stands in"
    elif real.is_dir() and folder != home / Path(path).parent:
        wrong, hint = "on to a folder, and stands in one that a link leads to", "lead to it directly"
    if wrong:
        problems.append(error(path, f"the link leads {wrong}", hint=hint))
    return not wrong and real.exists()


def _is_hidden(parts: tuple[str, ...]) -> bool:
    return any(part[0] == "." for part in parts) and parts[:2] not in WELL_KNOWN


def unreadable(path: str, failure: OSError) -> Problem:
    """A file that we may not read, or that the disk doesn't give."""
    return error(path, f"the file can't be read: {failure.strerror}", hint=MAY_READ)


def _look(site: str, folder: str, found: dict[str, Seen]) -> list[str]:
    """Note what a folder looks like; gives the folders in it."""
    listed = look(site, folder)
    if listed is None:
        return []
    found[folder] = listed.seen()
    return listed.folders


def _look_at_all(site: str, waiting: Iterable[str], found: dict[str, Seen]) -> None:
    left = list(waiting)
    while left:
        left += _look(site, left.pop(), found)


def _look_in_two(site: str, waiting: list[str], found: dict[str, Seen]) -> None:
    """Share folders out among this process and a forked one, which has come to its end when this returns."""
    ours, theirs = waiting[::2], waiting[1::2]
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            seen: dict[str, Seen] = {}
            _look_at_all(site, theirs, seen)
            with open(writing, "wb") as pipe:
                marshal.dump([(folder, *one) for folder, one in seen.items()], pipe)
        finally:
            os._exit(0)  # nothing of the build's own may be ended, or told, here
    os.close(writing)
    try:
        with open(reading, "rb") as pipe:
            _look_at_all(site, ours, found)
            data = pipe.read()
    finally:
        os.waitpid(child, 0)
    try:
        rows = marshal.loads(data)  # noqa: S302 - our own, from a process of ours
    except (EOFError, ValueError, TypeError):  # it was ended: by who is short of memory, for one
        _look_at_all(site, theirs, found)
        return
    found.update((folder, Seen(digest, newest, files)) for folder, digest, newest, files in rows)
