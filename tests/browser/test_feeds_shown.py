"""A feed that is opened in a browser says what it is and can be read, by style sheet alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import OpenPage
from tests.feeds.serving import served
from tests.outlet import SITE, Outlet

TITLE, DEK = "No hurry in the harbour", "A walk along the piers & back."

VISIBLE = """() => {
    const seen = []
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_ELEMENT)
    for (let one = walker.nextNode(); one; one = walker.nextNode()) {
        const box = one.getBoundingClientRect()
        if (box.width > 0 && box.height > 0 && one.children.length === 0) seen.push(one.localName)
    }
    return seen
}"""
"""The names of the elements that can be seen and have no others in them."""

SAID = "name => getComputedStyle(document.documentElement, name).content"
LOOK = """() => {
    const style = getComputedStyle(document.documentElement)
    return [style.backgroundColor, style.color]
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where an outlet in two languages is served."""
    editions = '\n[languages.ar]\ntitle = "البريد"\n\n[podcast]\ntitle = "Heard"\n\n[[feeds.custom]]\nid = "mine"\n'
    outlet = Outlet(tmp_path_factory.mktemp("shown") / "outlet", {"site.toml": SITE + editions, "media/a.mp3": b"ID3"})
    outlet.article("2026/11/a", "All of the text.", title=TITLE, dek=f'"{DEK}"', authors="Ann", audio="a.mp3")
    outlet.article("2026/11/b", "نص", title="لا عجلة", lang="ar").build()
    with served(outlet) as where:
        yield where


@pytest.mark.parametrize("address", ["/feed.xml", "/archive/2026/11/feed.xml", "/feeds/podcast.xml", "/feeds/mine.xml"])
def test_rss_shows_its_items_and_nothing_for_programs(site: str, open_page: OpenPage, address: str) -> None:
    page = open_page()
    page.goto(site + address)
    assert page.evaluate(VISIBLE) == ["title", "description", "title", "link", "description", "pubDate"]
    shown = page.evaluate("() => document.documentElement.innerText ?? document.documentElement.textContent")
    assert TITLE in shown
    assert DEK in shown


def test_atom_shows_its_entries(site: str, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{site}/atom.xml")
    seen = page.evaluate(VISIBLE)
    assert sorted(seen) == ["link", "subtitle", "summary", "title", "title", "updated"]


def test_it_says_what_it_is_in_its_language(site: str, open_page: OpenPage) -> None:
    page = open_page()
    for address in ("/feed.xml", "/atom.xml"):
        page.goto(site + address)
        assert page.evaluate(SAID, "::before") == '"This is a feed"'
        assert "Copy its address into a feed reader" in page.evaluate(SAID, "::after")
    page.goto(f"{site}/ar/feed.xml")
    assert page.evaluate(SAID, "::before") == '"هذه خلاصة"'
    assert page.evaluate("() => getComputedStyle(document.documentElement).direction") == "rtl"
    assert page.evaluate("() => getComputedStyle(document.querySelector('item > pubDate')).textAlign") == "right"


def test_it_is_light_or_dark_as_the_device_is(site: str, open_page: OpenPage) -> None:
    looks = []
    for dark in (False, True):
        page = open_page(dark=dark)
        page.goto(f"{site}/feed.xml")
        looks.append(page.evaluate(LOOK))
    assert looks == [["rgb(255, 255, 255)", "rgb(27, 27, 27)"], ["rgb(20, 22, 26)", "rgb(233, 233, 233)"]]


@pytest.mark.parametrize("address", ["/feed.xml", "/ar/feed.xml", "/atom.xml"])
def test_on_a_phone_it_is_as_large_as_a_page(site: str, browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page = context.new_page()
    page.goto(site + address)
    width, size, scrolled = page.evaluate(
        "() => [innerWidth, parseFloat(getComputedStyle(document.documentElement).fontSize),"
        " document.documentElement.scrollWidth]"
    )
    context.close()
    assert 15 <= size * 390 / width <= 18
    assert scrolled <= width


def test_all_formats_name_the_style_sheet_that_is_there(site: str, open_page: OpenPage) -> None:
    page = open_page()
    assert _sheets(page, f"{site}/feed.xml") == [f"{site}/feeds/style.css"]
    assert _sheets(page, f"{site}/ar/feed.xml") == [f"{site}/feeds/style.ar.css"]


def _sheets(page: Page, address: str) -> list[str]:
    page.goto(address)
    found: list[str] = page.evaluate("() => [...document.styleSheets].map(sheet => sheet.href)")
    return found
