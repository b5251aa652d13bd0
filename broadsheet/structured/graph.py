"""Page -> graph: what each kind of page is for those who read schema.org's types."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from broadsheet.entities import unescape
from broadsheet.pages.article import ArticleContext
from broadsheet.pages.views import LinkView, PageContext
from broadsheet.structured import articles, schema
from broadsheet.structured.outlet import Outlet
from broadsheet.structured.schema import Ref, Thing, WebPage

_ABOUT: dict[str, type[WebPage]] = {"about": schema.AboutPage, "contact": schema.ContactPage}
"""What a standing page is by the name of its file, its own or that of its version in another edition."""


def things(page: PageContext, title: str, here: Outlet) -> tuple[Thing, ...]:
    """All that a page says; nothing on pages that are for nobody's search, such as the 404 page.

    `title` is the page's name in its head, as text or as markup: some have one only there, in the words of the theme.
    """
    make = _OF_KIND.get(page.kind)
    return make(page, title, here) if make else ()


def _article(page: ArticleContext, _: str, here: Outlet) -> tuple[Thing, ...]:
    return articles.article(page, here), articles.trail(page, here), here.organization


def _home(_page: PageContext, _title: str, here: Outlet) -> tuple[Thing, ...]:
    return here.site, here.whole


def _list(page: Any, title: str, here: Outlet) -> tuple[Thing, ...]:
    listed = here.listed(page.cards)
    between = (page.term,) if page.kind == "month" and page.term_kind != "all" else ()
    return _page(schema.CollectionPage, page, title, here, *between, main_entity=listed)


def _archive(page: Any, title: str, here: Outlet) -> tuple[Thing, ...]:
    return _page(schema.CollectionPage, page, title, here, main_entity=here.listed(page.months))


def _corrections(page: Any, title: str, here: Outlet) -> tuple[Thing, ...]:
    listed = here.listed(tuple([entry.article for entry in page.entries]))
    return _page(schema.CollectionPage, page, title, here, main_entity=listed)


def _author(page: Any, title: str, here: Outlet) -> tuple[Thing, ...]:
    portrait = here.photograph(page.picture)
    person = schema.Person(
        id=f"{page.url}#person",
        name=page.title,
        url=page.url,
        description=page.description,
        job_title=page.role,
        image=portrait[0] if portrait else None,
        same_as=page.same_as,
    )
    return _page(schema.ProfilePage, page, title, here, main_entity=person)


def _standing(page: Any, title: str, here: Outlet) -> tuple[Thing, ...]:
    urls = (page.url, *(one.url for one in page.alternates))
    names = [url.rstrip("/").rpartition("/")[2].partition(".")[0] for url in urls]
    kind = next((_ABOUT[name] for name in names if name in _ABOUT), WebPage)
    return _page(
        kind,
        page,
        title,
        here,
        image=here.photograph(page.picture),
        date_modified=here.moment(page.updated),
        in_language=page.lang or here.language,
    )


def _feeds(page: PageContext, title: str, here: Outlet) -> tuple[Thing, ...]:
    return _page(WebPage, page, title, here)


def _page(
    kind: type[WebPage], page: PageContext, title: str, here: Outlet, *between: LinkView, **more: Any
) -> tuple[Thing, ...]:
    """A page that is no article, the way to it, and who publishes it."""
    name = " ".join(_plain(title or page.title).split())
    trail = here.trail(page.url, name, *between)
    shown = kind(
        **{
            "id": page.url,
            "url": page.url,
            "name": name,
            "description": page.description,
            "in_language": here.language,
            "is_part_of": here.within,
            "publisher": here.publisher,
            "breadcrumb": Ref(trail.id),
            **more,
        }
    )
    return shown, trail, here.organization


def _plain(title: str) -> str:
    return unescape(str.__str__(title)) if isinstance(title, Markup) else title


_OF_KIND: dict[str, Callable[[Any, str, Outlet], tuple[Thing, ...]]] = {
    "archive": _archive,
    "article": _article,
    "author": _author,
    "corrections": _corrections,
    "feeds": _feeds,
    "home": _home,
    "month": _list,
    "page": _standing,
    "section": _list,
    "story": _list,
    "tag": _list,
}
