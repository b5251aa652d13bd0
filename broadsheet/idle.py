"""Whether a build has nothing to do, told without loading what builds.

A build that came to its end leaves a mark in the index: what it was made with, and what was wrong besides the texts.
While all that is the same, and no file, no moment and nothing in the output is another, the next build can only say
what that one said.
"""

import hashlib
import sqlite3

import msgspec

from broadsheet import fingerprint, settings_file, theme_layers
from broadsheet.index import gate, ledger, notes, scan
from broadsheet.index.survey import Survey
from broadsheet.job import Next, Order, Summary
from broadsheet.manifest import FORMER, MANIFEST
from broadsheet.problems import Problem, SiteError

_NAME = "rest"


class _Mark(msgspec.Struct, frozen=True):
    """How a build left things."""

    made_with: str
    manifest: tuple[int, int, int]
    problems: list[Problem]
    next: Next | None = None


def made_with(order: Order, theme: str) -> str:
    """The hash of all that makes a site besides its files and the moment; empty where some of it can't be read."""
    try:
        settings = (order.site / settings_file.NAME).read_bytes()
        digest = theme_layers.digest(order.site, theme)
    except (OSError, SiteError):
        return ""
    parts = [fingerprint.program(), digest, order.place, str(_view(order))]
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogateescape") + settings, digest_size=16).hexdigest()


def answer(db: sqlite3.Connection, order: Order, made: str, seen: Survey) -> Summary | None:
    """What a build has to say that has nothing to do; None where it may have something to do.

    `made` is what `made_with` gives, and `seen` how the site's folders look now.
    """
    kept = notes.get_meta(db, _NAME)
    mark = msgspec.msgpack.decode(kept, type=_Mark) if isinstance(kept, bytes) else None
    if mark is None or not made or mark.made_with != made or mark.manifest != _manifest(order):
        return None
    if not scan.is_unchanged(db, seen) or not _stands_still(db, order):
        return None
    output = ledger.open_output(db, order.place, _view(order)).output
    pages = ledger.count_pages(db, output)
    others = {f"claim{view}" for view in gate.VIEWS if view != _view(order)}
    return Summary(pages=pages, next=mark.next, problems=[*mark.problems, *notes.problems(db, skip=others)])


def mark(db: sqlite3.Connection, order: Order, made: str, problems: list[Problem], coming: Next | None) -> None:
    """Note that a build came to its end, unless it left something to the next one.

    `problems` are those that it found elsewhere than in the site's files, and `coming` is when the next has something
    to do: until then it stays so. Expects an open transaction.
    """
    manifest = _manifest(order)
    if made and manifest and _is_done(db, order):
        notes.put_meta(db, _NAME, msgspec.msgpack.encode(_Mark(made, manifest, problems, coming)))


def forget(db: sqlite3.Connection) -> None:
    """Take the mark away, before anything changes. Expects an open transaction."""
    db.execute("DELETE FROM meta WHERE name = ?", (_NAME,))


def _view(order: Order) -> int:
    return gate.DRAFTS if order.drafts else gate.PUBLIC


def _manifest(order: Order) -> tuple[int, int, int] | None:
    """By what one tells that nobody has written into the output."""
    try:
        status = (order.output / MANIFEST).stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ino


def _is_done(db: sqlite3.Connection, order: Order) -> bool:
    """Whether nothing is left to be made or taken away."""
    output = ledger.open_output(db, order.place, _view(order)).output
    strays = ledger.strays(db, output)
    return not ledger.count_pending(db, output) and all(stray.kind == FORMER for stray in strays)


def _stands_still(db: sqlite3.Connection, order: Order) -> bool:
    """Whether time has changed nothing, and nobody has put anything on the list."""
    output = ledger.open_output(db, order.place, _view(order))
    now = int(order.now.timestamp())
    if (
        output.now is None
        or output.doubted
        or now < output.now
        or ledger.due(db, output.output, now)
        or not _is_done(db, order)
    ):
        return False
    passed = "SELECT 1 FROM view, instant WHERE at > min(view.now, ?) AND at <= max(view.now, ?) LIMIT 1"
    return db.execute(passed, (now, now)).fetchone() is None
