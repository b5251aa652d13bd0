"""Where in a source the article itself stands: the stretch with the most running text and the least furniture."""

from broadsheet.ingest.blocks import Block
from broadsheet.ingest.reading import Reading
from broadsheet.ingest.words import fold

_ALWAYS = 40


def weight(block: Block) -> float:
    """How much a block speaks for being inside the article."""
    if block.mark:
        return -2.5
    if block.prose:
        return min(block.words, 60) / 2.5
    if block.kept_breaks or block.shape:
        return 6.0
    if block.ends and block.words >= 4:
        return 3.0
    if block.text[:1] in '•-–*◦·▪“"«„' and block.words >= 3:
        return 0.5
    return -1.0 if block.words >= 3 else -1.6


def find(reading: Reading) -> tuple[int, int]:
    """The first block of the article's text and the one after its last. (0, 0) where there is no text at all."""
    _cut_lists(reading)
    best, best_start, best_stop, total, start = 0.0, 0, 0, 0.0, 0
    for place, block in enumerate(reading.blocks):
        worth = weight(block)
        if total <= 0:
            total, start = 0.0, place
        total += worth
        if total > best:
            best, best_start, best_stop = total, start, place + 1
    return best_start, best_stop


def is_block_heading(block: Block, reading: Reading) -> str:
    """Whether the block is the heading of comments or of links to other articles: the name of the rule, or empty."""
    if block.words > 8 or (block.ends and block.text.rstrip()[-1] not in ":…"):
        return ""
    folded = fold(block.text)
    if folded in reading.every["comments"] or folded.strip("0123456789 ") in reading.every["comments"]:
        return "comments"
    start = reading.every.start("related_block", block.text)
    if folded in reading.every["related_block"]:
        return "related-block"
    if start and len(start.split()) >= 2 and len(folded.split()) - len(start.split()) <= 5 and not block.ends:
        return "related-block"
    return ""


def _cut_lists(reading: Reading) -> None:
    """From a heading such as `Related stories` or `Comments` to the next long paragraphs, or to the end."""
    blocks = reading.blocks
    total = sum(block.words for block in blocks if block.prose and not block.mark)
    seen, place = 0, 0
    while place < len(blocks):
        block = blocks[place]
        if block.prose and not block.mark:
            seen += block.words
        rule = is_block_heading(block, reading) if not block.prose else ""
        if rule and seen >= max(_ALWAYS, total * 0.25):
            stop = _resumes(blocks, place + 1, rule, total - seen, seen)
            for inside in blocks[place:stop]:
                if not inside.mark:
                    reading.drop(inside, rule, 0.8)
            place = stop
        else:
            place += 1


def _resumes(blocks: list[Block], start: int, rule: str, rest: int, seen: int) -> int:
    """Where the article goes on after such a block: at two long paragraphs on end, if much of it is yet to come."""
    if rule == "comments" and rest <= seen * 1.5:
        return len(blocks)
    for place in range(start, min(len(blocks), start + 40)):
        if blocks[place].mark or blocks[place].words < 28 or not blocks[place].prose:
            continue
        after = [block for block in blocks[place + 1 : place + 4] if not block.mark]
        if after and sum(block.prose and block.words >= 22 for block in after) >= 1 and rest > seen * 0.2:
            heads = (
                place - 1 > start
                and not blocks[place - 1].mark
                and not blocks[place - 1].ends
                and blocks[place - 1].words <= 12
            )
            return place - 1 if heads and place - start > 3 else place
    return len(blocks)
