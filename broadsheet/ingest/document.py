"""A document as writers hand it in (Word, Google Docs, a mail): the headline by its style, the text as it stands.

What a plain text says of itself in words (a byline, a dateline, a correction) a document says in the same words. So its
paragraphs are read as a text, and what went to the front matter is taken out of the document; the rest is its body.
"""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import msgspec

from broadsheet.article import Image
from broadsheet.ingest import archieml, captions, header, html_body, plain_text
from broadsheet.ingest.belonging import section_of
from broadsheet.ingest.formats import Known, RawSource, UnreadableError
from broadsheet.ingest.html_tree import is_named, tree
from broadsheet.ingest.manuscript import Action, Decision, Manuscript
from broadsheet.ingest.pictures import Finder
from broadsheet.ingest.reading import Reading
from broadsheet.ingest.words import all_words

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag
    from bs4.element import PageElement

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = ("p", *_HEADINGS, "li", "tr", "pre", "dt", "dd", "div", "blockquote", "figcaption")
_AROUND = ("ul", "ol", "table", "section", "article", "figure", "main", "hr", "aside", "header", "footer", "dl")
_SURE = 0.85
"""How sure a rule that drops must be: the paragraphs of a document are there because somebody wrote them there."""
_MOST = 2_000_000
"""How many characters a text may have."""
_MOST_ASKED = 10
_MOST_WORDS = 60
"""How many words a caption may have."""
_KEYED = re.compile(r"[^\W\d_][^:\n]{0,30}:\s*\S")
_NO_HEADLINE = "no headline was found; the first words stand in for it"
_NO_PICTURE = "the photo file is missing"


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """What a format read: the text as HTML, in which the headline may have the class `title`, the dek `subtitle`.

    `title` is what the document is called elsewhere (its properties, a mail's subject): the headline only where the
    text has none. `titled` says where that stands.
    """

    html: str
    title: str = ""
    titled: str = ""
    trim: Callable[[list[str]], list[bool]] | None = None
    """Which of the lines are of the text at all, where it may have others around it."""
    decisions: tuple[Decision, ...] = ()
    review: tuple[str, ...] = ()


class Line(msgspec.Struct):
    """A line of the text, and the nodes of the document that it is made of."""

    text: str
    element: "Tag"
    nodes: "list[PageElement] | None" = None
    """Those between two breaks; None where the element is the line."""
    number: int = 0
    """Which line of the text that is made of the document it is."""
    place: int = 0
    """Which line of the document it is."""


def manuscript_of(document: Document, raw: RawSource, known: Known, find: Finder) -> Manuscript:
    """The article in a document; UnreadableError where it is too little to be one."""
    body = tree(document.html)
    if len(body.get_text()) > _MOST:
        raise UnreadableError("this text is longer than a novel", "split it: a file for each article")
    part_paragraphs(body)
    lines = [line for line in lines_of(body) if line.text and not _is_footnote(line)]
    for place, line in enumerate(lines, 1):
        line.place = place
    plain = "\n".join(_linked(line) for line in lines)
    if archieml.is_archieml(plain):
        made = archieml.read(plain, raw, known, list(document.decisions))
        if "<img" in document.html:
            return _with(made, ("the document has pictures: put those that are needed into media/", *document.review))
        return _with(made, document.review)
    trimmed = [*_trim(document, lines), *_caption(lines)]
    given, styled = _given(lines, known)
    lines = [line for line in lines if line.text and not any(line.element is one for one in styled.values())]
    text = _text(lines)
    stop = header.split(text.split("\n"))[2]
    reading = _read(text, known, given, document.title)
    if not reading.fields.title and document.title:
        reading = plain_text.reading_of(text, known, given=given | {"title": document.title})
    if document.title and reading.fields.given.get("title") == document.title and "title" not in styled:
        reading.ask(f"is “{document.title}” the headline? It is the {document.titled}")
    for element in styled.values():
        element.extract()
    taken = _take_out(reading, lines, stop)
    made = plain_text.manuscript_of(reading, raw.path)
    converted = html_body.convert(str(body), find)
    return _joined(made, converted, document, (taken, lines, styled), trimmed)


def _read(text: str, known: Known, given: dict[str, str], title: str) -> Reading:
    """The text as read; where it is too little by itself, with the headline that the document has elsewhere."""
    try:
        return plain_text.reading_of(text, known, given=given)
    except UnreadableError:
        if not title or "title" in given:
            raise
        return plain_text.reading_of(text, known, given=given | {"title": title})


def _with(manuscript: Manuscript, review: tuple[str, ...]) -> Manuscript:
    whole = tuple(dict.fromkeys([*manuscript.review, *review]))
    made: Manuscript = msgspec.structs.replace(manuscript, review=whole)
    return made


