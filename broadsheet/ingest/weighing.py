"""How sure it is that each block of a source is text of the article: the sum of its traits' learned weights."""

import math

from broadsheet.ingest import weights
from broadsheet.ingest.blocks import Block
from broadsheet.ingest.traits import traits_of
from broadsheet.ingest.words import Words


def chances(blocks: list[Block], words: Words) -> list[float]:
    """For each block, from 0 to 1, how likely it is text of the article."""
    out = []
    for traits in traits_of(blocks, words):
        odds = sum(weights.WEIGHTS.get(name, 0.0) * value for name, value in traits.items())
        out.append(1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))))
    return out
