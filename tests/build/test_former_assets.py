"""A file of the theme that was replaced stays for one generation more: pages in caches still ask for it."""

import shutil
from pathlib import Path

import pytest

from broadsheet.job import CACHE
from broadsheet.manifest import MANIFEST, formers
from tests.outlet import Outlet

SHEET = "themes/plain/assets/plain.css"
BLACK, RED, BLUE = (f"body {{ color: {colour} }}\n" for colour in ("black", "red", "blue"))


def sheets(outlet: Outlet) -> dict[str, str]:
    """The style sheets in the output: their addresses by what they say."""
    found = (outlet.root / "public/assets").glob("*.css")
    return {path.read_text(): f"/assets/{path.name}" for path in found}


@pytest.fixture
def outlet(tmp_path: Path) -> Outlet:
    return Outlet(tmp_path / "outlet").article("2026/11/one").build()


def test_a_replaced_file_stays_until_files_are_replaced_again(outlet: Outlet) -> None:
    black = sheets(outlet)[BLACK]
    outlet.edit({SHEET: RED}).build()
    assert set(sheets(outlet)) == {BLACK, RED}
    assert outlet.summary.taken == [] and outlet.summary.removed == 0
    assert formers(outlet.root / "public") == {black}
    outlet.edit({SHEET: BLUE}).build()
    assert set(sheets(outlet)) == {RED, BLUE}
    assert outlet.summary.taken == [black]
    assert outlet.online() == outlet.clean()


def test_it_stays_while_other_things_change(outlet: Outlet) -> None:
    outlet.edit({SHEET: RED}).build()
    outlet.article("2026/11/two").build()
    outlet.build()
    assert outlet.told.pages == {}, "the build had something to do"
    assert set(sheets(outlet)) == {BLACK, RED}
    assert outlet.online() == outlet.clean()


def test_a_file_that_the_theme_no_longer_has_stays_too(outlet: Outlet) -> None:
    outlet.edit({SHEET: None}).build()
    assert set(sheets(outlet)) == {BLACK}
    assert outlet.online() == outlet.clean()


def test_a_theme_that_goes_back_makes_it_a_page_again(outlet: Outlet) -> None:
    outlet.edit({SHEET: RED}).build()
    red = sheets(outlet)[RED]
    outlet.edit({SHEET: BLACK}).build()
    assert set(sheets(outlet)) == {BLACK, RED}
    assert formers(outlet.root / "public") == {red}
    assert outlet.online() == outlet.clean()


def test_without_the_index_the_manifest_remembers_it(outlet: Outlet) -> None:
    black = sheets(outlet)[BLACK]
    outlet.edit({SHEET: RED}).build()
    shutil.rmtree(outlet.root / CACHE)
    outlet.build()
    assert formers(outlet.root / "public") == {black}
    shutil.rmtree(outlet.root / CACHE)
    outlet.edit({SHEET: BLUE}).build()
    assert set(sheets(outlet)) == {RED, BLUE}
    assert black not in (outlet.root / "public" / MANIFEST).read_text()
    assert outlet.online() == outlet.clean()


def test_all_stay_while_a_page_is_only_kept(outlet: Outlet) -> None:
    outlet.edit({"content/2026/11/one.md": "---\ntitle: [\n---\n"}).build()
    outlet.edit({SHEET: RED}).build()
    shutil.rmtree(outlet.root / CACHE)
    outlet.edit({SHEET: BLUE}).build()
    assert set(sheets(outlet)) == {BLACK, RED, BLUE}
    outlet.article("2026/11/one").build()
    assert BLUE in sheets(outlet)
    assert outlet.online() == outlet.clean()
