"""The outlet as the head and foot of every page show it."""

from typing import Any

from broadsheet import addresses
from broadsheet.index import queries
from broadsheet.index.reader import Index
from broadsheet.keys import Term
from broadsheet.pages import show
from broadsheet.pages.views import EditionView, LinkView, SiteView
from broadsheet.settings import MenuItem


def view(edition: str, options: dict[str, Any], index: Index) -> SiteView:
    """The outlet in one edition; `options` are the theme's, with their defaults."""
    settings = index.settings
    about = settings.edition(edition)
    home, corrections = Term("all", edition), Term("correction", edition)
    sections = tuple(show.section_link(section.id, edition, index) for section in settings.sections)
    logo = settings.outlet.logo
    return SiteView(
        title=about.title,
        description=about.description,
        url=addresses.absolute(addresses.term_address(home, settings), settings),
        href=addresses.href(addresses.term_address(home, settings), settings),
        language=about.language,
        direction=about.direction,
        timezone=settings.outlet.timezone,
        copyright=settings.outlet.copyright,
        logo=addresses.href(addresses.media_address(logo), settings) if logo else "",
        sections=sections,
        menu=_menu(settings.menus.main, edition, index) or sections,
        footer=_menu(settings.menus.footer, edition, index),
        archive=addresses.href(addresses.archive_address(edition, settings), settings),
        corrections=addresses.href(addresses.term_address(corrections, settings), settings),
        feeds=addresses.href(addresses.feeds_address(edition, settings), settings),
        feed=addresses.href(addresses.feed_address(home, settings), settings),
        editions=tuple(
            EditionView(
                other.language,
                other.title,
                addresses.href(addresses.term_address(Term("all", other.language), settings), settings),
            )
            for other in settings.editions
        ),
        options=options,
    )


def _menu(items: tuple[MenuItem, ...], edition: str, index: Index) -> tuple[LinkView, ...]:
    links = ((item.title, _target(item.to, edition, index)) for item in items)
    return tuple(LinkView(title, href) for title, href in links if href)


def _target(to: str, edition: str, index: Index) -> str:
    """Where a menu's entry leads; empty when that isn't shown."""
    kind, _, name = to.partition(":")
    if kind == "section":
        return show.section_link(name, edition, index).href
    if kind == "content":
        found = queries.target(index, to)
        return addresses.href(show.article_address(found, index), index.settings) if found else ""
    return index.settings.base + to if to.startswith("/") else to
