"""An answer as a text for people."""

import textwrap
from collections.abc import Iterable, Iterator

from broadsheet.explain.answer import Answer, Made
from broadsheet.problems import tame

_MOST = 8
"""How many of a list are named; with --json all are."""
_WIDTH, _LINE = 11, 100


def lines(answer: Answer) -> Iterator[str]:
    """The text, line by line."""
    yield tame(answer.address)
    if answer.url:
        yield tame(answer.url)
    yield ""
    for name, values in _parts(answer):
        for number, value in enumerate(values):
            yield f"{'' if number else name:{_WIDTH}} {tame(value)}"


def _parts(answer: Answer) -> Iterator[tuple[str, list[str]]]:
    what = f"{answer.kind}  ({answer.key})" if answer.key else answer.what.replace("none", "no page")
    yield "what", [what]
    yield "why", _one(answer.why)
    yield "leads to", _one(answer.leads)
    yield "near", list(answer.nearest)
    if answer.file:
        size = f", {answer.file.size:,} bytes" if answer.file.size else ""
        yield "file", [f"{answer.file.path}{size}: {_STATES[answer.file.state]}"]
    if answer.made:
        yield "made", [_made(answer.made)]
    if answer.planned:
        yield "planned", [f"the next build looks at it again: {_made(answer.planned)}"]
    if answer.what == "page":
        yield "changes", [answer.until or "never by itself"]
    if answer.source:
        state = f"  ({answer.source_state})" if answer.source_state else ""
        yield "made of", [answer.source + state]
    yield "shows", _some(answer.shows.documents)
    yield "links to", _some(answer.shows.links)
    yield "files", _some(answer.shows.files)
    yield "template", [*_one(answer.template), *(f"  {path}" for path in _some(answer.closure))]
    yield "settings", _one(", ".join(answer.settings))
    yield "editors", _some(f"{line.path}:{line.line}: {line.what}" for line in answer.lines)
    if answer.touches:
        total = sum(answer.touches.values())
        kinds = ", ".join(f"{kind} {number:,}" for kind, number in answer.touches.items())
        yield "touches", textwrap.wrap(f"{total:,} if it changes: {kinds}", _LINE)


_STATES = {
    "as written": "as it was written",
    "changed": "not as it was written: somebody changed it",
    "missing": "it isn't there",
    "unknown": "what was written isn't known",
}


def _made(made: Made) -> str:
    when = f"{made.at}: " if made.at else ""
    cause = f": {made.cause}" if made.cause else ""
    return f"{when}{made.reason or 'why isn’t known'}{cause}"


def _one(text: str) -> list[str]:
    return [text] if text else []


def _some(names: Iterable[str]) -> list[str]:
    found = list(names)
    more = [f"and {len(found) - _MOST:,} more"] if len(found) > _MOST else []
    return [*found[:_MOST], *more]
