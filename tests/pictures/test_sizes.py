"""What goes out of a photograph: sizes and crops, as long as something shown names it, and nothing that gives away."""

import io
import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PIL import Image, ImageCms

from tests.conftest import MakeOutlet
from tests.outlet import NOON, SITE, Outlet
from tests.pictures.photographs import photograph, tags, where_it_was_taken


def media(site: Outlet) -> dict[str, bytes]:
    """The pictures that are online; addresses without what tells contents apart."""
    return {
        re.sub(r"\.[0-9a-f]{10}\.", ".", address): data
        for address, data in site.online().items()
        if address.startswith("/media/") and not address.endswith(".card.png")
    }


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def sized(site: Outlet, *names: str) -> set[str]:
    return {f"/media/{name}" for name in names}


def test_a_picture_goes_out_in_the_widths_that_it_has(outlet: MakeOutlet) -> None:
    site = outlet({"media/a.jpg": photograph(700, 400)}).article("2026/11/a", image="a.jpg").build()
    found = media(site)
    crops = [f"a.{shape}-50-50.jpg" for shape in ("16x9", "4x3", "1x1")]
    whole = [f"a.{width}.{form}" for width in (320, 480, 640, 700) for form in ("webp", "jpg")]
    assert set(found) == sized(site, *whole, *crops)
    assert opened(found["/media/a.480.webp"]).size == (480, 274)
    assert opened(found["/media/a.700.jpg"]).size == (700, 400)
    assert [opened(found[f"/media/{name}"]).size for name in crops] == [(700, 394), (533, 400), (400, 400)]


def test_a_large_picture_goes_out_2000_wide_and_its_crops_1200(outlet: MakeOutlet) -> None:
    site = outlet({"media/a.jpg": photograph(2600, 1800)}).article("2026/11/a", image="a.jpg").build()
    found = media(site)
    assert {int(name.split(".")[1]) for name in found if name.endswith(".webp")} == {
        320,
        480,
        640,
        960,
        1280,
        1600,
        2000,
    }
    assert opened(found["/media/a.16x9-50-50.jpg"]).size == (1200, 675)
    assert opened(found["/media/a.1x1-50-50.jpg"]).size == (1200, 1200)


def test_avif_is_a_setting_and_comes_first(outlet: MakeOutlet) -> None:
    site = outlet({"media/a.jpg": photograph(300, 200)}).article("2026/11/a", image="a.jpg").build()
    assert "/media/a.300.avif" not in media(site)
    site.edit({"site.toml": SITE + "[pictures]\navif = true\n"}).build()
    assert opened(media(site)["/media/a.300.avif"]).format == "AVIF"
    page = site.page("/news/2026/11/a.html")
    assert page.index("image/avif") < page.index("image/webp") < page.index("image/jpeg")
    site.edit({"site.toml": SITE}).build()
    assert "/media/a.300.avif" not in media(site)


def test_what_is_transparent_stays_so(outlet: MakeOutlet) -> None:
    site = outlet({"media/a.png": photograph(100, 60, "PNG", clear=True)}).article("2026/11/a", image="a.png").build()
    found = media(site)
    assert opened(found["/media/a.100.png"]).getpixel((5, 5)) == (200, 20, 20, 120)
    assert opened(found["/media/a.100.webp"]).mode == "RGBA"
    assert opened(found["/media/a.1x1-50-50.jpg"]).mode == "RGB"


def test_a_crop_keeps_the_point_that_the_article_names(outlet: MakeOutlet) -> None:
    site = outlet({"media/a.jpg": photograph(800, 200)})
    site.article("2026/11/a", image="{src: a.jpg, focus: 100% 50%}").article("2026/11/b", image="a.jpg").build()
    found = media(site)
    right, middle = opened(found["/media/a.1x1-100-50.jpg"]), opened(found["/media/a.1x1-50-50.jpg"])
    red, _, blue = right.getpixel((5, 100))  # type: ignore[misc]
    assert blue > 150 > red
    red, _, blue = middle.getpixel((5, 100))  # type: ignore[misc]
    assert red > 150 > blue
    site.article("2026/11/a", image="{src: a.jpg, focus: 0% 50%}").build()
    assert {name for name in media(site) if "1x1" in name} == sized(site, "a.1x1-0-50.jpg", "a.1x1-50-50.jpg")


