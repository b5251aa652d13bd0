"""robots.txt: what robots may do, by what they do it for.

A rule aimed at one token never covers another, and a group of a robot's own takes the place of that for all; so each
token has a group, and in each stands all that the robot is to keep to. Ordinary search engines are named nowhere: what
is said to all holds for them.
"""

from collections.abc import Iterator
from urllib.parse import quote

from broadsheet import addresses
from broadsheet.hosting import notice
from broadsheet.index import gate
from broadsheet.index.reader import Index
from broadsheet.settings import Settings

TOKENS = {
    "training": (
        *("Amazonbot", "Applebot-Extended", "Bytespider", "CCBot", "ClaudeBot"),
        *("Google-Extended", "GPTBot", "Meta-ExternalAgent"),
    ),
    "search": ("Claude-SearchBot", "OAI-SearchBot", "PerplexityBot"),
    "fetch": ("ChatGPT-User", "Claude-User", "Perplexity-User"),
}
"""The names by which robots.txt speaks to the robots of each use. Those that end in -Extended visit nothing themselves:
they are how Google's and Apple's search robots are told what else may be done with what they read."""

_USES = {
    "training": "Reading to train models",
    "search": "Reading for the answers of AI search engines",
    "fetch": "Fetching a page because somebody asked for it",
}
_IN_PATH = "/*$?&=%+,;:@!'()~-._"
"""What stands as it is in a path: wildcards, and what is percent-encoded already."""


def text(index: Index) -> str:
    """What robots may do; in a preview of drafts nothing at all."""
    if index.view == gate.DRAFTS:
        return notice.written(("User-agent: *", "Disallow: /"))
    return notice.written(_lines(index.settings))


def _lines(settings: Settings) -> Iterator[str]:
    if settings.base:
        host = settings.outlet.url.removesuffix(settings.base)
        yield f"# Robots only read this at the root of the host: {host}/robots.txt"
        yield ""
    held = [f"Disallow: {settings.base}{quote(path, safe=_IN_PATH)}" for path in settings.robots.disallow]
    for use, tokens in TOKENS.items():
        policy = getattr(settings.robots, use)
        yield f"# {_USES[use]}: {policy}"
        for token in tokens:
            yield f"User-agent: {token}"
            # A path of a host that others share is all that we may speak of.
            yield from [f"Disallow: {settings.base}/"] if policy == "deny" else held or ["Allow: /"]
            yield ""
    yield "# All others, search engines among them"
    yield "User-agent: *"
    yield from held or ["Allow: /"]
    yield ""
    news = [addresses.sitemap_address(edition.language, "news", settings) for edition in settings.editions]
    for address in (addresses.sitemap_index_address(), *news):
        yield f"Sitemap: {addresses.absolute(address, settings)}"


NOTICE = notice.page_kind("robots", ("robots.txt",), ("robots",), text)
