"""Bringing what was written to the disk, to outlive a power cut (a file, a folder's names, or all), and making room.

A file system that can't do it, or has nothing to do, is no failure: then it lasts as well as that file system has it.
"""

# Paths are text where pages are written: with pathlib one would take half as long again.
# ruff: noqa: PTH105

import ctypes
import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Collection
from functools import cache
from pathlib import Path

_HARMLESS = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EROFS, errno.ENOSYS, errno.EBADF, errno.ENOTTY})
"""What file systems say that know of no such thing."""
MANY = 3
"""From how many files on a file system is brought to the disk as a whole: one by one they would take far longer."""


def sync(descriptor: int) -> None:
    """Bring an open file, or the names in an open folder, to the disk. OSError where the disk won't take it."""
    full = getattr(fcntl, "F_FULLFSYNC", None)  # macOS: without it the disk itself may keep things for later
    try:
        if full is not None:
            fcntl.fcntl(descriptor, full)
        else:
            os.fsync(descriptor)
    except OSError as failure:
        if failure.errno not in _HARMLESS:
            raise


def sync_file(path: str | os.PathLike[str]) -> None:
    """Bring a file that is written to the disk; one that is gone, or can't be opened, is let be."""
    _opened(path, os.O_RDONLY | os.O_NOFOLLOW, sync)


def sync_folder(path: str | os.PathLike[str]) -> None:
    """Bring the names in a folder to the disk: what was moved there, made there or deleted."""
    _opened(path, os.O_RDONLY | os.O_DIRECTORY, sync)


def sync_system(path: str | os.PathLike[str]) -> None:
    """Bring all that was written to the file system of a folder to the disk; where that can't be had, all of all."""
    _opened(path, os.O_RDONLY | os.O_DIRECTORY, _sync_system)


def sync_files(root: str | os.PathLike[str], paths: Collection[str]) -> None:
    """Bring files below a folder to the disk: each, or where there are many the whole file system."""
    if len(paths) >= MANY:
        sync_system(root)
        return
    for path in paths:
        sync_file(path)


def sync_folders(root: str | os.PathLike[str], folders: Collection[str]) -> None:
    """Bring the names in folders below a folder to the disk, and those of them that were made meanwhile."""
    if len(folders) >= MANY:
        sync_system(root)
        return
    for folder in sorted(folders):
        sync_folder(folder)


def move(temporary: str | os.PathLike[str], target: str | os.PathLike[str]) -> None:
    """Put a file that is written in its place, so that a power cut leaves it whole there or not at all."""
    sync_file(temporary)
    os.replace(temporary, target)
    sync_folder(os.path.dirname(target) or ".")  # noqa: PTH120


def clear(path: Path) -> None:
    """Delete whatever is at a place of ours, a folder too that somebody put there, so that it can be written anew."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _opened(path: str | os.PathLike[str], flags: int, bring: Callable[[int], None]) -> None:
    try:
        descriptor = os.open(path, flags)
    except OSError:
        return
    try:
        bring(descriptor)
    except OSError as failure:
        raise OSError(failure.errno, failure.strerror, os.fspath(path)) from failure
    finally:
        os.close(descriptor)


def _sync_system(descriptor: int) -> None:
    call = _syncfs()
    if call is None:
        os.sync()
    elif call(descriptor) and (number := ctypes.get_errno()) not in _HARMLESS:
        raise OSError(number, os.strerror(number))


@cache
def _syncfs() -> Callable[[int], int] | None:
    """The system's own call, which Python doesn't show; None where there is none."""
    try:
        return ctypes.CDLL(None, use_errno=True).syncfs
    except (AttributeError, OSError):
        return None
