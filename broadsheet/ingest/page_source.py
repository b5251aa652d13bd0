"""A saved page as a tree: its bytes decoded as browsers do, taken out of an archive or a view of its source."""

import codecs
import email
import email.policy
import re
from email.message import EmailMessage
from typing import TYPE_CHECKING

import msgspec

from broadsheet.entities import bounded, unescape
from broadsheet.ingest.decode import decode
from broadsheet.ingest.formats import UnreadableError
from broadsheet.ingest.manuscript import Action, Decision
from broadsheet.ingest.pictures import Picture, attached

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"<meta\b[^>]{0,200}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
}
"""What pages mean by these names, as browsers read them."""
_DECLARED_IN = 4096
_AS_TEXT = "take the article out of it, as text"
_MOST_TAGS = 200_000
"""Twenty times what the heaviest pages of newspapers have, with their end tags."""
_LINE = re.compile(r"<td\b[^<>]{0,200}\bclass=\"line-content\"[^<>]{0,200}>(.*?)</td>", re.I | re.S)
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
    r"|&#(?:0{0,9}(?:[0-8]|1[14-9]|2\d|3[01])(?!\d)|[xX]0{0,9}(?:[0-8bBeEfF]|1[0-9a-fA-F])(?![0-9a-fA-F]));?"
)
_PAGE_BREAK = re.compile(r"\x0c|&#(?:0{0,9}12(?!\d)|[xX]0{0,9}[cC](?![0-9a-fA-F]));?")
"""White space to browsers, and nothing that lxml lets stand in a text."""
_TAG = re.compile(r"<[^<>]{0,10000}>")
_SAVED_FROM = re.compile(r"<!--\s*saved from url=(?:\(\d{1,6}\))?(https?://[^\s<>]{1,2000})\s*-->", re.I)
_SINGLE_FILE = re.compile(r"<!--\s*Page saved with SingleFile\s+url:\s*(https?://\S{1,2000})", re.I)


class PageSource(msgspec.Struct, frozen=True):
    """A page's HTML, the address that it was saved from where the file says so, and pictures that lie in the file."""

    html: str
    url: str = ""
    pictures: dict[str, Picture] = {}
    decisions: tuple[Decision, ...] = ()


def is_archive(head: bytes) -> bool:
    """Whether a file that begins so is a web archive (.mht, .mhtml) of one page, and no mail to somebody."""
    start = head[:4000].lower().replace(b"\r\n", b"\n").lstrip().partition(b"\n\n")[0]
    mail = re.search(rb"^(?:to|received|message-id):", start, re.M)
    return b"multipart/related" in start and b"mime-version:" in start and not mail


def read(data: bytes) -> PageSource:
    """The page in the bytes of a source."""
    if is_archive(data):
        return _archived(data)
    html, decisions = text_of(data)
    if not html.strip():
        raise UnreadableError("the source is empty", "take it out of the folder, or save the page again")
    lines = _LINE.findall(html)
    if len(lines) > 3 and html.count("line-content") >= len(lines):
        html = "\n".join(unescape(_TAG.sub("", line)) for line in lines)
        html = _CONTROL.sub("", _PAGE_BREAK.sub(" ", html))
        decisions.append(
            Decision(0, "view-source", Action.KEPT, f"a browser's view of a source, of {len(lines)} lines")
        )
    saved = _SAVED_FROM.search(html[:20000]) or _SINGLE_FILE.search(html[:20000])
    return PageSource(html, saved[1] if saved else "", decisions=tuple(decisions))


def text_of(data: bytes, declared: str = "") -> tuple[str, list[Decision]]:
    """The text of a page, without the control characters that no text has."""
    text, decisions = _decoded(data, declared)
    text, controls = _CONTROL.subn("", _PAGE_BREAK.sub(" ", bounded(text)))
    if controls:
        decisions.append(Decision(0, "control-characters", Action.SPACED, f"{controls} of them"))
    return text, decisions


def _decoded(data: bytes, declared: str) -> tuple[str, list[Decision]]:
    """UTF-8 where it can be, else what the page says it is in, else what it likeliest is."""
    if not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-8"), []
        except UnicodeDecodeError:
            pass
        found = _CHARSET.search(data[:_DECLARED_IN])
        if encoding := _codec(declared or (found[1].decode("ascii") if found else "")):
            try:
                text = data.decode(encoding)
            except (UnicodeError, LookupError):
                text = ""
            if text:
                return text, [Decision(0, "encoding", Action.SPACED, "", encoding, 0.95)]
    text, _, decisions = decode(data)
    return text, decisions


def _codec(name: str) -> str:
    """The codec that a declared name means; empty for what isn't one, or can't be (it was strict UTF-8 before)."""
    try:
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    return "" if codec in ("utf-8", "utf-16", "utf-32", "utf-7", "idna", "punycode") else _WIDER.get(codec, codec)


def _archived(data: bytes) -> PageSource:
    """The page in a web archive: its first part that is HTML; its pictures are known by their addresses."""
    whole = email.message_from_bytes(data, policy=email.policy.default)
    html, url = "", _header(whole, "Snapshot-Content-Location")
    pictures: dict[str, Picture] = {}
    decisions: list[Decision] = []
    try:
        for part in whole.walk():
            if part.is_multipart():
                continue
            content = part.get_payload(decode=True)
            if not isinstance(content, bytes):
                continue
            where = _header(part, "Content-Location")
            if part.get_content_type() == "text/html" and not html:
                html, decisions = text_of(content, str(part.get_content_charset() or ""))
                url = where or url
            elif part.get_content_maintype() == "image" and (picture := attached(content)):
                for name in (where, "cid:" + _header(part, "Content-ID").strip("<>")):
                    if name not in ("", "cid:"):
                        pictures[name] = picture
    except (ValueError, LookupError, KeyError, AttributeError, TypeError, IndexError) as problem:
        raise UnreadableError(f"this web archive is damaged: {problem}", "save the page again, as HTML") from problem
    if not html.strip():
        raise UnreadableError("this web archive holds no page", "save the page again, as HTML")
    return PageSource(html, url if url.startswith("http") else "", pictures, tuple(decisions))


def _header(part: EmailMessage, name: str) -> str:
    value = part.get(name)
    return "" if value is None else str(value).strip()


def tree_of(html: str) -> "HtmlElement":
    """The page as a tree, however broken it is."""
    from lxml import etree
    from lxml import html as lxml_html

    if html.count("<") > _MOST_TAGS:
        raise UnreadableError(
            f"this page has {html.count('<'):,} tags, more than the {_MOST_TAGS:,} that one may have",
            _AS_TEXT,
        )
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_pis=True, no_network=True)
    try:
        root = lxml_html.document_fromstring(html.encode("utf-8", "replace"), parser=parser, ensure_head_body=True)
    except (etree.LxmlError, ValueError, AssertionError) as problem:
        raise UnreadableError("no page could be made out in this", "save the page again, as HTML") from problem
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        # What lies deeper isn't in the tree, and nobody would be told.
        raise UnreadableError("this page's elements are nested too deep to be read whole", _AS_TEXT)
    return root
