"""HTML from a source to the body of an article: cleaned by nh3, converted by markdownify, nothing lost on the way."""

import re
from typing import TYPE_CHECKING

import msgspec

from broadsheet.article import Image
from broadsheet.ingest.html_tree import PULLED, is_named, tree
from broadsheet.ingest.manuscript import Action, Decision
from broadsheet.ingest.pictures import Finder, Picture

if TYPE_CHECKING:
    from bs4 import Tag
    from bs4.element import PageElement

    from broadsheet.ingest.html_markdown import Writer
    from broadsheet.ingest.html_pictures import Gallery


class Converted(msgspec.Struct, frozen=True):
    """A body in Markdown, and what came out of it.

    `lead` is the picture that stood before all text, when it was asked for; its `src` is empty where the file didn't
    come along. `media` are the pictures that the body and `lead` name. `decisions` and `review` are for the manuscript.
    """

    body: str = ""
    lead: Image | None = None
    media: tuple[Picture, ...] = ()
    decisions: tuple[Decision, ...] = ()
    review: tuple[str, ...] = ()


def convert(html: str, find: Finder, *, path: str = "", base: str = "", lead: bool = True) -> Converted:
    """The body of an article in a piece of HTML, however broken.

    `find` tells which pictures came along; `path` is where the piece stands in its source, for the report; `base` is
    the address against which relative links are meant. With `lead`, a picture before all text isn't part of the body.
    """
    from broadsheet.ingest.html_markdown import Writer  # here: a build without new sources does without its libraries
    from broadsheet.ingest.html_pictures import Gallery

    if "<" not in html and "&" not in html and not html.strip():
        return Converted()
    body = tree(html)
    gallery = Gallery(find, path, base)
    first = _take_lead(body, gallery) if lead else None
    writer = Writer(gallery, base, path)
    if "pull" in html:
        _drop_repeated_quotes(body, writer)
    text = writer.write(body)
    _report_scripts(html, writer)
    return Converted(
        body=text,
        lead=first,
        media=tuple(gallery.media),
        decisions=(*gallery.decisions, *writer.decisions),
        review=(*gallery.review, *writer.review),
    )


def _take_lead(body: "Tag", gallery: "Gallery") -> Image | None:
    """The picture before all text, taken out of the tree with the figure around it."""
    from bs4.element import NavigableString, Tag

    from broadsheet.ingest.html_pictures import caption_of

    for node in body.descendants:
        if isinstance(node, NavigableString):
            if node.strip() and not any(_is_caption(parent) for parent in node.parents):
                return None
            continue
        if not isinstance(node, Tag):
            continue
        if node.name in ("iframe", "video", "audio", "table", "object", "embed"):
            return None
        if node.name == "img":
            figure = node.find_parent("figure") or node.find_parent(lambda one: is_named(one, "wp-caption", "figure"))
            if figure is not None and (len(figure.find_all("img")) > 1 or _holds_more(figure)):
                return None  # a gallery, or something with a picture in it
            caption, credit = caption_of(figure) if figure is not None else ("", "")
            image = gallery.image(node, caption, credit)
            if image is None:
                continue
            around = figure if figure is not None else node
            while around.parent is not None and around.parent is not body and _holds_only(around.parent, around):
                around = around.parent
            around.extract()
            return image if image.src or image.caption or image.credit else None
    return None


def _is_caption(element: "Tag") -> bool:
    return element.name == "figcaption" or is_named(element, "caption")


def _holds_more(figure: "Tag") -> bool:
    """Whether there is something in a figure besides its picture and its caption."""
    if figure.find(["iframe", "video", "audio", "table", "object", "embed", "blockquote"]) is not None:
        return True
    caption = figure.find("figcaption") or figure.find(_is_caption)
    words = sum(len(_letters(text)) for text in figure.find_all(string=True))
    return words > (len(_letters(caption.get_text())) if caption is not None else 0)


def _holds_only(parent: "Tag", child: "Tag") -> bool:
    return not parent.get_text(strip=True).replace(child.get_text(strip=True), "", 1) and len(
        parent.find_all("img")
    ) == len(child.find_all("img") if child.name != "img" else [child])


def _drop_repeated_quotes(body: "Tag", writer: "Writer") -> None:
    """A pull quote says again what the text says: the copy goes."""
    pulled = body.find_all(lambda one: is_named(one, *PULLED))
    if not pulled:
        return
    said = {id(quote): _letters(quote.get_text()) for quote in pulled}
    whole = _letters("".join(str(text) for text in body.find_all(string=True) if not _within(text, said)))
    before: set[str] = set()
    for quote in pulled:
        words = said[id(quote)]
        if words and not _within(quote, said) and (words in whole or words in before):
            writer.note("pull-quote-repeated", Action.DROPPED, " ".join(quote.get_text(" ").split()))
            quote.extract()
        before.add(words)


def _within(node: "PageElement", known: dict[int, str]) -> bool:
    """Whether one of the known elements holds it."""
    return any(id(parent) in known for parent in node.parents)


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum()).casefold()


def _report_scripts(html: str, writer: "Writer") -> None:
    for name in ("script", "style"):
        count = len(re.findall(rf"<{name}\b", html, re.I))
        if count:
            writer.note("active-html", Action.DROPPED, f"<{name}> ({count} times)")
