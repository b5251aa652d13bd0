"""What ingest did, source by source and line by line: for the terminal and as JSON."""

import enum
from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec

from broadsheet.ingest import memory
from broadsheet.ingest.manuscript import Action, Decision, Passed
from broadsheet.problems import Problem, Severity

if TYPE_CHECKING:
    from rich.table import Table


class Outcome(enum.Enum):
    """What became of a source."""

    WRITTEN = "written"
    REWRITTEN = "rewritten"
    """The source had changed, and nobody had touched the file."""
    CONFIRMED = "confirmed"
    """The file was there already, with these very bytes."""
    EDITED = "edited"
    """The source changed, and an editor changed the file: it is left alone."""
    REMOVED = "removed"
    """An editor removed the file: it isn't made again."""
    SAME = "same"
    """Another source has the same text."""
    PICTURE = "picture"
    """It is a picture, and stays where it lies."""
    LEFT = "left"
    """There is no article in it, and there should be none."""
    FAILED = "failed"
    """It can't be an article."""


_MOST_ARTICLES = 20
_MOST_SOURCES = 200
_MOST_POINTS = 5
"""How many the table names of each; a report that is written to a file names all."""
WRITES = (Outcome.WRITTEN, Outcome.REWRITTEN)
"""The outcomes with which a file was written, or would be."""


class ArticleEntry(msgspec.Struct, frozen=True):
    """An article that was made of a source (or would be)."""

    file: str
    id: str
    title: str
    outcome: Outcome
    decisions: tuple[Decision, ...] = ()
    review: tuple[str, ...] = ()
    draft: tuple[str, ...] = ()
    """Why it is a draft; none means that it is published."""
    message: str = ""
    """Why it isn't written, where that is so."""

    def count(self, action: Action) -> int:
        """How many decisions were of this kind."""
        return sum(decision.action is action for decision in self.decisions)


class SourceEntry(msgspec.Struct, frozen=True):
    """What became of one source."""

    source: str
    hash: str
    format: str
    encoding: str
    outcome: Outcome
    articles: tuple[ArticleEntry, ...] = ()
    message: str = ""
    passed: tuple[Passed, ...] = ()
    """What in it no article was made of."""

    @property
    def writes(self) -> bool:
        """Whether an article was written of it, or would be."""
        return any(article.outcome in WRITES for article in self.articles)


