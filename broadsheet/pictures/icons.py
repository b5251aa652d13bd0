"""Icons: a picture as browsers, phones and start screens want it, square and in one size."""

from typing import TYPE_CHECKING

from broadsheet.pictures import recipes

if TYPE_CHECKING:
    from PIL.Image import Image

_PLAIN, _BUSY = 0.8, 0.56
"""How much of a maskable icon the picture takes. Systems cut out any shape, and leave at least a circle of 80 %: what
has nothing in its corners may fill that, and what has must fit into it."""
_NEAR = 8
"""By how much two colours may differ that count as one, in 255ths."""


def draw(picture: "Image", recipe: str) -> "Image":
    """A picture as an icon; one that isn't square stands in the middle, on nothing or on the ground's colour."""
    what, size, *ground = recipe.split("-")
    side = int(size)
    if what == recipes.ICON:
        return _placed(picture, side, side, None)
    corner = _corner(picture)
    filled = corner if corner and corner[3] == 255 else (*bytes.fromhex(ground[0]), 255)
    inner = side if what == recipes.TOUCH else round(side * (_PLAIN if corner else _BUSY))
    return _placed(picture, side, inner, filled).convert("RGB")


def _placed(picture: "Image", side: int, inner: int, ground: tuple[int, ...] | None) -> "Image":
    """A picture within a square of its own size in the middle of another."""
    from PIL import Image

    scale = inner / max(picture.size)
    width, height = (max(1, round(length * scale)) for length in picture.size)
    sized = picture.convert("RGBA").resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
    canvas = Image.new("RGBA", (side, side), ground or (0, 0, 0, 0))
    place = ((side - width) // 2, (side - height) // 2)
    if ground:
        canvas.alpha_composite(sized, place)
    else:
        canvas.paste(sized, place)
    return canvas


def _corner(picture: "Image") -> tuple[int, ...] | None:
    """The colour in all four corners, with how solid it is; None where they differ, or one is half there."""
    clear = picture.convert("RGBA")
    right, low = clear.width - 1, clear.height - 1
    found = [clear.getpixel(place) for place in ((0, 0), (right, 0), (0, low), (right, low))]
    corners = [pixel for pixel in found if isinstance(pixel, tuple)]
    if all(pixel[3] < _NEAR for pixel in corners):
        return (0, 0, 0, 0)
    first = corners[0]
    same = all(abs(mine - other) <= _NEAR for pixel in corners for mine, other in zip(pixel, first, strict=True))
    return (*first[:3], 255) if same and first[3] > 255 - _NEAR else None
