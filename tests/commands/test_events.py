"""What machines are told: the set that operators.md states, no more and no less, to the end of every command."""

import ast
import json
import re
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

import broadsheet
from broadsheet import commands, events, output
from broadsheet.problems import SiteError, error
from broadsheet.progress import Bar
from tests.commands.conftest import Command, Run
from tests.conftest import MakeOutlet
from tests.docs.test_reference import section, text
from tests.outlet import Outlet

SOURCE = "Ferry to run again\n\nBy Ana Ruiz\n\nThe ferry runs again from Monday, the harbour office said on Friday.\n"


def of_table() -> dict[str, events.Event]:
    """The events as the table in operators.md has them."""
    found = {}
    for name, keys in re.findall(r"^\| `(\w+)` \| ((?:`\w+`\??\s?)+)\|", section(text("operators.md"), "Events"), re.M):
        marked = re.findall(r"`(\w+)`(\??)", keys)
        always, at_times = ([key for key, mark in marked if bool(mark) is sometimes] for sometimes in (False, True))
        found[name] = events.Event(tuple(always), tuple(at_times))
    return found


def test_the_table_for_operators_has_each_event_with_its_keys() -> None:
    stated = {name: (set(event.keys), set(event.more)) for name, event in events.EVENTS.items()}
    assert {name: (set(event.keys), set(event.more)) for name, event in of_table().items()} == stated
    assert next(iter(stated)) == "started"
    assert list(stated)[-1] == "summary"
    assert f"`version` is that of this table, {events.VERSION};" in text("operators.md")


def test_no_event_is_told_that_is_not_stated_and_none_is_stated_that_nothing_tells() -> None:
    told = set()
    for path in Path(broadsheet.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                first = node.args[0]
                if node.func.attr in ("event", "hand_over") and isinstance(first, ast.Constant):
                    told.add(first.value)
    assert told == set(events.EVENTS)


@pytest.fixture
def busy(outlet: MakeOutlet) -> Outlet:
    """An outlet with something for each command to tell."""
    site = outlet({"seeds/ferry.txt": SOURCE})
    return site.article("2026/11/a").article("2026/11/b", "[x](none.md)").article("2026/11/c", embargo="2026-11-30")


RUNS = (
    ["--changes", "-"],
    ["build"],
    ["ingest", "--report", "-"],
    ["review"],
    ["new", "Budget"],
    ["check", "--fix"],
    ["plan", "--clean"],
    ["next"],
    ["explain", "/news/2026/11/a.html"],
    ["build", "--strict"],
    ["plan", "--output", "content"],
)


def test_each_event_has_the_keys_that_are_stated_and_each_command_ends_with_its_status(
    busy: Outlet, command: Command, tmp_path: Path
) -> None:
    log = tmp_path / "log.jsonl"
    kinds = set()
    for words in RUNS:
        said = command(busy, *words, "--json", "--log", str(log))
        assert said.err == ""
        for event in said.all_events:
            assert_stated(event)
            kinds.add(event["event"])
        first, *_, last = said.all_events
        assert (first["event"], first["command"], first["site"]) == (
            "started",
            words[0] if words[0] != "--changes" else "build",
            str(busy.root),
        )
        assert (last["event"], last["status"]) == ("summary", said.status)
        assert [event["event"] for event in said.all_events].count("started") == 1
    busy.edit({"content/2026/11/a.md": None})
    kinds |= {event["event"] for event in command(busy, "--json", "--log", str(log)).all_events}
    assert kinds == set(events.EVENTS) - {"waiting", "serving", "missing", "failure", "remark"}
    for line in log.read_text().splitlines():
        event = json.loads(line)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", event.pop("time"))
        assert re.fullmatch(r"[0-9a-f]{8}", event.pop("run"))
        assert_stated(event, logged=True)


def assert_stated(event: dict[str, Any], *, logged: bool = False) -> None:
    about = events.EVENTS[event["event"]]
    assert about.logged or not logged
    keys = event.keys() - {"event"}
    always = set(about.keys) - (set(about.unlogged) if logged else set())
    assert always <= keys <= always | set(about.more), event


def test_a_page_is_told_with_why_it_is_made(outlet: MakeOutlet, command: Command) -> None:
    site = outlet().article("2026/11/a")
    command(site)
    site.article("2026/11/a", title="Other")
    pages = [event for event in command(site, "--json").all_events if event["event"] == "page"]
    (article,) = [event for event in pages if event["address"] == "/news/2026/11/a.html"]
    assert article["what"] == "made"
    assert (article["reason"], article["cause"]) == ("article changed", "content/2026/11/a.md")
    assert re.fullmatch(r"[0-9a-f]{32}", article["hash"])


def test_a_step_is_told_when_it_begins_and_when_it_is_over(outlet: MakeOutlet, command: Command) -> None:
    steps = [e for e in command(outlet().article("2026/11/a"), "--json").all_events if e["event"] == "step"]
    assert {"name": "plan", "total": 0, "seconds": None, "event": "step"} in steps
    begun, over = (e for e in steps if e["name"] == "render")
    assert begun["total"] == over["total"] > 5
    assert begun["seconds"] is None
    assert over["seconds"] > 0


def test_who_reads_along_hears_of_each_event_at_once(
    outlet: MakeOutlet, command: Command, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    heard: list[str] = []

    def look(chosen: Any, terminal: Any) -> int:
        terminal.event("written", files=["x"])
        heard.append(capsys.readouterr().out)
        return 0

    flushed: list[bool] = []
    monkeypatch.setitem(commands.COMMANDS, "plan", look)
    monkeypatch.setattr("sys.stdout.flush", lambda: flushed.append(True))
    command(outlet(), "plan", "--json")
    assert '"files": ["x"]' in heard[0]
    assert len(flushed) >= 3


@pytest.mark.parametrize(
    ("stopped", "status"),
    [
        (KeyboardInterrupt(), 130),
        (SiteError(error("x", "no")), 2),
        (PermissionError(13, "Permission denied", "seeds"), 2),
        (KeyError("x"), 2),
        (MemoryError(), 2),
    ],
)
def test_the_last_event_is_the_status_however_it_ends(
    stopped: BaseException, status: int, outlet: MakeOutlet, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> int:
        raise stopped

    monkeypatch.setitem(commands.COMMANDS, "plan", stop)
    said = command(outlet(), "plan", "--json")
    assert (said.status, said.err) == (status, "")
    assert said.all_events[-1] == {"event": "summary", "status": status}


def test_a_command_line_that_is_not_understood_has_no_events(run: Run) -> None:
    said = run("plan", "--json", "--foo")
    assert (said.status, said.out) == (2, "")


def test_who_waits_for_another_build_says_for_which_folder(
    outlet: MakeOutlet, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = outlet().article("2026/11/a").build()
    waiting = Bar.waiting
    with ExitStack() as other:
        other.enter_context(output.locked(site.root / ".broadsheet", lambda: None))

        def wait(bar: Bar, folder: Path) -> None:
            waiting(bar, folder)
            other.close()

        monkeypatch.setattr(Bar, "waiting", wait)
        said = command(site, "--json")
    assert said.status == 0
    told = [event for event in said.all_events if event["event"] == "waiting"]
    assert told == [{"event": "waiting", "folder": str(site.root / ".broadsheet")}]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("words", [["plan"], ["plan", "--json"], ["plan", "--json", "--now", "never"], ["--strict"]])
def test_where_nothing_can_be_written_it_ends_without_a_traceback(words: list[str], outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", "[x](none.md)")
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "broadsheet", *words, "--site", str(site.root)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
