"""From the text of front matter to typed values, with an error at its place for each that isn't one.

Every function takes a node, notes what is wrong with it in the findings, and goes on with an empty value, so that
all the problems of a file are told at once.
"""

import difflib
import functools
import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta, timezone
from typing import TypeVar
from zoneinfo import ZoneInfo

from broadsheet import addresses
from broadsheet.article import NOTE_KINDS, Audio, Correction, Image, Note, Source, When
from broadsheet.front_matter import Findings, Items, Mapping, Node, Text, without_forbidden
from broadsheet.slugs import slugify

Value = TypeVar("Value")
Fields = dict[str, tuple[Text, Node]]

_DATE = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})"
    r"(?:(?:[Tt]|[ ]+)(\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?[ ]*([Zz]|[+-]\d{2}:?\d{2})?)?"
)
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_WRITE_DATES = "write it as 2026-11-24 or 2026-11-24 14:05"
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_WEB = re.compile(r"https?://[^\s/?#\"<>\\^`{|}]++[^\s\"<>\\^`{|}]*+", re.IGNORECASE)
_ADDRESS = re.compile(r"/(?!/)[^\s?#\\\"<>^`{|}]*")
_FOCUS = re.compile(r"(\d{1,3})\s*+%?[\s,]*+(?<=[\s,])(\d{1,3})\s*%?")
_DURATION = re.compile(r"(?:(?:(\d{1,3}):)?(\d{1,2}):)?(\d{1,6})")
_UP = re.compile(r"(?:^|/)\.\.(?:/|$)")


