"""The card that others show of an article without a picture: the outlet's name, the section's and a headline.

Drawn in greys with Source Serif, which comes as a package, so that it is the same on every machine. It has the Latin,
Greek and Cyrillic letters; words in other scripts are left out, and a card that has none is a rule on paper.
"""

import io
import unicodedata
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 675
_MARGIN, _RULE = 72, 14
_NAME, _SECTION = 44, 34
_HEADLINE = (92, 78, 66, 56, 48)
"""The sizes of a headline, the first that fits."""
_TOP, _BOTTOM = 220, HEIGHT - 72
_INK, _GREY, _PAPER = 0, 6, 15
"""Of sixteen greys, which is what a letter's edge needs."""
_LONGEST = 300
"""How many characters of a text are looked at: what goes beyond a line is measured anew for each that is cut off."""


def draw(outlet: str, section: str, headline: str) -> bytes:
    """A card as PNG; `headline` may be empty, the section's name is large then."""
    from PIL import Image, ImageDraw

    image = Image.new("L", (WIDTH, HEIGHT), _PAPER * 17)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, WIDTH, _RULE), fill=_INK)
    room = WIDTH - 2 * _MARGIN
    name = _cut(drawable(outlet[:_LONGEST]), _NAME, room)
    pen.text((_MARGIN, 64), name, font=_font("Bold", _NAME), fill=_INK)
    above, large = drawable(section[:_LONGEST]), drawable(headline[:_LONGEST])
    if large and above:
        pen.text((_MARGIN, 132), _cut(above, _SECTION, room), font=_font("Regular", _SECTION), fill=_GREY * 17)
    size, lines = _fitting(large or above, room)
    top = _BOTTOM - len(lines) * round(size * 1.14)
    for number, line in enumerate(lines):
        pen.text((_MARGIN, top + number * round(size * 1.14)), line, font=_font("Bold", size), fill=_INK)
    return _written(image.point([(value + 8) // 17 for value in range(256)]))


def drawable(text: str) -> str:
    """A text without the signs that the font hasn't; empty where it lacks a letter."""
    kept = []
    for character in unicodedata.normalize("NFC", " ".join(text.split())):
        if _has(character):
            kept.append(character)
        elif unicodedata.category(character)[0] in "LMN":
            return ""
    return " ".join("".join(kept).split())


@lru_cache(maxsize=4096)
def _has(character: str) -> bool:
    font = _font("Bold", 40)
    return character == " " or bytes(font.getmask(character)) != bytes(font.getmask("\U0010fffd"))


@lru_cache(maxsize=32)
def _font(weight: str, size: int) -> "FreeTypeFont":
    from PIL import ImageFont

    file = resources.files("font_source_serif_pro") / "files" / f"SourceSerifPro-{weight}.ttf"
    return ImageFont.truetype(io.BytesIO(file.read_bytes()), size, layout_engine=ImageFont.Layout.BASIC)


def _fitting(text: str, room: int) -> tuple[int, list[str]]:
    """The largest size at which a text fits, and its lines; cut at the smallest."""
    for size in _HEADLINE:
        lines, most = _lines(text, size, room), (_BOTTOM - _TOP) // round(size * 1.14)
        if len(lines) <= most:
            return size, lines
    return size, [*lines[: most - 1], _cut(f"{lines[most - 1]} …", size, room)]


def _lines(text: str, size: int, room: int) -> list[str]:
    font = _font("Bold", size)
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(joined) <= room:
            lines[-1] = joined
        else:
            lines.append(_cut(word, size, room))
    return lines


def _cut(text: str, size: int, room: int) -> str:
    """A text as far as it fits on one line."""
    font = _font("Bold", size)
    if font.getlength(text) <= room:
        return text
    while text and font.getlength(f"{text}…") > room:
        text = text[:-1].rstrip()
    return f"{text}…"


def _written(image: "Image") -> bytes:
    image.putpalette([grey * 17 for grey in range(16) for _ in range(3)])
    out = io.BytesIO()
    image.save(out, "PNG", bits=4)
    return out.getvalue()
