"""The benchmark's command line."""

import argparse
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench import ingest, machine, report, results, steps
from bench.cache import CACHE, own_cache
from bench.corpus import Corpus
from bench.generator import Generator
from bench.peers import PEERS
from bench.peers.broadsheet import REPOSITORY
from bench.results import Results
from bench.site import Site
from bench.words import count

SLOW = 1000
"""Up to this many articles all peers are measured unless told otherwise; above it, the fast ones."""
MOST_RUNS = 5
"""More changes than this would push the first of them off the lists on which they're looked for."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it; 1 if a check failed."""
    chosen = _parser().parse_args(arguments)
    status: int = chosen.action(chosen)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measures builds, beside other generators.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="measure, keep the results, and write docs/performance.md anew")
    run.add_argument("--sizes", type=_sizes, default=[1000, 10000], metavar="N,N", help="how many articles")
    run.add_argument("--runs", type=int, default=3, choices=range(1, MOST_RUNS + 1), help="how often (default: 3)")
    run.add_argument("--only", type=_names(PEERS), metavar="NAME,NAME", help=f"of {', '.join(PEERS)}")
    run.add_argument("--steps", type=_names(steps.STEPS), default=list(steps.STEPS), metavar="STEP,STEP")
    run.add_argument("--storage", type=_names(report.STORAGES), default=list(report.STORAGES), metavar="memory,disk")
    run.add_argument("--disk", type=Path, default=CACHE / "sites", metavar="DIR", help="where the sites on disk go")
    run.add_argument("--seed", type=int, default=7)
    run.add_argument("--dry", action="store_true", help="keep no results and write no page")
    run.set_defaults(action=_run)
    again = commands.add_parser("report", help="write docs/performance.md from the results that are kept")
    again.set_defaults(action=_report)
    taking = commands.add_parser("ingest", help="measure how long a WordPress export takes to be taken in")
    taking.add_argument("--size", type=int, default=20000, metavar="N", help="how many posts (default: 20000)")
    taking.add_argument("--seed", type=int, default=7)
    taking.add_argument(
        "--folder", type=Path, default=None, metavar="DIR", help="where it is done (default: in memory)"
    )
    taking.set_defaults(action=_ingest)
    corpus = commands.add_parser("corpus", help="write a site")
    corpus.add_argument("--size", type=int, default=1000, metavar="N")
    corpus.add_argument("--seed", type=int, default=7)
    corpus.add_argument("--for", dest="generator", choices=PEERS, default="broadsheet")
    corpus.add_argument("root", type=Path, metavar="DIR")
    corpus.set_defaults(action=_corpus)
    return parser


def _sizes(text: str) -> list[int]:
    return [int(part.replace("_", "")) for part in text.split(",")]


def _names(known: Iterable[str]) -> "_Names":
    return _Names(list(known))


class _Names:
    """Reads a list of names, of which each must be known."""

    def __init__(self, known: Sequence[str]) -> None:
        self.known = known

    def __call__(self, text: str) -> list[str]:
        found = text.split(",")
        for name in found:
            if name not in self.known:
                raise argparse.ArgumentTypeError(f"{name!r} is none of {', '.join(self.known)}")
        return [name for name in self.known if name in found]


def _corpus(chosen: argparse.Namespace) -> int:
    generator = PEERS[chosen.generator]()
    corpus = Corpus(chosen.size, chosen.seed)
    generator.write(chosen.root, corpus)
    print(f"build it with: {' '.join(generator.command(chosen.root, corpus.now))}")
    return 0


def _ingest(chosen: argparse.Namespace) -> int:
    taken = ingest.run(chosen.size, chosen.seed, chosen.folder or machine.MEMORY)
    first, again = taken.first, taken.again
    print(
        f"{count(taken.size)} posts, {taken.bytes / 1e6:.0f} MB: {first.wall:.1f} s, {first.cpu:.1f} s CPU, "
        f"{first.peak / 1e6:.0f} MB at most; again, with nothing to do: {again.wall:.2f} s"
    )
    if taken.articles != taken.size:
        print(f"wrong: {count(taken.articles)} articles came of it")
    return 0 if taken.articles == taken.size else 1


def _report(_chosen: argparse.Namespace) -> int:
    report.write(results.load())
    return 0


