"""What stands among the paragraphs and below them: each kind with an example, and a look-alike to be left alone."""

import pytest

from broadsheet.article import Note
from broadsheet.ingest.body import escape
from broadsheet.ingest.dates import offset_text
from broadsheet.settings import Settings, Taking
from tests.ingest.newsroom import LAST, LONG, OTHER, SETTINGS, TITLE, article, dropped, read

WHOLE = f"{LONG}\n\n{OTHER}\n\n{LAST}\n"


def between(*lines: str) -> str:
    """A source with the lines between its first and its second paragraph."""
    return "\n\n".join([TITLE, LONG, *lines, OTHER, LAST])


def below(*lines: str) -> str:
    """A source with the lines at its end."""
    return "\n\n".join([article(), *lines])


@pytest.mark.parametrize(
    "line",
    [
        *("Advertisement", "ADVERTISEMENT - CONTINUE READING BELOW", "Publicidad", "Anzeige", "Publicité", "广告"),
        *("Share", "Tweet", "WhatsApp", "Facebook Twitter Email Print", "Copy link", "Share this:"),
        *("4 min read", "1,204 views", "27 comments", "3 hours ago", "il y a 2 jours", "vor 3 Stunden"),
        *("Listen to this story", "Save for later", "Add us as a preferred source", "Open in app"),
        *("Read more: Ferry plan stalls", "Lea también: El plan se atasca", "Mehr zum Thema: Die Fähre"),
        *("[image]", "Image 1 of 9", "Loading...", "00:00 / 02:13", "View gallery"),
        "We use cookies to improve your visit. Accept all or manage preferences.",
        "Sign up for our Morning Tide newsletter",
        *("undefined", "null", "[object Object]", "Skip to content", "Toggle navigation"),
        "The booth on the quay The booth on the quay",
        "The keeper of the lighthouse has not been down in a year, and… Read more",
        *("window.dataLayer = window.dataLayer || [];", ".cls{color:red;margin:0}"),
    ],
)
def test_furniture_goes_and_is_reported(line: str) -> None:
    manuscript = read(between(line))
    assert manuscript.body == WHOLE
    assert dropped(manuscript) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Share of the fare goes to the island school, which has had no roof since the storm of two years ago.",
        "The tracking of the ferry by the harbour office was the one thing in all this that nobody complained about.",
        "Read more slowly, the letter says something else: that the ferry was never meant to stop, only to pause.",
        "“We use cookies to lure the gulls,” said the keeper of the lighthouse, who has lived there for ten years.",
        "Advertisement in the harbour was forbidden in 1908, and nobody has thought of allowing it again ever since.",
    ],
)
def test_the_same_words_in_a_sentence_stay(line: str) -> None:
    assert line in read(between(line)).body


@pytest.mark.parametrize("mark", ["tracking", "ENDS", "-30-", "###", "(MORE)", "BC-Varga-Flood, 2nd Ld", "mt/ob/lv"])
def test_what_wires_and_pages_leave_at_the_end(mark: str) -> None:
    manuscript = read(below(mark))
    assert manuscript.body == WHOLE
    assert dropped(manuscript) == [mark]


def test_lists_of_other_stories_and_comments_end_the_article() -> None:
    links = ["Bridge toll goes up again in Varga", "Storm took the pier two years ago", "Mayor borrows a museum key"]
    manuscript = read(below("Related stories", *links))
    assert manuscript.body == WHOLE
    assert dropped(manuscript) == ["Related stories", *links]
    said = "I took the ferry as a child and I will take it again as soon as it sails, whatever they ask for it."
    assert read(below("Comments", "Oto", said)).body == WHOLE


def test_a_list_of_stories_in_the_middle_stops_at_the_text() -> None:
    links = ["Bridge toll goes up again in Varga", "Storm took the pier two years ago"]
    paragraphs = [LONG, LONG.replace("Monday", "Tuesday"), "Related stories", *links, OTHER, LAST]
    assert read("\n\n".join([TITLE, *paragraphs])).body == "\n\n".join([*paragraphs[:2], OTHER, LAST]) + "\n"


