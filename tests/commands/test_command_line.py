"""The command line: what it understands, and what it answers where it doesn't."""

import errno
import io
import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from broadsheet import __version__, commands, options
from broadsheet.problems import SiteError
from broadsheet.terminal import Terminal
from tests.commands.conftest import Command, Run
from tests.conftest import MakeOutlet


def test_help_lists_all_commands_and_what_the_exit_status_means(run: Run) -> None:
    said = run("--help")
    assert said.status == 0
    for command in options.COMMANDS:
        assert f"  {command.name:7}  {command.line}\n" in said.out
    assert "  130  interrupted\n" in said.out


@pytest.mark.parametrize("command", options.COMMANDS, ids=lambda command: command.name)
def test_each_command_tells_what_it_is_for_with_examples(command: options.Command, run: Run) -> None:
    said = run(command.name, "--help")
    assert said.status == 0
    assert command.purpose in said.out
    assert "examples:\n  broadsheet " in said.out
    assert f"options of {command.name}:" in said.out
    assert "--site DIR" in said.out


@pytest.mark.parametrize("command", options.COMMANDS, ids=lambda command: command.name)
def test_the_examples_can_be_run(command: options.Command) -> None:
    for line, _ in command.examples:
        words = shlex.split(line)
        assert options.parse(words, "broadsheet").command == command.name


def test_every_command_that_can_be_named_is_there() -> None:
    assert [command.name for command in options.COMMANDS] == list(commands.COMMANDS)


@pytest.mark.parametrize("words", [["--site", "x", "plan", "--json"], ["plan", "--site", "x", "--json"]])
def test_options_stand_before_or_after_the_command(words: list[str]) -> None:
    chosen = options.parse(words, "broadsheet")
    assert (chosen.command, chosen.site, chosen.json) == ("plan", "x", True)


@pytest.mark.parametrize("words", [[], ["--clean"], ["--changed", "content/a.md", "--clean"], ["build", "--clean"]])
def test_without_a_command_it_builds(words: list[str]) -> None:
    chosen = options.parse(words, "broadsheet")
    assert (chosen.command, chosen.clean) == ("build", "--clean" in words)


def test_an_options_value_is_no_command() -> None:
    assert options.parse(["--output", "plan"], "broadsheet").command == "build"
    assert options.parse(["--output=plan", "check"], "broadsheet").command == "check"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["biuld"], "broadsheet: error: there is no command “biuld”\nhint: did you mean build?\n"),
        (["frobnicate"], "broadsheet: error: there is no command “frobnicate”\nhint: broadsheet --help\n"),
        (["--claen"], "broadsheet: error: build has no option --claen\nhint: did you mean --clean?\n"),
        (["--foo"], "broadsheet: error: build has no option --foo\nhint: broadsheet build --help\n"),
        (
            ["--changes", ""],
            "broadsheet: error: argument --changes: a file's name is wanted, or -\nhint: broadsheet build --help\n",
        ),
        (["plan", "--yes"], "broadsheet: error: plan has no option --yes\nhint: --yes is an option of build\n"),
        (["plan", "x"], "broadsheet: error: plan doesn't take “x”\nhint: broadsheet plan --help\n"),
        (
            ["new"],
            "broadsheet: error: the following arguments are required: HEADLINE\nhint: broadsheet new --help\n",
        ),
        (
            ["--jobs", "0"],
            """broadsheet: error: argument --jobs: a whole number from 1 on is wanted, not '0'
hint: broadsheet build --help
""",
        ),
        (
            ["serve", "--port", "70000"],
            """broadsheet: error: argument --port: a port from 0 to 65535 is wanted, not '70000'
hint: broadsheet serve --help
""",
        ),
    ],
)
def test_a_slip_is_answered_with_what_to_write(words: list[str], expected: str, run: Run) -> None:
    said = run(*words)
    assert (said.status, said.out, said.err) == (2, "", expected)


