"""What an item brings besides its text: its lead picture and its recording, with their true lengths.

A picture goes out as JPEG, or as WebP where it is transparent somewhere; never in what only browsers know.
"""

import html
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from broadsheet import addresses
from broadsheet.article import Audio, Image
from broadsheet.feeds.xml_text import clean
from broadsheet.index import files
from broadsheet.index.files import Picture
from broadsheet.index.reader import Index
from broadsheet.pages import pictures
from broadsheet.pages.media import media_type
from broadsheet.pictures import making, recipes
from broadsheet.pictures.making import Variant
from broadsheet.problems import Problem, UnreadyError, error

WIDEST = 1280
"""How wide the lead picture is at most; aggregators ask for 500 and 720 at least."""
SMALL = 480
"""How wide its thumbnail is at most."""
_TYPES = {"gif": "image/gif", "svg": "image/svg+xml"}
"""Of pictures that go out as they are."""


@dataclass(frozen=True, slots=True)
class PictureItem:
    """A picture in a feed."""

    url: str
    """Its address in full."""
    width: int
    """Its width in pixels."""
    height: int
    """Its height in pixels."""
    type: str
    """Its media type."""
    length: int
    """Its length in bytes; 0 where it wasn't asked for."""
    alt: str
    """What it shows, for who doesn't see it; may be empty."""
    caption: str
    """The words below it; may be empty."""
    credit: str
    """Who made it; may be empty."""
    small: str = ""
    """The address in full of a small one; empty where there is none."""
    small_width: int = 0
    """Its width."""
    small_height: int = 0
    """Its height."""


@dataclass(frozen=True, slots=True)
class AudioItem:
    """A recording in a feed."""

    url: str
    """Its address in full."""
    type: str
    """Its media type."""
    length: int
    """Its length in bytes."""
    duration: int
    """Its length in seconds; 0 when not known."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """The one file that an item encloses."""

    url: str
    """Its address in full."""
    type: str
    """Its media type."""
    length: int
    """Its length in bytes."""


def chosen(audio: AudioItem | None, picture: PictureItem | None) -> Enclosure | None:
    """What an item encloses: its recording, else its lead picture; nothing whose length isn't known."""
    if audio and audio.length:
        return Enclosure(audio.url, audio.type, audio.length)
    if picture and picture.length and picture.type != _TYPES["svg"]:
        return Enclosure(picture.url, picture.type, picture.length)
    return None


def lead(image: Image | None, index: Index) -> PictureItem | None:
    """An article's lead picture with its length; None where there is none."""
    return _picture(image, WIDEST, index, measured=True) if image and image.src else None


def shown(images: tuple[Image, ...], index: Index) -> Iterator[PictureItem]:
    """Further pictures, those that are there."""
    for image in images:
        if image.src and (found := _picture(image, recipes.SRC, index, measured=False)):
            yield found


def recording(audio: Audio | None, index: Index) -> AudioItem | None:
    """A recording, where its file is there."""
    if audio is None or files.picture(index, audio.src) is None:
        return None
    url = addresses.absolute(addresses.media_address(audio.src), index.settings)
    return AudioItem(url, media_type(audio.src), files.size(index, f"media/{audio.src}"), audio.duration)


def figure(one: PictureItem) -> str:
    """A picture with its words, as HTML."""
    words = " ".join(
        filter(None, (html.escape(one.caption), f"<small>{html.escape(one.credit)}</small>" * bool(one.credit)))
    )
    below = f"<figcaption>{words}</figcaption>" if words else ""
    size = f'width="{one.width}" height="{one.height}"'
    return f'<figure><img src="{html.escape(one.url)}" alt="{html.escape(one.alt)}" {size}>{below}</figure>'


def _picture(image: Image, widest: int, index: Index, *, measured: bool) -> PictureItem | None:
    found = files.picture(index, image.src)
    if found is None or not found.width:
        return None
    words = (clean(image.alt), clean(image.caption or found.caption), clean(image.credit or found.credit))
    if not found.form:
        url = addresses.absolute(addresses.media_address(found.path), index.settings)
        kind = _TYPES.get(PurePosixPath(found.path).suffix[1:].lower(), "")
        length = files.size(index, f"media/{found.path}") if measured else 0
        return PictureItem(url, found.width, found.height, kind, length, *words)
    width, small = _width(found, widest), _width(found, SMALL)
    recipe, tiny = f"{width}.{pictures.portable(found)}", f"{small}.{pictures.portable(found)}"
    return PictureItem(
        addresses.absolute(pictures.size_address(found, recipe, index), index.settings),
        width,
        _height(found, width),
        recipes.TYPES[pictures.portable(found)],
        _length(found, recipe, index) if measured else 0,
        *words,
        addresses.absolute(pictures.size_address(found, tiny, index), index.settings),
        small,
        _height(found, small),
    )


def _width(found: Picture, widest: int) -> int:
    return max((each for each in recipes.widths(found.width) if each <= widest), default=found.width)


def _height(found: Picture, width: int) -> int:
    return max(1, round(found.height * width / found.width))


def _length(found: Picture, recipe: str, index: Index) -> int:
    """How long the file is that goes out: as a rule it is made already, since pictures go out before feeds.

    0 where none can be made of the picture. UnreadyError where that can't be known yet.
    """
    if index.site is None:
        return 0
    variant = Variant(f"media/{found.path}", found.hash, recipe, index.settings.pictures.quality)
    try:
        made = making.make(index.site, variant)
        return 0 if isinstance(made, Problem) else made.stat().st_size
    except OSError as failure:
        raise UnreadyError(error(making.FOLDER, f"nothing can be kept there: {failure.strerror}")) from failure
