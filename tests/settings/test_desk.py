"""desk.yaml: what editors steer, and what they see when they slip."""

import pytest

from broadsheet import desk, settings_file, takedowns
from broadsheet.desk import Breaking, Desk, Filter, Pin
from broadsheet.problems import show

SETTINGS, _ = settings_file.parse(b"""
title = "The Post"
url = "https://example.com"
language = "en"
timezone = "Europe/Madrid"
sections = [{ id = "politics", title = "Politics" }]
""")


def read(text: str | None) -> tuple[Desk | None, list[str]]:
    assert SETTINGS is not None
    made, found = desk.read(None if text is None else text.encode(), desk.PATH, SETTINGS)
    return made, [show(problem) for problem in found]


@pytest.mark.parametrize("text", [None, "", "\n  \n", "# pins:\n# - x\n", "pins:\nbreaking:\n"])
def test_nothing_is_an_empty_desk(text: str | None) -> None:
    assert read(text) == (Desk(), [])


def test_pins_and_banner() -> None:
    made, found = read("""\
pins:
  - article: 2026/11/ferry.md
    expires: 2026-12-07 06:00
  - content/2026/11/bridge.md
  - hc-2026-no
  - article:https://old.example/?p=1
breaking:
  text: "Pier closed: ferries land at Oldquay"
  link: /2026/pier.html
  expires: 2026-12-07
""")
    assert found == []
    assert made is not None
    (banner,) = made.breaking
    assert [pin.article for pin in made.pins] == [
        "content:2026/11/ferry.md",
        "content:2026/11/bridge.md",
        "article:hc-2026-no",
        "article:https://old.example/?p=1",
    ]
    assert [pin.line for pin in made.pins] == [2, 4, 5, 6]
    assert made.pins[0].expires is not None
    assert made.pins[0].expires.at.isoformat() == "2026-12-07T06:00:00+01:00"
    assert banner.text == "Pier closed: ferries land at Oldquay"
    assert banner.link == "/2026/pier.html"
    assert banner.expires is not None
    assert banner.expires.day


@pytest.mark.parametrize("link", ["https://example.org/a?b", "content:2026/a.md", "article:x", "/a.html"])
def test_the_banner_leads_to_an_article_an_address_or_another_site(link: str) -> None:
    made, found = read(f"breaking: {{text: Fire, link: {link}}}")
    assert (made, found) == (Desk(breaking=(Breaking("Fire", link, line=1),)), [])


def test_words_alone_are_a_banner_and_a_pin() -> None:
    assert read("breaking: Fire\npins: 012\n") == (
        Desk(pins=(Pin("article:012", line=2),), breaking=(Breaking("Fire", line=1),)),
        [],
    )


def test_an_article_pinned_twice_stays_at_its_first_place() -> None:
    made, found = read("pins:\n- a\n- b\n- a\n")
    assert made is not None
    assert [pin.article for pin in made.pins] == ["article:a", "article:b"]
    assert found == [
        """\
content/desk.yaml:4: warning: the article is pinned twice
  4 | - a
hint: it keeps the place that it has on line 2"""
    ]


WRONG = {
    "breaking: Fire: at the pier": """\
content/desk.yaml:1:15: error: the breaking has a colon and is not quoted
  1 | breaking: Fire: at the pier
    |               ^
""",
    "braking: Fire": """\
content/desk.yaml:1:1: error: the key "braking" isn't known in desk.yaml
  1 | braking: Fire
    | ^
hint: did you mean breaking?""",
    "breaking:\n  link: a.md": """\
content/desk.yaml:2:3: error: breaking needs a text
  2 |   link: a.md
    |   ^
hint: text: and what has happened""",
    "pins:\n- expires: 2026-12-01": """\
content/desk.yaml:2:3: error: a pin needs an article
  2 | - expires: 2026-12-01
    |   ^
hint: article: and its path in content/, or its id""",
    "pins:\n- article: a.md\n  expires: tomorrow": """\
content/desk.yaml:3:12: error: "tomorrow" isn't a date
""",
    "pins: [[a]]": "content/desk.yaml:1:8: error: a pin is one article, not a list\n",
    "pins: [content/../site.toml]": 'content/desk.yaml:1:8: error: "content/../site.toml" isn\'t an article of ours\n',
    "pins: [/politics/a.html]": "content/desk.yaml:1:8: error: an article must be named here\n",
    "breaking: {text: a, link: 'https:x'}": 'content/desk.yaml:1:27: error: "https:x" isn\'t a web address\n',
    "- a": "content/desk.yaml:1:1: error: this isn't made of keys with values\n",
    "---": "content/desk.yaml:1:4: error: this isn't made of keys with values\n",
    'pins: "a': "content/desk.yaml:1:7: error: the quote that opens here is never closed\n",
}


