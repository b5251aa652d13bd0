"""Interviews: who asks and who answers, where each turn begins with its speaker's name or letter."""

import re
from collections import Counter
from itertools import pairwise

from broadsheet.ingest.blocks import Block
from broadsheet.ingest.reading import Reading
from broadsheet.ingest.words import Words, fold

TURN = re.compile(r"^(?P<speaker>[^\W\d_][^:：?!,;\n]{0,28}?)\s*(?:[:：]|\.(?=\s+\S))\s+(?=\S)")
_LEAST_TURNS = 4


def shape(reading: Reading, blocks: list[Block]) -> None:
    """Shapes the turns of an interview, and suggests the label; nothing where there is none.

    `Q` and `A` (or what they are called in the language) are known from one question and one answer on. Names must
    take turns: two of them, at least twice each, one of whom mostly asks. So a list of facts is none.
    """
    said = [(block, speaker) for block in blocks if not block.shape and (speaker := _speaker(block))]
    turns = _lettered(said, reading.words) or _named(said)
    for block, _ in turns:
        reading.shape(block, "interview", "turn", 0.8)
    if turns:
        reading.ask('is this an interview? If so, give it "label: interview"', turns[0][0].line, "interview")


def _speaker(block: Block) -> str:
    match = TURN.match(block.text)
    return fold(match["speaker"]) if match and len(match["speaker"].split()) <= 4 and not block.kept_breaks else ""


def _asks(block: Block) -> bool:
    return any(mark in block.text for mark in "?？؟")


def _lettered(said: list[tuple[Block, str]], words: Words) -> list[tuple[Block, str]]:
    """The turns of `Q:` and `A:`; none unless something is asked and something answered."""
    asked = any(_asks(block) for block, speaker in said if speaker in words["question"])
    answered = any(speaker in words["answer"] for _, speaker in said)
    if not asked or not answered:
        return []
    return [turn for turn in said if turn[1] in words["question"] | words["answer"]]


def _named(said: list[tuple[Block, str]]) -> list[tuple[Block, str]]:
    """The turns of named speakers, `Varga Courier: ...` and `Tolvane: ...`."""
    said = [turn for turn in said if ":" in turn[0].text[:32] or "：" in turn[0].text[:32]]
    often = {speaker: count for speaker, count in Counter(speaker for _, speaker in said).items() if count >= 2}
    turns = [turn for turn in said if turn[1] in often]
    changes = sum(one[1] != other[1] for one, other in pairwise(turns))
    asked = Counter(speaker for block, speaker in turns if _asks(block))
    for speaker, count in often.items():
        if asked[speaker] * 3 >= count * 2 and len(turns) >= _LEAST_TURNS and changes * 4 >= (len(turns) - 1) * 3:
            return turns
    return []
