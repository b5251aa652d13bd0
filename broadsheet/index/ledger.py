"""What was made for each output, what is still to make, and what is to go."""

# Statements are put together from constants alone.
# ruff: noqa: S608

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from broadsheet.keys import PageKey, Planned, Reason

_MADE = "SELECT 1 FROM page WHERE output = ? AND kind = ? AND edition = ? AND name = ? AND part = ?"
_MERGED = " ON CONFLICT DO UPDATE SET state = max(state, excluded.state), stage = min(stage, excluded.stage)"
"""What becomes of an entry that is on the list already: the first reason stays."""

_ROW = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
"""A page with its key and all that is known of it."""

_OF_KIND = " FROM pending WHERE output = ? AND kind = ? AND stage = ?"
_FIRST, _LAST = ("", "", ""), ("\U0010ffff", "", "")
"""Before all that can be on the list of a kind, and after it: edition, part, name."""

_REASONS = {reason.value: reason for reason in Reason}


class Output(NamedTuple):
    """An output folder in one view: its number, and what it was when a build last ended.

    `now` is None for one that was never built. `claimed` and `manifest` are what its manifest must still say:
    the number in its first line, and at least that many bytes; `whole` is how long it was when last written anew.
    """

    output: int
    view: int
    now: int | None
    claimed: int
    manifest: int
    whole: int
    doubted: bool = False
    """Whether its files may not be what the index says."""


class Made(NamedTuple):
    """A page as it was last made."""

    address: str
    context: bytes
    until: int | None
    source: str
    written: bytes = b""
    """The hash of the file as it was written."""
    at: int = 0
    """When, by the clock of the build that made it, in seconds since 1970."""
    reason: str = ""
    cause: str = ""
    """Why: as it was planned."""


class Pending(NamedTuple):
    """A page that is to be made; `forced` when its file may not be what its row says."""

    planned: Planned
    forced: bool


class Share(NamedTuple):
    """A stretch of the list: the pages of a kind after one and up to another, by edition, part and name."""

    kind: str
    after: tuple[str, str, str]
    until: tuple[str, str, str]


class Stray(NamedTuple):
    """A file of ours that is to go unless a page lives there; `kind` and `source` of the page that made it."""

    address: str
    kind: str
    source: str
    written: bytes = b""
    """The hash of the file as it was written; empty where nobody knows it."""


def open_output(db: sqlite3.Connection, folder: str, view: int) -> Output:
    """The row of an output, made where there is none."""
    row = db.execute(
        "SELECT output, view, now, claimed, manifest, whole, doubted FROM output WHERE folder = ? AND view = ?",
        (folder, view),
    ).fetchone()
    if row:
        return Output(*row)
    new = "INSERT INTO output (folder, view, now, claimed, manifest, whole, pages) VALUES (?, ?, 0, 0, -1, 0, 0)"
    made = db.execute(new, (folder, view))
    return Output(int(made.lastrowid or 0), view, None, 0, -1, 0)


def outputs(db: sqlite3.Connection, view: int) -> list[int]:
    """The numbers of all outputs of a view."""
    return [output for (output,) in db.execute("SELECT output FROM output WHERE view = ? ORDER BY output", (view,))]


def doubt_outputs(db: sqlite3.Connection) -> None:
    """Have the next build into each output compare all its files: some may not have come to the disk."""
    db.execute("UPDATE output SET doubted = 1")


def believe_output(db: sqlite3.Connection, output: int) -> None:
    """Note that the files of an output were compared, and that what isn't as it was made is on the list."""
    db.execute("UPDATE output SET doubted = 0 WHERE output = ?", (output,))


def close_output(db: sqlite3.Connection, output: int, *, now: int, claimed: int, manifest: int, whole: int) -> None:
    """Note what an output is from here on."""
    db.execute(
        "UPDATE output SET now = ?, claimed = ?, manifest = ?, whole = ? WHERE output = ?",
        (now, claimed, manifest, whole, output),
    )