def _joined(
    made: Manuscript,
    converted: html_body.Converted,
    document: Document,
    parts: "tuple[set[int], list[Line], dict[str, Tag]]",
    trimmed: list[Decision],
) -> Manuscript:
    """The front matter of the text, with the body of the document."""
    taken, lines, styled = parts
    image = _image(made.image, converted.lead)
    review = [*document.review, *made.review, *converted.review]
    if image is not None and image.src:
        review = [one for one in review if one != _NO_PICTURE]
    placed = [moved for one in made.decisions if (moved := _placed(one, taken, lines, styled)) is not None]
    review += [one.after for one in placed if one.action is Action.FLAGGED and one.after == _asked(one)][:_MOST_ASKED]
    draft = list(made.draft)
    if not converted.body.strip():
        draft.append("there is no text in it")
    last = msgspec.structs.replace(
        made,
        image=image,
        body=converted.body,
        media=converted.media,
        draft=tuple(dict.fromkeys(draft)),
        review=tuple(dict.fromkeys(review)),
        decisions=(
            *document.decisions,
            *trimmed,
            *placed,
            *converted.decisions,
        ),
    )
    whole: Manuscript = last
    return whole


def _image(said: Image | None, lead: Image | None) -> Image | None:
    """The lead picture: the file of the document, the words of its text."""
    if said is None or lead is None:
        return said or lead
    return Image(lead.src, lead.alt, lead.caption or said.caption, lead.credit or said.credit)


def _placed(one: Decision, taken: set[int], lines: list[Line], styled: "dict[str, Tag]") -> Decision | None:
    """A decision about a line of the text as one about a paragraph; None where the document wasn't changed by it."""
    if not one.line:
        where = f"style {one.field}" if one.field in styled else one.path
        placed: Decision = msgspec.structs.replace(one, path=where)
        return placed
    if one.action in (Action.SPACED, Action.KEPT):
        return None
    number = next((line.place for line in lines if line.number >= one.line), 0)
    stays = one.action is Action.DROPPED and one.line not in taken
    moved: Decision = msgspec.structs.replace(
        one,
        line=0,
        path=f"paragraph {number}",
        action=Action.FLAGGED if stays else one.action,
        after=_asked(one) if stays else one.after,
    )
    return moved


def _asked(one: Decision) -> str:
    return f"is this part of the article? {one.before[:200]}"


# The document as lines


def part_paragraphs(body: "Tag") -> None:
    """Makes paragraphs of text that stands loose in a box, parted by two breaks, as mails have it."""
    from bs4 import BeautifulSoup
    from bs4.element import Tag

    maker = BeautifulSoup("", "lxml")
    for box in [body, *body.find_all(["div", "blockquote", "td", "section", "article"])]:
        if box is not body and box.name == "td" and not box.find("br"):
            continue
        if not any(isinstance(child, Tag) and child.name == "br" for child in box.contents) and box is not body:
            continue
        children = list(box.contents)
        box.clear()  # all at once, since to take each from its place takes longer the more there are
        made: list[PageElement] = []
        run: list[PageElement] = []
        for child in [*children, None]:
            block = child is None or (isinstance(child, Tag) and child.name in (*_BLOCKS, *_AROUND))
            broken = isinstance(child, Tag) and child.name == "br" and bool(run) and _is_break(run)
            if block or broken:
                made += _wrapped(run, maker)
                run = []
            if child is not None:
                (made if block else run).append(child)
        box.extend(made)


def _is_break(run: "list[PageElement]") -> bool:
    """Whether a run of nodes ends with a break, white space apart."""
    last = next((node for node in reversed(run) if not _is_blank(node)), None)
    return getattr(last, "name", None) == "br"


def _is_blank(node: "PageElement") -> bool:
    return not getattr(node, "name", None) and not str(node).strip()


def _wrapped(run: "list[PageElement]", maker: "BeautifulSoup") -> "list[PageElement]":
    """A paragraph of a run of nodes, without the breaks at its end; nothing where it is blank."""
    while run and (getattr(run[-1], "name", None) == "br" or _is_blank(run[-1])):
        run.pop()
    if not run or all(_is_blank(node) for node in run):
        return []
    paragraph = maker.new_tag("p")
    for node in run:
        paragraph.append(node)
    return [paragraph]


def lines_of(body: "Tag") -> Iterator[Line]:
    """The lines of a document: its innermost blocks, parted at their breaks."""
    for element in body.find_all(_BLOCKS):
        if element.name != "tr" and element.find([*_BLOCKS, *_AROUND]) is not None:
            continue
        if element.name != "tr" and element.find_parent("tr") is not None:
            continue
        parts: list[list[PageElement]] = [[]]
        for child in element.contents:
            if getattr(child, "name", None) == "br":
                parts.append([])
            else:
                parts[-1].append(child)
        texts = [" ".join("".join(_words(node) for node in part).split()) for part in parts]
        if element.name == "tr" or len([text for text in texts if text]) < 2:
            between = "\t" if element.name == "tr" else ""
            yield Line(" ".join(element.get_text(between).split(" ")).strip(), element)
            continue
        for text, part in zip(texts, parts, strict=True):
            if text:
                yield Line(text, element, part)


