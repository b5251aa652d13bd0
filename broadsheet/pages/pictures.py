"""Photographs as they go out: in sizes for pages, cut for those who show links, and whole where a text links to one.

Each size in each format is a page of its own, made when a document that is shown names the picture, and taken away
with the last one.
"""

from collections.abc import Iterable, Iterator

from broadsheet import addresses
from broadsheet.article import Article, Image, Kind
from broadsheet.index import files
from broadsheet.index.files import Picture
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey
from broadsheet.markup import Shown
from broadsheet.pages.kind import PageKind, Stage
from broadsheet.pages.views import Candidate, PictureSource, PictureView, SocialView
from broadsheet.pictures import recipes
from broadsheet.pictures.making import Variant

IN_TEXT = "(min-width: 43rem) 40rem, 100vw"
"""How wide a picture in a text is shown."""
_LAZY = (("loading", "lazy"), ("decoding", "async"))


def size_address(found: Picture, recipe: str, index: Index) -> str:
    """Where a size or a crop of a picture lives."""
    token = recipes.token(found.hash, found.path, index.settings.pictures.quality)
    return addresses.variant_address(found.path, token, recipe)


def sources(found: Picture, index: Index) -> tuple[PictureSource, ...]:
    """A picture in all its formats and sizes; empty for what goes out as it is."""
    if not found.form:
        return ()
    key = ("sources", found.path)
    known: tuple[PictureSource, ...] | None = index.kept.views.get(key) if index.kept else None
    if known is None:
        settings, widths = index.settings, recipes.widths(found.width)
        known = tuple(
            PictureSource(
                recipes.TYPES[ending],
                tuple(
                    Candidate(addresses.href(size_address(found, f"{width}.{ending}", index), settings), width)
                    for width in widths
                ),
            )
            for ending in recipes.endings(found.form, avif=settings.pictures.avif)
        )
        if index.kept:
            index.kept.views.put(key, known)
    return known


def plain(found: Picture, index: Index) -> str:
    """The address of the one size of a picture that stands for all of them."""
    if not found.form:
        return addresses.media_address(found.path)
    return size_address(found, f"{recipes.plain(found.width)}.{found.form}", index)


def largest(found: Picture, index: Index) -> str:
    """The address of a picture's largest size that every browser knows."""
    if not found.form:
        return addresses.media_address(found.path)
    return size_address(found, f"{recipes.widths(found.width)[-1]}.{found.form}", index)


def portable(found: Picture) -> str:
    """As what a picture goes out that is read elsewhere: JPEG, or WebP where that can't show it."""
    return recipes.PHOTO if found.form == recipes.PHOTO else "webp"


def view(image: Image, found: Picture | None, index: Index) -> PictureView | None:
    """A picture with its words; None when there is neither."""
    if found is None or not found.width:
        if not (image.caption or image.credit):
            return None
        return PictureView("", 0, 0, image.alt, image.caption, image.credit, "")
    across, down = image.focus or recipes.CENTRE
    formats = sources(found, index)
    return PictureView(
        src=addresses.href(plain(found, index), index.settings),
        width=found.width,
        height=found.height,
        alt=image.alt,
        caption=image.caption or found.caption,
        credit=image.credit or found.credit,
        focus=f"{across}% {down}%",
        sources=formats,
        large=formats[-1].candidates[-1].href if formats else "",
    )


def in_text(found: Picture, index: Index, *, absolute: bool) -> Shown:
    """A picture, or a recording, within a text; read elsewhere it is one file with its size."""
    settings = index.settings
    spell = addresses.absolute if absolute else addresses.href
    src = spell(_elsewhere(found, index) if absolute else plain(found, index), settings)
    if not found.width:
        return Shown(src)
    formats = sources(found, index)
    if absolute or not formats:
        width = recipes.plain(found.width) if formats else found.width
        height = max(1, round(found.height * width / found.width))
        return Shown(src, (("width", str(width)), ("height", str(height)), *(() if absolute else _LAZY)))
    *others, last = formats
    before = "".join(f'<source type="{one.type}" srcset="{srcset(one)}" sizes="{IN_TEXT}">' for one in others)
    size = (("width", str(found.width)), ("height", str(found.height)))
    return Shown(src, (("srcset", srcset(last)), ("sizes", IN_TEXT), *size, *_LAZY), before)


