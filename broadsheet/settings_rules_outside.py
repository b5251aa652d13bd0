"""What values must look like in the parts of site.toml that are for feeds and for the outside world.

As in settings_rules, a rule says what is wrong with a value and what to do about it, or None.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from broadsheet import settings_rules
from broadsheet.article import LABELS
from broadsheet.settings_feeds import CustomFeed, Feeds, Podcast
from broadsheet.settings_outside import Exports, Hosting, Organization, Robots, Security, Social, Trust, WebApp
from broadsheet.settings_rules import Fault

TEXTS = ("full", "summary")
FORMATS = ("rss", "atom", "json")
PROFILES = ("flipboard", "smartnews", "msn")
PODCASTS = ("episodic", "serial")
CATEGORIES = (
    *("Arts", "Business", "Comedy", "Education", "Fiction", "Government", "Health & Fitness", "History"),
    *("Kids & Family", "Leisure", "Music", "News", "Religion & Spirituality", "Science", "Society & Culture"),
    *("Sports", "TV & Film", "Technology", "True Crime"),
)
"""The categories of podcasts, as Apple has them and directories after it."""
USES = ("allow", "deny")
HOSTS = ("netlify", "cloudflare", "nginx", "apache")
DIRECTIVES = (
    *("connect-src", "default-src", "font-src", "form-action", "frame-ancestors", "frame-src", "img-src"),
    *("manifest-src", "media-src", "object-src", "script-src", "style-src", "worker-src"),
)
"""The directives of a content security policy that sources can be added to."""

_HANDLE = re.compile(r"@[A-Za-z0-9_.-]+@(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*[a-z0-9]")
_ON_X = re.compile(r"@\w{1,15}", re.ASCII)
_MAIL = re.compile(r"[^@\s<>]+@[^@\s<>.]+(?:\.[^@\s<>.]+)+")
_CONTACT = re.compile(r"(?:mailto:[^@\s]+@[^@\s]+|tel:\+?[0-9().-]+|https://[^\s]+)")
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_SOURCE = r"[!#%-+\--:<-\[\]-~]+"
"""A word of ASCII, without what ends it in a policy, and quotes and dollars, which mean something to servers."""
_SOURCES = re.compile(f"{_SOURCE}(?: {_SOURCE})*")

Rule = Callable[[Any], Fault | None]


def optional(rule: Rule) -> Rule:
    """A rule for a text that may be empty."""
    return lambda value: rule(value) if value else None


def each(rule: Rule) -> Rule:
    """A rule for a list of texts, each of which keeps another rule."""

    def checked(values: tuple[Any, ...]) -> Fault | None:
        for value in values:
            if not isinstance(value, str) or not value.strip() or not value.isprintable():
                return f"“{value}” isn't a text of one line", 'write each in quotes: ["…", "…"]'
            if fault := rule(value):
                return fault
        return None

    return checked


def among(*known: str) -> Rule:
    """A rule for a word that is one of these."""
    return lambda value: settings_rules.one_of(value, known)


def anything(_value: str) -> Fault | None:
    return None


def web(value: str) -> Fault | None:
    fault = settings_rules.url(value.partition("#")[0].partition("?")[0])
    return ("a web address is wanted here, not “" + value + "”", "https://www.example.com/page") if fault else None


def hub(value: str) -> Fault | None:
    """It stands in a header, for which no server has a way to write these."""
    if fault := web(value):
        return fault
    if re.search(r'[\s"$<>\\^`{|}]', value) or not value.isascii():
        return f"“{value}” can't stand in a header", "write the address percent-encoded: https://hub.example/?for=%24x"
    return None


def https(value: str) -> Fault | None:
    if fault := web(value):
        return fault
    return None if value.startswith("https://") else (f"“{value}” isn't safe to rely on", "one with https://")


def page(value: str) -> Fault | None:
    if value.startswith("section:"):
        return f"“{value}” isn't a page", "an address of ours (/about.html), a web address or content:pages/about.md"
    return settings_rules.menu_target(value)


def mail(value: str) -> Fault | None:
    return None if _MAIL.fullmatch(value) else (f"“{value}” isn't a mail address", "newsroom@example.com")


def contact(value: str) -> Fault | None:
    if _CONTACT.fullmatch(value):
        return None
    hint = f"mailto:{value}" if _MAIL.fullmatch(value) else "mailto:security@example.com, https://… or tel:+…"
    return f"“{value}” is no way to reach somebody", hint


def mastodon(value: str) -> Fault | None:
    if _HANDLE.fullmatch(value):
        return None
    return f"“{value}” isn't an account in the Fediverse", "@name@host, such as @courier@social.example"


def on_x(value: str) -> Fault | None:
    return None if _ON_X.fullmatch(value) else (f"“{value}” isn't an account on X", "@courier")


def accounts(value: dict[str, Any]) -> Fault | None:
    for account in value.values():
        if fault := mastodon(account if isinstance(account, str) else str(account)):
            return fault
    return None


def path(value: str) -> Fault | None:
    if value.startswith("/") and not re.search(r"[\s#]", value):
        return None
    return f"“{value}” isn't a path of the site", "it begins with a slash and has no spaces: /drafts/"


def day(value: str) -> Fault | None:
    """A year, a month or a day."""
    if re.fullmatch(r"\d{4}(-\d\d)?", value):
        value += "-01-01" if len(value) == 4 else "-01"
    try:
        date.fromisoformat(value)
    except ValueError:
        return f"there is no such day as “{value}”", "1921, or 1921-03-01"
    return None


def instant(value: str) -> Fault | None:
    try:
        year = datetime.fromisoformat(value).year
    except ValueError:
        return f"“{value}” isn't a date", "such as 2027-06-30"
    # In another time zone it may be in a year that there isn't.
    return None if 1 < year < 9999 else (f"“{value}” is no date to hold until", "such as 2027-06-30")


def category(value: str) -> Fault | None:
    return settings_rules.one_of(value.partition(">")[0].strip(), CATEGORIES)


def show_notes(value: str) -> Fault | None:
    return None if len(value.encode()) <= 4000 else ("directories take 4,000 bytes of a description", "make it shorter")


def few_items(value: int) -> Fault | None:
    return settings_rules.list_size(value) if value else None


def short(value: str) -> Fault | None:
    return None if len(value) <= 12 else (f"“{value}” has more than twelve letters", "phones cut it")


def color(value: str) -> Fault | None:
    return None if _COLOR.fullmatch(value) else (f"“{value}” isn't a colour", "six digits after #, such as #1d3557")


def policy(value: dict[str, Any]) -> Fault | None:
    for directive, sources in value.items():
        if fault := settings_rules.one_of(directive, DIRECTIVES):
            return fault
        if not isinstance(sources, str) or not _SOURCES.fullmatch(sources):
            return f"“{sources}” can't stand in a policy", 'sources with spaces between: "https://a.example blob:"'
        if "'unsafe-inline'" in sources.lower().split():
            return "'unsafe-inline' takes the policy's point away", "put scripts and styles into files of static/"
    return None


def _held(security: Security) -> tuple[str, str, str] | None:
    if security.contact and not security.expires:
        return "expires", "security.txt needs an end", 'expires = "2027-06-30", less than a year away'
    return None


def _licensed(exports: Exports) -> tuple[str, str, str] | None:
    if exports.republish and not exports.licence:
        return "licence", "who republishes must know under which licence", 'licence = "CC BY-ND 4.0"'
    return None


def _described(feed: CustomFeed) -> tuple[str, str, str] | None:
    if feed.profile and feed.format != "rss":
        return "format", f"{feed.profile} takes RSS", 'format = "rss", or no format at all'
    if feed.id == "podcast":
        return "id", "/feeds/podcast.xml is kept for the podcast", "give the feed another id"
    if feed.profile in ("smartnews", "msn") and feed.text != "full":
        return "text", f"{feed.profile} takes nothing without its text", 'text = "full", or no text at all'
    if feed.profile == "flipboard" and 0 < feed.items < 20:
        return "items", "flipboard wants twenty articles at least", "items = 30"
    if feed.profile == "smartnews" and len(feed.description) > 30:
        return "description", "smartnews takes a description of thirty characters at most", "make it shorter"
    return None


JOINT: dict[type, Callable[[Any], tuple[str, str, str] | None]] = {
    CustomFeed: _described,
    Exports: _licensed,
    Security: _held,
}
"""Rules for several settings of a part at once: which of them, what is wrong, and a hint."""

RULES: dict[tuple[type, str], Rule] = {
    (Feeds, "authority"): settings_rules.authority,
    (Feeds, "items"): settings_rules.list_size,
    (Feeds, "term_items"): settings_rules.list_size,
    (Feeds, "hub"): optional(hub),
    (CustomFeed, "id"): settings_rules.slug,
    (CustomFeed, "lang"): optional(settings_rules.language),
    (CustomFeed, "items"): few_items,
    (CustomFeed, "text"): among(*TEXTS),
    (CustomFeed, "format"): among(*FORMATS),
    (CustomFeed, "profile"): optional(among(*PROFILES)),
    (CustomFeed, "sections"): each(anything),
    (CustomFeed, "tags"): each(anything),
    (CustomFeed, "authors"): each(anything),
    (CustomFeed, "labels"): each(among(*LABELS)),
    (CustomFeed, "without"): each(among(*LABELS)),
    (Podcast, "description"): show_notes,
    (Podcast, "category"): category,
    (Podcast, "image"): settings_rules.picture,
    (Podcast, "email"): optional(mail),
    (Podcast, "type"): among(*PODCASTS),
    (Podcast, "sections"): each(anything),
    (Organization, "founded"): optional(day),
    (Organization, "email"): optional(mail),
    (Organization, "same_as"): each(web),
    **{(Organization, f"{name}_policy"): optional(page) for name in ("corrections", "ethics", "diversity")},
    **{(Organization, f"{name}_policy"): optional(page) for name in ("fact_checking", "sources", "feedback")},
    **{(Organization, name): optional(page) for name in ("principles", "masthead", "ownership")},
    (Social, "mastodon"): optional(mastodon),
    (Social, "x"): optional(on_x),
    (Social, "authors"): accounts,
    **{(Robots, name): among(*USES) for name in ("training", "search", "fetch")},
    (Robots, "disallow"): each(path),
    **{(Trust, name): each(web) for name in Trust.__struct_fields__ if name != "contact"},
    (Trust, "contact"): each(anything),
    (Security, "contact"): each(contact),
    (Security, "expires"): optional(instant),
    **{(Security, name): each(https) for name in ("encryption", "acknowledgments", "policy")},
    (Security, "preferred_languages"): each(settings_rules.language),
    (WebApp, "short_name"): short,
    (WebApp, "color"): color,
    (WebApp, "background"): color,
    (Hosting, "files"): each(among(*HOSTS)),
    (Hosting, "policy"): policy,
    (Exports, "licence_url"): optional(web),
}
