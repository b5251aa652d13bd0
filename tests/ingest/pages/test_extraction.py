"""Which part of a saved page becomes the article's body."""

import base64
import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.ingest import Known, UnreadableError, page_source
from broadsheet.ingest.formats import Item, RawSource
from broadsheet.ingest.html_page import HtmlPage, read_page
from broadsheet.ingest.manuscript import Action
from broadsheet.ingest.pictures import none_along
from tests.ingest.newsroom import LAST, LONG, OTHER, SETTINGS
from tests.ingest.pages.newsstand import HEADLINE, TEXT, page, read

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def paragraphs(body: str) -> list[str]:
    return [part for part in body.split("\n\n") if part.strip()]


def test_the_body_is_the_article_without_what_frames_it(tmp_path: Path) -> None:
    assert paragraphs(read(tmp_path, page()).body.strip()) == [LONG, OTHER, LAST]


def test_lists_tables_quotes_and_subheads_stay(tmp_path: Path) -> None:
    body = (
        f"<p>{LONG}</p><h2>A slow thaw</h2><p>{OTHER}</p>"
        "<ul><li>first boat at noon</li><li>second boat at six</li></ul>"
        "<table><tr><th>Boat</th><th>Seats</th></tr><tr><td>Anna</td><td>40</td></tr></table>"
        "<blockquote><p>We go back to sea, and nobody will stop us now, said the captain.</p></blockquote>"
        f"<p>{LAST}</p>"
    )
    made = read(tmp_path, page(body)).body
    assert "## A slow thaw" in made
    assert re.search(r"^- +first boat at noon$", made, re.M)
    assert re.search(r"Boat\W+Seats", made)
    assert "> We go back to sea" in made


def test_junk_in_the_midst_goes_and_is_reported(tmp_path: Path) -> None:
    junk = (
        '<div class="share"><a href="#">Share</a> <a href="#">Tweet</a></div><p>Advertisement</p>'
        '<p><a href="/toll">Read more: Bridge toll to rise in March</a></p>'
        '<div class="newsletter"><p>Sign up for our Morning Tide newsletter</p></div>'
    )
    made = read(tmp_path, page(f"<p>{LONG}</p>{junk}<p>{OTHER}</p><p>{LAST}</p>"))
    assert paragraphs(made.body.strip()) == [LONG, OTHER, LAST]
    dropped = " ".join(one.before for one in made.decisions if one.action is Action.DROPPED)
    assert "Read more: Bridge toll to rise in March" in dropped
    assert "Morning Tide" in dropped


def test_words_that_are_junk_elsewhere_stay_in_a_sentence(tmp_path: Path) -> None:
    said = "Share prices fell after the advertisement, and the newsletter of the harbour office said so on Monday."
    assert said in read(tmp_path, page(f"<p>{LONG}</p><p>{said}</p><p>{OTHER}</p><p>{LAST}</p>")).body


def test_stories_under_a_heading_at_the_end_go(tmp_path: Path) -> None:
    more = "<div><h3>You might also like</h3>" + "".join(
        f"<div><h4><a href='/{number}'>Story {number} of the harbour</a></h4>"
        f"<p>{number} boats came in at night.</p></div>"
        for number in range(3)
    )
    made = read(tmp_path, page(f"{TEXT}{more}</div>")).body
    assert "You might also like" not in made
    assert "boats came in at night" not in made


def test_a_post_from_elsewhere_stays_as_a_quotation(tmp_path: Path) -> None:
    post = (
        '<div class="social-embed"><blockquote class="twitter-tweet"><p>Gate three opens.</p>'
        '— Harbour Office (@harbour) <a href="https://posts.example/1">March 3, 2031</a></blockquote></div>'
    )
    made = read(tmp_path, page(f"<p>{LONG}</p>{post}<p>{OTHER}</p><p>{LAST}</p>"))
    assert "> Gate three opens." in made.body
    assert made.date is None


def test_text_parted_by_line_breaks_alone_is_paragraphs(tmp_path: Path) -> None:
    made = read(tmp_path, page(f'<div class="story-body">{LONG}<br><br>{OTHER}<br>\n<br>{LAST}</div>')).body
    assert paragraphs(made.strip()) == [LONG, OTHER, LAST]


