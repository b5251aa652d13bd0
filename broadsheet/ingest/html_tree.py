"""HTML from a source as a tree: cleaned by nh3, with its accidents mended before anything is read from it."""

import re
from typing import TYPE_CHECKING, Any

import nh3

from broadsheet.ingest.formats import UnreadableError

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_TAGS = set(
    re.findall(
        r"\w+",
        "a abbr address article aside audio b blockquote br caption center cite code col colgroup dd del details dfn"
        " div dl dt em embed figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i iframe img ins kbd li main mark nav"
        " object ol p picture pre q rp rt ruby s samp section small source span strike strong sub summary sup table"
        " tbody td tfoot th thead time tr track tt u ul var video wbr",
    )
)
_ATTRIBUTES = {
    "*": {"id", "class", "lang", "dir", "role"},
    "a": {"href", "name"},
    "img": {"src", "srcset", "data-src", "data-original", "data-lazy-src", "data-srcset", "alt", "width", "height"},
    "source": {"src", "srcset"},
    "iframe": {"src", "data-src", "title", "name"},
    "embed": {"src"},
    "object": {"data"},
    "video": {"src", "poster", "title"},
    "audio": {"src", "title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "time": {"datetime"},
}
_GONE = {"script", "style", "template", "svg", "math", "select", "textarea", "title", "head", "noembed", "noframes"}
_SCHEMES = {"http", "https", "mailto", "tel", "data", "cid"}
_PLAIN = {"p", "br", "h1", "h2", "h3", "h4", "h5", "h6", "a", "img"}
_DEEPEST = 120
"""How deep elements may be nested: what is deeper is read without its nesting, since trees are walked by recursion."""
_DEEP = 1000
"""What is nested deeper loses its nesting before it is even parsed, since that takes the square of the depth."""
_NESTED = ("blockquote", "ul", "ol", "li")
_DEEPEST_NESTED = 30
"""How deep quotes and lists may be nested: an article's Markdown can't be read with many more."""
_CLOSING_THEMSELVES = frozenset({"p", "li", "tr", "td", "th", "dt", "dd", "tbody", "thead", "option", "input", "meta"})
_NESTING = re.compile(r"</?(?!(?:p|br|h[1-6]|img|a|script|style|template|svg)\b)[a-zA-Z][^<>]*>")
_NOSCRIPT = re.compile(r"</?noscript\b[^<>]*>", re.I)
_AMP = re.compile(r"<(/?)amp-(img|iframe|video|audio)\b", re.I)
_ANY = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)[^<>]*?(/?)>")
_VOID = {"br", "hr", "img", "wbr", "col", "source", "track", "embed"}
_IDLE = frozenset({"span", "time", "abbr", "dfn", "wbr", "tt", "center", "font", "picture", "small"})
PULLED = ("pullquote", "pull-quote", "pull_quote")
"""Words in the class of a sentence that is shown large beside the text."""
CREDITS = ("credit", "copyright", "byline", "photographer")
"""Words in the class of who made a picture."""
_TWINS = frozenset({"b", "strong", "i", "em", "a"})
_SAME = {"b": "strong", "i": "em"}


def tree(html: str) -> "Tag":
    """The body of a piece of HTML, with no element in it that does anything, or that isn't known."""
    from bs4 import BeautifulSoup

    # What stands in there is for browsers without scripts, and a saved page is read without.
    html = _AMP.sub(r"<\1\2", _NOSCRIPT.sub("", html))
    if html.count("<") > _DEEP and _depth(html, _CLOSING_THEMSELVES) > _DEEP:
        html = _NESTING.sub("", html)
    cleaned = _clean(html, _TAGS)
    depth = _depth(cleaned)
    if depth > _DEEPEST:
        cleaned = _clean(html, _PLAIN)
        if _depth(cleaned) > _DEEPEST:
            cleaned = _clean(html, {"p", "br"})
    soup = BeautifulSoup(f"<body>{cleaned}</body>", "lxml")
    if depth > _DEEPEST_NESTED:
        _flatten(soup)
    _mend(soup)
    body = soup.body
    return body if body is not None else soup


