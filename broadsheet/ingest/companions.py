"""Which pictures came along with a source: those beside it in its folder and the folders in it, or in the same zip."""

import os
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from broadsheet.ingest import archive
from broadsheet.ingest.formats import RawSource
from broadsheet.ingest.pictures import Finder, Picture, kind_of, named

_ENDINGS = (".jpg", ".jpeg", ".jpe", ".png", ".gif", ".webp", ".avif")
_SIZED = re.compile(r"(?:-\d{2,5}x\d{2,5}|-scaled|-rotated|@[23]x){1,8}$")
"""What content systems put behind the name of a picture for its other sizes."""
_TELLING = 10
"""From how many letters on a name says by itself which picture it is, wherever that lies."""
_MOST_FILES = 200_000
_MOST_BYTES = 100_000_000


def finder(raw: RawSource) -> Finder:
    """Finds the pictures that a source names, by path or by the longest end of an address, never outside its folder.

    Two that fit equally well are none: which of them it is would be a guess.
    """
    beside = (raw.member if raw.member else raw.path).rpartition("/")[0]
    home = _home(raw)
    inner = beside if raw.member else os.path.relpath(raw.file.parent, home).removeprefix(".")

    def find(address: str) -> Picture | None:
        try:
            parts = urlsplit(address.strip())
            path = unquote(parts.path).replace("\\", "/")
        except ValueError:
            return None
        if not path or "\x00" in path or parts.scheme not in ("", "http", "https"):
            return None
        found = _index(str(home), raw.member != "")
        away = bool(parts.scheme or parts.netloc)
        exact = "" if away else os.path.normpath(f"{inner}/{path.lstrip('/')}").lstrip("/")
        if exact not in found.paths:
            exact = _by_end(found, path, away=away)
        return _picture(home, exact, zipped=raw.member != "") if exact else None

    return find


def forget() -> None:
    """Looks at all folders anew: they may have changed since the last run."""
    _index.cache_clear()


class _Index:
    """The pictures of a folder or a zip, by their paths and by their names without what tells of sizes."""

    def __init__(self, paths: Iterator[str]) -> None:
        self.paths: set[str] = set()
        self.by_name: dict[str, list[str]] = {}
        for path in paths:
            self.paths.add(path)
            self.by_name.setdefault(_bare(path), []).append(path)


def _bare(path: str) -> str:
    """A picture's name without its sizes: that of the one that it was made of."""
    name = PurePosixPath(path.lower())
    return _SIZED.sub("", name.stem) + name.suffix.replace("jpeg", "jpg")


def _by_end(found: _Index, path: str, *, away: bool) -> str:
    """The picture whose path ends as the address does, for the longest; empty where it could be several."""
    wanted = [_bare(path), *(part.lower() for part in reversed(path.split("/")[:-1]))]
    best: list[str] = []
    longest = 0
    for candidate in found.by_name.get(wanted[0], ()):
        parts = [wanted[0], *(part.lower() for part in reversed(candidate.split("/")[:-1]))]
        length = next((n for n, (a, b) in enumerate(zip(wanted, parts, strict=False)) if a != b), 0)
        length = length or min(len(wanted), len(parts))
        if length > longest:
            best, longest = [], length
        if length == longest:
            best.append(candidate)
    enough = longest >= 2 or not away or len(wanted[0].rpartition(".")[0]) >= _TELLING
    folders = {candidate.rpartition("/")[0] for candidate in best}
    if not best or not enough or len(folders) > 1:
        return ""
    # Of several sizes the one that the others were made of, else the very one, else the first.
    name = path.rpartition("/")[2].lower()
    return min(
        best, key=lambda one: (bool(_SIZED.search(PurePosixPath(one).stem)), not one.lower().endswith(name), one)
    )


def _home(raw: RawSource) -> Path:
    """The folder whose pictures came along: the one in seeds/ that a source lies in, at any depth; else its own."""
    if raw.member:
        return raw.file
    above = len(PurePosixPath(raw.path).parts) - 3
    return raw.file.parents[above] if raw.path.startswith("seeds/") and above >= 0 else raw.file.parent


@lru_cache(maxsize=64)
def _index(home: str, zipped: bool) -> _Index:
    try:
        return _Index(_zipped(home) if zipped else _beside(home))
    except OSError:
        return _Index(iter(()))


def _zipped(home: str) -> Iterator[str]:
    return (name for name in archive.members(Path(home), home, []) if name.lower().endswith(_ENDINGS))


def _beside(home: str) -> Iterator[str]:
    seen = 0
    for folder, folders, names in os.walk(home):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        inner = os.path.relpath(folder, home).replace(os.sep, "/")
        for name in sorted(names):
            seen += 1
            if name.lower().endswith(_ENDINGS) and not name.startswith("."):
                yield name if inner == "." else f"{inner}/{name}"
        if seen > _MOST_FILES:
            return


def _picture(home: Path, inner: str, *, zipped: bool) -> Picture | None:
    file = home if zipped else home / inner
    try:
        if not zipped and not (file.is_file() and Path(os.path.realpath(file)).is_relative_to(os.path.realpath(home))):
            return None
        if (archive.size(home, inner) if zipped else file.stat().st_size) > _MOST_BYTES:
            return None
        picture = Picture("", file=str(file), member=inner if zipped else "")
        data = picture.read_bytes()
    except (OSError, ValueError):
        return None
    kind = kind_of(data[:16])
    return Picture(named(data, kind), file=str(file), member=picture.member) if kind else None
