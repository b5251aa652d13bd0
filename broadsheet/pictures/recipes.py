"""Which sizes and crops go out of a picture, by the names that they have in page keys and addresses.

`640.webp` is the whole picture 640 pixels wide; `16x9-50-25.jpg` is cut to a shape, keeping the point that lies at 50 %
from the left and 25 % from the top; `full` is the picture as large as it is, in its own format.
"""

import hashlib
from pathlib import PurePosixPath
from typing import NamedTuple

RASTER = frozenset({"avif", "jpeg", "jpg", "png", "webp"})
"""The endings of photographs and the like: these never go out as they are, for what cameras write into them."""
UNSHOWN = frozenset({"bmp", "heic", "heif", "jfif", "jpe", "jxl", "psd", "tif", "tiff"})
"""The endings of pictures that don't go out: as they are they would tell as much, and few browsers show them."""
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF", "BMP")
"""What a picture may be, whatever its name says, as Pillow calls it: others have programs in them, or call some."""
WIDTHS = (320, 480, 640, 960, 1280, 1600, 2000)
"""In pixels: those that a picture has go out, and its own where it is narrower than the last."""
SRC = 960
"""The widest that stands in `src`, which only browsers read that know no `srcset`."""
SHAPES = {"16x9": (16, 9), "4x3": (4, 3), "1x1": (1, 1)}
CROP = 1200
"""How wide a crop is at most."""
FULL = "full"
LARGEST = 4000
"""How wide the whole of a picture is at most, in pixels."""
TALLEST = 16_000
"""How tall any size of it is at most, in pixels: WebP ends there."""
TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg", "png": "image/png"}
PHOTO, CLEAR = "jpg", "png"
"""The forms that a picture has: one that JPEG can show, or one that is transparent somewhere; empty for all others."""
CENTRE = (50, 50)
ICON, TOUCH, MASKABLE = ICONS = ("icon", "touch", "maskable")
"""What the recipes of icons begin with: `icon-192.png` is the picture as it is; `touch-180-ffffff.png` is solid, on
that colour, as phones want it; and so is `maskable-512-ffffff.png`, with room around it that may be cut away."""


class Crop(NamedTuple):
    """A shape, the point that it keeps, and how large it comes out."""

    shape: str
    focus: tuple[int, int]
    width: int
    height: int

    @property
    def name(self) -> str:
        """The recipe's name."""
        return f"{self.shape}-{self.focus[0]}-{self.focus[1]}.jpg"


def is_raster(path: str) -> bool:
    """Whether a file under media/ is a photograph or the like, by its name."""
    return PurePosixPath(path).suffix[1:].lower() in RASTER


def widths(width: int) -> tuple[int, ...]:
    """In which widths a picture goes out that is so wide: it is never enlarged."""
    fitting = tuple(each for each in WIDTHS if each <= width)
    return fitting if width in fitting or width > WIDTHS[-1] else (*fitting, width)


def plain(width: int) -> int:
    """The one width that stands for all, for who knows no `srcset`."""
    return max((each for each in widths(width) if each <= SRC), default=width)


def endings(form: str, *, avif: bool) -> tuple[str, ...]:
    """In which formats a picture goes out, the one that every browser knows last."""
    return ("avif", "webp", form) if avif else ("webp", form)


def sizes(width: int, form: str, *, avif: bool) -> list[str]:
    """The recipes of the whole picture, in all widths and formats."""
    return [f"{each}.{ending}" for each in widths(width) for ending in endings(form, avif=avif)]


def crop(shape: str, focus: tuple[int, int], width: int, height: int) -> Crop:
    """How a picture of that size is cut to a shape."""
    across, down = SHAPES[shape]
    wide = max(1, min(CROP, width, height * across // down))
    return Crop(shape, focus, wide, max(1, round(wide * down / across)))


def crops(focus: tuple[int, int], width: int, height: int) -> list[Crop]:
    """All crops of a picture."""
    return [crop(shape, focus, width, height) for shape in SHAPES]


def token(content: str, path: str, quality: int) -> str:
    """What tells a picture's sizes apart from any other's in their addresses, by its content's hash, path and quality.

    With the path in it no two files share an address, though they may be copies of each other.
    """
    return hashlib.blake2b(f"{content}/{quality}/{path}".encode("utf-8", "surrogateescape"), digest_size=5).hexdigest()
