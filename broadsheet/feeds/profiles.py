"""The rules of those who take feeds in: Flipboard, SmartNews, MSN. What they would refuse isn't in their feed.

Each takes RSS with something of its own. Advertisements are no news to them, and stay out.
"""

import copy
import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

import nh3
from lxml import etree

from broadsheet.article import Article
from broadsheet.entities import unescape
from broadsheet.feeds import rss, writing
from broadsheet.feeds.items import FeedContext, ItemView

WITHOUT = ("sponsored",)
"""The labels that none of them gets."""
YEAR = 365 * 86_400
"""In seconds: MSN takes nothing that is older."""

_SHORTEST, _LONGEST = 300, 600
"""The characters that Flipboard wants of a description at least, and what it gets at most."""
_SIDE = 500
"""The smallest side of a picture for Flipboard."""
_WIDE = 720
"""The smallest width of one for MSN."""
_SHAPE = (0.5, 1.89)
"""How wide one may be for MSN, in heights."""
_TITLE, _SHORT_TITLE, _TOO_SHORT = 150, 54, 20
"""The characters of a headline for MSN: at most, at most beside a longer one, and what is too few without that."""
_CHANNEL = 30
"""The characters of a channel's description for SmartNews."""
_MEGABYTE = 1_000_000
"""The bytes of a file that SmartNews takes."""
_BESIDES = 4_000
"""The bytes of an item besides its text, and then some."""

_MEDIA = "http://search.yahoo.com/mrss/"
_SNF = "http://www.smartnews.be/snf"
_MI = "http://schemas.ingestion.microsoft.com/common/"
_TERMS = "http://purl.org/dc/terms/"
_SPACES = re.compile(r"\s+")
_ASIDE = re.compile(r"<(figure|table)\b.*?</\1>", re.DOTALL)
_PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.DOTALL)
_ENDS = ".!?…؟:"


def taken(profile: str, items: Iterable[ItemView], outlet: str) -> Iterator[ItemView]:
    """The items that somebody takes, as they take them; `outlet` stands for who signed nothing."""
    room = _MEGABYTE
    for item in items:
        fitted = _FITS[profile](item)
        if fitted is None:
            continue
        if profile == "smartnews" and (room := room - _BESIDES - len(html.escape(fitted.content).encode())) < 0:
            return
        yield fitted if fitted.authors else replace(fitted, authors=(outlet,))


def may_be_taken(profile: str, article: Article, now: int) -> bool:
    """Whether an article is worth being made into an item: told by what its front matter says."""
    if article.date is None:
        return False
    if profile == "flipboard":
        return article.image is not None and bool(article.image.src)
    return article.access != "paid" and (profile != "msn" or now - article.date.instant < YEAR)


def channel(profile: str, feed: FeedContext) -> FeedContext:
    """A feed's own words as somebody takes them: SmartNews wants few."""
    if profile != "smartnews" or len(feed.description) <= _CHANNEL:
        return feed
    words = feed.title if len(feed.title) <= _CHANNEL else feed.author
    return replace(feed, description=_cut(words, _CHANNEL))


def write(profile: str, feed: FeedContext) -> bytes:
    """A feed's bytes: RSS as in rss.py, and what the profile adds."""
    out = rss.begin(feed)
    namespaces, add = _ADDED.get(profile, ({}, _nothing))
    out.register_extension("profile", _Extension)
    out.profile.set(namespaces, feed.image if profile == "smartnews" else "")
    if profile == "smartnews" and feed.built:
        out.pubDate(feed.built.at)
    writing.add(out, feed.items, lambda item: add(copy.deepcopy(rss.entry(item)), item))
    return rss.end(out, feed)


def expiry(profile: str, items: Iterable[ItemView]) -> int | None:
    """When the first of the items is too old; None where that never is."""
    if profile != "msn":
        return None
    return min((item.published.instant + YEAR for item in items if item.published), default=None)


