"""What a command costs."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

TIMED = Path(__file__).parent / "timed.py"


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one run."""

    wall: float
    """Seconds from start to end."""
    cpu: float
    """Seconds of processor time, of all processes."""
    peak: int
    """Bytes that the largest of its processes held at most."""


class CommandError(Exception):
    """A command that was to be timed has failed."""


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str], root: Path) -> tuple[Cost, str]:
    """The cost of a command in `root`, and what it wrote to standard output; `folder` is for our files meanwhile."""
    folder.mkdir(parents=True, exist_ok=True)
    result, output, errors = folder / "cost.json", folder / "output", folder / "errors"
    result.unlink(missing_ok=True)
    # What earlier writes have left to do must not be done in the time of this one.
    os.sync()
    with output.open("wb") as out, errors.open("wb") as err:
        timed = [sys.executable, "-I", "-S", str(TIMED), str(result), *command]
        subprocess.run(timed, cwd=root, env={**os.environ, **environment}, stdout=out, stderr=err, check=False)  # noqa: S603
    said = output.read_text(encoding="utf-8", errors="replace")
    if not result.exists():
        raise CommandError(f"{command[0]} couldn't be started: {errors.read_text(errors='replace')[-2000:]}")
    found = json.loads(result.read_text(encoding="utf-8"))
    if found["status"] != 0:
        told = errors.read_text(encoding="utf-8", errors="replace")[-2000:] or said[-2000:]
        raise CommandError(f"{' '.join(command)}: exit status {found['status']}\n{told}")
    return Cost(found["wall"], found["cpu"], found["peak"]), said