def forget_pages(db: sqlite3.Connection, output: int) -> None:
    """Forget all that was made for an output: its folder isn't as we left it."""
    for table in ("page", "pending", "stray", "basis"):
        db.execute(f"DELETE FROM {table} WHERE output = ?", (output,))
    db.execute("UPDATE output SET pages = 0 WHERE output = ?", (output,))


def distrust_pending(db: sqlite3.Connection, output: int) -> None:
    """Distrust the files of all pages that an earlier build had in hand and didn't finish.

    What others only put on the list meanwhile is as its row says.
    """
    db.execute("UPDATE pending SET state = 2 WHERE output = ? AND state = 1", (output,))


def take_pending(db: sqlite3.Connection, output: int) -> None:
    """Note that a build has the list in hand."""
    db.execute("UPDATE pending SET state = 1 WHERE output = ? AND state = 0", (output,))


def plan(
    db: sqlite3.Connection,
    output: int,
    stages: tuple[int, int],
    planned: Planned,
    *,
    forced: bool = False,
    early: bool = False,
) -> None:
    """Put a page on the list; the first reason stays.

    Of the two stages the second is for a page that was never made, and for one that is asked for `early`.
    """
    key, reason, cause = planned
    early = early or db.execute(_MADE, (output, *key)).fetchone() is None
    db.execute(
        "INSERT INTO pending VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)" + _MERGED,
        (output, *key, stages[early], reason.value, cause, 2 if forced else 0),
    )


def plan_kind(db: sqlite3.Connection, output: int, kind: str, edition: str, stage: int, reason: Reason) -> None:
    """Put all pages of a kind and an edition on the list that were made."""
    db.execute(
        "INSERT INTO pending SELECT output, kind, edition, name, part, ?, ?, '', 0 FROM page"
        " WHERE output = ? AND kind = ? AND edition = ?" + _MERGED,
        (stage, reason.value, output, kind, edition),
    )


def plan_new(db: sqlite3.Connection, output: int, keys: Iterable[PageKey], stage: int, reason: Reason) -> None:
    """Put pages on the list, those of which none was made yet; others stay as they are on it, or off it."""
    db.executemany(
        "INSERT INTO pending SELECT ?, ?, ?, ?, ?, ?, ?, '', 0 WHERE NOT EXISTS"
        " (SELECT 1 FROM page WHERE output = ? AND kind = ? AND edition = ? AND name = ? AND part = ?)" + _MERGED,
        ((output, *key, stage, reason.value, output, *key) for key in keys),
    )


def postpone(db: sqlite3.Connection, output: int, key: PageKey, stage: int) -> None:
    """Have a page on the list go out in a later stage."""
    db.execute(
        "UPDATE pending SET stage = ? WHERE output = ? AND kind = ? AND edition = ? AND name = ? AND part = ?",
        (stage, output, *key),
    )


