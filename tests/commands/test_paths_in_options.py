"""Paths that are typed: whatever they lead to, or don't, there is an answer, and nothing outside is touched."""

import os
from pathlib import Path

import pytest

from tests.commands.conftest import Run
from tests.conftest import MakeOutlet
from tests.outlet import Outlet

NOW = ("--now", "2026-11-24T12:00")
TYPED = {
    "build": ["--site", "--output", "--log", "--changes"],
    "ingest": ["--site", "--report", "--again", ""],
    "check": ["--site", "--output"],
    "plan": ["--site", "--output"],
    "next": ["--site", "--output"],
    "review": ["--site"],
    "explain": ["--site", "--output", ""],
    "new": ["--site"],
    "init": [""],
}
"""The options of each command that take a path; empty for what stands without one."""
PATHS = ["loop", "loop/x", "nowhere/x", "file", "file/x", "empty", "pipe/x", "../x", "x" * 300, "a\nb"]
CASES = [(command, option) for command, options in TYPED.items() for option in options]


@pytest.fixture
def site(outlet: MakeOutlet) -> Outlet:
    """An outlet that was built, beside all that a path can lead to."""
    made = outlet().article("2026/11/a").build()
    around = made.root.parent
    (around / "loop").symlink_to("loop")
    (around / "nowhere").symlink_to("not-there")
    (around / "file").write_bytes(b"\x00\xff not a text")
    (around / "empty").touch()
    os.mkfifo(around / "pipe")
    return made


@pytest.mark.parametrize(("command", "option"), CASES, ids=[f"{command} {option}" for command, option in CASES])
def test_there_is_an_answer(command: str, option: str, site: Outlet, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    around = site.root.parent
    (around / "here").mkdir()
    monkeypatch.chdir(around / "here")
    online = site.online()
    words = [command, *NOW, *(() if option == "--site" or command == "init" else ("--site", str(site.root)))]
    words += ["a title"] if command == "new" else []
    words += ["/"] if command == "explain" and option else []
    known = around_it(around)
    for path in PATHS:
        typed = path if path == "../x" or command == "explain" else str(around / path)
        said = run(*words, *([option] if option else []), typed)
        assert said.status in (0, 1, 2), path
        assert "mistake of Broadsheet's" not in said.err, path
        assert said.status == 0 or "error: " in said.err, path
        found = around_it(around)
        changed = {name for name in found.keys() | known.keys() if found.get(name) != known.get(name)}
        named = Path(os.path.normpath(around / "here" / typed))
        assert [name for name in changed if not {named, site.root} & {name, *name.parents}] == [], path
        known = found
    assert site.online() == online


def around_it(folder: Path) -> dict[Path, bytes]:
    """All ordinary files in a folder, and in all below it."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and not path.is_symlink()}


def test_an_outlet_that_could_not_be_made_leaves_nothing_behind(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    mkdir = Path.mkdir

    def full(self: Path, mode: int = 0o777, parents: bool = False, exist_ok: bool = False) -> None:
        if self.name == "static":
            raise OSError(28, "No space left on device")
        mkdir(self, mode, parents, exist_ok)

    (tmp_path / "there").mkdir()
    for name in ("there", "new", "a/b/new"):
        with monkeypatch.context() as patched:
            patched.setattr(Path, "mkdir", full)
            said = run("init", str(tmp_path / name), *NOW)
            assert said.status == 2
            assert "it can't be written: No space left on device" in said.err
        assert [path.name for path in tmp_path.iterdir() if path.name not in ("there", "new")] == []
        assert not (tmp_path / name).exists() or not any((tmp_path / name).iterdir())
        assert run("init", str(tmp_path / name), *NOW).status == 0
