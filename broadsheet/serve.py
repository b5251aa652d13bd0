"""Preview on loopback, answering as a host would."""

import errno
import shutil
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, urlsplit

from broadsheet import addresses
from broadsheet.pages.media import MEDIA_TYPES
from broadsheet.problems import SiteError, error
from broadsheet.settings import Settings

_FIRST, _TRIED = 8000, 20
_LOOPBACK = "127.0.0.1"
_HOSTS = ("localhost", _LOOPBACK, "[::1]")
_TEXT = "; charset=utf-8"
_TYPES = {
    "html": f"text/html{_TEXT}",
    "css": f"text/css{_TEXT}",
    "js": f"text/javascript{_TEXT}",
    "txt": f"text/plain{_TEXT}",
    "csv": f"text/csv{_TEXT}",
    "json": "application/json",
    "webmanifest": "application/manifest+json",
    "xml": "application/xml",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "ico": "image/x-icon",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "woff": "font/woff",
    "woff2": "font/woff2",
    **MEDIA_TYPES,
}

Missed = Callable[[str], None]


def open_server(folder: Path, settings: Settings, port: int | None, missed: Missed) -> ThreadingHTTPServer:
    """A server for what is in a folder, bound to a port of this machine alone; `serve_forever` makes it answer.

    Without a port it's 8000, or the next that is free. `missed` is told the path of each request for what isn't there.
    """
    handler = partial(_Handler, folder.resolve(), settings, missed)
    tried = range(_FIRST, _FIRST + _TRIED) if port is None else (port,)
    for each in tried:
        try:
            return _Server((_LOOPBACK, each), handler)
        except OSError as failure:
            if failure.errno != errno.EADDRINUSE:
                raise SiteError(error("--port", f"port {each} can't be had: {failure.strerror}")) from None
    said = f"port {port} is taken" if port else f"all ports from {_FIRST} to {tried[-1]} are taken"
    raise SiteError(error("--port", said, hint="name another: --port 9000"))


def url(server: ThreadingHTTPServer, settings: Settings) -> str:
    """Where the home page is."""
    return f"http://localhost:{server.server_port}{settings.base}/"


class _Server(ThreadingHTTPServer):
    daemon_threads = True


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def __init__(self, folder: Path, settings: Settings, missed: Missed, *connection: object) -> None:
        self._folder = folder
        self._settings = settings
        self._missed = missed
        super().__init__(*connection)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with a file, a redirect to a folder's own address, or the 404 page."""
        if not self._is_for_us():
            # Else a page on the web could read the preview, by a name of its own that leads to 127.0.0.1.
            self._say(HTTPStatus.FORBIDDEN, "The preview answers to localhost alone.\n")
            return
        path = urlsplit(self.path).path
        for address in addresses.answering(path, self._settings):
            if file := self._file(address):
                self._send(HTTPStatus.OK, file)
                return
        if to := self._elsewhere(path):
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", to)
            self.send_header("Cache-Control", "no-store")  # another site may be at this port tomorrow
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self._missed(path)
        page = self._file(addresses.not_found_address(self._settings.outlet.language, self._settings))
        if page:
            self._send(HTTPStatus.NOT_FOUND, page)
        else:
            self._say(HTTPStatus.NOT_FOUND, "There is nothing here.\n")

    do_HEAD = do_GET  # noqa: N815

    def version_string(self) -> str:
        """The name in the answers' head; no versions."""
        return "broadsheet"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: who serves is told of what is missing."""

    def _is_for_us(self) -> bool:
        return self.headers.get("Host", "") in {f"{name}:{self.server.server_port}" for name in _HOSTS}

    def _file(self, address: str) -> Path | None:
        """The file at an address; None for anything hidden, or that leads out of the folder."""
        parts = address.split("/")[1:]
        if any(not part or part.startswith(".") or "\\" in part or "\x00" in part for part in parts):
            return None
        file = self._folder.joinpath(*parts)
        try:
            return file if file.is_file() and file.resolve().is_relative_to(self._folder) else None
        except OSError:  # a name that is too long
            return None

    def _elsewhere(self, path: str) -> str:
        """Where a path leads that has its page elsewhere: a folder without its slash, the root before the base."""
        base = self._settings.base
        if base and path in ("/", base):
            return f"{base}/"
        for address in addresses.answering(f"{path}/", self._settings):
            if not path.endswith("/") and self._file(address):
                return quote(addresses.href(address, self._settings), safe="/%")
        return ""

    def _send(self, status: HTTPStatus, file: Path) -> None:
        try:
            with open(file, "rb") as opened:
                self._begin(status, _type(file), file.stat().st_size)
                if self.command != "HEAD":
                    shutil.copyfileobj(opened, self.wfile)
        except FileNotFoundError:  # gone this very moment
            self._say(HTTPStatus.NOT_FOUND, "There is nothing here.\n")

    def _say(self, status: HTTPStatus, text: str) -> None:
        data = text.encode()
        self._begin(status, _TYPES["txt"], len(data))
        if self.command != "HEAD":
            self.wfile.write(data)

    def _begin(self, status: HTTPStatus, kind: str, size: int) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(size))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()


def _type(file: Path) -> str:
    if file.name == "feed.xml":
        return "application/rss+xml"
    return _TYPES.get(file.suffix[1:].lower(), "application/octet-stream")
