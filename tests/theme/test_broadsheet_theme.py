"""The theme that comes with Broadsheet: every template with every field full of trouble, and with none at all."""

import dataclasses
import gzip
import re
import tomllib
from pathlib import Path

import pytest
from lxml import html

from broadsheet import theme
from broadsheet.article import Source
from broadsheet.settings import ThemeChoice
from tests.conftest import MakeOutlet
from tests.outlet import SITE

from . import made_up

FOLDER = Path(__file__).parents[2] / "themes" / "broadsheet"
HUES = {"hues": {"city": "news"}}


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> theme.Theme:
    return theme.load(tmp_path_factory.mktemp("site"), ThemeChoice("broadsheet", HUES))


def test_every_kind_of_page_has_a_template() -> None:
    templates = {path.name for path in (FOLDER / "templates").glob("*.html")}
    assert templates - {"base.html", "fragment-breaking.html", "fragment-latest.html"} == set(made_up.CONTEXTS)


def test_it_is_well_formed(ours: theme.Theme) -> None:
    assert ours.check() == ()


@pytest.mark.parametrize("template", made_up.CONTEXTS)
def test_text_stays_text(ours: theme.Theme, template: str) -> None:
    page, site = made_up.page(template, made_up.HOSTILE), made_up.site(made_up.HOSTILE)
    shown = ours.render(template, page, site)
    tree = html.document_fromstring(shown)
    assert not tree.xpath("//script[not(@src) and not(@type='application/ld+json')]")
    assert not [data for data in tree.xpath("//script[not(@src)]/text()") if "<" in data]
    assert not [name for element in tree.iter() for name in element.attrib if str(name).startswith("on")]
    assert "alert(1)" in tree.text_content()


@pytest.mark.parametrize("template", ["article.html", "page.html", "author.html"])
def test_what_is_html_already_stays_so(ours: theme.Theme, template: str) -> None:
    assert made_up.SAFE_HTML in ours.render(template, made_up.page(template, "x"), made_up.site())


@pytest.mark.parametrize("language", ["en", "es", "es-MX", "ar"])
@pytest.mark.parametrize("template", made_up.CONTEXTS)
def test_a_page_with_hardly_anything_is_still_a_page(ours: theme.Theme, template: str, language: str) -> None:
    shown = ours.render(template, made_up.page(template, "", bare=True), made_up.site(bare=True, language=language))
    tree = html.document_fromstring(shown)
    assert tree.get("lang") == language
    if template != "redirect.html":
        assert len(tree.xpath("//h1")) == 1
        assert len(tree.xpath("//main[@id='main']")) == 1
        assert tree.xpath("//a[@href='#main']")


def test_a_label_shows_wherever_the_article_does(ours: theme.Theme) -> None:
    for template in ("article.html", "home.html", "section.html", "month.html", "story.html", "tag.html"):
        tree = html.document_fromstring(ours.render(template, made_up.page(template, "x"), made_up.site()))
        assert "Opinion" in tree.xpath("string(//main)"), template


def test_an_undated_article_says_when_it_was_added(ours: theme.Theme) -> None:
    page = made_up.page("article.html", "x")
    dated = ours.render("article.html", page, made_up.site())
    assert "Published <time" in dated
    assert "Added to this site" not in html.document_fromstring(dated).xpath("string(//article/header)")
    object.__setattr__(page, "published", None)
    undated = html.document_fromstring(ours.render("article.html", page, made_up.site())).xpath("//article/header")[0]
    assert "Added to this site 24 November 2026, 14:05" in undated.text_content()
    assert "Published" not in undated.text_content()


def test_a_source_is_named_and_no_more_is_said_of_it(ours: theme.Theme) -> None:
    page = made_up.page("article.html", "x")
    object.__setattr__(page, "source", Source(name="Varga Courier", url="https://varga.example/1"))
    for language, said in (("en", "Source: Varga Courier"), ("es", "Fuente: Varga Courier")):
        tree = html.document_fromstring(ours.render("article.html", page, made_up.site(language=language)))
        assert said in tree.xpath("string(//article)")


def test_a_picture_without_a_file_is_not_shown(ours: theme.Theme) -> None:
    page = made_up.page("article.html", "")
    tree = html.document_fromstring(ours.render("article.html", page, made_up.site()))
    assert not tree.xpath("//article//img")


def test_every_language_has_the_words_that_templates_use() -> None:
    spoken = {
        path.stem: set(tomllib.loads(path.read_text(encoding="utf-8"))) for path in (FOLDER / "i18n").glob("*.toml")
    }
    assert spoken["en"] == spoken["es"]
    source = "".join(path.read_text(encoding="utf-8") for path in sorted((FOLDER / "templates").rglob("*.html")))
    named = set(re.findall(r"'([a-z_]+)'", source))
    assert set(re.findall(r"\bt\('([a-z_]+)'[,)]", source)) <= spoken["en"]
    built = ("format_", "label_", "note_")
    assert not {word for word in spoken["en"] if not word.startswith(built)} - named