def shares(db: sqlite3.Connection, output: int, stage: int, number: int) -> list[list[Share]]:
    """What is to be made in a stage, cut into so many shares of about the same length, each of one stretch a kind."""
    cut: list[list[Share]] = [[] for _ in range(number)]
    kind = ""
    while row := db.execute(
        "SELECT kind FROM pending WHERE output = ? AND kind > ? ORDER BY kind LIMIT 1", (output, kind)
    ).fetchone():
        kind, after = row[0], _FIRST
        which = (output, kind, stage)
        several = number > 1
        count = db.execute("SELECT count(*)" + _OF_KIND, which).fetchone()[0] if several else 0
        for n in range(1, number):
            at = "SELECT edition, part, name" + _OF_KIND + " ORDER BY edition, part, name LIMIT 1 OFFSET ?"
            until = db.execute(at, (*which, max(0, count * n // number - 1))).fetchone() or after
            cut[n - 1].append(Share(kind, after, until))
            after = until
        cut[-1].append(Share(kind, after, _LAST))
    return cut


def pending(
    db: sqlite3.Connection, output: int, stage: int, size: int, share: Iterable[Share] | None = None
) -> Iterator[list[Pending]]:
    """What is to be made in a stage, all or a share of it, in lists of at most `size`.

    A month at a time: its pages show the same articles. What is taken off the list meanwhile doesn't matter, and what
    fails and stays on it is given once.
    """
    for kind, after, until in shares(db, output, stage, 1)[0] if share is None else share:
        place = after
        while rows := db.execute(
            "SELECT edition, part, name, reason, cause, state" + _OF_KIND + " AND (edition, part, name) > (?, ?, ?)"
            " AND (edition, part, name) <= (?, ?, ?) ORDER BY edition, part, name LIMIT ?",
            (output, kind, stage, *place, *until, size),
        ).fetchall():
            place = rows[-1][:3]
            yield [
                Pending(Planned(PageKey(kind, edition, name, part), _REASONS[reason], cause), state == 2)
                for edition, part, name, reason, cause, state in rows
            ]


def going(db: sqlite3.Connection, output: int, view: int, kind: str) -> Iterator[tuple[PageKey, str]]:
    """The pages of a kind on the list that were made of documents which are no longer shown, and where they live."""
    rows = db.execute(
        "SELECT kind, edition, name, part, address FROM pending JOIN page USING (output, kind, edition, name, part)"
        " WHERE output = ? AND kind = ? AND NOT EXISTS"
        " (SELECT 1 FROM doc CROSS JOIN shown USING (doc) WHERE path = name AND view = ?)",
        (output, kind, view),
    ).fetchall()
    for *key, address in rows:
        yield PageKey(*key), address


def count_pending(db: sqlite3.Connection, output: int, kind: str = "") -> int:
    """How many pages are to be made, of a kind or of all."""
    of_kind = " AND kind = ?" if kind else ""
    asked = (output, kind) if kind else (output,)
    return int(db.execute(f"SELECT count(*) FROM pending WHERE output = ?{of_kind}", asked).fetchone()[0])


def settle(db: sqlite3.Connection, output: int, keys: Iterable[PageKey]) -> None:
    """Take pages off the list."""
    db.executemany(
        "DELETE FROM pending WHERE output = ? AND kind = ? AND edition = ? AND name = ? AND part = ?",
        ((output, *key) for key in keys),
    )


def get(db: sqlite3.Connection, output: int, key: PageKey) -> Made | None:
    """A page as it was last made."""
    row = db.execute(
        "SELECT address, context, until, source, bytes, at, reason, cause FROM page"
        " WHERE output = ? AND kind = ? AND edition = ? AND name = ? AND part = ?",
        (output, *key),
    ).fetchone()
    return Made(*row) if row else None


def put(db: sqlite3.Connection, output: int, pages: Iterable[tuple[PageKey, Made]]) -> None:
    """Note that pages were made, which had none at their addresses."""
    rows = [(output, *key, *made) for key, made in pages]
    db.executemany(f"INSERT INTO page VALUES {_ROW}", rows)
    _count(db, output, len(rows))


def replace(db: sqlite3.Connection, output: int, key: PageKey, made: Made) -> None:
    """Note that a page was made anew; where it lived elsewhere before, that file is to go."""
    was = get(db, output, key)
    if was and was.address != made.address:
        put_stray(db, output, Stray(was.address, key.kind, was.source, was.written))
    db.execute(f"INSERT OR REPLACE INTO page VALUES {_ROW}", (output, *key, *made))
    if was is None:
        _count(db, output, 1)


def put_until(db: sqlite3.Connection, output: int, key: PageKey, until: int | None) -> None:
    """Note when a page changes by itself that is what it was."""
    db.execute(
        "UPDATE page SET until = ? WHERE output = ? AND kind = ? AND edition = ? AND name = ? AND part = ?"
        " AND until IS NOT ?",
        (until, output, *key, until),
    )


def remove(db: sqlite3.Connection, output: int, key: PageKey) -> bool:
    """Forget a page that there is no more; its file is to go. Gives whether there was one."""
    was = get(db, output, key)
    if was is None:
        return False
    put_stray(db, output, Stray(was.address, key.kind, was.source, was.written))
    db.execute(
        "DELETE FROM page WHERE output = ? AND kind = ? AND edition = ? AND name = ? AND part = ?", (output, *key)
    )
    _count(db, output, -1)
    return True


def lives_at(db: sqlite3.Connection, output: int, address: str) -> PageKey | None:
    """The page that lives at an address."""
    row = db.execute(
        "SELECT kind, edition, name, part FROM page WHERE output = ? AND address = ? LIMIT 1", (output, address)
    ).fetchone()
    return PageKey(*row) if row else None


def kinds(db: sqlite3.Connection, output: int) -> Iterator[tuple[str, str]]:
    """The kinds and editions of which pages were made."""
    place = ("", "")
    while row := db.execute(
        "SELECT kind, edition FROM page WHERE output = ? AND (kind, edition) > (?, ?) ORDER BY kind, edition LIMIT 1",
        (output, *place),
    ).fetchone():
        place = row
        yield place


def is_ours(db: sqlite3.Connection, output: int, address: str) -> bool:
    """Whether we know the file at an address as one that we wrote."""
    row = db.execute("SELECT 1 FROM stray WHERE output = ? AND address = ?", (output, address)).fetchone()
    return row is not None or lives_at(db, output, address) is not None


def addresses(db: sqlite3.Connection, output: int) -> Iterator[Stray]:
    """All files of ours in an output, by address."""
    last = ""
    while rows := db.execute(
        "SELECT address, kind, source, bytes FROM page WHERE output = ? AND address > ?"
        " UNION SELECT address, kind, source, bytes FROM stray WHERE output = ? AND address > ?"
        " ORDER BY address LIMIT 500",
        (output, last, output, last),
    ).fetchall():
        last = rows[-1][0]
        for row in rows:
            yield Stray(*row)


def count_made(db: sqlite3.Connection, output: int, kind: str, most: int) -> int:
    """How many pages of a kind were made, counted up to `most`."""
    row = db.execute(
        "SELECT count(*) FROM (SELECT 1 FROM page WHERE output = ? AND kind = ? LIMIT ?)", (output, kind, most)
    ).fetchone()
    return int(row[0])


def count_pages(db: sqlite3.Connection, output: int) -> int:
    """How many pages there are; kept in the output's row, since each build tells it."""
    return int(db.execute("SELECT pages FROM output WHERE output = ?", (output,)).fetchone()[0])


def due(db: sqlite3.Connection, output: int, now: int) -> list[PageKey]:
    """The pages that change by themselves up to `now`."""
    rows = db.execute(
        "SELECT kind, edition, name, part FROM page WHERE output = ? AND until IS NOT NULL AND until <= ?",
        (output, now),
    )
    return [PageKey(*row) for row in rows]


def put_stray(db: sqlite3.Connection, output: int, stray: Stray) -> None:
    """Note a file that is to go unless a page lives there."""
    db.execute("INSERT OR REPLACE INTO stray VALUES (?, ?, ?, ?, ?)", (output, *stray))


def strays(db: sqlite3.Connection, output: int) -> list[Stray]:
    """The files that are to go, by address."""
    rows = db.execute("SELECT address, kind, source, bytes FROM stray WHERE output = ? ORDER BY address", (output,))
    return [Stray(*row) for row in rows]


def drop_strays(db: sqlite3.Connection, output: int, gone: Iterable[str]) -> None:
    """Forget files that are gone, or that a page lives in."""
    db.executemany("DELETE FROM stray WHERE output = ? AND address = ?", [(output, address) for address in gone])


def bases(db: sqlite3.Connection, output: int) -> dict[tuple[str, str], str]:
    """What the pages of each kind and edition were last made with, besides their contexts."""
    rows = db.execute("SELECT kind, edition, hash FROM basis WHERE output = ?", (output,))
    return {(kind, edition): basis for kind, edition, basis in rows}


def put_bases(db: sqlite3.Connection, output: int, made_with: dict[tuple[str, str], str]) -> None:
    """Note what the pages of each kind and edition are made with from here on."""
    db.execute("DELETE FROM basis WHERE output = ?", (output,))
    db.executemany("INSERT INTO basis VALUES (?, ?, ?, ?)", [(output, *key, basis) for key, basis in made_with.items()])


def _count(db: sqlite3.Connection, output: int, by: int) -> None:
    db.execute("UPDATE output SET pages = pages + ? WHERE output = ?", (by, output))
