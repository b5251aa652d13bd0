"""Markdown to HTML, with references to our own things marked: simple blocks here, the rest by Python-Markdown."""

import html
import re
from collections.abc import Callable
from typing import NamedTuple

import msgspec

from broadsheet import markup_blocks
from broadsheet.article import LONGEST_TEXT, MARK, Link
from broadsheet.entities import bounded, unescape
from broadsheet.front_matter import without_forbidden
from broadsheet.problems import Problem
from broadsheet.references import References

_TOO_DEEP = re.compile(r"^(?:[^\w\n>]*>){41}", re.MULTILINE)


_MARKED = re.compile(
    r"<figure\b[^<>]*+>(?:<a [^<>]*+>)?(?P<picture><img [^<>\x02]*+\x02[^<>]*+>)(?:</a>)?"
    r"(?:<figcaption>[^<]*</figcaption>)?</figure>"
    r"|<(?P<name>[A-Za-z][\w:-]*)\b[^<>\x02]*+\x02[^<>]*+>"
)
_MARKED_ATTRIBUTE = re.compile(r" (?P<name>[\w:-]+)=\"(?P<value>[^\"\x02]*\x02[^\"]*)\"")
_MARK = re.compile(r"\x02([^\x02\x03]*)\x03")
_MARKED_SRC = re.compile(r" src=\"\x02([^\x02\x03#]*)(?:#[^\x02\x03]*)?\x03\"", re.IGNORECASE)
_ATTRIBUTE_NAME = re.compile(r"\s([\w:-]+)=")
_SHOWING = frozenset({"img", "source", "video", "audio", "track"})
"""The elements that show what their `src` names; that of others is a link."""

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
_ANY_TAG = re.compile(r"</?[A-Za-z][^>]*(?:>|\Z)")


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
    text = bounded(text)
    references = References(text, path, first_line)
    if len(text) > LONGEST_TEXT:
        references.note_length()
        return Body("", problems=tuple(references.problems))
    if text.count(">") > markup_blocks.DEEPEST and _TOO_DEEP.search(text):
        references.note_depth()
        return Body("", problems=tuple(references.problems))
    if (parted := markup_blocks.part(text)) is not None:
        if not parted.rest:
            body = markup_blocks.fill(parted.runs[0], references.read)
            return Body(body, markup_blocks.count_words(body), references.links, tuple(references.problems))
        from broadsheet.markup_whole import fitting

        if (joined := fitting(parted.rest).convert_rest(parted, references)) is not None:
            joined = _without_directives(joined)
            return Body(joined, _count_words(joined), references.links, tuple(references.problems))
        references = References(text, path, first_line)
    return convert_whole(text, references)


def convert_whole(text: str, references: References) -> Body:
    """The body that Python-Markdown makes of a text, which is the body that `convert` gives."""
    from broadsheet.markup_whole import fitting

    body = _without_directives(fitting(text).convert(bounded(text), references))
    return Body(body, _count_words(body), references.links, tuple(references.problems))


def _without_directives(body: str) -> str:
    """HTML in which a web server that follows directives (SSI) finds none: running them isn't for a text."""
    return body.replace("<!--#", "<!-- #")


class Shown(NamedTuple):
    """A picture as a body shows it: its address, further attributes of its `<img>`, and its other formats.

    `formats` is what stands before the `<img>` in a `<picture>`: `<source>` elements; empty where there is no need.
    """

    src: str
    attributes: tuple[tuple[str, str], ...] = ()
    formats: str = ""


def resolve(body: str, lookup: Callable[[str], str | None], show: Callable[[str], Shown | None] | None = None) -> str:
    """The body with an address in the place of each mark.

    `lookup` is given a target without fragment (`content:2026/11/budget.md`, `article:ID`, `media:2026/a.jpg`,
    `site:/x`), and `show` the path of a file under media/ that is seen in the text; without it that is a link's matter
    too. Where there is no answer a link loses its address and keeps its words, and a picture goes, with the figure
    around it.
    """
    if MARK not in body:
        return body

    def seen(target: str) -> Shown | None:
        if show and target.startswith("media:"):
            return show(target.removeprefix("media:"))
        found = lookup(target)
        return None if found is None else Shown(found)

    def tag(found: re.Match[str]) -> str:
        whole, name = found[0], (found["name"] or "").lower()
        image = found["picture"] or (whole if name == "img" else "")
        if image and (marked := _MARKED_SRC.search(image)):
            shown = seen(unescape(marked[1]))
            if shown is None:
                return ""
            whole = whole.replace(image, _dressed(image, marked[0], shown), 1)

        def address(mark: re.Match[str], of_picture: bool) -> str:
            target, hash_, fragment = unescape(mark[1]).partition("#")
            answer = seen(target) if of_picture else None
            there = lookup(target) if not of_picture else answer and answer.src
            if there is None:
                raise LookupError
            return html.escape(there + hash_ + fragment)

        def attribute(part: re.Match[str]) -> str:
            of_picture = part["name"] in ("poster", "srcset") or (part["name"] == "src" and name in _SHOWING)
            try:
                return f' {part["name"]}="{_MARK.sub(lambda mark: address(mark, of_picture), part["value"])}"'
            except LookupError:
                return ""

        resolved = _MARKED_ATTRIBUTE.sub(attribute, whole)
        return "" if image and not _HAS_SRC.search(resolved) else resolved

    return _MARKED.sub(tag, body)


def _dressed(image: str, marked: str, shown: Shown) -> str:
    """An `<img>` with its address and all else that it says of its size, unless it says so itself."""
    said = {name.lower() for name in _ATTRIBUTE_NAME.findall(image)}
    further = "".join(f' {name}="{html.escape(value)}"' for name, value in shown.attributes if name not in said)
    dressed = image.replace(marked, f' src="{html.escape(shown.src)}"{further}', 1)
    return f"<picture>{shown.formats}{dressed}</picture>" if shown.formats and "srcset" not in said else dressed


def plain(body: str) -> str:
    """The words of a piece of HTML, on one line: no tags, no scripts, no footnote numbers."""
    return " ".join(_words(body))


def _words(body: str) -> list[str]:
    if "<" in body:
        body = _ANY_TAG.sub("", _BLOCK_TAG.sub(" ", _UNSEEN.sub("", body)))
    if "&" in body:
        body = without_forbidden(unescape(body))
    return body.split()


def _count_words(body: str) -> int:
    return len(_words(body))
