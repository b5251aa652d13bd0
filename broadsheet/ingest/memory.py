"""Ingest's memory: content/.ingested.jsonl, a line for each source that was ever taken in."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from broadsheet.ingest.files import write_whole
from broadsheet.ingest.twins import are_near
from broadsheet.problems import Problem, error

FILE = "content/.ingested.jsonl"
OFTEN = 3
"""In how many sources a line must stand to be furniture."""
_KEPT = 4
"""How many articles are kept in mind for a paragraph that several have."""


class Made(msgspec.Struct, frozen=True, omit_defaults=True):
    """An article made of a source: `hash` is that of the file as it was written, `letters` that of its text."""

    id: str
    file: str
    hash: str
    letters: str = ""
    version: str = ""
    """What tells this version of it from others (`versions.version_of`)."""
    sketch: tuple[str, ...] = ()
    """A few of its paragraphs (`twins.sketch_of`)."""
    like: str = ""
    """The file of an article that is nearly the same text."""


class Taken(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A source that was taken in. Without articles it is another source's text, `same_as`, or no text."""

    source: str
    hash: str
    added: str = ""
    articles: tuple[Made, ...] = ()
    same_as: str = ""
    lines: tuple[str, ...] = ()
    """The hashes of lines of it that may be furniture."""


class Memory:
    """What is remembered, by source."""

    def __init__(self, taken: Iterable[Taken] = ()) -> None:
        self._taken: dict[str, Taken] = {}
        self._letters: dict[str, str] = {}
        self._files: set[str] = set()
        self._ids: dict[str, tuple[str, Made]] = {}
        self._near: dict[str, list[Made]] = {}
        for one in taken:
            self._taken[one.source] = one
            for made in one.articles:
                self.note(one.source, made)

    def __getitem__(self, source: str) -> Taken | None:
        return self._taken.get(source)

    def __iter__(self) -> Iterator[Taken]:
        return iter(self._taken.values())

    def note(self, source: str, made: Made) -> None:
        """Notes an article of a source that isn't learned as a whole yet: the next one may be the same."""
        if made.letters:
            self._letters.setdefault(made.letters, source)
        self._files.add(made.file)
        self._ids[made.id] = (source, made)
        for paragraph in made.sketch:
            found = self._near.setdefault(paragraph, [])
            if len(found) < _KEPT:  # what stands in many tells nothing of any
                found.append(made)

    def learn(self, taken: Taken) -> None:
        """Remembers a source, in the place of what was known of it."""
        self._taken[taken.source] = taken
        for made in taken.articles:
            self.note(taken.source, made)

    def hand_over(self, made: Made, source: str, to: str) -> None:
        """An article of one source is from now on another one's, which has a later version of it."""
        one = self._taken.get(source)
        if one is not None:
            left = tuple(each for each in one.articles if each.id != made.id)
            changed = msgspec.structs.replace(one, articles=left, same_as=one.same_as or ("" if left else to))
            self._taken[source] = changed

    def holds_file(self, file: str) -> bool:
        """Whether the file was made of some source, even if it is gone by now."""
        return file in self._files

    def source_of(self, letters: str) -> str:
        """The source that had this very text; empty when none had."""
        return self._letters.get(letters, "")

    def made_as(self, identity: str) -> tuple[str, Made] | None:
        """The article of that id, and the source that it is of."""
        return self._ids.get(identity) if identity else None

    def near(self, sketch: tuple[str, ...]) -> str:
        """The file of an article that is nearly the same text; empty where none is."""
        counts = Counter(made.file for paragraph in sketch for made in self._near.get(paragraph, ()))
        sketches = {made.file: made.sketch for paragraph in sketch for made in self._near.get(paragraph, ())}
        near = [(-count, file) for file, count in counts.items() if are_near(sketch, sketches[file])]
        return min(near)[1] if near else ""

    def lines(self, without: Iterable[str] = ()) -> Counter[str]:
        """In how many sources each line stands, those left out that are about to be read again."""
        skipped = set(without)
        return Counter(line for one in self._taken.values() if one.source not in skipped for line in one.lines)

    def sources_with(self, line: str) -> list[Taken]:
        """The sources in which a line stands, by path."""
        return [one for _, one in sorted(self._taken.items()) if line in one.lines]

    def encode(self) -> bytes:
        """The file: a line a source, by path."""
        return b"".join(msgspec.json.encode(one) + b"\n" for _, one in sorted(self._taken.items()))


def read(site: Path) -> tuple[Memory, list[Problem]]:
    """The memory of a site. With a problem in it, nothing may be written: what it forgot would be made again."""
    path = site / FILE
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Memory(), []
    except OSError as problem:
        message = f"ingest's memory can't be read: {problem.strerror}"
        return Memory(), [error(FILE, message, hint="let this program read the file; until then no source is taken in")]
    decoder = msgspec.json.Decoder(Taken)
    taken: dict[str, Taken] = {}
    problems = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            one = decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError):
            problems.append(_broken(number, line, "this line of ingest's memory can't be read"))
            continue
        if one.source in taken:
            problems.append(_broken(number, line, f"ingest's memory has {one.source} twice"))
        taken[one.source] = one
    return Memory(taken.values()), problems


def write(site: Path, memory: Memory) -> None:
    """Writes the memory as a whole, if it changed."""
    data, path = memory.encode(), site / FILE
    if (not path.exists() and not data) or (path.exists() and path.read_bytes() == data):
        return
    write_whole(path, data)


def furniture(counts: Mapping[str, int]) -> frozenset[str]:
    """The lines that stand in so many sources that they belong to none."""
    return frozenset(line for line, count in counts.items() if count >= OFTEN)


def _broken(number: int, line: bytes, message: str) -> Problem:
    return error(
        FILE,
        message,
        line=number,
        excerpt=line.decode("utf-8", "replace")[:400],
        hint="mend the line, or get the file back from your version control; until then no source is taken in",
    )
