"""Everybody can read it: the keyboard reaches everything. (What axe-core finds is in test_every_page.py.)"""

import pytest

from tests.browser.conftest import OpenPage
from tests.browser.paper import HTML, MARKS, Paper


def test_the_demo_has_every_kind_of_page_and_of_article(paper: Paper) -> None:
    names = set(paper.samples)
    assert {f"article, {name}" for name in MARKS} <= names
    assert set(HTML) <= names


@pytest.mark.parametrize("kind", ["home", "article", "section"])
def test_the_keyboard_reaches_everything_and_one_sees_where_it_is(paper: Paper, open_page: OpenPage, kind: str) -> None:
    page = open_page()
    page.goto(paper.url(paper.samples[kind]), wait_until="networkidle")  # a fragment that comes later has links too
    wanted = page.evaluate(_FOCUSABLE)
    reached, unseen = set(), []
    for _ in range(len(wanted) + 5):
        page.keyboard.press("Tab")
        at = page.evaluate(_FOCUSED)
        if at is None or at["number"] in reached:
            break
        reached.add(at["number"])
        if not at["seen"]:
            unseen.append(at["html"])
    assert not unseen
    assert [html for number, html in enumerate(wanted) if number not in reached] == []


_FOCUSABLE = """() => {
  const kinds = 'a[href], button, input, select, summary, audio[controls], [tabindex="0"]';
  const all = [...document.querySelectorAll(kinds)];
  window.reachable = all.filter(one => one.getClientRects().length && getComputedStyle(one).visibility !== 'hidden');
  return window.reachable.map(one => one.outerHTML.slice(0, 160));
}"""

_FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const shows = style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const box = one.getBoundingClientRect();
  const within = box.bottom > 0 && box.top < innerHeight;
  const drawn = [null, '::after', '::before'].some(part => shows(getComputedStyle(one, part)))
    || shows(getComputedStyle(one.closest('.card, li, article') || one));
  return {number: window.reachable.indexOf(one), seen: drawn && within, html: one.outerHTML.slice(0, 160)};
}"""