def test_a_paywall_makes_a_draft() -> None:
    manuscript = read(below("Already a subscriber? Log in"))
    assert manuscript.body == WHOLE
    assert manuscript.draft == ("the text may be cut short here: a paywall's notice stood in it",)
    assert read(below("“Every subscriber of ours gets in,” the keeper said at the gate of the lighthouse.")).draft == ()


def test_a_ban_on_reproduction_makes_a_draft_and_a_plain_copyright_does_not() -> None:
    manuscript = read(below("© 2031 Varga Media. This material may not be published without permission."))
    assert manuscript.draft == ("the source forbids republishing",)
    assert manuscript.body == WHOLE
    manuscript = read(below("© 2031 Varga Media. All rights reserved."))
    assert (manuscript.draft, manuscript.body) == ((), WHOLE)
    assert "rights: © 2031 Varga Media. All rights reserved." in manuscript.review


def test_restrictions() -> None:
    manuscript = read(below("NOT FOR USE IN VARGA"))
    assert manuscript.draft == ("use is restricted: NOT FOR USE IN VARGA",)
    assert manuscript.notes == (Note("rights", "NOT FOR USE IN VARGA"),)


def test_an_embargo_counts_when_complete_and_stops_all_when_not() -> None:
    manuscript = read("EMBARGOED until 00:01 GMT 4 March 2031\n\n" + article())
    assert manuscript.embargo
    assert (offset_text(manuscript.embargo), manuscript.draft) == ("2031-03-04T00:01:00+00:00", ())
    manuscript = read("EMBARGOED until Thursday morning\n\n" + article())
    assert manuscript.embargo is None
    assert manuscript.draft == ("an embargo without a complete instant: EMBARGOED until Thursday morning",)
    line = (
        "Embargo or not, the boats of Varga went on carrying salt to the islands all through that winter and the next."
    )
    assert line in read(between(line)).body


def test_corrections_are_kept_with_their_day() -> None:
    manuscript = read(below("Correction (4 March 2031): An earlier version said 40 boats. It was 14."))
    (correction,) = manuscript.corrections
    assert correction.text == "An earlier version said 40 boats. It was 14."
    assert correction.date
    assert offset_text(correction.date) == "2031-03-04"
    assert manuscript.body == WHOLE
    manuscript = read(below("Correction (4 March): It was 14."))
    assert (manuscript.corrections[0].text, manuscript.corrections[0].date) == ("4 March: It was 14.", None)
    line = "Correction of the river bed, which began in 1908, is why a ferry is needed, the office said on Monday."
    assert line in read(between(line)).body


def test_notes() -> None:
    manuscript = read(below("Editor's note: the writer's sister works at the harbour office."))
    assert manuscript.notes == (Note("editor", "the writer's sister works at the harbour office."),)
    manuscript = read(article("By Mira Tolvane") + "\n\nMira Tolvane covers rivers for the paper.")
    assert manuscript.notes == (Note("author", "Mira Tolvane covers rivers for the paper."),)
    assert read(below("Translated from Spanish by Oto Brisk")).notes == (
        Note("translation", "Translated from Spanish by Oto Brisk"),
    )


def test_paid_content_is_never_dropped() -> None:
    manuscript = read(article("In partnership with Varga Bridge Company"))
    assert manuscript.label == "sponsored"
    assert manuscript.notes == (Note("sponsor", "In partnership with Varga Bridge Company"),)


def test_tags() -> None:
    manuscript = read(below("Topics: dams, ferries, Varga"))
    assert (manuscript.tags, manuscript.body) == (("dams", "ferries", "Varga"), WHOLE)


def test_a_dateline_keeps_its_words_or_leaves_them_to_the_theme() -> None:
    source = article().replace(LONG, "DORUM, Varga (AP) — " + LONG)
    manuscript = read(source)
    assert (manuscript.dateline, manuscript.agency, manuscript.date) == ("Dorum, Varga", "AP", None)
    assert manuscript.body.startswith("DORUM, Varga (AP) — The harbour")
    theme = Settings(outlet=SETTINGS.outlet, sections=SETTINGS.sections, ingest=Taking(dateline="theme"))
    assert read(source, theme).body == WHOLE
    assert read(article().replace(LONG, "KAPITO, 3 mars (AFP) - " + LONG)).agency == "AFP"
    assert read(article().replace(LONG, "A dam — " + LONG)).dateline == ""


