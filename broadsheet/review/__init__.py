"""What ingest left for an editor to decide, beside the source that it came from.

questions   the articles whose front matter has `review:`, the most urgent first
tracing     each back to its source: what was decided at which line
listing     as text, for a terminal
page        as one page of HTML: the source left, the article right
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from broadsheet.ingest.work import Spread
from broadsheet.problems import Problem
from broadsheet.review import questions, tracing
from broadsheet.review.questions import Undecided
from broadsheet.settings import Settings

MOST = 100
"""How many articles are shown unless all are asked for."""


class Findings(NamedTuple):
    """The articles to show, the most urgent first, how many more there are, and what was in the way."""

    undecided: tuple[Undecided, ...]
    left: int
    problems: tuple[Problem, ...]


def review(
    site: Path,
    settings: Settings,
    now: datetime,
    named: Sequence[str] = (),
    most: int = MOST,
    progress: Callable[[int, int], None] | None = None,
    spread: Spread | None = None,
) -> Findings:
    """What is left to decide in all of content/, or in the articles named by their paths in the site.

    The sources of what is shown are read again; `spread` shares that out, as it does when they are taken in.
    """
    found, problems = questions.find(site, settings, named)
    ordered = questions.in_order([questions.Undecided(path, document) for path, document in found])
    shown = ordered[:most]
    wanted = [(one.file, one.document.article.id) for one in shown]
    traces = tracing.trace(site, settings, now, wanted, progress, spread)
    asked = [
        Undecided(one.file, one.document, questions.asked(one.document, trace), trace)
        for one in shown
        for trace in [traces.get(one.file)]
    ]
    return Findings(tuple(questions.in_order(asked)), len(ordered) - len(shown), tuple(problems))