def _run(chosen: argparse.Namespace) -> int:
    console = Console(soft_wrap=True)
    console.width = max(console.width, 110)
    problems: list[str] = []
    for size in chosen.sizes:
        generators = list(_generators(chosen.only, size, console))
        for storage in chosen.storage:
            before = len(problems)
            found = _measure(chosen, size, storage, generators, problems, console)
            for peer in report.peers([found]):
                _show(found, peer, console)
            if not chosen.dry and len(problems) == before:  # what came out wrong says nothing by how fast it was
                results.save(found)
    if not chosen.dry:
        report.write(results.load())
    console.print("All that was timed is right." if not problems else f"{len(problems)} checks failed.")
    return 1 if problems else 0


def _generators(only: Sequence[str] | None, size: int, console: Console) -> Iterator[Generator]:
    for name, make in PEERS.items():
        generator = make()
        if only is not None and name not in only:
            continue
        if only is None and generator.slow and size > SLOW:
            continue
        if generator.version():
            yield generator
        else:
            console.print(f"{generator.title} isn't here: {generator.missing}", markup=False, highlight=False)


def _measure(
    chosen: argparse.Namespace,
    size: int,
    storage: str,
    generators: Sequence[Generator],
    problems: list[str],
    console: Console,
) -> Results:
    """Measure one size on one storage."""
    with _folder(storage, chosen.disk) as folder:
        versions = {generator.name: generator.version() for generator in generators}
        versions = {name: f"{version}{_commit() if name == 'broadsheet' else ''}" for name, version in versions.items()}
        about = machine.describe() | {"storage": machine.filesystem(folder)}
        rebuild = [generator.name for generator in generators if generator.rebuilds]
        measured = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
        found = Results(size, storage, about, versions, rebuild, measured)
        corpus = Corpus(size, chosen.seed)
        sites = []
        for generator in generators:
            with console.status(f"writing {count(size)} articles for {generator.title}"):
                sites.append(Site(generator, folder / generator.name, corpus))
                generator.write(folder / generator.name, corpus)
        with console.status("") as status:
            for sample in steps.samples(sites, chosen.steps, chosen.runs):
                name = report.named(sample.step, sample.told)
                done = f"{count(size)} articles, {report.STORAGES[storage]}: {sample.generator}, {name}"
                status.update(done if sample.built is None else f"{done}: {sample.built.cost.wall:.2f} s")
                found.add(sample, _command(size, storage, chosen.runs, [one.name for one in generators]))
                for problem in sample.problems:
                    problems.append(f"{done}: {problem}")
                    console.print(f"wrong: {problems[-1]}", markup=False, highlight=False)
    return found


@contextmanager
def _folder(storage: str, disk: Path) -> Iterator[Path]:
    """A folder for the sites, which is gone afterwards."""
    if storage == "memory" and not machine.MEMORY.is_dir():
        raise SystemExit(f"There is no {machine.MEMORY} here: --storage disk")
    parent = machine.MEMORY if storage == "memory" else disk
    if disk.is_relative_to(CACHE):
        own_cache()
    folder = parent / f"broadsheet-bench-{datetime.now(UTC):%Y%m%d%H%M%S%f}"
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _command(size: int, storage: str, runs: int, generators: Sequence[str]) -> str:
    """What repeats a measurement."""
    return f"python -m bench run --sizes {size} --storage {storage} --runs {runs} --only {','.join(generators)}"


def _commit() -> str:
    """Which commit of ours was measured."""
    git = shutil.which("git")
    if not git:
        return ""
    command = [git, "-C", str(REPOSITORY), "rev-parse", "--short", "HEAD"]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603
    return f" ({said})" if said else ""


def _show(found: Results, peer: str, console: Console) -> None:
    """The ratios, on the terminal."""
    rows = list(report.compared(found, peer))
    if not rows:
        return
    title = f"{report.TITLES[peer]} as a multiple of Broadsheet: {count(found.size)} articles, {found.storage}"
    table = Table(title=title, title_justify="left")
    table.add_column("step", no_wrap=True)
    for name in ("time", "CPU", "ours s", "theirs s", "ours CPU s", "theirs CPU s", "ours MB", "theirs MB"):
        table.add_column(name, justify="right")
    for row in rows:
        table.add_row(*row)
    console.print(table)