def test_subheadings() -> None:
    manuscript = read(between("A slow thaw"))
    assert manuscript.body == f"{LONG}\n\n## A slow thaw\n\n{OTHER}\n\n{LAST}\n"
    for line in ("It was a slow thaw.", "and then the thaw came", "“A slow thaw,"):
        assert "##" not in read(between(line)).body


def test_bullets_are_a_list_and_dialogue_is_not() -> None:
    manuscript = read(between("• forty tickets sold", "• two boats"))
    assert "\n\n- forty tickets sold\n- two boats\n\n" in manuscript.body
    dialogue = ["—No lo sé —dijo Tolvane.", "—¿Quién entonces? —preguntó el guarda."]
    body = read(between(*dialogue)).body
    assert "\n\n".join(dialogue) in body
    assert "\\- not a list but one line" in read(between("- not a list but one line")).body


def test_glued_sentences_are_parted_and_nothing_else() -> None:
    def fixed(text: str) -> str:
        return read(between(f"{text} and the office wrote it all down for those who had not come to the quay.")).body

    for glued, parted in [
        ("They went to the States.The mayor stayed", "States. The mayor"),
        ('"So it is," he said."We go', 'said." We go'),
        ("It was forty km.Later they turned", "km. Later"),
    ]:
        assert parted in fixed(glued)
    for whole in ("U.S.A. boats", "Node.js boats", "J.K. Varr", "3.5 boats", "file.Name.txt lay there", "e.g. boats"):
        assert whole in fixed(f"They saw {whole}")
    assert "大坝提前开闸。居民撤离" in read(between("大坝提前开闸。居民撤离。" * 8)).body


def test_hard_wrapped_lines_are_joined() -> None:
    import textwrap

    wrapped = "\n\n".join(textwrap.fill(part, 68) for part in (LONG, OTHER, LAST))
    assert read(f"{TITLE}\n\n{wrapped}").body == WHOLE


def test_verse_keeps_its_lines() -> None:
    verse = "The river rose,\nthe boats were gone,\nthe keeper slept,\nthe light burned on."
    body = read(between(verse)).body
    assert "The river rose,  \nthe boats were gone,  \nthe keeper slept,  \nthe light burned on." in body


def test_a_hyphen_at_a_lines_end() -> None:
    lines = [
        "The old ferry would run again from the spring, the office of the har-",
        "bour said on Monday, after two years in which all the islanders had",
        "to take the long way round by the bridge, and the harbour was empty.",
    ]
    body = read("\n".join([TITLE, "", *lines, "", OTHER, "", LAST])).body
    assert "the office of the harbour said" in body


def test_unseen_characters_go_and_those_that_spell_words_stay() -> None:
    body = read(
        between(
            "The riv\u00ader rose \u200band the \ufeffboats were gone, and nobody knew why, 14\u00a0000 \u20ac poorer."
        )
    ).body
    assert "The river rose and the boats were gone, and nobody knew why, 14\u00a0000 €" in body
    persian = "می\u200cخواهم به خانه بروم و کتاب بخوانم. " * 4
    assert "می\u200cخواهم" in read(between(persian)).body


def test_entities_and_tags_are_decoded_once() -> None:
    body = read(
        between("Varga &amp; Sons<br/>built the <b>old</b> pier, and &lt;b&gt; was never written on it by anybody.")
    ).body
    assert "Varga & Sons built the old pier, and &lt;b> was never" in body


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("* 3 boats", "\\* 3 boats"),
        ("#1 port", "\\#1 port"),
        ("1. May", "1\\. May"),
        ("2031. The year", "2031\\. The year"),
        ("_under_ and snake_case", "\\_under\\_ and snake_case"),
        ("<name> and 5 < 6", "&lt;name> and 5 < 6"),
        ("> quoted", "\\> quoted"),
        ("- dash", "\\- dash"),
        ("a `tick` and a \\ stroke", "a \\`tick\\` and a \\\\ stroke"),
        ("[a](b)", "\\[a\\](b)"),
        ("[sic] stays", "[sic] stays"),
        ("{: .x}", "\\{: .x\\}"),
        ("AT&T &amp; co", "AT&T &amp;amp; co"),
        ("3.5 and 14.05", "3.5 and 14.05"),
    ],
)
def test_what_markdown_would_read_as_markup_is_escaped(text: str, markdown: str) -> None:
    assert escape(text) == markdown


