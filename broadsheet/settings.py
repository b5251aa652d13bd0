"""What site.toml says, typed and in parts.

Each part is a value of its own, so that a kind of page can name the parts it reads, and a change of another part
leaves it alone. `settings_file.read` makes a Settings of a site.toml; nothing else is ever set.
"""

import zoneinfo
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import msgspec

from broadsheet.settings_feeds import Feeds, Podcast
from broadsheet.settings_outside import Exports, Hosting, Organization, Robots, Security, Social, Trust, WebApp

# The time zones of the tzdata package and not the machine's, so that two machines agree on what time it is.
zoneinfo.reset_tzpath(to=())

RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})


class Section(msgspec.Struct, frozen=True):
    """`[[sections]]`: a part of the paper, in the order in which menus show them."""

    id: str
    """Its name in addresses and in front matter: lower-case letters, digits and hyphens."""
    title: str
    """Its name for readers."""
    description: str = ""
    """A sentence on what it brings, for its front and for search engines."""


class Outlet(msgspec.Struct, frozen=True, kw_only=True):
    """The top of site.toml: who the outlet is."""

    title: str
    """The outlet's name."""
    url: str
    """Where the site is hosted, without a slash at the end; may have a path."""
    language: str
    """The main edition's language: a BCP 47 tag such as `en`, `es-MX`."""
    timezone: str
    """The outlet's time zone, by its IANA name: `Europe/Madrid`."""
    description: str = ""
    """What the outlet is, in a sentence."""
    copyright: str = ""
    """The line of copyright for the foot of pages and the feeds, without a year that would have to change."""
    logo: str = ""
    """A picture under media/ for feeds and structured data."""
    icon: str = ""
    """A square picture under media/, 512 pixels wide or more, or an SVG, of which all icons of the site are made."""
    default_section: str = ""
    """The section of articles that name none; the first section unless given."""


class MenuItem(msgspec.Struct, frozen=True):
    """An entry of `[[menus.main]]` or `[[menus.footer]]`."""

    title: str
    """What readers see."""
    to: str
    """Where it leads: an address of ours (`/about.html`), a web address, `content:PATH` or `section:ID`."""


