"""A mail becomes an article: its own text or the document attached to it, and nothing is made of who sent it when."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.ingest import mail_text
from broadsheet.ingest.formats import Item, Known, RawSource, UnreadableError
from broadsheet.ingest.mail import Mail
from broadsheet.ingest.manuscript import Manuscript
from tests.ingest.documents.papers import DOT, PICTURE, mail, paragraph, read, word
from tests.ingest.newsroom import LAST, LONG, OTHER, SETTINGS, TITLE

BODY = f"{LONG}\n\n{OTHER}\n\n{LAST}\n"
WORD = "vnd.openxmlformats-officedocument.wordprocessingml.document"


def rules(article: Manuscript, rule: str) -> list[str]:
    return [one.before for one in article.decisions if one.rule == rule]


def test_the_text_is_taken_without_greeting_closing_and_signature(tmp_path: Path) -> None:
    text = f"Hi Lena,\n\n{TITLE}\n\nBy Mira Tolvane\n\n{BODY}\nBest regards\nOto\n\n-- \nOto Brisk\n+44 123\n"
    article = read(Mail(), mail(text).as_bytes(), tmp_path, "a.eml")
    assert (article.title, article.authors, article.body) == (TITLE, ("Mira Tolvane",), BODY)
    assert rules(article, "politeness") == ["Hi Lena,", "Best regards", "Oto"]
    assert rules(article, "signature") == ["-- Oto Brisk +44 123"]


@pytest.mark.parametrize("note", ["here's the ferry piece, 300 words.\nIt is new.", "Please find it below, as agreed."])
def test_a_note_on_what_comes_with_the_mail_is_no_part_of_it(note: str, tmp_path: Path) -> None:
    text = f"Hi Lena,\n\n{note}\n\n{TITLE}\n\nBy Mira Tolvane\n\n{BODY}"
    article = read(Mail(), mail(text).as_bytes(), tmp_path, "a.eml")
    assert (article.title, article.body) == (TITLE, BODY)
    assert rules(article, "politeness") == ["Hi Lena,", *note.split("\n")]
    html = f"<p>Hi Lena,</p><p>{note}</p><p>{TITLE}</p><p>{LONG}</p><p>{OTHER}</p><p>{LAST}</p>"
    assert read(Mail(), mail("x", html).as_bytes(), tmp_path, "a.eml").title == TITLE


@pytest.mark.parametrize("headline", ["Here is what the ferry costs", "Seal attached to a tram"])
def test_a_headline_below_the_greeting_is_no_note(headline: str) -> None:
    assert mail_text.polite(["Hi Lena,", "", headline, "", LONG, "", OTHER]) == [False, *[True] * 6]


def test_sender_and_day_are_asked_about_and_never_taken(tmp_path: Path) -> None:
    article = read(Mail(), mail(f"{TITLE}\n\n{BODY}").as_bytes(), tmp_path, "a.eml")
    assert (article.authors, article.date) == ((), None)
    assert "is “Oto Brisk” the author? The mail came from there" in article.review
    assert "no date was found in the source" in article.review
    assert len(rules(article, "mail-field")) == 3


def test_the_subject_is_the_headline_where_the_text_has_none(tmp_path: Path) -> None:
    html = f"<div>Dear all,<br><br>{LONG}<br><br>{OTHER} <b>So</b>.<br><br>{LAST}<br><br>Cheers<br>Oto</div>"
    article = read(Mail(), mail("x", html, subject="Fwd: Ferry to run again").as_bytes(), tmp_path, "a.eml")
    assert article.title == "Ferry to run again"
    assert article.body == f"{LONG}\n\n{OTHER} **So**.\n\n{LAST}\n"
    assert "is “Ferry to run again” the headline? It is the mail's subject" in article.review


def test_earlier_mails_are_left_out_and_reported(tmp_path: Path) -> None:
    html = f'<p>{TITLE}</p><p>{LONG}</p><p>{OTHER}</p><div class="gmail_quote">On Mon X wrote: <p>Hello?</p></div>'
    article = read(Mail(), mail("x", html).as_bytes(), tmp_path, "a.eml")
    assert article.body == f"{LONG}\n\n{OTHER}\n"
    assert rules(article, "quoted-mail") == ["On Mon X wrote: Hello?"]
    text = f"{TITLE}\n\n{BODY}\nOn Monday 3 March Lena wrote:\n> Hello?\n> Anything yet?\n"
    article = read(Mail(), mail(text).as_bytes(), tmp_path, "a.eml")
    assert article.body == BODY
    assert rules(article, "quoted-mail") == ["On Monday 3 March Lena wrote: > Hello? > Anything yet?"]


def test_a_forwarded_mail_brings_what_it_forwards(tmp_path: Path) -> None:
    text = f"FYI\n\n---------- Forwarded message ---------\nFrom: X <x@x.example>\nSubject: Ferry\n\n{TITLE}\n\n{BODY}"
    article = read(Mail(), mail(text).as_bytes(), tmp_path, "a.eml")
    assert (article.title, article.body) == (TITLE, BODY)
    html = (
        f'<div>FYI</div><div class="gmail_quote"><div class="gmail_attr">From: X</div>'
        f"<blockquote type=cite><p>{TITLE}</p><p>{LONG}</p><p>{OTHER}</p></blockquote></div>"
    )
    article = read(Mail(), mail("x", html).as_bytes(), tmp_path, "a.eml")
    assert LONG in article.body
    assert "> " not in article.body


def test_a_document_attached_is_the_article(tmp_path: Path) -> None:
    message = mail("Please find it attached.")
    message.add_attachment(
        word(paragraph(TITLE, "Title"), paragraph(LONG), paragraph(OTHER)),
        maintype="application",
        subtype=WORD,
        filename="ferry.docx",
    )
    article = read(Mail(), message.as_bytes(), tmp_path, "a.eml")
    assert (article.title, article.body) == (TITLE, f"{LONG}\n\n{OTHER}\n")
    assert rules(article, "mail-text") == ["Please find it attached."]


def test_two_documents_are_two_articles(tmp_path: Path) -> None:
    message = mail("Two.")
    for name in ("a.docx", "b.docx"):
        message.add_attachment(b"PK", maintype="application", subtype=WORD, filename=name)
    file = tmp_path / "a.eml"
    file.write_bytes(message.as_bytes())
    items = list(Mail().items(RawSource("seeds/a.eml", file), Known(SETTINGS)))
    assert [(one.number, one.name) for one in items] == [(1, "a.docx"), (2, "b.docx")]


def test_pictures_come_along_logos_do_not_and_the_rest_is_named(tmp_path: Path) -> None:
    message = mail(f"{TITLE}\n\n{BODY}")
    message.add_attachment(PICTURE, maintype="image", subtype="png", filename="pier.png")
    message.add_attachment(DOT, maintype="image", subtype="png", filename="logo.png")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="brief.pdf")
    article = read(Mail(), message.as_bytes(), tmp_path, "a.eml")
    (kept,) = article.media
    assert article.image is not None
    assert article.image.src == kept.path
    assert "an attached picture was taken along: who took pier.png, and what does it show?" in article.review
    assert "something else was attached to the mail: brief.pdf" in article.review
    assert [one.partition(" ")[0] for one in rules(article, "attachment")] == ["logo.png", "brief.pdf"]


def test_a_picture_in_the_text_is_found_by_its_id(tmp_path: Path) -> None:
    html = f'<p>{TITLE}</p><p>{LONG}</p><img src="cid:one@x" alt="Pier"><p>{OTHER}</p>'
    message = mail("x", html)
    message.get_payload()[1].add_related(PICTURE, maintype="image", subtype="png", cid="<one@x>")  # type: ignore[index, union-attr]
    article = read(Mail(), message.as_bytes(), tmp_path, "a.eml")
    assert f"![Pier]({article.media[0].path})" in article.body


def test_a_wrong_encoding_is_seen_through(tmp_path: Path) -> None:
    head = "From: a@b.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset=us-ascii\n\n"
    article = read(Mail(), f"{head}{TITLE}\n\nÄrger: {LONG}\n\n{OTHER}\n".encode("cp1252"), tmp_path, "a.eml")
    assert article.body.startswith("Ärger: ")


def test_lines_that_flow_are_joined() -> None:
    assert mail_text.unflowed("One \ntwo\n\n three \n> q", delete_space=False) == "One two\n\nthree \n> q"


@pytest.mark.parametrize("line", ["Dear old ferry sails again", "Hello, Dorum. The ferry is back", "Thanks to a thaw"])
def test_a_headline_that_begins_like_a_greeting_stays(line: str) -> None:
    assert mail_text.polite([line, LONG, OTHER, LAST]) == [True] * 4


@pytest.mark.parametrize("data", [b"Title: x\nFrom: the desk\n\ntext", b"", b"\x00" * 50, b"Dear all,\nFrom: a\n\nx"])
def test_a_text_with_keys_is_no_mail(data: bytes) -> None:
    assert Mail().recognise(data, "a.txt") == 0


PIECES = [
    b"From: a\n",
    b"MIME-Version: 1.0\n",
    b"\n",
    b"x" * 50,
    b"--b\n",
    b"--b--",
    b'Content-Type: multipart/mixed; boundary="b"\n',
    b"Content-Type: text/html; charset=nope\n",
    b"<p>\x00&#1;",
    b"Content-Transfer-Encoding: base64\n",
    b"Subject: =?x?q?=zz?=\n",
    b"Content-Disposition: attachment; filename*=x''%\n",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_any_mail_is_an_article_or_refused(tmp_path_factory: pytest.TempPathFactory, pieces: list[bytes]) -> None:
    file = tmp_path_factory.getbasetemp() / "a.eml"
    file.write_bytes(b"".join(pieces))
    raw, known = RawSource("seeds/a.eml", file), Known(SETTINGS)
    for item in Mail().items(raw, known):
        assert isinstance(item, Item)
        try:
            assert isinstance(Mail().manuscript(item, raw, known), Manuscript)
        except UnreadableError as problem:
            assert problem.hint
