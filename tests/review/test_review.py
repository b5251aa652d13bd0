"""What is left to decide is listed, the most urgent first, each beside its place in the source."""

import re
import zipfile
from pathlib import Path

import pytest

from broadsheet.ingest import Action, Decision
from broadsheet.review import Findings, page, review
from broadsheet.review.listing import lines
from broadsheet.review.questions import Question, Urgency
from broadsheet.review.tracing import Trace
from tests.ingest.newsroom import DRAFTS, LAST, LONG, NOW, OTHER, SETTINGS, TITLE, Newsroom, article


def asked(room: Newsroom, *named: str, most: int = 100) -> Findings:
    return review(room.site, room.settings, NOW, named, most)


def text_of(found: Findings) -> str:
    return "\n".join(lines(found.undecided))


def page_of(found: Findings, room: Newsroom) -> str:
    return page.render(found.undecided, found.left, room.site, room.settings, room.site)


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    """An outlet that has taken in a source with junk, an empty byline, and no date."""
    room = Newsroom(tmp_path)
    room.seed("ferry.txt", article("Published by", "Share Tweet WhatsApp"))
    room.take()
    return room


def test_a_question_stands_beside_the_line_of_the_source_that_it_is_about(room: Newsroom) -> None:
    said = text_of(asked(room))
    assert "the byline is missing" in said
    assert re.search(r"byline is missing.*\n +seeds/ferry\.txt:3\n +\| Published by$", said, re.M)
    assert "no date was found in the source" in said


def test_a_question_that_an_editor_took_out_is_not_asked_again(room: Newsroom) -> None:
    (file,) = room.site.glob("content/**/*.md")
    file.write_text(re.sub(r"review:\n(?:  - .*\n)+", "", file.read_text("utf-8")), "utf-8")
    assert asked(room).undecided == ()


def test_an_article_that_was_renamed_still_knows_its_source(room: Newsroom) -> None:
    (file,) = room.site.glob("content/**/*.md")
    file.rename(file.with_name("renamed.md"))
    (one,) = asked(room).undecided
    assert one.trace and one.trace.source == "seeds/ferry.txt" and one.trace.decisions


def test_a_source_that_is_gone_leaves_the_questions(room: Newsroom) -> None:
    (room.site / "seeds/ferry.txt").unlink()
    found = asked(room)
    assert "no date was found in the source" in text_of(found)
    assert "seeds/ferry.txt" in page_of(found, room)
    assert "read any more" in page_of(found, room)


