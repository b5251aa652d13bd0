"""The feeds that site.toml names: what their filters bring, and what Flipboard, SmartNews and MSN would refuse."""

import io
import json
import re
from datetime import timedelta
from typing import Any

import feedparser
import pytest
from PIL import Image

from broadsheet import check
from broadsheet.job import Order, Witness
from broadsheet.problems import SiteError
from tests.conftest import MakeOutlet
from tests.feeds.reading import ATOM, CONTENT, DC, HERE, channel, content, items
from tests.outlet import NOON, SITE, Outlet

MEDIA = "{http://search.yahoo.com/mrss/}"
SNF = "{http://www.smartnews.be/snf}"
MI = "{http://schemas.ingestion.microsoft.com/common/}"
MODIFIED = "{http://purl.org/dc/terms/}modified"
LONG = "The ferry left the quay at noon with forty people and a piano on board. " * 9


def site_with(*feeds: str, top: str = "") -> str:
    return top + SITE + "".join(f"\n[[feeds.custom]]\n{feed}\n" for feed in feeds)


def photograph(width: int, height: int) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (width, height), (20, 90, 120)).save(data, "JPEG")
    return data.getvalue()


def titles(outlet: Outlet, address: str) -> list[str]:
    return [str(found.findtext("title")) for found in items(outlet, address)]


def one(outlet: Outlet, address: str) -> Any:
    (found,) = items(outlet, address)
    return found


# Filters


def test_of_each_line_an_article_must_have_one(outlet: MakeOutlet) -> None:
    wanted = 'id = "pick"\ntitle = "Picks"\ndescription = "A few"\n'
    site = outlet({"site.toml": site_with(wanted + 'sections = ["news"]\ntags = ["x", "Y"]\nwithout = ["opinion"]')})
    site.article("2026/11/a", tags="x").article("2026/11/b", tags="y, z").article("2026/11/c", tags="z")
    site.article("2026/11/d", tags="x", section="sport").article("2026/11/e", tags="x", label="opinion").build()
    assert titles(site, "/feeds/pick.xml") == ["B", "A"]
    feed = channel(site, "/feeds/pick.xml")
    assert [feed.findtext(name) for name in ("title", "description", "link")] == ["Picks", "A few", f"{HERE}/news/"]


def test_a_filter_by_authors_and_labels_and_a_size(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": site_with('id = "ann"\nauthors = ["Ann Lee"]\nlabels = ["opinion"]\nitems = 1')})
    for day in (1, 2, 3):
        site.article(f"2026/11/n{day}", date=f"2026-11-0{day}", authors="Ann Lee", label="opinion" * (day < 3))
    assert titles(site.build(), "/feeds/ann.xml") == ["Opinion: N2"]


def test_a_feed_by_what_no_article_has_is_empty_and_valid(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": site_with('id = "x"\ntags = ["x"]', 'id = "none"\ntags = ["nothing"]')})
    site.article("2026/11/a", tags="x").build()
    assert (titles(site, "/feeds/x.xml"), titles(site, "/feeds/none.xml")) == (["A"], [])
    assert not feedparser.parse(site.page("/feeds/none.xml")).bozo
    found = check.check(Order(site=site.root, output=site.root / "public", now=NOON), Witness())
    (problem,) = [str(problem) for problem in found.problems if "nothing" in str(problem)]
    assert "no article has the tag “nothing”" in problem
    assert re.match(r"site\.toml:\d+:", problem)


def test_a_feed_can_be_atom_or_json_and_a_summary(outlet: MakeOutlet) -> None:
    feeds = ('id = "a"\nformat = "atom"', 'id = "j"\nformat = "json"\ntext = "summary"')
    site = outlet({"site.toml": site_with(*feeds)}).article("2026/11/a", "The text.", dek="In short").build()
    parsed = feedparser.parse(site.page("/feeds/a.xml"))
    assert (parsed.version, parsed.bozo, len(parsed.entries)) == ("atom10", False, 1)
    (item,) = json.loads(site.page("/feeds/j.json"))["items"]
    assert (item["summary"], item["content_text"], "content_html" in item) == ("In short", "In short", False)


def test_what_site_toml_says_ends_no_element(outlet: MakeOutlet) -> None:
    wanted = """id = "x"\ntitle = '</title><b>&"]]>'\ndescription = '<script>&'"""
    site = outlet({"site.toml": site_with(wanted, wanted.replace('"x"', '"a"') + '\nformat = "atom"')})
    site.article("2026/11/a").build()
    feed = channel(site, "/feeds/x.xml")
    assert (feed.findtext("title"), feed.findtext("description")) == ('</title><b>&"]]>', "<script>&")
    assert "<b>" not in site.page("/feeds/a.xml")


def test_a_feed_of_another_edition(outlet: MakeOutlet) -> None:
    edition = '\n[languages.es]\ntitle = "El Correo"\n'
    site = outlet({"site.toml": site_with('id = "all"\nlang = "es"') + edition})
    site.article("2026/11/a").article("2026/11/b", lang="es").build()
    assert titles(site, "/es/feeds/all.xml") == ["B"]
    assert channel(site, "/es/feeds/all.xml").findtext("title") == "El Correo"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('id = "x"\nlang = "fr"', "there is no edition “fr”"),
        ('id = "x"\nprofile = "msn"\ntext = "summary"', "msn takes nothing without its text"),
        ('id = "x"\nprofile = "flipboard"\nitems = 10', "flipboard wants twenty articles at least"),
        ('id = "x"\nprofile = "smartnews"\ndescription = "' + 31 * "x" + '"', "thirty characters at most"),
    ],
)
def test_settings_that_nobody_would_take_are_told(outlet: MakeOutlet, wrong: str, said: str) -> None:
    with pytest.raises(SiteError, match=said):
        outlet({"site.toml": site_with(wrong)}).build()


