"""Where in a source the article itself stands: the stretch with the most running text and the least furniture."""

import re

from broadsheet.ingest import weighing
from broadsheet.ingest.blocks import Block
from broadsheet.ingest.reading import Reading
from broadsheet.ingest.words import fold

_ALWAYS = 40
"""How many words of text must stand above a list of other stories; above that it is a page's menu."""
_TAIL = 0.5
"""How much text, against what stood above, may go with a list of other stories that nothing follows for certain."""
_MARKED, _BLOCK, _EACH = -1.5, 2.0, 0.4
"""What furniture speaks against a stretch of text, and what a block and each of its words speak for or against it."""
_FORMED = 6.0
"""What a table, verse, or anything else that has a form already speaks for it."""
_SAME_STORY = 0.3
"""The share of longer words by which two stretches of text are known to speak of the same things."""
_SAME_WORDS = 0.6
"""The share by which even one paragraph is known to go on with the story."""
_OTHER_STORY = 0.2
"""The share below which they speak of different ones."""
_GAP, _GAP_CHANCE, _GAPS = 2, 0.4, 20
"""How many blocks in a row that are hardly text part an article from what follows; how many such gaps are looked at."""
_LOOSE = 0.8
"""The chance that a last line without an end mark must have of being text."""
_WORD = re.compile(r"[^\W\d_]{5,}")


def weight(block: Block, chance: float) -> float:
    """How much a block speaks for being inside the article, by its chance of being text of it."""
    if block.mark:
        return _MARKED
    if block.kept_breaks or block.shape:
        return _FORMED
    return (2 * chance - 1) * (_BLOCK + min(block.words, 60) * _EACH)


def find(reading: Reading) -> tuple[int, int]:
    """The first block of the article's text and the one after its last. (0, 0) where there is no text at all.

    A stretch above it that speaks of the same things (a text that tables or pictures cut in two) belongs to it.
    """
    _cut_lists(reading)
    chances = weighing.chances(reading.blocks, reading.every)
    stretches = _stretches([weight(block, chance) for block, chance in zip(reading.blocks, chances, strict=True)])
    if not stretches:
        return 0, 0
    _, start, stop = max(stretches, key=lambda one: (one[0], -one[1]))
    known = _stems(reading.blocks[start:stop])
    for _, first, last in reversed(stretches):
        above = [block for block in reading.blocks[first:last] if block.prose and not block.mark]
        if last <= start and len(above) >= 2 and _shared(above, known) >= _SAME_STORY:
            start = first
    stop = _cut_tail(reading.blocks, chances, start, stop)
    while stop - 1 > start and _loose(reading.blocks[stop - 1], chances[stop - 1]):
        stop -= 1
    return start, stop


def _loose(block: Block, chance: float) -> bool:
    """Whether a line at the end of the text isn't surely part of it."""
    return bool(block.mark) or (chance < _LOOSE and not (block.prose or block.ends or block.shape))


def _cut_tail(blocks: list[Block], chances: list[float], start: int, stop: int) -> int:
    """Where the text ends, when what follows a gap of no text near its end speaks of other things."""
    gaps, gap = [], 0
    for at in range(start, stop):
        text = not blocks[at].mark and chances[at] >= _GAP_CHANCE
        if text and gap >= _GAP:
            gaps.append((at - gap, at))
        gap = 0 if text else gap + 1
    for end, at in gaps[-_GAPS:]:
        head, tail = ([block for block in some if not block.mark] for some in (blocks[start:end], blocks[at:stop]))
        above, below = (sum(block.words for block in some) for some in (head, tail))
        if below <= _TAIL * above and _shared(tail, _stems(head)) < _OTHER_STORY:
            return end
    return stop


def _stretches(weights: list[float]) -> list[tuple[float, int, int]]:
    """The stretches of text, each with its weight: one ends where what is no text outweighs it."""
    out: list[tuple[float, int, int]] = []
    best, start, stop, total = 0.0, 0, 0, 0.0
    for place, own in enumerate(weights):
        if total <= 0:
            if best > 0:
                out.append((best, start, stop))
            best, total, start = 0.0, 0.0, place
        total += own
        if total > best:
            best, stop = total, place + 1
    if best > 0:
        out.append((best, start, stop))
    return out


