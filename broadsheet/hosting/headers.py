"""What a host must say of each file besides its bytes: its type, for how long it holds, and what browsers may do.

One list of rules for all hosts; how each is told stands in static_hosts, nginx and apache.
"""

import re
from enum import Enum
from typing import NamedTuple

from broadsheet import addresses
from broadsheet.hosting import types
from broadsheet.hosting.policy import policy
from broadsheet.keys import Term
from broadsheet.settings import Settings

YEAR = "public, max-age=31536000, immutable"
DAY = "public, max-age=86400, stale-while-revalidate=604800"
PAGES = "public, max-age=60, must-revalidate"
LISTS = "public, max-age=300, must-revalidate"
"""Feeds and sitemaps."""
FRAGMENTS = "public, max-age=30, must-revalidate"
VARIANT = r"\.[0-9a-f]{10}\.[^/]+"
"""How the name of a size of a picture ends: with a hash of the picture, so that it never means another."""


class Where(Enum):
    """What a rule goes by."""

    FOLDER = "all below a folder"
    VARIANTS = "the sizes of pictures in a folder"
    NAME = "files of this name in whatever folder"
    ENDING = "files whose names end so"
    FILE = "one file"
    SITEMAPS = "sitemaps"


class Rule(NamedTuple):
    """What is said of some of the files, besides what is said of all."""

    where: Where
    value: str
    """The folder (with slashes around it), name, ending (with its dot) or address."""
    cache: str = ""
    type: str = ""
    """Its media type, where that doesn't follow from its ending."""
    is_feed: bool = False
    """Whether subscribers' hubs must be named with it."""

    def pattern(self, base: str) -> str:
        """The whole path of a request as a regular expression; `base` is the path of the outlet's url."""
        value = re.escape(self.value)
        return {
            Where.FOLDER: f"^{re.escape(base)}{value}",
            Where.VARIANTS: f"^{re.escape(base)}{value}.*{VARIANT}$",
            Where.NAME: f"^{re.escape(base)}/(?:.*/)?{value}$",
            Where.ENDING: f"^{re.escape(base)}/.*{value}$",
            Where.FILE: f"^{re.escape(base)}{value}$",
            Where.SITEMAPS: rf"^{re.escape(base)}/sitemap[^/]*\.xml$",
        }[self.where]


def security(settings: Settings) -> list[tuple[str, str]]:
    """What is said of everything."""
    said = [
        ("Content-Security-Policy", policy(settings)),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ]
    if settings.hosting.hsts:
        said.append(("Strict-Transport-Security", "max-age=31536000"))
    return said


def rules(settings: Settings) -> list[Rule]:
    """What is said of some; no two of them are for the same file, but that the first of two may be."""
    fragments = [addresses.fragment_address(each.language, "x", settings) for each in settings.editions]
    return [
        Rule(Where.FOLDER, "/assets/", YEAR),
        Rule(Where.VARIANTS, "/media/", YEAR),
        Rule(Where.ENDING, types.CHAPTERS, DAY, types.BY_TAIL[types.CHAPTERS]),
        Rule(Where.FOLDER, "/media/", DAY),
        Rule(Where.FOLDER, "/icons/", DAY),
        *(Rule(Where.FILE, address, LISTS, kind, is_feed=True) for address, kind in custom_feeds(settings).items()),
        *(Rule(Where.NAME, name, LISTS, kind, is_feed=True) for name, kind in types.FEEDS.items()),
        *(Rule(Where.FOLDER, address.removesuffix("x.html"), FRAGMENTS) for address in fragments),
        Rule(Where.SITEMAPS, "", LISTS),
    ]


def custom_feeds(settings: Settings) -> dict[str, str]:
    """The types of the feeds that site.toml names, and of the podcast, by address."""
    found = {}
    for feed in settings.feeds.custom:
        edition = feed.lang or settings.outlet.language
        found[addresses.custom_feed_address(edition, feed.id, feed.format, settings)] = types.OF_FORM[feed.format]
    if settings.podcast.title:
        found[addresses.podcast_address(settings)] = types.XML
    return found


def main_feeds(settings: Settings) -> list[str]:
    """The addresses of the feeds that follow from site.toml alone, those that most subscribe to first."""
    editions = [edition.language for edition in settings.editions]
    sections = [Term("section", edition, section.id) for edition in editions for section in settings.sections]
    terms = [*(Term("all", edition) for edition in editions), *sections]
    feeds = [addresses.feed_address(term, settings, form) for term in terms for form in addresses.FEED_FILES]
    return [*feeds, *custom_feeds(settings)]


def links(hub: str, own: str) -> str:
    """The value of a Link header that names a feed's hub and its own address (WebSub)."""
    return f'<{hub}>; rel="hub", <{own}>; rel="self"'
