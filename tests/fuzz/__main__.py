"""The long run: `python -m tests.fuzz --minutes N [--only NAME] [--seed S] [--results FILE]`.

Targets run in turn, each in a process of its own for its share of the time: under atheris where that is installed
(`pip install -e '.[test,torture]'`), else by chance. Results are a JSON line a target. Exit status 1 when a promise
broke.
"""

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from tests.fuzz.targets import FOUND, known


class Result(NamedTuple):
    """What came of a target: how much it was fed, and how many ways were found in which a promise breaks."""

    target: str
    corpus: int
    executions: int
    crashes: int
    seconds: float


def main() -> int:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Feed broken input to all that reads.")
    parser.add_argument("--minutes", type=float, default=10, help="for all targets together (default: 10)")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="targets whose names begin so")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**31), help="to repeat a run")
    parser.add_argument("--results", type=Path, help="add a JSON line for each target to this file")
    parser.add_argument("--found", type=Path, default=FOUND, help="where inputs that broke something are kept")
    asked = parser.parse_args()
    names = [name for name in known() if not asked.only or name.startswith(tuple(asked.only))]
    if not names:
        parser.error(f"there is no such target; there are: {', '.join(known())}")
    print(f"seed {asked.seed}, {len(names)} targets", flush=True)
    broke = 0
    for name in names:
        result = run(name, asked.minutes * 60 / len(names), asked.seed, asked.found)
        broke += result.crashes
        line = json.dumps({"kind": "fuzz", **result._asdict()})
        print(line, flush=True)
        if asked.results:
            with asked.results.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
    return 1 if broke else 0


def run(name: str, seconds: float, seed: int, found: Path) -> Result:
    """One target in processes of its own: one that dies or hangs is begun again, and counts as broken."""
    end, executions, deaths = time.monotonic() + seconds, 0, 0
    ways: dict[str, str] = {}
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        told, log = Path(folder, "told.json"), Path(folder, "log")
        while (left := end - time.monotonic()) > 1 or not executions:
            engine = "atheris" if find_spec("atheris") else "chance"
            words = [sys.executable, "-m", "tests.fuzz.worker", name, str(max(1, left)), str(seed), engine]
            with log.open("wb") as file:
                status = subprocess.run([*words, str(found), folder], stdout=file, stderr=file, check=False).returncode
            last: Any = json.loads(told.read_bytes()) if told.exists() else {"executions": 0, "ways": {}}
            told.unlink(missing_ok=True)
            executions += last["executions"]
            ways.update(last["ways"])
            if status == 0:
                break
            deaths += 1
            print("\n".join(log.read_text("utf-8", "replace").splitlines()[-12:]), flush=True)
            for kept in Path(folder).rglob("broken-*"):
                (found / name).mkdir(parents=True, exist_ok=True)
                shutil.move(kept, found / name / kept.name[-12:])
            if deaths > 5:
                break
            seed += 1
    for way, path in ways.items():
        print(f"{name}: {way}\n  {path}", flush=True)
    took = round(time.monotonic() - started, 1)
    corpus = len(known()[name].corpus) + len(known()[name].found())
    return Result(name, corpus, executions, len(ways) + deaths, took)


if __name__ == "__main__":
    sys.exit(main())
