"""Finding sources and writing files: nothing here follows a path out of its folder."""

import hashlib
import os
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from broadsheet.ingest.formats import RawSource
from broadsheet.problems import Problem, error

_CHUNK = 1 << 20


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
    home = root.resolve()
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted([*names, *folders]):
            entry = Path(folder) / name
            if name.startswith("."):
                continue
            if entry.is_symlink() and not entry.resolve().is_relative_to(home):
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
    """Writes a file so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except BaseException:  # Ctrl-C as well, and a full disk: nothing half done stays behind
        part.unlink(missing_ok=True)
        raise


def stays_inside(folder: Path, path: Path) -> bool:
    """Whether a path, with all links followed, lies in the folder."""
    return path.parent.resolve().is_relative_to(folder.resolve()) and not path.is_symlink()
