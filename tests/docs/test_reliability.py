"""docs/reliability.md says what the kept results say, and the results are of what is tried."""

import pytest

from tests.docs.test_reference import text
from tests.faults.registry import known as known_faults
from tests.fuzz.targets import known as known_targets
from tools import reliability

ROWS = reliability.read(reliability.RESULTS)


def test_the_tables_are_those_of_the_results() -> None:
    tables = reliability.tables(ROWS, reliability.mended())
    assert reliability.filled(text("reliability.md"), tables) == text("reliability.md"), (
        "run python tools/reliability.py"
    )


def test_results_are_of_what_there_is() -> None:
    faults = {row["name"]: row["group"] for row in ROWS if row["kind"] == "fault"}
    targets = {row["target"] for row in ROWS if row["kind"] == "fuzz"}
    there = known_faults()
    assert {name for name, group in faults.items() if name not in there or there[name].group != group} == set()
    assert targets - known_targets().keys() == set()


def test_what_was_tried_adds_up() -> None:
    for row in ROWS:
        if row["kind"] == "fault":
            assert row["tried"] == row["survived"] + row["lost"] > 0, row
        else:
            assert row["executions"] > 0, row


def test_each_group_of_faults_is_told_of() -> None:
    said = text("reliability.md").lower()
    assert {fault.group for fault in known_faults().values() if fault.group.lower() not in said} == set()


def test_runs_are_added_up_and_marks_of_tables_are_kept_out_of_cells() -> None:
    row = {"kind": "fault", "group": "g", "name": "a", "tried": 1200, "survived": 1199, "lost": 1, "seed": 1}
    entry = {"found": "fault: a", "what": "A | became <b>.", "test": "tests/x.py::test_y"}
    tables = reliability.tables([row, row], [entry])
    assert "| `a` | 2,400 | 2,398 | 2 |" in tables["faults"]
    assert "| A \\| became &lt;b>. | `test_y` in [x.py](../tests/x.py) |" in tables["mended"]


def test_a_page_without_a_place_for_a_table_is_refused() -> None:
    with pytest.raises(SystemExit, match="no place for faults"):
        reliability.filled("", {"faults": ""})
