"""The page of an article."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from broadsheet import addresses, paywall
from broadsheet.article import Article, Correction, Kind, Note, Source, When
from broadsheet.index import files, queries
from broadsheet.index.queries import Place
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey, Term
from broadsheet.pages import alternates, covers, discovery, live, pictures, republishing, show
from broadsheet.pages.kind import PageKind, Stage
from broadsheet.pages.live import LiveView
from broadsheet.pages.media import media_type
from broadsheet.pages.views import AudioView, CardView, LinkView, PageContext, PictureView, SocialView
from broadsheet.settings import RIGHT_TO_LEFT

CAME_AFTER = 5
"""On how many earlier articles of its story an article is shown as what came after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleContext(PageContext):
    """An article."""

    id: str
    """The article's id."""
    dek: str
    """The line below the headline; may be empty."""
    kicker: str
    """The word above the headline; may be empty."""
    label: str
    """`opinion`, `analysis`, `live` ... or empty."""
    section: LinkView
    """Its section."""
    authors: tuple[LinkView, ...]
    """Who wrote it, in order; `href` is empty for a name that no address can be made of."""
    contributors: tuple[str, ...]
    """Who else had a part in it."""
    agency: str
    """The agency that it came from; may be empty."""
    dateline: str
    """Where it was written; may be empty."""
    dateline_shown: bool
    """Whether the theme is to print the dateline, since the text doesn't begin with it."""
    tags: tuple[LinkView, ...]
    """What it is about."""
    story: LinkView | None
    """The story that it belongs to."""
    published: When | None
    """When it was published; None when nobody knows."""
    updated: When | None
    """When its facts last changed; None when they haven't."""
    added: When | None
    """When it was taken in: shown in place of `published`, as what it is."""
    picture: PictureView | None
    """Its lead picture; with an empty `src` when only the words of a missing one are known."""
    crops: tuple[SocialView, ...]
    """Its lead picture as 16:9, 4:3 and 1:1, for structured data; empty where there is none that can be cut."""
    gallery: tuple[PictureView, ...]
    """Further pictures."""
    audio: AudioView | None
    """A recording of it."""
    body: str
    """The text as HTML, safe to print: of a live article what stands before its entries, of a paywalled one what stands
    before the cut."""
    live: LiveView | None
    """The entries of an article with the label `live`; None for all others."""
    paywalled: bool
    """Whether there is more for those who paid, which is on no page: say so, here and in structured data."""
    corrections: tuple[Correction, ...]
    """What was wrong and is mended: `text` and `date` (which may be None)."""
    notes: tuple[Note, ...]
    """What is said about it: `kind` (editor, author, translation, rights, sponsor, key) and `text`."""
    source: Source | None
    """Where it was first published: `name` and `url`, each of which may be empty."""
    canonical: str
    """The address that search engines shall take for it, where that is elsewhere; else empty."""
    original: str
    """Which of its `alternates` all others are translations of, in full; empty where none says so."""
    access: str
    """`free` or `paid`."""
    lang: str
    """Its language, when that isn't the edition's; else empty."""
    direction: str
    """`ltr` or `rtl`, by its own language."""
    words: int
    """How many words the body has, those behind a cut too."""
    republish: str
    """The address of the page from which others may copy it; empty where they may not."""
    newer: CardView | None
    """The next article in its section."""
    older: CardView | None
    """The one before it in its section."""
    background: tuple[CardView, ...]
    """Earlier articles of its story, then of its tags, newest first."""
    came_after: tuple[CardView, ...]
    """What came after it in its story, oldest first."""
    draft: bool
    """Whether it is shown only because drafts are: mark it."""
    extra: dict[str, Any]
    """The free keys of its front matter."""


def keys(index: Index) -> Iterator[PageKey]:
    """The pages of all shown articles."""
    for path, edition in queries.documents(index, Kind.ARTICLE):
        yield PageKey("article", edition, path)


