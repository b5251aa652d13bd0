"""The content security policy in a real browser: nothing of ours offends it, and what slips in does nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from broadsheet import settings_file
from broadsheet.hosting import headers, nginx
from broadsheet.hosting.servers import ServerContext
from tests.browser.conftest import OpenPage
from tests.browser.paper import Paper
from tests.hosting import serving
from tests.hosting.serving import Server

LISTEN = """
window.offended = [];
document.addEventListener('securitypolicyviolation', one => {
  window.offended.push(`${one.effectiveDirective} ${one.blockedURI} ${one.sourceFile}:${one.lineNumber}`);
});
"""
SLIPPED = """
<script>window.ran = 'inline'</script>
<img src="/none.png" onerror="window.ran = 'attribute'">
<a id="slip" href="javascript:window.ran = 'address'">x</a>
<script src="https://elsewhere.example/x.js"></script>
<base href="https://elsewhere.example/">
<form id="form" action="https://elsewhere.example/"><button>x</button></form>
</body>"""


def told(paper: Paper) -> ServerContext:
    """What nginx would be told of a paper, on a host without a certificate."""
    settings, _ = settings_file.read(paper.root)
    assert settings
    said = dict(headers.security(settings))
    policy = said["Content-Security-Policy"].removesuffix("; upgrade-insecure-requests")
    return ServerContext(
        base="",
        origin=settings.outlet.url,
        security=(*(said | {"Content-Security-Policy": policy}).items(),),
        rules=tuple(headers.rules(settings)),
        hub="",
        editions=(("/", "/404.html"),),
        ssi=settings.fragments.include == "ssi",
        html=True,
        moved=(),
        gone=(),
    )


@pytest.fixture
def server(paper: Paper, tmp_path: Path) -> Iterator[Server]:
    """The paper as nginx serves it, with a page besides into which something has slipped."""
    output = tmp_path / "public"
    output.mkdir()
    for entry in paper.output.iterdir():
        if not entry.name.startswith("_"):
            (output / entry.name).symlink_to(entry)
    article = paper.read(paper.samples["article"])
    (output / "slipped.html").write_text(article.replace("</body>", SLIPPED), encoding="utf-8")
    (output / "_nginx.conf").write_bytes(nginx.write(told(paper)))
    with serving.nginx(output, tmp_path / "server") as running:
        yield running


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    opened = open_page()
    opened.add_init_script(LISTEN)
    return opened


def test_no_page_offends_the_policy_and_the_script_works(paper: Paper, server: Server, page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    assert 'type="application/ld+json"' in paper.read(paper.samples["article"]), "data blocks are to be looked at too"
    offended = {}
    for kind, address in paper.samples.items():
        answer = page.goto(f"http://127.0.0.1:{server.port}{address}", wait_until="load")
        assert answer is not None
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        button = page.locator(".embed button").first
        if button.count():
            button.click()
            page.locator(".embed iframe").first.wait_for(state="attached")
        offended[kind] = page.evaluate("window.offended")
        assert page.locator("button.theme").count(), f"no script ran on {kind}"
    assert {kind: found for kind, found in offended.items() if found} == {}
    assert [words for words in said if "Content Security Policy" in words] == []


def test_feeds_are_shown_within_the_policy(paper: Paper, server: Server, page: Page) -> None:
    page.goto(f"http://127.0.0.1:{server.port}/feed.xml")
    assert page.evaluate("window.offended") == []


SIX = """
new Promise(done => {
    const look = () => window.offended.length < 6 ? setTimeout(look, 20) : done();
    look();
})
"""
"""Until the policy has stopped as many things."""


def test_what_slips_into_a_page_does_nothing(server: Server, page: Page) -> None:
    page.goto(f"http://127.0.0.1:{server.port}/slipped.html", wait_until="load")
    page.evaluate("document.getElementById('slip').click()")
    page.evaluate("document.getElementById('form').requestSubmit()")
    # wait_for_function would have the page evaluate text, which the policy forbids too.
    page.evaluate(SIX)
    assert page.evaluate("window.ran") is None
    assert page.url.endswith("/slipped.html")
    offended = sorted({one.partition(" ")[0] for one in page.evaluate("window.offended")})
    assert offended == ["base-uri", "form-action", "script-src-attr", "script-src-elem"]
