"""The conductor: scan, plan, render, publish. The only room that knows all the others.

It loads them when there is something to do, which a build finds out first.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from broadsheet import idle, output, schedule, settings_file
from broadsheet.index import connection, gate, ledger, notes, scan, seal
from broadsheet.job import CACHE, Order, Summary, Witness, cores
from broadsheet.problems import Severity, SiteError, error, warning

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from broadsheet.cluster import Cluster
    from broadsheet.index.survey import Survey
    from broadsheet.job import Job, Next
    from broadsheet.problems import Problem
    from broadsheet.settings import Settings
    from broadsheet.theme import Theme


def build(order: Order, witness: Witness) -> Summary:
    """Bring the output up to date with the site's files at `order.now`.

    SiteError when nothing could be built. Killed at any instant, it leaves a whole site, and the next one goes on.
    """
    try:
        return _build(order, witness)
    except sqlite3.OperationalError as failure:  # the disk is full, or the folder is read-only
        raise SiteError(error(f"{CACHE}/{connection.NAME}", f"the index can't be written: {failure}")) from failure
    except sqlite3.DatabaseError as failure:
        if not connection.is_damage(failure):
            raise
    # Damage that shows only when a page of the file is read. The index is a cache: once more, without it.
    witness.remark("the index is damaged: building everything anew")
    return _build(msgspec.structs.replace(order, clean=True), witness)


def _build(order: Order, witness: Witness) -> Summary:
    summary = Summary(listing=order.listing)
    with _timed(summary, "settings", witness):
        settings = _read_settings(order.site, summary)
        # What may rest is asked first, and the theme is only loaded when it doesn't.
        chosen = None if _may_rest(order) else _load_theme(order.site, settings)
    with hold(order.site, witness):
        with _index(order, summary) as db:
            said = _bring_up(db, order, settings, chosen, summary, witness)
        seal.end(order.site / CACHE)
    return said


def _bring_up(
    db: sqlite3.Connection, order: Order, settings: Settings, chosen: Theme | None, summary: Summary, witness: Witness
) -> Summary:
    """Build, or find that there is nothing to do, which is only looked for without a theme."""
    seen = None
    if chosen is None:
        with _timed(summary, "plan", witness):
            witness.began("plan", 0)
            seen = scan.look_around(db, order.site, time.time_ns(), order.jobs or cores())
            made = idle.made_with(order, settings.theme.name)
            if seen and (said := idle.answer(db, order, made, seen)):
                if not schedule.is_written(order.site):
                    _tell_when(order, said, settings)
                return msgspec.structs.replace(said, remarks=summary.remarks, seconds=summary.seconds)
        chosen = _load_theme(order.site, settings)
    return _make(db, order, settings, chosen, seen, summary, witness)


def _may_rest(order: Order) -> bool:
    """Whether a build could have nothing to do, so that it's worth while to find that out first."""
    asked = order.clean or order.strict or order.changed or order.repair
    return not asked and (order.site / CACHE / connection.NAME).exists()


def _make(
    db: sqlite3.Connection,
    order: Order,
    settings: Settings,
    chosen: Theme,
    seen: Survey | None,
    summary: Summary,
    witness: Witness,
) -> Summary:
    """Build with all that it takes."""
    from broadsheet import plan, publish, redirects

    made = idle.made_with(order, settings.theme.name)
    elsewhere = list(summary.problems)
    with (
        _cluster(order, witness) as machines,
        output.open_folder(order.output, order.site, witness) as folder,
    ):
        seal.begin(order.site / CACHE)
        with _timed(summary, "plan", witness), connection.transaction(db):
            idle.forget(db)
            clock = int(time.time())
            job = plan.prepare(db, order, settings, chosen, folder, summary, witness, seen, machines, clock)
            if order.strict:
                publish.rehearse(db, job, folder)
            if job.moved:
                # Before the index takes for granted that they are noted; a build that is killed here notes them once.
                redirects.append(order.site, job.moved)
        with _timed(summary, "render", witness):
            publish.publish(db, job, folder, summary, witness, machines)
        with _timed(summary, "clean up", witness):
            publish.sweep(db, job, folder, summary, witness)
            publish.retry(db, job, folder, summary, witness)
            if summary.made or summary.removed:  # before the index, and the mark that is taken away, rely on it
                folder.keep()
        summary.pages = ledger.count_pages(db, job.output)
        if order.repair and not summary.compared:  # all are made anew, which compares them with their files too
            summary.compared = summary.pages
        steering = _steering(db, order, job)
        summary.next = schedule.read(db, order)
        with connection.transaction(db):
            idle.mark(db, order, made, [*elsewhere, *steering], summary.next)
    _tell_when(order, summary, settings)
    summary.problems += steering
    summary.problems += notes.problems(db, skip={f"claim{view}" for view in gate.VIEWS if view != job.view})
    return summary


