"""Texts made to cost a pattern the most: what its own parts repeat, over and over, before an end that fails."""

import re
from collections.abc import Iterator
from re import _constants as names  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from tests.hostile.backtracking import ENDLESS, one

_CHARS = [chr(code) for code in range(32, 127)] + list("\n\té—’\u00a0\u2028١") + ["\0"]
_WAYS_IN = 3
"""How many of the ways to its repeats are tried of a pattern."""
_REPEATS = (names.MAX_REPEAT, names.MIN_REPEAT, names.POSSESSIVE_REPEAT)


class Attack(NamedTuple):
    """A way to begin, a part to repeat, and an end."""

    start: str
    pump: str
    end: str

    def text(self, length: int) -> str:
        """A text of about a length."""
        return self.start + self.pump * ((length - len(self.start)) // len(self.pump)) + self.end


def attacks(pattern: str, flags: int) -> Iterator[Attack]:
    """Ways to cost a pattern much, made of its own parts."""
    tree = parser.parse(pattern, flags)
    flags = tree.state.flags
    pumps = dict.fromkeys(pump for pump in _pumps(tree, flags) if pump)
    starts = list(dict.fromkeys(["", *_ways_in(tree, flags, "")]))[:_WAYS_IN]
    for pump in pumps:
        for start in starts:
            for end in ("\0", "\n\0") if set(".$") & set(pattern) else ("\0",):
                yield Attack(start, pump, end)


def _pumps(tree: Any, flags: int) -> Iterator[str]:
    """What may be repeated: each part that the pattern repeats, and each character that it names."""
    whole = _sample(tree, flags)
    yield whole
    yield whole[:-1]
    for op, given in _nodes(tree):
        if op in _REPEATS and (given[1] == ENDLESS or given[1] > 3):
            yield _sample(given[2], flags)
            yield from _choices(given[2], flags)
        elif op in (names.LITERAL, names.IN, names.NOT_LITERAL, names.ANY):
            yield _char(op, given, flags)


def _choices(tree: Any, flags: int) -> Iterator[str]:
    for op, given in _nodes(tree):
        if op is names.BRANCH:
            for body in given[1]:
                yield _sample(body, flags)


def _ways_in(tree: Any, flags: int, before: str) -> Iterator[str]:
    """What leads to each endless repeat."""
    for op, given in tree:
        if op in _REPEATS and given[1] == ENDLESS:
            yield before
        for body in _bodies(op, given):
            yield from _ways_in(body, flags, before)
        before += _sample([(op, given)], flags)


def _nodes(tree: Any) -> Iterator[tuple[Any, Any]]:
    for op, given in tree:
        yield op, given
        for body in _bodies(op, given):
            yield from _nodes(body)


def _bodies(op: Any, given: Any) -> list[Any]:
    if op is names.BRANCH:
        return list(given[1])
    if op is names.SUBPATTERN:
        return [given[3]]
    if op in _REPEATS:
        return [given[2]]
    if op in (names.ASSERT, names.ASSERT_NOT):
        return [given[1]]
    if op is names.ATOMIC_GROUP:
        return [given]
    return []


def _sample(tree: Any, flags: int) -> str:
    """A text that a part matches, most often."""
    made = ""
    for op, given in tree:
        if op in (names.LITERAL, names.NOT_LITERAL, names.ANY, names.IN):
            made += _char(op, given, flags)
        elif op is names.BRANCH:
            made += _sample(given[1][0], flags)
        elif op in _REPEATS:
            made += _sample(given[2], flags) * max(given[0], 1 if given[1] else 0)
        elif op in (names.SUBPATTERN, names.ATOMIC_GROUP):
            made += _sample(_bodies(op, given)[0], flags)
    return made


def _char(op: Any, given: Any, flags: int) -> str:
    if op is names.LITERAL:
        return chr(given)
    test = one(op, given, flags & ~re.IGNORECASE)
    preferred = "a1 " if op is not names.NOT_LITERAL else "a1 -"
    return next((char for char in preferred + "".join(_CHARS) if test(char)), "")
