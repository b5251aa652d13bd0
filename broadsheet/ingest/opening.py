"""The top of an article: headline, dek, byline, dates, and the first caption; what is above them is masthead.py's."""

import re

from broadsheet.article import Image
from broadsheet.ingest import bylines, captions, contacts, headline, masthead, stamps
from broadsheet.ingest.blocks import Block
from broadsheet.ingest.dates import offset_text
from broadsheet.ingest.reading import Reading
from broadsheet.ingest.words import fold

_TIMES = frozenset({"date", "date-line", "updated", "relative-time"})
_LISTING = 3
_CLOCK = re.compile(r"(?:[^\W\d_]{3,10},? )?\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?(?: \w{2,4})?", re.I)


def read(reading: Reading, start: int, stop: int) -> None:
    """Finds the front matter above and around the first paragraphs; `start` and `stop` bound the text."""
    lead = _lead(reading, start, stop)
    place = headline.take(reading, lead)
    if place is not None and lead < place:
        # What stood above the headline, however long, wasn't the text.
        lead = next((p for p, b in reading.open(place + 1, stop) if b.prose), place)
    top = place if place is not None else lead
    top = 0 if top <= 10 else top - 6
    _lines(reading, top, lead, min(len(reading.blocks), lead + 4), -1 if place is None else place)
    _late(reading, lead + 4, stop)
    _without_year(reading, top, lead)
    if place is not None:
        _dek(reading, place, lead)
        masthead.read(reading, place)


def _lead(reading: Reading, start: int, stop: int) -> int:
    """The first long paragraph of the text."""
    for place in range(start, min(stop, len(reading.blocks))):
        block = reading.blocks[place]
        if block.mark or block.shape or not block.prose:
            continue
        if not _captioned(reading, place) and not _headed(reading, place):
            return place
    return start


def _headed(reading: Reading, place: int) -> bool:
    """Whether a long line at the very top is a headline all the same: one sentence, and byline or date below it."""
    block = reading.blocks[place]
    if place > 3 or block.words > 22:
        return False
    return any(headline.is_credit_line(reading, other) for other in reading.blocks[place + 1 : place + 3])


def _captioned(reading: Reading, place: int) -> bool:
    """Whether the block is said twice, or carries a credit: then it is a caption, however long."""
    block = reading.blocks[place]
    if captions.parse(block.text, reading.every) and block.words <= 90:
        return True
    return place < 40 and any(
        other is not block
        and (other.text[:60] == block.text[:60] or captions.suffix(block.text, other.text, reading.every))
        for other in reading.blocks[:45]
    )


def _lines(reading: Reading, top: int, lead: int, stop: int, title: int) -> None:
    """Bylines, dates and captions between the headline and the first paragraphs; a bare name only below `title`."""
    blocks = reading.blocks
    listed = _is_listing([block for _, block in reading.open(top, stop)], reading)
    for place in range(top, stop):
        block = blocks[place]
        if block.mark or block.shape or (place == lead and block.prose):
            continue
        after = blocks[place + 1] if place + 1 < len(blocks) else None
        if after and _take_parted(reading, block, after):
            continue
        if take_stamp(reading, block, listed) or take_byline(reading, block):
            continue
        if after and not after.mark and _take_twin(reading, block, after):
            continue
        if place < lead + 1 and take_caption(reading, block):
            continue
        _take_bare_name(reading, place, below=place > title)


def _late(reading: Reading, start: int, stop: int) -> None:
    """A day further down, where none stood at the top: after a list of other stories, or at the text's foot.

    Believed is a line that says that it was published then, or a name, a day and a paragraph in this order; and only
    if no other line says another day, as those of comments and other stories do.
    """
    fields, blocks = reading.fields, reading.blocks
    if fields.date or "date" in fields.given:
        return
    days, places = set(), []
    for place, block in reading.open(start, min(len(blocks), stop + 2)):
        stamp = stamps.parse(block.text, reading) if not block.shape else None
        if stamp is None or stamp.published is None:
            continue
        days.add(stamp.published.at.date())
        if stamp.labelled or _is_head(reading, place):
            places.append(place)
    if len(days) == 1 and places:
        take_stamp(reading, blocks[places[0]])
        if places[0] > 0 and not blocks[places[0] - 1].mark:
            _take_bare_name(reading, places[0] - 1)


def _without_year(reading: Reading, top: int, lead: int) -> None:
    """A line that says on which day it was published and not in which year: the editor may know it."""
    fields = reading.fields
    if fields.date or "date" in fields.given:
        return
    for _, block in reading.open(top, lead):
        text = block.text
        label = reading.every.start("published", text) or reading.every.start("updated", text)
        month = any(token.casefold().strip(".,;") in reading.every.months for token in text.split())
        if len(label) > 3 and month and block.words <= 14 and not block.prose and re.search(r"\b\d{1,2}\b", text):
            reading.drop(block, "day-without-year", 0.7)
            reading.ask(f"the day has no year: {text}", block.line, "day-without-year", text)


