"""Each mistake that was found and mended has a test, and it's there."""

import ast
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MENDED = tomllib.loads((ROOT / "tests" / "mended.toml").read_text(encoding="utf-8")).get("mended", [])


@cache
def named_in(path: str) -> frozenset[str]:
    """The tests of a file, as pytest names them: `test_x`, or `TestY::test_x`."""
    found = set()
    for node in ast.parse((ROOT / path).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.ClassDef):
            found |= {f"{node.name}::{inner.name}" for inner in node.body if isinstance(inner, ast.FunctionDef)}
    return frozenset(name for name in found if name.rpartition("::")[2].startswith("test_"))


def test_each_has_a_test_that_is_there() -> None:
    gone = []
    for entry in MENDED:
        path, _, name = entry["test"].partition("::")
        if not (ROOT / path).is_file() or name.partition("[")[0] not in named_in(path):
            gone.append(entry["test"])
    assert gone == []


def test_each_says_how_it_was_found_and_what_happened() -> None:
    for entry in MENDED:
        assert sorted(entry) == ["found", "test", "what"], entry
        assert entry["found"].strip(), entry
        assert entry["what"].endswith("."), entry
    told = [entry["what"] for entry in MENDED]
    assert len(set(told)) == len(told)


def test_the_tests_of_a_file_are_known() -> None:
    """Or the first test could never fail."""
    assert "test_the_tests_of_a_file_are_known" in named_in("tests/test_mended.py")
    assert "named_in" not in named_in("tests/test_mended.py")
