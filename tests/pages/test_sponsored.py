"""Links that somebody paid for say so to search engines, on pages and in feeds."""

from html import unescape

from broadsheet.pages import sponsored
from tests.conftest import MakeOutlet

BODY = (
    "[Rope](https://rope.example/), [ours](b.md), [here](https://courier.example/about/).\n\n"
    '<a class="x" href="https://shop.example/" rel="noopener">Shop</a>'
)


def test_links_that_lead_away_are_marked(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/b").article("2026/11/a", BODY, label="sponsored").build()
    page = unescape(site.page("/news/2026/11/a.html"))
    assert '<a href="https://rope.example/" rel="sponsored">Rope</a>' in page
    assert '<a class="x" href="https://shop.example/" rel="noopener sponsored">Shop</a>' in page
    assert '<a href="/news/2026/11/b.html">ours</a>' in page
    assert '<a href="https://courier.example/about/">here</a>' in page
    feed = site.page("/feed.xml")
    assert '<a href="https://rope.example/" rel="sponsored">Rope</a>' in feed
    assert '<a href="https://courier.example/news/2026/11/b.html">ours</a>' in feed
    assert "<title>Sponsored: A</title>" in feed


def test_those_of_other_articles_are_not(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/b").article("2026/11/a", BODY, label="opinion").build()
    assert not any('rel="sponsored"' in unescape(data.decode(errors="replace")) for data in site.online().values())


def test_it_is_said_once() -> None:
    body = '<p><a href="https://a.example/">a</a> <a rel="sponsored" href="https://b.example/">b</a></p>'
    once = sponsored.marked(body, "https://courier.example")
    assert once.count("sponsored") == 2
    assert sponsored.marked(once, "https://courier.example") == once
