"""Tables that were left as text: rows of cells with tabs, bars or wide gaps between them."""

import re

from broadsheet.ingest.blocks import CLOSERS, SENTENCE_END, Block

_GAP = re.compile(r"\t+| {3,}")
_RULE = re.compile(r"\|?[ \t:|-]*-[ \t:|-]*\|?")
_LONGEST_CELL = 80
_MOST_COLUMNS = 20


def cells(text: str) -> list[str]:
    """The cells of a row; one cell where the line is no row."""
    bare = text.strip()
    if len(bare) > 2 and bare[0] == bare[-1] == "|":
        return [cell.strip() for cell in bare[1:-1].split("|")]
    return [cell.strip() for cell in _GAP.split(bare)]


def row_count(blocks: list[Block], start: int) -> int:
    """How many blocks from `start` on are the rows of one table; 0 when none begins there.

    Rows have the same number of cells, and no cell reads as a sentence. Where only gaps set the cells apart, a table
    has figures in it: two lines of a page's menu have the gaps too.
    """
    wide = len(cells(blocks[start].text))
    if not 2 <= wide <= _MOST_COLUMNS:
        return 0
    stop = start
    while stop < len(blocks) and _is_row(blocks[stop], wide):
        stop += 1
    rows = [cells(block.text) for block in blocks[start:stop] if not is_rule(block.text)]
    barred = "|" in blocks[start].text
    figured = sum(any(c.isdigit() for c in "".join(row[1:])) for row in rows)
    return stop - start if len(rows) >= 2 and (barred or figured * 2 >= len(rows)) else 0


def is_rule(text: str) -> bool:
    """Whether a line is only drawn, between a table's head and its rows."""
    return bool(_RULE.fullmatch(text.strip()))


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
