"""What is left to decide, as lines of text."""

import textwrap
from collections.abc import Iterator, Sequence

from broadsheet.problems import tame
from broadsheet.review.questions import Undecided, Urgency

HEADINGS = {
    Urgency.HELD: "Drafts: nobody reads these before you decide",
    Urgency.DOUBTFUL: "Published, with words that may not belong there",
    Urgency.LACKING: "Published, and something is missing",
}
_LONGEST = 100
"""How much of a source's line is shown, in characters."""


def lines(undecided: Sequence[Undecided]) -> Iterator[str]:
    """A heading for each urgency, a line for each article, and for each question the source's line below it."""
    last = None
    for one in undecided:
        if one.urgency is not last:
            last = one.urgency
            yield f"{HEADINGS[last]}"
            yield ""
        yield f"{tame(one.file)}: {tame(one.document.article.title)}"
        for question in one.questions:
            yield f"  - {tame(question.text)}"
            place = str(question.line) if question.line else question.path
            if place and one.trace:
                yield f"      {tame(one.trace.source)}:{tame(place)}"
                if question.source:
                    yield f"      | {textwrap.shorten(tame(question.source), _LONGEST, placeholder=' …')}"
        yield ""
