"""Front matter that is plain enough isn't given to YAML, and reads the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet import front_matter
from broadsheet import front_matter_types as types
from broadsheet.front_matter import Findings, Node, Text

PLAIN = """\
title: "Budget: what changes"
dek: Fares rise at 12:30, and it's said
authors: [Ana Ruiz, John Roe (AP)]

tags: [ferry , 2026]
contributors: ["Li Na", 'Zoe "Zo" Roe']
kicker: 'So "they" say'
date: 2026-11-24T14:05:00+01:00
"""

_PIECES = st.sampled_from(
    [
        *(
            "a",
            "Budget",
            "2026",
            "é",
            "¿",
            "—",
            "12:30",
            "no",
            "~",
            "https://a.b/c",
            "(b)",
            "x_y",
            "...",
            "---",
            " ",
            "  ",
        ),
        *(
            "-",
            "- ",
            ": ",
            ":",
            "#",
            " #",
            "'",
            '"',
            "\\",
            "[",
            "]",
            "{",
            "}",
            ",",
            ", ",
            "&",
            "*",
            "!",
            "|",
            ">",
            "%",
            "@",
        ),
        *("?", "=", "<<", "\t", "\xa0", "\u2028", "\ufeff", "\u200b", "\U0001f600", "\n", "\n  ", "\n\n"),
    ]
)
_WRITTEN = st.lists(_PIECES, max_size=4).map("".join)
_VALUE = st.one_of(
    _WRITTEN,
    st.builds("Word {}".format, _WRITTEN),
    st.builds('"{}"'.format, _WRITTEN),
    st.builds("'{}'".format, _WRITTEN),
    st.lists(_WRITTEN | st.sampled_from(("Tag 1", '"Tag 2"', "'Tag 3' ", '""')), max_size=3).map(
        lambda items: f"[{', '.join(items)}]"
    ),
)
_ROW = st.builds(
    "{}{}{}".format,
    st.sampled_from(("title", "tags", "dek", "x", "y-z", " id")),
    st.sampled_from((": ", ":  ", ":")),
    _VALUE,
)


def read(header: str) -> tuple[dict[str, tuple[Text, Node]] | None, list[str]]:
    findings = Findings("content/a.md", header)
    return front_matter.fields_of(header, findings), [str(problem) for problem in findings.problems]


@given(st.lists(_ROW, min_size=1, max_size=3).map("\n".join))
@settings(deadline=None, derandomize=True, max_examples=500)
def test_what_is_read_is_what_yaml_reads(header: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        ours = read(header)
        patch.setattr(front_matter, "_flat", lambda *_: None)
        assert ours == read(header)


def test_what_most_articles_say_is_not_given_to_yaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front_matter, "_Reader", None)
    fields, problems = read(PLAIN)
    assert fields and not problems
    assert fields["title"] == (Text("title", 1, 1), Text("Budget: what changes", 1, 8))
    assert fields["tags"][1] == front_matter.Items([Text("ferry", 5, 8), Text("2026", 5, 16)], 5, 7)


@pytest.mark.parametrize("header", ["title: [#]", "title: {", "title: #\nx: [", "title: {\ntitle:#"])
def test_a_bracket_in_the_last_line_is_told_even_if_that_has_no_end(header: str) -> None:
    fields, problems = read(header)
    assert fields is None
    assert "that opens here is never closed" in problems[0]


@given(st.text(alphabet=st.sampled_from(list("ab \t\n\xa0\u2028\x07\x85\u200b")), max_size=12))
@settings(deadline=None, derandomize=True, max_examples=300)
def test_a_text_is_on_one_line_without_control_characters(written: str) -> None:
    found = types.text(Text(written, 1, 1), Findings("content/a.md"))
    assert found == " ".join(front_matter.without_forbidden(written).split())
