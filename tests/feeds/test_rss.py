"""What subscribers get: feeds that feedparser and lxml read without complaint, and that the field's rules hold for."""

import io
import re
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree, html
from PIL import Image

from broadsheet.feeds import full_text
from tests.conftest import MakeOutlet
from tests.outlet import SITE, Outlet

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
DC = "{http://purl.org/dc/elements/1.1/}"
HERE = "https://courier.example"
RFC_822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")

RAW = """\
Raw HTML: <a href="/about/">us</a> and <a href="2026/11/b.md">it</a>.

<picture><source srcset="/a.svg 1x, /b.svg 2x"><img src="/a.svg" alt="A"></picture>

<video src="/film.mp4" poster="/still.jpg" controls></video>

[Own](/about/), [by file](b.md), [by id](article:two), [elsewhere](https://elsewhere.example/x), a note[^1].

![Seen](a.svg "Words")

[^1]: The note.
"""


def channel(outlet: Outlet, address: str = "/feed.xml") -> Any:
    """The channel of a feed, read by a strict parser."""
    found = etree.fromstring(outlet.page(address).encode()).find("channel")
    assert found is not None
    return found


def items(outlet: Outlet, address: str = "/feed.xml") -> list[Any]:
    return list(channel(outlet, address).findall("item"))


def item(outlet: Outlet, **front: str) -> Any:
    """The item of a lone article."""
    (found,) = items(outlet.article("2026/11/a", **front).build())
    return found


def content(found: Any) -> str:
    text = found.findtext(f"{CONTENT}encoded")
    assert isinstance(text, str)
    return text


def guid(outlet: Outlet) -> str:
    (found,) = items(outlet)
    assert found.find("guid").get("isPermaLink") == "false"
    text = found.findtext("guid")
    assert isinstance(text, str)
    return text


def picture() -> bytes:
    """A small PNG."""
    data = io.BytesIO()
    Image.new("RGB", (2, 1)).save(data, "PNG")
    return data.getvalue()


# The channel


def test_the_channel_says_what_it_is(outlet: MakeOutlet) -> None:
    front = 'description = "All of it"\ncopyright = "The Courier Ltd"\nlogo = "logo.png"\n'
    site = outlet({"site.toml": front + SITE, "media/logo.png": picture()}).article("2026/11/a").build()
    feed = channel(site)
    texts = {name: feed.findtext(name) for name in ("title", "link", "description", "language", "copyright")}
    assert texts == {
        "title": "The Courier",
        "link": f"{HERE}/",
        "description": "All of it",
        "language": "en",
        "copyright": "The Courier Ltd",
    }
    assert [(link.get("rel"), link.get("href"), link.get("type")) for link in feed.findall(f"{ATOM}link")] == [
        ("self", f"{HERE}/feed.xml", "application/rss+xml")
    ]
    image = feed.find("image")
    assert [(part.tag, part.text) for part in image] == [
        ("url", f"{HERE}/media/logo.png"),
        ("title", "The Courier"),
        ("link", f"{HERE}/"),
    ]
    assert site.has("/media/logo.png")


