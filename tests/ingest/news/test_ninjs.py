"""ninjs in its three versions: what a news item says goes to the front matter, and nothing else is made up."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from broadsheet.ingest.formats import Item, Known, RawSource, UnreadableError
from broadsheet.ingest.manuscript import Manuscript, Passed
from broadsheet.ingest.ninjs import Ninjs
from broadsheet.settings import Taking
from tests.ingest.news.reading import KNOWN, all_of, dropped, one_of
from tests.ingest.newsroom import SETTINGS

PARAGRAPHS = "<p>DORUM (AFP) - The old ferry sails again.</p><p>Forty people were on board.</p>"
ONE: dict[str, Any] = {
    "uri": "urn:newsml:courier.example:20310312:ferry",
    "type": "text",
    "version": "2",
    "versioncreated": "2031-03-12T14:05:00+01:00",
    "firstcreated": "2031-03-12T09:00:00+01:00",
    "pubstatus": "usable",
    "urgency": 4,
    "language": "en",
    "headline": "Ferry sails again",
    "slugline": "ferry-dorum",
    "byline": "By Mira Tolvane and Oto Brisk",
    "located": "Dorum",
    "description_text": "After two winters at the quay",
    "body_html": PARAGRAPHS,
    "subject": [{"name": "Economy", "code": "medtop:04000000"}, {"name": "ferries"}, {"code": "medtop:20000001"}],
    "usageterms": "",
    "charcount": 90,
}
THREE: dict[str, Any] = {
    "uri": "urn:newsml:courier.example:20310312:ferry",
    "type": "text",
    "versionCreated": "2031-03-12T14:05:00+01:00",
    "firstCreated": "2031-03-12T09:00:00+01:00",
    "pubStatus": "usable",
    "language": "en",
    "headlines": [
        {"role": "sub", "value": "After two winters at the quay"},
        {"role": "main", "value": "Ferry sails again"},
    ],
    "by": "Mira Tolvane and Oto Brisk",
    "bodies": [
        {"role": "text", "contentType": "text/plain", "value": "The old ferry."},
        {"role": "main", "contentType": "text/html", "value": PARAGRAPHS},
    ],
    "subjects": [{"name": "Economy"}, {"name": "ferries"}],
}


@pytest.mark.parametrize("item", [ONE, THREE])
def test_each_version_says_the_same(tmp_path: Path, item: dict[str, Any]) -> None:
    article = one_of(tmp_path, "a.json", json.dumps(item))
    assert article.title == "Ferry sails again"
    assert article.dek == "After two winters at the quay"
    assert article.authors == ("Mira Tolvane", "Oto Brisk")
    assert (article.section, article.tags) == ("economy", ("ferries",))
    assert article.id == "urn:newsml:courier.example:20310312:ferry"
    assert article.date is not None
    assert article.date.at.isoformat() == "2031-03-12T09:00:00+01:00"
    assert article.updated is not None
    assert article.updated.at.isoformat() == "2031-03-12T14:05:00+01:00"
    assert article.body == "DORUM (AFP) - The old ferry sails again.\n\nForty people were on board.\n"
    assert (article.dateline, article.agency) == ("Dorum", "AFP")
    assert article.draft == ()


def test_what_has_no_key_is_kept_or_reported(tmp_path: Path) -> None:
    article = one_of(tmp_path, "a.json", json.dumps(ONE))
    assert article.extra == {"version": "2", "urgency": "4", "slugline": "ferry-dorum", "subjects": "medtop:20000001"}
    assert "charcount: 90" in dropped(article)
    two = one_of(tmp_path, "b.json", json.dumps(THREE))
    assert "The old ferry." in dropped(two)


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("pubstatus", "canceled", "cancelled it"),
        ("pubstatus", "withheld", "withheld"),
        ("usageterms", "Not for use in Varga", "restricts its use"),
        ("embargoed", "2031-03-14", "embargo without a complete instant"),
        ("ednote", "EMBARGOED until Thursday", "the agency says"),
    ],
)
def test_what_may_not_go_out_is_a_draft(tmp_path: Path, key: str, value: str, reason: str) -> None:
    article = one_of(tmp_path, "a.json", json.dumps(ONE | {key: value}))
    assert any(reason in line for line in article.draft)


def test_a_whole_embargo_is_one(tmp_path: Path) -> None:
    article = one_of(tmp_path, "a.json", json.dumps(ONE | {"embargoed": "2031-03-14T06:00:00Z"}))
    assert article.draft == ()
    assert article.embargo is not None
    assert article.embargo.at.isoformat() == "2031-03-14T06:00:00+00:00"


def test_pictures_come_along_or_are_named(tmp_path: Path) -> None:
    (tmp_path / "quay.png").write_bytes(b"\x89PNG\r\n\x1a\nquay")
    pictures = {
        "more": {"type": "picture", "description_text": "The pier", "renditions": {"big": {"href": "pier.png"}}},
        "featuremedia": {
            "type": "picture",
            "description_text": "At the quay",
            "byline": "Lena Varr",
            "renditions": {"small": {"href": "s.png", "width": 90}, "big": {"href": "quay.png", "width": 900}},
        },
    }
    article = one_of(tmp_path, "a.json", json.dumps(ONE | {"associations": pictures}))
    assert article.image is not None
    assert (article.image.caption, article.image.credit) == ("At the quay", "Lena Varr")
    assert article.image.src == article.media[0].path
    assert "a picture didn't come along: pier.png (The pier)" in article.review


def test_items_in_a_list_each_have_their_number(tmp_path: Path) -> None:
    source = json.dumps([ONE, {"uri": "urn:p", "type": "picture", "headline": "The pier", "version": "1"}, "nothing"])
    article, picture, wrong = all_of(tmp_path, "a.json", source)
    assert isinstance(picture, Passed)
    assert isinstance(wrong, Passed)
    assert (picture.number, picture.wrong, wrong.number, wrong.wrong) == (2, False, 3, True)
    assert not isinstance(article, Passed)


def test_no_date_and_no_author_are_made_up(tmp_path: Path) -> None:
    article = one_of(
        tmp_path,
        "a.json",
        json.dumps({"uri": "urn:20310312", "headline": "Ice", "body_text": "It left.", "urgency": 3}),
    )
    assert (article.date, article.authors) == (None, ())
    assert {"no date was found in the source", "no author was found in the source"} <= set(article.review)


def test_broken_json_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="JSON"):
        all_of(tmp_path, "a.json", json.dumps(ONE)[:-20])
    with pytest.raises(UnreadableError):
        all_of(tmp_path, "a.json", '{"uri": "x", "headline": "y", "version":' + "[" * 100_000)


def test_a_dateline_that_the_theme_prints_is_not_in_the_text_too(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps(ONE))
    raw = RawSource("seeds/a.json", file)
    (item,) = Ninjs().items(raw, KNOWN)
    assert isinstance(item, Item)
    left = msgspec.structs.replace(SETTINGS, ingest=Taking(dateline="theme"))
    article = Ninjs().manuscript(item, raw, Known(left))
    assert isinstance(article, Manuscript)
    assert (article.dateline, article.body.partition("\n")[0]) == ("Dorum", "The old ferry sails again.")
    assert one_of(tmp_path, "a.json", json.dumps(ONE)).body.startswith("DORUM (AFP) - The old")