@pytest.mark.parametrize("form", ["JPEG", "WEBP", "PNG", "AVIF"])
def test_nothing_tells_where_and_with_what_it_was_taken(outlet: MakeOutlet, form: str) -> None:
    name = f"a.{form.lower()}"
    site = outlet({f"media/{name}": photograph(400, 300, form, exif=where_it_was_taken())})
    site.edit({"site.toml": f'logo = "{name}"\n' + SITE + "[pictures]\navif = true\n"})
    site.article("2026/11/a", f"![A]({name})\n\n[Whole]({name})", image=name).build()
    assert site.problems == []
    found = media(site)
    assert {f"/media/{name}", "/media/a.400.avif", "/media/a.400.webp"} < set(found)
    for data in found.values():
        exif = opened(data).getexif()
        kept = [exif[tag].encode("latin-1").decode() for tag in (0x013B, 0x8298)]  # as Pillow reads them
        assert kept == ["Inês Prado", "(c) The Courier"]
        assert set(exif) == {0x013B, 0x8298}
        assert b"4711" not in data
        assert b"Telephone" not in data


def test_it_is_upright_and_what_its_camera_said_is_gone(outlet: MakeOutlet) -> None:
    site = outlet({"media/a.jpg": photograph(600, 400, exif=tags(TURNED=6))})
    site.article("2026/11/a", image="a.jpg").build()
    shown = opened(media(site)["/media/a.400.jpg"])
    assert shown.size == (400, 600)
    assert dict(shown.getexif()) == {}
    red, _, blue = shown.getpixel((200, 590))  # type: ignore[misc]
    assert blue > 150 > red


def test_colours_of_print_become_those_of_a_screen_whatever_profile_came_along(outlet: MakeOutlet) -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    cmyk = Image.new("CMYK", (80, 60), (0, 255, 255, 0))
    out = io.BytesIO()
    cmyk.save(out, "JPEG", icc_profile=srgb.tobytes())  # one that doesn't fit
    site = outlet({"media/a.jpg": out.getvalue()}).article("2026/11/a", image="a.jpg").build()
    assert site.problems == []
    shown = opened(media(site)["/media/a.80.jpg"])
    assert shown.mode == "RGB"
    assert "icc_profile" not in shown.info
    red, green, blue = shown.getpixel((40, 30))  # type: ignore[misc]
    assert red > 200 > 60 > max(green, blue)


def test_two_pictures_of_one_name_have_addresses_of_their_own(outlet: MakeOutlet) -> None:
    data = photograph(200, 100)
    site = outlet({"media/a.jpg": data, "media/a.jpeg": data, "media/b/a.jpg": data})
    site.article("2026/11/a", "![A](a.jpg)\n\n![A](a.jpeg)\n\n![A](b/a.jpg)").build()
    addresses = [address for address in site.online() if address.endswith(".200.webp")]
    assert len(addresses) == 3
    site.article("2026/11/a", "![A](a.jpeg)").build()
    assert len([address for address in site.online() if address.endswith(".200.webp")]) == 1
    assert site.online() == site.clean()


def test_only_what_is_shown_goes_out_and_goes_with_it(outlet: MakeOutlet) -> None:
    site = outlet({"media/a.jpg": photograph(200, 100), "media/b.jpg": photograph(200, 100)})
    site.article("2026/11/a", image="a.jpg", embargo="2026-11-24T18:00").article("2026/11/b", image="b.jpg").build()
    assert {name.split(".")[0] for name in media(site)} == {"/media/b"}
    site.build(NOON + timedelta(hours=7))
    assert {name.split(".")[0] for name in media(site)} == {"/media/a", "/media/b"}
    site.edit({"content/2026/11/b.md": None}).build()
    assert {name.split(".")[0] for name in media(site)} == {"/media/a"}
    assert site.online() == site.clean()


