"""Markdown of twice the length takes twice the calls of Python's, whatever it is made of.

Calls are counted and not seconds. What a library does within one call, in C or by a regular expression, isn't seen.
"""

import pytest

from broadsheet import markup
from tests.hostile.counting import calls

UNITS = {
    "paragraphs": "a b c\n\n",
    "headings": "# a\n\n",
    "brackets": "[",
    "pictures that never end": "![",
    "links without an end": "[a](",
    "links by a name without an end": "[a][",
    "links in brackets": "[[a](b) ",
    "emphasis": "*a ",
    "stars": "*",
    "backticks": "`",
    "ampersands": "&",
    "links": "[a](b) ",
    "pictures": "![a](b.jpg) ",
    "list items": "- a\n",
    "numbered items": "1. a\n",
    "quotes": "> a\n\n",
    "notes": "a[^1]\n\n",
    "rows of a table": "|a|b|\n",
    "blocks in blocks": "<div>",
    "spans in spans": "<span>",
    "shortcodes": "{{< a >}}\n\n",
    "one word": "a",
}


def converted(text: str) -> int:
    """How many calls the conversion of a text takes."""
    return calls(lambda: markup.convert(text, "content/a.md", 1))


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_twice_the_text_takes_twice_the_calls(unit: str) -> None:
    converted(unit)  # what is made once in a process is made
    once = converted(unit * 200)  # before the longer one, of which it may be the end
    assert converted(unit * 400) <= 2.2 * once + 100