def test_the_picture_above_the_text_is_the_articles_and_comes_from_beside_the_page(tmp_path: Path) -> None:
    (tmp_path / "page_files").mkdir()
    (tmp_path / "page_files" / "ferry.png").write_bytes(PNG)
    figure = (
        '<figure><img src="page_files/ferry.png" alt="A ferry">'
        "<figcaption>The ferry in Dorum. (Oto Brisk / AFP)</figcaption></figure>"
    )
    made = read(tmp_path, page(figure + TEXT))
    assert made.image
    assert made.image.caption.startswith("The ferry in Dorum")
    assert "Oto Brisk" in made.image.credit
    assert [picture.read_bytes() for picture in made.media] == [PNG]
    assert made.image.src == made.media[0].path
    assert made.authors == ()


def test_a_picture_that_stayed_behind_is_named_with_its_caption(tmp_path: Path) -> None:
    figure = '<figure><img src="/img/pier.jpg"><figcaption>The pier at night</figcaption></figure>'
    head = '<link rel="canonical" href="https://varga.example/ferry">'
    made = read(tmp_path, page(f"<p>{LONG}</p>{figure}<p>{OTHER}</p><p>{LAST}</p>", head=head))
    assert made.media == ()
    assert "a picture didn't come along: https://varga.example/img/pier.jpg (The pier at night)" in made.review


def test_an_embedded_video_is_a_link_and_reported(tmp_path: Path) -> None:
    video = '<div><iframe src="https://video.example/embed/7"></iframe></div>'
    made = read(tmp_path, page(f"<p>{LONG}</p>{video}<p>{OTHER}</p><p>{LAST}</p>"))
    assert "https://video.example/embed/7" in made.body
    assert any("https://video.example/embed/7" in one.before for one in made.decisions)


@pytest.mark.parametrize(
    ("embed", "address"),
    [
        ('<div class="social-embed"><iframe src="https://posts.example/7"></iframe></div>', "https://posts.example/7"),
        ('<div class="instagram-embed" data-url="https://photos.example/p/7"></div>', "https://photos.example/p/7"),
        ('<div data-oembed-url="https://video.example/7"></div>', "https://video.example/7"),
        ('<lite-youtube videoid="abc_123"></lite-youtube>', "https://www.youtube.com/watch?v=abc_123"),
        ('<amp-twitter data-tweetid="77"></amp-twitter>', "https://twitter.com/i/status/77"),
        ('<div class="flourish" data-src="visualisation/77"></div>', "https://flo.uri.sh/visualisation/77/embed"),
        ('<script src="https://gist.github.com/mira/77ab.js"></script>', "https://gist.github.com/mira/77ab"),
        (
            '<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">https://video.example/7</div></figure>',
            "https://video.example/7",
        ),
        ('<div class="fb-post" data-href="//posts.example/7"><a href="/x">Post</a></div>', "https://posts.example/7"),
    ],
)
def test_an_embed_that_a_script_would_show_is_a_link_and_reported(tmp_path: Path, embed: str, address: str) -> None:
    made = read(tmp_path, page(f"<p>{LONG}</p>{embed}<p>{OTHER}</p><p>{LAST}</p>"))
    assert f"<{address}>" in paragraphs(made.body.strip())
    assert any(one.rule == "embed" and address in one.before for one in made.decisions)


def test_an_embed_that_does_not_say_where_it_lies_is_reported(tmp_path: Path) -> None:
    made = read(tmp_path, page(f'<p>{LONG}</p><div class="infogram"></div><p>{OTHER}</p><p>{LAST}</p>'))
    assert [one.before for one in made.decisions if one.rule == "embed-without-address"] == ["<iframe> div.infogram"]
    assert paragraphs(made.body.strip()) == [LONG, OTHER, LAST]


