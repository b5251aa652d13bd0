"""What sources can't bring in: whatever a body holds, the page made of it runs nothing."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.article import Image, Source
from broadsheet.ingest.manuscript import Action, Manuscript
from broadsheet.ingest.sanitise import clean, sanitise
from broadsheet.markup import convert
from tests.ingest.newsroom import LONG, TITLE, Newsroom, article

ACTIVE = re.compile(
    r"<\s*/?\s*(?:script|style|iframe|object|embed|svg|math|form|input|button|base|link|meta|template)\b"
    r"|<[^<>]*\s(?:on\w+|style|srcdoc|formaction)\s*=|(?:href|src)\s*=\s*[\"']?\s*(?:javascript|vbscript|data):",
    re.I,
)
HOSTILE = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<script>script>alert(1)</script>",
    "<<!-- -->script>alert(1)</script>",
    '<img src="x" onerror="alert(1)">',
    "<img src=x onerror=alert(1)",
    '<a href="javascript:alert(1)">here</a>',
    '<a href="java&#115;cript:alert(1)">here</a>',
    "[here](javascript:alert(1))",
    "[here](<java&#x73;cript:alert(1)>)",
    "[here][1]\n\n[1]: javascript:alert(1)",
    "<svg/onload=alert(1)>",
    '<iframe src="https://varga.test"></iframe>',
    '<p style="position:fixed" onclick=alert(1)>over all</p>',
    "a paragraph\n{: onclick=alert(1) }",
    "*word*{ onclick=alert(1) }",
    "<javascript:alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_active_comes_of_a_plain_text(tmp_path: Path, text: str) -> None:
    room = Newsroom(tmp_path)
    room.seed("a.txt", article("By Mira Tolvane", f"{LONG} {text} {LONG}", text))
    (file,) = room.take().written
    document = room.content(file).document
    assert document
    assert not ACTIVE.search(document.body)
    assert TITLE in (room.site / file).read_text()


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_active_comes_of_a_body_in_markdown(text: str) -> None:
    made = sanitise(Manuscript(body=f"{text}\n\nBefore {text} and after\n"))
    assert not ACTIVE.search(convert(made.body, "content/a.md").html)
    assert clean(made.body, []) == made.body
    assert not any(decision.action is not Action.DROPPED for decision in made.decisions)


def test_what_is_harmless_stays_and_makes_no_decision() -> None:
    body = (
        'A <b>bold</b> word, <a href="https://varga.test/a?b=1&amp;c=2">a link</a>, <https://varga.test/plan>, 5 < 6, '
        'AT&T, [one](https://varga.test "two"), ![pier](2031/pier.jpg), \\[x\\](javascript:alert)\n\n> quoted\n\n'
        '<table><tr><td colspan="2">1</td></tr></table>\n\n'
        '<figure><img src="a.jpg" alt="The pier"><figcaption>At Dorum</figcaption></figure>\n'
    )
    assert sanitise(Manuscript(body=body)) == Manuscript(body=body)


def test_every_removal_is_told_and_addresses_are_looked_at() -> None:
    made = sanitise(
        Manuscript(
            body="<p onclick='x()'>over</p><script>a</script>",
            canonical="javascript:x",
            source=Source(url="https://varga.test"),
            image=Image(src="data:text/html,x", caption="The pier"),
        )
    )
    assert (made.body, made.canonical) == ("<p>over</p>", "")
    assert made.image == Image(caption="The pier")
    assert made.source.url == "https://varga.test"
    assert [(decision.before, decision.after) for decision in made.decisions] == [
        ("<script>a</script>", ""),
        ("<p onclick='x()'>", "<p>"),
        ("data:text/html,x", ""),
        ("javascript:x", ""),
    ]
    assert made.review == ("active or unknown HTML was taken out of the source: 4 times",)


_PIECES = st.sampled_from(
    [
        *HOSTILE,
        "<",
        ">",
        "/",
        "script",
        "<b",
        "</b>",
        '"',
        "'",
        "=",
        "!--",
        "-->",
        "\n",
        " ",
        "x",
        "`",
        "onerror=",
        "svg",
    ]
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(_PIECES, max_size=12).map("".join))
def test_pieces_of_tags_make_none(text: str) -> None:
    body = clean(text, [])
    assert not ACTIVE.search(convert(body, "content/a.md").html)
    assert clean(body, []) == body
