"""Several runs of the program at once."""

import os
import random
import shutil
import subprocess
from pathlib import Path

from tests.faults import newsroom
from tests.faults.registry import fault
from tests.faults.site import PATIENCE, Site
from tests.faults.trying import begun, made_good

GROUP = "several builds"


@fault("env-two-builds", GROUP, seeds=(1,))
def two(chance: random.Random, folder: Path) -> None:
    """Two builds of one output."""
    _at_once(chance, begun(folder), [("build",)] * 2)


@fault("env-ten-builds", GROUP, seeds=())
def ten(chance: random.Random, folder: Path) -> None:
    """Ten builds of one output, now and then with no index yet."""
    site = begun(folder)
    if chance.random() < 0.3:
        shutil.rmtree(site.root / ".broadsheet")
    _at_once(chance, site, [("build",)] * 10)


@fault("env-other-commands", GROUP, seeds=())
def others(chance: random.Random, folder: Path) -> None:
    """Builds beside all that reads and writes sources."""
    commands = [("ingest",), ("check",), ("check", "--fix"), ("plan",), ("review",), ("build", "--repair"), ("next",)]
    _at_once(chance, begun(folder), [("build",), *chance.sample(commands, 4)])


@fault("env-other-outputs", GROUP, seeds=())
def outputs(chance: random.Random, folder: Path) -> None:
    """Builds of two outputs of one site."""
    site = begun(folder)
    _at_once(chance, site, [("build",), ("build", "--output", str(site.root / "preview"))] * 2)


def _at_once(chance: random.Random, site: Site, commands: list[tuple[str, ...]]) -> None:
    old = site.tree()
    site.edit(newsroom.edited(chance, site.root) | newsroom.sources(chance))
    environment = {**os.environ, "COLUMNS": "200", "NO_COLOR": "1"}
    runs = [
        subprocess.Popen(
            site.command(*words), env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        for words in commands
    ]
    try:
        said = [run.communicate(timeout=PATIENCE)[0] for run in runs]
    finally:
        for run in runs:
            run.kill()
    for words, run, text in zip(commands, runs, said, strict=True):
        assert run.returncode in (0, 1), f"{' '.join(words)}: exit status {run.returncode}: {text[-2000:]}"
        assert "Traceback" not in text, f"{' '.join(words)}: {text[-3000:]}"
    made_good(site, old)