def _is_head(reading: Reading, place: int) -> bool:
    """Whether a name stands directly above a day, and a paragraph directly below it."""
    blocks = reading.blocks
    above, below = blocks[place - 1 : place], blocks[place + 1 : place + 2]
    return bool(
        above
        and below
        and below[0].prose
        and not above[0].ends
        and above[0].words <= 6
        and bylines.of_name(above[0].text, reading.words)
    )


def _take_parted(reading: Reading, label: Block, value: Block) -> bool:
    """A label on one line and its value on the next: `Author:` / `Mira Tolvane`, `Von` / `Mira Tolvane`."""
    if value.mark or label.words > 3 or value.words > 8:
        return False
    whole = Block(label.line, f"{label.text.rstrip(' :：')} {value.text}")
    if reading.words.has("byline", label.text) or fold(label.text.split()[-1]) in reading.words["byline"]:
        label_text = label.text if reading.words.has("byline", label.text) else label.text.split()[-1]
        found = bylines.parse(f"{label_text.rstrip(' :：')}: {value.text}", reading.words)
        if found is None or not (found.authors or found.agency) or value.ends:
            return False
        _credit(reading, whole, found, 0.8)
    elif reading.every.has("published", label.text) or reading.every.has("updated", label.text):
        if not take_stamp(reading, whole):
            return False
    else:
        return False
    label.mark = value.mark = whole.mark
    return True


def _is_listing(blocks: list[Block], reading: Reading) -> bool:
    """Whether so many different days stand here that they are those of other stories, each with its own."""
    found = [stamp for block in blocks if (stamp := stamps.parse(block.text, reading)) and stamp.published]
    days = {stamp.published.at.date() for stamp in found if stamp.published and not stamp.labelled}
    return len(days) >= _LISTING


def take_stamp(reading: Reading, block: Block, listed: bool = False) -> bool:
    """Takes a line of dates (and names beside them) into the front matter.

    Among the days of other stories (`listed`), only a line that says that it was published then is believed.
    """
    if block.words > 26:
        return False
    stamp = stamps.parse(block.text, reading)
    if stamp is None:
        return False
    if listed and not stamp.labelled:
        reading.drop(block, "listed-date", 0.7)
        reading.ask("several days stand above the text; none is surely its own", block.line, "listed-date", block.text)
        return True
    fields = reading.fields
    if stamp.unclear:
        reading.ask(f"the date “{stamp.unclear}” can be read in two ways", block.line, "ambiguous-date", block.text)
    if stamp.published and not fields.date and "date" not in fields.given:
        fields.date = stamp.published
        reading.found(block, "date", "date", offset_text(stamp.published))
    if stamp.updated and not fields.updated and "updated" not in fields.given:
        fields.updated = stamp.updated
        reading.found(block, "updated", "updated", offset_text(stamp.updated))
    if stamp.agency and not fields.agency:
        fields.agency = stamp.agency
        reading.found(block, "agency", "agency", stamp.agency)
    if stamp.byline:
        _credit(reading, block, stamp.byline, 0.85)
    if not block.mark:
        reading.drop(block, "date-line", 0.8)
    return True


def take_byline(reading: Reading, block: Block) -> bool:
    """Takes a line `By NAME` into the front matter."""
    if block.words > 30 or (block.prose and block.words > 16):
        return False
    found = bylines.parse(block.text, reading.words)
    if found is None:
        return False
    if found.empty:
        reading.drop(block, "empty-byline")
        reading.ask("the byline is missing: a label with no name behind it", block.line, "empty-byline", block.text)
        return True
    _credit(reading, block, found, 0.95)
    block.mark = block.mark or "byline"
    return True


def _credit(reading: Reading, block: Block, byline: bylines.Byline, confidence: float) -> None:
    fields = reading.fields
    if byline.authors and not fields.authors and "authors" not in fields.given:
        fields.authors = list(byline.authors)
        reading.move(block, "byline", "authors", ", ".join(byline.authors), confidence)
    if byline.contributors and not fields.contributors:
        fields.contributors = list(byline.contributors)
        reading.move(block, "contributors", "contributors", ", ".join(byline.contributors), confidence)
    if byline.agency and not fields.agency:
        fields.agency = byline.agency
        reading.move(block, "agency", "agency", byline.agency, confidence)
    if byline.private:
        reading.ask("an e-mail address or handle was left out of the byline", block.line, "private-address", block.text)
    if not block.mark:
        reading.drop(block, "byline-repeated", 0.8)


def _take_bare_name(reading: Reading, place: int, *, below: bool = True) -> None:
    """A name alone on a line is a byline only where something beside it says so."""
    blocks, fields = reading.blocks, reading.fields
    block = blocks[place]
    if block.words <= 4 and fold(block.text) in reading.every["agency"] - reading.every["photo_agency"]:
        _credit(reading, block, bylines.Byline(agency=block.text), 0.8)
        return
    private = below and contacts.is_private(block.text)
    if fields.authors or "authors" in fields.given or block.words > (12 if private else 6) or block.ends:
        return
    found = bylines.of_name(block.text, reading.words)
    if found and found.authors and (found.private or _is_told(reading, place, found.authors[0], below)):
        _credit(reading, block, found, 0.6)


