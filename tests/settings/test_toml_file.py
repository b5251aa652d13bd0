"""Every key of a TOML file is found where it stands, whatever is around it."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.problems import Problem, show
from broadsheet.toml_file import Keys, Toml, parse

VALUES = (
    '"text"',
    '"a \\" quote # no comment"',
    "'literal \\'",
    '"""\nseveral = 1\n[lines] \\""" "quotes" """""',
    "'''\nkey = 2\n'''''",
    "12_000",
    "-1.5e3",
    "true",
    "2026-11-24 12:30:00Z",
    "[]",
    '[1, "]", # ]\n [2, {z = "}"}],\n]',
    '{y = 1, "w x" = {v.u = [{t = 0}]}}',
)
NAMES = ("k{}", '"quoted {}"', "'lit.{}'", "dotted{}.x.y", 'a{} . "b\\u0041"')


@st.composite
def documents(draw: st.DrawFn) -> str:
    """TOML with all that it has: tables, arrays of tables, dotted and quoted keys, comments, odd space."""
    lines, numbers = [], iter(range(1000))
    for _ in range(draw(st.integers(0, 12))):
        name = draw(st.sampled_from(NAMES)).format(next(numbers))
        match draw(st.integers(0, 5)):
            case 0:
                lines.append(f"[ {name} ]  # a table")
            case 1:
                lines.append(f"[[many]]\n  [many.{name}]")
            case 2:
                lines.append("[[other.'m m']]")
            case 3:
                lines.append("# [no.table]\n\n\t# k = 1")
            case _:
                lines.append(f"{draw(st.sampled_from(['', '  ']))}{name}\t= {draw(st.sampled_from(VALUES))} # = [")
    end = draw(st.sampled_from(["\n", "\r\n"]))
    return end.join("\n".join(lines).split("\n")) + draw(st.sampled_from(["", end]))


def keys_of(value: Any, keys: Keys = ()) -> Iterator[Keys]:
    """The way to each key in a value."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*keys, key)
            yield from keys_of(inner, (*keys, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from keys_of(inner, (*keys, number))


@settings(deadline=None, derandomize=True, max_examples=300)
@given(documents())
def test_each_key_is_found_where_it_stands(text: str) -> None:
    file = parse(text.encode(), "site.toml")
    assert isinstance(file, Toml)
    for keys in keys_of(file.values):
        line, column = file.places[keys]
        found = file.lines[line - 1][column - 1 :].replace("\\u0041", "A")
        assert found.lstrip("\"'").startswith(str(keys[-1]))


def test_keys_of_the_second_table_of_an_array_have_its_lines() -> None:
    file = parse(b"[[a]]\nid = 1\n\n[[a]]\n  id = 2\n[a.in]\nid = 3\n", "t.toml")
    assert isinstance(file, Toml)
    assert file.places["a", 0, "id"] == (2, 1)
    assert file.places["a", 1] == (4, 3)
    assert file.places["a", 1, "id"] == (5, 3)
    assert file.places["a", 1, "in", "id"] == (7, 1)


BROKEN = {
    b"title = The Post\n": """\
site.toml:1:9: error: invalid value
  1 | title = The Post
    |         ^
hint: text stands in double quotes: key = "text\"""",
    b'url = 1\ntitle = "The "best" post"\n': """\
site.toml:2:15: error: expected newline or end of document after a statement
  2 | title = "The "best" post"
    |               ^
hint: one key a line; a double quote inside a text is written \\\"""",
    b'\n[a]\nb = """x\n': """\
site.toml:3:9: error: unterminated string
  3 | b = \"\"\"x
    |         ^
hint: close the text with the quotes that it begins with""",
    b'a = "\xc3\xa9 \xe9"\n': """\
site.toml:1:8: error: this isn't UTF-8
  1 | a = "é �"
    |        ^
hint: save the file as UTF-8""",
    b'\xef\xbb\xbfa = "\xe9"\n': """\
site.toml:1:6: error: this isn't UTF-8
  1 | a = "�"
    |      ^
hint: save the file as UTF-8""",
    b"a = " + b"[" * 20000: "site.toml: error: arrays or tables are nested too deeply",
    b"a = " + b"1" * 5000: "site.toml: error: exceeds the limit (4300 digits) for integer string conversion",
}


@pytest.mark.parametrize(("data", "shown"), BROKEN.items(), ids=range(len(BROKEN)))
def test_what_is_no_toml_is_told_with_its_place(data: bytes, shown: str) -> None:
    problem = parse(data, "site.toml")
    assert isinstance(problem, Problem)
    assert show(problem).startswith(shown)
