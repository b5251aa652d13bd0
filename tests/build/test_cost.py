"""The cost of a change is the size of the change, however much there is in the archive."""

import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.build import everything
from tests.outlet import Outlet

MONTHS = [f"2026-{month:02}" for month in range(2, 12)]
SMALL, LARGE = 200, 2000


def archive(root: Path, size: int, files: Mapping[str, str | bytes] | None = None) -> Outlet:
    """Articles with the same ten months, two sections, three tags and two authors, however many they are."""
    outlet = Outlet(root, files)
    a_month = size // len(MONTHS)
    for month in MONTHS:
        for number in range(a_month):
            day, minute = divmod(number * 20 * 24 * 60 // a_month, 24 * 60)
            outlet.article(
                f"{month.replace('-', '/')}/n{number:03}",
                id=f"{month}-{number:03}",
                date=f"{month}-{day + 1:02}T{minute // 60:02}:{minute % 60:02}",
                section=("news", "sport")[number % 2],
                tags=("x", "y", "x, z")[number % 3],
                authors=("Ann", "Bo")[number // 2 % 2],
            )
    return outlet.build(jobs=2)


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> tuple[Outlet, Outlet]:
    """One of 200 articles and one of 2,000."""
    top = tmp_path_factory.mktemp("archives")
    return archive(top / "small", SMALL), archive(top / "large", LARGE)


def after(outlet: Outlet, name: str, **front: str) -> set[str]:
    """The pages that a build renders after an article was written."""
    return outlet.article(name, **front).build().rendered


def kinds(keys: set[str]) -> Counter[str]:
    return Counter(key.partition(":")[0] for key in keys)


def is_month(key: str) -> bool:
    """Whether it is a page of a month, of all articles or a section; tags and authors have years."""
    return key.startswith(("month:en:all", "month:en:section"))


NEW = {"section": "news", "tags": "x", "authors": "Ann", "date": "2026-11-24T11:00"}

SHOWS_NEW = {
    "article:en:content/2026/11/new.md",
    "home:en",
    "fragment-latest:en",
    "section:en:section/news",
    "tag:en:tag/x",
    "author:en:author/ann",
    "month:en:all:2026-11",
    "month:en:section/news:2026-11",
    "month:en:tag/x:2026",
    "month:en:author/ann:2026",
    "rss:en:all",
    "rss:en:section/news",
    "rss:en:tag/x",
    "rss:en:author/ann",
    "atom:en:all",
    "atom:en:section/news",
    "json-feed:en:all",
    "json-feed:en:section/news",
    "feed-month:en:2026-11",
    "news-sitemap:en",
}

COUNTS_NEW = {"archive:en", "sitemap:en:2026-11"}
"""What shows that it is there, but not what it says; the index of sitemaps has no more than the months."""


def test_adding_an_article_costs_the_same_in_an_archive_of_any_size(archives: tuple[Outlet, Outlet]) -> None:
    for outlet, last in zip(archives, ("n018", "n198"), strict=True):
        neighbour = f"article:en:content/2026/11/{last}.md"
        assert after(outlet, "2026/11/new", **NEW) == {*SHOWS_NEW, *COUNTS_NEW, neighbour}
        outlet.edit({"content/2026/11/new.md": None}).build()


def test_a_new_title_costs_the_pages_that_show_it(archives: tuple[Outlet, Outlet]) -> None:
    for outlet, last in zip(archives, ("n018", "n198"), strict=True):
        outlet.article("2026/11/new", **NEW).build()
        # No count and no date changes, so the page of all months and the month's sitemap are left alone.
        neighbour = f"article:en:content/2026/11/{last}.md"
        assert after(outlet, "2026/11/new", **NEW, title="Better") == {*SHOWS_NEW, neighbour}
        outlet.edit({"content/2026/11/new.md": None}).build()


def test_deleting_an_article_costs_what_adding_it_did(archives: tuple[Outlet, Outlet]) -> None:
    for outlet, last in zip(archives, ("n018", "n198"), strict=True):
        outlet.article("2026/11/new", **NEW).build()
        outlet.edit({"content/2026/11/new.md": None}).build()
        neighbour = f"article:en:content/2026/11/{last}.md"
        assert outlet.rendered == {*SHOWS_NEW, *COUNTS_NEW, neighbour} - {"article:en:content/2026/11/new.md"}
        assert outlet.told.taken == ["/news/2026/11/new.html"]


def test_an_old_article_costs_no_more_in_a_larger_archive(archives: tuple[Outlet, Outlet]) -> None:
    costs = []
    for outlet in archives:
        front = {"date": "2026-05-11T00:30", "section": "news", "tags": "x, y", "authors": "Ann"}
        outlet.article("2026/05/old", **front).build()
        rendered = after(outlet, "2026/05/old", **front, title="Better")
        costs.append(kinds(rendered))
        assert {key for key in rendered if is_month(key) and ":2026-05" not in key} == set()
        outlet.edit({"content/2026/05/old.md": None}).build()
    assert costs[0] == costs[1]
    assert costs[0]["month"] == len({"all", "section/news", "tag/x", "tag/y", "author/ann"})


def test_an_old_article_that_goes_rewrites_at_most_its_month_and_the_years_of_its_tags(
    archives: tuple[Outlet, Outlet],
) -> None:
    outlet = archives[1].edit({"content/2026/04/n003.md": None}).build()
    assert {key for key in outlet.rendered if is_month(key) and ":2026-04" not in key} == set()
    assert {key.split(":")[2] for key in outlet.rendered if key.startswith("month:") and not is_month(key)} == {
        "tag/x",
        "author/bo",
    }
    assert kinds(outlet.rendered)["article"] <= 10


def test_a_second_build_makes_nothing(archives: tuple[Outlet, Outlet]) -> None:
    for outlet in archives:
        outlet.build().build()
        assert (outlet.told.pages, outlet.summary.made, outlet.summary.kept) == ({}, 0, 0)
        assert outlet.summary.added + outlet.summary.changed + outlet.summary.taken == []


def test_nothing_is_rendered_when_only_times_change(archives: tuple[Outlet, Outlet]) -> None:
    for outlet in archives:
        outlet.build()
        for path in (outlet.root / "content").rglob("*.md"):
            os.utime(path, (1, 1))
        assert outlet.build().told.pages == {}


def test_a_file_saved_again_as_it_was_makes_nothing(outlet_with_two: Outlet) -> None:
    text = (outlet_with_two.root / "content/2026/11/a.md").read_bytes()
    outlet_with_two.edit({"content/2026/11/a.md": text, "templates/home.html": "{{ page }}\n{{ site }}\n"})
    assert outlet_with_two.build().rendered == set()


@pytest.fixture
def outlet_with_two(tmp_path: Path) -> Outlet:
    return Outlet(tmp_path / "outlet").article("2026/11/a").article("2026/11/b").build()


# With all that an outlet can ask for

FEW, MANY = 60, 300


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> tuple[Outlet, Outlet]:
    """One of 60 articles and one of 300, with every feed, host and export."""
    top = tmp_path_factory.mktemp("busy")
    files: dict[str, str | bytes] = {"site.toml": everything.settings(*everything.PARTS), **everything.media()}
    files |= {"media/e.mp3": b"ID3", "content/redirects.tsv": "/gone.html\t/news/\n"}
    return archive(top / "few", FEW, files), archive(top / "many", MANY, files)


AUDIBLE = {**NEW, "audio": "e.mp3", "corrections": "[{date: 2026-11-24, text: Wrong.}]"}


def test_with_everything_on_a_change_costs_the_same_in_an_archive_of_any_size(busy: tuple[Outlet, Outlet]) -> None:
    costs = []
    for outlet in busy:
        steps = [after(outlet, "2026/11/new", **AUDIBLE), after(outlet, "2026/11/new", **AUDIBLE, title="Better")]
        outlet.edit({"content/2026/11/new.md": None}).build()
        costs.append([kinds(step) for step in [*steps, outlet.rendered]])
        # What is told to hosts and robots says nothing of any article.
        assert {"headers", "redirects", "nginx", "apache", "robots", "icon", "asset"}.isdisjoint(kinds(steps[0]))
    assert costs[0] == costs[1]
    assert {"custom-feed", "podcast", "feed-month", "ninjs", "republish", "corrections"} <= costs[0][0].keys()
    assert costs[0][0].total() < 50


def test_with_everything_on_an_old_article_is_in_no_more_pages_of_a_larger_archive(busy: tuple[Outlet, Outlet]) -> None:
    costs = []
    for outlet in busy:
        front = {**AUDIBLE, "date": "2026-03-02T00:30", "tags": "x, y"}
        outlet.article("2026/03/old", **front).build()
        costs.append(kinds(after(outlet, "2026/03/old", **front, title="Better")))
        outlet.edit({"content/2026/03/old.md": None}).build()
    assert costs[1] <= costs[0]
