"""A document of Word becomes an article: what its styles and its words say, its pictures, and what it passes over."""

from pathlib import Path

import pytest

from broadsheet.ingest.docx import Docx
from broadsheet.ingest.formats import Known, RawSource, UnreadableError
from broadsheet.ingest.manuscript import Action, Manuscript
from tests.ingest.documents.papers import PICTURE, paragraph, picture, read, run, word, zipped
from tests.ingest.newsroom import LAST, LONG, OTHER, SETTINGS, TITLE, Newsroom

TEXT = (paragraph(LONG), paragraph(OTHER), paragraph(LAST))


def made(folder: Path, *blocks: str, creator: str = "", title: str = "", **parts: str) -> Manuscript:
    named = {name.replace("__", "/").replace("_xml", ".xml"): content for name, content in parts.items()}
    return read(Docx(), word(*blocks, creator=creator, title=title, parts=dict(named)), folder, "a.docx")


def test_styles_say_headline_and_dek_and_words_the_rest(tmp_path: Path) -> None:
    article = made(
        tmp_path,
        paragraph(TITLE, "Title"),
        paragraph("What the islanders say", "Subtitle"),
        paragraph("By Mira Tolvane"),
        paragraph(f"DORUM, Varga (AP) — {LONG}"),
        paragraph("The thaw", "heading2"),
        paragraph(run("Bold ", "<w:b/>") + run("and plain.")),
        paragraph("We go back to sea.", "Quote"),
        paragraph(OTHER),
        paragraph("Correction: An earlier version said 40 boats. It was 14."),
    )
    assert (article.title, article.dek, article.authors) == (TITLE, "What the islanders say", ("Mira Tolvane",))
    assert (article.dateline, article.agency) == ("Dorum, Varga", "AP")
    assert [one.text for one in article.corrections] == ["An earlier version said 40 boats. It was 14."]
    assert article.body == (
        f"DORUM, Varga (AP) — {LONG}\n\n## The thaw\n\n**Bold** and plain.\n\n> We go back to sea.\n\n{OTHER}\n"
    )
    places = {one.field: one.path for one in article.decisions if one.field}
    assert places["title"] == "style title"
    assert places["authors"] == "paragraph 3"


def test_without_styles_the_first_words_are_the_headline(tmp_path: Path) -> None:
    article = made(tmp_path, paragraph(run(TITLE, "<w:b/>")), paragraph("By Mira Tolvane and Lena Varr"), *TEXT)
    assert (article.title, article.authors) == (TITLE, ("Mira Tolvane", "Lena Varr"))
    assert article.body == f"{LONG}\n\n{OTHER}\n\n{LAST}\n"


def test_a_folder_that_is_called_as_a_part_of_one_is_no_document() -> None:
    assert Docx().recognise(zipped({"password/a.txt": "x", "b.docx": word(*TEXT)}), "a.zip") == 0
    assert Docx().recognise(word(*TEXT), "attachment") >= 0.9


def test_keys_at_the_top_are_taken_as_said(tmp_path: Path) -> None:
    keys = ("Title: The ferry", "Author: Mira Tolvane", "Date: 12 March 2031", "Section: Economy")
    article = made(tmp_path, *map(paragraph, keys), *TEXT)
    assert (article.title, article.authors, article.section) == ("The ferry", ("Mira Tolvane",), "economy")
    assert article.date is not None
    assert article.date.at.date().isoformat() == "2031-03-12"
    assert article.body.startswith(LONG)


def test_archieml_in_a_document_is_read_as_such(tmp_path: Path) -> None:
    article = made(
        tmp_path, *map(paragraph, ("hed: The ferry", "by: Mira Tolvane", "[+body]", LONG, OTHER, "[]", "desk: 7"))
    )
    assert (article.title, article.authors) == ("The ferry", ("Mira Tolvane",))
    assert article.body == f"{LONG}\n\n{OTHER}\n"


def test_who_made_the_file_and_its_name_are_only_asked_about(tmp_path: Path) -> None:
    article = made(tmp_path, *TEXT, creator="Oto Brisk", title="Ferry, second draft")
    assert article.title == "Ferry, second draft"
    assert article.authors == ()
    assert article.date is None
    assert "is “Oto Brisk” the author? The document was made by them" in article.review
    assert "is “Ferry, second draft” the headline? It is the title in the document's properties" in article.review
    assert made(tmp_path, *TEXT, title="Document1").title != "Document1"


def test_a_picture_in_it_leads_with_the_caption_below_and_goes_to_media(tmp_path: Path) -> None:
    newsroom = Newsroom(tmp_path)
    source = word(paragraph(TITLE, "Title"), picture("A ferry"), paragraph("The pier at dawn. Photo: Oto Brisk"), *TEXT)
    newsroom.seed("ferry.docx", source)
    (file,) = _written(newsroom)
    document = newsroom.content(file).document
    assert document is not None
    image = document.article.image
    assert image is not None
    assert (image.alt, image.caption, image.credit) == ("A ferry", "The pier at dawn.", "Oto Brisk")
    assert newsroom.files()[f"media/{image.src}"] == PICTURE


