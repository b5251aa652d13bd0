"""What has a form of its own in a text: each kind with an example, and what looks like it and is none."""

import pytest

from broadsheet.article import Note
from broadsheet.markup import convert
from tests.ingest.catalogue.places import PARAGRAPHS, above, below, between
from tests.ingest.newsroom import LAST, LONG, OTHER, TITLE, read


def said(source: str) -> tuple[str, ...]:
    """What an editor is asked about a source."""
    return read(source).review


@pytest.mark.parametrize(
    ("split", "whole"),
    [
        ("T he ferry came back", "The ferry came back"),
        ("T\nhe ferry came back", "The ferry came back"),
        ("“T he ferry came back", "“The ferry came back"),
        ("D as Boot kam zurück", "Das Boot kam zurück"),
        ("E l barco ha vuelto", "El barco ha vuelto"),
        ("L es bateaux sont là", "Les bateaux sont là"),
        ("N obody saw it come, and nobody waited", "Nobody saw it come, and nobody waited"),
        ("F erry after ferry came that day", "Ferry after ferry came that day"),
        ("I n the harbour it was still", "In the harbour it was still"),
    ],
)
def test_a_drop_cap_is_joined_to_its_word(split: str, whole: str) -> None:
    rest = ", which nobody on the quay had believed until they saw the smoke behind the lighthouse, two hours late."
    body = read("\n\n".join([TITLE, split + rest, LONG, OTHER])).body
    assert body.startswith(whole + rest)


@pytest.mark.parametrize(
    "start",
    [
        "A dam was built",
        "I saw the ferry come",
        "A live band played",
        "A long the river",
        "Y a nadie le importaba",
        "E o barco voltou",
        "À la fin de l’été",
        "O barco voltou",
        "B and C are the letters of the two landing stages",
        "T cells are counted here",
        "X marks the place",
    ],
)
def test_a_word_of_one_letter_is_left_alone(start: str) -> None:
    rest = ", which nobody on the quay had believed until they saw the smoke behind the lighthouse, two hours late."
    assert read("\n\n".join([TITLE, start + rest, LONG, OTHER])).body.startswith(start + rest)


def test_points_in_brief_are_notes() -> None:
    points = ["The ferry sails from the spring.", "The fare stays what it was."]
    for heading in ("Key points", "At a glance:", "Das Wichtigste in Kürze", "Claves", "L’essentiel", "Em resumo"):
        manuscript = read(between(heading, *(f"• {point}" for point in points)))
        assert manuscript.notes == tuple(Note("key", point) for point in points)
        assert manuscript.body == PARAGRAPHS
    assert read(above("\n".join(["In breve", *points]))).notes == tuple(Note("key", point) for point in points)


def test_the_words_of_such_a_heading_in_the_text_are_none() -> None:
    line = "At a glance the ferry looks as it did before the storm, the keeper of the lighthouse said on Monday."
    assert line in read(between(line)).body
    manuscript = read(between("Key points"))
    assert manuscript.notes == ()
    assert "## Key points" in manuscript.body


def test_tags_a_word_a_line() -> None:
    manuscript = read(below("Topics", "ferry", "harbour office", "Varga"))
    assert (manuscript.tags, manuscript.body) == (("ferry", "harbour office", "Varga"), PARAGRAPHS)
    manuscript = read(below("Temas:\nferry\nlanding stage\nmuseum"))
    assert manuscript.tags == ("ferry", "landing stage", "museum")


def test_words_that_the_text_never_speaks_of_are_no_tags() -> None:
    assert read(below("Topics", "About us", "Jobs", "Imprint")).tags == ()
    line = "Topics of the evening were the ferry, the fare and the harbour, in this order, as the mayor had wished."
    manuscript = read(below(line))
    assert (manuscript.tags, line in manuscript.body) == ((), True)


def test_many_tags_are_asked_about() -> None:
    tags = "ferry, office, Monday, spring, years, islanders, way, bridge, Varga, quay, booth, mayor, key"
    assert "13 tags: are they all meant?" in said(below(f"Tags: {tags}"))
    assert not any("all meant" in question for question in said(below("Tags: ferry, office")))


def test_the_entries_of_a_live_page() -> None:
    entries = [
        *("14:32", "Gate three opens", "Oto Brisk", "The third gate of the dam is open, the office said on the radio."),
        *(
            "13:05",
            "Gate two opens",
            "The second gate opened at noon, with all the islanders looking on from the pier.",
        ),
        *("12:10", "Gate one opens", "The first gate opened without a sound, and nobody at all was there to see it."),
    ]
    manuscript = read("\n\n".join([TITLE, LONG, *entries]))
    heads = [line for line in manuscript.body.split("\n") if line.startswith("## ")]
    assert heads == ["## 14:32 Gate three opens", "## 13:05 Gate two opens", "## 12:10 Gate one opens"]
    assert 'is this a live page? If so, give it "label: live"' in manuscript.review
    assert manuscript.date is None
    assert manuscript.label == ""


def test_one_time_alone_makes_no_live_page() -> None:
    assert not any("live page" in question for question in said(between("14:32", "Gate three opens")))
    times = "The ferry sails at 8:10, at 12:10 and at 18:40, and on Sundays it does not sail at all, the office said."
    assert times in read(between(times)).body