def _flipboard(item: ItemView) -> ItemView | None:
    """With a picture that is large enough and a long description: its text where the summary is too short."""
    picture = item.picture
    if picture is None or min(picture.width, picture.height) < _SIDE or not picture.length:
        return None
    summary = item.summary
    if len(summary) < _SHORTEST:
        text = _plain(item.content)
        ended = summary if summary.endswith(tuple(_ENDS)) else f"{summary}."
        summary = text if text.startswith(summary[:_CHANNEL]) else f"{ended} {text}"
    if len(summary) < _SHORTEST:
        return None
    return replace(item, summary=_cut(summary, _LONGEST), audio=None)


def _smartnews(item: ItemView) -> ItemView | None:
    """With its text."""
    return replace(item, audio=None) if item.content else None


def _msn(item: ItemView) -> ItemView | None:
    """With its text, and with a picture only where that is large and not too wide or tall."""
    if not item.content:
        return None
    picture = item.picture
    fit = picture and picture.width >= _WIDE and _SHAPE[0] <= picture.width / picture.height <= _SHAPE[1]
    return replace(item, title=_cut(item.title, _TITLE), picture=picture if fit else None, audio=None)


_FITS: dict[str, Callable[[ItemView], ItemView | None]] = {
    "flipboard": _flipboard,
    "smartnews": _smartnews,
    "msn": _msn,
}


class _Extension:
    """What a profile adds to the channel: its namespaces, and SmartNews' logo."""

    def __init__(self) -> None:
        self._namespaces: dict[str, str] = {}
        self._logo = ""

    def set(self, namespaces: dict[str, str], logo: str) -> None:
        """What it needs; the logo's address may be empty."""
        self._namespaces, self._logo = namespaces, logo

    def extend_ns(self) -> dict[str, str]:
        """Those of the profile."""
        return self._namespaces

    def extend_rss(self, feed: Any) -> Any:
        """Into the channel."""
        if self._logo:
            logo = etree.SubElement(feed[0], f"{{{_SNF}}}logo")
            etree.SubElement(logo, "url").text = self._logo
        return feed

    def extend_atom(self, feed: Any) -> Any:
        """Nobody takes Atom."""
        return feed


def _nothing(entry: Any, _item: ItemView) -> Any:
    return entry


def _thumbnail(entry: Any, item: ItemView) -> Any:
    """The picture as SmartNews looks for it."""
    if item.picture:
        etree.SubElement(entry, f"{{{_MEDIA}}}thumbnail", {"url": item.picture.url}, {"media": _MEDIA})
    return entry


def _dated(entry: Any, item: ItemView) -> Any:
    """For MSN a short headline where there is one, and when the text changed: without that it isn't read again."""
    if len(item.headline) <= _SHORT_TITLE and (item.headline != item.title or len(item.title) <= _TOO_SHORT):
        etree.SubElement(entry, f"{{{_MI}}}shortTitle", nsmap={"mi": _MI}).text = item.headline
    if item.updated:
        modified = etree.SubElement(entry, f"{{{_TERMS}}}modified", nsmap={"dcterms": _TERMS})
        modified.text = item.updated.at.isoformat()
    return entry


_ADDED: dict[str, tuple[dict[str, str], Callable[[Any, ItemView], Any]]] = {
    "smartnews": ({"snf": _SNF}, _thumbnail),
    "msn": ({"mi": _MI, "dcterms": _TERMS}, _dated),
}


def _plain(content: str) -> str:
    """The words of a text's paragraphs."""
    paragraphs = _PARAGRAPH.findall(_ASIDE.sub("", content))
    bare = nh3.clean(" ".join(paragraphs), tags=set(), attributes={})
    return _SPACES.sub(" ", unescape(bare)).strip()


def _cut(text: str, most: int) -> str:
    """A text of so many characters at most, cut at a word."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    return f"{kept.rpartition(' ')[0] or kept}…"
