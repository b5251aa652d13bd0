"""One article, one identity: in every feed, whatever editors do to its headline, address, section or date."""

import json
from collections.abc import Iterator

import pytest
from lxml import etree

from tests.conftest import MakeOutlet
from tests.feeds.reading import ATOM
from tests.outlet import SITE, Outlet

EVERYWHERE = {"id": "one", "tags": "x", "authors": "Ann", "story": "Tale", "corrections": "[{text: Mended}]"}
CUSTOM = '\n[[feeds.custom]]\nid = "all"\ntitle = "All"\nsections = ["news", "sport"]\n'
EDITS = [
    {"title": "Another headline"},
    {"slug": "another-slug"},
    {"section": "sport"},
    {"date": "2026-10-02"},
    {"updated": "2026-11-22"},
    {"label": "opinion"},
    {"url": "/else/where.html"},
    {"title": "All", "slug": "at-once", "section": "sport", "date": "2026-09-01", "tags": "y", "authors": "Bo"},
]


def identities(outlet: Outlet) -> dict[str, list[str]]:
    """By the address of each feed of any kind, the identities in it."""
    found: dict[str, list[str]] = {}
    for address, data in outlet.online().items():
        if address.endswith(".json") and b"jsonfeed.org" in data:
            found[address] = [item["id"] for item in json.loads(data)["items"]]
        elif address.endswith(".xml") and (b"<rss" in data[:2000] or b"<feed" in data[:2000]):
            found[address] = list(_in_xml(data))
    return found


def _in_xml(data: bytes) -> Iterator[str]:
    for element in etree.fromstring(data).iter("item", f"{ATOM}entry"):
        yield element.findtext("guid") or element.findtext(f"{ATOM}id")


def flat(found: dict[str, list[str]]) -> set[str]:
    return {identity for listed in found.values() for identity in listed}


@pytest.mark.parametrize("edit", EDITS, ids=["+".join(edit) for edit in EDITS])
def test_no_edit_makes_another_of_it(outlet: MakeOutlet, edit: dict[str, str]) -> None:
    site = outlet({"site.toml": SITE + CUSTOM}).article("2026/11/a", **EVERYWHERE).build()
    before = identities(site)
    assert {"/feed.xml", "/atom.xml", "/feed.json", "/news/feed.xml", "/tags/x/feed.xml"} <= before.keys()
    mended = {one for one in flat(before) if "correction" in one}
    assert (len(mended), flat(before) - mended) == (1, {"tag:courier.example,2026:one"})
    site.article("2026/11/a", **{**EVERYWHERE, **edit}).build()
    assert flat(identities(site)) == flat(before)
    assert all(len(set(listed)) == len(listed) for listed in identities(site).values())
    assert identities(site)["/feed.xml"] == before["/feed.xml"]


def test_an_update_is_told_and_announces_nothing(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", **EVERYWHERE).build()
    before = identities(site)
    site.article("2026/11/a", "Other text.", **EVERYWHERE, updated="2026-11-22T10:00").build()
    assert identities(site) == before
    (entry,) = etree.fromstring(site.page("/atom.xml").encode()).iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}updated") == "2026-11-22T10:00:00+00:00"
    assert entry.findtext(f"{ATOM}published") == "2026-11-20T00:00:00+00:00"
    (element,) = etree.fromstring(site.page("/feed.xml").encode()).iter("item")
    assert element.findtext(f"{ATOM}updated") == "2026-11-22T10:00:00+00:00"
    assert element.findtext("pubDate") == "Fri, 20 Nov 2026 00:00:00 +0000"
    (item,) = json.loads(site.page("/feed.json"))["items"]
    assert item["date_modified"] == "2026-11-22T10:00:00+00:00"


def test_a_file_that_moves_keeps_it(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", **EVERYWHERE).build()
    before = identities(site)
    site.edit({"content/2026/11/a.md": None}).article("2026/10/b", **EVERYWHERE, title="A").build()
    assert flat(identities(site)) == flat(before)


def test_two_articles_have_two_in_every_feed(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", **EVERYWHERE).article("2026/11/b", **{**EVERYWHERE, "id": "two"}).build()
    found = identities(site)
    assert all(len(set(listed)) == len(listed) for listed in found.values())
    assert len(found["/feed.xml"]) == len(found["/corrections/feed.xml"]) == 2
