"""What a power cut leaves: the order in which things come to the disk, by the system's account and in a made-up cut."""

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from broadsheet import durable
from broadsheet.manifest import MANIFEST
from broadsheet.output import Folder
from tests.build.test_killed import Killed, archive, upheaval
from tests.conftest import MakeOutlet
from tests.outlet import Outlet

CALLS = "rename,renameat,renameat2,fsync,fdatasync,syncfs,unlink,unlinkat"
SOURCE = (
    "The ferry is back\n\nBy Ann Lee\n\nThe ferry came back to the harbour on Monday.\n\nIt had been away a year.\n"
)


def traced(outlet: Outlet, *words: str) -> list[tuple[str, str, str]]:
    """What the real program asks of the system, in order: `move` with from and to, `sync` or `delete` with a path."""
    if not shutil.which("strace"):
        pytest.skip("there is no strace here")
    log = outlet.root / "trace"
    program = [sys.executable, "-m", "broadsheet", *words]
    calls = subprocess.run(
        ["strace", "-f", "-y", "-s", "4096", "-e", f"trace={CALLS}", "-o", str(log), *program],
        cwd=outlet.root,
        check=False,
        capture_output=True,
        text=True,
    )
    assert calls.returncode == 0, calls.stderr
    found = []
    for line in log.read_text().splitlines():
        call = re.match(r"\d+\s+(\w+)\((.*)\)\s+= 0$", line)
        if not call:
            continue
        name, given = call[1], call[2].replace(f"{outlet.root}/", "")
        paths = re.findall(r'"([^"]*)"', given)
        if name.startswith("rename"):
            found.append(("move", paths[0], paths[1]))
        elif name.startswith("unlink"):
            found.append(("delete", paths[0], ""))
        else:
            held = re.findall(r"<([^>]*)>", given)
            found.append(("all" if name == "syncfs" else "sync", held[0], ""))
    log.unlink()
    return found


def places(steps: list[tuple[str, str, str]], what: str, *, source: str = "", target: str = "") -> list[int]:
    """The numbers of the steps of a kind whose paths begin so."""
    return [
        number
        for number, (kind, first, second) in enumerate(steps)
        if kind == what and first.startswith(source) and second.startswith(target)
    ]


def test_a_build_brings_pages_to_the_disk_before_they_are_shown(outlet: MakeOutlet) -> None:
    site = archive(outlet()).build()
    site.edit({"content/2026/11/third.md": None}).article("2026/11/fourth", id="fourth")
    steps = traced(site, "build", "--jobs", "1", "--now", "2026-11-24T12:00")
    moves = places(steps, "move", source=".broadsheet/new/", target="public/")
    moves = [at for at in moves if not steps[at][2].startswith("public/.")]  # pages, and not what is tried at first
    gone = places(steps, "delete", source="public/sport")
    assert len(moves) > 10 and gone
    for number in moves:
        _, temporary, target = steps[number]
        # Since the last move that bore the temporary's name, it, or all, was brought to the disk.
        since = max((at for at in moves if at < number and steps[at][1] == temporary), default=-1)
        between = steps[since + 1 : number]
        assert any(kind == "all" or (kind, path) == ("sync", temporary) for kind, path, _ in between), target
    kept = [at for at, (kind, path, _) in enumerate(steps) if kind == "all" or (kind == "sync" and "public" in path)]
    marked = max(places(steps, "delete", source=".broadsheet/index.open"))
    assert max(moves) < min(gone)
    assert any(max(moves) < at < min(gone) for at in kept)
    assert any(max(gone) < at < marked for at in kept)
    assert max(places(steps, "sync", source=".broadsheet/index.sqlite")) < marked


