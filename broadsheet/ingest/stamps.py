"""Lines with a date: when it was published, when updated, and who wrote it where that stands in the same line."""

import re

import msgspec

from broadsheet.article import When
from broadsheet.ingest import bylines, dates
from broadsheet.ingest.bylines import Byline
from broadsheet.ingest.reading import Reading
from broadsheet.ingest.words import Words, fold

_LABEL = re.compile(r"\W*([^\W\d_]+(?: [^\W\d_]+){0,2})\s*[:：]\s*")
_GLUED_YEAR = re.compile(r"((?:19|20)\d\d)(?=\d{1,2}(?:\.?\s*[^\W\d_]{3,}|[:.h][0-5]\d(?!\d)))")


class Stamp(msgspec.Struct, frozen=True):
    """What a line with a date says."""

    published: When | None = None
    updated: When | None = None
    byline: Byline | None = None
    unclear: str = ""
    """Something like a date that can be read in two ways, or a time without a day."""
    zoned: bool = True
    agency: str = ""
    labelled: bool = False
    """Whether the line itself says that it was published then."""


def parse(text: str, reading: Reading) -> Stamp | None:
    """What the line says, where it is a line of dates and names only; None when it is anything else."""
    if len(text) > 220 or len(text.split()) > 26:
        return None
    words, settings = reading.every, reading.known.settings
    text = _GLUED_YEAR.sub(r"\1 ", text)
    found = dates.find(text, settings.zone, reading.fields.lang or settings.outlet.language, words, short_years=True)
    if not found:
        return None
    stamps = [one for one in found if isinstance(one, dates.Found)]
    if stamps and _is_labelled_otherwise(text[: stamps[0].start], words):
        return None
    unclear = [one.text for one in found if isinstance(one, dates.Ambiguous)]
    rest = dates.without(text, stamps)
    for piece in unclear:
        rest = rest.replace(piece, " ")
    left, updated_label, published_label = _unlabelled(rest, reading)
    byline = None
    agency = ""
    for piece in filter(None, (piece.strip().strip(" ,;:()") for piece in re.split(r"[|•·–—]|\s-\s", left))):
        byline = (
            byline
            or bylines.parse(piece, reading.words)
            or bylines.of_name(piece, reading.words)
            or bylines.of_handle(piece, words)
        )
        agency = agency or (piece if fold(piece) in words["agency"] else "")
    if byline is not None and byline.empty:
        byline = None
    told = updated_label or published_label or bylines.parse(left, words)
    if any(one.short for one in found) and left and not told:
        return None
    wordy = len(left.split()) > 5 or re.search(r"[.!?]\s", left)
    if wordy and byline is None and not agency and not _filed(text, stamps, words):
        return None
    return _stamp(text, stamps, unclear, byline, agency, (updated_label, published_label), reading)


def _is_labelled_otherwise(before: str, words: Words) -> bool:
    """Whether the date is that of something else, and says so: `Expires: 18 June 2031`, `Doors open: ...`."""
    match = _LABEL.fullmatch(before)
    if match is None:
        return False
    label = fold(match[1])
    ours = words["published"] | words["updated"] | words["byline"] | words["weekdays"]
    return not any(label == one or label.startswith(f"{one} ") or label.endswith(f" {one}") for one in ours)


def _filed(text: str, stamps: list[dates.Found], words: Words) -> bool:
    """Whether a date stands at the head of a line, or of a part of it, that goes on with categories: no sentence."""
    if not stamps or text.rstrip()[-1:] in ".?!:;…" or re.search(r"[.?!]\s+[A-ZÀ-Þ]\w+\s\w+\s\w+", text):
        return False
    before, after = text[: stamps[0].start], text[stamps[-1].end :]
    head = re.split(r"[|•·]", before)[-1].strip()
    parted = len(re.split(r"[|•·]", text)) >= 3 or after.count(",") >= 2
    is_weekday = fold(head) in words["weekdays"]
    return parted and len(head.split()) <= 3 and (is_weekday or not re.search(r"[^\W\d_]\s*,\s*$", before))


def _stamp(
    text: str,
    stamps: list[dates.Found],
    unclear: list[str],
    byline: Byline | None,
    agency: str,
    labels: tuple[bool, bool],
    reading: Reading,
) -> Stamp:
    """Which of the line's dates is that of publication: by the label before each, else the first."""
    updated_label, published_label = labels
    published = updated = None
    zoned = all(one.when.day or one.zoned for one in stamps)
    for one in stamps:
        before = fold(text[: one.start])
        at_updated = _last(before, reading.every["updated"])
        at_published = _last(before, _told(reading))
        if updated_label and at_updated > at_published:
            updated = one.when
        elif published is None:
            published = one.when
        elif updated is None and not published_label:
            updated = one.when
    if published and updated and updated.at < published.at:
        updated = None
    return Stamp(
        published,
        updated,
        byline,
        "; ".join(unclear),
        zoned,
        agency,
        published_label and _last(fold(text), _told(reading)) >= 0,
    )


def _told(reading: Reading) -> frozenset[str]:
    """The labels of publication that stand before nothing else, as `on` and `am` do."""
    return frozenset(label for label in reading.every["published"] if len(label) > 4)


def _last(text: str, labels: frozenset[str]) -> int:
    """Where the last of the labels stands in the text, as whole words; -1 where none does."""
    return max(
        (match.start() for label in labels for match in re.finditer(rf"(?<!\w){re.escape(label)}(?!\w)", text)),
        default=-1,
    )


def _unlabelled(rest: str, reading: Reading) -> tuple[str, bool, bool]:
    """The line without its dates and the words around dates, and whether it speaks of an update, of publication."""
    words = reading.every
    weekdays = sorted(words["weekdays"], key=len, reverse=True)
    rest = re.sub(rf"(?<![^\W\d_])(?:{'|'.join(map(re.escape, weekdays))})(?![^\W\d_])\.?,?", " ", rest, flags=re.I)
    rest = re.sub(
        r"(?<![\w:])\d{1,2}[:.h]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:uhr|h|hs|hrs|ist|utc|gmt|e[sd]?t|p[sd]?t)?(?!\w)",
        " ",
        rest,
        flags=re.I,
    )
    updated = published = False
    for name in ("updated", "published"):
        for label in sorted(words[name], key=len, reverse=True):
            pattern = rf"(?<![^\W\d_]){re.escape(label)}(?![^\W\d_])\s*[:：]?"
            if re.search(pattern, rest, re.I) and (
                len(label) > 3 or re.match(rf"^\W*{re.escape(label)}\b|.*\s{re.escape(label)}\W*$", rest, re.I)
            ):
                rest = re.sub(pattern, " ", rest, flags=re.I)
                updated, published = updated or name == "updated", published or name == "published"
    # After the labels, in which some of these words stand.
    rest = re.sub(
        r"(?<!\w)(?:uhr|at|às|a las|um|à|alle|ore|kl|\d+ min(?:ute)?s? read|min read)(?!\w)\.?", " ", rest, flags=re.I
    )
    rest = re.sub(r"\s+", " ", rest).strip(" ,;|·•-–—:/()\u00a0.")
    return rest, updated, published
