"""Whether seeds/ is as it was: told without opening a file, and never missing a change."""

import os
from pathlib import Path

import pytest

from broadsheet.ingest import glance

OLD = 1_600_000_000


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in ("seeds/a.txt", "seeds/2026/b.txt", "content/.ingested.jsonl"):
        write(tmp_path, name)
    (tmp_path / ".broadsheet").mkdir()
    return tmp_path


def write(site: Path, name: str, text: str = "x", at: int = OLD) -> None:
    path = site / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.utime(path, (at, at))


def is_known(site: Path) -> bool:
    return glance.is_known(site, glance.glance(site))


def test_what_was_remembered_is_known(site: Path) -> None:
    assert not is_known(site)
    glance.remember(site, glance.glance(site))
    assert is_known(site)


@pytest.mark.parametrize(
    ("name", "text", "at"),
    [
        ("seeds/a.txt", "xy", OLD),
        ("seeds/a.txt", "y", OLD + 1),
        ("seeds/2026/new.txt", "x", OLD),
        ("content/.ingested.jsonl", "x", OLD + 1),
    ],
)
def test_every_change_is_seen(site: Path, name: str, text: str, at: int) -> None:
    glance.remember(site, glance.glance(site))
    write(site, name, text, at)
    assert not is_known(site)


@pytest.mark.parametrize("name", ["seeds/a.txt", "content/.ingested.jsonl"])
def test_what_went_is_seen(site: Path, name: str) -> None:
    glance.remember(site, glance.glance(site))
    (site / name).unlink()
    assert not is_known(site)


def test_what_could_still_change_unseen_isn_t_remembered(site: Path) -> None:
    (site / "seeds/young.txt").write_text("x")
    glance.remember(site, glance.glance(site))
    assert not is_known(site)


def test_hidden_files_are_no_matter(site: Path) -> None:
    glance.remember(site, glance.glance(site))
    write(site, "seeds/.DS_Store")
    assert is_known(site)


def test_without_a_place_to_keep_it_nothing_is_known(site: Path) -> None:
    (site / ".broadsheet").rmdir()
    glance.remember(site, glance.glance(site))
    assert not is_known(site)


def test_names_that_aren_t_utf8_stop_nothing(site: Path) -> None:
    write(site, "seeds/" + os.fsdecode(b"caf\xe9.txt"))
    glance.remember(site, glance.glance(site))
    assert is_known(site)
