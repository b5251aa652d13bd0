"""When a build next has something to do although nobody changes a file, and why.

Both are in the index: the moments of documents, and those of pages that change by themselves. What comes of this is for
who runs the outlet: it names stories that readers mustn't know of, so it never goes into the output.
"""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from broadsheet.index import gate, ledger, notes, reader
from broadsheet.job import CACHE, Next, Order

NAME = "next.json"
"""The file in `.broadsheet/`."""

OPENS, CLOSES, UPDATED = "{} opens", "{} expires", "{} counts as updated"
"""What becomes of a document at a moment of its own."""
WHY = {
    "home": "the home page bears another date",
    "fragment-breaking": "the banner ends",
    "news-sitemap": "an article leaves the sitemap for news",
    "custom-feed": "an article is too old for {}",
    "security": "security.txt nears its end",
}
"""What becomes of a page at a moment of its own, by its kind."""
CHANGES = "{} changes by itself"
"""The same for all other kinds."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_BATCH = 50


def read(db: sqlite3.Connection, order: Order, after: int | None = None) -> Next | None:
    """The first moment after the order's, or after another, at which something in the order's output changes.

    None where nothing ever will. It reads moments that are to come and nothing of the archive.
    """
    view = gate.DRAFTS if order.drafts else gate.PUBLIC
    output = ledger.open_output(db, order.place, view).output
    after = int(order.now.timestamp()) if after is None else after
    found = [one for one in (_document(db, view, after), _page(db, output, after)) if one]
    return min(found, key=lambda one: one.unix, default=None)  # a document's comes first where both are at once


def last(db: sqlite3.Connection, order: Order) -> int | None:
    """The moment of the last build into the order's output; None where there was none."""
    view = gate.DRAFTS if order.drafts else gate.PUBLIC
    return ledger.open_output(db, order.place, view).now


def write(site: Path, coming: Next | None, zone: ZoneInfo) -> None:
    """Write it where the site's own tools find it, in one step. For who holds the site."""
    path = site / CACHE / NAME
    temporary = path.with_name(f"{NAME}.new")
    try:
        temporary.write_bytes(msgspec.json.format(msgspec.json.encode(as_json(coming, zone)), indent=2) + b"\n")
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def is_written(site: Path) -> bool:
    """Whether the file is there."""
    return (site / CACHE / NAME).exists()


def as_json(coming: Next | None, zone: ZoneInfo) -> dict[str, str | int | None]:
    """What next.json says; each key is null where nothing is to come."""
    if coming is None:
        return dict.fromkeys(("at", "unix", "why", "about", "cron", "systemd"))
    return {
        "at": moment(coming, zone).isoformat(),
        "unix": coming.unix,
        "why": coming.why,
        "about": coming.about,
        "cron": cron(coming),
        "systemd": f"OnCalendar={calendar(coming)}",
    }


def moment(coming: Next, zone: ZoneInfo) -> datetime:
    """When it is, as the outlet counts."""
    return datetime.fromtimestamp(coming.unix, UTC).astimezone(zone)


def cron(coming: Next) -> str:
    """The five fields of cron, in UTC as most hosted ones have it; of a moment within a minute the minute after it."""
    at = datetime.fromtimestamp(coming.unix, UTC) + timedelta(seconds=59)
    return f"{at.minute} {at.hour} {at.day} {at.month} *"


def calendar(coming: Next) -> str:
    """What a systemd timer takes after `OnCalendar=`."""
    return f"{datetime.fromtimestamp(coming.unix, UTC):%Y-%m-%d %H:%M:%S} UTC"


def in_words(coming: Next, zone: ZoneInfo) -> str:
    """`24 November 2026, 13:00, when content/2026/11/ferry.md opens`."""
    at = moment(coming, zone)
    clock = f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}, {clock}, when {coming.why}"


def _document(db: sqlite3.Connection, view: int, after: int) -> Next | None:
    """The first moment that makes a difference to a document: drafts have some at which nothing happens."""
    place = (after, 1 << 62)
    while rows := db.execute(
        "SELECT at, doc, path, header FROM instant JOIN doc USING (doc) WHERE (at, doc) > (?, ?)"
        " ORDER BY at, doc LIMIT ?",
        (*place, _BATCH),
    ).fetchall():
        found = [(at, path, why) for at, _, path, header in rows if (why := _becomes(header, view, at))]
        if found:
            at, path, why = min(found)
            return Next(at, why.format(path), path)
        place = rows[-1][:2]
    return None


def _becomes(header: bytes, view: int, at: int) -> str:
    """What becomes of a document at one of its moments; empty for nothing."""
    article = reader.decode(header)
    before, then = (gate.passes(article, view, when) for when in (at - 1, at))
    if before != then:
        return OPENS if then else CLOSES
    return UPDATED if then and article.updated and article.updated.instant == at else ""


def _page(db: sqlite3.Connection, output: int, after: int) -> Next | None:
    """The first page that changes by itself."""
    row = db.execute(
        "SELECT until, kind, address FROM page WHERE output = ? AND until > ? ORDER BY until, kind, edition LIMIT 1",
        (output, after),
    ).fetchone()
    if row is None:
        return None
    at, kind, address = row
    why = (_of_the_desk(db, at) if kind == "home" else "") or WHY.get(kind, CHANGES)
    return Next(at, why.format(address), address)


def _of_the_desk(db: sqlite3.Connection, at: int) -> str:
    """What of desk.yaml ends at a moment; empty for nothing."""
    from broadsheet.desk import Desk  # only here: it brings what reads YAML

    kept = notes.get_meta(db, "desk")
    desk = msgspec.msgpack.decode(kept, type=Desk) if isinstance(kept, bytes) else Desk()
    if any(banner.expires and banner.expires.instant == at for banner in desk.breaking):
        return WHY["fragment-breaking"]
    pins = [*desk.pins, *(pin for zone in desk.zones for pin in zone.pins)]
    return "a pin ends" if any(pin.expires and pin.expires.instant == at for pin in pins) else ""
