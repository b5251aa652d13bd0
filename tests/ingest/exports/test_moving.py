"""What the guide to moving promises: articles come in, and whoever follows an old address finds them."""

import re
from pathlib import Path

import pytest

from broadsheet.ingest import take_in
from broadsheet.settings_file import parse
from tests.conftest import MakeOutlet
from tests.ingest.exports.shapes import meta, wxr, wxr_item
from tests.ingest.exports.test_blogger import NEW
from tests.ingest.exports.test_feeds import ITEM, rss
from tests.ingest.exports.test_ghost import export, post
from tests.outlet import NOON, SITE, Outlet

GUIDE = (Path(__file__).resolve().parents[3] / "docs" / "moving.md").read_text(encoding="utf-8")
LATER = NOON.replace(year=2032)
TERMS = (
    '<category domain="category" nicename="news"><![CDATA[News]]></category>'
    '<category domain="post_tag" nicename="ferries"><![CDATA[ferries]]></category>'
)


def lines(system: str) -> str:
    """The redirects that the guide gives for a system."""
    (found,) = re.findall(rf"^`content/redirects.tsv` after {system}:\n\n```text\n(.*?)^```$", GUIDE, re.M | re.S)
    return str(found)


def moved(make: MakeOutlet, name: str, text: str, redirects: str = "") -> Outlet:
    """An outlet that came from another system, built."""
    outlet = make({f"seeds/{name}": text, **({"content/redirects.tsv": redirects} if redirects else {})})
    settings, _ = parse(SITE.encode())
    assert settings
    report = take_in(outlet.root, settings, now=LATER)
    assert [problem for problem in report.problems if problem.severity.value == "error"] == []
    return outlet.build(LATER)


def leads(outlet: Outlet, old: str) -> bool:
    """Whether there is a page at an old address, or below it, that leads on."""
    return any(outlet.has(address) for address in (old, f"{old.rstrip('/')}/index.html", f"{old}.html"))


def test_an_outlet_comes_from_wordpress(outlet: MakeOutlet) -> None:
    text = wxr(wxr_item(terms=TERMS, more=meta("_wp_old_slug", "ferry-sails")))
    here = moved(outlet, "export.xml", text, lines("WordPress"))
    assert here.has("/news/2031/03/ferry-sails-again.html")
    for old in ("/2031/03/04/ferry-sails-again/", "/2031/03/04/ferry-sails/", "/feed/", "/category/news/"):
        assert leads(here, old), old
    assert leads(here, "/author/mtolvane/")
    assert leads(here, "/tag/ferries/")
    assert "https://old.example/?p=12" in here.page("/feed.xml")


def test_an_outlet_comes_from_ghost(outlet: MakeOutlet) -> None:
    here = moved(outlet, "ghost.json", export(post()), lines("Ghost"))
    assert here.has("/news/2031/03/ferry-and-bridge.html")
    for old in ("/ferry-and-bridge/", "/rss/", "/tag/news/", "/tag/ferries/", "/author/mira/"):
        assert leads(here, old), old


def test_an_outlet_comes_from_blogger(outlet: MakeOutlet) -> None:
    here = moved(outlet, "feed.atom", NEW, lines("Blogger"))
    assert here.has("/news/2031/03/ferry-and-bridge.html")
    assert leads(here, "/2031/03/ferry-and-bridge.html")
    assert leads(here, "/rss.xml")
    assert leads(here, "/search/label/ferries")
    assert "tag:blogger.com,1999:blog-55.post-3" in here.page("/feed.xml")


def test_an_outlet_comes_from_its_feed(outlet: MakeOutlet) -> None:
    here = moved(outlet, "feed.xml", rss(ITEM.replace("www.tide.example", "courier.example")))
    assert leads(here, "/news/ferry.html")


@pytest.mark.parametrize("name", ["export.xml", "ghost.json"])
def test_the_same_export_again_changes_nothing(outlet: MakeOutlet, name: str) -> None:
    text = wxr(wxr_item(), wxr_item("Bridge", number=13, name="bridge")) if name == "export.xml" else export(post())
    here = moved(outlet, name, text)
    before = here.online()
    settings, _ = parse(SITE.encode())
    assert settings
    assert take_in(here.root, settings, now=LATER).written == ()
    assert here.build(LATER).online() == before
