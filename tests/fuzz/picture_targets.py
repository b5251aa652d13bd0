"""Pictures as cameras, agencies and attackers make them."""

import tempfile
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from broadsheet.pictures import making
from broadsheet.pictures.making import Variant
from broadsheet.pictures.measure import Measured, measure
from broadsheet.problems import Problem
from tests.fuzz import promises
from tests.fuzz.targets import target
from tests.pictures.photographs import XMP, photograph, where_it_was_taken, with_iptc

_ENDINGS = ("jpg", "png", "gif", "webp", "avif", "svg", "mp3", "tif")


def _pictures() -> Iterable[bytes]:
    yield b"\0" + photograph(64, 48, exif=where_it_was_taken())
    yield b"\0" + with_iptc(photograph(32, 32, xmp=XMP.encode()), caption="A", byline="B", credit="C")
    yield b"\x01" + photograph(20, 20, "PNG", clear=True)
    yield b"\x02" + photograph(20, 20, "GIF")
    yield b"\x03" + photograph(32, 20, "WEBP", xmp=XMP.encode())
    yield b'\x05<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 1e2"><path d="M0 0"/></svg>'


@target(
    "picture-file",
    _pictures,
    syntax="bytes",
    tokens=("\xff\xe1", "Exif\0\0", "MM\0*", "II*\0", "IHDR", "8BIM\x04\x04", XMP[:60], "viewBox='0 0 1e999 1'"),
    examples=60,
)
def reads_a_picture(data: bytes) -> None:
    """Whatever a picture's file holds: what it is, or what is wrong with it; and sizes of it can be made."""
    with tempfile.TemporaryDirectory() as folder:
        site, ending = Path(folder), _ENDINGS[data[0] % len(_ENDINGS)] if data else "jpg"
        path = f"media/a.{ending}"
        (site / "media").mkdir()
        (site / path).write_bytes(data[1:])
        found = measure(site, path)
        assert found == measure(site, path)
        if isinstance(found, Problem):
            promises.fits([found], None)
            return
        assert isinstance(found, Measured)
        assert found.width >= 0
        assert found.height >= 0
        odd = [c for c in found.caption + found.credit if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
        assert odd == [], "what is no character of a line"
        if found.form:
            made = making.make(site, Variant(path, _hash(data[1:]), "320.webp", 80))
            if isinstance(made, Problem):
                promises.fits([made], None)


def _hash(data: bytes) -> str:
    """The hash of a picture's content, as the index has it."""
    import hashlib

    return hashlib.blake2b(data, digest_size=16).hexdigest()
