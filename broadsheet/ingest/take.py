"""Taking sources in: which are new, what becomes of each, and what is remembered."""

import errno
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path

import msgspec

from broadsheet.ingest import companions, files, front_matter, learned, left, memory, versions, work, writing
from broadsheet.ingest.formats import Format, Known, RawSource
from broadsheet.ingest.manuscript import Manuscript, Passed
from broadsheet.ingest.memory import Made, Memory, Taken
from broadsheet.ingest.report import ArticleEntry, IngestReport, Outcome, SourceEntry
from broadsheet.ingest.sources import ACCESS, to_do
from broadsheet.ingest.twins import Text
from broadsheet.ingest.work import Done, Failure, Look, Spread
from broadsheet.ingest.writing import Writer
from broadsheet.problems import Problem, error, note
from broadsheet.settings import Settings
from broadsheet.slugs import slugify

_FULL = (errno.ENOSPC, errno.EDQUOT)
"""What the system says when nothing can be written any more."""


class Run:
    """One run of ingest over a site: what was known before, and what it does."""

    def __init__(self, site: Path, settings: Settings, known: Memory, writer: Writer, added: str) -> None:
        self.site = site
        self.settings = settings
        self.memory = known
        self.writer = writer
        self.added = added
        self.entries: list[SourceEntry] = []
        self.problems: list[Problem] = []
        self.along: set[str] = set()
        """The pictures that came along with articles, by the paths of sources."""
        self.left: list[tuple[str, str]] = []
        """What was left where it lies, with why."""
        self.is_stopped = False
        """Whether nothing more can be written: the disk is full."""

    def was_removed(self, raw: RawSource, digest: str, lines: tuple[str, ...]) -> bool:
        """Whether an editor removed all that was made of a source; that is said, and remembered."""
        before = self.memory[raw.path]
        if not before or not before.articles or any((self.site / made.file).exists() for made in before.articles):
            return False
        said = "its article was removed by hand, so the changed source isn't made again"
        self._say(raw, digest, Outcome.REMOVED, said)
        message = "this source has changed, but its article was removed by hand"
        self.problems.append(note(raw.path, message, hint=f"to make it again: ingest --again {raw.path}"))
        self.memory.learn(msgspec.structs.replace(before, hash=digest, lines=lines))
        return True

    def leave(self, raw: RawSource, digest: str, why: str) -> None:
        """Leaves a picture, or what else comes along with texts, where it lies."""
        outcome = Outcome.PICTURE if why == work.PICTURE else Outcome.LEFT
        self._say(raw, digest, outcome, f"this is {why}, so nothing is made of it")
        self.left.append((raw.path, why))
        self.memory.learn(Taken(raw.path, digest))

    def take(self, raw: RawSource, digest: str, kind: str, lines: tuple[str, ...], again: bool) -> "Taking":
        """Begins to take a source in."""
        return Taking(self, raw, digest, kind, lines, again)

    def refused(self, problem: OSError) -> Problem:
        """What to say of a file or folder that the system won't let us read or write."""
        full = problem.errno in _FULL
        self.is_stopped = self.is_stopped or full
        hint = "make room there, and run it again" if full else ACCESS
        path = files.source_path(self.site, Path(problem.filename or memory.FILE))
        return error(path, f"this can't be read or written: {problem.strerror or problem}", hint=hint)

    def _say(self, raw: RawSource, digest: str, outcome: Outcome, message: str, kind: str = "") -> None:
        self.entries.append(SourceEntry(raw.path, digest, kind, "", outcome, (), message))

    def tell_left(self) -> None:
        """Tells of what was left: of each file, or where there are many of them, of each folder."""
        self.entries = [
            msgspec.structs.replace(entry, message="it came along with an article")
            if entry.source in self.along and not entry.articles
            else entry
            for entry in self.entries
        ]
        self.problems += left.notes((path, why) for path, why in self.left if path not in self.along)


