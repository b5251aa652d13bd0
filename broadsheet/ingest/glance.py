"""Whether seeds/ is as it was when ingest last found nothing to do there, told without opening a file.

Ingest itself hashes each source and reads all of its memory. Here sizes and times are compared: in `.broadsheet/`, as
all that can be found out anew.
"""

import hashlib
import os
import time
from pathlib import Path
from typing import NamedTuple

_SEEDS = "seeds"
_MEMORY = "content/.ingested.jsonl"
_KEPT = ".broadsheet/seeds"
_YOUNG = 2_000_000_000
"""How near to a glance, in nanoseconds, a file's time makes it suspect: the coarsest clock of file systems."""


class Glance(NamedTuple):
    """What seeds/ and ingest's memory look like from afar."""

    digest: str
    settled: bool
    """Whether no file is so young that it could still change unseen."""


def glance(site: Path) -> Glance:
    """Look at names, sizes and times; nothing is opened."""
    started = time.time_ns()
    found: list[tuple[str, int, int]] = []
    try:
        _walk(str(site / _SEEDS), "", found)
    except OSError:
        return Glance("", settled=False)
    try:
        status = (site / _MEMORY).stat()
    except OSError:
        memory = None
    else:
        memory = (status.st_size, status.st_mtime_ns, status.st_ino)
        found.append((_MEMORY, status.st_size, status.st_mtime_ns))
    digest = hashlib.blake2b(repr((sorted(found), memory)).encode(), digest_size=16).hexdigest()
    return Glance(digest, all(at < started - _YOUNG for _, _, at in found))


def is_known(site: Path, seen: Glance) -> bool:
    """Whether it looked the same when there was nothing to do."""
    try:
        return bool(seen.digest) and (site / _KEPT).read_text(encoding="ascii") == seen.digest
    except (OSError, ValueError):
        return False


def remember(site: Path, seen: Glance) -> None:
    """Note that there was nothing to do: seen before it was looked for, so what came since will differ."""
    if not seen.settled:
        return
    path = site / _KEPT
    temporary = path.with_name(f"seeds.{os.getpid()}")
    try:
        temporary.write_text(seen.digest, encoding="ascii")
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)  # then all is looked at again, as it would be without this


def _walk(folder: str, inner: str, found: list[tuple[str, int, int]]) -> None:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                _walk(entry.path, f"{inner}{entry.name}/", found)
            else:
                status = entry.stat()
                found.append((inner + entry.name, status.st_size, status.st_mtime_ns))
