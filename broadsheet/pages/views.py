"""The shapes that templates see: the parts that several kinds of page share.

These, and the contexts in the modules of the kinds, are the contract with theme authors. They are plain frozen
values, so that their hash says whether a page would come out the same.
"""

from dataclasses import dataclass
from typing import Any

from broadsheet.article import Correction, Note, Source, When


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link: what it says and where it leads."""

    title: str
    """What readers see."""
    href: str
    """Where it leads."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A picture in one size: an entry of a `srcset`."""

    href: str
    """Its address."""
    width: int
    """Its width in pixels."""


@dataclass(frozen=True, slots=True)
class PictureSource:
    """A picture in one format: a `<source>`, or the `srcset` of the `<img>`."""

    type: str
    """Its media type: `image/avif`, `image/webp`, `image/jpeg` or `image/png`."""
    candidates: tuple[Candidate, ...]
    """Its sizes, the narrowest first."""


@dataclass(frozen=True, slots=True)
class SocialView:
    """A picture cut to a shape, for those who show a link to the page: other sites, search engines."""

    href: str
    """Its address."""
    url: str
    """Its address in full."""
    width: int
    """Its width in pixels."""
    height: int
    """Its height in pixels."""
    alt: str
    """What it shows, for who can't see it."""


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture, ready for an `<img>` or a `<picture>`."""

    src: str
    """Its address; empty when only the words of a missing picture are known: show none then."""
    width: int
    """Its width in pixels."""
    height: int
    """Its height in pixels."""
    alt: str
    """What it shows, for who can't see it."""
    caption: str
    """The words below it, as plain text."""
    credit: str
    """Who made it."""
    focus: str
    """The point that a crop must keep, as a CSS position (`50% 25%`)."""
    sources: tuple[PictureSource, ...] = ()
    """Its formats, the best first: a `<source>` for all but the last, which every browser knows and which is for the
    `<img>`. Empty for what goes out as it is, drawings (SVG) and GIFs."""
    large: str = ""
    """The address of its largest size, for a link to it; empty where `src` is."""


@dataclass(frozen=True, slots=True)
class CardView:
    """An article as lists show it."""

    id: str
    """The article's id."""
    href: str
    """The address of its page."""
    title: str
    """The headline, as plain text."""
    dek: str
    """The line below the headline; may be empty."""
    kicker: str
    """The word above the headline; may be empty."""
    label: str
    """`opinion`, `analysis`, `live` ... or empty: show it wherever the article is shown."""
    section: LinkView
    """Its section."""
    authors: tuple[LinkView, ...]
    """Who wrote it, in order; may be empty."""
    agency: str
    """The agency that it came from; may be empty."""
    published: When | None
    """When it was published; None when nobody knows."""
    updated: When | None
    """When its facts last changed; None when they haven't."""
    added: When | None
    """When it was taken in; shown only in place of `published`."""
    picture: PictureView | None
    """Its picture, if that is there."""
    access: str
    """`free` or `paid`."""
    lang: str
    """Its language, when that isn't the edition's; else empty."""
    draft: bool
    """Whether it is shown only because drafts are: mark it."""


@dataclass(frozen=True, slots=True)
class MonthView:
    """A month of a list, or a year (of a tag, an author, the corrections), and how much it has."""

    year: int
    """The year."""
    month: int
    """The month, 1 to 12; 0 for a whole year."""
    href: str
    """The address of its newest page."""
    count: int
    """How many it lists."""


@dataclass(frozen=True, slots=True)
class AudioView:
    """A recording."""

    src: str
    """Its address."""
    duration: int
    """Its length in seconds; 0 when not known."""
    type: str
    """Its media type, such as `audio/mpeg`."""
    transcript: str = ""
    """The address of its transcript (WebVTT or SubRip); may be empty."""


@dataclass(frozen=True, slots=True)
class AlternateView:
    """A page in one of the languages that there is of it."""

    language: str
    """The language of its edition, for `hreflang`."""
    name: str
    """That language as its speakers call it: `español`."""
    href: str
    """Its address."""
    url: str
    """Its address in full."""
    title: str
    """What it is called there: the headline, the section, or the edition's name."""


@dataclass(frozen=True, slots=True)
class FeedLinkView:
    """A feed that a page leads readers' programs to."""

    title: str
    """What it brings."""
    href: str
    """Its address."""
    type: str
    """Its media type: `application/rss+xml`, `application/atom+xml` or `application/feed+json`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContext:
    """What every page has."""

    kind: str
    """The kind of page: `article`, `home`, `section` ..."""
    title: str
    """The page's own title, as plain text, without the outlet's name."""
    description: str
    """A sentence on it for search engines; may be empty."""
    href: str
    """Its address, as links to it say."""
    url: str
    """Its address in full."""
    feed: str
    """The address of the feed that belongs to it; empty when there is none of its own."""
    noindex: bool
    """Whether search engines must leave it out."""
    discovery: tuple[FeedLinkView, ...] = ()
    """The feeds that belong to it, in all their formats; the outlet's own are in `site.discovery`."""
    social: SocialView | None = None
    """What stands for the page where others link to it: its picture, or a drawn card; where it has none of its own,
    `site.card` may do."""
    alternates: tuple[AlternateView, ...] = ()
    """The page in all languages that there are of it, itself included, in the order of the editions; empty where it is
    the only one."""
    default: str = ""
    """Which of them is for readers of any other language, in full (`x-default`): the main edition's, else this one."""


