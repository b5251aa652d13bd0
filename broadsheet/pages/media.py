"""Files that go out under their own names: what articles name of media/, what lies in static/, the theme's assets."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from broadsheet import addresses
from broadsheet.article import Article
from broadsheet.index import down, files, queries
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey
from broadsheet.pages.kind import AssetCopy, FileCopy, PageKind, Stage
from broadsheet.pictures import recipes
from broadsheet.pictures.making import Variant

MEDIA_TYPES = {
    "aac": "audio/aac",
    "flac": "audio/flac",
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "oga": "audio/ogg",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "wav": "audio/wav",
}


def media_type(path: str) -> str:
    """A recording's media type by its ending; the generic one where that tells nothing."""
    return MEDIA_TYPES.get(PurePosixPath(path).suffix[1:].lower(), "application/octet-stream")


def media_keys(index: Index) -> Iterator[PageKey]:
    """The files under media/ that a shown document names, the logo and the podcast's cover; photographs only where it
    links to them."""
    for path in files.pictures(index):
        if _wanted(path, index):
            yield _media_key(path, index)


def media_context(key: PageKey, index: Index) -> FileCopy | Variant | None:
    """A file under media/, as long as something shown names it; a photograph without what its camera wrote into it."""
    found = files.picture(index, key.name)
    if found is None or not _wanted(key.name, index):
        return None
    if not found.form:
        return FileCopy(f"media/{key.name}", found.hash)
    ending = PurePosixPath(key.name).suffix.lower()
    return Variant(f"media/{key.name}", found.hash, recipes.FULL + ending, index.settings.pictures.quality)


def media_touched_by(article: Article, index: Index) -> Iterable[PageKey]:
    """The files that it names, and what may lie beside its recording."""
    return (_media_key(path, index) for path in (*article.pictures, *article.companions))


def _wanted(path: str, index: Index) -> bool:
    use = "whole" if recipes.is_raster(path) else "media"
    return path in (index.settings.logo, index.settings.cover) or files.named(index, path, use)


def _media_key(path: str, index: Index) -> PageKey:
    return PageKey("media", index.settings.outlet.language, path)


def static_keys(index: Index) -> Iterator[PageKey]:
    """All files in static/."""
    for path in files.files(index, "static"):
        yield PageKey("static", index.settings.outlet.language, path)


def static_context(key: PageKey, index: Index) -> FileCopy | None:
    """A file in static/, as long as no page lives at its address, and it isn't taken down."""
    found = files.file_hash(index, key.name)
    name = addresses.fold(static_address(key, index))
    if found is None or queries.holder(index, f"address:{name}") != (key.name, False) or down.at(index, name):
        return None
    return FileCopy(key.name, found)


def static_address(key: PageKey, _index: Index) -> str:
    """Where a file of static/ lives: at the root."""
    return addresses.static_address(key.name.removeprefix("static/"))


def asset_keys(index: Index) -> Iterator[PageKey]:
    """All files of the theme that pages may link to."""
    for name in files.assets(index):
        yield PageKey("asset", index.settings.outlet.language, name)


def asset_context(key: PageKey, index: Index) -> AssetCopy | None:
    """A file of the theme."""
    found = files.asset(index, key.name)
    return AssetCopy(key.name, found[1]) if found else None


def asset_address(key: PageKey, index: Index) -> str:
    """Under the name that carries its fingerprint."""
    found = files.asset(index, key.name)
    if found is None:
        raise KeyError(key)
    return found[0]


ASSET = PageKind(
    name="asset",
    stage=Stage.FILES,
    parts=(),
    keys=asset_keys,
    context=asset_context,
    address=asset_address,
)

MEDIA = PageKind(
    name="media",
    stage=Stage.FILES,
    parts=("logo", "cover", "pictures"),
    keys=media_keys,
    context=media_context,
    address=lambda key, _index: addresses.media_address(key.name),
    touched_by=media_touched_by,
)

STATIC = PageKind(
    name="static",
    stage=Stage.FILES,
    parts=(),
    keys=static_keys,
    context=static_context,
    address=static_address,
    source=lambda key: key.name,
)
