"""Tables that were left as text: rows of cells with tabs, bars or wide gaps between them."""

import re
from itertools import accumulate

from broadsheet.ingest.blocks import CLOSERS, SENTENCE_END, Block

_GAP = re.compile(r"\t+| {3,}")
_RULE = re.compile(r"(?=[^-]*-)[ \t:|-]+")
_LONGEST_CELL = 80
_MOST_COLUMNS = 20


def cells(text: str) -> list[str]:
    """The cells of a row; one cell where the line is no row."""
    bare = text.strip()
    if len(bare) > 2 and bare[0] == bare[-1] == "|":
        return [cell.strip() for cell in bare[1:-1].split("|")]
    return [cell.strip() for cell in _GAP.split(bare)]


class Tables:
    """The tables among blocks; lines that may be rows are gone through once, from however many places it is asked."""

    def __init__(self, blocks: list[Block]) -> None:
        self._blocks = blocks
        self._start = self._stop = 0
        self._rows: list[int] = []
        self._figured: list[int] = []

    def row_count(self, start: int) -> int:
        """How many blocks from `start` on are the rows of one table; 0 when none begins there.

        Rows have the same number of cells, and no cell reads as a sentence. Where only gaps set the cells apart, a
        table has figures in it: two lines of a page's menu have the gaps too.
        """
        if not self._start <= start < self._stop and not self._measure(start):
            return 0
        rows, figured = self._rows[start - self._start], self._figured[start - self._start]
        barred = "|" in self._blocks[start].text
        return self._stop - start if rows >= 2 and (barred or figured * 2 >= rows) else 0

    def _measure(self, start: int) -> bool:
        """Find the last of the rows that are as wide, and count from each on to there; False where there is none."""
        wide = len(cells(self._blocks[start].text))
        if not 2 <= wide <= _MOST_COLUMNS:
            return False
        stop = start
        while stop < len(self._blocks) and _is_row(self._blocks[stop], wide):
            stop += 1
        self._start, self._stop = start, stop
        texts = [block.text for block in reversed(self._blocks[start:stop])]
        real = [int(not is_rule(text)) for text in texts]
        self._rows = list(accumulate(real))[::-1]
        self._figured = list(
            accumulate(one and int(_has_figures(text)) for one, text in zip(real, texts, strict=True))
        )[::-1]
        return stop > start


def is_rule(text: str) -> bool:
    """Whether a line is only drawn, between a table's head and its rows."""
    return bool(_RULE.fullmatch(text.strip()))


def _has_figures(text: str) -> bool:
    return any(c.isdigit() for c in "".join(cells(text)[1:]))


def _is_row(block: Block, wide: int) -> bool:
    if block.mark or block.shape or block.kept_breaks:
        return False
    row = cells(block.text)
    return len(row) == wide and not any(len(cell) > _LONGEST_CELL or _is_sentence(cell) for cell in row)


def _is_sentence(cell: str) -> bool:
    return len(cell.split()) > 6 and cell.rstrip(CLOSERS)[-1:] in tuple(SENTENCE_END)


def gapped(blocks: list[Block], start: int) -> int:
    """How many adjacent lines from `start` on are set in columns that no table can be made of; 0 when few are."""
    stop = start
    while (
        stop < len(blocks)
        and not (blocks[stop].mark or blocks[stop].shape or blocks[stop].kept_breaks)
        and len(blocks[stop].text) <= 120
        and len(cells(blocks[stop].text)) >= 2
        and any(c.isdigit() for c in blocks[stop].text)
        and (stop == start or blocks[stop].line == blocks[stop - 1].line + 1)
    ):
        stop += 1
    return stop - start if stop - start >= 3 else 0
