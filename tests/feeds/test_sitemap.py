"""What search engines are told: all that is for readers, each once, and nothing else; within the protocol's limits."""

import io
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree
from PIL import Image

from broadsheet.feeds import sitemap
from broadsheet.feeds.sitemap import SitemapContext, UrlView
from tests.conftest import MakeOutlet
from tests.outlet import SITE, Outlet

HERE = "https://courier.example"
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
SPANISH = '\n[languages.es]\ntitle = "El Correo"\n'
FRONTS = ["/", "/news/", "/sport/", "/archive/", "/corrections/", "/feeds/"]


def read(outlet: Outlet, address: str) -> Any:
    """A sitemap, read by a strict parser and held to the order that the schema wants."""
    data = outlet.page(address).encode()
    root = etree.fromstring(data)
    assert root.getroottree().docinfo.encoding == "UTF-8"
    assert len(root), "the schema wants one entry at least"
    for entry in root:
        names = [part.tag for part in entry]
        assert names == [name for name in (f"{MAPS}loc", f"{MAPS}lastmod", f"{IMAGE}image") if name in names]
    return root


def entries(outlet: Outlet, address: str) -> dict[str, tuple[str, str]]:
    """What a sitemap lists: when each last changed and its picture, by its address without the outlet's url."""
    found = {}
    for entry in read(outlet, address):
        changed, picture = entry.findtext(f"{MAPS}lastmod", ""), entry.findtext(f"{IMAGE}image/{IMAGE}loc", "")
        found[entry.findtext(f"{MAPS}loc").removeprefix(HERE)] = (changed, picture.removeprefix(HERE))
    return found


def listed(outlet: Outlet, address: str) -> list[str]:
    return list(entries(outlet, address))


def picture() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (2, 1)).save(data, "PNG")
    return data.getvalue()


# The index


