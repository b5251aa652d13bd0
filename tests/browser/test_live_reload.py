"""What is saved appears in a browser by itself, and so do mistakes until they are mended."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.commands.test_live_preview import ADDRESS, serving
from tests.conftest import MakeOutlet

PAGE = "<!doctype html><html lang=en><title>x</title><body><main>{{ page.title }}</main></body></html>"


def first(open_page: OpenPage, port: int) -> tuple[Page, list[str]]:
    """The article as it is first, and what the browser's console will say of it."""
    page, said = open_page(), list[str]()
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"http://localhost:{port}{ADDRESS}")
    expect(page.locator("main")).to_have_text("First")
    return page, said


def test_a_saved_edit_appears_and_a_mistake_is_shown_until_it_is_mended(
    outlet: MakeOutlet, open_page: OpenPage
) -> None:
    site = outlet({"themes/plain/templates/article.html": PAGE}).article("2026/11/a", title="First")
    with serving(site) as served:
        page, said = first(open_page, served.port)
        site.article("2026/11/a", title="Second")
        expect(page.locator("main")).to_have_text("Second")
        site.article("2026/11/a", title="Third: <b>third</b>")
        shown = page.get_by_role("alert")
        expect(shown).to_contain_text("content/2026/11/a.md:2:")
        expect(shown).to_contain_text("<b>third</b>")
        expect(shown).to_have_css("position", "fixed")  # its style is not against the site's own policy
        expect(page.locator("main")).to_have_text("Second")
        site.article("2026/11/a", title="Third")
        expect(page.locator("main")).to_have_text("Third")
        expect(shown).to_have_count(0)
        assert said == []


def test_what_the_hosts_policy_forbids_is_not_run_in_the_preview_either(
    outlet: MakeOutlet, open_page: OpenPage
) -> None:
    inline = PAGE.replace("</main>", "</main><script>document.title = 'it ran'</script>")
    site = outlet({"themes/plain/templates/article.html": inline}).article("2026/11/a", title="First")
    with serving(site) as served:
        page, said = first(open_page, served.port)
        assert page.title() == "x"
        assert "Content Security Policy" in "".join(said)


def test_the_page_that_stands_for_all_others_has_a_style_and_runs_nothing_of_what_is_wrong(
    outlet: MakeOutlet, open_page: OpenPage
) -> None:
    site = outlet({"themes/plain/templates/article.html": PAGE}).article("2026/11/a", title="First")
    sound = (site.root / "site.toml").read_bytes()
    site.edit({"site.toml": "title = <script>document.title = 'it ran'</script>"})
    with serving(site) as served:
        page = open_page()
        page.goto(f"http://localhost:{served.port}{ADDRESS}")
        expect(page.get_by_role("alert")).to_contain_text("<script>document.title = 'it ran'</script>")
        assert page.title() == "The site can’t be built"
        expect(page.locator("pre")).to_have_css("border-inline-start-style", "solid")
        site.edit({"site.toml": sound})
        expect(page.locator("main")).to_have_text("First")