def test_a_logo_that_feeds_may_not_show_is_left_out(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": 'logo = "logo.svg"\n' + SITE, "media/logo.svg": '<svg viewBox="0 0 1 1"/>'})
    assert channel(site.article("2026/11/a").build()).find("image") is None


def test_a_section_has_a_feed_of_its_own(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a").article("2026/11/b", section="sport").build()
    feed = channel(site, "/sport/feed.xml")
    assert feed.findtext("title") == "The Courier – Sport"
    assert feed.findtext("link") == f"{HERE}/sport/"
    assert feed.find(f"{ATOM}link").get("href") == f"{HERE}/sport/feed.xml"
    assert [found.findtext("title") for found in items(site, "/sport/feed.xml")] == ["B"]
    assert [found.findtext("title") for found in items(site)] == ["B", "A"]


def test_a_section_without_articles_has_a_feed_to_subscribe_to(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a").build()
    assert items(site, "/sport/feed.xml") == []
    assert channel(site, "/sport/feed.xml").find("lastBuildDate") is None
    assert not feedparser.parse(site.page("/sport/feed.xml")).bozo


def test_the_newest_come_first_and_no_more_than_the_setting_says(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": SITE.replace("[feeds]", "[feeds]\nitems = 2")})
    for day in (3, 1, 2):
        site.article(f"2026/11/n{day}", date=f"2026-11-0{day}")
    assert [found.findtext("title") for found in items(site.build())] == ["N3", "N2"]


def test_the_feed_is_as_new_as_its_newest_article_whatever_the_clock_says(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", date="2026-11-20T09:00+01:00", updated="2026-11-22T10:00+01:00")
    site.article("2026/11/b", date="2026-11-21T09:00+01:00").build()
    assert channel(site).findtext("lastBuildDate") == "Sun, 22 Nov 2026 09:00:00 +0000"


# An item


def test_an_item_has_a_summary_then_the_full_text(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", "First.\n\nLast *words*.", dek="In short & <plain>").build()
    (found,) = items(site)
    names = [part.tag for part in found]
    assert names.index("description") < names.index(f"{CONTENT}encoded")
    assert found.findtext("description") == "In short & <plain>"
    assert content(found) == "<p>First.</p>\n<p>Last <em>words</em>.</p>"
    assert names.count("description") == 1


def test_an_item_without_a_dek_is_summed_up_by_its_beginning(outlet: MakeOutlet) -> None:
    assert item(outlet()).findtext("description") == "Text."


def test_an_item_names_its_article(outlet: MakeOutlet) -> None:
    found = item(
        outlet(), title="Héllo", date="2026-11-20T09:05:07+01:00", authors="Ann Lee, Bo", tags="x, Y", label="opinion"
    )
    assert (found.findtext("title"), found.findtext("link")) == ("Opinion: Héllo", f"{HERE}/news/2026/11/a.html")
    assert found.findtext("pubDate") == "Fri, 20 Nov 2026 08:05:07 +0000"
    assert [creator.text for creator in found.findall(f"{DC}creator")] == ["Ann Lee", "Bo"]
    assert [category.text for category in found.findall("category")] == ["News", "opinion", "x", "Y"]
    assert found.find("author") is None


def test_an_agency_stands_in_for_an_author(outlet: MakeOutlet) -> None:
    assert [creator.text for creator in item(outlet(), agency="AFP").findall(f"{DC}creator")] == ["AFP"]


def test_nobody_is_named_where_nobody_is_known(outlet: MakeOutlet) -> None:
    assert item(outlet()).findall(f"{DC}creator") == []


def test_an_undated_article_has_no_date_of_publication(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", date="", added="2026-11-20T09:00").build()
    (found,) = items(site)
    assert found.find("pubDate") is None
    assert channel(site).find("lastBuildDate") is None
    assert not feedparser.parse(site.page("/feed.xml")).bozo


# Identity


def test_a_guid_is_made_of_the_authority_and_the_id(outlet: MakeOutlet) -> None:
    assert guid(outlet().article("2026/11/a", id="one").build()) == "tag:courier.example,2026:one"


def test_an_article_without_an_id_goes_by_its_path(outlet: MakeOutlet) -> None:
    assert guid(outlet().article("2026/11/a").build()) == "tag:courier.example,2026:2026/11/a"


@pytest.mark.parametrize("uri", ["https://old.example/?p=12", "urn:uuid:5b2f", "tag:old.example,2009:7"])
def test_an_id_that_is_a_uri_lives_on(outlet: MakeOutlet, uri: str) -> None:
    assert guid(outlet().article("2026/11/a", id=f'"{uri}"').build()) == uri


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "Other"},
        {"slug": "other"},
        {"section": "sport"},
        {"date": "2026-10-01"},
        {"url": "/x.html"},
        {"date": ""},
    ],
)
def test_no_edit_announces_a_story_again(outlet: MakeOutlet, changed: dict[str, str]) -> None:
    site = outlet().article("2026/11/a", id="one").build()
    before = guid(site)
    assert guid(site.article("2026/11/a", **{"id": "one", **changed}).build()) == before


def test_no_other_domain_announces_a_story_again(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a").build()
    before = guid(site)
    site.edit({"site.toml": SITE.replace(HERE, "https://herald.example/news")}).build()
    assert guid(site) == before
    assert items(site)[0].findtext("link") == "https://herald.example/news/news/2026/11/a.html"


def test_guids_are_unique(outlet: MakeOutlet) -> None:
    site = (
        outlet()
        .article("2026/11/a")
        .article("2026/10/a", date="2026-10-01")
        .article("2026/11/b", id="2026/11/c")
        .build()
    )
    guids = [found.findtext("guid") for found in items(site)]
    assert len(set(guids)) == 3


# The full text


def addresses_in(text: str) -> dict[str, set[str]]:
    """Every address in a piece of HTML, by the attribute that it stands in."""
    found: dict[str, set[str]] = {}
    for element in html.fragment_fromstring(text, create_parent=True).iter():
        for name in ("href", "src", "poster", "cite"):
            if name in element.attrib:
                found.setdefault(name, set()).add(element.attrib[name])
        for candidate in element.attrib.get("srcset", "").split(","):
            if candidate.strip():
                found.setdefault("srcset", set()).add(candidate.split()[0])
    return found


def test_every_address_in_a_text_is_in_full(outlet: MakeOutlet) -> None:
    site = outlet({"media/a.svg": '<svg viewBox="0 0 4 3"/>'}).article("2026/11/b", id="two", date="2026-11-01")
    site.article("2026/11/a", RAW).build()
    found = addresses_in(content(items(site)[0]))
    assert found == {
        "href": {
            f"{HERE}/about/",
            f"{HERE}/news/2026/11/b.html",
            "https://elsewhere.example/x",
            f"{HERE}/news/2026/11/a.html#fn:1",
            f"{HERE}/news/2026/11/a.html#fnref:1",
        },
        "src": {f"{HERE}/a.svg", f"{HERE}/media/a.svg", f"{HERE}/film.mp4"},
        "srcset": {f"{HERE}/a.svg", f"{HERE}/b.svg"},
        "poster": {f"{HERE}/still.jpg"},
    }
    assert all(urlsplit(url).scheme == "https" for urls in found.values() for url in urls)


def test_a_link_to_what_is_not_shown_keeps_its_words_alone(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/b", draft="true").article("2026/11/a", "See [that](b.md).").build()
    assert content(items(site)[0]) == "<p>See <a>that</a>.</p>"


DANGEROUS = """\
<p style="position: fixed" onclick="steal()" class="x" id="y">Words</p>

<script>steal()</script>

<style>body { display: none }</style>

<object data="/x.swf"><embed src="/x.swf"></object>

<form action="/login"><input name="password"></form>

<svg onload="steal()"><script>steal()</script></svg>

<noscript><img src="https://spy.example/x.gif"></noscript>
"""


def test_what_readers_refuse_a_feed_for_is_not_in_it(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", DANGEROUS).build()
    text = content(items(site)[0])
    assert re.sub(r"<p></p>|\s", "", text) == "<p>Words</p>"
    assert "steal()" in site.page("/news/2026/11/a.html")


def test_a_frame_becomes_a_link_to_what_it_shows(outlet: MakeOutlet) -> None:
    frame = '<iframe width="560" src="https://video.example/1?a=1&amp;b=2" allowfullscreen></iframe>'
    site = outlet().article("2026/11/a", frame).build()
    url = "https://video.example/1?a=1&amp;b=2"
    assert content(items(site)[0]) == f'<p><a href="{url}">{url}</a></p>'


@settings(max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<b>",
                "<scr",
                "ipt>",
                "<script>",
                "</script>",
                "<iframe src=",
                "'",
                '"',
                "javascript:x",
                ">",
                "<",
                " onload=x",
                "<a href=",
                "//h/x",
                "/x",
                "#x",
                "&lt;",
                "]]>",
                "<svg>",
                "</svg>",
                "<style>",
                "<!--",
                "-->",
                "é",
            ]
        ),
        max_size=14,
    ).map("".join)
)
def test_whatever_an_editor_writes_is_fit_for_a_feed(text: str) -> None:
    fit = full_text.fit(text, f"{HERE}/a.html")
    tree = html.fragment_fromstring(fit, create_parent=True)
    for element in tree.iter():
        assert element.tag not in ("script", "style", "iframe", "object", "embed", "svg", "form")
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
    assert all(urlsplit(url).scheme for urls in addresses_in(fit).values() for url in urls)
    assert full_text.fit(fit, f"{HERE}/a.html") == fit


# What XML can't take


@pytest.mark.parametrize("text", ["a ]]> b", "`<![CDATA[` and `]]>`", "<b>]]></b>", "&#93;&#93;&#62;"])
def test_a_text_may_hold_what_ends_cdata(outlet: MakeOutlet, text: str) -> None:
    site = outlet().article("2026/11/a", text).build()
    assert "]]>" in html.fragment_fromstring(content(items(site)[0]), create_parent=True).text_content()
    assert not feedparser.parse(site.page("/feed.xml")).bozo


def test_no_character_that_xml_forbids_comes_through(outlet: MakeOutlet) -> None:
    site = outlet().article(
        "2026/11/a", "One&#x1;&#xFFFE;two\u0085 \ufffe \U0010ffff", title='"A\\u0001\\uFFFEB"', tags='["x\\u0002"]'
    )
    (found,) = items(site.build())
    assert (found.findtext("title"), [c.text for c in found.findall("category")]) == ("AB", ["News", "x"])
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", site.page("/feed.xml"))


def test_markup_in_a_headline_is_text(outlet: MakeOutlet) -> None:
    found = item(outlet(), title="'<b>R&D</b> &amp; more'")
    assert found.findtext("title") == "<b>R&D</b> &amp; more"


# As a whole


def test_a_feed_reader_reads_it_without_complaint(outlet: MakeOutlet) -> None:
    site = outlet({"media/a.svg": '<svg viewBox="0 0 4 3"/>'}).article("2026/11/b", id="two").article("2026/11/a", RAW)
    site.article("2026/11/c", DANGEROUS, date="").build()
    text = site.page("/feed.xml")
    parsed = feedparser.parse(text)
    assert (parsed.bozo, parsed.version, parsed.encoding) == (False, "rss20", "utf-8")
    assert [len(entry.content) for entry in parsed.entries] == [1, 1, 1]
    assert text.startswith("<?xml version='1.0' encoding='UTF-8'?>")
    dates = re.findall(r"<(?:pubDate|lastBuildDate)>([^<]*)<", text)
    assert len(dates) == 3
    assert [date for date in dates if not RFC_822.fullmatch(date)] == []
    known = {"content", "atom", "dc", None}
    assert set(etree.fromstring(text.encode()).nsmap) <= known


def test_the_same_feed_at_another_time_has_the_same_bytes(outlet: MakeOutlet, monkeypatch: pytest.MonkeyPatch) -> None:
    site = outlet().article("2026/11/a").build()
    before = site.page("/feed.xml")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert site.build(clean=True, output="other").page("/feed.xml", "other") == before
    assert "2026-11-24" not in before
    assert "24 Nov" not in before
