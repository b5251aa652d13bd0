"""How many steps a backtracking matcher takes: Python's `re` in small, which counts.

The tree of `re`'s own parser is compiled for a machine that tries what `re` tries, in the same order. It is slower than
`re` and leaves out what that knows of single characters; what grows with the square of a text here does so there.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from re import _constants as names  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Test = Callable[[str], bool]
Saves = tuple[int, ...]
ENDLESS = int(names.MAXREPEAT)
_FEW = 8
"""How often a counted repeat is written out at most; beyond that it's counted while it runs."""


class TooManyStepsError(Exception):
    """The matcher was stopped: it has taken more steps than it was given."""


@dataclass
class Machine:
    """A pattern, compiled; `steps` counts all that was ever tried."""

    pattern: str
    flags: int = 0
    most: int = 1 << 40
    steps: int = 0
    groups: int = 0
    _slots: int = 0
    _code: list[tuple[Any, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        tree = parser.parse(self.pattern, self.flags)
        self.flags = tree.state.flags
        self.groups = tree.state.groups
        self._code = self._program(tree)

    def match(self, text: str, start: int = 0, *, whole: bool = False) -> tuple[int, int] | None:
        """The span that is matched from a place on; up to the end of the text where the whole is asked for."""
        saves = (-1,) * (2 * self.groups + self._slots)
        found = self._run(self._code, text, start, saves, whole)
        return None if found is None else (start, found[0])

    def search(self, text: str) -> tuple[int, int] | None:
        """The first span that is matched anywhere."""
        for start in range(len(text) + 1):
            found = self.match(text, start)
            if found:
                return found
        return None

    def _program(self, tree: Any, flags: int | None = None) -> list[tuple[Any, ...]]:
        code: list[tuple[Any, ...]] = []
        self._put(code, tree, self.flags if flags is None else flags)
        code.append(("end",))
        return code

    def _put(self, code: list[tuple[Any, ...]], tree: Any, flags: int) -> None:
        for op, given in tree:
            if op in (names.LITERAL, names.NOT_LITERAL, names.ANY, names.IN):
                code.append(("one", one(op, given, flags)))
            elif op is names.BRANCH:
                self._put_branches(code, given[1], flags)
            elif op is names.SUBPATTERN:
                group, on, off, body = given
                inner = (flags | on) & ~off
                if group is None:
                    self._put(code, body, inner)
                else:
                    code.append(("save", 2 * group))
                    self._put(code, body, inner)
                    code.append(("save", 2 * group + 1))
            elif op in (names.MAX_REPEAT, names.MIN_REPEAT):
                self._put_repeat(code, given, flags, greedy=op is names.MAX_REPEAT)
            elif op is names.POSSESSIVE_REPEAT:
                inside: list[tuple[Any, ...]] = []
                self._put_repeat(inside, given, flags, greedy=True)
                code.append(("atomic", [*inside, ("end",)]))
            elif op is names.ATOMIC_GROUP:
                code.append(("atomic", self._program(given, flags)))
            elif op in (names.ASSERT, names.ASSERT_NOT):
                behind, body = given
                width = parser.SubPattern.getwidth(body)[0] if behind < 0 else 0
                code.append(("look", self._program(body, flags), width, op is names.ASSERT))
            elif op is names.AT:
                code.append(("at", given, flags))
            elif op is names.GROUPREF:
                code.append(("ref", given, flags))
            elif op is names.GROUPREF_EXISTS:
                self._put_choice(code, given, flags)
            else:
                raise NotImplementedError(str(op))

    def _put_branches(self, code: list[tuple[Any, ...]], branches: list[Any], flags: int) -> None:
        ends = []
        for body in branches[:-1]:
            at = len(code)
            code.append(())
            self._put(code, body, flags)
            ends.append(len(code))
            code.append(())
            code[at] = ("try", at + 1, len(code))
        self._put(code, branches[-1], flags)
        for at in ends:
            code[at] = ("go", len(code))

    def _put_choice(self, code: list[tuple[Any, ...]], given: Any, flags: int) -> None:
        group, met, unmet = given
        at = len(code)
        code.append(())
        self._put(code, met, flags)
        end = len(code)
        code.append(())
        code[at] = ("has", group, len(code))
        self._put(code, unmet or [], flags)
        code[end] = ("go", len(code))

    def _put_repeat(self, code: list[tuple[Any, ...]], given: Any, flags: int, *, greedy: bool) -> None:
        least, most, body = given
        if most != ENDLESS and most > _FEW:
            self._put_counted(code, given, flags, greedy=greedy)
            return
        for _ in range(least):
            self._put(code, body, flags)
        if most == ENDLESS:
            mark = self._slot()
            at = len(code)
            code += [(), ("mark", mark)]
            self._put(code, body, flags)
            code += [("moved", mark), ("go", at)]
            code[at] = ("try", at + 1, len(code)) if greedy else ("try", len(code), at + 1)
            return
        tries = []
        for _ in range(most - least):
            tries.append(len(code))
            code.append(())
            self._put(code, body, flags)
        for at in tries:
            code[at] = ("try", at + 1, len(code)) if greedy else ("try", len(code), at + 1)

    def _put_counted(self, code: list[tuple[Any, ...]], given: Any, flags: int, *, greedy: bool) -> None:
        least, most, body = given
        slot = self._slot()
        at = len(code) + 1
        code += [("zero", slot), ()]
        self._put(code, body, flags)
        code.append(("go", at))
        code[at] = ("times", slot, least, most, len(code), greedy)

    def _slot(self) -> int:
        """A place for what a loop remembers, after those of the groups."""
        self._slots += 1
        return 2 * self.groups + self._slots - 1

    def _run(  # noqa: C901 - one arm an operation
        self, code: list[tuple[Any, ...]], text: str, start: int, saves: Saves, whole: bool = False
    ) -> tuple[int, Saves] | None:
        waiting = [(0, start, saves)]
        while waiting:
            at, place, saves = waiting.pop()
            while True:
                self.steps += 1
                if self.steps > self.most:
                    raise TooManyStepsError
                op = code[at]
                at += 1
                kind = op[0]
                if kind == "one":
                    if place >= len(text) or not op[1](text[place]):
                        break
                    place += 1
                elif kind == "try":
                    waiting.append((op[2], place, saves))
                    at = op[1]
                elif kind == "go":
                    at = op[1]
                elif kind in ("save", "mark"):
                    saves = (*saves[: op[1]], place, *saves[op[1] + 1 :])
                elif kind == "has":
                    at = at if saves[2 * op[1] + 1] >= 0 else op[2]
                elif kind == "zero":
                    saves = (*saves[: op[1]], 0, *saves[op[1] + 1 :])
                elif kind == "times":
                    _, slot, least, most, after, greedy = op
                    done = saves[slot]
                    again = (*saves[:slot], done + 1, *saves[slot + 1 :])
                    if done >= most:
                        at = after
                    elif done < least:
                        saves = again
                    elif greedy:
                        waiting.append((after, place, saves))
                        saves = again
                    else:
                        waiting.append((at, place, again))
                        at = after
                elif kind == "moved":
                    if saves[op[1]] == place:
                        at += 1  # nothing was eaten: out of the loop
                elif kind == "at":
                    if not _stands(op[1], op[2], text, place):
                        break
                elif kind == "ref":
                    said = text[saves[2 * op[1]] : saves[2 * op[1] + 1]]
                    if saves[2 * op[1] + 1] < 0 or not _same(text[place : place + len(said)], said, op[2]):
                        break
                    self.steps += len(said)
                    place += len(said)
                elif kind == "atomic":
                    found = self._run(op[1], text, place, saves)
                    if found is None:
                        break
                    place, saves = found
                elif kind == "look":
                    seen = self._run(op[1], text, place - op[2], saves) if place >= op[2] else None
                    if (seen is not None) is not op[3]:
                        break
                    saves = seen[1] if seen else saves
                elif not whole or place == len(text):
                    return place, saves
                else:
                    break
        return None


def one(op: Any, given: Any, flags: int) -> Test:
    """Whether a character is what a pattern wants in one place."""
    known: dict[str, bool] = {}
    folded = bool(flags & re.IGNORECASE)

    def test(char: str) -> bool:
        if char not in known:
            cases = {char, char.lower(), char.upper()} if folded else {char}
            found = [_is_one(op, given, flags, case) for case in cases if len(case) == 1]
            known[char] = all(found) if op is names.NOT_LITERAL else any(found)
        return known[char]

    return test


def _is_one(op: Any, given: Any, flags: int, char: str) -> bool:
    code = ord(char)
    if op is names.LITERAL:
        return bool(code == given)
    if op is names.NOT_LITERAL:
        return bool(code != given)
    if op is names.ANY:
        return bool(flags & re.DOTALL) or char != "\n"
    negated = bool(given) and given[0][0] is names.NEGATE
    return negated is not any(_is_in(item, flags, code, char) for item in given[negated:])


def _is_in(item: Any, flags: int, code: int, char: str) -> bool:
    kind, said = item
    if kind is names.LITERAL:
        return bool(code == said)
    if kind is names.RANGE:
        return bool(said[0] <= code <= said[1])
    ours = not flags & re.ASCII or code < 128
    plain = {
        names.CATEGORY_DIGIT: char.isdecimal() and ours,
        names.CATEGORY_SPACE: char.isspace() and ours,
        names.CATEGORY_WORD: (char.isalnum() or char == "_") and ours,
    }
    opposite = {
        names.CATEGORY_NOT_DIGIT: names.CATEGORY_DIGIT,
        names.CATEGORY_NOT_SPACE: names.CATEGORY_SPACE,
        names.CATEGORY_NOT_WORD: names.CATEGORY_WORD,
    }
    return plain[said] if said in plain else not plain[opposite[said]]


def _same(one: str, other: str, flags: int) -> bool:
    return one.lower() == other.lower() if flags & re.IGNORECASE else one == other


def _stands(where: Any, flags: int, text: str, place: int) -> bool:
    multiline = bool(flags & re.MULTILINE)
    if where in (names.AT_BEGINNING, names.AT_BEGINNING_STRING):
        return place == 0 or (multiline and where is names.AT_BEGINNING and text[place - 1] == "\n")
    if where is names.AT_END_STRING:
        return place == len(text)
    if where is names.AT_END:
        return place == len(text) or (text[place] == "\n" and (multiline or place == len(text) - 1))
    word = [_is_in((None, names.CATEGORY_WORD), flags, ord(char), char) for char in text[max(place - 1, 0) : place + 1]]
    before = word[0] if place else False
    after = word[-1] if place < len(text) else False
    return (before != after) is (where is names.AT_BOUNDARY)
