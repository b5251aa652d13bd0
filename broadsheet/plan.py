"""Changes -> what is to be made, in the order in which it may go out: the first step of a build.

All of it happens in one transaction of the index, and nothing else is touched; so a plan that nobody carries out is
a transaction rolled back.
"""

import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from broadsheet import addresses, fingerprint, workers
from broadsheet.changes import Changes
from broadsheet.index import gate, ledger, queries, scan, store
from broadsheet.index.ledger import Output
from broadsheet.index.reader import Index
from broadsheet.job import Job, Order, Summary, Witness
from broadsheet.keys import PageKey, Planned, Reason
from broadsheet.kinds import KINDS
from broadsheet.output import Folder
from broadsheet.pages.kind import Stage
from broadsheet.problems import Problem, RefusedError, Severity, SiteError, error
from broadsheet.render import Renderer
from broadsheet.settings import Settings
from broadsheet.theme import Theme

_SMALL = 100
"""Up to how many articles a site may lose all it has in a build without being asked."""


def prepare(
    db: sqlite3.Connection,
    order: Order,
    settings: Settings,
    theme: Theme,
    folder: Folder | None,
    summary: Summary,
    witness: Witness,
) -> Job:
    """Bring the index up to date, and put on the list what is to be made.

    Without a folder it's only to be known what would be made. SiteError where the build must not go on.
    """
    view = gate.DRAFTS if order.drafts else gate.PUBLIC
    now = int(order.now.timestamp())
    output = ledger.open_output(db, str(order.output.resolve()), view)
    # Before anything is planned: what stands there already was left unfinished, and its files may be anything.
    ledger.distrust_pending(db, output.output)
    anew = _reading_reason(db, settings)
    if anew:
        _distrust(db)
    moments = _views(db)
    earlier = dict(moments)
    changes = Changes(db, order.site, settings, anew is not None, {**moments, view: now})
    if anew:
        changes.relist()
    if view not in moments:
        changes.fill(view)
    witness.began("plan", 0)
    problems: list[Problem] = []
    jobs = order.jobs or workers.cores()
    with workers.Readers(order.site, settings, jobs) as readers:
        changes.take(_found(db, order, anew is not None, problems), readers.read)
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
                _plan_all(db, other, Index(db, which, settings, changes.views[which]), anew)
    claimed = _compare_folder(db, output, folder, index)
    _compare_bases(db, output, renderer, index)
    going_back = output.now is not None and now < output.now
    for key in ledger.due(db, output.output, None if going_back else now):
        _put(db, output.output, key, Reason.TIME)
    ledger.take_pending(db, output.output)
    size, whole = (folder.size(), folder.whole) if folder else (-1, 0)
    ledger.close_output(db, output.output, now=now, claimed=claimed, manifest=size, whole=whole)
    summary.problems += problems
    _guard(db, output, order, index, [*summary.problems, *store.problems(db)])
    return Job(
        site=order.site,
        settings=settings,
        theme=theme,
        closures=closures,
        output=output.output,
        view=view,
        now=now,
        jobs=jobs,
        yes=order.yes,
        moved=tuple(changes.moved),
    )


def listed(db: sqlite3.Connection, job: Job) -> Iterator[tuple[Planned, str]]:
    """All that is on the list, in the order in which it would go out, with where it lives or lived, if anywhere."""
    index = Index(db, job.view, job.settings, job.now)
    for batch in ledger.pending(db, job.output, 1000):
        for entry in batch:
            yield entry.planned, _address(entry.planned.key, index, job.output)


def _address(key: PageKey, index: Index, output: int) -> str:
    try:
        return KINDS[key.kind].address(key, index)
    except KeyError:  # there is no such page any more
        made = ledger.get(index.db, output, key)
        return made.address if made else ""


def _found(db: sqlite3.Connection, order: Order, anew: bool, problems: list[Problem]) -> Iterator[scan.Change]:
    if order.changed and not anew and store.get_meta(db, "scanned"):
        return scan.look(db, order.site, order.changed, problems)
    return scan.scan(db, order.site, time.time_ns(), problems)


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


def _plan_all(db: sqlite3.Connection, output: int, index: Index, reason: Reason) -> None:
    """Plan every page that was made, and every page that there is."""
    for key in ledger.keys(db, output):
        _put(db, output, key, reason)
    for kind in KINDS.values():
        for key in kind.keys(index):
            _put(db, output, key, reason)


