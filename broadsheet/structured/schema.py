"""The types of schema.org that pages are described with, as far as they are used here.

Each has the name that it has there, and its properties in our spelling (`date_published` for `datePublished`). What is
empty isn't written. Addresses are full ones; a moment is text in ISO 8601 with an offset, or a day alone.
"""

import msgspec


class Ref(msgspec.Struct, frozen=True):
    """What stands in another place of the graph, by its `@id`."""

    id: str = msgspec.field(name="@id")


class Thing(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel", tag_field="@type", tag="Thing"
):
    """What every type has."""

    id: str = msgspec.field(name="@id", default="")
    name: str = ""
    url: str = ""
    description: str = ""
    same_as: tuple[str, ...] = ()


class ImageObject(Thing, frozen=True, kw_only=True, tag="ImageObject"):
    """A picture."""

    width: int = 0
    height: int = 0
    caption: str = ""
    credit_text: str = ""


class Person(Thing, frozen=True, kw_only=True, tag="Person"):
    """An author, or who else had a part in it."""

    job_title: str = ""
    image: ImageObject | None = None


class ContactPoint(Thing, frozen=True, kw_only=True, tag="ContactPoint"):
    """How somebody is reached."""

    contact_type: str = ""
    email: str = ""
    telephone: str = ""


class Organization(Thing, frozen=True, kw_only=True, tag="Organization"):
    """An agency."""


class NewsMediaOrganization(Thing, frozen=True, kw_only=True, tag="NewsMediaOrganization"):
    """The outlet."""

    logo: ImageObject | None = None
    legal_name: str = ""
    founding_date: str = ""
    address: str = ""
    contact_point: ContactPoint | None = None
    publishing_principles: str = ""
    corrections_policy: str = ""
    ethics_policy: str = ""
    diversity_policy: str = ""
    verification_fact_checking_policy: str = ""
    unnamed_sources_policy: str = ""
    actionable_feedback_policy: str = ""
    masthead: str = ""
    ownership_funding_info: str = ""


class Work(Thing, frozen=True, kw_only=True, tag="CreativeWork"):
    """Whatever somebody has made (CreativeWork)."""

    headline: str = ""
    in_language: str = ""
    date_published: str = ""
    date_modified: str = ""
    publisher: Ref | None = None


class WebSite(Work, frozen=True, kw_only=True, tag="WebSite"):
    """The site, or an edition of it."""


class AudioObject(Work, frozen=True, kw_only=True, tag="AudioObject"):
    """A recording."""

    content_url: str = ""
    encoding_format: str = ""
    duration: str = ""


class CorrectionComment(Work, frozen=True, kw_only=True, tag="CorrectionComment"):
    """What was wrong and is mended."""

    text: str = ""


class WebPageElement(Thing, frozen=True, kw_only=True, tag="WebPageElement"):
    """A part of a page."""

    is_accessible_for_free: bool | msgspec.UnsetType = msgspec.UNSET
    css_selector: str = ""


class ListItem(Thing, frozen=True, kw_only=True, tag="ListItem"):
    """A place in a list. Of a step of a BreadcrumbList `item` is the address, of an ItemList's `url`."""

    position: int = 0
    item: str = ""


class BreadcrumbList(Thing, frozen=True, kw_only=True, tag="BreadcrumbList"):
    """The way from the home page to a page."""

    item_list_element: tuple[ListItem, ...] = ()


class ItemList(Thing, frozen=True, kw_only=True, tag="ItemList"):
    """What a page lists."""

    item_list_element: tuple[ListItem, ...] = ()


class WebPage(Work, frozen=True, kw_only=True, tag="WebPage"):
    """A page that is no article."""

    image: tuple[ImageObject, ...] = ()
    is_part_of: WebSite | None = None
    breadcrumb: Ref | None = None
    main_entity: ItemList | Person | None = None


class AboutPage(WebPage, frozen=True, kw_only=True, tag="AboutPage"):
    """The page on the outlet."""


class ContactPage(WebPage, frozen=True, kw_only=True, tag="ContactPage"):
    """The page that says how the outlet is reached."""


class CollectionPage(WebPage, frozen=True, kw_only=True, tag="CollectionPage"):
    """A page that lists articles."""


class ProfilePage(WebPage, frozen=True, kw_only=True, tag="ProfilePage"):
    """The page of an author."""


class Article(Work, frozen=True, kw_only=True, tag="Article"):
    """An article of any sort."""

    main_entity_of_page: str = ""
    image: tuple[ImageObject, ...] = ()
    author: tuple[Person | Organization, ...] = ()
    contributor: tuple[Person, ...] = ()
    article_section: str = ""
    keywords: tuple[str, ...] = ()
    word_count: int = 0
    is_accessible_for_free: bool | msgspec.UnsetType = msgspec.UNSET
    has_part: WebPageElement | None = None
    is_part_of: tuple[WebSite | CollectionPage, ...] = ()
    is_based_on: Work | None = None
    translation_of_work: "Article | None" = None
    work_translation: tuple["Article", ...] = ()
    audio: AudioObject | None = None
    correction: tuple[CorrectionComment, ...] = ()


class AdvertiserContentArticle(Article, frozen=True, kw_only=True, tag="AdvertiserContentArticle"):
    """A text that somebody paid for."""


class SatiricalArticle(Article, frozen=True, kw_only=True, tag="SatiricalArticle"):
    """A satire, which isn't news."""


class BlogPosting(Article, frozen=True, kw_only=True, tag="BlogPosting"):
    """An entry of a live article."""


class LiveBlogPosting(Article, frozen=True, kw_only=True, tag="LiveBlogPosting"):
    """A live article."""

    coverage_start_time: str = ""
    coverage_end_time: str = ""
    live_blog_update: tuple[BlogPosting, ...] = ()


class NewsArticle(Article, frozen=True, kw_only=True, tag="NewsArticle"):
    """An article with news."""

    dateline: str = ""


class AnalysisNewsArticle(NewsArticle, frozen=True, kw_only=True, tag="AnalysisNewsArticle"):
    """What the news means."""


class BackgroundNewsArticle(NewsArticle, frozen=True, kw_only=True, tag="BackgroundNewsArticle"):
    """What one needs to know to understand the news."""


class OpinionNewsArticle(NewsArticle, frozen=True, kw_only=True, tag="OpinionNewsArticle"):
    """What somebody thinks of it."""


class ReviewNewsArticle(NewsArticle, frozen=True, kw_only=True, tag="ReviewNewsArticle"):
    """A review."""


class Graph(msgspec.Struct, frozen=True):
    """All that a page says of itself."""

    context: str = msgspec.field(name="@context")
    graph: tuple[Thing, ...] = msgspec.field(name="@graph")


OF_LABEL: dict[str, type[NewsArticle | AdvertiserContentArticle | SatiricalArticle]] = {
    "analysis": AnalysisNewsArticle,
    "explainer": BackgroundNewsArticle,
    "opinion": OpinionNewsArticle,
    "review": ReviewNewsArticle,
    "satire": SatiricalArticle,
    "sponsored": AdvertiserContentArticle,
}
"""What an article with a label is; a live one is a LiveBlogPosting, any other a NewsArticle."""
