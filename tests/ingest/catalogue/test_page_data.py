"""JSON-LD that came along with a text: its author and dates count, and where they came from is said."""

import json

from broadsheet.ingest.dates import offset_text
from tests.ingest.catalogue.places import PARAGRAPHS, above, below, between
from tests.ingest.newsroom import LAST, LONG, OTHER, TITLE, dropped, read

DATA = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2031-03-04T10:00:00+00:00",
    "dateModified": "2031-03-05T11:00:00+00:00",
    "author": [{"@type": "Person", "name": "Mira Tolvane"}],
}
LINE = json.dumps(DATA)


def test_author_and_dates_are_taken_wherever_it_stands() -> None:
    indented = json.dumps(DATA, indent=2)
    tagged = f'<script type="application/ld+json">{LINE}</script>'
    for source in (above(LINE), between(LINE), below(LINE), f"{LINE}\n\n{above()}", between(indented), above(tagged)):
        manuscript = read(source)
        assert (manuscript.title, manuscript.authors, manuscript.body) == (TITLE, ("Mira Tolvane",), PARAGRAPHS)
        assert manuscript.date and offset_text(manuscript.date) == "2031-03-04T10:00:00+00:00"
        assert manuscript.updated and offset_text(manuscript.updated) == "2031-03-05T11:00:00+00:00"
        assert len(dropped(manuscript)) == 1
        places = {one.field: one.path for one in manuscript.decisions if one.field in ("authors", "date", "updated")}
        assert places == {
            "authors": "json-ld/author/name",
            "date": "json-ld/datePublished",
            "updated": "json-ld/dateModified",
        }


def test_the_headline_that_is_shown_counts_and_a_header_before_all() -> None:
    other = json.dumps(DATA | {"headline": "Ferry in Dorum: all about the harbour office and its spring"})
    assert read(above(other)).title == TITLE
    manuscript = read(f"Title: {TITLE}\nBy: Oto Brisk\nDate: 12 March 2031\n\n{LINE}\n\n{LONG}\n\n{OTHER}\n\n{LAST}")
    assert (manuscript.authors, manuscript.body) == (("Oto Brisk",), PARAGRAPHS)
    assert manuscript.date and offset_text(manuscript.date) == "2031-03-12"


def test_data_of_another_article_is_left_out_and_asked_about() -> None:
    other = json.dumps(DATA | {"headline": "Seven recipes for pumpkin soup without cream"})
    manuscript = read(between(other))
    assert (manuscript.authors, manuscript.date, manuscript.body) == ((), None, PARAGRAPHS)
    assert "data of another article stands in the text" in manuscript.review


def test_a_day_that_is_not_complete_is_none() -> None:
    assert read(between(json.dumps(DATA | {"datePublished": "March 4", "dateModified": ""}))).date is None


def test_data_that_says_no_article_is_only_left_out() -> None:
    crumbs = json.dumps({"@context": "https://schema.org", "@type": "BreadcrumbList", "name": TITLE})
    manuscript = read(between(crumbs))
    assert (manuscript.authors, manuscript.date, manuscript.body) == ((), None, PARAGRAPHS)


def test_braces_in_a_text_about_them_stay() -> None:
    line = 'She wrote {"@type": "NewsArticle"} on the wall of the booth, and the islanders asked what it was good for.'
    broken = '{"@type": "NewsArticle", "author": , and so it went on for pages, said the keeper of the lighthouse then.'
    assert 'She wrote \\{"@type": "NewsArticle"\\} on the wall' in read(between(line)).body
    assert read(between(broken)).authors == ()
