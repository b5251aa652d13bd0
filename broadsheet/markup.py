"""Markdown to HTML, with references to our own things marked: simple blocks here, the rest by Python-Markdown."""

import html
import re
from collections.abc import Callable

import msgspec

from broadsheet import markup_blocks
from broadsheet.article import MARK, Link
from broadsheet.front_matter import without_forbidden
from broadsheet.problems import Problem
from broadsheet.references import References

_TOO_DEEP = re.compile(r"^(?:[^\w\n>]*>){41}", re.MULTILINE)


_MARKED = re.compile(
    r"<figure\b[^<>]*+>(?:<a [^<>]*+>)?(?P<picture><img [^<>\x02]*+\x02[^<>]*+>)(?:</a>)?"
    r"(?:<figcaption>[^<]*</figcaption>)?</figure>"
    r"|<(?P<name>[A-Za-z][\w:-]*)\b[^<>\x02]*+\x02[^<>]*+>"
)
_MARKED_ATTRIBUTE = re.compile(r" (?P<name>[\w:-]+)=\"(?P<value>[^\"]*\x02[^\"]*)\"")
_MARK = re.compile(r"\x02([^\x02\x03]*)\x03")

_HAS_SRC = re.compile(r"<img\b[^<>]* src=", re.IGNORECASE)

_BLOCK = (
    r"address|article|aside|blockquote|br|caption|dd|details|div|dl|dt|figcaption|figure|footer|form|h[1-6]|header|hr|li"
    r"|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_UNSEEN = re.compile(
    r"<(script|style|template|noscript|iframe|svg)\b.*?</\1\s*>|<!--.*?-->|<sup id=\"fnref\b.*?</sup>",
    re.DOTALL | re.IGNORECASE,
)
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCK})\b[^>]*>", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[A-Za-z][^>]*>")


class Body(msgspec.Struct, frozen=True):
    """The HTML of a text and how many words it has, the references in it (each once, in order), and what is wrong."""

    html: str
    words: int = 0
    links: tuple[Link, ...] = ()
    problems: tuple[Problem, ...] = ()


def convert(text: str, path: str, first_line: int = 1) -> Body:
    """The body that a Markdown text makes.

    `path` is the document's, which relative links count from (`content/2026/11/budget.md`); `first_line` is the line
    of that file that the text begins with. A body with an error among its problems isn't fit to be shown.
    """
    references = References(text, path, first_line)
    if text.count(">") > markup_blocks.DEEPEST and _TOO_DEEP.search(text):
        references.note_depth()
        return Body("", problems=tuple(references.problems))
    if (parted := markup_blocks.part(text)) is not None:
        if not parted.rest:
            body = markup_blocks.fill(parted.runs[0], references.read)
            return Body(body, markup_blocks.count_words(body), references.links, tuple(references.problems))
        from broadsheet.markup_whole import fitting

        if (joined := fitting(parted.rest).convert_rest(parted, references)) is not None:
            return Body(joined, _count_words(joined), references.links, tuple(references.problems))
        references = References(text, path, first_line)
    return convert_whole(text, references)


def convert_whole(text: str, references: References) -> Body:
    """The body that Python-Markdown makes of a text, which is the body that `convert` gives."""
    from broadsheet.markup_whole import fitting

    body = fitting(text).convert(text, references)
    return Body(body, _count_words(body), references.links, tuple(references.problems))


def resolve(body: str, lookup: Callable[[str], str | None]) -> str:
    """The body with an address in the place of each mark.

    `lookup` is given a target without fragment (`content:2026/11/budget.md`, `article:ID`, `media:2026/a.jpg`,
    `site:/x`). Where it has no answer a link loses its address and keeps its words, and a picture goes, with the
    figure around it.
    """
    if MARK not in body:
        return body

    def address(mark: re.Match[str]) -> str:
        target, hash_, fragment = html.unescape(mark[1]).partition("#")
        found = lookup(target)
        if found is None:
            raise LookupError
        return html.escape(found + hash_ + fragment)

    def attribute(found: re.Match[str]) -> str:
        try:
            return f' {found["name"]}="{_MARK.sub(address, found["value"])}"'
        except LookupError:
            return ""

    def tag(found: re.Match[str]) -> str:
        resolved = _MARKED_ATTRIBUTE.sub(attribute, found[0])
        if (found["picture"] or found["name"].lower() == "img") and not _HAS_SRC.search(resolved):
            return ""
        return resolved

    return _MARKED.sub(tag, body)


def plain(body: str) -> str:
    """The words of a piece of HTML, on one line: no tags, no scripts, no footnote numbers."""
    return " ".join(_words(body))


def _words(body: str) -> list[str]:
    if "<" in body:
        body = _ANY_TAG.sub("", _BLOCK_TAG.sub(" ", _UNSEEN.sub("", body)))
    if "&" in body:
        body = without_forbidden(html.unescape(body))
    return body.split()


def _count_words(body: str) -> int:
    return len(_words(body))
