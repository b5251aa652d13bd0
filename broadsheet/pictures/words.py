"""What photographers and agencies write into a picture's file: its caption, who made it, whose it is.

Read from IPTC-IIM and XMP, and the names from EXIF; never a place, a device or a number. All of it is somebody else's
text, so it is read with bounds, and what can't be read isn't there.
"""

import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

_ARTIST, _COPYRIGHT = 0x013B, 0x8298
_CAPTION, _BYLINE, _CREDIT, _NOTICE, _CHARACTERS = (2, 120), (2, 80), (2, 110), (2, 116), (1, 90)
_UTF8 = b"\x1b%G"
_LONGEST = {"caption": 2000}
_SHORT = 300
"""How many characters of a text are kept at most."""
_LARGEST = 1_000_000
"""How many bytes of XMP are read at most."""

_DC = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\uffff]+")


class Words(NamedTuple):
    """What a file says of itself; each may be empty."""

    caption: str = ""
    creator: str = ""
    credit: str = ""
    """The line that the creator, or the agency, wants to see."""
    notice: str = ""
    """The notice of copyright."""

    @property
    def line(self) -> str:
        """Who made it, on one line: the creator, and whom the picture comes from where that is somebody else."""
        if self.creator.casefold() in self.credit.casefold():
            return self.credit or self.notice
        if self.credit and self.credit.casefold() not in self.creator.casefold():
            return f"{self.creator}/{self.credit}"
        return self.creator


def read(picture: "ImageFile") -> Words:
    """What the file of an opened picture says; raises nothing."""
    iptc, xmp, exif = _safely(_iptc, picture), _safely(_xmp, picture), _safely(_exif, picture)
    return Words(*(_one_line(xmp[key] or iptc[key] or exif[key], key) for key in Words._fields))


def _safely(reader: Any, picture: "ImageFile") -> dict[str, str]:
    found = dict.fromkeys(Words._fields, "")
    try:
        found.update(reader(picture))
    except Exception:  # noqa: BLE001 (whatever somebody else's file makes a parser raise: it says nothing then)
        return dict.fromkeys(Words._fields, "")
    return found


def _iptc(picture: "ImageFile") -> dict[str, str]:
    from PIL import IptcImagePlugin

    if "photoshop" not in picture.info:
        return {}
    found: dict[tuple[int, int], Any] = IptcImagePlugin.getiptcinfo(picture) or {}
    utf8 = found.get(_CHARACTERS) == _UTF8

    def text(key: tuple[int, int]) -> str:
        value = found.get(key, b"")
        several = value if isinstance(value, list) else [value]
        return ", ".join(_decode(one, utf8=utf8) for one in several)

    return {"caption": text(_CAPTION), "creator": text(_BYLINE), "credit": text(_CREDIT), "notice": text(_NOTICE)}


def _decode(data: bytes, *, utf8: bool) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("utf-8" if utf8 else "cp1252", "replace")


def _xmp(picture: "ImageFile") -> dict[str, str]:
    data = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    if isinstance(data, str):
        data = data.encode()
    if not data or len(data) > _LARGEST:
        return {}
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=True)
    tree = etree.fromstring(data.strip(b"\x00 \r\n\t"), parser)
    if tree is None:
        return {}

    def text(name: str) -> str:
        for description in tree.iter(_RDF + "Description"):
            if value := description.get(name):
                return str(value)
        found = next(tree.iter(name), None)
        if found is None:
            return ""
        items = list(found.iter(_RDF + "li"))
        if found.find(_RDF + "Alt") is not None:
            items = sorted(items, key=lambda item: item.get(_LANG) != "x-default")[:1]
        return ", ".join("".join(item.itertext()) for item in items or [found])

    return {
        "caption": text(_DC + "description"),
        "creator": text(_DC + "creator"),
        "credit": text(_PHOTOSHOP + "Credit"),
        "notice": text(_DC + "rights"),
    }


def _exif(picture: "ImageFile") -> dict[str, str]:
    tags = picture.getexif()
    return {"creator": _unscrambled(str(tags.get(_ARTIST, ""))), "notice": _unscrambled(str(tags.get(_COPYRIGHT, "")))}


def _unscrambled(text: str) -> str:
    """A text that Pillow has read as Latin-1 and that most programs write as UTF-8."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _one_line(text: str, key: str) -> str:
    line = " ".join(_UNSEEN.sub(" ", text).split())
    longest = _LONGEST.get(key, _SHORT)
    return line if len(line) <= longest else line[:longest].rpartition(" ")[0] + " …"


def exif(words: Words) -> bytes:
    """What a size of the picture keeps: who made it and whose it is, and nothing else. Empty where nobody says."""
    from PIL import Image

    if not (words.line or words.notice):
        return b""
    tags = Image.Exif()
    if words.line:
        tags[_ARTIST] = words.line.encode()
    if words.notice:
        tags[_COPYRIGHT] = words.notice.encode()
    return tags.tobytes()
