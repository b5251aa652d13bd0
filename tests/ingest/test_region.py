"""Where the article stands in a page pasted whole: what is above it, below it, and among its paragraphs."""

import pytest

from tests.ingest.newsroom import LAST, LONG, OTHER, TITLE, dropped, read

MENU = ["Regions", "Upper Varga", "Tides", "Boats for sale", "Notices", "Chess corner"]
STORIES = ["Mayor opens the new quay wall", "Lighthouse keeper retires at ninety", "Chess club loses to Averholm again"]
WHOLE = f"{LONG}\n\n{OTHER}\n\n{LAST}\n"


def page(*above: str, below: tuple[str, ...] = ()) -> str:
    return "\n\n".join([*above, TITLE, LONG, OTHER, LAST, *below])


def test_a_menu_above_and_links_below_are_left_out_and_told() -> None:
    manuscript = read(page(*MENU, below=("Share", "Tweet", *STORIES, "Varga Media House")))
    assert manuscript.title == TITLE
    assert manuscript.body == WHOLE
    assert manuscript.kicker == MENU[-1]
    assert {*MENU[:-1], *STORIES} <= set(dropped(manuscript))


@pytest.mark.parametrize(
    "heading",
    [
        *("More great Courier stories", "Other popular articles", "Weitere Artikel", "Otras noticias"),
        *("D'autres articles", "Outras notícias", "Altri articoli"),
    ],
)
def test_a_heading_over_links_is_told_by_its_first_and_last_word(heading: str) -> None:
    manuscript = read(page(below=(heading, *STORIES)))
    assert manuscript.body == WHOLE
    assert dropped(manuscript) == [heading, *STORIES]


def test_a_subheading_that_begins_like_one_stays() -> None:
    manuscript = read("\n\n".join([TITLE, LONG, "More boats than berths", OTHER, LAST]))
    assert manuscript.body == f"{LONG}\n\n## More boats than berths\n\n{OTHER}\n\n{LAST}\n"


def test_comments_end_where_the_story_goes_on() -> None:
    again = LONG.replace("Dorum", "Kapito")
    assert read(page(below=("27 comments", again))).body == f"{WHOLE}\n{again}\n"
    manuscript = read(page(below=("27 comments", "Oto Brisk", "My uncle knew this all along and told us so in June.")))
    assert manuscript.body == WHOLE


@pytest.mark.parametrize(
    "line", ["obrisk@varga.test", "twitter.com/otobrisk", "@otobrisk", "E-mail: obrisk@varga.test"]
)
def test_where_a_reporter_is_reached_is_no_part_of_the_text(line: str) -> None:
    manuscript = read(page(below=(line,)))
    assert manuscript.body == WHOLE
    assert dropped(manuscript) == [line]


def test_an_address_inside_a_sentence_stays() -> None:
    told = (
        "The office takes complaints at ferry@varga.test until the first crossing, and answers none of them by phone."
    )
    assert told in read("\n\n".join([TITLE, LONG, told, OTHER, LAST])).body


def test_a_link_that_says_its_text_twice_goes_and_a_refrain_stays() -> None:
    twice = "Keeper of the lighthouse retires Keeper of the lighthouse retires Read more courier.test"
    assert dropped(read("\n\n".join([TITLE, LONG, twice, OTHER, LAST]))) == [twice]
    sung = "The boats are in the bay. The boats are in the bay. Nobody on the quay sang louder than the mayor did."
    assert sung in read("\n\n".join([TITLE, LONG, sung, OTHER, LAST])).body


def test_the_authors_name_once_more_goes() -> None:
    manuscript = read("\n\n".join([TITLE, "By Mira Tolvane", LONG, "Mira Tolvane", OTHER, LAST]))
    assert manuscript.authors == ("Mira Tolvane",)
    assert manuscript.body == WHOLE


def test_tags_without_a_colon_go_to_the_editor() -> None:
    manuscript = read(page(below=("Tags Dorum Harbour Ferry",)))
    assert manuscript.body == WHOLE
    assert any("Tags Dorum Harbour Ferry" in question for question in manuscript.review)


def test_a_link_to_another_site_goes() -> None:
    line = "On courier.test: Bridge toll goes up again"
    assert dropped(read("\n\n".join([TITLE, LONG, line, OTHER, LAST]))) == [line]
