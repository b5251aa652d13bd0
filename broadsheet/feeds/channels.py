"""Which feeds there are by term, what each brings, and what touches it; the same in every format."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from broadsheet import addresses
from broadsheet.article import Article, Kind
from broadsheet.feeds import history, items
from broadsheet.feeds.items import FeedContext, ItemView
from broadsheet.index import queries
from broadsheet.index.reader import Index
from broadsheet.index.terms import named_terms
from broadsheet.keys import PageKey, Term
from broadsheet.pages import discovery, icons, labels, runs, show
from broadsheet.pages.fronts import author_name
from broadsheet.pages.kind import PageKind, Stage

FORMS = {"rss": "rss", "atom": "atom", "json-feed": "json"}
"""The kinds of page that feeds by term are, and as what addresses know each."""
_WITH_ICONS = ("atom", "json")
PARTS = ("outlet", "sections", "languages", "lists", "feeds", "addresses")
"""The parts of the settings that feeds read."""


def kind(name: str, write: Callable[[FeedContext], bytes]) -> PageKind:
    """The feeds by term in one format."""
    return PageKind(
        name=name,
        stage=Stage.FEEDS,
        debut=Stage.LISTS,
        parts=PARTS,
        keys=partial(keys, name),
        context=context,
        address=address,
        touched_by=partial(touched_by, name),
        reached_by=partial(reached_by, name),
        write=write,
        made_of=partial(made_of, name),
    )


def keys(name: str, index: Index) -> Iterator[PageKey]:
    """The feeds of each edition: the site's, those of all sections, and of the terms that list something."""
    for edition in index.settings.editions:
        language = edition.language
        yield runs.term_key(name, Term("all", language))
        for section in index.settings.sections:
            yield runs.term_key(name, Term("section", language, section.id))
        if _has("correction", name):
            yield runs.term_key(name, Term("correction", language))
        for sort in ("tag", "author", "story"):
            if _has(sort, name):
                yield from (runs.term_key(name, term) for term in queries.terms(index, sort, language))


def context(key: PageKey, index: Index) -> FeedContext | None:
    """What a feed brings; None where there is nothing that it could be about."""
    settings, term = index.settings, runs.term_of(key)
    if term.kind not in discovery.FORMS or not _has(term.kind, key.kind):
        return None
    if term.kind == "section" and all(section.id != term.key for section in settings.sections):
        return None
    if term.kind in ("tag", "author", "story") and not queries.count(index, term):
        return None
    title, description = discovery.full_title(term.edition, name_of(term, index), index), ""
    if term.kind in ("all", "section"):
        description = settings.edition(term.edition).description
        if term.kind == "section":
            description = settings.section_description(term.key, term.edition) or description
    return items.feed(
        title=title,
        description=description,
        home=addresses.term_address(term, settings),
        address=address(key, index),
        edition=term.edition,
        items=_corrections(term, index) if term.kind == "correction" else newest(term, index),
        index=index,
        links=history.from_feed(term.edition, index) if (term.kind, key.kind) == ("all", "rss") else (),
        icons=_icons(index) if FORMS[key.kind] in _WITH_ICONS else (),
    )


def newest(term: Term, index: Index) -> list[ItemView]:
    """The newest articles of a term as feeds have them."""
    return [items.item(article, index) for article in queries.newest(index, term, size(term, index))]


def size(term: Term, index: Index) -> int:
    """How many items the feed of a term has."""
    feeds = index.settings.feeds
    return feeds.items if term.kind in ("all", "section") else feeds.term_items


def name_of(term: Term, index: Index) -> str:
    """What the feed of a term says it is about; empty for all articles."""
    match term.kind:
        case "section":
            return index.settings.section_title(term.key, term.edition)
        case "author":
            return author_name(term, index)
        case "tag" | "story":
            return queries.term_name(index, term)
        case "correction":
            return labels.word("corrections", term.edition)
    return ""


def touched_by(name: str, article: Article, index: Index) -> Iterable[PageKey]:
    """The feeds in which it is, or was, among the newest; of an author's page, the author's in each edition."""
    if article.kind is Kind.AUTHOR and _has("author", name):
        for edition in index.settings.editions:
            yield runs.term_key(name, Term("author", edition.language, article.slug))
    if article.kind is not Kind.ARTICLE:
        return
    for term, _ in named_terms(article):
        if _has(term.kind, name) and queries.within_newest(index, term, article, size(term, index)):
            yield runs.term_key(name, term)
    if article.corrections and _has("correction", name):
        yield runs.term_key(name, Term("correction", article.edition))


def reached_by(name: str, article: Article, index: Index) -> Iterable[PageKey]:
    """The feeds that bring an article whose text links to it."""
    for reference in show.references(article):
        for other in queries.referrers(index, reference):
            if other.kind is Kind.ARTICLE:
                yield from touched_by(name, other, index)


def address(key: PageKey, index: Index) -> str:
    """Beside the page that it belongs to."""
    return addresses.feed_address(runs.term_of(key), index.settings, FORMS[key.kind])


def made_of(name: str, path: str, index: Index) -> Iterable[PageKey]:
    """All that name the site's icon, where it's the picture of that."""
    return keys(name, index) if FORMS[name] in _WITH_ICONS and any(icons.made_of(path, index)) else ()


def _icons(index: Index) -> tuple[str, ...]:
    if icons.raster(index) is None:
        return ()
    names = ("icon-512.png", "icon-192.png")
    return tuple(addresses.absolute(addresses.icon_address(name), index.settings) for name in names)


def _has(sort: str, name: str) -> bool:
    return FORMS[name] in discovery.FORMS.get(sort, ())


def _corrections(term: Term, index: Index) -> list[ItemView]:
    """The newest corrections; of two alike of one article, one."""
    found: dict[str, ItemView] = {}
    for doc, seq in queries.newest_entries(index, term, size(term, index)):
        article = index.article(doc)
        one = items.correction(article, article.corrections[seq], index)
        found.setdefault(one.guid, one)
    return list(found.values())
