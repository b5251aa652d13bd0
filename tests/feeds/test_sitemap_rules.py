"""All sitemaps of an outlet with all sorts of articles, held to what sitemaps.org and Google ask; and these rules."""

import io
import random
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image

from broadsheet.feeds import news_sitemap, sitemap
from broadsheet.feeds.sitemap import SitemapContext, SitemapIndexContext, UrlView
from tests.conftest import MakeOutlet
from tests.feeds import sitemap_rules
from tests.outlet import NOON, SITE, Outlet

HERE = "https://courier.example"
PLACE = f"{HERE}/sitemap.xml"
EDITIONS = '\n[languages.es-MX]\ntitle = "El \\"Correo\\" & <más>"\nprefix = "es"\n[languages.zh]\ntitle = "信使"\n'
ALL = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
PICTURES = ALL + 'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">'
TOLD = ALL + 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'


def wrong(outlet: Outlet) -> dict[str, list[str]]:
    """What is wrong with each sitemap that is online."""
    found = {}
    for name, data in outlet.online().items():
        if name.startswith("/sitemap"):
            found[name] = list(sitemap_rules.faults(data, HERE + name, outlet.now))
    assert "/sitemap.xml" in found
    return {name: faults for name, faults in found.items() if faults}


def photograph() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(data, "PNG")
    return data.getvalue()


def everything(outlet: Outlet, seed: int) -> Outlet:
    chance = random.Random(seed)
    outlet.edit(
        {"site.toml": SITE + EDITIONS, "media/a&b 'c.png": photograph(), "media/día.svg": "<svg viewBox='0 0 4 3'/>"}
    )
    outlet.edit({"content/pages/a&b.md": "---\ntitle: A\n---\n", "content/authors/ann.md": "---\ntitle: Ann\n---\n"})
    for number in range(30):
        moment = NOON - timedelta(minutes=chance.randrange(-2_000, 9_000))
        outlet.article(
            f"2026/11/n{number}",
            id=f"n{number}",
            title=chance.choice(["'</news:title><x>&\"]]>'", "Plain", '"\'"', "Ñandú"]),
            date=chance.choice(
                [f"{moment:%Y-%m-%dT%H:%MZ}", f"{moment:%Y-%m-%d}", f"{moment:%Y-%m-%dT%H:%M}+09:00", ""]
            ),
            updated=chance.choice(["", "", f"{moment + timedelta(hours=5):%Y-%m-%dT%H:%MZ}"]),
            label=chance.choice(["", "", "live", "sponsored"]),
            access=chance.choice(["", "paid"]),
            image=chance.choice(["", "a&b 'c.png", "día.svg"]),
            lang=chance.choice(["", "es", "zh"]),
            url=chance.choice(["", "", f"/día & noche/{number}/", f"/x'y{number}.html"]),
            corrections=chance.choice(["", '[{date: "2026-11-24", text: A}]']),
            canonical=chance.choice(["", "", "", "https://agency.example/a"]),
            translation=chance.choice(["", "n1"]),
        )
    return outlet


@pytest.mark.parametrize("seed", [1, 2])
def test_all_sitemaps_keep_the_rules_as_time_passes(outlet: MakeOutlet, seed: int) -> None:
    site = everything(outlet(), seed)
    told = set()
    for hours in (0, 7, 30, 47, 49, 100, -60):
        site.build(NOON + timedelta(hours=hours))
        assert wrong(site) == {}
        told.add(site.page("/sitemap-news.xml"))
    assert len(told) > 2, "time alone changes what is news"
    assert site.online() == site.clean()


def test_corrections_are_no_news_and_a_corrected_article_is(outlet: MakeOutlet) -> None:
    corrections = '[{date: "2026-11-24", text: It was two.}]'
    site = outlet().article("2026/11/a", date="2026-11-24T09:00Z", label="live", corrections=corrections).build()
    assert site.page("/sitemap-news.xml").count("<url>") == 1
    assert "/corrections/" not in site.page("/sitemap-news.xml")


def test_a_paid_article_is_told_as_any(outlet: MakeOutlet) -> None:
    body = "Begin.\n\n<!-- paywall -->\n\nSecret."
    site = outlet().article("2026/11/a", body, date="2026-11-24T09:00Z", access="paid").build()
    assert site.page("/sitemap-news.xml").count("<url>") == 1
    assert "Secret" not in site.page("/sitemap-news.xml")


# At a million articles


@pytest.mark.parametrize(("editions", "years"), [(1, 1), (1, 30), (6, 150), (40, 100)])
def test_a_million_articles_fit(editions: int, years: int) -> None:
    months = editions * 12 * years
    # Full parts, and for each month its newest one, and one of all that has no date.
    parts = 1_000_000 // sitemap.SIZE + months + editions
    assert 2 * editions + parts <= sitemap_rules.ENTRIES
    address = f"https://{'x' * 240}.example/{'y' * 200}/sitemap-{'z' * 20}-2026-11-400.xml"
    index = sitemap.write_index(SitemapIndexContext((address,)))
    assert len(index) * (2 * editions + parts) <= sitemap_rules.BYTES


