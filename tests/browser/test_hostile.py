"""What anybody writes into any field is opened in a real browser, on every page of the site: none of it runs."""

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Dialog, Page

from broadsheet.preview import answers
from broadsheet.problems import error
from tests.browser.conftest import OpenPage
from tests.hostile.payloads import PAYLOADS
from tests.outlet import Outlet
from tests.pictures.photographs import photograph

ONE_LINE = {name: " ".join(text.split()) for name, text in PAYLOADS.items()}
ALL = " ".join(ONE_LINE.values())
AHEAD = f"Ahead {ALL}"
"""For what is made into a slug, which must have letters in it."""


TOUCHED = """() => {
  for (const one of document.querySelectorAll('body *')) {
    one.dispatchEvent(new Event('focus')); one.dispatchEvent(new Event('mouseover'));
  }
  return window.__ran === undefined ? null : window.__ran;
}"""


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def _settings() -> str:
    said, link = json.dumps(ALL), json.dumps("/news/")
    return f"""
title = {said}
description = {said}
url = "https://courier.example"
language = "en"
timezone = "Europe/Lisbon"
logo = "logo.jpg"

[[sections]]
id = "news"
title = {said}
description = {said}

[languages.es]
title = {said}

[feeds]
authority = "courier.example,2026"

[[feeds.custom]]
id = "all"
title = {said}

[organization]
legal_name = {said}

[[menus.main]]
title = {said}
to = {link}

[[menus.footer]]
title = {said}
to = {link}

[exports]
republish = true
ninjs = true
licence = {said}
licence_url = "https://cc.example/"
"""


def _article(site: Outlet, name: str, text: str) -> None:
    quoted = json.dumps(text)
    picture = f"{{src: a.jpg, alt: {quoted}, caption: {quoted}, credit: {quoted}}}"
    front = dict.fromkeys(("title", "dek", "kicker", "dateline", "agency"), quoted)
    front |= dict.fromkeys(("authors", "tags"), json.dumps([f"Ahead {text}"])) | {"story": json.dumps(f"Ahead {text}")}
    site.article(
        f"2026/11/{name}",
        "Text.\n\n![A picture](a.jpg)\n",  # editors may write HTML in a text
        **front,
        section="news",
        image=picture,
        gallery=f"[{picture}]",
        corrections=f"[{{date: 2026-11-21, text: {quoted}}}]",
        notes=f"[{{kind: editor, text: {quoted}}}]",
        contributors=f"[{quoted}]",
        source=f"{{name: {quoted}, url: 'https://source.example/'}}",
        extra=f"{{said: {quoted}}}",
    )


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Outlet:
    """An outlet with payloads in all its fields: each in an article's, all of them where there is one such field."""
    site = Outlet(tmp_path_factory.mktemp("poisoned") / "site", {"site.toml": _settings()}, bare=True)
    site.edit({"media/a.jpg": photograph(), "media/logo.jpg": photograph(200, 40)})
    for number, text in enumerate(ONE_LINE.values()):
        _article(site, f"b{number}", text)
    said = json.dumps(ALL)
    site.edit({"content/pages/about.md": f"---\ntitle: {said}\n---\nText.\n"})
    site.edit({"content/authors/ann.md": f"---\ntitle: {json.dumps(AHEAD)}\n---\nText.\n"})
    site.edit(
        {
            "content/desk.yaml": f"zones:\n  - title: {said}\n    filter: {{sections: news}}\n"
            f"breaking:\n  text: {said}\n  link: 2026/11/b1.md\n"
            f"takedowns:\n  - article: 2026/11/b2.md\n    reason: {said}\n"
        }
    )
    site.edit({"content/redirects.tsv": "/old.html\t/news/2026/11/b1.html\n"})
    return site.build()


@pytest.fixture(scope="module")
def address(poisoned: Outlet) -> Iterator[str]:
    """Where it is served, by a server that sends no policy of its own."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(poisoned.root / "public")))
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def _watched(page: Page) -> list[str]:
    """What a page does that it shouldn't: dialogs it opens, and hosts that it asks."""
    seen: list[str] = []

    def dismissed(dialog: Dialog) -> None:
        seen.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    page.on("dialog", dismissed)
    page.on("request", lambda asked: seen.append(asked.url) if "127.0.0.1" not in asked.url[:20] else None)
    return seen


def test_no_field_runs_on_any_page(poisoned: Outlet, address: str, open_page: OpenPage) -> None:
    pages = sorted(one for one in poisoned.online() if one.endswith(".html"))
    assert len(pages) > 2 * len(PAYLOADS), poisoned.problems
    assert {"/index.html", "/404.html", "/about.html", "/es/index.html"} <= set(pages)
    page = open_page()
    seen = _watched(page)
    for one in pages:
        if one == "/old.html":  # it leads on at once
            continue
        page.goto(address + one, wait_until="load")
        assert page.evaluate(TOUCHED) is None, one
        assert page.url.removeprefix(address) == one
    page.goto(f"{address}/old.html")
    page.wait_for_url(f"{address}/news/2026/11/b1.html")
    assert seen == []


def test_a_feed_opened_in_a_browser_runs_nothing(poisoned: Outlet, address: str, open_page: OpenPage) -> None:
    page = open_page()
    seen = _watched(page)
    feeds = sorted(one for one in poisoned.online() if one.endswith((".xml", ".json")) and "sitemap" not in one)
    assert len(feeds) > 10
    for one in feeds:
        page.goto(address + one, wait_until="load")
        assert page.evaluate("window.__ran") is None, one
    assert seen == []


def test_the_panel_of_errors_shows_what_was_written_as_text(open_page: OpenPage) -> None:
    problems = [error(f"content/{ALL}.md", ALL, line=1, column=1, hint=ALL, excerpt=ALL)]
    page = open_page()
    seen = _watched(page)
    page.set_content(answers.failed(problems).decode())
    assert page.evaluate("window.__ran") is None
    assert "window.__ran=1" in (page.text_content("body") or "")
    assert seen == []


def test_what_runs_is_seen(open_page: OpenPage) -> None:
    for name in ("script", "double quoted", "svg"):
        page = open_page()
        page.set_content(f"<body>{PAYLOADS[name]}<p>Text")
        page.wait_for_function("window.__ran === 1")
        assert page.evaluate(TOUCHED) == 1
