"""What subscribers get: feeds that feedparser and lxml read without complaint, and that the field's rules hold for."""

import io
import re
import tomllib
from pathlib import Path

import feedparser
import pytest
from lxml import etree, html
from PIL import Image

from broadsheet.article import LABELS
from broadsheet.pages import labels
from tests.conftest import MakeOutlet
from tests.feeds.reading import ATOM, CONTENT, DANGEROUS, DC, HERE, RAW, channel, content, guid, item, items
from tests.outlet import SITE

RFC_822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")


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
        ("self", f"{HERE}/feed.xml", "application/rss+xml"),
        ("prev-archive", f"{HERE}/archive/2026/11/feed.xml", None),
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
    # Readers take a description for HTML, a title for text.
    assert found.findtext("description") == "In short &amp; &lt;plain&gt;"
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
    known = {"content", "atom", "dc", "media", None}
    assert set(etree.fromstring(text.encode()).nsmap) <= known


def test_the_same_feed_at_another_time_has_the_same_bytes(outlet: MakeOutlet, monkeypatch: pytest.MonkeyPatch) -> None:
    site = outlet().article("2026/11/a").build()
    before = site.page("/feed.xml")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert site.build(clean=True, output="other").page("/feed.xml", "other") == before
    assert "2026-11-24" not in before
    assert "24 Nov" not in before


# Labels


@pytest.mark.parametrize(
    ("label", "title", "shown"),
    [
        ("", "Ferry", "Ferry"),
        ("opinion", "Ferry", "Opinion: Ferry"),
        ("sponsored", "Ferry", "Sponsored: Ferry"),
        ("opinion", '"Opinion: Ferry"', "Opinion: Ferry"),
        ("opinion", "Opinion polls", "Opinion: Opinion polls"),
    ],
)
def test_a_title_has_its_label_in_front(outlet: MakeOutlet, label: str, title: str, shown: str) -> None:
    assert item(outlet(), title=title, label=label).findtext("title") == shown


def test_a_label_is_in_the_language_of_the_edition(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": SITE + '\n[languages.de]\ntitle = "Der Kurier"\n'})
    site.article("2026/11/a", title="Fähre", label="opinion", lang="de").build()
    assert items(site, "/de/feed.xml")[0].findtext("title") == "Meinung: Fähre"


@pytest.mark.parametrize("language", ["en", "es", "de-AT", "fr", "pt", "ar", "fi"])
def test_every_label_has_a_word(language: str) -> None:
    titles = [labels.titled("x", label, language) for label in LABELS]
    assert len(set(titles)) == len(LABELS)
    assert all(title.endswith(": x") for title in titles)


def test_the_words_are_those_of_the_theme() -> None:
    names = {label: f"label_{label}" for label in LABELS}
    others = ("correction", "corrections", "note_editor", "note_author", "note_translation", "note_rights")
    names.update({name: name for name in others})
    for file in sorted((Path(__file__).parents[2] / "themes/broadsheet/i18n").glob("*.toml")):
        words = tomllib.loads(file.read_text(encoding="utf-8"))
        said = {name: labels.word(name, file.stem) for name in names}
        assert said == {name: words[word] for name, word in names.items()}, file.name
