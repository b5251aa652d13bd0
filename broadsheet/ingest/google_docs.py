"""Documents of Google Docs, as its export "Web page" writes them: an HTML file, or a zip of one and its pictures."""

import re
import zlib
from collections.abc import Iterator
from posixpath import basename, normpath
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from broadsheet.ingest import companions
from broadsheet.ingest.decode import decode
from broadsheet.ingest.document import Document, manuscript_of
from broadsheet.ingest.formats import Item, Known, RawSource, UnreadableError
from broadsheet.ingest.html_tree import page
from broadsheet.ingest.manuscript import Action, Decision, Manuscript, Passed
from broadsheet.ingest.package import Package, opened
from broadsheet.ingest.pictures import Picture, attached

_MOST = 20_000_000
_MARKS = re.compile(rb"doc-content|lst-kix_|themes\.googleusercontent\.com/fonts|docs-internal-guid")
_RULE = re.compile(r"\.([\w-]+)\s*\{([^{}]*)\}")
_LIST = re.compile(r"lst-kix_(\w+)-(\d)")
_NOTE = re.compile(r"cmnt\d+")
_STYLES = (
    ("strong", re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")),
    ("em", re.compile(r"font-style\s*:\s*italic")),
    ("s", re.compile(r"text-decoration[\w-]{0,20}\s{0,9}:[^;]{0,200}line-through")),
    ("sup", re.compile(r"vertical-align\s*:\s*super")),
    ("sub", re.compile(r"vertical-align\s*:\s*sub\b")),
)
_LIGHT = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)")


class GoogleDocs:
    """A document of Google Docs."""

    name = "Google Docs"

    def recognise(self, head: bytes, name: str) -> float:
        """By the classes that its export gives to everything, in the page itself or in the one that is zipped."""
        if head.startswith(b"PK\x03\x04"):
            return 0.92 if _MARKS.search(_zipped(head)) else 0
        page = re.search(rb"<html\b|<style\b|<b\b", head[:4096], re.I)
        return 0.95 if page and _MARKS.search(head) else 0

    def edge_lines(self, raw: RawSource) -> list[str]:
        """None: it has no furniture."""
        return []

    def items(self, raw: RawSource, known: Known) -> Iterator[Item | Passed]:
        """The document itself."""
        yield Item()

    def manuscript(self, item: Item, raw: RawSource, known: Known) -> Manuscript | Passed:
        """The one article in it."""
        if not raw.head().startswith(b"PK"):
            if raw.size > _MOST:
                raise UnreadableError(f"the page has {raw.size / 1e6:,.1f} MB, more than 20", "split the document")
            text, _, decisions = decode(raw.read_bytes())
            return manuscript_of(document_of(text, tuple(decisions)), raw, known, companions.finder(raw))
        with raw.open() as stream, opened(stream) as package:
            pages = [name for name in package.names if name.lower().endswith((".html", ".htm"))]
            if len(pages) != 1:
                raise UnreadableError(f"there are {len(pages)} pages in the zip", "export each document by itself")
            text, _, decisions = decode(package.text(pages[0]))
            document = document_of(text, tuple(decisions))
            return manuscript_of(document, raw, known, lambda address: _along(package, pages[0], address))


def _zipped(head: bytes) -> bytes:
    """The start of the page in a zip, as far as it lies in its first bytes; nothing where other files lie there too."""
    page = b""
    for found in re.finditer(rb"PK\x03\x04", head):
        start = found.start()
        method = int.from_bytes(head[start + 8 : start + 10], "little")
        length = int.from_bytes(head[start + 26 : start + 28], "little")
        extra = int.from_bytes(head[start + 28 : start + 30], "little")
        name = head[start + 30 : start + 30 + length].lower()
        if name.endswith((b".html", b".htm")) and b"/" not in name and not page:
            packed = head[start + 30 + length + extra :]
            try:
                page = zlib.decompressobj(-15).decompress(packed, 65536) if method == 8 else packed
            except zlib.error:
                return b""
        elif not name.startswith(b"images/"):
            return b""
    return page


def _along(package: Package, page: str, address: str) -> Picture | None:
    """The picture that a page in a zip names; nothing outside the zip is ever looked at."""
    if re.match(r"\w+:", address):
        return None
    path = normpath(f"{page.rpartition('/')[0]}/{unquote(address)}".lstrip("/"))
    known = path if path in package.names else next((n for n in package.names if basename(n) == basename(path)), "")
    return attached(package.picture(known)) if known else None


