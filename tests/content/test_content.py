"""What a file in content/ comes to: every key, the shorthands, and what is worked out."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet import content
from broadsheet.article import Article, Audio, Correction, Image, Kind, Link, Note, Source
from broadsheet.problems import Severity, show
from broadsheet.settings import Edition, Outlet, Section, Settings

OUTLET = Settings(
    outlet=Outlet(title="The Harbour", url="https://harbour.example", language="en", timezone="Europe/Madrid"),
    sections=(Section("city", "City"), Section("politics", "Politics")),
    languages=(Edition(language="es", title="El Puerto"),),
)
PATH = "content/2026/11/budget.md"


def article(header: str, body: str = "", path: str = PATH) -> Article:
    reading = content.read(f"---\n{header}\n---\n{body}".encode(), path, OUTLET)
    assert reading.document, "\n".join(map(show, reading.problems))
    assert not reading.problems
    return reading.document.article


def told(header: str) -> list[str]:
    reading = content.read(f"---\n{header}\n---\n".encode(), PATH, OUTLET)
    return [f"{problem.line}:{problem.column} {problem.message}" for problem in reading.problems]


def test_every_key_reaches_the_article() -> None:
    found = article(
        """\
id: tag:harbour.example,2026:budget
title: "Budget: what changes"
dek: Fares rise in spring
kicker: Council
section: politics
authors: [Ana Ruiz, John Roe]
tags: [budget, no, 012]
story: Ferry fares
slug: budget-vote
url: /special/budget.html
date: 2026-11-24 14:05
updated: 2026-11-24T15:00:00Z
added: 2026-11-24T10:00+02:00
embargo: 2026-11-24
expires: 2027-01-01
draft: No
lang: es-MX
translation: 2026/11/budget-en
label: Analysis
image: {src: 2026/ferry.jpg, alt: A ferry, caption: Leaving, credit: Ana Ruiz, focus: 50% 25%}
gallery: [a.jpg, {src: media/b.jpg, alt: B}]
audio: {src: a.mp3, duration: "1:02:03"}
corrections: [{date: 2026-11-25, text: A figure was wrong}]
notes: [{kind: rights, text: Not for reuse}]
agency: AFP
dateline: HARBOUR
contributors: [Li Wei]
access: paid
aliases: [/old.html]
canonical: https://elsewhere.example/a?b=1
source: {name: AFP, url: "https://afp.example/1", file: seeds/1.txt}
review: ["date, is it the day of print?"]
extra: {wire: {priority: 4}, list: [a, b]}"""
    )
    assert (found.id, found.title, found.kicker) == (
        "tag:harbour.example,2026:budget",
        "Budget: what changes",
        "Council",
    )
    assert found.authors == ("Ana Ruiz", "John Roe")
    assert found.tags == ("budget", "no", "012")
    assert (found.slug, found.url, found.section) == ("budget-vote", "/special/budget.html", "politics")
    assert found.date and not found.date.day and found.date.at.isoformat() == "2026-11-24T14:05:00+01:00"
    assert found.updated and found.updated.at == datetime(2026, 11, 24, 15, tzinfo=UTC)
    assert found.added and found.added.at.isoformat() == "2026-11-24T10:00:00+02:00"
    assert found.embargo and found.embargo.day and found.embargo.at.isoformat() == "2026-11-24T00:00:00+01:00"
    assert not found.draft
    assert (found.lang, found.edition, found.label, found.access) == ("es-MX", "es", "analysis", "paid")
    assert found.image == Image("2026/ferry.jpg", "A ferry", "Leaving", "Ana Ruiz", (50, 25))
    assert found.gallery == (Image("a.jpg"), Image("b.jpg", "B"))
    assert found.audio == Audio("a.mp3", 3723)
    assert [(c.text, c.date and c.date.day) for c in found.corrections] == [("A figure was wrong", True)]
    assert found.notes == (Note("rights", "Not for reuse"),)
    assert found.aliases == ("/old.html",)
    assert found.source == Source("AFP", "https://afp.example/1", "seeds/1.txt")
    assert found.review == ("date, is it the day of print?",)
    assert found.extra == {"wire": {"priority": "4"}, "list": ["a", "b"]}
    assert (found.canonical, found.agency, found.dateline) == ("https://elsewhere.example/a?b=1", "AFP", "HARBOUR")
    assert (found.story, found.translation, found.contributors) == ("Ferry fares", "2026/11/budget-en", ("Li Wei",))


def test_a_title_is_enough() -> None:
    found = article("title: Budget", path="content/2026/11/The Budget.md")
    assert (found.id, found.slug, found.section, found.edition) == ("2026/11/The Budget", "the-budget", "city", "en")
    assert found.date is None and found.access == "free" and found.image is None


def test_short_forms() -> None:
    found = article(
        "title: A\nauthors: Jane Doe, John Roe\ntags: a\nimage: /media/a.jpg\naudio: a.mp3\ncorrections: {text: X}\n"
        "notes: Y\naliases: /x\ngallery: b.jpg\nsource: https://a.example/\nreview: is it so, or not"
    )
    assert found.authors == ("Jane Doe", "John Roe")
    assert (found.tags, found.image, found.audio) == (("a",), Image("a.jpg"), Audio("a.mp3"))
    assert (found.corrections, found.notes) == ((Correction("X"),), (Note("editor", "Y"),))
    assert (found.aliases, found.gallery) == (("/x",), (Image("b.jpg"),))
    assert found.source == Source(url="https://a.example/")
    assert found.review == ("is it so, or not",)


def test_keys_left_empty_are_absent() -> None:
    empty = "\n".join(f"{key}:" for key in content.KEYS if key != "title")
    assert article(f"title: A\n{empty}") == article("title: A")


@pytest.mark.parametrize(
    ("path", "kind", "section"),
    [
        ("content/pages/about.md", Kind.PAGE, ""),
        ("content/authors/ana.md", Kind.AUTHOR, ""),
        ("content/about.md", Kind.ARTICLE, "city"),
    ],
)
def test_the_folder_says_what_a_document_is(path: str, kind: Kind, section: str) -> None:
    found = article("title: A", path=path)
    assert (found.kind, found.section) == (kind, section)


def test_an_hour_that_the_clocks_repeat_is_the_earlier_and_one_that_they_skip_counts_from_before() -> None:
    repeated = article("title: A\ndate: 2026-10-25 02:30").date
    assert repeated and repeated.at.isoformat() == "2026-10-25T02:30:00+02:00"
    reading = content.read(b"---\ntitle: A\ndate: 2026-03-29 02:30\n---\n", PATH, OUTLET)
    assert reading.document and reading.document.article.date
    assert reading.document.article.date.at.isoformat() == "2026-03-29T02:30:00+01:00"


@pytest.mark.parametrize(
    "header",
    [
        "date: 2026-11-24 14:05\nupdated: 2026-11-24",
        "date: 2026-11-24\nupdated: 2026-11-24 00:00",
        "date: 2026-11-24\nexpires: 2026-11-25\nembargo: 2026-11-24 12:00",
        "expires: 2020-01-01",
        "date: 2026-03-29T02:30Z",
        "date: 2026-03-29 03:00",
        "date: 1850-06-01 12:00",
        "lang: es",
        "lang: fil",
        "lang: tzo",
        "lang: pt-BR",
    ],
)
def test_dates_and_languages_that_can_be_meant_are_left_alone(header: str) -> None:
    assert told(f"title: A\n{header}") == []


@pytest.mark.parametrize("url", ["/x/", "/x", "/x.html", "/año/x"])
def test_a_page_may_live_at_any_address_of_a_page(url: str) -> None:
    assert article(f"title: A\nurl: {url}").url == url


SAYING = """\
---
# a comment
title: Budget
slug:
id: hc-1
aliases:
  - /first.html
  - /old/%C3%A1/
