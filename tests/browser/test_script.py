"""What script adds: it loads embeds on a click, copies texts, and remembers the colours that somebody chose."""

from tests.browser.conftest import OpenPage
from tests.browser.paper import Paper


def test_an_embed_is_loaded_on_a_click_and_not_before(paper: Paper, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(paper.url(paper.samples["article, embed"]))
    player = page.locator("figure.embed").first.get_attribute("data-embed")
    assert page.locator("iframe").count() == 0
    page.locator("figure.embed button").first.click()
    assert page.locator("figure.embed iframe").first.get_attribute("src") == player


def test_the_chosen_colours_are_remembered(paper: Paper, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(paper.url(paper.samples["article"]))
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    for _ in range(2):  # as the device has them, light, dark
        page.locator("button.theme").click()
    dark = page.evaluate(ground)
    assert dark != light
    page.goto(paper.url(paper.samples["home"]))
    assert page.evaluate(ground) == dark


def test_new_entries_of_a_live_article_wait_until_somebody_asks(paper: Paper, open_page: OpenPage) -> None:
    page = open_page()
    page.clock.install()
    address = paper.samples["article, live"]
    page.goto(paper.url(address))
    before = page.locator(".live-entry").count()
    entry = '<article class="live-entry" id="1200-more"><h2>More</h2><p>It goes on.</p></article>'
    later = paper.read(address).replace('<article class="live-entry', f'{entry}\n<article class="live-entry', 1)
    page.route(f"**{address}", lambda route: route.fulfill(body=later, content_type="text/html"))
    page.clock.fast_forward(61_000)
    page.locator(".live-news button").click()
    assert page.locator(".live-entry").count() == before + 1
    assert page.locator(".live-entry").first.get_attribute("id") == "1200-more"


def test_an_article_is_copied_by_a_button_and_without_script_by_hand(paper: Paper, open_page: OpenPage) -> None:
    address = paper.url(paper.samples["republish"])
    plain = open_page(script=False)
    plain.goto(address)
    assert plain.locator(".republish-copy button").count() == 0
    text = plain.locator("textarea[readonly]").input_value()
    assert "</h1>" in text
    page = open_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address)
    page.locator(".republish-copy button").click()
    page.wait_for_function("document.querySelector('.republish-copy button').textContent === 'Copied'")
    assert page.evaluate("navigator.clipboard.readText()") == text
