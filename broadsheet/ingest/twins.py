"""Telling the same text again, and one that is nearly the same, whatever it came in."""

import re

import msgspec

from broadsheet.ingest.files import hash_bytes
from broadsheet.ingest.manuscript import Manuscript

_OTHER = re.compile(r"[\W_]+")
_LONG = 200
"""From how many letters on a body says by itself that it is the same text."""
_PARAGRAPH = 60
_SKETCH = 6
"""How many paragraphs stand for all of a text: those whose hashes are the least, so the same ones of the same text."""
_MANY = 3


class Text(msgspec.Struct, frozen=True):
    """What a text is known by: the hash of its letters, and a few of its paragraphs."""

    letters: str = ""
    sketch: tuple[str, ...] = ()


def text_of(manuscript: Manuscript) -> Text:
    """What a manuscript's text is known by."""
    return Text(letters_of(manuscript), sketch_of(manuscript))


def letters_of(manuscript: Manuscript) -> str:
    """The hash of its letters; empty for a text without any, which is the same as no other."""
    body = _letters(manuscript.body)
    if len(body) < _LONG:
        body = "\n".join((_letters(manuscript.title), _letters(manuscript.dek), body)) if body else ""
    return hash_bytes(body.encode("utf-8", "replace")) if body else ""


def sketch_of(manuscript: Manuscript) -> tuple[str, ...]:
    """A few of the text's paragraphs, as hashes: texts that share most of these share most of their paragraphs."""
    paragraphs = (_letters(part) for part in re.split(r"\n\s*\n", manuscript.body))
    hashes = {hash_bytes(part.encode("utf-8", "replace"))[:12] for part in paragraphs if len(part) >= _PARAGRAPH}
    return tuple(sorted(hashes)[:_SKETCH])


def are_near(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two sketches share so much that their texts do."""
    least = min(len(one), len(other))
    return least >= _MANY and len(set(one) & set(other)) * 3 >= least * 2


def _letters(text: str) -> str:
    return _OTHER.sub("", text)
