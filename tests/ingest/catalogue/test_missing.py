"""What stood on a page and isn't in its text: galleries, videos and charts are asked for, look-alikes stay."""

import pytest

from tests.ingest.catalogue.places import PARAGRAPHS, between
from tests.ingest.newsroom import LAST, LONG, OTHER, TITLE, dropped, read


@pytest.mark.parametrize(
    ("line", "question"),
    [
        ("Image 1 of 9", "a gallery of 9 pictures is missing"),
        ("Imagen 1 de 9", "a gallery of 9 pictures is missing"),
        ("Bild 1 von 9", "a gallery of 9 pictures is missing"),
        ("Image 1 sur 9", "a gallery of 9 pictures is missing"),
        ("Imagem 1 de 9", "a gallery of 9 pictures is missing"),
        ("Immagine 1 di 9", "a gallery of 9 pictures is missing"),
        ("View gallery", "a gallery is missing"),
        ("This video can not be played", "a video is missing"),
        ("00:00 / 02:13", "a video or a recording is missing"),
        ("Watch: The ferry leaves the quay", "a video is missing: The ferry leaves the quay"),
        ("Flourish map", "a chart or map is missing"),
        ("Chart: Lena Varr", "a chart or map is missing: Chart: Lena Varr"),
    ],
)
def test_what_is_missing_is_asked_for(line: str, question: str) -> None:
    manuscript = read(between(line))
    assert (manuscript.body, dropped(manuscript)) == (PARAGRAPHS, [line])
    assert question in manuscript.review


def test_one_mark_of_a_picture_asks_for_no_gallery_and_two_do() -> None:
    assert not any("missing" in question for question in read(between("[image]", "Loading...")).review)
    manuscript = read("\n\n".join([TITLE, LONG, "[image]", OTHER, "[image]", LAST]))
    assert (manuscript.body, "several pictures are missing" in manuscript.review) == (PARAGRAPHS, True)


@pytest.mark.parametrize(
    "line",
    [
        "Image 1 of 9 was the one that the harbour office showed to the islanders, said the mayor of the town.",
        "View gallery of the old mill, she wrote on the card, and nobody knew what she had meant by that.",
        "Watch the gates, the keeper said, and you will know when the river comes down to the islands.",
        "Chart and map in hand, the mayor of the town walked along the quay until it was dark and very cold.",
    ],
)
def test_the_same_words_in_a_sentence_stay(line: str) -> None:
    manuscript = read(between(line))
    assert line in manuscript.body
    assert not any("missing" in question for question in manuscript.review)


@pytest.mark.parametrize(
    "line",
    [
        *("Source: Varga Census", "Fuente: Censo de Varga", "Quelle: Zensus Varga", "Source : Recensement de Varga"),
        *("Fonte: Censo de Varga", "Fonte: Censimento di Varga"),
    ],
)
def test_the_source_of_a_chart_stays_below_it_and_is_no_heading(line: str) -> None:
    manuscript = read(between("Interactive chart", line))
    assert manuscript.body == "\n\n".join([LONG, line, OTHER, LAST]) + "\n"
    assert dropped(manuscript) == ["Interactive chart"]


def test_a_heading_that_only_holds_the_word_stays_one() -> None:
    assert "## Source of the river" in read(between("Source of the river")).body
