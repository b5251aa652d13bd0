"""A mistake of ours that nobody foresaw: one line that says whose it is and where the rest stands, and all goes on."""

import multiprocessing
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from broadsheet import cli, commands, options, press, printer, serve, workers
from broadsheet.preview import answers
from broadsheet.preview.state import Preview
from broadsheet.preview.watching import Watch
from broadsheet.problems import ElsewhereError
from tests.commands.conftest import NOW, Command, Run
from tests.conftest import MakeOutlet

SECRET = "a line of somebody's article"
LINE = (
    "broadsheet: error: this is a mistake of Broadsheet's, not yours (KeyError);"
    " what happened is in {}: please send us that; "
)
GOES_ON = "the site stays as it was, and the next build goes on from here\n"
forking = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="a process that is forked has what the test changed"
)


def mistake(*_: object, **__: object) -> NoReturn:
    raise KeyError(SECRET)


class OddError(Exception):
    """A failure that can't be sent to another process."""

    def __init__(self, first: object, second: object) -> None:
        super().__init__("odd")
        self.first = first or second


def test_it_is_one_line_and_the_traceback_stands_in_a_file(
    outlet: MakeOutlet, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = outlet().article("2026/11/a")
    with monkeypatch.context() as patch:
        patch.setattr(press, "build", mistake)
        said = command(site)
    file = site.root / ".broadsheet/failure.txt"
    assert (said.status, said.out) == (2, "")
    assert said.err == LINE.format(file) + GOES_ON
    written = file.read_text()
    assert written.startswith("Broadsheet ")
    assert "Traceback (most recent call last)" in written
    assert "in mistake" in written
    assert command(site).status == 0
    assert site.has("/news/2026/11/a.html")


def test_in_the_midst_of_a_build_the_next_one_goes_on(
    outlet: MakeOutlet, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = outlet().article("2026/11/a").build()
    before = site.online()
    site.article("2026/11/b")
    with monkeypatch.context() as patch:
        patch.setattr(printer.Printer, "write", mistake)
        assert command(site).status == 2
    assert site.online() == before
    assert command(site).status == 0
    assert site.online() == site.clean()


def test_to_machines_it_is_an_event_without_what_the_failure_says(
    outlet: MakeOutlet, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = outlet()
    monkeypatch.setattr(press, "build", mistake)
    said = command(site, "--json")
    assert said.err == ""
    file = str(site.root / ".broadsheet/failure.txt")
    assert said.all_events[-2:] == [
        {"event": "failure", "error": "KeyError", "trace": file},
        {"event": "summary", "status": 2},
    ]
    assert SECRET not in said.out


def test_where_the_site_cannot_be_written_it_is_in_the_systems_folder(
    outlet: MakeOutlet, command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    site, other = outlet(), tmp_path / "system"
    other.mkdir()
    site.edit({".broadsheet": "a file where the folder would be"})
    monkeypatch.setattr("tempfile.tempdir", str(other))
    monkeypatch.setitem(commands.COMMANDS, "plan", mistake)
    said = command(site, "plan")
    (file,) = other.iterdir()
    assert said.err == LINE.format(file) + GOES_ON
    assert file.name.startswith("broadsheet-failure-")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    assert "what happened could be written nowhere; the site stays" in command(site, "plan").err


def test_even_before_there_is_a_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(cli, "_run", mistake)
    assert cli.main(["--site", str(tmp_path / "none")]) == 2
    monkeypatch.setattr(options, "parse", mistake)
    assert cli.main(["plan"]) == 2
    assert [file.name[:18] for file in tmp_path.iterdir()] == ["broadsheet-failure"] * 2


@forking
def test_in_another_process_it_comes_with_its_own_traceback(
    outlet: MakeOutlet, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = outlet()
    for number in range(8):
        site.article(f"2026/11/a{number}")
    monkeypatch.setattr(workers, "MANY", 2)
    monkeypatch.setattr(printer.Printer, "print", mistake)
    said = run("--site", str(site.root), "--now", NOW, "--jobs", "2")
    assert said.status == 2
    assert said.err == LINE.format(site.root / ".broadsheet/failure.txt") + GOES_ON
    written = (site.root / ".broadsheet/failure.txt").read_text()
    assert "in another process" in written
    assert "in mistake" in written


def begin_odd() -> NoReturn:
    raise OddError(threading.Lock(), None)


def odd_work() -> Callable[[object], NoReturn]:
    def work(_: object) -> NoReturn:
        raise OddError(threading.Lock(), None)

    return work


@forking
@pytest.mark.parametrize("begin", [begin_odd, odd_work])
def test_what_cannot_be_sent_is_told_all_the_same(
    begin: Callable[[], Callable[[object], object]], capfd: pytest.CaptureFixture[str]
) -> None:
    with workers.start(1, begin) as (hand,):
        hand.give([1])
        with pytest.raises(ElsewhereError, match="OddError in another process") as failed:
            hand.result()
    assert failed.value.kind == "OddError"
    assert "Traceback" in failed.value.trace
    assert capfd.readouterr().err == ""


def test_a_failing_build_is_shown_in_the_panel_and_serving_goes_on(
    outlet: MakeOutlet, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = outlet().article("2026/11/a")
    told: list[list[str]] = []
    real, build = Preview.tell, press.build

    def tell(preview: Preview, settings: object, problems: list[object], changed: object) -> None:
        told.append([str(problem) for problem in problems])
        real(preview, settings, problems, changed)  # type: ignore[arg-type]

    def changes(_: Watch) -> object:
        monkeypatch.setattr(press, "build", mistake)
        yield frozenset({"content/2026/11/a.md"})
        monkeypatch.setattr(press, "build", build)
        yield frozenset({"content/2026/11/a.md"})
        raise KeyboardInterrupt

    monkeypatch.setattr(Preview, "tell", tell)
    monkeypatch.setattr(Watch, "changes", changes)
    said = command(site, "serve", "--port", "0")
    assert said.status == 0
    assert [len(problems) for problems in told] == [0, 1, 0]
    assert told[1][0].startswith(f"{site.root}/.broadsheet/failure.txt: error: this is a mistake of Broadsheet's")
    assert "Traceback" not in said.err


def test_a_mistake_in_a_thread_has_no_traceback_on_the_terminal(
    outlet: MakeOutlet, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(*_: object) -> int:
        thread = threading.Thread(target=mistake)
        thread.start()
        thread.join()
        return 0

    before = threading.excepthook
    monkeypatch.setitem(commands.COMMANDS, "plan", start)
    site = outlet()
    said = command(site, "plan")
    assert said.status == 0
    assert said.err == LINE.format(site.root / ".broadsheet/failure.txt") + GOES_ON
    assert threading.excepthook is before


def test_a_mistake_in_an_answer_is_told_and_the_browser_is_let_go(
    outlet: MakeOutlet, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from http.client import HTTPConnection, HTTPException

    site = outlet().article("2026/11/a").build()
    told: list[BaseException] = []
    preview = Preview(None)
    with serve.open_server(site.root / "public", None, 0, lambda _: None, preview, told.append) as server:
        monkeypatch.setattr(answers, "script", mistake)
        with serve.answering(server, preview):
            browser = HTTPConnection("localhost", server.server_port, timeout=5)
            browser.request("GET", answers.SCRIPT)
            with pytest.raises((HTTPException, ConnectionError)):
                browser.getresponse()
            browser.close()
    assert [type(failure) for failure in told] == [KeyError]
    assert capsys.readouterr().err == ""


def test_no_memory_is_no_mistake_of_ours(outlet: MakeOutlet, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> int:
        raise MemoryError

    monkeypatch.setitem(commands.COMMANDS, "plan", fail)
    said = command(outlet(), "plan")
    assert said.status == 2
    assert said.err.startswith(".: error: nothing more could be done: there isn't enough memory\n")


def test_from_the_outside_it_is_status_two_and_one_line(outlet: MakeOutlet) -> None:
    site = outlet()
    code = (
        "import sys; from broadsheet import cli, commands\n"
        "def fail(*_): raise ZeroDivisionError\n"
        "commands.COMMANDS['plan'] = fail\n"
        "sys.exit(cli.main(['plan', '--site', sys.argv[1]]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(site.root)], capture_output=True, text=True, check=False, env=os.environ
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "(ZeroDivisionError)" in done.stderr
