"""Nothing reaches out of the output by a link, and nothing that a server hands out is there for a moment."""

import shutil
from pathlib import Path

import pytest

from broadsheet import output
from tests.conftest import MakeOutlet
from tests.outlet import Recorded


@pytest.mark.parametrize("folder", ["news/2026/11", "news/2026"])
def test_a_folder_that_became_a_link_leads_nothing_out(folder: str, outlet: MakeOutlet) -> None:
    site = outlet().article("news/a").article("news/b").build()
    elsewhere = site.root.parent / "elsewhere"
    for place in (elsewhere, elsewhere / "11"):
        place.mkdir()
        (place / "a.html").write_text("theirs")
    shutil.rmtree(site.root / "public" / folder)
    (site.root / "public" / folder).symlink_to(elsewhere, target_is_directory=True)
    site.edit({"content/news/a.md": None}).article("news/b", title="New").build()
    left = {path.relative_to(elsewhere).as_posix(): path.read_text() for path in elsewhere.rglob("*") if path.is_file()}
    assert left == {"a.html": "theirs", "11/a.html": "theirs"}
    assert any("a folder on its way is a link" in problem for problem in site.problems)
    (site.root / "public" / folder).unlink()
    site.build(repair=True)
    assert site.online() == site.clean()


def test_what_tries_the_output_is_nothing_that_a_server_hands_out(
    outlet: MakeOutlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = outlet()
    seen: list[tuple[Path, bool, int]] = []
    take_away = Path.rmdir

    def rmdir(path: Path) -> None:  # a build that is killed here leaves it
        seen.append((path, path.is_dir(), path.stat().st_mode & 0o077))
        take_away(path)

    monkeypatch.setattr(Path, "rmdir", rmdir)
    with output.open_folder(site.root / "public", site.root, Recorded()):
        assert seen == [(site.root / "public" / ".broadsheet-new", True, 0)]
