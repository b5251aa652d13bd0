"""ArchieML's syntax: text with keys, scopes and arrays in it, to plain values."""

import re
from typing import Any

import msgspec

_KEY = r"\w[\w.\-]*"
_START = re.compile(rf"\s*({_KEY})[ \t]*:[ \t]*(.*)", re.S)
_COMMAND = re.compile(r"\s*:[ \t]*(endskip|ignore|skip|end)", re.I)
_ELEMENT = re.compile(r"\s*\*[ \t]*(.*)", re.S)
_SCOPE = re.compile(rf"\s*([\[{{])[ \t]*+([+.]*+)[ \t]*+((?:{_KEY})?)[ \t]*[\]}}]")
_ESCAPE = re.compile(r"^([^\S\n]*)\\", re.M)


class _Level(msgspec.Struct):
    """A scope or an array that was opened, and isn't closed yet."""

    flags: str
    scope: dict[str, Any]
    array: list[Any] | None = None
    kind: str = ""
    """Of an array: `simple` (of texts), `complex` (of objects), `freeform`."""
    first: str = ""
    """The key with which each object of the array begins."""


class _Reader:
    """The state of the reading, line by line."""

    def __init__(self) -> None:
        self.data: dict[str, Any] = {}
        self.scope = self.data
        self.levels: list[_Level] = []
        self.key: str | list[Any] | None = None
        self.buffer = ""
        self.skipping = False

    @property
    def level(self) -> _Level | None:
        return self.levels[-1] if self.levels else None

    def line(self, line: str) -> bool:
        """Takes a line; False where the rest of the text is to be ignored."""
        level = self.level
        if command := _COMMAND.match(line):
            return self._command(command[1].lower())
        if self.skipping:
            return True
        if (found := _START.match(line)) and (level is None or level.kind != "simple"):
            self._start(found[1], found[2])
        elif (
            (found := _ELEMENT.match(line))
            and level is not None
            and level.array is not None
            and level.kind not in ("complex", "freeform")
        ):
            level.kind = "simple"
            level.array.append("")
            self._set(level.array, found[1])
        elif found := _SCOPE.match(line):
            self._open(found[1], found[2], found[3])
        elif level is not None and "+" in level.flags and level.array is not None and line.strip():
            level.array.append({"type": "text", "value": line.strip()})
        else:
            self.buffer += line
        return True

    def _command(self, name: str) -> bool:
        if self.skipping and name not in ("endskip", "ignore"):
            return True
        if name == "end" and self.key is not None:
            self._append()
        self.skipping = name == "skip" or (self.skipping and name == "ignore")
        self._flush()
        return name != "ignore"

    def _flush(self) -> None:
        self.buffer, self.key = "", None

    def _start(self, key: str, rest: str) -> None:
        self._flush()
        self._next(key)
        if (level := self.level) is not None and "+" in level.flags and level.array is not None:
            key = "value"
        self._set(key, rest)

    def _next(self, key: str) -> None:
        """Begins the array's next object, where this key is the one with which they begin."""
        level = self.level
        if level is None or level.array is None:
            return
        level.kind = level.kind or "complex"
        if level.kind == "simple":
            return
        if level.first in ("", key):
            self.scope = {}
            level.array.append(self.scope)
        if "+" in level.flags:
            self.scope["type"] = key
        else:
            level.first = level.first or key

    def _set(self, key: str | list[Any], value: str) -> None:
        self.key = key
        bare = value.strip()
        self.buffer = value[len(value.rstrip()) :]
        self._put(bare, new=True)

    def _append(self) -> None:
        self._put(_ESCAPE.sub(r"\1", self.buffer).rstrip(), new=False)

    def _put(self, value: str, new: bool) -> None:
        if isinstance(self.key, list):
            self.key[-1] = value if new else self.key[-1] + value
            return
        *outer, last = str(self.key).split(".")
        scope = self.scope
        for name in outer:
            if not isinstance(scope.get(name), dict):
                scope[name] = {}
            scope = scope[name]
        before = scope.get(last)
        scope[last] = value if new or not isinstance(before, str) else before + value

    def _open(self, kind: str, flags: str, name: str) -> None:
        self._flush()
        if not name:
            if self.levels:
                self.scope = self.levels.pop().scope
            else:
                self.scope = self.data
            return
        nested = "." in flags
        home = self.data
        if nested:
            self._next(name)
            if self.levels:
                home = self.scope
        else:
            self.scope, self.levels = self.data, []
        outer = self.level
        freeform = outer is not None and "+" in outer.flags
        *path, last = [name] if freeform else name.split(".")
        for part in path:
            if not isinstance(home.get(part), dict):
                home[part] = {}
            home = home[part]
        level = _Level(flags, self.scope)
        if kind == "[":
            level.array = []
            level.kind = "freeform" if "+" in flags else ""
            home["value" if freeform and nested else last] = level.array
        else:
            last = "value" if freeform and nested else last
            if not isinstance(home.get(last), dict):
                home[last] = {}
            self.scope = home[last]
        self.levels.append(level)


def load(text: str) -> dict[str, Any]:
    """The values in a text: texts, lists and objects, by key."""
    reader = _Reader()
    for line in text.lstrip("\ufeff").replace("\r\n", "\n").splitlines(keepends=True):
        if not reader.line(line):
            break
    return reader.data
