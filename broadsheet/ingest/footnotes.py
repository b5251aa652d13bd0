"""Footnotes in plain text: a mark `[2]` in a paragraph, and below the text the note `[2] ...` that belongs to it."""

import re

from broadsheet.ingest.blocks import Block
from broadsheet.ingest.reading import Reading

_NOTE = re.compile(r"^\[(\d{1,3})\][.:]?\s+(?=\S)")
MARK = re.compile(r"(?<=[\w.,;:!?\"”’»)…%])\[(\d{1,3})\]")
_EDIT = re.compile(
    r"\s?\[(?:edit|editar|editar código|bearbeiten|modifier|modifica|modifica wikitesto)"
    r"(?: ?\| ?(?:edit source|quelltext bearbeiten|modifier le code|editar código-fonte|modifica wikitesto))?\]$",
    re.I,
)


def shape(reading: Reading, blocks: list[Block]) -> None:
    """Shapes the notes that a mark above them leads to; a mark without a note, and a note without a mark, stay text."""
    for block in blocks:
        if match := _EDIT.search(block.text):
            reading.spaced(block.line, "edit-mark", match.group().strip(), "")
            block.text = block.text[: match.start()]
    notes: dict[str, int] = {}
    for place, block in enumerate(blocks):
        if (match := _NOTE.match(block.text)) and not block.shape:
            if match[1] in notes:
                return
            notes[match[1]] = place
    marked: set[str] = set()
    for place, block in enumerate(blocks):
        if block.shape not in ("footnote", "code"):
            marked.update(one for one in MARK.findall(block.text) if notes.get(one, -1) > place)
    reading.footnotes = marked
    for number in sorted(marked, key=int):
        reading.shape(blocks[notes[number]], "footnote", "footnote", 0.9)


def number_and_text(text: str) -> tuple[str, str]:
    """The number of a note and what it says."""
    match = _NOTE.match(text)
    return (match[1], text[match.end() :]) if match else ("", text)