def test_ingest_brings_articles_to_the_disk_before_it_remembers_them(outlet: MakeOutlet) -> None:
    site = outlet({f"seeds/{name}.txt": SOURCE.replace("harbour", name) for name in ("dorum", "varga")})
    steps = traced(site, "ingest")
    articles = places(steps, "move", source=".broadsheet/taken/", target="content/")
    (memory,) = places(steps, "move", target="content/.ingested.jsonl")
    written = set(range(len(steps))) - set(articles)
    assert len(articles) == 2
    for number in articles:
        assert any(
            steps[at][0] == "all" or steps[at][:2] == ("sync", steps[number][1]) for at in written if at < number
        )
    assert any(steps[at][0] in ("sync", "all") for at in range(max(articles) + 1, memory))
    assert ("sync", "content/..ingested.jsonl.part", "") in steps[:memory]
    assert steps[memory + 1][:2] == ("sync", "content")


class Disk:
    """Knows what of a build has come to the disk, ends it at a step, and takes back what hasn't come there."""

    def __init__(self, root: Path, fatal: int, patch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.fatal = fatal
        self.steps = 0
        self.safe: set[str] = set()
        """The temporary files that are on the disk."""
        self.undone: list[tuple[Path, bytes | None, bool]] = []
        """The names that have changed since: what was there before, and whether the new bytes are on the disk."""
        self.manifest = 0
        self._replace, self._delete = os.replace, Folder.delete
        patch.setattr(os, "replace", self.replace)
        patch.setattr(durable, "_opened", self.synced)
        patch.setattr(Folder, "delete", lambda folder, address: self.delete(folder, address))

    def step(self) -> None:
        if self.steps == self.fatal:
            raise Killed
        self.steps += 1

    def replace(self, temporary: str | Path, target: str | Path) -> None:
        self.step()
        before = Path(target).read_bytes() if Path(target).is_file() else None
        self._replace(temporary, target)
        if Path(target).is_relative_to(self.root / "public"):
            self.undone.append((Path(target), before, str(temporary) in self.safe))
            self.safe.discard(str(temporary))

    def delete(self, folder: Folder, address: str) -> bool:
        self.step()
        path = Path(f"{folder.root}{address}")
        before = path.read_bytes() if path.is_file() else None
        self.undone.append((path, before, True))
        return self._delete(folder, address)

    def synced(self, path: str | Path, flags: int, bring: Callable[[int], None]) -> None:
        self.step()
        if bring is durable.sync:
            self.safe.add(str(path))
            self.undone = [one for one in self.undone if one[0].parent != Path(path)]
        else:
            self.safe |= {str(new) for new in (self.root / ".broadsheet/new").glob("*")}
            self.undone = []
        if Path(path).name == MANIFEST or bring is not durable.sync:
            self.manifest = self._size()

    def _size(self) -> int:
        path = self.root / "public" / MANIFEST
        return path.stat().st_size if path.exists() else 0

    def cut(self, chance: random.Random) -> None:
        """The power is gone: some of what hasn't come to the disk was never done, and some was done by half."""
        for path, before, is_safe in reversed(self.undone):
            if chance.random() < 0.5:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.unlink(missing_ok=True) if before is None else path.write_bytes(before)
            elif not is_safe and path.exists():
                path.write_bytes(path.read_bytes()[:10])
        if self._size() > self.manifest > 0 and chance.random() < 0.5:
            os.truncate(self.root / "public" / MANIFEST, chance.randint(self.manifest, self._size()))
        (self.root / ".broadsheet/index.open").write_text("an earlier start")


@pytest.mark.parametrize("seed", range(4))
def test_a_power_cut_tears_no_page_and_the_next_build_makes_good_the_rest(outlet: MakeOutlet, seed: int) -> None:
    chance = random.Random(seed)
    site = archive(outlet()).build()
    old = site.online()
    upheaval(site)
    with pytest.MonkeyPatch.context() as patch:
        disk = Disk(site.root, chance.randint(5, 60), patch)
        with pytest.raises(Killed):
            site.build()
    disk.cut(chance)
    left = site.online()
    new = site.build().online()
    torn = [name for name, data in left.items() if data not in (old.get(name), new.get(name))]
    assert torn == [], f"seed {seed}, step {disk.fatal}"
    assert new == site.clean(), f"seed {seed}, step {disk.fatal}"
    assert site.summary.compared
