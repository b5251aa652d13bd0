"""A recording on its article's page, with the transcript that lies beside it."""

from lxml import html

from tests.conftest import MakeOutlet
from tests.outlet import SITE

OURS = SITE.replace('name = "plain"', 'name = "broadsheet"')
ARTICLE = "/news/2026/11/a.html"


def test_a_transcript_that_comes_and_goes_is_linked_to_as_long_as_it_is_there(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": OURS, "media/2026/a.mp3": b"ID3"}).article("2026/11/a", audio="2026/a.mp3").build()

    def links() -> list[str]:
        found: list[str] = html.document_fromstring(site.page(ARTICLE)).xpath("//*[@class='audio transcript']/a/@href")
        return found

    assert links() == []
    site.edit({"media/2026/a.vtt": "WEBVTT\n"}).build()
    assert links() == ["/media/2026/a.vtt"]
    assert site.page("/media/2026/a.vtt") == "WEBVTT\n"
    assert site.online() == site.clean()
    site.edit({"media/2026/a.vtt": None}).build()
    assert links() == []
    assert site.online() == site.clean()
