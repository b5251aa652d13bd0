"""The program's fingerprint: another program is never taken for the same."""

import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import broadsheet
from broadsheet import fingerprint


def program(package: Path, *, places: tuple[Path, ...] = ()) -> str:
    """The fingerprint of a copy of the package, in a process of its own."""
    code = (
        f"import sys; sys.path[:0] = {[str(place) for place in (*places, package.parent)]!r}\n"
        "from broadsheet import fingerprint; print(fingerprint.__file__, fingerprint.program())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    file, digest = done.stdout.split()
    assert Path(file).is_relative_to(package)
    return digest


@pytest.fixture
def package(tmp_path: Path) -> Path:
    home = Path(broadsheet.__file__).parent
    shutil.copytree(home, tmp_path / "broadsheet", ignore=shutil.ignore_patterns("__pycache__", "themes"))
    return tmp_path / "broadsheet"


@pytest.mark.parametrize("name", ["addresses.py", "pages/article.py", "index/schema.sql", "index/new.py"])
def test_other_code_is_another_program(package: Path, name: str) -> None:
    before = program(package)
    with open(package / name, "a", encoding="utf-8") as file:
        file.write("\n")
    assert program(package) != before


@pytest.mark.parametrize("name", ["cli.py", "ingest/take.py", "__pycache__/x.py"])
def test_what_shapes_no_page_is_no_part_of_it(package: Path, name: str) -> None:
    before = program(package)
    (package / name).parent.mkdir(exist_ok=True)
    with open(package / name, "a", encoding="utf-8") as file:
        file.write("\n")
    assert program(package) == before


def test_another_version_of_a_package_is_another_program(package: Path, tmp_path: Path) -> None:
    place = tmp_path / "packages"
    (place / f"jinja2-{version('jinja2')}.dist-info").mkdir(parents=True)
    before = program(package, places=(place,))
    (place / f"jinja2-{version('jinja2')}.dist-info").rename(place / "Jinja2-99.0.dist-info")
    assert program(package, places=(place,)) != before


def test_a_package_without_a_folder_of_that_name_is_asked_for_its_version(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fingerprint, "_installed", dict)
    fingerprint.program.cache_clear()
    told = fingerprint.program()
    fingerprint.program.cache_clear()
    monkeypatch.undo()
    # Each by its metadata: the same versions, so the same program.
    assert told == fingerprint.program()
