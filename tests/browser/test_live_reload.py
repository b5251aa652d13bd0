"""What is saved appears in a browser by itself, and so do mistakes until they are mended."""

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.commands.test_live_preview import ADDRESS, serving
from tests.conftest import MakeOutlet

PAGE = "<!doctype html><html lang=en><title>x</title><body><main>{{ page.title }}</main></body></html>"


def test_a_saved_edit_appears_and_a_mistake_is_shown_until_it_is_mended(
    outlet: MakeOutlet, open_page: OpenPage
) -> None:
    site = outlet({"themes/plain/templates/article.html": PAGE}).article("2026/11/a", title="First")
    with serving(site) as served:
        page = open_page()
        page.goto(f"http://localhost:{served.port}{ADDRESS}")
        expect(page.locator("main")).to_have_text("First")
        site.article("2026/11/a", title="Second")
        expect(page.locator("main")).to_have_text("Second")
        site.article("2026/11/a", title="Third: <b>third</b>")
        shown = page.get_by_role("alert")
        expect(shown).to_contain_text("content/2026/11/a.md:2:")
        expect(shown).to_contain_text("<b>third</b>")
        expect(page.locator("main")).to_have_text("Second")
        site.article("2026/11/a", title="Third")
        expect(page.locator("main")).to_have_text("Third")
        expect(shown).to_have_count(0)