class Taking:
    """The taking in of one source: item after item, and then as a whole."""

    def __init__(self, run: Run, raw: RawSource, digest: str, kind: str, lines: tuple[str, ...], again: bool) -> None:
        self._run = run
        self._raw = raw
        self._digest = digest
        self._kind = kind
        self._lines = lines
        self._again = again
        self._before = run.memory[raw.path]
        self._known = self._before.articles if self._before else ()
        self._by_id = {made.id: made for made in self._known}
        self._by_mark = {made.id.rpartition("-")[2]: made for made in self._known}
        self._seed = raw.path if not raw.path.startswith("/") else f"{raw.name}\n{digest}"
        self._name = raw.path
        if raw.path.startswith("/"):  # from outside the site: without its folders
            self._name = f"{raw.file.name}/{raw.member}" if raw.member else raw.name
        self._made: dict[str, Made] = {}
        self._entries: list[ArticleEntry] = []
        self._passed: list[Passed] = []
        self._same_as = ""
        self._encoding = "utf-8"
        self._failed = ""

    def item(self, done: Done) -> None:
        """Takes one thing of it: writes an article, or notes why there is none."""
        result = done.result
        if isinstance(result, Passed):
            self._passed.append(result)
            return
        try:
            if isinstance(result, Failure):
                self._fail(result)
            elif not self._run.is_stopped:
                self._article(done.number, result, done.text)
        except OSError as problem:
            self._failed = str(problem.strerror or problem)
            self._run.problems.append(self._run.refused(problem))

    def _fail(self, failure: Failure) -> None:
        self._failed = failure.message
        if failure.path and failure.path != str(self._raw.file):
            self._run.problems.append(self._run.refused(OSError(failure.number, failure.message, failure.path)))
        elif failure.path:
            message = failure.message if self._raw.member else f"this can't be read: {failure.message}"
            self._run.problems.append(error(self._raw.path, message, hint=ACCESS))
        else:
            self._run.problems.append(error(self._raw.path, failure.message, hint=failure.hint))

    def end(self) -> None:
        """Remembers the source; one that failed only for what was made of it, so that it is tried again."""
        run, raw = self._run, self._raw
        if self._failed:
            outcome = Outcome.FAILED
        else:
            outcome = self._entries[0].outcome if self._entries else (Outcome.FAILED if self._is_bad else Outcome.LEFT)
        run.entries.append(
            SourceEntry(
                raw.path,
                self._digest,
                self._kind,
                self._encoding,
                outcome,
                tuple(self._entries),
                self._failed,
                tuple(self._passed),
            )
        )
        self._tell_passed()
        if run.is_stopped or (self._failed and not self._made):
            return
        kept = {made.id: made for made in self._known} | self._made
        made = tuple(kept.values())
        added = self._before.added if self._before else ""
        added = added or next(
            (stamp for one in made if (stamp := writing.stamp_of(run.writer.now_at(one.file)))), run.added
        )
        digest = "" if self._failed else self._digest
        run.memory.learn(Taken(raw.path, digest, added, made, self._same_as if not made else "", self._lines))

    @property
    def _is_bad(self) -> bool:
        return any(one.wrong for one in self._passed)

    def _tell_passed(self) -> None:
        """Tells of the items that are no articles: of each bad one, and of the others by their reasons."""
        for one in self._passed:
            if one.wrong:
                message = f"item {one.number:,} ({one.name or 'without a name'}): {one.reason}"
                self._run.problems.append(error(self._raw.path, message, hint=one.hint))
        reasons = Counter(one.reason for one in self._passed if not one.wrong)
        reasons.update(entry.message for entry in self._entries if entry.message)
        for reason, count in sorted(reasons.items()):
            message = f"{count:,} left out: {reason}"
            self._run.problems.append(note(self._raw.path, message, hint="the report names them"))

    def _article(self, number: int, manuscript: Manuscript, text: Text) -> None:
        """Writes one article, and notes what is to be remembered of it."""
        run, before = self._run, self._before
        manuscript = writing.named(manuscript, self._name)
        self._encoding = next((d.after for d in manuscript.decisions if d.rule == "encoding"), self._encoding)
        self._note_pictures(manuscript)
        mark, version = self._mark(manuscript.id or number or ""), versions.version_of(manuscript)
        # Where an id isn't its own, an article is known by its place as well.
        placed = self._mark(f"{manuscript.id}\n{number}")
        old, source, review = self._by_mark.get(placed), self._raw.path, list[str]()
        other = run.memory.made_as(manuscript.id) if old else self._other(manuscript.id)
        if other and not old and versions.is_version(manuscript, text.sketch, other[1]):
            source, old = other
        elif other:
            mark = placed
            review.append(f"its id “{manuscript.id}” is that of another article too, {other[1].file}")
        old = old or (None if other else self._old(number, manuscript, mark))
        if self._is_left_out(number, manuscript, text, version, old, source):
            return
        if old and source != self._raw.path:
            run.memory.hand_over(old, source, self._raw.path)
        if like := old.like if old else run.memory.near(text.sketch):
            review.append(f"most of its text is also in {like}: is it the same article?")
        manuscript = msgspec.structs.replace(manuscript, review=(*manuscript.review, *review))
        if not run.settings.ingest.publish:
            draft = ("the outlet takes every source in as a draft", *manuscript.draft)
            manuscript = msgspec.structs.replace(manuscript, draft=draft)
        manuscript = writing.with_text(manuscript, run.writer.now_at(old.file)) if old else manuscript
        identity = (
            old.id
            if old
            else ("" if other else manuscript.id) or f"{slugify(manuscript.title, 40) or 'article'}-{mark}"
        )
        file = old.file if old else run.writer.place(manuscript, mark, identity)
        if not run.writer.stays_inside(file):
            message = "this path leads out of content/"
            run.problems.append(error(file, message, hint="put a folder there in place of the link"))
            self._entries.append(_entry(manuscript, file, identity, Outcome.FAILED))
            return
        outcome, kept = run.writer.write(manuscript, identity, file, old, before.added if before else "")
        if outcome is Outcome.EDITED:
            message = f"this file was edited by hand, so the changed source {self._raw.path} left it alone"
            hint = "carry over by hand what changed, or remove the file and run ingest --again"
            run.problems.append(note(file, message, hint=hint))
        self._entries.append(_entry(manuscript, file, identity, outcome))
        self._made[identity] = made = Made(identity, file, kept, text.letters, version, text.sketch, like)
        run.memory.note(self._raw.path, made)

    def _is_left_out(
        self, number: int, manuscript: Manuscript, text: Text, version: str, old: Made | None, source: str
    ) -> bool:
        """Whether an article is there already, in this version or a later one, or was removed by an editor."""
        run, ours = self._run, source == self._raw.path
        order = versions.compare(version, old.version) if old else 0
        # What one source says later counts, even of an earlier day, but for what has a number.
        if old and order < 0 and not (ours and version.startswith("|")):
            self._leave_out(number, manuscript, _OLDER, old.file)
        elif old and not self._again and not run.writer.is_there(old.file):
            self._entries.append(_entry(manuscript, old.file, old.id, Outcome.REMOVED))
        elif (old is None or not ours) and order == 0 and (twin := run.memory.source_of(text.letters)):
            self._same_as = self._same_as or (twin if twin != self._raw.path else "")
            self._leave_out(number, manuscript, _TWIN, twin)
        else:
            return False
        if old and ours:
            self._made.setdefault(old.id, old)
        return True

    def _mark(self, of: object) -> str:
        """What tells the articles of all sources apart."""
        return files.hash_bytes(f"{self._seed}\n{of}".encode("utf-8", "replace"))[:8]

    def _other(self, identity: str) -> tuple[str, Made] | None:
        """An article of that id which another source has, or an item before this one, and its source."""
        if identity in self._made:
            return self._raw.path, self._made[identity]
        return None if identity in self._by_id else self._run.memory.made_as(identity)

    def _old(self, number: int, manuscript: Manuscript, mark: str) -> Made | None:
        """What was made of this part of the source before."""
        old = self._by_id.get(manuscript.id) or self._by_mark.get(mark)
        if old is None and number == 0 and len(self._known) == 1 and not manuscript.id:
            return self._known[0]
        return old

    def _leave_out(self, number: int, manuscript: Manuscript, why: str, than: str) -> None:
        said = f"this is {why} {than}, so it isn't written twice"
        message = f"{why} one that is there" if number else ""
        self._entries.append(_entry(manuscript, "", "", Outcome.SAME, message))
        if not number:
            self._run.problems.append(note(self._raw.path, said))

    def _note_pictures(self, manuscript: Manuscript) -> None:
        for picture in manuscript.media:
            if picture.file:
                path = files.source_path(self._run.site, Path(picture.file))
                self._run.along.add(f"{path}/{picture.member}" if picture.member else path)


