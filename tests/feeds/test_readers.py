"""Every kind of feed, fetched from a server and read by those who read feeds: feedparser, and newsboat from Debian.

newsboat up to 2.21 reads RSS and Atom alone; JSON Feed is read as what it is, JSON.
"""

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import feedparser
import pytest

from tests.feeds.serving import served
from tests.feeds.test_podcast import SHOW, cover
from tests.outlet import SITE, Outlet

FEEDS = """
[[feeds.custom]]
id = "boats"
tags = ["boats"]

[[feeds.custom]]
id = "atom"
format = "atom"

[[feeds.custom]]
id = "json"
format = "json"

[[feeds.custom]]
id = "msn"
profile = "msn"
"""
ALL = ("2026/11/a", "2026/11/b", "2026/10/c")
CORRECTED = "#correction-"

A, B, C = ALL
XML = {
    **dict.fromkeys(("/feed.xml", "/atom.xml", "/feeds/atom.xml", "/feeds/msn.xml"), ALL),
    **dict.fromkeys(("/news/feed.xml", "/news/atom.xml"), (A, C)),
    **dict.fromkeys(("/sport/feed.xml", "/sport/atom.xml"), (B,)),
    **dict.fromkeys(("/tags/boats/feed.xml", "/authors/ann-lee/feed.xml", "/feeds/boats.xml"), (A,)),
    "/stories/saga/feed.xml": (A, B),
    "/archive/2026/11/feed.xml": (A, B),
    "/archive/2026/10/feed.xml": (C,),
    "/feeds/podcast.xml": (B,),
    "/corrections/feed.xml": (f"{C}#correction",),
}
"""What each brings, by the end of its guid."""
JSON = {"/feed.json": ALL, "/news/feed.json": (A, C), "/sport/feed.json": (B,), "/feeds/json.json": ALL}


@pytest.fixture(scope="module")
def outlet(tmp_path_factory: pytest.TempPathFactory) -> Outlet:
    """An outlet with a feed of every kind."""
    site = Outlet(tmp_path_factory.mktemp("readers") / "outlet", {"site.toml": SITE + SHOW + FEEDS})
    site.edit({"media/podcast.png": cover(1400, 1400), "media/b.mp3": b"ID3 sound", "media/b.vtt": "WEBVTT\n"})
    site.edit({"media/a.jpg": cover(1280, 720, "JPEG")})
    words = {"title": '"</title><b>&\\"\']]>"', "story": "Saga", "image": "a.jpg"}
    site.article("2026/11/a", "Text & <b>more</b>.\n\n![Seen](a.jpg)", tags="boats", authors="Ann Lee", **words)
    site.article("2026/11/b", section="sport", story="Saga", audio="b.mp3", label="opinion")
    return site.article(
        "2026/10/c", date="2026-10-02", corrections="[{text: It was Tuesday, date: 2026-10-03}]"
    ).build()


@pytest.fixture(scope="module")
def where(outlet: Outlet) -> Iterator[str]:
    """Where it is served."""
    with served(outlet) as address:
        yield address


def ends(guids: list[str]) -> list[str]:
    """The ends of identities, and of a correction's no more than that it is one."""
    found = [guid.rpartition(":")[2] for guid in guids]
    return [guid.partition("-")[0] if CORRECTED in guid else guid for guid in found]


def test_there_is_a_feed_of_every_kind(outlet: Outlet) -> None:
    online = {address for address in outlet.online() if address.endswith((".xml", ".json"))}
    named = {address for address in online if "sitemap" not in address and ".chapters" not in address}
    assert named == XML.keys() | JSON.keys()


@pytest.mark.parametrize("address", XML)
def test_feedparser_reads_it_without_complaint(where: str, address: str) -> None:
    parsed = feedparser.parse(where + address)
    assert (parsed.status, parsed.bozo) == (200, False), parsed.get("bozo_exception")
    guids = [entry.id for entry in parsed.entries]
    assert len(guids) == len(set(guids))
    assert sorted(ends(guids)) == sorted(XML[address])
    assert all(entry.title and entry.link.startswith("https://courier.example/") for entry in parsed.entries)
    assert parsed.feed.title
    assert parsed.feed.language == "en"


