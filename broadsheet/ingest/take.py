"""Taking sources in: which are new, what becomes of each, and what is remembered."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from broadsheet.ingest import files, front_matter, memory
from broadsheet.ingest.formats import Format, Item, Known, RawSource, UnreadableError, is_picture, recognise
from broadsheet.ingest.furniture import line_hash
from broadsheet.ingest.manuscript import Action, Manuscript, Passed
from broadsheet.ingest.memory import Made, Memory, Taken
from broadsheet.ingest.report import ArticleEntry, IngestReport, Outcome, SourceEntry
from broadsheet.ingest.sanitise import sanitise
from broadsheet.problems import Problem, error, note
from broadsheet.settings import Settings
from broadsheet.slugs import slugify

_ACCESS = "see who may read and write there, and run it again"


class Run:
    """One run of ingest over a site: what was known before, and what it does."""

    def __init__(
        self,
        site: Path,
        settings: Settings,
        known: Memory,
        formats: tuple[Format, ...],
        now: datetime,
        dry: bool,
        keep_dropped: bool,
    ) -> None:
        self.site = site
        self.settings = settings
        self.memory = known
        self.formats = formats
        self.added = front_matter.added_text(now.astimezone(settings.zone))
        self.dry = dry
        self.keep_dropped = keep_dropped
        self.furniture: frozenset[str] = frozenset()
        self.entries: list[SourceEntry] = []
        self.problems: list[Problem] = []
        self.written: list[str] = []
        self._claimed: set[str] = set()

    def take(self, raw: RawSource, digest: str, lines: tuple[str, ...], again: bool) -> None:
        """Takes one source in: writes its articles, or says why not, and remembers it."""
        before = self.memory[raw.path]
        if (
            before
            and before.articles
            and not again
            and not any((self.site / made.file).exists() for made in before.articles)
        ):
            self._say(
                raw, digest, Outcome.REMOVED, "its article was removed by hand, so the changed source isn't made again"
            )
            self.problems.append(
                note(
                    raw.path,
                    "this source has changed, but its article was removed by hand",
                    hint=f"to make it again: ingest --again {raw.path}",
                )
            )
            self.memory.learn(msgspec.structs.replace(before, hash=digest, lines=lines))
            return
        kind: Format | None = None
        made: list[Made] = []
        entries: list[ArticleEntry] = []
        passed: list[Passed] = []
        same_as = ""
        encoding = "utf-8"
        try:
            if is_picture(raw):
                self._leave(raw, digest)
                return
            kind = recognise(self.formats, raw)
            if kind is None:
                raise UnreadableError("no format that we know", "save it as plain text, in UTF-8")
            known = Known(self.settings, self.furniture)
            for item in kind.items(raw, known):
                manuscript = _converted(kind, item, raw, known)
                if isinstance(manuscript, Passed):
                    passed.append(manuscript)
                    continue
                encoding = next((d.after for d in manuscript.decisions if d.rule == "encoding"), encoding)
                number = item.number if isinstance(item, Item) else 0
                one, entry, twin = self._article(raw, digest, number, manuscript, before)
                entries.append(entry)
                same_as = same_as or twin
                if one:
                    made.append(one)
        except UnreadableError as problem:
            self._say(raw, digest, Outcome.FAILED, problem.message, kind)
            self.problems.append(error(raw.path, problem.message, hint=problem.hint))
            return
        except OSError as problem:
            self._say(raw, digest, Outcome.FAILED, str(problem.strerror), kind)
            self.problems.append(self.refused(problem))
            return
        outcome = entries[0].outcome if entries else Outcome.FAILED
        self.entries.append(
            SourceEntry(raw.path, digest, kind.name, encoding, outcome, tuple(entries), passed=tuple(passed))
        )
        self._tell_passed(raw, passed)
        added = before.added if before and before.added else self._added_of(made)
        self.memory.learn(Taken(raw.path, digest, added, tuple(made), same_as if not made else "", lines))

    def _tell_passed(self, raw: RawSource, passed: list[Passed]) -> None:
        """Tells of the items that are no articles: of each bad one, and of the others by their reasons."""
        for one in passed:
            if one.wrong:
                message = f"item {one.number:,} ({one.name or 'without a name'}): {one.reason}"
                self.problems.append(error(raw.path, message, hint=one.hint))
        for reason, count in sorted(Counter(one.reason for one in passed if not one.wrong).items()):
            self.problems.append(note(raw.path, f"{count:,} left out: {reason}", hint="the report names them"))

    def _leave(self, raw: RawSource, digest: str) -> None:
        """Tells of a picture, once."""
        said = "this is a picture, so nothing is made of it"
        self._say(raw, digest, Outcome.PICTURE, said)
        self.problems.append(note(raw.path, said, hint="put it into media/, and name it as the article's `image:`"))
        self.memory.learn(Taken(raw.path, digest))

    def refused(self, problem: OSError) -> Problem:
        """What to say of a file or folder that the system won't let us read or write."""
        path = files.source_path(self.site, Path(problem.filename or memory.FILE))
        return error(path, f"this can't be read or written: {problem.strerror}", hint=_ACCESS)

    def _say(self, raw: RawSource, digest: str, outcome: Outcome, message: str, kind: Format | None = None) -> None:
        self.entries.append(SourceEntry(raw.path, digest, kind.name if kind else "", "", outcome, (), message))

    def _added_of(self, made: list[Made]) -> str:
        """The `added` of what was written: that of a file that was there already stays."""
        for one in made:
            stamp = self._stamp(self.site / one.file)
            if stamp:
                return stamp
        return self.added

    def _article(
        self, raw: RawSource, digest: str, number: int, manuscript: Manuscript, before: Taken | None
    ) -> tuple[Made | None, ArticleEntry, str]:
        """Writes one article. What is remembered of it, its entry, and the source that has the same text, if any."""
        manuscript = _named(sanitise(manuscript), raw, files.source_path(self.site, raw.file))
        seed = raw.path if not raw.path.startswith("/") else f"{raw.name}\n{digest}"
        mark = files.hash_bytes(f"{seed}\n{manuscript.id or number or ''}".encode())[:8]
        old = _match(before, manuscript, mark)
        letters = files.hash_bytes("".join(c for c in manuscript.dek + manuscript.body if c.isalnum()).encode())
        twin = self.memory.source_of(letters)
        if twin and twin != raw.path and old is None:
            self.problems.append(note(raw.path, f"this is the same text as {twin}, so it isn't written twice"))
            return None, self._entry(manuscript, "", "", Outcome.SAME), twin
        if not self.settings.ingest.publish:
            manuscript = msgspec.structs.replace(
                manuscript, draft=("the outlet takes every source in as a draft", *manuscript.draft)
            )
        identity = old.id if old else manuscript.id or f"{slugify(manuscript.title, 40) or 'article'}-{mark}"
        file = old.file if old else self._free(manuscript, mark, identity)
        if not files.stays_inside(self.site / "content", self.site / file):
            self.problems.append(
                error(file, "this path leads out of content/", hint="put a folder there in place of the link")
            )
            return None, self._entry(manuscript, file, identity, Outcome.FAILED), ""
        self._claimed.add(file)
        outcome, data = self._outcome(raw, manuscript, identity, file, old, before)
        if outcome in (Outcome.WRITTEN, Outcome.REWRITTEN) and not self.dry:
            self._write_media(manuscript)
            files.write_whole(self.site / file, data)
        if outcome in (Outcome.WRITTEN, Outcome.REWRITTEN):
            self.written.append(file)
        if self.keep_dropped and not self.dry:
            self._side_file(file, manuscript)
        kept = old.hash if old and outcome is Outcome.EDITED else files.hash_bytes(data)
        return Made(identity, file, kept, letters), self._entry(manuscript, file, identity, outcome), ""

    def _write_media(self, manuscript: Manuscript) -> None:
        """Writes the pictures that came along; one that is there already has the same content, by its name."""
        for picture in manuscript.media:
            path = self.site / "media" / picture.path
            if not path.exists() and files.stays_inside(self.site / "media", path):
                files.write_whole(path, picture.read_bytes())

    def _outcome(
        self, raw: RawSource, manuscript: Manuscript, identity: str, file: str, old: Made | None, before: Taken | None
    ) -> tuple[Outcome, bytes]:
        """What is to be done with the file, and the bytes that it should have."""
        path = self.site / file
        there = path.read_bytes() if path.exists() else None
        added = before.added if before and before.added else (self._stamp(path) or self.added)
        data = front_matter.render(manuscript, identity, added, bool(manuscript.draft))
        if there is None:
            return Outcome.WRITTEN, data
        if there == data:
            return Outcome.CONFIRMED, data
        if old and files.hash_bytes(there) == old.hash:
            return Outcome.REWRITTEN, data
        self.problems.append(
            note(
                file,
                f"this file was edited by hand, so the changed source {raw.path} left it alone",
                hint="carry over by hand what changed, or remove the file and run ingest --again",
            )
        )
        return Outcome.EDITED, data

    def _free(self, manuscript: Manuscript, mark: str, identity: str) -> str:
        """A path for a new article: content/YYYY/MM/slug.md by its date, with a number where that is taken.

        A file that is there with our own id was written by a run that was stopped before it could remember.
        """
        folder = "undated"
        if manuscript.date:
            day = manuscript.date.at.astimezone(self.settings.zone)
            folder = f"{day.year:04}/{day.month:02}"
        slug = (
            slugify(manuscript.slug or manuscript.title)
            or slugify(Path(manuscript.source.file).stem)
            or f"article-{mark}"
        )
        number = 1
        while True:
            file = f"content/{folder}/{slug}{'' if number == 1 else f'-{number}'}.md"
            path = self.site / file
            taken = (
                file in self._claimed or self.memory.holds_file(file) or (path.exists() and _identity(path) != identity)
            )
            if not taken:
                return file
            number += 1

    def _stamp(self, path: Path) -> str:
        """The `added` of a file that is there."""
        found = re.search(r"^added: (\S+)$", _front(path), re.M)
        return found[1] if found else ""

    def _entry(self, manuscript: Manuscript, file: str, identity: str, outcome: Outcome) -> ArticleEntry:
        return ArticleEntry(
            file, identity, manuscript.title, outcome, manuscript.decisions, manuscript.review, manuscript.draft
        )

    def _side_file(self, file: str, manuscript: Manuscript) -> None:
        """The dropped lines as HTML comments, beside nothing that is built: under .broadsheet/dropped/."""
        dropped = [d for d in manuscript.decisions if d.action is Action.DROPPED]
        text = "".join(f"<!-- {d.line} {d.rule}: {d.before.replace('--', '- -')} -->\n" for d in dropped)
        side = self.site / ".broadsheet" / "dropped" / Path(file).relative_to("content").with_suffix(".html")
        files.write_whole(side, text.encode("utf-8"))


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
) -> IngestReport:
    """Takes in what is new or changed in seeds/ (or the sources named), and reports on it."""
    known, problems = memory.read(site)
    if problems:
        return IngestReport(problems=tuple(problems))
    named, missing = files.find_sources(site, [site / path for path in again]) if again else ([], [])
    found, problems = files.find_sources(site, sources)
    problems += missing
    both = {raw.path: raw for raw in found}
    for raw in named:
        if raw.path in both or known[raw.path]:
            both[raw.path] = raw
        else:  # an article, say: it's no source for being there
            problems.append(files.no_source(raw.path))
    forced = {raw.path for raw in named}
    found = [both[path] for path in sorted(both)]
    todo = [(raw, digest) for raw, digest in _changed(found, known, forced, problems)]
    run = Run(site, settings, known, formats, now, dry_run, keep_dropped)
    run.problems.extend(problems)
    lines = {raw.path: _lines(formats, raw) for raw, _ in todo}
    before = memory.furniture(known.lines())
    counts = known.lines(without=lines) + Counter(line for some in lines.values() for line in some)
    run.furniture = memory.furniture(counts)
    for count, (raw, digest) in enumerate(todo):
        if progress:
            progress(count, len(todo))
        run.take(raw, digest, lines[raw.path], raw.path in forced)
    if progress and todo:
        progress(len(todo), len(todo))
    if todo and not dry_run:
        try:
            memory.write(site, known)
        except OSError as problem:
            run.problems.append(run.refused(problem))
    learned = _learned(site, known, run.furniture - before, set(run.written)) if run.furniture - before else ()
    ordered = tuple(sorted(run.problems, key=lambda problem: problem.sort_key))
    return IngestReport(tuple(run.entries), ordered, tuple(run.written), learned)