def test_the_index_leads_to_all_sitemaps_there_are(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a").article("2026/09/b", date="2026-09-01").article("c", date="").build()
    names = listed(site, "/sitemap.xml")
    assert names == [f"/sitemap{name}.xml" for name in ("-pages", "-news", "-2026-11", "-2026-09", "-undated")]
    assert {name for name in site.online() if name.startswith("/sitemap")} == {*names, "/sitemap.xml"}


def test_one_index_leads_to_all_editions(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": SITE + SPANISH}).article("2026/11/a").article("2026/11/b", lang="es").build()
    assert set(listed(site, "/sitemap.xml")) == {
        *("/sitemap-pages.xml", "/sitemap-news.xml", "/sitemap-2026-11.xml"),
        *("/sitemap-es-pages.xml", "/sitemap-es-news.xml", "/sitemap-es-2026-11.xml"),
    }
    assert listed(site, "/sitemap-2026-11.xml") == ["/archive/2026/11/", "/news/2026/11/a.html"]
    assert listed(site, "/sitemap-es-2026-11.xml") == ["/es/archive/2026/11/", "/es/news/2026/11/b.html"]


def test_the_index_changes_only_when_a_month_comes_or_goes(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a").build()
    assert "sitemap-index:en" not in site.article("2026/11/b").build().told.pages
    assert "sitemap-index:en" in site.article("2026/10/c", date="2026-10-01").build().rendered
    assert "/sitemap-2026-10.xml" in listed(site, "/sitemap.xml")
    site.edit({"content/2026/10/c.md": None}).build()
    assert "/sitemap-2026-10.xml" not in listed(site, "/sitemap.xml")
    assert not site.has("/sitemap-2026-10.xml")


def test_a_new_month_is_online_before_the_index_leads_there(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a").build().article("2026/10/c", date="2026-10-01").build()
    order = site.told.order
    assert order.index("/sitemap-2026-10.xml") < order.index("/sitemap.xml")


# Articles


def test_each_shown_article_is_listed_once(outlet: MakeOutlet) -> None:
    site = (
        outlet().article("2026/11/a", label="sponsored").article("2026/10/b", date="2026-10-01").article("c", date="")
    )
    site.article("2026/11/d", draft="true").article("2026/11/e", date="2026-12-01").article("2026/11/f", url="/f.html")
    site.build()
    urls = [url for name in listed(site, "/sitemap.xml") if "news" not in name for url in listed(site, name)]
    assert sorted(url for url in urls if url.endswith(".html")) == [
        *("/f.html", "/news/2026/10/b.html", "/news/2026/11/a.html", "/news/c.html"),
    ]


def test_all_that_is_listed_is_there(outlet: MakeOutlet) -> None:
    site = outlet({"media/a b.png": picture(), "content/pages/about.md": "---\ntitle: About\n---\n"})
    site.article("2026/11/a", image="a b.png").article("b", date="").article("2026/11/c", url="/día/").build()
    assert "/d%C3%ADa/" in listed(site, "/sitemap-2026-11.xml")
    for name in listed(site, "/sitemap.xml"):
        for entry in etree.fromstring(site.page(name).encode()).iter(f"{MAPS}loc", f"{IMAGE}loc"):
            assert entry.text.isascii()
            assert entry.text.startswith(f"{HERE}/")
            path = unquote(urlsplit(entry.text).path)
            assert site.has(f"{path}index.html" if path.endswith("/") else path)


@pytest.mark.parametrize(
    ("front", "changed"),
    [
        ({"date": "2026-11-20"}, "2026-11-20"),
        ({"date": "2026-11-20T09:05:07+01:00"}, "2026-11-20T08:05:07+00:00"),
        ({"date": "2026-11-20", "updated": "2026-11-22T10:00Z"}, "2026-11-22T10:00:00+00:00"),
        ({"date": "2026-11-20", "updated": "2026-11-25T10:00Z"}, "2026-11-20"),
        ({"date": "", "added": "2026-11-21T10:00Z"}, "2026-11-21T10:00:00+00:00"),
    ],
)
def test_an_article_says_when_it_last_changed(outlet: MakeOutlet, front: dict[str, str], changed: str) -> None:
    site = outlet().article("2026/11/a", **front).build()
    (found,) = [entry for url, entry in entries(site, "/sitemap-2026-11.xml").items() if url.endswith("/a.html")]
    assert found == (changed, "")


def test_a_day_is_that_of_the_outlets_time_zone(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": SITE.replace("Europe/Lisbon", "Asia/Tokyo")}).article("2026/11/a").build()
    assert entries(site, "/sitemap-2026-11.xml")["/news/2026/11/a.html"] == ("2026-11-20", "")


def test_an_update_that_was_to_come_counts_when_it_has(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", updated="2026-11-25T10:00Z").build()
    site.build(datetime(2026, 11, 25, 11, tzinfo=UTC))
    assert entries(site, "/sitemap-2026-11.xml")["/news/2026/11/a.html"][0] == "2026-11-25T10:00:00+00:00"


def test_an_article_without_any_date_says_none(outlet: MakeOutlet) -> None:
    site = outlet().article("a", date="").build()
    assert entries(site, "/sitemap-undated.xml") == {"/archive/": ("", ""), "/news/a.html": ("", "")}


def test_a_picture_is_told_as_long_as_it_is_there(outlet: MakeOutlet) -> None:
    site = outlet({"media/a&b.png": picture()}).article("2026/11/a", image="a&b.png").build()
    assert entries(site, "/sitemap-2026-11.xml")["/news/2026/11/a.html"][1].startswith("/media/a%26b.")
    site.edit({"media/a&b.png": None}).build()
    assert entries(site, "/sitemap-2026-11.xml")["/news/2026/11/a.html"][1] == ""
    assert site.online() == site.clean()


def test_what_is_to_be_taken_from_elsewhere_is_not_listed(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", canonical="https://agency.example/a")
    site.article("2026/11/b", canonical=f"{HERE}/news/2026/11/b.html").build()
    assert listed(site, "/sitemap-2026-11.xml") == ["/archive/2026/11/", "/news/2026/11/b.html"]


def test_a_sitemap_without_articles_of_its_own_is_not_empty(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", canonical="https://agency.example/a")
    site.article("b", date="", canonical="https://agency.example/b").build()
    assert listed(site, "/sitemap-2026-11.xml") == ["/archive/2026/11/"]
    assert listed(site, "/sitemap-undated.xml") == ["/archive/"]


def test_an_address_too_long_for_sitemaps_is_left_out(outlet: MakeOutlet) -> None:
    long = "/" + "/".join(["é" * 99] * 4)
    site = outlet().article("2026/11/a", url=f"{long}.html").article("2026/11/b", url="/b.html").build()
    assert listed(site, "/sitemap-2026-11.xml") == ["/archive/2026/11/", "/b.html"]


def test_what_xml_gives_a_meaning_is_escaped() -> None:
    data = sitemap.write(
        SitemapContext((UrlView("https://x.example/a&b'c\"<>/", "2026-11-20", "https://x.example/&"),))
    )
    (entry,) = etree.fromstring(data)
    assert list(entry.itertext()) == ["https://x.example/a&b'c\"<>/", "2026-11-20", "https://x.example/&"]
    assert b"a&amp;b&#x27;c&quot;&lt;&gt;" in data


# The other pages


def test_fronts_and_standing_pages_have_one_of_their_own(outlet: MakeOutlet) -> None:
    about = "---\ntitle: About\nupdated: 2026-11-01\n---\nWe.\n"
    site = outlet({"content/pages/about.md": about, "content/authors/ann.md": "---\ntitle: Ann\n---\nShe.\n"})
    site.article("2026/11/a", authors="Bo", tags="x", story="Saga").build()
    pages = entries(site, "/sitemap-pages.xml")
    assert list(pages) == [*FRONTS, "/about.html", "/authors/ann/"]
    assert {url: changed for url, (changed, _) in pages.items() if changed} == {"/about.html": "2026-11-01"}


def test_standing_pages_come_and_go(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": SITE + SPANISH}).article("2026/11/a").build()
    for files, ours, theirs in (
        ({"content/pages/es/sobre.md": "---\ntitle: Sobre\nlang: es\n---\n"}, [], ["/es/sobre.html"]),
        ({"content/pages/about.md": "---\ntitle: About\n---\n"}, ["/about.html"], ["/es/sobre.html"]),
        ({"content/pages/about.md": "---\ntitle: About\ndraft: true\n---\n"}, [], ["/es/sobre.html"]),
        ({"content/pages/es/sobre.md": None}, [], []),
    ):
        site.edit(files).build()
        assert listed(site, "/sitemap-pages.xml") == [*FRONTS, *ours]
        assert listed(site, "/sitemap-es-pages.xml") == [*(f"/es{front}" for front in FRONTS), *theirs]


def test_a_new_article_leaves_the_sitemap_of_pages_alone(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a").build().article("2026/11/b", authors="New", tags="new").build()
    assert "page-sitemap:en" not in site.told.pages


# Limits


def test_a_month_that_is_too_long_is_split_and_its_old_parts_stay(
    outlet: MakeOutlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "SIZE", 2)
    site = outlet()
    for day in range(1, 5):
        site.article(f"2026/11/n{day}", date=f"2026-11-0{day}")
    site.build()
    assert listed(site, "/sitemap.xml")[2:] == ["/sitemap-2026-11.xml", "/sitemap-2026-11-1.xml"]
    assert listed(site, "/sitemap-2026-11.xml")[1:] == ["/news/2026/11/n4.html", "/news/2026/11/n3.html"]
    assert listed(site, "/sitemap-2026-11-1.xml")[1:] == ["/news/2026/11/n2.html", "/news/2026/11/n1.html"]
    site.article("2026/11/n5", date="2026-11-05").build()
    assert "sitemap:en:2026-11/1" not in site.told.pages
    assert "sitemap-index:en" not in site.told.pages
    site.article("2026/11/n6", date="2026-11-06").build()
    assert site.has("/sitemap-2026-11-2.xml")
    assert listed(site, "/sitemap.xml")[2:] == [f"/sitemap-2026-11{part}.xml" for part in ("", "-2", "-1")]
    assert site.online() == site.clean()
    site.edit({"content/2026/11/n1.md": None}).build()
    assert not site.has("/sitemap-2026-11-2.xml")
    assert site.online() == site.clean()


def test_the_longest_sitemap_stays_within_what_the_protocol_allows() -> None:
    address = f"{HERE}/{'x' * (sitemap.LONGEST - len(HERE) - 1)}"
    assert len(address) == 2_047
    most = SitemapContext(
        tuple(UrlView(address, "2026-11-20T08:05:07+00:00", address) for _ in range(2 * sitemap.SIZE))
    )
    assert 2 * sitemap.SIZE <= 50_000
    assert len(sitemap.write(most)) <= 52_428_800


# Drafts


def test_a_preview_of_drafts_has_none(outlet: MakeOutlet) -> None:
    site = outlet({"content/pages/about.md": "---\ntitle: About\n---\n"}).article("2026/11/a")
    site.build(drafts=True, output="preview").article("2026/11/b").build(drafts=True, output="preview")
    assert [name for name in site.online("preview") if "sitemap" in name] == []


# The outlet's own files


def test_a_sitemap_of_the_outlets_own_is_reported_and_left_out(outlet: MakeOutlet) -> None:
    site = outlet({"static/sitemap.xml": "<urlset/>"}).article("2026/11/a").build()
    assert "/sitemap.xml is that of a sitemap" in "".join(site.problems)
    assert listed(site, "/sitemap.xml")
