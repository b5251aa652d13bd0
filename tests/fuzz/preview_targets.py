"""Requests as no browser makes them: the preview answers each, and gives nothing that lies outside its folder."""

import io
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from http.client import HTTPException, HTTPResponse
from http.server import ThreadingHTTPServer
from pathlib import Path

from broadsheet import serve, settings_file
from broadsheet.preview import answers
from tests.fuzz.targets import target
from tests.outlet import SITE

_SECRET = b"what lies outside"
_PORT = b"8000"
_TOKENS = (
    *(
        "GET ",
        "HEAD ",
        "POST ",
        " HTTP/1.1\r\n",
        " HTTP/9.9\r\n",
        "Host: localhost:8000\r\n",
        "Range: bytes=",
        "0-",
        "-5",
        "²",
        "3-1",
    ),
    *(
        "//[",
        "http://[x",
        "http://localhost:8000/",
        "%00",
        "%2e%2e/",
        "..%2f",
        "/../secret.txt",
        "/out/",
        "?a=b",
        "#c",
        "%ff",
        "*",
    ),
    *(
        "If-Modified-Since: x\r\n",
        "If-None-Match: *\r\n",
        "Content-Length: -1\r\n",
        "Transfer-Encoding: chunked\r\n",
        "\r\n",
        "\r\n\r\n",
    ),
    *(
        "Expect: 100-continue\r\n",
        "Connection: keep-alive\r\n",
        "/.broadsheet/events?path=//[",
        "/.broadsheet/live.js",
        ": x\r\n",
    ),
)


class _Socket:
    """A connection on which a request stands, and which keeps what is answered."""

    def __init__(self, request: bytes) -> None:
        self._request = request
        self.answer = b""

    def makefile(self, mode: str, _size: int = -1) -> io.BytesIO:
        return io.BytesIO(self._request if "r" in mode else b"")

    def sendall(self, data: bytes) -> None:
        self.answer += bytes(data)

    def settimeout(self, _seconds: float | None) -> None:
        """Nobody waits here."""


class _Answer:
    """What http.client reads an answer from."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def makefile(self, *_args: object, **_named: object) -> io.BytesIO:
        return io.BytesIO(self._data)


@cache
def _served() -> tuple[ThreadingHTTPServer, tempfile.TemporaryDirectory[str]]:
    folder = tempfile.TemporaryDirectory()
    root = Path(folder.name, "public")
    for name, text in {
        "index.html": "<body>home</body>",
        "404.html": "no such page",
        "news/2026/11/ä b.html": '<!--#include virtual="/fragments/a.html"--><!--#include virtual="//[x"-->',
        "fragments/a.html": "fragment",
        "media/a.mp3": "0123456789",
        "feed.xml": "<rss/>",
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    Path(folder.name, "secret.txt").write_bytes(_SECRET)
    (root / "out").symlink_to(folder.name)
    (root / ".broadsheet-manifest").write_bytes(_SECRET)
    settings, _ = settings_file.parse((SITE + '\n[fragments]\ninclude = "ssi"\n').encode())
    server = serve.open_server(root, settings, 0, lambda _: None)
    server.server_port = int(_PORT)
    return server, folder


def _requests() -> Iterator[bytes]:
    for path in (
        "/",
        "/news/2026/11/%C3%A4%20b.html",
        "/media/a.mp3",
        "/feed.xml",
        "/news",
        "/.broadsheet-manifest",
        "/out/secret.txt",
    ):
        yield f"GET {path} HTTP/1.1\r\nHost: localhost:8000\r\nRange: bytes=2-5\r\nConnection: close\r\n\r\n".encode()
    yield b"HEAD http://localhost:8000/?a=b HTTP/1.0\r\nHost: localhost:8000\r\n\r\n"


@target("preview-request", _requests, tokens=_TOKENS)
def answers_a_request(data: bytes) -> None:
    """Whatever is asked: an answer that is as long as it says, or none; nothing from outside the folder."""
    server, _ = _served()
    socket = _Socket(data)
    server.RequestHandlerClass(socket, ("127.0.0.1", 9), server)
    assert _SECRET not in socket.answer
    if socket.answer.startswith(b"HTTP/"):
        method = "HEAD" if data.split()[:1] == [b"HEAD"] else "GET"
        try:
            answer = HTTPResponse(_Answer(socket.answer), method=method)  # type: ignore[arg-type]
            answer.begin()
            body = answer.read()
        except HTTPException as broken:
            raise AssertionError(f"no answer of HTTP: {type(broken).__name__}") from broken
        said = answer.getheader("Content-Length")
        assert method == "HEAD" or said is None or len(body) == int(said)
        assert all("\n" not in value for _, value in answer.getheaders())


def _pages() -> Iterable[bytes]:
    yield b'<html><body>a<!--#include virtual="/a.html?b#c" --></body></html>'
    yield b'<!--#include virtual="&amp;&#x2f;"-->'


@target(
    "preview-includes",
    _pages,
    syntax="markup",
    tokens=('<!--#include virtual="', '" -->', "</body>", "</html>", "&#x2f;", "\\1"),
)
def puts_fragments_in(data: bytes) -> None:
    """A page is given its fragments, and nothing is asked for twice."""
    asked: list[str] = []

    def read(path: str) -> bytes | None:
        asked.append(path)
        return b'\\1 <!--#include virtual="/again"-->' if len(asked) % 2 else None

    page = answers.with_includes(data, read)
    assert len(asked) <= data.count(b"<!--#include")
    assert "/again" not in asked or b"/again" in data
    answers.digest(page)
