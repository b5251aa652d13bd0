"""What a file under media/ is: its size in pixels, or why it can't be shown."""

import re
import warnings
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from broadsheet.problems import Problem, error

RASTER = frozenset({"avif", "gif", "jpeg", "jpg", "png", "webp"})
_SVG_SIZE = re.compile(rb"<svg\b[^>]*?\bviewBox\s*=\s*[\"']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)", re.S)
_LARGEST = 200_000_000
"""In pixels: more than any camera gives, less than what fills a machine's memory when it is opened."""


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
        found = _SVG_SIZE.search((site / path).read_bytes()[:65536])
        return Size(round(float(found[1])), round(float(found[2]))) if found else Size(300, 150)
    if suffix not in RASTER:
        return Size(0, 0)
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(site / path) as picture:
                width, height = picture.size
                turned = picture.getexif().get(0x0112, 1) >= 5
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        return error(path, "it can't be read as a picture", hint="save it again as JPEG, PNG or WebP")
    if width * height > _LARGEST:
        return error(path, f"the picture is too large: {width} by {height} pixels", hint="save it smaller")
    return Size(height, width) if turned else Size(width, height)
