"""It holds on any screen, without script, and it asks nobody else for anything."""

import pytest

from tests.browser.conftest import OpenPage
from tests.browser.paper import Paper

SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value; })
    .observe({type: 'layout-shift', buffered: true});
  requestAnimationFrame(() => setTimeout(() => done(sum), 250));
})"""
"""The sum of all shifts, scrolled ones too: nobody has touched anything."""

OVERFLOWING = """() => {
  const width = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll('body *')]
    .filter(one => one.getBoundingClientRect().right > width + 1 || one.getBoundingClientRect().left < -1)
    .map(one => one.outerHTML.slice(0, 120)).slice(0, 5);
}"""


@pytest.mark.parametrize("width", [320, 768])
def test_nothing_scrolls_sideways(paper: Paper, open_page: OpenPage, width: int) -> None:
    page = open_page((width, 800))
    found = {}
    for kind, address in paper.samples.items():
        page.goto(paper.url(address))
        if wide := page.evaluate(OVERFLOWING):
            found[kind] = wide
    assert not found


def test_twice_the_size_of_letters_still_fits(paper: Paper, open_page: OpenPage) -> None:
    page = open_page((640, 800))
    found = {}
    for kind in ("home", "article", "section", "home, right to left"):
        page.goto(paper.url(paper.samples[kind]))
        page.add_style_tag(content="html { font-size: 200% }")
        if wide := page.evaluate(OVERFLOWING):
            found[kind] = wide
    assert not found


@pytest.mark.parametrize("viewport", [(1280, 900), (390, 844)])
def test_nothing_moves_while_a_page_loads(paper: Paper, open_page: OpenPage, viewport: tuple[int, int]) -> None:
    shifts = {}
    for kind, address in paper.samples.items():
        page = open_page(viewport)
        page.goto(paper.url(address), wait_until="load")
        page.wait_for_load_state("networkidle")
        shifts[kind] = page.evaluate(SHIFT)
        page.context.close()
    assert {kind: shift for kind, shift in shifts.items() if shift} == {}


def test_all_of_the_text_is_there_without_script(paper: Paper, open_page: OpenPage) -> None:
    with_script, without = open_page(), open_page(script=False)
    for address in paper.samples.values():
        for page in (with_script, without):
            page.goto(paper.url(address))
        said, plain = (set(page.evaluate(TEXT)) for page in (with_script, without))
        assert len(plain) > 3
        assert plain - said == set(), address


TEXT = """() => {
  const fragments = [...document.querySelectorAll('main [data-fragment]')].map(one => one.innerText.split('\\n'));
  // What stands there until script brings a fragment is a way to the same things.
  const passing = new Set(fragments.flat());
  return document.querySelector('main').innerText.split('\\n').filter(line => line.trim() && !passing.has(line));
}"""


def test_no_page_asks_another_site_for_anything(paper: Paper, open_page: OpenPage) -> None:
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for address in paper.samples.values():
        page.goto(paper.url(address))
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        page.wait_for_load_state("networkidle")
    assert {url for url in asked if not url.startswith(paper.url("/"))} == set()


def test_nothing_that_a_page_asks_for_is_missing(paper: Paper, open_page: OpenPage) -> None:
    page = open_page()
    missing: list[str] = []
    page.on("response", lambda answer: missing.append(answer.url) if answer.status >= 400 else None)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda failure: said.append(str(failure)))
    for address in paper.samples.values():
        page.goto(paper.url(address), wait_until="networkidle")
    assert missing == []
    assert said == []
