"""The page that tells readers which feeds there are, in the theme that comes along."""

from lxml import html

from tests.conftest import MakeOutlet
from tests.outlet import SITE, Outlet

MORE = """
[podcast]
title = "Heard"
description = "The morning, read aloud"

[[feeds.custom]]
id = "boats"
title = "Boats"
description = "All that floats"
tags = ["boats"]

[[feeds.custom]]
id = "msn"
profile = "msn"

[[feeds.custom]]
id = "todo"
title = "Todo"
lang = "es"
format = "json"

[languages.es]
title = "El Correo"
"""


def listed(site: Outlet, address: str) -> dict[str, list[list[str]]]:
    """What stands under each heading: of each feed, where its links lead."""
    page = html.fromstring(site.page(address))
    return {
        str(part.findtext("h2")): [[str(link.get("href")) for link in one.iter("a")] for one in part.iter("li")]
        for part in page.iterfind(".//section[@class='feeds']")
    }


def test_it_lists_all_feeds_by_kind_but_those_that_are_for_others(outlet: MakeOutlet) -> None:
    theme = SITE.replace('name = "plain"', 'name = "broadsheet"')
    site = outlet({"site.toml": theme + MORE}).article("2026/11/a", tags="boats").build()
    assert listed(site, "/feeds/index.html") == {
        "All articles": [["/feed.xml", "/atom.xml", "/feed.json"]],
        "Sections": [
            ["/news/feed.xml", "/news/atom.xml", "/news/feed.json"],
            ["/sport/feed.xml", "/sport/atom.xml", "/sport/feed.json"],
        ],
        "Selections": [["/feeds/boats.xml"]],
        "Podcast": [["/feeds/podcast.xml"]],
        "Corrections": [["/corrections/feed.xml"]],
    }
    assert listed(site, "/es/feeds/index.html")["Selecciones"] == [["/es/feeds/todo.json"]]
    page = site.page("/feeds/index.html")
    assert "All that floats" in page
    assert "https://courier.example/feeds/boats.xml" in page
    assert "Every topic, every author and every story has a feed of its own" in page


def test_all_that_it_lists_is_there(outlet: MakeOutlet) -> None:
    site = (
        outlet({"site.toml": SITE.replace('name = "plain"', 'name = "broadsheet"') + MORE}).article("2026/11/a").build()
    )
    for address in ("/feeds/index.html", "/es/feeds/index.html"):
        found = [link for feeds in listed(site, address).values() for links in feeds for link in links]
        assert [link for link in found if not site.has(link)] == []
        assert len(found) > 8
