"""What has a form of its own in a text, known before anything is cut from it: tables, posts, points in brief, tags."""

import re
from collections import Counter

from broadsheet.ingest import drop_caps, furniture, tables
from broadsheet.ingest.blocks import Block
from broadsheet.ingest.reading import Reading
from broadsheet.ingest.words import fold

_POST = re.compile(
    r"(?:^|\s|pic\.[a-z]{1,12}\.[a-z]{2,6}/\w{2,24})[—–-] ?[^@()\n]{1,60} \(@\w{2,30}\)"
    r",? [^\d\n]{0,20}\d{1,2}[^\n]{0,30}$"
)
_BULLET = re.compile(r"^(?:[•◦▪‣●○·*–-])\s*(?=\S)")
_CLOCK = re.compile(r"^(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:\s?(?:[ap]\.?m\.?|uhr|h))?\.?$", re.I)
_CLOCKED = re.compile(r"^(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:\s?(?:[ap]\.?m\.?|uhr|h))?\s*[-–—|:]\s+(?=\S)", re.I)
_LEAST_ENTRIES = 3
_MOST_POINTS = 10
_MOST_TAGS = 30
_WORD = re.compile(r"[^\W\d_]+")


def find(reading: Reading) -> None:
    """Gives such blocks their shape, so that nobody takes them for lines of a page."""
    _drop_caps(reading)
    _tables(reading)
    _posts(reading)
    _points(reading)
    _live(reading)
    _tags(reading)


def _drop_caps(reading: Reading) -> None:
    blocks = reading.blocks
    seen = Counter(word.casefold() for block in blocks for word in _WORD.findall(block.text))
    for place, block in enumerate(blocks):
        after = blocks[place + 1] if place + 1 < len(blocks) else None
        parted = after is not None and len(block.text) <= 2 and after.text[:1].islower() and after.words >= 4
        whole = f"{block.text} {after.text}" if parted and after else block.text
        text = drop_caps.joined(whole, seen)
        if text == whole or len(whole.split()) < 4:
            continue
        reading.spaced(block.line, "drop-cap", " ".join(whole.split()[:2]), text.split()[0])
        block.text = text
        if parted and after:
            after.text = ""
    reading.blocks[:] = [block for block in blocks if block.text]


def _tables(reading: Reading) -> None:
    """Rows on end become one block, a line each."""
    blocks = reading.blocks
    found = tables.Tables(blocks)
    out: list[Block] = []
    place = 0
    while place < len(blocks):
        rows = found.row_count(place)
        lines = rows or tables.gapped(blocks, place)
        block = blocks[place]
        if lines:
            text = "\n".join(one.text for one in blocks[place : place + lines])
            block = Block(block.line, text, kept_breaks=True, together=lines)
            reading.shape(block, "table" if rows else "columns", "table" if rows else "code", 0.9 if rows else 0.5)
            if not rows:
                reading.ask("a table may be hidden in these lines", block.line, "columns", text)
        out.append(block)
        place += lines or 1
    blocks[:] = out


def _posts(reading: Reading) -> None:
    """A post of a network that stood in the page; its day is not the article's."""
    for place, block in enumerate(reading.blocks):
        match = _POST.search(block.text) if "(@" in block.text and block.words <= 120 else None
        if not match or block.shape or block.mark:
            continue
        above = reading.blocks[place - 1] if place else None
        if not block.text[: match.start()].strip() and above and above.line == block.line - 1 and not above.shape:
            reading.shape(above, "post", "quote", 0.7)
        reading.shape(block, "post", "quote", 0.9)


def _points(reading: Reading) -> None:
    """`Key points` and the bullets, or the adjacent sentences, below it."""
    blocks = reading.blocks
    for place, block in enumerate(blocks):
        if block.shape or block.mark or not reading.every.has("key_points", block.text):
            continue
        stop = place + 1
        while stop < len(blocks) and _is_point(blocks, stop):
            stop += 1
        if 2 <= stop - place - 1 <= _MOST_POINTS:
            for one in blocks[place:stop]:
                one.shape = "key" if one is not block else "key-heading"


def _is_point(blocks: list[Block], place: int) -> bool:
    block = blocks[place]
    if block.shape or block.mark or block.kept_breaks or not 3 <= block.words <= 40:
        return False
    adjacent = block.line == blocks[place - 1].line + 1
    return bool(_BULLET.match(block.text)) or (adjacent and block.ends and block.text[-1] != ":")


def bare_point(text: str) -> str:
    """A point without its bullet."""
    return _BULLET.sub("", text)


def _live(reading: Reading) -> None:
    """A time alone over a headline, three times and more, heads the entries of a live page."""
    blocks = reading.blocks
    heads = [
        place
        for place, block in enumerate(blocks[:-1])
        if not block.mark and not block.shape and (_CLOCK.match(block.text) or _CLOCKED.match(block.text))
    ]
    told = [
        place for place in heads if any(one.prose or (one.ends and one.words >= 5) for one in blocks[place : place + 4])
    ]
    if len(told) < _LEAST_ENTRIES or len({_clock(blocks[place]) for place in told}) < _LEAST_ENTRIES:
        return
    for place in told:
        block, after = blocks[place], blocks[place + 1]
        if _CLOCKED.match(block.text):
            if block.words <= 16 and not block.ends:
                reading.shape(block, "live-entry", "heading", 0.7)
            continue
        titled = after.words <= 16 and not after.ends and not after.shape and place + 1 not in told
        if titled and not _CLOCK.match(after.text):
            block.text, after.text = f"{block.text} {after.text}", ""
        reading.shape(block, "live-entry", "heading", 0.8)
        below = next((one for one in blocks[place + 1 : place + 3] if one.text), None)
        if below and below.words <= 5 and not below.ends and not below.shape:
            below.shape = "line"
    reading.ask('is this a live page? If so, give it "label: live"', blocks[told[0]].line, "live-entry")
    blocks[:] = [block for block in blocks if block.text]


def _clock(block: Block) -> str:
    return " ".join(re.findall(r"\d+", block.text)[:2])


def _tags(reading: Reading) -> None:
    """`Topics` alone on a line, and below it words that the text speaks of, one a line."""
    blocks, every = reading.blocks, reading.every
    prose = [place for place, block in enumerate(blocks) if block.prose]
    if not prose or reading.fields.tags or "tags" in reading.fields.given:
        return
    spoken = " ".join(fold(blocks[place].text) for place in prose)
    for place in range(prose[-1] + 1, len(blocks) - 1):
        if not every.has("tags", blocks[place].text):
            continue
        words: list[Block] = []
        for block in blocks[place + 1 : place + 1 + _MOST_TAGS]:
            adjacent = block.line == blocks[place].line + len(words) + 1
            said = fold(block.text) in spoken
            if not _may_be_tag(reading, block) or not (adjacent or said):
                break
            words.append(block)
        if not words or sum(fold(block.text) in spoken for block in words) * 2 < len(words):
            continue
        reading.fields.tags = list(dict.fromkeys(block.text.strip(" #,;") for block in words))
        reading.drop(blocks[place], "tags-heading")
        for block in words:
            reading.move(block, "tags", "tags", block.text.strip(" #,;"), 0.8)
        if len(words) > 12:
            reading.ask(f"{len(words)} tags: are they all meant?", words[0].line, "many-tags", words[0].text)
        return


def _may_be_tag(reading: Reading, block: Block) -> bool:
    return (
        not (block.mark or block.shape or block.ends)
        and block.words <= 4
        and len(block.text) <= 40
        and not furniture.rule_for(block, reading.every)
    )