def test_a_changed_picture_changes_its_addresses_and_the_pages_that_show_it(outlet: MakeOutlet) -> None:
    site = outlet({"media/a.jpg": photograph(500, 300)}).article("2026/11/a", image="a.jpg")
    site.article("2026/11/b", section="sport").build()
    before = set(site.online())
    site.edit({"media/a.jpg": photograph(400, 300)}).build()
    assert {"article:en:content/2026/11/a.md", "home:en"} <= site.rendered
    assert "article:en:content/2026/11/b.md" not in site.rendered
    gone = before - set(site.online())
    assert len(gone) == 2 * 3 + 3
    assert site.online() == site.clean()


def test_sizes_are_made_once(outlet: MakeOutlet, monkeypatch: pytest.MonkeyPatch) -> None:
    site = outlet({"media/a.jpg": photograph(500, 300)}).article("2026/11/a", image="a.jpg").build()
    kept = {path.name for path in (site.root / ".broadsheet/pictures").iterdir()}

    def refuse(*_: object) -> None:
        raise AssertionError("opened")

    monkeypatch.setattr("broadsheet.pictures.making._open", refuse)
    before = site.online()
    site.build(output="elsewhere").build(clean=True)
    assert site.online("elsewhere") == before == site.online()
    assert {path.name for path in (site.root / ".broadsheet/pictures").iterdir()} == kept


def kept_of(site: Outlet) -> list[str]:
    """The sizes that are kept, without the hashes beside them."""
    names = [path.name for path in (site.root / ".broadsheet/pictures").iterdir()]
    return [name for name in names if not name.endswith("-sum")]


def test_what_is_kept_goes_with_the_picture(outlet: MakeOutlet) -> None:
    site = outlet({"media/a.jpg": photograph(90, 60), "media/b.jpg": photograph(90, 61)})
    site.article("2026/11/a", "![A](a.jpg)\n\n![B](b.jpg)").build()
    assert len(kept_of(site)) == 4
    site.edit({"media/a.jpg": None}).article("2026/11/a", "![B](b.jpg)").build()
    assert len(kept_of(site)) == 2
    assert len(list((site.root / ".broadsheet/pictures").iterdir())) == 2 * 2, "each with its hash beside it"


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-1], lambda data: b"", lambda data: data[:50] + b"x" + data[51:]]
)
def test_what_was_damaged_where_it_is_kept_does_not_go_out(
    outlet: MakeOutlet, damage: Callable[[bytes], bytes]
) -> None:
    site = outlet({"media/a.jpg": photograph(90, 60)}).article("2026/11/a", "![A](a.jpg)").build()
    for path in (site.root / ".broadsheet/pictures").iterdir():
        path.write_bytes(damage(path.read_bytes()))
    site.build(output="elsewhere")
    assert site.online("elsewhere") == site.clean()
    assert all(path.stat().st_size for path in (site.root / ".broadsheet/pictures").iterdir())


def test_a_cache_that_cannot_be_written_stops_no_other_page(outlet: MakeOutlet) -> None:
    site = outlet({"media/a.jpg": photograph(90, 60), ".broadsheet/pictures": "in the way"})
    site.article("2026/11/a", "![A](a.jpg)").build()
    assert "it couldn't be written: File exists" in "\n".join(site.problems)
    assert site.has("/news/2026/11/a.html")
    (site.root / ".broadsheet/pictures").unlink()
    assert site.build().problems == []
    assert site.online() == site.clean()


def test_many_are_made_by_several_processes(outlet: MakeOutlet) -> None:
    site = outlet({f"media/{name}.jpg": photograph(330, 200 + at) for at, name in enumerate("abcdefgh")})
    for name in "abcdefgh":
        site.article(f"2026/11/{name}", image=f"{name}.jpg")
    site.build(jobs=2)
    assert len(media(site)) == 8 * (4 + 3)
    assert site.online() == site.clean()


BROKEN = photograph(900, 700)