@pytest.mark.parametrize("name", ["twitter-follow", "embedded-ad", "share-twitter-button", "sharing"])
def test_a_button_is_no_embed(tmp_path: Path, name: str) -> None:
    button = f'<div class="{name}" data-url="https://posts.example/share">Follow us</div>'
    made = read(tmp_path, page(f"<p>{LONG}</p>{button}<p>{OTHER}</p><p>{LAST}</p>"))
    assert "posts.example" not in made.body


def test_a_picture_amid_the_text_that_is_left_out_is_said(tmp_path: Path) -> None:
    teaser = '<div class="promo"><a href="/toll"><img src="https://varga.example/toll.jpg"></a></div>'
    made = read(tmp_path, page(f"<p>{LONG}</p>{teaser}<p>{OTHER}</p><p>{LAST}</p>"))
    dropped = [one.before for one in made.decisions if one.rule == "page-media-aside"]
    assert dropped == ["https://varga.example/toll.jpg"]


def test_a_post_whose_page_calls_it_something_else_stays_as_a_quotation(tmp_path: Path) -> None:
    link = '<a href="https://posts.example/1">Gate three opens</a>'
    post = f'<blockquote class="reddit-card">{link} from harbour</blockquote>'
    made = read(tmp_path, page(f"<p>{LONG}</p>{post}<p>{OTHER}</p><p>{LAST}</p>"))
    assert "> [Gate three opens](https://posts.example/1) from harbour" in made.body


def test_a_link_to_another_story_is_left_out_and_asked_about(tmp_path: Path) -> None:
    link = '<p><a href="/toll">Read more: Bridge toll to rise in March</a></p>'
    made = read(tmp_path, page(f"<p>{LONG}</p>{link}<p>{OTHER}</p><p>{LAST}</p>"))
    assert "link to another story left out: Bridge toll to rise in March" in made.review
    assert "Bridge toll" not in made.body


def test_amp_pages_give_up_their_pictures_too(tmp_path: Path) -> None:
    (tmp_path / "pier.png").write_bytes(PNG)
    image = (
        '<figure><amp-img src="pier.png" width="600" height="400"></amp-img><figcaption>The pier</figcaption></figure>'
    )
    made = read(tmp_path, page(f"<p>{LONG}</p>{image}<p>{OTHER}</p><p>{LAST}</p>").replace("<html", "<html amp"))
    assert [picture.read_bytes() for picture in made.media] == [PNG]


def test_a_web_archive_brings_its_pictures(tmp_path: Path) -> None:
    html = page(f'<figure><img src="https://varga.example/pier.png"></figure>{TEXT}').encode()
    parts = [
        (
            b"From: <Saved by Browser>\r\nMIME-Version: 1.0\r\n"
            b"Snapshot-Content-Location: https://varga.example/ferry\r\n"
            b'Content-Type: multipart/related; type="text/html"; boundary="cut"\r\n\r\n'
        ),
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Location: https://varga.example/ferry\r\n\r\n" + base64.encodebytes(html),
        b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Location: https://varga.example/pier.png\r\n\r\n" + base64.encodebytes(PNG),
    ]
    made = read(tmp_path, b"--cut\r\n".join(parts) + b"--cut--\r\n", "page.mht")
    assert made.title == HEADLINE
    assert [picture.read_bytes() for picture in made.media] == [PNG]
    assert made.source.url == "https://varga.example/ferry"


def test_a_mail_is_no_web_archive() -> None:
    head = b"To: desk@tide.example\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\ntext/html"
    assert HtmlPage().recognise(head, "letter.eml") == 0.0


