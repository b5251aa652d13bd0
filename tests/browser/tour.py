"""A walk over all kinds of page in a browser, once for each theme and screen, and what was seen on each."""

from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request

from tests.browser.paper import Paper

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}

SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value; })
    .observe({type: 'layout-shift', buffered: true});
  requestAnimationFrame(() => setTimeout(() => done(sum), 100));
})"""
"""The sum of all shifts: nobody has touched anything."""

OVERFLOWING = """() => {
  const width = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth <= width) return [];
  const wide = [...document.querySelectorAll('body *')]
    .filter(one => one.getBoundingClientRect().right > width + 1 || one.getBoundingClientRect().left < -1)
    .map(one => one.outerHTML.slice(0, 120)).slice(0, 5);
  return wide.length ? wide : ['something that is no element'];
}"""
"""What is wider than the screen, where that can be scrolled sideways."""


@dataclass
class Visit:
    """What was seen of a page."""

    shift: float = 0
    violations: list[str] = field(default_factory=list)
    """What axe-core found."""
    narrow: list[str] = field(default_factory=list)
    """What is wider than 320 pixels."""
    large: list[str] = field(default_factory=list)
    """What is wider than 640 pixels with letters twice as large."""
    asked: list[str] = field(default_factory=list)
    """The addresses that the page asked for."""
    missing: list[str] = field(default_factory=list)
    """Those of them that weren't there."""
    said: list[str] = field(default_factory=list)
    """The errors that the browser's console showed."""


def walk(paper: Paper, page: Page) -> dict[str, Visit]:
    """What is seen of one page of each kind, by the name of the sample."""
    now = Visit()
    page.on("request", lambda request: now.asked.append(request.url))
    page.on("response", lambda answer: now.missing.append(answer.url) if answer.status >= 400 else None)
    page.on("console", lambda message: now.said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda failure: now.said.append(str(failure)))
    under_way: set[Request] = set()
    page.on("request", lambda request: under_way.add(request))
    page.on("requestfinished", lambda request: under_way.discard(request))
    page.on("requestfailed", lambda request: under_way.discard(request))
    size: Any = page.viewport_size
    seen = {}
    for kind, address in paper.samples.items():
        seen[kind] = now = Visit()
        page.goto(paper.url(address))
        _wait_for_all(page, under_way)
        now.shift = page.evaluate(SHIFT)
        found = Axe().run(page, options=RULES).response["violations"]
        now.violations = [
            f"{one['id']}: {one['help']}: {[node['html'][:160] for node in one['nodes'][:3]]}" for one in found
        ]
        page.set_viewport_size({"width": 320, "height": 800})
        now.narrow = page.evaluate(OVERFLOWING)
        page.set_viewport_size({"width": 640, "height": 800})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        now.large = page.evaluate(OVERFLOWING)
        page.set_viewport_size(size)
    return seen


def _wait_for_all(page: Page, under_way: set[Request]) -> None:
    """Wait until all has come that a page and its script ask for; the browser's own wait takes half a second."""
    quiet = 0
    for _ in range(600):
        page.wait_for_timeout(30)
        quiet = 0 if under_way else quiet + 1
        if quiet == 3:
            return
    raise AssertionError(f"it never comes: {[request.url for request in under_way]}")