@pytest.mark.parametrize("address", JSON)
def test_json_is_json_feed(where: str, address: str) -> None:
    with urlopen(where + address) as answer:
        assert answer.headers["Content-Type"] == "application/feed+json"
        made = json.loads(answer.read())
    assert made["version"] == "https://jsonfeed.org/version/1.1"
    assert made["feed_url"] == f"https://courier.example{address}"
    assert sorted(ends([item["id"] for item in made["items"]])) == sorted(JSON[address])


class Newsboat:
    """A newsboat with a home of its own, subscribed to some feeds."""

    def __init__(self, home: Path, urls: list[str]) -> None:
        home.mkdir()
        (home / "urls").write_text("".join(f"{url}\n" for url in urls))
        (home / "config").write_text("")
        self._home = home

    def reload(self) -> dict[str, bool]:
        """Fetch all; gives the ends of guids, and whether each is unread."""
        home = self._home
        files = {"-u": "urls", "-c": "cache", "-C": "config"}
        named = [part for option, name in files.items() for part in (option, str(home / name))]
        environment = {**os.environ, "HOME": str(home), "no_proxy": "127.0.0.1"}
        done = subprocess.run(
            ["newsboat", *named, "-x", "reload"],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        with sqlite3.connect(home / "cache") as db:
            rows = db.execute("SELECT guid, unread FROM rss_item").fetchall()
        db.close()
        found = {end: bool(unread) for end, (_, unread) in zip(ends([guid for guid, _ in rows]), rows, strict=True)}
        assert len(found) == len(rows)
        return found

    def read_all(self) -> None:
        with sqlite3.connect(self._home / "cache") as db:
            db.execute("UPDATE rss_item SET unread = 0")
        db.close()


@pytest.fixture
def newsboat() -> None:
    """That it is there; where all tools must be there, a failure if it isn't."""
    if not shutil.which("newsboat"):
        if os.environ.get("CI"):
            pytest.fail("newsboat is missing: .ci/tools installs it")
        pytest.skip("newsboat is missing")


@pytest.mark.usefixtures("newsboat")
def test_newsboat_has_each_item_of_each_feed_once(where: str, tmp_path: Path) -> None:
    for number, (address, items) in enumerate(XML.items()):
        reader = Newsboat(tmp_path / f"home-{number}", [where + address])
        assert reader.reload() == dict.fromkeys(items, True), address
        assert reader.reload() == dict.fromkeys(items, True), address


@pytest.mark.usefixtures("newsboat")
@pytest.mark.parametrize("feed", ["/feed.xml", "/atom.xml"])
def test_after_an_update_newsboat_has_exactly_the_new_one_unread(tmp_path: Path, feed: str) -> None:
    site = Outlet(tmp_path / "outlet").article("2026/11/a", id="one").article("2026/11/b").build()
    with served(site) as where:
        reader = Newsboat(tmp_path / "home", [where + feed])
        assert reader.reload() == {"one": True, "2026/11/b": True}
        reader.read_all()
        site.article("2026/11/a", "Better text.", id="one", title="Better", slug="other", updated="2026-11-24T10:00")
        site.article("2026/11/new", date="2026-11-24T11:00").build()
        assert reader.reload() == {"one": False, "2026/11/b": False, "2026/11/new": True}


@pytest.mark.usefixtures("newsboat")
def test_an_article_is_the_same_in_all_feeds_that_bring_it(where: str, tmp_path: Path) -> None:
    feeds = [where + address for address in XML if address != "/corrections/feed.xml"]
    assert Newsboat(tmp_path / "home", feeds).reload() == dict.fromkeys(ALL, True)
