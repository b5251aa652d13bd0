"""Markdown to HTML: one way and the other give the same, and resolving leaves no mark behind."""

import random
from collections.abc import Iterable

from broadsheet import markup
from broadsheet.article import MARK, MARK_END
from broadsheet.entities import bounded
from broadsheet.front_matter import without_forbidden
from broadsheet.references import References
from tests.fuzz import promises
from tests.fuzz.targets import target
from tests.ingest.newsroom import LONG
from tools import fuzz_markup

PATH = "content/2026/11/budget.md"
_TOKENS = (
    *fuzz_markup.MARKS,
    *fuzz_markup.TARGETS,
    *fuzz_markup.TITLES,
    *fuzz_markup.OTHER,
    *fuzz_markup.RAW,
    *fuzz_markup.RARE,
)


def _texts() -> Iterable[bytes]:
    table = "| a | b |\n|---|:-:|\n| 1 | 2 |"
    yield f'## On *Monday*\n\n{LONG} [link](../a.md#b) ![p](a.jpg "c")\n\n- a\n- b\n\n> said\n\n{table}\n'.encode()
    yield b"Note[^1] `code` <b>x</b> {: .y}\n\n```py\nx\n```\n\n[^1]: The note.\n\n<div><img src='media:a.jpg'></div>\n"
    chance = random.Random(7)
    table = "| a | b |\n|---|:-:|\n| 1 | 2 |\n"
    yield from (fuzz_markup.document(chance).encode() for _ in range(6))


def _text(data: bytes) -> str:
    """A text as it comes from a file."""
    return bounded(without_forbidden(data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")))


@target("markup-ways", _texts, tokens=_TOKENS)
def both_ways_give_the_same(data: bytes) -> None:
    """Written block by block or by Python-Markdown as a whole: the same bytes, links and problems."""
    text = _text(data)
    first = markup.convert(text, PATH, 5)
    if not any("nested" in problem.message for problem in first.problems):
        assert first == markup.convert_whole(text, References(text, PATH, 5)), "the two ways differ"
    promises.fits(first.problems, "\n" * 4 + text)
    assert first.words >= 0


@target(
    "markup-raw",
    lambda: (*_texts(), b"a\x02b\x03c", b"\x02wzxhzdk:0\x03", b"\x02klzzwxh:0\x03 *a*"),
    tokens=(*_TOKENS, "\x02klzzwxh:0\x03", "\x02amp\x03", "\x02wzxhzdk:0\x03"),
)
def any_text_is_converted(data: bytes) -> None:
    """A text that didn't come through front_matter.decode, with whatever characters: nothing is raised."""
    markup.convert(data.decode("utf-8", "replace"), PATH, 1)


@target("markup-resolved", _texts, tokens=_TOKENS)
def no_mark_is_left(data: bytes) -> None:
    """Once links and pictures are resolved, or aren't there, no mark of ours is in the HTML."""
    body = markup.convert(_text(data), PATH, 5).html
    for answer in ("/there.html", None, '/"><script>&'):
        found = answer

        def lookup(target: str, found: str | None = found) -> str | None:
            assert MARK not in target
            return found

        resolved = markup.resolve(body, lookup)
        assert MARK not in resolved
        assert MARK_END not in resolved
        markup.plain(resolved)
