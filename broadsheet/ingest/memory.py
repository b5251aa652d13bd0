"""Ingest's memory: content/.ingested.jsonl, a line for each source that was ever taken in."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from broadsheet.ingest.files import write_whole
from broadsheet.problems import Problem, error

FILE = "content/.ingested.jsonl"
OFTEN = 3
"""In how many sources a line must stand to be furniture."""


class Made(msgspec.Struct, frozen=True, omit_defaults=True):
    """An article made of a source: `hash` is that of the file as it was written, `letters` that of its text."""

    id: str
    file: str
    hash: str
    letters: str = ""


class Taken(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A source that was taken in. Without articles it is the same text as another source, `same_as`, or a picture."""

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
        self._taken = {one.source: one for one in taken}
        self._letters = {made.letters: one.source for one in self._taken.values() for made in one.articles}
        self._files = {made.file for one in self._taken.values() for made in one.articles}

    def __getitem__(self, source: str) -> Taken | None:
        return self._taken.get(source)

    def __iter__(self) -> Iterator[Taken]:
        return iter(self._taken.values())

    def learn(self, taken: Taken) -> None:
        """Remembers a source, in the place of what was known of it."""
        self._taken[taken.source] = taken
        for made in taken.articles:
            self._letters[made.letters] = taken.source
            self._files.add(made.file)

    def holds_file(self, file: str) -> bool:
        """Whether the file was made of some source, even if it is gone by now."""
        return file in self._files

    def source_of(self, letters: str) -> str:
        """The source that had this very text; empty when none had."""
        return self._letters.get(letters, "")

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
