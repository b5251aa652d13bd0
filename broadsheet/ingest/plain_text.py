"""Plain text: what editors paste, what wires send, and what is left of a web page."""

from collections.abc import Iterator, Mapping

from broadsheet.article import Image, Source
from broadsheet.ingest import (
    blocks,
    body,
    bylines,
    characters,
    dates,
    forms,
    furniture,
    header,
    json_ld,
    language,
    notes,
    opening,
    quotation_marks,
    region,
    second_article,
    stamps,
)
from broadsheet.ingest.decode import decode
from broadsheet.ingest.formats import Item, Known, RawSource, UnreadableError
from broadsheet.ingest.manuscript import Action, Decision, Manuscript, Passed
from broadsheet.ingest.reading import Reading
from broadsheet.ingest.words import all_words, fold, words_of

_LEAST_LETTERS = 40
_MOST_BYTES = 5_000_000
"""A novel has one million; what is larger is an archive of articles, and would hold up the build for long."""


class PlainText:
    """The format of last resort: any text that no other format claims."""

    name = "plain text"

    def recognise(self, head: bytes, name: str) -> float:
        """Never much, so that whoever knows better comes first; decoding says whether it is text at all."""
        return 0.2 if name.lower().endswith((".txt", ".text")) or b"\x00" not in head else 0.1

    def edge_lines(self, raw: RawSource) -> list[str]:
        """The lines at its top and foot that may be furniture."""
        text, _, _ = decode(_bytes(raw))
        return furniture.candidates(characters.tidy(text)[0])

    def items(self, raw: RawSource, known: Known) -> Iterator[Item | Passed]:
        """The text itself."""
        yield Item()

    def manuscript(self, item: Item, raw: RawSource, known: Known) -> Manuscript | Passed:
        """The one article in the text."""
        text, _, decisions = decode(_bytes(raw))
        return read_text(text, raw.path, known, decisions)


def _bytes(raw: RawSource) -> bytes:
    """All of a source; one that is too large isn't even opened."""
    size = raw.size
    if size > _MOST_BYTES:
        message = (
            f"this text has {size / 1e6:,.1f} MB, more than the {_MOST_BYTES / 1e6:,.0f} MB that an article may have"
        )
        raise UnreadableError(message, "split it: a file for each article")
    return raw.read_bytes()


def read_text(
    text: str, path: str, known: Known, decisions: list[Decision] | None = None, *, given: Mapping[str, str] = {}
) -> Manuscript:
    """The article in a decoded text.

    `given` are keys that whatever the text came in says already (`title`, `authors`, `date` ...; see header.py):
    nothing is guessed for them.
    """
    return manuscript_of(reading_of(text, known, decisions, given=given), path)


def reading_of(
    text: str, known: Known, decisions: list[Decision] | None = None, *, given: Mapping[str, str] = {}
) -> Reading:
    """A decoded text with all decided about it; for who has its body in a better form than text."""
    lines, tidied = characters.tidy(text)
    lines, scripts = json_ld.split(lines)
    own, unknown, stop = header.split(lines)
    said = {key: (0, value) for key, value in given.items()} | own
    lines = [""] * stop + lines[stop:]
    found, joined = blocks.blocks_of(lines)
    _must_be_article(found, said)
    lang = language.of("\n".join(block.text for block in found if block.prose) or text)
    outlet = known.settings.outlet.language.partition("-")[0].lower()
    words = words_of(*dict.fromkeys(("en", outlet, lang))) if lang else all_words()
    reading = Reading(found, known, words, all_words())
    reading.decisions.extend([*(decisions or []), *tidied, *joined])
    if lang and lang != outlet:
        reading.fields.lang = lang
    _ask_of_characters(reading)
    _take_header(reading, said, unknown)
    title = json_ld.read(reading, scripts)
    forms.find(reading)
    _furniture(reading)
    start, end = region.find(reading)
    notes.read_labelled(reading, start, end)
    opening.read(reading, start, second_article.hold(reading, start, end))
    if title and not reading.fields.title:
        reading.fields.title = title
        reading.decisions.append(
            Decision(scripts[0][0], "json-ld", Action.MOVED, title, title, 0.9, "title", "json-ld/headline")
        )
    notes.read(reading, start, end)
    _edges(reading, start, end)
    body.shape(reading)
    quotation_marks.ask(reading)
    return reading


