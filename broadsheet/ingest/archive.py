"""Zip files as folders of sources."""

import zipfile
from pathlib import Path
from typing import IO


def open_member(file: Path, member: str) -> IO[bytes]:
    """A member's bytes, to be read in pieces; OSError where the zip is damaged or hasn't got it."""
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.open(member)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError) as problem:
        raise OSError(0, str(problem), str(file)) from problem


def size(file: Path, member: str) -> int:
    """A member's bytes, by what the zip says."""
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.getinfo(member).file_size
    except (zipfile.BadZipFile, KeyError) as problem:
        raise OSError(0, str(problem), str(file)) from problem
