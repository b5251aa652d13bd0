"""What others get when they install Broadsheet: the names it exports, what it depends on, and a wheel that is whole."""

import ast
import os
import re
import subprocess
import sys
import tomllib
import venv
from importlib.metadata import packages_distributions
from pathlib import Path
from zipfile import ZipFile

import pytest

import broadsheet
from broadsheet import fingerprint

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def distribution(requirement: str) -> str:
    """A requirement's name, as registries compare names."""
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~\[; ]", requirement)[0]).lower()


def imported() -> set[str]:
    """The modules of others that the package imports anywhere, by their first names."""
    found = set()
    for path in (ROOT / "broadsheet").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names - {"broadsheet"}


def run(*words: str, path: str = "", folder: Path = ROOT) -> str:
    """What a Python says that finds packages in `path` too."""
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONWARNINGS": "error"}
    done = subprocess.run(
        [sys.executable, *words], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


# Names


def test_the_package_exports_these_names_and_no_others() -> None:
    assert broadsheet.__all__ == ["Article", "Problem", "Settings", "__version__", "build"]
    homes = {name: getattr(broadsheet, name).__module__ for name in broadsheet.__all__ if name != "__version__"}
    assert homes == {
        "Article": "broadsheet.article",
        "Problem": "broadsheet.problems",
        "Settings": "broadsheet.settings",
        "build": "broadsheet.press",
    }
    assert set(broadsheet.__all__) <= set(dir(broadsheet))


def test_another_name_is_an_ordinary_mistake() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'bulid'"):
        _ = broadsheet.bulid


def test_importing_it_loads_nothing_that_takes_time() -> None:
    code = "import sys, broadsheet.cli; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = set(run("-c", code, path=str(ROOT)).split())
    assert loaded & (imported() | {"sqlite3", "asyncio", "multiprocessing"}) == set()


# Dependencies


def test_what_is_imported_is_declared_and_what_is_declared_is_used() -> None:
    homes = packages_distributions()
    used = {distribution(homes[name][0]) for name in imported()}
    # Those whose version shapes pages are asked for theirs; tzdata is read as data, lxml by way of feedgen.
    used |= set(fingerprint.PACKAGES)
    # What trafilatura's own requirements ask for as an extra of lxml, by a name that older pips don't find there.
    used.add(distribution("lxml-html-clean"))
    declared = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dask"]]
    assert {distribution(each) for each in declared} == used


def test_each_requirement_has_a_lowest_version_and_no_highest() -> None:
    extras = [each for group in PROJECT["optional-dependencies"].values() for each in group]
    for requirement in [*PROJECT["dependencies"], *extras]:
        assert re.fullmatch(r"[A-Za-z0-9-]+>=[0-9][0-9.]*", requirement), requirement


# The wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    options = ("--no-deps", "--no-build-isolation", "--no-index", "--quiet", "--disable-pip-version-check")
    run("-W", "ignore", "-m", "pip", "wheel", *options, "--wheel-dir", str(folder), str(ROOT))
    (made,) = folder.iterdir()
    return made


def test_the_wheel_has_the_package_its_data_and_the_themes(wheel: Path) -> None:
    names = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    expected = {path.relative_to(ROOT).as_posix() for path in files("broadsheet")}
    expected |= {"broadsheet/" + path.relative_to(ROOT).as_posix() for path in files("themes")}
    assert names == expected
    assert {
        "broadsheet/py.typed",
        "broadsheet/index/schema.sql",
        "broadsheet/ingest/words/en.toml",
        "broadsheet/scaffold/site.toml",
        "broadsheet/scaffold/seeds/sample.txt",
        "broadsheet/themes/broadsheet/theme.toml",
        "broadsheet/themes/broadsheet/templates/home.html",
    } <= names


def files(folder: str) -> list[Path]:
    """The files of a folder of the repository, without those that Python or an editor leaves behind."""
    return [
        path
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    ]


def test_the_wheel_brings_the_command_the_licence_and_the_readme(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        about = {name.partition(".dist-info/")[2]: name for name in archive.namelist() if ".dist-info/" in name}
        assert archive.read(about["entry_points.txt"]).decode().split() == [
            *("[console_scripts]", "broadsheet", "=", "broadsheet.cli:main")
        ]
        assert archive.read(about["licenses/LICENSE"]) == (ROOT / "LICENSE").read_bytes()
        metadata = archive.read(about["METADATA"]).decode()
    assert f"Version: {broadsheet.__version__}\n" in metadata
    assert metadata.endswith((ROOT / "README.md").read_text(encoding="utf-8"))


def test_an_outlet_that_the_wheel_makes_builds_at_once(wheel: Path, tmp_path: Path) -> None:
    with ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    here = str(tmp_path / "installed")
    where = run("-c", "import broadsheet; print(broadsheet.__file__)", path=here, folder=tmp_path)
    assert where.startswith(here)
    run("-m", "broadsheet", "init", "courier", path=here, folder=tmp_path)
    run("build.py", path=here, folder=tmp_path / "courier")
    public = tmp_path / "courier" / "public"
    assert '<h1 class="nameplate"' in (public / "index.html").read_text(encoding="utf-8")
    assert len(list(public.glob("news/**/*.html"))) > 2
    assert (public / "feed.xml").is_file()


def test_the_wheel_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    """Nothing but the wheel and what it declares: the command makes an outlet, which builds and is found well."""
    home = tmp_path / "environment"
    venv.create(home, with_pip=True)
    asked = [str(home / "bin/pip"), "install", "--quiet", "--disable-pip-version-check", str(wheel)]
    installed = subprocess.run(asked, capture_output=True, text=True, check=False)
    if installed.returncode and not os.environ.get("CI"):
        pytest.skip(f"the packages that it needs can't be had here: {installed.stderr.strip().splitlines()[-1]}")
    assert installed.returncode == 0, installed.stderr
    command = str(home / "bin/broadsheet")
    for words in (("init", "outlet"), ("--site", "outlet"), ("--site", "outlet", "check")):
        done = subprocess.run([command, *words], capture_output=True, text=True, check=False, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "outlet/public/index.html").exists()
    assert (tmp_path / "outlet/public/feed.xml").exists()
