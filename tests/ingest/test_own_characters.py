"""Whatever a body came in: what readers see of it are characters of the source, in its order, white space apart."""

import re
import tempfile
from html import unescape
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ingest.exports.shapes import wxr, wxr_item
from tests.ingest.newsroom import LAST, LONG, OTHER, Newsroom
from tests.ingest.test_take import plain

PIECES = st.sampled_from(
    [
        *("<b>", "</b>", "<i>", "<p>", "</p>", "<br>", "<ul><li>", "</li></ul>", "<h2>", "</h2>", "<blockquote>"),
        *(
            "</blockquote>",
            "<a href='https://x.test/a_b'>",
            "</a>",
            "<script>x()</script>",
            "<table><tr><td>",
            "</table>",
        ),
        *("&amp;", "&lt;b&gt;", "&nbsp;", "* ", "1. ", "# ", "===", "~~~", "_a_", "`", "[a](b)", "[^1]", "| a |", "\\"),
        *(
            "The river rose. ",
            "He said ",
            "大坝提前开闸。",
            "مرحبا ",
            "\n",
            "\n\n",
            "---",
            "> ",
            "!",
            "{: .x}",
            "::: a",
        ),
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text("abc <>&*_#[]()", max_size=6)), max_size=20).map("".join)


def check(name: str, source: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        room = Newsroom(Path(folder))
        room.seed(name, source)
        for file in room.take().written:
            document = room.content(file).document
            assert document
            theirs = iter(re.sub(r"\s+", "", unescape(unescape(source))))
            shown = plain(document.body)
            assert all(c in theirs for c in shown), shown


@settings(max_examples=60, deadline=None, derandomize=True)
@given(TEXTS)
def test_of_a_saved_page(text: str) -> None:
    head = "<title>Ferry sails</title><meta property='og:type' content='article'>"
    paragraphs = f"<p>{LONG}</p><p>{OTHER}</p><div>{text}</div><p>{LAST}</p>"
    check("a.html", f"<html><head>{head}</head><body><article><h1>Ferry sails</h1>{paragraphs}</article></body></html>")


@settings(max_examples=60, deadline=None, derandomize=True)
@given(TEXTS)
def test_of_a_post(text: str) -> None:
    check("a.xml", wxr(wxr_item(content=f"<p>{LONG}</p>\n\n{text.replace(']]>', '')}\n\n<p>{LAST}</p>")))
