"""Medians, ratios, and what becomes of them in tables."""

from pathlib import Path

import pytest

from bench import chart, report, results
from bench.measure import Cost
from bench.results import Results
from bench.site import Built
from bench.steps import Sample


def sample(generator: str, step: str, wall: float, *, cpu: float = 1.0, told: bool = False) -> Sample:
    return Sample(step, told, generator, Built(Cost(wall, cpu, 50 * 2**20), 120, 7, 9), [])


@pytest.fixture
def found() -> Results:
    made = Results(1000, "memory", {"processor": "One"}, {"broadsheet": "1", "hugo": "2"}, ["hugo"])
    for wall in (0.3, 0.1, 0.2):
        made.add(sample("broadsheet", "publish", wall), "repeat it")
        made.add(sample("hugo", "publish", wall * 20), "repeat it")
    made.add(sample("broadsheet", "publish", 0.05, told=True), "repeat it")
    made.add(sample("broadsheet", "edit", 0.5), "repeat it")
    made.add(sample("hugo", "edit", 9.0), "repeat it")
    return made


def test_the_median_counts_and_its_ratio(found: Results) -> None:
    assert found.wall("broadsheet", "publish") == 0.2
    assert found.ratio("wall", "publish", "hugo") == pytest.approx(20)
    assert found.ratio("wall", "publish", "hugo", told=True) == pytest.approx(80)
    assert found.ratio("cpu", "publish", "hugo") == 1
    assert found.ratio("wall", "cold", "hugo") is None


def test_a_step_with_few_runs_of_a_generator_that_makes_all_takes_the_median_of_all_its_rebuilds(
    found: Results,
) -> None:
    assert found.wall("hugo", "edit") == pytest.approx(5)  # of 2, 4, 6 and 9
    assert found.wall("broadsheet", "edit") == 0.5


def test_results_are_kept_and_a_later_run_of_one_step_leaves_the_others(found: Results, tmp_path: Path) -> None:
    results.save(found, tmp_path)
    again = Results(1000, "memory", {"processor": "One"}, {"broadsheet": "2"}, ["hugo"])
    again.add(sample("broadsheet", "edit", 0.25), "repeat it")
    again.add(sample("hugo", "edit", 8.0), "repeat it")
    results.save(again, tmp_path)
    (kept,) = results.load(tmp_path)
    assert kept.wall("broadsheet", "edit") == 0.25
    assert kept.wall("broadsheet", "publish") == 0.2
    assert kept.wall("hugo", "edit") == pytest.approx(5)  # of 2, 4, 6 and 8


def test_runs_beside_others_are_kept_apart_so_that_each_ratio_is_of_one_run(found: Results, tmp_path: Path) -> None:
    results.save(found, tmp_path)
    other = Results(1000, "memory", {"processor": "One"}, {"broadsheet": "1", "pelican": "4"}, ["pelican"])
    other.add(sample("broadsheet", "publish", 1.0), "repeat it")
    other.add(sample("pelican", "publish", 30.0), "repeat it")
    results.save(other, tmp_path)
    kept = results.load(tmp_path)
    (hugo,) = results.sizes(kept, "memory", "hugo")
    (pelican,) = results.sizes(kept, "memory", "pelican")
    assert hugo.ratio("wall", "publish", "hugo") == pytest.approx(20)
    assert pelican.ratio("wall", "publish", "pelican") == 30
    assert results.sizes(kept, "memory") == [hugo]


def test_of_two_runs_at_one_size_the_later_counts(found: Results, tmp_path: Path) -> None:
    found.measured = "2026-01-02T00:00:00Z"
    results.save(found, tmp_path)
    early = Results(1000, "memory", {}, {}, [], "2026-01-01T00:00:00Z")
    early.add(sample("broadsheet", "publish", 1.0), "repeat it")
    early.add(sample("hugo", "publish", 1.0), "repeat it")
    early.add(sample("pelican", "publish", 1.0), "repeat it")
    results.save(early, tmp_path)
    (latest,) = results.sizes(results.load(tmp_path), "memory", "hugo")
    assert latest.measured == found.measured


def test_a_table_has_its_numbers_to_the_right() -> None:
    assert list(report.table(["", "a", "b"], [["one", "1", "2"]])) == [
        "|  | a | b |",
        "|:--|--:|--:|",
        "| one | 1 | 2 |",
    ]


def test_the_page_has_ratios_figures_machine_and_the_command(found: Results, tmp_path: Path) -> None:
    report.write([found], tmp_path / "page.md", tmp_path / "images" / "chart.svg")
    page = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert "| publish one | 20, 1.00 |" in page
    assert "| publish one, told | 80, 1.00 |" in page
    assert "| publish one | Broadsheet | 0.20 | 1.00 | 50 | 9 | 120 | 3 |" in page
    assert "`repeat it`" in page
    assert "One" in page
    assert "{{" not in page
    assert (tmp_path / "images" / "chart.svg").read_text(encoding="utf-8").startswith("<svg")


def test_the_page_says_which_results_are_of_smaller_pages(found: Results, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    for measured, said in (("2026-11-24T20:46:53Z", True), ("2026-11-25T00:00:00Z", False)):
        found.measured = measured
        report.write([found], page, tmp_path / "chart.svg")
        assert ("Measured before the pages grew" in page.read_text(encoding="utf-8")) is said


def test_the_chart_says_in_words_what_it_shows(found: Results) -> None:
    drawn = chart.draw(chart.curves([found]))
    assert "Hugo: 4.00 s at 1,000." in drawn
    assert "Broadsheet, told: 0.050 s at 1,000." in drawn
    assert "prefers-color-scheme:dark" in drawn
