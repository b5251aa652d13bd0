"""HTML from a source to the body of an article: cleaned by nh3, converted by markdownify, nothing lost on the way."""

import msgspec

from broadsheet.article import Image
from broadsheet.ingest.manuscript import Decision
from broadsheet.ingest.pictures import Finder, Picture


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
    raise NotImplementedError
