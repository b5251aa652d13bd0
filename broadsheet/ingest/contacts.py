"""Addresses and numbers at which reporters and newsrooms are reached: they don't go out unless an editor says so."""

import re

from broadsheet.ingest.blocks import Block
from broadsheet.ingest.reading import Reading

_MAIL = re.compile(r"\w@[\w-]{1,63}\.\w")
_HANDLE = re.compile(r"(?<!\S)\(?@\w{2,30}\b")
_NUMBER = re.compile(r"(?<![\w.,])(?:\+\d|\(?0\d|\d{3}[ -]\d)[\d ()/-]{5,18}\d(?![\w.,]?\d)")
_LONGEST = 20
"""How many words a line has at most that says how somebody is reached."""
_LAST = 3
"""How many lines at the end of the text may be such."""
LEFT_OUT = "how to reach the reporter or the newsroom was left out"
_IN_NOTE = "an address or a number stands in the note about the author: may it go out?"
_KEPT = "is this address or number meant for readers? {}"


def read(reading: Reading, start: int, stop: int) -> None:
    """Takes such lines out at the end of the text, and says where others went before; it is bound by the places."""
    for place, block in enumerate(reading.blocks[: stop + 6]):
        if place < start - 8 or block.mark not in ("address", "prompt"):
            continue
        edge = place < start + 2 or place >= stop - 2
        # Among the paragraphs, a name of an account alone is what is left of a post.
        if is_private(block.text) and (edge or not _HANDLE.fullmatch(block.text)):
            reading.ask(LEFT_OUT, block.line, "private-address", block.text)
    left = reading.open(start, stop + 6)
    for _, block in left[-_LAST:]:
        if block.words > _LONGEST or block.shape or not is_private(block.text):
            continue
        if _of_newsroom(reading, block):
            reading.drop(block, "contact", 0.8)
            reading.ask(LEFT_OUT, block.line, "private-address", block.text)
        elif not block.prose:
            reading.ask(_KEPT.format(block.text), block.line, "address-kept", block.text)
    for note in reading.fields.notes:
        if note.kind == "author" and is_private(note.text):
            reading.ask(_IN_NOTE)


def is_private(text: str) -> bool:
    """Whether a mail address, a handle or a telephone number stands in it."""
    return bool(("@" in text and (_MAIL.search(text) or _HANDLE.search(text))) or _NUMBER.search(text))


def _of_newsroom(reading: Reading, block: Block) -> bool:
    """Whether the line begins as such lines do, or names the author."""
    folded = block.text.casefold()
    named = any(" " in name and name.casefold() in folded for name in reading.fields.authors)
    return (named and len(block.text) < 160) or bool(reading.every.start("contact", block.text))
