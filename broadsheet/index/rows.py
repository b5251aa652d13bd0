"""What the index keeps of a document, worked out of the document alone: any process can do it, and many do."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import msgspec

from broadsheet.addresses import file_of, fold
from broadsheet.article import Article, Document, Kind
from broadsheet.index import gate, versions
from broadsheet.index.reader import encode
from broadsheet.index.terms import entries
from broadsheet.pictures import recipes

Listed = tuple[tuple[str, str, str], str, int, int, str]
"""An entry of a term's list (see terms.Entry), as plain as it can be handed over: there are many."""


class Candidate(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What decides whether a document comes into view, and where it is listed then."""

    path: str
    id: str
    window: tuple[int, int]
    """See gate.Window."""
    claims: tuple[tuple[str, int], ...]
    """What it lays claim to, see `claims`; nothing where it can't be shown whatever others do."""
    entries: tuple[Listed, ...]


class Row(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A document as the index keeps it."""

    candidate: Candidate
    kind: str
    edition: str
    slug: str
    address: str
    header: bytes
    """The article, encoded."""
    body: str
    targets: tuple[str, ...]
    """What it refers to, by its links and the pictures that it names."""
    pictures: tuple[str, ...]
    instants: tuple[int, ...]
    """See gate.instants."""

    @property
    def path(self) -> str:
        """The document's path in the site."""
        return self.candidate.path


def row(document: Document, address: str, zone: ZoneInfo) -> Row:
    """A document's row; `address` is empty where it may have none."""
    article = document.article
    return Row(
        candidate=candidate(article, address, zone),
        kind=article.kind.value,
        edition=article.edition,
        slug=article.slug,
        address=address,
        header=encode(article),
        body=document.body,
        targets=targets(article),
        pictures=article.pictures,
        instants=gate.instants(article),
    )


def candidate(article: Article, address: str, zone: ZoneInfo) -> Candidate:
    """What a document would be in a view."""
    return Candidate(
        path=article.path,
        id=article.id,
        window=gate.window(article),
        claims=tuple(claims(article, address)),
        entries=tuple((entry.term, *entry[1:]) for entry in entries(article, zone)),
    )


def targets(article: Article) -> tuple[str, ...]:
    """What a document refers to: the targets of its links, the files under media/ that it names, and what it is a
    version of.

    Of pictures also what it needs of them, since nothing else goes out: `sizes:PATH` where it shows one,
    `crops:PATH#X-Y` with the point that they keep, and `whole:PATH` where it links to one.
    """
    found = {link.target for link in article.links}
    found.update(f"media:{path}" for path in (*article.pictures, *article.companions))
    if article.translation:
        found.add(versions.LINK + versions.named(article))
    shown = [image.src for image in (article.image, *article.gallery) if image and image.src]
    shown += [link.target.removeprefix("media:") for link in article.links if link.shown]
    found.update(f"sizes:{path}" for path in shown if recipes.is_raster(path))
    linked = (link.target.removeprefix("media:") for link in article.links if link.linked)
    found.update(f"whole:{path}" for path in linked if recipes.is_raster(path))
    if article.kind is Kind.ARTICLE and article.image and recipes.is_raster(article.image.src):
        across, down = article.image.focus or recipes.CENTRE
        found.add(f"crops:{article.image.src}#{across}-{down}")
    return tuple(sorted(found))


def claims(article: Article, address: str) -> Iterator[tuple[str, int]]:
    """What a document lays claim to, with the rank: 0 for what is its own, 1 for what only leads to it."""
    if article.kind is Kind.AUTHOR:
        yield f"author:{article.edition}/{article.slug}", 0
    elif address:
        yield f"address:{fold(address)}", 0
        yield f"id:{article.id}", 0
        for alias in article.aliases:
            yield f"address:{fold(file_of(alias))}", 1
