"""The threats that docs/security.md lists are each held by tests that there are, and who finds a hole finds the way."""

import re

from tests.docs.test_reference import ROOT, section, text


def test_each_threat_names_tests_that_there_are() -> None:
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", section(text("security.md"), "The threats, one by one"), re.MULTILINE)
    threats = {
        threat: re.findall(r"`(tests/[^`]+)`", held) for threat, held in rows if not threat.startswith((":", "Threat"))
    }
    assert len(threats) > 15
    assert [threat for threat, held in threats.items() if not held] == []
    assert [path for held in threats.values() for path in held if not (ROOT / path).exists()] == []


def test_the_way_to_report_a_hole_is_private_and_leads_to_nobody_by_name() -> None:
    said = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert "security/advisories/new" in said
    assert "@" not in said


def test_it_is_led_to_from_where_people_look() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "(SECURITY.md)" in readme
    assert "(docs/security.md)" in readme
    assert "(security.md)" in text("operators.md")
    assert "(security.md#themes)" in text("themes.md")