def _put(
    db: sqlite3.Connection, output: int, key: PageKey, reason: Reason, cause: str = "", *, forced: bool = False
) -> None:
    stage = KINDS[key.kind].stage if key.kind in KINDS else Stage.REDIRECTS
    ledger.plan(db, output, stage, Planned(key, reason, cause), forced=forced)


def _compare_folder(db: sqlite3.Connection, output: Output, folder: Folder | None, index: Index) -> int:
    """See whether the output is as it was left, and distrust what may not be; gives the manifest's number."""
    number = output.output
    if folder is None:
        if output.now is None:
            _plan_all(db, number, index, Reason.FIRST)
        return output.claimed
    if output.now is not None and (folder.claimed, True) == (output.claimed, folder.size() >= output.manifest >= 0):
        folder.whole = output.whole
        # What a killed build noted and didn't get to say in the index.
        for stray in folder.noted(output.manifest):
            ledger.put_stray(db, number, stray)
            key = ledger.lives_at(db, number, stray.address)
            if key:
                _put(db, number, key, Reason.OUTPUT, forced=True)
        return output.claimed
    ledger.forget_pages(db, number)
    for stray in folder.noted():
        ledger.put_stray(db, number, stray)
    folder.renew(ledger.strays(db, number))
    _plan_all(db, number, index, Reason.FIRST if output.now is None else Reason.OUTPUT)
    return folder.claimed


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
            changes.plan(view, PageKey("asset", changes.settings.outlet.language, name), Reason.TEMPLATE)


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


def _compare_bases(db: sqlite3.Connection, output: Output, renderer: Renderer, index: Index) -> None:
    """Plan all pages of the kinds that are made with something else than they were."""
    new, old = renderer.bases(), ledger.bases(db, output.output)
    for kind, edition in sorted(old.keys() | new.keys()):
        was, now = old.get((kind, edition), ""), new.get((kind, edition), "")
        if was == now:
            continue
        reason = _basis_reason(was, now)
        for key in ledger.keys_of(db, output.output, kind, edition):
            _put(db, output.output, key, reason)
        if kind in KINDS:
            for key in KINDS[kind].keys(index):
                if key.edition == edition:
                    _put(db, output.output, key, reason)
    ledger.put_bases(db, output.output, new)


def _basis_reason(was: str, now: str) -> Reason:
    if not was:
        return Reason.FIRST
    pairs = zip(was.split("/"), now.split("/"), (Reason.PROGRAM, Reason.TEMPLATE, Reason.SETTINGS), strict=False)
    return next((reason for before, after, reason in pairs if before != after), Reason.SETTINGS)


def _guard(db: sqlite3.Connection, output: Output, order: Order, index: Index, problems: Iterable[Problem]) -> None:
    """Stop a build that was asked to be strict, or that would take away much of a site."""
    found = list(problems)
    if order.strict and any(problem.severity is not Severity.NOTE for problem in found):
        raise SiteError(*found)
    going, all_of_them = _articles_going(db, output.output, index)
    if all_of_them > _SMALL and going * 10 > all_of_them and not order.yes:
        raise RefusedError(
            *found,
            error(
                str(order.output),
                f"this build would take away {going:,} of {all_of_them:,} articles",
                hint="give --yes if that is meant; else see whether content/ is all there, and --site the right one",
            ),
        )


def _articles_going(db: sqlite3.Connection, output: int, index: Index) -> tuple[int, int]:
    """How many articles this build takes away, and how many are online."""
    going = strays = 0
    for key in ledger.pending_keys(db, output, "article"):
        made = ledger.get(db, output, key)
        if made and not queries.is_shown(index, key.name) and not _is_taken(made.address, index):
            going += 1
    for stray in ledger.strays(db, output):
        if stray.kind == "article":
            strays += 1
            going += not _is_taken(stray.address, index) and not scan.is_kept(db, stray.source, index.now)
    # Only where some go must be known of how many: counting walks them all.
    return going, strays + ledger.count_made(db, output, "article") if going else 0


def _is_taken(address: str, index: Index) -> bool:
    """Whether something is shown at an address, be it from another file."""
    return queries.holder(index, f"address:{addresses.fold(address)}") is not None
