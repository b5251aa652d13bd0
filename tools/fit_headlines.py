"""Fits the weights by which ingest tells headlines: `python tools/fit_headlines.py FOLDER`.

FOLDER holds sets of sources with known headlines: SET/in/ID.txt, the plain text, and SET/truth/ID.json with its
`title`, or `titles_ok` where several will do. Each source is read as ingest reads it, and its lines that may be the
headline are set against the one that is: a conditional logit over `headline.features`, drawn towards zero, each
weight kept to the sign that it has now. Of the weights now in use nothing else is taken, so the same FOLDER gives the
same numbers. Sources in which no line is the known headline are left out and counted.

Before the weights of all sources are printed, each half of the sources is predicted from the other: when that is much
worse than all predicted from all, a feature was made for single sources.
"""

import argparse
import json
import math
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from broadsheet.ingest import headline
from broadsheet.ingest.formats import Known, UnreadableError
from broadsheet.ingest.plain_text import read_text
from broadsheet.ingest.reading import Reading
from broadsheet.settings import Outlet, Settings

SETTINGS = Settings(
    outlet=Outlet(title="Broadsheet", url="https://broadsheet.example", language="en", timezone="UTC"), sections=()
)
KEPT = {"own-name", "is-caption-twin", "has-credit", "repeated"}
"""Weights that are set by hand: so few lines have these features that the sources say next to nothing about them."""
STEPS, RATE = 250, 1.8

Weights = dict[str, float]


class Line(msgspec.Struct, frozen=True):
    """A line that may be the headline: what speaks for it, where it stands, and whether it is the one."""

    features: Weights
    place: int
    right: bool


def main() -> int:
    """Reads the command line and prints the weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("folder", type=Path, help="a folder of sets, each with in/*.txt and truth/*.json")
    parser.add_argument(
        "--pull", type=float, default=0.5, help="how strongly the weights are drawn to zero (%(default)s)"
    )
    given = parser.parse_args()
    found = list(sources(given.folder))
    known = [lines for lines in found if any(line.right for line in lines)]
    if not known:
        parser.error(f"no source with a known headline in {given.folder}")
    halves = known[::2], known[1::2]
    print(f"{len(known)} sources, and {len(found) - len(known)} in which no line is the known headline")
    print(f"weights in use: {share(headline.WEIGHTS, known)}")
    for learn, predict in (halves, halves[::-1]):
        print(f"half predicted from the other half: {share(fit(learn, given.pull), predict)}")
    weights = fit(known, given.pull)
    print(f"all predicted from all: {share(weights, known)}")
    print(json.dumps({name: round(weight, 2) for name, weight in weights.items()}, indent=4))
    return 0


def sources(folder: Path) -> Iterator[list[Line]]:
    """The lines of each source that may be its headline."""
    for truth in sorted(folder.glob("*/truth/*.json")):
        text = truth.parent.parent / "in" / f"{truth.stem}.txt"
        said = json.loads(truth.read_text("utf-8"))
        titles = {_squash(title) for title in said.get("titles_ok") or [said.get("title")] if title}
        if text.is_file() and titles:
            yield candidates(text.read_text("utf-8"), titles)


def candidates(text: str, titles: set[str]) -> list[Line]:
    """The lines of a text that ingest weighs as its headline."""
    out: list[Line] = []
    take = headline.take

    def weigh(reading: Reading, lead: int) -> int | None:
        for place in headline.candidates(reading, lead):
            said = headline.without_suffix(reading, reading.blocks[place].text)
            found = {name: float(value) for name, value in headline.features(reading, place, lead).items()}
            out.append(Line(found, place, _squash(said) in titles))
        return take(reading, lead)

    headline.take = weigh
    try:
        read_text(text, "", Known(SETTINGS))
    except UnreadableError:
        out.clear()
    finally:
        headline.take = take
    return out


def fit(known: list[list[Line]], pull: float) -> Weights:
    """The weights under which the known headlines are likeliest, by gradient ascent."""
    weights = {name: weight if name in KEPT else 0.0 for name, weight in headline.WEIGHTS.items()}
    for _ in range(STEPS):
        slope = {name: -pull * weights[name] for name in weights}
        for lines in known:
            worths = [_worth(weights, line) for line in lines]
            top = max(worths)
            odds = [math.exp(worth - top) for worth in worths]
            every, right = sum(odds), sum(odd for odd, line in zip(odds, lines, strict=True) if line.right)
            for odd, line in zip(odds, lines, strict=True):
                push = (odd / right if line.right else 0.0) - odd / every
                for name, value in line.features.items():
                    slope[name] += push * value
        for name in weights:
            if name not in KEPT:
                moved = weights[name] + RATE * slope[name] / len(known)
                weights[name] = min(0.0, moved) if headline.WEIGHTS[name] < 0 else max(0.0, moved)
    return weights


def share(weights: Weights, known: list[list[Line]]) -> str:
    """In how many of the sources the weights pick the known headline."""
    right = sum(max(lines, key=lambda line: (_worth(weights, line), -line.place)).right for lines in known)
    return f"{right} of {len(known)}, {right / len(known):.3f}"


def _worth(weights: Weights, line: Line) -> float:
    return sum(weights[name] * value for name, value in line.features.items())


def _squash(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


if __name__ == "__main__":
    sys.exit(main())
