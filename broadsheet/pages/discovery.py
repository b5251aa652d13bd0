"""Which feeds belong to which page, so that readers' programs find them."""

from broadsheet import addresses
from broadsheet.index.reader import Index
from broadsheet.keys import Term
from broadsheet.pages import labels
from broadsheet.pages.views import FeedLinkView

FORMS = {
    "all": ("rss", "atom", "json"),
    "section": ("rss", "atom", "json"),
    "tag": ("rss",),
    "author": ("rss",),
    "story": ("rss",),
    "correction": ("rss",),
}
"""In which formats there is a feed of each kind of term."""
TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
_NAMES = {"rss": "", "atom": " (Atom)", "json": " (JSON Feed)"}


def feeds(term: Term, title: str, index: Index) -> tuple[FeedLinkView, ...]:
    """The feeds of a term in all their formats, under the outlet's name and the term's own, if it has one."""
    key = ("feeds", term, title)
    found: tuple[FeedLinkView, ...] | None = index.kept.views.get(key) if index.kept else None
    if found is None:
        name = full_title(term.edition, title, index)
        found = tuple(_link(f"{name}{_NAMES[form]}", term, form, index) for form in FORMS[term.kind])
        if index.kept:
            index.kept.views.put(key, found)
    return found


def of_section(section: str, edition: str, index: Index) -> tuple[FeedLinkView, ...]:
    """Those of a section: on its front, its months, and on the pages of its articles."""
    return feeds(Term("section", edition, section), index.settings.section_title(section, edition), index)


def of_corrections(edition: str, index: Index) -> tuple[FeedLinkView, ...]:
    """That of the corrections."""
    return feeds(Term("correction", edition), labels.word("corrections", edition), index)


def of_site(edition: str, index: Index) -> tuple[FeedLinkView, ...]:
    """Those of an edition, to which every page leads, and the podcast where there is one."""
    found = feeds(Term("all", edition), "", index)
    podcast, settings = index.settings.podcast, index.settings
    if podcast.title and edition == settings.outlet.language:
        address = addresses.podcast_address(settings)
        found += (FeedLinkView(podcast.title, addresses.href(address, settings), TYPES["rss"]),)
    return found


def full_title(edition: str, title: str, index: Index) -> str:
    """What a feed is called: the outlet's name, and that of what it is about."""
    outlet = index.settings.edition(edition).title
    return f"{outlet} – {title}" if title else outlet


def _link(title: str, term: Term, form: str, index: Index) -> FeedLinkView:
    settings = index.settings
    return FeedLinkView(title, addresses.href(addresses.feed_address(term, settings, form), settings), TYPES[form])
