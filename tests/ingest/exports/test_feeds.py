"""What comes of feeds: RSS of its several kinds, Atom, JSON Feed."""

import json
from pathlib import Path
from typing import Any

import pytest

from broadsheet.ingest import Manuscript
from broadsheet.ingest.feeds import Feed
from broadsheet.ingest.formats import UnreadableError
from broadsheet.ingest.json_feed import JsonFeed
from tests.ingest.exports.shapes import articles, read, rules

SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:media="http://search.yahoo.com/mrss/"'
)
WHOLE = "<p>The ferry sails on Monday.</p><p>The booth opens at six.</p>"


def rss(item: str) -> str:
    """A feed of RSS 2.0 with one item."""
    return (
        f'<?xml version="1.0"?><rss version="2.0" {SPACES}><channel><title>The Dorum Tide</title>'
        f"<link>https://tide.example/</link><language>en-gb</language><item>{item}</item></channel></rss>"
    )


def one(folder: Path, text: str | bytes) -> Manuscript:
    """The article of a feed's one item."""
    (found,) = articles(read(Feed(), folder, text, "feed.xml"))
    return found


ITEM = f"""<title>Ferry &amp;amp; bridge</title><link>https://www.tide.example/news/ferry.html</link>
<guid isPermaLink="false">tide-4711</guid><pubDate>Tue, 04 Mar 2031 09:30:00 +0100</pubDate>
<dc:creator>Mira Tolvane</dc:creator><category>News</category><category>ferries</category>
<description>Nobody is missing</description><content:encoded><![CDATA[{WHOLE}]]></content:encoded>"""


def test_an_item_keeps_all_that_the_feed_says_of_it(tmp_path: Path) -> None:
    found = one(tmp_path, rss(ITEM))
    assert (found.title, found.dek, found.authors) == ("Ferry & bridge", "Nobody is missing", ("Mira Tolvane",))
    assert (found.section, found.tags, found.id) == ("news", ("ferries",), "tide-4711")
    assert found.date
    assert found.date.at.isoformat() == "2031-03-04T09:30:00+01:00"
    assert found.aliases == ("/news/ferry.html",)
    assert found.body == "The ferry sails on Monday.\n\nThe booth opens at six.\n"
    assert (found.draft, found.review, found.lang) == ((), (), "")


def test_an_item_of_another_outlet_names_its_source_and_has_no_old_address_here(tmp_path: Path) -> None:
    found = one(tmp_path, rss(ITEM.replace("www.tide.example", "courier.example")))
    assert (found.aliases, found.source.name, found.source.url) == (
        (),
        "The Dorum Tide",
        "https://courier.example/news/ferry.html",
    )


def test_a_description_that_only_begins_the_text_is_no_dek(tmp_path: Path) -> None:
    found = one(tmp_path, rss(ITEM.replace("Nobody is missing", "The ferry sails on Monday. The booth […]")))
    assert found.dek == ""
    assert "summary" in rules(found)


def test_a_text_that_is_cut_is_a_draft(tmp_path: Path) -> None:
    cut = one(tmp_path, rss("<title>Ferry</title><description>The ferry sails on […]</description>"))
    whole = one(tmp_path, rss("<title>Ferry</title><description>The ferry sails on Monday.</description>"))
    assert cut.draft == ("the feed holds only the beginning of the text",)
    assert (whole.draft, whole.body) == ((), "The ferry sails on Monday.\n")


def test_authors_are_people_not_addresses(tmp_path: Path) -> None:
    named = one(
        tmp_path,
        rss("<title>Ferry</title><author>mt@tide.example (Mira Tolvane)</author><description>x</description>"),
    )
    bare = one(tmp_path, rss("<title>Ferry</title><author>desk@tide.example</author><description>x</description>"))
    agency = one(tmp_path, rss("<title>Ferry</title><dc:creator>AFP</dc:creator><description>x</description>"))
    assert (named.authors, bare.authors) == (("Mira Tolvane",), ())
    assert (agency.authors, agency.agency) == ((), "AFP")


def test_pictures_and_recordings_that_stayed_behind_are_named(tmp_path: Path) -> None:
    found = one(
        tmp_path,
        rss(
            ITEM + '<enclosure url="https://tide.example/ferry.mp3" type="audio/mpeg"/>'
            '<media:content url="https://tide.example/ferry.jpg" medium="image">'
            "<media:description>The ferry</media:description></media:content>"
        ),
    )
    assert found.review == (
        "a recording didn't come along: https://tide.example/ferry.mp3",
        "a picture didn't come along: https://tide.example/ferry.jpg (The ferry)",
    )


def atom(inner: str) -> str:
    """A feed of Atom with one entry."""
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>La Marée</title>'
        f"<author><name>Lena Varr</name></author><entry>{inner}</entry></feed>"
    )


def test_atom_says_its_text_in_three_ways(tmp_path: Path) -> None:
    begin = "<title>Ferry</title><id>urn:tide:1</id><published>2031-03-04T09:30:00Z</published>"
    html = one(tmp_path, atom(begin + '<content type="html">&lt;p&gt;a &amp;lt; b&lt;/p&gt;</content>'))
    text = one(tmp_path, atom(begin + '<content type="text">a &lt; b</content>'))
    xhtml = one(
        tmp_path,
        atom(begin + '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>a &lt; b</p></div></content>'),
    )
    assert html.body == text.body == xhtml.body
    assert (html.lang, html.authors, html.id) == ("fr", ("Lena Varr",), "urn:tide:1")


