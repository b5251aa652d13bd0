"""Atom for the site and its sections: what RFC 4287 asks for, with dates of the articles."""

import re
from typing import Any

import feedparser
from lxml import etree

from tests.conftest import MakeOutlet
from tests.feeds.reading import ATOM, HERE
from tests.outlet import SITE, Outlet
from tests.pictures.photographs import photograph

RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")


def feed(outlet: Outlet, address: str = "/atom.xml") -> Any:
    return etree.fromstring(outlet.page(address).encode())


def entries(outlet: Outlet, address: str = "/atom.xml") -> list[Any]:
    return list(feed(outlet, address).findall(f"{ATOM}entry"))


def links(element: Any) -> list[tuple[str | None, str, str | None]]:
    return [(link.get("rel"), link.get("href"), link.get("type")) for link in element.findall(f"{ATOM}link")]


def test_the_feed_says_what_it_is(outlet: MakeOutlet) -> None:
    front = 'description = "All of it"\ncopyright = "The Courier Ltd"\nlogo = "logo.png"\n'
    site = outlet({"site.toml": front + SITE, "media/logo.png": photograph(2, 1, "PNG")}).article("2026/11/a").build()
    found = feed(site)
    texts = {name: found.findtext(f"{ATOM}{name}") for name in ("id", "title", "subtitle", "rights", "logo", "updated")}
    assert texts == {
        "id": f"{HERE}/atom.xml",
        "title": "The Courier",
        "subtitle": "All of it",
        "rights": "The Courier Ltd",
        "logo": f"{HERE}/media/logo.png",
        "updated": "2026-11-20T00:00:00+00:00",
    }
    assert links(found) == [
        ("self", f"{HERE}/atom.xml", "application/atom+xml"),
        ("alternate", f"{HERE}/", "text/html"),
    ]
    assert found.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_an_entry_says_what_the_item_says(outlet: MakeOutlet) -> None:
    site = outlet().article(
        "2026/11/a",
        "Some *words*.",
        title="'<b>R&D</b>'",
        dek="'In <short>'",
        label="opinion",
        authors="Ann Lee, Bo",
        tags="x",
        date="2026-11-20T09:05:07+01:00",
        updated="2026-11-21T10:00:00+01:00",
    )
    (entry,) = entries(site.build())
    texts = {name: entry.findtext(f"{ATOM}{name}") for name in ("id", "title", "summary", "published", "updated")}
    assert texts == {
        "id": "tag:courier.example,2026:2026/11/a",
        "title": "Opinion: <b>R&D</b>",
        "summary": "In <short>",
        "published": "2026-11-20T08:05:07+00:00",
        "updated": "2026-11-21T09:00:00+00:00",
    }
    content = entry.find(f"{ATOM}content")
    assert (content.get("type"), content.text) == ("html", "<p>Some <em>words</em>.</p>")
    assert entry.find(f"{ATOM}title").get("type") is None
    assert [author.findtext(f"{ATOM}name") for author in entry.findall(f"{ATOM}author")] == ["Ann Lee", "Bo"]
    assert [one.get("term") for one in entry.findall(f"{ATOM}category")] == ["News", "opinion", "x"]
    # A link that doesn't say what it is for is the page itself (RFC 4287, 4.2.7.2).
    assert links(entry) == [(None, f"{HERE}/news/2026/11/a.html", None)]


def test_what_nobody_signed_is_the_outlets(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a").build()
    assert [author.findtext(f"{ATOM}name") for author in feed(site).findall(f"{ATOM}author")] == ["The Courier"]
    assert entries(site)[0].findall(f"{ATOM}author") == []


def test_a_section_has_its_own_and_an_empty_one_too(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a").build()
    assert feed(site, "/sport/atom.xml").findtext(f"{ATOM}title") == "The Courier – Sport"
    assert entries(site, "/sport/atom.xml") == []
    assert len(entries(site, "/news/atom.xml")) == 1


def test_no_date_is_the_clocks(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", date="", added="2026-11-19T09:00").article("2026/11/b", date="").build()
    moments = [entry.findtext(f"{ATOM}updated") for entry in entries(site)]
    assert moments == ["2026-11-19T09:00:00+00:00", "1970-01-01T00:00:00+00:00"]
    assert [entry.find(f"{ATOM}published") for entry in entries(site)] == [None, None]
    assert "2026-11-2" not in site.page("/atom.xml")


def test_what_is_enclosed_is_a_link(outlet: MakeOutlet) -> None:
    site = outlet({"media/a.jpg": photograph()}).article("2026/11/a", image="a.jpg").build()
    (entry,) = entries(site)
    (enclosure,) = [link for link in entry.findall(f"{ATOM}link") if link.get("rel") == "enclosure"]
    data = site.online()[enclosure.get("href").removeprefix(HERE)]
    assert (enclosure.get("type"), enclosure.get("length")) == ("image/jpeg", str(len(data)))


def test_a_feed_reader_reads_it_without_complaint(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", "a ]]> b\n\n<b>&</b>").article("2026/11/b", access="paid").build()
    parsed = feedparser.parse(site.page("/atom.xml"))
    assert (parsed.bozo, parsed.version, len(parsed.entries)) == (False, "atom10", 2)
    dates = re.findall(r"<(?:updated|published)>([^<]*)<", site.page("/atom.xml"))
    assert [date for date in dates if not RFC_3339.fullmatch(date)] == []
    assert "content" not in parsed.entries[0]


def test_the_hub_and_the_way_back_are_links(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": SITE.replace("[feeds]", '[feeds]\nhub = "https://hub.example/?a&b"')})
    site.article("2026/11/a").build()
    assert ("hub", "https://hub.example/?a&b", None) in links(feed(site))
    assert "ns0" not in site.page("/atom.xml")
