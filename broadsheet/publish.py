"""What is on the list -> public/: pages before the lists that link to them, feeds after, deletions last.

In batches: the manifest names what is about to be written, then the files, then the index says so. A build that is
killed in between leaves the page on the list, so the next one makes sure of it.
"""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from broadsheet import render, workers
from broadsheet.index import connection, ledger, scan
from broadsheet.index.ledger import Made, Pending, Stray
from broadsheet.index.reader import Index
from broadsheet.job import CACHE, Job, Summary, Witness
from broadsheet.keys import Planned, Reason
from broadsheet.output import Folder
from broadsheet.pages.kind import Stage
from broadsheet.problems import Problem, SiteError, error
from broadsheet.render import Recipe, Rendered, Renderer

_BATCH = 50
_FATAL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE})
"""The failures after which nothing more can be written; others are about one file."""

_IN_THE_WAY = frozenset({errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENOTEMPTY})
"""The failures of a page whose place is taken by something that may be about to go."""

Batch = list[tuple[Pending, Made | None]]


def publish(db: sqlite3.Connection, job: Job, folder: Folder, summary: Summary, witness: Witness) -> None:
    """Make all that is on the list, and write what changed.

    Between two stages all is written, so that what a page links to is there before it.
    """
    total = ledger.count_pending(db, job.output)
    witness.began("render", total)
    with ExitStack() as stack:
        executor = None
        if total >= workers.MANY and job.jobs > 1:
            recipe = Recipe(
                str(job.site / CACHE / connection.NAME), job.view, job.now, job.settings, job.theme, job.closures
            )
            executor = stack.enter_context(workers.pool(job.jobs, render.begin, recipe))
        work = render.render_batch
        if executor is None:
            renderer = Renderer(Index(db, job.view, job.settings, job.now), job.theme, job.closures)
            work = partial(_render_here, renderer)
        for stage in range(max(Stage) + 1):
            batches = _batches(db, job.output, stage)
            for results in workers.spread(executor, work, batches, 2 * job.jobs):
                _put(db, job, folder, results, summary, witness)


def rehearse(db: sqlite3.Connection, job: Job) -> None:
    """Render all that is on the list and keep none of it; SiteError with all that would be left out."""
    renderer = Renderer(Index(db, job.view, job.settings, job.now), job.theme, job.closures)
    pages = (page for stage in range(max(Stage) + 1) for batch in _batches(db, job.output, stage) for page in batch)
    problems = [page.problem for page in (renderer.render(*entry) for entry in pages) if page.problem]
    if problems:
        raise SiteError(*problems)


def sweep(db: sqlite3.Connection, job: Job, folder: Folder, summary: Summary, witness: Witness) -> None:
    """Delete the files of ours that nothing makes any more.

    The page of a source that is there but can't be read stays, unless the source says that it must go.
    """
    done = []
    gone = []
    strays = ledger.strays(db, job.output)
    kept = {stray.address for stray in strays if stray.source and scan.is_kept(db, stray.source, job.now)}
    for stray in strays:
        if ledger.lives_at(db, job.output, stray.address):
            done.append(stray.address)
        elif kept and stray.kind in ("media", "asset"):
            continue  # which of them a page needs that is only kept, nobody knows
        elif stray.address not in kept:
            try:
                there = folder.delete(stray.address)
            except OSError as failure:
                summary.problems.append(_unwritten(stray.address, failure))
                continue
            summary.removed += there
            gone.append(stray.address)
            if there:
                summary.taken.append(stray.address)
                witness.removed(stray.address)
    if gone:
        folder.note(deleted=gone)
    with connection.transaction(db):
        ledger.drop_strays(db, job.output, done + gone)
        if folder.is_stale(deleted=bool(gone)):
            folder.renew(ledger.addresses(db, job.output))
        _note_folder(db, job, folder)


def retry(db: sqlite3.Connection, job: Job, folder: Folder, summary: Summary, witness: Witness) -> None:
    """Make the pages once more that found a file of ours where a folder must be, or a folder for a file."""
    if summary.blocked:
        renderer = Renderer(Index(db, job.view, job.settings, job.now), job.theme, job.closures)
        planned = [Pending(Planned(key, Reason.OUTPUT), forced=True) for key in summary.blocked]
        _put(db, job, folder, [renderer.render(entry, None) for entry in planned], summary, witness)


