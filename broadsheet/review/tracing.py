"""From an article back to its source: what ingest decided there, found out by reading the source once more."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from broadsheet import ingest
from broadsheet.ingest import Action, Decision, characters, memory
from broadsheet.ingest.decode import decode
from broadsheet.ingest.formats import RawSource
from broadsheet.ingest.work import Spread
from broadsheet.settings import Settings

_MUCH = 60
"""How much longer than what was read from it, in characters, a line is that is more than that."""


class Line(NamedTuple):
    """A line of a source, or a part of it without a line, and what became of it.

    `place` is its number or its path; `label` says in a few words what was done, empty where it simply stays.
    """

    place: str
    text: str
    action: Action | None = None
    label: str = ""


class Trace(NamedTuple):
    """What a source became: the decisions about one article, and the source's own lines where it has some."""

    source: str
    decisions: tuple[Decision, ...] = ()
    lines: tuple[str, ...] = ()
    """Empty where the source isn't text that is read line by line, or is gone."""

    def shown(self) -> list[Line]:
        """The source from its first line to its last, each with what became of it."""
        if not self.lines:
            moved = {(one.path, one.before) for one in self.decisions if one.action is Action.MOVED}
            return [
                Line(one.path or (f"{one.line}" if one.line else ""), one.before, one.action, _label(one))
                for one in self.decisions
                if one.before and not (one.action is Action.DROPPED and (one.path, one.before) in moved)
            ]
        taken: dict[int, Line] = {}
        for decision in sorted(self.decisions, key=lambda one: _WEIGHT[one.action]):
            action = Action.KEPT if _is_only_read(decision) else decision.action
            label = _label(decision)
            for number in _reach(decision, self.lines):
                if number not in taken and self.lines[number - 1].strip():
                    taken[number] = Line(str(number), self.lines[number - 1], action, label)
                    label = ""  # once is enough for a paragraph over several lines
        return [taken.get(number) or Line(str(number), text) for number, text in enumerate(self.lines, 1)]


_WEIGHT = {action: weight for weight, action in enumerate((Action.MOVED, Action.DROPPED, Action.FLAGGED))} | {
    Action.KEPT: 3,
    Action.SPACED: 4,
}
"""Which of several decisions about a line an editor has to see first. What went to the front matter isn't lost."""


def trace(
    site: Path,
    settings: Settings,
    now: datetime,
    articles: Iterable[tuple[str, str]],
    progress: Callable[[int, int], None] | None = None,
    spread: Spread | None = None,
) -> dict[str, Trace]:
    """The traces of articles (their files and ids), by file; those aren't in it that no source is remembered of."""
    wanted = dict(articles)
    known, _ = memory.read(site)
    sources: dict[str, str] = {}
    renamed = {identity: file for file, identity in wanted.items()}
    for taken in known:
        for made in taken.articles:
            file = made.file if made.file in wanted else renamed.get(made.id, "")
            if file:
                sources[file] = taken.source
    there = {path: raw for path in sorted(set(sources.values())) if (raw := _raw(site, path))}
    found = {file: Trace(source) for file, source in sources.items()}
    if not there:
        return found
    # Reading is all that a rehearsal does, and it decides as it did then.
    report = ingest.take_in(
        site,
        settings,
        now=now,
        sources=[site / path for path in there],
        again=list(there),
        dry_run=True,
        progress=progress,
        spread=spread,
    )
    for entry in report.entries:
        lines = _lines(there[entry.source]) if entry.format == "plain text" and entry.source in there else ()
        for article in entry.articles:
            file = article.file if article.file in wanted else renamed.get(article.id, "")
            if file in found:
                found[file] = Trace(entry.source, article.decisions, lines)
    return found


def _raw(site: Path, source: str) -> RawSource | None:
    """A source by its path, in a zip too; None where it is gone."""
    path = site / source
    try:
        if path.is_file():
            return RawSource(source, path)
        file = next((parent for parent in path.parents if parent.is_file()), None)
    except OSError:
        return None
    return RawSource(source, file, path.relative_to(file).as_posix()) if file else None


def _lines(raw: RawSource) -> tuple[str, ...]:
    """The lines of a text, numbered as the decisions about it are."""
    try:
        text, _, _ = decode(raw.read_bytes())
    except (OSError, ingest.UnreadableError):
        return ()
    return tuple(characters.tidy(text)[0])


def _reach(decision: Decision, lines: Sequence[str]) -> list[int]:
    """The numbers of the lines that a decision is about: a paragraph may go over several."""
    if not 0 < decision.line <= len(lines):
        return []
    rest, reached = "".join(decision.before.split()), []
    for number in range(decision.line, len(lines) + 1):
        text = "".join(lines[number - 1].split())
        if number > decision.line and (not text or not rest.startswith(text)):
            if not text and rest and number < decision.line + 3:
                continue
            break
        reached.append(number)
        rest = rest.removeprefix(text)
        if not rest:
            break
    return reached


def _is_only_read(decision: Decision) -> bool:
    """Whether a line was read for the front matter, and its words stay in the text: a dateline before a paragraph."""
    in_text = decision.field in ("dateline", "agency")
    return in_text and decision.action is Action.MOVED and len(decision.before) > len(decision.after) + _MUCH


def _label(decision: Decision) -> str:
    """What was done, in a few words."""
    if decision.action is Action.DROPPED:
        return f"left out ({decision.rule})"
    if decision.action is Action.MOVED:
        if decision.field and " ".join(decision.after.split()) == " ".join(decision.before.split()):
            return decision.field
        return f"{decision.field}: {decision.after}" if decision.field else decision.rule
    if decision.action is Action.FLAGGED:
        return f"? {decision.after}"
    if decision.action is Action.SPACED and decision.rule != "hard-wrap":
        return f"{decision.rule}: {decision.after}"
    return decision.rule
