"""The articles that have something left to decide, the most urgent first."""

import enum
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from broadsheet import content
from broadsheet.article import Document
from broadsheet.ingest import Decision
from broadsheet.problems import Problem, note
from broadsheet.review.tracing import Trace
from broadsheet.settings import Settings

_REVIEW = re.compile(rb"^review[ \t]*:", re.M)
_HEAD = 65536
"""How far into a file front matter is looked for, in bytes: most articles have nothing to review, and aren't read."""

_TELLING = 12
"""From how many characters on words that a question repeats can't be there by chance."""

_PICTURE = "a picture didn't come along"
"""How all formats begin to ask for a picture."""


class Urgency(enum.IntEnum):
    """How much depends on an answer."""

    HELD = 0
    """The article is a draft: nobody can read it before an editor says so."""
    DOUBTFUL = 1
    """It is published, and of some of its words it isn't sure that they belong there."""
    LACKING = 2
    """It is published, and lacks something that the source didn't say."""


class Question(NamedTuple):
    """A point of `review:`, with the place in the source that it is about, as far as that is known."""

    text: str
    line: int = 0
    path: str = ""
    source: str = ""
    """What stands there."""

    @property
    def is_picture(self) -> bool:
        """Whether it asks for a picture, as is often done for many at once."""
        return self.text.startswith(_PICTURE)

    @property
    def is_doubt(self) -> bool:
        """Whether it is about words that are there, and not about something that is missing."""
        return bool(self.line or self.path) and not self.is_picture


class Undecided(NamedTuple):
    """An article with what is left to decide about it."""

    file: str
    document: Document
    questions: tuple[Question, ...] = ()
    trace: Trace | None = None

    @property
    def urgency(self) -> Urgency:
        """By what readers see of it."""
        if self.document.article.draft:
            return Urgency.HELD
        return Urgency.DOUBTFUL if any(one.is_doubt for one in self.questions) else Urgency.LACKING


def find(site: Path, settings: Settings, named: Sequence[str] = ()) -> tuple[list[tuple[str, Document]], list[Problem]]:
    """The documents with a `review:`, of all of content/ or of those named by their paths in the site.

    Those that can't be read are problems, as those are that were named and aren't there.
    """
    found: list[tuple[str, Document]] = []
    problems: list[Problem] = []
    for path in named or _files(site):
        file = site / path
        try:
            with file.open("rb") as stream:
                head = stream.read(_HEAD)
                if not _REVIEW.search(head):
                    if named:
                        problems.append(note(path, "nothing is left to review in this article"))
                    continue
                reading = content.read(head + stream.read(), path, settings)
        except OSError as failure:
            problems.append(note(path, f"it can't be read: {failure.strerror}", hint="see how its name is spelt"))
            continue
        if reading.document is None:
            problems.append(note(path, "this article has mistakes, so it isn't listed", hint="`check` names them"))
        elif reading.document.article.review:
            found.append((path, reading.document))
    return found, problems


def in_order(undecided: Sequence[Undecided]) -> list[Undecided]:
    """The most urgent first; of equals the newest, which most people read."""
    return sorted(undecided, key=lambda one: (one.urgency, -one.document.article.sort_at, one.file))


def asked(document: Document, trace: Trace | None) -> tuple[Question, ...]:
    """The points of an article's `review:`, each with its place in the source."""
    decisions = trace.decisions if trace else ()
    out = []
    for text in document.article.review:
        found = next((one for one in decisions if one.after == text), None) or _quoted(text, decisions)
        out.append(Question(text, found.line, found.path, found.before) if found else Question(text))
    return tuple(out)


def _quoted(text: str, decisions: Sequence[Decision]) -> Decision | None:
    """The decision whose words a question repeats, where it is about something that was left out, say."""
    said = text.partition(": ")[2]
    return next(
        (
            one
            for one in decisions
            if (len(one.before) >= _TELLING and one.before in text) or (len(said) >= _TELLING and said in one.before)
        ),
        None,
    )


def _files(site: Path) -> Iterator[str]:
    """The Markdown files of content/, in order."""
    folder = site / "content"
    for file in sorted(folder.rglob("*.md")):
        inner = file.relative_to(site)
        if not any(part.startswith(".") for part in inner.parts):
            yield inner.as_posix()
