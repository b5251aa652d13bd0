"""What stood on the page and can't be in its text: galleries, videos, charts, of which only some words were copied."""

import re

from broadsheet.ingest.blocks import Block
from broadsheet.ingest.reading import Reading
from broadsheet.ingest.words import fold

_COUNT = re.compile(r"^\D{1,30}\d{1,4}\D{1,8}(\d{1,4})\D{0,3}$")
"""`Image 1 of 9`."""
_CLOCK = re.compile(r"\d:\d\d\s*/\s*\d{1,2}:\d\d")
_LEAST_STUB = 4
"""How many words say that a video isn't there; fewer are a button."""
_LONGEST_SOURCE = 25


def ask(reading: Reading, start: int, stop: int) -> None:
    """Asks about what the lines that went say of it; `start` and `stop` bound the text."""
    marks: list[Block] = []
    for block in reading.blocks[max(0, start - 3) : stop + 3]:
        if block.mark == "placeholder":
            _placeholder(reading, block, marks)
        elif block.mark == "junk-line" and reading.every.has("gallery", block.text):
            reading.ask("a gallery is missing", block.line, "gallery", block.text)
        elif block.mark == "junk-line" and block.words >= _LEAST_STUB and reading.every.has("video", block.text):
            reading.ask("a video is missing", block.line, "video-stub", block.text)


def _placeholder(reading: Reading, block: Block, marks: list[Block]) -> None:
    count = _COUNT.match(block.text)
    if _CLOCK.search(block.text):
        reading.ask("a video or a recording is missing", block.line, "video-stub", block.text)
    elif count and int(count[1]) > 1:
        reading.ask(f"a gallery of {int(count[1])} pictures is missing", block.line, "gallery", block.text)
    elif not count:
        marks.append(block)
        if len(marks) > 1:
            reading.ask("several pictures are missing", block.line, "gallery", block.text)


def take_figure(reading: Reading, block: Block) -> bool:
    """`Source: Varga Census` below a chart stays, as a line of its own; who drew the chart goes with it."""
    words, text = reading.every, block.text
    label = words.label("figure_source", text)
    if label and label[1] and block.words <= _LONGEST_SOURCE and not block.prose:
        reading.shape(block, "figure-source", "line", 0.7)
        return True
    drawn = words.label("interactive", text)
    if drawn and drawn[1] and block.words <= _LONGEST_SOURCE // 2 and not block.ends and fold(drawn[1])[:1].isalpha():
        reading.drop(block, "chart-stub", 0.7)
        reading.ask(f"a chart or map is missing: {text}", block.line, "chart-stub", text)
        return True
    return False
