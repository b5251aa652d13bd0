"""What Google News is told: what was published in the last two days, and no longer."""

from datetime import timedelta
from typing import Any

import pytest
from lxml import etree

from broadsheet.feeds import news_sitemap
from tests.conftest import MakeOutlet
from tests.outlet import NOON, SITE, Outlet

HERE = "https://courier.example"
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
JUST_NOW = "2026-11-24T11:00Z"


def read(outlet: Outlet, address: str = "/sitemap-news.xml") -> list[Any]:
    """The entries of a news sitemap, held to the order that the schemas want."""
    entries = list(etree.fromstring(outlet.page(address).encode()))
    for entry in entries:
        assert [part.tag for part in entry] == [f"{MAPS}loc", f"{NEWS}news"]
        assert [part.tag for part in entry[1]] == [
            f"{NEWS}{name}" for name in ("publication", "publication_date", "title")
        ]
        assert [part.tag for part in entry[1][0]] == [f"{NEWS}name", f"{NEWS}language"]
    return entries


def listed(outlet: Outlet, address: str = "/sitemap-news.xml") -> list[str]:
    """The last part of each address."""
    return [entry[0].text.rpartition("/")[2].removesuffix(".html") for entry in read(outlet, address)]


def test_an_article_is_told_with_its_publication(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", date="2026-11-24T09:05:07+01:00", title="'R&D: <b>\"two\"</b>'").build()
    (entry,) = read(site)
    assert list(entry.itertext()) == [
        f"{HERE}/news/2026/11/a.html",
        *("The Courier", "en"),
        "2026-11-24T08:05:07+00:00",
        'R&D: <b>"two"</b>',
    ]


def test_a_day_is_told_as_a_day(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", date="2026-11-24").build()
    assert read(site)[0].findtext(f"{NEWS}news/{NEWS}publication_date") == "2026-11-24"


def test_the_newest_of_two_days_are_told_newest_first(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", date="2026-11-22T12:00:01Z").article("2026/11/b", date=JUST_NOW)
    site.article("2026/11/c", date="2026-11-22T12:00:00Z").article("2026/11/d", date="2026-11-20").build()
    assert listed(site) == ["b", "a"]


def test_the_window_may_lie_in_two_months(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", date="2026-11-29T23:00Z").article("2026/11/b", date="2026-11-30T23:00Z")
    site.article("2026/12/c", date="2026-12-01T01:00Z").article("2026/10/d", date="2026-10-31T23:00Z")
    assert listed(site.build(NOON.replace(month=12, day=1, hour=23))) == ["c", "b"]


@pytest.mark.parametrize(
    "front",
    [
        {"label": "sponsored"},
        {"date": "", "added": JUST_NOW},
        {"date": ""},
        {"canonical": "https://agency.example/a"},
        {"draft": "true"},
        {"embargo": "2026-11-24T13:00Z"},
    ],
)
def test_what_is_no_news_of_ours_is_not_told(outlet: MakeOutlet, front: dict[str, str]) -> None:
    site = outlet().article("2026/11/a", **{"date": JUST_NOW, **front}).article("2026/11/b", date=JUST_NOW).build()
    assert listed(site) == ["b"]


def test_an_article_leaves_when_two_days_are_over_though_nothing_changed(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", date=JUST_NOW).article("2026/11/b", date="2026-11-24T11:30Z").build()
    site.build(NOON + timedelta(hours=46, minutes=59, seconds=59))
    assert (site.rendered & {"news-sitemap:en"}, listed(site)) == (set(), ["b", "a"])
    site.build(NOON + timedelta(hours=47))
    assert ("news-sitemap:en" in site.rendered, listed(site)) == (True, ["b"])
    site.build(NOON + timedelta(days=9))
    assert listed(site) == []
    assert site.online() == site.clean()


def test_a_build_for_an_earlier_moment_tells_what_was_news_then(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", date=JUST_NOW).build(NOON + timedelta(days=9))
    assert listed(site) == []
    assert listed(site.build(NOON)) == ["a"]


def test_an_old_article_has_nothing_to_do_with_it(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", date=JUST_NOW).article("2026/10/b", date="2026-10-01").build()
    site.article("2026/10/b", date="2026-10-01", title="Better").build()
    assert "news-sitemap:en" not in site.told.pages


def test_there_are_no_more_than_google_takes(outlet: MakeOutlet, monkeypatch: pytest.MonkeyPatch) -> None:
    assert news_sitemap.MOST == 1_000
    monkeypatch.setattr(news_sitemap, "MOST", 2)
    site = outlet()
    for hour in (8, 9, 10):
        site.article(f"2026/11/n{hour}", date=f"2026-11-24T{hour:02}:00Z")
    assert listed(site.build()) == ["n10", "n9"]
    site.edit({"content/2026/11/n9.md": None}).build()
    assert listed(site) == ["n10", "n8"]
    # The one that is left out has the room of another.
    site.article("2026/11/n10", date="2026-11-24T10:00Z", label="sponsored").build()
    assert listed(site) == ["n8"]
    assert site.online() == site.clean()


def test_each_edition_has_its_own(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": SITE + '\n[languages.es-MX]\ntitle = "El Correo"\nprefix = "es"\n'})
    site.article("2026/11/a", date=JUST_NOW).article("2026/11/b", date=JUST_NOW, lang="es-MX").build()
    assert (listed(site), listed(site, "/sitemap-es-news.xml")) == (["a"], ["b"])
    assert list(read(site, "/sitemap-es-news.xml")[0][1][0].itertext()) == ["El Correo", "es"]


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en", "en"), ("es-MX", "es"), ("gsw", "gsw"), ("zh", "zh-cn"), ("zh-Hant-HK", "zh-tw"), ("zh-TW", "zh-tw")],
)
def test_languages_are_as_google_wants_them(tag: str, code: str) -> None:
    assert news_sitemap.language(tag) == code


def test_no_character_that_xml_forbids_comes_through(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", date=JUST_NOW, title='"A\\u0001\\uFFFEB"').build()
    assert read(site)[0].findtext(f"{NEWS}news/{NEWS}title") == "AB"