def test_a_picture_within_it_keeps_the_caption_below(tmp_path: Path) -> None:
    parts = (paragraph(TITLE, "Title"), paragraph(LONG), picture("A ferry"), paragraph("The pier. Photo: Oto Brisk"))
    article = made(tmp_path, *parts, paragraph(OTHER), paragraph(LAST))
    (shown,) = article.media
    assert article.body == f'{LONG}\n\n![A ferry]({shown.path} "The pier. (Oto Brisk)")\n\n{OTHER}\n\n{LAST}\n'
    assert article.image is None
    assert "the photo file is missing" not in article.review


def test_a_paragraph_below_a_picture_stays_one(tmp_path: Path) -> None:
    article = made(tmp_path, paragraph(TITLE, "Title"), paragraph(LONG), picture("A ferry"), paragraph(OTHER))
    assert article.body.endswith(f"\n\n{OTHER}\n")


def test_a_section_above_the_headline_is_the_articles(tmp_path: Path) -> None:
    article = made(tmp_path, paragraph("ECONOMY"), paragraph(TITLE, "Title"), *TEXT)
    assert (article.title, article.section) == (TITLE, "economy")
    assert article.body == f"{LONG}\n\n{OTHER}\n\n{LAST}\n"
    assert "no section was found in the source" not in article.review
    assert "Weather" in made(tmp_path, paragraph("Weather"), paragraph(TITLE, "Title"), *TEXT).body


def _written(newsroom: Newsroom) -> list[str]:
    newsroom.take()
    return [name for name in newsroom.files() if name.startswith("content/") and name.endswith(".md")]


def test_paragraphs_that_are_surely_no_text_go_and_doubtful_ones_are_asked_about(tmp_path: Path) -> None:
    article = made(
        tmp_path, paragraph("Mira Tolvane"), paragraph(TITLE, "Title"), paragraph("Share"), *TEXT, paragraph("-30-")
    )
    assert article.body == f"Mira Tolvane\n\n{LONG}\n\n{OTHER}\n\n{LAST}\n"
    assert [one.before for one in article.decisions if one.action is Action.DROPPED] == ["Share", "-30-"]
    assert "is this part of the article? Mira Tolvane" in article.review


def test_what_is_not_the_text_is_reported(tmp_path: Path) -> None:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    article = made(
        tmp_path,
        paragraph(TITLE, "Title"),
        *TEXT,
        paragraph(run("Kept") + "<w:del><w:r><w:delText>Gone</w:delText></w:r></w:del>"),
        word__comments_xml=f'<w:comments {w}><w:comment w:id="0" w:author="Lena">{paragraph("Is it so?")}</w:comment>'
        "</w:comments>",
        word__header1_xml=f"<w:hdr {w}><w:p><w:r><w:t>Not for use</w:t></w:r></w:p></w:hdr>",
    )
    said = {one.rule: one.before for one in article.decisions}
    assert said["comment"] == "Lena: Is it so?"
    assert said["tracked-deletion"] == "Gone"
    assert said["page-edge"] == "Not for use"
    assert "Gone" not in article.body
    assert "a comment in the document: Is it so?" in article.review


def test_footnotes_and_tables_stay(tmp_path: Path) -> None:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("Port", "Boats"))
    note = paragraph("The note.")
    article = made(
        tmp_path,
        paragraph(TITLE, "Title"),
        paragraph(run("So it is") + '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{cells}</w:tr></w:tbl>",
        *TEXT,
        word__footnotes_xml=f'<w:footnotes {w}><w:footnote w:id="2">{note}</w:footnote></w:footnotes>',
    )
    assert "So it is[^1]" in article.body
    assert article.body.endswith("[^1]: The note.\n")
    assert "| Port | Boats |" in article.body


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04", "damaged"),
        (word(*TEXT)[:900], "damaged"),
        (zipped({"word/a.xml": "x"}), "no text"),
        (word(parts={"word/document.xml": "<w:document"}), "damaged"),
        (word(parts={"word/document.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}), "DTD"),
        (word(parts={"word/big.xml": b"0" * 40_000_000}), "trap"),
        (word("<w:tbl><w:tr><w:tc>" * 900 + paragraph(LONG) + "</w:tc></w:tr></w:tbl>" * 900), "nested too deeply"),
    ],
)
def test_a_damaged_document_is_refused_with_its_reason(tmp_path: Path, data: bytes, said: str) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(data)
    raw, known = RawSource("seeds/a.docx", file), Known(SETTINGS)
    (item,) = Docx().items(raw, known)
    with pytest.raises(UnreadableError, match=said) as raised:
        Docx().manuscript(item, raw, known)  # type: ignore[arg-type]
    assert raised.value.hint
