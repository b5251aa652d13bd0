"""Whether the index is as its last build left it, and whether the machine went down while one worked.

Who closes the index properly leaves a seal beside it: the file's size and time. SQLite doesn't notice a changed letter
or an older copy; the seal does. Who opens the index lays the seal aside, so one that is killed leaves none, and the
next goes on. While a build works, a marker says so, with the number that the system gave itself when it was started.
"""

import os
import re
import stat
from contextlib import suppress
from pathlib import Path

from broadsheet import durable

_SEAL = "index.seal"
_ASIDE = "index.unsealed"
_OPEN = "index.open"
_BOOT = Path("/proc/sys/kernel/random/boot_id")
_SECOND = 10**9
_LOGS = ("-wal", "-journal")
_SAID = re.compile(r"(\d{1,19}) (\d{1,19})\n?", re.ASCII)


def is_broken(path: Path) -> bool:
    """Whether an index has a seal and isn't as it was sealed; or is no file at all."""
    there = _state(path)
    if there is None:
        return True
    sealed = _read(path.with_name(_SEAL))
    if sealed is None:
        return False
    # Archives keep whole seconds of a time.
    times = (sealed[1], sealed[1] - sealed[1] % _SECOND) if len(sealed) == 2 else ()
    return there[0] != sealed[0] or there[1] not in times or _has_log(path)


def lay_aside(path: Path) -> None:
    """Take the seal off before anything is written. As it is only moved, it can be put back without being written."""
    durable.clear(path.with_name(_ASIDE))
    with suppress(FileNotFoundError):
        path.with_name(_SEAL).replace(path.with_name(_ASIDE))


def put(path: Path) -> None:
    """Seal an index that was closed properly; not one that somebody else has open still, or that is gone."""
    seal, aside = path.with_name(_SEAL), path.with_name(_ASIDE)
    there = _state(path)
    if there is None or _has_log(path):
        aside.unlink(missing_ok=True)
        return
    if _read(aside) != there:
        aside.write_text(f"{there[0]} {there[1]}\n", encoding="ascii")
        durable.sync_file(aside)
    aside.replace(seal)


def forget(folder: Path) -> None:
    """Delete seal and marker: the index goes with them."""
    for name in (_SEAL, _ASIDE, _OPEN):
        durable.clear(folder / name)


def begin(folder: Path) -> None:
    """Mark that a build works from here on: it may change what a power cut would leave half done."""
    marker = folder / _OPEN
    if marker.exists() and not went_down(folder):
        os.sync()  # a build was killed: what it wrote may not be on any disk yet, and we don't write it again
        return
    if marker.is_dir():
        durable.clear(marker)
    marker.write_text(_boot(), encoding="ascii")
    durable.sync_file(marker)
    durable.sync_folder(folder)


def end(folder: Path) -> None:
    """Take the mark away: all that the build wrote is on the disk."""
    if not (folder / _OPEN).exists():
        return
    with suppress(OSError):  # one that stays costs the next build a look more
        (folder / _OPEN).unlink()
        durable.sync_folder(folder)


def went_down(folder: Path) -> bool:
    """Whether the machine went down while a build worked."""
    return (folder / _OPEN).exists() and _text(folder / _OPEN) != _boot()


def _state(path: Path) -> tuple[int, int] | None:
    try:
        status = path.lstat()
    except OSError:
        return None
    return (status.st_size, status.st_mtime_ns) if stat.S_ISREG(status.st_mode) else None


def _read(seal: Path) -> tuple[int, ...] | None:
    """What a seal says; None where there is none, and nothing that any file could be where it is damaged."""
    if not os.path.lexists(seal):
        return None
    found = _SAID.fullmatch(_text(seal))
    return (int(found[1]), int(found[2])) if found else (-1,)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""


def _has_log(path: Path) -> bool:
    """Whether SQLite's log lies beside it with anything in it: who closes the index properly leaves none."""
    logs = [path.with_name(path.name + suffix) for suffix in _LOGS]
    return any(os.path.lexists(log) and (log.lstat().st_size or not log.is_file()) for log in logs)


def _boot() -> str:
    return _text(_BOOT).strip()
