"""An article as schema.org has it."""

from typing import Any

from broadsheet import markup
from broadsheet.pages.article import ArticleContext
from broadsheet.pages.live import LiveEntry, LiveView
from broadsheet.structured import outlet, schema
from broadsheet.structured.outlet import Outlet
from broadsheet.structured.schema import Article, NewsArticle

PAYWALL = ".paywall"
"""What stands in a page where a paid text is cut: themes give it this class, and search engines look for it."""
_FIRST_WORDS = 110
"""How much of an entry without a headline stands for one, in characters."""


def article(page: ArticleContext, here: Outlet) -> Article:
    """The article of a page, by its label. What nobody knows of it isn't said."""
    kind = schema.LiveBlogPosting if page.live else schema.OF_LABEL.get(page.label, NewsArticle)
    more = _live(page.live, page, here) if page.live else {}
    if page.dateline and issubclass(kind, NewsArticle):
        more["dateline"] = page.dateline
    return kind(
        id=f"{page.url}#article",
        headline=page.title,
        description=page.description,
        url=page.url,
        main_entity_of_page=page.canonical or page.url,
        image=outlet.crops(page.crops, page.picture) if page.crops else here.photograph(page.picture),
        date_published=here.moment(page.published),
        date_modified=here.moment(page.updated),
        author=_authors(page, here),
        contributor=tuple([schema.Person(name=name) for name in page.contributors]),
        publisher=here.publisher,
        article_section=page.section.title,
        keywords=tuple([tag.title for tag in page.tags]),
        word_count=page.words,
        in_language=page.lang or here.language,
        is_accessible_for_free=page.access != "paid",
        has_part=_BEHIND if page.paywalled else None,
        is_part_of=_whole(page, here),
        is_based_on=_original(page),
        translation_of_work=_translated(page),
        work_translation=_translations(page),
        audio=_audio(page, here),
        correction=tuple(
            [
                schema.CorrectionComment(text=each.text, date_published=here.moment(each.date))
                for each in page.corrections
            ]
        ),
        **more,
    )


def trail(page: ArticleContext, here: Outlet) -> schema.BreadcrumbList:
    """Home, its section, the article."""
    return here.trail(page.url, page.title, page.section)


def _authors(page: ArticleContext, here: Outlet) -> tuple[schema.Person | schema.Organization, ...]:
    people: list[schema.Person | schema.Organization] = []
    for link in page.authors:
        url = here.url(link.href) if link.href else ""
        people.append(schema.Person(id=f"{url}#person" if url else "", name=link.title, url=url))
    if page.agency:
        people.append(schema.Organization(name=page.agency))
    return tuple(people)


def _whole(page: ArticleContext, here: Outlet) -> tuple[schema.WebSite | schema.CollectionPage, ...]:
    """What it is a part of: the site, and its story."""
    if page.story is None:
        return (here.within,)
    url = here.url(page.story.href)
    return here.within, schema.CollectionPage(id=url, name=page.story.title, url=url)


def _original(page: ArticleContext) -> schema.Work | None:
    """Where it was first published, as far as that has an address."""
    if page.source is None or not page.source.url:
        return None
    return schema.Work(name=page.source.name, url=page.source.url)


def _translated(page: ArticleContext) -> Article | None:
    """What it is a translation of."""
    found = [each for each in page.alternates if each.url == page.original and each.url != page.url]
    return _version(found[0].url, found[0].title, found[0].language) if found else None


def _translations(page: ArticleContext) -> tuple[Article, ...]:
    """Its translations, where it is the original."""
    if page.original != page.url:
        return ()
    return tuple([_version(each.url, each.title, each.language) for each in page.alternates if each.url != page.url])


def _version(url: str, title: str, language: str) -> Article:
    return Article(id=f"{url}#article", headline=title, url=url, in_language=language)


def _audio(page: ArticleContext, here: Outlet) -> schema.AudioObject | None:
    if page.audio is None:
        return None
    minutes, seconds = divmod(page.audio.duration, 60)
    return schema.AudioObject(
        content_url=here.url(page.audio.src),
        encoding_format=page.audio.type,
        duration=f"PT{minutes}M{seconds}S" if page.audio.duration else "",
    )


def _live(live: LiveView, page: ArticleContext, here: Outlet) -> dict[str, Any]:
    """When a live article began and ended, and its entries as far as they have a day."""
    dated = [entry for entry in live.entries if entry.at]
    first = dated[-1].at if dated else page.published
    return {
        "coverage_start_time": here.moment(first),
        "coverage_end_time": here.moment(dated[0].at) if dated and live.closed else "",
        "live_blog_update": tuple(
            [
                schema.BlogPosting(
                    id=f"{page.url}#{entry.id}",
                    headline=entry.title or _first_words(entry),
                    url=f"{page.url}#{entry.id}",
                    date_published=here.moment(entry.at),
                )
                for entry in dated
            ]
        ),
    }


def _first_words(entry: LiveEntry) -> str:
    """How an entry without a headline begins."""
    text = markup.plain(entry.body)
    if len(text) <= _FIRST_WORDS:
        return text
    return text[:_FIRST_WORDS].rpartition(" ")[0].rstrip(",;:") + " …"


_BEHIND = schema.WebPageElement(is_accessible_for_free=False, css_selector=PAYWALL)
