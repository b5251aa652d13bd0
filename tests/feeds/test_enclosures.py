"""What feeds bring besides texts: pictures with their words, recordings, and one enclosure with its true length."""

import io
import re
from typing import Any

import pytest
from PIL import Image

from tests.conftest import MakeOutlet
from tests.feeds.reading import HERE, content, items
from tests.outlet import SITE, Outlet
from tests.pictures.photographs import photograph

MEDIA = "{http://search.yahoo.com/mrss/}"
SOUND = b"ID3" + bytes(1000)
WITH_WORDS = {"image": "{src: a.jpg, alt: A ferry, caption: 'The <ferry> & \"us\"', credit: Ana Prado}"}


def online(site: Outlet, url: str | None) -> bytes:
    """The file that an address in full leads to."""
    assert url and url.startswith(f"{HERE}/")
    return site.online()[url.removeprefix(HERE)]


def enclosures(found: Any) -> list[dict[str, str]]:
    return [dict(each.attrib) for each in found.findall("enclosure")]


def test_a_lead_picture_is_enclosed_with_its_true_length(outlet: MakeOutlet) -> None:
    site = outlet({"media/a.jpg": photograph(1400, 700)}).article("2026/11/a", image="a.jpg").build()
    (found,) = items(site)
    ((enclosed),) = enclosures(found)
    data = online(site, enclosed["url"])
    assert (enclosed["type"], enclosed["length"]) == ("image/jpeg", str(len(data)))
    picture = Image.open(io.BytesIO(data))
    assert (picture.format, picture.size) == ("JPEG", (1280, 640))


def test_it_is_told_with_its_words_and_a_small_one(outlet: MakeOutlet) -> None:
    site = outlet({"media/a.jpg": photograph(1400, 700)}).article("2026/11/a", **WITH_WORDS).build()
    (found,) = items(site)
    (media,) = found.findall(f"{MEDIA}content")
    said = {part.tag.removeprefix(MEDIA): part.text for part in media}
    assert said == {"title": "A ferry", "description": 'The <ferry> & "us"', "credit": "Ana Prado", "thumbnail": None}
    data = online(site, media.get("url"))
    assert dict(media.attrib) == {
        "url": media.get("url"),
        "medium": "image",
        "type": "image/jpeg",
        "fileSize": str(len(data)),
        "width": "1280",
        "height": "640",
    }
    small = media.find(f"{MEDIA}thumbnail")
    assert Image.open(io.BytesIO(online(site, small.get("url")))).size == (480, 240)
    assert (small.get("width"), small.get("height")) == ("480", "240")


def test_the_text_begins_with_it(outlet: MakeOutlet) -> None:
    site = outlet({"media/a.jpg": photograph(1400, 700)}).article("2026/11/a", **WITH_WORDS).build()
    (found,) = items(site)
    url = found.find("enclosure").get("url")
    assert content(found) == (
        f'<figure><img src="{url}" alt="A ferry" width="1280" height="640">'
        '<figcaption>The &lt;ferry&gt; &amp; "us" <small>Ana Prado</small></figcaption></figure>\n<p>Text.</p>'
    )


def test_a_transparent_picture_is_webp_and_none_is_avif(outlet: MakeOutlet) -> None:
    site = outlet(
        {"media/a.png": photograph(700, 400, "PNG", clear=True), "site.toml": SITE + "\n[pictures]\navif = true\n"}
    )
    site.article("2026/11/a", "![B](a.png)", image="a.png").build()
    assert set(re.findall(r"\.(avif|png|webp|jpg)\b", site.page("/feed.xml"))) == {"webp"}
    (enclosed,) = enclosures(items(site)[0])
    data = online(site, enclosed["url"])
    assert (enclosed["type"], enclosed["length"]) == ("image/webp", str(len(data)))
    assert Image.open(io.BytesIO(data)).format == "WEBP"


def test_a_recording_goes_before_the_picture(outlet: MakeOutlet) -> None:
    site = outlet({"media/a.jpg": photograph(), "media/a.mp3": SOUND})
    site.article("2026/11/a", image="a.jpg", audio="{src: a.mp3, duration: '1:05'}").build()
    (found,) = items(site)
    assert enclosures(found) == [{"url": f"{HERE}/media/a.mp3", "type": "audio/mpeg", "length": str(len(SOUND))}]
    kinds = [media.get("medium") for media in found.findall(f"{MEDIA}content")]
    assert kinds == ["image", "audio"]
    assert found.findall(f"{MEDIA}content")[1].get("duration") == "65"


def test_a_recording_of_what_is_paid_for_is_in_no_feed(outlet: MakeOutlet) -> None:
    site = outlet({"media/a.jpg": photograph(), "media/a.mp3": SOUND})
    body = "Open.\n\n<!-- paywall -->\n\nShut."
    site.article("2026/11/a", body, access="paid", image="a.jpg", audio="a.mp3").build()
    assert [one["type"] for one in enclosures(items(site)[0])] == ["image/jpeg"]
    feeds = [address for address in site.online() if address.endswith((".xml", "feed.json"))]
    assert len(feeds) > 8
    assert [address for address in feeds if "a.mp3" in site.page(address)] == []


def test_what_is_not_there_is_not_enclosed(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", image="{src: gone.jpg, caption: Words}", audio="gone.mp3").build()
    (found,) = items(site)
    assert enclosures(found) == found.findall(f"{MEDIA}content") == []
    assert content(found) == "<p>Text.</p>"


@pytest.mark.parametrize("jobs", [1, 2])
def test_lengths_are_those_of_a_clean_build_when_the_picture_changes(outlet: MakeOutlet, jobs: int) -> None:
    site = outlet({"media/a.jpg": photograph(1400, 700)}).article("2026/11/a", image="a.jpg").build(jobs=jobs)
    before = enclosures(items(site)[0])
    site.edit({"media/a.jpg": photograph(1400, 900)}).build(jobs=jobs)
    (after,) = enclosures(items(site)[0])
    assert after != before[0]
    assert after["length"] == str(len(online(site, after["url"])))
    assert site.online() == site.clean()


def test_they_are_known_though_the_cache_of_pictures_went(outlet: MakeOutlet) -> None:
    site = outlet({"media/a.jpg": photograph(1400, 700)}).article("2026/11/a", image="a.jpg").build()
    for file in (site.root / ".broadsheet/pictures").iterdir():
        file.unlink()
    site.article("2026/11/b", date="2026-11-21").build()
    (enclosed,) = [each for found in items(site) for each in enclosures(found)]
    assert enclosed["length"] == str(len(online(site, enclosed["url"])))
    assert site.online() == site.clean()


def test_a_gallery_follows_the_text(outlet: MakeOutlet) -> None:
    site = outlet({"media/a.jpg": photograph(), "media/b.jpg": photograph(300, 200)})
    site.article("2026/11/a", gallery="[{src: a.jpg, caption: One}, {src: b.jpg}, {src: gone.jpg}]").build()
    text = content(items(site)[0])
    assert text.startswith("<p>Text.</p>\n<figure>")
    assert text.count("<figure>") == 2
    assert "<figcaption>One</figcaption>" in text
