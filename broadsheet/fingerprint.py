"""Which program makes the pages: its own code, Python, and the packages that shape bytes."""

import hashlib
import platform
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec

PACKAGES = (
    "anyascii",
    "babel",
    "feedgen",
    "jinja2",
    "lxml",
    "markdown",
    "markupsafe",
    "nh3",
    "pillow",
    "python-frontmatter",
    "pyyaml",
    "tzdata",
)
"""The packages whose other version may give other bytes."""

_APART = ("cli.py", "press.py", "publish.py", "serve.py", "new.py", "init.py", "ingest", "themes", "__pycache__")
"""What of our own code shapes no page. A theme has fingerprints of its own."""


@lru_cache(maxsize=1)
def program() -> str:
    """The hash of all that could make the same site come out otherwise."""
    digest = hashlib.blake2b(platform.python_version().encode(), digest_size=16)
    for package in PACKAGES:
        digest.update(f"{package} {version(package)}\n".encode())
    root = Path(__file__).parent
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root)
        if relative.parts[0] not in _APART and path.suffix in (".py", ".sql"):
            digest.update(f"{relative}\n".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def of(*values: Any) -> str:
    """The hash of plain values: structs, dataclasses, tuples, dicts, in their order."""
    return hashlib.blake2b(msgspec.msgpack.encode(values), digest_size=16).hexdigest()
