"""`next` on the command line: the next moment, and what has a machine build by itself."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from broadsheet import timers
from tests.commands.conftest import Command, Run
from tests.conftest import MakeOutlet
from tests.outlet import Outlet

SAID = "24 November 2026, 13:00, when content/2026/11/a.md opens"


@pytest.fixture
def waiting(outlet: MakeOutlet) -> Outlet:
    """A site that was built, with an article to come."""
    return outlet().article("2026/11/a", embargo="2026-11-24T13:00").build()


def test_it_says_when_and_why_with_lines_to_paste(waiting: Outlet, command: Command) -> None:
    said = command(waiting, "next")
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines()[0] == SAID
    words = [sys.executable, "-m", "broadsheet", "--site", str(waiting.root), "--quiet"]
    assert f"\n*/5 * * * *  {shlex.join(words)}\n" in said.out
    assert f"\nWorkingDirectory={waiting.root}\n" in said.out
    assert "\nOnCalendar=*:0/5\nOnCalendar=2026-11-24 13:00:00 UTC\n" in said.out
    assert "\nDescription=Build The Courier\n" in said.out


def test_what_is_to_be_pasted_builds_the_site(waiting: Outlet, command: Command) -> None:
    line = next(line for line in command(waiting, "next").out.splitlines() if line.startswith("*/5"))
    shutil.rmtree(waiting.root / "public")
    os.utime(waiting.root / "site.toml", (1, 1))
    build = line.removeprefix("*/5 * * * *  ")
    subprocess.run(["/bin/sh", "-c", build], check=True, cwd="/", env={**os.environ, "PYTHONPATH": sys.path[0]})
    assert waiting.has("/index.html")


def test_an_output_of_its_own_is_built_there(waiting: Outlet, command: Command, tmp_path: Path) -> None:
    waiting.build(output="other")
    said = command(waiting, "next", "--output", str(waiting.root / "other"))
    assert f"--output {waiting.root}/other --quiet" in said.out
    nowhere = command(waiting, "next", "--output", str(tmp_path / "nowhere"))
    assert nowhere.status == 2
    assert nowhere.err == f"{tmp_path}/nowhere: error: nothing was built there yet\nhint: build once, then ask again\n"


def test_a_moment_that_was_missed_is_told_as_such(waiting: Outlet, run: Run) -> None:
    said = run("next", "--site", str(waiting.root), "--now", "2026-11-24T15:00")
    assert said.out.splitlines()[0] == f"{SAID}: that is past, and the next build makes it good"
    assert "OnCalendar=2026" not in said.out


def test_a_program_is_told_the_same(waiting: Outlet, command: Command) -> None:
    said, _ = command(waiting, "next", "--json").events
    assert (said["event"], said["at"], said["overdue"]) == ("next", "2026-11-24T13:00:00+00:00", False)
    assert (said["why"], said["cron"]) == ("content/2026/11/a.md opens", "0 13 24 11 *")
    assert list(said["files"]) == ["crontab", "broadsheet.service", "broadsheet.timer"]


def test_it_writes_nothing(waiting: Outlet, command: Command) -> None:
    before = {path: path.read_bytes() for path in waiting.root.rglob("*") if path.is_file()}
    command(waiting, "next")
    assert {path: path.read_bytes() for path in waiting.root.rglob("*") if path.is_file()} == before


def test_a_preview_of_drafts_has_moments_of_its_own(waiting: Outlet, command: Command) -> None:
    waiting.build(output="public", drafts=True)
    assert command(waiting, "next", "--drafts").out.startswith("25 November 2026, 00:00, when the home page bears")


def test_a_build_tells_it_to_programs_and_on_a_screen(
    waiting: Outlet, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert command(waiting, "--json").events[-1]["next"]["about"] == "content/2026/11/a.md"
    assert "next:" not in command(waiting).out
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert command(waiting).out.splitlines()[-1] == f"next: {SAID}"
    assert command(waiting, "--quiet").out == ""


# What systemd and cron make of it

AWKWARD = '/srv/it\'s 100% "news"; $HOME\\x'
"""A folder's name in which each character means something to somebody."""


def test_cron_and_its_shell_read_any_path() -> None:
    line = timers.crontab(["/usr/bin/printf", "%s|", AWKWARD])
    command = line.removeprefix("*/5 * * * *  ").replace(r"\%", "%")  # as cron does
    assert "%" not in line.replace(r"\%", "")
    done = subprocess.run(["/bin/sh", "-c", command], check=True, capture_output=True, text=True)
    assert done.stdout == f"{AWKWARD}|"


@pytest.mark.skipif(
    not shutil.which("systemd-analyze") and not os.environ.get("CI"), reason="systemd-analyze isn't here"
)
def test_systemd_reads_the_units(tmp_path: Path) -> None:
    folder = tmp_path / 'it\'s 100% "news"; $HOME\\x'
    folder.mkdir()
    service, timer = tmp_path / "broadsheet.service", tmp_path / "broadsheet.timer"
    service.write_text(timers.service([sys.executable, str(folder), "--quiet"], str(folder), "Café 100%"))
    timer.write_text(timers.timer("Café 100%", "2026-11-24 13:00:30 UTC"))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", service, timer], capture_output=True, text=True, check=False
    )
    ours = [line for line in done.stderr.splitlines() if "broadsheet" in line]
    assert (ours, done.returncode) == ([], 0)
