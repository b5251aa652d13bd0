"""What a page says of itself to programs, and what of it becomes front matter."""

from pathlib import Path

import pytest

from broadsheet.ingest.dates import offset_text
from tests.ingest.pages.newsstand import HEADLINE, TEXT, ld, page, places, read


def test_json_ld_gives_the_keys_and_the_report_says_where_each_stood(tmp_path: Path) -> None:
    head = ld(
        author=[
            {"@type": "Person", "name": "Mira Tolvane"},
            {"@type": "Person", "name": "By Oto Brisk, Senior Editor"},
        ],
        datePublished="2031-03-12T14:05:00+01:00",
        dateModified="2031-03-13T08:00:00+01:00",
        articleSection="Economy",
        keywords=["ferries", "Dorum"],
        description="After two years the boat is back, with a new landing stage.",
        publisher={"@type": "Organization", "name": "The Varga Courier"},
        mainEntityOfPage={"@id": "https://varga.example/economy/ferry"},
    )
    made = read(tmp_path, page(head=head))
    assert made.title == HEADLINE
    assert made.authors == ("Mira Tolvane", "Oto Brisk")
    assert made.date and offset_text(made.date) == "2031-03-12T14:05:00+01:00"
    assert made.updated and offset_text(made.updated) == "2031-03-13T08:00:00+01:00"
    assert made.section == "economy"
    assert made.tags == ("ferries", "Dorum")
    assert made.dek == "After two years the boat is back, with a new landing stage."
    assert made.source.name == "The Varga Courier"
    assert made.canonical == "https://varga.example/economy/ferry"
    assert places(made, "date") == ["json-ld/datePublished"]
    assert places(made, "authors") == ["json-ld/author/name", "json-ld/author/name"]
    assert places(made, "section") == ["json-ld/articleSection"]


def test_json_ld_is_read_as_pages_have_it(tmp_path: Path) -> None:
    """In a comment, in a graph, with an author named by reference, with a comma too many."""
    head = """<script type="application/ld+json">
    /*<![CDATA[*/{"@graph": [{"@type": "Organization", "name": "The Varga Courier"},
      {"@type": ["Article", "NewsArticle"], "headline": "Ferry to run again after two years",
       "author": {"@id": "#mira"}, "datePublished": "2031-03-12"},
      {"@type": "Person", "@id": "#mira", "name": "Mira Tolvane",},]}/*]]>*/</script>"""
    made = read(tmp_path, page(head=head.replace("/*<![CDATA[*/", "<![CDATA[").replace("/*]]>*/", "]]>")))
    assert made.authors == ("Mira Tolvane",)
    assert made.date and offset_text(made.date) == "2031-03-12"


@pytest.mark.parametrize(
    ("head", "body", "author"),
    [
        ('<meta name="author" content="Mira Tolvane">', "", "Mira Tolvane"),
        ('<meta property="article:author" content="https://varga.example/people/mira">', "", ""),
        (
            (
                '<meta name="author" content="The Varga Courier">'
                '<meta property="og:site_name" content="The Varga Courier">'
            ),
            "",
            "",
        ),
        ('<meta name="author" content="admin">', "", ""),
        ('<meta name="author" content="Courier Staff">', "", ""),
        ("", '<p>By <a rel="author" href="/mira">Mira Tolvane</a></p>', "Mira Tolvane"),
        ("", '<div class="byline">By Mira Tolvane | The Varga Courier</div>', "Mira Tolvane"),
        ('<meta name="author" content="严玉">', "", "严玉"),
        ('<meta name="DC.Creator" content="Tolvane, Mira">', "<footer>Mira Tolvane, Dorum</footer>", "Mira Tolvane"),
        ('<meta name="DC.Creator" content="Tolvane, Mira">', "", "Tolvane, Mira"),
        ('<meta name="author" content="Mira Tolvane. Courier International">', "", "Mira Tolvane"),
        ('<meta name="author" content="Courier Sport"><meta property="og:site_name" content="The Courier">', "", ""),
        ("", '<div class="author-line">Last Updated: January 7, 2031</div>', ""),
    ],
)
def test_an_author_is_a_person_that_the_page_names(tmp_path: Path, head: str, body: str, author: str) -> None:
    made = read(tmp_path, page(body + TEXT, head=head))
    assert made.authors == ((author,) if author else ())
    assert ("no author was found in the source" in made.review) == (not author)
    assert author not in made.body or not author