def _elsewhere(found: Picture, index: Index) -> str:
    if not found.form:
        return plain(found, index)
    return size_address(found, f"{recipes.plain(found.width)}.{portable(found)}", index)


def srcset(source: PictureSource) -> str:
    """What stands in the attribute."""
    return ", ".join(f"{one.href} {one.width}w" for one in source.candidates)


def crops(image: Image | None, index: Index) -> tuple[SocialView, ...]:
    """The crops of an article's lead picture; empty for what can't be cut."""
    found = files.picture(index, image.src) if image and image.src else None
    if image is None or found is None or not found.form:
        return ()
    cuts = recipes.crops(image.focus or recipes.CENTRE, found.width, found.height)
    return tuple(social(size_address(found, cut.name, index), cut.width, cut.height, image.alt, index) for cut in cuts)


def social(address: str, width: int, height: int, alt: str, index: Index) -> SocialView:
    """A picture for those who show links."""
    settings = index.settings
    return SocialView(addresses.href(address, settings), addresses.absolute(address, settings), width, height, alt)


def whole(picture: PictureView | None, index: Index) -> SocialView | None:
    """A photograph uncut, for those who show links: of documents that no crops are made for."""
    if picture is None or not picture.sources:
        return None
    width = picture.sources[-1].candidates[-1].width
    height = max(1, round(picture.height * width / picture.width))
    origin = index.settings.outlet.url.removesuffix(index.settings.base)
    return SocialView(picture.large, origin + picture.large, width, height, picture.alt)


def wanted(found: Picture, index: Index) -> Iterator[str]:
    """The sizes and crops that shown documents need of a picture."""
    if not found.form:
        return
    if files.named(index, found.path, "sizes"):
        yield from recipes.sizes(found.width, found.form, avif=index.settings.pictures.avif)
    for focus in files.points(index, found.path):
        yield from (cut.name for cut in recipes.crops(focus, found.width, found.height))


def keys(index: Index) -> Iterator[PageKey]:
    """All sizes and crops that are needed."""
    for path in files.pictures(index):
        found = files.picture(index, path) if recipes.is_raster(path) else None
        if found:
            yield from (_key(path, recipe, index) for recipe in wanted(found, index))


def context(key: PageKey, index: Index) -> Variant | None:
    """A size or a crop, as long as something shown needs it."""
    path, _, recipe = key.name.rpartition("#")
    found = files.picture(index, path)
    if found is None or recipe not in _needed(found, index):
        return None
    return Variant(f"media/{found.path}", found.hash, recipe, index.settings.pictures.quality)


def _needed(found: Picture, index: Index) -> frozenset[str]:
    key = ("needed", found.path)
    known: frozenset[str] | None = index.kept.views.get(key) if index.kept else None
    if known is None:
        known = frozenset(wanted(found, index))
        if index.kept:
            index.kept.views.put(key, known)
    return known


def address(key: PageKey, index: Index) -> str:
    """Beside the picture's own place, with a name that no other picture and no other content has."""
    path, _, recipe = key.name.rpartition("#")
    found = files.picture(index, path)
    if found is None:
        raise KeyError(key)
    return size_address(found, recipe, index)


def touched_by(article: Article, index: Index) -> Iterable[PageKey]:
    """All sizes of the pictures that it names, and the crops of the one that leads it."""
    for path in article.pictures:
        found = files.picture(index, path) if recipes.is_raster(path) else None
        if found is None or not found.form:
            continue
        for recipe in recipes.sizes(found.width, found.form, avif=index.settings.pictures.avif):
            yield _key(path, recipe, index)
        if article.kind is Kind.ARTICLE and article.image and article.image.src == path:
            for cut in recipes.crops(article.image.focus or recipes.CENTRE, found.width, found.height):
                yield _key(path, cut.name, index)


def _key(path: str, recipe: str, index: Index) -> PageKey:
    # All of a picture one after the other, since it is opened once for them: lists are in order of parts, then names.
    return PageKey("variant", index.settings.outlet.language, f"{path}#{recipe}")


VARIANT = PageKind(
    name="variant",
    stage=Stage.FILES,
    parts=("pictures",),
    keys=keys,
    context=context,
    address=address,
    touched_by=touched_by,
)
