"""What time changes from one build to the next, beside edits, or where it goes back: both reach all that show it."""

from datetime import timedelta

import pytest

from tests.build import everything
from tests.conftest import MakeOutlet
from tests.outlet import NOON, SITE


@pytest.mark.parametrize("days", [-60, -3, -1])
def test_what_leads_to_it_knows_it(outlet: MakeOutlet, days: int) -> None:
    site = outlet({"site.toml": SITE + everything.EXPORTS})
    site.article("2026/10/one", "[on](article:two)", id="one", date="2026-10-02")
    site.article("2026/11/two", id="two", date="2026-11-22", aliases="[/was.html]")
    site.build(NOON + timedelta(days=days))
    site.article("2026/11/two", "Mended.", id="two", date="2026-11-22", aliases="[/was.html]").build(NOON)
    assert site.online() == site.clean()


def test_one_that_was_open_and_is_not_yet_is_gone_from_them(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": SITE + everything.EXPORTS})
    site.article("2026/10/one", "[on](article:two)", id="one", date="2026-10-02")
    site.article("2026/11/two", id="two", date="2026-11-22", aliases="[/was.html]").build()
    site.article("2026/11/two", "Mended.", id="two", date="2026-11-22", aliases="[/was.html]")
    assert site.build(NOON - timedelta(days=3)).online() == site.clean()
    assert site.build(NOON).online() == site.clean()


def test_back_in_time_a_feed_has_again_what_had_become_too_old_for_it(outlet: MakeOutlet) -> None:
    feed = '\n[[feeds.custom]]\nid = "msn"\ntitle = "MSN"\nprofile = "msn"\n'
    site = outlet({"site.toml": SITE + feed}).article("2026/11/one", "Words. " * 50).build()
    assert b"<item>" in site.online()["/feeds/msn.xml"]
    site.build(NOON + timedelta(days=1600))
    assert b"<item>" not in site.online()["/feeds/msn.xml"]
    assert site.build(NOON).online() == site.clean()
