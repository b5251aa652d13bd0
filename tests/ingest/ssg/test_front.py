"""The front matter of other generators, in each of its spellings."""

from typing import Any

import pytest

from broadsheet.ingest.ssg_front import split, texts


@pytest.mark.parametrize(
    ("text", "keys", "style"),
    [
        ("---\nTitle: Ice\ntags: [no, 012]\n---\nText", {"title": "Ice", "tags": ["no", "012"]}, "yaml"),
        ('+++\ntitle = "Ice"\ndate = 2031-03-12\n+++\nText', {"title": "Ice", "date": "2031-03-12"}, "toml"),
        ('{\n"title": "Ice",\n"draft": true\n}\nText', {"title": "Ice", "draft": "true"}, "json"),
        ('---json\n{\n\t"title": "Ice"\n}\n---\nText', {"title": "Ice"}, "json"),
        (
            "Title: Ice\nSummary: It left\n  on Monday\n\nText",
            {"title": "Ice", "summary": "It left\non Monday"},
            "lines",
        ),
        ("\ufeff---\r\ntitle: Ice\r\n---\r\nText", {"title": "Ice"}, "yaml"),
    ],
)
def test_each_spelling(text: str, keys: dict[str, Any], style: str) -> None:
    front = split(text, bare=True)
    assert (front.keys, front.style, front.body.strip()) == (keys, style, "Text")
    assert front.wrong == ""


@pytest.mark.parametrize(
    "text", ["Text: no front matter", "--- \nnever closed", "{ not json", "Said: one\nthing\n\nmore", "***\n\nText", ""]
)
def test_what_is_none_is_text(text: str) -> None:
    assert split(text, bare=True).keys == {}
    assert split(text, bare=True).body == text


def test_a_broken_block_is_read_as_far_as_it_goes() -> None:
    front = split("---\ntitle: [Ice\nauthor: Mira Tolvane\ntags:\n  - ice\n---\nText")
    assert front.keys == {"title": "[Ice", "author": "Mira Tolvane", "tags": ["ice"]}
    assert front.wrong


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("Mira Tolvane, Oto Brisk", ["Mira Tolvane", "Oto Brisk"]),
        (["Brisk, Oto"], ["Brisk, Oto"]),
        ([{"name": "Mira Tolvane", "mail": "x"}], ["Mira Tolvane"]),
        ("", []),
    ],
)
def test_lists_in_all_their_forms(value: Any, said: list[str]) -> None:
    assert texts(value) == said
