"""What stands among the paragraphs and is not one: corrections, notes, rights, embargoes, links to other stories."""

import re

from broadsheet.article import Correction, Note
from broadsheet.ingest import bylines, captions, contacts, dates, missing, weighing
from broadsheet.ingest.blocks import Block
from broadsheet.ingest.reading import Reading
from broadsheet.ingest.words import fold

_DAY = r"(?P<day>\d{1,2}\.?\s+[^\W\d_]{3,10}|[^\W\d_]{3,9}\.?\s+\d{1,2})"
_MORE_PLACE = r"(?:,\s*[A-ZÀ-Þ][\w.'’ ]{1,25})"
_DATELINE = re.compile(
    rf"^(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ'’.\- ]{{2,30}}{_MORE_PLACE}{{0,2}})(?:,?\s+{_DAY})?"
    r"\s*(?:[(/]\s*(?P<agency>[^()/]{2,40}?)\s*[)/])?\s*(?P<dash>[—–]|--|-(?=\s)|\.-|\.—)\s*(?=\S)"
)
_DATELINE_PLAIN = re.compile(
    rf"^(?P<place>[A-ZÀ-Þ][\w'’.\-]+(?: [A-ZÀ-Þ][\w'’.\-]+){{0,2}}{_MORE_PLACE}?)\s*(?:,\s*{_DAY})?"
    r"\s*\(\s*(?P<agency>[^()]{2,40}?)\s*\)\s*(?P<dash>[—–:-]|\.-|--)\s*(?=\S)"
)
_AGENCY_CODE = re.compile(r"[A-ZÀ-Þ]{2,5}")
"""What an agency is called between the place and the dash of a dateline, where nothing else but a state would be."""
_WORD = re.compile(r"\w+")
_KEY, _MANY = 6, 50
"""A pull quote is looked for where its first words stand, in so many paragraphs at most."""
_ELSEWHERE = re.compile(r"^[^\W\d_]{2,5} [\w-]+(?:\.[\w-]+){1,3}:\s", re.I)
"""`On example.com: Ferry plan stalls`."""
_UNLIKE = 0.1
"""The chance of being text below which a line among the paragraphs goes."""
_PAYWALLED = "the text may be cut short here: a paywall's notice stood in it"


def read_labelled(reading: Reading, start: int, stop: int) -> None:
    """Takes what says itself what it is, before a headline is looked for; `start` and `stop` bound the text."""
    for place, block in reading.open():
        if not _rights(reading, block) and start - 8 <= place <= stop + 6:
            _labelled(reading, block, start <= place < stop)


def read(reading: Reading, start: int, stop: int) -> None:
    """Takes what is known by its neighbours, after the headline was found."""
    for place, block in reading.open(start - 8, stop + 6):
        _links(reading, place, block, stop)
    _captions(reading, start, stop)
    _dateline(reading, start, stop)
    _pull_quotes(reading, start, stop)
    _repeats(reading, start, stop)
    contacts.read(reading, start, stop)
    missing.ask(reading, start, stop)
    _unlike(reading, start, stop)


def _unlike(reading: Reading, start: int, stop: int) -> None:
    """Lines among the paragraphs that are so unlike text of an article that they are none."""
    chances = weighing.chances(reading.blocks, reading.every)
    for place, block in reading.open(start, stop):
        if chances[place] < _UNLIKE and not (block.shape or block.kept_breaks):
            reading.drop(block, "unlike-text", round(1 - chances[place], 2))


def _repeats(reading: Reading, start: int, stop: int) -> None:
    """The author's name alone once more, and tags without a colon below the text."""
    names = {fold(name) for name in reading.fields.authors}
    left = [place for place, _ in reading.open(start, stop + 6)]
    for place in left:
        block = reading.blocks[place]
        if fold(block.text) in names:
            reading.drop(block, "byline-repeated", 0.8)
        elif place in left[-3:] and not block.ends and block.words <= 14 and reading.every.start("tags", block.text):
            reading.drop(block, "tags-line", 0.7)
            reading.ask(f"tags that can't be told apart: {block.text}", block.line, "tags-line", block.text)


def _rights(reading: Reading, block: Block) -> bool:
    """Paywalls, embargoes, restrictions: what keeps an article from being published as it is."""
    words, text = reading.every, block.text
    if block.words <= 45 and words.inside("paywall", text) and not re.match(r"[\"“«„]", text):
        reading.hold(_PAYWALLED, block.line, "paywall", text)
        reading.fields.access = ""
        reading.drop(block, "paywall")
        return True
    if block.words <= 24 and words.start("embargo", text):
        return _embargo(reading, block)
    if block.words <= 40 and words.start("restriction", text) and (text.isupper() or block.words <= 14):
        reading.hold(f"use is restricted: {text}", block.line, "restriction", text)
        reading.fields.notes = [*reading.fields.notes, Note("rights", text)]
        reading.move(block, "restriction", "notes", text)
        return True
    if block.words <= 70 and words.inside("donation", text) >= 2:
        reading.drop(block, "donation", 0.7)
        reading.ask("an appeal for donations was left out", block.line, "donation", text)
        return True
    return False


