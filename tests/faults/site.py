"""A site in a folder, built by the real program in a process of its own; and how that process is killed."""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.newsroom import Files

ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-11-24T12:00"
PATIENCE = 300
"""After so many seconds a run hangs, on however slow a machine."""
_MADE = re.compile(r"^([\d,]+) made, ([\d,]+) kept, ([\d,]+) removed", re.M)
_CALLS = (
    *("openat", "write", "pwrite64", "rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir", "mkdir"),
    *("mkdirat", "ftruncate", "fsync", "fdatasync", "copy_file_range", "sendfile", "link", "linkat", "utimensat"),
)
"""The calls of the system that change files, and those that open them."""
_LINE = re.compile(r"^(\d+) +([a-z0-9]+)\((.*)$")
_MOST = 65_535
"""So far strace counts."""
_DEAD = b"+++ killed by SIGKILL"
_CHANGING = re.compile(r"O_CREAT|O_TRUNC|O_WRONLY|O_RDWR")


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a run of the program."""

    status: int
    said: str
    seconds: float = 0.0

    @property
    def made(self) -> tuple[int, int]:
        """How many pages were made, and how many were removed."""
        found = _MADE.search(self.said)
        assert found, self.said
        return int(found[1].replace(",", "")), int(found[3].replace(",", ""))


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant of a run: the call of that name that a process makes as its so many-th."""

    call: str
    number: int


@dataclass(slots=True)
class Site:
    """A site that is only ever touched as its users touch it: by editing files and by running the program."""

    root: Path
    output: str = "public"
    asked: tuple[str, ...] = ()
    """Options for each run."""
    environment: dict[str, str] = field(default_factory=dict)

    def edit(self, files: Files) -> "Site":
        """Write files, by their paths in the site; None deletes one."""
        for name, data in files.items():
            path = self.root / name
            if data is None:
                path.unlink(missing_ok=True)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data.encode() if isinstance(data, str) else data)
        return self

    def copied(self, to: Path, *, clean: bool = False) -> "Site":
        """The same site elsewhere; a clean one has no index and no output."""
        names = (".broadsheet", "public", "preview") if clean else ()
        ignored = shutil.ignore_patterns(*names)
        shutil.copytree(self.root, to, symlinks=True, ignore=ignored)
        return Site(to, self.output, self.asked, self.environment)

    def command(self, *words: str) -> list[str]:
        """The command line of a run."""
        command, *options = words or ("build",)
        where = ["--site", str(self.root), "--output", str(self.root / self.output), "--now", NOW]
        return [sys.executable, str(ROOT / "build.py"), command, *where, *self.asked, *options]

    def run(self, *words: str, status: tuple[int, ...] = (0, 1)) -> Run:
        """Run the program to its end."""
        started = time.monotonic()
        run = subprocess.run(
            self.command(*words), env=self._environment(), capture_output=True, text=True, check=False, timeout=PATIENCE
        )
        said = run.stdout + run.stderr
        assert run.returncode in status, f"exit status {run.returncode}: {said[-2000:]}"
        assert "Traceback" not in said, said[-3000:]
        return Run(run.returncode, said, time.monotonic() - started)

    def watched(self, *words: str) -> tuple[Run, list[Moment]]:
        """Run the program to its end, and give the instants at which it changed a file."""
        log = self.root.with_suffix(".calls")
        started = time.monotonic()
        command = [*_strace(log, "--seccomp-bpf", "-e", f"trace={','.join(_CALLS)}"), *self.command(*words)]
        run = subprocess.run(
            command, env=self._environment(), capture_output=True, text=True, check=False, timeout=PATIENCE
        )
        assert run.returncode in (0, 1), run.stdout + run.stderr
        moments = _moments(log.read_text(errors="replace"), str(self.root))
        log.unlink()
        return Run(run.returncode, run.stdout + run.stderr, time.monotonic() - started), moments

    def killed_at(self, moment: Moment, *words: str) -> bool:
        """Run the program, and kill it and all its processes at that instant; gives whether it came that far."""
        log = self.root.with_suffix(".calls")
        fatal = f"inject={moment.call}:signal=KILL:when={moment.number}"
        command = [*_strace(log, "-e", f"trace={moment.call}", "-e", fatal), *self.command(*words)]
        process = self._begun(command)
        end = time.monotonic() + PATIENCE
        while process.poll() is None and time.monotonic() < end:
            if log.exists() and _DEAD in log.read_bytes()[-4000:]:
                break
            time.sleep(0.005)
        _reap(process)
        assert log.exists(), f"strace didn't run: {' '.join(command)}"
        came = _DEAD in log.read_bytes()
        log.unlink(missing_ok=True)
        return came

    def killed_after(self, seconds: float, *words: str) -> bool:
        """Run the program, and kill it and all its processes after some time; gives whether it was still at work."""
        process = self._begun(self.command(*words))
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            _reap(process)
            return True
        _reap(process)
        return False

    def tree(self) -> dict[str, bytes]:
        """All files of the output, by address: whatever a plain server would hand out, and what it couldn't read."""
        return files_below(self.root / self.output)

    def sources(self) -> dict[str, bytes]:
        """All files of the site that people own."""
        tops = ("content", "media", "seeds", "static", "templates", "themes")
        found = {f"{top}{name}": data for top in tops for name, data in files_below(self.root / top).items()}
        return found | {"site.toml": (self.root / "site.toml").read_bytes()}

    def clean(self, *words: str) -> dict[str, bytes]:
        """What a clean build of the same files makes, elsewhere."""
        other = self.copied(self.root.with_name(f"{self.root.name}-clean"), clean=True)
        other.run(*words)
        tree = other.tree()
        shutil.rmtree(other.root)
        return tree

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "COLUMNS": "200", "NO_COLOR": "1", **self.environment}

    def _begun(self, command: list[str]) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            command,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )


