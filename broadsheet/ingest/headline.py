"""Which line is the headline: by place, shape, repetition, and the words that it shares with the text."""

import re

from broadsheet.ingest import bylines, captions, stamps
from broadsheet.ingest.blocks import Block
from broadsheet.ingest.reading import Reading
from broadsheet.ingest.words import fold

SITE_MARK = re.compile(
    r"\b[\w-]+\.(?:com|org|net|us|uk|de|es|fr|it|pt|br|mx|ar|info|news|eu|at|ch|be|nl|ca|au|in|io|co)\b", re.I
)
SUFFIX = re.compile(r"^(.{11,}\S)\s++[|–—-]\s+([^|–—]{2,40})$")
BRAND = re.compile(r"[®™]|^[^\W\d_]+\.[^\W\d_]{3,}$")
_NO_HEADLINE = re.compile(
    r"(?:\[[^\[\]]*\][^\[]*){2}|^\W*[^\W\d_]*\d{1,2}:\d\d|^(?:\S+ ){0,3}@\w+$|[↗→↘»›]$|\bon line \d+$"
)
"""Links in brackets, the length of a recording, an account to follow, a link's arrow, a server's warning."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_LINKED = re.compile(r"(?<!\s)\s*+[&/,]\s*|(?<!\s)\s+(?:and|und|y|e|et)\s+")
_NEW_SENTENCE = re.compile(r"[^\W\d_]{3}[.!?]\s+[^\W\d_]\w+\s")

WEIGHTS = {
    "usual-length": 0.92,
    "short": -1.1,
    "fair-length": 0.22,
    "repeated": 0.2,
    "begins-another": 1.17,
    "is-caption-twin": -1.05,
    "ends-as-sentence": -2.36,
    "has-credit": -2.24,
    "at-lead": -2.3,
    "shared-words": 0.71,
    "byline-follows": 2.13,
    "byline-next": 0.35,
    "first": 0.52,
    "very-first": 1.07,
    "outlet-like": -1.14,
    "own-name": -6.0,
    "after-text": -1.79,
    "shared-many": 1.97,
    "like-dek": -1.82,
    "repeated-below": -0.5,
    "list-like": -0.52,
    "below-another": -0.66,
    "two-sentences": -1.32,
}
"""What speaks for and against a line. Fitted by tools/fit_headlines.py on real sources with known headlines."""


def take(reading: Reading, lead: int) -> int | None:
    """Takes the headline among the lines above the lead (the first long paragraph); its place, or None."""
    fields = reading.fields
    if fields.title:
        said = [p for p, b in reading.open(0, lead + 1) if fold(without_suffix(reading, b.text)) == fold(fields.title)]
        for place in said:
            reading.drop(reading.blocks[place], "title-repeated")
        return said[0] if said else None
    worths = [(worth(features(reading, place, lead)), -place) for place in candidates(reading, lead)]
    if not worths:
        return None
    best, negative = max(worths)
    place = -negative
    block = reading.blocks[place]
    title = without_suffix(reading, block.text)
    fields.title = title
    reading.move(block, "title", "title", title, 0.9 if best > 2.5 else 0.6)
    if best <= 0.5:
        reading.ask("is this the headline?", block.line, "title", block.text)
    for other in reading.blocks[: lead + 2]:
        if not other.mark and fold(without_suffix(reading, other.text)) == fold(title):
            reading.drop(other, "title-repeated")
    if len(title) > 150:
        reading.ask("the headline is very long", block.line, "long-title", block.text)
    return place


def candidates(reading: Reading, lead: int) -> list[int]:
    """The places of the lines that may be the headline."""
    near = max(0, lead - 60)
    return [
        place
        for place, block in (*reading.open(0, min(near, 10)), *reading.open(near, lead + 5))
        if not block.shape and _may_be(reading, place)
    ]


def worth(found: dict[str, float]) -> float:
    """How much speaks for a line, all in all."""
    return sum(WEIGHTS[name] * value for name, value in found.items())


def _may_be(reading: Reading, place: int) -> bool:
    block = reading.blocks[place]
    text = block.text
    if len(text) > 250 or block.words > 40 or len(text) < 2 or not re.search(r"[^\W\d_]", text) or "\n" in text:
        return False
    if _NO_HEADLINE.search(text):
        return False
    if block.prose and (block.words > 30 or (block.words > 22 and ". " in block.text)):
        return False
    if is_credit_line(reading, block) or _tells_of_author(reading, place):
        return False
    return not all(reading.every.has("section", part) for part in _LINKED.split(text))


def _tells_of_author(reading: Reading, place: int) -> bool:
    """Whether the line names who the byline just above it names: `About Mira Tolvane`, `Follow Mira Tolvane`."""
    text = fold(reading.blocks[place].text)
    for other in reading.blocks[max(0, place - 3) : place]:
        found = bylines.parse(other.text, reading.words) if other.words <= 12 else None
        if found and any(fold(name) in text for name in found.authors if " " in name):
            return True
    return False


def features(reading: Reading, place: int, lead: int) -> dict[str, float]:
    """What there is to say for and against the line at `place`."""
    block, blocks = reading.blocks[place], reading.blocks
    text, count, folded = block.text, block.words, fold(block.text)
    usual = 5 <= count <= 22
    fair = 3 <= count <= 30
    same = [p for p, other in enumerate(blocks) if p != place and fold(without_suffix(reading, other.text)) == folded]
    longer = [
        other
        for other in blocks[: lead + 4]
        if other is not block and fold(other.text).startswith(folded + " ") and len(other.text) < 200
    ]
    twin = any(captions.suffix(text, other.text, reading.every) for other in longer)
    above = blocks[:place]
    shared, known = _shared(text, blocks, lead)
    below = place > 0 and not blocks[place - 1].mark and _like_headline(reading, blocks[place - 1], folded)
    return {
        "usual-length": usual,
        "fair-length": fair and not usual,
        "short": not fair,
        "repeated": count >= 5 and any(p <= lead + 1 for p in same),
        "repeated-below": count >= 3 and any(p > lead + 1 for p in same),
        "begins-another": count >= 4 and bool(longer) and not twin,
        "is-caption-twin": twin,
        "ends-as-sentence": text.rstrip(' "”’»)')[-1:] in ".:;,…",
        "has-credit": captions.parse(text, reading.every) is not None,
        "at-lead": place >= lead,
        "shared-words": shared / max(known, 3),
        "shared-many": min(shared, 5) / 5,
        "byline-follows": any(is_credit_line(reading, other) for other in blocks[place + 1 : place + 4]),
        "byline-next": any(is_credit_line(reading, other) for other in blocks[place + 1 : place + 2]),
        "first": all(other.mark for other in above),
        "very-first": place == 0,
        "outlet-like": count <= 4 and _like_outlet(reading, text),
        "own-name": folded == fold(reading.known.settings.outlet.title),
        "after-text": any(not other.mark and other.words >= 10 and other.ends for other in above),
        "below-another": below,
        "like-dek": below and count >= 12 and len(text) > 1.3 * len(blocks[place - 1].text),
        "two-sentences": bool(_NEW_SENTENCE.search(text)),
        "list-like": text[:1] in "•-–*·«»[" or bool(re.match(r"\d+[.)] ", text)),
    }


def _like_outlet(reading: Reading, text: str) -> bool:
    """Whether a short line is written as outlets and brands write their names."""
    return bool(SITE_MARK.search(text) or BRAND.search(text) or fold(text.split()[-1]) in reading.every["outlet"])


def _like_headline(reading: Reading, block: Block, folded: str) -> bool:
    """Whether a line could itself be the headline to the dek below it, and isn't the same line over again."""
    return (
        5 <= block.words <= 22
        and not block.ends
        and not is_credit_line(reading, block)
        and fold(without_suffix(reading, block.text)) != folded
    )


def _shared(text: str, blocks: list[Block], lead: int) -> tuple[int, int]:
    """How many of the line's longer words the text has too, by their first letters; and of how many."""
    body = " ".join(other.text for other in blocks[lead : lead + 14] if other.prose)
    stems = {word[:5] for word in _WORD.findall(body.casefold())}
    own = [word[:5] for word in _WORD.findall(text.casefold())]
    return sum(word in stems for word in own), len(own)


def is_credit_line(reading: Reading, block: Block) -> bool:
    """Whether the line is a byline or a date."""
    if block.words > 26 or len(block.text) > 220:
        return False
    return bool(bylines.parse(block.text, reading.words)) or stamps.parse(block.text, reading) is not None


def without_suffix(reading: Reading, text: str) -> str:
    """`Dam opens early - The Varga Courier` without the outlet, where it's known to be the outlet."""
    match = SUFFIX.match(text)
    if not match:
        return text
    site = fold(match[2])
    names = {fold(reading.known.settings.outlet.title), fold(reading.fields.source_name)}
    first = next((block.text for block in reading.blocks if block.text.strip()), "")
    return match[1].strip() if site and (site in names or site == fold(first)) else text
