"""What is on the list -> public/: pages before the lists that link to them, feeds after, deletions last.

In batches: the manifest names what is about to be written, then the files, then the index says so. A build that is
killed in between leaves the page on the list, so the next one makes sure of it.
"""

import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain

from broadsheet import printer, workers
from broadsheet.cluster import Cluster
from broadsheet.index import connection, down, files, ledger, scan
from broadsheet.index.ledger import Made, Pending, Stray
from broadsheet.job import Job, Summary, Witness
from broadsheet.keys import Planned, Reason
from broadsheet.manifest import FORMER, line_of
from broadsheet.output import Folder
from broadsheet.pages.kind import Stage
from broadsheet.pictures import making
from broadsheet.printer import Printed
from broadsheet.problems import Problem, SiteError

_BATCH = 100
_FEW = 20
"""How many files, since some of these are pictures, which take a hundred times as long as pages."""
_PICTURE = 20
"""As how many pages the size of a picture counts where it's asked whether other processes pay."""
_AHEAD = 3
"""How many batches wait for each process that prints, or are in its hands."""

Batch = list[Pending]
Spread = Callable[[list[Iterator[Batch]]], Iterator[list[Printed]]]
"""Has shares of the pages made and written, here or elsewhere; what came of each batch, as they were given out."""


def publish(
    db: sqlite3.Connection,
    job: Job,
    folder: Folder,
    summary: Summary,
    witness: Witness,
    cluster: Cluster | None = None,
) -> None:
    """Make all that is on the list, on a cluster where one is given, and write what changed.

    Between two stages all is written, so that what a page links to is there before it.
    """
    total = ledger.count_pending(db, job.output)
    witness.began("render", total)
    # How long the manifest was when each batch was given out: what it names from there on may not be in the index yet.
    lengths: deque[int] = deque()

    def given_out(batches: Iterator[Batch]) -> Iterator[Batch]:
        for batch in batches:
            lengths.append(folder.manifest.size())
            yield batch

    work = total + _PICTURE * ledger.count_pending(db, job.output, "variant")
    with _printers(db, job, folder, work, cluster) as (number, spread):
        for stage in range(max(Stage) + 1):
            size = _FEW if stage <= Stage.FILES else _BATCH
            cut = ledger.shares(db, job.output, stage, number)
            shares = [given_out(ledger.pending(db, job.output, stage, size, share)) for share in cut]
            made = 0
            for printed in spread(shares):
                made += sum(page.what == "made" for page in printed)
                lengths.popleft()
                _note(db, job, folder, printed, summary, witness, lengths[0] if lengths else folder.manifest.size())
            if made:
                folder.keep(others=number > 1)


def rehearse(db: sqlite3.Connection, job: Job, folder: Folder) -> None:
    """Render all that is on the list and keep none of it; SiteError with all that would be left out."""
    here = printer.printer(db, job, folder)
    pages = (
        here.renderer.make(one.draft)
        for stage in range(max(Stage) + 1)
        for batch in ledger.pending(db, job.output, stage, _BATCH)
        for one in here.draft(batch)
    )
    problems = [page for page in pages if isinstance(page, Problem)]
    if problems:
        raise SiteError(*problems)


def sweep(db: sqlite3.Connection, job: Job, folder: Folder, summary: Summary, witness: Witness) -> None:
    """Delete the files of ours that nothing makes any more.

    What couldn't be made this time stays as it was. So does the page of a source that is there but can't be read,
    unless the source or the desk says that it must go. A file of the theme stays until files of the theme are replaced
    once more: pages in caches ask for it.
    """
    done = []
    gone = []
    former = []
    pictures_gone = False
    strays = ledger.strays(db, job.output)
    assets = (stray.address for stray in strays if stray.kind == "asset")
    replaced = {address for address in assets if not ledger.lives_at(db, job.output, address)}
    kept = {
        stray.address
        for stray in strays
        if stray.source
        and scan.is_kept(db, stray.source, job.now)
        and not down.covers(db, job.view, job.site, stray.source, stray.address)
    }
    # Never what another page left at the address of one that couldn't be made: that may have been withdrawn.
    kept |= {one.address for one in strays if summary.failed.get(one.address) == (one.kind, one.source)}
    for stray in strays:
        if ledger.lives_at(db, job.output, stray.address):
            done.append(stray.address)
        elif kept and stray.kind in ("media", "asset", FORMER):
            continue  # which of them a page needs that is only kept, nobody knows
        elif stray.address in replaced:
            former.append(stray)
        elif stray.kind == FORMER and not replaced:
            continue
        elif stray.address not in kept:
            try:
                there = folder.delete(stray.address)
            except OSError as failure:
                summary.problems.append(printer.unwritten(stray.address, failure))
                continue
            summary.removed += there
            gone.append(stray.address)
            pictures_gone |= stray.kind == "variant"
            folder.manifest.whole -= len(line_of(stray).encode())
            if there:
                if summary.listing:
                    summary.taken.append(stray.address)
                witness.removed(stray.address)
    staying = [Stray(stray.address, FORMER, "", stray.written) for stray in former]
    folder.manifest.whole += sum(
        len(line_of(now).encode()) - len(line_of(was).encode()) for was, now in zip(former, staying, strict=True)
    )
    # A name that the manifest has forgotten must not come back: nothing would take that file away.
    folder.keep()
    if gone or staying:
        folder.manifest.note(added=staying, deleted=gone)
    if pictures_gone:
        making.tidy(job.site, files.contents(db), job.settings.pictures.quality)
    with connection.transaction(db):
        ledger.drop_strays(db, job.output, done + gone)
        for stray in staying:
            ledger.put_stray(db, job.output, stray)
        if folder.manifest.is_stale(deleted=bool(gone)):
            folder.renew(ledger.addresses(db, job.output))
        _note_folder(db, job, folder, folder.manifest.size())


