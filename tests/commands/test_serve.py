"""`serve`: what the preview answers, and what it keeps to itself."""

import http.client
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from broadsheet import serve, settings_file
from broadsheet.preview.watching import Watch
from broadsheet.problems import SiteError
from broadsheet.settings import Settings
from tests.commands.conftest import Command
from tests.conftest import MakeOutlet
from tests.outlet import SITE

FILES = {
    "news/feed.json": "{}",
    "site.webmanifest": "{}",
    "media/talk.vtt": "WEBVTT",
    "media/talk.chapters.json": "{}",
    "index.html": "home",
    "404.html": "no such page",
    "feed.xml": "<rss/>",
    "sitemap.xml": "<urlset/>",
    "news/index.html": "news",
    "news/2026/11/ä b.html": "article",
    "assets/a.css": "css",
    "media/a.mp3": "sound",
    "media/a.svg": "<svg/>",
    "media/x.odd": "?",
    ".broadsheet-manifest": "ours",
    ".well-known/security.txt": "Contact",
    ".well-known/.hidden": "ours",
}


class Preview:
    """A preview that runs, and what it was told is missing."""

    def __init__(self, server: ThreadingHTTPServer, missed: list[str]) -> None:
        self.port = server.server_port
        self.missed = missed

    def get(self, path: str, *, host: str = "", method: str = "GET") -> tuple[HTTPResponse, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.putrequest(method, path, skip_host=True)
            connection.putheader("Host", host or f"localhost:{self.port}")
            connection.endheaders()
            answer = connection.getresponse()
            return answer, answer.read().decode()
        finally:
            connection.close()

    def status(self, path: str, **asked: str) -> int:
        return self.get(path, **asked)[0].status


def read(text: str = SITE) -> Settings:
    settings, _ = settings_file.parse(text.encode())
    assert settings
    return settings


@contextmanager
def running(folder: Path, settings: Settings) -> Iterator[Preview]:
    missed: list[str] = []
    with serve.open_server(folder, settings, 0, missed.append) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield Preview(server, missed)
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    top = tmp_path / "public"
    for name, text in FILES.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(text)
    (tmp_path / "secret.html").write_text("secret")
    return top


@pytest.fixture
def preview(folder: Path) -> Iterator[Preview]:
    with running(folder, read()) as found:
        yield found


@pytest.mark.parametrize(
    ("path", "kind", "text"),
    [
        ("/", "text/html; charset=utf-8", "home"),
        ("/?q=1", "text/html; charset=utf-8", "home"),
        ("/news/", "text/html; charset=utf-8", "news"),
        ("/news/2026/11/%C3%A4%20b.html", "text/html; charset=utf-8", "article"),
        ("/feed.xml", "application/xml; charset=utf-8", "<rss/>"),
        ("/news/feed.json", "application/feed+json", "{}"),
        ("/site.webmanifest", "application/manifest+json", "{}"),
        ("/media/talk.vtt", "text/vtt; charset=utf-8", "WEBVTT"),
        ("/media/talk.chapters.json", "application/json+chapters", "{}"),
        ("/sitemap.xml", "application/xml; charset=utf-8", "<urlset/>"),
        ("/.well-known/security.txt", "text/plain; charset=utf-8", "Contact"),
        ("/assets/a.css", "text/css; charset=utf-8", "css"),
        ("/media/a.mp3", "audio/mpeg", "sound"),
        ("/media/a.svg", "image/svg+xml", "<svg/>"),
        ("/media/x.odd", "application/octet-stream", "?"),
    ],
)
def test_files_come_with_their_type(path: str, kind: str, text: str, preview: Preview) -> None:
    answer, body = preview.get(path)
    assert (answer.status, answer.headers["Content-Type"], body) == (200, kind, text)
    assert answer.headers["Content-Length"] == str(len(text))
    head, nothing = preview.get(path, method="HEAD")
    assert (head.status, head.headers["Content-Length"], nothing) == (200, str(len(text)), "")


def test_what_is_not_there_is_the_404_page(preview: Preview) -> None:
    answer, body = preview.get("/nix.html")
    assert (answer.status, answer.headers["Content-Type"], body) == (404, "text/html; charset=utf-8", "no such page")
    assert preview.missed == ["/nix.html"]


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.html",
        "/news/../../secret.html",
        "/%2e%2e/secret.html",
        "/..%2fsecret.html",
        "/news%2f..%2f..%2fsecret.html",
        "//secret.html",
        "/..\\secret.html",
        "/.broadsheet-manifest",
        "/link.html",
        "/news/index.html/",
        "/x%00.html",
        "/media",
        "/media/",
        "/" + "x" * 300,
        "//example.com/%2e%2e",
        "/.well-known/.hidden",
        "/.well-known/../.broadsheet-manifest",
        "secret.html",
    ],
)
def test_nothing_else_is_given_away(path: str, preview: Preview, folder: Path) -> None:
    (folder / "link.html").symlink_to(folder.parent / "secret.html")
    answer, body = preview.get(path)
    assert (answer.status, body) == (404, "no such page")


