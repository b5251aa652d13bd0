"""The pictures in HTML: where each really lies, its caption and credit, and which of them came along."""

import base64
import binascii
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from broadsheet.article import Image
from broadsheet.ingest import captions
from broadsheet.ingest.html_tree import CREDITS, is_named
from broadsheet.ingest.joining import joined
from broadsheet.ingest.manuscript import Action, Decision
from broadsheet.ingest.pictures import Finder, Picture, attached
from broadsheet.ingest.words import all_words

if TYPE_CHECKING:
    from bs4 import Tag

_SOURCES = ("data-src", "data-original", "data-lazy-src", "src")
_DATA = re.compile(r"data:image/[\w.+-]+(;base64)?(?:;[\w=-]+)*,(.*)", re.S)
_MOST = 10
"""How many missing pictures are named one by one to the editor; the report names all."""


class Gallery:
    """The pictures of one piece of HTML, as they are come across."""

    def __init__(self, find: Finder, path: str, base: str) -> None:
        self.media: list[Picture] = []
        self.decisions: list[Decision] = []
        self._find = find
        self._path = path
        self._base = base
        self._missing: list[str] = []

    @property
    def review(self) -> list[str]:
        """What an editor is asked about them."""
        more = len(self._missing) - _MOST
        return self._missing[:_MOST] + (
            [f"{more:,} more pictures didn't come along: the report names them"] * (more > 0)
        )

    def image(self, element: "Tag", caption: str = "", credit: str = "") -> Image | None:
        """The picture of an `<img>`. Its `src` is empty where the file didn't come along; None where it is none."""
        alt = " ".join(str(element.get("alt") or "").split())
        if _is_pixel(element):
            self._note("tracking-pixel", Action.DROPPED, str(element.get("src") or "")[:200])
            return None
        addresses = _addresses(element)
        for address in addresses:
            picture = _inline(address) if address.startswith("data:") else self._find(address)
            if picture is not None:
                if picture not in self.media:
                    self.media.append(picture)
                return Image(src=picture.path, alt=alt, caption=caption, credit=credit)
        named = next((address for address in addresses if not address.startswith("data:")), "")
        if not named:
            return None
        where = joined(self._base, named)
        said = f"a picture didn't come along: {where}"
        said += f" ({' – '.join(filter(None, (caption or alt, credit)))})" if caption or alt or credit else ""
        if said not in self._missing:
            self._missing.append(said)
        self._note("missing-picture", Action.FLAGGED, f"{where} {caption}".strip(), said)
        return Image(alt=alt, caption=caption, credit=credit)

    def _note(self, rule: str, action: Action, before: str, after: str = "") -> None:
        self.decisions.append(Decision(0, rule, action, before, after, 0.9, path=self._path))


def caption_of(figure: "Tag") -> tuple[str, str]:
    """The caption of a figure, and its credit: by what the page calls it, else by how captions end."""
    found = figure.find("figcaption") or figure.find(_is_caption)
    if found is None:
        return "", ""
    credit = ""
    for part in found.find_all(lambda one: is_named(one, *CREDITS)):
        credit = credit or _text(part)
        part.extract()
    caption = _text(found)
    if not credit and (parsed := captions.parse(caption, all_words())):
        return parsed.text, parsed.credit
    return caption, credit


def _is_caption(element: "Tag") -> bool:
    return is_named(element, "caption") and element.find("img") is None


def _text(element: "Tag") -> str:
    return " ".join(element.get_text(" ").split())


def _is_pixel(element: "Tag") -> bool:
    """Whether it is there to count readers, not to be looked at."""
    sides = [str(element.get(name) or "").removesuffix("px") for name in ("width", "height")]
    return any(side in ("0", "1", "2") for side in sides)


def _addresses(element: "Tag") -> list[str]:
    """All that an `<img>` may be found by; lazy pages keep the true one out of `src`."""
    found = [str(element[name]).strip() for name in _SOURCES if element.get(name)]
    for name in ("data-srcset", "srcset"):
        parts = [part.split() for part in str(element.get(name) or "").split(", ")]
        found += [part[0].strip(",") for part in reversed(parts) if part]
    return list(dict.fromkeys(address for address in found if address))


def _inline(address: str) -> Picture | None:
    """The picture in a data: address; lazy pages have a dot of 43 bytes there, which is none."""
    found = _DATA.match(address)
    if not found:
        return None
    try:
        data = base64.b64decode(found[2], validate=False) if found[1] else unquote_to_bytes(found[2])
    except (binascii.Error, ValueError):
        return None
    return attached(data) if len(data) > 200 else None