@pytest.mark.parametrize(("text", "shown"), WRONG.items())
def test_a_slip_is_told_and_the_desk_left_to_whoever_has_the_last_good_one(text: str, shown: str) -> None:
    made, found = read(text)
    assert made is None
    assert len(found) == 1
    assert found[0].startswith(shown)


def test_what_is_no_text_is_told() -> None:
    assert SETTINGS is not None
    made, found = desk.read(b"pins: \xff", desk.PATH, SETTINGS)
    assert made is None
    assert [(problem.line, problem.column) for problem in found] == [(1, 7)]


def test_zones() -> None:
    made, found = read("""\
zones:
  - id: top
    pins:
      - 2026/11/ferry.md
  - title: From the harbour
    look: list
    size: 6
    repeat: yes
    filter: { tags: [Harbour, Ferries], without: opinion }
  - filter: { sections: politics }
  - title: What we think
    filter: { labels: opinion }
  - title: Kept
    filter: none
""")
    assert found == []
    assert made is not None
    assert [(zone.id, zone.look, zone.size, zone.line) for zone in made.zones] == [
        ("top", "lead", None, 2),
        ("from-the-harbour", "list", 6, 5),
        ("politics", "section", None, 10),
        ("what-we-think", "opinion", None, 11),
        ("kept", "river", None, 13),
    ]
    assert [pin.article for pin in made.zones[0].pins] == ["content:2026/11/ferry.md"]
    assert made.zones[1].filter == Filter(tags=("Harbour", "Ferries"), without=("opinion",))
    assert made.zones[1].repeat
    assert made.zones[4].filter is None


@pytest.mark.parametrize(
    ("zone", "place", "said", "hint"),
    [
        ("{id: a, filter: {sections: politcs}}", "2:32", 'there is no "politcs"', "did you mean politics?"),
        (
            "{id: a, filter: {section: x}}",
            "2:22",
            'the key "section" isn\'t known in a filter',
            "did you mean sections?",
        ),
        ("{id: a, look: large}", "2:19", '"large" isn\'t one of the words for this', "known are lead"),
        ("{id: a, size: many}", "2:19", '"many" isn\'t a size', "write a number of articles"),
        ("{id: a, lang: xx}", "2:19", '"xx" isn\'t one of the words for this', "known are en"),
        ("{id: a, filter: all}", "2:21", '"all" isn\'t one of the words for this', "known are none"),
        ("{size: 2}", "2:5", "a zone needs a title or an id", "title: and what stands above it"),
        ("top", "2:5", "a zone has keys of its own", "- title:"),
        ("{id: a, pin: x}", "2:13", 'the key "pin" isn\'t known in a zone', "did you mean pins?"),
        ("{id: a}\n  - {id: a}", "3", 'there are two zones "a"', "the other is on line 2"),
    ],
)
def test_a_slip_in_a_zone_is_told_where_it_is(zone: str, place: str, said: str, hint: str) -> None:
    made, found = read(f"zones:\n  - {zone}\n")
    assert made is None
    assert found
    assert found[0].startswith(f"content/desk.yaml:{place}")
    assert said in found[0]
    assert hint in found[0]


def test_a_pin_in_two_zones_is_told_and_takes_nothing_away() -> None:
    made, found = read("zones:\n  - {id: a, pins: [x]}\n  - {id: b, pins: [x]}\n")
    assert made is not None
    assert "the article is pinned in two zones" in found[0]
    assert read("zones:\n  - {id: a, pins: [x]}\n  - {id: b, pins: [x], repeat: true}\n")[1] == []


SPANISH, _ = settings_file.parse(b"""
title = "The Post"
url = "https://example.com/post"
language = "en"
timezone = "Europe/Madrid"
sections = [{ id = "politics", title = "Politics" }]
languages.es.title = "El Correo"
""")


def read_spanish(text: str) -> tuple[Desk | None, list[str]]:
    assert SPANISH is not None
    made, found = desk.read(text.encode(), desk.PATH, SPANISH)
    return made, [show(problem) for problem in found]


