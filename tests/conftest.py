"""What many tests begin with."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.outlet import Outlet

MakeOutlet = Callable[..., Outlet]


@pytest.fixture
def outlet(tmp_path: Path) -> MakeOutlet:
    """Makes an outlet of files: `outlet({"content/2026/11/a.md": "..."})`."""

    def make(files: Mapping[str, str | bytes] | None = None, **asked: bool) -> Outlet:
        return Outlet(tmp_path / "outlet", files, **asked)

    return make


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: who looks at pages waits for a browser much of the time."""
    return (os.cpu_count() or 1) + 1


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` takes what is made now for what is right."""
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")