def guess(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word which this one is most like, or all of them when they are few."""
    known = list(known)
    near = difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    if near:
        return f"did you mean {near[0]}?"
    return f"known are {', '.join(known)}" if len(known) <= 12 else ""


def check_keys(fields: Fields, known: Iterable[str], within: str, findings: Findings) -> None:
    """Note each key that the contract doesn't have."""
    for name, (key, _) in fields.items():
        if name not in known:
            where = f" in {within}" if within else ""
            hint = guess(name, known)
            if not hint and not within:
                hint = "keys of your own go under extra:"
            findings.error(f"the key {_quoted(name)} isn't known{where}", key.line, key.column, hint)


def text(node: Node, findings: Findings) -> str:
    """A text on one line; line breaks become spaces."""
    if isinstance(node, Text):
        value = node.value
        if value.isprintable() and "  " not in value:
            # Of all white space only the space can be printed.
            return value.strip(" ")
        value = without_forbidden(value)
        if value != node.value:
            findings.warning("a control character is left out", node.line, node.column, "delete it")
        return " ".join(value.split())
    what = "a list" if isinstance(node, Items) else "keys of its own"
    hint = "write it on one line; put it in double quotes if it has brackets or a colon"
    findings.error(f"a text must stand here, not {what}", node.line, node.column, hint)
    return ""


def texts(node: Node, findings: Findings, commas: bool = True) -> tuple[str, ...]:
    """A list of texts, each once; a single text is split at its commas where they part names."""
    if isinstance(node, Items):
        found = [text(item, findings) for item in node.items]
    else:
        one = text(node, findings)
        found = [part.strip() for part in one.split(",")] if commas else [one]
    return tuple(dict.fromkeys(filter(None, found)))


def several(node: Node, one: Callable[[Node], Value | None]) -> tuple[Value, ...]:
    """A list of values, or a single one written without the list."""
    if isinstance(node, Items):
        return tuple(value for item in node.items if (value := one(item)) is not None)
    if isinstance(node, Text) and not node.value.strip():
        return ()
    value = one(node)
    return () if value is None else (value,)


def choice(node: Node, known: Iterable[str], findings: Findings) -> str:
    """One of a few words, in any case."""
    value = text(node, findings)
    for word in known:
        if word == value.lower():
            return word
    if value:
        findings.error(f"{_quoted(value)} isn't one of the words for this", node.line, node.column, guess(value, known))
    return ""


def truth(node: Node, findings: Findings) -> bool:
    """Yes or no."""
    value = text(node, findings).lower()
    if value not in ("true", "yes", "false", "no", ""):
        findings.error(f"{_quoted(value)} is neither true nor false", node.line, node.column, "write true or false")
    return value in ("true", "yes")


def when(node: Node, zone: ZoneInfo, findings: Findings) -> When | None:
    """A day or an instant, by ISO 8601; in the outlet's time zone where no offset is given."""
    value = text(node, findings)
    if not value:
        return None
    found, message = parse_when(value, zone)
    if found is None:
        findings.error(message, node.line, node.column, _date_hint(value))
    elif (meant := _after_the_gap(value, found, zone)) is not None:
        message = f"the clocks of {zone.key} skip this time: it's taken for {meant:%H:%M}"
        hint = f"write {meant.replace(tzinfo=None).isoformat(' ', 'minutes')}"
        findings.warning(message, node.line, node.column, hint)
    return found


def parse_when(value: str, zone: ZoneInfo) -> tuple[When | None, str]:
    """The date that a text says, or what is wrong with it.

    An hour that the clocks repeat is the earlier of the two that it could be; one that they skip counts from before.
    """
    parts = _DATE.fullmatch(value)
    if not parts:
        return None, f"{_quoted(value)} isn't a date"
    year, month, day, hour, minute, second = [int(part or 0) for part in parts.groups()[:6]]
    try:
        at = datetime(year, month, day, hour, minute, second, tzinfo=None if parts[7] else zone)
    except ValueError:
        return None, f"there is no such {'time' if _is_day(year, month, day) else 'day'} as {value}"
    if not 1000 <= year <= 9000:
        return None, f"the year {year} can't be meant"
    if not (offset := parts[7]):
        seconds = at.utcoffset() or timedelta()
        # Before there were time zones their offsets had seconds, which ISO 8601 can't write.
        return When(at.replace(tzinfo=_offset(seconds // timedelta(minutes=1))), not parts[4]), ""
    if offset in "Zz":
        return When(at.replace(tzinfo=timezone.utc)), ""  # noqa: UP017 (the same class as the other offsets)
    minutes = int(offset[1:3]) * 60 + int(offset[-2:])
    if minutes > 14 * 60 or int(offset[-2:]) > 59:
        return None, f"there is no such offset from UTC as {offset}"
    return When(at.replace(tzinfo=_offset(-minutes if offset[0] == "-" else minutes))), ""


@functools.cache
def _offset(minutes: int) -> timezone:
    return timezone(timedelta(minutes=minutes))


def _after_the_gap(value: str, found: When, zone: ZoneInfo) -> datetime | None:
    """What a clock showed at a local time that it skipped; None for all other times."""
    if found.day or (parts := _DATE.fullmatch(value)) is None or parts[7]:
        return None
    clock = found.at.astimezone(zone)
    # Less than a minute is what an offset with seconds has lost.
    skipped = abs(clock.replace(tzinfo=None) - found.at.replace(tzinfo=None)) > timedelta(minutes=1)
    return clock if skipped else None


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        datetime(year, month, day)
    except ValueError:
        return False
    return True


def _date_hint(value: str) -> str:
    other = _DAY_FIRST.fullmatch(value)
    if other:
        first, second, year = int(other[1]), int(other[2]), other[3]
        if first > 12 >= second > 0:
            return f"write it as {year}-{second:02}-{first:02}"
        if second > 12 >= first > 0:
            return f"write it as {year}-{first:02}-{second:02}"
    return _WRITE_DATES


def identity(node: Node, findings: Findings) -> str:
    """An id: any text without white space."""
    value = text(node, findings)
    if " " in value:
        findings.error("an id can't have spaces", node.line, node.column, "use hyphens")
    elif len(value) > 500:
        findings.error("an id can't be longer than 500 characters", node.line, node.column, "a few words will do")
    return value


def slug(node: Node, findings: Findings) -> str:
    """A name for addresses."""
    value = text(node, findings)
    fit = slugify(value)
    if value != fit:
        hint = f"write {fit}" if fit else "use lower-case letters, digits and hyphens"
        findings.error(f"{_quoted(value)} isn't fit to be a slug", node.line, node.column, hint)
    return value


def address(node: Node, findings: Findings) -> str:
    """An address of this site: a path from its root."""
    value = text(node, findings)
    if value and (_UP.search(value) or len(value) > 1500 or not _ADDRESS.fullmatch(value)):
        hint = "write a path that begins with one slash, such as /politics/budget.html"
        findings.error(f"{_quoted(value)} isn't an address of this site", node.line, node.column, hint)
        return ""
    return value


def page_address(node: Node, findings: Findings) -> str:
    """An address of this site that a page can have: what hosts take for a picture or a style sheet is none."""
    value = address(node, findings)
    if value and not addresses.file_of(value).endswith(".html"):
        hint = "end it in .html or in a slash, such as /politics/budget.html"
        findings.error(f"{_quoted(value)} isn't the address of a page", node.line, node.column, hint)
        return ""
    return value


def web_address(node: Node, findings: Findings) -> str:
    """An address of any site."""
    value = text(node, findings)
    if value and not _WEB.fullmatch(value):
        hint = "begin it with https://"
        findings.error(f"{_quoted(value)} isn't a web address", node.line, node.column, hint)
    return value


def language(node: Node, findings: Findings) -> str:
    """A language, by BCP 47."""
    value = text(node, findings)
    if value and not _LANGUAGE.fullmatch(value):
        near = value.replace("_", "-")
        hint = f"write {near}" if _LANGUAGE.fullmatch(near) else "write a tag such as en or es-MX"
        findings.error(f"{_quoted(value)} isn't a language tag", node.line, node.column, hint)
        return ""
    return value


def check_language(node: Node, value: str, findings: Findings) -> None:
    """Warn of a tag whose language there isn't, or that BCP 47 writes with fewer letters."""
    wrong = _unknown_language(value.partition("-")[0].lower())
    if wrong:
        findings.warning(wrong[0], node.line, node.column, wrong[1])


@functools.cache
def _unknown_language(code: str) -> tuple[str, str] | None:
    from babel import Locale
    from babel.core import get_global

    # All codes of two letters are in CLDR; of those with three, more than seven thousand, it only has some.
    if code in Locale("en").languages:
        return None
    shorter = get_global("language_aliases").get(code, "")
    if len(shorter) == 2:
        return f"the code for this language isn't {code}", f"write {shorter}"
    if len(code) == 2:
        return f"there is no language {code}", "write its code of two or three letters, such as en, es or fil"
    return None


def media_path(node: Node, findings: Findings) -> str:
    """A file under media/, relative to it."""
    value = text(node, findings)
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", value):
        hint = "put the file into media/ and name it here"
        findings.error("this must be a file in media/, not an address", node.line, node.column, hint)
        return ""
    path = re.sub(r"^(?:\./)*/?(?:media/)", "", value) if "media/" in value else value.removeprefix("./")
    if "\\" in path or _UP.search(path) or path.startswith("/") or path.endswith("/") or "//" in path:
        hint = "write it as it lies in media/, such as 2026/ferry.jpg"
        findings.error(f"{_quoted(value)} isn't a file in media/", node.line, node.column, hint)
        return ""
    return path


def image(node: Node, findings: Findings) -> Image | None:
    """A picture: a file, or a file with what is said about it."""
    if not isinstance(node, Mapping):
        src = media_path(node, findings)
        return Image(src=src) if src else None
    fields = node.fields
    check_keys(fields, ("src", "alt", "caption", "credit", "focus"), "a picture", findings)
    focus = None
    if "focus" in fields and (value := text(fields["focus"][1], findings)):
        parts = _FOCUS.fullmatch(value)
        if parts and int(parts[1]) <= 100 and int(parts[2]) <= 100:
            focus = (int(parts[1]), int(parts[2]))
        else:
            spot = fields["focus"][1]
            hint = 'write per cent from the left and from the top: "50% 25%"'
            findings.error(f"{_quoted(value)} isn't a point in a picture", spot.line, spot.column, hint)
    return Image(
        src=media_path(fields["src"][1], findings) if "src" in fields else "",
        alt=_part(fields, "alt", findings),
        caption=_part(fields, "caption", findings),
        credit=_part(fields, "credit", findings),
        focus=focus,
    )


def audio(node: Node, findings: Findings) -> Audio | None:
    """A recording: a file, or a file with its duration."""
    if not isinstance(node, Mapping):
        src = media_path(node, findings)
        return Audio(src) if src else None
    fields = node.fields
    check_keys(fields, ("src", "duration"), "audio", findings)
    if not _part(fields, "src", findings):
        findings.error("audio needs a src, the file in media/", node.line, node.column, "src: and its path in media/")
        return None
    duration = 0
    if "duration" in fields and (value := text(fields["duration"][1], findings)):
        parts = _DURATION.fullmatch(value)
        if parts and (not parts[2] or int(parts[3]) < 60) and (not parts[1] or int(parts[2]) < 60):
            duration = int(parts[1] or 0) * 3600 + int(parts[2] or 0) * 60 + int(parts[3])
        else:
            spot = fields["duration"][1]
            findings.error(f"{_quoted(value)} isn't a duration", spot.line, spot.column, 'write "12:34" or seconds')
    return Audio(media_path(fields["src"][1], findings), duration)


def correction(node: Node, zone: ZoneInfo, findings: Findings) -> Correction | None:
    """A correction: its words, or these with a date."""
    if not isinstance(node, Mapping):
        words = text(node, findings)
        return Correction(words) if words else None
    fields = node.fields
    check_keys(fields, ("date", "text"), "a correction", findings)
    date = when(fields["date"][1], zone, findings) if "date" in fields else None
    words = _part(fields, "text", findings)
    if not words:
        findings.error("a correction needs a text", node.line, node.column, "text: and what was wrong")
    return Correction(words, date)


def note(node: Node, findings: Findings) -> Note | None:
    """A note: its words, said by the editors, or these with who says them."""
    if not isinstance(node, Mapping):
        words = text(node, findings)
        return Note("editor", words) if words else None
    fields = node.fields
    check_keys(fields, ("kind", "text"), "a note", findings)
    kind = choice(fields["kind"][1], NOTE_KINDS, findings) if "kind" in fields else ""
    words = _part(fields, "text", findings)
    if not words:
        findings.error("a note needs a text", node.line, node.column, "text: and what readers should know")
    return Note(kind or "editor", words)


def source(node: Node, findings: Findings) -> Source | None:
    """Where the article comes from; a text alone is an address or a name."""
    if not isinstance(node, Mapping):
        value = text(node, findings)
        if not value:
            return None
        return Source(url=value) if _WEB.fullmatch(value) else Source(name=value)
    fields = node.fields
    check_keys(fields, ("name", "url", "file"), "source", findings)
    return Source(
        name=_part(fields, "name", findings),
        url=web_address(fields["url"][1], findings) if "url" in fields else "",
        file=_part(fields, "file", findings),
    )


def plain(node: Node) -> object:
    """Whatever is written, in plain values: for `extra`."""
    if isinstance(node, Text):
        return without_forbidden(node.value)
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return {without_forbidden(name): plain(value) for name, (_, value) in node.fields.items()}


def _part(fields: Fields, name: str, findings: Findings) -> str:
    return text(fields[name][1], findings) if name in fields else ""


def _quoted(value: str) -> str:
    return f'"{value if len(value) <= 60 else value[:59] + "…"}"'