_TWIN = "the same text as"
_OLDER = "an older version of"


def _entry(manuscript: Manuscript, file: str, identity: str, outcome: Outcome, message: str = "") -> ArticleEntry:
    m = manuscript
    return ArticleEntry(file, identity, m.title, outcome, m.decisions, m.review, m.draft, message)


def take_in(
    site: Path,
    settings: Settings,
    *,
    now: datetime,
    formats: tuple[Format, ...],
    sources: Sequence[Path] = (),
    again: Collection[str] = (),
    dry_run: bool = False,
    keep_dropped: bool = False,
    progress: Callable[[int, int], None] | None = None,
    spread: Spread | None = None,
) -> IngestReport:
    """Takes in what is new or changed in seeds/ (or the sources named), and reports on it."""
    known, problems = memory.read(site)
    if problems:
        return IngestReport(problems=tuple(problems))
    companions.forget()
    todo = to_do(site, sources, again, known, formats)
    added = front_matter.added_text(now.astimezone(settings.zone))
    writer = Writer(site, settings.zone, known, added, dry=dry_run, keep_dropped=keep_dropped)
    run = Run(site, settings, known, writer, added)
    run.problems.extend(todo.problems)
    looks = list(work.look_at(formats, [raw for raw, _ in todo.sources], spread))
    lines = {raw.path: look.lines for (raw, _), look in zip(todo.sources, looks, strict=True)}
    before = memory.furniture(known.lines())
    furniture = memory.furniture(known.lines(without=lines) + Counter(line for some in lines.values() for line in some))
    texts: list[tuple[RawSource, str, Look]] = []
    for (raw, digest), look in zip(todo.sources, looks, strict=True):
        if look.left:
            run.leave(raw, digest, look.left)
        elif raw.path in todo.forced or not run.was_removed(raw, digest, look.lines):
            texts.append((raw, digest, look))
    count = len(todo.sources) - len(texts)
    done = work.convert(formats, Known(settings, furniture), [(raw, look) for raw, _, look in texts], spread)
    is_settled = True
    try:
        _take_all(run, texts, done, formats, todo.forced, _Counter(progress, count, len(todo.sources)))
        writer.settle()
    except OSError as problem:  # what was made isn't in its place: it isn't remembered, and is made once more
        run.problems.append(run.refused(problem))
        is_settled = False
    finally:
        writer.drop()
    run.tell_left()
    run.entries.sort(key=lambda entry: entry.source)
    wrong = [entry.source for entry in run.entries if entry.outcome is Outcome.FAILED]
    for path, digest in todo.zips:
        if not run.is_stopped and not any(source.startswith(f"{path}/") for source in wrong):
            known.learn(Taken(path, digest))
    if todo.sources and is_settled and not dry_run:
        try:
            memory.write(site, known)
        except OSError as problem:
            run.problems.append(run.refused(problem))
    new = furniture - before
    older = learned.still_in(site, known, new, set(writer.written)) if new else ()
    ordered = tuple(sorted(dict.fromkeys(run.problems), key=lambda problem: problem.sort_key))
    return IngestReport(tuple(run.entries), ordered, tuple(writer.written), older)


def _take_all(
    run: Run,
    texts: list[tuple[RawSource, str, Look]],
    done: Iterator[Done],
    formats: tuple[Format, ...],
    forced: Collection[str],
    counter: "_Counter",
) -> None:
    """Takes in what was converted, source after source."""
    for number, results in groupby(done, key=lambda one: one.source):
        raw, digest, look = texts[number]
        kind = formats[look.kind].name if look.kind >= 0 else ""
        taking = run.take(raw, digest, kind, look.lines, raw.path in forced)
        for place, one in enumerate(results):
            counter.item(place)
            taking.item(one)
        taking.end()
        counter.source()


class _Counter:
    """Tells how far it has got: of so many sources, or where one holds many items, the items without their number."""

    def __init__(self, progress: Callable[[int, int], None] | None, done: int, total: int) -> None:
        self._progress = progress
        self._done, self._total = done, total
        if progress and total:
            progress(done, total)

    def item(self, place: int) -> None:
        """One more item of a source is being taken in."""
        if place and self._progress:
            self._done += 1
            self._total += 1
            self._progress(self._done, 0)

    def source(self) -> None:
        """A source is done."""
        self._done += 1
        if self._progress:
            self._progress(self._done, self._total)
