"""The lines above a headline: the outlet's name, a section, a kicker."""

from broadsheet.ingest import headline
from broadsheet.ingest.blocks import Block
from broadsheet.ingest.reading import Reading
from broadsheet.ingest.words import fold


def read(reading: Reading, place: int) -> None:
    """The lines above the headline: the section or kicker directly above it, and the outlet's name at the very top."""
    fields, blocks = reading.fields, reading.blocks
    sections = reading.sections
    above = [(p, b) for p, b in reading.open(0, place) if b.words <= 5 and not b.ends]
    first = next((p for p, b in enumerate(blocks) if b.text.strip()), 0)
    for at, block in above:
        folded = fold(block.text)
        if folded == fold(reading.known.settings.outlet.title):
            reading.drop(block, "own-name")
        elif folded in sections:
            if not fields.section:
                fields.section = sections[folded]
                reading.move(block, "section", "section", sections[folded])
            else:
                reading.drop(block, "section-repeated")
        elif at == first and _is_masthead(reading, block):
            fields.source_name = block.text
            reading.move(block, "masthead", "source", block.text, 0.8)
        elif (at == place - 1 or all(other.mark for other in blocks[at + 1 : place])) and not fields.kicker:
            fields.kicker = block.text
            reading.move(block, "kicker", "kicker", block.text, 0.7)


def _is_masthead(reading: Reading, block: Block) -> bool:
    """Whether a first line names an outlet: by a web name, a newspaper's word, or because the page says it again."""
    tokens = [fold(token) for token in block.text.split()]
    if headline.SITE_MARK.search(block.text) or headline.BRAND.search(block.text):
        return True
    if (
        len(tokens) >= 2
        and fold(block.text) not in reading.every["section"]
        and any(token in reading.every["outlet"] for token in tokens)
    ):
        return True
    again = [
        other
        for other in reading.blocks
        if other is not block and block.text in other.text and ("©" in other.text or headline.SUFFIX.match(other.text))
    ]
    return len(block.text) > 4 and bool(again)
