"""No source brings active HTML into content/: what a body holds of HTML is cleaned, tag by tag, before it is written.

Bodies are Markdown, so they can't be cleaned as a whole: nh3 would take `>` for a quotation and `&` for text. Instead
each tag is cut out and cleaned by itself against one list; whatever else looks like the start of a tag is escaped, so
that nothing can become one later. That holds inside code as well: what we take for code, Markdown might not.
"""

import re

import msgspec
import nh3

from broadsheet.article import Image, Source
from broadsheet.ingest.manuscript import Action, Decision, Manuscript

ATTRIBUTES: dict[str, set[str]] = {
    "*": {"lang", "dir", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "blockquote": {"cite"},
    "q": {"cite"},
}
TAGS = set(
    re.findall(
        r"\w+",
        "a abbr b bdi bdo blockquote br caption cite code dd del details dfn div dl dt em figcaption figure h2 h3 h4 h5"
        " h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary sup table tbody td"
        " tfoot th thead time tr u ul var wbr",
    )
)
SCHEMES = {"http", "https", "mailto", "tel"}

_WITH_CONTENT = re.compile(
    r"<(?P<name>script|style|iframe|object|applet|svg|math|template|noscript|textarea|select|xmp|noembed|frameset"
    r"|title)\b[^<>]*+>(?:(?!<(?P=name)\b).)*?</(?P=name)\s*>",
    re.I | re.S,
)
_COMMENT = re.compile(
    r"<!--(?:(?!<!--).)*?-->|<!\[CDATA\[(?:(?!<!\[CDATA).)*?\]\]>|<\?(?:(?!<\?).)*?\?>|<![A-Za-z][^<>]*+>", re.S
)
_TAG = re.compile(r"</?[A-Za-z][\w:-]*+(?:[^<>\"']++|\"[^\"<>]*+\"|'[^'<>]*+')*+>")
_AUTOLINK = re.compile(r"<(?:(?:https?://|mailto:)[^\s<>\"'`]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>")
# At its end too: a tag that is taken out behind it would let what follows close up.
_OPEN = re.compile(r"<(?=[A-Za-z/!?]|\Z)")
_ATTRIBUTE_LIST = re.compile(
    r"(?<!\\)((?:\\\\)*)\{(?=:|[^{}\n]*\bon\w+\s*=|[^{}\n]*\b(?:style|src|href|srcdoc)\s*=)", re.I
)
_TARGET = re.compile(r"(?P<before>(?<!\\)(?:\\\\)*\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:\s*<?)(?P<target>[^\s)>]+)", re.M)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HIDDEN = re.compile(r"&(?:#\w{1,8}|[A-Za-z]{2,20});?|[\x00-\x20\\]|%[01][0-9a-f]", re.I)


def sanitise(manuscript: Manuscript) -> Manuscript:
    """The manuscript with no active HTML in its body and no address that runs a script, and a Decision for each."""
    removed: list[tuple[str, str]] = []
    body = clean(manuscript.body, removed)
    image = _picture(manuscript.image, removed) if manuscript.image else None
    gallery = tuple(_picture(one, removed) for one in manuscript.gallery)
    source: Source = msgspec.structs.replace(manuscript.source, url=_address(manuscript.source.url, removed))
    canonical = _address(manuscript.canonical, removed)
    if not removed:
        return manuscript
    decisions = [Decision(0, "sanitised", Action.DROPPED, before[:400], after[:400]) for before, after in removed]
    return msgspec.structs.replace(
        manuscript,
        body=body,
        image=image,
        gallery=gallery,
        source=source,
        canonical=canonical,
        decisions=(*manuscript.decisions, *decisions),
        review=(*manuscript.review, f"active or unknown HTML was taken out of the source: {len(removed)} times"),
    )


def clean(body: str, removed: list[tuple[str, str]]) -> str:
    """A body in Markdown without active HTML; what was taken out, and what stands there now, is added to `removed`."""
    if "<" in body:
        body = _COMMENT.sub(lambda match: _gone(match, removed), body)
        body = _WITH_CONTENT.sub(lambda match: _gone(match, removed), body)
        parts, end = [], 0
        for match in re.finditer(f"{_AUTOLINK.pattern}|{_TAG.pattern}", body):
            parts.append(_escaped(body[end : match.start()], removed))
            parts.append(match[0] if _AUTOLINK.fullmatch(match[0]) else _tag(match[0], removed))
            end = match.end()
        body = "".join([*parts, _escaped(body[end:], removed)])
    if "{" in body:
        body = _ATTRIBUTE_LIST.sub(lambda match: _noted(match[0], match[1] + "\\{", removed), body)
    if "](" in body or "]:" in body:
        body = _TARGET.sub(lambda match: match["before"] + _address(match["target"], removed, "#"), body)
    return body


def _gone(match: re.Match[str], removed: list[tuple[str, str]]) -> str:
    return _noted(match[0], "", removed)


def _noted(before: str, after: str, removed: list[tuple[str, str]]) -> str:
    removed.append((before, after))
    return after


def _tag(tag: str, removed: list[tuple[str, str]]) -> str:
    """One tag, cleaned: an allowed one with its allowed attributes, or nothing."""
    name = tag.strip("</>").split(None, 1)[0].rstrip("/").lower()
    if tag.startswith("</"):
        after = f"</{name}>" if name in TAGS else ""
    elif name in TAGS:
        # What only stands in a certain parent has to be given one; the tag itself is then cut out of what comes back.
        parents = {"td": "<table><tbody><tr>", "th": "<table><tbody><tr>", "tr": "<table><tbody>"}.get(
            name, "<table>" if name in ("caption", "tbody", "thead", "tfoot") else ""
        )
        cleaned = nh3.clean(parents + tag, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
        found = re.search(rf"<{name}\b[^>]*>", cleaned)
        after = found[0] if found else ""
    else:
        after = ""
    return after if _same(tag, after) else _noted(tag, after, removed)


def _same(tag: str, after: str) -> bool:
    """Whether nothing but the way of writing changed."""
    return re.sub(r"[\s/\"']", "", tag).lower() == re.sub(r"[\s/\"']", "", after).lower()


def _escaped(text: str, removed: list[tuple[str, str]]) -> str:
    """Text between tags: what might still begin one doesn't any more."""
    return _OPEN.sub(lambda match: _noted(text[match.start() : match.start() + 40], "&lt;", removed), text)


def _picture(image: Image, removed: list[tuple[str, str]]) -> Image:
    return msgspec.structs.replace(image, src=_address(image.src, removed))


def _address(address: str, removed: list[tuple[str, str]], instead: str = "") -> str:
    """An address that leads somewhere; `instead` of one that does something."""
    bare = _HIDDEN.sub("", address)
    scheme = _SCHEME.match(bare)
    hidden = bare != address and ":" in address and not re.match(r"(?:https?://|mailto:|[/#.])", address, re.I)
    known = scheme is None or scheme[1].lower() in SCHEMES | {"article", "content", "media"}
    return address if known and not hidden else _noted(address, instead, removed)
