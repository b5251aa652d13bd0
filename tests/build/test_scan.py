"""What a scan sees: every change, nothing of what is hidden or outside, and the same with two processes as with one."""

import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadsheet.index import connection, scan, survey
from broadsheet.index.scan import Change, State
from broadsheet.problems import Problem

OLD = 1_600_000_000_000_000_000
NAMES = st.sampled_from(["a.md", "b.md", "é.md", "c d.txt"])
FOLDERS = st.sampled_from(["content", "content/2026", "content/2026/11", "content/2026/12", "media", "static/x"])


class Site:
    """Files, and an index of them in memory."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.db, _ = connection.connect(None)
        self.problems: list[Problem] = []

    def write(self, path: str, text: str = "x", at: int = OLD) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        os.utime(file, ns=(at, at))

    def scan(self, *, surveyed: bool = False) -> list[Change]:
        self.problems = []
        seen = scan.look_around(self.db, self.root, time.time_ns(), 1) if surveyed else None
        return list(scan.scan(self.db, self.root, time.time_ns(), self.problems, seen))

    def is_unchanged(self) -> bool:
        seen = scan.look_around(self.db, self.root, time.time_ns(), 1)
        return seen is not None and scan.is_unchanged(self.db, seen)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


@pytest.mark.parametrize("surveyed", [False, True])
def test_each_kind_of_change_is_found_in_the_order_of_folders(site: Site, surveyed: bool) -> None:
    for name in ("content/2026/11/b.md", "content/2026/11/a.md", "content/z.md", "media/p.png"):
        site.write(name)
    assert [change.path for change in site.scan()] == [
        *("media/p.png", "content/z.md", "content/2026/11/a.md", "content/2026/11/b.md")
    ]
    assert site.scan(surveyed=surveyed) == []
    site.write("content/2026/11/a.md", "other", OLD + 1)
    site.write("content/2026/10/new.md")
    (site.root / "content/z.md").unlink()
    assert site.scan(surveyed=surveyed) == [
        Change("content/z.md", State.REMOVED),
        Change("content/2026/10/new.md", State.ADDED),
        Change("content/2026/11/a.md", State.CHANGED),
    ]
    assert site.scan(surveyed=surveyed) == []


def test_nothing_is_unchanged_that_was_never_scanned(site: Site) -> None:
    site.write("content/a.md")
    assert not site.is_unchanged()
    site.scan()
    assert site.is_unchanged()


def test_a_folder_that_came_or_went_is_a_change(site: Site) -> None:
    site.write("content/2026/a.md")
    site.scan()
    (site.root / "content/2026/empty").mkdir()
    assert not site.is_unchanged()
    site.scan(surveyed=True)
    assert site.is_unchanged()
    (site.root / "content/2026/empty").rmdir()
    assert not site.is_unchanged()


def test_a_file_as_young_as_the_last_scan_is_looked_at_again(site: Site) -> None:
    site.write("content/a.md", "one", time.time_ns())
    site.scan()
    assert not site.is_unchanged()


def test_what_can_t_be_told_apart_from_afar_is_told_in_each_scan(site: Site) -> None:
    site.write("content/a.md")
    (site.root / "content/out.md").symlink_to("/etc/hostname")
    (site.root / "content/round").symlink_to(site.root / "content")
    for _ in range(2):
        site.scan(surveyed=True)
        assert sorted(problem.path for problem in site.problems) == ["content/out.md", "content/round"]
        assert not site.is_unchanged()


@pytest.mark.parametrize("hidden", [".env", ".git/config", ".broadsheet/next.json", "content/.ingested.jsonl"])
def test_a_link_to_what_is_hidden_puts_none_of_it_online(site: Site, hidden: str) -> None:
    (site.root / hidden).parent.mkdir(parents=True, exist_ok=True)
    (site.root / hidden).write_text("secret")
    (site.root / "static").mkdir(exist_ok=True)
    (site.root / "static/shown.txt").symlink_to(site.root / hidden)
    assert site.scan() == []
    assert "the link leads to what is hidden" in str(site.problems)


def test_links_that_lead_crosswise_or_on_and_on_are_not_followed_for_ever(site: Site) -> None:
    """Each of them alone is harmless; a walk that followed all would have folders without number."""
    for name in "abcde":
        site.write(f"content/{name}/x.md")
    for name, on in zip("abcde", "bcdea", strict=True):
        for link in ("one", "two"):
            (site.root / "content" / name / link).symlink_to(site.root / "content" / on)
    found = {change.path for change in site.scan()}
    assert {f"content/{name}/x.md" for name in "abcde"} < found
    assert len(found) == 5 + 5 * 2
    assert "stands in one that a link leads to" in str(site.problems)


def test_links_within_the_site_are_followed_and_hidden_files_passed_over(site: Site) -> None:
    site.write("media/real.png")
    site.write("content/.draft.md")
    site.write("content/.git/a.md")
    (site.root / "content/link.png").symlink_to(site.root / "media/real.png")
    (site.root / "content/gone.md").symlink_to(site.root / "content/nowhere.md")
    assert [change.path for change in site.scan()] == ["media/real.png", "content/link.png"]
    assert site.problems == []
    assert site.is_unchanged()


def test_a_name_that_isn_t_utf8_is_told_and_stops_nothing(site: Site) -> None:
    site.write("content/a.md")
    (site.root / "content" / os.fsdecode(b"caf\xe9.md")).write_text("x")
    assert [change.path for change in site.scan()] == ["content/a.md"]
    assert [problem.path for problem in site.problems] == ["content/caf\\xe9.md"]
    assert site.scan(surveyed=True) == []
    assert len(site.problems) == 1


def test_two_processes_see_what_one_sees(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for year in range(2010, 2024):
        for number in range(3):
            site.write(f"content/{year}/{number}/{'x' * number}é.md", "x" * year, OLD + number)
    alone = survey.survey(str(site.root), 0, 1, survey.MANY)
    assert survey.survey(str(site.root), 0, 2, survey.MANY) == alone
    assert alone.files == 42
    # The one that was forked ends before it has told anything.
    monkeypatch.setattr("marshal.dump", lambda *_: os._exit(1))
    assert survey.survey(str(site.root), 0, 2, survey.MANY) == alone


@given(st.lists(st.tuples(FOLDERS, NAMES, st.integers(0, 3), st.booleans()), min_size=1, max_size=12))
@settings(deadline=None, derandomize=True, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_scan_with_a_survey_finds_what_one_without_finds(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, str, int, bool]]
) -> None:
    root = tmp_path_factory.mktemp("site")
    one, other = Site(root), Site(root)
    one.scan()
    other.scan()
    for folder, name, version, removed in edits:
        path = f"{folder}/{name}"
        if removed:
            (root / path).unlink(missing_ok=True)
        else:
            one.write(path, f"{version}", OLD + version)
        changed = one.scan()
        assert not (changed and other.is_unchanged())
        assert other.scan(surveyed=True) == changed
