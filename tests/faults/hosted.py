"""What is hosted, read as strangers read it: whether each file is whole, and where its links lead."""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree
from PIL import Image

from tests.faults.newsroom import URL

Tree = dict[str, bytes]
"""Files by address."""

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_LINKING = frozenset({"href", "src", "poster", "data", "data-src", "data-href"})
_META = frozenset({"og:image", "og:url", "og:audio", "og:video", "twitter:image"})
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".ico")
_CSS = re.compile(rb"url\(\s*['\"]?([^'\")]+)")


@dataclass(slots=True)
class Inspected:
    """What a file says: its links as they stand there, and what isn't whole about it (empty where all is)."""

    links: tuple[str, ...] = ()
    wrong: str = ""


@dataclass
class _Page(HTMLParser):
    """Reads HTML strictly: each element that is opened is closed, in order."""

    links: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    wrong: str = ""
    _data: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.links += [value for name, value in values.items() if name in _LINKING and value]
        for name in ("srcset", "imagesrcset"):
            self.links += [part.split()[0] for part in values.get(name, "").split(",") if part.strip()]
        if tag == "meta" and (values.get("property") or values.get("name")) in _META:
            self.links.append(values.get("content", ""))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "li") and tag not in self.open:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong = self.wrong or f"</{tag}> closes what isn't open"


@lru_cache(maxsize=4096)
def inspected(ending: str, data: bytes) -> Inspected:
    """What a file with that ending says."""
    try:
        if ending == ".html":
            return _html(data)
        if ending in (".xml", ".xsl", ".svg"):
            return _xml(data)
        if ending in (".json", ".webmanifest"):
            return Inspected(tuple(_strings(json.loads(data))))
        if ending in _PICTURES:
            with Image.open(io.BytesIO(data)) as image:
                image.load()
        if ending == ".css":
            return Inspected(tuple(found.decode() for found in _CSS.findall(data) if not found.startswith(b"data:")))
        if ending == ".txt":
            return Inspected(tuple(re.findall(rf"{URL}/\S*", data.decode())))
    except (ValueError, OSError, SyntaxError, etree.XMLSyntaxError) as mistake:
        return Inspected(wrong=f"{type(mistake).__name__}: {mistake}")
    return Inspected()


def wrong_files(tree: Tree) -> dict[str, str]:
    """The files that aren't whole, and why."""
    found = {address: inspected(ending_of(address), data).wrong for address, data in tree.items()}
    return {address: wrong for address, wrong in found.items() if wrong}


def ending_of(address: str) -> str:
    """The ending of a file's name, with its dot."""
    name = address.rpartition("/")[2]
    return name[name.rfind(".") :].lower() if "." in name else ""


def links_of(address: str, data: bytes) -> Iterator[tuple[str, str]]:
    """The links of a file to files of the same site: each as it's written, and the address that it leads to."""
    for link in inspected(ending_of(address), data).links:
        parts = urlsplit(urljoin(URL + address, link.strip()))
        if parts.scheme in ("http", "https") and parts.netloc == urlsplit(URL).netloc:
            path = unquote(parts.path) or "/"
            yield link, path + "index.html" if path.endswith("/") else path


def broken_links(tree: Tree, known: set[str]) -> list[tuple[str, str]]:
    """The links to nowhere in the files that readers know, or come to from these."""
    found, seen, left = [], set(known), [address for address in sorted(known) if address in tree]
    while left:
        address = left.pop()
        for link, target in links_of(address, tree[address]):
            if target not in tree:
                found.append((address, link))
            elif target not in seen:
                seen.add(target)
                left.append(target)
    return found


def _html(data: bytes) -> Inspected:
    text = data.decode("utf-8")
    page = _Page()
    page.feed(text)
    page.close()
    wrong = page.wrong or (f"<{page.open[-1]}> is never closed" if page.open else "")
    if text.lstrip().lower().startswith("<!doctype html") and "<html" in text and not text.rstrip().endswith("</html>"):
        wrong = wrong or "it ends before </html>"
    return Inspected(tuple(page.links), wrong)


def _xml(data: bytes) -> Inspected:
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    links = []
    for node in root.iter():
        if not isinstance(node.tag, str):
            links += (
                re.findall(r'href="([^"]+)"', node.text or "") if isinstance(node, etree._ProcessingInstruction) else []
            )
            continue
        links += [str(value) for name, value in node.attrib.items() if name in ("href", "url", "src")]
        text = (node.text or "").strip()
        if text.startswith(f"{URL}/") and not re.search(r"\s", text):
            links.append(text)
        elif "<" in text and etree.QName(node).localname in ("encoded", "content", "description", "summary"):
            links += _html(text.encode()).links
    return Inspected(tuple(link for link in links if not link.startswith("{")))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if value.startswith(f"{URL}/") and not re.search(r"[\s<]", value):
            yield value
        elif "</" in value:
            yield from _html(value.encode()).links
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
