"""Live articles: what editors write, and which entries readers get, in which order."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet import markup
from broadsheet.article import When
from broadsheet.pages import live
from broadsheet.pages.live import LiveView
from tests.conftest import MakeOutlet

ZONE = ZoneInfo("Europe/Lisbon")
PUBLISHED = When(datetime(2026, 11, 24, 6, tzinfo=UTC))

STORM = """\
What we know: nobody is missing.

## 07:10 Gusts of 151

The light measured them.

### Why so strong

Cold air.

## 14:05 The *fish hall* loses its roof {.key}

Nobody was inside.[^1]

## 14:05 The ferry is upright

It is.

[^1]: The market closes at noon.
"""


def view(text: str, published: When | None = PUBLISHED) -> LiveView:
    return live.view(markup.convert(text, "content/2026/11/a.md").html, published, ZONE)


def times(found: LiveView) -> list[str]:
    return [entry.time for entry in found.entries]


def test_the_newest_comes_first_and_of_two_at_once_the_one_written_last() -> None:
    found = view(STORM)
    assert [(entry.time, entry.title) for entry in found.entries] == [
        ("14:05", "The ferry is upright"),
        ("14:05", "The fish hall loses its roof"),
        ("07:10", "Gusts of 151"),
    ]
    assert found.intro == "<p>What we know: nobody is missing.</p>"
    assert not found.closed
    assert not found.several_days


def test_an_entry_has_all_up_to_the_next() -> None:
    entry = view(STORM.partition("## 14:05")[0]).entries[0]
    assert entry.body == "<p>The light measured them.</p>\n<h3>Why so strong</h3>\n<p>Cold air.</p>"


def test_the_order_in_the_file_is_nothing_to_readers() -> None:
    assert times(view("## 14:05 B\n\nb\n\n## 07:10 A\n\na\n\n## 9:30 C\n\nc")) == ["14:05", "09:30", "07:10"]


def test_key_events_are_marked() -> None:
    found = view(STORM)
    assert [entry.title for entry in found.key] == ["The fish hall loses its roof"]
    assert [entry.key for entry in found.entries] == [False, True, False]


def test_the_last_entry_says_that_nothing_more_comes() -> None:
    assert view("## 21:50 We close here {.end}\n\nThanks.").closed


def test_anchors_are_made_of_time_and_headline_and_are_unique() -> None:
    found = view("## 07:10 Gusts\n\na\n\n## 07:10 Gusts\n\nb\n\n## 08:00\n\nc\n\n## 09:00 Mended {#old .key}\n\nd")
    assert [entry.id for entry in found.entries] == ["old", "at-0800", "at-0710-gusts-2", "at-0710-gusts"]


def test_a_new_entry_changes_no_anchor() -> None:
    before = {entry.title: entry.id for entry in view(STORM).entries}
    after = {entry.title: entry.id for entry in view(f"{STORM}\n\n## 14:05 Another\n\nText.").entries}
    assert before.items() <= after.items()


def test_over_midnight_the_day_is_said_once() -> None:
    found = view("## 23:30 A\n\na\n\n## 2026-11-25 00:40 B\n\nb\n\n## 01:00 C\n\nc")
    assert [(entry.title, entry.at.at.isoformat() if entry.at else "") for entry in found.entries] == [
        ("C", "2026-11-25T01:00:00+00:00"),
        ("B", "2026-11-25T00:40:00+00:00"),
        ("A", "2026-11-24T23:30:00+00:00"),
    ]
    assert found.several_days
    assert found.entries[1].id == "at-2026-11-25-0040-b"


def test_a_time_is_the_outlets() -> None:
    (entry,) = view("## 2026-07-01 12:00 Noon\n\na").entries
    assert entry.at == When(datetime(2026, 7, 1, 11, tzinfo=UTC))


def test_without_any_day_there_are_times_alone() -> None:
    found = view("## 12:00 A\n\na", None)
    assert (times(found), found.entries[0].at) == (["12:00"], None)


@pytest.mark.parametrize(
    "heading", ["What changes", "25:00 A", "12:60 A", "12:5 A", "At 12:00", "12:001", "2026 12:00"]
)
def test_a_heading_without_a_time_begins_no_entry(heading: str) -> None:
    found = view(f"Intro.\n\n## {heading}\n\nWords.")
    assert (found.entries, found.intro) == ((), f"<p>Intro.</p>\n<h2>{heading}</h2>\n<p>Words.</p>")


@pytest.mark.parametrize(
    "text", ["> ## 14:05 Quoted", "<div>\n<h2>14:05 Boxed</h2>\n</div>", "<!-- <div> <h2>14:05 Out</h2> -->"]
)
def test_nor_does_one_within_something_else(text: str) -> None:
    assert times(view(f"## 12:00 A\n\n{text}\n\n## 13:00 B\n\nb")) == ["13:00", "12:00"]


def test_a_day_that_is_none_is_the_one_before() -> None:
    found = view("## 2026-11-31 12:00 A\n\na")
    assert found.entries[0].at == When(datetime(2026, 11, 24, 12, tzinfo=UTC))


def test_footnotes_stand_below_all_entries() -> None:
    found = view(STORM)
    assert 'class="footnote"' in found.entries[-1].body
    assert 'class="footnote"' not in found.entries[0].body
    assert 'class="footnote"' in view("A.[^1]\n\n[^1]: B.").intro


@given(st.lists(st.tuples(st.integers(0, 23), st.integers(0, 59), st.sampled_from(["A", "B b", ""])), max_size=8))
@settings(deadline=None, derandomize=True, max_examples=60)
def test_each_entry_is_shown_once(entries: list[tuple[int, int, str]]) -> None:
    text = "\n\n".join(
        f"## {hour:02}:{minute:02} {title}\n\nWords {n}." for n, (hour, minute, title) in enumerate(entries)
    )
    found = view(text)
    assert times(found) == sorted((f"{hour:02}:{minute:02}" for hour, minute, _ in entries), reverse=True)
    assert sorted(entry.body for entry in found.entries) == sorted(f"<p>Words {n}.</p>" for n in range(len(entries)))
    assert len({entry.id for entry in found.entries}) == len(entries)


def test_the_page_of_a_live_article_has_its_entries(outlet: MakeOutlet) -> None:
    page = outlet().article("2026/11/a", STORM, label="live").article("2026/11/b", STORM).build()
    assert "at-1405-the-ferry-is-upright" in page.page("/news/2026/11/a.html")
    assert "at-1405-the-ferry-is-upright" not in page.page("/news/2026/11/b.html")


def test_links_in_entries_lead_where_they_should(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/b").article("2026/11/a", "## 12:00 A\n\n[b](b.md)", label="live").build()
    assert "/news/2026/11/b.html" in site.page("/news/2026/11/a.html")


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Auckland"])
@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_day_at_the_end_of_the_calendar_is_none(zone: str, day: str) -> None:
    entry = live.view(f"<h2>{day} 23:59 A</h2>", PUBLISHED, ZoneInfo(zone)).entries[0]
    assert entry.at is not None
    assert entry.at.at.year == 2026
