"""Each fault, tried with few seeds; `make torture` tries them for as long as one likes."""

from pathlib import Path

import pytest

from tests.faults.registry import known
from tests.faults.running import repeating

CASES = [pytest.param(name, seed, id=f"{name}-{seed}") for name, fault in known().items() for seed in fault.seeds]


@pytest.mark.parametrize(("name", "seed"), CASES)
def test_nothing_is_lost(name: str, seed: int, tmp_path: Path) -> None:
    fault = known()[name]
    if lacking := fault.lacking():
        pytest.skip(lacking)
    print(f"again: {repeating(name, seed)}")
    fault.run(seed, tmp_path)
