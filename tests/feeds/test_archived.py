"""Whoever walks back from the site's feed comes past every article, and a new one rewrites one archive (RFC 5005)."""

import feedparser
from lxml import etree

from tests.conftest import MakeOutlet
from tests.feeds.reading import ATOM, CONTENT, HERE, channel, items
from tests.outlet import SITE, Outlet

HISTORY = "{http://purl.org/syndication/history/1.0}"
SHORT = SITE.replace("[feeds]", "[feeds]\nitems = 2") + "\n[lists]\nmonth = 2\n"


def three_months(outlet: Outlet) -> Outlet:
    """Months of one, five and three articles, of which the second is split."""
    for month, days in (("09", 1), ("10", 5), ("11", 3)):
        for day in range(1, days + 1):
            outlet.article(f"2026/{month}/n{day}", date=f"2026-{month}-0{day}")
    return outlet


def link(outlet: Outlet, address: str, relation: str) -> str:
    """Where a feed leads, as an address of the output; empty where it doesn't."""
    found = [one.get("href") for one in channel(outlet, address).findall(f"{ATOM}link") if one.get("rel") == relation]
    assert len(found) < 2
    assert all(href.startswith(HERE) for href in found)
    return found[0].removeprefix(HERE) if found else ""


def walk(outlet: Outlet, relation: str, start: str) -> list[str]:
    """The feeds that one comes past from one of them."""
    seen: list[str] = []
    address = link(outlet, start, relation)
    while address:
        assert address not in seen
        seen.append(address)
        address = link(outlet, address, relation)
    return seen


def guids(outlet: Outlet, address: str) -> list[str]:
    return [str(found.findtext("guid")).rpartition(":")[2] for found in items(outlet, address)]


def archives(outlet: Outlet) -> set[str]:
    """The archives that the last build rendered, by month and number."""
    return {key.partition(":en:")[2] for key in outlet.rendered if key.startswith("feed-month:")}


def test_all_articles_are_found_once_by_walking_back(outlet: MakeOutlet) -> None:
    site = three_months(outlet({"site.toml": SHORT})).article("notes/undated", date="").build()
    assert guids(site, "/feed.xml") == ["2026/11/n3", "2026/11/n2"]
    back = walk(site, "prev-archive", "/feed.xml")
    assert [guids(site, address) for address in back] == [
        ["2026/11/n3", "2026/11/n2", "2026/11/n1"],
        ["2026/10/n5", "2026/10/n4", "2026/10/n3"],
        ["2026/10/n2", "2026/10/n1"],
        ["2026/09/n1"],
        ["notes/undated"],
    ]
    assert back[1:3] == ["/archive/2026/10/feed.xml", "/archive/2026/10/page-1/feed.xml"]


def test_archives_lead_forward_as_they_lead_back(outlet: MakeOutlet) -> None:
    site = three_months(outlet({"site.toml": SHORT})).build()
    back = walk(site, "prev-archive", "/feed.xml")
    assert walk(site, "next-archive", back[-1]) == back[-2::-1]
    assert {link(site, address, "current") for address in back} == {"/feed.xml"}
    assert {link(site, address, "self") == address for address in back} == {True}
    assert link(site, "/feed.xml", "current") == ""


def test_only_what_is_closed_is_marked_as_an_archive(outlet: MakeOutlet) -> None:
    site = three_months(outlet({"site.toml": SHORT})).build()
    newest, *closed = walk(site, "prev-archive", "/feed.xml")
    assert channel(site, newest).find(f"{HISTORY}archive") is None
    assert channel(site, "/feed.xml").find(f"{HISTORY}archive") is None
    assert all(channel(site, address).find(f"{HISTORY}archive") is not None for address in closed)


def test_an_archive_has_summaries_and_no_hub(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": SITE.replace("[feeds]", '[feeds]\nhub = "https://hub.example/"')})
    site.article("2026/11/a", "The text.", dek="In short").build()
    address = link(site, "/feed.xml", "prev-archive")
    (found,) = items(site, address)
    assert (found.findtext("description"), found.find(f"{CONTENT}encoded")) == ("In short", None)
    hubs = [
        "hub" in {one.get("rel") for one in channel(site, each).iter(f"{ATOM}link")} for each in ("/feed.xml", address)
    ]
    assert hubs == [True, False]
    assert not feedparser.parse(site.page(address)).bozo


def test_a_new_article_rewrites_one_archive(outlet: MakeOutlet) -> None:
    site = three_months(outlet({"site.toml": SHORT})).build()
    site.article("2026/11/new", date="2026-11-09").build()
    assert archives(site) == {"2026-11", "2026-11/1", "2026-10"}  # the month was split: its first part is new
    site.article("2026/11/newer", date="2026-11-10").build()
    assert archives(site) == {"2026-11"}
    assert site.online() == site.clean()


def test_a_new_month_rewrites_the_archive_before_it_and_no_other(outlet: MakeOutlet) -> None:
    site = three_months(outlet({"site.toml": SHORT})).build()
    site.article("2026/11/n9", date="2026-11-24T11:00").article("2026/08/old", date="2026-08-01").build()
    assert "2026-10/1" not in archives(site)
    assert {"2026-08", "2026-09"} <= archives(site)
    assert site.online() == site.clean()
    before = {address: site.page(address) for address in walk(site, "prev-archive", "/feed.xml")}
    site.now = site.now.replace(month=12)
    site.article("2026/12/first", date="2026-12-01").build()
    assert archives(site) == {"2026-12", "2026-11"}
    after = walk(site, "prev-archive", "/feed.xml")
    assert [address for address in after if before.get(address) != site.page(address)] == [
        "/archive/2026/12/feed.xml",
        "/archive/2026/11/feed.xml",
    ]
    site.edit({"content/2026/12/first.md": None}).build()
    assert {address: site.page(address) for address in walk(site, "prev-archive", "/feed.xml")} == before


def test_a_new_title_changes_its_own_archive(outlet: MakeOutlet) -> None:
    site = three_months(outlet({"site.toml": SHORT})).build()
    site.article("2026/10/n1", date="2026-10-01", title="Better").build()
    assert "2026-10/1" in archives(site)
    assert {part[:7] for part in archives(site)} == {"2026-10"}
    assert [one.findtext("title") for one in items(site, "/archive/2026/10/page-1/feed.xml")] == ["N2", "Better"]


def test_each_edition_has_archives_of_its_own(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": SITE + '\n[languages.es]\ntitle = "El Correo"\n'})
    site.article("2026/11/a").article("2026/11/b", lang="es").build()
    assert walk(site, "prev-archive", "/es/feed.xml") == ["/es/archive/2026/11/feed.xml"]
    assert guids(site, "/es/archive/2026/11/feed.xml") == ["2026/11/b"]


def test_a_site_without_articles_leads_nowhere(outlet: MakeOutlet) -> None:
    site = outlet().build()
    assert walk(site, "prev-archive", "/feed.xml") == []
    assert etree.fromstring(site.page("/feed.xml").encode()) is not None
