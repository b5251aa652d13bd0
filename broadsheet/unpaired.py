"""Texts that say which one they are a version of, where nothing is called so."""

import difflib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from broadsheet.claiming import place_of
from broadsheet.index.reader import decode
from broadsheet.index.versions import LINK
from broadsheet.problems import Problem, at, warning


def translations(db: sqlite3.Connection, site: Path) -> Iterator[Problem]:
    """A warning for each `translation:` that is no document's id or file, and that no other says.

    What two or more say may be any name.
    """
    rows = db.execute(
        "SELECT substr(target, ?), path, header FROM link JOIN doc USING (doc) WHERE target >= ? AND target < ?"
        " GROUP BY target HAVING count(*) = 1 ORDER BY path",
        (len(LINK) + 1, LINK, LINK[:-1] + ";"),
    )
    for name, path, header in rows.fetchall():
        there = db.execute(
            "SELECT 1 FROM doc WHERE id = ? UNION ALL SELECT 1 FROM doc WHERE path = ? LIMIT 1",
            (name, f"content/{name}"),
        ).fetchone()
        if there or (site / "content" / name).is_file():
            continue
        said = f"no article or page has the id or the file {name}, and no other says the same: nothing is paired by it"
        problem = warning(path, said, hint=_hint(db, name))
        yield at(problem, place_of(site, path, "translation", decode(header).translation))


def _hint(db: sqlite3.Connection, name: str) -> str:
    """What may have been meant: an id that begins as this does, or what to write."""
    near = db.execute(
        "SELECT id FROM doc WHERE id >= ? AND id < ? ORDER BY id LIMIT 200", (name[:3], name[:3] + "\U0010ffff")
    )
    found = difflib.get_close_matches(name, [identity for (identity,) in near], n=1, cutoff=0.7)
    return f"did you mean {found[0]}?" if found else "write the id of the original, or its file: 2026/11/name.md"
