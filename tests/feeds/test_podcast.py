"""The podcast: what directories and players ask of it, with what lies beside a recording."""

import io
import uuid
from typing import Any

import feedparser
import pytest
from PIL import Image

from broadsheet import check
from broadsheet.job import Order, Witness
from broadsheet.problems import SiteError
from tests.conftest import MakeOutlet
from tests.feeds.reading import ATOM, HERE, channel, items
from tests.outlet import NOON, SITE, Outlet

ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
FEED = "/feeds/podcast.xml"
SHOW = """
[podcast]
title = "The Courier, read aloud"
description = "The stories of the morning."
image = "podcast.png"
category = "News > Daily News"
author = "The Courier Audio"
email = "podcast@courier.example"
"""


def cover(width: int, height: int, form: str = "PNG") -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (width, height), (20, 90, 120)).save(data, form)
    return data.getvalue()


@pytest.fixture
def studio(outlet: MakeOutlet) -> Outlet:
    """An outlet with a podcast, and recordings to put into it."""
    site = outlet({"site.toml": SITE + SHOW, "media/podcast.png": cover(1400, 1400)})
    return site.edit({"media/2026/a.mp3": b"ID3" + bytes(997), "media/b.m4a": b"sound"})


def episode(site: Outlet) -> Any:
    (found,) = items(site, FEED)
    return found


# The channel


def test_the_channel_is_what_directories_ask_for(studio: Outlet) -> None:
    feed = channel(studio.article("2026/11/a", audio="2026/a.mp3").build(), FEED)
    assert feed.findtext("title") == "The Courier, read aloud"
    assert feed.findtext("description") == "The stories of the morning."
    assert feed.findtext("language") == "en"
    assert [feed.findtext(f"{ITUNES}{name}") for name in ("author", "explicit", "type")] == [
        "The Courier Audio",
        "false",
        "episodic",
    ]
    category = feed.find(f"{ITUNES}category")
    assert (category.get("text"), category[0].get("text")) == ("News", "Daily News")
    owner = feed.find(f"{ITUNES}owner")
    assert [part.text for part in owner] == ["The Courier Audio", "podcast@courier.example"]
    assert feed.find(f"{ITUNES}image").get("href") == f"{HERE}/media/podcast.png"
    shown = Image.open(io.BytesIO((studio.root / "public/media/podcast.png").read_bytes()))
    assert (shown.size, shown.format) == ((1400, 1400), "PNG")
    assert [link.get("href") for link in feed.findall(f"{ATOM}link")] == [f"{HERE}{FEED}"]


def test_its_guid_is_that_of_the_authority_and_outlives_a_move(studio: Outlet) -> None:
    names = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
    guid = channel(studio.build(), FEED).findtext(f"{PODCAST}guid")
    assert guid == str(uuid.uuid5(names, "courier.example/feeds/podcast.xml"))
    studio.edit({"site.toml": (SITE + SHOW).replace("https://courier.example", "https://news.example/paper")})
    assert channel(studio.build(), FEED).findtext(f"{PODCAST}guid") == guid


