"""Python-Markdown with our few extensions: what defines the HTML of a text.

It is loaded with the first text that needs it: most are written by markup_blocks, which must give the same bytes.
What a text doesn't use costs nothing: the full converter takes three times as long as the plain one, and only texts
with a character that its extensions look for are given to it. The HTML is the same either way.
"""

import html
import re
from collections.abc import Callable
from xml.etree import ElementTree

import markdown
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import LinkInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from broadsheet import markup_blocks
from broadsheet.article import MARK, MARK_END
from broadsheet.markup_blocks import DEEPEST, GAP, Parted
from broadsheet.markup_brackets import find_ends_once
from broadsheet.references import References

_EXTENDED = re.compile(r"[|{]|\[\^|```|~~~")
_ALIGN = re.compile(r"\s*text-align:\s*(left|right|center);?\s*")
_RAW_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|(?P<tag><(?P<name>(?P<verbatim>script|style|textarea)\b|[a-z][\w:-]*+)(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>)"
    r"(?(verbatim).*?(?:</(?P=verbatim)\s*>|\Z))",
    re.DOTALL | re.IGNORECASE,
)
_RAW_ATTRIBUTE = re.compile(
    r"\s(?P<attribute>href|src|srcset|poster)\s*=\s*"
    r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>]+))",
    re.IGNORECASE,
)
_PICTURE_TAGS = frozenset({"img", "source", "video", "audio", "track"})
_ELSEWHERE = re.compile(r"\s*(?:(?!article:|content:|media:)[A-Za-z][A-Za-z0-9+.-]*:|#|//)", re.IGNORECASE)
_FOREIGN = re.compile(r"(\x02(?:content|media|article|site):[^\x02\x03]*\x03)|\x02(?:[a-z]+:\d+)?|\x03")
"""Our marks, and what Python-Markdown forgets of its own, which are made of the same two characters."""
_STASHED = re.compile("\x02wzxhzdk:(\\d+)\x03")


class Converter:
    """An instance of Python-Markdown, used again and again."""

    def __init__(self, extensions: Callable[[], list[Extension]]) -> None:
        self._extensions = extensions
        self._make()

    def _make(self) -> None:
        self._ours = _Ours()
        self._markdown = markdown.Markdown(extensions=[self._ours, *self._extensions()], output_format="html")

    def convert(self, text: str, references: References) -> str:
        if (body := self._convert(text, references, [])) is None:
            references.note_depth()
            return ""
        return body

    def convert_rest(self, parted: Parted, references: References) -> str | None:
        """The body of a text of which some is written already; None where the two can't be told apart."""
        runs = [*parted.runs]
        body = self._convert(parted.rest, references, runs)
        if body is None or self._ours.gaps != len(runs) or self._ours.forgotten:
            return None
        if MARK_END in body and MARK not in body:
            # It has forgotten half of something, which nobody takes out.
            return None
        first, *others = body.split(f"<p>{GAP}</p>")
        if len(others) != len(runs):
            return None
        joined = first + "".join([run + other for run, other in zip(runs, others, strict=True)])
        return joined.rstrip("\n")

    def _convert(self, text: str, references: References, runs: list[str]) -> str | None:
        """The HTML; None where the text is nested too deeply. The runs are given their targets."""
        self._markdown.reset()
        self._ours.begin(references, runs)
        try:
            body = self._markdown.convert(text)
        except (RecursionError, _TooDeepError):
            # What the parser was in the middle of stays with it, and reset() doesn't take that away.
            self._make()
            return None
        return self._ours.without_foreign(body, r"\1") if MARK in body else body


class _TooDeepError(Exception):
    """The tree is deeper than we take."""


class _Ours(Extension):
    """Our few extensions: they work on the finished tree and on the raw HTML, before these become one text."""

    def begin(self, references: References, runs: list[str]) -> None:
        """A text begins. The runs stand where its gaps are, and get their targets when these are met: in order."""
        self.references = references
        self.runs = runs
        self.gaps = 0
        self.forgotten = False

    def without_foreign(self, text: str, ours: str = "") -> str:
        """Text without what Python-Markdown has forgotten, which has numbers that hang on the text as a whole."""
        cleared = _FOREIGN.sub(ours, text)
        self.forgotten = self.forgotten or cleared != text
        return cleared

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        md.treeprocessors.register(_Finish(md, self), "broadsheet", -10)
        for pattern in md.inlinePatterns:
            if isinstance(pattern, LinkInlineProcessor):
                find_ends_once(pattern)


class _Finish(Treeprocessor):
    def __init__(self, md: markdown.Markdown, ours: _Ours) -> None:
        super().__init__(md)
        self._stash = md.htmlStash
        self._ours = ours

    def run(self, root: ElementTree.Element) -> None:
        references = self._ours.references
        stack = [(root, 0)]
        while stack:
            element, depth = stack.pop()
            if depth > DEEPEST:
                raise _TooDeepError
            if depth == 1 and element.text == GAP and element.tag == "p":
                self._fill_gap()
                continue
            if len(element):
                stack.extend((child, depth + 1) for child in reversed(element))
            for name, value in element.items():
                # What stands for an entity must be known before a target is read: &#106;avascript:
                if value and MARK in value:
                    element.set(name, self._restored(value))
            if (finish := _FINISH.get(element.tag)) is not None:
                finish(element, references)
        blocks = self._stash.rawHtmlBlocks
        for number, block in enumerate(blocks):
            if isinstance(block, str) and "<" in block:
                blocks[number] = _mark_raw(block, references)

    def _fill_gap(self) -> None:
        ours = self._ours
        if ours.gaps < len(ours.runs):
            ours.runs[ours.gaps] = markup_blocks.fill(ours.runs[ours.gaps], ours.references.read)
        ours.gaps += 1

    def _restored(self, value: str) -> str:
        blocks = self._stash.rawHtmlBlocks
        value = _STASHED.sub(lambda found: str(blocks[int(found[1])]) if int(found[1]) < len(blocks) else "", value)
        return self._ours.without_foreign(value.replace(AMP_SUBSTITUTE, "&"))