class Menus(msgspec.Struct, frozen=True):
    """`[menus]`: without `main` the sections are the menu."""

    main: tuple[MenuItem, ...] = ()
    """The menu in the head of pages."""
    footer: tuple[MenuItem, ...] = ()
    """The menu at the foot of pages."""


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """`[languages.XX]`: a further edition; the main one is made of the top of site.toml."""

    language: str
    """The edition's language; the table's own name."""
    title: str
    """The outlet's name in it."""
    description: str = ""
    """What the outlet is, in its language."""
    prefix: str = ""
    """The folder of its addresses; the language unless given, none for the main edition."""
    sections: dict[str, str] = {}
    """The names of sections in its language, by id."""
    descriptions: dict[str, str] = {}
    """What sections bring, in its language, by id; the main edition's sentences unless given."""
    copyright: str = ""
    """The line of copyright in its language; the outlet's unless given."""
    menus: Menus = Menus()
    """Its own menus, `[[languages.XX.menus.main]]` and `footer`; without them the main edition's, led to its pages."""

    @property
    def direction(self) -> str:
        """`rtl` for the languages that are written from right to left, else `ltr`."""
        return "rtl" if self.language.partition("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


class Lists(msgspec.Struct, frozen=True):
    """`[lists]`: how many articles a page shows."""

    home: int = 12
    """The newest articles at the top of the home page; opinion and the sections' own come on top."""
    home_section: int = 4
    """The articles in each section's block on the home page."""
    front: int = 30
    """The newest articles on a section's, tag's or author's front."""
    month: int = 50
    """The articles on a full page of a month, a year or a story; the newest page holds up to twice that."""
    background: int = 4
    """The earlier articles that an article's page leads to."""


class Addresses(msgspec.Struct, frozen=True):
    """`[addresses]`: where articles live."""

    article: str = "/{section}/{year}/{month}/{slug}.html"
    """The address of an article with a date."""
    undated: str = "/{section}/{slug}.html"
    """The address of an article without one."""
    html: bool = True
    """Whether links end in `.html`; set it to false for hosts that serve pages without."""


class ThemeChoice(msgspec.Struct, frozen=True):
    """`[theme]`: which theme, and its options."""

    name: str = "broadsheet"
    """A folder in the site's themes/, or a theme that comes with Broadsheet."""
    options: dict[str, Any] = {}
    """`[theme.options]`: what the theme's own theme.toml offers to set."""


class Pictures(msgspec.Struct, frozen=True):
    """`[pictures]`: what is made of photographs."""

    avif: bool = False
    """Whether they also go out as AVIF: a tenth smaller than WebP, and as much work again."""
    quality: int = 80
    """How good they look, 1 to 95, as JPEG counts it; smaller numbers make smaller files."""
    covers: str = "section"
    """Whose name stands on the card that others show of an article without a picture: its `section`'s, which is drawn
    once, or with its own headline the `article`'s, a few milliseconds each; `none` for no cards."""


class Embeds(msgspec.Struct, frozen=True):
    """`[embeds]`: what is shown of other sites, once a reader asks for it."""

    hosts: tuple[str, ...] = ()
    """The hosts whose videos, charts and recordings pages may show, such as `youtube.com`; their subdomains too."""


class Fragments(msgspec.Struct, frozen=True):
    """`[fragments]`: what changes often and stands on all pages, the banner and the latest headlines."""

    include: str = "script"
    """Who puts them into pages: a `script` in the browser, the server (`ssi`), or nobody (`off`), and none are made."""


class Taking(msgspec.Struct, frozen=True):
    """`[ingest]`: how sources are taken in."""

    publish: bool = True
    """Set it to false to make every article that is taken in a draft."""
    dateline: str = "body"
    """Where a dateline is shown: `body` keeps its words in the text, `theme` leaves it to the theme."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """All of site.toml, in parts, and what follows from them: worked out once, since every address asks for it."""

    outlet: Outlet
    sections: tuple[Section, ...]
    languages: tuple[Edition, ...] = ()
    menus: Menus = Menus()
    lists: Lists = Lists()
    feeds: Feeds = Feeds()
    addresses: Addresses = Addresses()
    theme: ThemeChoice = ThemeChoice()
    ingest: Taking = Taking()
    pictures: Pictures = Pictures()
    embeds: Embeds = Embeds()
    fragments: Fragments = Fragments()
    podcast: Podcast = Podcast()
    organization: Organization = Organization()
    social: Social = Social()
    robots: Robots = Robots()
    trust: Trust = Trust()
    security: Security = Security()
    app: WebApp = WebApp()
    hosting: Hosting = Hosting()
    exports: Exports = Exports()

    @cached_property
    def zone(self) -> ZoneInfo:
        """The outlet's time zone."""
        return ZoneInfo(self.outlet.timezone)

    @cached_property
    def base(self) -> str:
        """The path of the outlet's url, which stands in front of each address: empty or `/news`."""
        return urlsplit(self.outlet.url).path.rstrip("/")

    @property
    def logo(self) -> str:
        """The outlet's logo, which goes out though no article names it."""
        return self.outlet.logo

    @property
    def cover(self) -> str:
        """The cover of the podcast, where there is one: it goes out though no article names it."""
        return self.podcast.image if self.podcast.title else ""

    @property
    def default_section(self) -> str:
        """The section of articles that name none."""
        return self.outlet.default_section or self.sections[0].id

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """All editions, the main one first."""
        outlet = self.outlet
        main = Edition(language=outlet.language, title=outlet.title, description=outlet.description)
        return (main, *self.languages)

    def edition(self, language: str) -> Edition:
        """The edition of that language; KeyError when there is none."""
        return self._by_language[language]

    def edition_of(self, lang: str) -> str:
        """The language of the edition that an article in `lang` belongs to: `es-MX` to es, unknown ones to the main."""
        known = {edition.language.lower(): edition.language for edition in self.editions}
        wanted = lang.lower()
        while wanted:
            if wanted in known:
                return known[wanted]
            wanted = wanted.rpartition("-")[0]
        return self.outlet.language

    def section_title(self, section: str, edition: str) -> str:
        """A section's name for the readers of an edition."""
        return self.edition(edition).sections.get(section) or self._titles.get(section, section)

    def section_description(self, section: str, edition: str) -> str:
        """What a section brings, for the readers of an edition."""
        return self.edition(edition).descriptions.get(section) or self._descriptions.get(section, "")

    @cached_property
    def _by_language(self) -> dict[str, Edition]:
        return {edition.language: edition for edition in reversed(self.editions)}

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {section.id: section.title for section in reversed(self.sections)}

    @cached_property
    def _descriptions(self) -> dict[str, str]:
        return {section.id: section.description for section in reversed(self.sections)}
