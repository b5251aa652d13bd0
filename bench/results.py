"""What was measured, as JSON: a file for each size, storage and set of generators; long runs are made apart."""

import json
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bench.steps import STEPS, Sample

FOLDER = Path(__file__).parent / "results"
REBUILDS = ("no-op", "publish", "edit", "delete", "theme")
"""Of a generator that makes all pages each time these are one and the same build."""
ENOUGH = 3
"""From this many runs on a step has a median of its own."""


@dataclass(slots=True)
class Runs:
    """All runs of one step of one generator."""

    generator: str
    step: str
    told: bool
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    peak: list[int] = field(default_factory=list)
    files: int = 0
    """How many files the output had after the last run."""
    written: int = 0
    """How many of them the last run wrote."""
    made: int | None = None
    """How many pages it said that it made."""
    command: str = ""
    """What repeats them."""


@dataclass(slots=True)
class Results:
    """What came of measuring some generators together, at one size on one storage."""

    size: int
    storage: str
    machine: dict[str, str]
    versions: dict[str, str]
    rebuilds: list[str]
    """Which generators make all pages each time."""
    measured: str = ""
    """When: where a size was measured twice, the later counts."""
    runs: list[Runs] = field(default_factory=list)

    def add(self, sample: Sample, command: str) -> None:
        """Take in one run."""
        if sample.built is None:
            return
        found = self.of(sample.generator, sample.step, told=sample.told)
        if found is None:
            found = Runs(sample.generator, sample.step, sample.told)
            self.runs.append(found)
        cost = sample.built.cost
        found.wall.append(round(cost.wall, 4))
        found.cpu.append(round(cost.cpu, 4))
        found.peak.append(cost.peak)
        found.files, found.written, found.made = sample.built.files, sample.built.written, sample.built.made
        found.command = command

    def of(self, generator: str, step: str, *, told: bool = False) -> Runs | None:
        """The runs of a step; None where it wasn't measured."""
        for runs in self.runs:
            if (runs.generator, runs.step, runs.told) == (generator, step, told):
                return runs
        return None

    def generators(self) -> list[str]:
        """Who was measured, ours first."""
        return list(dict.fromkeys(runs.generator for runs in self.runs))

    def wall(self, generator: str, step: str, *, told: bool = False) -> float | None:
        """The median of the seconds that a step took."""
        return self._median("wall", generator, step, told)

    def cpu(self, generator: str, step: str, *, told: bool = False) -> float | None:
        """The median of its processor time."""
        return self._median("cpu", generator, step, told)

    def peak(self, generator: str, step: str, *, told: bool = False) -> int | None:
        """The most that any process held in any of its runs."""
        found = self.of(generator, step, told=told)
        return max(found.peak) if found else None

    def ratio(self, what: str, step: str, peer: str, *, told: bool = False) -> float | None:
        """How many times what Broadsheet takes the peer takes; `what` is wall or cpu."""
        ours = self._median(what, "broadsheet", step, told)
        theirs = self._median(what, peer, step, told=False)
        return theirs / ours if ours and theirs else None

    def _median(self, what: str, generator: str, step: str, told: bool) -> float | None:
        found = self.of(generator, step, told=told)
        numbers: list[float] = getattr(found, what) if found else []
        if generator in self.rebuilds and step in REBUILDS and len(numbers) < ENOUGH:
            alike = [runs for runs in self.runs if runs.generator == generator and runs.step in REBUILDS]
            numbers = [number for runs in alike for number in getattr(runs, what)]
        return statistics.median(numbers) if numbers else None


def path(results: Results, folder: Path = FOLDER) -> Path:
    """Where they are kept: ours are measured anew beside each peer, since ratios of different runs mean little."""
    return folder / f"{'-'.join([results.storage, str(results.size), *results.generators()[1:]])}.json"


def save(results: Results, folder: Path = FOLDER) -> None:
    """Keep results. Steps that they lack stay as they were in a file that is there already."""
    folder.mkdir(parents=True, exist_ok=True)
    order = list(STEPS)
    results.runs.sort(key=lambda runs: (runs.generator != "broadsheet", runs.generator))
    file = path(results, folder)
    if file.exists():
        again = {runs.step for runs in results.runs}
        results.runs += [runs for runs in _load(file).runs if runs.step not in again]
    results.runs.sort(
        key=lambda runs: (runs.generator != "broadsheet", runs.generator, order.index(runs.step), runs.told)
    )
    lines = ",\n  ".join(json.dumps(asdict(runs)) for runs in results.runs)
    head = {key: value for key, value in asdict(results).items() if key != "runs"}
    text = json.dumps(head, indent=1)[:-2] + f',\n "runs": [\n  {lines}\n ]\n}}\n'
    file.write_text(text, encoding="utf-8")


def load(folder: Path = FOLDER) -> list[Results]:
    """All that are kept, memory before disk, small before large, late before early."""
    found = sorted(map(_load, folder.glob("*.json")), key=lambda one: one.measured, reverse=True)
    return sorted(found, key=lambda one: (one.storage != "memory", one.size))


def _load(file: Path) -> Results:
    found = json.loads(file.read_text(encoding="utf-8"))
    return Results(**{**found, "runs": [Runs(**runs) for runs in found["runs"]]})


def sizes(results: Sequence[Results], storage: str, peer: str = "") -> list[Results]:
    """Those of one storage, one for each size: of those with that peer, or else Hugo rather than others, the latest."""
    found: dict[int, Results] = {}
    for one in results:
        if one.storage == storage and (not peer or peer in one.generators()):
            before = found.setdefault(one.size, one)
            if "hugo" in one.generators() and "hugo" not in before.generators():
                found[one.size] = one
    return list(found.values())
