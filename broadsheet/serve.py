"""Preview on loopback, answering as a host would."""

import errno
import os
import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO
from urllib.parse import parse_qs, quote, urljoin, urlsplit

from broadsheet import addresses
from broadsheet.hosting import headers, types
from broadsheet.hosting.policy import policy
from broadsheet.preview import answers
from broadsheet.preview.state import Preview
from broadsheet.problems import SiteError, error
from broadsheet.settings import Settings

_FIRST, _TRIED = 8000, 20
_LOOPBACK = "127.0.0.1"
_HOSTS = ("localhost", _LOOPBACK, "[::1]")
_HTML, _SCRIPT, _TEXT = (types.with_charset(types.BY_ENDING[ending]) for ending in ("html", "js", "txt"))

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_PIECE = 1 << 16
_ALIVE = 10
"""After how many seconds of silence a browser that listens is sent something, which tells whether it's still there."""

Missed = Callable[[str], None]
Failed = Callable[[BaseException], None]


def open_server(
    folder: Path,
    settings: Settings | None,
    port: int | None,
    missed: Missed,
    preview: Preview | None = None,
    failed: Failed | None = None,
) -> ThreadingHTTPServer:
    """A server for what is in a folder, bound to a port of this machine alone; `serve_forever` makes it answer.

    Without a port it's 8000, or the next that is free. `missed` is told the path of each request for what isn't there.
    With a preview its settings count, browsers are told of builds, and errors are shown in the pages. `failed` is told
    of mistakes of ours that an answer was stopped by.
    """
    handler = partial(_Handler, Path(os.path.realpath(folder)), settings, missed, preview)
    tried = range(_FIRST, _FIRST + _TRIED) if port is None else (port,)
    for each in tried:
        try:
            server = _Server((_LOOPBACK, each), handler)
        except OSError as failure:
            if failure.errno != errno.EADDRINUSE:
                raise SiteError(error("--port", f"port {each} can't be had: {failure.strerror}")) from None
        else:
            server.failed = failed
            return server
    said = f"port {port} is taken" if port else f"all ports from {_FIRST} to {tried[-1]} are taken"
    raise SiteError(error("--port", said, hint="name another: --port 9000"))


def url(server: ThreadingHTTPServer, settings: Settings | None) -> str:
    """Where the home page is."""
    return f"http://localhost:{server.server_port}{settings.base if settings else ''}/"


