"""The ends of brackets are those that Python-Markdown finds by itself, found in less steps."""

import random

import markdown
import pytest
from markdown.inlinepatterns import LinkInlineProcessor

from broadsheet.markup_brackets import Pairs, find_ends_once

PIECES = (
    "[",
    "]",
    "(",
    ")",
    "![",
    "](",
    "][",
    "a",
    " ",
    '"',
    "'",
    "<",
    ">",
    "\\",
    "b.jpg",
    "`",
    "*",
    "\n",
    "\n\n[a]: /b\n\n",
)


def converters() -> tuple[markdown.Markdown, markdown.Markdown]:
    """Python-Markdown as it is, and as we use it."""
    ours = markdown.Markdown()
    for pattern in ours.inlinePatterns:
        if isinstance(pattern, LinkInlineProcessor):
            find_ends_once(pattern)
    return markdown.Markdown(), ours


@pytest.mark.parametrize("seed", range(8))
def test_links_and_pictures_are_those_of_the_library(seed: int) -> None:
    rng = random.Random(seed)
    theirs, ours = converters()
    for _ in range(150):
        text = "".join(rng.choices(PIECES, k=rng.randint(1, 40)))
        assert ours.reset().convert(text) == theirs.reset().convert(text), (seed, text)


def test_an_end_is_found_by_what_follows_alone() -> None:
    pairs = Pairs("[", "]")
    assert pairs.end("[a[b]c]d", 1) == 6
    assert pairs.end("[a[b]c]d", 3) == 4
    assert pairs.end("xxxxx[b]c]d", 6) == 7
    assert pairs.end("[[b]", 1) == -1
    assert pairs.end("]b", 1) == -1
