"""The icons of the site, all made of one picture that site.toml names.

Browsers and phones look for some of them at addresses of their own; a file of the outlet's at one of these stays. A
drawing (SVG) goes out as it is, and beside it, or in its stead, what is made of a raster picture of the same name.
"""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from broadsheet import addresses
from broadsheet.index import files, queries
from broadsheet.index.files import Picture
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey
from broadsheet.pages.kind import FileCopy, PageKind, Stage
from broadsheet.pages.views import IconView
from broadsheet.pictures import recipes
from broadsheet.pictures.making import Variant
from broadsheet.settings import Settings

DRAWING = "icon.svg"
SMALLEST = 512
"""How many pixels a picture should have for the largest icon."""

_RECIPES = {
    "favicon.ico": f"{recipes.ICON}-32.ico",
    "apple-touch-icon.png": f"{recipes.TOUCH}-180-GROUND.png",
    "icon-192.png": f"{recipes.ICON}-192.png",
    "icon-512.png": f"{recipes.ICON}-512.png",
    "maskable-512.png": f"{recipes.MASKABLE}-512-GROUND.png",
}
_ENDINGS = ("png", "webp", "jpg", "jpeg", "avif")
"""Of raster pictures beside a drawing, the first that is there."""


def raster(index: Index) -> Picture | None:
    """The picture that icons are made of: the one that is named, or one beside the drawing that is."""
    named = index.settings.outlet.icon
    candidates = [named] if recipes.is_raster(named) else [f"{_stem(named)}.{ending}" for ending in _ENDINGS]
    pictures = (files.picture(index, path) for path in candidates if _is_drawing(named) or path == named)
    return next((found for found in pictures if found and found.form), None)


def drawing(index: Index) -> Picture | None:
    """The drawing: the one that is named, or one beside the picture that is."""
    named = index.settings.outlet.icon
    return files.picture(index, f"{_stem(named)}.svg") if named else None


def views(index: Index) -> tuple[IconView, ...]:
    """What the head of each page leads to; the largest are for the web app's manifest alone."""
    settings = index.settings
    found = []
    if raster(index):
        found += [
            IconView("icon", _href("favicon.ico", settings), "image/x-icon", "32x32"),
            IconView("icon", _href("icon-192.png", settings), "image/png", "192x192"),
        ]
    if drawing(index):
        found.append(IconView("icon", _href(DRAWING, settings), "image/svg+xml", "any"))
    if raster(index):
        found.append(IconView("apple-touch-icon", _href("apple-touch-icon.png", settings), "image/png", "180x180"))
    return tuple(found)


def of_app(index: Index) -> list[dict[str, str]]:
    """The icons as a web app's manifest lists them."""
    settings = index.settings
    found = []
    if drawing(index):
        found.append({"src": _href(DRAWING, settings), "sizes": "any", "type": "image/svg+xml"})
    if raster(index):
        for name, size in (("icon-192.png", "192x192"), ("icon-512.png", "512x512")):
            found.append({"src": _href(name, settings), "sizes": size, "type": "image/png"})
        maskable = _href("maskable-512.png", settings)
        found.append({"src": maskable, "sizes": "512x512", "type": "image/png", "purpose": "maskable"})
    return found


def faults(index: Index) -> Iterator[tuple[str, str]]:
    """What is wrong with the picture, and what to do; nothing where site.toml names none."""
    named = index.settings.outlet.icon
    if not named:
        return
    found = raster(index)
    if found is None and drawing(index) is None:
        there = files.picture(index, named) is not None
        missing = f"no icon can be made of media/{named}" if there else f"there is no picture media/{named}"
        yield missing, f"put a square PNG into media/, {SMALLEST} pixels wide or more"
    elif found is None:
        hint = f"put one beside it, {SMALLEST} pixels wide or more: media/{_stem(named)}.png"
        yield "of a drawing alone come no icons for phones and older browsers: they need a PNG", hint
    elif abs(found.width - found.height) > max(found.width, found.height) / 100:
        size = f"{found.width} by {found.height} pixels"
        yield f"media/{found.path} isn't square: {size}", "cut it to a square; till then there is room beside it"
    elif found.width < SMALLEST:
        hint = f"give one that is {SMALLEST} pixels wide or more; till then it is enlarged"
        yield f"media/{found.path} is too small for icons: {found.width} by {found.height} pixels", hint


def keys(index: Index) -> Iterator[PageKey]:
    """All that there are."""
    return (key for key in _all_keys(index) if context(key, index))


def context(key: PageKey, index: Index) -> Variant | FileCopy | None:
    """An icon, unless a file of the outlet's is in its place."""
    if not index.settings.outlet.icon or queries.is_taken(index, _address(key.name)):
        return None
    if key.name == DRAWING:
        drawn = drawing(index)
        return FileCopy(f"media/{drawn.path}", drawn.hash) if drawn else None
    found = raster(index)
    if found is None or key.name not in _RECIPES:
        return None
    recipe = _RECIPES[key.name].replace("GROUND", index.settings.app.background[1:].lower())
    return Variant(f"media/{found.path}", found.hash, recipe, index.settings.pictures.quality)


def made_of(path: str, index: Index) -> Iterable[PageKey]:
    """All of them, where it's the picture or the drawing."""
    named = index.settings.outlet.icon
    return _all_keys(index) if named and _stem(path) == _stem(named) else ()


def yields(address: str, index: Index) -> Iterable[PageKey]:
    """The one whose place it is."""
    return (key for key in _all_keys(index) if _address(key.name) == address)


def _all_keys(index: Index) -> Iterator[PageKey]:
    return (PageKey("icon", index.settings.outlet.language, name) for name in (*_RECIPES, DRAWING))


def _address(name: str) -> str:
    if name in ("favicon.ico", "apple-touch-icon.png"):
        return addresses.notice_address(name)
    return addresses.icon_address(name)


def _href(name: str, settings: Settings) -> str:
    return addresses.href(_address(name), settings)


def _stem(path: str) -> str:
    return str(PurePosixPath(path).with_suffix("")) if path else ""


def _is_drawing(path: str) -> bool:
    return PurePosixPath(path).suffix.lower() == ".svg"


ICON = PageKind(
    name="icon",
    stage=Stage.FILES,
    parts=("outlet", "app"),
    keys=keys,
    context=context,
    address=lambda key, _index: _address(key.name),
    yields=yields,
    made_of=made_of,
)
