"""Whether a source holds two articles: another headline over a byline, with paragraphs before and after it."""

from broadsheet.ingest import bylines, stamps
from broadsheet.ingest.blocks import Block
from broadsheet.ingest.reading import Reading

_LEAST, _MOST = 4, 25
"""How many words a headline has."""
_LEAST_TEXT = 25
"""How many words an article has at least, be it a brief."""
_ABOVE = 2
"""How many lines may stand between a headline and its byline, or below the byline before the text."""


def hold(reading: Reading, start: int, stop: int) -> int:
    """Holds such a source back, and says where the second begins; `stop` where there is none.

    Nothing is parted: where one article ends, and whether there are two, an editor sees.
    """
    blocks = reading.blocks
    before = 0
    for place, block in enumerate(blocks):
        if place >= start and block.prose and not block.mark:
            before += 1
        if place < start + 3 or block.mark or block.words > 16 or before < 2:
            continue
        if not _is_headline(blocks[place - 1]) or not _is_credit(reading, block):
            continue
        after = [one for one in blocks[place + 1 : place + 3 + _ABOVE] if one.prose and not one.mark]
        if sum(one.words for one in after) < _LEAST_TEXT:
            continue
        head = place - 1
        while head > place - 1 - _ABOVE and _is_headline(blocks[head - 1]):
            head -= 1
        said = f"a second article may begin at “{blocks[head].text}”: if so, make two sources of this one"
        reading.hold(said, blocks[head].line, "second-article", blocks[head].text)
        for one in blocks[head:place]:
            one.shape = "heading"
        for one in blocks[place : place + 1 + _ABOVE]:
            one.shape = one.shape if one.prose else "line"
        return min(head, stop)
    return stop


def _is_headline(block: Block) -> bool:
    none = block.mark or block.shape or block.prose or block.ends or "://" in block.text
    return not none and _LEAST <= block.words <= _MOST


def _is_credit(reading: Reading, block: Block) -> bool:
    """Whether the line says who wrote what is below it."""
    byline = bylines.parse(block.text, reading.words)
    if byline and byline.authors:
        return True
    posted = "@" in block.text or block.text[:1] in "—–-"  # a post of a network
    stamp = stamps.parse(block.text, reading) if byline is None and not posted else None
    return bool(stamp and stamp.byline and stamp.byline.authors)
