"""ArchieML: its syntax, and what an article is made of."""

from pathlib import Path
from typing import Any

import pytest

from broadsheet.ingest.archieml import is_archieml
from broadsheet.ingest.archieml_syntax import load
from tests.ingest.news.reading import one_of
from tests.ingest.newsroom import Newsroom


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ferry: sails", {"ferry": "sails"}),
        ("  ferry  :  sails  \nnot a key\nferry.name: Odalie", {"ferry": {"name": "Odalie"}}),
        ("a: one\na: two", {"a": "two"}),
        ("a: one\ntwo\n:end\nthree", {"a": "one\ntwo"}),
        ("a: one\n\\b: two\n:end", {"a": "one\nb: two"}),
        ("{ship}\nname: Odalie\n{}\nport: Dorum", {"ship": {"name": "Odalie"}, "port": "Dorum"}),
        ("{a.b}\nc: d\n{a}\ne: f", {"a": {"b": {"c": "d"}, "e": "f"}}),
        ("[ports]\n* Dorum\n* Varga\n[]\nx: y", {"ports": ["Dorum", "Varga"], "x": "y"}),
        ("[ports]\n* Dorum\non the Sound\n:end\n", {"ports": ["Dorum\non the Sound"]}),
        (
            "[ships]\nname: Odalie\nyear: 2001\n\nname: Berit\n[]",
            {"ships": [{"name": "Odalie", "year": "2001"}, {"name": "Berit"}]},
        ),
        (
            "[ships]\nname: O\n[.crew]\n* Mira\n[]\nname: B\n[]",
            {"ships": [{"name": "O", "crew": ["Mira"]}, {"name": "B"}]},
        ),
        (
            "[+text]\nOne.\nquote: Two.\nThree.\n[]",
            {
                "text": [
                    {"type": "text", "value": "One."},
                    {"type": "quote", "value": "Two."},
                    {"type": "text", "value": "Three."},
                ]
            },
        ),
        (
            "[+text]\n{.image}\nsrc: a.jpg\n{}\nOne.\n[]",
            {"text": [{"type": "image", "value": {"src": "a.jpg"}}, {"type": "text", "value": "One."}]},
        ),
        (":skip\na: b\n:endskip\nc: d", {"c": "d"}),
        ("a: b\n:ignore\nc: d", {"a": "b"}),
        ("[ports]\n[]", {"ports": []}),
        ("a:b\r\nc:d\r\n", {"a": "b", "c": "d"}),
    ],
)
def test_the_syntax(text: str, meant: dict[str, Any]) -> None:
    assert load(text) == meant


STORY = """{story}
hed: The ferry sails again
by: By Mira Tolvane and Oto Brisk
pubdate: 2031-03-12
section: Economy
{}
weather: cold
[+story.text]
The old ferry left on Monday.

subhead: A long winter
quote: We go back to sea.
speaker: Lena Varr
image: quay.jpg
caption: At the quay
map: harbour.json
Nobody believed 5 < 6 at first.
[]
"""


def test_an_article(tmp_path: Path) -> None:
    article = one_of(tmp_path, "a.aml", STORY)
    assert (article.title, article.authors) == ("The ferry sails again", ("Mira Tolvane", "Oto Brisk"))
    assert article.section == "economy"
    assert article.date is not None
    assert article.date.day
    assert article.body.startswith(
        "The old ferry left on Monday.\n\n## A long winter\n\n> We go back to sea.\n>\n> — Lena Varr"
    )
    assert article.body.rstrip().endswith("at first.")
    assert article.extra == {"weather": "cold", "story.text.7.map": "harbour.json"}
    assert any("quay.jpg" in line and "At the quay" in line for line in article.review)


def test_it_is_known_by_its_text_as_well(tmp_path: Path) -> None:
    assert one_of(tmp_path, "a.txt", STORY).title == "The ferry sails again"
    assert not is_archieml("Title: A plain text\n\nThe mayor said: no.\n[image]\nMore text.")


def test_data_without_an_article_is_kept_in_a_draft(tmp_path: Path) -> None:
    article = one_of(tmp_path, "a.aml", "[ships]\nname: Odalie\nyear: 2001\n")
    assert article.extra == {"ships.1.name": "Odalie", "ships.1.year": "2001"}
    assert article.draft


def test_a_key_that_is_too_long_for_front_matter_is_left_out_and_told_of(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.seed("a.aml", STORY.replace("weather:", f"weather: mild\n{'x' * 1500}:"))
    report = room.take()
    document = room.content(report.written[0]).document
    assert document
    assert document.article.extra["weather"] == "mild"
    assert any("this can't be its extra: xxx" in line for line in document.article.review)
