"""Names that a file system allows and no one would choose, and files that aren't files."""

import os
import random
import socket
import unicodedata
from contextlib import suppress
from pathlib import Path

from tests.faults import newsroom
from tests.faults.registry import fault
from tests.faults.site import Site
from tests.faults.trying import begun, made_good

GROUP = "files and clocks"
_NAMES = (
    *("new\nline", "tab\there", "bell\a", "escape\x1b[31m", "a b", "per%cent", "per%20cent", "what?", "hash#", "q\"'q"),
    *("-dash", "--help", ".hidden", "dot.", "tilde~", "a&b<c>", "back\\slash", "x" * 240, "\u202eright", "\u200b"),
    *(unicodedata.normalize("NFC", "café"), unicodedata.normalize("NFD", "café"), "Case", "case", "CASE", "ß", "SS"),
    *("con", "$(id)", "{{ x }}", "🗞", "index", "\udcff\udcfe", "a:b", "*", "|"),
)
_KINDS = (
    ("content/2026/11", ".md"),
    ("media", ".jpg"),
    ("static", ".txt"),
    ("seeds", ".txt"),
    ("content/pages", ".md"),
)


@fault("env-names", GROUP, seeds=())
def names(chance: random.Random, folder: Path) -> None:
    """Files of all kinds have names of every sort; what can't be published is told of, and the rest is built."""
    site = begun(folder)
    old = site.tree()
    for number, name in enumerate(chance.sample(_NAMES, 12)):
        where, ending = chance.choice(_KINDS)
        _put(site, f"{where}/{name}{ending}", _text(number, ending))
    made_good(site, old)
    _put(site, "content/2026/11/after.md", newsroom.article("After", "2026-11-22", "Text."))
    made_good(site, site.tree())
    assert any(b">After<" in data or b"After" in data for data in site.tree().values())


@fault("env-words", GROUP, seeds=())
def words(chance: random.Random, folder: Path) -> None:
    """Tags, authors and former addresses are such names too."""
    site = begun(folder)
    old = site.tree()
    for number, name in enumerate(chance.sample([name for name in _NAMES if name.isprintable()], 8)):
        word = "'" + name.replace("'", "''") + "'"
        key = chance.choice(["tags", "authors", "aliases", "slug", "section", "story"])
        value = f"['/{word[1:]}]" if key == "aliases" else f"[{word}]" if key in ("tags", "authors") else word
        _put(site, f"content/2026/11/word-{number}.md", newsroom.article("W", "2026-11-22", "Text.", **{key: value}))
    made_good(site, old)


@fault("env-no-files", GROUP, seeds=())
def special(chance: random.Random, folder: Path) -> None:
    """Pipes, sockets, devices, links to nowhere and a file of five gigabytes without content lie among the files."""
    site = begun(folder)
    old = site.tree()
    edits = newsroom.edited(chance, site.root)  # chosen now: who reads a pipe waits
    for where, ending in _KINDS:
        path = site.root / where / f"odd{ending}"
        path.parent.mkdir(exist_ok=True)
        kind = chance.choice(["pipe", "socket", "device", "nowhere", "itself", "large", "folder", "binary"])
        if kind == "large" and where == "static":
            continue  # it's published, as anything in static/ is
        _odd(kind, path)
    site.run()
    odd = [
        path for where, ending in _KINDS if (path := site.root / where / f"odd{ending}").is_symlink() or path.exists()
    ]
    site.edit(edits)
    site.run()
    for path in odd:
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    made_good(site, old)


def _odd(kind: str, path: Path) -> None:
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        here = os.open(path.parent, os.O_RDONLY)
        try:
            socket.socket(socket.AF_UNIX).bind(f"/proc/self/fd/{here}/{path.name}")
        finally:
            os.close(here)
    elif kind == "device":
        with suppress(PermissionError):
            os.mknod(path, 0o20666, os.makedev(1, 5))  # /dev/zero, which has no end
    elif kind == "nowhere":
        path.symlink_to("not-there")
    elif kind == "itself":
        path.symlink_to(path.name)
    elif kind == "large":
        with path.open("wb") as file:
            file.truncate(5 << 30)
    elif kind == "folder":
        path.mkdir()
    else:
        path.write_bytes(bytes(range(256)) * 20)


def _text(number: int, ending: str) -> bytes:
    if ending == ".jpg":
        return newsroom.photograph(60, 40 + number)
    if ending == ".md":
        return newsroom.article(f"Named {number}", "2026-11-22", "Text.").encode()
    return f"Ferry {number} runs aground\n\nBy Ann Lee\n\nNovember 10, 2026\n\nIt did so at noon.\n".encode()


def _put(site: Site, name: str, data: bytes | str) -> None:
    path = site.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
