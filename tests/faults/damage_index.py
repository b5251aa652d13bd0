"""An index that is lost, damaged, or another than it was: the next build knows, or doesn't need to."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

from tests.faults import newsroom
from tests.faults.registry import fault
from tests.faults.site import Site, no_strace
from tests.faults.trying import begun, made_good, unharmed

GROUP = "index lost or damaged"
INDEX = ".broadsheet/index.sqlite"
Damage = Callable[[random.Random, Path], None]
"""Does something to a file."""


def flipped(chance: random.Random, path: Path) -> None:
    """Some bytes of it are others."""
    data = bytearray(path.read_bytes())
    for _ in range(chance.choice([1, 3, 30, 1000])):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def cut(chance: random.Random, path: Path) -> None:
    """Its end is missing, or all of it."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.truncate(chance.choice([0, 1, 100, size // 2, size - 1, chance.randrange(size)]))


def lengthened(chance: random.Random, path: Path) -> None:
    """Something stands at its end that doesn't belong there."""
    with path.open("ab") as file:
        file.write(chance.randbytes(chance.choice([1, 100, 4096, 40_960])))


def zeroed(chance: random.Random, path: Path) -> None:
    """A block of it is empty, as some file systems leave it."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(chance.randrange(0, size, 4096) if size > 4096 else 0)
        file.write(b"\0" * min(4096, size))


def noise(chance: random.Random, path: Path) -> None:
    """It's something else altogether."""
    path.write_bytes(chance.randbytes(chance.choice([0, 16, 5000])))


def lost(chance: random.Random, path: Path) -> None:
    """It's gone."""
    path.unlink()


def emptied(chance: random.Random, path: Path) -> None:
    """A table of it is empty, or gone, as SQLite sees it: another program had it open."""
    with sqlite3.connect(path) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        table = chance.choice(sorted(name for name in tables if not name.startswith("sqlite_")))
        db.execute(f"DELETE FROM {table}" if chance.random() < 0.5 else f"DROP TABLE {table}")
    db.close()


def of_another_version(chance: random.Random, path: Path) -> None:
    """Another Broadsheet made it."""
    with sqlite3.connect(path) as db:
        db.execute("UPDATE meta SET value = 'another' WHERE name = 'schema'")
    db.close()


DAMAGES: dict[str, Damage] = {
    "flipped": flipped,
    "cut": cut,
    "lengthened": lengthened,
    "zeroed": zeroed,
    "noise": noise,
    "lost": lost,
    "emptied": emptied,
    "version": of_another_version,
}


def _damaged(chance: random.Random, folder: Path, damage: Damage) -> None:
    site = begun(folder)
    old = site.tree()
    damage(chance, site.root / INDEX)
    if chance.random() < 0.7:
        site.edit(newsroom.edited(chance, site.root))
    made_good(site, old)


def _register(name: str, damage: Damage) -> None:
    def trial(chance: random.Random, folder: Path) -> None:
        _damaged(chance, folder, damage)

    fault(f"damage-index-{name}", GROUP, seeds=(1,) if name == "flipped" else ())(trial)


for _name, _damage in DAMAGES.items():
    _register(_name, _damage)


@fault("damage-index-older", GROUP, seeds=())
def older(chance: random.Random, folder: Path) -> None:
    """A copy of an earlier day is put back."""
    site = begun(folder)
    copy = folder / "copy"
    shutil.copytree(site.root / ".broadsheet", copy)
    _edit_and_build(chance, site)
    old = site.tree()
    _put_back(copy, site)
    if chance.random() < 0.5:
        site.edit(newsroom.edited(chance, site.root))
    made_good(site, old)


@fault("damage-index-log", GROUP, seeds=(), lacking=no_strace)
def log(chance: random.Random, folder: Path) -> None:
    """A build is killed, and the log that SQLite keeps beside the index is lost, damaged, or one of another day."""
    site = begun(folder)
    copy = folder / "copy"
    shutil.copytree(site.root / ".broadsheet", copy)
    old = site.tree()
    site.edit(newsroom.edited(chance, site.root))
    moments = unharmed(site).moments
    writes = [moment for moment in moments if moment.call == "pwrite64"]
    site.killed_at(chance.choice(writes[len(writes) // 4 :]))
    path = site.root / f"{INDEX}-wal"
    if path.exists():
        chance.choice([lost, flipped, cut, zeroed, noise])(chance, path) if path.stat().st_size else path.unlink()
    if chance.random() < 0.3:
        (site.root / f"{INDEX}-shm").unlink(missing_ok=True)
    made_good(site, old)


@fault("damage-pictures", GROUP, seeds=())
def pictures(chance: random.Random, folder: Path) -> None:
    """What was made of pictures is damaged where it's kept; then it's wanted anew."""
    site = begun(folder)
    for path in chance.sample(sorted((site.root / ".broadsheet/pictures").iterdir()), 4):
        chance.choice([flipped, cut, zeroed, noise, lost, lengthened])(chance, path)
    old = site.tree()
    how = chance.choice(["output", "clean", "repair", "index"])
    if how == "output":
        site.output = "elsewhere"
    elif how == "repair":
        for path in (site.root / "public/media").iterdir():
            path.unlink()
    elif how == "index":
        (site.root / INDEX).unlink()
    made_good(site, old, *{"clean": ["--clean"], "repair": ["--repair"]}.get(how, []))


@fault("damage-anything", GROUP, seeds=())
def anything(chance: random.Random, folder: Path) -> None:
    """Any file that Broadsheet keeps for itself is damaged or lost, or several."""
    site = begun(folder).edit(newsroom.sources(chance))
    site.run()
    old = site.tree()
    there = sorted(path for path in (site.root / ".broadsheet").rglob("*") if path.is_file() and path.stat().st_size)
    for path in chance.sample(there, min(len(there), chance.choice([1, 5]))):
        chance.choice([flipped, cut, zeroed, noise, lost, lengthened])(chance, path)
    if chance.random() < 0.7:
        site.edit(newsroom.edited(chance, site.root))
    made_good(site, old)


def _edit_and_build(chance: random.Random, site: Site) -> None:
    for _ in range(chance.randint(1, 2)):
        site.edit(newsroom.edited(chance, site.root))
        site.run()


def _put_back(copy: Path, site: Site) -> None:
    """Like somebody who puts a copy back over what is there: files that have come since stay."""
    shutil.copytree(copy, site.root / ".broadsheet", dirs_exist_ok=True)
