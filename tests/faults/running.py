"""A trial run for what it shows: whether all survived, and the line that repeats it where something was lost."""

import shutil
import traceback
from dataclasses import dataclass
from pathlib import Path

from tests.faults import trying
from tests.faults.registry import known


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a trial: `lost` is what it said was lost, empty where nothing was; `tried` how often it tried."""

    name: str
    seed: int
    folder: Path
    lost: str = ""
    tried: int = 1


@dataclass(slots=True)
class Tally:
    """What came of all trials of a fault; `seed` is the first one's."""

    name: str
    group: str
    seed: int
    tried: int = 0
    lost: int = 0

    def count(self, outcome: Outcome) -> None:
        """Add what came of one trial."""
        self.tried += outcome.tried
        self.lost += bool(outcome.lost)

    def row(self) -> dict[str, object]:
        """As a line of results."""
        survived = self.tried - self.lost
        row: dict[str, object] = {"kind": "fault", "group": self.group, "name": self.name}
        return row | {"tried": self.tried, "survived": survived, "lost": self.lost, "seed": self.seed}


def attempt(name: str, seed: int, folder: Path, often: int = 1) -> Outcome:
    """Try a fault in a folder, which is taken away again unless something was lost.

    `often`: how many times a run that was prepared is killed.
    """
    trying.often = often
    try:
        tried = known()[name].run(seed, folder)
    except Exception:  # noqa: BLE001 (a trial that breaks down has shown something too)
        return Outcome(name, seed, folder, traceback.format_exc())
    shutil.rmtree(folder, ignore_errors=True)
    return Outcome(name, seed, folder, tried=tried)


def repeating(name: str, seed: int) -> str:
    """The line that repeats a trial."""
    return f"python -m tests.faults --only {name} --seed {seed} --trials 1"
