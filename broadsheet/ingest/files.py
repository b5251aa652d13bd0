"""Finding sources and writing files: nothing here follows a path out of its folder."""

import errno
import hashlib
import os
import shutil
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from broadsheet import durable
from broadsheet.ingest.formats import RawSource
from broadsheet.problems import Problem, error

_CHUNK = 1 << 20
_BATCH = 200
"""How many files are brought to the disk at a time."""


def find_sources(site: Path, named: Sequence[Path]) -> tuple[list[RawSource], list[Problem]]:
    """The sources by name, or all of seeds/; sorted, hidden ones left out, links that leave the folder refused."""
    problems: list[Problem] = []
    found: dict[str, RawSource] = {}
    roots = list(named) or [site / "seeds"]
    for root in roots:
        if not root.exists():
            if named:
                problems.append(no_source(source_path(site, root)))
            continue
        files = list(_walk(site, root, problems)) if root.is_dir() else [root]
        for file in files:
            path = source_path(site, file)
            if not _speakable(path):
                problems.append(
                    error(path.encode("utf-8", "replace").decode(), "the file's name isn't UTF-8", hint="rename it")
                )
            elif any(unicodedata.category(c) == "Cc" for c in path):  # terminals would obey it
                shown = "".join(c if unicodedata.category(c) != "Cc" else "?" for c in path)
                problems.append(error(shown, "there is a line break or the like in the file's name", hint="rename it"))
            elif not file.is_file():
                problems.append(error(path, "this is no ordinary file", hint="take it out of the folder"))
            else:
                found[path] = RawSource(path, file)
    return [found[path] for path in sorted(found)], problems


def no_source(path: str) -> Problem:
    """What to say of a name that is no source's."""
    return error(path, "there is no such source", hint="see how its name is spelt")


def source_path(site: Path, file: Path) -> str:
    """The name by which a source is known: its path in the site, or the whole path of one that lies elsewhere."""
    whole, home = Path(os.path.normpath(file.absolute())), Path(os.path.normpath(site.absolute()))
    return (whole.relative_to(home) if whole.is_relative_to(home) else whole).as_posix()


def _walk(site: Path, root: Path, problems: list[Problem]) -> Iterator[Path]:
    home = Path(os.path.realpath(root))
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted([*names, *folders]):
            entry = Path(folder) / name
            if name.startswith("."):
                continue
            if entry.is_symlink() and not Path(os.path.realpath(entry)).is_relative_to(home):
                problems.append(
                    error(
                        source_path(site, entry), "this link leads out of the folder", hint="put the file itself here"
                    )
                )
            elif not entry.is_dir():
                yield entry


def _speakable(path: str) -> bool:
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def hash_file(file: Path) -> str:
    """The hash of a file's bytes, read in pieces."""
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def hash_bytes(data: bytes) -> str:
    """The same hash, of bytes at hand."""
    return hashlib.sha256(data).hexdigest()


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file so that it is there whole or not at all, after a power cut too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        durable.move(part, path)
    except BaseException:  # Ctrl-C as well, and a full disk: nothing half done stays behind
        part.unlink(missing_ok=True)
        raise


def into_place(part: Path, path: Path) -> None:
    """Moves a file that is written to its place."""
    try:
        part.replace(path)
    except OSError as failure:
        if failure.errno != errno.EXDEV:
            raise OSError(failure.errno, failure.strerror, str(path)) from failure
        write_whole(path, part.read_bytes())  # it lies on another disk


class Batch:
    """Files that are written and put in their places some at a time, each of them whole there or not at all.

    To bring each to the disk by itself would take longer than all the rest of a large export. Until then they
    lie in .broadsheet/, so that a run that is killed leaves nothing half done in content/.
    """

    def __init__(self, site: Path) -> None:
        self._site = site
        self._folder = site / ".broadsheet" / "taken"
        self._waiting: dict[Path, Path] = {}
        self._number = 0

    def add(self, path: Path, data: bytes) -> None:
        """Writes a file that is to be at a path."""
        if len(self._waiting) >= _BATCH:
            self.settle()
        path.parent.mkdir(parents=True, exist_ok=True)
        part = self._waiting.get(path) or self._folder / str(self._number)
        try:
            if not self._number:
                shutil.rmtree(self._folder, ignore_errors=True)
                self._folder.mkdir(parents=True)
            part.write_bytes(data)
        except OSError as failure:
            raise OSError(failure.errno, failure.strerror, str(path)) from failure
        self._waiting[path] = part
        self._number += 1

    def now_at(self, path: Path) -> Path:
        """Where the file is now that is to be at a path."""
        return self._waiting.get(path, path)

    def settle(self) -> None:
        """Puts all in their places, and has them outlive a power cut."""
        if not self._waiting:
            return
        durable.sync_files(self._folder, [str(part) for part in self._waiting.values()])
        folders: set[str] = set()
        for path, part in list(self._waiting.items()):
            into_place(part, path)
            del self._waiting[path]
            folders |= {str(folder) for folder in path.parents if folder.is_relative_to(self._site)}
        durable.sync_folders(path.parent, folders)

    def drop(self) -> None:
        """Lets go of what isn't in its place."""
        if self._number:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._waiting.clear()


def stays_inside(folder: Path, path: Path) -> bool:
    """Whether a path, with all links followed, lies in the folder."""
    return Path(os.path.realpath(path.parent)).is_relative_to(os.path.realpath(folder)) and not path.is_symlink()