def test_json_ld_of_any_shape_stops_nothing(tmp_path: Path) -> None:
    odd = ld(
        image={"@id": ["y"]}, publisher={"@id": {"x": 1}}, author=[["a", {"name": ["Mira Tolvane"]}]], keywords={"a": 2}
    )
    made = read(tmp_path, page(head=odd))
    assert (made.title, made.authors) == (HEADLINE, ("Mira Tolvane",))
    marked = read(tmp_path, page(head=ld(headline="<b>Ferry to run</b> again after two years")))
    assert marked.title == HEADLINE


def test_a_byline_that_has_more_names_than_the_page_tells_programs_is_believed(tmp_path: Path) -> None:
    body = f'<p class="byline">By Mira Tolvane and Oto Brisk</p>{TEXT}'
    made = read(tmp_path, page(body, head=ld(author={"@type": "Person", "name": "Mira Tolvane"})))
    assert made.authors == ("Mira Tolvane", "Oto Brisk")
    other = read(tmp_path, page(body, head=ld(author={"@type": "Person", "name": "Lena Varr"})))
    assert other.authors == ("Lena Varr",)


def test_an_organisation_that_the_page_names_is_the_author_and_asked_about(tmp_path: Path) -> None:
    firm = {"@type": "Organization", "name": "Friends of the Dorum Lighthouse"}
    made = read(tmp_path, page(head=ld(author=firm)))
    assert made.authors == ("Friends of the Dorum Lighthouse",)
    assert "the page names “Friends of the Dorum Lighthouse” as its author, which may be no person" in made.review
    outlet = {"@type": "Organization", "name": "The Varga Courier Online"}
    ours = read(tmp_path, page(head=ld(author=outlet, publisher={"name": "Varga Courier"})))
    assert ours.authors == ()
    both = f'<p class="byline">By Mira Tolvane</p>{TEXT}'
    assert read(tmp_path, page(both, head=ld(author=firm))).authors == ("Mira Tolvane",)


def test_a_name_beside_another_story_is_no_author(tmp_path: Path) -> None:
    body = f'{TEXT}<aside class="related"><div class="byline">By Lena Varr</div></aside>'
    assert read(tmp_path, page(body)).authors == ()


def test_an_agency_is_no_author(tmp_path: Path) -> None:
    made = read(tmp_path, page(head=ld(author={"@type": "Organization", "name": "AFP"})))
    assert (made.authors, made.agency) == ((), "AFP")


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ('<meta property="article:published_time" content="2031-03-12T10:00:00Z">', "2031-03-12T10:00:00+00:00"),
        ('<meta name="pubdate" content="March 12, 2031 13:42">', "2031-03-12T13:42:00+00:00"),
        ('<meta name="publishdate" content="05/29/2031 09:49:00">', "2031-05-29T09:49:00+01:00"),
        ('<meta name="date" content="0001-01-01T00:00Z">', ""),
        ('<meta name="date" content="1970-01-01T00:00:00Z">', ""),
        ('<meta name="date" content="March 2031">', ""),
        ('<link rel="canonical" href="https://varga.example/2031/03/12/ferry">', ""),
    ],
)
def test_a_date_is_one_that_the_page_gives_whole(tmp_path: Path, head: str, date: str) -> None:
    made = read(tmp_path, page(head=head))
    assert (offset_text(made.date) if made.date else "") == date
    assert ("no date was found in the source" in made.review) == (not date)


def test_the_day_beside_the_headline_is_the_articles_and_that_of_another_story_is_not(tmp_path: Path) -> None:
    shown = read(tmp_path, page(f'<time datetime="2031-03-12">12 March</time>{TEXT}'))
    assert shown.date and offset_text(shown.date) == "2031-03-12"
    other = read(tmp_path, page(f'{TEXT}<div class="related"><time datetime="2031-03-12">12 March</time></div>'))
    assert other.date is None