def _changed(
    found: list[RawSource], known: Memory, forced: set[str], problems: list[Problem]
) -> Iterator[tuple[RawSource, str]]:
    for raw in found:
        try:
            digest = files.hash_file(raw.file)
        except OSError as problem:
            problems.append(error(raw.path, f"this can't be read: {problem.strerror}", hint=_ACCESS))
            continue
        taken = known[raw.path]
        if taken is None or taken.hash != digest or raw.path in forced:
            yield raw, digest


def _lines(formats: tuple[Format, ...], raw: RawSource) -> tuple[str, ...]:
    """The lines of a source that may be furniture; none where it can't be read."""
    try:
        kind = recognise(formats, raw)
        return tuple(kind.edge_lines(raw)) if kind else ()
    except (UnreadableError, OSError):
        return ()


def _converted(kind: Format, item: Item | Passed, raw: RawSource, known: Known) -> Manuscript | Passed:
    """The article of an item; one bad item of many doesn't stop the rest."""
    if isinstance(item, Passed):
        return item
    try:
        return kind.manuscript(item, raw, known)
    except UnreadableError as problem:
        if item.number == 0:
            raise
        return Passed(item.number, item.name, problem.message, problem.hint, wrong=True)


def _named(manuscript: Manuscript, raw: RawSource, path: str) -> Manuscript:
    """The manuscript with its source's file. One from outside the site is named without its folders."""
    name = raw.name if path.startswith("/") else path
    source = msgspec.structs.replace(manuscript.source, file=name)
    return msgspec.structs.replace(manuscript, source=source)


