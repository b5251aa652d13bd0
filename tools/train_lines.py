"""Learns how much each trait of a line speaks for its being text of the article: `train_lines.py DIR [--half learn]`.

DIR holds sets of plain-text sources with known answers, SET/in/ID.txt and SET/truth/ID.json (as score_ingest.py has
them). What is learned is written as plain numbers, to be put in the place of broadsheet/ingest/weights.py; needs
scikit-learn, which nothing else does. `--check` parts the sources into five and says how well each part is told
by what the other four teach.
"""

import argparse
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import score_ingest
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from broadsheet.ingest import weighing
from broadsheet.ingest.blocks import Block
from broadsheet.ingest.formats import Item, Known, RawSource, UnreadableError
from broadsheet.ingest.plain_text import PlainText
from broadsheet.ingest.traits import traits_of
from broadsheet.ingest.words import Words

_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
_PARTS = 5


class Line(NamedTuple):
    """A line with its answer: whether it is text, and how much that matters."""

    source: str
    text: str
    traits: dict[str, float]
    answer: bool
    weight: float


def main() -> None:
    """Learns, and writes the weights or says how well they do."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", nargs="*", default=["A", "A2", "A3"])
    parser.add_argument("--half", choices=("all", "learn", "held"), default="learn")
    parser.add_argument("--strength", type=float, default=0.05, help="how freely weights may grow")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    lines = [line for name in chosen.sets for line in lines_of(chosen.folder / name, chosen.half)]
    if chosen.check:
        _check(lines, chosen.strength)
    if chosen.out:
        chosen.out.write_text(_module(learn(lines, chosen.strength)), "utf-8")


def lines_of(folder: Path, half: str) -> Iterator[Line]:
    """The lines of a set whose answer is known, those that a rule took left out."""
    for path in sorted((folder / "in").glob("*.txt")):
        if not score_ingest.is_in(half, path.stem):
            continue
        truth = json.loads((folder / "truth" / f"{path.stem}.json").read_text("utf-8"))
        rows = []
        for block, its in _read(path):
            answer = None if block.mark else _answer(block, truth)
            if answer is not None:
                rows.append((block, its, answer))
        total = sum(min(block.words, 40) ** 0.5 for block, _, _ in rows)
        for block, its, answer in rows:
            yield Line(path.stem, block.text, its, answer, (min(block.words, 40) / max(total, 10.0)) ** 0.5)


def _read(path: Path) -> list[tuple[Block, dict[str, float]]]:
    """The source's blocks with their traits, as they are when ingest weighs them."""
    caught: list[tuple[Block, dict[str, float]]] = []
    chances = weighing.chances

    def catch(blocks: list[Block], words: Words) -> list[float]:
        if caught:  # weighed again, when what is in the front matter has gone
            return chances(blocks, words)
        found = traits_of(blocks, words)
        caught.extend((msgspec.structs.replace(block), its) for block, its in zip(blocks, found, strict=True))
        return chances(blocks, words)

    weighing.chances = catch
    try:
        raw = RawSource(f"seeds/{path.name}", path)
        PlainText().manuscript(Item(), raw, Known(score_ingest.SETTINGS))
    except UnreadableError:
        pass
    finally:
        weighing.chances = chances
    return caught


def _answer(block: Block, truth: dict[str, Any]) -> bool | None:
    """Whether the block is text of the article; None where that isn't known, or it is a headline or caption."""
    said = _same(block.text)
    for phrase in truth.get("with") or []:
        if _same(phrase) in said or (said in _same(phrase) and len(said) > 12):
            return True
    if any(_same(phrase) in said for phrase in truth.get("without") or []):
        return False
    if truth.get("body") is None:
        return None
    aside = [
        truth.get("title"),
        truth.get("description"),
        *(truth.get("captions") or []),
        *(truth.get("authors") or []),
    ]
    body = _same(" ".join(truth["body"]))
    if re.search(rf"(?<!\w){re.escape(said)}(?!\w)", body) if len(said) < 40 else said in body:
        return True
    if any(one and (said == _same(one) or (len(said) > 25 and said in _same(one))) for one in aside):
        return None
    mine, whole = _shingles(said), _shingles(body)
    share = sum((mine & whole).values()) / (sum(mine.values()) or 1)
    return None if 0.25 < share < 0.6 else share >= 0.6


def _same(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(text)
    return Counter(zip(*(tokens[at:] for at in range(4)), strict=False))


def learn(lines: list[Line], strength: float) -> dict[str, float]:
    """The weight of each trait."""
    vectors = DictVectorizer()
    rows = vectors.fit_transform([line.traits for line in lines])
    model = LogisticRegression(C=strength, max_iter=5000, fit_intercept=False)
    scale = len(lines) / sum(line.weight for line in lines)
    model.fit(rows, [line.answer for line in lines], sample_weight=[line.weight * scale for line in lines])
    found = dict(zip(vectors.get_feature_names_out(), model.coef_[0], strict=True))
    return {name: round(float(value), 2) for name, value in found.items() if abs(value) >= 0.01}


def _check(lines: list[Line], strength: float) -> None:
    """Says how many lines are told right by weights that know nothing of their source."""
    sources = [line.source for line in lines]
    wrong: list[tuple[float, Line]] = []
    parts = GroupKFold(_PARTS).split(lines, groups=sources)
    for known, told in parts:
        learned = learn([lines[at] for at in known], strength)
        for at in told:
            line = lines[at]
            sum_ = sum(learned.get(name, 0) * value for name, value in line.traits.items())
            if (sum_ > 0) != line.answer:
                wrong.append((abs(sum_), line))
    text = [line for line in lines if line.answer]
    missed = [line for _, line in wrong if line.answer]
    print(f"{len(lines)} lines of {len(set(sources))} sources, {len(text)} of them text")
    print(f"text not known as such: {len(missed)}; other lines taken for text: {len(wrong) - len(missed)}")
    print(f"of the words: {sum(_count(one) for one in missed) / sum(map(_count, text)):.3f} missed,", end=" ")
    others = sum(_count(line) for _, line in wrong if not line.answer)
    print(f"{others / sum(map(_count, text)):.3f} too many")
    for sure, line in sorted(wrong, key=lambda one: -one[0])[:40]:
        print(f"{sure:5.1f} {'text ' if line.answer else 'other'} {line.source[:14]:14} {line.text[:100]}")


def _count(line: Line) -> int:
    return len(line.text.split())


def _module(learned: dict[str, float]) -> str:
    entries = "".join(f'    "{trait}": {value},\n' for trait, value in sorted(learned.items()))
    return (
        '"""How much each trait of a line speaks for its being text of the article; written by tools/train_lines.py."""'
        f"\n\nWEIGHTS = {{\n{entries}}}\n"
    )


if __name__ == "__main__":
    main()
