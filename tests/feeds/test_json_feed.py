"""JSON Feed 1.1 for the site and its sections."""

import json
from typing import Any

from tests.conftest import MakeOutlet
from tests.feeds.reading import HERE
from tests.outlet import SITE, Outlet
from tests.pictures.photographs import photograph


def feed(outlet: Outlet, address: str = "/feed.json") -> dict[str, Any]:
    found = json.loads(outlet.page(address))
    assert isinstance(found, dict)
    return found


def test_the_feed_says_what_it_is(outlet: MakeOutlet) -> None:
    front = 'description = "All of it"\nlogo = "logo.png"\n'
    site = outlet({"site.toml": front + SITE, "media/logo.png": photograph(2, 1, "PNG")}).build()
    assert feed(site, "/sport/feed.json") == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Courier – Sport",
        "home_page_url": f"{HERE}/sport/",
        "feed_url": f"{HERE}/sport/feed.json",
        "description": "All of it",
        "language": "en",
        "icon": f"{HERE}/media/logo.png",
        "authors": [{"name": "The Courier"}],
        "items": [],
    }


def test_an_item_says_what_the_article_says(outlet: MakeOutlet) -> None:
    sound = b"ID3" + bytes(500)
    site = outlet({"media/a.jpg": photograph(), "media/a.mp3": sound}).article(
        "2026/11/a",
        'Some "words".',
        title="'</script><b>&'",
        dek="In short",
        label="analysis",
        authors="Ann",
        tags="x",
        image="a.jpg",
        audio="{src: a.mp3, duration: 61}",
        date="2026-11-20T09:00+01:00",
        updated="2026-11-21T10:00+01:00",
    )
    (item,) = feed(site.build())["items"]
    image, text = item.pop("image"), item.pop("content_html")
    assert item == {
        "id": "tag:courier.example,2026:2026/11/a",
        "url": f"{HERE}/news/2026/11/a.html",
        "title": "Analysis: </script><b>&",
        "summary": "In short",
        "date_published": "2026-11-20T08:00:00+00:00",
        "date_modified": "2026-11-21T09:00:00+00:00",
        "authors": [{"name": "Ann"}],
        "tags": ["News", "analysis", "x"],
        "language": "en",
        "attachments": [
            {
                "url": f"{HERE}/media/a.mp3",
                "mime_type": "audio/mpeg",
                "size_in_bytes": len(sound),
                "duration_in_seconds": 61,
            }
        ],
    }
    assert image.removeprefix(HERE) in site.online()
    assert text == f'<figure><img src="{image}" alt="" width="700" height="400"></figure>\n<p>Some "words".</p>'


def test_its_icons_are_those_of_the_site(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": 'icon = "icon.png"\n' + SITE}).article("2026/11/a").build()
    assert {"icon", "favicon"}.isdisjoint(feed(site))
    site.edit({"media/icon.png": photograph(512, 512, "PNG")}).build()
    found = feed(site, "/news/feed.json")
    assert [found["icon"], found["favicon"]] == [f"{HERE}/icons/icon-512.png", f"{HERE}/icons/icon-192.png"]
    assert f"<icon>{found['favicon']}</icon>" in site.page("/atom.xml")
    assert {found[name].removeprefix(HERE) for name in ("icon", "favicon")} <= site.online().keys()
    assert site.online() == site.clean()
    site.edit({"media/icon.png": None}).build()
    assert site.online() == site.clean()


def test_what_is_paid_has_its_summary_alone(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", "Secret.", dek="In short", access="paid").build()
    (item,) = feed(site)["items"]
    assert item["content_text"] == item["summary"] == "In short"
    assert "content_html" not in item


def test_dates_that_nobody_knows_are_not_there(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", date="").build()
    (item,) = feed(site)["items"]
    assert {"date_published", "date_modified"}.isdisjoint(item)


def test_a_hub_is_told_where_there_is_one(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": SITE.replace("[feeds]", '[feeds]\nhub = "https://hub.example/"')}).build()
    assert feed(site)["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]