_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
    r"|&#(?:0{0,9}(?:[0-8]|1[124-9]|2\d|3[01])|[xX]0{0,9}(?:[0-8bBcCeEfF]|1[0-9a-fA-F]))(?:;|(?![0-9a-fA-F]))"
)


def page(html: str) -> Any:
    """A whole page as a tree of lxml, styles and all, for what nh3 would take away; UnreadableError where it is none.

    Nothing of it may go into a body before `tree` has cleaned it.
    """
    from lxml import html as reader

    try:
        return reader.document_fromstring(
            _CONTROL.sub("", html).encode("utf-8", "replace"),
            parser=reader.HTMLParser(encoding="utf-8", no_network=True, recover=True, remove_comments=True),
        )
    except (ValueError, reader.etree.LxmlError) as problem:
        raise UnreadableError(f"the page can't be read: {problem}", "save or export it again") from problem


def _clean(html: str, tags: set[str]) -> str:
    attributes = {name: kept for name, kept in _ATTRIBUTES.items() if name == "*" or name in tags}
    return nh3.clean(
        html,
        tags=tags,
        clean_content_tags=_GONE,
        attributes=attributes,
        url_schemes=_SCHEMES,
        link_rel=None,
        strip_comments=True,
    )


def _depth(html: str, apart: frozenset[str] = frozenset()) -> int:
    """How deep elements are nested, those apart that needn't be closed; exact in HTML that nh3 wrote."""
    depth = deepest = 0
    for match in _ANY.finditer(html):
        if match[2] in apart:
            continue
        if match[1]:
            depth -= 1
        elif match[2] not in _VOID:
            depth += 1
            deepest = max(deepest, depth)
    return deepest


def _flatten(soup: "BeautifulSoup") -> None:
    """What is nested too deep stays, each piece on lines of its own, but in no further quote or list."""
    for element in [one for one in soup.find_all(_NESTED) if len(one.find_parents(_NESTED)) >= _DEEPEST_NESTED]:
        element.name = "div"


def _mend(soup: "BeautifulSoup") -> None:
    """Takes away elements that say nothing, and joins what was parted without need."""
    from bs4.element import Tag

    twins: list[Tag] = []
    idle: list[Tag] = []
    for element in soup.descendants:  # once through, since looking for each kind by itself takes as long every time
        if isinstance(element, Tag):
            if element.name in _IDLE:
                if not (is_named(element, *CREDITS) and element.find_parent("figcaption")):
                    idle.append(element)
            elif element.name in _TWINS:
                twins.append(element)
                element.name = _SAME.get(element.name, element.name)
    for element in idle:
        element.unwrap()
    if idle:
        soup.smooth()
    for element in twins:
        if element.parent is None:
            continue
        following = element.next_sibling
        while (
            isinstance(following, Tag)
            and following.name == element.name
            and following.get("href") == element.get("href")
        ):
            for child in list(following.contents):
                element.append(child.extract())
            following.extract()
            following = element.next_sibling
        if any(parent.name == element.name for parent in element.parents):
            element.unwrap()
    if twins:
        soup.smooth()


def is_named(element: "Tag", *names: str) -> bool:
    """Whether one of the element's classes holds one of these words."""
    classes = element.get("class") or ()
    return any(name in one.lower() for one in classes for name in names)


_BLOCKS = frozenset(
    re.findall(
        r"\S+",
        "address article aside blockquote body dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header"
        " hr li main nav ol p pre section table tbody td tfoot th thead tr ul [document]",
    )
)


def is_block(element: Any) -> bool:
    """Whether a node is an element that stands on lines of its own."""
    return getattr(element, "name", None) in _BLOCKS


def ends_block(sibling: Any) -> bool:
    """Whether what lies on this side of a text parts it from what comes there."""
    return sibling is not None and is_block(sibling)


def skip(sibling: Any, *, forward: bool) -> Any:
    """The next sibling that is more than white space."""
    from bs4.element import NavigableString

    while isinstance(sibling, NavigableString) and not sibling.strip():
        sibling = sibling.next_sibling if forward else sibling.previous_sibling
    return sibling


def breaks_on(sibling: Any) -> bool:
    """Whether a break comes next."""
    return getattr(skip(sibling, forward=True), "name", "") == "br"
