"""Which program makes the pages: its own code, Python, and the packages that shape bytes."""

import hashlib
import os
import platform
import re
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

PACKAGES = (
    "anyascii",
    "babel",
    "feedgen",
    "font-source-serif-pro",
    "jinja2",
    "lxml",
    "markdown",
    "markupsafe",
    "msgspec",
    "nh3",
    "pillow",
    "python-frontmatter",
    "pyyaml",
    "tzdata",
)
"""The packages whose other version may give other bytes."""

_APART = frozenset(
    {
        *("cli.py", "options.py", "arguments.py", "commands.py", "terminal.py", "progress.py"),
        *("check.py", "idle.py", "init.py", "lacking.py", "new.py", "press.py", "publish.py", "serve.py"),
        *("wordless.py",),
        *("ingest", "themes", "scaffold", "preview", "__pycache__"),
    }
)
"""What of our own code shapes no page. A theme has fingerprints of its own."""

_DIST_INFO = re.compile(r"(?P<name>[^-]+)-(?P<version>[^-]+)\.dist-info")


@lru_cache(maxsize=1)
def program() -> str:
    """The hash of all that could make the same site come out otherwise."""
    digest = hashlib.blake2b(platform.python_version().encode(), digest_size=16)
    found = _installed()
    for package in PACKAGES:
        digest.update(f"{package} {' '.join(found.get(package, ())) or _asked(package)}\n".encode())
    for name, path in _code(str(Path(__file__).parent), ""):
        with open(path, "rb") as file:
            digest.update(f"{name}\n".encode() + file.read())
    return digest.hexdigest()


def _code(folder: str, inner: str) -> list[tuple[str, str]]:
    """The files of code in a folder that shape pages, by name, and where they are."""
    found = []
    for entry in os.scandir(folder):
        name = inner + entry.name
        if name in _APART or entry.name == "__pycache__":
            continue
        if entry.is_dir():
            found += _code(entry.path, f"{name}/")
        elif name.endswith((".py", ".sql")):
            found.append((name, entry.path))
    return sorted(found)


def _installed() -> dict[str, list[str]]:
    """The versions of packages, told from the names of the folders that installers keep beside them.

    All of them count, where a package is there more than once. Reading what is in them would take longer than all the
    rest of a build of nothing new.
    """
    found: dict[str, list[str]] = {}
    for place in sys.path:
        try:
            names = sorted(entry.name for entry in os.scandir(place or "."))
        except OSError:  # a zip file, or nothing at all
            continue
        for name in names:
            if name.endswith(".dist-info") and (told := _DIST_INFO.fullmatch(name)):
                found.setdefault(re.sub(r"[-_.]+", "-", told["name"]).lower(), []).append(told["version"])
    return found


def _asked(package: str) -> str:
    """The version of a package that was installed in another way."""
    from importlib.metadata import version  # it takes long to load, and is hardly ever needed

    return version(package)


def of(*values: Any) -> str:
    """The hash of plain values: structs, dataclasses, tuples, dicts, in their order."""
    return hashlib.blake2b(msgspec.msgpack.encode(values), digest_size=16).hexdigest()
