"""The demo outlet in both themes, served on loopback, and a real browser to look at it with.

The browser is the machine's own Chromium, or the one that `BROWSER` names. Where there is none these tests are skipped
and say so; where `CI` is set they fail.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.browser.paper import THEMES, Paper, print_paper
from tests.browser.tour import Visit, walk

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]

SCREENS = {"desktop, light": ((1280, 900), False), "phone, dark": ((390, 844), True)}

OpenPage = Callable[..., Page]


def missing(what: str) -> None:
    """Skip for want of a tool; fail where all tools must be there."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing: .ci/tools installs it")
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    found = os.environ.get("BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found or not Path(found).exists():
        missing("a browser (Chromium)")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Makes an empty page: `open_page(viewport=(390, 844), dark=True, script=False)`; nothing leaves this machine."""
    opened: list[Page] = []

    def make(viewport: tuple[int, int] = (1280, 900), *, dark: bool = False, script: bool = True) -> Page:
        opened.append(_page(browser, viewport, dark=dark, script=script))
        return opened[-1]

    yield make
    for page in opened:
        page.context.close()


def _page(browser: Browser, viewport: tuple[int, int], *, dark: bool, script: bool = True) -> Page:
    width, height = viewport
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        java_script_enabled=script,
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="Europe/Lisbon",
    )
    context.route("**/*", _stay_here)
    page = context.new_page()
    page.set_default_timeout(20_000)
    return page


def _stay_here(route: Route) -> None:
    if route.request.url.startswith(("http://localhost:", "http://127.0.0.1:", "data:", "blob:")):
        route.continue_()
    else:
        route.abort()


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Paper]]:
    """The demo outlet in each theme that comes along, with an Arabic and a Hebrew edition besides its own."""
    made: dict[str, Paper] = {}
    for theme in THEMES:
        made[theme] = print_paper(tmp_path_factory.mktemp(theme), theme, next(iter(made.values()), None))
    threads = [threading.Thread(target=paper.server.serve_forever, args=(0.05,)) for paper in made.values()]
    for thread in threads:
        thread.start()
    yield made
    for paper in made.values():
        paper.server.shutdown()
        paper.server.server_close()
    for thread in threads:
        thread.join()


@pytest.fixture(params=THEMES)
def paper(request: pytest.FixtureRequest, papers: dict[str, Paper]) -> Paper:
    """The demo outlet, in one theme and then in the other."""
    return papers[request.param]


@pytest.fixture(scope="session")
def tours() -> dict[tuple[str, str], dict[str, Visit]]:
    """The walks that were made already, by theme and screen."""
    return {}


@pytest.fixture(params=SCREENS)
def tour(
    request: pytest.FixtureRequest,
    browser: Browser,
    paper: Paper,
    tours: dict[tuple[str, str], dict[str, Visit]],
) -> dict[str, Visit]:
    """What was seen of each kind of page, in each theme, on one screen and then on the other."""
    which = paper.theme, request.param
    if which not in tours:
        viewport, dark = SCREENS[request.param]
        page = _page(browser, viewport, dark=dark)
        tours[which] = walk(paper, page)
        page.context.close()
    return tours[which]
