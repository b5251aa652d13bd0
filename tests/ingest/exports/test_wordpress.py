"""What comes of a WordPress export: the post with all that is known of it, and what is left out, said so."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from broadsheet.article import When
from broadsheet.ingest import Manuscript
from broadsheet.ingest.formats import UnreadableError
from broadsheet.ingest.manuscript import Passed
from broadsheet.ingest.wxr import Wxr
from tests.ingest.exports.shapes import FERRY, WXR_HEAD, articles, file_of_library, meta, read, rules, wxr, wxr_item
from tests.ingest.newsroom import Newsroom

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def one(folder: Path, *items: str) -> Manuscript:
    """The only article of an export of these items."""
    (found,) = articles(read(Wxr(), folder, wxr(*items)))
    return found


def test_a_post_keeps_all_that_the_export_says_of_it(tmp_path: Path) -> None:
    post = one(
        tmp_path,
        wxr_item(
            "Harbour &amp; ferry: <em>all</em> that changes",
            excerpt="Nobody is missing",
            terms='<category domain="category" nicename="news"><![CDATA[News]]></category>'
            '<category domain="post_tag" nicename="ferries"><![CDATA[ferries]]></category>',
        ),
    )
    assert post.title == "Harbour & ferry: all that changes"
    assert (post.dek, post.authors, post.section, post.tags) == (
        "Nobody is missing",
        ("Mira Tolvane",),
        "news",
        ("ferries",),
    )
    assert post.date == When(datetime(2031, 3, 4, 9, 30, tzinfo=timezone(timedelta(hours=1))))
    assert (post.slug, post.aliases) == ("ferry-sails-again", ("/2031/03/04/ferry-sails-again/",))
    assert post.id == "https://old.example/?p=12"
    assert post.body == "The ferry sails again on Monday.\n\nThe booth opens at six.\n"
    assert (post.draft, post.review) == ((), ())


def test_a_category_below_a_section_belongs_to_it_and_becomes_a_tag(tmp_path: Path) -> None:
    post = one(
        tmp_path, wxr_item(terms='<category domain="category" nicename="ferries"><![CDATA[Ferries]]></category>')
    )
    assert (post.section, post.tags) == ("news", ("Ferries",))


def test_a_category_that_is_no_section_is_kept_as_a_tag_and_the_editor_is_told(tmp_path: Path) -> None:
    post = one(
        tmp_path, wxr_item(terms='<category domain="category" nicename="islands"><![CDATA[Islands]]></category>')
    )
    assert (post.section, post.tags) == ("", ("Islands",))
    assert "no section was found in the source" in post.review


def test_the_primary_category_decides_between_two_sections(tmp_path: Path) -> None:
    both = "".join(
        f'<category domain="category" nicename="{name.lower()}"><![CDATA[{name}]]></category>'
        for name in ("Economy", "News")
    )
    assert one(tmp_path, wxr_item(terms=both)).section == "economy"
    primary = one(tmp_path, wxr_item(terms=both, more=meta("_yoast_wpseo_primary_category", "4")))
    assert (primary.section, primary.tags) == ("news", ("Economy",))


def test_several_authors_of_a_plugin_come_before_the_one_who_saved_the_post(tmp_path: Path) -> None:
    guest = wxr_item(
        "Oto Brisk",
        "",
        number=40,
        kind="guest-author",
        name="cap-obrisk",
        more=meta("cap-display_name", "Oto Brisk") + meta("cap-user_login", "obrisk"),
    )
    terms = "".join(
        f'<category domain="author" nicename="cap-{login}"><![CDATA[{login}]]></category>'
        for login in ("obrisk", "mtolvane")
    )
    assert one(tmp_path, wxr_item(terms=terms, author="admin"), guest).authors == ("Oto Brisk", "Mira Tolvane")


def test_an_account_is_no_author(tmp_path: Path) -> None:
    post = one(tmp_path, wxr_item(author="admin"))
    assert post.authors == ()
    assert "who wrote it? The source names only an account" in post.review


@pytest.mark.parametrize("status", ["draft", "pending"])
def test_a_draft_stays_one_and_the_date_of_its_beginning_is_no_date_of_publication(tmp_path: Path, status: str) -> None:
    post = one(tmp_path, wxr_item(status=status, gmt="0000-00-00 00:00:00"))
    assert post.draft
    assert (post.date, post.aliases) == (None, ())
    assert any("2031-03-04" in line for line in post.review)


def test_private_and_protected_posts_are_drafts_with_their_dates(tmp_path: Path) -> None:
    private = one(tmp_path, wxr_item(status="private"))
    protected = one(tmp_path, wxr_item(more="<wp:post_password>tide</wp:post_password>"))
    assert private.draft
    assert private.date
    assert protected.draft == ("it was protected by a password in WordPress",)
    assert "tide" not in str(protected.decisions)


def test_a_scheduled_post_has_its_date_which_holds_it_back(tmp_path: Path) -> None:
    post = one(tmp_path, wxr_item(status="future", local="2039-01-01 10:00:00", gmt="2039-01-01 10:00:00"))
    assert post.date
    assert (post.date.at.year, post.draft) == (2039, ())


def test_what_is_no_post_is_left_out_and_said_so(tmp_path: Path) -> None:
    found = read(
        Wxr(),
        tmp_path,
        wxr(
            wxr_item("About us", kind="page"),
            wxr_item("Menu", kind="nav_menu_item"),
            file_of_library(7, "ferry.png"),
            wxr_item("Old", status="trash"),
            wxr_item(),
            wxr_item("Boat shoes", kind="product", content="<p>" + "word " * 200 + "</p>"),
        ),
    )
    passed = [one for one in found if isinstance(one, Passed)]
    assert [(one.number, one.name, one.wrong) for one in passed] == [
        (1, "About us", False),
        (2, "Menu", False),
        (3, "ferry.png", False),
        (4, "Old", False),
        (6, "Boat shoes", False),
    ]
    assert len({one.reason for one in passed}) == 5


def test_a_type_of_its_own_with_a_long_text_may_be_an_article_and_is_a_draft(tmp_path: Path) -> None:
    post = one(tmp_path, wxr_item(kind="story", content="<p>" + "The ferry sails. " * 40 + "</p>"))
    assert post.draft == ("WordPress has it as a “story”: is it an article?",)


def test_lines_of_the_older_editor_become_paragraphs(tmp_path: Path) -> None:
    content = "The ferry sails.\r\n\r\nThe booth opens\nat six.\n\n<blockquote>Back to sea.\n\nAt last.</blockquote>\n\nhttps://video.example/watch?v=1\n\n<pre>a\n\nb</pre>"
    body = one(tmp_path, wxr_item(content=content)).body
    assert body.startswith("The ferry sails.\n\nThe booth opens")
    assert "> Back to sea.\n>\n> At last." in body
    assert "<https://video.example/watch?v=1>" in body
    assert "a\n\nb" in body.replace("    ", "")


def test_code_within_a_sentence_stays_there(tmp_path: Path) -> None:
    body = one(tmp_path, wxr_item(content="Set <code>a\n\nb</code> and <code>c</code> first.\n\nThen sail.")).body
    assert len(body.strip().split("\n\n")) == 2
    assert "`c` first." in body


def test_blocks_leave_no_comments_and_no_stray_paragraphs(tmp_path: Path) -> None:
    content = (
        '<!-- wp:paragraph {"dropCap":true} -->\n<p class="has-drop-cap">The ferry sails.</p>\n'
        "<!-- /wp:paragraph -->\n\n"
        "<!-- wp:more -->\n<!--more-->\n<!-- /wp:more -->\n\n"
        '<!-- wp:embed {"url":"https://video.example/1"} -->\n<figure class="wp-block-embed">'
        '<div class="wp-block-embed__wrapper">\n'
        "https://video.example/1\n</div><figcaption>The crossing</figcaption></figure>\n<!-- /wp:embed -->\n\n"
        '<!-- wp:latest-posts {"postsToShow":3} /-->\n<!-- wp:tide/forecast {"place":"Dorum"} /-->\n'
        '<!-- wp:block {"ref":77} /-->'
    )
    shared = wxr_item(
        "Box", "<!-- wp:paragraph --><p>Tickets cost two crowns.</p><!-- /wp:paragraph -->", number=77, kind="wp_block"
    )
    post = one(tmp_path, wxr_item(content=content), shared)
    assert post.body.split("\n\n")[0] == "The ferry sails."
    assert "<https://video.example/1>" in post.body
    assert "Tickets cost two crowns." in post.body
    assert "wp:" not in post.body
    assert [line for line in post.review if "block" in line] == [
        "WordPress filled a block here (“tide/forecast”), and its text isn't in the export"
    ]


def test_shortcodes_become_text_or_are_reported_and_brackets_of_writers_stay(tmp_path: Path) -> None:
    content = (
        "He said it [sic] twice [1] and [[gallery]] is a word.\n\n[quote]Back to sea[/quote]\n\n"
        '[tide_table place="Dorum"]\n\n[box color="red"]Inside the box[/box]\n\n[youtube]https://video.example/9[/youtube]\n\n'
        "A note[efn_note]Told on Monday.[/efn_note] here."
    )
    post = one(tmp_path, wxr_item(content=content))
    assert r"[sic] twice [1] and [gallery] is a word." in post.body.replace("\\", "")
    assert "> Back to sea" in post.body
    assert "Inside the box" in post.body
    assert "<https://video.example/9>" in post.body
    assert "[^1]: Told on Monday." in post.body
    assert "tide_table" not in post.body
    assert [line for line in post.review if "shortcode" in line] == [
        "WordPress put something here by the shortcode [tide_table], which isn't in the export",
        "WordPress put something here by the shortcode [box], which isn't in the export",
    ]


def test_pictures_come_along_with_captions_wherever_wordpress_keeps_them(tmp_path: Path) -> None:
    (tmp_path / "wp-content/uploads/2031/03").mkdir(parents=True)
    (tmp_path / "wp-content/uploads/2031/03/ferry.png").write_bytes(PNG)
    (tmp_path / "wp-content/uploads/2031/03/quay.png").write_bytes(PNG + b"1")
    content = (
        '[caption id="attachment_8" width="300"]<img src="/wp-content/uploads/2031/03/quay.png" alt="A quay" />'
        " The quay[/caption]"
        '\n\nText between.\n\n[gallery ids="7,9"]'
    )
    library = file_of_library(7, "ferry.png", "The ferry at Dorum", "A white ferry").replace(
        "https://old.example/wp-content", "/wp-content"
    )
    post = one(tmp_path, wxr_item(content=content, more=meta("_thumbnail_id", "7")), library)
    assert post.image
    assert (post.image.caption, post.image.alt) == ("The ferry at Dorum", "A white ferry")
    assert "The quay" in post.body
    assert post.body.count("media:") + post.body.count(post.image.src) >= 1
    assert len(post.media) == 2
    assert "a gallery stood here, and not all of its pictures are in the export" in post.review


def test_a_picture_that_stayed_behind_is_named(tmp_path: Path) -> None:
    post = one(
        tmp_path, wxr_item(more=meta("_thumbnail_id", "7")), file_of_library(7, "ferry.png", "The ferry at Dorum")
    )
    assert post.image
    assert post.image.src == ""
    assert (
        "a picture didn't come along: https://old.example/wp-content/uploads/2031/03/ferry.png (The ferry at Dorum)"
        in post.review
    )


def test_older_addresses_lead_to_the_post_too(tmp_path: Path) -> None:
    post = one(tmp_path, wxr_item(more=meta("_wp_old_slug", "ferry-sails")))
    assert post.aliases == ("/2031/03/04/ferry-sails-again/", "/2031/03/04/ferry-sails/")


def test_comments_and_custom_fields_stay_behind_and_the_report_says_so(tmp_path: Path) -> None:
    more = "<wp:comment><wp:comment_content>First!</wp:comment_content></wp:comment>" + meta("ferry_number", "4")
    post = one(tmp_path, wxr_item(more=more))
    assert {"comments", "custom-field"} <= rules(post)
    assert "First!" not in post.body


def test_a_sticky_post_is_for_the_desk(tmp_path: Path) -> None:
    post = one(tmp_path, wxr_item(more="<wp:is_sticky>1</wp:is_sticky>"))
    assert any("desk.yaml" in line for line in post.review)


def test_one_bad_item_is_reported_with_its_number_and_the_rest_goes_on(tmp_path: Path) -> None:
    newsroom = Newsroom(tmp_path)
    newsroom.seed(
        "export.xml",
        wxr(
            wxr_item(),
            wxr_item("", "", number=13),
            wxr_item("The bridge", "<p>It is shut.</p>", number=14, name="bridge"),
        ),
    )
    report = newsroom.take()
    assert len(report.written) == 2
    (problem,) = [one for one in report.problems if one.severity.value == "error"]
    assert problem.message.startswith("item 2")


def test_two_posts_with_one_guid_are_two_articles(tmp_path: Path) -> None:
    ids = [one.id for one in articles(read(Wxr(), tmp_path, wxr(wxr_item(), wxr_item("Other", name="other"))))]
    assert ids == ["https://old.example/?p=12", ""]


def test_an_export_that_breaks_off_keeps_what_came(tmp_path: Path) -> None:
    text = wxr(wxr_item(), wxr_item("The bridge", number=13, name="bridge"))
    found = articles(read(Wxr(), tmp_path, text[: text.rindex("The booth")]))
    assert [one.title for one in found] == ["The ferry sails again", "The bridge"]
    assert found[1].draft


def test_an_export_without_posts_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="no posts"):
        read(Wxr(), tmp_path, WXR_HEAD + "</channel></rss>")


def test_the_library_may_stand_behind_the_posts(tmp_path: Path) -> None:
    before = one(tmp_path, file_of_library(7, "ferry.png", "The ferry"), wxr_item(more=meta("_thumbnail_id", "7")))
    behind = one(tmp_path, wxr_item(more=meta("_thumbnail_id", "7")), file_of_library(7, "ferry.png", "The ferry"))
    assert before.image == behind.image
    assert before.image


@pytest.mark.parametrize(
    "shape", ["[caption]", "[gallery ids='1,", "<!-- wp:group {", "[a][/a]", "[[", "<pre>", "[quote]", "<blockquote>"]
)
def test_no_text_is_too_odd(tmp_path: Path, shape: str) -> None:
    post = one(tmp_path, wxr_item(content=FERRY + shape * 2000 + "<p>At the end.</p>"))
    assert post.title == "The ferry sails again"
    assert "The ferry sails again on Monday." in post.body
