"""What comes of Ghost's export."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from broadsheet.ingest import Manuscript
from broadsheet.ingest.formats import UnreadableError
from broadsheet.ingest.ghost import Ghost
from broadsheet.ingest.manuscript import Passed
from tests.ingest.exports.shapes import articles, read, rules

HTML = '<p>The ferry sails on Monday.</p><p><a href="__GHOST_URL__/about/">More</a></p>'
LEXICAL = {
    "root": {
        "type": "root",
        "children": [
            {
                "type": "paragraph",
                "children": [
                    {"type": "extended-text", "text": "The ferry ", "format": 0},
                    {"type": "extended-text", "text": "sails", "format": 1},
                ],
            },
            {"type": "extended-heading", "tag": "h2", "children": [{"type": "extended-text", "text": "On Monday"}]},
            {
                "type": "list",
                "listType": "bullet",
                "children": [{"type": "listitem", "children": [{"type": "text", "text": "a < b"}]}],
            },
            {"type": "bookmark", "url": "https://port.example/", "metadata": {"title": "The port"}},
            {"type": "signup", "header": "Join"},
        ],
    }
}
MOBILEDOC = {
    "version": "0.3.1",
    "atoms": [["soft-return", "", {}]],
    "cards": [["image", {"src": "https://old.example/ferry.jpg", "caption": "The ferry"}], ["code", {"code": "a = 1"}]],
    "markups": [["strong"], ["a", ["href", "https://port.example/"]]],
    "sections": [
        [1, "p", [[0, [], 0, "The ferry "], [0, [0], 1, "sails"], [1, [], 0, 0], [0, [1], 1, "on Monday"]]],
        [3, "ul", [[[0, [], 0, "one"]], [[0, [], 0, "two"]]]],
        [10, 0],
        [10, 1],
    ],
}


def export(*posts: Any, **tables: Any) -> str:
    """An export as Ghost 5 writes it."""
    data = {
        "posts": posts,
        "tags": [
            {"id": "t1", "name": "ferries"},
            {"id": "t2", "name": "News"},
            {"id": "t3", "name": "#hidden", "visibility": "internal"},
        ],
        "users": [{"id": "u1", "name": "Mira Tolvane"}, {"id": "u2", "name": "Oto Brisk"}],
        "posts_tags": [
            {"post_id": "p1", "tag_id": "t1", "sort_order": 1},
            {"post_id": "p1", "tag_id": "t2", "sort_order": 0},
            {"post_id": "p1", "tag_id": "t3", "sort_order": 2},
        ],
        "posts_authors": [
            {"post_id": "p1", "author_id": "u2", "sort_order": 1},
            {"post_id": "p1", "author_id": "u1", "sort_order": 0},
        ],
        "posts_meta": [{"post_id": "p1", "feature_image_caption": "The <b>ferry</b>", "feature_image_alt": "A ferry"}],
        **tables,
    }
    return json.dumps({"db": [{"meta": {"exported_on": 1930000000000, "version": "5.70.0"}, "data": data}]})


def post(**keys: Any) -> dict[str, Any]:
    """A post as Ghost keeps it."""
    return {
        "id": "p1",
        "title": "Ferry & bridge",
        "slug": "ferry-and-bridge",
        "html": HTML,
        "mobiledoc": None,
        "type": "post",
        "status": "published",
        "visibility": "public",
        "published_at": "2031-03-04T08:30:00.000Z",
        "updated_at": "2031-03-09T08:30:00.000Z",
        "custom_excerpt": "Nobody is missing",
        "feature_image": "__GHOST_URL__/content/images/2031/03/ferry.png",
        **keys,
    }


def one(folder: Path, **keys: Any) -> Manuscript:
    """What comes of one post."""
    (found,) = articles(read(Ghost(), folder, export(post(**keys)), "ghost.json"))
    return found


def test_a_post_keeps_all_that_the_export_says_of_it(tmp_path: Path) -> None:
    picture = tmp_path / "content/images/2031/03/ferry.png"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 40)
    found = one(tmp_path)
    assert (found.title, found.dek, found.authors) == (
        "Ferry & bridge",
        "Nobody is missing",
        ("Mira Tolvane", "Oto Brisk"),
    )
    assert (found.section, found.tags) == ("news", ("ferries",))
    assert found.date
    assert found.date.at.isoformat() == "2031-03-04T08:30:00+00:00"
    assert (found.slug, found.aliases, found.access) == ("ferry-and-bridge", ("/ferry-and-bridge/",), "")
    assert found.body == "The ferry sails on Monday.\n\n[More](/about/)\n"
    assert found.image
    assert (found.image.src, found.image.caption, found.image.alt) == (found.media[0].path, "The ferry", "A ferry")
    assert (found.draft, found.review, found.updated) == ((), (), None)
    assert "internal-tag" in rules(found)


@pytest.mark.parametrize("visibility", ["paid", "tiers", "members"])
def test_what_only_members_could_read_is_for_subscribers(tmp_path: Path, visibility: str) -> None:
    assert one(tmp_path, visibility=visibility).access == "paid"


def test_only_a_web_address_can_be_the_original(tmp_path: Path) -> None:
    assert (
        one(tmp_path, canonical_url="https://courier.example/ferry?a=1").canonical
        == "https://courier.example/ferry?a=1"
    )
    odd = one(tmp_path, canonical_url="/ferry/")
    assert odd.canonical == ""
    assert "no-web-address" in rules(odd)


def test_states_that_were_not_public_are_drafts(tmp_path: Path) -> None:
    draft, sent = one(tmp_path, status="draft"), one(tmp_path, status="sent")
    assert (draft.date, draft.aliases, draft.draft) == (None, (), ("a draft in Ghost",))
    assert sent.draft == ("it was only sent as a newsletter, and never published",)
    assert one(tmp_path, status="scheduled").draft == ()


def test_a_text_of_which_only_the_editor_has_a_copy_is_read_from_it(tmp_path: Path) -> None:
    lexical = one(tmp_path, html=None, lexical=json.dumps(LEXICAL), feature_image=None)
    assert lexical.body.startswith("The ferry **sails**\n\n## On Monday\n\n- ")
    assert lexical.body.endswith("a < b\n\n[The port](https://port.example/)\n")
    assert any("“signup”" in line for line in lexical.review)
    mobiledoc = one(tmp_path, html="", mobiledoc=json.dumps(MOBILEDOC), feature_image=None)
    assert mobiledoc.body.startswith("The ferry **sails**")
    assert "[on Monday](https://port.example/)" in mobiledoc.body
    assert "- one\n- two" in re.sub(" +", " ", mobiledoc.body)
    assert "a = 1" in mobiledoc.body
    assert any("ferry.jpg" in line for line in mobiledoc.review)


def test_pages_are_left_out_and_a_bad_post_has_its_number(tmp_path: Path) -> None:
    found = read(Ghost(), tmp_path, export(post(type="page"), 7, post(id="p2")), "ghost.json")
    assert [(one.number, one.wrong) for one in found if isinstance(one, Passed)] == [(1, False), (2, True)]
    assert len(articles(found)) == 1


@pytest.mark.parametrize(
    "text", ['{"db": [{"data": {"posts": [{"mobiledoc"', '{"db": "mobiledoc"}', '{"db": [], "meta": "lexical"}']
)
def test_a_damaged_export_says_what_to_do(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableError) as problem:
        read(Ghost(), tmp_path, text, "ghost.json")
    assert problem.value.hint


def test_the_editors_copies_may_be_nonsense(tmp_path: Path) -> None:
    deep: Any = {"type": "text", "text": "deep"}
    for _ in range(300):
        deep = {"type": "list", "children": [deep]}
    odd = [{"root": 3}, {"root": {"children": [3, {"type": 4}]}}, [], {"root": {"children": [deep]}}]
    for one_odd in odd:
        assert one(tmp_path, html="", lexical=json.dumps(one_odd)).title == "Ferry & bridge"
    for sections in ([[1]], [[10, 99]], [[1, "p", [[0, [5], 10**15, "x"]]]], [3], "x"):
        assert one(tmp_path, html="", mobiledoc=json.dumps({"sections": sections})).title == "Ferry & bridge"
