"""One site of one generator while it's measured: it's changed, built and looked at."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench import measure
from bench.corpus import Article, Corpus
from bench.generator import Generator
from bench.measure import Cost

SCAN = Path(__file__).parent / "scan.py"


@dataclass(frozen=True, slots=True)
class Built:
    """A build that was timed."""

    cost: Cost
    files: int
    """How many files the output has."""
    written: int
    """How many of them were written by this build."""
    made: int | None
    """How many pages it says that it made; None for those who don't say."""


class Site:
    """A site on some storage, with the changes that it has been through."""

    def __init__(self, generator: Generator, root: Path, corpus: Corpus) -> None:
        self.generator = generator
        self.root = root
        self.corpus = corpus
        self._work = root.with_name(root.name + "-work")

    @property
    def output(self) -> Path:
        """The folder of its pages."""
        return self.generator.output(self.root)

    def build(self, changed: Sequence[str] = ()) -> Built:
        """Build it, timed, with temporary files on the same storage."""
        temporary = self._work / "tmp"
        temporary.mkdir(parents=True, exist_ok=True)
        newest = max(map(_time, walk(self.output)), default=0)
        command = self.generator.command(self.root, self.corpus.now, changed)
        environment = {"TMPDIR": str(temporary), **self.generator.environment(self.root)}
        cost, said = measure.run(command, self._work, environment, self.root)
        times = [_time(file) > newest for file in walk(self.output)]
        return Built(cost, len(times), sum(times), _made(said))

    def scan(self) -> Cost:
        """What it takes to look at each file of content/ and its size and time, and nothing else."""
        command = [sys.executable, "-I", "-S", str(SCAN), str(self.root / "content")]
        return measure.run(command, self._work, {}, self.root)[0]

    def version(self) -> Cost:
        """What it takes the generator to say its version."""
        return measure.run(self.generator.version_command(), self._work, {}, self.root)[0]

    def publish(self, turn: int) -> tuple[Article, list[str]]:
        """The next article; gives it, and the files to tell of."""
        article = self.corpus.article(self.corpus.size + turn)
        return article, [self.generator.put(self.root, article)]

    def retitle(self, turn: int) -> tuple[Article, Article, list[str]]:
        """Another title for a recent article; gives it as it was, as it is, and the files to tell of."""
        before = self.corpus.article(self.corpus.size - 1 - 2 * turn)
        title = self.corpus.article(before.number + 10 * self.corpus.size).title
        after = replace(before, title=title)
        return before, after, [self.generator.put(self.root, after)]

    def delete(self, turn: int) -> tuple[Article, list[str]]:
        """Take a recent article away."""
        article = self.corpus.article(self.corpus.size - 2 - 2 * turn)
        return article, [self.generator.delete(self.root, article)]

    def retheme(self, turn: int) -> tuple[str, list[str]]:
        """Change a template that every page goes through; gives a text that each page must have then."""
        mark = f'<meta name="bench" content="{turn}">'
        file = self.generator.template(self.root)
        lines = [line for line in file.read_text(encoding="utf-8").splitlines() if 'name="bench"' not in line]
        lines.insert(next(at for at, line in enumerate(lines) if "</head>" in line), mark)
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return mark, [file.relative_to(self.root).as_posix()]


def walk(folder: Path) -> Iterator[os.DirEntry[str]]:
    """All files below a folder."""
    waiting = [str(folder)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    else:
                        yield entry
        except FileNotFoundError:
            continue


def _time(file: os.DirEntry[str]) -> int:
    return file.stat(follow_symlinks=False).st_mtime_ns


def _made(said: str) -> int | None:
    """What the summary of `--json` says."""
    for line in reversed(said.splitlines()):
        if line.startswith("{"):
            event = json.loads(line)
            if event.get("event") == "summary":
                return int(event["made"])
    return None
