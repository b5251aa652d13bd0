"""Icons: a picture as browsers, phones and start screens want it, square and in one size."""

from typing import TYPE_CHECKING

from broadsheet.pictures import recipes

if TYPE_CHECKING:
    from PIL.Image import Image

_ROOMY, _TIGHT = 0.8, 0.56
"""How much of a maskable icon the picture takes. Systems cut out any shape, and leave at least a circle of 80 %: what
has nothing in its corners, or goes on beyond them, may be as wide; what else has corners must fit into it."""


def draw(picture: "Image", recipe: str) -> "Image":
    """A picture as an icon; one that isn't square stands in the middle.

    Where it has to be solid, one that is so goes on beyond its edges as it ends there; others stand on a colour.
    """
    what, size, *ground = recipe.split("-")
    side = int(size)
    picture = picture.convert("RGBA")
    if what == recipes.ICON:
        return _placed(picture, side, side, (0, 0, 0, 0))
    lowest = picture.getchannel("A").getextrema()[0]
    solid = lowest == 255
    wide = _ROOMY if solid or _has_clear_corners(picture) else _TIGHT
    inner = side if what == recipes.TOUCH else round(side * wide)
    return _placed(picture, side, inner, (*bytes.fromhex(ground[0]), 255), extended=solid).convert("RGB")


def _placed(picture: "Image", side: int, inner: int, ground: tuple[int, ...], *, extended: bool = False) -> "Image":
    """A picture of a size within a square, on a ground; or with its edges drawn out to those of the square."""
    from PIL import Image

    scale = inner / max(picture.size)
    width, height = (max(1, round(length * scale)) for length in picture.size)
    sized = picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
    left, top = (side - width) // 2, (side - height) // 2
    canvas = Image.new("RGBA", (side, side), ground)
    if not extended:
        canvas.alpha_composite(sized, (left, top))
        return canvas
    right, low = side - left - width, side - top - height
    canvas.paste(sized, (left, top))
    if left + right:
        canvas.paste(sized.crop((0, 0, 1, height)).resize((max(1, left), height)), (0, top))
        canvas.paste(sized.crop((width - 1, 0, width, height)).resize((max(1, right), height)), (side - right, top))
        canvas.paste(sized, (left, top))
    if top + low:
        canvas.paste(canvas.crop((0, top, side, top + 1)).resize((side, max(1, top))), (0, 0))
        last = canvas.crop((0, top + height - 1, side, top + height))
        canvas.paste(last.resize((side, max(1, low))), (0, side - low))
    return canvas


def _has_clear_corners(picture: "Image") -> bool:
    alpha, right, low = picture.getchannel("A"), picture.width - 1, picture.height - 1
    return all(alpha.getpixel(place) == 0 for place in ((0, 0), (right, 0), (0, low), (right, low)))