def test_each_edition_may_have_a_banner() -> None:
    made, found = read_spanish(
        "breaking:\n  - Fire\n  - {text: Fuego, lang: ES, link: 2026/a.md}\n  - {text: F, lang: en}\n"
    )
    assert found == []
    assert made is not None
    assert [(one.text, one.lang, one.line) for one in made.breaking] == [
        ("Fire", "", 2),
        ("Fuego", "es", 3),
        ("F", "en", 4),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("breaking: [a, b]", "1: error: there are two banners for all editions"),
        (
            "breaking:\n  - {text: a, lang: es}\n  - {text: b, lang: es}",
            "3: error: there are two banners for the edition es",
        ),
        ("breaking: {text: a, lang: fr}", '1:27: error: "fr" isn\'t one of the words for this'),
        ("breaking: [[a]]", "1:12: error: a banner is one text, not a list"),
    ],
)
def test_a_slip_in_banners_is_told(text: str, said: str) -> None:
    made, found = read_spanish(text)
    assert made is None
    assert found[0].startswith(f"content/desk.yaml:{said}")


def test_takedowns() -> None:
    made, found = read_spanish("""\
takedowns:
  - 2026/11/ferry.md
  - article:https://old.example/?p=1
  - https://example.com/?p=1
  - https://example.com/post/politics/a.html?from=mail#x
  - /politics/a/
  - { article: x-1, address: /politics/b, reason: "Names: withheld", date: 2026-11-20 }
""")
    assert found == []
    assert made is not None
    assert [(one.article, one.address, one.line) for one in made.takedowns] == [
        ("content:2026/11/ferry.md", "", 2),
        ("article:https://old.example/?p=1", "", 3),
        ("article:https://example.com/?p=1", "", 4),
        ("", "/politics/a.html", 5),
        ("", "/politics/a/index.html", 6),
        ("article:x-1", "/politics/b.html", 7),
    ]
    assert made.takedowns[5].reason == "Names: withheld"
    assert made.takedowns[5].date is not None
    assert made.takedowns[5].date.day


def test_what_is_taken_down_twice_is_told() -> None:
    made, found = read_spanish("takedowns:\n  - a\n  - {article: a, reason: x}\n  - /b.html\n  - /B.html\n")
    assert made is not None
    assert len(made.takedowns) == 4
    assert [line.partition("\n")[0] for line in found] == [
        "content/desk.yaml:3: warning: this is taken down twice",
        "content/desk.yaml:5: warning: this is taken down twice",
    ]


@pytest.mark.parametrize(
    ("takedown", "said", "hint"),
    [
        ("[a]", "5: error: a takedown is one article, not a list", "write each on a line"),
        ("{reason: x}", "5: error: a takedown needs an article or an address", "article: and its path"),
        ("{artikel: x}", '6: error: the key "artikel" isn\'t known in a takedown', "did you mean article?"),
        (
            "{article: content/../x.md}",
            '15: error: "content/../x.md" isn\'t an article of ours',
            "its path in content/",
        ),
        ("/media/a.jpg", "5: error: nothing can be taken down there", "take the file out of media/"),
        ("/politics/", "5: error: nothing can be taken down there", "write it as it stands after the host"),
        ("{address: politics/a.html}", "15: error: nothing can be taken down there", "write it as it stands"),
    ],
)
def test_a_slip_in_a_takedown_is_told_and_the_others_hold(takedown: str, said: str, hint: str) -> None:
    text = f"takedowns:\n  - {takedown}\n  - 2026/11/a.md\n"
    made, found = read_spanish(text)
    assert made is None
    assert found[0].startswith(f"content/desk.yaml:2:{said}")
    assert hint in found[0]
    assert SPANISH is not None
    held, all_read = takedowns.alone(text.encode(), desk.PATH, SPANISH)
    assert ([one.article for one in held], all_read) == (["content:2026/11/a.md"], False)


@pytest.mark.parametrize(
    "other", ["pins: [", "breaking: 'x", "zones:\n- {\n", "\xff: x", "pins:\n\t- a", "x: y\n---\n"]
)
@pytest.mark.parametrize("first", [False, True])
def test_takedowns_are_read_whatever_stands_in_other_lines(other: str, first: bool) -> None:
    ours = "takedowns:\n# why\n- a\n\n- {article: b,\n   reason: x}\n"
    text = f"{other}\n{ours}" if first else f"{ours}{other}\n"
    assert SPANISH is not None
    held, all_read = takedowns.alone(text.encode("latin-1"), desk.PATH, SPANISH)
    assert ([one.article for one in held], all_read) == (["article:a", "article:b"], True)


def test_a_control_character_brings_back_nothing_that_is_taken_down() -> None:
    text = "takedowns:\n\x02- a\n\x03- b\npins: [\n"
    assert SPANISH is not None
    held, all_read = takedowns.alone(text.encode(), desk.PATH, SPANISH)
    assert ([one.article for one in held], all_read) == (["article:a", "article:b"], True)
