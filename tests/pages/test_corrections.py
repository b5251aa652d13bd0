"""A correction is a fact that an editor wrote: it stands wherever the article goes, and no file's time makes one up."""

import json
import os
from html import unescape
from typing import Any

from lxml import etree, html

from tests.conftest import MakeOutlet
from tests.outlet import SITE, Outlet

OURS = SITE.replace('name = "plain"', 'name = "broadsheet"') + (
    '\n[exports]\nninjs = true\nrepublish = true\nlicence = "CC BY-ND 4.0"\n'
)
CORRECTIONS = '[{date: 2026-11-21, text: "It was 14, not 41: </script><b>"}, {text: Bo is spelt so.}]'
FIRST, SECOND = "It was 14, not 41: </script><b>", "Bo is spelt so."
ARTICLE = "/news/2026/11/a.html"


def corrected(outlet: MakeOutlet) -> Outlet:
    return outlet({"site.toml": OURS}).article("2026/11/a", corrections=CORRECTIONS).article("2026/11/b").build()


def structured(page: str) -> list[Any]:
    """All things that the JSON-LD of a page names."""
    (text,) = html.document_fromstring(page).xpath("//script[@type='application/ld+json']/text()")
    graph = json.loads(text)
    found: list[Any] = graph.get("@graph", [graph])
    return found


def test_it_stands_wherever_the_article_goes(outlet: MakeOutlet) -> None:
    site = corrected(outlet)
    shown = html.document_fromstring(site.page(ARTICLE))
    (box,) = shown.xpath("//*[@id='corrections']")
    assert FIRST in box.text_content()
    assert SECOND in box.text_content()
    assert box.xpath(".//time/@datetime") == ["2026-11-21"]
    assert shown.xpath("//header//a/@href[. = '#corrections']")
    for page in ("/corrections/index.html", "/corrections/2026/index.html"):
        assert FIRST in html.document_fromstring(site.page(page)).text_content()
    assert SECOND in html.document_fromstring(site.page("/corrections/index.html")).text_content()
    told = [one for thing in structured(site.page(ARTICLE)) for one in thing.get("correction", [])]
    assert [(one["text"], one.get("datePublished")) for one in told] == [(FIRST, "2026-11-21"), (SECOND, None)]
    items = etree.fromstring(site.page("/corrections/feed.xml").encode()).findall("channel/item")
    # Feed readers take a description for HTML.
    assert [unescape(item.findtext("description") or "") for item in items] == [FIRST, SECOND]
    assert {item.findtext("link") for item in items} == {f"https://courier.example{ARTICLE}#corrections"}
    described = json.loads(site.page(ARTICLE.replace(".html", ".ninjs.json")))["descriptions"]
    assert [one["value"] for one in described if one["role"] == "correction"] == [FIRST, SECOND]
    (copied,) = html.document_fromstring(site.page(ARTICLE.replace(".html", ".republish.html"))).xpath("//textarea")
    assert SECOND in str(copied.text)


def test_neither_an_edit_nor_the_time_of_a_file_is_a_correction(outlet: MakeOutlet) -> None:
    site = corrected(outlet)
    before = site.online()
    os.utime(site.root / "content/2026/11/b.md", (2_000_000_000, 2_000_000_000))
    site.build()
    assert site.online() == before
    site.article("2026/11/b", "Quite other words.").build()
    assert 'id="corrections"' not in site.page("/news/2026/11/b.html")
    assert site.page("/corrections/index.html").encode() == before["/corrections/index.html"]
    assert site.page("/corrections/feed.xml").encode() == before["/corrections/feed.xml"]


def test_one_that_is_taken_back_is_gone_everywhere(outlet: MakeOutlet) -> None:
    site = corrected(outlet)
    site.article("2026/11/a").build()
    assert [address for address, data in site.online().items() if b"spelt so" in data] == []
    assert site.online() == site.clean()
