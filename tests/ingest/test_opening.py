"""What stands above the first paragraph: each kind with an example, and a look-alike that must be left alone."""

import pytest

from broadsheet.ingest.dates import offset_text
from tests.ingest.newsroom import LAST, LONG, OTHER, TITLE, article, dropped, read


def test_a_masthead_is_the_source_and_never_the_title() -> None:
    manuscript = read(f"The Varga Courier\n\n{article()}")
    assert (manuscript.title, manuscript.source.name) == (TITLE, "The Varga Courier")
    manuscript = read(f"The Dorum Tide\n\n{article()}")
    assert (manuscript.title, manuscript.source.name, dropped(manuscript)) == (TITLE, "", ["The Dorum Tide"])


def test_a_section_line_fills_the_section_only_if_the_outlet_has_it() -> None:
    assert read(f"ECONOMY\n\n{article()}").section == "economy"
    manuscript = read(f"EXCLUSIVE\n\n{article()}")
    assert (manuscript.section, manuscript.kicker, manuscript.title) == ("", "EXCLUSIVE", TITLE)


def test_a_breadcrumb_goes() -> None:
    assert dropped(read(f"Home > Regions > Lower Varga\n\n{article()}")) == ["Home > Regions > Lower Varga"]
    assert "5 > 3 boats" in read(
        article("They had 5 > 3 boats, the office said, and it was proud of that.")
    ).body.replace("\\", "")


def test_a_headline_said_twice_is_kept_once() -> None:
    manuscript = read(article(TITLE))
    assert manuscript.title == TITLE
    assert TITLE not in manuscript.body
    assert dropped(manuscript) == [TITLE]


def test_a_headline_with_the_outlets_name_behind_it() -> None:
    assert read(article(title=f"{TITLE} - The Dorum Tide")).title == TITLE
    assert read(article(title="Ferry to run again - or is it not?")).title == "Ferry to run again - or is it not?"


def test_a_dek_set_off_by_the_byline() -> None:
    dek = "After two winters by bus, the islanders get their boat back."
    manuscript = read(article(dek, "By Mira Tolvane"))
    assert (manuscript.dek, manuscript.authors) == (dek, ("Mira Tolvane",))
    assert dek not in manuscript.body


def test_a_first_paragraph_is_no_dek() -> None:
    manuscript = read(article())
    assert manuscript.dek == ""
    assert manuscript.body.startswith(LONG)


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Mira Tolvane", ("Mira Tolvane",)),
        ("BY MIRA TOLVANE", ("MIRA TOLVANE",)),
        ("By Mira Tolvane and Oto Brisk", ("Mira Tolvane", "Oto Brisk")),
        ("By Mira Tolvane, Oto Brisk and Lena Varr in Dorum", ("Mira Tolvane", "Oto Brisk", "Lena Varr")),
        ("Written by: Mira Tolvane", ("Mira Tolvane",)),
        ("By Oto Brisk, senior water editor obrisk@varga.test @otob", ("Oto Brisk",)),
        ("By Jan van der Quill", ("Jan van der Quill",)),
        ("By Mira Tolvane | Tide Wire", ("Mira Tolvane",)),
        ("Mira Tolvane12 March 2031", ("Mira Tolvane",)),
        ("Oto Brisk - Mar 12, 2031, 10:31 pm", ("Oto Brisk",)),
        ("作者：王小明", ("王小明",)),
        ("By Mira Tolvane March 12 at 3:57 PM Follow @mira", ("Mira Tolvane",)),
        ("By Mira Tolvane on Thu, March 12, 2031 at 4:00 am", ("Mira Tolvane",)),
        ("Mayor Mira Tolvane, left, opens the booth on Tuesday, March 11, 2031, in Dorum", ()),
        ("By then the water had come up to the second step", ()),
        ("By Tuesday", ()),
        ("Mira Tolvane", ()),
    ],
)
def test_bylines(line: str, authors: tuple[str, ...]) -> None:
    manuscript = read(article(line))
    assert manuscript.authors == authors
    assert "obrisk" not in manuscript.body


