"""What stands on a command line and in the environment: moments, and where they may lead."""

from zoneinfo import ZoneInfo

from broadsheet import arguments
from broadsheet import front_matter_types as types
from broadsheet.ingest import dates
from broadsheet.problems import SiteError
from tests.fuzz import promises
from tests.fuzz.targets import target

_ZONES = ("UTC", "Europe/Lisbon", "America/New_York", "Asia/Kathmandu", "Africa/Monrovia", "Pacific/Apia")
_PARTS = ("T", "Z", "+", "-", ":", ".", "24:00", "W53", "٣", "0000", "9999", "+24:00", "-23:59", "60", "12", " ", ",5")
_SOUND = (b"2026-11-24T08:00", b"\x012026-11-24 08:00:00+01:00", b"\x042026-03-29", b"\x0520261124T080000Z")


@target("argument-moment", lambda: _SOUND, tokens=_PARTS)
def reads_a_moment(data: bytes) -> None:
    """A moment on a command line is one, or is told of."""
    zone = ZoneInfo(_ZONES[data[0] % len(_ZONES)] if data else "UTC")
    text = data[1:].decode("utf-8", "replace")
    try:
        at = arguments.moment(text, zone)
        assert at.utcoffset() is not None
        at.astimezone(ZoneInfo("UTC")).timestamp()
    except SiteError as told:
        promises.fits(told.problems, None)


@target(
    "argument-date",
    lambda: (*_SOUND, b"12 March 2031, 9.30 a.m.", b"\x0212.03.2031"),
    tokens=(*_PARTS, "March", "p.m.", "Uhr", "of"),
)
def reads_a_date(data: bytes) -> None:
    """A date in front matter or in a text is one, with an instant, or none."""
    zone = ZoneInfo(_ZONES[data[0] % len(_ZONES)] if data else "UTC")
    text = data[1:].decode("utf-8", "replace")
    found, message = types.parse_when(text, zone)
    assert (found is None) == bool(message)
    if found:
        assert isinstance(found.instant, int)
        again, _ = types.parse_when(dates.offset_text(found), zone)
        assert again is not None
        assert (again.instant, again.day) == (found.instant, found.day), (found, again)