def _embargo(reading: Reading, block: Block) -> bool:
    settings = reading.known.settings
    found = dates.find(block.text, settings.zone, settings.outlet.language, reading.every)
    whole = [one for one in found if isinstance(one, dates.Found)]
    if len(whole) == 1 and not whole[0].when.day:
        reading.fields.embargo = whole[0].when
        reading.move(block, "embargo", "embargo", dates.offset_text(whole[0].when))
        return True
    if not block.prose or whole or ":" in block.text[:24] or block.text.isupper():
        reading.hold(f"an embargo without a complete instant: {block.text}", block.line, "embargo", block.text)
        reading.drop(block, "embargo-unclear")
        return True
    return False


def _labelled(reading: Reading, block: Block, inside: bool) -> bool:
    """`Correction: ...`, `Editor's note: ...`, `Paid post`, `Topics: ...`, a bio, a disclaimer."""
    words, fields, text = reading.every, reading.fields, block.text
    label = re.match(r"^[*_\[(]*([^:：]{2,48}?)\s*+(?:\(([^()]{2,30})\))?\s*+[:：]\s*(\S.*)$", text, re.S)
    head = fold(label[1]) if label else ""
    if label and head in words["correction"]:
        settings = reading.known.settings
        when = dates.find(label[2] or "", settings.zone, settings.outlet.language, words)
        day = next((one.when for one in when if isinstance(one, dates.Found)), None)
        if label[2] and day is None:
            reading.ask(f"the correction's date is not complete: {label[2]}", block.line, "correction-date", text)
        said = label[3].strip(" *_])") if day or not label[2] else f"{label[2]}: {label[3]}"
        fields.corrections = [*fields.corrections, Correction(said, day)]
        reading.move(block, "correction", "corrections", said, 0.95)
        return True
    if label and head in words["editor_note"] and (head != "note" or inside):
        fields.notes = [*fields.notes, Note("editor", label[3].strip(" *_])"))]
        reading.move(block, "editor-note", "notes", label[3], 0.9)
        return True
    if block.words <= 12 and words.start("sponsored", text) and not block.prose:
        fields.notes = [*fields.notes, Note("sponsor", text)]
        fields.label = "sponsored"
        reading.move(block, "sponsored", "notes", text, 0.8)
        reading.ask("this is marked as paid content", block.line, "sponsored", text)
        return True
    if (block.words <= 40 and words.start("translated", text) and not block.prose) or (
        words.start("translated", text) and block.words <= 16
    ):
        fields.notes = [*fields.notes, Note("translation", text)]
        reading.move(block, "translation", "notes", text)
        return True
    if block.words <= 40 and words.start("first_published", text):
        reading.ask(f"first published elsewhere: {text}", block.line, "first-published", text)
        return False
    if label and head in words["tags"] and block.words <= 40 and not block.ends:
        return _tags(reading, block, label[3])
    if block.words <= 45 and words.start("disclaimer", text):
        reading.ask("is this an opinion piece? A disclaimer stands in it", block.line, "disclaimer", text)
    return False


def _tags(reading: Reading, block: Block, said: str) -> bool:
    pieces = [piece.strip(" #.") for piece in re.split(r"[,;|•·]|\s#", said) if piece.strip(" #.")]
    if not pieces or any(len(piece.split()) > 5 for piece in pieces):
        return False
    if not reading.fields.tags:
        reading.fields.tags = list(dict.fromkeys(pieces))
        reading.move(block, "tags", "tags", ", ".join(pieces))
    else:
        reading.drop(block, "tags-repeated", 0.7)
    if len(pieces) > 12:
        reading.ask(f"{len(pieces)} tags: are they all meant?", block.line, "many-tags", block.text)
    return True


def _links(reading: Reading, place: int, block: Block, stop: int) -> None:
    """`Read more: Ferry plan stalls`, `Watch: ...`, and the stubs of videos and charts."""
    words, text = reading.every, block.text
    if missing.take_figure(reading, block):
        return
    label = words.label("related_start", text)
    if block.words <= 25 and not block.ends and _ELSEWHERE.match(text):
        reading.drop(block, "read-more", 0.75)
        return
    if label and block.words <= 40 and (label[1] or block.words <= 5):
        long_start = len(fold(label[0]).split()) >= 2 or fold(label[0]) in (
            "related",
            "relacionado",
            "siehe auch",
            "weiterlesen",
            "lire",
            "leia",
        )
        if long_start or not block.ends:
            reading.drop(block, "read-more", 0.85)
            if label[1] and words.has("video", label[0]):
                reading.ask(f"a video is missing: {label[1]}", block.line, "video-stub", text)
            elif label[1]:
                reading.ask(f"link to another story left out: {label[1]}")
            return
    start_words = words.start("related_start", text)
    if start_words and len(start_words.split()) >= 2 and block.words <= 25 and not block.prose and not block.ends:
        reading.drop(block, "read-more", 0.75)
        return
    if block.words <= 3 and words.has("video", text) and not block.ends:
        reading.drop(block, "video-stub", 0.7)
        reading.ask("a video is missing", block.line, "video-stub", text)
    elif block.words <= 4 and words.has("interactive", text):
        reading.drop(block, "chart-stub", 0.7)
        reading.ask("a chart or map is missing", block.line, "chart-stub", text)
    elif place >= stop - 2 and block.words <= 60 and _is_bio(reading, block):
        reading.fields.notes = [*reading.fields.notes, Note("author", text)]
        reading.move(block, "author-note", "notes", text, 0.8)