def _stems(blocks: list[Block]) -> set[str]:
    """The beginnings of the longer words of some blocks."""
    return {word[:6] for block in blocks if not block.mark for word in _WORD.findall(block.text.casefold())}


def _shared(blocks: list[Block], known: set[str]) -> float:
    """The share of the longer words of some blocks that are among those known."""
    own = _stems(blocks)
    return len(own & known) / len(own) if own else 0.0


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
    short = 2 <= block.words <= 6 and not block.ends
    if short and reading.every.start("more", folded) and folded.split()[-1] in reading.every["pieces"]:
        return "related-block"
    return ""


def _cut_lists(reading: Reading) -> None:
    """From a heading such as `Related stories` or `Comments` to where the text goes on, or to the end."""
    blocks = reading.blocks
    total = sum(block.words for block in blocks if block.prose and not block.mark)
    seen, place, stemmed = 0, 0, 0
    known: set[str] = set()
    while place < len(blocks):
        block = blocks[place]
        if block.prose and not block.mark:
            seen += block.words
        rule = is_block_heading(block, reading) if not block.prose else ""
        if rule and seen >= _ALWAYS:
            known |= _stems(blocks[stemmed:place])
            stemmed = place
            if rule == "comments" and _is_count_amid(blocks, place, known):
                said = f"is what stands below “{block.text}” text of the article? It was kept"
                reading.ask(said, block.line, "comments-amid", block.text)
                place += 1
                continue
            stop = _resumes(blocks, place, rule, (total - seen, seen), known)
            for inside in blocks[place:stop]:
                if not inside.mark:
                    reading.drop(inside, rule, 0.8)
            place = stop
        else:
            place += 1


def _is_count_amid(blocks: list[Block], heading: int, known: set[str]) -> bool:
    """Whether `27 comments` is a counter between two paragraphs: no names or days stand below it, as over comments."""
    block = blocks[heading]
    after = [one for one in blocks[heading + 1 : heading + 7] if not one.mark]
    if not block.mark or not any(map(str.isdigit, block.text)) or not after:
        return False
    return all(one.prose for one in after) and _shared(after, known) >= _OTHER_STORY


def _resumes(blocks: list[Block], heading: int, rule: str, words: tuple[int, int], known: set[str]) -> int:
    """Where the article goes on after such a block: at paragraphs on end that speak of what it spoke of before.

    `words` is how many of text come after and before the block, `known` what was spoken of before.
    """
    rest, seen = words
    after = blocks[heading + 1 : heading + 2]
    if after and _sentence(after[0]) and after[0].words >= 22 and _shared(after, known) >= _SAME_WORDS:
        return heading + 1
    if rule == "comments" and rest <= seen * 1.5:
        return len(blocks)
    for place in range(heading + 1, min(len(blocks), heading + 40)):
        if not _sentence(blocks[place]):
            continue
        run = [block for block in blocks[place : place + 6] if not block.mark][:3]
        told = [block for block in run if _sentence(block)]
        if len(told) < 2 or not _sentence(run[1]) or sum(block.words for block in told) < 28:
            continue
        long = place - heading <= 8 and rest > seen * 0.2 and all(block.words >= 22 for block in told)
        if long or _shared(told, known) >= _SAME_STORY:
            above = blocks[place - 1]
            headed = place - 1 > heading and not above.mark and not above.ends and above.words <= 12
            return place - 1 if headed and place - heading > 3 else place
    if rest <= seen * _TAIL or rule == "comments":
        return len(blocks)
    stop = heading + 1
    while stop < len(blocks) and not _sentence(blocks[stop]):
        stop += 1
    return min(stop, heading + 12)


def _sentence(block: Block) -> bool:
    return not block.mark and (block.prose or (block.ends and block.words >= 7))
