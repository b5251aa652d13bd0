"""Videos and charts: which addresses become a figure, and what plays them."""

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.pages import embeds
from tests.conftest import MakeOutlet
from tests.outlet import SITE

HOSTS = ("youtube.com", "vimeo.com", "open.spotify.com", "flourish.studio", "datawrapper.dwcdn.net")
ALLOWED = SITE + '\n[embeds]\nhosts = ["youtube.com"]\n'
VIDEO = "https://www.youtube.com/watch?v=abc_DEF-123"
NO_COOKIES = "https://www.youtube-nocookie.com/embed/"


@pytest.mark.parametrize(
    ("address", "player"),
    [
        (VIDEO, f"{NO_COOKIES}abc_DEF-123"),
        ("https://m.youtube.com/watch?app=desktop&v=abc", f"{NO_COOKIES}abc"),
        ("https://youtu.be/abc?t=90", f"{NO_COOKIES}abc?start=90"),
        ("http://www.youtube.com/watch?v=abc&t=1m30s", f"{NO_COOKIES}abc?start=90"),
        ("https://www.youtube.com/shorts/abc", f"{NO_COOKIES}abc"),
        ("https://www.youtube.com/live/abc?si=x", f"{NO_COOKIES}abc"),
        ("https://www.youtube-nocookie.com/embed/abc", f"{NO_COOKIES}abc"),
        ("https://www.youtube.com/playlist?list=PLx", f"{NO_COOKIES}videoseries?list=PLx"),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871"),
        ("https://vimeo.com/76979871/0a1b2c", "https://player.vimeo.com/video/76979871?h=0a1b2c"),
        ("https://vimeo.com/channels/staff/76979871", "https://player.vimeo.com/video/76979871"),
        ("https://player.vimeo.com/video/1?h=2", "https://player.vimeo.com/video/1?h=2"),
        ("https://open.spotify.com/intl-es/episode/4x?si=1", "https://open.spotify.com/embed/episode/4x"),
        ("https://public.flourish.studio/visualisation/123/", "https://flo.uri.sh/visualisation/123/embed"),
        ("https://flo.uri.sh/visualisation/123/embed", "https://flo.uri.sh/visualisation/123/embed"),
        ("https://datawrapper.dwcdn.net/aBc12/3/", "https://datawrapper.dwcdn.net/aBc12/3/"),
        ("http://datawrapper.dwcdn.net/aBc12/3/", "https://datawrapper.dwcdn.net/aBc12/3/"),
    ],
)
def test_what_people_share_becomes_what_plays_it(address: str, player: str) -> None:
    assert embeds.player_of(address, HOSTS) == player


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/@channel",
        "https://www.youtube.com/watch?v=a/../b",
        "https://vimeo.com/about",
        "https://open.spotify.com/",
        "https://public.flourish.studio/",
        "https://elsewhere.example/watch?v=abc",
        "https://notyoutube.com/watch?v=abc",
        "https://youtube.com.elsewhere.example/watch?v=abc",
        "https://youtube.com@elsewhere.example/watch?v=abc",
        "https://user@youtube.com/watch?v=abc",
        "https://www.youtube.com:8080/watch?v=abc",
        "https://[youtube.com/watch?v=abc",
    ],
)
def test_other_addresses_stay_links(address: str) -> None:
    assert embeds.player_of(address, HOSTS) is None


@given(st.text("htps:/[]@?&=.ayoutube#%v ", max_size=30))
def test_no_address_is_too_odd(rest: str) -> None:
    found = embeds.player_of(f"https://{rest}", HOSTS)
    assert found is None or found.startswith("https://")


@pytest.mark.parametrize("body", [VIDEO, f"<{VIDEO}>", f"[The *ferry*]({VIDEO})", f'[The ferry]({VIDEO} "Title")'])
def test_an_address_alone_in_its_paragraph_becomes_a_figure(outlet: MakeOutlet, body: str) -> None:
    site = outlet({"site.toml": ALLOWED}).article("2026/11/a", f"Look:\n\n{body}\n\nThere.").build()
    page = unescape(site.page("/news/2026/11/a.html"))
    assert f'<figure class="embed" data-embed="{NO_COOKIES}abc_DEF-123"><a href="{VIDEO}">' in page


@pytest.mark.parametrize("body", [f"Look: {VIDEO}", f"[a]({VIDEO}) and more", f"- {VIDEO}", f"`{VIDEO}`"])
def test_one_among_words_does_not(outlet: MakeOutlet, body: str) -> None:
    site = outlet({"site.toml": ALLOWED}).article("2026/11/a", body).build()
    assert "data-embed" not in site.page("/news/2026/11/a.html")


def test_only_hosts_that_the_outlet_allows_are_shown_and_a_changed_setting_shows_at_once(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", VIDEO)
    site.edit({"content/pages/about.md": f"---\ntitle: About\n---\n{VIDEO}\n"})
    site.edit({"content/authors/ann.md": f"---\ntitle: Ann\n---\n{VIDEO}\n"})
    places = ("/news/2026/11/a.html", "/about.html", "/authors/ann/index.html")
    site.article("2026/11/a", VIDEO, authors="Ann").build()
    assert [place for place in places if "data-embed" in site.page(place)] == []
    site.edit({"site.toml": ALLOWED}).build()
    assert [place for place in places if "data-embed" not in site.page(place)] == []
    assert site.online() == site.clean()


def test_feeds_have_a_link(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": ALLOWED}).article("2026/11/a", f"[The ferry]({VIDEO})").build()
    assert f'<p><a href="{VIDEO}">The ferry</a></p>' in site.page("/feed.xml")
