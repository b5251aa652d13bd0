"""The second theme: another paper in a few files, with all that the first one shows, and colours that can be read."""

import gzip
import re
from pathlib import Path

import pytest
from lxml import html

from broadsheet import theme
from broadsheet.settings import ThemeChoice
from tests.conftest import MakeOutlet
from tests.outlet import SITE

from . import made_up

FOLDER = Path(__file__).parents[2] / "themes" / "dispatch"
TEXT_ON = {
    **dict.fromkeys(("ink", "muted", "link", "visited", "accent"), ("bg", "surface")),
    "on-mark": ("mark",),
    "on-bar": ("bar",),
    "mark": ("bar",),
    **dict.fromkeys(("news", "world", "business", "culture", "sport", "opinion"), ("bg", "surface")),
}
"""The colours that text has, and the grounds it stands on."""


@pytest.fixture(scope="module")
def dispatch(tmp_path_factory: pytest.TempPathFactory) -> theme.Theme:
    return theme.load(tmp_path_factory.mktemp("site"), ThemeChoice("dispatch", {"hues": {"city": "news"}}))


def test_it_takes_few_files() -> None:
    assert len([path for path in FOLDER.rglob("*") if path.is_file()]) <= 6


def test_it_is_well_formed(dispatch: theme.Theme) -> None:
    assert dispatch.check() == ()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("template", made_up.CONTEXTS)
def test_each_kind_of_page_has_all_that_a_page_needs(dispatch: theme.Theme, template: str, language: str) -> None:
    if template == "redirect.html":
        return
    for page in (made_up.page(template, "x"), made_up.page(template, "", bare=True)):
        tree = html.document_fromstring(dispatch.render(template, page, made_up.site(language=language)))
        assert len(tree.xpath("//h1")) == 1
        assert len(tree.xpath("//main[@id='main']")) == 1
        assert len(tree.xpath("//header//nav//a")) >= 1
        assert len(tree.xpath("//link[@rel='stylesheet']")) == 1


def test_text_stays_text_on_its_home_page(dispatch: theme.Theme) -> None:
    page, site = made_up.page("home.html", made_up.HOSTILE), made_up.site(made_up.HOSTILE)
    assert "<script>alert" not in dispatch.render("home.html", page, site)


def test_its_home_page_shows_what_the_first_one_shows(outlet: MakeOutlet) -> None:
    site, shown = outlet(), {}
    for day in range(1, 20):
        site.article(f"2026/11/a{day}", date=f"2026-11-{day:02}T08:00", label="opinion" if day % 5 == 0 else "")
    for name in ("broadsheet", "dispatch"):
        site.edit({"site.toml": SITE.replace("plain", name)}).build()
        assert site.problems == []
        tree = html.document_fromstring(site.page("/index.html"))
        shown[name] = sorted(tree.xpath("//main//article//*[contains(@class, 'headline')]//a/@href"))
    assert shown["dispatch"] == shown["broadsheet"]
    assert len(shown["dispatch"]) == len(set(shown["dispatch"])) > 10


def test_its_style_sheet_is_light(dispatch: theme.Theme) -> None:
    assert len(gzip.compress(dispatch.asset_bytes("css/site.css"))) <= 12 * 1024


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_can_be_read_on_each_ground(dispatch: theme.Theme, mode: str) -> None:
    sheet = dispatch.asset_bytes("css/site.css").decode().partition("@media print")[0]
    sheet += (FOLDER / "assets/css/site.css").read_text(encoding="utf-8").partition("@media")[0]
    colours = {
        name: dark if dark and mode == "dark" else light
        for name, light, dark in re.findall(r"--([\w-]+): (?:light-dark\()?(#\w{6})(?:, (#\w{6})\))?;", sheet)
    }
    for text, grounds in TEXT_ON.items():
        for ground in grounds:
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)


def contrast(one: str, other: str) -> float:
    """WCAG's contrast of two colours."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """WCAG's relative luminance of `#rrggbb`."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
