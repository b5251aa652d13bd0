"""What a file under media/ is: its size in pixels and what it says of itself, or why it can't be shown."""

import re
import struct
import warnings
import zlib
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from broadsheet.pictures import recipes, words
from broadsheet.problems import Problem, error

_NUMBER = rb"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_SVG_SIZE = re.compile(
    rb"<svg\b[^<>]*?\bviewBox\s*=\s*[\"']\s*(?:NUMBER[\s,]+){2}(NUMBER)[\s,]+(NUMBER)\s*[\"']".replace(
        b"NUMBER", _NUMBER
    )
)
_SVG_HEAD = 65536
"""In bytes: a drawing says its size at its top."""
_LONGEST = 1_000_000
"""In pixels, of one side."""
_LARGEST = 120_000_000
"""In pixels: more than nearly any camera gives, less than what fills a machine's memory when it is opened."""
_OURS = re.compile(r"\.[0-9a-f]{10}\.[^/.]+\.(?:avif|jpg|png|webp)$")
"""How the names of sizes and crops end."""

UNREADABLE = (
    *(OSError, ValueError, SyntaxError, RuntimeError, TypeError, ArithmeticError, LookupError, AttributeError),
    *(AssertionError, EOFError, MemoryError, struct.error, zlib.error),
)
"""What Pillow raises at a file that is broken, or made to break it, besides its own DecompressionBombError."""


class Measured(NamedTuple):
    """In pixels, 0 by 0 for what is no picture, such as a recording; and what the file says of itself.

    `form` is the ending of the format that every browser knows, `jpg` or `png`; empty for what goes out as it is.
    """

    width: int
    height: int
    form: str = ""
    caption: str = ""
    credit: str = ""


def measure(site: Path, path: str) -> Measured | Problem:
    """What a file under media/ is (`path` is relative to the site), or what is wrong with it.

    A photograph is read to its end, at an eighth of its size where that can be: so one that is cut off is known before
    any page shows it. What is too large isn't read, so a picture made to explode can't.
    """
    suffix = PurePosixPath(path).suffix[1:].lower()
    if suffix == "svg":
        return _drawing(site, path)
    if suffix in recipes.UNSHOWN:
        return error(path, "not every browser shows a picture like this", hint="save it as JPEG, PNG or WebP")
    if suffix != "gif" and suffix not in recipes.RASTER:
        return Measured(0, 0)
    if _OURS.search(path):
        hint = "name it otherwise: the sizes of pictures have such names"
        return error(path, "a file with a name like this can't go out", hint=hint)
    return _photograph(site, path, moves=suffix == "gif")


def _drawing(site: Path, path: str) -> Measured | Problem:
    """A drawing's size by its viewBox; where that says nothing that a picture can have, what browsers take."""
    try:
        with (site / path).open("rb") as file:
            found = _SVG_SIZE.search(file.read(_SVG_HEAD))
    except OSError as failure:
        return error(path, f"it can't be read: {failure.strerror}", hint="look at who may read the file")
    width, height = (float(found[1]), float(found[2])) if found else (0.0, 0.0)
    if not (1 <= width <= _LONGEST and 1 <= height <= _LONGEST):
        return Measured(300, 150)
    return Measured(round(width), round(height))


def _photograph(site: Path, path: str, *, moves: bool) -> Measured | Problem:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(site / path, formats=recipes.FORMATS) as picture:
                width, height = picture.size
                if problem := _unfit(path, width, height):
                    return problem
                turned = picture.getexif().get(0x0112) in (5, 6, 7, 8)
                said = words.read(picture)
                form = "" if moves else recipes.CLEAR if picture.has_transparency_data else recipes.PHOTO
                picture.draft(None, (max(1, width // 8), max(1, height // 8)))
                picture.load()
    except Image.DecompressionBombError:
        return error(path, "the picture is too large", hint="save it smaller")
    except UNREADABLE:
        return error(path, "it can't be read as a picture", hint="save it again as JPEG, PNG or WebP")
    if turned:
        width, height = height, width
    if form and min(width, recipes.LARGEST) * height > recipes.TALLEST * width:
        return error(path, f"the picture is too tall: {width} by {height} pixels", hint="cut it into several")
    return Measured(width, height, form, said.caption, said.line)


def _unfit(path: str, width: int, height: int) -> Problem | None:
    if width < 1 or height < 1:
        return error(path, "the picture is empty", hint="save it again as JPEG, PNG or WebP")
    if width * height > _LARGEST or max(width, height) > _LONGEST:
        return error(path, f"the picture is too large: {width} by {height} pixels", hint="save it smaller")
    return None
