"""`serve` as a process of its own: what is saved is built, browsers are told, and mistakes are shown until mended."""

import _thread
import http.client
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from broadsheet import serve
from broadsheet.preview.state import Preview
from broadsheet.preview.watching import Watch
from tests.conftest import MakeOutlet
from tests.outlet import SITE, Outlet

ADDRESS = "/news/2026/11/a.html"
PATIENCE = 30
SIGNS = 4
"""How many signs of life in a row are one too many."""


class Served:
    """A preview that runs elsewhere."""

    def __init__(self, url: str) -> None:
        self.port = urlsplit(url).port or 0

    def get(self, path: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path, headers={"Host": f"localhost:{self.port}"})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    @contextmanager
    def told(self, path: str) -> Iterator[Iterator[dict[str, Any]]]:
        """What a browser that shows a path is told."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", f"/.broadsheet/events?path={quote(path)}")
        answer = connection.getresponse()
        assert answer.headers["Content-Type"] == "text/event-stream; charset=utf-8"
        try:
            yield _events(answer)
        finally:
            answer.close()
            connection.close()


def _events(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """What is said, as long as something is: signs of life alone come every ten seconds, for ever."""
    silent = 0
    for line in lines:
        if line.startswith(b"data: "):
            silent = 0
            yield json.loads(line[6:])
        elif line.startswith(b":"):
            silent += 1
            assert silent < SIGNS, "no build was told of any more"


@contextmanager
def serving(site: Outlet, *words: str, status: int = 0) -> Iterator[Served]:
    command = [sys.executable, "-m", "broadsheet", "serve", "--site", str(site.root), "--port", "0", "--json", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            events = (json.loads(line) for line in process.stdout)
            served = Served(next(event["url"] for event in events if event["event"] == "serving"))
            yield served
            process.send_signal(signal.SIGINT)
            process.stdout.read()
            assert process.wait(PATIENCE) == status
        finally:
            process.kill()
    with socket.socket() as free:
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        free.bind(("127.0.0.1", served.port))


@pytest.mark.parametrize("words", [(), ("--poll",)], ids=["told", "looking"])
def test_what_is_saved_is_shown(outlet: MakeOutlet, words: tuple[str, ...]) -> None:
    site = outlet().article("2026/11/a", "First words.")
    with serving(site, *words) as served, served.told(ADDRESS) as told:
        first = next(told)
        assert "First words." in served.get(ADDRESS)[1]
        site.article("2026/11/a", "Other words.")
        # A save is seen in up to three parts (emptied, written, looked at again), and each is a build that is told.
        saved = (now for now in told if now["page"] != first["page"] and not now["problems"])
        other = next(now["page"] for now in saved if "Other words." in served.get(ADDRESS)[1])
        site.edit({"content/2026/11/a.md": None})
        assert any(now["page"] != other for now in told)
        assert served.get(ADDRESS)[0] == 404
    assert "<script" not in site.page("/index.html", ".broadsheet/preview")


def test_a_mistake_is_told_until_it_is_mended(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a")
    good = site.root.joinpath("content/2026/11/a.md").read_bytes()
    with serving(site) as served, served.told(ADDRESS) as told:
        site.edit({"content/2026/11/a.md": "---\ntitle: Budget: what\n---\nText.\n"})
        (wrong,) = next(now for now in told if now["problems"])["problems"]
        assert wrong["place"].startswith("content/2026/11/a.md:2:")
        assert wrong["hint"]
        assert "title: Budget: what" in wrong["excerpt"]
        site.edit({"content/2026/11/a.md": good})
        assert next(now for now in told if not now["problems"])


def test_settings_that_are_wrong_from_the_first(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a").edit({"site.toml": SITE + "x = <\n"})
    with serving(site) as served, served.told("/") as told:
        status, page = served.get("/")
        assert status == 503
        assert "site.toml:" in page
        assert "x = &lt;" in page
        site.edit({"site.toml": SITE})
        assert next(now for now in told if not now["problems"])
        assert served.get("/")[0] == 200


def test_a_folder_that_comes_and_a_theme_that_changes(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a")
    with serving(site) as served, served.told("/") as told:
        site.edit({"static/robots.txt": "hello"})
        assert any(served.get("/robots.txt")[1] == "hello" for _ in told)
        site.edit({"static/.well-known/x.txt": "hidden from nobody"})
        assert any(served.get("/.well-known/x.txt")[1] == "hidden from nobody" for _ in told)
        site.edit({"templates/home.html": "<p>Ours</p>"})
        assert any(served.get("/")[1].startswith("<p>Ours</p>") for _ in told)


def test_where_the_system_does_not_tell(outlet: MakeOutlet, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no more watches")

    monkeypatch.setattr("watchfiles.watch", refuse)
    site = outlet().article("2026/11/a")
    remarks: list[str] = []
    with Watch(site.root, poll=False, remark=remarks.append) as watch:
        changes = watch.changes()
        assert next(changes) == frozenset()
        site.article("2026/11/b")
        assert next(found for found in changes if found) == {"content/2026/11/b.md"}
    assert len(remarks) == 1
    assert "no more watches" in remarks[0]


def test_a_file_that_goes_while_it_is_looked_at(outlet: MakeOutlet, monkeypatch: pytest.MonkeyPatch) -> None:
    site = outlet().article("2026/11/a").article("2026/11/b")
    gone, look = site.root.resolve() / "content/2026/11/b.md", os.stat

    def look_too_late(path: Any, *rest: Any, **more: Any) -> os.stat_result:
        if path == gone:
            gone.unlink(missing_ok=True)
        return look(path, *rest, **more)

    monkeypatch.setattr(os, "stat", look_too_late)
    with Watch(site.root, poll=True, remark=pytest.fail) as watch:
        told: queue.SimpleQueue[frozenset[str]] = queue.SimpleQueue()
        # Elsewhere, so that this test ends though nothing is told any more.
        threading.Thread(target=lambda: deque(map(told.put, watch.changes()), 0), daemon=True).start()
        assert told.get(timeout=PATIENCE) == frozenset()
        assert not gone.exists()
        site.article("2026/11/c")
        assert told.get(timeout=PATIENCE) == {"content/2026/11/c.md"}


def test_an_interruption_is_heard_though_nothing_changes(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a")
    later = threading.Timer(PATIENCE, site.article, ["2026/11/late"])  # which ends the wait in any case
    with Watch(site.root, poll=True, remark=pytest.fail) as watch:
        changes = watch.changes()
        assert next(changes) == frozenset()
        later.start()
        # Like a signal that comes before one waits: it's noted, and no wait is ended by it.
        threading.Timer(0.1, _thread.interrupt_main).start()
        with pytest.raises(KeyboardInterrupt):
            next(changes)
    later.cancel()
    later.join()
    assert not (site.root / "content/2026/11/late.md").exists()


def test_nothing_waits_for_who_answers_when_it_is_interrupted(outlet: MakeOutlet) -> None:
    site, preview = outlet().article("2026/11/a").build(), Preview(None)
    before = set(threading.enumerate())
    with serve.open_server(site.root / "public", None, 0, pytest.fail, preview) as server:
        with serve.answering(server, preview):
            started = set(threading.enumerate()) - before
            assert [thread.daemon for thread in started] == [True]
        assert not any(thread.is_alive() for thread in started)


def test_a_folder_without_a_site_is_not_served(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "broadsheet", "serve", "--port", "0", "--site", str(tmp_path)]
    assert subprocess.run(command, capture_output=True, env=os.environ, check=False).returncode == 2
