"""The conductor: scan, plan, render, publish. The only room that knows all the others."""

import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from broadsheet import cluster, output, plan, publish, redirects, settings_file, theme, worklist
from broadsheet.index import connection, gate, ledger, store
from broadsheet.job import CACHE, Order, Summary, Witness
from broadsheet.problems import SiteError, error
from broadsheet.settings import Settings
from broadsheet.theme import Theme


def build(order: Order, witness: Witness) -> Summary:
    """Bring the output up to date with the site's files at `order.now`.

    SiteError when nothing could be built. Killed at any instant, it leaves a whole site, and the next one goes on.
    """
    try:
        return _build(order, witness)
    except BrokenExecutor as failure:
        hint = "if the machine ran out of memory, --jobs 1 takes the least; the next build goes on from here"
        raise SiteError(error(CACHE, "a process of this build died", hint=hint)) from failure
    except sqlite3.OperationalError as failure:  # the disk is full, or the folder is read-only
        raise SiteError(error(f"{CACHE}/{connection.NAME}", f"the index can't be written: {failure}")) from failure
    except sqlite3.DatabaseError as failure:
        if not connection.is_damage(failure):
            raise
    # Damage that shows only when a page of the file is read. The index is a cache: once more, without it.
    witness.remark("the index is damaged: building everything anew")
    return _build(replace(order, clean=True), witness)


def _build(order: Order, witness: Witness) -> Summary:
    summary = Summary()
    with _timed(summary, "settings"):
        settings, chosen = read_site(order.site, summary)
    with (
        _cluster(order, witness) as machines,
        _index(order, summary, witness) as db,
        output.open_folder(order.output, order.site, witness.remark) as folder,
    ):
        with _timed(summary, "plan"), connection.transaction(db):
            job = plan.prepare(db, order, settings, chosen, folder, summary, witness)
            if order.strict:
                publish.rehearse(db, job, folder)
            # Before the index takes for granted that they are noted; a build that is killed here notes them once.
            redirects.append(order.site, job.moved)
        with _timed(summary, "render"):
            publish.publish(db, job, folder, summary, witness, machines)
        with _timed(summary, "clean up"):
            publish.sweep(db, job, folder, summary, witness)
            publish.retry(db, job, folder, summary, witness)
        summary.pages = ledger.count_pages(db, job.output)
        summary.problems += store.problems(db, skip={f"claim{view}" for view in gate.VIEWS if view != job.view})
    return summary


def plan_only(order: Order, witness: Witness) -> Summary:
    """What a build would make, and why, told to the witness; writes nothing."""
    summary = Summary()
    settings, chosen = read_site(order.site, summary)
    with rolled_back(order, summary, witness) as db:
        job = plan.prepare(db, order, settings, chosen, None, summary, witness)
        for planned, address in worklist.listed(db, job):
            witness.planned(planned, address)
        summary.problems += store.problems(db, skip={f"claim{view}" for view in gate.VIEWS if view != job.view})
    return summary


def read_site(site: Path, summary: Summary) -> tuple[Settings, Theme]:
    """The settings and the theme. SiteError where one of them can't be had."""
    settings, problems = settings_file.read(site)
    if settings is None:
        raise SiteError(*problems)
    summary.problems += problems
    return settings, theme.load(site, settings.theme, settings.base)


@contextmanager
def hold(site: Path, witness: Witness) -> Iterator[None]:
    """Keep other builds, and whoever takes sources in, from a site until this is left."""
    folder = site / CACHE
    try:
        folder.mkdir(exist_ok=True)
    except OSError as failure:
        raise SiteError(output.unwritable(folder, failure)) from failure
    with output.locked(folder, lambda: witness.remark(f"another build holds {folder}: waiting for it")):
        yield


@contextmanager
def _cluster(order: Order, witness: Witness) -> Iterator[cluster.Cluster | None]:
    """The cluster that work is given to, where one is asked for."""
    if not order.executor:
        yield None
        return
    with cluster.connect(order.executor, witness.remark) as machines:
        yield machines


@contextmanager
def _index(order: Order, summary: Summary, witness: Witness) -> Iterator[sqlite3.Connection]:
    """The index, locked for this process."""
    folder = order.site / CACHE
    with hold(order.site, witness):
        if order.clean:
            connection.forget(folder)
        db, why = connection.connect(folder)
        if why:
            summary.remarks.append(why)
        try:
            yield db
        finally:
            db.close()


@contextmanager
def rolled_back(order: Order, summary: Summary, witness: Witness) -> Iterator[sqlite3.Connection]:
    """The index for who only wants to know: whatever is written into it is taken back."""
    if order.clean or not (order.site / CACHE / connection.NAME).exists():
        db, _ = connection.connect(None)
        try:
            yield db
        finally:
            db.close()
        return
    with _index(order, summary, witness) as db:
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
        finally:
            db.execute("ROLLBACK")


@contextmanager
def _timed(summary: Summary, step: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    summary.seconds[step] = time.perf_counter() - started
