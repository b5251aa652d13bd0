"""One batch of pages: drawn from the index, made, and written into the output; here or in another process.

Before a file is written that is new at its address, the manifest names it. The index is only read: what came of each
page is told to the build, and that writes it down.
"""

import errno
import gc
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import msgspec

from broadsheet.index import ledger
from broadsheet.index.connection import NAME, connect_reader
from broadsheet.index.ledger import Made, Pending, Stray
from broadsheet.index.reader import Index
from broadsheet.job import CACHE, Job
from broadsheet.keys import PageKey
from broadsheet.output import Folder
from broadsheet.pages.kind import FileCopy
from broadsheet.problems import Problem, RenderError, SiteError, error
from broadsheet.render import Draft, Renderer, told

_FATAL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE})
"""The failures after which nothing more can be written; others are about one file."""

_IN_THE_WAY = frozenset({errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENOTEMPTY})
"""The failures of a page whose place is taken by something that may be about to go."""


class Printed(msgspec.Struct, frozen=True, array_like=True):
    """What came of a page.

    `what` is `made` (written), `rendered` (to the bytes that were there), `kept` (left alone), `gone` (there is no such
    page any more), `failed`, `foreign` (a file that isn't ours is in its place) or `blocked` (something of ours is).
    """

    key: PageKey
    what: str
    address: str = ""
    digest: bytes = b""
    until: int | None = None
    source: str = ""
    was: str = ""
    """Where it lived before; empty when it is new."""
    problem: Problem | None = None


@dataclass(slots=True)
class Printer:
    """Makes and writes pages of one view of the index."""

    db: sqlite3.Connection
    output: int
    renderer: Renderer
    folder: Folder
    site: Path
    yes: bool
    """Whether files may be overwritten that aren't ours."""

    def print(self, batch: list[Pending]) -> list[Printed]:
        """Make and write a batch. SiteError where nothing more can be written."""
        drafts = []
        for entry in batch:
            was = ledger.get(self.db, self.output, entry.planned.key)
            drafts.append((self.renderer.draft(entry, was), was))
        return self.write([(draft, was, self._make(draft)) for draft, was in drafts])

    def write(self, pages: list[tuple[Draft, Made | None, bytes | FileCopy | Problem | None]]) -> list[Printed]:
        """Write pages of which the bytes are made; None for those that are left alone, or gone."""
        done: list[Printed] = []
        writing: list[tuple[Draft, Made | None, bytes | FileCopy]] = []
        for draft, was, made in pages:
            if made is None:
                done.append(_printed(draft, was, "kept" if draft.address else "gone"))
            elif isinstance(made, Problem):
                done.append(_printed(draft, was, "failed", made))
            elif problem := self._foreign(draft, was, made):
                done.append(_printed(draft, was, "foreign", problem))
            else:
                writing.append((draft, was, made))
        if writing:
            new = [draft for draft, was, _ in writing if was is None or was.address != draft.address]
            self.folder.note(added=[Stray(draft.address, draft.key.kind, draft.source) for draft in new])
        done += [self._write(draft, was, made) for draft, was, made in writing]
        return done

    def _make(self, draft: Draft) -> bytes | FileCopy | Problem | None:
        if draft.context is None:
            return None
        try:
            return self.renderer.make(draft)
        except RenderError as failure:
            return told(failure.problem, draft.key)

    def _foreign(self, draft: Draft, was: Made | None, made: bytes | FileCopy) -> Problem | None:
        """A file that we didn't write is where a page would go: it stays, unless that is asked for."""
        if self.yes or (was is not None and was.address == draft.address):
            return None
        content = self.site / made.path if isinstance(made, FileCopy) else made
        if not self.folder.differs(draft.address, content) or ledger.is_ours(self.db, self.output, draft.address):
            return None
        message = "a file that Broadsheet didn't write is there; it is left as it is"
        hint = "move it elsewhere; or give --yes, and it is overwritten"
        return error(draft.address, message, hint=hint)

    def _write(self, draft: Draft, was: Made | None, made: bytes | FileCopy) -> Printed:
        try:
            if isinstance(made, FileCopy):
                changed = self.folder.copy(draft.address, self.site / made.path)
            else:
                changed = self.folder.put(draft.address, made)
        except OSError as failure:
            problem = unwritten(draft.address, failure)
            if failure.errno in _FATAL:
                raise SiteError(problem) from failure
            return _printed(draft, was, "blocked" if failure.errno in _IN_THE_WAY else "failed", problem)
        return _printed(draft, was, "made" if changed else "rendered")


def printer(db: sqlite3.Connection, job: Job, folder: Folder) -> Printer:
    """A printer that reads the index through a connection."""
    renderer = Renderer(Index(db, job.view, job.settings, job.now), job.theme, job.closures)
    return Printer(db, job.output, renderer, folder, job.site, job.yes)


_here: list[Printer] = []
"""The printer of a worker process, made once for all its batches."""


def begin(job: Job, folder: Folder) -> None:
    """Make a worker process ready; it reads the committed state of the index."""
    gc.freeze()
    gc.disable()
    _here[:] = [printer(connect_reader(str(job.site / CACHE / NAME)), job, folder)]


def print_batch(batch: list[Pending]) -> list[Printed]:
    """Print a batch in a worker process."""
    return _here[0].print(batch)


def unwritten(address: str, failure: OSError) -> Problem:
    """A file of the output that can't be written, or taken away."""
    hint = "what is online stays as it was; the next build goes on from here"
    return error(address, f"it couldn't be written: {failure.strerror}", hint=hint)


def _printed(draft: Draft, was: Made | None, what: str, problem: Problem | None = None) -> Printed:
    before = was.address if was else ""
    return Printed(draft.key, what, draft.address, draft.digest, draft.until, draft.source, before, problem)
