"""What items of agencies say twice, too early, or too much."""

import json
from pathlib import Path
from typing import Any

import pytest

from broadsheet.ingest import archieml_syntax
from broadsheet.ingest.manuscript import Passed
from tests.ingest.news.reading import all_of, dropped, one_of
from tests.ingest.news.test_newsml import NITF, item
from tests.ingest.news.test_ninjs import ONE


def test_a_second_headline_that_is_the_first_is_no_dek(tmp_path: Path) -> None:
    article = one_of(tmp_path, "a.xml", NITF.replace("After two winters at the quay", "Ferry sails again"))
    assert article.dek == ""
    assert "Ferry sails again" in dropped(article)


def test_a_release_after_the_issue_holds_a_story_back(tmp_path: Path) -> None:
    release = '<date.release norm="20310312T180000+0100"/><du-key'
    article = one_of(tmp_path, "a.xml", NITF.replace("<du-key", release))
    assert article.embargo is not None
    assert article.embargo.at.isoformat() == "2031-03-12T18:00:00+01:00"
    same = one_of(tmp_path, "b.xml", NITF.replace("<du-key", release.replace("T180000", "T093000")))
    assert same.embargo is None


def test_dates_that_differ_are_reported(tmp_path: Path) -> None:
    article = one_of(tmp_path, "a.json", json.dumps(ONE | {"contentcreated": "2031-03-11T09:00:00Z"}))
    assert article.date is not None
    assert article.date.at.isoformat() == "2031-03-12T09:00:00+01:00"
    assert "2031-03-11T09:00:00Z" in dropped(article)


@pytest.mark.parametrize("width", ["²", "9" * 5000, "-3", "wide"])
def test_pictures_of_odd_sizes(tmp_path: Path, width: str) -> None:
    remote = f'<remoteContent href="a.jpg" width="{width}"/><remoteContent href="b.jpg" width="90"/>'
    article = one_of(tmp_path, "a.xml", item(content=f"<inlineXML><p>The old ferry.</p></inlineXML>{remote}"))
    assert any("b.jpg" in line for line in article.review)


def test_a_width_that_no_picture_has(tmp_path: Path) -> None:
    sizes = [{"href": "a.jpg", "width": int("9" * 400)}, {"href": "b.jpg", "width": 90}]
    more = {"associations": {"main": {"type": "picture", "headline": "The quay", "renditions": sizes}}}
    article = one_of(tmp_path, "a.json", json.dumps(ONE | more))
    assert any("b.jpg" in line for line in article.review)


def test_what_goes_with_a_text_that_has_its_pictures_is_reported(tmp_path: Path) -> None:
    (tmp_path / "quay.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 60)
    more: dict[str, Any] = {
        "body_html": '<p>The old ferry.</p><figure><img src="quay.png"></figure><p>It sails.</p>',
        "associations": {"a": {"type": "picture", "headline": "The other quay"}, "b": {"type": "video", "uri": "v:1"}},
    }
    article = one_of(tmp_path, "a.json", json.dumps(ONE | more))
    said = " ".join([*article.review, *dropped(article)])
    assert "The other quay" in said
    assert "a video goes with it: v:1" in said


def test_a_line_that_cannot_be_read_stops_none_of_the_others(tmp_path: Path) -> None:
    lines = [json.dumps(ONE), '{"uri": "cut', json.dumps(ONE | {"uri": "urn:tide:2"})]
    first, second, third = all_of(tmp_path, "a.json", "\n".join(lines))
    assert isinstance(second, Passed)
    assert (second.number, second.wrong) == (2, True)
    assert [getattr(one, "id", "") for one in (first, third)] == [ONE["uri"], "urn:tide:2"]


def test_an_id_that_is_none_here_is_kept(tmp_path: Path) -> None:
    article = one_of(tmp_path, "a.json", json.dumps(ONE | {"uri": "tide 77"}))
    assert (article.id, article.extra["id"]) == ("", "tide 77")


@pytest.mark.parametrize("norm", ["00010101", "0000-00-00", "99991231T235959Z", "20310230"])
def test_days_at_the_ends_of_time(tmp_path: Path, norm: str) -> None:
    article = one_of(tmp_path, "a.xml", NITF.replace("20310312T093000+0100", norm))
    assert article.title == "Ferry sails again"
    assert (article.date is None) == (norm != "99991231T235959Z")


def test_items_that_say_thousands_of_things(tmp_path: Path) -> None:
    subjects = [{"code": f"medtop:{number}"} for number in range(20_000)]
    article = one_of(tmp_path, "a.json", json.dumps(ONE | {"subject": subjects}))
    assert article.extra["subjects"].count(",") == 19_999


@pytest.mark.parametrize(
    "line", ["a" + "-" * 60 + "!", "a" + "." * 60 + "!", "[" + " " * 50_000 + "x", "[a" + " " * 50_000]
)
def test_lines_of_archieml_without_an_end_are_read_in_no_time(line: str) -> None:
    assert archieml_syntax.load(f"key: value\n{line}\n:end") == {"key": f"value\n{line.rstrip()}"}


@pytest.mark.parametrize(
    "text", ["<pre>a" + " " * 100_000 + "b</pre>", "<p>x</p>" + "<table><tr><td>a" + " " * 100_000]
)
def test_long_runs_of_spaces_are_read_in_no_time(tmp_path: Path, text: str) -> None:
    assert "DORUM" in one_of(tmp_path, "a.json", json.dumps(ONE | {"body_html": f"<p>DORUM</p>{text}"})).body


def test_captions_upon_captions_are_read_in_no_time(tmp_path: Path) -> None:
    text = "headline: Ferry\n[+text]\nimage: a.jpg\n" + "caption: At the quay\n" * 5_000
    assert any("a.jpg" in line for line in one_of(tmp_path, "a.aml", text).review)
