"""The list of what is to be made for an output: put on it, compared with what was made, and told.

It stands in the index (see ledger), and all of this happens in the transaction of a plan.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from itertools import islice

from broadsheet import addresses, comparing
from broadsheet.index import ledger, queries, scan, store
from broadsheet.index.ledger import Output
from broadsheet.index.reader import Index
from broadsheet.job import Job, Order
from broadsheet.keys import PageKey, Planned, Reason
from broadsheet.kinds import KINDS
from broadsheet.output import Folder
from broadsheet.pages.kind import Stage, never
from broadsheet.problems import Problem, RefusedError, Severity, SiteError, error
from broadsheet.render import Renderer

_SMALL = 100
"""Up to how many articles a site may lose all it has in a build without being asked."""


def listed(db: sqlite3.Connection, job: Job) -> Iterator[tuple[Planned, str]]:
    """All that is on the list, in the order in which it would go out, with where it lives or lived, if anywhere."""
    index = Index(db, job.view, job.settings, job.now)
    for stage in range(max(Stage) + 1):
        for batch in ledger.pending(db, job.output, stage, 1000):
            for entry in batch:
                yield entry.planned, _address(entry.planned.key, index, job.output)


def plan_all(db: sqlite3.Connection, output: int, index: Index, reason: Reason) -> None:
    """Plan every page that was made, and every page that there is."""
    for kind, edition in list(ledger.kinds(db, output)):
        ledger.plan_kind(db, output, kind, edition, _stages(kind)[0], reason)
    for kind in KINDS:
        _plan_new(db, output, kind, index, reason)


def put_moved_first(db: sqlite3.Connection, output: int, index: Index) -> None:
    """Have those of the texts' pages that are to live elsewhere go out early, as new ones do: others lead to them."""
    moved = []
    for batch in ledger.pending(db, output, Stage.ARTICLES, 1000):
        for planned, _ in batch:
            made = ledger.get(db, output, planned.key)
            with suppress(KeyError):  # there is no such page any more
                if made and KINDS[planned.key.kind].address(planned.key, index) != made.address:
                    moved.append(planned)
    for planned in moved:
        ledger.plan(db, output, _stages(planned.key.kind), planned, early=True)


def put(
    db: sqlite3.Connection, output: int, key: PageKey, reason: Reason, cause: str = "", *, forced: bool = False
) -> None:
    """Put a page on the list."""
    ledger.plan(db, output, _stages(key.kind), Planned(key, reason, cause), forced=forced)


def compare_folder(db: sqlite3.Connection, output: Output, folder: Folder, index: Index) -> int:
    """See whether the output is as it was left, and distrust what may not be; gives the manifest's number."""
    number = output.output
    manifest = folder.manifest
    if output.now is not None and (manifest.claimed, True) == (output.claimed, manifest.size() >= output.manifest >= 0):
        manifest.whole = output.whole
        # What a killed build noted and didn't get to say in the index.
        for stray in manifest.noted(output.manifest):
            ledger.put_stray(db, number, stray)
            key = ledger.lives_at(db, number, stray.address)
            if key:
                put(db, number, key, Reason.OUTPUT, forced=True)
        if not manifest.damaged:
            return manifest.claimed
    # What the manifest names is ours, and what it lost is, where the index knows the very bytes as those we wrote.
    named = {stray.address: stray for stray in manifest.noted()}
    named |= {stray.address: stray for stray in comparing.still_ours(db, number, folder.root, named)}
    ledger.forget_pages(db, number)
    for address in sorted(named):
        # What nothing makes anew for a while is to be known as ours though the manifest were lost next.
        written = named[address].written or comparing.digest_at(f"{folder.root}{address}")
        ledger.put_stray(db, number, named[address]._replace(written=written))
    manifest.claimed = max(manifest.claimed, output.claimed)
    folder.renew(ledger.strays(db, number))
    plan_all(db, number, index, Reason.FIRST if output.now is None else Reason.OUTPUT)
    _put_known_later(db, number, index, {stray.address for stray in ledger.strays(db, number) if stray.written})
    return manifest.claimed


def plan_first(db: sqlite3.Connection, output: Output, index: Index) -> int:
    """Plan all of an output that there was no build into; gives the manifest's number, without looking at it."""
    if output.now is None:
        plan_all(db, output.output, index, Reason.FIRST)
    return output.claimed


def compare_files(db: sqlite3.Connection, output: Output, folder: Folder) -> int:
    """Put each page on the list whose file isn't as it was made, and restore the manifest; gives how many there are."""
    number = output.output
    compared = 0
    for found in comparing.differences(db, number, folder.root):
        compared += 1
        if found:
            put(db, number, found.key, Reason.OUTPUT, forced=True)
    named = {stray.address: stray for stray in folder.manifest.noted()}
    known = {stray.address for stray in ledger.addresses(db, number)}
    for address in sorted(named.keys() - known):
        ledger.put_stray(db, number, named[address])
    if folder.manifest.damaged or known - named.keys():
        folder.renew(ledger.addresses(db, number))
    ledger.believe_output(db, number)
    return compared