def test_the_style_sheet_is_light(ours: theme.Theme) -> None:
    assert len(gzip.compress(ours.asset_bytes("css/site.css"))) <= 8 * 1024


def test_the_script_is_small(ours: theme.Theme) -> None:
    assert len(ours.asset_bytes("js/site.js")) <= 5 * 1024


def shown_article(outlet: MakeOutlet, text: str = "Words.", **fields: str) -> html.HtmlElement:
    site = outlet({"site.toml": SITE.replace("plain", "broadsheet")})
    site.article("2026/11/ferry", text, date="2026-11-20T06:30", **fields)
    site.build()
    assert site.problems == []
    return html.document_fromstring(site.page("/news/2026/11/ferry.html"))


def test_a_live_article_shows_its_newest_entry_first_and_its_key_events_on_top(outlet: MakeOutlet) -> None:
    text = "It goes on.\n\n## 09:10 The first boat {.key}\n\nIt left.\n\n## 11:45 The second\n\nIt left too.\n"
    tree = shown_article(outlet, text, label="live")
    assert tree.xpath("//article[@class and contains(@class, 'live-entry')]/h2/text()") == [
        "The second",
        "The first boat",
    ]
    (key,) = tree.xpath("//nav[@aria-labelledby='key-events']//a/@href")
    assert tree.xpath(f"//article[@id='{key[1:]}']/h2/text()") == ["The first boat"]


def test_a_paid_article_says_that_there_is_more(outlet: MakeOutlet) -> None:
    tree = shown_article(outlet, "Open.\n\n<!-- paywall -->\n\nClosed.\n", access="paid")
    assert "for subscribers" in tree.xpath("string(//aside[contains(@class, 'paywall')])")
    assert "Closed." not in tree.text_content()


def test_fragments_are_asked_for_everywhere_but_on_the_home_page(ours: theme.Theme) -> None:
    for template, asked in (("article.html", 2), ("section.html", 1), ("home.html", 0)):
        site = made_up.site()
        for mode, mark in (("script", "data-fragment="), ("ssi", "<!--#include virtual="), ("off", "")):
            chosen = dataclasses.replace(site, fragments=dataclasses.replace(site.fragments, mode=mode))
            shown = ours.render(template, made_up.page(template, "x"), chosen)
            if mark:
                assert shown.count(mark) == asked, (template, mode)
            else:
                assert "data-fragment" not in shown and "#include" not in shown


@pytest.mark.parametrize("name", ["broadsheet", "dispatch"])
def test_what_breaks_stands_in_the_head_of_the_page(tmp_path: Path, name: str) -> None:
    loaded, site = theme.load(tmp_path, ThemeChoice(name, HUES)), made_up.site()
    site = dataclasses.replace(site, fragments=dataclasses.replace(site.fragments, mode="script"))
    tree = html.document_fromstring(loaded.render("article.html", made_up.page("article.html", "x"), site))
    assert tree.xpath("//body/header//div[@class='flash']")  # among landmarks, for those who go from one to the next


def test_names_keep_their_order_among_words_that_run_the_other_way(ours: theme.Theme) -> None:
    page = made_up.page("section.html", "x")
    tree = html.document_fromstring(ours.render("section.html", page, made_up.site(language="ar")))
    names = tree.xpath("//p[contains(@class, 'meta')]/span[@class='names']")
    assert names and all(not (name.text or "").strip() and name.xpath("bdi") for name in names)


def test_the_lead_picture_is_asked_for_first(ours: theme.Theme) -> None:
    tree = html.document_fromstring(ours.render("article.html", made_up.page("article.html", "x"), made_up.site()))
    (early,) = tree.xpath("//head/link[@rel='preload']")
    (first,) = tree.xpath("//article/figure//img[@fetchpriority='high']")
    assert early.get("imagesizes") == first.get("sizes")
    assert not tree.xpath("//img[not(@loading='lazy') and not(@fetchpriority='high')]")


def test_a_link_that_was_paid_for_says_so_in_lists(ours: theme.Theme) -> None:
    page = made_up.page("tag.html", "x")
    for card in page.cards:  # type: ignore[attr-defined]
        object.__setattr__(card, "label", "sponsored")
    tree = html.document_fromstring(ours.render("tag.html", page, made_up.site()))
    links = tree.xpath("//*[contains(@class, 'headline')]/a")
    assert links and all(link.get("rel") == "sponsored" for link in links)