def _is_bio(reading: Reading, block: Block) -> bool:
    """A line about the author: it begins with the byline's name."""
    for name in reading.fields.authors:
        if block.text.casefold().startswith(name.casefold()) and len(block.text) > len(name) + 5:
            return True
    return False


def _captions(reading: Reading, start: int, stop: int) -> None:
    """Captions with credits among the paragraphs."""
    from broadsheet.ingest.opening import take_caption, take_stamp

    blocks = reading.blocks
    for place, block in reading.open(start, stop):
        if block.words > 70 or block.shape:
            continue
        found = captions.parse(block.text, reading.every)
        if found and (found.text == "" or block.words <= 60) and not re.match(r"[\"“„«]", block.text):
            take_caption(reading, block)
            continue
        after = blocks[place + 1] if place + 1 < len(blocks) else None
        if after and not after.mark and block.words >= 3 and after.text == block.text:
            reading.drop(after, "line-repeated", 0.8)
            if not block.ends or block.words < 40:
                reading.ask(f"a photo is missing; its caption: {block.text}", block.line, "caption-guess", block.text)
                reading.drop(block, "caption", 0.6)
    if not reading.fields.authors:
        for _, block in reading.open(max(start, stop - 2), stop + 4):
            found_byline = bylines.parse(block.text, reading.words) if block.words <= 8 and not block.ends else None
            if found_byline and found_byline.authors:
                reading.fields.authors = list(found_byline.authors)
                reading.move(block, "byline", "authors", ", ".join(found_byline.authors), 0.7)
                break
    if not reading.fields.date and "date" not in reading.fields.given:
        for _, block in reading.open(max(start, stop - 3), stop + 6):
            labelled = reading.every.start("published", block.text)
            if len(labelled) > 4 and take_stamp(reading, block):
                break


def _dateline(reading: Reading, start: int, stop: int) -> None:
    """`DORUM, Varga (AP) — Rain fell`: place and agency are noted; the words stay in the body unless set otherwise."""
    first = next((block for _, block in reading.open(start, stop) if block.prose), None)
    if first is None:
        return
    match = _DATELINE.match(first.text) or _DATELINE_PLAIN.match(first.text)
    if not match:
        return
    agency = (match["agency"] or "").strip()
    known = fold(agency.split("/")[0]) in reading.every["agency"]
    if match.re is _DATELINE_PLAIN and not known:
        return
    place = match["place"].strip(" ,.-")
    if fold(place) in reading.every["section"] or len(place.split()) > 6:
        return
    fields = reading.fields
    fields.dateline = ", ".join(
        part.title() if part.isupper() and len(part) > 3 else part for part in re.split(r",\s*", place)
    )
    reading.found(first, "dateline", "dateline", fields.dateline, 0.85)
    coded = "(" in match.group() and _AGENCY_CODE.fullmatch(agency) and fold(agency) not in reading.every["place_code"]
    if (known or coded) and not fields.agency:
        fields.agency = agency
        reading.found(first, "dateline", "agency", agency, 0.9)
    if reading.known.settings.ingest.dateline == "theme":
        reading.spaced(first.line, "dateline-left-to-theme", match.group(), "")
        first.text = first.text[match.end() :]


def _pull_quotes(reading: Reading, start: int, stop: int) -> None:
    """A sentence of the text that stands alone a second time is a pull quote; the copy goes."""
    blocks = reading.open(start, stop)
    said: dict[tuple[str, ...], list[Block]] = {}
    for _, block in blocks:
        words = _WORD.findall(block.text) if block.words >= 20 else []
        for key in {tuple(words[at : at + _KEY]) for at in range(len(words))}:
            said.setdefault(key, []).append(block)
    for _, block in blocks:
        bare = block.text.strip(" \"“”«»„‘’'")
        if 6 <= block.words <= 40 and any(
            bare in other.text and other is not block and len(other.text) > len(block.text) + 20
            for other in said.get(tuple(_WORD.findall(bare)[:_KEY]), ())[:_MANY]
        ):
            reading.drop(block, "pull-quote", 0.85)
