"""What Ghost's editors keep of a text, as HTML: Lexical, and Mobiledoc before it. For posts whose HTML is missing."""

from collections.abc import Callable
from html import escape
from typing import Any

import msgspec

from broadsheet.ingest.json_feed import text
from broadsheet.ingest.manuscript import Action
from broadsheet.ingest.posts import Post

_DEEPEST = 60
_MARKS = ((1, "strong"), (2, "em"), (4, "s"), (16, "code"), (32, "sub"), (64, "sup"))
_LINKS = ("bookmark", "embed", "video", "audio", "file", "product", "gallery")


def of_lexical(written: str, post: Post) -> str:
    """The HTML of a text in Lexical."""
    root = _decoded(written).get("root")
    return _children(root, post, 0) if isinstance(root, dict) else ""


def of_mobiledoc(written: str, post: Post) -> str:
    """The HTML of a text in Mobiledoc."""
    document = _decoded(written)
    parts = []
    for section in _list(document.get("sections")):
        kind, *rest = section if isinstance(section, list) and section else [None]
        if kind == 1 and len(rest) >= 2:
            tag = rest[0] if rest[0] in ("h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "p") else "p"
            tag = "blockquote" if rest[0] in ("aside", "pull-quote") else tag
            parts.append(f"<{tag}>{_markers(rest[1], document)}</{tag}>")
        elif kind == 3 and len(rest) >= 2:
            tag = "ol" if rest[0] == "ol" else "ul"
            parts.append(f"<{tag}>{''.join(f'<li>{_markers(one, document)}</li>' for one in _list(rest[1]))}</{tag}>")
        elif kind == 2 and rest:
            parts.append(f'<img src="{escape(str(rest[0]))}">')
        elif kind == 10 and rest:
            card = _at(document.get("cards"), rest[0])
            if isinstance(card, list) and len(card) >= 2 and isinstance(card[1], dict):
                parts.append(_card(str(card[0]), card[1], post))
    return "\n".join(parts)


def _decoded(written: str) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(written)
    except (msgspec.DecodeError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _at(items: Any, place: Any) -> Any:
    return items[place] if isinstance(items, list) and isinstance(place, int) and 0 <= place < len(items) else None


def _children(node: dict[str, Any], post: Post, depth: int) -> str:
    if depth > _DEEPEST:
        return ""
    return "".join(_node(one, post, depth + 1) for one in _list(node.get("children")) if isinstance(one, dict))


def _node(node: dict[str, Any], post: Post, depth: int) -> str:
    """The HTML of one node of Lexical."""
    kind = text(node, "type").removeprefix("extended-")

    def inner() -> str:
        return _children(node, post, depth)

    if kind == "text":
        words = escape(str(node.get("text") or ""), quote=False)
        marks = node.get("format") if isinstance(node.get("format"), int) else 0
        for bit, tag in _MARKS:
            if isinstance(marks, int) and marks & bit:
                words = f"<{tag}>{words}</{tag}>"
        return words
    made: dict[str, Callable[[], str]] = {
        "paragraph": lambda: f"<p>{inner()}</p>\n",
        "heading": lambda: f"<{_heading(node)}>{inner()}</{_heading(node)}>\n",
        "quote": lambda: f"<blockquote>{inner()}</blockquote>\n",
        "aside": lambda: f"<blockquote>{inner()}</blockquote>\n",
        "list": lambda: f"<{_list_tag(node)}>{inner()}</{_list_tag(node)}>\n",
        "listitem": lambda: f"<li>{inner()}</li>",
        "link": lambda: f'<a href="{escape(text(node, "url"))}">{inner()}</a>',
        "linebreak": lambda: "<br>",
    }
    if kind in made:
        return made[kind]()
    return _card(kind, node, post) or inner()


def _heading(node: dict[str, Any]) -> str:
    return text(node, "tag") if text(node, "tag") in ("h1", "h2", "h3", "h4", "h5", "h6") else "h2"


def _list_tag(node: dict[str, Any]) -> str:
    return "ol" if text(node, "listType") == "number" or text(node, "tag") == "ol" else "ul"


def _markers(markers: Any, document: dict[str, Any]) -> str:
    """The words of a section of Mobiledoc, with the marks that open before and close behind each."""
    out, opened = [], []
    for marker in _list(markers):
        if not isinstance(marker, list) or len(marker) < 4:
            continue
        kind, opens, closes, value = marker[:4]
        for place in _list(opens):
            markup = _at(document.get("markups"), place)
            tag = str(markup[0]) if isinstance(markup, list) and markup else "span"
            tag = tag if tag.isalnum() else "span"
            said = _list(markup[1]) if isinstance(markup, list) and len(markup) > 1 else []
            href = said[said.index("href") + 1] if "href" in said[:-1] else ""
            out.append(f'<{tag} href="{escape(str(href))}">' if href else f"<{tag}>")
            opened.append(tag)
        if kind == 0:
            out.append(escape(str(value), quote=False))
        elif kind == 1:
            atom = _at(document.get("atoms"), value)
            name = atom[0] if isinstance(atom, list) and atom else ""
            out.append("<br>" if name == "soft-return" else escape(str(_at(atom, 1) or ""), quote=False))
        count = min(closes, len(opened)) if isinstance(closes, int) else 0
        out += [f"</{opened.pop()}>" for _ in range(count)]
    return "".join([*out, *(f"</{tag}>" for tag in reversed(opened))])


def _card(kind: str, said: dict[str, Any], post: Post) -> str:
    """A card of either editor; what can't be shown is reported."""
    caption = text(said, "caption")
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    if kind == "image" and text(said, "src"):
        return f'<figure><img src="{escape(text(said, "src"))}" alt="{escape(text(said, "alt"))}">{below}</figure>\n'
    if kind == "gallery":
        images = [one for one in _list(said.get("images")) if isinstance(one, dict)]
        shown = "".join(f'<img src="{escape(text(one, "src"))}" alt="{escape(text(one, "alt"))}">' for one in images)
        return f"<figure>{shown}{below}</figure>\n"
    if kind in ("html", "callout", "toggle", "markdown", "card-markdown", "code", "codeblock"):
        code = f"<pre><code>{escape(text(said, 'code'), quote=False)}</code></pre>" if text(said, "code") else ""
        words = text(said, "calloutText") or text(said, "content")
        heading = text(said, "heading")
        if text(said, "markdown"):
            post.ask("a part of the text was kept as Markdown in Ghost: look whether it came over well")
            return "".join(f"<p>{escape(one, quote=False)}</p>" for one in text(said, "markdown").split("\n\n"))
        boxed = (f"<p><strong>{heading}</strong></p>" if heading else "") + (f"<p>{words}</p>" if words else "")
        return code or text(said, "html") or (f"<blockquote>{boxed}</blockquote>" if boxed else "")
    if kind in ("hr", "horizontalrule", "divider"):
        return "<hr>\n"
    if kind in ("paywall", "members-only"):
        return "<!--members-only-->"
    if kind in _LINKS and (address := text(said, "url") or text(said, "src")):
        title = text(said, "title") or text(_dict(said.get("metadata")), "title") or address
        post.note("embed", Action.KEPT, f"{kind}: {address}", "lexical", "a link")
        return f'<p><a href="{escape(address)}">{escape(title, quote=False)}</a></p>\n'
    if not _list(said.get("children")):
        post.note("card", Action.DROPPED, f"{kind}: {str(said)[:500]}", "lexical")
        post.ask(f"Ghost showed a card here (“{kind}”) that isn't in the text")
    return ""


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
