"""No pattern that reads what others wrote takes more than its text is long, times a constant.

Steps are counted, not seconds: a text that's made to cost a pattern much is doubled, and the steps are compared.
"""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import broadsheet
from tests.hostile.attacks import Attack, attacks
from tests.hostile.backtracking import Machine, TooManyStepsError

SHORT, LONG = 30, 300
"""How long the texts are that all patterns are given, and those for the few that look as if they grew too fast:
these may only be in a part that ends somewhere."""
MOST = 2.7
"""How many times the steps a text of twice the length may take: 2, and what an end, a beginning and chance add."""
FEW = 600
"""So many steps or fewer are no matter, whatever they grow by."""
ENOUGH = 1_000_000

_WHOLE = frozenset({"match", "fullmatch"})
_FLAGS = re.IGNORECASE | re.MULTILINE | re.DOTALL | re.VERBOSE | re.ASCII
_PARTS = [
    *("a*b", "(a|ab)(c|bcd)(d*)", r"^\s+$", "(?m)^x.*?$", r"\bfoo\b|\w+o\b", "(?i)AbC+", "(a*)*b", "(?:a|b)*?c"),
    *("(?<=a)b", "(?<!a)b", r"(.)\1", "a{2,14}b{0,12}?", "(?:[ab]{1,9}?c{0,20}){1,10}d", "[^ab]+c", "(?>a*)a", "a*+b"),
    *("(?=ab)a(?!bb)", "x*", "(?s).b", r"\d+|\D", "a{0,9}+b", "(?i:A)b", "(a)?b(?(1)c|d)"),
]


@given(st.sampled_from(_PARTS), st.text("aabbcdx \nfoO1", max_size=10))
def test_the_counter_finds_what_python_finds(pattern: str, text: str) -> None:
    ours, known = Machine(pattern), re.compile(pattern)
    found, whole = known.search(text), known.fullmatch(text)
    assert ours.search(text) == (found.span() if found else None)
    assert ours.match(text, whole=True) == (whole.span() if whole else None)


def test_the_counter_tells_what_explodes() -> None:
    assert growth(Machine("(a|a)*b", most=ENOUGH), "match", Attack("", "a", "")) > 100
    assert 3 < growth(Machine(r"\s+x"), "search", Attack("", " ", "")) < 5
    assert growth(Machine("a+b"), "match", Attack("", "a", "")) < MOST


class Rule:
    """A pattern of ours; `uses` are the methods that are called of it where it's made, as far as can be told."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags & _FLAGS
        self.places: list[str] = []
        self.uses: set[str] = set()

    @property
    def use(self) -> str:
        """How it looks at a text: as the dearest of its uses does."""
        return "search" if not self.uses or self.uses - _WHOLE else min(self.uses, key=("match", "fullmatch").index)


def rules() -> Iterator[Rule]:
    """All patterns of the program: those that modules keep, and those written where they're used."""
    found: dict[tuple[str, int], Rule] = {}

    def note(pattern: re.Pattern[str], place: str, uses: set[str]) -> None:
        if isinstance(pattern.pattern, str):
            rule = found.setdefault((pattern.pattern, pattern.flags), Rule(pattern.pattern, pattern.flags))
            rule.places.append(place)
            rule.uses |= uses or {"search"}

    top = Path(broadsheet.__file__).parent
    for info in sorted(pkgutil.walk_packages([str(top)], "broadsheet."), key=lambda info: info.name):
        if "__main__" in info.name or ".themes" in info.name:
            continue
        module = importlib.import_module(info.name)
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
        used: dict[str, set[str]] = {}
        for call in calls:
            assert isinstance(call.func, ast.Attribute)
            owner, method = call.func.value, call.func.attr
            if not isinstance(owner, ast.Name):
                continue
            used.setdefault(owner.id, set()).add(method)
            first = call.args[0] if call.args else None
            if (
                owner.id == "re"
                and method != "compile"
                and isinstance(first, ast.Constant)
                and isinstance(first.value, str)
            ):
                note(re.compile(first.value), f"{info.name}:{call.lineno}", {method})
        for name, value in vars(module).items():
            for pattern in _patterns(value):
                note(pattern, f"{info.name}.{name}", used.get(name, set()) if pattern is value else set())
    yield from found.values()


def _patterns(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict | tuple | list) and depth < 4:
        for part in (*value, *value.values()) if isinstance(value, dict) else value:
            yield from _patterns(part, depth + 1)


def steps(machine: Machine, use: str, text: str) -> int:
    """How many steps a text takes; `ENOUGH` where it takes more than that."""
    machine.steps = 0
    try:
        if use in _WHOLE:
            machine.match(text, whole=use == "fullmatch")
        else:
            machine.search(text)
    except TooManyStepsError:
        return ENOUGH
    return machine.steps


def growth(machine: Machine, use: str, attack: Attack, length: int = SHORT) -> float:
    """By how many times the steps grow when a text is doubled; 1 where they are few."""
    more = steps(machine, use, attack.text(2 * length))
    return more if more >= ENOUGH else 1 if more < FEW else more / steps(machine, use, attack.text(length))


def explosions(rule: Rule) -> Iterator[str]:
    """The attacks that a pattern can't bear, in words."""
    machine = Machine(rule.pattern, rule.flags, most=ENOUGH)
    suspects = [attack for attack in attacks(rule.pattern, rule.flags) if growth(machine, rule.use, attack) > MOST]
    for attack in suspects[:_TRIED]:
        by = growth(machine, rule.use, attack, LONG)
        if by > MOST:
            yield f"{rule.places[0]}: {rule.pattern!r} by {attack}: {by:.1f} times the steps"


_TRIED = 8


def test_no_pattern_grows_faster_than_its_text() -> None:
    known = list(rules())
    assert len(known) > 500
    assert [said for rule in known for said in explosions(rule)] == []


@pytest.mark.parametrize("use", ["search", "match"])
def test_a_rule_is_taken_by_its_dearest_use(use: str) -> None:
    rule = Rule("a", 0)
    rule.uses = {"fullmatch", use}
    assert rule.use == use
