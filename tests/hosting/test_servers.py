"""`_nginx.conf` and `.htaccess` in Debian's nginx and Apache on loopback: what both answer alike."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings

from broadsheet.hosting import apache, nginx
from broadsheet.hosting.redirect_lists import Gone, Moved
from broadsheet.hosting.servers import ServerContext
from broadsheet.manifest import MANIFEST
from tests.hosting import serving
from tests.hosting.reading import ADDRESSES, AWKWARD, drawn, outlet_for
from tests.hosting.serving import Server
from tests.outlet import SITE, Outlet

ONE = "/news/2026/11/one.html"


class Host(NamedTuple):
    """A program that serves an output by what a file in it says."""

    name: str
    file: str
    write: Callable[[ServerContext], bytes]
    run: Callable[..., AbstractContextManager[Server]]


HOSTS = (
    Host("nginx", "_nginx.conf", nginx.write, serving.nginx),
    Host("apache", ".htaccess", apache.write, serving.apache),
)


@pytest.fixture(scope="module", params=HOSTS, ids=[host.name for host in HOSTS])
def host(request: pytest.FixtureRequest) -> Host:
    found: Host = request.param
    return found


@pytest.fixture(scope="module")
def site(host: Host, tmp_path_factory: pytest.TempPathFactory) -> Outlet:
    return outlet_for(host.name, tmp_path_factory.mktemp(host.name) / "outlet")


@pytest.fixture(scope="module")
def server(host: Host, site: Outlet, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with host.run(site.root / "public", tmp_path_factory.mktemp("server")) as running:
        yield running


def test_files_come_with_their_type(server: Server) -> None:
    kinds = {
        "/": "text/html; charset=utf-8",
        ONE: "text/html; charset=utf-8",
        "/feed.xml": "application/xml; charset=utf-8",
        "/tags/ferries/feed.xml": "application/xml; charset=utf-8",
        "/feeds/all.xml": "application/xml; charset=utf-8",
        "/feed.json": "application/feed+json",
        "/feeds/json.json": "application/feed+json",
        "/sitemap.xml": "application/xml; charset=utf-8",
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


def test_all_say_what_browsers_may_do(server: Server, site: Outlet) -> None:
    asset = f"/assets/{next((site.root / 'public/assets').iterdir()).name}"
    for path in (ONE, "/feed.xml", asset, "/media/map.svg", "/missing.html", "/old.html"):
        answer = server.get(path)
        assert answer["X-Content-Type-Options"] == "nosniff", path
        assert answer["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert answer["Strict-Transport-Security"] == "max-age=31536000"
        policy = answer["Content-Security-Policy"]
        assert "script-src 'self';" in policy
        assert "frame-src 'self' https://youtube.com https://*.youtube.com" in policy
        assert "data: https://pictures.example/of%20all/;" in policy
        assert "unsafe-inline" not in policy


def test_what_has_a_hash_in_its_name_is_kept_for_a_year_and_pages_are_not(server: Server, site: Outlet) -> None:
    asset = next((site.root / "public/assets").iterdir()).name
    assert server.get(f"/assets/{asset}")["Cache-Control"] == "public, max-age=31536000, immutable"
    size = server.get("/media/ferry.3fa94c1d07.640.webp")
    assert (size["Content-Type"], size["Cache-Control"]) == ("image/webp", "public, max-age=31536000, immutable")
    assert "immutable" not in server.get("/media/map.svg")["Cache-Control"]
    assert server.get(ONE)["Cache-Control"] == "public, max-age=60, must-revalidate"
    assert server.get("/feed.xml")["Cache-Control"] == "public, max-age=300, must-revalidate"
    assert server.get("/sitemap.xml")["Cache-Control"] == "public, max-age=300, must-revalidate"
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
    assert (answer.status, _path(answer["Location"], server)) == (301, ONE)


def test_a_web_address_is_led_to_as_it_was_written(server: Server) -> None:
    answer = server.ask('/2009/"quoted"/')
    assert (answer.status, answer["Location"]) == (301, "https://elsewhere.example/a?b=c&d=%7Be%7D#f")


def test_each_edition_says_that_there_is_nothing(server: Server) -> None:
    for path, words in (("/missing.html", "nothing in en"), ("/es/missing.html", "nothing in es")):
        answer = server.get(path)
        assert (answer.status, answer.body) == (404, words)


def test_fragments_are_put_in(server: Server) -> None:
    assert server.get(ONE).body == "the latestOne"


def test_a_part_of_a_recording_can_be_had(server: Server) -> None:
    answer = server.get("/media/talk.mp3", Range="bytes=2-4")
    assert (answer.status, answer["Content-Range"], answer.body) == (206, "bytes 2-4/10", "234")


def test_a_folder_is_led_to_its_own_address(server: Server) -> None:
    answer = server.get("/news")
    assert (answer.status, _path(answer["Location"], server)) == (301, "/news/")


@pytest.mark.parametrize("path", [f"/{MANIFEST}", "/.git/config", "/news/.hidden", "/%2ebroadsheet-manifest"])
def test_what_is_nobody_elses_business_is_not_answered(server: Server, host: Host, path: str) -> None:
    answer = server.get(path)
    assert (answer.status, answer.body) == (404, "nothing in en")
    assert server.get(f"/{host.file}").status in (403, 404)


@pytest.mark.parametrize("path", ["/news/2026/11/three.html", "/third.html", "/third"])
def test_each_address_of_what_the_desk_takes_down_is_gone(server: Server, path: str) -> None:
    answer = server.get(path)
    assert (answer.status, answer.body) == (410, "it was taken down")


@pytest.mark.parametrize("base", ["/the-news", "/the%20n%C3%A4ws"])
def test_below_a_path_and_without_endings(host: Host, tmp_path: Path, base: str) -> None:
    told = SITE.replace("https://courier.example", f"https://example.org{base}")
    told += f'\n[hosting]\nfiles = ["{host.name}"]\nstubs = false\n[addresses]\nhtml = false\n'
    made = Outlet(tmp_path / "outlet", {"site.toml": told, "content/redirects.tsv": "/old\tarticle:one\n"})
    made.edit({"themes/plain/templates/404.html": "nothing"})
    made.article("2026/11/one", id="one").build()
    assert not made.has("/old.html")
    with host.run(made.root / "public", tmp_path / "server", unquote(base)) as server:
        assert server.get(f"{base}/").status == 200
        assert server.get(f"{base}/news/2026/11/one").status == 200
        for path in (f"{base}/old", f"{base}/old.html"):
            answer = server.get(path)
            assert (answer.status, _path(answer["Location"], server)) == (301, f"{base}/news/2026/11/one")
        assert server.get(f"{base}/{MANIFEST}").body == "nothing"


def test_whatever_is_in_its_address_what_was_taken_down_is_gone(host: Host, site: Outlet, tmp_path: Path) -> None:
    output = tmp_path / "public"
    output.mkdir()
    odd = '/a "b" {$1}.html'
    for name, words in (("gone", "it was taken down"), (odd[1:-5], "this too"), ("404", "nothing")):
        (output / f"{name}.html").write_text(words)
    gone = (Gone(("/gone.html", "/gone"), "/gone.html"), Gone((odd,), odd), Gone(("/never.html",), "/never.html"))
    (output / host.file).write_bytes(host.write(drawn(site, gone=gone)))
    with host.run(output, tmp_path / "server") as server:
        for path, words in (("/gone.html", "it was taken down"), ("/gone", "it was taken down"), (odd, "this too")):
            answer = server.ask(path)
            assert (answer.status, answer.body) == (410, words)
            assert answer["Content-Type"] == "text/html; charset=utf-8"
        assert server.get("/never.html").status == 410


@example(AWKWARD)
@given(ADDRESSES)
@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@pytest.mark.parametrize("to", ["https://x.example/to/", "/to/"])
def test_whatever_is_in_an_address_it_leads_where_it_should(
    host: Host, site: Outlet, tmp_path_factory: pytest.TempPathFactory, to: str, origins: list[str]
) -> None:
    work = tmp_path_factory.mktemp("random")
    moved = tuple(Moved((origin,), f"{to}{number}?x=%24") for number, origin in enumerate(origins))
    (work / host.file).write_bytes(host.write(drawn(site, moved=moved)))
    with host.run(work, work / "server") as server:
        answers = {one.paths[0]: server.ask(one.paths[0]) for one in moved}
        found = {path: (answer.status, _path(answer["Location"], server)) for path, answer in answers.items()}
    assert found == {one.paths[0]: (301, one.to) for one in moved}


def _path(location: str, server: Server) -> str:
    """Where an answer leads, without the server's own name in front: Apache always says that."""
    return location.removeprefix(f"http://127.0.0.1:{server.port}")
