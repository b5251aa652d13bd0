"""Files that are changed while a build reads them, times that say nothing, and clocks that go back."""

import os
import random
import threading
from contextlib import suppress
from pathlib import Path

from tests.faults import newsroom
from tests.faults.registry import fault
from tests.faults.trying import begun, made_good

GROUP = "files and clocks"
_SHIFTED = """import os, time
_by = int(os.environ["SHIFTED_BY"])
_time, _time_ns = time.time, time.time_ns
time.time = lambda: _time() + _by
time.time_ns = lambda: _time_ns() + _by * 1_000_000_000
"""
"""Put where Python starts: the wall clock of a process is another's. (What asks C's datetime has the real one.)"""


@fault("env-changed-while-read", GROUP, seeds=())
def changed(chance: random.Random, folder: Path) -> None:
    """Articles and pictures are rewritten, cut, renamed and removed at full speed while builds read them."""
    site = begun(folder)
    old = site.tree()
    quiet = threading.Event()
    writer = threading.Thread(target=_write, args=(random.Random(chance.random()), site.root, quiet))
    writer.start()
    try:
        for _ in range(2):
            site.run("build", status=(0, 1, 2))
    finally:
        quiet.set()
        writer.join()
    made_good(site, old)


@fault("env-times-of-files", GROUP, seeds=())
def times(chance: random.Random, folder: Path) -> None:
    """Files that were changed have times of 1970, of 2106, of the future, in whole seconds, or all the same one."""
    site = begun(folder)
    old = site.tree()
    for _ in range(2):
        files = newsroom.edited(chance, site.root)
        site.edit(files)
        for path in sorted(path for path in site.root.joinpath("content").rglob("*") if path.is_file()):
            whole = path.stat().st_mtime_ns // 1_000_000_000
            seconds = chance.choice([0, 1, 2**32, 2_000_000_000, whole, whole + 5_000_000])
            os.utime(path, ns=(seconds * 1_000_000_000,) * 2)
        made_good(site, old)
        old = site.tree()


@fault("env-same-size-and-time", GROUP, seeds=())
def same(chance: random.Random, folder: Path) -> None:
    """Just after a build an article is another with the same size and the same time."""
    site = begun(folder)
    old = site.tree()
    path = site.root / "content/2026/10/two.md"
    path.write_text(path.read_text().replace("Text.", "Word."))
    site.run()
    before = path.stat()
    path.write_text(path.read_text().replace("Word.", chance.choice(["Mend.", "Last."])))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    made_good(site, old)


@fault("env-clock-back", GROUP, seeds=())
def clock(chance: random.Random, folder: Path) -> None:
    """The clock is years ahead or behind while a build runs, and right for the next."""
    site = begun(folder)
    old = site.tree()
    folder.joinpath("clock").mkdir()
    folder.joinpath("clock/sitecustomize.py").write_text(_SHIFTED)
    by = chance.choice([-1, 1]) * chance.choice([1, 3600, 86_400 * 400, 86_400 * 9000])
    site.edit(newsroom.edited(chance, site.root))
    paths = os.pathsep.join(filter(None, [str(folder / "clock"), os.environ.get("PYTHONPATH")]))
    site.environment = {"PYTHONPATH": paths, "SHIFTED_BY": str(by)}
    site.run()
    site.environment = {}
    site.edit(newsroom.edited(chance, site.root))
    made_good(site, old)


@fault("env-now-back", GROUP, seeds=())
def moment(chance: random.Random, folder: Path) -> None:
    """A build shows another moment, and the next one the right one again."""
    site = begun(folder)
    old = site.tree()
    site.run("build", "--now", chance.choice(["2026-10-10T00:00", "2026-11-22T09:00", "2031-01-01T00:00"]))
    site.edit(newsroom.edited(chance, site.root))
    made_good(site, old)


def _write(chance: random.Random, root: Path, quiet: threading.Event) -> None:
    there = [*sorted((root / "content").rglob("*.md")), root / "media/b.jpg", root / "static/x.txt"]
    texts = {path: path.read_bytes() for path in there}
    while not quiet.wait(0.002):
        path = chance.choice(there)
        how = chance.randrange(5)
        other = path.with_name(f"other-{path.name}")
        if how == 0:
            path.write_bytes(texts[path][: chance.randrange(len(texts[path]))])
        elif how == 1:
            path.unlink(missing_ok=True)
        elif how == 2:
            with suppress(FileNotFoundError):
                path.rename(other)
                other.rename(path)
        else:
            path.write_bytes(texts[path])
    for path, text in texts.items():
        path.write_bytes(text)