def _is_told(reading: Reading, place: int, name: str, below: bool) -> bool:
    """Whether a date, a time, a job or `Follow` stands beside a name, or the foot of the text says who it is.

    Not `below` the headline, where names stand in lists of other stories, only a date says so.
    """
    blocks, words = reading.blocks, reading.words
    near = [blocks[p] for p in (place - 1, place + 1) if 0 <= p < len(blocks)]
    if any(other.mark in _TIMES or stamps.parse(other.text, reading) for other in near):
        return True
    if not below:
        return False
    after = blocks[place + 1 : place + 3]
    if any(fold(other.text) in ("follow", "follow us") or _CLOCK.fullmatch(other.text) for other in after):
        return True
    if any(
        other.words <= 6 and any(fold(token) in words["job"] for token in other.text.split()) for other in after[:1]
    ):
        return True
    parted = 2 if after and (after[0].mark or after[0].words <= 1) else 1
    if any(fold(other.text) == fold(name) for other in after[:parted]):
        return True
    return any(other.text.startswith(name) and other.words >= 8 and other.ends for other in blocks[place + 8 :][-15:])


def _take_twin(reading: Reading, block: Block, after: Block) -> bool:
    """A caption said twice, the second time with the credit glued to it; or twice the same, with a credit to follow."""
    found = captions.suffix(block.text, after.text, reading.every)
    if found is None:
        return False
    # The photographer may stand in both; what the second adds is the agency.
    _image(reading, after, found)
    reading.drop(block, "caption-repeated")
    return True


def take_caption(reading: Reading, block: Block) -> bool:
    """Takes a line with a picture's credit into the front matter."""
    if block.words > 110:
        return False
    found = captions.parse(block.text, reading.every)
    if found is None:
        return False
    _image(reading, block, found)
    return True


def _image(reading: Reading, block: Block, found: captions.Caption) -> None:
    fields = reading.fields
    value = f"{found.text} ({found.credit})" if found.text else found.credit
    if fields.image is None or (not fields.image.caption and found.text and not fields.image.credit):
        fields.image = Image(caption=found.text, credit=found.credit)
        reading.move(block, "caption", "image", value)
        reading.ask("the photo file is missing", block.line, "photo-missing", block.text)
    elif not fields.image.credit or (not found.text and found.credit == fields.image.credit):
        fields.image = Image(caption=fields.image.caption, credit=found.credit)
        reading.move(block, "credit", "image", value)
    elif found.text in ("", fields.image.caption):
        reading.drop(block, "caption-repeated", 0.8)
    else:
        reading.drop(block, "caption", 0.8)
        reading.ask(f"a further photo is missing; its caption: {value}")
    if found.handout or reading.every.start("handout", found.credit):
        reading.ask("the photo is a handout: may it be used?", block.line, "handout", block.text)


def _dek(reading: Reading, place: int, lead: int) -> None:
    """The standfirst: a phrase or a sentence below the headline, set off from the text by the byline or a caption."""
    fields, blocks = reading.fields, reading.blocks
    if fields.dek:
        return
    between = [(p, b) for p, b in reading.open(place + 1, lead) if b.words >= 5]
    if not between:
        _lead_as_dek(reading, place, lead)
        return
    at, block = between[0]
    if len(between) > 3 and all(other.mark for other in blocks[place + 1 : at]) and block.prose and block.words <= 60:
        between = between[:1]
    phrase = not block.ends
    if block.words > 60 or len(between) > 3 or "\n" in block.text or block.shape:
        return
    if phrase and block.words < 8 and len(between) > 1:
        return
    signs = {other.mark for other in blocks[at + 1 : lead]} - {""}
    set_off = bool(signs - {"advertisement"})
    if signs and not set_off:
        # An advertisement stands below a standfirst as often as below a first paragraph; shown it is either way.
        reading.ask("is the standfirst the text's first paragraph?", block.line, "dek", block.text)
    if signs or phrase or block.words <= 34:
        fields.dek = block.text
        reading.move(block, "dek", "dek", block.text, 0.9 if set_off else 0.6)
        for other in blocks[at + 1 : lead + 4]:
            if not other.mark and fold(other.text) == fold(block.text):
                reading.drop(other, "dek-repeated")


def _lead_as_dek(reading: Reading, place: int, lead: int) -> None:
    """The first long line is the standfirst where it is one or two sentences, and byline, date or caption follow it."""
    blocks = reading.blocks
    block = blocks[lead]
    if block.mark or block.words > 55 or lead - place > 4:
        return
    marks = []
    for other in blocks[lead + 1 : lead + 8]:
        if not other.mark:
            break
        marks.append(other.mark)
    following = next((b for b in blocks[lead + 1 + len(marks) : lead + 3 + len(marks)] if not b.mark), None)
    told = {
        "byline",
        "date",
        "date-line",
        "empty-byline",
        "caption",
        "agency",
        "caption-repeated",
        "updated",
        "credit",
        "contributors",
        "byline-repeated",
    }
    if told & set(marks) and following is not None and (following.prose or following.words >= 12):
        reading.fields.dek = block.text
        reading.move(block, "dek", "dek", block.text, 0.8)
