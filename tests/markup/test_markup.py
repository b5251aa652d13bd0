"""What a body is made of: figures, tables, references with their marks, and what is refused."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet import markup, markup_whole
from broadsheet.article import Link
from broadsheet.problems import show
from broadsheet.references import References

PATH = "content/2026/11/budget.md"


def kept(text: str) -> str:
    """The kept HTML, with its marks made visible."""
    body = markup.convert(text, PATH)
    assert not body.problems, "\n".join(map(show, body.problems))
    return body.html.replace("\x02", "«").replace("\x03", "»")


def told(text: str) -> list[str]:
    problems = markup.convert(text, PATH, 5).problems
    return [f"{p.line}:{p.column} {p.severity.value}: {p.message}" for p in problems]


@pytest.mark.parametrize(
    ("written", "mark"),
    [
        ("2026/10/vote.md", "«content:2026/10/vote.md»"),
        ("2026/10/vote.md#fares", "«content:2026/10/vote.md#fares»"),
        ("../10/vote.md", "«content:2026/10/vote.md»"),
        ("vote.md", "«content:2026/11/vote.md»"),
        ("./vote.md", "«content:2026/11/vote.md»"),
        ("content/2026/10/vote.md", "«content:2026/10/vote.md»"),
        ("/content/2026/10/vote.md", "«content:2026/10/vote.md»"),
        ("content:pages/about.md", "«content:pages/about.md»"),
        ("<2026/10/the vote.md>", "«content:2026/10/the vote.md»"),
        ("2026/10/the%20vote.md", "«content:2026/10/the vote.md»"),
        ("article:abc-1#fares", "«article:abc-1#fares»"),
        ("2026/report.pdf", "«media:2026/report.pdf»"),
        ("media/2026/report.pdf", "«media:2026/report.pdf»"),
        ("/media/2026/report.pdf", "«media:2026/report.pdf»"),
        ("../../../media/2026/report.pdf", "«media:2026/report.pdf»"),
        ("/about.html?a=1&copy=2#b", "«site:/about.html?a=1&amp;copy=2#b»"),
        ("#fares", "#fares"),
        ("https://a.example/b.md", "https://a.example/b.md"),
        ("//a.example/", "//a.example/"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("tel:+34123", "tel:+34123"),
    ],
)
def test_where_a_link_leads(written: str, mark: str) -> None:
    assert kept(f"[x]({written})") == f'<p><a href="{mark}">x</a></p>'


@pytest.mark.parametrize(
    "written", ["2026/a.jpg", "./2026/a.jpg", "media/2026/a.jpg", "/media/2026/a.jpg", "media:2026/a.jpg"]
)
def test_a_picture_is_a_file_in_media(written: str) -> None:
    assert kept(f"A ![x]({written}) B") == '<p>A <img alt="x" src="«media:2026/a.jpg»"> B</p>'


def test_each_reference_is_listed_once_with_its_line() -> None:
    text = "[a](2026/a.md)\n[b][ref] [c](a.md)\n\n![d](2026/d.jpg) [a](2026/a.md) [s](/s)\n\n[ref]: 2026/b.md\n"
    assert markup.convert(text, PATH, 10).links == (
        Link("content:2026/a.md", 10),
        Link("content:2026/11/a.md", 11),
        Link("media:2026/d.jpg", 13, shown=True),
        Link("content:2026/b.md", 15),
    )


def test_raw_html_is_left_alone_but_for_its_references() -> None:
    assert kept("<div title='a > b'>\n<a title='a > b' href='/x'>x</a>\n</div>") == (
        "<div title='a > b'>\n<a title='a &gt; b' href=\"«site:/x»\">x</a>\n</div>"
    )
    assert kept('<video poster=a.jpg src="/media/v.mp4" onclick="x"></video>') == (
        '<video poster="«media:a.jpg»" src="«media:v.mp4»" onclick="x"></video>'
    )
    assert kept('A <img srcset="a.jpg 1x, b.jpg 2x" src="https://a.example/a.jpg">') == (
        '<p>A <img srcset="«media:a.jpg» 1x, «media:b.jpg» 2x" src="https://a.example/a.jpg"></p>'
    )
    for text in ('<!-- <a href="/x"> -->', "<script>\nlet a = '<img src=\"a.jpg\">'\n</script>"):
        assert kept(text) == text
    assert kept("`<a href='/x'>`") == "<p><code>&lt;a href='/x'&gt;</code></p>"


def test_a_picture_alone_in_its_paragraph_is_a_figure() -> None:
    assert kept('![A ferry](a.jpg "It\'s leaving & late")') == (
        '<figure><img alt="A ferry" src="«media:a.jpg»"><figcaption>It\'s leaving &amp; late</figcaption></figure>'
    )
    assert kept("![A ferry](a.jpg)") == '<figure><img alt="A ferry" src="«media:a.jpg»"></figure>'
    assert kept("[![A](a.jpg)](a.md)") == (
        '<figure><a href="«content:2026/11/a.md»"><img alt="A" src="«media:a.jpg»"></a></figure>'
    )
    assert "figure" not in kept("![A](a.jpg) ![B](b.jpg)") + kept("![A](a.jpg) so") + kept("so ![A](a.jpg)")


def test_what_an_editor_can_write() -> None:
    assert kept("One\ntwo") == "<p>One\ntwo</p>"
    assert kept("# A\n\n## B") == "<h2>A</h2>\n<h2>B</h2>"
    table = kept("| A | B |\n|:--|--:|\n| 1 | 2 |")
    assert '<th class="align-left">A</th>' in table and '<td class="align-right">2</td>' in table
    assert "style" not in table
    code = kept("~~~html\n<script>x</script>\n~~~")
    assert code == '<pre><code class="language-html">&lt;script&gt;x&lt;/script&gt;\n</code></pre>'
    assert kept("## A {: #b .c }") == '<h2 class="c" id="b">A</h2>'
    assert kept("> A\n>\n> - B\n>     - C").count("<li>") == 2


def test_a_footnote_is_the_same_each_time_and_speaks_no_language() -> None:
    text = "So.[^1]\n\n[^1]: Why [this](/x).\n"
    first = kept(text)
    kept("Other.[^a]\n\n[^a]: B\n")
    assert kept(text) == first
    assert 'href="«site:/x»"' in first and "title=" not in first


@pytest.mark.parametrize(
    "target",
    [
        "javascript:x",
        "JavaScript:x",
        "java&#115;cript:x",
        "javascript&colon;x",
        "<java\tscript:x>",
        "< javascript:x>",
        "&#1;javascript:x",
        "&#106avascript:x",
        "vbscript:x",
        "data:text/html,x",
    ],
)
def test_an_address_that_runs_is_refused(target: str) -> None:
    forms = [f"[x]({target})", f"![x]({target})"]
    if " " not in target and "\t" not in target:
        forms += [f"[x][1]\n\n[1]: {target}", f'[x](/y){{: href="{target}"}}']
    for text in forms:
        body = markup.convert(text, PATH)
        assert "isn't allowed" in body.problems[0].message, text
        assert "href" not in body.html and "src" not in body.html


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("A\n\n[x](../../../x.md)", '7:5 error: "../../../x.md" leads out of content/ and media/'),
        ("[x](2026/../../x.md)", '5:5 error: "2026/../../x.md" leads out of content/'),
        ("![x](2026/../../x.jpg)", '5:6 error: "2026/../../x.jpg" leads out of media/'),
        ("![x](../x.jpg)", '5:6 error: "../x.jpg" isn\'t in media/'),
        ("[y](/y) [x](a%5Cb.md)", "5:13 error: \"a\\b.md\" can't be a file's name"),
        ("<a href='../../../x.md'>x</a>", '5:10 error: "../../../x.md" leads out of content/ and media/'),
        ("![x](https://a.example/a.jpg)", "5:6 warning: readers' browsers would fetch this picture from another site"),
        ("[x](a.example)", '5:5 warning: "a.example" leads somewhere else on each page'),
    ],
)
def test_a_target_that_leads_astray_is_told_with_its_place(text: str, problem: str) -> None:
    assert told(text) == [problem]


@pytest.mark.parametrize(
    "text",
    [
        "> " * 41 + "x",
        ">" * 3000 + "x",
        "\n".join("    " * level + "- x" for level in range(90)),
        "1. " * 300 + "x",
        "_a *b " * 200 + "* _" * 200,
    ],
)
def test_what_is_nested_without_end_is_a_problem_and_no_traceback(text: str) -> None:
    assert [problem.split(": ", 1)[1] for problem in told(text)] == ["this is nested too deeply"]
    assert kept("and then *on*") == "<p>and then <em>on</em></p>"


def test_forty_levels_are_fine() -> None:
    assert kept("> " * 39 + "x").count("<blockquote>") == 39


def test_marks_are_resolved() -> None:
    body = markup.convert('[a](a.md#b) [s](/s?x=1&y=2) ![p](p.jpg)\n\n![q](q.jpg "Q")', PATH).html
    asked: list[str] = []

    def lookup(target: str) -> str:
        asked.append(target)
        return f"/{target}?&"

    assert markup.resolve(body, lookup) == (
        '<p><a href="/content:2026/11/a.md?&amp;#b">a</a> <a href="/site:/s?x=1&amp;y=2?&amp;">s</a> '
        '<img alt="p" src="/media:p.jpg?&amp;"></p>\n'
        '<figure><img alt="q" src="/media:q.jpg?&amp;"><figcaption>Q</figcaption></figure>'
    )
    assert asked == ["content:2026/11/a.md", "site:/s?x=1&y=2", "media:p.jpg", "media:q.jpg"]


def test_what_is_missing_leaves_its_words() -> None:
    text = (
        '[a](a.md){: .c } ![p](p.jpg)\n\n![q](q.jpg "Q")\n{: .wide }\n\n[![r](r.jpg)](/r)\n\n'
        '<video src="v.mp4" poster="p.jpg"></video>\n'
    )
    assert markup.resolve(markup.convert(text, PATH).html, lambda _: None).split() == (
        ["<p><a", 'class="c">a</a>', "</p>", "<video></video>"]
    )


def test_plain_text() -> None:
    body = '<h2>A</h2><p>B<em>C</em> &amp; D<sup id="fnref:1"><a>1</a></sup></p><script>x</script>E<!-- y --> 1 &lt; 2'
    assert markup.plain(body) == "A BC & D E 1 < 2"


_PIECES = """
a|b c|*|**|_|`|``|> |- |1. |# |===|---|[|]|](x.md)|](../a.md)|![|](a.jpg)|)|<|<div>|</div>|<a href="/x">|</a>|<!--|-->
<?|<![CDATA[|]]>|&|&amp;|&#115;|\\|\\*|"|'|]: |[1]|[1]: javascript:x|<http://a.example>|<a@b.example>|javascript:|<script>
</script>|<pre>|<code>|/>|=|!|~|^|^[1]|<img src=a.jpg>|<h1>|+|:|.|(|é
""".strip().replace("\n", "|")
_HOSTILE = st.lists(
    st.sampled_from([*_PIECES.split("|"), "\n", "\n\n", " ", "    ", "\t", "\u2028", "\u00a0", "\x02"]), max_size=40
).map("".join)


@given(_HOSTILE)
@settings(deadline=None, derandomize=True, max_examples=600)
def test_the_choice_of_the_converter_changes_nothing(text: str) -> None:
    full = markup_whole.FULL.convert(text, References(text, PATH, 1))
    assert markup_whole.PLAIN.convert(text, References(text, PATH, 1)) == full
    assert markup.convert(text, PATH).html == full


@given(_HOSTILE, st.sampled_from(["", "|", "{: ", "[^1]", "```\n", "\n[^1]: x\n", "\n|a|b|\n|-|-|\n", "{: .a}"]))
@settings(deadline=None, derandomize=True, max_examples=400)
def test_every_mark_can_be_resolved(text: str, more: str) -> None:
    body = markup.convert(text + more + text, PATH)
    for answer in (lambda _: None, lambda _: "/x"):
        resolved = markup.resolve(body.html, answer)
        assert "\x02" not in resolved and "\x03" not in resolved
    assert all(link.line >= 1 for link in body.links)


