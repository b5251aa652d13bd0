"""The suite itself: every test file in the repository is run by `make test`."""

from pathlib import Path

import pytest

TESTS = Path(__file__).parent


def test_no_test_file_is_passed_over(request: pytest.FixtureRequest) -> None:
    """Pytest passes over folders with some names, and says nothing."""
    patterns = request.config.getini("norecursedirs")
    folders = {part for path in TESTS.rglob("test_*.py") for part in path.relative_to(TESTS).parts[:-1]}
    assert "build" in folders
    assert {folder for folder in folders for pattern in patterns if Path(folder).match(pattern)} == set()