def retry(db: sqlite3.Connection, job: Job, folder: Folder, summary: Summary, witness: Witness) -> None:
    """Make the pages once more that found a file of ours where a folder must be, or a folder for a file."""
    if summary.blocked:
        planned = [Pending(Planned(key, Reason.OUTPUT), forced=True) for key in summary.blocked]
        printed = printer.printer(db, job, folder).print(planned)
        folder.keep()
        _note(db, job, folder, printed, summary, witness, folder.manifest.size())


@contextmanager
def _printers(
    db: sqlite3.Connection, job: Job, folder: Folder, total: int, cluster: Cluster | None
) -> Iterator[tuple[int, Spread]]:
    """Who prints, and how many they are: this process; where there is much to do several of them, or a cluster.

    Each process has a share of its own: pages that are near each other show the same articles, which it then knows.
    """
    if total >= workers.MANY and cluster:
        here = printer.printer(db, job, folder)
        yield 1, lambda shares: printer.print_on(cluster, here, chain(*shares))
    elif total < workers.MANY or job.jobs == 1:
        here = printer.printer(db, job, folder)
        yield 1, lambda shares: map(here.print, chain(*shares))
    else:
        printer.prepare(db, job, folder)
        with workers.start(job.jobs, printer.begin, job, folder) as hands:
            yield job.jobs, lambda shares: workers.spread(hands, shares, _AHEAD)


def _note(
    db: sqlite3.Connection,
    job: Job,
    folder: Folder,
    printed: list[Printed],
    summary: Summary,
    witness: Witness,
    manifest: int,
) -> None:
    """Note in the index what came of a batch; up to `manifest` all that the manifest names is known there."""
    with connection.transaction(db):
        new = []
        for page in printed:
            why = (page.reason, page.cause)
            made = Made(page.address, page.digest, page.until, page.source, page.written, job.at, *why)
            if page.what == "gone":
                ledger.remove(db, job.output, page.key)
            elif page.what == "kept":
                ledger.put_until(db, job.output, page.key, page.until)
            elif page.what in ("made", "rendered"):
                if page.was:
                    ledger.replace(db, job.output, page.key, made)
                else:
                    new.append((page.key, made))
                if page.was != page.address:
                    folder.manifest.whole += len(line_of(Stray(page.address, page.key.kind, page.source)).encode())
            elif page.what == "failed" and (path := _made_of(page)):
                scan.look_again(db, path)  # it may have changed and kept its size and time
        ledger.put(db, job.output, new)
        ledger.settle(db, job.output, [page.key for page in printed if page.what in _SETTLED])
        _note_folder(db, job, folder, manifest)
    for page in printed:
        _tell(page, summary, witness)


def _made_of(page: Printed) -> str:
    """The file of the site that a page which couldn't be made is a copy of, or waits for; empty where there is none."""
    if page.key.kind in ("static", "media"):
        return page.key.name if page.key.kind == "static" else f"media/{page.key.name}"
    return page.problem.path if page.problem and page.problem.path.startswith("media/") else ""


_SETTLED = frozenset({"made", "rendered", "kept", "gone"})
"""What takes a page off the list; all else stays on it for the next build."""


def _tell(page: Printed, summary: Summary, witness: Witness) -> None:
    if page.what == "blocked" and page.key not in summary.blocked:
        summary.blocked.append(page.key)
        return
    if page.what == "failed":
        summary.failed[page.address] = (page.key.kind, page.source)
    if page.problem:
        summary.problems.append(page.problem)
    if page.what == "made":
        summary.made += 1
        if summary.listing:
            (summary.changed if page.was == page.address else summary.added).append(page.address)
    elif page.what in ("rendered", "kept"):
        summary.kept += 1
    if page.what != "foreign":
        what = "failed" if page.what == "blocked" else page.what
        witness.page(page.key, page.address, what, Reason(page.reason), page.cause, page.written)


def _note_folder(db: sqlite3.Connection, job: Job, folder: Folder, manifest: int) -> None:
    ledger.close_output(
        db, job.output, now=job.now, claimed=folder.manifest.claimed, manifest=manifest, whole=folder.manifest.whole
    )
