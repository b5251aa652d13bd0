"""Running a command in this process, as a person would type it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from broadsheet import cli
from tests.outlet import Outlet

NOW = "2026-11-24T12:00"


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    status: int
    out: str
    err: str

    @property
    def all_events(self) -> list[dict[str, Any]]:
        """What it said with --json."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def events(self) -> list[dict[str, Any]]:
        """The same without what tells how it goes on."""
        passing = ("started", "step", "page", "remark", "removed")
        return [event for event in self.all_events if event["event"] not in passing]


Run = Callable[..., Said]
Command = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line: `run("build", "--quiet")`."""

    def answer(*words: str) -> Said:
        status = cli.main(words)
        out, err = capsys.readouterr()
        return Said(status, out, err)

    return answer


@pytest.fixture
def command(run: Run) -> Command:
    """Runs a command for an outlet, at noon of a fixed day: `command(outlet, "plan")`."""

    def answer(site: Outlet, *words: str) -> Said:
        return run(*words, "--site", str(site.root), "--now", NOW, "--jobs", "1")

    return answer
