"""An article as IPTC ninjs 3.1, the form in which newsrooms hand news to one another's programs.

It says what the public may see and what is known, no more: of a paid article what stands before the cut, no times
that nobody noted, no codes of a vocabulary that nobody gave.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from broadsheet import addresses, markup, paywall
from broadsheet.article import Article, Image, When, stamp
from broadsheet.exports import beside
from broadsheet.feeds import enclosures, items
from broadsheet.feeds.xml_text import clean
from broadsheet.index import files, queries
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey, Term
from broadsheet.pages import pictures, republishing, show
from broadsheet.pages.kind import PageKind, Stage
from broadsheet.pictures import recipes

SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"
GENRES = {
    "opinion": "Opinion",
    "analysis": "Analysis",
    "explainer": "Background",
    "interview": "Interview",
    "review": "Review",
    "obituary": "Obituary",
}
"""What IPTC's genres call our labels; of the others each goes by its own name."""
_GENRE = "http://cv.iptc.org/newscodes/genre/"
_BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|blockquote|tr|caption|figcaption|pre|dt|dd|div)>|<hr\b[^>]*>|<br\b[^>]*>")
_CELL_END = re.compile(r"</t[dh]>(?=\s*<t[dh])")
_TYPES = {".gif": "image/gif", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Rendition:
    """A picture in one size, or a recording."""

    name: str
    url: str
    type: str
    width: int = 0
    height: int = 0
    duration: int = 0
    length: int = 0
    ratio: str = ""


@dataclass(frozen=True, slots=True)
class Associated:
    """A picture or a recording that belongs to an article."""

    name: str
    kind: str
    """`picture`, `graphic` or `audio`, as ninjs calls it."""
    caption: str
    alt: str
    credit: str
    renditions: tuple[Rendition, ...]
    """Its sizes, the largest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NinjsContext:
    """An article, as ninjs tells of it; what is empty isn't known, or isn't so."""

    guid: str
    url: str
    id: str
    language: str
    title: str
    dek: str
    body: str
    """All of the text that the public sees, as HTML."""
    partial: bool
    """Whether there is more for those who paid."""
    by: tuple[str, ...]
    contributors: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]
    """Who had it first, each with a web address, which may be empty."""
    outlet: tuple[str, str]
    """Who publishes it: a name and a web address."""
    located: str
    published: When | None
    updated: When | None
    expires: When | None
    zone: str
    label: str
    subjects: tuple[tuple[str, str, str], ...]
    """What it is filed under: a name, what that is (`section`, `topic`, `story`), and the address of its front."""
    corrections: tuple[str, ...]
    copyright: str
    terms: str
    licence_url: str
    associated: tuple[Associated, ...]


def keys(index: Index) -> Iterator[PageKey]:
    """The documents of all articles, where the outlet wants any."""
    if index.settings.exports.ninjs:
        yield from beside.keys("ninjs", index)


def context(key: PageKey, index: Index) -> NinjsContext | None:
    """What a document says."""
    settings = index.settings
    article = beside.article_of(key, addresses.NINJS, index) if settings.exports.ninjs else None
    if article is None:
        return None
    edition = settings.edition(article.edition)
    offered = republishing.is_offered(article, settings)
    exports, source = settings.exports, article.source
    elsewhere = ((source.name or source.url, source.url),) if source and (source.name or source.url) else ()
    agency = ((article.agency, ""),) if article.agency else ()
    return NinjsContext(
        guid=items.guid(article, index),
        url=addresses.absolute(show.article_address(article, index), settings),
        id=article.id,
        language=article.lang or article.edition,
        title=article.title,
        dek=article.dek or article.summary,
        body=beside.text(article, index),
        partial=article.access == "paid" and queries.body(index, article.path).endswith(paywall.MARKER),
        by=article.authors,
        contributors=article.contributors,
        sources=agency + elsewhere,
        outlet=(
            edition.title,
            addresses.absolute(addresses.term_address(Term("all", article.edition), settings), settings),
        ),
        located=article.dateline,
        published=article.date,
        updated=show.updated(article, index),
        expires=article.expires,
        zone=settings.outlet.timezone,
        label=article.label,
        subjects=tuple(_subjects(article, index)),
        corrections=tuple(correction.text for correction in article.corrections),
        copyright="" if agency or elsewhere else edition.copyright or settings.outlet.copyright,
        terms=" – ".join(filter(None, (exports.licence, exports.terms))) if offered else _rights(article),
        licence_url=exports.licence_url if offered else "",
        associated=tuple(_associated(article, index)),
    )


def write(shown: NinjsContext) -> bytes:
    """The document's bytes: JSON in UTF-8, in which nothing begins a tag."""
    text = msgspec.json.format(msgspec.json.encode(_known(_document(shown))), indent=1)
    return text.replace(b"<", b"\\u003c") + b"\n"


def touched_by(article: Article, index: Index) -> Iterable[PageKey]:
    """Its own document."""
    return beside.touched("ninjs", article) if index.settings.exports.ninjs else ()


def reached_by(article: Article, index: Index) -> Iterable[PageKey]:
    """Those of the articles whose text links to it."""
    return beside.reached("ninjs", article, index) if index.settings.exports.ninjs else ()


def address(key: PageKey, index: Index) -> str:
    """Beside the article."""
    return beside.address(key, addresses.NINJS, index)


def plain(body: str) -> str:
    """The words of a text, a block a paragraph and the cells of a table apart."""
    blocks = _BLOCK_END.split(_CELL_END.sub(" | ", body))
    return "\n\n".join(filter(None, map(markup.plain, blocks)))


def _document(shown: NinjsContext) -> dict[str, Any]:
    genre = GENRES.get(shown.label, "")
    outlet, home = shown.outlet
    return {
        "uri": shown.guid,
        "standard": {"name": "ninjs", "version": "3.1", "schema": SCHEMA},
        "type": "text",
        "representationType": "partial" if shown.partial else "full",
        "language": shown.language,
        "firstCreated": _at(shown.published, shown.zone),
        "versionCreated": _at(shown.updated or shown.published, shown.zone),
        "contentCreated": _at(shown.published, shown.zone),
        "expires": _at(shown.expires, shown.zone),
        "pubStatus": "usable",
        "headlines": [{"role": "main", "contentType": "text/plain", "value": shown.title}],
        "descriptions": [
            *([{"role": "summary", "contentType": "text/plain", "value": shown.dek}] if shown.dek else []),
            *({"role": "correction", "contentType": "text/plain", "value": text} for text in shown.corrections),
        ],
        "bodies": list(_bodies(shown.body)),
        "by": ", ".join(shown.by),
        "infoSources": [
            {"name": outlet, "role": "publisher", "uri": home},
            *({"name": name, "role": "originator", "uri": url} for name, url in shown.sources),
            *({"name": name, "role": "contributor"} for name in shown.contributors),
        ],
        "located": shown.located,
        "subjects": [{"name": name, "rel": rel, "uri": url} for name, rel, url in shown.subjects],
        "genres": [{"name": genre, "uri": _GENRE + genre} if genre else {"name": shown.label, "literal": shown.label}]
        if shown.label
        else [],
        "altIds": [{"role": "web", "value": shown.url}, {"role": "id", "value": shown.id}],
        "copyrightNotice": shown.copyright,
        "usageTerms": shown.terms,
        "rightsInfo": {"linkedRights": shown.licence_url},
        "associations": [_association(one) for one in shown.associated],
    }


def _bodies(body: str) -> Iterator[dict[str, Any]]:
    if words := plain(body):
        yield {"role": "main", "contentType": "text/html", "value": body}
        counts = {"charCount": len(words), "wordCount": len(words.split())}
        yield {"role": "main", "contentType": "text/plain", **counts, "value": words}


def _association(one: Associated) -> dict[str, Any]:
    said = (("caption", one.caption), ("alternative text", one.alt))
    return {
        "name": one.name,
        "rel": one.name,
        "uri": one.renditions[0].url,
        "type": one.kind,
        "by": one.credit,
        "descriptions": [{"role": role, "contentType": "text/plain", "value": value} for role, value in said if value],
        "renditions": [
            {
                "name": size.name,
                "href": size.url,
                "contentType": size.type,
                "width": size.width,
                "height": size.height,
                "sizeInBytes": size.length,
                "duration": size.duration,
                "aspectRatio": size.ratio,
            }
            for size in one.renditions
        ],
    }


def _known(value: Any) -> Any:
    """The same without what isn't known: where ninjs allows a key it doesn't allow nothing for its value."""
    if isinstance(value, dict):
        kept = ((key, _known(one)) for key, one in value.items())
        return {key: one for key, one in kept if one not in (None, "", 0, [], {})}
    if isinstance(value, list):
        return [_known(one) for one in value]
    return clean(value) if isinstance(value, str) else value


def _at(when: When | None, zone: str) -> str:
    """A moment with the outlet's offset, so that where only a day is known it is that day."""
    return stamp(when.at, ZoneInfo(zone)) if when else ""


def _rights(article: Article) -> str:
    return "\n".join(note.text for note in article.notes if note.kind == "rights")


def _subjects(article: Article, index: Index) -> Iterator[tuple[str, str, str]]:
    settings, edition = index.settings, article.edition
    filed = [("section", settings.section_title(article.section, edition), article.section)]
    filed += [("topic", tag, show.slug_of(tag)) for tag in article.tags]
    filed += [("story", article.story, show.slug_of(article.story))] if article.story else []
    for rel, name, key in filed:
        if key:
            front = addresses.term_address(Term("tag" if rel == "topic" else rel, edition, key), settings)
            yield name, rel, addresses.absolute(front, settings)


def _associated(article: Article, index: Index) -> Iterator[Associated]:
    if article.image:
        yield from _picture("lead", article.image, index, crops=True)
    for image in article.gallery:
        yield from _picture("gallery", image, index)
    if audio := enclosures.recording(article.audio, index):
        recording = Rendition("main", audio.url, audio.type, duration=audio.duration, length=audio.length)
        yield Associated("recording", "audio", "", "", "", (recording,))


def _picture(name: str, image: Image, index: Index, *, crops: bool = False) -> Iterator[Associated]:
    found = files.picture(index, image.src) if image.src else None
    view = pictures.view(image, found, index)
    if found is None or view is None or not view.src:
        return
    settings = index.settings
    if not found.form:
        kind = _TYPES.get(PurePosixPath(found.path).suffix.lower(), "application/octet-stream")
        url = addresses.absolute(addresses.media_address(found.path), settings)
        sizes = [Rendition("main", url, kind, found.width, found.height)]
    else:
        sizes = []
        widest = recipes.widths(found.width)[-1]
        for size, width in (("main", widest), ("small", recipes.plain(found.width))):
            if size == "main" or width < widest:
                where = addresses.absolute(pictures.size_address(found, f"{width}.{found.form}", index), settings)
                height = max(1, round(found.height * width / found.width))
                sizes.append(Rendition(size, where, recipes.TYPES[found.form], width, height))
    cuts = pictures.crops(image, index) if crops else ()
    for shape, cut in zip(recipes.SHAPES, cuts, strict=False):
        ratio = shape.replace("x", ":")
        sizes.append(Rendition(f"crop {shape}", cut.url, recipes.TYPES["jpg"], cut.width, cut.height, ratio=ratio))
    kind = "picture" if found.form else "graphic"
    yield Associated(name, kind, view.caption, view.alt, view.credit, tuple(sizes))


NINJS = PageKind(
    name="ninjs",
    stage=Stage.FEEDS,
    parts=("exports", "outlet", "sections", "feeds", "addresses"),
    keys=keys,
    context=context,
    address=address,
    touched_by=touched_by,
    reached_by=reached_by,
    yields=lambda place, index: beside.yields("ninjs", place, addresses.NINJS, index),
    source=lambda key: key.name,
    write=write,
)
