"""`structured` in templates: asked for each page anew, whoever asks, and with the outlet as it is now."""

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import pytest

from broadsheet import theme
from broadsheet.pages.views import PageContext
from broadsheet.settings import ThemeChoice
from tests.theme import made_up

SMALL = {"themes/small/theme.toml": 'name = "Small"\n', "themes/small/i18n/en.toml": ""}


def render(site: Path, template: str, *pages: PageContext, outlets: tuple[str, ...] = ("The Courier",)) -> list[Any]:
    """The graphs of these pages, made in turn of one template, for each outlet."""
    made_up.write(site, {**SMALL, "themes/small/templates/page.html": template})
    loaded = theme.load(site, ThemeChoice("small"))
    shown = [loaded.render("page.html", page, made_up.site(outlet)) for outlet in outlets for page in pages]
    return [json.loads(re.sub("<[^>]*>", "", text))["@graph"] for text in shown]


def tag(title: str) -> PageContext:
    return made_up.page("tag.html", title)


@pytest.mark.parametrize(
    "template",
    [
        "{{ structured(page) }}",
        "{% macro m(p) %}{{ structured(p) }}{% endmacro %}{{ m(page) }}",
        "{% macro m() %}{{ structured(page) }}{% endmacro %}{{ m() }}",
        "{% set told = structured(page, page.title) %}{% if told %}{{ told }}{% endif %}",
        "{% for x in (1,) %}{{ structured(page, title=page.title) }}{% endfor %}",
    ],
)
def test_each_page_has_its_own(tmp_path: Path, template: str) -> None:
    one, two = render(tmp_path, template, tag("One"), tag("Two"))
    assert (one[0]["name"], two[0]["name"]) == ("One", "Two")


def test_another_outlet_has_its_own(tmp_path: Path) -> None:
    first, second = render(tmp_path, "{{ structured(page) }}", tag("One"), outlets=("The Courier", "The Other"))
    assert (first[2]["name"], second[2]["name"]) == ("The Courier", "The Other")


def test_a_template_may_take_the_name_for_something_else(tmp_path: Path) -> None:
    template = "{% set structured = '{\"@graph\": 1}' %}{% macro m() %}{{ structured|safe }}{% endmacro %}{{ m() }}"
    assert render(tmp_path, template, tag("One")) == [1]


@pytest.mark.parametrize("kind", ["404", "fragment-latest", "redirect", "republish"])
def test_pages_that_are_for_nobodys_search_say_nothing(tmp_path: Path, kind: str) -> None:
    template = "{{ structured(page) or '{\"@graph\": 0}'|safe }}"
    assert render(tmp_path, template, dataclasses.replace(tag("x"), kind=kind)) == [0]