def test_a_post_of_a_network_is_a_quote_and_its_day_not_the_storys() -> None:
    post = "We sail again! pic.twitter.test/x9 — Harbour Office (@harbour) March 3, 2031"
    for source in (between(post), above(post)):
        manuscript = read(source)
        assert manuscript.date is None
        assert (
            "\n> We sail again! [pic.twitter.test/x9](https://pic.twitter.test/x9) — Harbour Office (@harbour) "
            "March 3, 2031\n"
        ) in f"\n{manuscript.body}"


def test_a_post_below_its_own_words() -> None:
    body = read(between("We sail again, and we sail on Monday.\n— Harbour Office (@harbour) March 3, 2031")).body
    assert "> We sail again, and we sail on Monday.\n>\n> — Harbour Office (@harbour) March 3, 2031\n" in body


def test_a_handle_in_a_sentence_is_no_post() -> None:
    line = "The office — Harbour Office (@harbour) to its friends — said on March 3 that it would sail again, and soon."
    assert "> " not in read(between(line)).body


def test_a_table_of_tabs() -> None:
    body = read(between("Boat\tSeats\tFare\nSea Hen\t40\t3 crowns\nOld Mole\t12\t2 crowns")).body
    assert (
        "| Boat | Seats | Fare |\n| --- | --- | --- |\n| Sea Hen | 40 | 3 crowns |\n| Old Mole | 12 | 2 crowns |"
        in body
    )
    assert "<td>Old Mole</td>" in convert(body, "a.md").html


def test_a_table_of_spaces_or_bars() -> None:
    spaces = "Sea Hen       40    3 crowns\nOld Mole      12    2 crowns"
    rows = "| --- | --- | --- |\n| Sea Hen | 40 | 3 crowns |\n| Old Mole | 12 | 2 crowns |"
    assert f"|  |  |  |\n{rows}" in read(between(spaces)).body
    bars = "| Boat | Captain |\n|------|---------|\n| Sea Hen | Oto Brisk |\n| Old Mole | Mira Tolvane |"
    assert "| Boat | Captain |\n| --- | --- |\n| Sea Hen | Oto Brisk |" in read(between(bars)).body


def test_columns_that_do_not_match_are_kept_as_they_stand_and_asked_about() -> None:
    lines = "Boat   Seats 40   Fare 3\nSea Hen   40\nOld Mole   12   2   late since 1908"
    manuscript = read(between(lines))
    assert f"```\n{lines}\n```" in manuscript.body
    assert "a table may be hidden in these lines" in manuscript.review


def test_gaps_between_sentences_are_no_columns() -> None:
    lines = [
        "The boat has forty seats in it now.   The fare is three crowns for everybody who wants to go.",
        "The mole has twelve seats since 1908.   The fare is two crowns, as it has been for years.",
    ]
    assert "|" not in read(between(*lines)).body


def test_footnotes() -> None:
    line = "The dam[1] was built by hand, and the ferry[2] came only when all of it had been done, the office said."
    manuscript = read(below(line, "[1] Not the one at Varga, which is younger.", "[2] It is called the Sea Hen."))
    assert "The dam[^1] was built by hand, and the ferry[^2] came" in manuscript.body
    assert manuscript.body.endswith(
        "\n\n[^1]: Not the one at Varga, which is younger.\n[^2]: It is called the Sea Hen.\n"
    )


def test_a_mark_without_a_note_stays_text() -> None:
    line = "The dam[1] was built by hand, and “[it] held”[sic], the office said to those who had come to the harbour."
    manuscript = read(below(line))
    assert line in manuscript.body.replace("\\", "")
    assert "[^" not in manuscript.body


def test_marks_of_an_open_encyclopaedia_go() -> None:
    manuscript = read(between("A slow thaw[edit]"))
    assert "## A slow thaw\n" in manuscript.body
    assert [one.before for one in manuscript.decisions if one.rule == "edit-mark"] == ["[edit]"]


def test_a_box_in_the_stream_is_quoted() -> None:
    box = "WHO IS LENA VARR?\nShe has led the harbour office since the storm.\nBefore that she drew maps."
    manuscript = read(between(box))
    assert "> WHO IS LENA VARR?\n>\n> She has led the harbour office since the storm.\n>\n> Before" in manuscript.body
    assert any("a box may begin at “WHO IS LENA VARR?”" in question for question in manuscript.review)


def test_a_box_without_an_end_is_only_asked_about() -> None:
    manuscript = read(between("WHO IS LENA VARR?"))
    assert "> " not in manuscript.body
    assert any("a box may begin" in question for question in manuscript.review)
    assert not any("a box may begin" in question for question in said(between("Who is Lena Varr?")))


def test_a_lost_space_is_asked_about_and_names_are_not() -> None:
    tail = "waited for the boat that the harbour office had promised them for the week after the thaw, and it came."
    manuscript = read(between(f"At the quayPassengers of the first ferry {tail}"))
    assert "was a space lost in “quayPassengers”?" in manuscript.review
    assert "quayPassengers" in manuscript.body
    for name in ("McVarr", "iTide", "TideTok"):
        assert not any("space lost" in question for question in said(between(f"Only {name} {tail}")))


def test_the_text_between_two_forms_is_whole() -> None:
    body = read("\n\n".join([TITLE, LONG, "Boat\tSeats\nHen\t40", OTHER, "• one boat", "• two boats", LAST])).body
    assert all(part in body for part in (LONG, OTHER, LAST, "- one boat\n- two boats"))
