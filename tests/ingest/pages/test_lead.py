"""The picture that a page names to programs leads the article, and isn't shown a second time in its text."""

from pathlib import Path

import pytest

from broadsheet.article import Image
from broadsheet.ingest.manuscript import Action, Manuscript
from tests.ingest.newsroom import LAST, LONG, OTHER
from tests.ingest.pages.newsstand import page, read
from tests.ingest.pages.test_extraction import PNG, paragraphs

NAMED = '<meta property="og:image" content="https://varga.example/img/the-old-ferry-600x400.png">'
FERRY = (
    '<figure><img src="page_files/the-old-ferry.png" alt="A ferry">'
    '<figcaption>The pier. <span class="credit">Oto Brisk</span></figcaption></figure>'
)


def article(folder: Path, body: str) -> Manuscript:
    (folder / "page_files").mkdir()
    (folder / "page_files/the-old-ferry.png").write_bytes(PNG)
    return read(folder, page(body).replace("</head>", f"{NAMED}</head>"))


def test_it_takes_its_caption_along_and_stands_once(tmp_path: Path) -> None:
    made = article(tmp_path, f"<p>{LONG}</p>{FERRY}<p>{OTHER}</p><p>{LAST}</p>")
    (picture,) = made.media
    assert made.image == Image(picture.path, "A ferry", "The pier.", "Oto Brisk")
    assert paragraphs(made.body.strip()) == [LONG, OTHER, LAST]
    assert [one.action for one in made.decisions if one.rule == "page-image"] == [Action.MOVED]


@pytest.mark.parametrize("more", [FERRY.replace("the-old-ferry", "other"), ""])
def test_a_text_without_it_is_left_as_it_is(tmp_path: Path, more: str) -> None:
    made = article(tmp_path, f"<p>{LONG}</p>{more}<p>{OTHER}</p><p>{LAST}</p>")
    assert made.image is not None
    assert (made.image.src, made.image.alt) == (made.media[0].path, "")
    assert LONG in made.body and OTHER in made.body


def test_one_of_several_in_a_figure_stays_among_them(tmp_path: Path) -> None:
    gallery = FERRY.replace("<figcaption>", '<img src="page_files/other.png" alt="A bell"><figcaption>')
    made = article(tmp_path, f"<p>{LONG}</p>{gallery}<p>{OTHER}</p><p>{LAST}</p>")
    assert "![A ferry](" in made.body