@pytest.mark.parametrize(
    ("line", "title", "paragraphs", "author"),
    [
        (
            "Por Ana Quill y Luis Brisco",
            "El puerto de Dorum reabre tras dos años de obras",
            [
                (
                    "El viejo transbordador volverá a cruzar la bahía en primavera, anunció el lunes la autoridad, "
                    "después de dos años en los que los isleños tuvieron que dar la vuelta por el puente."
                ),
                "Nadie en el muelle lo creía al principio, y la taquilla siguió cerrada hasta que la alcaldesa bajó.",
            ],
            ("Ana Quill", "Luis Brisco"),
        ),
        (
            "Von Anna Quill und Jörg Brisk",
            "Der Hafen von Dorum öffnet nach zwei Jahren wieder",
            [
                (
                    "Die alte Fähre fährt ab dem Frühjahr wieder, teilte die Hafenbehörde mit, nachdem die Bewohner "
                    "der Insel zwei Jahre lang den langen Weg über die Brücke nehmen mussten."
                ),
                "Am Kai glaubte es zuerst niemand, und der Schalter blieb zu, bis die Bürgermeisterin selbst kam.",
            ],
            ("Anna Quill", "Jörg Brisk"),
        ),
        (
            "Par Anne Quill et Jean Brisque",
            "Le port de Dorum rouvre après deux ans de travaux",
            [
                (
                    "Le vieux bac traversera la baie au printemps, a annoncé la capitainerie, après deux ans "
                    "où les insulaires ont dû faire le grand tour par le pont."
                ),
                "Personne sur le quai n’y croyait d’abord, et le guichet est resté fermé jusqu’à la venue de la maire.",
            ],
            ("Anne Quill", "Jean Brisque"),
        ),
        (
            "Por Ana Quill e João Brisco",
            "O porto de Dorum reabre depois de dois anos de obras",
            [
                (
                    "A velha balsa voltará a cruzar a baía na primavera, anunciou a autoridade do porto, "
                    "depois de dois anos em que os ilhéus tiveram de dar a volta pela ponte."
                ),
                "Ninguém no cais acreditou no início, e a bilheteira ficou fechada até a prefeita descer em pessoa.",
            ],
            ("Ana Quill", "João Brisco"),
        ),
        (
            "Di Anna Quilli e Marco Brisco",
            "Il porto di Dorum riapre dopo due anni di lavori",
            [
                (
                    "Il vecchio traghetto tornerà ad attraversare la baia in primavera, ha annunciato la capitaneria, "
                    "dopo due anni in cui gli isolani hanno dovuto fare il giro lungo dal ponte."
                ),
                "Nessuno sul molo ci credeva, e la biglietteria è rimasta chiusa finché non è scesa la sindaca.",
            ],
            ("Anna Quilli", "Marco Brisco"),
        ),
    ],
)
def test_bylines_in_other_languages(line: str, title: str, paragraphs: list[str], author: tuple[str, ...]) -> None:
    manuscript = read("\n\n".join([title, line, *paragraphs]))
    assert (manuscript.title, manuscript.authors) == (title, author)
    assert manuscript.body == "\n\n".join(paragraphs) + "\n"


def test_an_agency_is_no_person() -> None:
    assert (read(article("AFP", "12 March 2031")).agency, read(article("By Reuters Staff")).agency) == (
        "AFP",
        "Reuters",
    )
    assert read(article("By Reuters Staff")).authors == ()


def test_contributors_are_not_authors() -> None:
    manuscript = read(article("By Mira Tolvane", "Additional reporting by Oto Brisk"))
    assert (manuscript.authors, manuscript.contributors) == (("Mira Tolvane",), ("Oto Brisk",))


def test_an_empty_byline_goes_and_is_asked_about() -> None:
    manuscript = read(article("Written by:"))
    assert dropped(manuscript) == ["Written by:"]
    assert "the byline is missing: a label with no name behind it" in manuscript.review


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Published 12 Mar 2031, 14:05 GMT", "2031-03-12T14:05:00+00:00"),
        ("Published 12 Mar 2031, 14:05 EST", "2031-03-12T14:05:00-05:00"),
        ("March 12, 2031 4:10 p.m.", "2031-03-12T16:10:00+00:00"),
        ("12/03/2031", "2031-03-12"),
        ("2031-03-12", "2031-03-12"),
        ("2031年3月12日", "2031-03-12"),
        ("12 de marzo de 2031", "2031-03-12"),
        ("١٢ مارس ٢٠٣١", "2031-03-12"),
        ("Mittwoch, 12. März 2031", "2031-03-12"),
        ("12 March 203112 March 2031", "2031-03-12"),
        ("12 March", ""),
        ("March 2031", ""),
        ("yesterday", ""),
        ("3 hours ago", ""),
        ("31 February 2031", ""),
        ("Updated 12 March 2031", ""),
    ],
)
def test_dates_are_complete_or_none(line: str, date: str) -> None:
    found = read(article(line)).date
    assert (offset_text(found) if found else "") == date


