"""Documents that can't be read here, known so that nobody has to wonder: each says in which form it could be."""

from collections.abc import Iterator

from broadsheet.ingest.formats import Item, Known, RawSource, UnreadableError
from broadsheet.ingest.manuscript import Manuscript, Passed

_HINT = "open it and save it as a Word document (.docx), or paste its text into a .txt file"
_KINDS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an older Word document, a locked one, or a message of Outlook", _HINT),
    (b"{\\rtf", "a document in RTF", _HINT),
    (b"%PDF-", "a PDF, which has no paragraphs, only places on a page", "ask for the text that it was made of"),
)
_ZIPPED = (
    (b"mimetypeapplication/vnd.oasis.opendocument", "a document of LibreOffice or OpenOffice", _HINT),
    (b"mimetypeapplication/epub+zip", "an e-book", _HINT),
    (b"Index/Document.iwa", "a document of Pages", _HINT),
)


class OtherDocument:
    """A document of a kind that is refused."""

    name = "other document"

    def recognise(self, head: bytes, name: str) -> float:
        """By its first bytes."""
        return 0.9 if _kind(head) else 0

    def edge_lines(self, raw: RawSource) -> list[str]:
        """None."""
        return []

    def items(self, raw: RawSource, known: Known) -> Iterator[Item | Passed]:
        """Says what it is, and what to do."""
        what, hint = _kind(raw.head()) or ("a document of an unknown kind", _HINT)
        raise UnreadableError(f"this is {what}", hint)

    def manuscript(self, item: Item, raw: RawSource, known: Known) -> Manuscript | Passed:
        """None can be made."""
        raise UnreadableError("this document can't be read", _HINT)


def _kind(head: bytes) -> tuple[str, str] | None:
    for mark, what, hint in _KINDS:
        if head.startswith(mark):
            return what, hint
    if head.startswith(b"PK\x03\x04"):
        return next(((what, hint) for mark, what, hint in _ZIPPED if mark in head[:4096]), None)
    return None