gallery: [{src: media/2026/a.jpg, alt: A}, ./b.jpg]
---
Text
"""


@pytest.mark.parametrize(
    ("key", "value", "place"),
    [
        ("id", "", (5, 5, "id: hc-1")),
        ("slug", "", (4, 1, "slug:")),
        ("url", "", (3, 8, "title: Budget")),
        ("aliases", "/first.html", (7, 5, "  - /first.html")),
        ("aliases", "/OLD/á/index.html", (8, 5, "  - /old/%C3%A1/")),
        ("aliases", "/third.html", (7, 3, "  - /first.html")),
        ("gallery", "2026/a.jpg", (9, 17, "gallery: [{src: media/2026/a.jpg, alt: A}, ./b.jpg]")),
        ("gallery", "b.jpg", (9, 44, "gallery: [{src: media/2026/a.jpg, alt: A}, ./b.jpg]")),
    ],
)
def test_where_a_file_says_something(key: str, value: str, place: tuple[int, int, str]) -> None:
    for text in (SAYING, SAYING.replace("\n", "\r\n")):
        assert content.place_of(text.encode(), PATH, key, value) == place


@pytest.mark.parametrize("data", [b"", b"Text\n", b"\xff", b"---\ntitle: [\n---\n", b"---\n---\n"])
def test_a_file_that_says_nothing_has_no_place_for_it(data: bytes) -> None:
    assert content.place_of(data, PATH, "slug") == (0, 0, "")


def test_the_body_is_counted_summed_up_and_told_apart() -> None:
    body = "\n![A ferry](2026/a.jpg 'Caption')\n\n# Why\n\nThe *council* votes.[^1] It's [so](../10/a.md).\n"
    body += "\n[^1]: Note.\n"
    found = article("title: A", body)
    assert found.summary == "The council votes. It's so."
    assert found.links == (Link("media:2026/a.jpg", 5, shown=True), Link("content:2026/10/a.md", 9))
    assert found.pictures == ("2026/a.jpg",)
    assert found.body_hash == article("title: B", body).body_hash != article("title: A", body + "x").body_hash


@given(st.text(alphabet="ab \n", max_size=900))
@settings(deadline=None, derandomize=True, max_examples=60)
def test_a_summary_is_the_start_of_the_text_cut_at_a_word(text: str) -> None:
    found, words = article("title: A", f"\n{text.strip()}\n"), " ".join(text.split())
    assert found.words == len(words.split())
    assert len(found.summary) <= 300
    if found.summary != words:
        start = found.summary.removesuffix("…")
        assert words.startswith(start) and (words[len(start)] == " " or " " not in words[:300])


def test_code_at_the_start_keeps_its_indent_and_lines_count_from_the_top() -> None:
    reading = content.read(b"\n---\ntitle: A\n---\n\n    code\n\n[x](../../../../x.md)\n", PATH, OUTLET)
    assert [(p.line, p.column) for p in reading.problems] == [(8, 5)]
    document = content.read(b"---\ntitle: A\n---\n\n    code\n", PATH, OUTLET).document
    assert document and document.body == "<pre><code>code\n</code></pre>"


def test_line_ends_and_byte_order_marks_make_no_difference() -> None:
    text = "---\ntitle: A\n---\n\nOne\n\nTwo\n"
    plain = content.read(text.encode(), PATH, OUTLET)
    assert content.read(text.replace("\n", "\r\n").encode("utf-8-sig"), PATH, OUTLET) == plain


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("title: A\ndate: 2026-02-30", "3:7 there is no such day as 2026-02-30"),
        ("title: A\ndate: 2026-02-28 25:00", "3:7 there is no such time as 2026-02-28 25:00"),
        ("title: A\ndate: 2026-02-28T10:00+25:00", "3:7 there is no such offset from UTC as +25:00"),
        ("title: A\ndate: 0001-01-01", "3:7 the year 1 can't be meant"),
        ("title: A\ndate: soon", '3:7 "soon" isn\'t a date'),
        ("title: A\ndraft: maybe", '3:8 "maybe" is neither true nor false'),
        ("title: A\nsection: sport", '3:10 there is no section "sport" in site.toml'),
        ("title: A\nlabel: rant", '3:8 "rant" isn\'t one of the words for this'),
        ("title: A\nurl: //x", '3:6 "//x" isn\'t an address of this site'),
        ("title: A\nurl: /a/../b", '3:6 "/a/../b" isn\'t an address of this site'),
        ("title: A\nurl: /a?b", '3:6 "/a?b" isn\'t an address of this site'),
        ("title: A\naliases: [/a, b]", '3:15 "b" isn\'t an address of this site'),
        ("title: A\ncanonical: ftp://x", '3:12 "ftp://x" isn\'t a web address'),
        ("title: A\ncanonical: javascript:x", '3:12 "javascript:x" isn\'t a web address'),
        ("title: A\nlang: es_MX", '3:7 "es_MX" isn\'t a language tag'),
        ("title: A\nslug: Über uns", '3:7 "Über uns" isn\'t fit to be a slug'),
        ("title: A\nid: a b", "3:5 an id can't have spaces"),
        ("title: A\nimage: ../a.jpg", '3:8 "../a.jpg" isn\'t a file in media/'),
        ("title: A\nimage: media/../a.jpg", '3:8 "media/../a.jpg" isn\'t a file in media/'),
        ("title: A\nimage: /etc/passwd", '3:8 "/etc/passwd" isn\'t a file in media/'),
        ("title: A\nimage: 'a\\b.jpg'", '3:8 "a\\b.jpg" isn\'t a file in media/'),
        ("title: A\nimage: https://a.example/b.jpg", "3:8 this must be a file in media/, not an address"),
        ("title: A\nimage:\n  src: a.jpg\n  focus: 200 3", '5:10 "200 3" isn\'t a point in a picture'),
        ("title: A\naudio: {src: a.mp3, duration: 1:75}", '3:31 "1:75" isn\'t a duration'),
        ("title: A\naudio: {duration: 3}", "3:8 audio needs a src, the file in media/"),
        ("title: A\ncorrections: [{date: 2026-01-01}]", "3:15 a correction needs a text"),
        ("title: A\nnotes: [{kind: key}]", "3:9 a note needs a text"),
        ("title: A\nimage: {srcc: a}", '3:9 the key "srcc" isn\'t known in a picture'),
        ("title: A\nextra: x", "3:8 extra must have keys of its own"),
        ("title: [A]", "2:8 a text must stand here, not a list"),
        ("title:", "2:1 the title is empty"),
        ("dek: A", "1:1 there is no title"),
    ],
)
def test_a_wrong_value_is_told_with_its_place(header: str, expected: str) -> None:
    assert told(header) == [expected]


def test_all_the_problems_of_a_file_are_told_at_once() -> None:
    reading = content.read(
        b"---\ntitel: A\ndate: 2026-13-01\nslug: A B\n---\n\n[x](javascript:y)\n\n![z](../../../z.png)\n", PATH, OUTLET
    )
    assert reading.document is None
    assert [problem.line for problem in reading.problems] == [1, 2, 3, 4, 7, 9]


def test_a_name_without_letters_needs_a_slug() -> None:
    reading = content.read(b"---\ntitle: A\n---\n", "content/2026/11/---.md", OUTLET)
    assert [p.message for p in reading.problems] == ["no address can be made of the file's name"]
    assert article("title: A\nslug: a", path="content/2026/11/---.md").slug == "a"


@pytest.mark.parametrize(
    ("data", "withdrawn"),
    [
        (b"---\ntitle: A: B\ndraft: true\n---\n", True),
        (b"---\r\ntitle: A: B\r\ndraft: 'Yes'  # not yet\r\n---\r\n", True),
        (b"---\ntitle: caf\xe9\ndraft: true\n---\n", True),
        (b"---\ndate: never\ndraft: true\n---\n", True),
        (b"---\ntitle: A: B\ndraft: false\n---\n", False),
        (b"---\ntitle: A: B\n---\n\ndraft: true\n", False),
        (b"---\ntitle: A: B\nexpires: soon\n---\n", False),
    ],
)
def test_a_broken_file_can_still_be_withdrawn(data: bytes, withdrawn: bool) -> None:
    reading = content.read(data, PATH, OUTLET)
    assert reading.document is None
    assert reading.withdrawn is withdrawn


def test_a_broken_file_still_says_when_it_expires() -> None:
    reading = content.read(b"---\ntitle: A: B\nexpires: 2026-01-01\n---\n", PATH, OUTLET)
    assert not isinstance(reading.withdrawn, bool)
    assert reading.withdrawn.at.isoformat() == "2026-01-01T00:00:00+01:00"


_PIECES = (
    "---|...|[|{|]|}|&a|*a|!!x|>|'|\"|%|@|\t|\u2028|\x85|\ufeff|2026-11-24|  src: a|- a: b|? x|# x|a #b|- - -|x: y: z"
)
_LINES = st.sampled_from([*(f"{key}: " for key in content.KEYS), *_PIECES.split("|"), "|"])


@given(st.lists(st.one_of(_LINES, st.text(max_size=8)), max_size=12), st.sampled_from(["", "\n"]))
@settings(deadline=None, derandomize=True, max_examples=400)
def test_whatever_is_written_gets_an_answer_and_a_place_in_the_file(parts: list[str], between: str) -> None:
    data = ("---\ntitle: A\n" + between.join(parts) + "\n---\n\nText\n").encode("utf-8", "surrogatepass")
    reading = content.read(data, PATH, OUTLET)
    lines = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in reading.problems:
        assert 0 <= problem.line <= len(lines)
        assert show(problem)
    errors = [problem for problem in reading.problems if problem.severity is Severity.ERROR]
    assert bool(errors) is (reading.document is None)
    if reading.document:
        assert not set("\x00\x02\x03\x0b\x1f") & set(repr(reading.document.article) + reading.document.body)


@given(st.binary(max_size=60))
@settings(deadline=None, derandomize=True, max_examples=200)
def test_whatever_the_bytes_are_there_is_an_answer(data: bytes) -> None:
    for whole in (data, b"---\ntitle: A\n---\n" + data):
        reading = content.read(whole, PATH, OUTLET)
        assert reading.document or reading.problems
        assert all(show(problem) for problem in reading.problems)