def compare_bases(db: sqlite3.Connection, output: Output, renderer: Renderer, index: Index) -> None:
    """Plan all pages of the kinds that are made with something else than they were."""
    new, old = renderer.bases(), ledger.bases(db, output.output)
    for kind, edition in sorted(old.keys() | new.keys()) if old else ():  # at first all is on the list
        was, now = old.get((kind, edition), ""), new.get((kind, edition), "")
        if was == now:
            continue
        reason = _basis_reason(was, now)
        ledger.plan_kind(db, output.output, kind, edition, _stages(kind)[0], reason)
        if kind in KINDS:
            _plan_new(db, output.output, kind, index, reason, edition)
    ledger.put_bases(db, output.output, new)


def pass_time(db: sqlite3.Connection, output: Output, index: Index) -> None:
    """Put the pages on the list that time alone changes, from when the output was last built to the index's moment."""
    for key in ledger.due(db, output.output, index.now):
        put(db, output.output, key, Reason.TIME)
    if output.now is None or index.now >= output.now:
        return
    # Back in time: a page that will never change again by itself may have changed since.
    changing = {name for name, kind in KINDS.items() if kind.until is not never}
    for kind, edition in list(ledger.kinds(db, output.output)):
        if kind in changing:
            ledger.plan_kind(db, output.output, kind, edition, _stages(kind)[0], Reason.TIME)
    for kind in sorted(changing):
        _plan_new(db, output.output, kind, index, Reason.TIME)


def _plan_new(
    db: sqlite3.Connection, output: int, kind: str, index: Index, reason: Reason, edition: str | None = None
) -> None:
    """Plan the pages of a kind, in one edition or in all, that there are and that were never made."""
    keys = (key for key in KINDS[kind].keys(index) if edition is None or key.edition == edition)
    while some := list(islice(keys, 1000)):
        ledger.plan_new(db, output, some, _stages(kind)[1], reason)


def _put_known_later(db: sqlite3.Connection, output: int, index: Index, there: Collection[str]) -> None:
    """Have pages whose files are there go out after what is new: readers know them, and they may lead to it."""
    if not there:
        return
    for stage in sorted({kind.stages[1] for kind in KINDS.values()}):
        for batch in ledger.pending(db, output, stage, 1000):
            for (key, *_), _ in batch:
                with suppress(KeyError):  # there is no such page any more
                    if KINDS[key.kind].address(key, index) in there:
                        ledger.postpone(db, output, key, _stages(key.kind)[0])


def _stages(kind: str) -> tuple[int, int]:
    """When pages of a kind go out; those of one that there is no more are taken away with redirects."""
    return KINDS[kind].stages if kind in KINDS else (Stage.REDIRECTS, Stage.REDIRECTS)


def _basis_reason(was: str, now: str) -> Reason:
    if not was:
        return Reason.FIRST
    pairs = zip(was.split("/"), now.split("/"), (Reason.PROGRAM, Reason.TEMPLATE, Reason.SETTINGS), strict=False)
    return next((reason for before, after, reason in pairs if before != after), Reason.SETTINGS)


def guard(db: sqlite3.Connection, output: Output, order: Order, index: Index, problems: Iterable[Problem]) -> None:
    """Stop a build that was asked to be strict, or that would take away much of a site.

    `problems` are those that don't stand in the index.
    """
    if order.strict:
        found = [*problems, *store.problems(db)]
        if any(problem.severity is not Severity.NOTE for problem in found):
            raise SiteError(*found)
    going, others = _articles_going(db, output.output, index)
    # Only where some go must be known of how many, and not exactly: counting walks them.
    all_of_them = others + ledger.count_made(db, output.output, "article", max(10 * going, _SMALL) + 1) if going else 0
    if all_of_them > _SMALL and going * 10 > all_of_them and not order.yes:
        raise RefusedError(
            *problems,
            *store.problems(db),
            error(
                str(order.output),
                f"this build would take away {going:,} of {all_of_them:,} articles",
                hint="give --yes if that is meant; else see whether content/ is all there, and --site the right one",
            ),
        )


def _articles_going(db: sqlite3.Connection, output: int, index: Index) -> tuple[int, int]:
    """How many articles this build takes away, and how many are online besides those that were made."""
    going = sum(not _is_taken(address, index) for _, address in ledger.going(db, output, index.view, "article"))
    strays = [stray for stray in ledger.strays(db, output) if stray.kind == "article"]
    going += sum(
        not _is_taken(stray.address, index) and not scan.is_kept(db, stray.source, index.now) for stray in strays
    )
    return going, len(strays)


def _is_taken(address: str, index: Index) -> bool:
    """Whether something is shown at an address, be it from another file."""
    return queries.holder(index, f"address:{addresses.fold(address)}") is not None


def _address(key: PageKey, index: Index, output: int) -> str:
    try:
        return KINDS[key.kind].address(key, index)
    except KeyError:  # there is no such page any more
        made = ledger.get(index.db, output, key)
        return made.address if made else ""
