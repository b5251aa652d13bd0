"""Changed files go into the index, and the pages that show them onto the list.

Each changed file is stored, and the pages that show it are planned (touched.py): before the change and after. Nothing
outside the index is touched.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import msgspec

from broadsheet import addresses, claiming, desk, redirects, taking_down
from broadsheet.article import Article, Document
from broadsheet.desk import Breaking
from broadsheet.filling import Filling
from broadsheet.index import files, gate, queries, scan, store
from broadsheet.index.reader import Index, decode
from broadsheet.index.rows import Row
from broadsheet.index.scan import Change, State
from broadsheet.index.showing import Showing
from broadsheet.index.store import Stored
from broadsheet.keys import PageKey, Reason, Term
from broadsheet.missing import missing_pictures
from broadsheet.pictures.measure import measure
from broadsheet.problems import Problem, warning
from broadsheet.readers import Batch, Read, row_of
from broadsheet.redirects import Redirect
from broadsheet.settings import Settings
from broadsheet.touched import Touched

_WHY = {State.ADDED: Reason.ADDED, State.CHANGED: Reason.CHANGED, State.REMOVED: Reason.REMOVED}


@dataclass(slots=True)
class Changes:
    """Stores what changed, and plans the pages that show it, for all views and outputs of the index.

    While `sweeping` all files are taken and no page is asked for: everything will be planned. `moved` are the
    addresses to be noted in redirects.tsv once the plan is kept.
    """

    db: sqlite3.Connection
    site: Path
    settings: Settings
    sweeping: bool
    views: dict[int, int]
    """The moment of each view."""
    moved: list[Redirect] = field(default_factory=list)
    touched: Touched = field(init=False)
    _showings: dict[int, Showing] = field(default_factory=dict)
    _indexes: dict[int, Index] = field(default_factory=dict)
    _why: tuple[Reason, str] = (Reason.FIRST, "")
    _was: dict[tuple[int, str], Stored] = field(default_factory=dict)
    _came: set[tuple[int, str]] = field(default_factory=set)
    _names: dict[tuple[int, Term], str] = field(default_factory=dict)
    _gone: dict[str, str] = field(default_factory=dict)
    _vanished: list[str] = field(default_factory=list)
    _static: set[str] = field(default_factory=set)
    _filling: Filling = field(init=False)
    _rivals: claiming.Rivals = field(init=False)

    def __post_init__(self) -> None:
        for view, now in self.views.items():
            self._indexes[view] = Index(self.db, view, self.settings, now)
            self._showings[view] = Showing(
                self.db,
                view,
                now,
                self.settings.zone,
                leaving=partial(self._leaving, view),
                arrived=partial(self._arrived, view),
                taken=partial(self._taken, view),
                renamed=partial(self._renamed, view),
                freed=partial(self._freed, view),
                place=partial(claiming.place_of, self.site),
                filling=self.sweeping,
            )
        self.touched = Touched(self.db, self._indexes, self.sweeping)
        self._filling = Filling(self.db, self.site, self._any_index, self._showings)
        self._rivals = claiming.Rivals(self.db, self.site, self._indexes)
        if self.sweeping:
            self._filling.begin()
            for view in self.views:
                self._rivals.note_all(view)

    def take(self, batches: Iterable[Batch]) -> None:
        """Store what changed, and plan the pages that show it."""
        for batch in batches:
            scan.put_hashes(self.db, [(read.path, read.hash) for read in batch.read.values() if read.hash])
            for change in batch.changes:
                read = batch.read.get(change.path)
                if not (self.sweeping and read and read.row):
                    self._why = (_WHY[change.state], change.path)
                    self._take(change, read)
            if self.sweeping:
                for moved in self._filling.put([read for read in batch.read.values() if read.row]):
                    self._note_moved(*moved)
        if self.sweeping:
            self._bring_static_back()
            self._filling.finish()
        for path in self._vanished:
            scan.distrust(self.db, path)

    def pass_time(self, earlier: dict[int, int]) -> None:
        """Let in and out what the gate opens or closes for, between each view's earlier moment and its new one."""
        if self.sweeping:  # all has come into view at the new one
            return
        for view, now in self.views.items():
            was = earlier.get(view, now)
            for path in store.paths_between(self.db, min(was, now), max(was, now)):
                stored = store.get(self.db, path)
                if stored is None:
                    continue
                showing = self._showings[view]
                opens = gate.passes(stored.article, view, now)
                if opens and not self._is_public(stored) and view == gate.PUBLIC and scan.is_kept(self.db, path, now):
                    continue  # its file can't be read: it may say by now that it isn't to be shown yet
                self._why = (Reason.OPENED if opens else Reason.CLOSED, path)
                names = showing.withdraw(stored)
                showing.settle(names | showing.enter(stored))

    def fill(self, view: int) -> None:
        """Bring all documents and files that the index knows into a view that is new: all its pages will be planned."""
        self._filling.fill(view)
        self._rivals.note_all(view)
        for path in files.files(self._indexes[view], "static"):
            self._enter_static(self._showings[view], path)

    def finish(self) -> None:
        """Plan what follows from all changes together: takedowns, links to what moved, names, what is noted."""
        for view in self.views:
            self._take_down(view)
        for view, path in sorted(self._came | self._was.keys()):
            new = store.get(self.db, path)
            shown = new if new and self._showings[view].is_shown(new.doc) else None
            self.touched.by_address(view, path, self._was.get((view, path)), shown)
        self._rivals.finish()
        for (view, term), was in sorted(self._names.items()):
            if queries.term_name(self._indexes[view], term) != was:
                self.touched.by_name(view, term)
        for identity, origin in sorted(self._gone.items()):
            # The same id in another file: the article moved with its file.
            elsewhere = store.get(self.db, store.path_of(self.db, identity, gate.PUBLIC))
            if elsewhere:
                self._note_moved(identity, origin, elsewhere.address)
        if self.moved:
            scan.distrust(self.db, redirects.PATH)

    # One kind of change each

    def _take(self, change: Change, read: Read | None) -> None:
        top = change.path.partition("/")[0]
        if change.path == desk.PATH:
            self._take_desk()
        elif change.path == redirects.PATH:
            self._take_redirects()
        elif scan.is_document(change.path):
            self._take_document(change.path, read)
        elif top == "media":
            self._take_media(change)
        elif top == "static":
            self._take_static(change)
        else:
            self._take_other(change)

    def _take_document(self, path: str, read: Read | None) -> None:
        """What was read of a document; None when it was removed."""
        old = store.get(self.db, path)
        if read is None:
            store.forget_problems(self.db, path)
            if old:
                self._remove(old)
            return
        if not read.hash:
            self._vanished.append(path)  # gone since it was scanned, or not to be opened: the next scan sees
            return
        store.put_encoded(self.db, path, "read", read.problems)
        if read.row is None:
            self._keep_broken(read, old)
            return
        scan.keep(self.db, path, 0)
        store.put_encoded(self.db, path, "address", read.misplaced)
        self._replace(read.row, old)
        self._look_for_pictures(decode(read.row.header))

    def _keep_broken(self, read: Read, old: Stored | None) -> None:
        """A document that can't be read any more stays as it was, unless it says that it must go."""
        path, until = read.path, scan.FOREVER
        if read.withdrawn is True:
            until = 1
        elif read.withdrawn:
            until = read.withdrawn.instant
        scan.keep(self.db, path, until)
        if old is None:
            return
        if read.withdrawn is True:
            self._remove(old)
        elif read.withdrawn or self.sweeping:
            # As it was, but for what it says of its end, and for where these settings put it.
            expires = read.withdrawn or old.article.expires
            edition = self.settings.edition_of(old.article.lang)
            article = msgspec.structs.replace(old.article, expires=expires, edition=edition)
            document = Document(article, queries.body(self._any_index, path))
            row, misplaced = row_of(document, self.site, self.settings)
            store.put_encoded(self.db, path, "address", misplaced)
            self._replace(row, old, unread=True)

    def _replace(self, row: Row, old: Stored | None, *, unread: bool = False) -> None:
        """Put a document in the place of its old version, in the index and in each view.

        Where its file can't be read (`unread`) it isn't shown to a public that hasn't seen it: it may not be to be.
        """
        was_public = old is not None and self._was_public(old)
        names = {view: showing.withdraw(old) if old else set() for view, showing in self._showings.items()}
        new = store.put(self.db, row, old)
        for view, showing in self._showings.items():
            held = unread and view == gate.PUBLIC and not (was_public or self._filling.was_open(new.article.path))
            showing.settle(names[view] | (set() if held else showing.enter(new)))
        self._filling.touch(new.doc)
        identity = new.article.id
        if old and was_public and self._is_public(new) and old.article.id == identity:
            self._note_moved(identity, old.address, new.address)

    def _remove(self, old: Stored) -> None:
        shown = self._was_public(old)
        names = {view: showing.withdraw(old) for view, showing in self._showings.items()}
        store.remove(self.db, old)
        for view, showing in self._showings.items():
            showing.settle(names[view])
        self._filling.touch(old.doc)
        if shown:
            self._gone[old.article.id] = old.address

    def _take_desk(self) -> None:
        data = _read(self.site / desk.PATH)
        steering, problems = desk.read(data, desk.PATH, self.settings)
        problems += taking_down.keep(self.db, steering, data or b"", self.settings)
        store.put_problems(self.db, desk.PATH, "desk", problems)
        if steering is None:
            return
        encoded = msgspec.msgpack.encode(steering)
        if encoded != store.get_meta(self.db, "desk"):
            was, now = (_unplaced(one.breaking) for one in (queries.desk(self._any_index), steering))
            store.put_meta(self.db, "desk", encoded)
            included = self.settings.fragments.include != "off"
            kinds = ("home", "fragment-breaking") if included and was != now else ("home",)
            for view in self.views:
                for edition in self.settings.editions:
                    for kind in kinds:
                        self.touched.plan(view, PageKey(kind, edition.language), Reason.DESK, desk.PATH)

    def _take_down(self, view: int) -> None:
        """Take down in a view what desk.yaml says, and bring back what it no longer does."""
        self._why = (Reason.DESK, desk.PATH)
        for address in taking_down.settle(self.db, view, self._showings[view]):
            self.touched.by_down(view, address, *self._why)

    def _take_redirects(self) -> None:
        rows, problems = redirects.read(_read(self.site / redirects.PATH), self.settings)
        store.put_problems(self.db, redirects.PATH, "redirects", problems)
        for origin in store.put_redirects(self.db, rows, self.settings.outlet.url):
            self.touched.by_redirect(origin, Reason.REDIRECT)

    def _take_media(self, change: Change) -> None:
        path = change.path.removeprefix("media/")
        naming = list(filter(None, (store.get(self.db, named_by) for named_by in store.naming(self.db, path))))
        # Asked before and after, since a picture of another size goes out in other widths.
        self._why = (Reason.PICTURE, change.path)
        self._ask_shown(naming)
        store.remove_picture(self.db, path)
        store.forget_problems(self.db, change.path)
        if change.state is not State.REMOVED:
            measured = measure(self.site, change.path)
            content = files.file_hash(self._any_index, change.path)
            if isinstance(measured, Problem):
                store.put_problems(self.db, change.path, "picture", [measured])
            elif content:
                store.put_picture(self.db, path, content, measured)
        for stored in naming:
            self._look_for_pictures(stored.article)
        self._ask_shown(naming)
        for view in self.views:
            self.touched.plan(view, PageKey("media", self.settings.outlet.language, path), Reason.PICTURE, change.path)
            self.touched.by_media(view, path, Reason.PICTURE, change.path)

    def _ask_shown(self, documents: Iterable[Stored]) -> None:
        for stored in documents:
            for view, showing in self._showings.items():
                if showing.is_shown(stored.doc):
                    self.touched.by_document(view, stored.article, *self._why)

    def _take_static(self, change: Change) -> None:
        path = change.path
        self._static.add(path)
        # Only its address is anybody's business, and that may have an owner by other settings.
        entering = change.state is not State.CHANGED or self.sweeping
        if entering:
            store.forget_problems(self.db, path)
        for view, showing in self._showings.items():
            if entering:
                showing.settle(showing.lift(path))
                if change.state is not State.REMOVED:
                    self._enter_static(showing, path)
            self.touched.plan(view, PageKey("static", self.settings.outlet.language, path), Reason.FILE, path)

    def _enter_static(self, showing: Showing, path: str) -> None:
        address = addresses.static_address(path.removeprefix("static/"))
        problems = claiming.problems_of(path, address, self.site, self.settings)
        store.put_problems(self.db, path, "address", problems)
        if not problems:
            showing.settle(showing.lay(path))

    def _bring_static_back(self) -> None:
        """A file that is there and can't be read now keeps its address too."""
        for path in files.files(self._any_index, "static"):
            if path not in self._static:
                for showing in self._showings.values():
                    self._enter_static(showing, path)

    def _take_other(self, change: Change) -> None:
        problems = []
        if change.state is not State.REMOVED:
            hint = "articles end in .md; pictures belong in media/"
            problems = [warning(change.path, "nothing is made of this file in content/", hint=hint)]
        store.put_problems(self.db, change.path, "read", problems)

    # Addresses

    def _note_moved(self, identity: str, origin: str, address: str) -> None:
        if origin and origin != address:
            target = f"article:{identity}"
            if store.put_redirect(self.db, origin, target):
                self.moved.append(Redirect(origin, target))
                self.touched.by_redirect(addresses.fold(origin), Reason.MOVED)

    def _is_public(self, stored: Stored) -> bool:
        """Whether the public sees a document, or would if it weren't taken down: its addresses are known either way."""
        showing = self._showings.get(gate.PUBLIC)
        return showing is not None and (showing.is_shown(stored.doc) or showing.is_taken(stored.doc))

    def _was_public(self, old: Stored) -> bool:
        """Whether the public saw a document before this build."""
        if self.sweeping:
            return self._filling.was_public(old.doc)
        return self._is_public(old) or (gate.PUBLIC, old.article.path) in self._was

    # What the views tell

    def _leaving(self, view: int, stored: Stored) -> None:
        if not self.sweeping:
            which = (view, stored.article.path)
            if which not in self._came:  # what came in this very build, and is looked at again, wasn't there before
                self._was.setdefault(which, stored)
            self._rivals.note(view, stored.article)
            self.touched.by_document(view, stored.article, *self._why)

    def _arrived(self, view: int, stored: Stored) -> None:
        if not self.sweeping:
            self._came.add((view, stored.article.path))
            self._rivals.note(view, stored.article)
            self.touched.by_document(view, stored.article, *self._why)

    def _taken(self, view: int, stored: Stored) -> None:
        self.touched.by_takedown(view, stored.article, *self._why)

    def _renamed(self, view: int, term: Term, was: str) -> None:
        if not self.sweeping:
            self._names.setdefault((view, term), was)

    def _freed(self, view: int, address: str) -> None:
        self.touched.by_claim(view, address, *self._why)

    def _look_for_pictures(self, article: Article) -> None:
        problems = missing_pictures(article, self.site, self._any_index)
        store.put_problems(self.db, article.path, "picture", problems)

    @property
    def _any_index(self) -> Index:
        return next(iter(self._indexes.values()))


def _unplaced(banners: Iterable[Breaking]) -> list[Breaking]:
    """Banners without the lines that they stand on."""
    return [msgspec.structs.replace(banner, line=0) for banner in banners]


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
