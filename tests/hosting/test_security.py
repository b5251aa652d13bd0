"""security.txt as RFC 9116 has it, and the warning before it ends."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from broadsheet.problems import SiteError
from tests.conftest import MakeOutlet
from tests.outlet import NOON, SITE, Outlet

PLACE = "/.well-known/security.txt"
SECURITY = """
[security]
contact = ["mailto:security@courier.example", "https://courier.example/hole.html"]
expires = "2027-06-30"
encryption = ["https://courier.example/key.txt"]
acknowledgments = ["https://courier.example/thanks.html"]
policy = ["https://courier.example/policy.html"]
preferred_languages = ["en", "pt"]
"""


def fields(text: str) -> list[tuple[str, str]]:
    """What it says, held to the grammar of RFC 9116, which has one space after the colon and ends each line."""
    assert text.endswith("\n")
    found = []
    for line in text.splitlines():
        field = re.fullmatch(r"([A-Za-z-]+): (\S.*)", line)
        assert field, line
        found.append((field[1], field[2]))
    names = [name for name, _ in found]
    assert "Contact" in names
    assert names.count("Expires") == 1
    assert names.count("Preferred-Languages") <= 1
    return found


def until(outlet: Outlet, expires: str, zone: str = "Europe/Lisbon") -> str:
    toml = SITE.replace("Europe/Lisbon", zone) + SECURITY.replace("2027-06-30", expires)
    return dict(fields(outlet.edit({"site.toml": toml}).build().page(PLACE)))["Expires"]


def told(outlet: Outlet) -> list[str]:
    return [problem for problem in outlet.problems if "security.txt" in problem]


def test_it_says_what_the_settings_say(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": SITE + SECURITY}).build()
    assert fields(site.page(PLACE)) == [
        ("Contact", "mailto:security@courier.example"),
        ("Contact", "https://courier.example/hole.html"),
        ("Expires", "2027-06-30T22:59:59Z"),
        ("Encryption", "https://courier.example/key.txt"),
        ("Acknowledgments", "https://courier.example/thanks.html"),
        ("Preferred-Languages", "en, pt"),
        ("Canonical", "https://courier.example/.well-known/security.txt"),
        ("Policy", "https://courier.example/policy.html"),
    ]
    assert told(site) == []


@pytest.mark.parametrize(
    ("expires", "said"),
    [
        ("2027-01-31", "2027-01-31T14:59:59Z"),
        ("2027-01-31T09:00", "2027-01-31T00:00:00Z"),
        ("2027-01-31T09:00+01:00", "2027-01-31T08:00:00Z"),
        ("2027-01-31T09:00Z", "2027-01-31T09:00:00Z"),
    ],
)
def test_its_end_is_an_instant_of_the_outlets_time_zone(outlet: MakeOutlet, expires: str, said: str) -> None:
    assert until(outlet(), expires, "Asia/Tokyo") == said


def test_without_a_contact_there_is_none(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": SITE + SECURITY}).build()
    assert site.has(PLACE)
    assert not site.edit({"site.toml": SITE}).build().has(PLACE)
    assert site.online() == site.clean()


def test_one_is_warned_as_its_end_comes_near_though_nothing_changed(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": SITE + SECURITY}).build()
    end = datetime(2027, 6, 30, 22, 59, 59, tzinfo=UTC)
    assert told(site.build(end - timedelta(days=30, seconds=1))) == []
    (warning,) = told(site.build(end - timedelta(days=30)))
    line = (SITE + SECURITY).splitlines().index('expires = "2027-06-30"') + 1
    assert warning.startswith(f"site.toml:{line}:1: warning: security.txt expires within 30 days\n")
    assert "within a day" in told(site.build(end - timedelta(hours=2)))[0]
    assert "has expired" in told(site.build(end))[0]
    assert "has expired" in told(site.build(end + timedelta(days=1)))[0]
    assert told(site.build(NOON)) == []


def test_one_is_warned_of_an_end_too_far_away(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": SITE + SECURITY.replace("2027-06-30", "2028-06-30")}).build()
    assert "more than a year" in told(site)[0]
    assert told(site.build(NOON + timedelta(days=300))) == []


def test_a_file_of_the_outlets_takes_its_place(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": SITE + SECURITY.replace("2027", "2025")}).build()
    assert len(told(site)) == 1
    site.edit({"static/.well-known/security.txt": "Contact: mailto:own@courier.example\n"}).build()
    assert site.page(PLACE) == "Contact: mailto:own@courier.example\n"
    assert told(site) == []
    assert site.online() == site.clean()


@pytest.mark.parametrize("setting", ["encryption", "acknowledgments", "policy", "contact"])
def test_no_address_in_it_is_without_https(outlet: MakeOutlet, setting: str) -> None:
    toml = re.sub(rf"^{setting} = .*$", f'{setting} = ["http://courier.example/x"]', SECURITY, flags=re.MULTILINE)
    site = outlet({"site.toml": SITE + toml})
    with pytest.raises(SiteError, match=r"http://courier\.example/x"):
        site.build()
