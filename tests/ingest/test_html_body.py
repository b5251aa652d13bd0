"""HTML from a source becomes Markdown that reads back as the same text, and nothing of it is lost unsaid."""

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet import markup
from broadsheet.ingest.html_body import Converted, convert
from broadsheet.ingest.pictures import Picture, none_along


def along(address: str) -> Picture | None:
    """The finder of a source that came with one picture."""
    return Picture("ab/pier.jpg") if address.endswith("pier.jpg") else None


def body(html: str, base: str = "") -> str:
    return convert(html, along, base=base).body.strip()


def shown(html: str) -> str:
    """What a reader sees of it in the end, tags and all."""
    return markup.convert(convert(html, along).body, "content/a.md").html.strip()


def rules(converted: Converted) -> list[str]:
    return [decision.rule for decision in converted.decisions]


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>One <b>bold </b>word.</p>", "One **bold** word."),
        ("<p><i>it</i><em>al</em></p>", "*ital*"),
        ("<b><p>One</p><p>Two</p></b>", "One\n\nTwo"),
        ("<h1>Head</h1><h3><strong>Sub</strong></h3>", "## Head\n\n### Sub"),
        ("Loose<br><br>Second<br>line", "Loose\n\nSecond  \nline"),
        ("<ul><li>one<ol><li>two</li></ol></li></ul>", "-   one\n    1.  two"),
        ('<ol start="3"><li>three</li></ol>', "3.  three"),
        ("<blockquote><p>One</p><p>Two</p></blockquote>", "> One\n>\n> Two"),
        ("<table><tr><th>A</th></tr><tr><td>x</td></tr></table>", "A\n\nx"),
        ("<table><tr><th>A<th>B</tr><tr><td>1|2<td>x</tr></table>", "| A | B |\n| --- | --- |\n| 1\\|2 | x |"),
        ("<p>CO<sub>2</sub> and <del>gone</del></p>", "CO<sub>2</sub> and <del>gone</del>"),
        ("<pre>a\n  b *c*</pre>", "```\na\n  b *c*\n```"),
        ("<p>大坝\n提前开闸</p>", "大坝提前开闸"),
        ("<p>riv\u00ader\u200b</p>", "river"),
        ("<div><div></div><p> </p></div>", ""),
        ("<dl><dt>Port</dt><dd>Where <b>boats</b> lie.</dd></dl>", "**Port**\n\nWhere **boats** lie."),
        ("<b><ol><li>one</li></ol></b>", "1.  one"),
        ("a<b><li>b<p>c</p></li></b>", "a\n\n-   b\n\n    c"),
        ("<table><caption>Only this</caption></table>", "Only this"),
        ("<p>Press <kbd>a`b</kbd></p>", "Press `` a`b ``"),
        ("<code>a<p>b*</p></code>", "a\n\nb\\*"),
        ("<figure><img src='pier.jpg'>Loose words</figure>", "![](ab/pier.jpg)\n\nLoose words"),
        ("<figure><img><figcaption>A pier</figcaption></figure>", "A pier"),
    ],
)
def test_each_element_has_its_markdown(html: str, markdown: str) -> None:
    assert body(html) == markdown


@pytest.mark.parametrize(
    "text", ["2031. The", "- dash", "# hash", "* star", "> more", "a_b_c", "[x](y)", "{.class}", "1) x"]
)
def test_what_markdown_would_take_for_its_own_stays_text(text: str) -> None:
    assert shown(f"<p>{text.replace('>', '&gt;')}</p>") == f"<p>{text.replace('>', '&gt;')}</p>"


def test_a_number_in_an_element_of_its_own_begins_no_list() -> None:
    assert shown("<p><span>1</span>. The first</p>") == "<p>1. The first</p>"


def test_links_are_whole_and_without_what_tracks_readers() -> None:
    converted = convert('<a href="/p?utm_source=x&amp;id=1">a</a>', none_along, base="https://tide.example/d/")
    assert converted.body.strip() == "[a](https://tide.example/p?id=1)"
    assert rules(converted) == ["tracking-parameter"]


def test_a_link_that_does_something_is_only_words() -> None:
    assert body('<p onclick="x()">click <a href="javascript:alert(1)">here</a></p>') == "click here"
    assert rules(convert("<script>alert(1)</script><p>a</p>", none_along)) == ["active-html"]


def test_an_exclamation_mark_before_a_link_makes_no_picture() -> None:
    assert shown('Go!<a href="https://tide.example/">on</a>') == '<p>Go!<a href="https://tide.example/">on</a></p>'


def test_a_picture_before_all_text_leads_with_caption_and_credit() -> None:
    caption = "<figcaption>It waits. Photo: Oto Brisk</figcaption>"
    converted = convert(f'<figure><img src="i/pier.jpg" alt="A ferry">{caption}</figure><p>Text.</p>', along)
    assert converted.body == "Text.\n"
    lead = converted.lead
    assert lead is not None
    assert (lead.src, lead.alt, lead.caption, lead.credit) == ("ab/pier.jpg", "A ferry", "It waits.", "Oto Brisk")
    assert [picture.path for picture in converted.media] == ["ab/pier.jpg"]


def test_a_picture_in_the_text_keeps_its_place_and_its_caption() -> None:
    html = '<p>One.</p><figure><img src="pier.jpg" alt="B"><figcaption>The "old" pier</figcaption></figure><p>Two.</p>'
    assert "<figcaption>The &#34;old&#34; pier</figcaption>" in shown(html)
    assert body(html).startswith("One.\n\n![B](ab/pier.jpg")


