"""How long a save takes to reach a browser that shows the preview: `python -m bench.preview --size 1000`.

From the moment that the file is written until the browser is told to load its page again, which it then is.
"""

import argparse
import contextlib
import json
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from urllib.parse import urlsplit

from bench.corpus import Corpus
from bench.machine import MEMORY
from bench.peers import PEERS
from bench.peers.broadsheet import REPOSITORY


def main() -> int:
    """Measure; says the median and the slowest."""
    parser = argparse.ArgumentParser(prog="python -m bench.preview", description="Measures live reload.")
    parser.add_argument("--size", type=int, default=1000, metavar="N", help="how many articles (default: 1000)")
    parser.add_argument("--runs", type=int, default=20, metavar="N", help="how many saves of each kind (default: 20)")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        site = Path(folder, "site")
        PEERS["broadsheet"]().write(site, Corpus(chosen.size, 7))
        for name, times in _measure(site, chosen.runs).items():
            print(f"{name}: {statistics.median(times) * 1000:.0f} ms, {max(times) * 1000:.0f} ms at most")
    return 0


def _measure(site: Path, runs: int) -> dict[str, list[float]]:
    command = [sys.executable, str(REPOSITORY / "build.py"), "serve", "--site", str(site), "--port", "0", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout
        told = (json.loads(line) for line in process.stdout)
        port = urlsplit(next(event["url"] for event in told if event["event"] == "serving")).port
        connection = HTTPConnection("localhost", port or 0, timeout=60)
        connection.request("GET", "/.broadsheet/events?path=/")
        told_at: SimpleQueue[float] = SimpleQueue()
        Thread(target=_listen, args=(connection.getresponse(), told_at), daemon=True).start()
        article = max((site / "content").rglob("*.md"), key=lambda path: path.stat().st_mtime_ns)
        edits = {
            "a title": (article, "title: ", "title: X"),
            "the settings": (site / "site.toml", "\n", "\n# again\n"),
            "a template of all pages": (site / "templates/base.html", "</head>", "<!-- again --></head>"),
        }
        try:
            return {name: [_save(*edit, told_at) for _ in range(runs)] for name, edit in edits.items()}
        finally:
            connection.close()
            process.send_signal(signal.SIGINT)
            process.stdout.read()


def _save(file: Path, old: str, new: str, told_at: SimpleQueue[float]) -> float:
    """Change a file, by moving a whole one in its place as editors do; the seconds until that is told."""
    time.sleep(1)
    while not told_at.empty():  # of what came before
        told_at.get()
    now = datetime.now(UTC).isoformat()
    other = file.with_name(f".{file.name}.new")
    other.write_text(file.read_text(encoding="utf-8").replace(old, new.replace("again", now), 1), encoding="utf-8")
    started = time.perf_counter()
    other.replace(file)
    return told_at.get(timeout=60) - started


def _listen(answer: HTTPResponse, told: SimpleQueue[float]) -> None:
    with contextlib.suppress(OSError, ValueError, AttributeError):  # closed, at the end
        for line in answer:
            if line.startswith(b"data: "):
                told.put(time.perf_counter())


if __name__ == "__main__":
    sys.exit(main())
