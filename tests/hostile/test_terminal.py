"""What others wrote never steers a terminal, nor adds a line to what is pasted into a machine's timetable."""

import json
import shlex
import subprocess

import pytest

from broadsheet import events, timers
from broadsheet.problems import error, show
from broadsheet.terminal import Terminal
from tests.hostile.payloads import TERMINAL

HOSTILE = pytest.mark.parametrize("text", TERMINAL.values(), ids=TERMINAL)


def is_tame(shown: str) -> bool:
    """Whether it is lines of text and nothing else."""
    return all(line.isprintable() for line in shown.split("\n"))


@HOSTILE
def test_a_problem_shows_what_it_quotes_and_obeys_nothing(text: str) -> None:
    shown = show(error(f"content/{text}.md", f"no {text}", line=1, column=2, hint=f"not {text}", excerpt=f"a{text}b"))
    assert is_tame(shown)
    assert len(shown.split("\n")) == 4, "it added a line"


def test_the_caret_stands_under_its_column_after_what_is_spelt_out() -> None:
    shown = show(error("a.md", "no", line=1, column=6, excerpt="a\x1b[0mX")).split("\n")
    assert shown[1][shown[2].index("^")] == "X"


def test_joiners_and_spaces_that_end_no_line_are_shown_as_they_are() -> None:
    written = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u0915\u094d\u200d\u0937 10\u00a0000\u202f%"
    assert written in show(error("a.md", written))


def test_a_long_line_is_cut() -> None:
    assert max(map(len, show(error("a.md", "x" * 5000, hint="y" * 5000)).split("\n"))) == 1000


@HOSTILE
def test_what_a_command_says_obeys_nothing(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal()
    terminal.say(text)
    terminal.whisper(text)
    terminal.result(text)
    said = capsys.readouterr()
    assert said.out
    assert is_tame(said.out)
    assert is_tame(said.err)


@HOSTILE
def test_an_event_is_a_line_of_text_that_reads_as_it_was(text: str) -> None:
    said = events.text({"event": "remark", "text": text})
    assert said.isprintable()
    assert json.loads(said)["text"] == text


@HOSTILE
def test_a_crontab_gets_one_line_and_the_very_words(text: str) -> None:
    line = timers.crontab(["printf", "%s|", f"a{text}z"])
    assert line.isprintable()
    command = line.split("  ", 1)[1].replace(r"\%", "%")
    assert subprocess.run(["sh", "-c", command], capture_output=True, check=True).stdout.decode() == f"a{text}z|"


@HOSTILE
def test_a_unit_gets_no_line_of_others(text: str) -> None:
    plain = timers.service(["build", "x"], "/site", "Title")
    unit = timers.service(["build", f"x{text}"], f"/site{text}", f"Title{text}")
    assert unit.count("\n") == plain.count("\n")
    assert is_tame(unit)
    assert not any(line.endswith("\\") for line in unit.split("\n")), "the next line would be taken in"


def test_printable_words_of_a_crontab_are_quoted_as_ever() -> None:
    assert timers.crontab(["a", "b c"]).endswith(shlex.join(["a", "b c"]))
