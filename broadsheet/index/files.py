"""What pages ask of the index about files: pictures and other media, the theme's assets, and what was scanned."""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from broadsheet.index.reader import Index

_POINT = re.compile(r"(\d+)-(\d+)")


class Picture(NamedTuple):
    """A file under media/: its content's hash, and its size in pixels (0 where it is no picture).

    `form` says as what it goes out where that isn't as it is (see pictures.recipes); `caption` and `credit` are what
    the file itself says.
    """

    path: str
    hash: str
    width: int
    height: int
    form: str = ""
    caption: str = ""
    credit: str = ""


def picture(index: Index, path: str) -> Picture | None:
    """A file under media/ by its path there; None when it is missing or can't be read."""
    row = index.db.execute("SELECT * FROM picture WHERE path = ?", (path,)).fetchone()
    if row is None:
        return None
    index.note(f"media/{path}")
    return Picture(*row)


def named(index: Index, path: str, use: str = "media") -> bool:
    """Whether a shown document names this file under media/; for one use of it alone where that is given (see rows)."""
    row = index.db.execute(
        "SELECT 1 FROM link CROSS JOIN shown USING (doc) WHERE target = ? AND view = ? LIMIT 1",
        (f"{use}:{path}", index.view),
    ).fetchone()
    return row is not None


def points(index: Index, path: str) -> list[tuple[int, int]]:
    """The points that crops of a picture must keep, as the shown articles have them that it leads."""
    rows = index.db.execute(
        "SELECT DISTINCT target FROM link CROSS JOIN shown USING (doc)"
        " WHERE target >= ? AND target < ? AND view = ? ORDER BY target",
        (f"crops:{path}#", f"crops:{path}$", index.view),
    ).fetchall()
    found = (_POINT.fullmatch(target, len(f"crops:{path}#")) for (target,) in rows)
    return [(int(point[1]), int(point[2])) for point in found if point]


def pictures(index: Index) -> Iterator[str]:
    """The paths of all files under media/, by path."""
    last = ""
    while True:
        rows = index.db.execute("SELECT path FROM picture WHERE path > ? ORDER BY path LIMIT 500", (last,)).fetchall()
        for (path,) in rows:
            yield path
        if not rows:
            return
        last = rows[-1][0]


def contents(db: sqlite3.Connection) -> list[str]:
    """The hashes of all pictures that don't go out as they are."""
    return [content for (content,) in db.execute("SELECT hash FROM picture WHERE form != ''")]


def asset(index: Index, name: str) -> tuple[str, str] | None:
    """The address and the hash of a file of the theme, by its name."""
    row = index.db.execute("SELECT address, hash FROM asset WHERE name = ?", (name,)).fetchone()
    return (row[0], row[1]) if row else None


def assets(index: Index) -> list[str]:
    """The names of the theme's files."""
    return [name for (name,) in index.db.execute("SELECT name FROM asset ORDER BY name")]


def file_hash(index: Index, path: str) -> str | None:
    """The content hash of a scanned file, None when there is none."""
    folder, _, name = path.rpartition("/")
    row = index.db.execute("SELECT hash FROM file WHERE folder = ? AND name = ?", (folder, name)).fetchone()
    if row is None:
        return None
    index.note(path)
    return str(row[0])


def size(index: Index, path: str) -> int:
    """How many bytes a scanned file has, 0 when there is none."""
    folder, _, name = path.rpartition("/")
    row = index.db.execute("SELECT size FROM file WHERE folder = ? AND name = ?", (folder, name)).fetchone()
    if row is None:
        return 0
    index.note(path)
    return int(row[0])


def files(index: Index, top: str) -> Iterator[str]:
    """All scanned files below a top folder, in order."""
    folder, name = top, ""
    while True:
        rows = index.db.execute(
            "SELECT folder, name FROM file WHERE (folder, name) > (?, ?) AND (folder = ? OR folder LIKE ? || '/%')"
            " ORDER BY folder, name LIMIT 500",
            (folder, name, top, top),
        ).fetchall()
        for found, file in rows:
            yield f"{found}/{file}"
        if not rows:
            return
        folder, name = rows[-1]


def known_pictures(index: Index, paths: Iterable[str]) -> set[str]:
    """Which of these files under media/ are there, pictures or not."""
    wanted = json.dumps(sorted(set(paths)))
    rows = index.db.execute(
        "SELECT picture.path FROM json_each(?) CROSS JOIN picture ON picture.path = value", (wanted,)
    )
    found = {path for (path,) in rows}
    for path in found:
        index.note(f"media/{path}")
    return found


def pictures_among(index: Index, paths: Iterable[str]) -> dict[str, Picture]:
    """Those of these files under media/ that are there and are pictures, by path."""
    wanted = json.dumps(sorted(set(paths)))
    rows = index.db.execute(
        "SELECT picture.* FROM json_each(?) CROSS JOIN picture ON picture.path = value WHERE width > 0", (wanted,)
    )
    found = {row[0]: Picture(*row) for row in rows}
    for path in found:
        index.note(f"media/{path}")
    return found
