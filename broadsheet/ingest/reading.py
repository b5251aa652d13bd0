"""A plain text while it is read: its blocks, and what has been found and decided so far."""

import msgspec

from broadsheet.article import Correction, Image, Note, When
from broadsheet.ingest.blocks import Block
from broadsheet.ingest.formats import Known
from broadsheet.ingest.manuscript import Action, Decision
from broadsheet.ingest.words import Words, fold


class Fields(msgspec.Struct):
    """The front matter found so far."""

    title: str = ""
    dek: str = ""
    kicker: str = ""
    section: str = ""
    authors: list[str] = []
    tags: list[str] = []
    date: When | None = None
    updated: When | None = None
    embargo: When | None = None
    lang: str = ""
    label: str = ""
    image: Image | None = None
    corrections: list[Correction] = []
    notes: list[Note] = []
    agency: str = ""
    dateline: str = ""
    contributors: list[str] = []
    canonical: str = ""
    access: str = ""
    source_name: str = ""
    given: dict[str, str] = {}
    """The keys that a header of the source itself gave; nothing is guessed for them."""


class Reading:
    """Blocks in order, and the ways to decide about one: each leaves a Decision behind."""

    def __init__(self, blocks: list[Block], known: Known, words: Words, every: Words) -> None:
        self.blocks = blocks
        self.known = known
        self.words = words
        """The lists of the source's own language, the outlet's and English."""
        self.every = every
        """The lists of all languages."""
        self.sections = {fold(word): one.id for one in known.settings.sections for word in (one.id, one.title)}
        """The ids of the outlet's sections by the names that a source may give them."""
        self.fields = Fields()
        self.decisions: list[Decision] = []
        self.review: list[str] = []
        self.draft: list[str] = []
        self.footnotes: set[str] = set()
        """The numbers of the footnotes: marks in the text that a note belongs to."""

    def drop(self, block: Block, rule: str, confidence: float = 0.9) -> None:
        """The block isn't part of the article."""
        block.mark = rule
        self.decisions.append(Decision(block.line, rule, Action.DROPPED, block.text, "", confidence))

    def move(self, block: Block, rule: str, field: str, value: str, confidence: float = 0.9) -> None:
        """The block went to the front matter."""
        block.mark = rule
        self.found(block, rule, field, value, confidence)

    def found(self, block: Block, rule: str, field: str, value: str, confidence: float = 0.9) -> None:
        """Part of the block is a front matter value."""
        self.decisions.append(Decision(block.line, rule, Action.MOVED, block.text, value, confidence, field))

    def spaced(self, line: int, rule: str, before: str, after: str, confidence: float = 0.9) -> None:
        """The spacing was repaired."""
        self.decisions.append(Decision(line, rule, Action.SPACED, before, after, confidence))

    def shape(self, block: Block, rule: str, shape: str, confidence: float = 0.8) -> None:
        """The block stays, in another form."""
        block.shape = shape
        self.decisions.append(Decision(block.line, rule, Action.KEPT, block.text, shape, confidence))

    def ask(self, question: str, line: int = 0, rule: str = "", text: str = "") -> None:
        """Something for the editor to decide."""
        if question not in self.review:
            self.review.append(question)
        if rule:
            self.decisions.append(Decision(line, rule, Action.FLAGGED, text, question, 0.5))

    def hold(self, reason: str, line: int = 0, rule: str = "", text: str = "") -> None:
        """A reason for which the article is a draft until an editor says otherwise."""
        if reason not in self.draft:
            self.draft.append(reason)
        self.ask(reason, line, rule, text)

    def open(self, start: int = 0, stop: int | None = None) -> list[tuple[int, Block]]:
        """The blocks from start to stop that nothing has claimed yet, with their places."""
        stop = len(self.blocks) if stop is None else stop
        return [
            (place, self.blocks[place])
            for place in range(max(0, start), min(stop, len(self.blocks)))
            if not self.blocks[place].mark
        ]
