"""Dates as newsrooms write them. A date is read only when it is complete and can be read in one way."""

import datetime as dt
import re
import unicodedata
from zoneinfo import ZoneInfo

import msgspec

from broadsheet.article import When
from broadsheet.ingest.words import Words, all_words

_YEAR = r"(?P<y>(?:19|20)\d\d)(?!\d)"
_MONTH = r"(?P<m>[^\W\d_]{3,12})\.?"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|°|ª|\.)?"
_DMY = re.compile(
    rf"(?<![\d:./]){_DAY}[\s\-/,]*(?:(?:de|of|di)\s+|d')?{_MONTH}[,\s\-/]*(?:(?:de|del|of)\s+)?{_YEAR}", re.I
)
_MDY = re.compile(rf"(?<![^\W\d_]){_MONTH}[\s\-]*{_DAY}(?!\d)[,.]?[\s\-]*{_YEAR}", re.I)
_TMDY = re.compile(
    rf"(?<![^\W\d_]){_MONTH}[\s]*{_DAY}(?!\d)[,.]?\s+(?:at\s+)?\d{{1,2}}:\d\d\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{{2,4}})?,?\s+{_YEAR}",
    re.I,
)
_YMD_NAMED = re.compile(rf"{_YEAR}[\s\-,/]+{_MONTH}[\s\-,/]+{_DAY}(?!\d)", re.I)
_ISO = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<s>[-/.])(?P<mo>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d)")
_CJK = re.compile(r"(?P<y>\d{4})\s*[年년]\s*(?P<mo>\d{1,2})\s*[月월]\s*(?P<d>\d{1,2})\s*[日일]?")
_NUMERIC = re.compile(r"(?<![\d/.\-])(?P<a>\d{1,2})(?P<s>[-/.])\s?(?P<b>\d{1,2})(?P=s)\s?(?P<y>(?:19|20)\d\d)(?!\d)")
_SHORT_YEAR = re.compile(
    r"(?<![\d/.\-:])(?P<a>\d{1,2})(?P<s>[/.])\s?(?P<b>\d{1,2})(?P=s)\s?(?P<y>\d\d)(?![\d/]|[.:]\d)"
)
_TIME = re.compile(
    r"(?<![\d:.,])(?P<h>[01]?\d|2[0-3])(?P<sep>[:.h])(?P<mi>[0-5]\d)(?::(?P<se>[0-5]\d))?(?:\.\d+)?(?![\d:%])\s*"
    r"(?P<half>[ap]\.?\s?m\b\.?)?\s*\(?(?P<zone>Z\b|(?:GMT|UTC)?\s?[+-]\d\d:?\d\d|[A-Za-z]{2,5}\b)?",
    re.I,
)
_WHOLE_HOUR = re.compile(r"(?<![\d:.])(?P<h>1[0-2]|[1-9])\s*(?P<half>[ap]\.?m\b\.?)\s*(?P<zone>[A-Z]{2,4}\b)?", re.I)


class Found(msgspec.Struct, frozen=True):
    """A date in a text: what it says, where it stands, and how sure it is that its time is the right one."""

    when: When
    start: int
    end: int
    zoned: bool = False
    """Whether the source itself gave a time zone."""
    short: bool = False
    """Whether the year has two digits: such figures may be anything else where nothing beside them says more."""


class Ambiguous(msgspec.Struct, frozen=True):
    """Something like a date that can be read in two ways."""

    text: str
    short: bool = False
    """Whether its year has two digits."""


