"""A page that Google Docs exports becomes an article without the noise that the export puts into it."""

from pathlib import Path

import pytest

from broadsheet.ingest.formats import Known, RawSource, UnreadableError
from broadsheet.ingest.google_docs import GoogleDocs
from tests.ingest.documents.papers import PICTURE, page, read, zipped
from tests.ingest.newsroom import LAST, LONG, OTHER, SETTINGS, TITLE

HEAD = f'<p class="c4 title" id="h.a1"><span class="c3">{TITLE}</span></p>'


def said(text: str, look: str = "c3") -> str:
    return f'<p class="c4"><span class="{look}">{text}</span></p>'


TEXT = said(LONG) + said(OTHER) + said(LAST)


def test_bold_and_slanted_are_so_by_class_and_nothing_else_is(tmp_path: Path) -> None:
    line = (
        '<p class="c4"><span class="c1">Bold</span><span class="c2"> slanted</span><span class="c3"> plain</span></p>'
    )
    article = read(GoogleDocs(), page(HEAD, line, TEXT), tmp_path, "a.html")
    assert article.title == TITLE
    assert article.body.startswith("**Bold** *slanted* plain\n\n")


def test_links_lead_where_they_were_meant_to(tmp_path: Path) -> None:
    href = "https://www.google.com/url?q=https://varga.example/a?b%3D1&amp;sa=D&amp;source=editors&amp;usg=x"
    article = read(GoogleDocs(), page(HEAD, f'<p><a href="{href}">a map</a></p>', TEXT), tmp_path, "a.html")
    assert "[a map](https://varga.example/a?b=1)" in article.body
    assert "redirect" in [one.rule for one in article.decisions]


def test_lists_within_lists_are_put_together(tmp_path: Path) -> None:
    lists = "".join(
        f'<ul class="c5 lst-kix_a1-{level}{" start" if first else ""}"><li class="c4"><span>{text}</span></li></ul>'
        for level, first, text in ((0, True, "one"), (1, True, "two"), (0, False, "three"))
    )
    article = read(GoogleDocs(), page(HEAD, lists, TEXT), tmp_path, "a.html")
    assert "-   one\n    -   two\n-   three\n" in article.body


def test_comments_are_reported_and_footnotes_kept(tmp_path: Path) -> None:
    body = (
        '<p><span>So</span><sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup>'
        '<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup></p>'
    )
    below = (
        '<hr class="c2"><div><p class="c1"><a href="#ftnt_ref1" id="ftnt1">[1]</a><span> The note.</span></p></div>'
        '<div class="c8"><p class="c2"><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Is this so?</span></p></div>'
    )
    article = read(GoogleDocs(), page(HEAD, body, TEXT, below), tmp_path, "a.html")
    assert article.body.startswith("So[^1]\n")
    assert article.body.endswith(f"{LAST}\n\n[^1]: The note.\n")
    assert "a comment in the document: Is this so?" in article.review
    assert [one.before for one in article.decisions if one.rule == "comment"] == ["Is this so?"]


def test_a_zip_brings_its_pictures(tmp_path: Path) -> None:
    shown = '<p><span><img src="images/image1.png" alt="The pier"></span></p>'
    source = zipped({"Ferry.html": page(HEAD, said("By Mira Tolvane"), TEXT, shown), "images/image1.png": PICTURE})
    article = read(GoogleDocs(), source, tmp_path, "ferry.zip")
    (kept,) = article.media
    assert kept.read_bytes() == PICTURE
    assert article.body.endswith(f"![The pier]({kept.path})\n")
    assert article.authors == ("Mira Tolvane",)


def test_archieml_in_a_document_is_read_as_such(tmp_path: Path) -> None:
    source = page(said("hed: A dam opens"), said("by: Mira Tolvane"), said("[+body]"), TEXT, said("[]"))
    article = read(GoogleDocs(), source, tmp_path, "a.html")
    assert (article.title, article.authors) == ("A dam opens", ("Mira Tolvane",))
    assert article.body == f"{LONG}\n\n{OTHER}\n\n{LAST}\n"


@pytest.mark.parametrize("data", [b"<html><body><p>Any page</p>", zipped({"a.html": "<p>Any page</p>"}), b"PK\x03\x04"])
def test_other_pages_and_zips_are_left_to_others(data: bytes) -> None:
    assert GoogleDocs().recognise(data, "a.html") == 0


def test_a_picture_outside_the_zip_is_not_looked_at(tmp_path: Path) -> None:
    shown = '<p><img src="../../secret.png"><img src="/etc/secret.png"></p>'
    (tmp_path / "secret.png").write_bytes(PICTURE)
    article = read(GoogleDocs(), zipped({"a.html": page(HEAD, TEXT, shown)}), tmp_path, "a.zip")
    assert article.media == ()


def test_a_folder_of_pages_is_a_folder(tmp_path: Path) -> None:
    several = zipped({"a.html": page(HEAD, TEXT), "b.html": page(HEAD, TEXT)})
    assert GoogleDocs().recognise(several, "a.zip") == 0
    assert GoogleDocs().recognise(zipped({"a.html": page(HEAD, TEXT), "notes.txt": "x"}), "a.zip") == 0


def test_a_zip_of_several_pages_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(zipped({"a.html": page(HEAD, TEXT), "b.html": page(HEAD, TEXT)}))
    raw, known = RawSource("seeds/a.zip", file), Known(SETTINGS)
    (item,) = GoogleDocs().items(raw, known)
    with pytest.raises(UnreadableError, match="2 pages"):
        GoogleDocs().manuscript(item, raw, known)  # type: ignore[arg-type]


def test_a_mark_of_a_comment_within_another_goes_with_it(tmp_path: Path) -> None:
    marks = '<p>So<sup><a href="#cmnt1">[a]<a href="#cmnt2">[b]</a></a></sup></p>'
    article = read(GoogleDocs(), page(HEAD, marks, TEXT), tmp_path, "a.html")
    assert article.body.startswith("So\n\n")
