"""Whatever text comes: it is read or refused with a reason, and nothing stands in the article that it hadn't."""

import html

from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.ingest.decode import decode
from broadsheet.ingest.formats import UnreadableError
from broadsheet.markup import convert, plain
from tests.ingest.newsroom import LAST, LONG, OTHER, TITLE, read

PIECES = st.sampled_from(
    [
        *(
            LONG,
            OTHER,
            LAST,
            TITLE,
            "A slow thaw",
            "Key points",
            "• forty tickets sold",
            "• two boats",
            "Topics",
            "ferry",
        ),
        *(
            "Boat\tSeats\tFare",
            "Hen\t40\t3",
            "Mole\t12\t2",
            "a   1   b",
            "c   2",
            "d   3   e   f",
            "| a | b |",
            "|---|---|",
        ),
        *("14:32", "13:05", "12:10", "Gate three opens", "T he river rose", "T", "he river rose above the old mill"),
        *(
            "The dam[1] held.",
            "[1] Not that one.",
            "[2] Nor that.",
            "A thaw[edit]",
            "WHO IS LENA VARR?",
            "```",
            "> so",
            "# x",
        ),
        *(
            "pic.twitter.test/x9 — Office (@office) March 3, 2031",
            "— Office (@office) March 3, 2031",
            "Q: Why?",
            "A: So.",
        ),
        *(
            "1. one",
            "2. two",
            "By Mira Tolvane",
            "12 March 2031",
            "***",
            "a_b_c",
            "<b>x</b>",
            "[a](b)",
            "![x](y)",
            "|",
            "::: x",
        ),
        *(
            "https://varga.test/a?utm_source=x&b=2",
            "大坝提前开闸。",
            "\u200fمكتب\u200e",
            "Advertisement",
            "- dash",
            "&amp;lt;",
        ),
    ]
)
LINES = st.one_of(PIECES, st.text(max_size=40))
TEXTS = st.lists(st.tuples(LINES, st.sampled_from(["\n", "\n\n"])), min_size=1, max_size=14).map(
    lambda lines: "".join(line + end for line, end in lines)
)


def letters(text: str) -> str:
    """The letters and figures of a text, in order."""
    return "".join(character for character in text if character.isalnum())


def is_within(inner: str, outer: str) -> bool:
    """Whether the characters of the one stand in the other, in their order."""
    rest = iter(outer)
    return all(character in rest for character in inner)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=400))
def test_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        text, encoding, _ = decode(data)
    except UnreadableError as refused:
        assert refused.hint
        return
    assert encoding
    assert isinstance(text, str)


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_what_is_read_is_in_the_source(text: str) -> None:
    source = f"{TITLE}\n\n{text}\n\n{LONG}\n\n{text}\n\n{OTHER}"
    try:
        manuscript = read(source)
    except UnreadableError as refused:
        assert refused.hint
        return
    shown = convert(manuscript.body, "content/a.md")
    # The notes of a text are shown below it, wherever they stood.
    text_alone = shown.html.partition('<div class="footnote">')[0]
    seen = plain(text_alone)
    assert is_within(letters(seen), letters(html.unescape(source)))


@settings(max_examples=10, deadline=None)
@given(TEXTS)
def test_the_same_source_gives_the_same_article(text: str) -> None:
    source = f"{TITLE}\n\n{LONG}\n\n{text}\n\n{OTHER}"
    assert read(source) == read(source)


def test_a_line_without_an_end_is_read_in_no_time() -> None:
    for piece in ("a", "[1]", "| ", "\t", " ", "— (@", "14:32 ", "T ", "(", "“", "a.B", "aB", "https://a", "9"):
        text = piece * (40_000 // len(piece))
        for line in (text, f"x{text}"):
            assert read("\n\n".join([TITLE, LONG, line, OTHER])).title == TITLE, piece
