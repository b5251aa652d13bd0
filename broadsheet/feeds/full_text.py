"""An article's text as HTML that is read elsewhere: in feed readers, with other pages' styles and none of our rules.

Scripts, styles and forms go, since readers refuse feeds with them; a frame becomes a link to what it shows; and every
address is in full, those within the article too. What readers must know stands in it: that somebody paid for the
text, what was wrong in it, and the notes.
"""

import html
import re
from collections.abc import Iterator

import nh3

from broadsheet.article import Article
from broadsheet.feeds import enclosures
from broadsheet.feeds.enclosures import PictureItem
from broadsheet.index.reader import Index
from broadsheet.pages import labels, live, show, sponsored

_FRAME = re.compile(
    r"<iframe\b[^>]*?\ssrc\s*=\s*(?:\"([^\"]*)\"|'([^']*)')[^>]*>.*?</iframe\s*>", re.DOTALL | re.IGNORECASE
)
_MODERN = re.compile(r"<source\b[^>]*\bimage/avif\b[^>]*>", re.IGNORECASE)
"""A format of a picture that few readers show; what stands beside it is for all."""
_BARE = re.compile(r"<p>(https?://[^\s<>\"]+)</p>")
"""An address alone in its paragraph: what it names isn't played in a feed, but led to."""
_SRCSET = re.compile(r"<(?:img|source)\b(?:[^>\"]|\"[^\"]*\")*?\ssrcset=\"[^\"]*")
_ANY_SCHEME = re.compile(r"(\ssrcset=\"|,\s*)//")
"""What begins an address that leaves the scheme to the page: the cleaner completes all but those of `srcset`."""
_DROPPED = {
    "embed",
    "form",
    "frameset",
    "iframe",
    "math",
    "noscript",
    "object",
    "script",
    "style",
    "svg",
    "template",
    "title",
}
"""The elements that go with all that is in them; of others that aren't known only the tags go."""
_TAGS = (nh3.ALLOWED_TAGS | {"audio", "picture", "section", "source", "track", "video"}) - _DROPPED
_ATTRIBUTES = {
    **{
        tag: names - {"cite"} for tag, names in nh3.ALLOWED_ATTRIBUTES.items()
    },  # nobody shows it, and it isn't resolved
    "*": {"lang", "dir", "title"},
    "audio": {"src", "controls", "preload"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height"},
    "source": {"src", "srcset", "sizes", "type", "media"},
    "track": {"src", "srclang", "kind", "label"},
    "video": {"src", "controls", "poster", "preload", "width", "height"},
}
_TOLD = ("editor", "translation", "rights", "author")
"""The notes that stand below the text, as on the page."""


def of(article: Article, picture: PictureItem | None, url: str, index: Index) -> str:
    """The whole of an article: its lead picture, its text, further pictures, corrections and notes.

    A live article has its newest entry first, as on its page.
    """
    body = show.body(article, index, absolute=True)
    if article.label == "live":
        body = _live(body, article, url, index)
    parts = [*_before(article), enclosures.figure(picture) if picture else "", body, *_after(article, index)]
    text = fit("\n".join(filter(None, parts)), url)
    return sponsored.marked(text, index.settings.outlet.url) if article.label == "sponsored" else text


def fit(body: str, url: str) -> str:
    """The HTML of a body whose references are resolved; `url` is the article's address in full."""
    linked = _BARE.sub(r'<p><a href="\1">\1</a></p>', _FRAME.sub(r'<p><a href="\1\2">\1\2</a></p>', body))
    whole = nh3.clean(
        _MODERN.sub("", linked),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        clean_content_tags=_DROPPED,
        link_rel=None,
        url_relative=("rewrite_with_base", url),
    )
    if "srcset" not in whole:
        return whole
    return _SRCSET.sub(lambda found: _ANY_SCHEME.sub(rf"\1{url.partition(':')[0]}://", found[0]), whole)


def _live(body: str, article: Article, url: str, index: Index) -> str:
    zone = index.settings.zone
    seen = live.view(body, article.date, zone)
    parts = [seen.intro]
    for entry in seen.entries:
        day = f"{entry.at.at.astimezone(zone):%Y-%m-%d} " if seen.several_days and entry.at else ""
        clock = f'<a href="{html.escape(url)}#{html.escape(entry.id)}">{day}{entry.time}</a>'
        parts.append(f"<h2>{' '.join(filter(None, (clock, html.escape(entry.title))))}</h2>\n{entry.body}")
    return "\n".join(filter(None, parts))


def _before(article: Article) -> Iterator[str]:
    """What readers must know before they read."""
    paid = [note.text for note in article.notes if note.kind == "sponsor"]
    if article.label == "sponsored" or paid:
        yield _note(labels.word("sponsored", article.edition), " ".join(paid))


def _after(article: Article, index: Index) -> Iterator[str]:
    for picture in enclosures.shown(article.gallery, index):
        yield enclosures.figure(picture)
    for one in article.corrections:
        day = f" ({one.date.at.astimezone(index.settings.zone):%Y-%m-%d})" if one.date else ""
        yield _note(labels.word("correction", article.edition) + day, one.text)
    for note in article.notes:
        if note.kind in _TOLD:
            yield _note(labels.word(f"note_{note.kind}", article.edition), note.text)


def _note(word: str, text: str) -> str:
    said = html.escape(text).replace("\n", "<br>\n")
    return f"<p><strong>{html.escape(word)}{':' if said else ''}</strong>{' ' if said else ''}{said}</p>"
