"""A size or a crop of a picture, made once: it is looked up in the site's cache by its name before anything is opened.

Its name is made of the hash of the picture's content, of the recipe, and of who makes it; so what is found there is
what would be made, as long as it has the hash that is kept beside it. All sizes are made of the picture as it is seen:
turned as its camera says, in sRGB, and without anything that was written into it but who made it and whose it is.
"""

import hashlib
import io
import os
import warnings
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from broadsheet.pictures import icons, recipes, words
from broadsheet.pictures.measure import UNREADABLE
from broadsheet.problems import Problem, UnreadyError, error

if TYPE_CHECKING:
    from PIL.Image import Image

FOLDER = ".broadsheet/pictures"
"""Where they are kept, in the site's folder: it may be deleted at any time."""
_MADE_BY = 1
"""Goes up with every change of this module that changes bytes."""


class _ChangedError(Exception):
    """A picture's file isn't there as it was: raised, since what is given back is remembered."""


class Variant(msgspec.Struct, frozen=True):
    """A size or a crop: of which file (relative to the site) with which content, by which recipe (see recipes)."""

    path: str
    hash: str
    recipe: str
    quality: int


def make(site: Path, variant: Variant) -> Path | Problem:
    """The file that has a size or a crop of a picture, made where there is none.

    OSError where it can't be kept, UnreadyError where the picture changed meanwhile.
    """
    kept = site / FOLDER / _name(variant)
    if _is_whole(kept):
        return kept
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            recipe, _, ending = variant.recipe.rpartition(".")
            sized = _sized(site / variant.path, variant.hash, recipe)
            data = _written(sized[0], ending, variant.quality, sized[1])
    except _ChangedError as changed:
        problem = error(variant.path, "the file changed while the site was built", hint="build once more")
        raise UnreadyError(problem) from changed
    except (Image.DecompressionBombError, *UNREADABLE) as failure:
        return error(variant.path, f"no {variant.recipe} can be made of it: {failure}", hint="save the picture again")
    kept.parent.mkdir(parents=True, exist_ok=True)
    temporary = kept.with_name(f"{kept.name}.{os.getpid()}")
    try:
        temporary.write_bytes(data)
        temporary.replace(kept)
        _sum_of(kept).write_bytes(_digest(data))
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return kept


def tidy(site: Path, contents: Iterable[str], quality: int) -> None:
    """Delete what is kept of pictures that aren't there any more; `contents` are the hashes of those that are."""
    wanted = {_stem(content, quality) for content in contents}
    with suppress(OSError):  # it is a cache: what can't be deleted now is deleted later
        for entry in os.scandir(site / FOLDER):
            stem, _, recipe = entry.name.partition(".")
            if stem not in wanted or recipe.count(".") > 1:  # or left half written by a killed build
                Path(entry.path).unlink()


def _is_whole(kept: Path) -> bool:
    """Whether a file is as it was written: a machine that went down may have left it empty, and disks rot."""
    try:
        return _sum_of(kept).read_bytes() == _digest(kept.read_bytes())
    except OSError:
        return False


def _sum_of(kept: Path) -> Path:
    return kept.with_name(f"{kept.name}-sum")


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


def _name(variant: Variant) -> str:
    return f"{_stem(variant.hash, variant.quality)}.{variant.recipe}"


def _stem(content: str, quality: int) -> str:
    made_with = f"{content}/{quality}/{_encoders()}"
    return hashlib.blake2b(made_with.encode(), digest_size=10).hexdigest()


@lru_cache(maxsize=1)
def _encoders() -> str:
    from PIL import __version__

    return f"{_MADE_BY}/{__version__}"


