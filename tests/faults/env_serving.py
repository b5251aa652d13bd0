"""Builds beside the preview, which watches the same files and shares the index."""

import os
import random
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults import newsroom
from tests.faults.hosted import wrong_files
from tests.faults.registry import fault
from tests.faults.site import NOW, PATIENCE, ROOT, Site
from tests.faults.trying import begun, made_good, same_as_clean

GROUP = "several builds"
PREVIEW = ".broadsheet/preview"
_WHERE = re.compile(r"http://localhost:\d+/")


@fault("env-served", GROUP, seeds=())
def served(chance: random.Random, folder: Path) -> None:
    """A site is edited, built, and now and then its build is killed, while it's served: the preview comes after."""
    site = begun(folder)
    old = site.tree()
    with _serving(site) as where:
        for _ in range(3):
            site.edit(newsroom.edited(chance, site.root))
            if chance.random() < 0.5:
                site.killed_after(chance.uniform(0.1, 1.5))
            else:
                site.run()
            _answers(where)
        _comes_after(Site(site.root, PREVIEW, ("--drafts",)))
        _answers(where)
    made_good(site, old)


def _comes_after(preview: Site) -> None:
    """After a while the preview is what a clean build with drafts makes."""
    clean = preview.clean()
    former = preview.tree()  # files of the theme that were replaced may stay
    end = time.monotonic() + 60
    while True:
        try:
            same_as_clean(preview, former, clean=clean)
        except (AssertionError, FileNotFoundError):
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
        else:
            return


@contextmanager
def _serving(site: Site) -> Iterator[str]:
    """Where the site is served meanwhile, by a process that is then ended with Ctrl-C."""
    words = ["serve", "--site", str(site.root), "--port", "0", "--now", NOW]
    log = site.root.with_name("serve.log")
    with log.open("w") as said:
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "build.py"), *words], stdout=said, stderr=said, start_new_session=True
        )
    try:
        yield _where(log, process)
        os.killpg(process.pid, signal.SIGINT)
        status = process.wait(PATIENCE)
    finally:
        process.kill()
    assert status in (0, 1), f"exit status {status}: {log.read_text()[-2000:]}"
    assert "Traceback" not in log.read_text(), log.read_text()[-3000:]


def _where(log: Path, process: "subprocess.Popen[bytes]") -> str:
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        if found := _WHERE.search(log.read_text()):
            return found[0]
        time.sleep(0.05)
    raise AssertionError(f"it isn't served: {log.read_text()}")


def _answers(where: str) -> None:
    with urllib.request.urlopen(where, timeout=PATIENCE) as response:
        assert wrong_files({"/index.html": response.read()}) == {}
