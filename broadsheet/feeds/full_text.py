"""An article's text as HTML that is read elsewhere: in feed readers, with other pages' styles and none of our rules.

Scripts, styles and forms go, since readers refuse feeds with them; a frame becomes a link to what it shows; and every
address is in full, those within the article too.
"""

import re

import nh3

_FRAME = re.compile(
    r"<iframe\b[^>]*?\ssrc\s*=\s*(?:\"([^\"]*)\"|'([^']*)')[^>]*>.*?</iframe\s*>", re.DOTALL | re.IGNORECASE
)
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
    **nh3.ALLOWED_ATTRIBUTES,
    "*": {"lang", "dir", "title"},
    "audio": {"src", "controls", "preload"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height"},
    "source": {"src", "srcset", "sizes", "type", "media"},
    "track": {"src", "srclang", "kind", "label"},
    "video": {"src", "controls", "poster", "preload", "width", "height"},
}


def fit(body: str, url: str) -> str:
    """The HTML of a body whose references are resolved; `url` is the article's address in full."""
    linked = _FRAME.sub(r'<p><a href="\1\2">\1\2</a></p>', body)
    return nh3.clean(
        linked,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        clean_content_tags=_DROPPED,
        link_rel=None,
        url_relative=("rewrite_with_base", url),
    )
