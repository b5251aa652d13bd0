"""`init`: a folder that builds at once, from the repository and from the wheel."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from broadsheet import settings_file
from tests.commands.conftest import Run

ROOT = Path(__file__).resolve().parents[2]
NOW = ("--now", "2026-11-24T12:00")


def test_a_new_outlet_builds_at_once_without_complaint(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "harbour-courier"
    said = run("init", str(folder), *NOW)
    assert (said.status, said.err) == (0, "")
    assert said.out == f"{folder} is ready: go there, and run `broadsheet serve`\n"
    settings, _ = settings_file.read(folder)
    assert settings
    assert settings.outlet.title == "Harbour Courier"
    assert settings.outlet.url == "https://harbour-courier.example"
    assert settings.feeds.authority == "harbour-courier.example,2026"
    built = run("--site", str(folder), *NOW)
    assert (built.status, built.err) == (0, "")
    for page in ("index.html", "feed.xml", "about.html", "news/2026/11/welcome.html"):
        assert (folder / "public" / page).is_file()
    assert (folder / "public/news/a-raw-text-becomes-an-article.html").is_file()
    assert run("check", "--site", str(folder), *NOW).out == "nothing is wrong\n"
    assert run("--site", str(folder), *NOW).out.startswith("0 made, ")


@pytest.mark.parametrize(
    ("started", "expected"),
    [
        ("{bin}/broadsheet", "broadsheet"),
        ("{else}/broadsheet", "'{else}/broadsheet'"),
        ("{else}/broadsheet/__main__.py", "{python} -m broadsheet"),
        ("{else}/build.py", "{python} '{else}/build.py'"),
    ],
)
def test_what_to_run_next_is_what_was_run(
    started: str, expected: str, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = {"bin": str(tmp_path / "bin"), "else": str(tmp_path / "else where"), "python": sys.executable}
    for folder in (tmp_path / "bin", tmp_path / "else where"):
        folder.mkdir()
        (folder / "broadsheet").touch(0o755)
    monkeypatch.setenv("PATH", places["bin"])
    monkeypatch.setattr(sys, "argv", [started.format(**places)])
    said = run("init", str(tmp_path / "courier"), *NOW)
    assert said.out.endswith(f"go there, and run `{expected.format(**places)} serve`\n")


def test_what_is_asked_for_is_written(tmp_path: Path, run: Run) -> None:
    title = 'El "Faro" \\ de @URL@'
    words = (
        "--title",
        title,
        "--url",
        "https://faro.example/diario",
        "--language",
        "es-MX",
        "--timezone",
        "Europe/Madrid",
    )
    assert run("init", str(tmp_path / "x"), *words, *NOW).status == 0
    settings, _ = settings_file.read(tmp_path / "x")
    assert settings
    outlet = settings.outlet
    assert (outlet.title, outlet.url, outlet.language) == (title, "https://faro.example/diario", "es-MX")
    assert (outlet.timezone, settings.feeds.authority) == ("Europe/Madrid", "faro.example,2026")
    assert run("--site", str(tmp_path / "x"), *NOW).status == 0


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--timezone", "Mars/Base"), "site.toml:5:1: error: there is no time zone “Mars/Base”"),
        (("--language", "xx_YY"), "site.toml:4:1: error: “xx_YY” isn't a language tag (BCP 47)"),
        (("--url", "faro"), "site.toml:3:1: error: “faro” isn't a web address"),
    ],
)
def test_what_no_outlet_can_have_makes_nothing(words: tuple[str, str], expected: str, tmp_path: Path, run: Run) -> None:
    said = run("init", str(tmp_path / "x"), *words)
    assert (said.status, said.err.splitlines()[0]) == (2, expected)
    assert not (tmp_path / "x").exists()


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path, run: Run) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    said = run("init", str(tmp_path))
    assert (said.status, said.err) == (
        2,
        f"{tmp_path}: error: the folder isn't empty: it has mine.txt\nhint: name a new folder, or an empty one\n",
    )
    assert list(tmp_path.iterdir()) == [tmp_path / "mine.txt"]
    said = run("init", str(tmp_path / "mine.txt"))
    assert said.err == (f"{tmp_path}/mine.txt: error: there is a file of that name\nhint: name another folder\n")


def test_the_wheel_has_all_that_a_new_outlet_needs(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--disable-pip-version-check"]
    subprocess.run([*build, "--wheel-dir", str(tmp_path), str(ROOT)], check=True, cwd=tmp_path)
    (wheel,) = tmp_path.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    (about,) = (tmp_path / "installed").glob("*.dist-info/entry_points.txt")
    assert about.read_text() == "[console_scripts]\nbroadsheet = broadsheet.cli:main\n"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed")}

    def python(*words: str, where: Path = tmp_path) -> str:
        done = subprocess.run(
            [sys.executable, *words], cwd=where, env=environment, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    assert python("-c", "import broadsheet; print(broadsheet.__file__)").startswith(str(tmp_path / "installed"))
    python("-m", "broadsheet", "init", "courier")
    assert python("build.py", where=tmp_path / "courier").startswith("1 source taken in\n")
    assert (tmp_path / "courier/public/index.html").read_text().startswith("<!doctype html>")
