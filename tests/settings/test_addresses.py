"""Every address is inside the output, has one link and one owner."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet import addresses, settings_file
from broadsheet.article import Article, Kind, When
from broadsheet.keys import Term
from broadsheet.settings import Settings

SMALLEST = """
title = "The Post"
url = "https://example.com"
language = "en"
timezone = "UTC"
sections = [{ id = "politics", title = "Politics" }, { id = "sport", title = "Sport" }]
"""
OUTLET = (
    SMALLEST.replace("https://example.com", "https://example.com/news").replace('"UTC"', '"America/Mexico_City"')
    + """
[languages.es-MX]
title = "El Correo"
prefix = "es"
"""
)


def make(text: str = OUTLET) -> Settings:
    made, found = settings_file.parse(text.encode())
    assert made is not None, found
    return made


SETTINGS = make()
WITHOUT_HTML = make(OUTLET + "[addresses]\nhtml = false\n")


def article(path: str = "content/2026/11/budget.md", edition: str = "en", **values: object) -> Article:
    at = When(datetime(2026, 11, 1, 2, 0, tzinfo=UTC))
    return Article(**{"path": path, "id": "x", "title": "T", "edition": edition, "date": at} | values)  # type: ignore[arg-type]


def test_an_article_lives_under_its_section_and_month_in_the_outlets_time_zone() -> None:
    assert addresses.article_address(article(section="sport"), SETTINGS) == "/sport/2026/10/budget.html"


def test_an_article_without_section_lives_in_the_default_one() -> None:
    assert addresses.article_address(article(), SETTINGS) == "/politics/2026/10/budget.html"


def test_an_article_without_date_has_no_month() -> None:
    assert addresses.article_address(article(date=None), SETTINGS) == "/politics/budget.html"


def test_an_edition_has_its_folder() -> None:
    assert addresses.article_address(article(edition="es-MX"), SETTINGS) == "/es/politics/2026/10/budget.html"


def test_a_slug_is_taken_before_the_name_of_the_file() -> None:
    assert addresses.article_address(article(slug="new"), SETTINGS) == "/politics/2026/10/new.html"
    named = article("content/2026/11/Café olé.md")
    assert addresses.article_address(named, SETTINGS) == "/politics/2026/10/cafe-ole.html"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("/x/", "/x/index.html"),
        ("/x", "/x.html"),
        ("/x.htm", "/x.htm"),
        ("/2019/caf%C3%A9/", "/2019/café/index.html"),
        ("/100%/", "/100%/index.html"),
        ("/%E9", "/%E9.html"),
    ],
)
def test_a_url_stands_above_pattern_and_edition(url: str, address: str) -> None:
    assert addresses.article_address(article(url=url, edition="es-MX"), SETTINGS) == address


def test_a_pattern_may_be_a_folder() -> None:
    chosen = make(OUTLET + '[addresses]\narticle = "/{year}-{month}-{day}/{section}/{slug}/"\n')
    assert addresses.article_address(article(), chosen) == "/2026-10-31/politics/budget/index.html"


def test_standing_pages_keep_their_folders_and_are_put_into_their_edition_once() -> None:
    def page(path: str, edition: str) -> str:
        return addresses.article_address(article(path, edition, kind=Kind.PAGE), SETTINGS)

    assert page("content/pages/about.md", "en") == "/about.html"
    assert page("content/pages/legal/terms.md", "en") == "/legal/terms.html"
    assert page("content/pages/acerca.md", "es-MX") == "/es/acerca.html"
    assert page("content/pages/es/about.md", "es-MX") == "/es/about.html"


def test_months_runs_and_feeds_lie_in_the_folder_of_their_term() -> None:
    politics, tag, all_of_es = Term("section", "en", "politics"), Term("tag", "es-MX", "agua"), Term("all", "es-MX")
    assert addresses.term_address(politics, SETTINGS) == "/politics/index.html"
    assert addresses.run_address(politics, "2026-11", 0, SETTINGS) == "/politics/2026/11/index.html"
    assert addresses.run_address(politics, "2026-11", 3, SETTINGS) == "/politics/2026/11/page-3.html"
    assert addresses.feed_address(politics, SETTINGS) == "/politics/feed.xml"
    assert addresses.term_address(tag, SETTINGS) == "/es/tags/agua/index.html"
    assert addresses.term_address(all_of_es, SETTINGS) == "/es/index.html"
    assert addresses.run_address(all_of_es, "2026-11", 1, SETTINGS) == "/es/archive/2026/11/page-1.html"
    assert addresses.feed_address(all_of_es, SETTINGS) == "/es/feed.xml"
    assert addresses.run_address(Term("story", "en", "ferry"), "", 2, SETTINGS) == "/stories/ferry/page-2.html"
    assert addresses.run_address(Term("correction", "en"), "2026", 0, SETTINGS) == "/corrections/2026/index.html"


@pytest.mark.parametrize(
    ("address", "with_html", "without"),
    [
        ("/index.html", "/news/", "/news/"),
        ("/sport/index.html", "/news/sport/", "/news/sport/"),
        ("/sport/a.html", "/news/sport/a.html", "/news/sport/a"),
        ("/x-index.html", "/news/x-index.html", "/news/x-index"),
        ("/feed.xml", "/news/feed.xml", "/news/feed.xml"),
        ("/media/año nuevo.jpg", "/news/media/a%C3%B1o%20nuevo.jpg", "/news/media/a%C3%B1o%20nuevo.jpg"),
    ],
)
def test_links(address: str, with_html: str, without: str) -> None:
    assert addresses.href(address, SETTINGS) == with_html
    assert addresses.href(address, WITHOUT_HTML) == without
    assert addresses.absolute(address, SETTINGS) == "https://example.com" + with_html


def test_links_of_an_outlet_at_the_root_of_its_host() -> None:
    root = make(SMALLEST)
    assert addresses.href("/index.html", root) == "/"
    assert addresses.absolute("/a.html", root) == "https://example.com/a.html"


def test_nothing_answers_outside_the_path_of_the_outlet() -> None:
    assert addresses.answering("/newsroom/a.html", SETTINGS) == ()
    assert addresses.answering("/news/", SETTINGS) == ("/index.html",)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
PATHS = st.lists(st.sampled_from(["a", "..", ".", "", "é", "x.html", "index.html", "%2e%2e", "a b"]) | TEXT, max_size=5)
ADDRESSES = PATHS.map(lambda parts: "/" + "/".join(parts)).filter(lambda address: addresses.check(address) is None)
PROPERTY = settings(deadline=None, derandomize=True, max_examples=200)


@PROPERTY
@given(PATHS.map("/".join) | PATHS.map(lambda parts: "/" + "/".join(parts)))
def test_what_passes_the_check_stays_in_its_folder(url: str) -> None:
    address = addresses.file_of(url)
    if addresses.check(address) is None:
        parts = address.split("/")
        assert parts[0] == "" and len(parts) > 1
        assert not {"", ".", ".."} & set(parts[1:])
        assert address.isprintable() and "\\" not in address


@PROPERTY
@given(ADDRESSES, st.sampled_from([SETTINGS, WITHOUT_HTML, make(SMALLEST)]))
def test_a_link_leads_back_to_its_address(address: str, chosen: Settings) -> None:
    link = addresses.href(address, chosen)
    assert address in addresses.answering(link, chosen)
    assert link.isascii()
    assert urlsplit(addresses.absolute(address, chosen)).path == link


@PROPERTY
@given(
    st.sampled_from(["all", "section", "tag", "author", "story", "correction"]),
    st.sampled_from(["en", "es-MX"]),
    st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9})?", fullmatch=True),
    st.dates().map(lambda day: f"{day:%Y-%m}".zfill(7)),
    st.integers(0, 5000),
)
def test_nobody_else_may_live_where_lists_and_feeds_do(kind: str, edition: str, key: str, month: str, n: int) -> None:
    term = Term(kind, edition, {"section": "sport", "all": "", "correction": ""}.get(kind, key))
    bucket = {"story": "", "correction": month[:4]}.get(kind, month)
    for address in (
        addresses.term_address(term, SETTINGS),
        addresses.run_address(term, bucket, n, SETTINGS),
        addresses.feed_address(term, SETTINGS),
    ):
        assert addresses.check(address) is None
        assert addresses.reserved(address, SETTINGS)
        assert addresses.reserved(address.upper(), SETTINGS)


@pytest.mark.parametrize(
    ("address", "owner"),
    [
        ("/index.html", "the home page"),
        ("/es/index.html", "the home page of the edition es-MX"),
        ("/es", "the home page of the edition es-MX"),
        ("/404.html", "the 404 page"),
        ("/feed.xml", "the site's feed"),
        ("/sport/index.html", "the front of the section sport"),
        ("/es/sport/feed.xml", "the feed of the section sport of the edition es-MX"),
        ("/Sport/2026/11/page-4.html", "the months of the section sport"),
        ("/sport/2026", "the months of the section sport"),
        ("/tags/x.html", "the pages of tags"),
        ("/archive/index.html", "the months of all articles"),
        ("/feeds/index.html", "the page of feeds"),
        ("/fragments/latest.html", "the pieces that pages include"),
        ("/media/a.jpg", "the pictures and recordings of media/"),
        ("/assets/site.css", "the files of the theme"),
        ("/.broadsheet-manifest", "Broadsheet's own notes about the output"),
    ],
)
def test_what_is_reserved_says_for_what(address: str, owner: str) -> None:
    assert addresses.reserved(address, SETTINGS) == owner


@pytest.mark.parametrize(
    "address",
    [
        "/about.html",
        "/sport/2026/11/budget.html",
        "/sport/2026/11/page-next.html",
        "/sport/feed.html",
        "/es/about.html",
        "/estate/index.html",
        "/essays/2026/11/index.html",
    ],
)
def test_what_is_free_may_be_taken(address: str) -> None:
    assert addresses.reserved(address, SETTINGS) is None


@pytest.mark.parametrize(
    "address",
    ["", "a.html", "/", "/a//b.html", "/a/", "/../a.html", "/a/./b", "/a\\b.html", "/a\nb.html", "/a?b", "/a#b"],
)
def test_what_cannot_be_an_address_is_told(address: str) -> None:
    assert addresses.check(address)


def test_a_long_name_is_counted_in_bytes() -> None:
    assert addresses.check("/" + "é" * 100) is None
    assert addresses.check("/" + "é" * 101)


def test_addresses_that_some_file_system_takes_for_one_are_one() -> None:
    assert addresses.fold("/Café.html") == addresses.fold("/cafe\u0301.HTML")
    assert addresses.folders("/a/b/c.html") == ("/a/b", "/a")


def test_terms_without_pages_have_no_address() -> None:
    with pytest.raises(ValueError, match="no page is made for the term label/opinion"):
        addresses.term_address(Term("label", "en", "opinion"), SETTINGS)
    with pytest.raises(ValueError, match=r"content/authors/a\.md is an author's page"):
        addresses.article_address(article("content/authors/a.md", kind=Kind.AUTHOR), SETTINGS)


@pytest.mark.parametrize("address", ["/sitemap-2026.xml", "/news-sitemap.xml", "/sitemap-fr-news.xml"])
def test_what_search_engines_look_for_at_the_root_is_the_outlets_own(address: str) -> None:
    """No page of ours lives there, so a file in static/ may."""
    assert addresses.check(address) is None
    assert addresses.reserved(address, SETTINGS) is None


def test_what_machines_look_for_at_the_root_may_be_a_file_of_the_outlets_and_nothing_else() -> None:
    assert addresses.reserved("/robots.txt", SETTINGS) == "the rules for robots"
    assert addresses.reserved("/.well-known/security.txt", SETTINGS)
    assert addresses.reserved("/robots.txt", SETTINGS, file=True) is None


def test_the_index_of_sitemaps_is_where_search_engines_look_first() -> None:
    assert addresses.sitemap_index_address() == "/sitemap.xml"
    assert addresses.reserved("/Sitemap.xml", SETTINGS) == "a sitemap"


@pytest.mark.parametrize(
    ("edition", "part", "address"),
    [
        ("en", "pages", "/sitemap-pages.xml"),
        ("en", "news", "/sitemap-news.xml"),
        ("en", "undated", "/sitemap-undated.xml"),
        ("en", "2026-11", "/sitemap-2026-11.xml"),
        ("en", "2026-11/3", "/sitemap-2026-11-3.xml"),
        ("es-MX", "pages", "/sitemap-es-pages.xml"),
        ("es-MX", "undated/2", "/sitemap-es-undated-2.xml"),
        ("es-MX", "2026-11/3", "/sitemap-es-2026-11-3.xml"),
    ],
)
def test_sitemaps_are_at_the_root_whatever_their_edition(edition: str, part: str, address: str) -> None:
    assert addresses.sitemap_address(edition, part, SETTINGS) == address
    assert addresses.reserved(address, SETTINGS) == "a sitemap"
