"""`make site` and build.py find the Python that they need, or say in one line how to get it."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import build

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ("make", "sh", "touch", "mkdir", "cp", "rm", "find", "sed")
pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="there is no make on this machine")


class Clone:
    """A folder with our Makefile, and a PATH that has nothing but the Pythons that a test puts there."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.bin = folder / "clone with space", folder / "bin"
        self.bin.mkdir()
        self.folder.mkdir()
        for name in ("Makefile", "pyproject.toml", "build.py"):
            shutil.copy(ROOT / name, self.folder)
        for tool in TOOLS:
            (self.bin / tool).symlink_to(str(shutil.which(tool)))

    def python(self, name: str, *, fit: bool = True, venv: bool = True, pip: bool = True) -> None:
        """A Python that notes in `log` what it's asked to run, and makes one like itself when asked for a venv."""
        script = f"""#!/bin/sh
case "$*" in
    *sys.version_info*) exit {0 if fit else 1};;
    *ensurepip*) exit {0 if venv else 1};;
    "-m venv "*) mkdir -p .venv/bin && cp "$0" .venv/bin/python;;
    "-m pip "*) echo "${{0##*/}} $*" >> log; exit {0 if pip else 1};;
    *) echo "${{0##*/}} $*" >> log;;
esac
"""
        (self.bin / name).write_text(script)
        (self.bin / name).chmod(0o755)

    def make(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": str(self.bin)}
        return subprocess.run(
            ["make", *arguments], cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )

    @property
    def log(self) -> list[str]:
        log = self.folder / "log"
        return log.read_text().splitlines() if log.exists() else []


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path)


def test_the_newest_fit_python_is_taken_and_packages_are_installed_once(clone: Clone) -> None:
    clone.python("python3")
    clone.python("python3.12")
    clone.python("python3.13", venv=False)
    clone.python("python3.14", fit=False)
    first = clone.make("site")
    assert first.returncode == 0
    assert first.stdout == "Installing Broadsheet's packages into .venv with python3.12 (once)\n"
    install = "python -m pip install --quiet --disable-pip-version-check -e ."
    assert clone.log == [install, "python build.py"]
    clone.make("site")
    assert clone.log == [install, "python build.py", "python build.py"]


def test_packages_are_installed_again_when_pyproject_changes(clone: Clone) -> None:
    clone.python("python3")
    clone.make("site")
    pyproject, stamp = clone.folder / "pyproject.toml", clone.folder / ".venv" / "for-site"
    os.utime(pyproject, (stamp.stat().st_mtime + 5,) * 2)
    clone.make("site")
    assert [line.split()[2] for line in clone.log if "pip" in line] == ["pip", "pip"]


def test_an_install_that_failed_is_tried_again(clone: Clone) -> None:
    clone.python("python3", pip=False)
    assert clone.make("site").returncode == 2
    assert clone.make("site").returncode == 2
    assert len(clone.log) == 2
    assert "build.py" not in "".join(clone.log)


def told(run: subprocess.CompletedProcess[str]) -> str:
    """The one line that is ours; make adds its own."""
    assert run.returncode == 2
    ours = [line for line in run.stderr.splitlines() if not line.startswith("make")]
    assert len(ours) == 1
    return ours[0]


def test_without_python_one_line_says_what_to_install(clone: Clone) -> None:
    expected = (
        "Broadsheet needs Python 3.11 or newer: sudo apt install python3-venv (Debian, Ubuntu), "
        "brew install python (macOS)"
    )
    assert told(clone.make("site")) == expected
    clone.python("python3", fit=False)
    assert told(clone.make("site")) == expected


@pytest.mark.parametrize(
    ("names", "package"),
    [(["python3"], "python3-venv"), (["python3.13", "python3"], "python3-venv"), (["python3.11"], "python3.11-venv")],
)
def test_debians_python_without_venv_is_told_the_package(clone: Clone, names: list[str], package: str) -> None:
    for name in names:
        clone.python(name, venv=False)
    assert told(clone.make("site")) == f"Your Python has no venv: sudo apt install {package}"


def test_a_python_can_be_named(clone: Clone) -> None:
    clone.python("python3")
    clone.python("mine")
    assert "with mine" in clone.make("site", "PYTHON=mine").stdout


def test_make_alone_lists_the_targets(clone: Clone) -> None:
    listed = [line.split()[1] for line in clone.make().stdout.splitlines()]
    assert listed == ["help", "site", "serve", "test", "check", "bench", "torture", "lock", "audit", "sbom", "clean"]


def test_clean_leaves_an_output_folder_that_broadsheet_did_not_make(clone: Clone) -> None:
    for folder in (".venv", ".broadsheet", "public", "broadsheet", "tests"):
        (clone.folder / folder).mkdir()
    assert clone.make("clean").returncode == 0
    left = sorted(path.name for path in clone.folder.iterdir())
    assert left == ["Makefile", "broadsheet", "build.py", "public", "pyproject.toml", "tests"]
    (clone.folder / "public" / ".broadsheet-manifest").touch()
    clone.make("clean")
    assert not (clone.folder / "public").exists()


def run_build(clone: Clone) -> subprocess.CompletedProcess[str]:
    """build.py with a Python that has no packages at all."""
    command = [sys.executable, "-I", "-S", "build.py", "check"]
    return subprocess.run(command, cwd=clone.folder, capture_output=True, text=True, check=False)


def test_build_without_packages_says_how_to_get_them(clone: Clone) -> None:
    run = run_build(clone)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr == "Broadsheet's packages are missing: run `make site` here first.\n"


def test_build_goes_over_to_the_environment_that_make_site_made(clone: Clone) -> None:
    clone.python("python")
    (clone.folder / ".venv" / "bin").mkdir(parents=True)
    shutil.copy(clone.bin / "python", clone.folder / ".venv" / "bin")
    assert run_build(clone).returncode == 0
    assert clone.log == ["python build.py check"]


def test_build_asks_for_all_packages_of_pyproject() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    names = {"beautifulsoup4": "bs4", "pillow": "PIL", "python-frontmatter": "frontmatter", "pyyaml": "yaml"}
    required = [dependency.partition(">=")[0] for dependency in project["dependencies"]]
    assert sorted(build.PACKAGES) == sorted(names.get(name, name.replace("-", "_")) for name in required)