def test_a_table_stands_in_a_box_that_scrolls_and_is_named_by_its_head() -> None:
    text = "| Year | Boats |\n|---|---|\n| 2025 | 3 |\n\nWords.\n\n| A |\n|---|\n| b |\n"
    html = markup.convert(text, "content/2026/11/a.md").html
    boxes = re.findall(r'<div ([^>]*)><table><thead id="([^"]*)">', html)
    assert [name for _, name in boxes] == ["table-1", "table-2"]
    for attributes, name in boxes:
        assert f'aria-labelledby="{name}"' in attributes
        assert 'role="region"' in attributes and 'tabindex="0"' in attributes


@pytest.mark.parametrize("written", ["> The *sea*\n{.pullquote}", "> The *sea*\n> {: .pullquote }"])
def test_a_quotation_can_stand_out(written: str) -> None:
    assert kept(written) == '<blockquote class="pullquote">\n<p>The <em>sea</em></p>\n</blockquote>'
    whole = kept(f"Words.\n\n{written}\n\n> Another\n\nWords.")
    assert whole.count("pullquote") == 1


def test_one_of_two_paragraphs_stands_out_as_a_whole() -> None:
    assert kept("> One\n>\n> Two\n{.pullquote}") == (
        '<blockquote class="pullquote">\n<p>One</p>\n<p>Two</p>\n</blockquote>'
    )


@pytest.mark.parametrize(
    "text",
    ["a {} b", "# {}", "`{}`", "[a]({})", '[a](/x "{}")', "![{}](a.jpg)", "<b title='{}'>x</b>", "<{}@x.y>"],
)
@pytest.mark.parametrize("number", ["&#" + "9" * 5000 + ";", "&#" + "0" * 5000 + "65;", "&amp;#" + "9" * 5000 + ";"])
def test_a_number_that_no_character_has_stops_nothing(text: str, number: str) -> None:
    made = markup.convert(text.format(number), "content/a.md")
    assert "99999" not in markup.plain(made.html) or number.startswith("&amp;")
    whole = markup.convert_whole(text.format(number), References(text.format(number), "content/a.md", 1))
    assert made.html == whole.html
