"""An outlet's output on loopback, each file as what hosts are told that it is."""

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from broadsheet.hosting import types


class Host(http.server.SimpleHTTPRequestHandler):
    """Answers from a folder, and has browsers believe what it says of a file."""

    def guess_type(self, path: Any) -> str:
        return types.with_charset(types.type_of(f"/{Path(path).relative_to(self.directory).as_posix()}"))

    def end_headers(self) -> None:
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, *_args: Any) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Where a folder is served, without a slash at the end, until this is left."""
    handler = functools.partial(Host, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
