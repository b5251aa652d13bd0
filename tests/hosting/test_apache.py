"""`.htaccess` in Debian's Apache on loopback: what it answers with it."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings

from broadsheet.hosting import apache
from broadsheet.hosting.redirect_lists import Gone, Moved
from broadsheet.output import MANIFEST
from tests.hosting import serving
from tests.hosting.reading import ADDRESSES, AWKWARD, drawn, outlet_for
from tests.hosting.serving import Server
from tests.outlet import SITE, Outlet

ONE = "/news/2026/11/one.html"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Outlet:
    return outlet_for("apache", tmp_path_factory.mktemp("apache") / "outlet")


@pytest.fixture(scope="module")
def server(site: Outlet, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving.apache(site.root / "public", tmp_path_factory.mktemp("server")) as running:
        yield running


def test_files_come_with_their_type(server: Server) -> None:
    kinds = {
        ONE: "text/html; charset=utf-8",
        "/feed.xml": "application/xml; charset=utf-8",
        "/tags/ferries/feed.xml": "application/xml; charset=utf-8",
        "/feed.json": "application/feed+json",
        "/feeds/json.json": "application/feed+json",
        "/site.webmanifest": "application/manifest+json",
        "/talk.vtt": "text/vtt; charset=utf-8",
        "/talk.chapters.json": "application/json+chapters",
        "/.well-known/trust.txt": "text/plain; charset=utf-8",
        "/media/map.svg": "image/svg+xml",
        "/media/talk.mp3": "audio/mpeg",
    }
    found = {path: server.get(path) for path in kinds}
    assert {path: (answer.status, answer["Content-Type"]) for path, answer in found.items()} == {
        path: (200, kind) for path, kind in kinds.items()
    }


def test_all_say_what_browsers_may_do_and_for_how_long_they_hold(server: Server, site: Outlet) -> None:
    asset = f"/assets/{next((site.root / 'public/assets').iterdir()).name}"
    for path in (ONE, "/feed.xml", asset, "/missing.html", "/old.html"):
        answer = server.get(path)
        assert answer["X-Content-Type-Options"] == "nosniff", path
        assert answer["Strict-Transport-Security"] == "max-age=31536000"
        assert "script-src 'self';" in answer["Content-Security-Policy"]
        assert "data: https://pictures.example/of%20all/;" in answer["Content-Security-Policy"]
    assert server.get(asset)["Cache-Control"] == "public, max-age=31536000, immutable"
    assert server.get(ONE)["Cache-Control"] == "public, max-age=60, must-revalidate"
    assert server.get("/feed.xml")["Cache-Control"] == "public, max-age=300, must-revalidate"
    assert server.get("/fragments/latest.html")["Cache-Control"] == "public, max-age=30, must-revalidate"


def test_feeds_name_their_hub_and_themselves(server: Server) -> None:
    for path in ("/feed.xml", "/tags/ferries/feed.xml", "/feeds/all.xml", "/es/feed.json"):
        said = f'<https://hub.example/>; rel="hub", <https://courier.example{path}>; rel="self"'
        assert server.get(f"{path}?from=elsewhere")["Link"] == said
    assert server.get(ONE)["Link"] == ""


@pytest.mark.parametrize(
    "path", ["/old.html", "/old", "/alias.html", "/short", "/short.html", "/año 1/x;y$z.html", "/año 1/x;y$z"]
)
def test_old_addresses_lead_to_the_article(server: Server, path: str) -> None:
    answer = server.ask(path)
    assert (answer.status, answer["Location"].removeprefix(f"http://127.0.0.1:{server.port}")) == (301, ONE)


def test_a_web_address_is_led_to_as_it_was_written(server: Server) -> None:
    answer = server.ask('/2009/"quoted"/')
    assert (answer.status, answer["Location"]) == (301, "https://elsewhere.example/a?b=c&d=%7Be%7D#f")


def test_each_edition_says_that_there_is_nothing(server: Server) -> None:
    for path, words in (("/missing.html", "nothing in en"), ("/es/missing.html", "nothing in es")):
        answer = server.get(path)
        assert (answer.status, answer.body) == (404, words)


def test_fragments_are_put_in_and_recordings_come_in_parts(server: Server) -> None:
    assert server.get(ONE).body == "the latestOne"
    part = server.get("/media/talk.mp3", Range="bytes=2-4")
    assert (part.status, part["Content-Range"], part.body) == (206, "bytes 2-4/10", "234")


@pytest.mark.parametrize("path", [f"/{MANIFEST}", "/.git/config", "/news/.hidden", "/%2ebroadsheet-manifest"])
def test_what_is_nobody_elses_business_is_not_answered(server: Server, path: str) -> None:
    answer = server.get(path)
    assert (answer.status, answer.body) == (404, "nothing in en")
    assert server.get("/.htaccess").status in (403, 404)


@pytest.mark.parametrize("base", ["/the-news", "/the%20n%C3%A4ws"])
def test_below_a_path_and_without_endings(tmp_path: Path, base: str) -> None:
    told = SITE.replace("https://courier.example", f"https://example.org{base}")
    told += '\n[hosting]\nfiles = ["apache"]\nstubs = false\n[addresses]\nhtml = false\n'
    made = Outlet(tmp_path / "outlet", {"site.toml": told, "content/redirects.tsv": "/old\tarticle:one\n"})
    made.edit({"themes/plain/templates/404.html": "nothing"})
    made.article("2026/11/one", id="one").build()
    with serving.apache(made.root / "public", tmp_path / "server", unquote(base)) as server:
        assert server.get(f"{base}/").status == 200
        assert server.get(f"{base}/news/2026/11/one").status == 200
        for path in (f"{base}/old", f"{base}/old.html"):
            answer = server.get(path)
            assert answer.status == 301
            assert answer["Location"].endswith(f"{base}/news/2026/11/one")
        assert server.get(f"{base}/{MANIFEST}").body == "nothing"


@pytest.mark.parametrize("path", ["/news/2026/11/three.html", "/third.html", "/third"])
def test_each_address_of_what_the_desk_takes_down_is_gone(server: Server, path: str) -> None:
    answer = server.get(path)
    assert (answer.status, answer.body) == (410, "it was taken down")


def test_whatever_is_in_its_address_what_was_taken_down_is_gone(site: Outlet, tmp_path: Path) -> None:
    output = tmp_path / "public"
    output.mkdir()
    (output / "gone.html").write_text("it was taken down")
    (output / 'a "b" {$1}.html').write_text("this too")
    (output / "404.html").write_text("nothing")
    odd = '/a "b" {$1}.html'
    gone = (Gone(("/gone.html", "/gone"), "/gone.html"), Gone((odd,), odd), Gone(("/never.html",), "/never.html"))
    context = drawn(site, gone=gone)
    (output / ".htaccess").write_bytes(apache.write(context))
    with serving.apache(output, tmp_path / "server") as server:
        for path, words in (("/gone.html", "it was taken down"), ("/gone", "it was taken down"), (odd, "this too")):
            answer = server.ask(path)
            assert (answer.status, answer.body) == (410, words)
        assert server.get("/never.html").status == 410


@example(AWKWARD)
@given(ADDRESSES)
@settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_whatever_is_in_an_address_it_leads_where_it_should(
    site: Outlet, tmp_path_factory: pytest.TempPathFactory, origins: list[str]
) -> None:
    work = tmp_path_factory.mktemp("random")
    moved = tuple(Moved((origin,), f"https://x.example/to/{number}?x=%24") for number, origin in enumerate(origins))
    (work / ".htaccess").write_bytes(apache.write(drawn(site, moved=moved)))
    with serving.apache(work, work / "server") as server:
        answers = {one.paths[0]: server.ask(one.paths[0]) for one in moved}
    assert {path: (answer.status, answer["Location"]) for path, answer in answers.items()} == {
        one.paths[0]: (301, one.to) for one in moved
    }