@pytest.mark.parametrize(
    ("title", "head", "headline", "expected"),
    [
        ("Dam opens early - The Varga Courier", "", "Dam opens early", "Dam opens early"),
        ("Dam opens early | Courier", '<meta property="og:title" content="Dam opens early">', "", "Dam opens early"),
        (
            "Ferry - a history",
            '<meta property="og:title" content="Ferry - a history">',
            "Ferry - a history",
            "Ferry - a history",
        ),
        (
            "Dam opens early - The Varga Courier",
            '<meta property="og:site_name" content="The Varga Courier">',
            "The Varga Courier",
            "Dam opens early",
        ),
        ("Dam opens early [The Varga Courier]", "", "Dam opens early", "Dam opens early"),
        ("大坝提前开闸_探索者_光明网", "", "大坝提前开闸", "大坝提前开闸"),
        ("Dam opens early this year - The Varga Courier", "", "The Varga Courier", "Dam opens early this year"),
        ("Courier - Dam opens early", "", "Dam opens early", "Courier - Dam opens early"),
        ("Economy - Dam opens early", "", "Economy", "Economy - Dam opens early"),
        (
            "Courier's founders - a story of the Courier and its friends",
            '<meta property="og:site_name" content="Courier">',
            "",
            "Courier's founders - a story of the Courier and its friends",
        ),
        (
            "Dam opens early | varga.example",
            '<link rel="canonical" href="https://www.varga.example/dam">',
            "",
            "Dam opens early",
        ),
        (
            "Dam news",
            '<meta property="og:title" content="HS Roundup: Varga beats Dorum in the last game">',
            "High School Roundup: Varga beats Dorum in the last game",
            "High School Roundup: Varga beats Dorum in the last game",
        ),
        (
            "courier.example",
            "",
            "Dam opens early this year, says the mayor",
            "Dam opens early this year, says the mayor",
        ),
    ],
)
def test_the_headline_loses_only_the_outlets_name(
    tmp_path: Path, title: str, head: str, headline: str, expected: str
) -> None:
    assert read(tmp_path, page(title=title, head=head, headline=headline)).title == expected


def test_a_page_that_is_not_free_to_read_is_a_draft(tmp_path: Path) -> None:
    made = read(tmp_path, page(head=ld(isAccessibleForFree="False")))
    assert made.draft == ("the text may be cut short here: the page says that not all of it is free to read",)


def test_a_page_of_another_outlet_asks_for_leave_and_one_of_ours_keeps_its_address(tmp_path: Path) -> None:
    theirs = read(tmp_path, page(head='<link rel="canonical" href="https://varga.example/ferry">'))
    assert theirs.canonical == theirs.source.url == "https://varga.example/ferry"
    assert "this was published at https://varga.example/ferry: may it be published here?" in theirs.review
    ours = read(tmp_path, page(head='<link rel="canonical" href="https://www.tide.example/2031/ferry.html">'))
    assert (ours.canonical, ours.aliases) == ("", ("/2031/ferry.html",))


def test_the_language_and_the_kind_of_text_are_the_pages(tmp_path: Path) -> None:
    made = read(tmp_path, page(head=ld(**{"@type": "OpinionNewsArticle"})).replace('lang="en"', 'lang="pt-br"'))
    assert (made.lang, made.label) == ("pt-BR", "opinion")


def test_a_dozen_keywords_are_no_tags(tmp_path: Path) -> None:
    words = ", ".join(f"word{number}" for number in range(14))
    made = read(tmp_path, page(head=f'<meta name="keywords" content="{words}">'))
    assert made.tags == ()
    assert any("14 keywords" in line for line in made.review)


def test_a_description_that_the_text_begins_with_is_said_once(tmp_path: Path) -> None:
    first = TEXT.partition("</p>")[0].removeprefix("<p>")
    made = read(tmp_path, page(head=f'<meta name="description" content="{first}">'))
    assert made.dek == ""
    assert made.body.count(first) == 1


def test_a_description_that_the_page_shows_below_the_headline_is_the_dek(tmp_path: Path) -> None:
    dek = "After two years the boat is back, with a new landing stage."
    head = f'<meta name="description" content="{dek}">'
    made = read(tmp_path, page(f'<p class="standfirst">{dek}</p>{TEXT}', head=head))
    assert made.dek == dek
    assert dek not in made.body