@dataclass(frozen=True, slots=True)
class EditionView:
    """An edition of the outlet."""

    language: str
    """Its language, as `lang` says it."""
    title: str
    """The outlet's name in it."""
    href: str
    """Its home page."""


@dataclass(frozen=True, slots=True)
class FragmentsView:
    """What pages include because it changes more often than they do."""

    mode: str
    """Who includes it: `script`, `ssi` (the server), or `off`: nobody, and there is nothing at these addresses."""
    breaking: str
    """The address of the banner."""
    latest: str
    """The address of the newest headlines."""


@dataclass(frozen=True, slots=True)
class IconView:
    """An icon of the site, for a `<link>` in the head."""

    rel: str
    """`icon` or `apple-touch-icon`."""
    href: str
    """Its address."""
    type: str
    """Its media type."""
    sizes: str
    """`32x32`, `any` ..."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationView:
    """Who stands behind the outlet, for structured data: `[organization]`, with every page's address in full."""

    name: str
    """The outlet's name in the main edition."""
    url: str
    """The main edition's home page in full."""
    logo: SocialView | None
    """The logo."""
    legal_name: str = ""
    """Its name in law."""
    founded: str = ""
    """The year or the day on which it was founded."""
    email: str = ""
    """Where the newsroom is reached."""
    telephone: str = ""
    """Its telephone."""
    address: str = ""
    """Its postal address, in one line."""
    same_as: tuple[str, ...] = ()
    """Web addresses that are also it."""
    policies: tuple[tuple[str, str], ...] = ()
    """The settings that name a page and lead somewhere (`ethics_policy`), each with the page's address in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountsView:
    """The accounts that links to pages name where they are shown elsewhere: `[social]`."""

    mastodon: str = ""
    """The outlet's in the Fediverse."""
    x: str = ""
    """The outlet's on X."""
    authors: tuple[tuple[str, str], ...] = ()
    """The authors' in the Fediverse, each with the name that articles give the author."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """The outlet in one edition: what the head and foot of every page show. Templates see it as `site`."""

    title: str
    """The outlet's name."""
    description: str
    """What it is, in a sentence."""
    url: str
    """The address of the edition's home page in full."""
    href: str
    """The address of the edition's home page."""
    origin: str
    """What stands before every `href` to make it an address in full: `https://courier.example`."""
    language: str
    """The edition's language."""
    direction: str
    """`ltr` or `rtl`."""
    timezone: str
    """The outlet's time zone."""
    copyright: str
    """The line of copyright; may be empty."""
    logo: str
    """The address of the outlet's logo; may be empty."""
    sections: tuple[LinkView, ...]
    """All sections, in order."""
    menu: tuple[LinkView, ...]
    """The main menu: the sections unless site.toml has one."""
    footer: tuple[LinkView, ...]
    """The menu at the foot of pages."""
    archive: str
    """The address of the page of all months."""
    corrections: str
    """The address of the corrections."""
    feeds: str
    """The address of the page of feeds."""
    feed: str
    """The address of the edition's feed."""
    discovery: tuple[FeedLinkView, ...] = ()
    """The feeds that every page leads to: the edition's in all formats, the podcast."""
    icons: tuple[IconView, ...] = ()
    """The site's icons; empty where site.toml names no `icon`."""
    manifest: str = ""
    """The address of the web app's manifest; may be empty."""
    color: str = ""
    """The colour that browsers show around the page; may be empty."""
    organization: OrganizationView | None = None
    """Who stands behind the outlet."""
    accounts: AccountsView = AccountsView()
    """The outlet's accounts elsewhere."""
    card: SocialView | None = None
    """A drawn card for pages without a picture of their own; None where site.toml wants no cards."""
    editions: tuple[EditionView, ...]
    """All editions, this one included; one only where there is one."""
    fragments: FragmentsView
    """What changes often and is included."""
    options: dict[str, Any]
    """The theme's options, with their defaults filled in."""


__all__ = [
    "AccountsView",
    "AlternateView",
    "AudioView",
    "Candidate",
    "CardView",
    "Correction",
    "EditionView",
    "FeedLinkView",
    "FragmentsView",
    "IconView",
    "LinkView",
    "MonthView",
    "Note",
    "OrganizationView",
    "PageContext",
    "PictureSource",
    "PictureView",
    "SiteView",
    "SocialView",
    "Source",
    "When",
]
