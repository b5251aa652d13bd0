"""Changes -> what is to be made, in the order in which it may go out: the first step of a build.

All of it happens in one transaction of the index, and nothing else is touched; so a plan that nobody carries out is
a transaction rolled back.
"""

import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import TYPE_CHECKING

import msgspec

from broadsheet import fingerprint, readers, worklist
from broadsheet.changes import Changes
from broadsheet.index import gate, ledger, scan, store
from broadsheet.index.reader import Index
from broadsheet.index.survey import Survey
from broadsheet.job import Job, Order, Summary, Witness, cores
from broadsheet.keys import PageKey, Reason
from broadsheet.kinds import KINDS
from broadsheet.output import Folder
from broadsheet.problems import Problem, SiteError
from broadsheet.render import Renderer
from broadsheet.settings import Settings
from broadsheet.theme import Theme

if TYPE_CHECKING:
    from broadsheet.cluster import Cluster


def prepare(
    db: sqlite3.Connection,
    order: Order,
    settings: Settings,
    theme: Theme,
    folder: Folder | None,
    summary: Summary,
    witness: Witness,
    seen: Survey | None = None,
    cluster: "Cluster | None" = None,
    at: int = 0,
) -> Job:
    """Bring the index up to date, and put on the list what is to be made.

    Without a folder it's only to be known what would be made; `seen` is a survey that was made just before, and `at`
    what the clock says. Many documents are read on the cluster, where there is one. SiteError where the build must not
    go on.
    """
    view = gate.DRAFTS if order.drafts else gate.PUBLIC
    now = int(order.now.timestamp())
    output = ledger.open_output(db, order.place, view)
    # Before anything is planned: what stands there already was left unfinished, and its files may be anything.
    ledger.distrust_pending(db, output.output)
    anew = _reading_reason(db, settings)
    if anew:
        _distrust(db)
    moments = _views(db)
    earlier = dict(moments)
    changes = Changes(db, order.site, settings, anew is not None, {**moments, view: now})
    if view not in moments and not anew:
        changes.fill(view)
    witness.began("plan", 0)
    problems: list[Problem] = []
    jobs = order.jobs or cores()
    found = _found(db, order, anew is not None, problems, seen)
    with closing(readers.read_all(found, order.site, settings, jobs, cluster)) as batches:
        changes.take(batches)
    changes.pass_time(earlier)
    changes.finish()
    for which, moment in {**moments, view: now}.items():
        db.execute("INSERT OR REPLACE INTO view VALUES (?, ?)", (which, moment))
    _compare_assets(db, theme, changes)
    closures = _closures(db, theme)
    index = Index(db, view, settings, now)
    renderer = Renderer(index, theme, closures)
    if anew:
        for which in changes.views:
            for other in ledger.outputs(db, which):
                shown = Index(db, which, settings, changes.views[which])
                worklist.plan_all(db, other, shown, anew)
                worklist.put_moved_first(db, other, shown)
    if folder is None:
        claimed = worklist.plan_first(db, output, index)
    else:
        claimed = worklist.compare_folder(db, output, folder, index)
        if order.repair or output.doubted:
            summary.compared = worklist.compare_files(db, output, folder)
            claimed = folder.manifest.claimed
    worklist.compare_bases(db, output, renderer, index)
    worklist.pass_time(db, output, index)
    ledger.take_pending(db, output.output)
    size, whole = (folder.manifest.size(), folder.manifest.whole) if folder else (-1, 0)
    ledger.close_output(db, output.output, now=now, claimed=claimed, manifest=size, whole=whole)
    summary.problems += problems
    worklist.guard(db, output, order, index, summary.problems)
    return Job(
        site=order.site,
        settings=settings,
        theme=theme,
        closures=closures,
        output=output.output,
        view=view,
        now=now,
        at=at,
        jobs=jobs,
        yes=order.yes,
        moved=tuple(changes.moved),
    )


def _found(
    db: sqlite3.Connection, order: Order, anew: bool, problems: list[Problem], seen: Survey | None
) -> Iterator[scan.Change]:
    if order.changed and not anew and store.get_meta(db, "scanned"):
        return scan.look(db, order.site, order.changed, problems)
    return scan.scan(db, order.site, time.time_ns(), problems, seen)


def _reading_reason(db: sqlite3.Connection, settings: Settings) -> Reason | None:
    """Why all files must be read anew; None when they mean what they meant.

    That hangs on the program, and on the settings that say what a file in content/ means and where it lives.
    """
    outlet = settings.outlet
    sections = tuple(section.id for section in settings.sections)
    places = (settings.languages, settings.addresses, outlet.url)
    now = {
        "program": fingerprint.program(),
        "reading": fingerprint.of(outlet.language, outlet.timezone, settings.default_section, sections, *places),
    }
    was = {name: store.get_meta(db, name) for name in now}
    for name, value in now.items():
        store.put_meta(db, name, value)
    if was["program"] is None:
        return Reason.FIRST
    if was["program"] != now["program"]:
        return Reason.PROGRAM
    return Reason.SETTINGS if was["reading"] != now["reading"] else None


def _views(db: sqlite3.Connection) -> dict[int, int]:
    return dict(db.execute("SELECT view, now FROM view ORDER BY view").fetchall())


def _distrust(db: sqlite3.Connection) -> None:
    """Have every file read again: it may mean something else now."""
    db.execute("DELETE FROM folder")
    db.execute("UPDATE file SET hash = '', mtime = -1")


def _compare_assets(db: sqlite3.Connection, theme: Theme, changes: Changes) -> None:
    """Bring the theme's files into the index; they are few, so all are planned when one changed."""
    if store.get_meta(db, "theme") == theme.digest:
        return
    store.put_meta(db, "theme", theme.digest)
    names = {name for (name,) in db.execute("SELECT name FROM asset")} | set(theme.assets)
    db.execute("DELETE FROM asset")
    db.executemany(
        "INSERT INTO asset VALUES (?, ?, ?)",
        [(name, asset.address, asset.hash) for name, asset in theme.assets.items()],
    )
    for view in changes.views:
        for name in sorted(names):
            changes.touched.plan(view, PageKey("asset", changes.settings.outlet.language, name), Reason.TEMPLATE)


def _closures(db: sqlite3.Connection, theme: Theme) -> Mapping[str, str]:
    """The closure of each kind's template; worked out only when the theme or the program is another."""
    made_with = f"{fingerprint.program()} {theme.digest}"
    kept = store.get_meta(db, "closures")
    if isinstance(kept, bytes):
        known_with, known = msgspec.msgpack.decode(kept, type=tuple[str, dict[str, str]])
        if known_with == made_with:
            return known
    problems = theme.check()
    if problems:
        raise SiteError(*problems)
    closures = {kind.template: theme.closure(kind.template) for kind in KINDS.values() if kind.template}
    store.put_meta(db, "closures", msgspec.msgpack.encode((made_with, closures)))
    return closures
