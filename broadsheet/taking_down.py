"""What desk.yaml takes down, brought into the index: read even from a file with a mistake, settled after all else."""

import sqlite3

import msgspec

from broadsheet import desk, takedowns
from broadsheet.desk import Desk
from broadsheet.index import down, store
from broadsheet.index.showing import Showing
from broadsheet.problems import Problem, error
from broadsheet.settings import Settings
from broadsheet.takedowns import Takedown


def keep(db: sqlite3.Connection, steering: Desk | None, data: bytes, settings: Settings) -> list[Problem]:
    """Keep what is to be taken down, and say where that isn't all that the file says.

    Of a file with a mistake (no `steering`) the takedowns alone are read; where the mistake may be in them, all that
    was taken down before stays so: nothing comes back by a slip.
    """
    found, problems = steering.takedowns if steering else (), []
    if steering is None:
        found, all_read = takedowns.alone(data, desk.PATH, settings)
        if not all_read and (b"takedowns" in data or kept(db)):
            found = (*found, *(takedown for takedown in kept(db) if takedown not in found))
            hint = "mend the file now: what it has taken down since then may still be online"
            said = "its takedowns can't all be read; what its last good version took down stays down"
            problems.append(error(desk.PATH, said, hint=hint))
    store.put_meta(db, "takedowns", msgspec.msgpack.encode(found))
    return problems


def kept(db: sqlite3.Connection) -> tuple[Takedown, ...]:
    """What is to be taken down."""
    encoded = store.get_meta(db, "takedowns")
    return msgspec.msgpack.decode(encoded, type=tuple[Takedown, ...]) if isinstance(encoded, bytes) else ()


def settle(db: sqlite3.Connection, view: int, showing: Showing) -> list[str]:
    """Take documents of a view down, and bring back those that aren't any more; gives the addresses that differ.

    For when all claims are laid, since what stands at an address decides what is taken down by it.
    """
    new, old = down.worked_out(db, view, kept(db)), down.kept(db, view)
    changed = sorted(name for name in new.keys() | old.keys() if new.get(name) != old.get(name))
    if changed:
        down.keep(db, view, new)
        showing.reconsider(down.holders(db, view, changed))
        if showing.filling:
            showing.finish()
    return [name.removeprefix("address:") for name in changed if name.startswith("address:")]