def test_no_file_outgrows_the_protocol_whatever_its_addresses_are() -> None:
    address = f"{HERE}/{'x' * (sitemap.LONGEST - len(HERE) - 1)}"
    when = "2026-11-20T08:05:07+00:00"
    entry = len(sitemap.write(SitemapContext((UrlView(address, when, address),))))
    assert entry * 2 * sitemap.SIZE <= sitemap_rules.BYTES
    plain = len(sitemap.write(SitemapContext((UrlView(address, when),))))
    assert plain * sitemap.MOST_PAGES <= sitemap_rules.BYTES
    assert max(2 * sitemap.SIZE, sitemap.MOST_PAGES, sitemap.MOST) <= sitemap_rules.ENTRIES
    assert (sitemap_rules.NEWEST, sitemap_rules.DAYS.total_seconds()) == (news_sitemap.MOST, news_sitemap.WINDOW)


def test_the_index_has_no_more_than_it_may(outlet: MakeOutlet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST", 4)
    site = outlet()
    for month in (8, 9, 10, 11):
        site.article(f"2026/{month:02}/a", date=f"2026-{month:02}-01")
    text = site.build().page("/sitemap.xml")
    assert text.count("<sitemap>") == 4
    assert "/sitemap-2026-11.xml" in text
    assert "/sitemap-2026-09.xml" not in text


# The rules themselves: what they were made to find, they find


def url(loc: str = f"{HERE}/a.html", inner: str = "") -> str:
    return f"<url><loc>{loc}</loc>{inner}</url>"


def told(date: str = "2026-11-24", title: str = "A", language: str = "en", more: str = "") -> str:
    publication = (
        f"<news:publication><news:name>X</news:name><news:language>{language}</news:language></news:publication>"
    )
    when = f"<news:publication_date>{date}</news:publication_date>"
    return url(inner=f"<news:news>{publication}{when}<news:title>{title}</news:title>{more}</news:news>")


def image(loc: str) -> str:
    return f"<image:image><image:loc>{loc}</image:loc></image:image>"


@pytest.mark.parametrize(
    "text",
    [
        PICTURES + url(inner="<lastmod>2026-11-20T08:05:07+00:00</lastmod>" + image(f"{HERE}/a.png")) + "</urlset>",
        PICTURES + url(inner="<lastmod>2026-11-24</lastmod>") + "</urlset>",
        TOLD + told("2026-11-22T12:00:00Z") + "</urlset>",
        TOLD + told("2026-11-22", "&#x27;A&quot; &amp; B", "zh-tw") + "</urlset>",
        TOLD + "</urlset>",
    ],
)
def test_what_is_right_passes(text: str) -> None:
    assert list(sitemap_rules.faults(text.encode(), PLACE, NOON)) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (PICTURES + "</urlset>", "0 entries"),
        (PICTURES + url() * 2 + "</urlset>", "is there twice"),
        (PICTURES + url("https://other.example/a") + "</urlset>", "another host"),
        (PICTURES + url("http://courier.example/a") + "</urlset>", "another host"),
        (PICTURES + url(f"{HERE}/{'a' * 2_030}") + "</urlset>", "characters"),
        (PICTURES + url(f"{HERE}/día") + "</urlset>", "RFC 3986"),
        (PICTURES + url(f"{HERE}/a b") + "</urlset>", "RFC 3986"),
        (PICTURES + url(f"{HERE}/a#b") + "</urlset>", "RFC 3986"),
        (PICTURES + url(f"{HERE}/it's") + "</urlset>", "isn't escaped"),
        (PICTURES + url(inner="<lastmod>24.11.2026</lastmod>") + "</urlset>", "changed at"),
        (PICTURES + url(inner="<lastmod>2026-11-24T10:00</lastmod>") + "</urlset>", "changed at"),
        (PICTURES + url(inner="<lastmod>2026-02-30</lastmod>") + "</urlset>", "changed at"),
        (PICTURES + url(inner="<lastmod>2026-11-24T12:00:01Z</lastmod>") + "</urlset>", "changed at"),
        (PICTURES + url(inner=image(f"{HERE}/a.png") + "<lastmod>2026-11-24</lastmod>") + "</urlset>", "an entry has"),
        (PICTURES + url(inner="<priority>1</priority>") + "</urlset>", "an entry has"),
        (PICTURES + url(inner=image("https://cdn.example/a.png")) + "</urlset>", "another host"),
        (PICTURES + url(inner="<image:image/>") + "</urlset>", "a picture has"),
        (TOLD + url() + "</urlset>", "no news"),
        (TOLD + told("2026-11-22T11:59:59Z") + "</urlset>", "published at"),
        (TOLD + told("2026-11-24T12:00:01Z") + "</urlset>", "published at"),
        (TOLD + told("yesterday") + "</urlset>", "published at"),
        (TOLD + told(title=" ") + "</urlset>", "no headline"),
        (TOLD + told(language="en-GB") + "</urlset>", "ISO 639"),
        (TOLD + told(more="<news:genres>Blog</news:genres>") + "</urlset>", "news has"),
        (TOLD + "".join(url(f"{HERE}/{n}") for n in range(1_001)) + "</urlset>", "1001 entries"),
        ("<urlset/>", "its root is"),
    ],
)
def test_what_is_wrong_is_found(text: str, fault: str) -> None:
    assert any(fault in found for found in sitemap_rules.faults(text.encode(), PLACE, NOON))


def test_a_place_below_a_folder_is_seen() -> None:
    text = (PICTURES + url() + "</urlset>").encode()
    assert any("folder" in found for found in sitemap_rules.faults(text, f"{HERE}/news/sitemap.xml", NOON))
    assert datetime.fromisoformat("2026-11-24T12:00Z") == NOON.astimezone(UTC)
