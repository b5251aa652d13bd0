"""A build of nothing new answers from what the last one left, and is never idle where there is something to do."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest

from broadsheet import theme
from tests.conftest import MakeOutlet
from tests.outlet import NOON, Outlet

OLD = NOON - timedelta(days=3)


def age(site: Outlet) -> Outlet:
    """Make all files older than any scan."""
    for path in site.root.rglob("*"):
        if path.is_file() and ".broadsheet" not in path.parts and "public" not in path.parts:
            os.utime(path, (OLD.timestamp(), OLD.timestamp()))
    return site


@pytest.fixture
def rested(outlet: MakeOutlet, monkeypatch: pytest.MonkeyPatch) -> Outlet:
    """A site that was built, and whose theme says when it is loaded again."""
    site = age(outlet().article("2026/11/a").article("2026/11/b", embargo="2026-11-25T08:00Z"))
    site.edit({"templates/mine.html": "mine"})
    age(site).build()
    loaded = theme.load

    def load(*values: object, **more: object) -> object:
        site.told.remarks.append("loaded")
        return loaded(*values, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(theme, "load", load)
    return site


def is_idle(site: Outlet) -> bool:
    """Whether the last build had nothing to do."""
    return "loaded" not in site.told.remarks


def test_a_build_of_nothing_new_says_what_the_last_one_said(rested: Outlet) -> None:
    before = rested.summary
    rested.build()
    assert is_idle(rested)
    assert (rested.summary.pages, rested.summary.problems) == (before.pages, before.problems)
    assert (rested.summary.made, rested.summary.removed, rested.rendered) == (0, 0, set())


def test_what_was_wrong_is_told_again(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", date="soon")
    site.edit({"content/desk.yaml": "pins:\n  - 2026/11/none.md\n"})
    wrong = age(site).build().problems
    assert len(wrong) == 2
    assert age(site).build().problems == wrong


@pytest.mark.parametrize(
    "edit",
    [
        {"content/2026/11/c.md": "---\ntitle: C\ndate: 2026-11-20\n---\nText.\n"},
        {"content/2026/11/a.md": None},
        {"static/robots.txt": "x"},
        {"themes/plain/i18n/en.toml": 'more = "More"\n'},
        {"templates/mine.html": "other"},
        {"templates/new.html": "new"},
        {"public/index.html": None, "public/.broadsheet-manifest": None},
    ],
)
def test_every_change_wakes_it(rested: Outlet, edit: dict[str, str | bytes | None]) -> None:
    age(rested.edit(edit)).build()
    assert not is_idle(rested)
    age(rested).build()
    assert is_idle(rested)


def test_settings_wake_it(rested: Outlet) -> None:
    text = (rested.root / "site.toml").read_text()
    age(rested.edit({"site.toml": text.replace("The Courier", "The Herald")})).build()
    assert not is_idle(rested)
    assert "The Herald" in rested.page("/index.html")


def test_moments_wake_it(rested: Outlet) -> None:
    rested.build(NOON + timedelta(minutes=5))
    assert is_idle(rested)
    rested.build(NOON + timedelta(hours=21))
    assert not is_idle(rested)
    assert rested.has("/news/2026/11/b.html")


def test_time_that_goes_back_wakes_it(rested: Outlet) -> None:
    rested.build(NOON - timedelta(minutes=5))
    assert not is_idle(rested)


def test_another_output_and_another_view_wake_it(rested: Outlet) -> None:
    rested.build(output="other")
    assert not is_idle(rested)
    rested.build(drafts=True, output="drafts")
    assert not is_idle(rested)


def test_another_program_wakes_it(rested: Outlet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("broadsheet.fingerprint.program", lambda: "another")
    rested.build()
    assert not is_idle(rested)


def test_a_page_that_failed_is_tried_again(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a").edit({"themes/plain/templates/article.html": "{{ nothing }}"})
    age(site).build()
    assert len(site.problems) == 1
    wrong = site.problems
    assert age(site).build().problems == wrong


def test_an_idle_build_loads_nothing_that_renders(rested: Outlet) -> None:
    code = (
        "import sys\nfrom datetime import datetime, UTC\nfrom pathlib import Path\n"
        "from broadsheet import press\nfrom broadsheet.job import Order, Witness\n"
        f"root = Path({str(rested.root)!r})\n"
        "order = Order(site=root, output=root / 'public', now=datetime(2026, 11, 24, 12, tzinfo=UTC), jobs=1)\n"
        "press.build(order, Witness())\n"
        "heavy = ('jinja2', 'markdown', 'babel', 'lxml', 'feedgen', 'yaml', 'rich', 'PIL', 'multiprocessing')\n"
        "print([name for name in heavy if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")
