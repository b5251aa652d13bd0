"""What a file under media/ is: its size in pixels, or why it can't be shown."""

import re
import struct
import warnings
import zlib
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from broadsheet.problems import Problem, error

RASTER = frozenset({"avif", "gif", "jpeg", "jpg", "png", "webp"})

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
_LARGEST = 200_000_000
"""In pixels: more than any camera gives, less than what fills a machine's memory when it is opened."""

_UNREADABLE = (
    *(OSError, ValueError, SyntaxError, RuntimeError, TypeError, ArithmeticError, LookupError, AttributeError),
    *(AssertionError, EOFError, MemoryError, struct.error, zlib.error),
)
"""What Pillow raises at a file that is broken, or made to break it, besides its own DecompressionBombError."""


class Size(NamedTuple):
    """In pixels; 0 by 0 for what is no picture, such as a recording."""

    width: int
    height: int


def measure(site: Path, path: str) -> Size | Problem:
    """The size of a file under media/ (`path` is relative to the site), or what is wrong with it.

    Only the header is read, so this is cheap and a picture made to explode can't.
    """
    suffix = PurePosixPath(path).suffix[1:].lower()
    if suffix == "svg":
        return _drawing(site, path)
    return _photograph(site, path) if suffix in RASTER else Size(0, 0)


def _drawing(site: Path, path: str) -> Size | Problem:
    """A drawing's size by its viewBox; where that says nothing that a picture can have, what browsers take."""
    try:
        with (site / path).open("rb") as file:
            found = _SVG_SIZE.search(file.read(_SVG_HEAD))
    except OSError as failure:
        return error(path, f"it can't be read: {failure.strerror}", hint="look at who may read the file")
    width, height = (float(found[1]), float(found[2])) if found else (0.0, 0.0)
    if not (1 <= width <= _LONGEST and 1 <= height <= _LONGEST):
        return Size(300, 150)
    return Size(round(width), round(height))


def _photograph(site: Path, path: str) -> Size | Problem:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(site / path) as picture:
                width, height = picture.size
                turned = picture.getexif().get(0x0112) in (5, 6, 7, 8)
    except (Image.DecompressionBombError, *_UNREADABLE):
        return error(path, "it can't be read as a picture", hint="save it again as JPEG, PNG or WebP")
    if width < 1 or height < 1:
        return error(path, "the picture is empty", hint="save it again as JPEG, PNG or WebP")
    if width * height > _LARGEST or max(width, height) > _LONGEST:
        return error(path, f"the picture is too large: {width} by {height} pixels", hint="save it smaller")
    return Size(height, width) if turned else Size(width, height)
