"""What looks like a line that isn't the article's, or like one of a special kind, and is an ordinary one."""

import pytest

from broadsheet.ingest.formats import UnreadableError
from tests.ingest.catalogue.places import PARAGRAPHS, above, below, between
from tests.ingest.newsroom import LAST, LONG, OTHER, TITLE, article, dropped, read


@pytest.mark.parametrize(
    "line",
    [
        "From home to regions far away > that is how the mayor of the town put it when she spoke on the quay.",
        "It took her 4 min to read the letter, 27 comments in the margin included, and then she tore it up.",
        "Listen to this story, the keeper said, and told them how the storm had taken the landing stage away.",
        "Most viewed of all the boats was the one with the three cows, and the bandstand was on it as well.",
        "Open in winter only, the booth sells soup and nothing else, and nobody has ever complained about it.",
        "If everyone who reads the letters of the office went there in person, the quay would be too small.",
        "Copyright is what the keeper claims for his weather reports, all of them, and the office laughs at him.",
        "Photo in hand, the mayor walked to the booth and asked whether anybody knew the man with the gull.",
        "Sponsored by nobody at all, the islanders had kept their own boats going for two years, the office said.",
        "The views expressed on the quay were the usual ones, and the mayor wrote down every one of them.",
        "Warning signs stood on the pier for two years, and the gulls were the only ones who sat on them.",
        "THE FLOOD BEGAN at dawn, and by noon there was not one dry step left between the quay and the mill.",
        "Skip to content yourself with soup, and you will never know what the cook can do with an old gull.",
        "Related stories of the same kind are told on every island, and the keeper of the light knows them all.",
        "Originally, published figures said that the ferry lost money, and the office has never denied that.",
        "Newsletter or not, the islanders had heard of it before the office had even found a pen to write with.",
    ],
)
def test_a_sentence_with_such_words_stays(line: str) -> None:
    manuscript = read(between(line))
    assert line in manuscript.body.replace("\\", "")
    assert (dropped(manuscript), manuscript.draft, manuscript.label) == ([], (), "")


def test_a_headline_cut_at_a_dash_only_before_the_outlets_name() -> None:
    title = "The ferry sails in spring - if the ice on the river goes"
    assert read(article(title=title)).title == title
    assert (
        read(article(title="The ferry sails in the spring - The Dorum Tide")).title == "The ferry sails in the spring"
    )


def test_a_dek_that_is_said_again_is_kept_once_and_one_like_it_twice() -> None:
    dek = "The islanders had to take the long way round for two years."
    manuscript = read("\n\n".join([TITLE, dek, "By Mira Tolvane", dek, LONG, OTHER, LAST]))
    assert (manuscript.dek, manuscript.body) == (dek, PARAGRAPHS)
    like = dek.replace("two", "three")
    assert like in read("\n\n".join([TITLE, dek, "By Mira Tolvane", LONG, like, OTHER, LAST])).body


def test_the_most_read_stories_are_left_out() -> None:
    stories = ["1. Bridge toll goes up again in Varga", "2. Storm took the pier", "3. Mayor borrows a museum key"]
    manuscript = read(below("Most viewed", *stories))
    assert (manuscript.body, dropped(manuscript)) == (PARAGRAPHS, ["Most viewed", *stories])


def test_an_appeal_for_donations_is_left_out_and_said() -> None:
    line = "We rely on readers like you. If everyone who reads us gave a crown, we could support our work for years."
    manuscript = read(below(line))
    assert (manuscript.body, dropped(manuscript)) == (PARAGRAPHS, [line])
    assert "an appeal for donations was left out" in manuscript.review


def test_a_disclaimer_stays_and_an_opinion_is_only_suggested() -> None:
    line = "The views expressed are the author's own."
    manuscript = read(below(line))
    assert manuscript.body.endswith(f"\n\n{line}\n")
    assert "is this an opinion piece? A disclaimer stands in it" in manuscript.review
    assert manuscript.label == ""


def test_where_it_was_first_published_stays_and_is_asked_about() -> None:
    line = "Originally published in Tide Weekly"
    manuscript = read(below(line))
    assert line in manuscript.body
    assert f"first published elsewhere: {line}" in manuscript.review


def test_who_else_is_named_below_a_text_is_not_its_author() -> None:
    line = "Lena Varr covers the quay with soup whenever the mayor of the town comes down in person to see it."
    manuscript = read(above("By Mira Tolvane") + f"\n\n{line}")
    assert (manuscript.notes, line in manuscript.body) == ((), True)


def test_capitals_are_left_as_they_are() -> None:
    assert "## THE FLOOD BEGAN\n" in read(between("THE FLOOD BEGAN")).body
    assert read(article(title=TITLE.upper())).title == TITLE.upper()


def test_a_very_long_headline_is_kept_and_asked_about() -> None:
    title = (
        "Islanders' two-year-long detour by the bridge ends as harbour office reintroduces the ferry, notwithstanding "
        "disagreements between neighbouring municipalities over tolls"
    )
    manuscript = read(article("By Mira Tolvane", title=title))
    assert (manuscript.title, "the headline is very long" in manuscript.review) == (title, True)
    assert "the headline is very long" not in read(article("By Mira Tolvane")).review


def test_two_lines_are_no_article() -> None:
    with pytest.raises(UnreadableError) as refused:
        read(f"{TITLE}\n\nNothing more.")
    assert refused.value.hint
    assert read(f"{TITLE}\n\n{LONG}\n\n{OTHER}").title == TITLE


def test_lines_that_are_short_on_purpose_are_not_joined() -> None:
    body = read(between("Harbour office\nQuay 4\nDorum 20311")).body
    assert all(line in body.split("\n") or f"## {line}" in body for line in ("Quay 4", "Dorum 20311"))
