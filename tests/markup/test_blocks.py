"""Blocks that are written without Python-Markdown have its very bytes, links and problems."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet import markup, markup_blocks, markup_whole
from broadsheet.references import References
from tools import fuzz_markup as hostile

PATH = "content/2026/11/budget.md"

_TOKENS = st.sampled_from(
    [
        *("\n\n", "\n", " ", "*", "_", "[", "](a.md)") * 12,
        *(*hostile.PLAIN, *hostile.WORDS, *hostile.MARKS, *hostile.SPACES, *hostile.RARE),
        *(f"[a]({target}{title})" for target in hostile.TARGETS[:12] for title in hostile.TITLES[1:6]),
        *(f"\n\n{block}\n\n" for block in hostile.PLAIN_BLOCKS + hostile.OTHER + hostile.RAW),
    ]
)
_TEXT = st.lists(_TOKENS, max_size=16).map("".join)


def both(text: str) -> tuple[markup.Body, markup.Body]:
    return markup.convert(text, PATH, 5), markup.convert_whole(text, References(text, PATH, 5))


@given(_TEXT)
@settings(deadline=None, derandomize=True, max_examples=1000)
def test_a_body_is_what_python_markdown_makes_of_it(text: str) -> None:
    ours, theirs = both(text)
    assert ours == theirs


def test_so_it_is_for_texts_that_nearly_are_what_people_write() -> None:
    chance = random.Random(2026)
    texts = [hostile.document(chance) for _ in range(2500)]
    assert [text for text in texts if hostile.differs(text)] == []
    parted = [markup_blocks.part(text) for text in texts]
    # Else it would show nothing.
    assert sum(one is not None and not one.rest for one in parted) > 600
    assert sum(one is not None and one.rest != "" for one in parted) > 600


@pytest.mark.parametrize(
    "text",
    [
        # What a piece that is left over says hangs on how many came before it.
        "[w](g)\n\n__a_\x1c_ &n;*y*",
        "&amp;\n\n*a `b*` _c_",
        # Blank lines within raw HTML are kept.
        "**)**\n\n<script>\n\n\n\n>",
        "\n\n\t\n\na",
        "> a\n> \u2028",
        "> a\n> \n> ",
        "s\n\n[^]:\n<video>\n\n",
        # Over a blank line: tags, comments, fences, lists, quotes, code.
        '<a title="\n\nsay "hi" > there',
        '<a title="\n\nhe said\n\n">',
        "<div>\n\nwords\n\n</div>\n\nmore",
        "<!-- a\n\nb --> c",
        "<p>a\n\n> b",
        "```\na\n\nb\n```\n\nc",
        '``` hl_lines="\n\na "\n\n```',
        "- a\n\n- b",
        "- a\n\n1. b",
        "- a\n\n    b",
        "1. a\n\n\n\n    - b",
        "> a\n\n> b",
        "> a\n\n- b",
        "    a\n\n\n\n    b\n\nc",
        '<div title="a src=/x"></div>',
        '<iframe src="/x"></iframe>',
        '<div class="a"></div>\n\n<div></div>\n\n\n\n| a |\n|---|\n| b |\n\n<div></div>',
        "- a\n\n<div></div>\n\n    b",
        # A definition elsewhere.
        "[a][b] [b] [c](d) [e]\n\n[b]: /x\n[e]: /y",
        "[a](b)[c](d)\n\n[c]: /x",
        "[a](https://x.example/[c][c])\n\n[c]: /x",
        "a[^1]\n\n///Footnotes Go Here///\n\n[^1]: b",
        # Titles and their quotes.
        "[a](b \"c (d) 'e'\")",
        "[a](b \"'c'\")",
        '![a](b.jpg "c\xa0d")',
        '![a](b.jpg "")',
        "![a](b.jpg) ",
        # Beginnings of lines.
        "a\n# b",
        "a\n---",
        "a\n===",
        "a\n> b",
        "a  \nb",
        "a \nb",
        "٣. a",
        "1.  a\n2. b",
        "- a\n\n\n\n    b",
        "- - a",
        "- # a",
        "> # a",
        "> - a",
        "\xa0a",
        "# \xa0",
        "####### a",
        "# a #\\",
        "- --",
        "***\n\na",
        # Emphasis that isn't.
        "*a* b*",
        "a*b*c",
        "*a_b_c*",
        "_a_b",
        "__a_",
        "* a*",
        "*a *b",
        "_a\n_",
        "*a\u2028*",
        # Entities, and what is nearly one.
        "\x00 &",
        "a \x07 \x7f &\x0bb \x1c &nbsp; c &#7; d&#12;e",
        "é \x07 \x9f &\x85b",
        "&#65",
        "a&#65;b&#x42;c [a](java&#115;cript:x)",
        "#&#\n\n<script>x",
        "&#\n<div>\n\n;",
        "[a](b&#65)",
        "R&D; &ſ; &a-b;",
        "*&nbsp;* _&nbsp;_",
    ],
)
def test_what_could_have_been_taken_for_something_else(text: str) -> None:
    for more in (text, f"Words.\n\n{text}\n\nWords *and* [words](/x)."):
        ours, theirs = both(more)
        assert ours == theirs


@pytest.mark.parametrize(
    "text",
    [
        "One paragraph, *with* **marks**, [links](a.md) & R&amp;D.\n\nAnother\nof “two” lines > one.",
        '# Head\n\n## Head ##\n\n![A view](2026/a.jpg "The caption (left)")\n\n![](b.jpg)',
        'Words\n\n<iframe src="https://v.example/1" width="9"></iframe>\n\nwords\n\n<div></div>',
        "Words\n\n- one\n- *two*\n\nwords\n\n1. one\n2. two\n\nwords\n\n> a\n> quote\n\nwords",
    ],
)
def test_what_most_articles_are_made_of_needs_no_python_markdown(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = markup.convert_whole(text, References(text, PATH, 1))
    monkeypatch.setattr(markup, "convert_whole", None)
    for converter in (markup_whole.PLAIN, markup_whole.FULL):
        monkeypatch.setattr(converter, "convert_rest", None)
    assert markup.convert(text, PATH) == whole


@pytest.mark.parametrize(
    "text",
    [
        "| A | B |\n|---|---|\n| 1 | [2](2.md) |",
        "Why.[^1]\n\n[^1]: So.",
        '<div class="chart"></div>',
        "`code`",
        "- a\n    - b",
    ],
)
def test_a_block_of_another_kind_leaves_the_others_alone(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"[one](1.md)\n\n{text}\n\n[three](3.md)"
    whole = markup.convert_whole(text, References(text, PATH, 1))
    monkeypatch.setattr(markup, "convert_whole", None)
    assert markup.convert(text, PATH) == whole
    assert (parted := markup_blocks.part(text)) and "one" not in parted.rest and "three" not in parted.rest