def _finish_link(link: ElementTree.Element, references: References) -> None:
    if "footnote-backref" in (link.get("class") or ""):
        link.attrib.pop("title", None)
    else:
        _finish_target(link, "href", references, picture=False)


def _finish_picture(picture: ElementTree.Element, references: References) -> None:
    _finish_target(picture, "src", references, picture=True)


def _finish_target(element: ElementTree.Element, name: str, references: References, picture: bool) -> None:
    if written := element.get(name):
        if (target := references.read(written, picture)) is None:
            del element.attrib[name]
        else:
            element.set(name, target)


def _finish_paragraph(paragraph: ElementTree.Element, _: References) -> None:
    """Make a figure of a picture that is alone in its paragraph, with its title as the caption."""
    if len(paragraph) != 1 or (paragraph.text or "").strip():
        return
    child = paragraph[0]
    picture = child[0] if child.tag == "a" and len(child) == 1 and not (child.text or "").strip() else child
    if picture.tag != "img" or any((part.tail or "").strip() for part in {child, picture}):
        return
    paragraph.tag, paragraph.text, child.tail = "figure", None, None
    if caption := picture.attrib.pop("title", None):
        ElementTree.SubElement(paragraph, "figcaption").text = caption


def _finish_quote(quote: ElementTree.Element, _: References) -> None:
    """Classes given below a quote belong to it as a whole: Python-Markdown gives them to its last paragraph."""
    if not len(quote) or quote[-1].tag != "p" or not (classes := quote[-1].attrib.pop("class", "")):
        return
    quote.set("class", classes)


def _finish_heading(heading: ElementTree.Element, _: References) -> None:
    heading.tag = "h2"


def _finish_cell(cell: ElementTree.Element, _: References) -> None:
    """A style attribute for alignment would need a looser policy for what pages may load; a class doesn't."""
    if found := _ALIGN.fullmatch(cell.get("style") or ""):
        del cell.attrib["style"]
        cell.set("class", f"{cell.get('class') or ''} align-{found[1]}".strip())


def _finish_table(table: ElementTree.Element, references: References) -> None:
    """Put a table into a box that scrolls where it is too wide, by keyboard too, and is named by the table's head."""
    inner = ElementTree.Element("table", table.attrib)
    inner.extend(table)
    name = references.next_table()
    for head in inner.iter("thead"):
        head.set("id", name)
    tail = table.tail
    table.clear()
    table.tag, table.tail = "div", tail
    table.attrib.update({"class": "table", "role": "region", "tabindex": "0", "aria-labelledby": name})
    table.append(inner)


_FINISH: dict[str, Callable[[ElementTree.Element, References], None]] = {
    "a": _finish_link,
    "img": _finish_picture,
    "p": _finish_paragraph,
    "h1": _finish_heading,
    "blockquote": _finish_quote,
    "table": _finish_table,
    "th": _finish_cell,
    "td": _finish_cell,
}


def _mark_raw(block: str, references: References) -> str:
    """Raw HTML with the references in it marked; all else in it is the editor's."""

    def tag(found: re.Match[str]) -> str:
        name = (found["name"] or "").lower()
        picture = name in _PICTURE_TAGS

        def attribute(part: re.Match[str]) -> str:
            written = part["double"] or part["single"] or part["bare"] or ""
            marked = _raw_target(part["attribute"].lower(), written, picture, references)
            return part[0] if marked == written else f' {part["attribute"]}="{marked}"'

        written = found["tag"] or ""
        marked = _RAW_ATTRIBUTE.sub(attribute, written)
        if marked == written:
            return found[0]
        # A bare < or > in another attribute would hide the tag's end from resolve().
        inside = marked[1:-1].replace("<", "&lt;").replace(">", "&gt;")
        return f"<{inside}>{found[0][len(written) :]}"

    return _RAW_TAG.sub(tag, block)


def _raw_target(attribute: str, written: str, picture: bool, references: References) -> str:
    if attribute == "srcset":
        parts = [part.strip().partition(" ") for part in written.split(",")]
        return ", ".join(_raw_target("src", url, True, references) + space + size for url, space, size in parts)
    of_ours = picture or attribute in ("href", "poster") or written.startswith("/")
    if not of_ours or _ELSEWHERE.match(written):
        return written
    target = references.read(written, picture or attribute == "poster")
    return written if target is None else html.escape(target)


def _extensions() -> list[Extension]:
    footnotes = FootnoteExtension(BACKLINK_TEXT="&#8617;&#65038;")
    return [TableExtension(), footnotes, FencedCodeExtension(), AttrListExtension()]


PLAIN = Converter(list)
FULL = Converter(_extensions)


def fitting(text: str) -> Converter:
    """The quickest that a text can be given to."""
    return FULL if _EXTENDED.search(text) else PLAIN
