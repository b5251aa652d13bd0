"""What a page shows of other places through scripts: made a frame of its address, so that it stays as a link."""

import re
from typing import TYPE_CHECKING

from broadsheet.ingest.manuscript import Action, Decision

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PLACES = (
    "twitter|tweet|instagram|instagram-media|facebook|fb-post|fb-video|tiktok|youtube|vimeo|dailymotion|reddit|bluesky|"
    "mastodon|threads|telegram|soundcloud|spotify|flourish|datawrapper|infogram|documentcloud|giphy|scribd"
)
_NAMED = re.compile(
    rf"(?:^|\s)(?:(?:[\w-]{{1,40}}[-_])?(?:o?embed(?:__wrapper)?|{_PLACES})|(?:[\w-]{{1,20}}-)?o?embed[-_]{{1,2}}(?:{_PLACES}))(?:$|\s)",
    re.I,
)
_PLAYER = re.compile(
    r"^(?:amp-|lite-)?(?:youtube|vimeo|twitter|tweet|instagram|dailymotion|tiktok|facebook|soundcloud)"
)
_ADDRESSES = (
    *(
        "data-oembed-url",
        "data-embed-url",
        "data-instgrm-permalink",
        "data-permalink",
        "data-post-url",
        "data-tweet-url",
    ),
    *("data-url", "data-href", "data-embed-src", "data-iframe-src", "data-src", "src", "href", "url", "cite"),
)
_NUMBERS = (
    ("youtube", ("videoid", "data-videoid", "data-video-id", "data-youtube-id"), "https://www.youtube.com/watch?v={}"),
    ("vimeo", ("videoid", "data-videoid", "data-video-id"), "https://vimeo.com/{}"),
    ("dailymotion", ("data-videoid", "data-video-id"), "https://www.dailymotion.com/video/{}"),
    ("instagram", ("data-shortcode",), "https://www.instagram.com/p/{}/"),
    ("twitter", ("data-tweetid", "data-tweet-id", "tweet-id"), "https://twitter.com/i/status/{}"),
    ("tweet", ("data-tweetid", "data-tweet-id", "data-id"), "https://twitter.com/i/status/{}"),
    ("flourish", ("data-src",), "https://flo.uri.sh/{}/embed"),
    ("infogram", ("data-id",), "https://infogram.com/{}"),
)
"""How players' addresses are made of the number that a page names, as their makers have it."""
_WITHIN = ("iframe", "video", "audio", "object", "embed", "blockquote", "img", "amp-img", "amp-iframe", "p", "article")
_MOST_LETTERS = 80
_MOST = 200
_CODE = re.compile(r"\.(?:js|css|json)(?:[?#]|$)", re.I)
_ADDRESS = re.compile(r"https?://[^\s<>\"]{4,2000}")
_GIST = re.compile(r"^(?:https?:)?(//gist\.github\.com/[\w-]{1,60}/[0-9a-f]{1,60})\.js(?:\?.*)?$")


def frame(root: "HtmlElement") -> "list[tuple[HtmlElement, Decision]]":
    """Puts frames in the place of embeds that are none yet; each with what to say of it where it stays.

    One that doesn't say where it lies is a frame without an address, which is reported as such.
    """
    from lxml import html as lxml_html

    out: list[tuple[HtmlElement, Decision]] = []
    for element in reversed(list(root.iter())):
        if len(out) >= _MOST:
            break
        parent = element.getparent() if isinstance(element.tag, str) and element is not root else None
        if parent is None or not _is_embed(element):
            continue
        address = address_of(element)
        said = " ".join(element.text_content().split()) if element.tag != "script" else ""
        if said and not address:
            continue
        put = lxml_html.Element("iframe", {"src": address} if address else {"title": _path(element)})
        put.tail, element.tail = element.tail, None
        decision = Decision(0, "page-embed", Action.KEPT, said[:500], address, 0.8, path=_path(element))
        parent.replace(element, put)
        out.append((put, decision))
    return out[::-1]


def _is_embed(element: "HtmlElement") -> bool:
    if element.tag == "script":
        return bool(_GIST.match(element.get("src") or ""))
    if element.tag in (
        *_WITHIN,
        "a",
        "body",
        "main",
        "link",
        "style",
        "span",
        "li",
        "ul",
        "ol",
        "table",
        "source",
        "amp-ad",
    ):
        return False
    if any(element.find(f".//{name}") is not None for name in _WITHIN):
        return False
    named = _PLAYER.match(str(element.tag)) or _NAMED.search(f"{element.get('class') or ''} {element.get('id') or ''}")
    if not named and element.get("data-oembed-url") is None:
        return False
    text = " ".join(element.text_content().split())
    return len(text) <= _MOST_LETTERS or bool(_ADDRESS.fullmatch(text))


def address_of(element: "HtmlElement") -> str:
    """Where an embed lies, by its attributes, or by the one link in it; empty where it doesn't say."""
    if found := _GIST.match(element.get("src") or ""):
        return f"https:{found[1]}"
    kind = f"{element.tag} {element.get('class') or ''} {element.get('id') or ''}".lower()
    for name, attributes, pattern in _NUMBERS:
        for attribute in attributes if name in kind else ():
            if re.fullmatch(r"[\w-]{1,40}(?:/[\w-]{1,40})?", value := (element.get(attribute) or "").strip()):
                return pattern.format(value)
    text = "".join(element.text_content().split())
    if _ADDRESS.fullmatch(text) and not _CODE.search(text):
        return text
    links = list(element.iter("a"))
    alone = len(links) == 1 and "".join(links[0].text_content().split()) == text
    for holder in (element, *links) if alone else (element,):
        for attribute in _ADDRESSES:
            value = (holder.get(attribute) or "").strip()
            value = f"https:{value}" if value.startswith("//") else value
            if _ADDRESS.fullmatch(value) and not _CODE.search(value):
                return value
    return ""


def _path(element: "HtmlElement") -> str:
    name = (element.get("class") or element.get("id") or "").split()
    return f"{element.tag}.{name[0]}" if name else str(element.tag)
