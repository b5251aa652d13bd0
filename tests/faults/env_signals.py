"""Ctrl-C and SIGTERM at any instant, and a process that works for a build killed alone."""

import os
import random
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from tests.faults import newsroom
from tests.faults.newsroom import Files
from tests.faults.registry import fault
from tests.faults.site import PATIENCE, Run, Site, no_strace
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


def _interrupt(chance: random.Random, site: Site, seconds: float, *words: str, ended: tuple[int, ...] = (0, 1)) -> str:
    """Interrupt a run as a terminal or a service does; gives how, in words.

    It says that it was interrupted, unless it came to its end before, as it does when nothing befalls it (`ended`).
    """
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
    # Before it came to our code, or told twice to end while it did so, Python may end it as any program is ended.
    if process.returncode == -which:
        assert after < STARTING or again, f"{how}: {said[-2000:]}"
    elif process.returncode == 130:
        assert "interrupted: " in said or again, f"{how}: {said[-2000:]}"
    else:
        assert process.returncode in ended, f"{how}: {said[-2000:]}"
        assert "interrupted: " not in said, f"{how}: {said[-2000:]}"
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


@fault("env-interrupted-cold", GROUP, seeds=(), lacking=no_strace)
def interrupted_cold(chance: random.Random, folder: Path) -> None:
    """The first build of an outlet is interrupted."""
    site = Site(folder / "site").edit(newsroom.founded())
    twin = unharmed(site)
    how = _interrupt(chance, site, twin.run.seconds)
    looked_at(site, {}, twin.tree, how)
    made_good(site, {}, clean=twin.clean)


@fault("env-interrupted-repair", GROUP, seeds=(), lacking=no_strace)
def interrupted_repair(chance: random.Random, folder: Path) -> None:
    """A build that forgets the index, or compares the files of the output, is interrupted."""
    site = begun(folder)
    old = site.tree()
    words = ("build", chance.choice(["--clean", "--repair"]))
    site.edit(newsroom.edited(chance, site.root))
    twin = unharmed(site, *words)
    how = _interrupt(chance, site, twin.run.seconds, *words)
    looked_at(site, old, twin.tree, how)
    made_good(site, old, clean=twin.clean)


@fault("env-interrupted-fixing", GROUP, seeds=())
def interrupted_fixing(chance: random.Random, folder: Path) -> None:
    """`check --fix` is interrupted: each file is as it was, or as it is to be."""
    site = begun(folder)
    site.edit({f"content/2026/11/typed-{n}.md": "---\ntitel: Typed\nDate: 2026-11-22\n---\nText.\n" for n in range(20)})
    site.run()
    old, before = site.tree(), site.sources()
    fixed = site.copied(folder / "fixed")
    seconds = fixed.run("check", "--fix").seconds
    after = fixed.sources()
    how = _interrupt(chance, site, seconds, "check", "--fix")
    found = site.sources()
    assert found.keys() == before.keys() | after.keys(), how
    assert [name for name in found if found[name] not in (before.get(name), after.get(name))] == [], how
    made_good(site, old)


@fault("env-interrupted-new", GROUP, seeds=())
def interrupted_new(chance: random.Random, folder: Path) -> None:
    """`init` is interrupted: there is a whole outlet, or none, and one can begin anew."""
    whole = _founded(folder / "whole")
    site = Site(folder / "new" / "courier")
    _interrupt(chance, site, whole.seconds, "init", str(site.root), ended=(0,))
    if not site.root.exists() or not any(site.root.iterdir()):
        _founded(site.root)
    assert site.sources().keys() == Site(folder / "whole").sources().keys()
    made_good(site, {})


def _founded(folder: Path) -> Run:
    site = Site(folder)
    return site.run("init", str(folder), status=(0,))


@fault("env-interrupted-others", GROUP, seeds=())
def interrupted_others(chance: random.Random, folder: Path) -> None:
    """Commands that only look are interrupted: they leave everything as it was."""
    site = begun(folder)
    old, before = site.tree(), site.sources()
    command = chance.choice([["check"], ["check", "--output"], ["plan"], ["next"], ["review"], ["explain", "/news/"]])
    run = site.run(*command, status=(0, 1, 2))
    _interrupt(chance, site, run.seconds, *command, ended=(run.status,))
    assert (site.tree(), site.sources()) == (old, before)
    made_good(site, old)


def _kill_a_worker(chance: random.Random, process: "subprocess.Popen[str]") -> None:
    """Kill one of the processes that a run has started, some time after it did; none where it's over before."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while process.poll() is None:
        time.sleep(chance.uniform(0.05, 0.6))
        with suppress(OSError):
            if workers := children.read_text().split():
                os.kill(int(chance.choice(workers)), signal.SIGKILL)
                return


@fault("env-worker-killed", GROUP, seeds=(), lacking=no_strace)
def worker_killed(chance: random.Random, folder: Path) -> None:
    """One of the processes that work for a build is killed: the build ends, and the next makes it good."""
    site = begun(folder, large=True)
    old = site.tree()
    site.asked = ("--jobs", "3", "--yes")
    site.edit(chance.choice([newsroom.new_settings, newsroom.new_theme])(chance, site.root))
    twin = unharmed(site)
    _kill_a_worker(chance, process := _begun(site))
    said = _ended(process)
    assert process.returncode in (0, 1, 2), said[-2000:]
    assert process.returncode != 2 or "error" in said
    looked_at(site, old, twin.tree, f"a worker was killed, exit status {process.returncode}")
    made_good(site, old, clean=twin.clean)


@fault("env-worker-killed-ingest", GROUP, seeds=())
def ingest_worker_killed(chance: random.Random, folder: Path) -> None:
    """One of the processes that convert sources is killed: another does its work, and nothing is left out."""
    site = begun(folder)
    old = site.tree()
    texts: Files = {
        f"seeds/tram-{number}.txt": f"Tram {number} runs late\n\nBy Ann Lee\n\nNovember 12, 2026\n\n"
        f"{newsroom.some_words(chance)}\n"
        for number in range(400)
    }
    twin = site.copied(folder / "twin").edit(texts)
    twin.run("ingest", "--jobs", "2")
    site.edit(texts)
    _kill_a_worker(chance, process := _begun(site, "ingest", "--jobs", "2"))
    said = _ended(process)
    assert process.returncode in (0, 1), said[-2000:]
    assert site.sources() == twin.sources()
    made_good(site, old)
