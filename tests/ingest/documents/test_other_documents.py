"""Documents that can't be read say so, and in which form they could be."""

import io
import zipfile
from pathlib import Path

import pytest

from broadsheet.ingest.formats import Known, RawSource, UnreadableError
from broadsheet.ingest.other_documents import OtherDocument
from tests.ingest.documents.papers import word
from tests.ingest.newsroom import SETTINGS


def opendocument() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "older Word"),
        (b"{\\rtf1 x}", "RTF"),
        (b"%PDF-1.7", "PDF"),
        (opendocument(), "LibreOffice"),
    ],
)
def test_it_is_named_and_refused(tmp_path: Path, data: bytes, said: str) -> None:
    file = tmp_path / "a"
    file.write_bytes(data)
    assert OtherDocument().recognise(data, "a") == 0.9
    with pytest.raises(UnreadableError, match=said) as raised:
        list(OtherDocument().items(RawSource("seeds/a", file), Known(SETTINGS)))
    assert raised.value.hint


def test_a_word_document_is_none_of_them() -> None:
    assert OtherDocument().recognise(word(), "a.docx") == 0
