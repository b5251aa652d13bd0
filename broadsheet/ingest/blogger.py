"""Blogger exports, in both their kinds: the Atom file of its settings page, and the one of Google's Takeout."""

import re
from collections.abc import Iterator

from broadsheet.article import Source
from broadsheet.ingest.feeds import Channel, link_of, post_of
from broadsheet.ingest.formats import Item, Known, RawSource, UnreadableError
from broadsheet.ingest.manuscript import Action, Manuscript, Passed
from broadsheet.ingest.posts import manuscript_of, plain
from broadsheet.ingest.xml_items import Piece, elements
from broadsheet.ingest.xml_parse import parse, text_of

_KIND = re.compile(r"schemas\.google\.com/blogger/2008/kind#(\w{1,20})|<blogger:type>\s*(\w{1,20})")
_TITLE = re.compile(r"<title\b[^<>]{0,100}>([^<]{0,300})")
_ID = re.compile(r"<id>\s*([^<\s]{1,200})\s*</id>")
_LEFT_OUT = {
    "page": "a page, not a post: standing pages go to content/pages/",
    "comment": "a comment",
    "settings": "a setting of the blog",
    "template": "the blog's template",
}


class Blogger:
    """The format of Blogger's exports."""

    name = "Blogger export"

    def recognise(self, head: bytes, name: str) -> float:
        """By the kinds that Blogger gives its entries."""
        text = head.replace(b"\x00", b"")
        if b"<feed" not in text and b"<ns0:feed" not in text:
            return 0.0
        marks = (b"schemas.google.com/blogger/2008/kind#", b"<blogger:type>", b"<blogger:status>")
        return 0.96 if any(mark in text for mark in marks) else 0.0

    def edge_lines(self, raw: RawSource) -> list[str]:
        """None: a post holds its text and no page around it."""
        return []

    def items(self, raw: RawSource, known: Known) -> Iterator[Item | Passed]:
        """The posts; comments, pages, settings and the template are left out."""
        count, seen = 0, set[str]()
        for piece in elements(raw, {"entry"}):
            if isinstance(piece, Passed):
                yield piece
            elif piece.number:
                count += 1
                kind = _kind(piece)
                titled = _TITLE.search(piece.text)
                name = plain(plain(titled[1])) if titled else ""
                named = _ID.search(piece.text)
                if kind != "post":
                    yield Passed(piece.number, name, _LEFT_OUT.get(kind, f"of the kind “{kind}”, which isn't a post"))
                    continue
                yield Item(piece.number, name, (piece, named is None or named[1] not in seen))
                seen.add(named[1] if named else "")
        if not count:
            raise UnreadableError("this Blogger export has no posts in it", "export again: Settings, Back up content")

    def manuscript(self, item: Item, raw: RawSource, known: Known) -> Manuscript | Passed:
        """The article of one post."""
        piece, first = item.value
        root, decisions = parse(piece)
        for mark in [one for one in root.iterfind("{*}category") if one.get("scheme", "").endswith("g/2005#kind")]:
            root.remove(mark)
        post = post_of(root, Channel(), known.settings)
        post.decisions[:0] = decisions
        post.review = [line for line in post.review if not line.startswith("the feed ")]
        post.source, post.updated = Source(), None
        if saved := text_of(root.find("{*}updated")):
            post.note("last-saved", Action.DROPPED, saved, "updated")
        if not first:
            post.id = ""
        filename = text_of(root.find("{*}filename"))
        link = filename or link_of(root)
        post.slug = link.rpartition("/")[2].removesuffix(".html")
        draft = text_of(root.find("{*}control/{*}draft")) == "yes" or text_of(root.find("{*}status")) == "DRAFT"
        state = text_of(root.find("{*}status"))
        if draft:
            post.hold("a draft in Blogger")
            post.date, post.links = None, []
        else:
            post.links = [link]
            if state not in ("", "LIVE", "PUBLISHED", "SCHEDULED"):
                post.hold(f"its state in Blogger is “{state}”")
        if about := text_of(root.find("{*}metaDescription")):
            post.dek = about
        if piece.cut:
            post.hold("the export breaks off in this post")
        post.places |= {"date": "published", "id": "id", "dek": "blogger:metaDescription"}
        return manuscript_of(post, item, raw, known, "entry")


def _kind(piece: Piece) -> str:
    found = _KIND.search(piece.text)
    return (found[1] or found[2]).lower() if found else "post"
