"""What pages say of themselves keeps the rules of those who read it: each rule as their documentation has it."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.outlet import Outlet
from tests.structured import world
from tests.structured.world import HOST, Page, nodes

WITH_OFFSET = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
A_DAY = re.compile(r"\d{4}-\d\d-\d\d")
ARTICLES = {
    *("NewsArticle", "OpinionNewsArticle", "AnalysisNewsArticle", "ReviewNewsArticle", "BackgroundNewsArticle"),
    *("AdvertiserContentArticle", "SatiricalArticle", "LiveBlogPosting"),
}
PAGES = {"WebPage", "AboutPage", "ContactPage", "CollectionPage", "ProfilePage"}
ADDRESSES = {"url", "item", "contentUrl", "mainEntityOfPage", "sameAs", "@id"}


@pytest.fixture(scope="module")
def articles(pages: dict[str, Page]) -> dict[str, Page]:
    found = {address: page for address, page in pages.items() if page.graphs and page.main["@type"] in ARTICLES}
    assert len(found) == 18
    return found


def each(of: dict[str, Page], fault: Callable[[Page], Any]) -> dict[str, Any]:
    """What is wrong, by address: nothing, if all is well."""
    found = {address: fault(page) for address, page in of.items()}
    return {address: wrong for address, wrong in found.items() if wrong}


def test_every_page_but_the_404_page_has_one_graph(pages: dict[str, Page]) -> None:
    without = {address for address, page in pages.items() if not page.graphs}
    assert without == {"/404.html", "/pt-br/404.html"}
    assert {len(page.graphs) for page in pages.values()} == {0, 1}
    contexts = {graph["@context"] for page in pages.values() for graph in page.graphs}
    assert contexts == {"https://schema.org"}
    kinds = {page.main["@type"] for page in pages.values() if page.graphs}
    assert kinds == (ARTICLES | PAGES | {"WebSite"}) - {"ContactPage"}


def test_every_address_is_a_full_one(pages: dict[str, Page]) -> None:
    def relative(page: Page) -> list[str]:
        said = [(name, value) for node in nodes(page.graphs) for name, value in node.items() if name in ADDRESSES]
        flat = [one for _, value in said for one in (value if isinstance(value, list) else [value])]
        assert flat or not page.graphs
        return [one for one in flat if urlsplit(one).scheme != "https" or not urlsplit(one).netloc]

    assert each(pages, relative) == {}


def test_what_is_referred_to_is_there_or_is_the_outlet(pages: dict[str, Page]) -> None:
    outlet = f"{HOST}/#organization"

    def dangling(page: Page) -> set[str]:
        found = list(nodes(page.graphs))
        there = {node["@id"] for node in found if "@type" in node and "@id" in node}
        referred = {node["@id"] for node in found if set(node) == {"@id"}}
        return referred - there - {outlet}

    assert each(pages, dangling) == {}
    assert all(outlet in {node.get("@id") for node in page.graph} for page in pages.values() if page.graphs)


def test_nothing_is_empty(pages: dict[str, Page]) -> None:
    def empty(page: Page) -> list[str]:
        return [
            f"{node.get('@type')}.{name}"
            for node in nodes(page.graphs)
            for name, value in node.items()
            if value in ("", [], {}, None) or (value == 0 and value is not False)
        ]

    assert each(pages, empty) == {}


def test_moments_have_an_offset_or_are_a_day(pages: dict[str, Page]) -> None:
    said = [
        value
        for page in pages.values()
        for node in nodes(page.graphs)
        for name, value in node.items()
        if (name.startswith("date") and name != "dateline") or name.endswith("Time")
    ]
    assert said
    assert [value for value in said if not WITH_OFFSET.fullmatch(value) and not A_DAY.fullmatch(value)] == []
    assert any(value.endswith("-05:00") for value in said)
    assert any(A_DAY.fullmatch(value) for value in said)


def test_the_date_that_readers_see_is_the_one_in_the_markup(articles: dict[str, Page]) -> None:
    def other(page: Page) -> Any:
        seen = page.tree.xpath("//article/header//p[@class='meta']//time/@datetime")
        said = [page.main[name] for name in ("datePublished", "dateModified") if name in page.main]
        if "datePublished" not in page.main:  # it says when it was added, as what it is
            seen = [moment for moment in seen if moment in said]
        return seen != said and (seen, said)

    assert each(articles, other) == {}
    whole = articles["/news/2026/11/whole.html"]
    assert whole.main["datePublished"] == "2026-11-20T09:15:00-05:00"
    assert whole.tree.xpath("string(//header//p[@class='meta'])").startswith("Published")


def test_an_article_without_a_date_has_none(articles: dict[str, Page]) -> None:
    undated = {address for address, page in articles.items() if "datePublished" not in page.main}
    assert undated == {"/news/old.html", "/news/wire.html"}
    assert not articles["/news/old.html"].said("article:published_time")


def test_pictures_come_in_three_shapes(articles: dict[str, Page]) -> None:
    whole = articles["/news/2026/11/whole.html"].main["image"]
    shapes = [image["width"] / image["height"] for image in whole]
    assert shapes == pytest.approx([16 / 9, 4 / 3, 1], rel=0.02)
    assert [image["width"] >= 1200 for image in whole][:2] == [True, True]
    assert all(image["width"] * image["height"] >= 300_000 for image in whole)
    assert {image["caption"] for image in whole} == {"The ferry, on Monday"}
    assert {image["creditText"] for image in whole} == {"Jo Quay"}
    assert {image["@type"] for image in whole} == {"ImageObject"}
    assert "image" not in articles["/news/2026/11/day.html".replace("news", "sport")].main


def test_each_author_is_one_of_their_own(articles: dict[str, Page]) -> None:
    def together(page: Page) -> list[str]:
        names = [author["name"] for author in page.main.get("author", [])]
        return [name for name in names if re.search(r"^by\b|,| and ", name, re.IGNORECASE)]

    assert each(articles, together) == {}
    assert articles["/news/2026/11/whole.html"].main["author"] == [
        {
            "@type": "Person",
            "@id": f"{HOST}/authors/ana-ruiz/#person",
            "name": "Ana Ruiz",
            "url": f"{HOST}/authors/ana-ruiz/",
        },
        {
            "@type": "Person",
            "@id": f"{HOST}/authors/bo-lund/#person",
            "name": "Bo <Lund>",
            "url": f"{HOST}/authors/bo-lund/",
        },
        {"@type": "Organization", "name": "Newswire"},
    ]
    assert articles["/news/wire.html"].main["author"] == [{"@type": "Organization", "name": "Newswire"}]
    assert "author" not in articles["/news/2026/11/paid.html"].main


def test_what_is_for_subscribers_says_where_it_is_cut(articles: dict[str, Page]) -> None:
    def wrong(page: Page) -> Any:
        parts = [node for node in nodes(page.graphs) if "cssSelector" in node]
        if not parts:
            return page.main["isAccessibleForFree"] is not True
        (part,) = parts
        shown = re.fullmatch(r"\.([a-z-]+)", part["cssSelector"])
        assert shown, part
        there = page.tree.xpath("//*[contains(concat(' ', @class, ' '), $name)]", name=f" {shown[1]} ")
        return len(there) != 1 or part["isAccessibleForFree"] or page.main["isAccessibleForFree"]

    assert each(articles, wrong) == {}
    assert articles["/news/2026/11/paid.html"].main["hasPart"]["@type"] == "WebPageElement"
    assert "Shut" not in articles["/news/2026/11/paid.html"].text


def test_the_page_is_what_its_canonical_address_says(articles: dict[str, Page]) -> None:
    def other(page: Page) -> bool:
        (shared,) = page.said("og:url")
        return not page.canonical == page.main["mainEntityOfPage"] == shared

    assert each(articles, other) == {}
    assert articles["/news/2026/11/elsewhere.html"].canonical == "https://elder.example/original"


def test_the_way_to_a_page_begins_at_home_and_ends_there(pages: dict[str, Page]) -> None:
    def lost(page: Page) -> Any:
        trails = [node for node in page.graphs and page.graph if node["@type"] == "BreadcrumbList"]
        if not trails:
            return page.graphs and page.main["@type"] != "WebSite"
        (trail,) = trails
        steps = trail["itemListElement"]
        homes = {f"{HOST}/", f"{HOST}/pt-br/"}
        whole = [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        named = all(step["name"] for step in steps)
        return not (whole and named and steps[0]["item"] in homes and steps[-1]["item"] == page.main["url"])

    assert each(pages, lost) == {}
    steps = pages["/news/2026/11/whole.html"].node("BreadcrumbList")["itemListElement"]
    assert [step["name"] for step in steps] == ["The Courier", "News", "Whole"]
    steps = pages["/news/2026/11/index.html"].node("BreadcrumbList")["itemListElement"]
    assert [step["name"] for step in steps] == ["The Courier", "News", "News, November 2026"]


def test_headlines_are_what_readers_see(articles: dict[str, Page]) -> None:
    def other(page: Page) -> Any:
        seen = page.tree.xpath("string(//article/header/h1)")
        return page.main["headline"] != seen and (page.main["headline"], seen)

    assert each(articles, other) == {}
    assert articles["/news/2026/11/hostile.html"].main["headline"] == " ".join(world.HOSTILE.split())


def test_robots_may_show_large_pictures(pages: dict[str, Page]) -> None:
    said = {address: page.said("robots") for address, page in pages.items()}
    assert {address for address, robots in said.items() if robots == ["noindex"]} == {"/404.html", "/pt-br/404.html"}
    assert {tuple(robots) for robots in said.values()} == {("max-image-preview:large",), ("noindex",)}


def test_open_graph_is_whole(pages: dict[str, Page]) -> None:
    wanted = ("og:type", "og:title", "og:url", "og:site_name", "og:locale", "og:image", "og:image:width")

    def lacks(page: Page) -> list[str]:
        return [name for name in (*wanted, "og:image:height", "twitter:card") if len(page.said(name)) != 1]

    assert each(pages, lacks) == {}
    assert {page.said("og:type")[0] for page in pages.values()} == {"article", "profile", "website"}


def test_what_stands_for_a_page_is_a_picture_that_is_there(pages: dict[str, Page], outlet: Outlet) -> None:
    shown = {page.said("og:image")[0] for page in pages.values()}
    assert len(shown) > 4  # the outlet's card in two editions, sections' cards, the article's, the author's
    pictures = {url for page in pages.values() for node in nodes(page.graphs) for url in [_picture(node)] if url}
    missing = [url for url in shown | pictures if not outlet.has(url.removeprefix(HOST))]
    assert missing == []


def _picture(node: dict[str, Any]) -> str:
    return str(node["url"]) if node.get("@type") == "ImageObject" else ""
