"""The limits that docs/security.md tells of are those that the program has."""

import re
from pathlib import Path

import pytest

from broadsheet import article, front_matter, markup_blocks
from broadsheet.ingest import archive, html_page, mail, package, page_source, plain_text, xml_items
from tests.conftest import MakeOutlet
from tests.ingest.documents import papers
from tests.ingest.newsroom import LONG, OTHER, TITLE, Newsroom

LIMITS = {
    "Characters of front matter": front_matter._LONGEST,
    "Levels of front matter in one another": front_matter._DEEPEST,
    "Levels of quotes, lists and boxes of a text in one another": markup_blocks.DEEPEST,
    "Characters of a text": article.LONGEST_TEXT,
    "Links and pictures of a text": article.MOST_LINKS,
    "Bytes of a plain text": plain_text._MOST_BYTES,
    "Bytes of a saved page": html_page._MOST_BYTES,
    "Tags of a saved page": page_source._MOST_TAGS,
    "Bytes of a mail": mail._MOST,
    "Parts of a mail": mail._MOST_PARTS,
    "Characters of an item of a feed or an export": xml_items._MOST,
    "Bytes of a Word document, unpacked": package._MOST_BYTES,
    "Tags of one part of a Word document": package._MOST_TAGS,
    "Files in a zip": archive._MOST_MEMBERS,
    "Bytes in a zip, unpacked": archive._MOST_BYTES,
}
TOLD = dict(
    re.findall(
        r"^\| ([^|]+) \| ([\d,]+) \|$",
        (Path(__file__).parents[2] / "docs/security.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
)


@pytest.mark.parametrize("what", LIMITS)
def test_each_limit_is_told(what: str) -> None:
    assert TOLD[what] == f"{LIMITS[what]:,}"


def test_nothing_else_is_told() -> None:
    assert TOLD.keys() == LIMITS.keys()


TOO_MUCH = {
    "the text has 2,000,011 characters, more than 2,000,000": "Long words. " * 166_667 + "Long w",
    "the text has more than 10,000 links and pictures": "Read [on](/a.html).\n\n" * 10_001,
}


@pytest.mark.parametrize(("said", "text"), TOO_MUCH.items(), ids=["characters", "links"])
def test_a_text_that_has_more_is_told_of_and_the_others_are_built(said: str, text: str, outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/sound").article("2026/11/much", text).build()
    assert [problem for problem in site.problems if said in problem and problem.startswith("content/2026/11/much.md:")]
    assert site.has("/news/2026/11/sound.html")
    assert not site.has("/news/2026/11/much.html")


def test_a_mail_of_more_parts_is_told_of_rather_than_read_in_part(tmp_path: Path) -> None:
    message = papers.mail(f"{TITLE}\n\n{LONG}\n\n{OTHER}\n")
    for number in range(501):
        message.add_attachment(f"Note {number}.".encode(), maintype="text", subtype="plain", filename=f"{number}.txt")
    room = Newsroom(tmp_path)
    room.seed("many.eml", message.as_bytes())
    report = room.take()
    assert [problem.message for problem in report.problems] == ["the mail has more than 500 parts"]
    assert report.written == ()


@pytest.mark.parametrize("text", TOO_MUCH.values(), ids=["characters", "links"])
def test_a_source_that_has_more_is_told_of_and_the_others_are_taken_in(text: str, tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    for name, body in (("much", text), ("sound", "Text.")):
        room.seed(f"{name}.md", f"---\ntitle: {name.title()}\ndate: 2026-11-20\n---\n{body}\n")
    report = room.take()
    assert [problem.path for problem in report.problems] == ["seeds/much.md"]
    assert [path.name for path in (room.site / "content").rglob("*.md")] == ["sound.md"]