def _steering(db: sqlite3.Connection, order: Order, job: Job) -> list[Problem]:
    """What leads nowhere in menus, logo and desk: few things, and on the pages that all see; and what is wrong with
    the icon and what machines are told.

    The build has made what it could by then, so these are warnings; but where it was asked to be strict, errors.
    """
    from broadsheet import links
    from broadsheet.hosting import faults
    from broadsheet.index.reader import Index

    index = Index(db, job.view, job.settings, job.now)
    found = [one for one in links.steering(index, order.site, job.output) if one.severity is Severity.ERROR]
    found += faults.problems(index, order.site)
    severity = Severity.ERROR if order.strict else Severity.WARNING
    return [msgspec.structs.replace(problem, severity=severity) for problem in found]


def _tell_when(order: Order, summary: Summary, settings: Settings) -> None:
    """Leave word of when a build next has something to do; a preview of drafts has other moments than the site."""
    if order.drafts:
        return
    try:
        schedule.write(order.site, summary.next, settings.zone)
    except OSError as failure:  # the site is built all the same
        path, said = f"{CACHE}/{schedule.NAME}", f"it couldn't be written: {failure.strerror}"
        summary.problems.append(warning(path, said, hint="what reads it knows an earlier moment, or none"))


def coming(order: Order) -> Next | None:
    """When a build next has something to do, as the last one left things; that may be past, and nobody built.

    SiteError where there was no build into the order's output.
    """
    summary = Summary()
    _read_settings(order.site, summary)
    with rolled_back(order, summary, Witness()) as db:
        last = schedule.last(db, order)
        if last is None:
            raise SiteError(error(str(order.output), "nothing was built there yet", hint="build once, then ask again"))
        return schedule.read(db, order, last)


def plan_only(order: Order, witness: Witness) -> Summary:
    """What a build would make, and why, told to the witness; writes nothing."""
    from broadsheet import plan, worklist

    summary = Summary()
    settings, chosen = read_site(order.site, summary)
    with rolled_back(order, summary, witness) as db:
        job = plan.prepare(db, order, settings, chosen, None, summary, witness)
        for planned, address in worklist.listed(db, job):
            witness.planned(planned, address)
        summary.problems += notes.problems(db, skip={f"claim{view}" for view in gate.VIEWS if view != job.view})
    return summary


def read_site(site: Path, summary: Summary) -> tuple[Settings, Theme]:
    """The settings and the theme. SiteError where one of them can't be had."""
    settings = _read_settings(site, summary)
    return settings, _load_theme(site, settings)


def _read_settings(site: Path, summary: Summary) -> Settings:
    settings, problems = settings_file.read(site)
    if settings is None:
        raise SiteError(*problems)
    summary.problems += problems
    return settings


def _load_theme(site: Path, settings: Settings) -> Theme:
    from broadsheet import theme

    return theme.load(site, settings.theme, settings.base)


@contextmanager
def hold(site: Path, witness: Witness) -> Iterator[None]:
    """Keep other builds, and whoever takes sources in, from a site until this is left."""
    folder = site / CACHE
    try:
        folder.mkdir(exist_ok=True)
    except OSError as failure:
        raise SiteError(output.unwritable(folder, failure)) from failure
    with output.locked(folder, lambda: witness.waiting(folder)):
        yield


@contextmanager
def _cluster(order: Order, witness: Witness) -> Iterator[Cluster | None]:
    """The cluster that work is given to, where one is asked for."""
    if not order.executor:
        yield None
        return
    from broadsheet import cluster

    with cluster.connect(order.executor, witness.remark) as machines:
        yield machines


@contextmanager
def _index(order: Order, summary: Summary) -> Iterator[sqlite3.Connection]:
    """The index of a site that is held."""
    folder = order.site / CACHE
    if order.clean:
        connection.forget(folder)
    db, why = connection.connect(folder)
    if why:
        summary.remarks.append(why)
    try:
        yield db
    except sqlite3.Error:
        db.close()  # and no seal: nobody knows how its file is
        raise
    except BaseException:
        connection.close(db, folder)
        raise
    connection.close(db, folder)


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
    with hold(order.site, witness), _index(order, summary) as db:
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
        finally:
            db.execute("ROLLBACK")


@contextmanager
def _timed(summary: Summary, step: str, witness: Witness) -> Iterator[None]:
    started = time.perf_counter()
    yield
    summary.seconds[step] = time.perf_counter() - started
    witness.ended(step, summary.seconds[step])
