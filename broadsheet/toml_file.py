"""TOML with positions: tomllib reads the values, and a scan of the same text finds where each key stands."""

import codecs
import re
import tomllib
from typing import Any, NamedTuple

from broadsheet import problems
from broadsheet.problems import Problem

Keys = tuple[str | int, ...]
"""The way to a value: names of keys, and places in arrays."""

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SPACE = re.compile(r"[ \t]*")
_SPACE_AND_COMMENTS = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_SCALAR = re.compile(r"[^,\]}#\n]+")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|'
    r"'''.*?'{3,5}|"
    r'"(?:\\.|[^"\\\n])*"|'
    r"'[^'\n]*'",
    re.DOTALL,
)
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")

_HINTS = (
    ("Invalid value", 'text stands in double quotes: key = "text"'),
    ("Expected newline", 'one key a line; a double quote inside a text is written \\"'),
    ("Illegal character", "close the text with a double quote on the same line"),
    ("Unterminated", "close the text with the quotes that it begins with"),
    ("Expected '='", "a key, an equals sign, and a value: key = value"),
    ("Cannot overwrite", "the key is in the file twice; take one away"),
    ("Cannot declare", "the table is in the file twice; put its keys into one"),
)


class Toml(NamedTuple):
    """A TOML file: its values, and where its keys are."""

    path: str
    lines: tuple[str, ...]
    values: dict[str, Any]
    places: dict[Keys, tuple[int, int]]

    def error(self, keys: Keys, message: str, hint: str = "") -> Problem:
        """An error at a key, or where it isn't there, at the nearest table that it would be in."""
        line, column, excerpt = self._place(keys)
        return problems.error(self.path, message, line=line, column=column, hint=hint, excerpt=excerpt)

    def note(self, keys: Keys, message: str, hint: str = "") -> Problem:
        """A note at the same place."""
        line, column, excerpt = self._place(keys)
        return problems.note(self.path, message, line=line, column=column, hint=hint, excerpt=excerpt)

    def _place(self, keys: Keys) -> tuple[int, int, str]:
        while keys and keys not in self.places:
            keys = keys[:-1]
        line, column = self.places.get(keys, (0, 0))
        return line, column, self.lines[line - 1] if line else ""


def parse(data: bytes, path: str) -> Toml | Problem:
    """The values and positions of a TOML file, or the one thing that keeps it from being read."""
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode().replace("\r\n", "\n")
    except UnicodeDecodeError as caught:
        head = data[: caught.start]
        line, column = head.count(b"\n") + 1, len(head.rpartition(b"\n")[2].decode()) + 1
        excerpt = data.split(b"\n")[line - 1].decode("utf-8", errors="replace")
        hint = "save the file as UTF-8"
        return problems.error(path, "this isn't UTF-8", line=line, column=column, excerpt=excerpt, hint=hint)
    lines = tuple(text.split("\n"))
    try:
        return Toml(path, lines, tomllib.loads(text), _Scan(text).places)
    except ValueError as caught:
        return _syntax_error(path, lines, str(caught))
    except RecursionError:
        return problems.error(path, "arrays or tables are nested too deeply")


def _syntax_error(path: str, lines: tuple[str, ...], said: str) -> Problem:
    hint = next((hint for start, hint in _HINTS if said.startswith(start)), "")
    place = _AT.search(said)
    line = column = 0
    if place and place[1]:
        line, column = int(place[1]), int(place[2])
    elif place:
        line = next((number for number in range(len(lines), 0, -1) if lines[number - 1].strip()), 1)
        column = len(lines[line - 1]) + 1
    what = _AT.sub("", said)
    excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
    message = what[:1].lower() + what[1:]
    return problems.error(path, message, line=line, column=column, hint=hint, excerpt=excerpt)


class _Scan:
    """Walks over a text that tomllib has read without complaint, and notes where each key begins."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.line, self.line_start, self.counted = 1, 0, 0
        self.places: dict[Keys, tuple[int, int]] = {}
        self.counts: dict[Keys, int] = {}
        table: Keys = ()
        self.skip(_SPACE_AND_COMMENTS)
        while self.at < len(text):
            table = self.header() if text[self.at] == "[" else self.pair(table)
            self.skip(_SPACE_AND_COMMENTS)

    def skip(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:
            return ""
        self.at = found.end()
        return found[0]

    def here(self) -> tuple[int, int]:
        newlines = self.text.count("\n", self.counted, self.at)
        if newlines:
            self.line += newlines
            self.line_start = self.text.rindex("\n", 0, self.at) + 1
        self.counted = self.at
        return self.line, self.at - self.line_start + 1

    def header(self) -> Keys:
        many = self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        keys = self.key((), into_arrays=True)
        if many:
            place = self.places[keys]
            number = self.counts[keys] = self.counts.get(keys, -1) + 1
            keys = (*keys, number)
            self.places[keys] = place
        self.at += 2 if many else 1
        return keys

    def pair(self, table: Keys) -> Keys:
        keys = self.key(table)
        self.at += 1
        self.skip(_SPACE)
        self.value(keys)
        return table

    def key(self, keys: Keys, *, into_arrays: bool = False) -> Keys:
        """A key with its dots. In a header, a name of an array of tables stands for its newest table."""
        while True:
            self.skip(_SPACE)
            if into_arrays and keys in self.counts:
                keys = (*keys, self.counts[keys])
            place = self.here()
            quoted = self.skip(_STRING)
            name = _unquote(quoted) if quoted else self.skip(_BARE_KEY)
            keys = (*keys, name)
            self.places.setdefault(keys, place)
            if into_arrays:
                self.places[keys] = place
            self.skip(_SPACE)
            if self.text[self.at] != ".":
                return keys
            self.at += 1

    def value(self, keys: Keys) -> None:
        opening = self.text[self.at]
        if opening == "[":
            self.array(keys)
        elif opening == "{":
            self.inline_table(keys)
        elif not self.skip(_STRING):
            self.skip(_SCALAR)

    def array(self, keys: Keys) -> None:
        self.at += 1
        number = 0
        while True:
            self.skip(_SPACE_AND_COMMENTS)
            if self.text[self.at] == ",":
                self.at += 1
                number += 1
            elif self.text[self.at] == "]":
                self.at += 1
                return
            else:
                self.places[(*keys, number)] = self.here()
                self.value((*keys, number))

    def inline_table(self, keys: Keys) -> None:
        self.at += 1
        while True:
            self.skip(_SPACE_AND_COMMENTS)
            if self.text[self.at] == "}":
                self.at += 1
                return
            if self.text[self.at] == ",":
                self.at += 1
            else:
                self.pair(keys)


def _unquote(quoted: str) -> str:
    return next(iter(tomllib.loads(f"{quoted} = 0")))
