"""Boxes that stood beside the text and are in its stream now, and words that lost the space between them."""

import re

from broadsheet.ingest.blocks import Block
from broadsheet.ingest.reading import Reading

_QUESTION = re.compile(r"[^a-zß-öø-ÿ]{8,80}[?？]")
_GLUED = re.compile(r"(?<![\w@#/.])([A-ZÀ-Þ]?[a-zß-öø-ÿ]{3,24})([A-ZÀ-Þ][a-zß-öø-ÿ]{3,24})(?!\w)")
_WORD = re.compile(r"[^\W\d_]+")
_MOST = 5


def shape(reading: Reading, blocks: list[Block]) -> None:
    """Quotes a box, and asks about what only an editor can part."""
    _boxes(reading, blocks)
    _glued(reading, blocks)


def _boxes(reading: Reading, blocks: list[Block]) -> None:
    """`WHO IS LENA VARR?` and the lines right below it; where a blank line follows, nobody knows where it ends."""
    for place, block in enumerate(blocks[:-1]):
        if not place or block.shape or block.kept_breaks or not 2 <= block.words <= 10:
            continue
        if not _QUESTION.fullmatch(block.text) or not block.text.isupper():
            continue
        stop = place + 1
        while (
            stop < len(blocks)
            and blocks[stop].line == blocks[stop - 1].line + 1
            and blocks[stop].words <= 60
            and not blocks[stop].shape
        ):
            stop += 1
        if stop > place + 1:
            for one in blocks[place:stop]:
                reading.shape(one, "side-box", "quote", 0.6)
        reading.ask(
            f"a box may begin at “{block.text}”: does it stand where it should?", block.line, "side-box", block.text
        )


def _glued(reading: Reading, blocks: list[Block]) -> None:
    """Words such as `PierPassengers`, of which the text has at least one apart: names are written so, too."""
    found = [(block, match) for block in blocks if block.shape != "code" for match in _GLUED.finditer(block.text)]
    if not found:
        return
    seen: dict[str, int] = {}
    for block in blocks:
        for word in _WORD.findall(block.text):
            seen[word.casefold()] = seen.get(word.casefold(), 0) + 1
    for block, match in found[:200]:
        apart = match[1].casefold() in seen or match[2].casefold() in seen
        if apart and seen.get(match.group().casefold()) == 1:
            reading.ask(f"was a space lost in “{match.group()}”?", block.line, "glued-words", match.group())
            if sum(question.startswith("was a space lost") for question in reading.review) >= _MOST:
                return