def document_of(html: str, decisions: tuple[Decision, ...] = ()) -> Document:
    """A page of the export as a document: styles as elements, lists nested, links as they were typed."""
    from lxml import html as reader

    made: list[Decision] = list(decisions)
    review: list[str] = []
    root = page(html)
    rules = {name: rule for style in root.iter("style") for name, rule in _RULE.findall(style.text_content())}
    _comments(root, made, review)
    _links(root, made)
    _stress(root, rules)
    _nest(root)
    title = " ".join((root.findtext(".//title") or "").split())
    for element in list(root.iter("style", "title", "meta")):
        element.drop_tree()
    text = reader.tostring(root, encoding="unicode")
    return Document(html=text, title=title, titled="document's name", decisions=tuple(made), review=tuple(review))


def _comments(root: Any, decisions: list[Decision], review: list[str]) -> None:
    """Comments of editors aren't the article's; they are reported, since they may say what is still to be done."""
    for link in list(root.iter("a")):
        name = link.get("id") or link.get("name") or ""
        if _NOTE.fullmatch(name):
            box = next((one for one in link.iterancestors("p", "div") if one.tag in ("p", "div")), link)
            while box.getparent() is not None and box.getparent().tag == "div" and len(box.getparent()) == 1:
                box = box.getparent()
            said = " ".join(re.sub(r"^\s*\[\w+\]", "", box.text_content()).split())
            if box.getparent() is not None:
                box.drop_tree()
            decisions.append(Decision(0, "comment", Action.DROPPED, said[:2000], path=name))
            review.append(f"a comment in the document: {said[:300]}")
        elif re.fullmatch(r"#cmnt\d+", link.get("href") or ""):
            mark = link.getparent() if link.getparent() is not None and link.getparent().tag == "sup" else link
            if mark.getparent() is not None:  # else it went with another mark that it stood in
                mark.drop_tree()


def _links(root: Any, decisions: list[Decision]) -> None:
    """Google leads all links through itself."""
    for link in root.iter("a"):
        href = link.get("href") or ""
        try:
            parts = urlsplit(href)
        except ValueError:
            continue
        if parts.hostname in ("www.google.com", "google.com") and parts.path == "/url":
            query = parse_qs(parts.query)
            if target := (query.get("q") or query.get("url") or [""])[0]:
                link.set("href", target)
                decisions.append(Decision(0, "redirect", Action.SPACED, href[:400], target[:400]))


def _stress(root: Any, rules: dict[str, str]) -> None:
    """What is bold or italic by a class or a style is so by an element."""
    for element in list(root.iter("span", "b")):
        style = ";".join(
            [*(rules.get(name, "") for name in (element.get("class") or "").split()), element.get("style") or ""]
        )
        if element.tag == "b":
            if _LIGHT.search(style):
                element.tag = "div"  # what a browser copies out of a document stands in one
            continue
        if not element.text_content().strip():
            continue
        for name, pattern in _STYLES:
            if pattern.search(style):
                _inside(element, name)


def _inside(element: Any, name: str) -> None:
    """Puts an element around all that another holds."""
    inner = element.makeelement(name)
    inner.text, element.text = element.text, None
    for child in list(element):
        inner.append(child)
    element.append(inner)


def _nest(root: Any) -> None:
    """The export writes a list within a list beside it: it goes where it belongs."""
    last: dict[int, Any] = {}
    before: Any = None
    for one in list(root.iter("ul", "ol")):
        found = _LIST.search(one.get("class") or "")
        if not found or one.getparent() is None:
            continue
        level = int(found[2])
        if before is None or one.getprevious() is not before or (before.tail or "").strip():
            last = {}
            before = one
        else:
            parent = next((last[up] for up in range(level - 1, -1, -1) if up in last), None)
            same = last.get(level)
            if same is not None and same.tag == one.tag and "start" not in (one.get("class") or "").split():
                for item in list(one):
                    same.append(item)
                one.drop_tree()
                one = same
            elif parent is not None and len(parent):
                tail, one.tail = one.tail, None
                parent[-1].append(one)
                before.tail = tail
            else:
                before = one
        last = {up: kept for up, kept in last.items() if up < level} | {level: one}