class IngestReport(msgspec.Struct, frozen=True):
    """All that a run of ingest has to say. Sources that it had nothing to do for aren't in it."""

    entries: tuple[SourceEntry, ...] = ()
    problems: tuple[Problem, ...] = ()
    written: tuple[str, ...] = ()
    """The files of content/ that were written, in order."""
    furniture: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Lines learned to be furniture, each with the files in which it still stands."""

    @property
    def taken(self) -> int:
        """How many sources articles were written of, or would be."""
        return sum(entry.writes for entry in self.entries)

    @property
    def failed(self) -> int:
        """How many sources couldn't be taken in, those included that can't even be opened."""
        wrong = {problem.path for problem in self.problems if problem.severity is Severity.ERROR}
        return len((wrong - {memory.FILE}) | {each.source for each in self.entries if each.outcome is Outcome.FAILED})

    @property
    def left(self) -> int:
        """How many were new or changed, and nothing had to be written."""
        return sum(not entry.writes and entry.outcome is not Outcome.FAILED for entry in self.entries)

    def to_review(self) -> list[tuple[str, int, bool]]:
        """The files that were written, each with its points to review, and whether it is a draft."""
        written = [article for entry in self.entries for article in entry.articles if article.outcome in WRITES]
        return [(article.file, len(article.review), bool(article.draft)) for article in written]

    def table(self, *, dry: bool = False) -> "Table":
        """The report for a terminal: a line an article; `dry` when nothing was written."""
        from rich.table import Table
        from rich.text import Text

        table = Table(title="To be taken in" if dry else "Taken in", title_justify="left")
        for heading in ("Source", "Article"):
            table.add_column(heading, no_wrap=True)  # else a path couldn't be copied
        table.add_column("")
        for heading in ("Dropped", "Moved", "Spaced"):
            table.add_column(heading, justify="right")
        table.add_column("To review", min_width=30)
        for entry in self.entries[:_MOST_SOURCES]:
            if not entry.articles:
                table.add_row(Text(entry.source), Text(entry.message), entry.outcome.value, "", "", "", "")
            if len(entry.articles) > _MOST_ARTICLES:
                outcomes = Counter(_state(article, dry) for article in entry.articles)
                said = "\n".join(f"{count:,} {state}" for state, count in outcomes.most_common())
                asked = sum(len(article.review) for article in entry.articles)
                shown = f"{len(entry.articles):,} articles: --report FILE names them"
                table.add_row(Text(entry.source), shown, said, "", "", "", f"{asked:,} points: `review` lists them")
            for article in entry.articles if len(entry.articles) <= _MOST_ARTICLES else ():
                counts = [str(article.count(action) or "") for action in (Action.DROPPED, Action.MOVED, Action.SPACED)]
                points = list(article.review[:_MOST_POINTS])
                if (more := len(article.review) - _MOST_POINTS) > 0:
                    points.append(f"and {more:,} more: `review` lists them")
                review = Text("\n".join(points))
                table.add_row(Text(entry.source), Text(article.file), _state(article, dry), *counts, review)
            if entry.passed:
                said = f"{len(entry.passed):,} items that are no articles"
                table.add_row(Text(entry.source), said, "left", "", "", "", "")
        if (more := len(self.entries) - _MOST_SOURCES) > 0:
            table.add_row(f"and {more:,} more sources", "--report FILE names them", "", "", "", "", "")
        return table

    def to_json(self) -> str:
        """The report as JSON, a value a source."""
        value = {
            "sources": [_source(entry) for entry in self.entries],
            "written": self.written,
            "furniture": [{"line": line, "files": files} for line, files in self.furniture],
            "problems": [msgspec.to_builtins(problem) for problem in self.problems],
        }
        return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()


def _state(article: ArticleEntry, dry: bool) -> str:
    """What became of an article, in words."""
    would = "would be " if dry and article.outcome in WRITES else ""
    return f"{would}{article.outcome.value}{', draft' if article.draft else ''}"


def _source(entry: SourceEntry) -> dict[str, Any]:
    return {
        "source": entry.source,
        "hash": entry.hash,
        "format": entry.format,
        "encoding": entry.encoding,
        "outcome": entry.outcome.value,
        "message": entry.message,
        "articles": [_article(article) for article in entry.articles],
        "passed": [msgspec.to_builtins(one) for one in entry.passed],
    }


def _article(article: ArticleEntry) -> dict[str, Any]:
    fields = {
        decision.field: {
            "value": decision.after,
            **_place(decision),
            "rule": decision.rule,
            "confidence": decision.confidence,
        }
        for decision in article.decisions
        if decision.field
    }
    return {
        "file": article.file,
        "id": article.id,
        "title": article.title,
        "outcome": article.outcome.value,
        "fields": fields,
        "dropped": [
            {**_place(d), "rule": d.rule, "text": d.before} for d in article.decisions if d.action is Action.DROPPED
        ],
        "spacing": [
            {**_place(d), "rule": d.rule, "before": d.before, "after": d.after}
            for d in article.decisions
            if d.action is Action.SPACED
        ],
        "decisions": [msgspec.to_builtins(decision) for decision in article.decisions],
        "message": article.message,
        "questions": article.review,
        "publishable": f"no ({'; '.join(article.draft)})" if article.draft else "yes",
    }


def _place(decision: Decision) -> dict[str, Any]:
    """Where in the source it was: a line, or a path in one that has parts."""
    return {"line": decision.line} | ({"path": decision.path} if decision.path else {})
