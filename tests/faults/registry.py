"""A fault: a trial under a name, that raises AssertionError where something was lost."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

_MODULES = ("kill_*.py", "damage_*.py", "env_*.py")
"""In which files of this folder trials stand."""

Trial = Callable[[random.Random, Path], int | None]
"""`trial(rng, folder)`: all chance comes from `rng`, all files go into the empty `folder`.

It may give how often it tried."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What may befall a build. `seeds` are those that `make test` tries; `lacking` says why it can't be tried here."""

    name: str
    group: str
    trial: Trial
    seeds: tuple[int, ...] = (1,)
    lacking: Callable[[], str] = str

    def run(self, seed: int, folder: Path) -> int:
        """Try it as this seed has it; gives how often it was tried."""
        folder.mkdir(parents=True, exist_ok=True)
        tried = self.trial(random.Random(f"{self.name} {seed}"), folder)
        return 1 if tried is None else tried


_KNOWN: dict[str, Fault] = {}


def fault(
    name: str, group: str, *, seeds: tuple[int, ...] = (1,), lacking: Callable[[], str] = str
) -> Callable[[Trial], Trial]:
    """Register a trial. With no `seeds` it's left to the long run."""

    def register(trial: Trial) -> Trial:
        assert name not in _KNOWN, f"two faults are called {name}"
        _KNOWN[name] = Fault(name, group, trial, seeds, lacking)
        return trial

    return register


def known() -> dict[str, Fault]:
    """All faults by name, in the order of their files and of the lines there."""
    here = Path(__file__).parent
    for path in sorted(path for pattern in _MODULES for path in here.glob(pattern)):
        import_module(f"tests.faults.{path.stem}")
    return dict(_KNOWN)