@contextmanager
def answering(server: ThreadingHTTPServer, preview: Preview) -> Iterator[None]:
    """Have a server answer while this one goes on with something else."""
    # A daemon, since Ctrl-C may come between its start and what ends it: nothing then waits for it.
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="preview answers", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        preview.close()
        server.shutdown()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    failed: Failed | None = None

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002
        """Tell of what nobody foresaw; say nothing of a browser that went away before it had all."""
        failure = sys.exc_info()[1]
        if failure and self.failed and not isinstance(failure, ConnectionError):
            self.failed(failure)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def __init__(
        self,
        folder: Path,
        settings: Settings | None,
        missed: Missed,
        preview: Preview | None,
        *connection: object,
    ) -> None:
        self._folder = folder
        self._fixed = settings
        self._missed = missed
        self._preview = preview
        super().__init__(*connection)  # type: ignore[arg-type]

    @property
    def _settings(self) -> Settings | None:
        return self._preview.state.settings if self._preview else self._fixed

    def do_GET(self) -> None:
        """Answer with a file, a redirect to a folder's own address, the 404 page, or what the preview has to say."""
        if not self._is_for_us():
            # Else a page on the web could read the preview, by a name of its own that leads to 127.0.0.1.
            self._say(HTTPStatus.FORBIDDEN, "The preview answers to localhost alone.\n")
            return
        try:
            asked = urlsplit(self.path)
        except ValueError:  # `http://[x`
            self._say(HTTPStatus.BAD_REQUEST, "That is no address.\n")
            return
        if self._preview and asked.path == answers.EVENTS:
            self._tell(self._preview, parse_qs(asked.query).get("path", ["/"])[0])
            return
        if self._preview and asked.path == answers.SCRIPT:
            self._give(HTTPStatus.OK, _SCRIPT, answers.script())
            return
        status, file = self._found(asked.path)
        if file is None and (to := self._elsewhere(asked.path)):
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", to)
            self.send_header("Cache-Control", "no-store")  # another site may be at this port tomorrow
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if status is HTTPStatus.NOT_FOUND:
            self._missed(asked.path)
        try:
            if file and not file.name.endswith(".html"):
                self._send(status, file)
                return
            status, page = self._page(asked.path, status, file)
        except FileNotFoundError:  # gone this very moment
            status, page = HTTPStatus.NOT_FOUND, None
        if page is None:
            self._say(status, "There is nothing here.\n")
            return
        head = {}
        if self._preview:
            failed = status is HTTPStatus.SERVICE_UNAVAILABLE
            page = answers.with_script(page, self._preview.state, panel=not failed)
            head = {"Content-Security-Policy": answers.FAILED_POLICY} if failed else {}
        self._give(status, _HTML, page, head)

    do_HEAD = do_GET  # noqa: N815

    def version_string(self) -> str:
        """The name in the answers' head; no versions."""
        return "broadsheet"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: who serves is told of what is missing."""

    def _is_for_us(self) -> bool:
        return self.headers.get("Host", "") in {f"{name}:{self.server.server_port}" for name in _HOSTS}

    def _found(self, path: str) -> tuple[HTTPStatus, Path | None]:
        """The file that answers to a path; the 404 page's, or none at all, where there isn't one."""
        if self._settings:
            for address in addresses.answering(path, self._settings):
                if file := self._file(address):
                    return HTTPStatus.OK, file
            if not self._elsewhere(path):
                page = self._file(addresses.not_found_address(self._settings.outlet.language, self._settings))
                return HTTPStatus.NOT_FOUND, page
        return HTTPStatus.NOT_FOUND, None

    def _page(self, path: str, status: HTTPStatus, file: Path | None) -> tuple[HTTPStatus, bytes | None]:
        """The bytes of a page as a host would answer with them; what is wrong, where that leaves nothing to show."""
        if file:
            return status, self._complete(path, file.read_bytes())
        if self._preview and (problems := self._preview.state.problems):
            return HTTPStatus.SERVICE_UNAVAILABLE, answers.failed(problems)
        return status, answers.NOTHING if self._preview else None

    def _complete(self, path: str, page: bytes) -> bytes:
        """A page with its fragments, where the host is to include them."""
        if self._settings is None or self._settings.fragments.include != "ssi":
            return page

        def read(target: str) -> bytes | None:
            try:
                asked = urlsplit(urljoin(path, target)).path
            except ValueError:
                return None
            status, file = self._found(asked)
            return file.read_bytes() if file and status is HTTPStatus.OK else None

        return answers.with_includes(page, read)

    def _file(self, address: str) -> Path | None:
        """The file at an address; None for anything hidden, or that leads out of the folder."""
        parts = address.split("/")[1:]
        hidden = parts[1:] if parts[0] == ".well-known" else parts
        if any(part.startswith(".") for part in hidden) or any(
            not part or "\\" in part or "\x00" in part for part in parts
        ):
            return None
        file = self._folder.joinpath(*parts)
        try:
            return file if file.is_file() and Path(os.path.realpath(file)).is_relative_to(self._folder) else None
        except OSError:  # a name that is too long
            return None

    def _elsewhere(self, path: str) -> str:
        """Where a path leads that has its page elsewhere: a folder without its slash, the root before the base."""
        settings = self._settings
        if settings is None:
            return ""
        base = settings.base
        if base and path in ("/", base):
            return f"{base}/"
        for address in addresses.answering(f"{path}/", settings):
            if not path.endswith("/") and self._file(address):
                return quote(addresses.href(address, settings), safe="/%")
        return ""

    def _tell(self, preview: Preview, path: str) -> None:
        """Tell a browser that shows a path of each build, until one of us goes."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command == "HEAD":
            return
        self.wfile.write(b"retry: 500\n\n")
        turn = -1
        while (state := preview.wait(turn, _ALIVE)) is not None:
            if state.turn == turn:
                self.wfile.write(b":\n\n")
                continue
            turn = state.turn
            try:
                page = self._page(path, *self._found(path))[1]
            except FileNotFoundError:
                page = None
            self.wfile.write(answers.event(answers.digest(page or b""), state))

    def _send(self, status: HTTPStatus, file: Path) -> None:
        """A file that is no page, or the part of it that is asked for: players ask for parts of recordings."""
        with open(file, "rb") as opened:
            size = file.stat().st_size
            first, last = 0, size - 1
            head = {"Accept-Ranges": "bytes"}
            wanted = _RANGE.fullmatch(self.headers.get("Range", "")) if status is HTTPStatus.OK else None
            if wanted and (wanted[1] or wanted[2]):
                first, last = _part(wanted[1], wanted[2], size)
                if first > last:
                    head["Content-Range"] = f"bytes */{size}"
                    self._begin(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, _TEXT, 0, head)
                    return
                status = HTTPStatus.PARTIAL_CONTENT
                head["Content-Range"] = f"bytes {first}-{last}/{size}"
            self._begin(status, self._type(file), last - first + 1, head)
            if self.command != "HEAD":
                opened.seek(first)
                self._copy(opened, last - first + 1)

    def _type(self, file: Path) -> str:
        """The type that a host would give a file."""
        custom = headers.custom_feeds(self._settings) if self._settings else {}
        return types.with_charset(types.type_of(f"/{file.relative_to(self._folder).as_posix()}", custom))

    def _copy(self, opened: BinaryIO, size: int) -> None:
        while size > 0 and (data := opened.read(min(size, _PIECE))):
            self.wfile.write(data)
            size -= len(data)

    def _say(self, status: HTTPStatus, text: str) -> None:
        self._give(status, _TEXT, text.encode())

    def _give(self, status: HTTPStatus, kind: str, data: bytes, head: dict[str, str] | None = None) -> None:
        self._begin(status, kind, len(data), head or {})
        if self.command != "HEAD":
            self.wfile.write(data)

    def _begin(self, status: HTTPStatus, kind: str, size: int, head: dict[str, str]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(size))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        if self._settings and self._settings.hosting.files:
            # So that what the host's policy will forbid is seen here first.
            head = {"Content-Security-Policy": policy(self._settings, loopback=True), **head}
        for name, value in head.items():
            self.send_header(name, value)
        self.end_headers()


def _part(first: str, last: str, size: int) -> tuple[int, int]:
    """The first and last byte of a range; the first is above the last where there is no such part."""
    if not first:
        return (max(0, size - int(last)), size - 1) if int(last) else (1, 0)
    return int(first), min(int(last), size - 1) if last else size - 1
