"""Users who may not write, files that may not grow, and memory that is scarce."""

import os
import random
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults import newsroom
from tests.faults.hosted import wrong_files
from tests.faults.registry import fault
from tests.faults.site import PATIENCE, Run, Site
from tests.faults.trying import begun, made_good

GROUP = "disk and limits"
_NOBODY = 65534


def no_other_user() -> str:
    """Why a build can't be run as another user here; empty where it can."""
    if os.geteuid():
        return "only root can run a build as another user"
    return "" if shutil.which("setpriv") else "there is no setpriv on this machine: apt install util-linux"


def no_prlimit() -> str:
    """Why a build can't be run with limits here; empty where it can."""
    return "" if shutil.which("prlimit") else "there is no prlimit on this machine: apt install util-linux"


@fault("env-no-right", GROUP, seeds=(), lacking=no_other_user)
def rights(chance: random.Random, folder: Path) -> None:
    """The user who builds may not write the output, one folder of it, the index, the articles or the raw texts."""
    site = begun(folder)
    old = site.tree()
    site.edit(newsroom.edited(chance, site.root) | newsroom.sources(chance))
    kept = site.sources()
    _give(folder, _NOBODY)
    closed = site.root / chance.choice([site.output, f"{site.output}/news", ".broadsheet", "content", "seeds"])
    for path in [closed, *closed.rglob("*")]:
        os.chown(path, 0, 0)
        path.chmod(0o755 if path.is_dir() else 0o644)
    with _open_way(folder):
        command = ["setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups", *site.command()]
        run = _tried(site, command)
    _answered(run)
    _whole(site, kept)
    _give(folder, 0)
    made_good(site, old)


@fault("env-file-size", GROUP, seeds=(), lacking=no_prlimit)
def size(chance: random.Random, folder: Path) -> None:
    """No file may be larger than so many bytes."""
    _limited(chance, folder, f"--fsize={chance.choice([0, 100, 4096, 50_000, chance.randrange(3_000_000)])}")


@fault("env-memory", GROUP, seeds=(), lacking=no_prlimit)
def memory(chance: random.Random, folder: Path) -> None:
    """There is little memory."""
    _limited(chance, folder, f"--as={chance.randint(40, 260) * 1_000_000}")


def _limited(chance: random.Random, folder: Path, limit: str) -> None:
    site = begun(folder)
    old = site.tree()
    site.edit(newsroom.edited(chance, site.root))
    kept = site.sources()
    run = _tried(site, ["prlimit", limit, *site.command()])
    if re.search(r"^(error:|.*: error:|[\d,]+ made)", run.said, re.M) or run.status in (0, 1):
        _answered(run)  # else it didn't come to our code: what breaks down before is Python's to tell
    _whole(site, kept)
    made_good(site, old)


def _tried(site: Site, command: list[str]) -> Run:
    environment = {**os.environ, "COLUMNS": "200", "NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE, cwd=site.root
    )
    return Run(run.returncode, run.stdout + run.stderr)


def _answered(run: Run) -> None:
    assert run.status in (0, 1, 2), f"exit status {run.status}: {run.said[-2000:]}"
    assert "Traceback" not in run.said, run.said[-3000:]
    assert run.status != 2 or "error:" in run.said, run.said[-2000:]
    assert "this is a mistake of Broadsheet's" not in run.said or "MemoryError" in run.said, run.said[-2000:]


def _whole(site: Site, kept: dict[str, bytes]) -> None:
    """What is hosted is whole, and what people wrote is there."""
    assert wrong_files({name: data for name, data in site.tree().items() if "/.broadsheet" not in name}) == {}
    found = site.sources()
    assert [name for name in sorted(kept) if name not in found and not name.startswith("seeds/")] == []
    assert [name for name in sorted(kept) if kept[name] and found.get(name) == b""] == []


@contextmanager
def _open_way(folder: Path) -> Iterator[None]:
    """Have others come as far as a folder whose parents may be the user's alone."""
    modes = {path: path.stat().st_mode for path in (folder, *folder.parents) if not path.stat().st_mode & 0o001}
    for path, mode in modes.items():
        path.chmod(mode | 0o011)
    try:
        yield
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


def _give(folder: Path, user: int) -> None:
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, user, user, follow_symlinks=False)