@lru_cache(maxsize=1)  # all sizes of a picture are made one after the other
def _open(path: Path, content: str) -> "tuple[Image, bytes]":
    """A picture as it is seen, with the names that it keeps."""
    from PIL import Image, ImageOps

    try:
        data = path.read_bytes()
    except FileNotFoundError as failure:  # what can't be read for another reason says so itself
        raise _ChangedError from failure
    if _digest(data).hex() != content:
        raise _ChangedError
    with Image.open(io.BytesIO(data), formats=recipes.FORMATS) as picture:
        kept = words.exif(words.read(picture))
        if picture.width > 2 * recipes.LARGEST:
            picture.draft(None, (recipes.LARGEST, max(1, recipes.LARGEST * picture.height // picture.width)))
        clear = picture.has_transparency_data
        profile = picture.info.get("icc_profile")
        upright = ImageOps.exif_transpose(picture)
        upright.info.clear()
    return _in_colour(upright, clear=clear, profile=profile), kept


def _in_colour(picture: "Image", *, clear: bool, profile: bytes | None) -> "Image":
    """A picture in sRGB with eight bits a channel, RGBA where it is transparent somewhere."""
    if picture.mode.startswith(("I", "F")):
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
        profile = None
    if picture.mode in ("P", "PA", "1", "La", "RGBa"):
        picture = picture.convert("RGBA" if clear else "RGB")
    alpha = picture.getchannel("A") if clear and "A" in picture.getbands() else None
    if picture.mode in ("RGBA", "LA"):
        picture = picture.convert(picture.mode[:-1])
    picture = _in_srgb(picture, profile) if profile else picture
    picture = picture.convert("RGB")
    if alpha:
        picture.putalpha(alpha)
    return picture


def _in_srgb(picture: "Image", profile: bytes) -> "Image":
    from PIL import ImageCms

    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "srgb" in ImageCms.getProfileDescription(own).lower():
            return picture
        srgb = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(picture, own, srgb, outputMode="RGB") or picture
    except (ImageCms.PyCMSError, *UNREADABLE):  # browsers pass over a profile that doesn't fit, too
        return picture


@lru_cache(maxsize=1)  # it goes out in several formats
def _sized(path: Path, content: str, recipe: str) -> "tuple[Image, bytes]":
    """A picture as a recipe has it, whatever the format, with the names that it keeps."""
    picture, kept = _open(path, content)
    if recipe.partition("-")[0] in recipes.ICONS:
        return icons.draw(picture, recipe), b""
    if "-" in recipe:
        return _cropped(picture, recipe), kept
    return _scaled(picture, min(picture.width, recipes.LARGEST) if recipe == recipes.FULL else int(recipe)), kept


def _scaled(picture: "Image", width: int) -> "Image":
    from PIL.Image import Resampling

    if width == picture.width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Resampling.LANCZOS, reducing_gap=3.0)


def _cropped(picture: "Image", recipe: str) -> "Image":
    from PIL.Image import Resampling

    shape, across, down = recipe.split("-")
    crop = recipes.crop(shape, (int(across), int(down)), picture.width, picture.height)
    wide, high = recipes.SHAPES[shape]
    width = min(picture.width, picture.height * wide / high)
    height = min(picture.height, width * high / wide)
    # As `object-position` has it: the point is at the same share of the crop as of the picture.
    left, top = (picture.width - width) * crop.focus[0] / 100, (picture.height - height) * crop.focus[1] / 100
    box = (left, top, left + width, top + height)
    return picture.resize((crop.width, crop.height), Resampling.LANCZOS, box=box, reducing_gap=3.0)


def _written(picture: "Image", ending: str, quality: int, exif: bytes) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    kept = {"exif": exif} if exif else {}
    if ending in ("jpg", "jpeg"):
        if picture.mode == "RGBA":
            ground = Image.new("RGB", picture.size, "white")
            ground.paste(picture, mask=picture.getchannel("A"))
            picture = ground
        picture.save(out, "JPEG", quality=quality, progressive=True, optimize=True, **kept)
    elif ending == "webp":
        picture.save(out, "WEBP", quality=max(1, quality - 2), method=4, **kept)
    elif ending == "avif":
        # At speed 6 it takes eight times as long for files that are hardly smaller.
        picture.save(out, "AVIF", quality=max(1, quality * 7 // 10), speed=8, max_threads=1, **kept)
    elif ending == "ico":
        picture.save(out, "ICO", sizes=[picture.size])
    else:
        picture.save(out, "PNG", **kept)
    return out.getvalue()