def files_below(folder: Path) -> dict[str, bytes]:
    """The files in a folder, each by its path there with a slash before it."""
    found = {}
    for top, _, names in os.walk(folder):
        for name in names:
            path = Path(top, name)
            found["/" + path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def some_moment(chance: random.Random, moments: list[Moment]) -> Moment:
    """An instant: a kind of call first, so that a rare one is as likely as one of which there are many."""
    call = chance.choice(sorted({moment.call for moment in moments}))
    return chance.choice([moment for moment in moments if moment.call == call])


def no_strace() -> str:
    """Why a run can't be killed at an instant here; empty where it can."""
    if shutil.which("strace") is None:
        return "there is no strace on this machine: apt install strace"
    tried = subprocess.run(["strace", "-f", "-o", os.devnull, "true"], capture_output=True, check=False)
    return "strace isn't allowed to trace here" if tried.returncode else ""


def _strace(log: Path, *options: str) -> list[str]:
    # With --seccomp-bpf, which has a run take half as long, no signal is sent.
    return ["strace", "-f", "-q", "-s", "300", "-o", str(log), *options, "--"]


def _moments(log: str, root: str) -> list[Moment]:
    """The instants in a log of calls at which a file of the site is changed, counted as strace counts: by process."""
    seen: dict[tuple[str, str], int] = {}
    found = []
    for line in log.splitlines():
        if (parts := _LINE.match(line)) is None:
            continue
        process, call, rest = parts.groups()
        seen[process, call] = number = seen.get((process, call), 0) + 1
        if call == "openat" and not (_CHANGING.search(rest) and root in rest):
            continue
        if call == "write" and rest.startswith(("1,", "2,")):
            continue
        if number <= _MOST:
            found.append(Moment(call, number))
    return found


def _reap(process: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    # What a process of the group had open, a lock above all, is free only when that process is gone as well.
    for _ in range(1000):
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.005)
