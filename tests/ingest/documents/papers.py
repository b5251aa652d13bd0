"""Documents of the real shape, made on the spot: Word's zips, Google's pages, mails."""

import base64
import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

from broadsheet.ingest.formats import Format, Known, RawSource
from broadsheet.ingest.manuscript import Manuscript
from tests.ingest.newsroom import SETTINGS

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
PICTURE = DOT + b"\x00" * 8000
"""Bytes that begin as a picture does, more than a logo has."""

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_NAMES = (
    f'{_W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{one.replace(" ", "")}"><w:name w:val="{one}"/></w:style>'
    for one in ("Title", "Subtitle", "heading 1", "heading 2", "Quote", "Byline")
)


def run(text: str, marks: str = "") -> str:
    """Words in one look."""
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str, style: str = "") -> str:
    """A paragraph; `text` may be made of runs."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}{text if text.startswith('<') else run(text)}</w:p>"


def picture(alt: str = "") -> str:
    """The picture of the document, in a paragraph of its own."""
    return (
        f'<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="P" descr="{alt}"/><a:graphic><a:graphicData>'
        '<pic:pic><pic:blipFill><a:blip r:embed="rId9"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def word(*blocks: str, title: str = "", creator: str = "", parts: dict[str, str | bytes] | None = None) -> bytes:
    """A document of Word."""
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {_NAMES}><w:body>{''.join(blocks)}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_W}>{_STYLES}</w:styles>",
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="rId8" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId7" Type="{_OFFICE}/footnotes" Target="footnotes.xml"/>'
        f'<Relationship Id="rId9" Type="{_OFFICE}/image" Target="media/image1.png"/></Relationships>',
        "word/media/image1.png": PICTURE,
        "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator></cp:coreProperties>",
    }
    return zipped(files | (parts or {}))


def zipped(files: dict[str, str | bytes]) -> bytes:
    """A zip of these files."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def page(*blocks: str, style: str = "", title: str = "") -> str:
    """A page as Google Docs exports it."""
    return (
        '<html><head><meta content="text/html; charset=UTF-8" http-equiv="content-type"><title>'
        f'{title}</title><style type="text/css">ol{{margin:0}}.c1{{font-weight:700}}.c2{{font-style:italic}}'
        f'.c3{{font-weight:400;color:#000}}{style}</style></head><body class="c9 doc-content">'
        f"{''.join(blocks)}</body></html>"
    )


def mail(text: str = "", html: str = "", subject: str = "A text for tomorrow", **fields: str) -> EmailMessage:
    """A mail, to which files can be attached."""
    message = EmailMessage()
    message["From"] = fields.get("sender", "Oto Brisk <oto@brisk.example>")
    message["To"] = "desk@tide.example"
    message["Subject"] = subject
    message["Date"] = "Tue, 11 Mar 2031 08:00:00 +0000"
    message["Message-ID"] = "<1@brisk.example>"
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message


def read(kind: Format, data: bytes | str, folder: Path, name: str = "a") -> Manuscript:
    """The one article in a source."""
    file = folder / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    raw, known = RawSource(f"seeds/{name}", file), Known(SETTINGS)
    assert kind.recognise(raw.head(), name) >= 0.9
    (item,) = kind.items(raw, known)
    assert not hasattr(item, "reason")
    made = kind.manuscript(item, raw, known)
    assert isinstance(made, Manuscript)
    return made
