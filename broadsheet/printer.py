"""One batch of pages: drawn from the index, made, and written into the output; here or in another process.

Before a file is written that is new at its address, the manifest names it. The index is only read: what came of each
page is told to the build, and that writes it down.
"""

import errno
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import msgspec

from broadsheet import comparing
from broadsheet.cluster import Cluster
from broadsheet.index import connection, ledger
from broadsheet.index.ledger import Made, Pending, Stray
from broadsheet.index.reader import Index, Kept
from broadsheet.job import CACHE, Job
from broadsheet.keys import PageKey, Planned
from broadsheet.kinds import KINDS
from broadsheet.output import Folder, unwritable
from broadsheet.pages.kind import AssetCopy, FileCopy
from broadsheet.pages.views import SiteView
from broadsheet.pictures import making
from broadsheet.pictures.making import Variant
from broadsheet.problems import Problem, SiteError, UnreadyError, error
from broadsheet.render import Content, Draft, Renderer, make
from broadsheet.theme import Theme

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
    reason: str = ""
    cause: str = ""
    """Why it was planned."""
    written: bytes = b""
    """The hash of the file as it was written."""


class Drafted(NamedTuple):
    """A page that is to be made."""

    draft: Draft
    was: Made | None
    """What it was when it was last made."""
    planned: Planned


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
        drafts = self.draft(batch)
        return self.write(drafts, [self.renderer.make(one.draft) for one in drafts])

    def draft(self, batch: list[Pending]) -> list[Drafted]:
        """What the pages of a batch are to show."""
        found = []
        # In one transaction, though nothing is written: to begin one for each question takes as long as the answer.
        with connection.reading(self.db):
            for entry in batch:
                was = ledger.get(self.db, self.output, entry.planned.key)
                found.append(Drafted(self.renderer.draft(entry, was), was, entry.planned))
        return found

    def write(self, drafts: list[Drafted], made: list[Content]) -> list[Printed]:
        """Write pages of which the content is made. SiteError where nothing more can be written."""
        done: list[Printed] = []
        writing: list[tuple[Drafted, bytes | Path]] = []
        for one, what in zip(drafts, made, strict=True):
            content = self._there(what)
            if content is None:
                done.append(_printed(one, "kept" if one.draft.address else "gone"))
            elif isinstance(content, Problem):
                done.append(_printed(one, "failed", content))
            elif problem := self._foreign(one, content):
                done.append(_printed(one, "foreign", problem))
            else:
                writing.append((one, content))
        if writing:
            new = [draft for (draft, was, _), _ in writing if was is None or was.address != draft.address]
            try:
                self.folder.manifest.note(added=[Stray(draft.address, draft.key.kind, draft.source) for draft in new])
                done += self._write(writing)
            except OSError as failure:
                raise SiteError(unwritable(self.folder.root, failure)) from failure
        return done

    def _there(self, made: Content) -> bytes | Path | Problem | None:
        """What a page is, with the file that it is a copy of; a size of a picture is made here where it isn't kept."""
        if isinstance(made, Variant):
            try:
                return making.make(self.site, made)
            except UnreadyError as unready:
                return unready.problem
            except OSError as failure:
                problem = unwritten(making.FOLDER, failure)
                if failure.errno in _FATAL:
                    raise SiteError(problem) from failure
                return problem
        return self.site / made.path if isinstance(made, FileCopy) else made

    def _foreign(self, drafted: Drafted, content: bytes | Path) -> Problem | None:
        """A file that we didn't write is where a page would go: it stays, unless that is asked for."""
        draft, was, _ = drafted
        if self.yes or (was is not None and was.address == draft.address):
            return None
        if not self.folder.differs(draft.address, content) or ledger.is_ours(self.db, self.output, draft.address):
            return None
        message = "a file that Broadsheet didn't write is there; it is left as it is"
        hint = "move it elsewhere; or give --yes, and it is overwritten"
        return error(draft.address, message, hint=hint)

    def _write(self, writing: list[tuple[Drafted, bytes | Path]]) -> list[Printed]:
        """Write all of a batch, then move it to its places."""
        changed: dict[str, bool] = {}
        failed: dict[str, OSError] = {}
        for (draft, _, _), content in writing:
            address = draft.address
            try:
                if isinstance(content, Path):
                    changed[address] = self.folder.copy(address, content, _copied_hash(draft))
                else:
                    changed[address] = self.folder.put(address, content)
            except OSError as failure:
                failed[address] = _bearable(address, failure)
        failed |= self.folder.place()
        return [self._written(one, content, changed, failed) for one, content in writing]

    def _written(
        self, one: Drafted, content: bytes | Path, changed: dict[str, bool], failed: dict[str, OSError]
    ) -> Printed:
        address = one.draft.address
        if failure := failed.get(address):
            what = "blocked" if _bearable(address, failure).errno in _IN_THE_WAY else "failed"
            return _printed(one, what, unwritten(address, failure))
        if not isinstance(content, Path):
            written = comparing.digest(content)
        elif copied := _copied_hash(one.draft):
            written = bytes.fromhex(copied)  # as it was found to be when it was copied
        else:
            written = comparing.digest_at(f"{self.folder.root}{address}")
        return _printed(one, "made" if changed[address] else "rendered", written=written)