def test_an_article_that_an_editor_wrote_may_have_a_review_too(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text("---\ntitle: A\nreview: [Is this so?]\n---\n\nText.\n", "utf-8")
    assert "Is this so?" in text_of(asked(room))
    assert "Is this so?" in page_of(asked(room), room)


def test_drafts_come_first_then_doubts_then_what_is_missing(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.seed("lacking.txt", article(title="What lacks a date but has nothing else to ask about it"))
    doubtful = article("Published by", title="What has a byline that says nothing of anybody at all")
    room.seed("doubtful.txt", doubtful.replace(OTHER, LAST))
    room.take()
    draft = Newsroom(tmp_path, DRAFTS)
    draft.seed(
        "held.txt", article(title="What is held until an editor has looked at all of it").replace(OTHER, LAST * 2)
    )
    draft.take()
    found = asked(room)
    assert [one.document.article.source.file for one in found.undecided if one.document.article.source] == [
        "seeds/held.txt",
        "seeds/doubtful.txt",
        "seeds/lacking.txt",
    ]
    assert [line for line in text_of(found).splitlines() if line.startswith(("Drafts", "Published,"))] == [
        "Drafts: nobody reads these before you decide",
        "Published, with words that may not belong there",
        "Published, and something is missing",
    ]


def test_of_many_the_most_urgent_are_shown_and_the_rest_counted(room: Newsroom) -> None:
    room.seed("other.txt", article(title="Another headline for another story of the same day").replace(OTHER, LAST))
    room.take()
    found = asked(room, most=1)
    assert len(found.undecided) == 1
    assert found.left == 1
    assert "1 more" in page_of(found, room)


def test_named_articles_alone_are_looked_at(room: Newsroom) -> None:
    (file,) = room.site.glob("content/**/*.md")
    name = file.relative_to(room.site).as_posix()
    found = asked(room, name, "content/none.md", "content")
    assert [one.file for one in found.undecided] == [name]
    assert [problem.path for problem in found.problems] == ["content/none.md", "content"]


def test_nothing_in_the_site_is_written(room: Newsroom) -> None:
    before = room.files()
    asked(room)
    assert room.files() == before


def test_the_page_strikes_out_what_was_left_out_and_shows_what_became_of_the_rest(room: Newsroom) -> None:
    shown = page_of(asked(room), room)
    assert "<del>Share Tweet WhatsApp</del>" in shown
    assert re.search(rf'<li class="moved"[^>]*>.*{TITLE}.*<span class="label" dir="auto">title</span>', shown)
    assert shown.count(LONG) == 2, "once in the source, once in the article"
    assert f"<del>{LONG}" not in shown


def test_a_paragraph_over_several_lines_is_struck_out_whole() -> None:
    source = ("Head", "", "Sign up for", "our letter", "", "Text.")
    dropped = Decision(3, "newsletter", Action.DROPPED, "Sign up for our letter")
    shown = Trace("seeds/a.txt", (dropped,), source).shown()
    assert [line.text for line in shown if line.action is Action.DROPPED] == ["Sign up for", "our letter"]
    assert [line.text for line in shown] == list(source)


@pytest.mark.parametrize(("line", "path", "lines"), [(2, "", ("Head", "12 March 2031")), (0, "paragraph 2", ())])
def test_a_line_that_went_to_the_front_matter_is_not_struck_out(line: int, path: str, lines: tuple[str, ...]) -> None:
    dropped = Decision(line, "date-line", Action.DROPPED, "12 March 2031", path=path)
    moved = Decision(line, "date", Action.MOVED, "12 March 2031", "2031-03-12", field="date", path=path)
    shown = Trace("seeds/a.txt", (dropped, moved), lines).shown()
    assert [(one.action, one.label) for one in shown if one.text == "12 March 2031"] == [
        (Action.MOVED, "date: 2031-03-12")
    ]


def test_nothing_in_a_source_can_become_part_of_the_page(tmp_path: Path) -> None:
    room = Newsroom(tmp_path, SETTINGS)
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    room.seed("evil.txt", article(f"By {evil}", f"Share {evil}", title=f"Ferry to run again {evil} after two years"))
    room.take()
    (file,) = room.site.glob("content/**/*.md")
    file.write_text(file.read_text("utf-8").replace("review:\n", f"review:\n  - {evil!r}\n") + evil, "utf-8")
    shown = page_of(asked(room), room)
    assert "&lt;script&gt;alert(1)" in shown
    assert "<script" not in shown
    assert not re.search(r"<[^>]*onerror", shown)
    assert "default-src 'none'" in shown


def test_a_terminal_is_given_no_commands_by_a_source(room: Newsroom) -> None:
    (one,) = asked(room).undecided
    hostile = one._replace(questions=(Question("a\x1b[2Jb", 3, "", "c\x1b]0;d"),))
    said = list(lines([hostile]))
    assert "  - a\\x1b[2Jb" in said
    assert "      | c\\x1b]0;d" in said


def test_of_many_missing_pictures_a_few_are_listed_and_the_rest_counted(room: Newsroom) -> None:
    (one,) = asked(room).undecided
    pictures = tuple(Question(f"a picture didn't come along: {n}.jpg", 0, "body") for n in "abcd")
    said = list(lines([one._replace(questions=pictures)]))
    assert [line for line in said if ".jpg" in line] == [f"  - a picture didn't come along: {n}.jpg" for n in "ab"]
    assert "  - 2 more pictures didn't come along" in said
    assert one._replace(questions=pictures).urgency is Urgency.LACKING


def test_a_source_in_a_zip_is_shown_line_by_line_too(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    (tmp_path / "seeds").mkdir()
    with zipfile.ZipFile(tmp_path / "seeds/desk.zip", "w") as archive:
        archive.writestr("in/ferry.txt", article("Published by"))
        archive.writestr("in/other.txt", article("Share", title="Another headline for it").replace(OTHER, LAST))
    room.take()
    found = asked(room)
    assert "seeds/desk.zip/in/ferry.txt:3" in text_of(found)
    assert "<del>Published by</del>" in page_of(found, room)


def test_a_dateline_is_read_and_its_paragraph_stays() -> None:
    source = (
        "Head",
        "",
        "DORUM, Varga (AP) - The harbour office said on Monday",
        "that the old ferry would run again.",
    )
    read = Decision(3, "dateline", Action.MOVED, " ".join(source[2:]), "Dorum, Varga", field="dateline")
    shown = Trace("seeds/a.txt", (read,), source).shown()
    assert [(line.action, line.label) for line in shown[2:]] == [
        (Action.KEPT, "dateline: Dorum, Varga"),
        (Action.KEPT, ""),
    ]
