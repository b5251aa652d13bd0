"""A build says when it next has something to do and why, and what comes late shows what was planned."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from broadsheet import schedule
from broadsheet.job import Next
from broadsheet.kinds import KINDS
from broadsheet.pages.kind import PageKind
from broadsheet.problems import SiteError
from tests.conftest import MakeOutlet
from tests.outlet import NOON, Outlet

MIDNIGHT = datetime(2026, 11, 25, tzinfo=UTC)
"""The end of the day on which the tests build, where the outlet is."""


def told(site: Outlet) -> dict[str, Any]:
    """What next.json says."""
    found = json.loads((site.root / ".broadsheet/next.json").read_text())
    assert isinstance(found, dict)
    return found


def moment(site: Outlet) -> tuple[datetime, str, str]:
    """When the last build said that the next has something to do, why, and what that is about."""
    coming = site.summary.next
    assert coming
    return datetime.fromtimestamp(coming.unix, UTC), coming.why, coming.about


def test_an_article_opens(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a").article("2026/11/b", date="2026-11-24T13:00", embargo="2026-11-24T14:30")
    when = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
    assert moment(site.build()) == (when, "content/2026/11/b.md opens", "content/2026/11/b.md")


def test_an_article_expires(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", expires="2026-11-24T20:15").article("2026/11/b", expires="2026-12-01")
    when = datetime(2026, 11, 24, 20, 15, tzinfo=UTC)
    assert moment(site.build()) == (when, "content/2026/11/a.md expires", "content/2026/11/a.md")


def test_an_update_comes(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", updated="2026-11-24T16:00")
    assert moment(site.build())[:2] == (NOON + timedelta(hours=4), "content/2026/11/a.md counts as updated")


def test_at_midnight_the_home_page_bears_another_date(outlet: MakeOutlet) -> None:
    # What is to come of a draft is nothing, nor is a moment at which an article is shown already.
    site = outlet().article("2026/11/a", date="2026-11-01", draft="true", embargo="2026-11-24T15:00")
    site.article("2026/11/b", expires="2026-11-26", date="2026-11-01")
    assert moment(site.build()) == (MIDNIGHT, "the home page bears another date", "/index.html")


def test_the_day_is_the_outlets(outlet: MakeOutlet) -> None:
    site = outlet()
    text = (site.root / "site.toml").read_text()
    site.edit({"site.toml": text.replace("Europe/Lisbon", "Pacific/Auckland")}).build()
    assert moment(site)[0] == datetime(2026, 11, 25, 11, tzinfo=UTC)
    assert told(site)["at"] == "2026-11-26T00:00:00+13:00"


def test_an_article_leaves_the_sitemap_for_news(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", date="2026-11-22T17:00").build()
    when = datetime(2026, 11, 24, 17, tzinfo=UTC)
    assert moment(site) == (when, "an article leaves the sitemap for news", "/sitemap-news.xml")


@pytest.mark.parametrize(
    ("desk", "why"),
    [
        ("breaking:\n  text: Now\n  expires: 2026-11-24T18:00\n", "the banner ends"),
        ("pins:\n  - {article: 2026/11/a.md, expires: 2026-11-24T18:00}\n", "a pin ends"),
        ("zones:\n  - {id: top, pins: [{article: 2026/11/a.md, expires: 2026-11-24T18:00}]}\n", "a pin ends"),
    ],
)
def test_what_editors_set_for_a_while_ends(outlet: MakeOutlet, desk: str, why: str) -> None:
    site = outlet().article("2026/11/a", date="2026-11-01").edit({"content/desk.yaml": desk}).build()
    assert moment(site)[:2] == (datetime(2026, 11, 24, 18, tzinfo=UTC), why)


def test_of_two_at_once_the_article_is_named(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/b", date="2026-11-25").article("2026/11/a", date="2026-11-25")
    assert moment(site.build()) == (MIDNIGHT, "content/2026/11/a.md opens", "content/2026/11/a.md")


def test_many_moments_at_which_nothing_happens_hide_none(outlet: MakeOutlet) -> None:
    site = outlet()
    for number in range(60):
        site.article(f"2026/11/n{number:02}", draft="true", embargo="2026-11-24T13:00")
    site.article("2026/11/a", embargo="2026-11-24T14:00").build()
    assert moment(site)[1] == "content/2026/11/a.md opens"


def test_every_kind_that_changes_by_itself_says_why() -> None:
    never = PageKind.__dataclass_fields__["until"].default
    assert {name for name, kind in KINDS.items() if kind.until is not never} == set(schedule.WHY)


# The file


def test_the_file_says_it_for_timers(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", embargo="2026-11-24T13:00:30").build()
    assert told(site) == {
        "at": "2026-11-24T13:00:30+00:00",
        "unix": int(NOON.timestamp()) + 3630,
        "why": "content/2026/11/a.md opens",
        "about": "content/2026/11/a.md",
        "cron": "1 13 24 11 *",
        "systemd": "OnCalendar=2026-11-24 13:00:30 UTC",
    }
    assert sorted(path.name for path in (site.root / ".broadsheet").glob("next*")) == ["next.json"]


def test_nothing_is_null_as_a_whole() -> None:
    said = schedule.as_json(None, NOON.tzinfo)  # type: ignore[arg-type]
    assert list(said) == list(schedule.as_json(Next(0, "", ""), UTC))  # type: ignore[arg-type]
    assert set(said.values()) == {None}


def test_each_build_writes_it_anew(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", embargo="2026-11-24T13:00").build()
    site.build(NOON + timedelta(hours=2))
    assert told(site)["why"] == "the home page bears another date"
    site.build(NOON - timedelta(hours=1))
    assert told(site)["about"] == "content/2026/11/a.md"


def test_an_idle_build_knows_it_too_and_writes_the_file_where_it_is_gone(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", embargo="2026-11-24T13:00")
    for path in site.root.rglob("*"):
        os.utime(path, (1, 1))
    before = moment(site.build())
    said = told(site)
    file = site.root / ".broadsheet/next.json"
    file.write_text("mine")
    assert moment(site.build(NOON + timedelta(minutes=5))) == before
    assert file.read_text() == "mine"
    file.unlink()
    site.build(NOON + timedelta(minutes=10))
    assert (site.told.pages, told(site)) == ({}, said)


def test_a_preview_of_drafts_leaves_the_file_alone(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", embargo="2026-11-24T13:00", expires="2026-11-24T20:00").build()
    before = told(site)
    site.build(output="drafts", drafts=True)
    assert moment(site)[1] == "content/2026/11/a.md expires"
    assert told(site) == before


def test_the_output_says_nothing_of_what_is_to_come(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/secret", embargo="2026-11-24T13:00").build()
    assert told(site)["about"] == "content/2026/11/secret.md"
    everything = b"".join(path.read_bytes() for path in (site.root / "public").rglob("*") if path.is_file())
    assert b"secret" not in everything
    assert str(told(site)["unix"]).encode() not in everything


def test_a_site_is_built_though_the_file_can_not_be_written(outlet: MakeOutlet) -> None:
    site = outlet({".broadsheet/next.json/in-the-way": ""}).article("2026/11/a").build()
    assert site.has("/news/2026/11/a.html")
    assert [said.partition(":")[0] for said in site.problems] == [".broadsheet/next.json"]
    assert [path.name for path in (site.root / ".broadsheet").glob("next*")] == ["next.json"]


def test_a_build_that_fails_says_nothing(outlet: MakeOutlet) -> None:
    site = outlet({"themes/plain/templates/article.html": "{% broken"}).article("2026/11/a")
    with pytest.raises(SiteError):
        site.build()
    assert not (site.root / ".broadsheet/next.json").exists()


# What comes late


def late(outlet: MakeOutlet) -> Outlet:
    """An outlet whose machine was off while three articles were to come."""
    site = outlet().article("2026/11/early", date="2026-11-24T07:00")
    site.article("2026/11/first", date="2026-11-24T09:00").article("2026/11/last", date="2026-11-24T12:00")
    site.article("2026/11/held", date="2026-11-24T08:30", embargo="2026-11-24T12:00")
    site.build(datetime(2026, 11, 24, 8, tzinfo=UTC))
    assert site.has("/news/2026/11/early.html")
    assert not site.has("/news/2026/11/last.html")
    return site.build(datetime(2026, 11, 24, 15, tzinfo=UTC))


def test_what_is_built_late_bears_the_moment_that_was_planned(outlet: MakeOutlet) -> None:
    site = late(outlet)
    feed = site.page("/feed.xml")
    assert "Tue, 24 Nov 2026 12:00:00 +0000" in feed
    assert " 15:00:00" not in feed
    assert [feed.index(f"/{name}.html") for name in ("last", "first", "held", "early")] == sorted(
        feed.index(f"/{name}.html") for name in ("last", "first", "held", "early")
    )
    assert "2026-11-24T12:00:00" in site.page("/sitemap-2026-11.xml")


def test_what_is_built_late_is_what_a_build_in_time_would_have_made(outlet: MakeOutlet, tmp_path: Path) -> None:
    site = late(outlet)
    in_time = Outlet(tmp_path / "in-time").article("2026/11/early", date="2026-11-24T07:00")
    in_time.article("2026/11/first", date="2026-11-24T09:00").article("2026/11/last", date="2026-11-24T12:00")
    in_time.article("2026/11/held", date="2026-11-24T08:30", embargo="2026-11-24T12:00")
    for hour in (8, 9, 12, 15):
        in_time.build(datetime(2026, 11, 24, hour, tzinfo=UTC))
    assert site.online() == in_time.online()