def _match(before: Taken | None, manuscript: Manuscript, mark: str) -> Made | None:
    """What was made of this part of the source before."""
    for made in before.articles if before else ():
        if made.id == manuscript.id or made.id.endswith(f"-{mark}"):
            return made
    if before and len(before.articles) == 1 and not manuscript.id:
        return before.articles[0]
    return None


def _front(path: Path) -> str:
    """A file's front matter, as text; empty where there is none."""
    try:
        with path.open("rb") as stream:
            head = stream.read(65536).decode("utf-8", "replace")
    except FileNotFoundError:
        return ""
    return head[4:].partition("\n---")[0] if head.startswith("---\n") else ""


def _identity(path: Path) -> str:
    found = re.search(r"^id: \"?([^\"\n]+)\"?$", _front(path), re.M)
    return found[1] if found else ""


def _learned(
    site: Path, known: Memory, lines: frozenset[str], written: set[str]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """For each line newly known as furniture: the older files that still have it. They are left as they are."""
    out: dict[str, list[str]] = {}
    for name in sorted(lines):
        for taken in known.sources_with(name):
            for made in taken.articles:
                path = site / made.file
                if made.file in written or not path.exists():
                    continue
                for line in path.read_text("utf-8", "replace").split("\n"):
                    if line_hash(line) == name:
                        out.setdefault(line.strip(), []).append(made.file)
    return tuple((line, tuple(sorted(set(found)))) for line, found in sorted(out.items()))
