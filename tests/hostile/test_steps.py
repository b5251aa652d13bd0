"""Markdown of twice the length takes twice the calls of Python's, whatever it is made of.

Calls are counted and not seconds. What a library does within one call, in C or by a regular expression, isn't seen.
"""

import sys
from types import FrameType
from typing import Any

import pytest

from broadsheet import markup

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


def calls(text: str) -> int:
    """How many calls, of Python's functions and of C's, the conversion of a text takes."""
    counted = 0

    def count(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        markup.convert(text, "content/a.md", 1)
    finally:
        sys.setprofile(before)
    return counted


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_twice_the_text_takes_twice_the_calls(unit: str) -> None:
    calls(unit)  # what is made once in a process is made
    once = calls(unit * 200)  # before the longer one, of which it may be the end
    assert calls(unit * 400) <= 2.2 * once + 100