def _is_footnote(line: Line) -> bool:
    """Whether it is a note below the text: it begins with the link back, or has the id of one."""
    if str(line.element.get("id") or "").startswith(("footnote-", "endnote-")):
        return True
    holder = line.element.find_parent("li")
    if holder is not None and str(holder.get("id") or "").startswith(("footnote-", "endnote-")):
        return True
    if line.text[:1] not in "[1234567890*†‡^":
        return False
    link = next((link for link in _links(line) if re.match("#.", str(link.get("href") or ""))), None)
    return link is not None and link.has_attr("id") and line.text.startswith(link.get_text().strip())


def _links(line: Line) -> "Iterator[Tag]":
    """The links in a line, and in no other line of its paragraph: those may be thousands."""
    for node in line.element.contents if line.nodes is None else line.nodes:
        if getattr(node, "name", None):
            yield from [node] if node.name == "a" else node.find_all("a")  # type: ignore[attr-defined,misc]


def _words(node: "PageElement") -> str:
    from bs4.element import Tag

    return node.get_text() if isinstance(node, Tag) else str(node)


def _linked(line: Line) -> str:
    """A line with its links, as ArchieML has them."""
    if next(_links(line), None) is None:
        return line.text
    inner = line.element.decode_contents() if line.nodes is None else "".join(str(node) for node in line.nodes)
    return " ".join(re.sub(r"</?(?!a\b)[a-z][^<>]*>", "", inner).split())


def _given(lines: list[Line], known: Known) -> "tuple[dict[str, str], dict[str, Tag]]":
    """What the styles say: the headline, the dek, a section above them, and the elements that hold them."""
    given: dict[str, str] = {}
    styled: dict[str, Tag] = {}
    for place, line in enumerate(one for one in lines if one.text):
        if place > 12:
            break
        if line.nodes is not None or line.element.name == "tr":
            continue
        if is_named(line.element, "subtitle"):
            kind = "dek"
        elif is_named(line.element, "title") or (line.element.name == "h1" and place < 3):
            kind = "title"
        elif "title" not in given and section_of([line.text], known.settings):
            kind = "section"
        else:
            continue
        if kind not in given:
            given[kind], styled[kind] = " ".join(line.text.split()), line.element
    return given, styled


def _text(lines: list[Line]) -> str:
    """The document as a text: an empty line between paragraphs, but not between the keys at its top."""
    out: list[str] = []
    keyed = True
    before: Line | None = None
    for line in lines:
        text = f"• {line.text}" if line.element.name == "li" else line.text
        keys = keyed and bool(_KEYED.match(text)) and len(text) < 200
        together = before is not None and (before.element is line.element or (keys and keyed))
        if before is not None and not together:
            out.append("")
        out.append(text)
        line.number = len(out)
        keyed, before = keys, line
    return "\n".join(out)


def _take_out(reading: Reading, lines: list[Line], stop: int) -> set[int]:
    """Takes out of the document what went to the front matter or is surely no part of it; the numbers of its lines."""
    marks = {one.line: one for one in reading.blocks}
    moved = {one.line for one in reading.decisions if one.action is Action.MOVED}
    unsure = {one.line for one in reading.decisions if one.action is Action.DROPPED and one.confidence < _SURE} - moved
    taken: set[int] = set()
    marked = False
    for line in lines:
        block = marks.get(line.number)
        if block is not None:
            marked = bool(block.mark) and block.line not in unsure
            if not marked and block.mark:
                block.mark = ""
        if line.number <= stop or marked:
            taken.add(line.number)
    _remove([line for line in lines if line.number in taken])
    return taken


def _trim(document: Document, lines: list[Line]) -> list[Decision]:
    """Takes away the lines around the text; they are no lines of it any more."""
    if document.trim is None:
        return []
    full = [line for line in lines if line.text]
    gone = [line for line, kept in zip(full, document.trim([line.text for line in full]), strict=True) if not kept]
    _remove(gone)
    decisions = [
        Decision(0, "politeness", Action.DROPPED, line.text[:400], confidence=0.9, path=f"paragraph {line.place}")
        for line in gone
    ]
    for line in gone:
        line.text = ""
    return decisions


def _caption(lines: list[Line]) -> list[Decision]:
    """Puts what stands below a picture and names its maker into one figure with it; it is no line of the text then."""
    from bs4 import BeautifulSoup

    maker, words, decisions = BeautifulSoup("", "lxml"), all_words(), []
    for line in lines:
        above = line.element.find_previous_sibling()
        if line.nodes is not None or line.element.name != "p" or above is None or above.name != "p":
            continue
        if above.find("img") is None or above.get_text().strip() or len(line.text.split()) > _MOST_WORDS:
            continue
        if line.text and line.element.find("img") is None and captions.parse(line.text, words):
            figure, line.element.name = maker.new_tag("figure"), "figcaption"
            above.insert_before(figure)
            figure.extend([*above.find_all("img"), line.element.extract()])
            above.extract()
            decisions.append(Decision(0, "caption-below", Action.KEPT, line.text, path=f"paragraph {line.place}"))
            line.text = ""
    return decisions


def _remove(lines: list[Line]) -> None:
    for line in lines:
        if line.nodes is None:
            line.element.extract()
            continue
        for node in line.nodes:
            after = node.next_sibling
            node.extract()
            if getattr(after, "name", None) == "br" and after is not None:
                after.extract()
