"""Instants as machines write them: ISO 8601, RFC 2822. What people write is for dates.py."""

import datetime as dt
import re
from email.utils import parsedate_to_datetime

from broadsheet.article import When

_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")


def read(text: str, zone: dt.tzinfo) -> When | None:
    """The instant; a day alone is one, and what has no offset is meant in `zone`. None where it isn't complete.

    The year 1 is how programs write that there is none.
    """
    text = text.strip()
    try:
        if found := _DAY.fullmatch(text):
            day = dt.datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=zone)
            return When(day, day=True) if day.year > 1 else None
        try:
            at = dt.datetime.fromisoformat(text)
        except ValueError:
            at = parsedate_to_datetime(text)
        if at.tzinfo is None:
            at = at.replace(tzinfo=zone)
        at.astimezone(dt.UTC)  # the last day of the year 9999 may have none
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return When(at, day=False) if at.year > 1 else None
