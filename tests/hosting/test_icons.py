"""Icons of one picture: each in the size that its place asks for, and the app's manifest that leads to them."""

import io
import json
from typing import Any

import pytest
from PIL import Image

from tests.conftest import MakeOutlet
from tests.outlet import SITE, Outlet

RED, CLEAR, GREEN, WHITE = (200, 10, 20, 255), (0, 0, 0, 0), (10, 200, 20, 255), (255, 255, 255, 255)
SIZES = {
    "/favicon.ico": (32, 32),
    "/apple-touch-icon.png": (180, 180),
    "/icons/icon-192.png": (192, 192),
    "/icons/icon-512.png": (512, 512),
    "/icons/maskable-512.png": (512, 512),
}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4"/></svg>'
ICON = 'icon = "mark.png"\n' + SITE


def picture(width: int = 600, height: int = 600, ground: tuple[int, ...] = CLEAR, form: str = "PNG") -> bytes:
    """A red disc in the middle, on a ground."""
    image = Image.new("RGBA", (width, height), ground)
    side = min(width, height) // 2
    image.paste(RED, ((width - side) // 2, (height - side) // 2, (width + side) // 2, (height + side) // 2))
    data = io.BytesIO()
    image.convert("RGBA" if form == "PNG" else "RGB").save(data, form)
    return data.getvalue()


def opened(outlet: Outlet, address: str) -> Image.Image:
    image = Image.open(io.BytesIO((outlet.root / "public" / address.lstrip("/")).read_bytes()))
    image.load()
    return image


def pixel(image: Image.Image, x: float, y: float) -> tuple[int, ...]:
    """The colour at a place, given as shares of width and height."""
    found = image.convert("RGBA").getpixel((int(x * (image.width - 1)), int(y * (image.height - 1))))
    assert isinstance(found, tuple)
    return found


def near(found: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(one - other) <= 6 for one, other in zip(found, wanted, strict=True))


def icons(outlet: Outlet) -> list[str]:
    return sorted(name for name in outlet.online() if name in SIZES or name.startswith("/icons/"))


def manifest(outlet: Outlet, address: str = "/site.webmanifest") -> Any:
    return json.loads(outlet.page(address))


def about_icon(outlet: Outlet) -> list[str]:
    return [problem for problem in outlet.problems if "site.toml" in problem]


def test_each_has_the_size_and_the_form_of_its_place(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": ICON, "media/mark.png": picture()}).build()
    assert site.problems == []
    assert icons(site) == sorted(SIZES)
    for address, size in SIZES.items():
        image = opened(site, address)
        assert (image.size, image.format) == (size, "ICO" if address.endswith(".ico") else "PNG")
        assert near(pixel(image, 0.5, 0.5), RED), address
    assert not site.has("/media/mark.png"), "the picture itself doesn't go out"


def test_what_is_transparent_stays_so_but_where_phones_want_a_ground(outlet: MakeOutlet) -> None:
    toml = ICON + '\n[app]\nbackground = "#0AC814"\n'
    site = outlet({"site.toml": toml, "media/mark.png": picture()}).build()
    for address in ("/favicon.ico", "/icons/icon-192.png", "/icons/icon-512.png"):
        assert pixel(opened(site, address), 0, 0)[3] == 0, address
    for address in ("/apple-touch-icon.png", "/icons/maskable-512.png"):
        assert opened(site, address).mode == "RGB"
        assert near(pixel(opened(site, address), 0, 0), GREEN), address


def quartered(first: tuple[int, ...]) -> bytes:
    """A red picture with another quarter at the top left."""
    image = Image.new("RGBA", (600, 600), RED)
    image.paste(first, (0, 0, 300, 300))
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


def test_a_solid_picture_goes_on_into_what_may_be_cut_away(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": ICON, "media/mark.png": quartered(GREEN)}).build()
    found = opened(site, "/icons/maskable-512.png")
    assert [near(pixel(found, *place), GREEN) for place in ((0, 0), (0.3, 0), (0, 0.3), (0.3, 0.3))] == [True] * 4
    assert [near(pixel(found, *place), RED) for place in ((1, 0), (0.7, 0), (1, 1), (0, 0.7))] == [True] * 4


def test_a_picture_that_is_solid_in_some_corners_fits_into_what_always_stays(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": ICON, "media/mark.png": quartered(CLEAR)}).build()
    found = opened(site, "/icons/maskable-512.png")
    edge = 0.5 + 0.4 / 2**0.5  # where the circle that always stays meets the diagonal
    assert near(pixel(found, edge + 0.01, edge + 0.01), WHITE)
    assert near(pixel(found, edge - 0.02, edge - 0.02), RED)


def test_a_solid_picture_that_is_not_square_has_no_bars(outlet: MakeOutlet) -> None:
    for size in ((600, 300), (300, 600)):
        site = outlet({"site.toml": ICON, "media/mark.png": picture(*size, ground=GREEN)}).build()
        for address in ("/apple-touch-icon.png", "/icons/maskable-512.png"):
            found = opened(site, address)
            edges = [(0, 0), (0.5, 0), (1, 0), (0, 0.5), (1, 0.5), (0, 1), (0.5, 1), (1, 1)]
            assert all(near(pixel(found, *place), GREEN) for place in edges), (size, address)


def test_a_drawing_goes_out_as_it_is_beside_what_is_made_of_the_raster(outlet: MakeOutlet) -> None:
    for named in ("mark.png", "mark.svg"):
        site = outlet(
            {"site.toml": ICON.replace("mark.png", named), "media/mark.png": picture(), "media/mark.svg": SVG}
        )
        site.build()
        assert about_icon(site) == []
        assert icons(site) == sorted([*SIZES, "/icons/icon.svg"])
        assert site.online()["/icons/icon.svg"] == SVG


def test_a_drawing_alone_gives_no_others_and_says_so(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": ICON.replace("png", "svg"), "media/mark.svg": SVG}).build()
    assert icons(site) == ["/icons/icon.svg"]
    (problem,) = about_icon(site)
    assert problem.startswith("site.toml:1:1: warning: of a drawing alone come no icons")
    assert "media/mark.png" in problem
    assert [icon["src"] for icon in manifest(site)["icons"]] == ["/icons/icon.svg"]
    site.edit({"media/mark.webp": picture(form="WEBP")}).build()
    assert icons(site) == sorted([*SIZES, "/icons/icon.svg"])
    assert about_icon(site) == []
    assert site.online() == site.clean()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "there is no picture media/mark.png"),
        ({"media/mark.png": picture(600, 400)}, "media/mark.png isn't square: 600 by 400 pixels"),
        ({"media/mark.png": picture(300, 300)}, "media/mark.png is too small for icons: 300 by 300 pixels"),
    ],
)
def test_a_picture_that_does_not_do_is_told_at_its_line(outlet: MakeOutlet, files: dict[str, bytes], said: str) -> None:
    site = outlet({"site.toml": ICON, **files}).build()
    (problem,) = about_icon(site)
    assert problem.startswith(f"site.toml:1:1: warning: {said}\n")
    assert icons(site) == (sorted(SIZES) if files else [])
    for address in icons(site):
        assert opened(site, address).size == SIZES[address]
    site.edit({"media/mark.png": picture()}).build()
    assert about_icon(site) == []


def test_another_picture_makes_them_anew_and_no_page(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": ICON, "media/mark.png": picture()}).article("2026/11/a").build()
    site.edit({"media/mark.png": picture(ground=GREEN)}).build(listing=True)
    assert set(site.summary.changed) == set(SIZES)
    assert not any(key.startswith("article:") for key in site.told.pages)
    assert site.online() == site.clean()
    assert site.build().rendered == set()


def test_pages_lead_to_them(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": ICON, "media/mark.png": picture(), "media/mark.svg": SVG}).article("2026/11/a").build()
    for address in ("/index.html", "/news/2026/11/a.html"):
        page = site.page(address)
        for name in ("/favicon.ico", "/icons/icon-192.png", "/icons/icon.svg", "/apple-touch-icon.png"):
            assert f"href=&#39;{name}&#39;" in page
        assert "manifest=&#39;/site.webmanifest&#39;" in page
    site.edit({"media/mark.png": None, "media/mark.svg": None}).build()
    assert "favicon" not in site.page("/news/2026/11/a.html")
    assert site.online() == site.clean()


def test_a_file_of_the_outlets_stays_and_pages_lead_to_that(outlet: MakeOutlet) -> None:
    own = {"static/favicon.ico": b"own", "static/icons/icon-192.png": picture(192, 192, GREEN)}
    site = outlet({"site.toml": ICON, "media/mark.png": picture(), **own}).build()
    assert site.problems == []
    assert site.online()["/favicon.ico"] == b"own"
    assert near(pixel(opened(site, "/icons/icon-192.png"), 0, 0), GREEN)
    assert "/favicon.ico" in site.page("/index.html")
    site.edit(dict.fromkeys(own)).build()
    assert opened(site, "/favicon.ico").size == (32, 32)
    assert site.online() == site.clean()


def test_without_an_icon_there_are_none(outlet: MakeOutlet) -> None:
    site = outlet({"media/mark.png": picture()}).build()
    assert icons(site) == []
    assert "icons" not in manifest(site)


def test_the_same_bytes_come_of_the_same_picture(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": ICON, "media/mark.png": picture(600, 590)}).build()
    assert site.online() == site.clean()