def digits(text: str) -> str:
    """The text with the digits of all scripts as 0 to 9, of the same length."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.digit(c)) if c.isdigit() and unicodedata.category(c) == "Nd" else c for c in text)


def find(
    text: str, zone: ZoneInfo, language: str, words: Words | None = None, *, short_years: bool = False
) -> list[Found | Ambiguous]:
    """The complete dates in a line, in their order. `language` is the outlet's: it decides what 03/04/2031 means.

    With `short_years`, 25/11/31 is a date as well.
    """
    words = words or all_words()
    plain = digits(text)
    out: list[tuple[int, Found | Ambiguous]] = []
    taken: list[tuple[int, int]] = []
    for start, end, day in _days(plain, language, words):
        if any(start < b and a < end for a, b in taken):
            continue
        taken.append((start, end))
        if day is None:
            out.append((start, Ambiguous(text[start:end])))
        else:
            out.append((start, Found(When(dt.datetime.combine(day, dt.time(), zone), day=True), start, end)))
    if short_years and not out:
        out.extend(_short_years(text, plain, zone, language))
    out.sort(key=lambda entry: entry[0])
    found = [entry for _, entry in out]
    return [_with_time(entry, plain, found, zone, words) if isinstance(entry, Found) else entry for entry in found]


def _days(text: str, language: str, words: Words) -> list[tuple[int, int, dt.date | None]]:
    out: list[tuple[int, int, dt.date | None]] = []

    def add(match: re.Match[str], month: str | int | None, day: str) -> None:
        if month is not None:
            try:
                out.append((match.start(), match.end(), dt.date(int(match["y"]), int(month), int(day))))
            except ValueError:
                return

    for pattern in (_ISO, _CJK):
        for match in pattern.finditer(text):
            add(match, match["mo"], match["d"])
    for pattern in (_DMY, _TMDY, _MDY, _YMD_NAMED):
        for match in pattern.finditer(text):
            add(match, words.months.get(match["m"].casefold().rstrip(".")), match["d"])
    for match in _NUMERIC.finditer(text):
        first, second = int(match["a"]), int(match["b"])
        order = _order(first, second, match["s"], language)
        if order == "?":
            out.append((match.start(), match.end(), None))
        elif order == "dm":
            add(match, second, match["a"])
        elif order == "md":
            add(match, first, match["b"])
    return out


def _short_years(text: str, plain: str, zone: ZoneInfo, language: str) -> list[tuple[int, Found | Ambiguous]]:
    """Dates such as 25/11/31, of this century; a figure like a date that is none in it says nothing."""
    out: list[tuple[int, Found | Ambiguous]] = []
    for match in _SHORT_YEAR.finditer(plain):
        first, second = int(match["a"]), int(match["b"])
        separator = "/" if language.lower().startswith("en") else match["s"]
        order = _order(first, second, separator, language)
        if order == "?":
            out.append((match.start(), Ambiguous(text[match.start() : match.end()], short=True)))
            continue
        month, day = (second, first) if order == "dm" else (first, second)
        try:
            at = dt.datetime(2000 + int(match["y"]), month, day, tzinfo=zone)
        except ValueError:
            continue
        out.append((match.start(), Found(When(at, day=True), match.start(), match.end(), short=True)))
    return out


def _order(first: int, second: int, separator: str, language: str) -> str:
    """Whether the day or the month comes first; `?` where nothing tells."""
    if first > 12 or second > 12:
        return "dm" if 12 < first <= 31 and second <= 12 else "md" if first <= 12 and second <= 31 else ""
    if first == second or separator == ".":
        return "dm"
    tag = language.lower()
    if tag in ("en-us", "en-ph"):
        return "md"
    return "?" if tag == "en" or not tag else "dm"


def _with_time(found: Found, text: str, others: list[Found | Ambiguous], zone: ZoneInfo, words: Words) -> Found:
    """The date with the time that stands beside it, if there is one and it can be read in one way."""
    later = [other.start for other in others if isinstance(other, Found) and other.start >= found.end]
    stop = min([*later, found.end + 40])
    match = _TIME.search(text, found.end, stop) or _WHOLE_HOUR.search(text, found.end, stop)
    if match is None:
        inner = _TIME.search(text, found.start, found.end)
        before = list(_TIME.finditer(text, max(0, found.start - 24), found.start))
        match = inner or (before[-1] if before and len(others) == 1 else None)
    elif re.search(r"[^\W\d_]{9,}|[.;]\s", text[found.end : match.start()]):
        match = None
    if match is None:
        return found
    parts = match.groupdict()
    if parts.get("sep") == "." and not parts.get("half") and not _clock(text, match):
        return found
    hour, minute = int(parts["h"]), int(parts.get("mi") or 0)
    half = (parts.get("half") or "").lower()[:1]
    if half and not 1 <= hour <= 12:
        return found
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    offset, known = _zone((parts.get("zone") or "").strip(), zone, words)
    if offset is None:
        return found
    day = found.when.at.date()
    at = dt.datetime(day.year, day.month, day.day, hour, minute, int(parts.get("se") or 0), tzinfo=offset)
    return Found(When(at), min(found.start, match.start()), max(found.end, match.end()), known, found.short)


def _clock(text: str, match: re.Match[str]) -> bool:
    """Whether `9.30` is a time rather than a number: a word for clock or hour beside it, or am and pm."""
    before, after = text[: match.start()].casefold(), text[match.end("mi") :].casefold()
    return bool(re.search(r"(?:uhr|ore|alle|klo?\.?|at|às|à)\W*$", before) or re.match(r"\s*uhr", after))


def _zone(name: str, zone: ZoneInfo, words: Words) -> tuple[dt.tzinfo | None, bool]:
    """The time zone of that name and whether it was named; (None, False) for a name that may mean several."""
    folded = name.casefold()
    match = re.fullmatch(r"(?:gmt|utc)?\s?([+-])(\d\d):?(\d\d)", folded)
    if match:
        minutes = int(match[2]) * 60 + int(match[3])
        if minutes >= 24 * 60:
            return None, False
        return dt.timezone(dt.timedelta(minutes=minutes if match[1] == "+" else -minutes)), True
    if folded in words.zones_fixed:
        sign, hours, minutes_text = words.zones_fixed[folded][0], *words.zones_fixed[folded][1:].split(":")
        delta = dt.timedelta(hours=int(hours), minutes=int(minutes_text))
        return dt.timezone(delta if sign == "+" else -delta), True
    if folded in words.zones_named:
        return ZoneInfo(words.zones_named[folded]), True
    if name.isupper() and 3 <= len(name) <= 4 and folded not in ("uhr",) and folded not in words.months:
        return None, False
    return zone, False


def offset_text(when: When) -> str:
    """The date as front matter has it: `2031-03-12`, or with time and offset."""
    if when.day:
        return when.at.date().isoformat()
    return when.at.isoformat(timespec="seconds")


def without(text: str, found: list[Found]) -> str:
    """The text without the dates found in it, edges trimmed."""
    for entry in sorted(found, key=lambda one: -one.start):
        text = text[: entry.start] + " " + text[entry.end :]
    return re.sub(r"\s+", " ", text).strip(" ,;|·•-–—:/()")
