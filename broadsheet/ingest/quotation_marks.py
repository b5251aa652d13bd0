"""Quotation marks that have no other: nothing is put in or taken out, the editor is asked."""

import re

from broadsheet.ingest.blocks import Block
from broadsheet.ingest.reading import Reading

_INCHES = re.compile(r"(?<=\d)\"")
_CURLY = re.compile('[„“”"]')
_SHOWN = 60
_QUESTION = "a quotation mark has no other, first in “{}”: is a word lost there?"


def ask(reading: Reading) -> None:
    """Asks once where marks don't pair; a quotation that goes on in the next paragraph has no end in this one."""
    left = [block for block in reading.blocks if not block.mark]
    found = [
        block
        for block, after in zip(left, [*left, None][1:], strict=True)
        if block.shape not in ("table", "code") and (block.prose or block.ends) and not _pair(block.text, after)
    ]
    for block in found:
        reading.ask(_QUESTION.format(found[0].text[:_SHOWN].strip()), block.line, "quotation-marks", block.text)


def _pair(text: str, after: Block | None) -> bool:
    """Whether each has another, of whatever shape: which ones belong together differs by language, and by keyboard."""
    begun = after.text[:1] if after else ""
    marks = _CURLY.findall(text)
    english = "„" not in marks and '"' not in marks and "“" in marks
    astray = english and marks.count("“") != marks.count("”")
    even = len(marks) % 2 == 0 or (len(marks) - len(_INCHES.findall(text))) % 2 == 0
    curly = even and not astray
    pointed = text.count("«") == text.count("»")
    return (curly or (begun != "" and begun in '„“”"')) and (pointed or (begun != "" and begun in "«»"))
