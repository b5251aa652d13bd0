"""Photographs as cameras and agencies make them, drawn here."""

import io
from typing import Any

from PIL import Image

GPS, ARTIST, MODEL, COPYRIGHT, TURNED, SERIAL = 0x8825, 0x013B, 0x0110, 0x8298, 0x0112, 0xA431
XMP = """\
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 photoshop:Credit="Agência Norte">
<dc:creator><rdf:Seq><rdf:li>Inês Prado</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="pt">O barco</rdf:li><rdf:li xml:lang="x-default">The ferry at dawn</rdf:li>
</rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta>"""


def photograph(width: int = 700, height: int = 400, form: str = "JPEG", **written: Any) -> bytes:
    """One whose left half is red and whose right half is blue; `written` goes into the file as Pillow has it."""
    image = Image.new("RGB", (width, height), (200, 20, 20))
    image.paste((20, 20, 200), (width // 2, 0, width, height))
    if written.pop("clear", False):
        image.putalpha(Image.new("L", image.size, 120))
    out = io.BytesIO()
    image.save(out, form, **written)
    return out.getvalue()


def tags(**values: Any) -> Image.Exif:
    """EXIF with the named tags: `tags(TURNED=6)`."""
    exif = Image.Exif()
    for name, value in values.items():
        exif[globals()[name]] = value
    return exif


def where_it_was_taken() -> Image.Exif:
    """EXIF as a telephone writes it: the place, the device, its number, and whose it is."""
    exif = tags(ARTIST="Inês Prado".encode(), COPYRIGHT=b"(c) The Courier", MODEL="Telephone 9")
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (38.0, 42.0, 7.0)
    exif.get_ifd(0x8769)[SERIAL] = "SERIAL-4711"
    return exif


def iptc(**records: str) -> bytes:
    """The block of a JPEG in which agencies write IPTC: `iptc(caption="...")`."""
    numbers = {"caption": 120, "byline": 80, "credit": 110}
    data = b"\x1c\x01\x5a\x00\x03\x1b%G"
    for name, value in records.items():
        text = value.encode()
        data += b"\x1c\x02" + bytes([numbers[name]]) + len(text).to_bytes(2, "big") + text
    data += b"\0" * (len(data) % 2)
    block = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + len(data).to_bytes(4, "big") + data
    return b"\xff\xed" + (len(block) + 2).to_bytes(2, "big") + block


def with_iptc(data: bytes, **records: str) -> bytes:
    """A JPEG with IPTC in it."""
    return data[:2] + iptc(**records) + data[2:]