def test_a_browsers_view_of_a_source_is_the_page(tmp_path: Path) -> None:
    rows = "".join(
        f'<tr><td class="line-number"></td><td class="line-content"><span>{line}</span></td></tr>'
        for line in page().replace("&", "&amp;").replace("<", "&lt;").split("\n")
    )
    made = read(tmp_path, f"<html><body><table>{rows}</table></body></html>")
    assert (made.title, paragraphs(made.body.strip())) == (HEADLINE, [LONG, OTHER, LAST])


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "iso-8859-1"),
        ("cp1252", "iso-8859-1"),
        ("shift_jis", "shift_jis"),
        ("gb18030", "gb2312"),
        ("utf-16", ""),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_is_in(tmp_path: Path, encoding: str, declared: str) -> None:
    word = "Émile à Dorum" if encoding in ("utf-8", "cp1252", "utf-16") else "大会"
    html = page(f"<p>{word}. {LONG}</p><p>{OTHER}</p>").replace('charset="utf-8"', f'charset="{declared}"')
    assert f"{word}. The harbour" in read(tmp_path, html.encode(encoding, "xmlcharrefreplace")).body


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"<html><body><p>Nothing</p></body></html>", "no article"),
        (b"<html><frameset><frame src='a'></frameset></html>", "no article"),
        (b"<html><body>" + b"<br>" * 210_000, "tags"),
        (b"<html><body>\xff\xfe\x00\x01\x02\x03" * 40, ""),
        (b"<p>" + b"x" * 8_000_001, "MB"),
    ],
)
def test_what_is_no_article_is_said_so(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(tmp_path, data)
    assert said in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("head", "name", "least", "most"),
    [
        (b"<!DOCTYPE html><html>", "a", 0.9, 1.0),
        (b"\xef\xbb\xbf\n<HTML><head>", "a.txt", 0.9, 1.0),
        (b"<?xml version='1.0'?><rss version='2.0'><channel>", "a.html", 0.0, 0.0),
        (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><head>", "a.xhtml", 0.9, 1.0),
        (b"A headline\n\nSome text with <b>bold</b> in it", "a.txt", 0.0, 0.0),
        (b"<p>A piece", "piece.html", 0.5, 0.8),
    ],
)
def test_pages_are_told_by_what_they_begin_with(head: bytes, name: str, least: float, most: float) -> None:
    assert least <= HtmlPage().recognise(head, name) <= most


TAGS = st.sampled_from(
    [
        *("<p>", "</p>", "<div class='related'>", "</div>", "<br>", "<table><tr><td>", "</table>", "<li>", "<h2>"),
        *("<figure><img src='x'>", "<!--", "<script>", "&amp;", "<a href='", "'>", "<noscript>"),
        *("<iframe src=//v.example/1>", f"<p>{LONG}</p>"),
    ]
)
PIECES = st.lists(st.one_of(TAGS, st.text(max_size=30)), max_size=30).map("".join)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(PIECES)
def test_no_page_stops_ingest_and_none_gains_a_word(piece: str) -> None:
    html = page(f"<p>{LONG}</p>{piece}<p>{OTHER}</p>")
    try:
        made = read_page(page_source.read(html.encode("utf-8", "replace")), "seeds/a.html", Known(SETTINGS), none_along)
    except UnreadableError:
        return
    letters = "".join(c for c in unescape(unescape(html)) if c.isalnum())
    assert [word for word in re.findall(r"[^\W_]{6,}", made.body) if word not in letters] == []


def test_the_same_page_gives_the_same_manuscript(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text(page())
    raw = RawSource("seeds/a.html", file)
    items = [one for one in HtmlPage().items(raw, Known(SETTINGS)) if isinstance(one, Item)]
    assert [HtmlPage().manuscript(one, raw, Known(SETTINGS)) for one in items] == [read(tmp_path, page(), "a.html")]


def test_a_page_nested_too_deep_to_be_read_whole_is_refused(tmp_path: Path) -> None:
    deep = "".join(f"<span>word {number} " for number in range(1000)) + "</span>" * 1000
    with pytest.raises(UnreadableError, match="nested too deep"):
        read(tmp_path, page(f"<p>{LONG}</p><div>{deep}</div><p>{OTHER}</p>"))


@pytest.mark.parametrize("sign", ["\x0c", "&#12;", "&#xC", "&#1;", "&#x1f;", "\x1f"])
def test_characters_that_no_tree_holds_are_no_part_of_a_page(tmp_path: Path, sign: str) -> None:
    made = read(tmp_path, page(f"a{sign} <p>{LONG}</p>{sign}<div>{OTHER}{sign}<p>{LAST}</p></div>"))
    assert made.title == HEADLINE
    assert LONG in made.body
