"""The page that shows editors what ingest did: readable for everybody, and nothing in a source runs there."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from broadsheet.review import page, review
from tests.browser.conftest import SCREENS, OpenPage
from tests.ingest.newsroom import NOW, TITLE, Newsroom, article

EVIL = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>"


@pytest.mark.parametrize("screen", SCREENS)
def test_an_editor_sees_what_was_done_and_no_source_runs(open_page: OpenPage, tmp_path: Path, screen: str) -> None:
    room = Newsroom(tmp_path)
    room.seed("ferry.txt", article("Published by", f"Share {EVIL}", "Share Tweet WhatsApp", title=f"{TITLE} {EVIL}"))
    room.take()
    found = review(room.site, room.settings, NOW)
    written = page.render(found.undecided, 0, room.site, room.settings, tmp_path)
    allowed = written.replace("default-src 'none'", "script-src 'unsafe-inline'")  # so that it isn't the policy alone
    assert allowed != written
    viewport, dark = SCREENS[screen]
    shown = open_page(viewport, dark=dark)
    shown.set_content(allowed)
    assert shown.title() == "1 to review – The Dorum Tide"
    struck = shown.get_by_text("Share Tweet WhatsApp")
    assert struck.evaluate("node => getComputedStyle(node).textDecorationLine") == "line-through"
    assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
    wrong = Axe().run(shown, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}).response["violations"]
    assert [violation["id"] for violation in wrong] == []