def test_an_update_is_not_the_date() -> None:
    manuscript = read(article("Published 9 March 2031", "Updated 12 March 2031"))
    assert manuscript.date
    assert manuscript.updated
    assert (offset_text(manuscript.date), offset_text(manuscript.updated)) == ("2031-03-09", "2031-03-12")
    assert read(article("Updated at 4:10 p.m. ET")).updated is None


def test_a_day_in_the_text_is_not_the_date() -> None:
    line = "It was on 3 March 2029 that the storm took the landing stage away, and nobody in Dorum has forgotten it."
    manuscript = read("\n\n".join([TITLE, LONG, line, OTHER]))
    assert manuscript.date is None
    assert line in manuscript.body


@pytest.mark.parametrize(
    ("lines", "caption", "credit"),
    [
        (["A ferry waits at Dorum pier.", "A ferry waits at Dorum pier.AFP"], "A ferry waits at Dorum pier.", "AFP"),
        (["Ferry/ Mira Tolvane", "Ferry/ Mira TolvaneReuters"], "Ferry", "Mira Tolvane/Reuters"),
        (["A ferry waits. Photo: Oto Brisk/Varga Pool"], "A ferry waits.", "Oto Brisk/Varga Pool"),
        (["Photo: Oto Brisk"], "", "Oto Brisk"),
        (["Foto: dpa"], "", "dpa"),
        (
            ["A ferry waits at the pier. (Lena Varr / Tide Images)"],
            "A ferry waits at the pier.",
            "Lena Varr / Tide Images",
        ),
        (
            ["FILE PHOTO: a ferry at the pier. (AP Photo/Lena Varr)"],
            "FILE PHOTO: a ferry at the pier.",
            "AP Photo/Lena Varr",
        ),
    ],
)
def test_captions_and_credits(lines: list[str], caption: str, credit: str) -> None:
    manuscript = read(article(*lines))
    assert manuscript.image
    assert (manuscript.image.caption, manuscript.image.credit, manuscript.authors) == (caption, credit, ())
    assert "the photo file is missing" in manuscript.review
    assert manuscript.body == f"{LONG}\n\n{OTHER}\n\n{LAST}\n"


def test_what_only_looks_like_a_credit_stays() -> None:
    line = "The harbour office (which is also the post office) was shut. So was the bank, said the mayor of the town."
    manuscript = read("\n\n".join([TITLE, LONG, line, OTHER]))
    assert manuscript.image is None
    assert line in manuscript.body


def test_front_matter_that_a_source_brings() -> None:
    keys = f"title: {TITLE}\nauthor: Mira Tolvane\ndate: 12 March 2031\ntags: [ferry, harbour]"
    block = f"---\n{keys}\n---\n\n{LONG}\n\n{OTHER}\n"
    lines = f"Title: {TITLE}\nBy: Mira Tolvane\nDate: 12 March 2031\nTags: ferry, harbour\n\n{LONG}\n\n{OTHER}\n"
    for source in (block, lines):
        manuscript = read(source)
        assert (manuscript.title, manuscript.authors, manuscript.tags) == (
            TITLE,
            ("Mira Tolvane",),
            ("ferry", "harbour"),
        )
        assert manuscript.date
        assert offset_text(manuscript.date) == "2031-03-12"
        assert manuscript.body == f"{LONG}\n\n{OTHER}\n"


def test_a_colon_in_the_headline_is_no_header() -> None:
    assert (
        read(article(title="Ferry: what it costs, and who pays for it")).title
        == "Ferry: what it costs, and who pays for it"
    )


def test_headlines_that_are_also_junk_words() -> None:
    assert (
        read(article(title="Share prices of the ferry company fall")).title == "Share prices of the ferry company fall"
    )
    assert read(article("By Ad Tolvane")).authors == ("Ad Tolvane",)


