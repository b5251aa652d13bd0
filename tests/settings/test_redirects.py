"""redirects.tsv: what its lines lead to, and which of them lead nowhere."""

from broadsheet import redirects, settings_file
from broadsheet.problems import show
from broadsheet.redirects import Redirect

SETTINGS, _ = settings_file.parse(b"""
title = "The Post"
url = "https://example.com/news"
language = "en"
timezone = "UTC"
sections = [{ id = "politics", title = "Politics" }]
""")


def read(text: str) -> tuple[list[tuple[int, str, str]], list[str]]:
    """The line, the address and the target of each row that holds, and what a person is told."""
    assert SETTINGS is not None
    rows, problems = redirects.rows(text.encode(), SETTINGS)
    assert redirects.read(text.encode(), SETTINGS) == ([row.redirect for row in rows], problems)
    return [(row.line, *row.redirect) for row in rows], list(map(show, problems))


def test_each_line_leads_an_old_address_somewhere() -> None:
    assert read("# kept\n\n/old\tarticle:a\n/2/ \t content:b.md\t\n/3.php\t/b\n") == (
        [(3, "/old.html", "article:a"), (4, "/2/index.html", "content:b.md"), (5, "/3.php", "/b")],
        [],
    )


def test_without_a_file_nothing_is_led_anywhere() -> None:
    assert SETTINGS is not None
    assert redirects.read(None, SETTINGS) == ([], [])


def test_a_third_column_is_told_at_its_place() -> None:
    assert read("/a\t/b\t301\n") == (
        [],
        [
            """\
content/redirects.tsv:1:7: error: there is a third column
  1 | /a /b 301
    |       ^
hint: keep the old address and where it leads"""
        ],
    )


def test_lines_that_lead_back_to_themselves_are_left_out() -> None:
    kept, told = read("/a\t/b\n/c\t/a\n/b\thttps://example.com/news/A.html\n/d.html\t/d\n/e\t/f\n/f\t/g\n")
    assert kept == [(2, "/c.html", "/a"), (5, "/e.html", "/f"), (6, "/f.html", "/g")]
    assert told == [
        """\
content/redirects.tsv:1:1: warning: the address leads back to itself, by way of line 3
  1 | /a /b
    | ^
hint: let one of the lines lead to where the article is now""",
        """\
content/redirects.tsv:3:1: warning: the address leads back to itself, by way of line 1
  3 | /b https://example.com/news/A.html
    | ^
hint: let one of the lines lead to where the article is now""",
        """\
content/redirects.tsv:4:1: warning: the address leads back to itself
  4 | /d.html /d
    | ^
hint: let it lead somewhere else""",
    ]


def test_a_later_line_for_the_same_address_breaks_a_loop() -> None:
    kept, told = read("/a\t/b\n/b\t/a\n/A.html\tarticle:x\n")
    assert told == []
    assert [target for _, _, target in kept] == ["/b", "/a", "article:x"]


def test_an_earlier_line_does_not_come_back_when_the_later_is_in_a_loop() -> None:
    kept, told = read("/a\tarticle:x\n/a\t/b\n/b\t/a\n")
    assert kept == []
    assert [line.split(": ")[0] for line in told if line.startswith("content")] == [
        "content/redirects.tsv:1:1",
        "content/redirects.tsv:2:1",
        "content/redirects.tsv:3:1",
    ]


def test_what_is_read_is_what_was_appended() -> None:
    """The line of a moved article, as a build writes it."""
    assert read("/politics/old.html\tarticle:tag:example.com,2026:x\n")[0] == [
        (1, *Redirect("/politics/old.html", "article:tag:example.com,2026:x"))
    ]


def test_a_target_may_be_a_part_of_a_page() -> None:
    assert read("/a\t/b.html#end\n/c\thttps://example.com/news/d?x=1\n/e\t/b.html/x.html\n")[0] == [
        (1, "/a.html", "/b.html#end"),
        (2, "/c.html", "https://example.com/news/d?x=1"),
    ]
    url = "https://example.com/news"
    assert [redirects.leads(target, url) for target in ("article:x", "/B/?x", f"{url}/d", "https://example.com/d")] == [
        *("article:x", "address:/b/index.html", "address:/d.html"),
        "",
    ]
