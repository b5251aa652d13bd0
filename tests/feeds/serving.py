"""An outlet's output on loopback, each file as what hosts are told that it is."""

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from broadsheet import settings_file
from broadsheet.hosting import headers, types
from tests.outlet import Outlet


class Host(http.server.SimpleHTTPRequestHandler):
    """Answers from a folder, and has browsers believe what it says of a file."""

    custom: dict[str, str]

    def guess_type(self, path: Any) -> str:
        return types.with_charset(types.type_of(f"/{Path(path).relative_to(self.directory).as_posix()}", self.custom))

    def send_header(self, keyword: str, value: str) -> None:
        if keyword != "Last-Modified":  # it has whole seconds, and two builds of a test may be in one
            super().send_header(keyword, value)

    def end_headers(self) -> None:
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, *_args: Any) -> None:
        pass


@contextmanager
def served(outlet: Outlet) -> Iterator[str]:
    """Where what is online of an outlet is served, without a slash at the end, until this is left."""
    settings, _ = settings_file.read(outlet.root)
    assert settings
    host = type("OurHost", (Host,), {"custom": headers.custom_feeds(settings)})
    handler = functools.partial(host, directory=str(outlet.root / "public"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