def test_a_folder_is_led_to_its_slash(preview: Preview) -> None:
    answer, _ = preview.get("/news")
    assert (answer.status, answer.headers["Location"]) == (301, "/news/")


def test_only_this_machine_is_answered(preview: Preview) -> None:
    port = preview.port
    for host in (f"localhost:{port}", f"127.0.0.1:{port}", f"[::1]:{port}"):
        assert preview.status("/", host=host) == 200
    for host in ("localhost", f"evil.example:{port}", "127.0.0.1:1", f"localhost:{port}.evil.example"):
        answer, body = preview.get("/", host=host)
        assert (answer.status, body) == (403, "The preview answers to localhost alone.\n")


def test_a_site_in_a_folder_of_its_host(folder: Path) -> None:
    with running(folder, read(SITE.replace('.example"', '.example/paper"'))) as preview:
        assert preview.get("/paper/news/")[1] == "news"
        assert preview.status("/news/") == 404
        for path in ("/", "/paper"):
            assert preview.get(path)[0].headers["Location"] == "/paper/"


def test_addresses_without_endings(folder: Path) -> None:
    with running(folder, read(SITE + "[addresses]\nhtml = false\n")) as preview:
        assert preview.get("/news/2026/11/%C3%A4%20b")[1] == "article"
        assert preview.get("/feed.xml")[1] == "<rss/>"


def test_without_a_404_page_a_line_of_text(folder: Path) -> None:
    (folder / "404.html").unlink()
    with running(folder, read()) as preview:
        assert preview.get("/nix")[1] == "There is nothing here.\n"


def test_a_port_that_is_taken(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SiteError, match=f"--port: error: port {port} is taken\nhint: name another: --port 9000"):
            serve.open_server(folder, read(), port, print)


def test_without_a_port_the_next_that_is_free(folder: Path) -> None:
    with (
        serve.open_server(folder, read(), None, print) as first,
        serve.open_server(folder, read(), None, print) as second,
    ):
        assert first.server_port < second.server_port
        assert serve.url(second, read()) == f"http://localhost:{second.server_port}/"


def test_the_command_shows_drafts_in_a_folder_apart(
    outlet: MakeOutlet, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Watch, "changes", interrupt)
    site = outlet().article("2026/11/a", draft="true")
    said = command(site, "serve", "--port", "0")
    assert said.status == 0
    assert said.out.splitlines()[-1].startswith("http://localhost:")
    assert site.has("/news/2026/11/a.html", ".broadsheet/preview")
    assert not (site.root / "public").exists()
    assert command(site, "serve", "--port", "0", "--json").events[-2]["event"] == "serving"


def test_fragments_are_included_as_a_host_would(folder: Path) -> None:
    (folder / "a.html").write_text('<!--#include virtual="/news/" --> <!--#include virtual="/nix.html" -->')
    with running(folder, read(SITE + '[fragments]\ninclude = "ssi"\n')) as preview:
        assert preview.get("/a.html")[1] == "news [an error occurred while processing the directive]"
    with running(folder, read()) as preview:
        assert preview.get("/a.html")[1].startswith("<!--#include")


def test_what_is_no_address_is_told_so(preview: Preview) -> None:
    assert preview.status("http://[x") == 400
    assert preview.status("/") == 200


def test_a_range_of_more_digits_than_there_are_bytes_gives_the_whole(preview: Preview) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", preview.port, timeout=10)
    connection.request(
        "GET", "/media/a.mp3", headers={"Host": f"localhost:{preview.port}", "Range": f"bytes=0-{'9' * 5000}"}
    )
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (200, b"sound")
    connection.close()


def test_an_include_of_no_address_is_said_in_its_place(folder: Path) -> None:
    (folder / "index.html").write_text('a <!--#include virtual="//[x"--> b', encoding="utf-8")
    with running(folder, read(SITE + '\n[fragments]\ninclude = "ssi"\n')) as preview:
        assert preview.get("/")[1] == "a [an error occurred while processing the directive] b"


def test_an_include_may_have_any_number_in_it(folder: Path) -> None:
    (folder / "index.html").write_text(f'<!--#include virtual="&#{"9" * 5000};"-->', encoding="utf-8")
    with running(folder, read(SITE + '\n[fragments]\ninclude = "ssi"\n')) as preview:
        assert preview.status("/") == 200
