"""What is small and unpacks to much is told of before it has taken the machine's memory."""

import gzip
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

MOST = 120
"""Megabytes at the most, of which Python and its modules take thirty."""
ROOT = Path(__file__).parents[2]
CHILD = """
import sys
from pathlib import Path
from tests.ingest.newsroom import Newsroom
report = Newsroom(Path(sys.argv[1])).take()
assert report.problems and not report.written, report
print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM:")).split()[1])
"""
MILLION = 1_000_000


def zipped(name: str, parts: Iterator[bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made, made.open(name, "w", force_zip64=False) as file:
        for part in parts:
            file.write(part)
    return out.getvalue()


def word(parts: Iterator[bytes]) -> bytes:
    out = BytesIO(zipped("word/document.xml", parts))
    with zipfile.ZipFile(out, "a") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
    return out.getvalue()


def lying() -> bytes:
    """A zip that says of 200 MB that they are 900 bytes."""
    data = bytearray(zipped("a.txt", (b"a" * MILLION for _ in range(200))))
    data[22:26] = struct.pack("<I", 900)
    entry = data.find(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", 900)
    return bytes(data)


BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a zip": ("a.zip", lambda: zipped("a.txt", (b"a" * MILLION for _ in range(200)))),
    "a zip that lies": ("a.zip", lying),
    "a part of a document": ("a.docx", lambda: word(b"x" * MILLION for _ in range(200))),
    "tags in tags": ("a.docx", lambda: word(b"<a>" * MILLION for _ in range(2))),
    "tags beside tags": ("a.docx", lambda: word(b"<a/>" * MILLION for _ in range(4))),
    "a packed text": ("a.txt.gz", lambda: gzip.compress(b"a" * 150 * MILLION)),
    "lists in lists": ("a.json", lambda: b"[" * MILLION),
    "boxes in boxes": ("a.html", lambda: b"<!doctype html><html><body>" + b"<div>" * MILLION),
}


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system doesn't say what memory was taken")
@pytest.mark.parametrize(("name", "make"), BOMBS.values(), ids=BOMBS)
def test_what_unpacks_to_much_takes_little_memory(name: str, make: Callable[[], bytes], tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / name).write_bytes(make())
    child = [sys.executable, "-c", CHILD, str(tmp_path)]
    said = subprocess.run(child, cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    assert int(said.stdout) / 1024 < MOST
