"""A feed for whatever readers follow: tags, authors, stories, corrections; and how their programs find it."""

import re

import feedparser
import pytest
from lxml import etree

from tests.conftest import MakeOutlet
from tests.feeds.reading import HERE, channel, guid, items
from tests.outlet import SITE, Outlet

TEMPLATES = (
    *(
        "article",
        "home",
        "section",
        "tag",
        "author",
        "story",
        "month",
        "archive",
        "corrections",
        "feeds",
        "page",
        "404",
    ),
)
LINKS = {
    f"themes/plain/templates/{name}.html": (
        "{% for one in site.discovery %}S {{ one.type }} {{ one.href }} {{ one.title }}\n{% endfor %}"
        "{% for one in page.discovery %}P {{ one.type }} {{ one.href }} {{ one.title }}\n{% endfor %}"
    )
    for name in TEMPLATES
}
RSS, ATOM, JSON = "application/rss+xml", "application/atom+xml", "application/feed+json"
TWO = '[{date: "2026-11-21", text: "It was 7 boats."}, {text: "Not <b>9</b> & more."}]'


def titles(site: Outlet, address: str) -> list[str | None]:
    return [found.findtext("title") for found in items(site, address)]


def led_to(site: Outlet, address: str, whose: str = "P") -> list[tuple[str, str, str]]:
    """The feeds that a page leads to: type, address, title."""
    found = re.findall(rf"^{whose} (\S+) (\S+) (.*)$", site.page(address), re.MULTILINE)
    assert all(isinstance(one, tuple) for one in found)
    return found


# The feeds


@pytest.mark.parametrize(
    ("front", "address", "title", "home"),
    [
        ({"tags": "Big Ferry, x"}, "/tags/big-ferry/feed.xml", "The Courier – Big Ferry", "/tags/big-ferry/"),
        ({"authors": "Ann Lee"}, "/authors/ann-lee/feed.xml", "The Courier – Ann Lee", "/authors/ann-lee/"),
        ({"story": "The Ferry"}, "/stories/the-ferry/feed.xml", "The Courier – The Ferry", "/stories/the-ferry/"),
    ],
)
def test_a_term_has_a_feed_as_long_as_it_lists_something(
    outlet: MakeOutlet, front: dict[str, str], address: str, title: str, home: str
) -> None:
    site = outlet().article("2026/11/a", **front).article("2026/11/b").build()
    feed = channel(site, address)
    assert (feed.findtext("title"), feed.findtext("link")) == (title, HERE + home)
    assert titles(site, address) == ["A"]
    site.article("2026/11/a").build()
    assert not site.has(address)
    assert site.online() == site.clean()