def test_web_addresses_become_links_without_what_tracks() -> None:
    line = (
        "The office gave its plans at https://varga.test/a_b?page=2&utm_source=x and said no more about them that day."
    )
    body = read(between(line)).body
    assert "[https://varga.test/a_b?page=2&utm_source=x](https://varga.test/a_b?page=2)" in body
    assert (
        "<https://varga.test/plan>."
        in read(between("All of it stands at https://varga.test/plan. Nobody has read it yet, they say.")).body
    )


def test_a_pull_quote_goes() -> None:
    quote = "Nobody on the quay believed it at first"
    manuscript = read("\n\n".join([TITLE, LONG, OTHER, f"“{quote}”", LAST]))
    assert manuscript.body == WHOLE


def test_line_endings() -> None:
    assert read(article().replace("\n", "\r\n")).body == WHOLE
    assert read(article().replace("\n\n", "\f")).body == WHOLE


def test_questions_and_answers_are_turns_of_speech_and_no_headings() -> None:
    turns = [
        "Q: Why do you count the boats of the harbour?",
        "A: Somebody counts sheep, and nobody asks why that is, on any of the islands.",
        "Q: And the finest?",
        "A: A barge that carried three cows and a bandstand, with one of the cows upon the bandstand.",
    ]
    manuscript = read("\n\n".join([TITLE, LONG, *turns, LAST]))
    assert "\n\n".join(f"**{turn[:2]}** {turn[3:]}" for turn in turns) in manuscript.body
    assert "#" not in manuscript.body
    assert 'is this an interview? If so, give it "label: interview"' in manuscript.review


def test_named_speakers_take_turns_and_facts_do_not() -> None:
    turns = [
        "Varga Courier: Why do you count the boats of the harbour?",
        "Mira Tolvane: Somebody counts sheep, and nobody asks why that is, on any of the islands.",
        "Varga Courier: And which was the finest of all the boats?",
        "Mira Tolvane: A barge that carried three cows and a bandstand, and one of the cows was on it.",
    ]
    assert "**Varga Courier:** And which" in read("\n\n".join([TITLE, LONG, *turns, LAST])).body
    facts = [
        "Price: forty crowns for the crossing, as it was before the storm came over the islands.",
        "Way: from the old quay, past the mill, to the landing stage that the storm took away.",
    ]
    manuscript = read("\n\n".join([TITLE, LONG, *facts, *facts[:1], LAST]))
    assert "**" not in manuscript.body
    assert not any("interview" in question for question in manuscript.review)


def test_a_code_in_a_dateline_is_an_agency_and_a_state_is_none() -> None:
    assert read("\n\n".join([TITLE, f"DORUM (QPS) -- {LONG}", OTHER, LAST])).agency == "QPS"
    assert read("\n\n".join([TITLE, f"DORUM (NY) -- {LONG}", OTHER, LAST])).agency == ""
    assert read("\n\n".join([TITLE, f"{LONG} The office (QPS) -- it has one -- agreed.", OTHER, LAST])).agency == ""


def test_a_very_long_text_of_pull_quotes_is_looked_at_once() -> None:
    """Each short line is only held against paragraphs with its first words."""
    quotes = [f"Nobody on the quay number {number} believed it" for number in range(60)]
    paragraphs = [f"{OTHER} {quote}, and the keeper of the light said so." for quote in quotes]
    manuscript = read("\n\n".join([TITLE, *(line for pair in zip(paragraphs, quotes, strict=True) for line in pair)]))
    assert manuscript.body == "\n\n".join(paragraphs) + "\n"
