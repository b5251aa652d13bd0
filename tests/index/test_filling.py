"""Documents taken in by the batch leave the index as documents that come one by one do, in whatever order."""

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import hypothesis.strategies as st
from hypothesis import given, settings

from broadsheet import readers
from broadsheet.changes import Changes
from broadsheet.index import connection, gate
from broadsheet.index.scan import Change, State
from broadsheet.readers import read_all
from broadsheet.settings import Edition, Outlet, Section, Settings

OUTLET = Settings(
    outlet=Outlet(title="The Harbour", url="https://harbour.example", language="en", timezone="Europe/Madrid"),
    sections=(Section("news", "News"), Section("sport", "Sport")),
    languages=(Edition(language="es", title="El Puerto"),),
)
NOW = 1_795_521_600
TABLES = {
    "doc": "SELECT path, kind, id, edition, slug, address, header, html FROM doc JOIN body USING (doc)",
    "link": "SELECT target, path FROM link JOIN doc USING (doc)",
    "instant": "SELECT at, path FROM instant JOIN doc USING (doc)",
    "shown": "SELECT view, path FROM shown JOIN doc USING (doc)",
    "claim": "SELECT view, name, rank, path FROM claim",
    "listing": "SELECT view, term.kind, term.edition, key, bucket, at, listing.id, seq, path"
    " FROM listing JOIN term USING (term) JOIN doc USING (doc)",
    "tally": "SELECT view, kind, edition, key, bucket, n FROM tally JOIN term USING (term)",
    "spelling": "SELECT view, kind, edition, key, name, n FROM spelling JOIN term USING (term)",
    "problem": "SELECT path, room, data FROM problem",
}
"""What the index knows of documents, without the numbers that it gives them."""

PATHS = (
    *("content/2026/11/a.md", "content/2026/11/b.md", "content/2026/11/cafe\u0301.md", "content/2026/11/café.md"),
    *("content/2026/10/a.md", "content/undated.md", "content/pages/about.md", "content/authors/ann-lee.md"),
    *("content/authors/other.md", "static/news/2026/11/a.html", "static/x.html"),
)
CHOICES = {
    "id": ("one", "two"),
    "slug": ("a", "b", "ann-lee"),
    "url": ("/x.html", "/X.html", "/news/2026/11/a.html"),
    "aliases": ("/x", "[/old.html, /x]", "[/news/2026/11/b.html, /old.html]", "/index.html"),
    "date": ("2026-11-01", "2026-11-20T10:00", "2026-12-24", "2026-10-31"),
    "added": ("2026-11-02", "2026-09-02"),
    "expires": ("2026-11-23", "2026-12-01"),
    "draft": ("true",),
    "section": ("sport",),
    "tags": ("x", "X, y", "Y, Über", "über, x"),
    "authors": ("Ann Lee", "ann lee", "ANN LEE, Bo"),
    "story": ("Saga", "saga"),
    "image": ("lost.jpg", "gone.jpg"),
    "lang": ("es", "de"),
    "corrections": ("[{date: 2026-11-21, text: Wrong.}, {text: More.}]",),
}
BODIES = ("Words.", "See [that](article:one).", "![Lost](lost.jpg)", "---\ntitle: [\n---")

fronts = st.fixed_dictionaries({}, optional={key: st.sampled_from(values) for key, values in CHOICES.items()})
sites = st.dictionaries(st.sampled_from(PATHS), st.tuples(fronts, st.sampled_from(BODIES)), max_size=len(PATHS))


@contextmanager
def site_with(files: dict[str, tuple[dict[str, str], str]]) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        write(root, files)
        yield root


def write(root: Path, files: dict[str, tuple[dict[str, str], str]]) -> None:
    for path, (front, body) in files.items():
        head = "".join(f"{key}: {value}\n" for key, value in {"title": "T", **front}.items())
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        broken = body.startswith("---")
        (root / path).write_text(body if broken else f"---\n{head}---\n{body}\n", encoding="utf-8")


@contextmanager
def index() -> Iterator[sqlite3.Connection]:
    db, _ = connection.connect(None)
    try:
        yield db
    finally:
        db.close()