def test_a_header_without_blank_lines() -> None:
    """Masthead, kicker, headline, dek, byline and date, a line each: the dek below the headline isn't taken for it."""
    title = "The choir of dockers that rehearses between containers"
    dek = "Forty men and women sing at the harbour of Dorum every Monday, and the quay has no more room"
    head = "\n".join(["The Varga Courier", "ECHOES", title, dek, "By Mira Tolvane", "12 March 2031"])
    manuscript = read("\n\n".join([head, LONG, OTHER, LAST]))
    assert (manuscript.title, manuscript.dek, manuscript.kicker) == (title, dek, "ECHOES")
    assert (manuscript.authors, manuscript.source.name) == (("Mira Tolvane",), "The Varga Courier")
    two = "For five days the ferry could be seen only from the quay. The islanders took the bridge"
    manuscript = read("\n\n".join([f"{TITLE}\n{two}\nBy Mira Tolvane", LONG, OTHER, LAST]))
    assert (manuscript.title, manuscript.dek) == (TITLE, two)


def test_a_headline_below_a_phrase_that_is_no_headline() -> None:
    manuscript = read("\n\n".join(["Islands and their ferries", TITLE, "By Mira Tolvane", LONG, OTHER, LAST]))
    assert (manuscript.title, manuscript.kicker) == (TITLE, "Islands and their ferries")


def test_a_breadcrumb_fills_the_section_with_its_deepest_part_that_is_one() -> None:
    manuscript = read(f"Home > News > Economy > Ferries\n\n{article()}")
    assert (manuscript.section, manuscript.title) == ("economy", TITLE)
    assert read(f"Home > Regions > Lower Varga\n\n{article()}").section == ""


def test_the_days_of_other_stories_and_of_other_things_are_not_the_storys() -> None:
    teasers = [
        "A mill for Varga",
        "3 March 2031",
        "The bridge is late",
        "4 March 2031",
        "Gulls and gates",
        "5 March 2031",
    ]
    assert read("\n\n".join([*teasers, TITLE, "By Mira Tolvane", LONG, OTHER, LAST])).date is None
    told = read("\n\n".join([*teasers, TITLE, "By Mira Tolvane", "Published 9 March 2031", LONG, OTHER, LAST])).date
    assert told and offset_text(told) == "2031-03-09"
    assert read(article("Expires: 18 June 2031")).date is None
    plain = read(article("Monday: 10 March 2031")).date
    assert plain and offset_text(plain) == "2031-03-10"


def test_an_update_before_the_publication_is_none() -> None:
    manuscript = read(article("12 March 203111 March 2031"))
    assert manuscript.date and offset_text(manuscript.date) == "2031-03-12"
    assert manuscript.updated is None


def test_a_second_headline_and_byline_hold_the_source_back() -> None:
    headline, byline = "Mayor of Varga opens the new library", "By Oto Brisk"
    text = [LONG.replace("ferry", "library"), OTHER.replace("quay", "square")]
    (why,) = read("\n\n".join([article("By Mira Tolvane"), headline, byline, *text])).draft
    assert why == f"a second article may begin at “{headline}”: if so, make two sources of this one"
    assert read("\n\n".join([article("By Mira Tolvane"), headline, *text])).draft == ()


def test_a_menu_line_of_many_common_words_is_no_headline() -> None:
    menu = ["Ferry news", "Dorum harbour", "[Docs] [Email] [Notes]", "@dorumtide", "Watch ↗", "TIDEWAY®"]
    manuscript = read("\n\n".join([*menu, article("By Mira Tolvane")]))
    assert (manuscript.title, manuscript.authors) == (TITLE, ("Mira Tolvane",))


def test_a_line_about_the_author_is_no_headline() -> None:
    lines = ["By Mira Tolvane", "About Mira Tolvane", "Follow Mira Tolvane on Twitter", "March 12, 2031 6:30 AM"]
    manuscript = read(article(*lines, title="The Ferry Clock"))
    assert (manuscript.title, manuscript.authors) == ("The Ferry Clock", ("Mira Tolvane",))
    assert manuscript.date is not None


@pytest.mark.parametrize("name", ["Harbour.World", "The Varga Courier", "varga-courier.test.com"])
def test_an_outlets_name_above_kicker_and_date(name: str) -> None:
    manuscript = read(f"{name}\n\nHarbour\n\n12.03.2031\n\n{article()}")
    assert (manuscript.title, manuscript.source.name) == (TITLE, name)


