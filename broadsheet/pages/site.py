"""The outlet as the head and foot of every page show it."""

from typing import Any

from broadsheet import addresses
from broadsheet.index import queries, versions
from broadsheet.index.reader import Index
from broadsheet.keys import Term
from broadsheet.pages import covers, discovery, icons, organization, show
from broadsheet.pages.views import EditionView, FragmentsView, LinkView, SiteView
from broadsheet.settings import MenuItem
from broadsheet.settings_outside import WebApp


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
        origin=settings.outlet.url.removesuffix(settings.base),
        language=about.language,
        direction=about.direction,
        timezone=settings.outlet.timezone,
        copyright=about.copyright or settings.outlet.copyright,
        logo=addresses.href(addresses.media_address(logo), settings) if logo else "",
        sections=sections,
        menu=_menu(about.menus.main, settings.menus.main, edition, index) or sections,
        footer=_menu(about.menus.footer, settings.menus.footer, edition, index),
        archive=addresses.href(addresses.archive_address(edition, settings), settings),
        corrections=addresses.href(addresses.term_address(corrections, settings), settings),
        feeds=addresses.href(addresses.feeds_address(edition, settings), settings),
        feed=addresses.href(addresses.feed_address(home, settings), settings),
        icons=icons.views(index),
        manifest=addresses.href(addresses.manifest_address(edition, settings), settings),
        color="" if settings.app.color == WebApp().color else settings.app.color,
        discovery=discovery.of_site(edition, index),
        organization=organization.view(index),
        accounts=organization.accounts(settings),
        card=covers.of_outlet(edition, index),
        editions=tuple(
            EditionView(
                other.language,
                other.title,
                addresses.href(addresses.term_address(Term("all", other.language), settings), settings),
            )
            for other in settings.editions
        ),
        fragments=FragmentsView(
            settings.fragments.include,
            addresses.href(addresses.fragment_address(edition, "breaking", settings), settings),
            addresses.href(addresses.fragment_address(edition, "latest", settings), settings),
        ),
        options=options,
    )


def _menu(own: tuple[MenuItem, ...], main: tuple[MenuItem, ...], edition: str, index: Index) -> tuple[LinkView, ...]:
    """A menu of an edition: its own, else the main edition's, which leads to what this edition has of the same."""
    links = (_link(item, edition, index, translated=not own) for item in own or main)
    return tuple(link for link in links if link)


def _link(item: MenuItem, edition: str, index: Index, *, translated: bool) -> LinkView | None:
    """An entry of a menu; None where what it leads to isn't shown."""
    settings, title = index.settings, item.title
    kind, _, name = item.to.partition(":")
    translated = translated and edition != settings.outlet.language
    if kind == "section":
        link = show.section_link(name, edition, index)
        return LinkView(link.title, link.href) if translated else LinkView(title, link.href)
    if kind == "content":
        found = queries.pinned(index, item.to)
        version = versions.of_editions(index, found).get(edition) if found and translated else None
        if version:
            found, title = version, version.title
        return LinkView(title, addresses.href(show.article_address(found, index), settings)) if found else None
    return LinkView(title, settings.base + item.to if item.to.startswith("/") else item.to)
