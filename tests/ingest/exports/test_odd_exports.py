"""What exports hold that a quick reading would never come to the end of."""

from pathlib import Path

import pytest

from broadsheet.ingest import feeds, html_body, shortcodes, wxr_site
from broadsheet.ingest.formats import Item, Known, RawSource
from broadsheet.ingest.manuscript import Action, Manuscript
from tests.ingest.newsroom import SETTINGS, Newsroom


@pytest.mark.parametrize(
    ("words", "caption"),
    [
        ("<br />At the quay<br>", "At the quay"),
        ("</p>At the quay <p>\n", "At the quay"),
        ("At<br>the quay", "At<br>the quay"),
        ("<br>" * 20_000 + "At" + "<br> " * 20_000 + "quay" + "<br> " * 20_000, "At" + "<br> " * 20_000 + "quay"),
        ("At" + " " * 50_000 + "quay", "At" + " " * 50_000 + "quay"),
        ("<br> ", ""),
    ],
)
def test_captions_stand_without_the_breaks_around_them(words: str, caption: str) -> None:
    shown = f"<figcaption>{caption}</figcaption>" if caption else ""
    assert shortcodes._figure(f'<img src="a.jpg">{words}', "") == f'<figure><img src="a.jpg">{shown}</figure>'


def test_authors_and_ends_of_texts_are_looked_for_in_bounds() -> None:
    assert wxr_site._CREATOR.findall("<dc:creator>mira" + " " * 50_000) == []
    assert wxr_site._CREATOR.findall("<dc:creator><![CDATA[ mira ]]></dc:creator>") == ["mira"]
    assert feeds._CUT.search("..." + " " * 50_000 + "x") is None
    assert feeds._CUT.search("<p>The ice ... </p>\n") is not None
    assert feeds._MAIL.fullmatch("a@" * 50_000) is None
    mails = ("desk@tide.example (Mira Tolvane)", "Mira Tolvane <mira@tide.example>")
    assert [found[1] or found[2] for mail in mails if (found := feeds._MAIL.fullmatch(mail))] == ["Mira Tolvane"] * 2


def test_thousands_of_notes_are_found_in_one_go() -> None:
    numbers = range(1, 1_501)
    marks = "".join(f'<sup><a href="#n{one}" id="m{one}">{one}</a></sup>' for one in numbers)
    notes = "".join(f'<li id="n{one}">Note {one} <a href="#m{one}">↩</a></li>' for one in numbers)
    body = html_body.convert(f"<p>Ice{marks}</p><ol>{notes}</ol>", lambda _: None).body
    assert body.count("[^1500]") == 2
    assert "[^1500]: Note 1500" in body


def test_what_has_no_place_is_reported(tmp_path: Path) -> None:
    more = '<guid>tide 77</guid><enclosure url="a.jpg" type="image/jpeg"/><enclosure url="b.jpg" type="image/jpeg"/>'
    (tmp_path / "f.xml").write_text(
        f'<rss version="2.0"><channel><title>T</title><item><title>Ice</title><description>It left.</description>{more}'
        "</item></channel></rss>"
    )
    raw = RawSource("seeds/f.xml", tmp_path / "f.xml")
    (item,) = feeds.Feed().items(raw, Known(SETTINGS))
    assert isinstance(item, Item)
    found = feeds.Feed().manuscript(item, raw, Known(SETTINGS))
    assert isinstance(found, Manuscript)
    assert found.id == ""
    assert {"tide 77", "b.jpg"} <= {one.before for one in found.decisions if one.action is Action.DROPPED}


def test_an_address_that_can_not_be_made_whole_stays_as_it_is_written() -> None:
    made = html_body.convert('<p>a</p><img src="b.png"><p>c</p>', lambda _: None, base="h://o]")
    assert made.review == ("a picture didn't come along: b.png",)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.json", '{"uri": "urn:x", "headline": "Fer', "this JSON breaks off before its end"),
        ("a.json", '{"uri": "urn:x", "headline": "Ferry", ', "this JSON breaks off before its end"),
        ("a.json", '{"uri": "urn:x", "headline": Ferry}', "this JSON can't be read: Expecting value"),
        ("b.json", '{"version": "https://jsonfeed.org/version/1.1", "items": [', "this JSON breaks off before its end"),
        ("c.json", '{"db": [{"data": {"posts": [{"mobiledoc": "', "this Ghost export breaks off before its end"),
        (
            "c.json",
            '{"db": [{"data": {"posts": mobiledoc, "mobiledoc": 1}}]}',
            "this Ghost export can't be read: JSON is",
        ),
    ],
)
def test_a_source_in_json_that_breaks_off_is_said_to(tmp_path: Path, name: str, text: str, said: str) -> None:
    room = Newsroom(tmp_path)
    room.seed(name, text)
    (problem,) = room.take().problems
    assert problem.message.startswith(said)
    assert problem.hint
