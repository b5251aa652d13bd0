"""The zones of the home page: what stands in each, and which articles may.

All pins are placed first, whatever zone they are in; then each zone fills up in its turn, and nothing stands twice. How
far down a list a zone may look is told from desk.yaml and the settings alone, so an article that changes is known to be
out of its reach without drawing the page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import msgspec

from broadsheet import addresses
from broadsheet.article import Article, Kind
from broadsheet.desk import Filter, Zone
from broadsheet.index import queries
from broadsheet.index.reader import Index
from broadsheet.pages import filters, show
from broadsheet.pages.views import CardView
from broadsheet.settings import Lists

LEAD = 5
"""How many articles the top of the page shows: the lead and its seconds."""
OPINION = 4
"""How many opinion pieces stand together."""


@dataclass(frozen=True, slots=True)
class ZoneView:
    """A part of the home page."""

    id: str
    """Its name in the page: `lead`, `opinion`, `latest`, a section's id, or what desk.yaml gives it."""
    title: str
    """What stands above it; empty for those that the theme names, `lead`, `opinion` and `latest`."""
    href: str
    """Where the title leads; may be empty."""
    look: str
    """How it's laid out: `lead`, `opinion`, `river`, `section` or `list`."""
    cards: tuple[CardView, ...]
    """Its articles; may be empty."""


def views(edition: str, index: Index) -> tuple[ZoneView, ...]:
    """The zones of an edition's home page, from top to bottom; the first is its lead."""
    zones = of_edition(edition, index)
    reach = _reach(zones, index.settings.lists)
    shown: set[int] = set()
    placed: list[list[int]] = []
    for zone in zones:
        pinned = [doc for doc in _pinned(zone, edition, index) if zone.repeat or doc not in shown]
        placed.append(pinned)
        if not zone.repeat:
            shown.update(pinned)
    for zone, docs in zip(zones, placed, strict=True):
        apart = set(docs) if zone.repeat else shown
        room = max(0, _size(zone, index.settings.lists) - len(docs))
        wanted = filters.search(zone.filter, edition) if zone.filter and room else None
        found = filters.found(wanted, reach, index) if wanted else iter(())
        fresh = list(islice((doc for doc in found if doc not in apart), room))
        docs += fresh
        apart.update(fresh)
    made = [_view(zone, edition, docs, index) for zone, docs in zip(zones, placed, strict=True)]
    return (made[0], *(zone for zone in made[1:] if zone.cards))


def touched(article: Article, index: Index) -> bool:
    """Whether an article may be on its edition's home page, or keep another from it; told without reading any."""
    if article.kind is not Kind.ARTICLE:
        return False
    edition = article.edition
    zones = of_edition(edition, index)
    references = show.references(article)
    if any(pin.article in references for zone in zones for pin in zone.pins):
        return True
    reach = _reach(zones, index.settings.lists)
    searches = ((filters.search(zone.filter, edition), reach) for zone in zones if zone.filter)
    return filters.within(searches, article, index)


def ends(edition: str, index: Index) -> Iterator[int]:
    """The instants to come from which an edition's pins are stories like any other."""
    for zone in of_edition(edition, index):
        for pin in zone.pins:
            if pin.expires and pin.expires.instant > index.now:
                yield pin.expires.instant


def of_edition(edition: str, index: Index) -> tuple[Zone, ...]:
    """An edition's zones: those that desk.yaml has for it, else those of a front that makes itself."""
    steering, main = queries.desk(index), index.settings.outlet.language
    zones = tuple(zone for zone in steering.zones if (zone.lang or main) == edition)
    zones = zones or _automatic(len(steering.pins), index)
    return (msgspec.structs.replace(zones[0], pins=(*steering.pins, *zones[0].pins)), *zones[1:])


def _automatic(pins: int, index: Index) -> tuple[Zone, ...]:
    lists = index.settings.lists
    # Opinion has a place of its own, unless an editor pins it to the top.
    first = (
        Zone(id="lead", look="lead", filter=Filter(without=("opinion",))),
        Zone(id="opinion", look="opinion", filter=Filter(labels=("opinion",))),
        Zone(id="latest", look="list", size=max(0, lists.home - max(LEAD, pins))),
    )
    taken = {zone.id for zone in first}
    return first + tuple(
        Zone(
            id=f"section-{section.id}" if section.id in taken else section.id,
            look="section",
            filter=Filter(sections=(section.id,)),
        )
        for section in index.settings.sections
    )


def _view(zone: Zone, edition: str, docs: list[int], index: Index) -> ZoneView:
    title, href = zone.title, ""
    terms = [term for line in filters.search(zone.filter, edition).lines for term in line] if zone.filter else []
    if len(terms) == 1 and zone.filter and not zone.filter.without:
        (term,) = terms
        if term.kind == "all":
            href = addresses.href(addresses.archive_address(edition, index.settings), index.settings)
        elif term.kind == "section":
            title = title or index.settings.section_title(term.key, edition)
            href = show.section_link(term.key, edition, index).href
        elif term.kind != "label" and queries.count(index, term):
            href = addresses.href(addresses.term_address(term, index.settings), index.settings)
    return ZoneView(zone.id, title, href, zone.look, show.cards(docs, index))


def _pinned(zone: Zone, edition: str, index: Index) -> list[int]:
    """What is pinned in a zone, of what is shown in that edition: the numbers of articles, each once."""
    found: dict[int, None] = {}
    for pin in zone.pins:
        if pin.expires and pin.expires.instant <= index.now:
            continue
        place = queries.meant(index, pin.article)
        if place and place[1:] == (Kind.ARTICLE.value, edition):
            found[place[0]] = None
    return list(found)


def _reach(zones: tuple[Zone, ...], lists: Lists) -> int:
    """How much of a list there can be that stands elsewhere on the page already, and what a zone needs besides."""
    return sum(_size(zone, lists) + len(zone.pins) for zone in zones)


def _size(zone: Zone, lists: Lists) -> int:
    if zone.size is not None:
        return zone.size
    return {"lead": LEAD, "opinion": OPINION, "list": lists.home}.get(zone.look, lists.home_section)