def test_it_brings_as_many_as_the_setting_says(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": SITE.replace("[feeds]", "[feeds]\nterm_items = 2")})
    for day in (3, 1, 2):
        site.article(f"2026/11/n{day}", date=f"2026-11-0{day}", tags="x")
    assert titles(site.build(), "/tags/x/feed.xml") == ["N3", "N2"]
    site.article("2026/11/n1", date="2026-11-01", tags="x", title="Changed").build()
    assert "rss:en:tag/x" not in site.rendered
    assert "rss:en:all" in site.rendered


def test_it_is_called_as_its_term_is(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", tags="ferry", authors="Ann Lee").build()
    site.article("2026/11/b", tags="Ferry").edit(
        {"content/authors/ann-lee.md": "---\ntitle: Ann M. Lee\n---\n"}
    ).build()
    assert channel(site, "/tags/ferry/feed.xml").findtext("title") == "The Courier – Ferry"
    assert channel(site, "/authors/ann-lee/feed.xml").findtext("title") == "The Courier – Ann M. Lee"
    assert site.online() == site.clean()


def test_an_item_is_the_same_in_all_feeds(outlet: MakeOutlet) -> None:
    front = {"tags": "x", "authors": "Ann", "story": "Tale"}
    site = outlet().article("2026/11/a", **front, label="opinion").build()
    places = ("/feed.xml", "/news/feed.xml", "/tags/x/feed.xml", "/authors/ann/feed.xml", "/stories/tale/feed.xml")
    found = {etree.tostring(one) for address in places for one in items(site, address)}
    assert len(found) == 1


def test_each_edition_has_its_own(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": SITE + '\n[languages.de]\ntitle = "Der Kurier"\n'})
    site.article("2026/11/a", lang="de", tags="x").article("2026/11/b", tags="x").build()
    assert titles(site, "/de/tags/x/feed.xml") == ["A"]
    assert titles(site, "/tags/x/feed.xml") == ["B"]
    assert channel(site, "/de/tags/x/feed.xml").findtext("title") == "Der Kurier – x"
    assert channel(site, "/de/tags/x/feed.xml").findtext("language") == "de"


# Corrections


def test_each_correction_is_an_item(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", title="Ferry", corrections=TWO).build()
    first, second = items(site, "/corrections/feed.xml")
    assert [found.findtext("title") for found in (first, second)] == ["Ferry", "Ferry"]
    assert first.findtext("link") == f"{HERE}/news/2026/11/a.html#corrections"
    assert first.findtext("pubDate") == "Sat, 21 Nov 2026 00:00:00 +0000"
    assert second.find("pubDate") is None
    assert first.findtext("description") == "It was 7 boats."
    assert second.findtext("description") == "Not &lt;b&gt;9&lt;/b&gt; &amp; more."
    assert not feedparser.parse(site.page("/corrections/feed.xml")).bozo


def test_a_correction_keeps_its_identity_when_others_come(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", corrections=TWO).build()
    before = [found.findtext("guid") for found in items(site, "/corrections/feed.xml")]
    assert len({*before, guid(site)}) == 3
    more = TWO.replace("[{", '[{date: "2026-11-23", text: "Nor that."}, {', 1)
    site.article("2026/11/a", title="Other", slug="other", corrections=more).build()
    after = [found.findtext("guid") for found in items(site, "/corrections/feed.xml")]
    assert after[1:] == before
    assert after[0] not in before


def test_what_is_said_twice_is_one_item(outlet: MakeOutlet) -> None:
    same = '[{date: "2026-11-21", text: Same}, {date: "2026-11-21", text: Same}]'
    assert len(items(outlet().article("2026/11/a", corrections=same).build(), "/corrections/feed.xml")) == 1


def test_there_is_a_feed_of_corrections_even_when_all_was_right(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a").build()
    assert channel(site, "/corrections/feed.xml").findtext("title") == "The Courier – Corrections"
    assert items(site, "/corrections/feed.xml") == []
    site.article("2026/11/a", corrections="[{text: Mended}]").build()
    assert "rss:en:correction" in site.rendered
    site.article("2026/11/a", draft="true", corrections="[{text: Mended}]").build()
    assert items(site, "/corrections/feed.xml") == []


# How programs find them


def test_every_page_leads_to_the_feeds_of_its_edition(outlet: MakeOutlet) -> None:
    site = outlet(LINKS).article("2026/11/a").build()
    for address in ("/index.html", "/news/2026/11/a.html", "/feeds/index.html", "/404.html"):
        assert led_to(site, address, "S") == [
            (RSS, "/feed.xml", "The Courier"),
            (ATOM, "/atom.xml", "The Courier (Atom)"),
            (JSON, "/feed.json", "The Courier (JSON Feed)"),
        ]
    assert led_to(site, "/index.html") == []


def test_a_page_leads_to_those_of_its_own(outlet: MakeOutlet) -> None:
    front = {"tags": "x", "authors": "Ann", "story": "Tale", "corrections": "[{text: Mended}]"}
    site = outlet(LINKS).article("2026/11/a", section="sport", **front).build()
    sport = [
        (RSS, "/sport/feed.xml", "The Courier – Sport"),
        (ATOM, "/sport/atom.xml", "The Courier – Sport (Atom)"),
        (JSON, "/sport/feed.json", "The Courier – Sport (JSON Feed)"),
    ]
    for address in ("/sport/index.html", "/sport/2026/11/a.html", "/sport/2026/11/index.html"):
        assert led_to(site, address) == sport, address
    for address, feed in {
        "/tags/x/index.html": (RSS, "/tags/x/feed.xml", "The Courier – x"),
        "/tags/x/2026/index.html": (RSS, "/tags/x/feed.xml", "The Courier – x"),
        "/authors/ann/index.html": (RSS, "/authors/ann/feed.xml", "The Courier – Ann"),
        "/stories/tale/index.html": (RSS, "/stories/tale/feed.xml", "The Courier – Tale"),
        "/corrections/index.html": (RSS, "/corrections/feed.xml", "The Courier – Corrections"),
    }.items():
        assert led_to(site, address) == [feed], address


def test_no_page_leads_to_a_feed_that_is_not_there(outlet: MakeOutlet) -> None:
    files = {**LINKS, "content/authors/ann.md": "---\ntitle: Ann\n---\n"}
    site = outlet(files).article("2026/11/a", tags="x", authors="Bo", story="Tale").build()
    assert led_to(site, "/authors/ann/index.html") == []
    site.edit(LINKS | {"site.toml": SITE.replace('courier.example"', 'courier.example/news"')}).build()
    for address in site.online():
        if address.endswith(".html") and "fragments" not in address:
            for whose in "PS":
                for _, href, _ in led_to(site, address, whose):
                    assert site.has(href.removeprefix("/news")), (address, href)
