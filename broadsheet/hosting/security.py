"""security.txt (RFC 9116): whom to tell of a hole, and until when that holds.

Its end is the outlet's to set and to move, since a promise that renews itself is none; so the build warns in time.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time

from broadsheet import addresses
from broadsheet.hosting import notice
from broadsheet.index import queries
from broadsheet.index.reader import Index
from broadsheet.keys import PageKey
from broadsheet.settings import Settings

PLACE = ".well-known/security.txt"
SOON = 30 * 24 * 60 * 60
"""How many seconds before its end one is warned."""
LONGEST = 366 * 24 * 60 * 60
"""For how many seconds it should hold at most: RFC 9116 asks for less than a year."""


def text(index: Index) -> str:
    """What it says; empty where there is nobody to tell."""
    return notice.written(_lines(index.settings)) if index.settings.security.contact else ""


def expires(settings: Settings) -> datetime:
    """Until when it holds: a day to its end, in the outlet's time zone."""
    said = settings.security.expires
    try:
        at = datetime.combine(date.fromisoformat(said), time(23, 59, 59))
    except ValueError:
        at = datetime.fromisoformat(said)
    return (at if at.tzinfo else at.replace(tzinfo=settings.zone)).astimezone(UTC)


def faults(index: Index) -> Iterator[tuple[str, str]]:
    """What is wrong with its end as of now, and what to do."""
    if not text(index) or queries.is_taken(index, addresses.notice_address(PLACE)):
        return
    left = int(expires(index.settings).timestamp()) - index.now
    hint = "read through [security], and set `expires` anew: less than a year ahead"
    if left <= 0:
        yield "security.txt has expired: nobody may rely on it any more", hint
    elif left <= SOON:
        days = -(-left // 86_400)
        yield f"security.txt expires within {f'{days} days' if days > 1 else 'a day'}", hint
    elif left > LONGEST:
        yield "security.txt holds for more than a year, which RFC 9116 advises against", hint


def until(_key: PageKey, index: Index) -> int | None:
    """The next moment at which there is something to warn of, or no more."""
    if not text(index):
        return None
    end = int(expires(index.settings).timestamp())
    moments = (end - before for before in (LONGEST, SOON, 0))
    return min((moment for moment in moments if moment > index.now), default=None)


def _lines(settings: Settings) -> Iterator[str]:
    said = settings.security
    yield from _each("Contact", said.contact)
    yield f"Expires: {expires(settings):%Y-%m-%dT%H:%M:%SZ}"
    yield from _each("Encryption", said.encryption)
    yield from _each("Acknowledgments", said.acknowledgments)
    if said.preferred_languages:
        yield f"Preferred-Languages: {', '.join(said.preferred_languages)}"
    yield f"Canonical: {addresses.absolute(addresses.notice_address(PLACE), settings)}"
    yield from _each("Policy", said.policy)


def _each(name: str, values: Iterable[str]) -> Iterator[str]:
    return (f"{name}: {value}" for value in values)


NOTICE = notice.page_kind("security", (PLACE,), ("security",), text, until=until)