def test_atom_tells_when_it_was_published_and_when_changed(tmp_path: Path) -> None:
    body = '<title>Ferry</title><content type="html">x</content><updated>2031-03-05T09:30:00Z</updated>'
    both = one(tmp_path, atom(body + "<published>2031-03-04T09:30:00Z</published>"))
    alone = one(tmp_path, atom(body))
    assert both.date
    assert both.updated
    assert (both.date.at.day, both.updated.at.day) == (4, 5)
    assert alone.date
    assert (alone.date.at.day, alone.updated) == (5, None)
    assert "the feed says only when the entry was last updated, which is taken as its date" in alone.review


def test_the_older_kinds_of_rss_are_read(tmp_path: Path) -> None:
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://tide.example/"><title>Tide</title></channel>'
        '<item rdf:about="https://tide.example/1"><title>Ferry</title><link>https://tide.example/1</link>'
        "<description>It sails.</description><dc:date>2031-03-04T09:30:00+01:00</dc:date></item></rdf:RDF>"
    )
    found = one(tmp_path, rdf)
    assert (found.title, found.aliases, found.id) == ("Ferry", ("/1",), "https://tide.example/1")
    assert found.date


@pytest.mark.parametrize(
    "written", ["Ter, 04 Mar 2031 09:30:00 -0300", "mar., 4 mars 2031 09:30 -0300", "Di, 04 März 2031 09:30:00 -0300"]
)
def test_days_and_months_may_be_in_the_systems_own_language(tmp_path: Path, written: str) -> None:
    found = one(tmp_path, rss(f"<title>Ferry</title><pubDate>{written}</pubDate><description>x</description>"))
    assert found.date
    assert found.date.at.isoformat() == "2031-03-04T09:30:00-03:00"


def test_a_date_that_is_not_complete_is_none(tmp_path: Path) -> None:
    found = one(tmp_path, rss("<title>Ferry</title><pubDate>4 March</pubDate><description>x</description>"))
    assert found.date is None
    assert "no date was found in the source" in found.review


def test_items_with_the_same_guid_are_two_articles(tmp_path: Path) -> None:
    twice = rss(ITEM + "</item><item>" + ITEM.replace("Ferry", "Boat"))
    assert [found.id for found in articles(read(Feed(), tmp_path, twice, "feed.xml"))] == ["tide-4711", ""]


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1252"])
def test_encodings_are_heard(tmp_path: Path, encoding: str) -> None:
    text = rss("<title>Fähre und Brücke</title><description>x</description>")
    data = text.replace('version="1.0"?', f'version="1.0" encoding="{encoding}"?').encode(encoding)
    assert one(tmp_path, data).title == "Fähre und Brücke"


@pytest.mark.parametrize(
    "text", ['<rss version="2.0"><channel><title>Tide</title></channel></rss>', '<rss version="2.0">']
)
def test_a_feed_without_items_says_what_to_do(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableError, match="no items"):
        read(Feed(), tmp_path, text, "feed.xml")


@pytest.mark.parametrize("text", ["", "<html><body>rss</body></html>", "Some text <rss>", '{"items": []}'])
def test_what_is_no_feed_is_not_taken_for_one(text: str) -> None:
    assert Feed().recognise(text.encode(), "feed.xml") < 0.2
    assert JsonFeed().recognise(text.encode(), "feed.json") == 0


def json_feed(**item: Any) -> str:
    """A JSON feed with one item."""
    return json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "The Dorum Tide",
            "language": "en",
            "authors": [{"name": "The desk"}],
            "items": [
                {
                    "id": "https://tide.example/news/ferry.html",
                    "url": "https://tide.example/news/ferry.html",
                    "title": "Ferry & bridge",
                    "content_html": WHOLE,
                    "date_published": "2031-03-04T09:30:00+01:00",
                    "authors": [{"name": "Mira Tolvane"}],
                    "tags": ["News", "ferries"],
                    **item,
                }
            ],
        }
    )


def test_an_item_of_a_json_feed_keeps_all_that_it_says(tmp_path: Path) -> None:
    (found,) = articles(read(JsonFeed(), tmp_path, json_feed(summary="Nobody is missing"), "feed.json"))
    assert (found.title, found.dek, found.authors) == ("Ferry & bridge", "Nobody is missing", ("Mira Tolvane",))
    assert (found.section, found.tags, found.aliases) == ("news", ("ferries",), ("/news/ferry.html",))
    assert found.id == "https://tide.example/news/ferry.html"
    assert found.body == "The ferry sails on Monday.\n\nThe booth opens at six.\n"


def test_plain_text_of_a_json_feed_is_taken_as_it_is(tmp_path: Path) -> None:
    (found,) = articles(
        read(JsonFeed(), tmp_path, json_feed(content_html=None, content_text="a < b\n\nc"), "feed.json")
    )
    assert found.body.replace("\\", "").replace("&lt;", "<") == "a < b\n\nc\n"


def test_a_json_feed_may_be_nonsense(tmp_path: Path) -> None:
    odd = json_feed(title=3, tags="x", authors=7, attachments=[1], url=[], content_html={}, content_text="x y")
    assert articles(read(JsonFeed(), tmp_path, odd, "feed.json"))[0].draft
    with pytest.raises(UnreadableError):
        read(JsonFeed(), tmp_path, json_feed()[:-30], "feed.json")


def test_a_feed_that_brings_a_dtd_is_known_and_nothing_of_the_dtd_is_read() -> None:
    dtd = '<!DOCTYPE rss [<!ENTITY a "once"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    assert Feed().recognise(rss(ITEM).replace("?>", f"?>{dtd}", 1).encode(), "feed.xml") == 0.9
    assert Feed().recognise(f'<?xml version="1.0"?>{dtd}<nitf/>'.encode(), "feed.xml") == 0
