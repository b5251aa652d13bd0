"""Ctrl-C and SIGTERM at any instant, and a process that works for a build killed alone."""

import os
import random
import signal
import subprocess
import time
from pathlib import Path

from tests.faults import newsroom
from tests.faults.registry import fault
from tests.faults.site import PATIENCE, Site, no_strace
from tests.faults.trying import begun, looked_at, made_good, unharmed

GROUP = "interrupted"
STARTING = 0.4
"""For so many seconds Python itself may still be starting, and a signal ends it as it ends any program."""


def _begun(site: Site, *words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        site.command(*words), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )


def _ended(process: "subprocess.Popen[str]") -> str:
    """What a process said that comes to its end; none of its group is left after it."""
    said, _ = process.communicate(timeout=PATIENCE)
    for _ in range(400):
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            break
        time.sleep(0.01)
    else:
        os.killpg(process.pid, signal.SIGKILL)
        raise AssertionError("processes were left behind")
    assert "Traceback" not in said, said[-3000:]
    return said


def _interrupt(chance: random.Random, site: Site, seconds: float, *words: str) -> str:
    """Interrupt a run as a terminal or a service does; gives how, in words."""
    which, after = chance.choice([signal.SIGINT, signal.SIGTERM]), chance.uniform(0.02, 1.0) * seconds
    process = _begun(site, *words)
    time.sleep(after)
    again = process.poll() is None and chance.random() < 0.3
    for _ in range(1 + again):
        if process.poll() is None:
            os.killpg(process.pid, which)
            time.sleep(chance.uniform(0, 0.05))
    said = _ended(process)
    how = f"{which.name}{' twice' if again else ''} after {after:.2f} s: exit status {process.returncode}"
    fine = {0, 1, 2, 130} if words[:1] == ("explain",) else {0, 1, 130}
    fine |= {-which} if after < STARTING else set()
    assert process.returncode in fine, f"{how}: {said[-2000:]}"
    return how


@fault("env-interrupted", GROUP, seeds=(1,), lacking=no_strace)
def interrupted(chance: random.Random, folder: Path) -> None:
    """A build is interrupted, after edits or a change of all addresses."""
    site = begun(folder)
    old = site.tree()
    site.edit(chance.choice([newsroom.edited, newsroom.new_settings, newsroom.takedown])(chance, site.root))
    twin = unharmed(site)
    how = _interrupt(chance, site, twin.run.seconds)
    looked_at(site, old, twin.tree, how)
    made_good(site, old, clean=twin.clean)


@fault("env-interrupted-workers", GROUP, seeds=(), lacking=no_strace)
def interrupted_workers(chance: random.Random, folder: Path) -> None:
    """A build by several processes is interrupted."""
    site = begun(folder, large=True)
    old = site.tree()
    site.asked = ("--jobs", "3", "--yes")
    site.edit(newsroom.new_settings(chance, site.root))
    twin = unharmed(site)
    how = _interrupt(chance, site, twin.run.seconds)
    looked_at(site, old, twin.tree, how)
    made_good(site, old, clean=twin.clean)


@fault("env-interrupted-ingest", GROUP, seeds=(), lacking=no_strace)
def interrupted_ingest(chance: random.Random, folder: Path) -> None:
    """Ingest is interrupted."""
    site = begun(folder)
    old = site.tree()
    site.edit(newsroom.sources(chance))
    kept = site.sources()
    twin = unharmed(site, "ingest")
    _interrupt(chance, site, twin.run.seconds, "ingest")
    found = site.sources()
    assert [name for name in kept if found.get(name) not in (kept[name], twin.sources.get(name))] == []
    site.run("ingest")
    assert site.sources() == twin.sources
    made_good(site, old)


@fault("env-interrupted-others", GROUP, seeds=())
def interrupted_others(chance: random.Random, folder: Path) -> None:
    """Commands that only look are interrupted: they leave everything as it was."""
    site = begun(folder)
    old, before = site.tree(), site.sources()
    command = chance.choice(
        [["check"], ["plan"], ["next"], ["review"], ["explain", "/news/"], ["serve", "--port", "0"]]
    )
    _interrupt(chance, site, 3.0 if command[0] == "serve" else site.run(*command, status=(0, 1, 2)).seconds, *command)
    assert (site.tree(), site.sources()) == (old, before)
    made_good(site, old)


@fault("env-worker-killed", GROUP, seeds=(), lacking=no_strace)
def worker_killed(chance: random.Random, folder: Path) -> None:
    """One of the processes that work for a build is killed: the build ends, and the next makes it good."""
    site = begun(folder, large=True)
    old = site.tree()
    site.asked = ("--jobs", "3", "--yes")
    site.edit(chance.choice([newsroom.new_settings, newsroom.new_theme])(chance, site.root))
    twin = unharmed(site)
    process = _begun(site)
    killed = False
    while process.poll() is None and not killed:
        time.sleep(chance.uniform(0.05, 0.6))
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        if children.exists() and (workers := children.read_text().split()):
            os.kill(int(chance.choice(workers)), signal.SIGKILL)
            killed = True
    said = _ended(process)
    assert process.returncode in (0, 1, 2), said[-2000:]
    assert process.returncode != 2 or "error" in said
    looked_at(site, old, twin.tree, f"a worker was killed, exit status {process.returncode}")
    made_good(site, old, clean=twin.clean)