def take(
    db: sqlite3.Connection, root: Path, changes: Iterable[Change], views: Iterable[int], *, all_of_it: bool
) -> None:
    """Take changes, as one build does; `static` files are known to it as the scan would leave them."""
    wanted = list(changes)
    for path, state in wanted:
        folder, _, name = path.rpartition("/")
        db.execute("DELETE FROM file WHERE folder = ? AND name = ?", (folder, name))
        if state is not State.REMOVED:
            row = "INSERT INTO file (folder, name, size, mtime, hash) VALUES (?, ?, 0, 0, '')"
            db.execute(row, (folder, name))
    taking = Changes(db, root, OUTLET, all_of_it, dict.fromkeys(views, NOW))
    taking.take(read_all(wanted, root, OUTLET, 1))
    taking.finish()


def one_by_one(root: Path, paths: Iterable[str], views: Iterable[int]) -> dict[str, list[Any]]:
    with index() as db:
        for path in paths:
            take(db, root, [Change(path, State.ADDED)], views, all_of_it=False)
        return known(db)


def known(db: sqlite3.Connection) -> dict[str, list[Any]]:
    return {table: sorted(db.execute(query).fetchall()) for table, query in TABLES.items()}


views = st.sampled_from([(gate.PUBLIC,), (gate.DRAFTS,), gate.VIEWS])
sizes = st.sampled_from([1, 2, 3, 100])


@given(sites, views, sizes, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_a_batch_leaves_what_single_documents_do(files: Any, which: Any, size: int, chance: Any) -> None:
    with site_with(files) as root, index() as db, mock.patch.object(readers, "BATCH", size):
        expected = one_by_one(root, chance.sample(sorted(files), len(files)), which)
        added = [Change(path, State.ADDED) for path in chance.sample(sorted(files), len(files))]
        take(db, root, added, which, all_of_it=True)
        assert known(db) == expected


@given(sites, sites, views, sizes, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_what_was_known_before_makes_no_difference(old: Any, new: Any, which: Any, size: int, chance: Any) -> None:
    """All files are read anew: some are what they were, some changed or went, some are new."""
    old = {path: one for path, one in old.items() if not one[1].startswith("---")}
    new = {path: one for path, one in new.items() if not one[1].startswith("---")}
    with site_with(old) as root, index() as db, mock.patch.object(readers, "BATCH", size):
        take(db, root, [Change(path, State.ADDED) for path in old], which, all_of_it=True)
        for path in old.keys() - new.keys():
            (root / path).unlink()
        write(root, new)
        changes = [Change(path, State.CHANGED if path in old else State.ADDED) for path in new]
        changes += [Change(path, State.REMOVED) for path in old.keys() - new.keys()]
        take(db, root, chance.sample(changes, len(changes)), which, all_of_it=True)
        assert known(db) == one_by_one(root, sorted(new), which)


@given(sites, views, sizes, st.data())
@settings(max_examples=100, deadline=None, derandomize=True)
def test_what_can_not_be_read_this_time_stays_as_it_was(files: Any, which: Any, size: int, data: Any) -> None:
    with site_with(files) as root, index() as db, mock.patch.object(readers, "BATCH", size):
        take(db, root, [Change(path, State.ADDED) for path in files], which, all_of_it=True)
        before = known(db)
        seen = [path for path in sorted(files) if data.draw(st.booleans())]
        take(db, root, [Change(path, State.CHANGED) for path in seen], which, all_of_it=True)
        assert known(db) == before


@given(sites, st.sampled_from(gate.VIEWS), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_a_view_that_comes_later_is_what_it_would_have_been(files: Any, first: int, chance: Any) -> None:
    with site_with(files) as root, index() as db:
        order = chance.sample(sorted(files), len(files))
        take(db, root, [Change(path, State.ADDED) for path in order], [first], all_of_it=True)
        Changes(db, root, OUTLET, False, dict.fromkeys(gate.VIEWS, NOW)).fill(1 - first)
        assert known(db) == one_by_one(root, sorted(files), gate.VIEWS)