def test_a_picture_that_did_not_come_along_is_asked_for_with_its_caption() -> None:
    converted = convert('<p>One.</p><figure><img src="x.jpg"><figcaption>The dam</figcaption></figure>', along)
    assert converted.body == "One.\n"
    assert converted.review == ("a picture didn't come along: x.jpg (The dam)",)


def test_lazy_pictures_are_found_once_and_pixels_not_at_all() -> None:
    html = (
        '<p>a</p><img data-src="pier.jpg" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'
        '<noscript></noscript><img src="https://count.example/p.gif" width="1" height="1">'
    )
    converted = convert(html, along)
    assert converted.body.count("pier.jpg") == 1
    assert converted.review == ()
    assert rules(converted) == ["tracking-pixel"]


def test_a_film_becomes_a_link_and_is_reported() -> None:
    converted = convert('<iframe src="https://www.youtube.com/embed/abc12345678" title="A film"></iframe>', none_along)
    assert converted.body.strip() == "[A film](https://www.youtube.com/watch?v=abc12345678)"
    assert rules(converted) == ["embed"]


def test_footnotes_are_kept_as_footnotes() -> None:
    html = '<p>So<sup><a href="#n1" id="r1">1</a></sup>.</p><ol><li id="n1">The note. <a href="#r1">↩</a></li></ol>'
    assert body(html) == "So[^1].\n\n[^1]: The note."


def test_a_link_to_a_heading_is_no_footnote() -> None:
    assert body('<p><a href="#two">1</a></p><h2 id="two">Two</h2><p>b</p>') == "1\n\n## Two\n\nb"


def test_a_pull_quote_that_repeats_the_text_goes_and_another_stays() -> None:
    html = '<p>We go back to sea, he said.</p><aside class="pullquote"><p>We go back to sea</p></aside>'
    converted = convert(html, none_along)
    assert converted.body == "We go back to sea, he said.\n"
    assert rules(converted) == ["pull-quote-repeated"]
    assert "Other words" in body(html.replace("<p>We go back to sea</p>", "<p>Other words</p>"))


@pytest.mark.parametrize(
    "inner", ["<blockquote class=pullquote>Said</blockquote>", "<h2>Said</h2>", "<ul><li>Said</li></ul>"]
)
def test_a_pull_quote_of_more_than_text_is_a_quotation(inner: str) -> None:
    assert "pullquote}" not in shown(f"<blockquote class=pullquote>{inner}</blockquote>")


def test_a_pull_quote_that_another_begins_with_stays() -> None:
    html = "".join(f'<blockquote class="pullquote">{text}</blockquote>' for text in ("Back", "Back to sea"))
    assert body(html).count("Back") == 2


def test_two_links_side_by_side_stay_two() -> None:
    html = '<a href="https://a.example/">Image</a><a href="https://b.example/">Download</a>'
    assert body(html) == "[Image](https://a.example/) [Download](https://b.example/)"


def test_an_embed_without_an_address_is_reported() -> None:
    assert rules(convert("<p>a</p><iframe title='Map'></iframe>", none_along)) == ["embed-without-address"]


def test_cells_over_several_columns_stay_a_table() -> None:
    html = '<table><tr><td colspan="2" onclick="x()">A</td></tr><tr><td>1</td><td>2</td></tr></table>'
    assert '<td colspan="2">A</td>' in shown(html)


@pytest.mark.parametrize(
    "html",
    ["", "<", "<" * 3000, "<div>" * 3000 + "x", "<table>" * 300, "<b>" * 2000 + "y", "&#0;", "<ul><li>" * 9000 + "x"],
)
def test_broken_html_is_read_all_the_same(html: str) -> None:
    assert "x" in body(html) or not html.endswith("x")
    assert "y" in body(html) or not html.endswith("y")


TAGS = [
    "p",
    "b",
    "i",
    "a_href='/x'",
    "div",
    "li",
    "ul",
    "ol",
    "blockquote",
    "blockquote_class=pullquote",
    "h2",
    "td",
    "tr",
    "table",
    "br",
    "sup",
    "pre",
    "code",
    "span",
    "dl",
    "dt",
    "dd",
    "figure",
    "figcaption",
    "img_src=pier.jpg",
    "section",
    "cite",
]
PIECES = st.one_of(
    st.sampled_from([f"<{tag.replace('_', ' ')}>" for tag in TAGS] + [f"</{tag.split('_')[0]}>" for tag in TAGS]),
    st.text(alphabet="ab1 .-*_#>[]()!|{}\\`~+=:&\n大", max_size=8),
)


def letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=25))
def test_what_is_read_in_the_end_is_what_was_there_in_its_order(pieces: list[str]) -> None:
    html = "".join(pieces)
    converted = convert(html, along)
    seen = letters(unescape(re.sub(r"<[^>]*>", "", markup.convert(converted.body, "content/a.md").html)))
    there = iter(letters(unescape(re.sub(r"<[^>]*>", "\x01", html))))
    assert all(c in there for c in seen)


@pytest.mark.parametrize("tag", ["blockquote", "ul", "ol"])
@pytest.mark.parametrize("depth", [25, 60, 110])
def test_quotes_and_lists_that_are_nested_too_deep_to_be_read_are_made_less_so(tag: str, depth: int) -> None:
    inner = "" if tag == "blockquote" else "<li>"
    html = "".join(f"<{tag}>{inner}<p>w{number}</p>" for number in range(depth))
    made = markup.convert(body(html), "content/a.md")
    assert made.problems == ()
    assert markup.plain(made.html).split() == [f"w{number}" for number in range(depth)]