def context(key: PageKey, index: Index) -> ArticleContext | None:
    """What the page of an article shows."""
    article = queries.document(index, key.name)
    if article is None or article.kind is not Kind.ARTICLE or article.edition != key.edition:
        return None
    settings, edition = index.settings, article.edition
    section = Term("section", edition, article.section)
    newer = _cards(queries.places_after(index, section, article, 1), index)
    older = _cards(queries.places_before(index, section, article, 1), index)
    story = _story(article)
    later = queries.places_after(index, story, article, CAME_AFTER) if story else []
    language = article.lang or edition
    crops = pictures.crops(article.image, index)
    body = show.body(article, index)
    paywalled = article.access == "paid" and body.endswith(paywall.MARKER)
    if paywalled:
        body = body.removesuffix(paywall.MARKER).rstrip("\n")
    entries = live.view(body, article.date, settings.zone) if article.label == "live" else None
    return ArticleContext(
        **show.place(key, address(key, index), index, alternates.of_article(article, index)),
        title=article.title,
        description=article.dek or article.summary,
        feed="",
        discovery=discovery.of_section(article.section, edition, index),
        id=article.id,
        dek=article.dek,
        kicker=article.kicker,
        label=article.label,
        section=show.section_link(article.section, edition, index),
        authors=show.name_links("author", article.authors, edition, index),
        contributors=article.contributors,
        agency=article.agency,
        dateline=article.dateline,
        dateline_shown=settings.ingest.dateline == "theme",
        tags=show.name_links("tag", article.tags, edition, index),
        story=show.term_link(story, article.story, index) if story else None,
        published=article.date,
        updated=show.updated(article, index),
        added=article.added,
        picture=show.picture(article.image, index),
        social=crops[0] if crops else covers.social(article, index),
        crops=crops,
        gallery=show.gallery(article.gallery, index),
        audio=_audio(article, index),
        body=entries.intro if entries else body,
        live=entries,
        paywalled=paywalled,
        corrections=article.corrections,
        notes=article.notes,
        source=article.source,
        canonical=article.canonical,
        original=alternates.original(article, index),
        access=article.access,
        lang=show.foreign(article),
        direction="rtl" if language.partition("-")[0].lower() in RIGHT_TO_LEFT else "ltr",
        words=article.words,
        republish=republishing.href(article, settings),
        newer=newer[0] if newer else None,
        older=older[0] if older else None,
        background=_cards(_background(article, index), index),
        came_after=_cards(later, index),
        draft=show.held(article, index),
        extra=article.extra,
    )


def touched_by(article: Article, index: Index) -> Iterable[PageKey]:
    """Its own page, its versions, its neighbours in the section, and those that lead to it as background or as what
    came after."""
    if article.kind is not Kind.ARTICLE:
        return
    yield from alternates.touched(article, index)
    edition = article.edition
    yield PageKey("article", edition, article.path)
    size = index.settings.lists.background
    section, story = Term("section", edition, article.section), _story(article)
    beside = queries.paths_beside(index, section, article, 1, 1)
    if story:
        beside += queries.paths_beside(index, story, article, CAME_AFTER, size)
    for tag in _tags(article):
        # Of a tag's earlier articles some may be passed over, being shown for the story already.
        beside += queries.paths_beside(index, tag, article, 0, 2 * size)
    for path in beside:
        yield PageKey("article", edition, path)


def reached_by(article: Article, index: Index) -> Iterable[PageKey]:
    """The pages whose text links to it."""
    for reference in show.references(article):
        for other in queries.referrers(index, reference):
            if other.kind is Kind.ARTICLE:
                yield PageKey("article", other.edition, other.path)


def address(key: PageKey, index: Index) -> str:
    """Where it lives, by its section, date and slug, or by its `url`."""
    article = queries.document(index, key.name)
    if article is None:
        raise KeyError(key)
    return show.article_address(article, index)


def _cards(places: list[Place], index: Index) -> tuple[CardView, ...]:
    return show.cards([place.doc for place in places], index)


def _background(article: Article, index: Index) -> list[Place]:
    """The newest earlier articles of its story; where these are few, those of its tags."""
    size = index.settings.lists.background
    story = _story(article)
    found = queries.places_before(index, story, article, size) if story else []
    if len(found) < size:
        known = set(found)
        tagged = {
            place
            for tag in _tags(article)
            for place in queries.places_before(index, tag, article, size + len(known))
            if place not in known
        }
        found += sorted(tagged, key=lambda place: place[:2], reverse=True)[: size - len(found)]
    return found


def _story(article: Article) -> Term | None:
    key = show.slug_of(article.story) if article.story else ""
    return Term("story", article.edition, key) if key else None


def _tags(article: Article) -> list[Term]:
    keys = dict.fromkeys(show.slug_of(tag) for tag in article.tags)
    return [Term("tag", article.edition, key) for key in keys if key]


def _audio(article: Article, index: Index) -> AudioView | None:
    if article.audio is None or files.picture(index, article.audio.src) is None:
        return None
    settings, beside = index.settings, (path for path in article.companions if not path.endswith(".json"))
    src = addresses.href(addresses.media_address(article.audio.src), settings)
    transcript = next((path for path in beside if files.picture(index, path)), "")
    return AudioView(
        src,
        article.audio.duration,
        media_type(article.audio.src),
        addresses.href(addresses.media_address(transcript), settings) if transcript else "",
    )


PAGE = PageKind(
    name="article",
    stage=Stage.ARTICLES,
    parts=("lists", "addresses", "ingest", "embeds", "exports"),
    keys=keys,
    context=context,
    address=address,
    touched_by=touched_by,
    reached_by=reached_by,
    source=lambda key: key.name,
    template="article.html",
)
