"""Every kind of page is for everybody, holds on any screen and without script, and asks nobody else for anything."""

from tests.browser.conftest import OpenPage
from tests.browser.paper import Paper
from tests.browser.tour import Visit

TEXT = """() => {
  // What stands there until script brings a fragment is a way to the same things.
  document.querySelectorAll('[data-fragment]').forEach(one => one.style.display = 'none');
  return document.querySelector('main').innerText.split('\\n').map(line => line.trim()).filter(Boolean);
}"""

Tour = dict[str, Visit]


def test_axe_finds_no_violation_of_wcag_2_2_aa(tour: Tour) -> None:
    assert {kind: visit.violations for kind, visit in tour.items() if visit.violations} == {}


def test_nothing_scrolls_sideways_on_the_smallest_phone(tour: Tour) -> None:
    assert {kind: visit.narrow for kind, visit in tour.items() if visit.narrow} == {}


def test_letters_twice_as_large_still_fit(tour: Tour) -> None:
    assert {kind: visit.large for kind, visit in tour.items() if visit.large} == {}


def test_nothing_moves_while_a_page_loads(tour: Tour) -> None:
    assert {kind: visit.shift for kind, visit in tour.items() if visit.shift} == {}


def test_no_page_asks_another_site_for_anything(tour: Tour, paper: Paper) -> None:
    asked = {url for visit in tour.values() for url in visit.asked}
    assert len(asked) > len(tour)
    assert {url for url in asked if not url.startswith(paper.url("/"))} == set()


def test_nothing_that_a_page_asks_for_is_missing(tour: Tour) -> None:
    assert {kind: visit.missing for kind, visit in tour.items() if visit.missing} == {}


def test_no_page_gives_the_browser_cause_for_complaint(tour: Tour) -> None:
    assert {kind: visit.said for kind, visit in tour.items() if visit.said} == {}


def test_all_of_the_text_is_there_without_script(paper: Paper, open_page: OpenPage) -> None:
    with_script, without = open_page(), open_page(script=False)
    for kind, address in paper.samples.items():
        for page in (with_script, without):
            page.goto(paper.url(address))
        said, plain = (page.evaluate(TEXT) for page in (with_script, without))
        assert plain
        assert set(plain) - set(said) == set(), kind
