"""A disk that is full, a folder that can't be written, and too few open files."""

import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from tests.faults import newsroom
from tests.faults.hosted import wrong_files
from tests.faults.registry import fault
from tests.faults.site import PATIENCE, Run, Site, no_strace
from tests.faults.trying import begun, looked_at, made_good, unharmed

GROUP = "disk and limits"
ANSWERS = (0, 1, 2)
"""The exit statuses of a run that something is in the way of: it may have got round it."""


@cache
def no_mounts() -> str:
    """Why nothing can be mounted here; empty where it can."""
    if os.geteuid():
        return "only root can mount small disks"
    tried = subprocess.run(
        ["unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False
    )
    return "mounting isn't allowed here" if tried.returncode else no_strace()


def run_under(prefix: list[str], site: Site, *words: str) -> Run:
    """Run the program by way of another; whatever comes of it is an answer and no traceback."""
    run = subprocess.run(
        [*prefix, *site.command(*words)], capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    said = run.stdout + run.stderr
    assert run.returncode in ANSWERS, f"exit status {run.returncode}: {said[-2000:]}"
    assert "Traceback" not in said, said[-3000:]
    assert run.returncode == 0 or "error" in said, "it failed, and said nothing"
    return Run(run.returncode, said)


@contextmanager
def small_disk(folder: Path, room: int) -> Iterator[None]:
    """A folder on a disk of its own that has so many bytes left; what was in it is there."""
    used = sum(4096 + path.lstat().st_size // 4096 * 4096 for path in folder.rglob("*"))
    aside = folder.with_name(f"{folder.name}.aside")
    folder.rename(aside)
    folder.mkdir()
    size = f"size={(used + room) // 1024 + 64}k"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder)], check=True)
    try:
        shutil.copytree(aside, folder, symlinks=True, dirs_exist_ok=True)
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)
        shutil.rmtree(aside)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """A folder on which nothing can be changed, not by root either."""
    subprocess.run(["mount", "--bind", str(folder), str(folder)], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=True)
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@fault("env-full-output", GROUP, seeds=(1,), lacking=no_mounts)
def full_output(chance: random.Random, folder: Path) -> None:
    """The output's disk fills up while pages are written."""
    site = begun(folder)
    old = site.tree()
    site.edit(chance.choice([newsroom.edited, newsroom.new_settings])(chance, site.root))
    twin = unharmed(site)
    room = chance.choice([0, chance.randrange(4096 * 4), chance.randrange(1 << 20)])
    with small_disk(site.root / site.output, room):
        run = run_under([], site)
        looked_at(site, old, twin.tree, f"{room} bytes left, exit status {run.status}")
        subprocess.run(["mount", "-o", "remount,size=500m", str(site.root / site.output)], check=True)
        made_good(site, old, clean=twin.clean)


@fault("env-full-index", GROUP, seeds=(), lacking=no_mounts)
def full_index(chance: random.Random, folder: Path) -> None:
    """The disk of the index, and of what is kept of pictures, fills up."""
    site = begun(folder)
    old = site.tree()
    site.edit(newsroom.edited(chance, site.root))
    twin = unharmed(site)
    room = chance.choice([0, chance.randrange(1 << 16), chance.randrange(1 << 20)])
    with small_disk(site.root / ".broadsheet", room):
        run = run_under([], site)
        looked_at(site, old, twin.tree, f"{room} bytes left, exit status {run.status}")
        subprocess.run(["mount", "-o", "remount,size=500m", str(site.root / ".broadsheet")], check=True)
        made_good(site, old, clean=twin.clean)


@fault("env-full-content", GROUP, seeds=(), lacking=no_mounts)
def full_content(chance: random.Random, folder: Path) -> None:
    """The disk of content/ fills up while sources are taken in."""
    site = begun(folder)
    old = site.tree()
    site.edit(newsroom.sources(chance))
    kept = site.sources()
    taken_in = unharmed(site, "ingest").sources
    room = chance.choice([0, chance.randrange(1 << 14)])
    with small_disk(site.root / "content", room):
        run_under([], site, "ingest")
        found = site.sources()
        assert [name for name in kept if found.get(name) not in (kept[name], taken_in.get(name))] == []
        subprocess.run(["mount", "-o", "remount,size=500m", str(site.root / "content")], check=True)
        site.run("ingest")
        assert site.sources() == taken_in
        made_good(site, old)


@fault("env-read-only", GROUP, seeds=(), lacking=no_mounts)
def locked_away(chance: random.Random, folder: Path) -> None:
    """The output, the index, or the articles can't be written."""
    site = begun(folder)
    old = site.tree()
    where = chance.choice([site.output, f"{site.output}/assets", ".broadsheet", "content"])
    site.edit(newsroom.edited(chance, site.root))
    raw = newsroom.sources(chance)
    if where != "content":  # else they can't be taken in and all else goes out: neither the one site nor the other
        site.edit(raw)
    twin = unharmed(site)
    with read_only(site.root / where):
        run = run_under([], site)
        looked_at(site, old, twin.tree, f"{where} can't be written, exit status {run.status}")
        site.edit(raw)
        run_under([], site)
        assert wrong_files({name: data for name, data in site.tree().items() if "/.broadsheet" not in name}) == {}
    made_good(site, old)


@fault("env-few-files", GROUP, seeds=(), lacking=no_strace)
def few_files(chance: random.Random, folder: Path) -> None:
    """The program may open few files at a time."""
    site = begun(folder)
    old = site.tree()
    site.edit(chance.choice([newsroom.edited, newsroom.new_settings])(chance, site.root))
    twin = unharmed(site)
    most = chance.randint(16, 48)
    limit = f"import os, resource, sys; resource.setrlimit(resource.RLIMIT_NOFILE, ({most}, {most})); "
    run = run_under([site.command()[0], "-c", limit + "os.execv(sys.argv[1], sys.argv[1:])"], site)
    looked_at(site, old, twin.tree, f"{most} files, exit status {run.status}")
    made_good(site, old, clean=twin.clean)
