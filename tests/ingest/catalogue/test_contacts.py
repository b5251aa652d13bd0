"""Addresses and numbers of reporters: they are left out and asked about; those that readers need are kept."""

import pytest

from broadsheet.article import Note
from broadsheet.ingest.contacts import LEFT_OUT
from tests.ingest.catalogue.places import PARAGRAPHS, above, below, between
from tests.ingest.newsroom import dropped, read

IN_BYLINE = "an e-mail address or handle was left out of the byline"


@pytest.mark.parametrize(
    "line",
    [
        "By Oto Brisk, senior water editor obrisk@varga.test @otob",
        "Oto Brisk, senior water editor obrisk@varga.test @otob",
        "By Oto Brisk (@otob)",
    ],
)
def test_a_byline_with_a_job_and_an_address_is_the_name(line: str) -> None:
    manuscript = read(above(line))
    assert (manuscript.authors, manuscript.dek, manuscript.body) == (("Oto Brisk",), "", PARAGRAPHS)
    assert IN_BYLINE in manuscript.review
    assert [one.before for one in manuscript.decisions if one.field == "authors"] == [line]


def test_a_byline_with_a_job_and_no_address_asks_nothing() -> None:
    manuscript = read(above("By Oto Brisk, senior water editor"))
    assert (manuscript.authors, IN_BYLINE in manuscript.review) == (("Oto Brisk",), False)


@pytest.mark.parametrize(
    "line",
    [
        *("Got a tip? tips@varga.test", "Contact the reporter: obrisk@varga.test", "Tel.: 030 123 4567"),
        *("You can reach Mira Tolvane at mtolvane@varga.test.", "Email: obrisk@varga.test", "@otob"),
        *("¿Tienes una pista? Escribe a pistas@varga.test", "Haben Sie einen Hinweis? hinweise@varga.test"),
        *("Vous avez une info ? info@varga.test", "Tem uma dica? Escreva para dicas@varga.test"),
        "Hai una segnalazione? Scrivi a redazione@varga.test",
    ],
)
def test_how_to_reach_a_reporter_is_left_out_and_said(line: str) -> None:
    manuscript = read(below(line))
    assert (manuscript.body, dropped(manuscript)) == (PARAGRAPHS, [line])
    assert LEFT_OUT in manuscript.review


def test_a_line_that_names_the_author_is_left_out() -> None:
    manuscript = read(above("By Mira Tolvane") + "\n\nWrite to Mira Tolvane: mtolvane@varga.test")
    assert (manuscript.body, LEFT_OUT in manuscript.review) == (PARAGRAPHS, True)


def test_what_readers_need_is_kept_and_asked_about() -> None:
    manuscript = read(below("Tickets: ferry@varga.test, 030 123 4567"))
    assert manuscript.body.endswith("\n\nTickets: ferry@varga.test, 030 123 4567\n")
    question = "is this address or number meant for readers? Tickets: ferry@varga.test, 030 123 4567"
    assert question in manuscript.review


@pytest.mark.parametrize(
    "line",
    [
        "Those who want to sail may write to the office at ferry@varga.test, the mayor said, or call before Monday.",
        "Contact between the two banks was lost in 1908, and it took them 2031 days to find each other once more.",
        "The fare is 3.50 crowns, 1,204 people paid it, and the boat of 1998-2004 was sold for 120 000 crowns.",
    ],
)
def test_sentences_with_addresses_or_figures_stay(line: str) -> None:
    for source in (below(line), between(line)):
        manuscript = read(source)
        assert line in manuscript.body
        assert LEFT_OUT not in manuscript.review


def test_an_address_in_a_note_about_the_author_is_asked_about() -> None:
    note = "Mira Tolvane covers rivers for the paper: mtolvane@varga.test"
    manuscript = read(above("By Mira Tolvane") + f"\n\n{note}")
    assert manuscript.notes == (Note("author", note),)
    assert "an address or a number stands in the note about the author: may it go out?" in manuscript.review
