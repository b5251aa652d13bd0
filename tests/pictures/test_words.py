"""What is said of a picture: by the article, or by who made the file; and what `check` says where nobody does."""

from html import unescape

import pytest

from tests.commands.conftest import Command, command, run
from tests.conftest import MakeOutlet
from tests.outlet import Outlet
from tests.pictures.photographs import XMP, photograph, where_it_was_taken, with_iptc

__all__ = ["command", "run"]


def shown(site: Outlet) -> str:
    return unescape(site.page("/news/2026/11/a.html"))


def test_what_the_file_says_stands_where_the_article_says_nothing(outlet: MakeOutlet) -> None:
    data = with_iptc(photograph(), caption="The ferry\nat dusk", byline="Jo Vale", credit="Pool")
    site = outlet({"media/a.jpg": data}).article("2026/11/a", image="a.jpg").build()
    assert "caption='The ferry at dusk', credit='Jo Vale/Pool'" in shown(site)
    site.article("2026/11/a", image="{src: a.jpg, caption: Ours, credit: Us}").build()
    assert "caption='Ours', credit='Us'" in shown(site)
    assert "Jo Vale" not in shown(site)


@pytest.mark.parametrize("form", ["JPEG", "WEBP"])
def test_xmp_is_read(outlet: MakeOutlet, form: str) -> None:
    name = f"a.{form.lower()}"
    site = outlet({f"media/{name}": photograph(form=form, xmp=XMP.encode())}).article("2026/11/a", image=name).build()
    assert "caption='The ferry at dawn', credit='Inês Prado/Agência Norte'" in shown(site)


def test_exif_names_who_made_it(outlet: MakeOutlet) -> None:
    site = outlet({"media/a.jpg": photograph(exif=where_it_was_taken())}).article("2026/11/a", image="a.jpg").build()
    assert "caption='', credit='Inês Prado'" in shown(site)


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    "xmp",
    [b"", b"<", b"\xff\xfe\x00", XMP.replace("<x:xmpmeta", BOMB + "<x:xmpmeta").replace("Prado", "&a;&b;").encode()],
)
def test_what_is_made_to_break_a_reader_breaks_nothing(outlet: MakeOutlet, xmp: bytes) -> None:
    site = outlet({"media/a.jpg": photograph(xmp=xmp)}).article("2026/11/a", image="a.jpg").build()
    assert site.problems == []
    assert "root:" not in shown(site)


TOLD = """\
content/2026/11/a.md:6:8: warning: nothing says what media/a.jpg shows, for who can't see it
  6 | image: a.jpg
    |        ^
hint: write what it shows into `alt`, or between the brackets: ![…](…)
content/2026/11/a.md:6:8: note: nothing says who made media/a.jpg
  6 | image: a.jpg
    |        ^
hint: write who made it into `credit`, or into the file itself (IPTC or XMP)
content/2026/11/a.md:11:5: warning: nothing says what media/c.jpg shows, for who can't see it
  11 | ![](c.jpg)
     |     ^
hint: write what it shows into `alt`, or between the brackets: ![…](…)
"""


def test_check_tells_what_readers_are_not_told(outlet: MakeOutlet, command: Command) -> None:
    files = {f"media/{name}.jpg": photograph(90, 60) for name in "abc"}
    site = outlet({**files, "media/d.jpg": photograph(90, 60, exif=where_it_was_taken())})
    keys = {"image": "a.jpg", "gallery": "[{src: b.jpg, alt: B, credit: Us}, {src: d.jpg, alt: D}]"}
    site.article("2026/11/a", "![C](b.jpg)\n\n![](c.jpg)", id="a", added="2026-11-20", **keys)
    said = command(site, "check")
    assert said.status == 0
    assert TOLD in said.out + said.err
