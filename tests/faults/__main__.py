"""The long run: `python -m tests.faults --minutes N [--seed S] [--only NAME] [--trials N] [--results FILE]`.

All faults are tried in turn, round after round; the seed is that of the run, and one higher each round. A trial
that lost something keeps its folder, and the line that repeats it is printed. Exit status 1 when anything was lost.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from itertools import count, islice
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from tests.faults.registry import known
from tests.faults.running import Outcome, Tally, attempt, repeating


def main() -> int:
    """Run what is asked for."""
    asked = _arguments()
    console = Console()
    told = f"seed {asked.seed}, {len(asked.names)} faults, {asked.jobs} at a time"
    console.print(told, highlight=False)
    for name in list(asked.names):
        if lacking := known()[name].lacking():
            console.print(f"passed over: {name} ({lacking})", highlight=False)
            asked.names.remove(name)
    tallies = {name: Tally(name, known()[name].group, asked.seed) for name in asked.names}
    started = time.monotonic()
    try:
        _run(asked, tallies, console)
    except KeyboardInterrupt:
        console.print("interrupted: what was tried so far counts")
    _tell(tallies, console, asked.results, time.monotonic() - started)
    return 1 if any(tally.lost for tally in tallies.values()) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description="Try what may befall a build.")
    parser.add_argument("--minutes", type=float, default=10, help="for all faults together (default: 10)")
    parser.add_argument("--trials", type=int, help="so many rounds instead, however long they take")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**31), help="to repeat a run")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="faults whose names begin so")
    parser.add_argument("--results", type=Path, help="add a JSON line for each fault to this file")
    parser.add_argument("--often", type=int, default=8, help="kills of each run that is prepared (default: 8)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="trials at a time (default: one a core)")
    parser.add_argument("--keep", type=Path, help="where the folders of trials go (default: the temporary folder)")
    asked = parser.parse_args()
    there = known()
    wanted = tuple(name for name in asked.only if name not in there)
    asked.names = [
        name for name in there if not asked.only or name in asked.only or (wanted and name.startswith(wanted))
    ]
    if not asked.names:
        parser.error(f"there is no such fault; there are: {', '.join(there)}")
    return asked


def _run(asked: argparse.Namespace, tallies: dict[str, Tally], console: Console) -> None:
    home = Path(tempfile.mkdtemp(prefix="broadsheet-faults-", dir=asked.keep))
    end = time.monotonic() + asked.minutes * 60
    left = _trials(asked)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with (
        Progress(*columns, console=console, transient=True) as progress,
        ProcessPoolExecutor(asked.jobs, mp_context=get_context("spawn")) as pool,
    ):
        whole = asked.trials * len(tallies) if asked.trials else asked.minutes * 60
        bar = progress.add_task("trials", total=whole)
        under_way: set[Future[Outcome]] = set()
        rounds = tried = lost = 0
        while True:
            while len(under_way) < asked.jobs and (asked.trials or time.monotonic() < end):
                trial = next(left, None)
                if trial is None:
                    break
                name, seed = trial
                under_way.add(pool.submit(attempt, name, seed, home / f"{name}-{seed}", asked.often))
            if not under_way:
                break
            done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
            for outcome in (future.result() for future in done):
                tallies[outcome.name].count(outcome)
                rounds, tried, lost = rounds + 1, tried + outcome.tried, lost + bool(outcome.lost)
                if outcome.lost:
                    _show(outcome, console)
            passed = rounds if asked.trials else asked.minutes * 60 - max(0, end - time.monotonic())
            progress.update(bar, completed=passed, description=f"{tried} tried, {lost} lost something")
    if not any(home.iterdir()):
        home.rmdir()


def _trials(asked: argparse.Namespace) -> Iterator[tuple[str, int]]:
    rounds = islice(count(asked.seed), asked.trials) if asked.trials else count(asked.seed)
    return ((name, seed) for seed in rounds for name in asked.names)


def _show(outcome: Outcome, console: Console) -> None:
    console.print(f"LOST {outcome.name}, seed {outcome.seed}: {outcome.folder}", style="bold", highlight=False)
    console.print(outcome.lost.strip()[-3000:], highlight=False, markup=False)
    console.print(f"again: {repeating(outcome.name, outcome.seed)}", highlight=False, soft_wrap=True)


def _tell(tallies: dict[str, Tally], console: Console, results: Path | None, seconds: float) -> None:
    rows = [tally.row() for tally in tallies.values() if tally.tried]
    for row in rows:
        console.print(json.dumps(row), highlight=False, soft_wrap=True)
    tried, lost = sum(tally.tried for tally in tallies.values()), sum(tally.lost for tally in tallies.values())
    console.print(f"{tried} trials in {seconds / 60:.1f} minutes, {lost} lost something", highlight=False)
    if results:
        with results.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)


if __name__ == "__main__":
    sys.exit(main())
