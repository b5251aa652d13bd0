"""An index that isn't as its last build left it is noticed, and one that a killed build left goes on."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from broadsheet import press, publish
from broadsheet.index import connection, ledger, seal
from broadsheet.job import Order, Summary
from tests.conftest import MakeOutlet
from tests.outlet import NOON, Outlet, Recorded

DAMAGED = "the index is damaged: building everything anew"
YEAR = 365 * 24 * 3600 * 10**9


def small(outlet: Outlet) -> Outlet:
    outlet.article("2026/11/a", "Wool and water.", tags="x").article("2026/11/b", section="sport")
    return outlet.build()


def index_of(outlet: Outlet) -> Path:
    return outlet.root / ".broadsheet" / connection.NAME


def later(path: Path) -> None:
    """Give a file the time of a later day, whatever the clock says that wrote it."""
    os.utime(path, ns=(path.stat().st_mtime_ns + YEAR,) * 2, follow_symlinks=False)


def flip(path: Path) -> None:
    """A letter of the text is another one: SQLite takes the file as it is."""
    data = path.read_bytes()
    at = data.index(b"Wool")
    path.write_bytes(data[:at] + b"Pool" + data[at + 4 :])
    with closing(sqlite3.connect(f"file:{path}?immutable=1", uri=True)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    later(path)


def cut(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 4096)


def lengthen(path: Path) -> None:
    with path.open("ab") as file:
        file.write(bytes(4096))


def link(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "file").touch()


def log(path: Path) -> None:
    path.with_name(f"{path.name}-wal").write_bytes(bytes(5000))


def torn_seal(path: Path) -> None:
    path.with_name("index.seal").write_bytes(b"")


@pytest.mark.parametrize("damage", [flip, cut, lengthen, link, folder, log, torn_seal])
def test_an_index_that_is_not_as_it_was_sealed_is_made_anew(outlet: MakeOutlet, damage: Callable[[Path], None]) -> None:
    site = small(outlet())
    before = site.online()
    damage(index_of(site))
    site.edit({"content/2026/11/b.md": None}).article("2026/11/c", section="sport").build()
    assert site.summary.remarks == [DAMAGED]
    assert site.online() == site.clean() != before
    assert index_of(site).is_file() and not index_of(site).is_symlink()
    assert (site.build().summary.remarks, site.told.pages) == ([], {})


def test_an_older_copy_is_not_taken_for_the_index(outlet: MakeOutlet, tmp_path: Path) -> None:
    site = small(outlet())
    shutil.copy2(index_of(site), tmp_path / "older")
    site.article("2026/11/c").build()
    shutil.copy2(tmp_path / "older", index_of(site))
    later(index_of(site))
    assert site.build().summary.remarks == [DAMAGED]
    assert site.online() == site.clean()


def test_another_schema_is_told_as_such(outlet: MakeOutlet) -> None:
    site = small(outlet())
    with closing(sqlite3.connect(index_of(site))) as db, db:
        db.execute("UPDATE meta SET value = 'older' WHERE name = 'schema'")
    seal.lay_aside(index_of(site))
    seal.put(index_of(site))
    assert site.build().summary.remarks == ["the index is another version's: building everything anew"]


def test_an_archive_that_keeps_whole_seconds_keeps_the_index(outlet: MakeOutlet) -> None:
    site = small(outlet())
    at = index_of(site).stat().st_mtime_ns
    os.utime(index_of(site), ns=(at, at - at % 10**9))
    assert site.build().summary.remarks == []
    os.utime(index_of(site), ns=(at, at - at % 10**9 + 10**9))
    assert site.build().summary.remarks == [DAMAGED]


def test_commands_that_only_look_leave_the_index_sealed(outlet: MakeOutlet) -> None:
    site = small(outlet())
    site.build(output="other")
    sealed = (site.root / ".broadsheet/index.seal").read_bytes()
    order = Order(site=site.root, output=site.root / "public", now=NOON, jobs=1)
    for look in (lambda: press.plan_only(order, Recorded()), lambda: press.coming(order)):
        look()
        assert (site.root / ".broadsheet/index.seal").read_bytes() == sealed
        assert not (site.root / ".broadsheet/index.unsealed").exists()
    site.article("2026/11/c")
    press.plan_only(order, Recorded())
    assert site.build().summary.remarks == []
    flip(index_of(site))
    with press.rolled_back(order, summary := Summary(), Recorded()):
        assert summary.remarks == [DAMAGED]


class Killed(BaseException):
    """The end of a process, as far as it can be had inside one."""


def killed(site: Outlet, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kill a build that has made pages and deleted nothing yet; nothing of it is closed properly."""

    def end(*_: object) -> None:
        shutil.copytree(site.root / ".broadsheet", site.root / "as-killed")
        raise Killed

    monkeypatch.setattr(publish, "sweep", end)
    with pytest.raises(Killed):
        site.build()
    monkeypatch.undo()
    shutil.rmtree(site.root / ".broadsheet")
    (site.root / "as-killed").rename(site.root / ".broadsheet")


