"""The text of a WordPress post as HTML: its block comments read, and its blank lines made paragraphs, as there."""

import json
import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from broadsheet.ingest.manuscript import Action
from broadsheet.ingest.posts import Post
from broadsheet.ingest.shortcodes import Attached, expand, guarded

_BLOCK = re.compile(r"<!--\s*(/?)wp:([a-z][\w/-]{0,80})(\s[^<>]*)?-->")
_BREAK = re.compile(r"<!--\s*(more|nextpage|noteaser)\b[^<>]{0,200}-->")
_ALONE = re.compile(r"https?://[^\s<>\"'\[\]]{4,2000}")
_EMBED = re.compile(r"(<div class=\"wp-block-embed__wrapper\">)\s*(https?://[^\s<>\"']{4,2000})\s*(</div>)")
_OF_THE_THEME = re.compile(
    r"(?:post|comments?|query|site|template|navigation|nav|term|archive)-[\w-]+|comments|query|navigation|latest-\w+"
    r"|archives|categories|calendar|tag-cloud|search|loginout|avatar|page-list|read-more|social-links?|home-link"
    r"|spacer|footnotes|rss"
)
"""Core blocks that show what the site has, at the time that somebody looks: no part of the post's own text."""

_BLOCKS = (
    "table|thead|tfoot|caption|col|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|map|area|blockquote|address"
    "|style|p|h[1-6]|hr|fieldset|legend|section|article|aside|hgroup|header|footer|nav|figure|figcaption|details|menu"
    "|summary|center|iframe"
)
_OPENS = re.compile(rf"(<(?:{_BLOCKS})(?=[\s/>])[^<>]*>)", re.I)
_CLOSES = re.compile(rf"(</(?:{_BLOCKS})\s*>)", re.I)
_STARTS = re.compile(rf"</?(?:{_BLOCKS})(?=[\s/>])[^<>]*>", re.I)
_KEPT = re.compile("\x02[bc](\\d+)\x02")
_QUOTE = re.compile(r"<blockquote\b[^<>]*>", re.I)


def html_of(content: str, post: Post, files: Mapping[str, Attached], shared: Mapping[str, str], own: str) -> str:
    """The text as HTML, with what was decided about it added to the post.

    `files` are the site's pictures by their numbers, `shared` its reusable blocks, `own` the number of the post.
    """
    for found in _BREAK.finditer(content):
        post.note("page-break", Action.DROPPED, found[0], "content:encoded")
    content = _BREAK.sub("\n\n", content.replace("\r\n", "\n"))
    text = "".join(_unblocked(content, post, shared)) if "wp:" in content else paragraphs(content)
    text = expand(text, post, files, own)
    return _EMBED.sub(lambda found: found[1] + _link(found[2]) + found[3], text)


def paragraphs(text: str) -> str:
    """The text with its blank lines as paragraphs and its other line ends as breaks, but within what has a form."""
    if not text.strip():
        return ""
    kept: list[str] = []
    parts = []
    for as_written, part in guarded(text.replace("\x02", "")):
        if as_written:
            around = "" if part[:5].lower() == "<code" else "\n\n"  # code stands within a sentence
            parts.append(f"{around}\x02{'c' if not around else 'b'}{len(kept)}\x02{around}")
            kept.append(part)
        else:
            parts.append(_CLOSES.sub(r"\1\n\n", _OPENS.sub(r"\n\n\1", part)))
    chunks = re.split(r"\n[^\S\n]*\n\s*", "".join(parts))
    made = "\n".join(_paragraph(chunk.strip()) for chunk in chunks if chunk.strip())
    return _KEPT.sub(lambda found: kept[int(found[1])], made)


def _paragraph(chunk: str) -> str:
    quote = _QUOTE.match(chunk)
    if quote and chunk[quote.end() :].strip():
        return quote[0] + _paragraph(chunk[quote.end() :].strip())
    if _STARTS.match(chunk) or chunk.startswith("\x02b"):
        return chunk
    if _ALONE.fullmatch(chunk):
        return _link(chunk)
    return "<p>" + chunk.replace("\n", "<br>\n") + "</p>"


def _link(address: str) -> str:
    return f'<p><a href="{escape(address)}">{escape(address, quote=False)}</a></p>'


def _unblocked(content: str, post: Post, shared: Mapping[str, str]) -> Iterator[str]:
    """The parts of a text in blocks, without the comments that mark them."""
    at, depth, freeform = 0, 0, False
    for found in _BLOCK.finditer(content):
        before = content[at : found.start()]
        yield paragraphs(before) if depth == 0 or freeform else before
        at = found.end()
        name, said = found[2].removeprefix("core/"), (found[3] or "").strip()
        if found[1]:
            depth, freeform = max(0, depth - 1), False
        elif said.endswith("/"):
            yield _made_on_request(name, said[:-1].strip(), found[0], post, shared)
        else:
            depth, freeform = depth + 1, name == "freeform"
    yield paragraphs(content[at:]) if depth == 0 else content[at:]


def _made_on_request(name: str, said: str, whole: str, post: Post, shared: Mapping[str, str]) -> str:
    """What stands for a block that WordPress fills when somebody looks: a shared one's text, else nothing."""
    settings = _json(said)
    number = str(settings.get("ref", ""))
    if name == "block" and number in shared:
        post.note("shared-block", Action.KEPT, whole, "content:encoded")
        inner = _BLOCK.sub("", shared[number])
        return inner if "wp:" in shared[number] else paragraphs(inner)
    address = settings.get("url")
    if isinstance(address, str) and _ALONE.fullmatch(address) and "embed" in name:
        return _link(address)
    post.note("dynamic-block", Action.DROPPED, whole, "content:encoded")
    if not _OF_THE_THEME.fullmatch(name):
        post.ask(f"WordPress filled a block here (“{name}”), and its text isn't in the export")
    return ""


def _json(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
