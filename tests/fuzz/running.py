"""A target run for some time, and what broke it kept as small as it can be made."""

import hashlib
import random
import re
import time
import traceback
from pathlib import Path

from tests.fuzz.mutating import LONGEST, mutated
from tests.fuzz.targets import FOUND, Target

_VARYING = re.compile(r"'[^']*'|\"[^\"]*\"|\d+|[=\[].*")
"""What in the words of an assertion hangs on the input."""
_TRIED = 400
"""So often is a finding made smaller."""


class Run:
    """What came of a run so far: each way in which a promise breaks counts once."""

    def __init__(self, target: Target, folder: Path = FOUND) -> None:
        self.target = target
        self.executions = 0
        self.crashes: dict[str, Path] = {}
        self._folder = folder / target.name

    def once(self, data: bytes) -> None:
        """Feed an input; where a promise breaks in a new way, keep it."""
        self.executions += 1
        way = broken(self.target, data)
        if way and way not in self.crashes:
            small = smaller(self.target, data, way)
            path = self._folder / hashlib.sha256(small).hexdigest()[:12]
            self._folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(small)
            self.crashes[way] = path


def broken(target: Target, data: bytes) -> str:
    """In what way an input breaks a promise: the kind of mistake, and where; empty where all is kept."""
    try:
        target.promise(data)
    except KeyboardInterrupt:
        raise
    except BaseException as mistake:  # noqa: BLE001 (whatever comes out is what is looked for)
        return way_of(mistake)
    return ""


def way_of(mistake: BaseException) -> str:
    """What tells a mistake from others: its type, and the innermost lines that it came from."""
    frames = traceback.extract_tb(mistake.__traceback__)[-3:]
    where = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    said = _VARYING.sub("", str(mistake).partition("\n")[0])[:50] if isinstance(mistake, AssertionError) else ""
    return f"{type(mistake).__name__} at {where} {said}".strip()


def smaller(target: Target, data: bytes, way: str) -> bytes:
    """The least of an input that still breaks the same promise in the same way, as far as a short search finds it."""
    tried, size = 0, max(1, len(data) // 2)
    while size and tried < _TRIED:
        at, gained = 0, False
        while at < len(data) and tried < _TRIED:
            shorter = data[:at] + data[at + size :]
            tried += 1
            if broken(target, shorter) == way:
                data, gained = shorter, True
            else:
                at += size
        if not gained:
            size //= 2
    return data


def run_by_chance(run: Run, seconds: float, seed: int) -> None:
    """Feed changes of sound inputs, chosen by chance, until the time is over."""
    chance = random.Random(seed)
    end = time.monotonic() + seconds
    inputs = inputs_of(run.target)
    for data in inputs:
        run.once(data)
    while time.monotonic() < end:
        run.once(mutated(run.target, chance.choice(inputs), chance.randrange, chance.randint(1, 6)))


def run_under_atheris(run: Run, seconds: float, seed: int, kept: Path) -> None:
    """Feed what atheris makes of sound inputs, led by which lines of the program they reach; doesn't return."""
    import atheris

    kept.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(inputs_of(run.target)):
        (kept / f"corpus-{number}").write_bytes(data)

    def change(data: bytes, most: int, chance: int) -> bytes:
        ours = random.Random(chance)
        if ours.random() < 0.3:
            return bytes(atheris.Mutate(data, most))
        return mutated(run.target, data, ours.randrange, ours.randint(1, 4))[:most]

    options = [f"-max_total_time={max(1, int(seconds))}", f"-seed={seed % 2**32 or 1}", f"-max_len={LONGEST}"]
    quiet = ["-print_final_stats=0", "-verbosity=0", "-timeout=60", "-rss_limit_mb=4096"]
    atheris.Setup(
        ["fuzz", *options, *quiet, f"-artifact_prefix={kept}/broken-", str(kept)], run.once, custom_mutator=change
    )
    atheris.Fuzz()


def inputs_of(target: Target) -> list[bytes]:
    """What a target begins with: its corpus, and what once broke it."""
    return [*target.corpus, *(path.read_bytes() for path in target.found())]
