"""humans.txt: who makes the site, for people who look there. No day stands in it: it would have to change."""

from collections.abc import Iterator

from broadsheet import addresses
from broadsheet.article import Kind
from broadsheet.hosting import notice
from broadsheet.index import queries
from broadsheet.index.reader import Index
from broadsheet.pages import alternates, show


def text(index: Index) -> str:
    """The outlet, how to reach it, the authors who have a page of their own, the languages."""
    return notice.written(_lines(index))


def _lines(index: Index) -> Iterator[str]:
    settings, about = index.settings, index.settings.organization
    yield "/* OUTLET */"
    yield f"Name: {settings.outlet.title}"
    yield f"Site: {settings.outlet.url}/"
    for name, value in (("Contact", about.email), ("Telephone", about.telephone), ("Address", about.address)):
        if value:
            yield f"{name}: {value}"
    team = _team(index)
    if team:
        yield from ("", "/* TEAM */")
        for name, url in team:
            yield from (f"Author: {name}", f"Site: {url}")
    yield from ("", "/* SITE */")
    yield f"Language: {', '.join(alternates.language_name(edition.language) for edition in settings.editions)}"
    yield "Software: Broadsheet"


def _team(index: Index) -> list[tuple[str, str]]:
    """The authors' names and pages; of who has one in several editions, that in the first."""
    settings = index.settings
    order = [edition.language for edition in settings.editions]
    pages = sorted(queries.documents_in(index, "content/authors"), key=lambda page: order.index(page.edition))
    found: dict[str, tuple[str, str]] = {}
    for page in pages:
        url = addresses.absolute(show.article_address(page, index), settings)
        found.setdefault(page.slug, (page.title, url))
    return list(found.values())


NOTICE = notice.page_kind(
    "humans",
    ("humans.txt",),
    ("outlet", "organization"),
    text,
    touched_by=lambda article: article.kind is Kind.AUTHOR,
)