def wrong() -> Iterator[tuple[bytes, str]]:
    yield BROKEN[: len(BROKEN) // 2], "it can't be read as a picture"
    yield b"\xff\xd8nothing", "it can't be read as a picture"
    yield b"", "it can't be read as a picture"


@pytest.mark.parametrize(("data", "said"), list(wrong()))
def test_a_page_goes_out_without_a_broken_picture(outlet: MakeOutlet, data: bytes, said: str) -> None:
    site = outlet({"media/a.jpg": data})
    site.article("2026/11/a", "Before.\n\n![A](a.jpg)\n\nAfter.", image="a.jpg").build()
    assert f"media/a.jpg: error: {said}" in "\n".join(site.problems)
    assert media(site) == {}
    assert "<img" not in site.page("/news/2026/11/a.html")
    site.edit({"media/a.jpg": photograph(50, 40)}).build()
    assert site.problems == []
    assert "a.50.jpg" in "".join(media(site))
    assert site.online() == site.clean()


@pytest.mark.parametrize("size", [(13_000, 10_000), (40_000, 5_000)])
def test_a_bomb_is_told_and_not_opened(outlet: MakeOutlet, size: tuple[int, int]) -> None:
    out = io.BytesIO()
    Image.new("1", size).save(out, "PNG")
    site = outlet({"media/a.png": out.getvalue()}).article("2026/11/a", image="a.png").build()
    assert "the picture is too large" in "\n".join(site.problems)
    assert media(site) == {}


@pytest.mark.parametrize("name", ["a.heic", "a.TIFF", "a.jpe"])
def test_a_photograph_that_browsers_do_not_show_is_told_and_stays_at_home(outlet: MakeOutlet, name: str) -> None:
    site = outlet({f"media/{name}": photograph(40, 30, exif=where_it_was_taken())})
    site.article("2026/11/a", f"[Whole]({name})", image=name).build()
    assert any(f"media/{name}: error: not every browser shows a picture like this" in one for one in site.problems)
    assert media(site) == {}
    assert b"Telephone 9" not in b"".join(site.online().values())


def test_a_name_like_those_of_sizes_is_told(outlet: MakeOutlet) -> None:
    site = outlet({"media/a.0123456789.640.webp": photograph(10, 10, "WEBP")}).build()
    assert "a file with a name like this can't go out" in "\n".join(site.problems)


def test_drawings_gifs_and_recordings_go_out_as_they_are(outlet: MakeOutlet) -> None:
    out = io.BytesIO()
    Image.new("P", (10, 10)).save(out, "GIF", save_all=True, append_images=[Image.new("P", (10, 10), 3)])
    files = {"media/a.gif": out.getvalue(), "media/a.svg": b'<svg viewBox="0 0 4 3"/>', "media/a.mp3": b"ID3"}
    template = {"themes/plain/templates/article.html": "{{ page.body|safe }}"}
    site = outlet({**files, **template})
    site.article("2026/11/a", "![A](a.gif)\n\n![B](a.svg)\n\n[C](a.mp3)").build()
    assert {f"media{name.removeprefix('/media')}": data for name, data in media(site).items()} == files
    assert '<img alt="A" src="/media/a.gif" width="10" height="10" loading="lazy"' in site.page("/news/2026/11/a.html")


@pytest.mark.parametrize("size", [(4, 4), (1, 1), (1200, 3), (3, 1200), (9000, 1)])
def test_tiny_and_narrow_pictures_are_pictures(outlet: MakeOutlet, size: tuple[int, int]) -> None:
    site = outlet({"media/a.jpg": photograph(*size)}).article("2026/11/a", "![It](a.jpg)", image="a.jpg").build()
    assert site.problems == []
    assert opened(media(site)[f"/media/a.{min(size[0], 2000)}.jpg"]).width == min(size[0], 2000)


def test_programs_that_draw_pictures_are_not_run(outlet: MakeOutlet, monkeypatch: pytest.MonkeyPatch) -> None:
    def ghostscript(*_given: object, **_named: object) -> Image.Image:
        raise AssertionError("run")

    monkeypatch.setattr("PIL.EpsImagePlugin.Ghostscript", ghostscript)
    program = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n%%EndComments\nshowpage\n%%EOF\n"
    site = outlet({"media/a.jpg": program}).article("2026/11/a", image="a.jpg").build()
    assert any("media/a.jpg: error: it can't be read as a picture" in problem for problem in site.problems)
