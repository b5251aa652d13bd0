"""What YAML's parser stumbles over, said in a person's words and at the place where the mistake was made.

The parser tells where it could go no further, which is often the line after.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

import yaml

KEY_AND_VALUE = "write `key: value`, with a space after the colon"

_KEY = re.compile(r"\s*(?:- +)?([\w-]+):(?=\s|$)")
_UNQUOTED = "a value can't begin with {} unless it is quoted"
_QUOTE_IT = "put the value in double quotes"

_FROM_THE_OPENING = (
    ("scanning a quoted scalar", "the quote that opens here is never closed", "close it at the end of the value"),
    ("simple key", "this line has no key", KEY_AND_VALUE),
    ("alias", _UNQUOTED, _QUOTE_IT),
    ("anchor", _UNQUOTED, _QUOTE_IT),
    ("scanning a tag", _UNQUOTED, _QUOTE_IT),
    ("block scalar", _UNQUOTED, _QUOTE_IT),
    ("flow", "the {} that opens here is never closed", "close it, or put the whole value in double quotes"),
)
"""What the parser was in the midst of, what is wrong then with the character that began it, and a hint."""


class Mistake(NamedTuple):
    """A mistake in a YAML text; line and column count from 0."""

    line: int
    column: int
    message: str
    hint: str


def explain(failure: yaml.MarkedYAMLError, rows: Sequence[str]) -> Mistake:
    """The mistake behind a failure of the parser; `rows` are the lines of what it read."""
    told, context = failure.problem or "", failure.context or ""
    mark, opening = failure.problem_mark, failure.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    row = rows[line] if line < len(rows) else ""
    if "tab character" in told or row[column : column + 1] == "\t":
        return Mistake(line, column, "a tab can't stand here", "use spaces")
    if "nesting depth" in told:
        return Mistake(line, column, "this is nested too deeply", "")
    if "escape" in told:
        return Mistake(line, column, "this isn't an escape that YAML knows", r"write \\ for one backslash")
    if opening:
        for begun, message, hint in _FROM_THE_OPENING:
            if begun in context:
                line, column = opening.line, opening.column
                if line >= len(rows):
                    # A text without a line end at its end: YAML counts one all the same.
                    line, column = len(rows) - 1, len(rows[-1])
                if begun == "flow" and rows[line][column : column + 1] not in ("[", "{"):
                    line, column = _bracket_before(rows, line, column)
                return Mistake(line, column, message.format(rows[line][column : column + 1]), hint)
    return _at_the_place(told, line, column, rows)


def _bracket_before(rows: Sequence[str], line: int, column: int) -> tuple[int, int]:
    """Where the bracket stands after which a value was looked for in vain."""
    for row in range(line, -1, -1):
        text = rows[row][:column] if row == line else rows[row]
        if (at := max(text.rfind("["), text.rfind("{"))) >= 0:
            return row, at
    return line, column


def _at_the_place(told: str, line: int, column: int, rows: Sequence[str]) -> Mistake:
    row = rows[line] if line < len(rows) else ""
    key = _KEY.match(row)
    name = f"the {key[1]}" if key else "the value"
    if "mapping values are not allowed" in told:
        if key and key.end() <= column:
            return Mistake(line, column, f"{name} has a colon and is not quoted", f"put {name} in double quotes")
        above = next((number for number in range(line - 1, -1, -1) if rows[number].strip()), line)
        if key and not _KEY.match(rows[above]):
            return Mistake(above, 0, "this line has no key", KEY_AND_VALUE)
        hint = "begin it as far left as the other keys, each with a space after its colon"
        return Mistake(line, len(row) - len(row.lstrip()), "this key isn't where a key can be", hint)
    cannot_begin = ("cannot start any token", "sequence entries are not allowed", "expected node content")
    if any(words in told for words in cannot_begin):
        message = _UNQUOTED.format(row[column : column + 1])
        return Mistake(line, column, message, f"put {name} in double quotes")
    if "document start" in told:
        hint = "begin all keys at the left edge, with no --- or ... between them"
        return Mistake(line, column, "this key isn't where a key can be", hint)
    if "expected key" in told and key and column > key.end():
        hint = 'put the whole value in double quotes, and write \\" for a quote inside it'
        return Mistake(line, column, f"{name} goes on after its end", hint)
    if "expected key" in told or "'-' indicator" in told:
        hint = "begin it exactly below the other keys or entries that it belongs to"
        return Mistake(line, column, "this line isn't as far to the right as it must be", hint)
    hint = "look for a missing quote, bracket or indent here or above"
    return Mistake(line, column, f"YAML can't read this: {told}", hint)
