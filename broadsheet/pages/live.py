"""Live articles: the entries that stand in a body under headings with a time, taken apart and put newest first.

An entry begins at a heading such as `## 14:05 The mast is down`, in the body itself and not within a quote or a list;
a day may stand before the time. What stands before the first is the introduction.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from broadsheet import markup
from broadsheet.article import When
from broadsheet.slugs import slugify

_HEADING_OR_BOX = re.compile(
    r"<h2(?P<attributes>[^>]*)>(?P<heading>.*?)</h2>\n?"
    r"|<!--.*?-->"
    r"|<(?P<end>/?)(?P<box>article|aside|blockquote|details|div|dl|figure|ol|section|table|ul)\b[^>]*>",
    re.DOTALL | re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:(?P<day>\d{4}-\d\d-\d\d)\s+)?(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?!\d)[\s:–—|-]*(?P<title>.*)"
)
_ATTRIBUTE = re.compile(r"\b(id|class)=\"([^\"]*)\"")
_FOOTNOTES = '<div class="footnote">'


@dataclass(frozen=True, slots=True)
class LiveEntry:
    """An entry of a live article."""

    id: str
    """Its anchor: made of its time and headline, unless its heading has an id of its own."""
    time: str
    """The time that it says, `14:05`."""
    at: When | None
    """The same with its day; None where neither it nor the article says a day."""
    title: str
    """Its headline, as plain text; may be empty."""
    body: str
    """Its text as HTML, safe to print."""
    key: bool
    """Whether it is one of the key events."""


@dataclass(frozen=True, slots=True)
class LiveView:
    """A live article."""

    entries: tuple[LiveEntry, ...]
    """All entries, newest first."""
    key: tuple[LiveEntry, ...]
    """Those that are key events, newest first."""
    intro: str
    """What stands before the first entry, as HTML, safe to print."""
    closed: bool
    """Whether nothing more will come."""
    several_days: bool
    """Whether the entries are of more than one day, so that their times alone don't say when they were written."""


def view(body: str, published: When | None, zone: ZoneInfo) -> LiveView:
    """The parts of a live article's body, whose references are resolved.

    An entry without a day is of the same one as the entry that stands before it in the text, the first of the day on
    which the article was published.
    """
    body, notes = _without_footnotes(body)
    heads = _heads(body)
    intro = body[: heads[0][0].start()].rstrip("\n") if heads else body
    ends = [*(head.start() for head, _ in heads), len(body)][1:]
    day = published.at.astimezone(zone).date() if published else None
    made: list[tuple[tuple[date, str, int], LiveEntry]] = []
    closed, ids = False, set[str]()
    for position, ((head, said), end) in enumerate(zip(heads, ends, strict=True)):
        day = _day(said["day"]) or day
        clock = f"{int(said['hour']):02}:{said['minute']}"
        attributes = dict(_ATTRIBUTE.findall(head["attributes"]))
        classes = attributes.get("class", "").split()
        closed = closed or "end" in classes
        entry = LiveEntry(
            id=_anchor(attributes.get("id", ""), clock, said["day"] or "", said["title"], ids),
            time=clock,
            at=_at(day, clock, zone),
            title=said["title"],
            body=body[head.end() : end].strip("\n"),
            key="key" in classes,
        )
        made.append(((day or date.min, clock, position), entry))
    made.sort(key=lambda one: one[0], reverse=True)
    entries = [entry for _, entry in made]
    if notes and entries:
        last = entries[-1]
        entries[-1] = LiveEntry(last.id, last.time, last.at, last.title, f"{last.body}\n{notes}".strip(), last.key)
    elif notes:
        intro = f"{intro}\n{notes}"
    days = {order[0] for order, _ in made}
    return LiveView(
        tuple(entries), tuple(entry for entry in entries if entry.key), intro, closed, several_days=len(days) > 1
    )


def _heads(body: str) -> list[tuple[re.Match[str], re.Match[str]]]:
    """The headings that begin an entry, and what each says."""
    heads, depth = [], 0
    for found in _HEADING_OR_BOX.finditer(body):
        if found["box"]:
            depth = max(0, depth - 1) if found["end"] else depth + 1
        elif found["heading"] is not None and not depth and (said := _TIME.fullmatch(markup.plain(found["heading"]))):
            heads.append((found, said))
    return heads


def _without_footnotes(body: str) -> tuple[str, str]:
    """The footnotes belong to all entries, and stand below the last."""
    before, found, after = body.partition(_FOOTNOTES)
    return before.rstrip("\n"), found + after


def _day(written: str | None) -> date | None:
    try:
        day = date.fromisoformat(written) if written else None
    except ValueError:
        return None
    # The years that front matter may name: at the ends of the calendar a moment has no day in every time zone.
    return day if day and 1000 <= day.year <= 9000 else None


def _at(day: date | None, clock: str, zone: ZoneInfo) -> When | None:
    if day is None:
        return None
    hour, _, minute = clock.partition(":")
    midnight = datetime(day.year, day.month, day.day)
    local = (midnight + timedelta(hours=int(hour), minutes=int(minute))).replace(tzinfo=zone)
    return When(local.astimezone(UTC))


def _anchor(own: str, clock: str, day: str, title: str, taken: set[str]) -> str:
    made = own or "-".join(filter(None, ("at", day, clock.replace(":", ""), slugify(title))))
    anchor, number = made, 1
    while anchor in taken:
        number += 1
        anchor = f"{made}-{number}"
    taken.add(anchor)
    return anchor
