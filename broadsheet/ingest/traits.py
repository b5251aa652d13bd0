"""The traits of a line by which its being text of the article is weighed: its shape, its words, and its neighbours.

`weights.py` says how much each trait counts; `tools/train_lines.py` learned that from pages with known answers.
"""

import math
import re
from collections import Counter

from broadsheet.ingest.blocks import WIDE_SCRIPT, Block
from broadsheet.ingest.words import Words, fold

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_STEM = re.compile(r"[^\W\d_]{5,}")
_LEAST_SMALL = 0.12
"""The share of small words below which a text is in a language whose small words aren't listed."""
_STEPS = (1, 2, 3, 5, 8, 13, 20, 35, 60)
_AMOUNT = re.compile(r"^[-•*·]?\s*(?:\d+(?:[.,/]\d+)?|[¼½¾⅓⅔⅛])[¼½¾⅓⅔⅛]?\s+[^\W\d_]")
_SYMBOLS = re.compile(r"[|»«›‹→←↑↓►▶▼©®•·✓]")
_ADDRESS = re.compile(r"https?://|www\.|\S@\w|@\w")
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d\d\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WINDOW = 6


def traits_of(blocks: list[Block], words: Words) -> list[dict[str, float]]:
    """The traits of each block that nothing has marked, and of marked ones that they are; by name, 1 where not said."""
    own = [_own(block, words) for block in blocks]
    stems = [stems_of(block) for block in blocks]
    texts = [block.prose and not block.mark for block in blocks]
    spread = Counter(stem for some, text in zip(stems, texts, strict=True) if text for stem in some)
    said = Counter(fold(block.text) for block in blocks)
    small = _small_share(blocks, texts, words)
    total = sum(min(block.words, 60) for block, text in zip(blocks, texts, strict=True) if text) or 1
    kinds = [_kind(block, text) for block, text in zip(blocks, texts, strict=True)]
    above, below = _distances(texts), _distances(texts[::-1])[::-1]
    seen, out = 0, []
    for place, block in enumerate(blocks):
        traits = own[place]
        if not block.mark:
            traits["repeated"] = float(said[fold(block.text)] > 1)
            usual = [stem for stem in stems[place] if spread[stem] - texts[place] > 0]
            if len(stems[place]) >= 3:
                traits["shared"] = len(usual) / len(stems[place])
                traits["shared_none"] = float(not usual)
            if small >= _LEAST_SMALL and block.words >= 3 and not WIDE_SCRIPT.search(block.text):
                traits["small"] = _small(block, words) / small
                traits["small_none"] = float(traits["small"] == 0)
            else:
                traits["small_unknown"] = 1.0
            for step in (-3, -2, -1, 1, 2, 3):
                at = place + step
                traits[f"{kinds[at] if 0 <= at < len(blocks) else 'edge'}{step:+}"] = 1.0
            traits[f"above_{_step(above[place])}"] = traits[f"below_{_step(below[place])}"] = 1.0
            around = texts[max(0, place - _WINDOW) : place] + texts[place + 1 : place + 1 + _WINDOW]
            traits["around"] = sum(around) / (2 * _WINDOW)
            traits["early"] = float(seen / total < 0.02)
            traits["late"] = float((total - seen) / total < 0.02)
            traits["far"] = max(0.0, (seen / total) - 0.8) * 5
        if texts[place]:
            seen += min(block.words, 60)
        out.append(traits)
    return out


def stems_of(block: Block) -> set[str]:
    """The beginnings of its longer words."""
    return {word[:6] for word in _STEM.findall(block.text.casefold())}


def _own(block: Block, words: Words) -> dict[str, float]:
    """What a block says by itself."""
    if block.mark:
        return {"base": 1.0, "marked": 1.0}
    text, count = block.text, block.words
    tokens = _TOKEN.findall(text)
    end = text.rstrip()[-1:]
    out = {"base": 1.0, f"words_{_step(count)}": 1.0, "long": math.log1p(min(count, 120))}
    out["ends"] = float(block.ends)
    out["ends_short"] = float(block.ends and count < 9)
    out["colon"] = float(end in ":：")
    out["asks"] = float(end in "?!")
    out["trails"] = float(text.rstrip().endswith(("…", "...")))
    out["prose"] = float(block.prose)
    out["lower"] = float(text[:1].islower())
    out["quoted"] = float(text[:1] in "\"'“„«‘")
    out["listed"] = float(bool(re.match(r"[•*·◦▪–-]\s|\d{1,2}[.)]\s", text)))
    out["amount"] = float(bool(_AMOUNT.match(text)))
    out["digit"] = float(text[:1].isdigit())
    out["digits"] = sum(map(str.isdigit, text)) / len(text)
    out["breaks"] = float(block.kept_breaks)
    out["together"] = float(block.together >= 4)
    out["symbols"] = float(bool(_SYMBOLS.search(text)))
    out["address"] = float(bool(_ADDRESS.search(text)))
    out["clock"] = float(bool(_CLOCK.search(text)) and count < 14)
    out["year"] = float(bool(_YEAR.search(text)) and count < 14)
    if tokens:
        capital = sum(token[:1].isupper() for token in tokens) / len(tokens)
        out["capital"] = capital
        out["titled"] = float(capital > 0.7 and len(tokens) >= 4)
        out["shouted"] = float(text.isupper() and len(text) > 3)
    else:
        out["wordless"] = float(not WIDE_SCRIPT.search(text))
    out["commas"] = min(3, sum(text.count(mark) for mark in ",;，、،")) / 3
    out["sentences"] = min(3, len(re.findall(r"[.!?。！？]\s", text))) / 3
    for name in ("junk_start", "related_start", "share_start", "related_block", "comments", "byline", "published"):
        out[f"said_{name}"] = float(bool(words.start(name, text)))
    rules = words.inside("policy", text) if count <= 120 else 0
    out["rules"], out["many_rules"] = float(rules == 1), float(rules >= 2)
    for name in ("newsletter", "consent"):
        out[f"holds_{name}"] = float(count <= 80 and words.inside(name, text) > 0)
    return {name: value for name, value in out.items() if value}


def _small_share(blocks: list[Block], texts: list[bool], words: Words) -> float:
    """The share of small words in the running text."""
    found = [block for block, text in zip(blocks, texts, strict=True) if text]
    return sum(_small(block, words) * block.words for block in found) / (sum(block.words for block in found) or 1)


def _small(block: Block, words: Words) -> float:
    tokens = [token.casefold() for token in _TOKEN.findall(block.text)]
    return sum(token in words["small"] for token in tokens) / len(tokens) if tokens else 0.0


def _kind(block: Block, text: bool) -> str:
    """What a block is to its neighbours."""
    if block.mark:
        return "mark"
    if text:
        return "text"
    if block.ends:
        return "said"
    return "short" if block.words <= 4 else "line"


def _step(count: int) -> int:
    """The band of a number."""
    return next((place for place, most in enumerate(_STEPS) if count <= most), len(_STEPS))


def _distances(texts: list[bool]) -> list[int]:
    """How far above each block the nearest running text is."""
    out, far = [], 99
    for text in texts:
        out.append(far)
        far = 1 if text else far + 1
    return out