# Costs


def test_only_what_a_feed_may_bring_makes_it_anew(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": site_with('id = "x"\ntags = ["x"]\nitems = 1', 'id = "sport"\nsections = ["sport"]')})
    site.article("2026/11/a", tags="x").article("2026/11/b").build()
    site.article("2026/11/c").build()
    assert {key for key in site.rendered if key.startswith("custom-feed")} == set()
    site.article("2026/11/d", tags="x", date="2026-11-22").build()
    assert {key for key in site.rendered if key.startswith("custom-feed")} == {"custom-feed:en:x"}
    site.article("2026/11/a", tags="x", title="Old and out of reach").build()
    assert "custom-feed:en:x" not in site.rendered
    assert site.online() == site.clean()


def test_an_article_that_moves_is_led_to_anew(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": site_with('id = "x"\ntags = ["x"]')}).article("2026/11/a", "See [b](b.md).", tags="x")
    site.article("2026/11/b").build().article("2026/11/b", slug="other").build()
    assert f"{HERE}/news/2026/11/other.html" in content(one(site, "/feeds/x.xml"))


# Profiles


@pytest.mark.parametrize("profile", ["flipboard", "smartnews", "msn"])
def test_who_takes_news_gets_no_advertisements(outlet: MakeOutlet, profile: str) -> None:
    site = outlet({"site.toml": site_with(f'id = "p"\nprofile = "{profile}"'), "media/p.jpg": photograph(1280, 720)})
    site.article("2026/11/a", LONG, image="p.jpg").article("2026/11/b", LONG, image="p.jpg", label="sponsored").build()
    assert titles(site, "/feeds/p.xml") == ["A"]
    assert not feedparser.parse(site.page("/feeds/p.xml")).bozo


def test_flipboard_gets_long_descriptions_and_large_pictures(outlet: MakeOutlet) -> None:
    files: dict[str, str | bytes] = {
        "site.toml": site_with('id = "flip"\nprofile = "flipboard"'),
        "media/large.jpg": photograph(1400, 900),
        "media/flat.jpg": photograph(1400, 300),
        "media/talk.mp3": b"ID3 sound",
    }
    text = f"| A | B |\n|---|---|\n| C | D |\n\n## Head\n\n{LONG}"
    site = outlet(files).article("2026/11/a", text, dek="In short", image="large.jpg", audio="talk.mp3")
    site.article("2026/11/flat", LONG, image="flat.jpg").article("2026/11/none", LONG)
    site.article("2026/11/brief", "Little.", image="large.jpg").article(
        "2026/11/undated", LONG, image="large.jpg", date=""
    )
    found = one(site.build(), "/feeds/flip.xml")
    description = str(found.findtext("description"))
    assert description.startswith("In short. The ferry left the quay")
    assert 300 <= len(description) <= 600
    assert description.endswith("…")
    enclosure = found.find("enclosure")
    assert enclosure.get("type") == "image/jpeg"
    address = enclosure.get("url").removeprefix(HERE)
    data = (site.root / f"public{address}").read_bytes()
    assert len(data) == int(enclosure.get("length"))
    assert min(Image.open(io.BytesIO(data)).size) >= 500
    assert [creator.text for creator in found.findall(f"{DC}creator")] == ["The Courier"]


def test_smartnews_gets_its_format(outlet: MakeOutlet) -> None:
    top = 'logo = "logo.png"\ndescription = "All that happens in Averholm, and why it does"\n'
    site = outlet({"site.toml": site_with('id = "sn"\nprofile = "smartnews"', top=top)})
    site.edit({"media/logo.png": photograph(700, 100), "media/p.jpg": photograph(1280, 720)})
    site.article("2026/11/a", LONG, image="p.jpg", authors="Ann").article("2026/11/b", LONG, access="paid").build()
    feed = channel(site, "/feeds/sn.xml")
    assert feed.find(f"{SNF}logo").findtext("url") == f"{HERE}/media/logo.png"
    assert feed.findtext("description") == "The Courier"
    assert feed.findtext("pubDate") == "Fri, 20 Nov 2026 00:00:00 +0000"
    found = one(site, "/feeds/sn.xml")
    assert found.find(f"{MEDIA}thumbnail").get("url") == found.find(f"{MEDIA}content").get("url")
    assert found.find(f"{CONTENT}encoded") is not None
    assert found.find(f"{SNF}analytics") is None


def test_smartnews_gets_less_than_a_megabyte(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": site_with('id = "sn"\nprofile = "smartnews"')})
    for day in range(1, 8):
        site.article(f"2026/11/n{day}", f"{LONG}\n\n" * 300, date=f"2026-11-0{day}")
    site.build()
    assert 1 < len(titles(site, "/feeds/sn.xml")) < 7
    assert titles(site, "/feeds/sn.xml")[0] == "N7"
    assert len(site.page("/feeds/sn.xml").encode()) < 1_000_000


def test_msn_gets_headlines_that_fit_and_dates_of_change(outlet: MakeOutlet) -> None:
    files: dict[str, str | bytes] = {"media/small.jpg": photograph(640, 480), "media/p.jpg": photograph(1280, 720)}
    site = outlet({"site.toml": site_with('id = "msn"\nprofile = "msn"'), **files})
    site.article("2026/11/a", LONG, title="Word " * 40, image="p.jpg", updated="2026-11-21T10:00")
    site.article("2026/11/b", LONG, title="Short", date="2026-11-19", image="small.jpg")
    site.article("2026/11/c", LONG, title="No hurry in the harbour", date="2026-11-18", label="opinion").build()
    long, short, opinion = items(site, "/feeds/msn.xml")
    assert 100 < len(long.findtext("title")) <= 150
    assert (long.findtext(MODIFIED), short.findtext(MODIFIED)) == ("2026-11-21T10:00:00+00:00", None)
    assert (long.findtext(f"{MI}shortTitle"), short.findtext(f"{MI}shortTitle")) == (None, "Short")
    assert opinion.findtext(f"{MI}shortTitle") == "No hurry in the harbour"
    assert (long.find(f"{MEDIA}content") is None, short.find(f"{MEDIA}content") is None) == (False, True)


def test_msn_gets_nothing_older_than_a_year_and_time_sees_to_it(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": site_with('id = "msn"\nprofile = "msn"')})
    site.article("2026/11/old", LONG, date="2025-11-24T18:00").article("2026/11/new", LONG).build()
    site.article("2026/11/undated", LONG, date="", added="2026-11-20").article(
        "2024/11/ancient", LONG, date="2024-11-20"
    )
    assert titles(site.build(), "/feeds/msn.xml") == ["New", "Old"]
    site.build(NOON + timedelta(hours=5, minutes=59))
    assert "custom-feed:en:msn" not in site.rendered
    site.build(NOON + timedelta(hours=6))
    assert "custom-feed:en:msn" in site.rendered
    assert titles(site, "/feeds/msn.xml") == ["New"]
    assert site.online() == site.clean()
    assert titles(site.build(NOON), "/feeds/msn.xml") == ["New", "Old"]


def test_atom_links_of_a_custom_feed_are_its_own(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": site_with('id = "p"\nprofile = "msn"')}).article("2026/11/a", LONG).build()
    (link,) = channel(site, "/feeds/p.xml").findall(f"{ATOM}link")
    assert (link.get("rel"), link.get("href")) == ("self", f"{HERE}/feeds/p.xml")
