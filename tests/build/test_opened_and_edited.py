"""An article whose time comes, and that was edited meanwhile: one build brings both to all that lead to it."""

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
