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
_PICTURES = 2
"""How many missing pictures of an article are listed one by one."""


def lines(undecided: Sequence[Undecided]) -> Iterator[str]:
    """A heading for each urgency, a line for each article, and for each question the source's line below it."""
    last = None
    for one in undecided:
        if one.urgency is not last:
            last = one.urgency
            yield HEADINGS[last]
            yield ""
        yield f"{tame(one.file)}: {tame(one.document.article.title)}"
        pictures = [question for question in one.questions if question.is_picture]
        for question in one.questions:
            if question in pictures[_PICTURES:]:
                continue
            yield f"  - {tame(question.text)}"
            place = str(question.line) if question.line else question.path
            if place and one.trace:
                yield f"      {tame(one.trace.source)}:{tame(place)}"
                if question.source and question.source not in question.text:
                    yield f"      | {textwrap.shorten(tame(question.source), _LONGEST, placeholder=' …')}"
        if len(pictures) > _PICTURES:
            yield f"  - {len(pictures) - _PICTURES:,} more pictures didn't come along"
        yield ""
