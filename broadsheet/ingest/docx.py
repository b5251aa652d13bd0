"""Word's documents: mammoth reads what they mean by their styles, and what it passes over is reported here."""

import io
import re
from collections.abc import Iterator
from typing import IO, Any

import msgspec

from broadsheet.ingest.document import Document, manuscript_of
from broadsheet.ingest.formats import Item, Known, RawSource, UnreadableError
from broadsheet.ingest.manuscript import Action, Decision, Manuscript, Passed
from broadsheet.ingest.package import Package, opened
from broadsheet.ingest.pictures import Picture, attached

_STYLES = """
p[style-name='Title'] => p.title:fresh
p[style-name='Headline'] => p.title:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='Dek'] => p.subtitle:fresh
p[style-name='Standfirst'] => p.subtitle:fresh
p[style-name='Byline'] => p.byline:fresh
p[style-name='Quote'] => blockquote:fresh > p:fresh
p[style-name='Quotations'] => blockquote:fresh > p:fresh
p[style-name='Block Text'] => blockquote:fresh > p:fresh
p[style-name='Intense Quote'] => blockquote.pullquote:fresh > p:fresh
p[style-name='Pull Quote'] => blockquote.pullquote:fresh > p:fresh
"""
_FIRST = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/document.xml", b"customXml/")
_BODY = "word/document.xml"
_NAMELESS = re.compile(r"(?:microsoft word\b.*|document\s*\d*|dokument\s*\d*|untitled.*|normal\.dotm?|\s*)", re.I)
_DELETED = re.compile(rb"<w:delText[^<>]*>([^<]*)</w:delText>")
_TYPED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)|<\x00!\x00\s?\x00?[DE]\x00")
_MOST = 300_000_000


class Docx:
    """A document of Word, or of what else saves as .docx."""

    name = "Word"

    def recognise(self, head: bytes, name: str) -> float:
        """By the parts that a .docx begins with, else by its name."""
        if not head.startswith(b"PK\x03\x04"):
            return 0
        if name.lower().endswith((".docx", ".docm")):
            return 0.95
        return (
            0.95 if head[30:].startswith(_FIRST) and b"word/" in head else 0
        )  # a folder in a zip may be called so too

    def edge_lines(self, raw: RawSource) -> list[str]:
        """None: it has no furniture."""
        return []

    def items(self, raw: RawSource, known: Known) -> Iterator[Item | Passed]:
        """The document itself."""
        yield Item()

    def manuscript(self, item: Item, raw: RawSource, known: Known) -> Manuscript | Passed:
        """The one article in it."""
        if raw.size > _MOST:
            raise UnreadableError("the document has more than 300 MB", "take the largest pictures out of it")
        with raw.open() as stream:
            return read(stream, raw, known)


def read(stream: IO[bytes], raw: RawSource, known: Known) -> Manuscript:
    """The article in a document, wherever that came from (a file, a mail)."""
    with opened(stream) as package:
        whole = package.text(_BODY)
        if not whole:
            raise UnreadableError("there is no text in this document", "save it again as a Word document (.docx)")
        for name in package.names:
            if name.endswith((".xml", ".rels")) and _TYPED.search(package.text(name)):
                raise UnreadableError(f"its part {name} has a DTD, which Word never writes", "save the document again")
        decisions, review = _passed_over(package, whole)
        properties = _properties(package)
    stream.seek(0)
    html, pictures = _html(stream)
    title = properties.get("title", "")
    document = Document(
        html=html,
        title="" if _NAMELESS.fullmatch(title) else title,
        titled="title in the document's properties",
        decisions=tuple(decisions),
        review=tuple(review),
    )
    made = manuscript_of(document, raw, known, pictures.get)
    return _maker(made, properties.get("creator", ""))


def _html(stream: IO[bytes]) -> tuple[str, dict[str, Picture]]:
    """The text as HTML, and its pictures by the names that stand in there."""
    import mammoth

    pictures: dict[str, Picture] = {}
    count = 0

    def show(image: Any) -> dict[str, str]:
        nonlocal count
        count += 1
        kind = re.sub(r"[^\w.+-]", "", str(image.content_type or "").rpartition("/")[2])
        name = f"picture-{count}.{kind}"
        with image.open() as data:
            picture = attached(data.read())
        if picture is not None:
            pictures[name] = picture
        return {"src": name}

    try:
        result = mammoth.convert_to_html(
            stream,
            style_map=_STYLES,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(show),
        )
    except RecursionError as problem:
        raise UnreadableError(
            "its tables are nested too deeply", "save the document again, or paste its text"
        ) from problem
    except Exception as problem:  # it raises whatever comes of the XML that it is given
        message = f"the document is damaged: {problem}"
        raise UnreadableError(message[:200], "save it again as a Word document (.docx)") from problem
    return str(result.value), pictures


def _passed_over(package: Package, whole: bytes) -> tuple[list[Decision], list[str]]:
    """What of a document isn't its text: comments, deleted words, the lines at the top and foot of its pages."""
    decisions: list[Decision] = []
    review: list[str] = []
    for comment in _xml(package.text("word/comments.xml")).iter("{*}comment"):
        said = " ".join("".join(comment.itertext("{*}t")).split())
        who = next((value for name, value in comment.attrib.items() if str(name).endswith("}author")), "")
        if said:
            decisions.append(Decision(0, "comment", Action.DROPPED, f"{who}: {said}"[:2000], path="word/comments.xml"))
            review.append(f"a comment in the document: {said[:300]}")
    deleted = b"".join(_DELETED.findall(whole)).decode("utf-8", "replace")
    if deleted.strip():
        decisions.append(Decision(0, "tracked-deletion", Action.DROPPED, deleted[:2000], path=_BODY))
        review.append("changes are tracked in the document: words that are marked as deleted were left out")
    if b"<w:ins " in whole:
        review.append("changes are tracked in the document: words that are marked as inserted were kept")
    for name in package.names:
        if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name):
            said = " ".join(" ".join(_xml(package.text(name)).itertext("{*}t")).split())
            if said:
                decisions.append(Decision(0, "page-edge", Action.DROPPED, said[:2000], path=name))
    return decisions, review


def _properties(package: Package) -> dict[str, str]:
    """What the document says of itself."""
    return {
        str(one.tag).rpartition("}")[2]: " ".join((one.text or "").split())
        for one in _xml(package.text("docProps/core.xml"))
        if isinstance(one.tag, str)
    }


def _xml(data: bytes) -> Any:
    """A part as a tree; an empty one where there is none that can be read."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.parse(io.BytesIO(data), parser).getroot() if data else None
    except etree.XMLSyntaxError:
        root = None
    return root if root is not None else etree.Element("none")


def _maker(made: Manuscript, creator: str) -> Manuscript:
    """Who made a file needn't have written what is in it: the editor is asked."""
    if not creator:
        return made
    asked = (f"is “{creator}” the author? The document was made by them",) if not made.authors else ()
    decision = Decision(0, "file-maker", Action.DROPPED, creator, path="docProps/core.xml/creator")
    whole: Manuscript = msgspec.structs.replace(
        made, review=(*made.review, *asked), decisions=(*made.decisions, decision)
    )
    return whole
