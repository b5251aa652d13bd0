"""The size of a file in media/; a file that is broken, or made to break us, is told and stops nothing."""

import io
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from broadsheet.pictures.measure import Measured, measure
from broadsheet.pictures.recipes import RASTER
from broadsheet.problems import Problem


def measured(folder: Path, name: str, data: bytes) -> Measured | Problem:
    (folder / name).write_bytes(data)
    found = measure(folder, name)
    return found if isinstance(found, Problem) else Measured(found.width, found.height)


def picture(form: str, *, turned: int = 1) -> bytes:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = turned
    Image.new("RGB", (40, 30), "navy").save(out, form, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize(
    ("turned", "size"), [(1, Measured(40, 30)), (3, Measured(40, 30)), (6, Measured(30, 40)), (99, Measured(40, 30))]
)
def test_a_picture_is_as_large_as_it_is_shown(tmp_path: Path, turned: int, size: Measured) -> None:
    assert measured(tmp_path, "a.jpg", picture("JPEG", turned=turned)) == size


def test_a_recording_has_no_size(tmp_path: Path) -> None:
    assert measured(tmp_path, "a.mp3", b"ID3") == Measured(0, 0)


@pytest.mark.parametrize(
    ("box", "size"),
    [
        ("0 0 640 480", Measured(640, 480)),
        ("-1.5,0, 6.4e2 , +480.4", Measured(640, 480)),
        ("0 0 1.2.3 4", Measured(300, 150)),
        ("0 0 . .", Measured(300, 150)),
        ("0 0 0.4 10", Measured(300, 150)),
        ("0 0 1e400 10", Measured(300, 150)),
        ("0 0 1000001 10", Measured(300, 150)),
        ("0 0 -5 10", Measured(300, 150)),
        ("0 0 nan 10", Measured(300, 150)),
        ("", Measured(300, 150)),
    ],
)
def test_a_drawing_has_the_size_of_its_view_box_or_what_browsers_take(tmp_path: Path, box: str, size: Measured) -> None:
    assert measured(tmp_path, "a.svg", f'<?xml version="1.0"?>\n<svg id="a" viewBox="{box}"></svg>'.encode()) == size


@pytest.mark.parametrize("name", ["a.svg", "a.png"])
def test_a_picture_that_is_a_folder_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    told = measure(tmp_path, name)
    assert isinstance(told, Problem)
    assert told.path == name


def test_a_picture_too_large_to_be_opened_is_told(tmp_path: Path) -> None:
    data = bytearray(picture("PNG"))
    data[16:24] = (30_000).to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4, "big")
    assert isinstance(measured(tmp_path, "a.png", bytes(data)), Problem)


@given(
    form=st.sampled_from(["PNG", "JPEG", "GIF", "WEBP", "AVIF", "TIFF", "ICO", "BMP"]),
    suffix=st.sampled_from(sorted(RASTER | {"svg"})),
    harm=st.lists(st.tuples(st.integers(0, 400), st.binary(min_size=1, max_size=8)), max_size=6),
    cut=st.integers(0, 800),
)
@settings(deadline=None, derandomize=True, max_examples=300)
def test_whatever_is_in_a_file_it_has_a_size_or_a_problem(
    tmp_path_factory: pytest.TempPathFactory, form: str, suffix: str, harm: list[tuple[int, bytes]], cut: int
) -> None:
    data = bytearray(_PICTURES[form])
    for at, new in harm:
        data[at : at + len(new)] = new
    found = measured(tmp_path_factory.getbasetemp(), f"hostile.{suffix}", bytes(data[: len(data) - cut] or data))
    assert isinstance(found, Problem) or (1 <= found.width <= 1_000_000 and 1 <= found.height <= 1_000_000)


_PICTURES = {form: picture(form) for form in ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "TIFF", "ICO", "BMP")}