def test_there_is_none_without_a_title(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": SITE + '\n[podcast]\nimage = "podcast.png"\n', "media/podcast.png": cover(1400, 1400)})
    assert not site.article("2026/11/a").build().has(FEED)
    assert not site.has("/media/podcast.png")


def test_one_without_episodes_is_a_feed(studio: Outlet) -> None:
    assert items(studio.article("2026/11/a").build(), FEED) == []
    assert not feedparser.parse(studio.page(FEED)).bozo


# Episodes


def test_an_episode_is_an_article_with_its_recording(studio: Outlet) -> None:
    words = {"title": "Tides & piers", "dek": "A walk", "authors": "Ann, Bo", "image": "p.jpg"}
    studio.edit({"media/p.jpg": cover(2400, 2400, "JPEG")})
    studio.article("2026/11/a", audio="{src: 2026/a.mp3, duration: 125}", id="one", **words).article(
        "2026/11/b"
    ).build()
    found = episode(studio)
    enclosure = found.find("enclosure")
    assert dict(enclosure.attrib) == {"url": f"{HERE}/media/2026/a.mp3", "length": "1000", "type": "audio/mpeg"}
    assert len((studio.root / "public/media/2026/a.mp3").read_bytes()) == 1000
    assert (found.findtext("title"), found.findtext("description")) == ("Tides & piers", "A walk")
    assert found.findtext("guid") == "tag:courier.example,2026:one"
    assert [found.findtext(f"{ITUNES}{name}") for name in ("duration", "author", "summary")] == [
        "125",
        "Ann, Bo",
        "A walk",
    ]
    address = found.find(f"{ITUNES}image").get("href").removeprefix(HERE)
    shown = Image.open(io.BytesIO((studio.root / f"public{address}").read_bytes()))
    assert (shown.size, shown.format) == ((2000, 2000), "JPEG")
    assert not feedparser.parse(studio.page(FEED)).bozo


@pytest.mark.parametrize("size", [(1600, 900), (1399, 1399)])
def test_a_picture_that_directories_would_refuse_is_no_cover_of_an_episode(
    studio: Outlet, size: tuple[int, int]
) -> None:
    studio.edit({"media/p.jpg": cover(*size, "JPEG")}).article("2026/11/a", audio="2026/a.mp3", image="p.jpg").build()
    assert episode(studio).find(f"{ITUNES}image") is None
    studio.edit({"media/p.jpg": cover(1400, 1400, "JPEG")}).build()
    assert episode(studio).find(f"{ITUNES}image") is not None
    assert studio.online() == studio.clean()


def test_transcripts_and_chapters_beside_a_recording_go_out_with_it(studio: Outlet) -> None:
    studio.edit({"media/2026/a.vtt": "WEBVTT\n", "media/2026/a.chapters.json": '{"version": "1.2.0", "chapters": []}'})
    studio.article("2026/11/a", audio="2026/a.mp3", lang="en-GB").build()
    assert [dict(one.attrib) for one in episode(studio).findall(f"{PODCAST}transcript")] == [
        {"url": f"{HERE}/media/2026/a.vtt", "type": "text/vtt", "language": "en-GB"}
    ]
    (chapters,) = episode(studio).findall(f"{PODCAST}chapters")
    assert dict(chapters.attrib) == {"url": f"{HERE}/media/2026/a.chapters.json", "type": "application/json+chapters"}
    assert studio.page("/media/2026/a.vtt") == "WEBVTT\n"
    studio.edit({"media/2026/a.srt": "1\n", "media/2026/a.vtt": None}).build()
    assert [one.get("type") for one in episode(studio).findall(f"{PODCAST}transcript")] == ["application/x-subrip"]
    assert (studio.has("/media/2026/a.srt"), studio.has("/media/2026/a.vtt")) == (True, False)
    assert studio.online() == studio.clean()
    studio.edit({"content/2026/11/a.md": None}).build()
    assert not [address for address in studio.online() if address.startswith("/media/2026")]


def test_what_lies_beside_a_recording_that_nobody_may_know_of_stays_in(studio: Outlet) -> None:
    studio.edit({"media/b.vtt": "WEBVTT\n", "media/c.vtt": "WEBVTT\n"})
    studio.article("2026/11/b", audio="b.m4a", embargo="2026-11-25").build()
    assert not studio.has("/media/b.vtt")
    assert items(studio, FEED) == []
    studio.build(NOON.replace(day=26))
    assert (studio.has("/media/b.vtt"), studio.has("/media/c.vtt"), len(items(studio, FEED))) == (True, False, 1)


def test_what_is_paid_for_undated_or_not_there_is_no_episode(studio: Outlet) -> None:
    studio.article("2026/11/paid", audio="b.m4a", access="paid").article("2026/11/undated", audio="b.m4a", date="")
    studio.article("2026/11/gone", audio="gone.mp3").article("2026/11/a", audio="b.m4a").build()
    assert [found.findtext("title") for found in items(studio, FEED)] == ["A"]


def test_one_of_some_sections_and_to_be_heard_from_the_first(studio: Outlet) -> None:
    show = SHOW + 'type = "serial"\nexplicit = true\nsections = ["sport"]\n'
    studio.edit({"site.toml": SITE + show})
    for day, section in ((1, "sport"), (2, "news"), (3, "sport")):
        studio.article(f"2026/11/n{day}", audio="b.m4a", section=section, date=f"2026-11-0{day}")
    feed = channel(studio.build(), FEED)
    assert [feed.findtext(f"{ITUNES}{name}") for name in ("type", "explicit")] == ["serial", "true"]
    told = [(found.findtext("title"), found.findtext(f"{ITUNES}episode")) for found in items(studio, FEED)]
    assert told == [("N3", "2"), ("N1", "1")]


def test_only_a_recording_makes_it_anew(studio: Outlet) -> None:
    studio.article("2026/11/a", audio="b.m4a").build().article("2026/11/b").build()
    assert "podcast:en" not in studio.rendered
    studio.article("2026/11/c", audio="2026/a.mp3").build()
    assert "podcast:en" in studio.rendered
    studio.edit({"media/b.m4a": b"a longer sound"}).build()
    assert "podcast:en" in studio.rendered
    assert {found.find("enclosure").get("length") for found in items(studio, FEED)} == {"14", "1000"}
    assert studio.online() == studio.clean()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [('category = "Newz"', "Newz"), (f'description = "{4001 * "x"}"', "directories take 4,000 bytes")],
)
def test_what_no_directory_takes_is_told(outlet: MakeOutlet, wrong: str, said: str) -> None:
    with pytest.raises(SiteError, match=said):
        outlet({"site.toml": f'{SITE}\n[podcast]\ntitle = "Heard"\n{wrong}\n'}).build()


# The cover


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("podcast.png", cover(1400, 1300), "directories refuse a cover of 1400 by 1300 pixels"),
        ("podcast.png", cover(1200, 1200), "directories refuse a cover of 1200 by 1200 pixels"),
        ("podcast.webp", cover(1400, 1400, "WEBP"), "isn't called .jpg or .png"),
        ("podcast.png", b"", "there is no picture media/podcast.png"),
    ],
)
def test_a_cover_that_directories_refuse_is_told(outlet: MakeOutlet, name: str, data: bytes, said: str) -> None:
    text = SITE + SHOW.replace("podcast.png", name)
    site = outlet({"site.toml": text, **({f"media/{name}": data} if data else {})})
    (problem,) = told(site)
    assert said in problem
    line = text.splitlines().index(f'image = "{name}"') + 1
    assert problem.startswith(f"site.toml:{line}:")


def test_a_cover_that_fits_is_no_problem(studio: Outlet) -> None:
    assert told(studio) == []
    studio.edit({"site.toml": SITE + SHOW.replace('image = "podcast.png"\n', "")})
    assert ["no cover" in problem for problem in told(studio)] == [True]


def told(site: Outlet) -> list[str]:
    """What a check says of the podcast."""
    found = check.check(Order(site=site.root, output=site.root / "public", now=NOON), Witness())
    texts = [str(problem) for problem in found.problems]
    return [text for text in texts if "cover" in text or "podcast" in text]