def _render_here(renderer: Renderer, batch: Batch) -> list[Rendered]:
    return [renderer.render(pending, was) for pending, was in batch]


def _batches(db: sqlite3.Connection, output: int, stage: int) -> Iterator[Batch]:
    for entries in ledger.pending(db, output, _BATCH, stage):
        yield [(entry, ledger.get(db, output, entry.planned.key)) for entry in entries]


def _put(
    db: sqlite3.Connection, job: Job, folder: Folder, results: list[Rendered], summary: Summary, witness: Witness
) -> None:
    """Write a batch, then note it in the index."""
    before = {page.key: ledger.get(db, job.output, page.key) for page in results}
    results = [page for page in results if not _is_foreign(db, job, folder, page, before[page.key], summary)]
    new = [page for page in results if not page.same and _address(before[page.key]) != page.address]
    if any(not page.same for page in results):
        folder.note(added=[Stray(page.address, page.key.kind, page.source) for page in new])
    written = [page for page in results if _write(job.site, folder, page, before[page.key], summary, witness)]
    with connection.transaction(db):
        for page in written:
            was = before[page.key]
            if not page.address:
                ledger.remove(db, job.output, page.key)
            elif not page.same or was is None or was.until != page.until:
                made = Made(page.address, page.context, page.until, page.source)
                ledger.put(db, job.output, page.key, made)
            ledger.settle(db, job.output, page.key)
        _note_folder(db, job, folder)


def _is_foreign(
    db: sqlite3.Connection, job: Job, folder: Folder, page: Rendered, was: Made | None, summary: Summary
) -> bool:
    """Whether a file that we didn't write is where a page would go: it stays, unless that is asked for."""
    if page.problem or page.same or job.yes or _address(was) == page.address:
        return False
    made = page.data if page.data is not None else job.site / page.copied
    if ledger.is_ours(db, job.output, page.address) or not folder.differs(page.address, made):
        return False
    message = "a file that Broadsheet didn't write is there; it is left as it is"
    hint = "move it elsewhere; or give --yes, and it is overwritten"
    summary.problems.append(error(page.address, message, hint=hint))
    return True


def _write(site: Path, folder: Folder, page: Rendered, was: Made | None, summary: Summary, witness: Witness) -> bool:
    """Write a page; gives whether all went well, so that it can be taken off the list."""
    if page.problem:
        summary.problems.append(page.problem)
        witness.page(page.key, page.address, "failed")
        return False
    if not page.address or page.same:
        summary.kept += bool(page.address)
        witness.page(page.key, page.address, "kept" if page.address else "gone")
        return True
    try:
        if page.data is not None:
            changed = folder.put(page.address, page.data)
        else:
            changed = folder.copy(page.address, site / page.copied)
    except OSError as failure:
        if failure.errno in _FATAL:
            raise SiteError(_unwritten(page.address, failure)) from failure
        if failure.errno in _IN_THE_WAY and page.key not in summary.blocked:
            summary.blocked.append(page.key)
            return False
        summary.problems.append(_unwritten(page.address, failure))
        witness.page(page.key, page.address, "failed")
        return False
    summary.made += changed
    summary.kept += not changed
    if changed:
        new = was is None or was.address != page.address
        (summary.added if new else summary.changed).append(page.address)
    witness.page(page.key, page.address, "made" if changed else "rendered")
    return True


def _address(made: Made | None) -> str:
    return made.address if made else ""


def _note_folder(db: sqlite3.Connection, job: Job, folder: Folder) -> None:
    ledger.close_output(db, job.output, now=job.now, claimed=folder.claimed, manifest=folder.size(), whole=folder.whole)


def _unwritten(address: str, failure: OSError) -> Problem:
    hint = "what is online stays as it was; the next build goes on from here"
    return error(address, f"it couldn't be written: {failure.strerror}", hint=hint)