@pytest.mark.parametrize(
    ("line", "date", "authors"),
    [
        ("By Mira Tolvane - 11/19/31 06:56 AM UTC", "2031-11-19T06:56:00+00:00", ("Mira Tolvane",)),
        ("10.15.31", "2031-10-15", ()),
        ("Published 25/11/31", "2031-11-25", ()),
        ("4 de mayo de 203100:00 hs", "2031-05-04T00:00:00+01:00", ()),
        ("3. April 20313. April 2031 by mirat", "2031-04-03", ("mirat",)),
        ("Veröffentlicht am 10. Februar 2031 von Oto", "2031-02-10", ("Oto",)),
        ("Veröffentlicht: 05.01.2031 | Autor: obrisk | Abgelegt unter: Boote, Hafen, Licht", "2031-01-05", ("obrisk",)),
        ("Mittwoch, März 12, 2031 21 Allgemein, Boote, Hafen, Fähren Permalink", "2031-03-12", ()),
        # A version and scores are no dates, and accounts that are nobody's no names.
        ("Version 10.15.31", "", ()),
        ("Dorum 10.15.31 Kapito", "", ()),
        ("12 March 2031 by admin", "2031-03-12", ()),
        ("12 March 2031 by email", "2031-03-12", ()),
    ],
)
def test_days_and_names_in_one_line(line: str, date: str, authors: tuple[str, ...]) -> None:
    manuscript = read(article(line))
    assert (manuscript.date and offset_text(manuscript.date)) == (date or None)
    assert manuscript.authors == authors


@pytest.mark.parametrize(
    ("line", "authors", "agency"),
    [
        ("By Mira Tolvane AFP", ("Mira Tolvane",), "AFP"),
        ("By MIRA TOLVANE Associated Press", ("MIRA TOLVANE",), "Associated Press"),
        ("By MIRA TOLVANE AP Sports Writer", ("MIRA TOLVANE",), "AP"),
        ("By Mira Tolvane Staff Writer", ("Mira Tolvane",), ""),
        ("By Mira Tolvane for The Varga Courier", ("Mira Tolvane",), ""),
        ("By Mira TolvaneView More Articles", ("Mira Tolvane",), ""),
        ("By Associated Press Staff", (), "Associated Press"),
        ("By Mira Tolvane III", ("Mira Tolvane III",), ""),
        # Stations and offices are no persons.
        ("By VBC Lower Varga Staff", (), ""),
        ("By The Numbers", (), ""),
    ],
)
def test_what_stands_behind_a_name(line: str, authors: tuple[str, ...], agency: str) -> None:
    manuscript = read(article(line))
    assert (manuscript.authors, manuscript.agency) == (authors, agency)


def test_a_label_at_the_end_of_a_line_and_the_name_below() -> None:
    assert read(article("A debate by", "Mira Tolvane")).authors == ("Mira Tolvane",)
    assert read(article("What the harbour lives by", "Nobody Knows It")).authors == ()


def test_names_in_a_list_of_other_stories_are_not_the_authors() -> None:
    listed = ["Bridge shut for a week", "Lena Varr", "Quay to be painted", "Lena Varr"]
    assert read("\n\n".join([*listed, article()])).authors == ()


def test_a_day_below_a_list_of_other_stories() -> None:
    more = [line[:-1] + ", it said again." for line in (LONG, OTHER, LAST)]
    head = [TITLE, LONG, OTHER, LAST, *more, "Mira Tolvane", "Wednesday, 12 March 2031"]
    manuscript = read("\n\n".join([*head, "The council of Dorum also said that the pier would be painted in spring."]))
    assert manuscript.date is not None
    assert (offset_text(manuscript.date), manuscript.authors) == ("2031-03-12", ("Mira Tolvane",))
    two = [*head, LONG[:-1] + ", said one.", "Oto Brisk", "14 March 2031", OTHER[:-1] + ", said another."]
    assert read("\n\n".join(two)).date is None


def test_a_place_that_looks_like_a_name_is_no_author() -> None:
    assert read(article("By Mira Tolvane, New York")).authors == ("Mira Tolvane",)
    assert read(article("Los Angeles", "12 March 2031")).authors == ()
    assert read(article("Mira Tolvane", "12 March 2031")).authors == ("Mira Tolvane",)


def test_a_day_without_a_year_is_asked_about() -> None:
    manuscript = read(article("Updated Nov 19, 9:41 AM;Posted Nov 18, 8:19 PM"))
    assert (manuscript.date, manuscript.updated) == (None, None)
    assert "the day has no year: Updated Nov 19, 9:41 AM;Posted Nov 18, 8:19 PM" in manuscript.review
    assert "Posted" not in manuscript.body
    story = "Published in May, the report of 12 pages says that the ferry at Dorum will run again from the spring."
    assert story in read(article(story)).body
