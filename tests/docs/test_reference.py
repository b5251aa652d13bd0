"""The docs name every command, option, setting and key there is, and none that there isn't."""

import re
import tomllib
from pathlib import Path

import pytest

from broadsheet import content, options, settings_file
from broadsheet.article import ACCESS, LABELS, NOTE_KINDS
from tools import theme_context

ROOT = Path(__file__).resolve().parents[2]
OF_ALL = "Options of all commands"


def text(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def section(page: str, heading: str) -> str:
    """What stands below a heading, up to the next of any level."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", page, re.MULTILINE | re.DOTALL)
    assert found, f"there is no heading “{heading}”"
    return found[1]


def rows(page: str) -> list[str]:
    """The names in the first column of the tables."""
    return re.findall(r"^\| `(?:--)?([\w.-]+)[^`]*` \|", page, re.MULTILINE)


# Commands


def options_of(command: str, capsys: pytest.CaptureFixture[str]) -> tuple[set[str], set[str]]:
    """The options that a command has for itself, and those that it shares, as its help tells them."""
    with pytest.raises(SystemExit):
        options.parse([command, "--help"], "broadsheet")
    own, _, shared = capsys.readouterr().out.partition("options of all commands:")
    found = re.findall(r"^  --([a-z-]+)", own.partition(f"options of {command}:")[2], re.MULTILINE)
    return set(found), set(re.findall(r"^  --([a-z-]+)", shared, re.MULTILINE))


@pytest.mark.parametrize("command", [command.name for command in options.COMMANDS])
def test_each_option_of_a_command_stands_below_its_name(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    own, shared = options_of(command, capsys)
    assert set(rows(section(text("operators.md"), command))) == own
    of_all = set(rows(section(text("operators.md"), OF_ALL)))
    # `check` takes --output in a way of its own.
    assert of_all == shared | {"help"} | (own & of_all)


def test_no_command_is_described_that_there_is_not() -> None:
    commands = re.search(r"^## Commands\n(.*?)^## ", text("operators.md"), re.MULTILINE | re.DOTALL)
    assert commands
    named = re.findall(r"^### (.*)$", commands[1], re.MULTILINE)
    assert named == [OF_ALL, *(command.name for command in options.COMMANDS)]


# Settings


def test_each_setting_is_described_once() -> None:
    described = rows(text("operators.md").partition("\n## Settings\n")[2])
    assert sorted(described) == sorted(name for name, _ in settings_file.documented())


def test_each_option_of_the_theme_is_described() -> None:
    about = tomllib.loads((ROOT / "themes/broadsheet/theme.toml").read_text(encoding="utf-8"))
    assert sorted(rows(section(text("themes.md"), "Options"))) == sorted(about["options"])


# Front matter


def test_each_key_of_front_matter_is_described_once() -> None:
    assert sorted(rows(section(text("editors.md"), "Front matter, key by key"))) == sorted(content.KEYS)


@pytest.mark.parametrize(("key", "words"), [("label", LABELS), ("notes", NOTE_KINDS), ("access", ACCESS)])
def test_the_words_that_a_key_takes_are_named(key: str, words: tuple[str, ...]) -> None:
    (row,) = re.findall(rf"^\| `{key}` \|.*$", text("editors.md"), re.MULTILINE)
    assert [word for word in words if f"`{word}`" not in row] == []


# Rooms


def test_each_module_is_named_in_the_plan_of_the_house() -> None:
    named = set(re.findall(r"`([a-z_]+(?:\.py|/))`", text("design.md")))
    inner = (ROOT / "broadsheet").iterdir()
    rooms = {f"{path.name}/" for path in inner if (path / "__init__.py").exists()}
    rooms |= {path.name for path in (ROOT / "broadsheet").glob("[a-z]*.py")}
    assert rooms - named == set()


# Templates


def test_what_templates_see_is_as_the_code_has_it() -> None:
    assert text("theme-context.md") == theme_context.document(), "run python tools/theme_context.py"


def test_each_field_that_templates_see_has_a_line_of_doc() -> None:
    assert theme_context.undocumented() == []
