"""`check --output` and `build --repair`, as a person types them and as a machine reads them."""

import pytest

from tests.commands.conftest import Command, Run
from tests.conftest import MakeOutlet
from tests.outlet import Outlet

PAGE = "/news/2026/11/a.html"


@pytest.fixture
def site(outlet: MakeOutlet, command: Command) -> Outlet:
    made = outlet().article("2026/11/a", id="a-1", added="2026-11-20")
    command(made, "build")
    return made


def test_check_tells_what_is_not_as_it_was_made_and_repair_mends_it(site: Outlet, command: Command) -> None:
    before = site.online()
    assert command(site, "check", "--output").status == 0
    (site.root / f"public{PAGE}").unlink()
    said = command(site, "check", "--output")
    assert said.status == 1
    assert said.err == f"{PAGE}: error: it is missing\nhint: `build --repair` makes it as it was\n"
    assert "files of the output compared with what was made" in said.out
    assert command(site, "check").status == 0, "only where it's asked for"
    mended = command(site, "build", "--repair")
    assert (mended.status, site.online()) == (0, before)
    assert "files of the output compared with what was made" in mended.out


def test_check_compares_the_output_that_is_named(site: Outlet, command: Command) -> None:
    other = str(site.root / "other")
    command(site, "build", "--output", other)
    (site.root / f"other{PAGE}").write_bytes(b"")
    assert command(site, "check", "--output").status == 0
    assert command(site, "check", f"--output={other}").err.startswith(f"{PAGE}: error: it isn't as it was made\n")


def test_machines_are_told_how_many_were_compared(site: Outlet, command: Command) -> None:
    (site.root / f"public{PAGE}").unlink()
    *_, problem, summary = command(site, "check", "--output", "--json").events
    assert (problem["event"], problem["path"], problem["severity"]) == ("problem", PAGE, "error")
    assert summary["compared"] > 1
    assert command(site, "build", "--repair", "--json").events[-1]["compared"] == summary["compared"]
    assert "compared" not in command(site, "build", "--json").events[-1]


def test_without_a_build_check_says_so(outlet: MakeOutlet, command: Command, run: Run) -> None:
    bare = outlet().article("2026/11/a", id="a-1", added="2026-11-20")
    said = command(bare, "check", "--output")
    assert said.status == 1
    assert "nothing was built there yet that the index knows of\nhint: build once, then ask again\n" in said.err
    assert not (bare.root / ".broadsheet").exists()
    assert run("plan", "--repair").err.endswith("--repair is an option of build\n")