def _ask_of_characters(reading: Reading) -> None:
    """Asks, once each, of what can't be told from the characters alone."""
    flagged = [one for one in reading.decisions if one.action is Action.FLAGGED]
    if any(one.rule == "entity-twice" for one in flagged):
        reading.ask(characters.TWICE)
    hyphens = [one.after for one in flagged if one.rule == "line-end-hyphen"]
    if hyphens:
        reading.ask(f"{len(hyphens)} hyphens at the ends of lines were kept, first in “{hyphens[0]}”: are they right?")


def _must_be_article(found: list[blocks.Block], given: dict[str, tuple[int, str]]) -> None:
    """Stops at what can't be an article: a line or two, or next to no letters."""
    letters = sum(c.isalpha() for block in found for c in block.text)
    count = sum(block.text.count("\n") + 1 for block in found) + len(given)
    if count <= 2 or letters < _LEAST_LETTERS:
        raise UnreadableError(
            "this is too little to be an article",
            "give the source a headline and at least two paragraphs, or take it out of the folder",
        )


def _take_header(reading: Reading, given: dict[str, tuple[int, str]], unknown: list[tuple[int, str]]) -> None:
    """The keys that the source's own header gives; nothing else is guessed for them."""
    fields, settings = reading.fields, reading.known.settings
    caption = given.get("caption", (0, ""))[1]
    credit = given.get("credit", (0, ""))[1]
    if caption or credit:
        fields.image = Image(caption=caption, credit=credit)
        reading.ask("the photo file is missing")
    for key, (line, value) in given.items():
        kept = value
        if key in ("date", "updated", "embargo"):
            when = [
                one
                for one in dates.find(value, settings.zone, settings.outlet.language)
                if isinstance(one, dates.Found)
            ]
            if len(when) != 1 or (key == "embargo" and when[0].when.day):
                reading.ask(f"the {key} “{value}” is not complete, or can be read in two ways", line, "header", value)
                if key == "embargo":
                    reading.hold(f"an embargo without a complete instant: {value}")
                continue
            setattr(fields, key, when[0].when)
            kept = dates.offset_text(when[0].when)
        elif key == "authors":
            byline = bylines.of_name(value, reading.words) or bylines.parse("By: " + value, reading.words)
            fields.authors = list(byline.authors) if byline and byline.authors else [value]
        elif key == "tags":
            fields.tags = [tag.strip() for tag in value.split(",") if tag.strip()]
        elif key == "section":
            if fold(value) not in reading.sections:
                reading.ask(f"the section “{value}” isn't one of the outlet's", line, "header", value)
                continue
            fields.section = reading.sections[fold(value)]
        elif key in ("title", "dek", "kicker", "lang"):
            setattr(fields, key, value)
        fields.given[key] = value
        reading.decisions.append(
            Decision(line, "header", Action.MOVED, value, kept, 1.0, "image" if key in ("caption", "credit") else key)
        )
    for line, text in unknown:
        reading.ask(f"the source's header also says: {text}", line, "header-unknown", text)


def _furniture(reading: Reading) -> None:
    """Marks what is furniture by the outlet's memory, by shape and by the lists."""
    found = reading.blocks
    for place, block in enumerate(found):
        if block.kept_breaks or block.shape or block.mark:
            continue
        edge = place < 5 or place >= len(found) - 10
        wire = furniture.is_wire_mark if edge else furniture.is_clear_wire_mark
        if wire(block, reading.every):
            reading.drop(block, "wire-mark")
            if furniture.is_newer_version(block.text):
                said = f"this is a later version of a wire's story: {block.text}"
                reading.ask(said, block.line, "wire-version", block.text)
        elif _is_known(reading, block) and not _is_fact(reading, place):
            reading.drop(block, "known-furniture", 0.95)
        elif (rule := furniture.rule_for(block, reading.every)) and not (
            rule == "counter" and stamps.parse(block.text, reading)
        ):
            _drop_furniture(reading, block, rule)
        elif place < 12 and furniture.is_crumbs(block, reading.every):
            _breadcrumb(reading, block)


def _is_known(reading: Reading, block: blocks.Block) -> bool:
    """Whether the outlet's memory has the line as furniture."""
    return furniture.could_be(block.text) and furniture.line_hash(block.text) in reading.known.furniture