@pytest.mark.parametrize("looked", [False, True])
def test_a_build_that_was_killed_is_gone_on_with(
    outlet: MakeOutlet, monkeypatch: pytest.MonkeyPatch, looked: bool
) -> None:
    site = small(outlet()).article("2026/11/c")
    killed(site, monkeypatch)
    assert not (site.root / ".broadsheet/index.seal").exists()
    assert (site.root / ".broadsheet/index.open").exists()
    if looked:
        press.plan_only(Order(site=site.root, output=site.root / "public", now=NOON, jobs=1), Recorded())
    site.build()
    assert (site.summary.remarks, site.summary.made, site.summary.compared) == ([], 0, None)
    assert site.online() == site.clean()
    assert not (site.root / ".broadsheet/index.open").exists()


def test_after_the_machine_went_down_the_outputs_are_compared(
    outlet: MakeOutlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = small(outlet())
    whole = site.build(output="other").online("other")
    killed(site.article("2026/11/c"), monkeypatch)
    (site.root / ".broadsheet/index.open").write_text("an earlier start")
    for output in ("public", "other"):
        (site.root / output / "index.html").write_bytes(b"")  # named, and never written to the disk
    press.plan_only(Order(site=site.root, output=site.root / "public", now=NOON, jobs=1), Recorded())
    for output in ("public", "other"):
        site.build(output=output)
        assert (site.summary.remarks, (site.summary.compared or 0) > 10) == ([], True)
    assert site.online() == site.online("other") == site.clean() != whole
    assert site.build().summary.compared is None


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    made, _ = connection.connect(tmp_path)
    with connection.transaction(made):
        ledger.open_output(made, "/out", 0)
    yield made
    made.close()


def test_an_index_that_somebody_else_has_open_is_not_sealed(tmp_path: Path, db: sqlite3.Connection) -> None:
    reader = connection.connect_reader(str(tmp_path / connection.NAME))
    reader.execute("SELECT * FROM meta").fetchall()
    with connection.transaction(db):
        ledger.open_output(db, "/elsewhere", 0)
    connection.close(db, tmp_path)
    assert not (tmp_path / "index.seal").exists()
    reader.close()
    again, why = connection.connect(tmp_path)
    assert why == ""
    connection.close(again, tmp_path)
    assert (tmp_path / "index.seal").exists()


@pytest.mark.parametrize("name", ["index.seal", "index.unsealed", "index.open"])
@pytest.mark.parametrize("what", ["a folder", "a number without end"])
def test_whatever_is_where_a_seal_would_be_the_site_is_built(name: str, what: str, outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a").build()
    place = site.root / ".broadsheet" / name
    place.unlink(missing_ok=True)
    if what == "a folder":
        (place / "x").mkdir(parents=True)
    else:
        place.write_text("9" * 5000 + " 1\n")
    site.article("2026/11/b").build()
    assert site.online() == site.clean()