def test_the_version_is_told_without_loading_the_rest() -> None:
    code = (
        "import sys; from broadsheet import cli; status = cli.main(['--version']);"
        " print(status, [name for name in ('msgspec', 'rich', 'jinja2', 'broadsheet.press') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == f"broadsheet {__version__}\n0 []\n"


def test_a_folder_without_settings_is_told_how_to_get_them(tmp_path: Path, run: Run) -> None:
    hint = "hint: `broadsheet init DIR` makes a new outlet's folder; `--site DIR` names one that is there\n"
    (tmp_path / "file").touch()
    for site in (tmp_path, tmp_path / "nowhere", tmp_path / "file"):
        said = run("--site", str(site))
        assert (said.status, said.out) == (2, "")
        assert said.err == f"site.toml: error: there is no site.toml in {site}\n{hint}"


def test_who_stands_inside_a_site_is_told_where_it_is(
    outlet: MakeOutlet, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = outlet().article("2026/11/a")
    monkeypatch.chdir(site.root / "content" / "2026")
    said = run("check")
    assert said.status == 2
    assert said.err.endswith(f"hint: there is one in {site.root}: go there, or add --site ../..\n")


@pytest.mark.parametrize("now", ["yesterday", "2026-13-01", "0001-01-01T00:00+14:00"])
def test_a_moment_that_is_none(now: str, outlet: MakeOutlet, run: Run) -> None:
    said = run("--site", str(outlet().root), "--now", now)
    assert said.status == 2
    assert said.err == (
        f"--now: error: “{now}” is no moment in time\nhint: write it like 2026-11-24T08:00 or 2026-11-24T08:00Z\n"
    )


def test_a_moment_without_an_offset_is_in_the_outlets_zone(outlet: MakeOutlet, run: Run) -> None:
    site = outlet().article("2026/07/a", date="2026-07-01T12:00")
    for now, there in (("2026-07-01T11:59", False), ("2026-07-01T12:00", True), ("2026-07-01T10:59Z", False)):
        assert run("--site", str(site.root), "--now", now, "--jobs", "1").status == 0
        assert site.has("/news/2026/07/a.html") is there


def test_interrupted_it_says_so_in_one_line(
    outlet: MakeOutlet, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setitem(commands.COMMANDS, "plan", interrupt)
    said = command(outlet(), "plan")
    assert (said.status, said.out, said.err) == (130, "", "interrupted: the next build goes on from here\n")


def test_to_be_ended_is_to_be_interrupted(
    outlet: MakeOutlet, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end(*_: object) -> int:
        os.kill(os.getpid(), signal.SIGTERM)
        return 0

    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setitem(commands.COMMANDS, "plan", end)
    assert command(outlet(), "plan").status == 130
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_streams_that_are_closed_take_nothing(closed: str, outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a").article("2026/11/b", date="soon")
    line = f'"{sys.executable}" -m broadsheet --site "{site.root}" --now 2026-11-24 {closed}'
    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr + done.stdout
    assert site.has("/news/2026/11/a.html")


def test_a_failure_of_the_machine_is_no_traceback(
    outlet: MakeOutlet, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied", "seeds")

    monkeypatch.setitem(commands.COMMANDS, "plan", fail)
    said = command(outlet(), "plan")
    assert (said.status, said.err) == (2, "seeds: error: nothing more could be done: Permission denied\n")


def test_who_stops_reading_does_not_stop_the_build(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a")
    reading, writing = os.pipe()
    os.close(reading)
    words = ["--site", str(site.root), "--json", "--now", "2026-11-24"]
    with os.fdopen(writing, "w") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "broadsheet", *words], stdout=closed, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (0, "")
    assert site.has("/news/2026/11/a.html")


def test_what_a_terminal_cannot_show_is_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", plain)
    Terminal().say("Łódź")
    plain.seek(0)
    assert plain.read() == "\\u0141\\xf3d\\u017a\n"


def test_a_full_disk_behind_standard_output_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

        def fileno(self) -> int:
            return os.open(os.devnull, os.O_WRONLY)

    monkeypatch.setattr(sys, "stdout", Full())
    with pytest.raises(SiteError, match="standard output: error: it can't be written: No space left on device"):
        Terminal().say("x")