def _copied_hash(draft: Draft) -> str:
    """The hash of a file that a page is a copy of; empty where it is none."""
    return draft.context.hash if isinstance(draft.context, FileCopy) else ""


def printer(db: sqlite3.Connection, job: Job, folder: Folder) -> Printer:
    """A printer that reads the index through a connection."""
    index = Index(db, job.view, job.settings, job.now, kept=Kept(), site=job.site)
    renderer = Renderer(index, job.theme, job.closures)
    return Printer(db, job.output, renderer, folder, job.site, job.yes)


def prepare(db: sqlite3.Connection, job: Job, folder: Folder) -> None:
    """Have templates compiled, so that processes that are forked now needn't do it each for itself."""
    here = printer(db, job, folder)
    templates = sorted({kind.template for kind in KINDS.values() if kind.template})
    for edition in job.settings.editions:
        job.theme.prepare(templates, here.renderer.site(edition.language))


def begin(job: Job, folder: Folder) -> Callable[[list[Pending]], list[Printed]]:
    """Make a worker process ready to print batches; it reads the committed state of the index."""
    return printer(connection.connect_reader(str(job.site / CACHE / connection.NAME)), job, folder).print


def _bearable(address: str, failure: OSError) -> OSError:
    """A failure that is about one file. SiteError where it is one after which nothing more can be written."""
    if failure.errno in _FATAL:
        raise SiteError(unwritten(address, failure)) from failure
    return failure


def unwritten(address: str, failure: OSError) -> Problem:
    """A file of the output that can't be written, or taken away."""
    hint = "what is online stays as it was; the next build goes on from here"
    if failure.errno in _IN_THE_WAY:
        hint = "something that Broadsheet didn't write is in its way: move that elsewhere, then build again"
    return error(address, f"it couldn't be written: {failure.strerror}", hint=hint)


def _printed(one: Drafted, what: str, problem: Problem | None = None, written: bytes = b"") -> Printed:
    draft, was, planned = one
    return Printed(
        key=draft.key,
        what=what,
        address=draft.address,
        digest=draft.digest,
        until=draft.until,
        source=draft.source,
        was=was.address if was else "",
        problem=problem,
        reason=planned.reason.value,
        cause=planned.cause,
        written=written,
    )


class Stock(NamedTuple):
    """What pages are made with besides their contexts: handed to each machine of a cluster once."""

    theme: Theme
    sites: dict[str, SiteView]
    """What templates see as `site`, by edition."""


def make_batch(stock: Stock, drafts: list[Draft]) -> list[Content]:
    """Make pages on another machine, which has neither the index nor the site's files."""
    return [make(draft, stock.theme, stock.sites[draft.key.edition]) for draft in drafts]


def print_on(cluster: Cluster, here: Printer, batches: Iterable[list[Pending]]) -> Iterator[list[Printed]]:
    """Have batches made on a cluster; drawn from the index and written here."""
    given: deque[list[Drafted]] = deque()

    def away() -> Iterator[list[Draft]]:
        for batch in batches:
            drafts = here.draft(batch)
            given.append(drafts)
            yield [one.draft for one in drafts if _is_portable(one.draft)]

    editions = [edition.language for edition in here.renderer.index.settings.editions]
    stock = Stock(here.renderer.theme, {edition: here.renderer.site(edition) for edition in editions})
    for made in cluster.spread(make_batch, stock, away()):
        drafts, pages = given.popleft(), iter(made)
        yield here.write(
            drafts,
            [next(pages) if _is_portable(one.draft) else here.renderer.make(one.draft) for one in drafts],
        )


def _is_portable(draft: Draft) -> bool:
    """Whether a page can be made elsewhere: a file of the site's, or of the theme's, is here and not there."""
    return not isinstance(draft.context, FileCopy | AssetCopy | Variant | Problem | None)
