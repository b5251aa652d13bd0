"""What pages ask of the index about files: pictures and other media, the theme's assets, and what was scanned."""

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from broadsheet.index.reader import Index


class Picture(NamedTuple):
    """A file under media/: its content's hash, and its size in pixels (0 where it is no picture)."""

    path: str
    hash: str
    width: int
    height: int


def picture(index: Index, path: str) -> Picture | None:
    """A file under media/ by its path there; None when it is missing or can't be read."""
    row = index.db.execute("SELECT path, hash, width, height FROM picture WHERE path = ?", (path,)).fetchone()
    return Picture(*row) if row else None


def named(index: Index, path: str) -> bool:
    """Whether a shown document names this file under media/."""
    row = index.db.execute(
        "SELECT 1 FROM link CROSS JOIN shown USING (doc) WHERE target = ? AND view = ? LIMIT 1",
        (f"media:{path}", index.view),
    ).fetchone()
    return row is not None


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
    return row[0] if row else None


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
    return {path for (path,) in rows}


def pictures_among(index: Index, paths: Iterable[str]) -> set[str]:
    """Which of these files under media/ are there and are pictures."""
    wanted = json.dumps(sorted(set(paths)))
    rows = index.db.execute(
        "SELECT picture.path FROM json_each(?) CROSS JOIN picture ON picture.path = value WHERE width > 0", (wanted,)
    )
    return {path for (path,) in rows}
