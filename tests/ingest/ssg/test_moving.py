"""What the guide to moving promises to those who come from another generator: articles, pictures, old addresses."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from broadsheet.ingest import take_in
from broadsheet.settings_file import parse
from tests.conftest import MakeOutlet
from tests.ingest.ssg.test_sites import JEKYLL, PELICAN, ZOLA
from tests.outlet import NOON, SITE, Outlet

GUIDE = (Path(__file__).resolve().parents[3] / "docs" / "moving.md").read_text(encoding="utf-8")
LATER = NOON.replace(year=2032)
HUGO = """+++
title = "The thaw comes early"
date = 2031-03-04T09:00:00+01:00
tags = ["ferries"]
categories = ["News"]
authors = ["Mira Tolvane"]
+++
The ice left on Monday.

{{< figure src="/img/quay.png" caption="At the quay" alt="Ice" >}}
"""


def picture() -> bytes:
    """A picture that can go online."""
    out = io.BytesIO()
    Image.new("RGB", (1300, 800), (20, 90, 140)).save(out, "PNG")
    return out.getvalue()


def lines(system: str) -> str:
    """The redirects that the guide gives for a system."""
    (found,) = re.findall(
        rf"^`content/redirects.tsv` after {system}[^:\n]*:\n\n```text\n(.*?)^```$", GUIDE, re.M | re.S
    )
    return str(found)


def moved(make: MakeOutlet, system: str, files: dict[str, str | bytes]) -> Outlet:
    """An outlet that came from another generator, built."""
    outlet = make({"content/redirects.tsv": lines(system), **{f"seeds/{name}": text for name, text in files.items()}})
    settings, _ = parse(SITE.encode())
    assert settings
    report = take_in(outlet.root, settings, now=LATER)
    assert [problem for problem in report.problems if problem.severity.value == "error"] == []
    assert take_in(outlet.root, settings, now=LATER).written == ()
    return outlet.build(LATER)


def leads(outlet: Outlet, old: str) -> bool:
    """Whether there is a page at an old address, or below it."""
    return any(outlet.has(address) for address in (old, f"{old.rstrip('/')}/index.html", f"{old}.html"))


@pytest.mark.parametrize(
    ("system", "files", "new", "old"),
    [
        (
            "Hugo",
            {"hugo/content/posts/thaw.md": HUGO, "hugo/static/img/quay.png": picture()},
            "/news/2031/03/thaw.html",
            ("/posts/thaw/", "/index.xml", "/news/index.xml", "/categories/news/"),
        ),
        (
            "Jekyll",
            {
                "jekyll/_posts/2031-03-12-dorum-ferry.md": JEKYLL.replace("economy harbour", "news ferries"),
                "jekyll/_posts/quay.png": picture(),
            },
            "/news/2031/03/dorum-ferry.html",
            ("/news/ferries/2031/03/12/dorum-ferry.html", "/category/news/", "/tag/ferries/"),
        ),
        (
            "Pelican",
            {
                "pelican/content/museum.md": PELICAN.replace("Economy", "News")
                .replace("keys", "ferries", 1)
                .replace("Oto Brisk", "Lena Varr"),
                "pelican/content/images/key.png": picture(),
            },
            "/news/2031/04/museum-key.html",
            ("/museum-key.html", "/category/news.html", "/author/mira-tolvane.html"),
        ),
        (
            "Zola",
            {"old/content/blog/2031-01-05-ice.md": ZOLA.replace("draft = true", "").replace('["ice"]', '["news"]')},
            "/news/2031/01/ice.html",
            ("/blog/ice/", "/categories/news/"),
        ),
    ],
)
def test_an_outlet_comes_with_its_addresses_and_pictures(
    outlet: MakeOutlet, system: str, files: dict[str, str | bytes], new: str, old: tuple[str, ...]
) -> None:
    here = moved(outlet, system, files)
    assert here.has(new)
    for address in old:
        assert leads(here, address), address
    page = here.page(new)
    assert "{{&lt;" not in page
    assert "{{<" not in page
    assert "{%" not in page
    pictures = [name for name in files if name.endswith(".png")]
    came = [file.stem for file in (here.root / "media").rglob("*.png")]
    assert len(came) == len(pictures)
    for name in came:
        assert name in page
