"""What can't be told from the text alone is left as it is, and the editor is asked: each kind, and look-alikes."""

import pytest

from tests.ingest.catalogue.places import PARAGRAPHS, below, between
from tests.ingest.newsroom import LAST, LONG, OTHER, TITLE, article, dropped, read

REST = " and nobody on the quay could say what it was, so that they all went home and came back in the morning."
SECOND = "Mayor of Varga opens the new library"
BRIEF = (
    "The new library of Varga has four hundred books and a room for those who would rather sleep, the mayor said when "
    "she cut the ribbon, and the first reader was her brother."
)


@pytest.mark.parametrize("start", ["He said “the ferry sails", 'He said "the ferry sails', "Il dit « le bac"])
def test_a_quotation_mark_without_another_is_asked_about(start: str) -> None:
    manuscript = read(between(start + REST))
    (question,) = (one for one in manuscript.review if "quotation mark" in one)
    assert (start in question, start + REST in manuscript.body) == (True, True)


@pytest.mark.parametrize(
    "line",
    [
        *("“The ferry sails,” he said", "„Die Fähre fährt“, sagte er", "« Le bac part », dit-il", "»Ja«, sagte er"),
        *("”Jo”, sanoi hän", '"Yes," he said', '“Yes," he said', 'The booth is 6" deep', 'It was 5\' 6" and "old"'),
        *("「はい」と言った", "It’s the dog’s", "In “2031” it sailed", 'In "2031" it sailed'),
    ],
)
def test_marks_that_pair_are_not(line: str) -> None:
    assert not any("quotation mark" in question for question in read(between(line + REST)).review)


def test_a_quotation_that_goes_on_in_the_next_paragraph_is_whole() -> None:
    manuscript = read(between("“The ferry sails" + REST, "“And it sails early,” he said, when they had all come back."))
    assert not any("quotation mark" in question for question in manuscript.review)


def test_entities_that_were_made_twice_are_decoded_twice_and_asked_about() -> None:
    manuscript = read(between("Varga &amp;amp; Sons built it, &amp;quot;for all&amp;quot;," + REST))
    assert 'Varga & Sons built it, "for all",' in manuscript.body
    assert any("decoded twice" in question for question in manuscript.review)
    for once in ("Varga &amp; Sons built it", "She wrote &amp;lt;b&amp;gt; on it"):
        assert not any("decoded twice" in question for question in read(between(once + REST)).review)
    assert "&amp;lt;b&amp;gt;" in read(between("She wrote &amp;lt;b&amp;gt; on it" + REST)).body


def test_a_hyphen_at_a_lines_end_that_may_belong_to_the_word_is_kept_and_asked_about() -> None:
    lines = [
        "The old ferry would run again from the spring, the office of the twin-",
        "hulled fleet said on Monday, after two years in which all islanders had",
        "to take the long way round by the bridge, and the harbour was empty.",
    ]
    manuscript = read("\n".join([TITLE, "", *lines, "", OTHER, "", LAST]))
    assert "the twin-hulled fleet" in manuscript.body
    question = "1 hyphens at the ends of lines were kept, first in “twin-hulled”: are they right?"
    assert question in manuscript.review


@pytest.mark.parametrize("slug", ["2nd Ld-Writethru, adds quotes", "BC-Varga-Flood, 2nd Ld"])
def test_a_wires_later_version_is_said(slug: str) -> None:
    manuscript = read(f"{slug}\n\n{article('By Mira Tolvane')}")
    assert (manuscript.title, manuscript.kicker, dropped(manuscript)) == (TITLE, "", [slug])
    assert f"this is a later version of a wire's story: {slug}" in manuscript.review


def test_a_wires_marks_between_paragraphs_go_and_the_word_stays() -> None:
    paragraphs = [f"{LONG[:-1]}, and {number} of them had a boat." for number in range(14)]
    source = "\n\n".join([TITLE, *paragraphs[:7], "(MORE)", *paragraphs[7:]])
    assert dropped(read(source)) == ["(MORE)"]
    line = "More, the keeper said, and ends the day with soup: 30 plates of it, for all who had come to the quay."
    manuscript = read(between(line))
    assert (line in manuscript.body, any("version" in one for one in manuscript.review)) == (True, False)


@pytest.mark.parametrize(
    "head",
    [
        [SECOND, "By Oto Brisk"],
        [SECOND, "By Oto Brisk", "12 March 2031"],
        [SECOND, "The new house has a reading room as well", "By Oto Brisk"],
        [SECOND, "By Oto Brisk, 12 March 2031"],
    ],
)
def test_a_second_article_is_asked_about_and_nothing_of_it_taken_for_the_first(head: list[str]) -> None:
    manuscript = read("\n\n".join([TITLE, "By Mira Tolvane", LONG, OTHER, LAST, *head, BRIEF]))
    question = f"a second article may begin at “{SECOND}”: if so, make two sources of this one"
    assert (manuscript.draft, manuscript.authors, manuscript.date) == ((question,), ("Mira Tolvane",), None)
    assert f"## {SECOND}\n" in manuscript.body
    assert manuscript.body.endswith(BRIEF + "\n")


@pytest.mark.parametrize(
    "lines",
    [
        [SECOND, BRIEF],
        ["By Oto Brisk", BRIEF],
        ["Yes this is real and it was paid for: https://t.test/Nc0nKo", "— Oto Brisk (@otob) March 3, 2031", BRIEF],
    ],
)
def test_a_subheading_a_name_or_a_post_is_no_second_article(lines: list[str]) -> None:
    assert read("\n\n".join([TITLE, "By Mira Tolvane", LONG, OTHER, *lines, LAST])).draft == ()


def test_a_counter_of_comments_between_paragraphs_cuts_nothing_off() -> None:
    for counter in ("27 comments", "27 Kommentare"):
        manuscript = read("\n\n".join([TITLE, LONG, OTHER, counter, LAST, BRIEF.replace("library", "ferry")]))
        assert (LAST in manuscript.body, "ribbon" in manuscript.body) == (True, True)
        assert dropped(manuscript) == [counter]
        assert f"is what stands below “{counter}” text of the article? It was kept" in manuscript.review


def test_comments_below_their_number_are_left_out() -> None:
    said = "I took the ferry as a child and I will take it again as soon as it sails, whatever they ask for it."
    for lines in (["27 comments", "Oto", "3 hours ago", said, "Lena", said], ["Comments", said, said]):
        assert read(below(*lines)).body == PARAGRAPHS


def test_a_sentence_above_an_advertisement_is_the_standfirst_and_asked_about() -> None:
    dek = "The office had been silent for two years, and so had the mayor."
    manuscript = read("\n\n".join([TITLE, dek, "Advertisement", LONG, OTHER, LAST]))
    assert (manuscript.dek, manuscript.body) == (dek, PARAGRAPHS)
    assert "is the standfirst the text's first paragraph?" in manuscript.review
    manuscript = read("\n\n".join([TITLE, dek, "By Mira Tolvane", LONG, OTHER, LAST]))
    assert (manuscript.dek, any("standfirst" in one for one in manuscript.review)) == (dek, False)
    assert read("\n\n".join([TITLE, LONG, "Advertisement", OTHER, LAST])).dek == ""


def test_a_headline_that_the_header_gives_stands_in_no_body() -> None:
    manuscript = read(f"Title: {TITLE}\nBy: Mira Tolvane\n\n{TITLE}\n\n{LONG}\n\n{OTHER}\n\n{LAST}")
    assert (manuscript.title, manuscript.body, dropped(manuscript)) == (TITLE, PARAGRAPHS, [TITLE])