def _is_fact(reading: Reading, place: int) -> bool:
    """Whether a line that many sources have says something of each: who wrote it, the day, the section above it.

    A reporter writes three stories, and three stories are of one day; a section's name among others is a menu.
    """
    found = reading.blocks
    text = found[place].text
    if bylines.parse(text, reading.every) or stamps.parse(text, reading):
        return True
    beside = (*found[max(0, place - 1) : place], *found[place + 1 : place + 2])
    return (
        fold(text) in reading.sections
        and not any(fold(one.text) in reading.sections for one in beside)
        and (place < 5 and place + 1 < len(found) and not _is_known(reading, found[place + 1]))
    )


def _breadcrumb(reading: Reading, block: blocks.Block) -> None:
    """The path of a page goes; the deepest part of it that is one of the outlet's sections is the article's."""
    fields = reading.fields
    for part in reversed(furniture.crumbs(block.text)):
        section = reading.sections.get(fold(part))
        if section and not fields.section and "section" not in fields.given:
            fields.section = section
            reading.move(block, "breadcrumb", "section", section, 0.8)
            return
    reading.drop(block, "breadcrumb", 0.8)


def _drop_furniture(reading: Reading, block: blocks.Block, rule: str) -> None:
    words = reading.every
    if (
        rule != "script"
        and block.words <= 45
        and (words.inside("paywall", block.text) or words.start("embargo", block.text))
    ):
        return
    if rule == "copyright":
        reading.ask(f"rights: {block.text}", block.line, "copyright", block.text)
        if words.inside("copyright_ban", block.text):
            reading.hold("the source forbids republishing", block.line, "reproduction-ban", block.text)
    reading.drop(block, rule)


def _edges(reading: Reading, start: int, end: int) -> None:
    """What lies before the article's text and after it, and was claimed by nothing."""
    outside = [(place, block) for place, block in reading.open() if place < start or place >= end]
    dumped = sum(1 for block in reading.blocks if block.mark) >= 3 and len(outside) >= 1
    after = 0
    for place, block in outside:
        if place >= end:
            after += 1
        if place < start or dumped or after > 2 or (furniture.could_be(block.text) and block.words <= 1):
            reading.drop(block, "before-text" if place < start else "after-text", 0.6)
        else:
            reading.ask(f"is this part of the article? {block.text}", block.line, "after-text", block.text)
    kept = [block for block in reading.blocks if not block.mark]
    if not kept:
        return
    last = kept[-1]
    if last.words == 1 and not last.ends and len(kept) > 2:
        reading.ask(f"is this part of the article? {last.text}", last.line, "last-word", last.text)


def _first_words(reading: Reading) -> str:
    """What stands in for a missing headline: nothing but the text's own first words."""
    first = next((block.text for block in reading.blocks if not block.mark), reading.blocks[0].text)
    return " ".join(" ".join(first.split()).split(" ")[:12])[:90].strip()


def manuscript_of(reading: Reading, path: str) -> Manuscript:
    """What was read, as a manuscript."""
    fields = reading.fields
    text = body.markdown(reading)
    if not fields.title:
        reading.hold("no headline was found; the first words stand in for it")
        fields.title = _first_words(reading)
    for key, value in (("date", fields.date), ("author", fields.authors or fields.agency), ("section", fields.section)):
        if not value:
            reading.ask(f"no {key} was found in the source")
    return Manuscript(
        title=fields.title,
        dek=fields.dek,
        kicker=fields.kicker,
        section=fields.section,
        authors=tuple(fields.authors),
        tags=tuple(fields.tags),
        slug=fields.given.get("slug", ""),
        date=fields.date,
        updated=fields.updated,
        embargo=fields.embargo,
        draft=tuple(reading.draft),
        lang=fields.lang,
        label=fields.label,
        image=fields.image,
        corrections=tuple(fields.corrections),
        notes=tuple(fields.notes),
        agency=fields.agency,
        dateline=fields.dateline,
        contributors=tuple(fields.contributors),
        source=Source(name=fields.source_name, file=path),
        review=tuple(reading.review),
        body=text,
        decisions=tuple(sorted(reading.decisions, key=lambda decision: decision.line)),
    )
