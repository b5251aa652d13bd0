"""What docs/security.md says of themes and texts: a theme is code, and a text never is a template."""

import re
from pathlib import Path

import pytest

from broadsheet.problems import SiteError
from tests.conftest import MakeOutlet

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = "themes/plain/templates/article.html"


def test_a_template_is_code_and_we_say_so(outlet: MakeOutlet) -> None:
    """Not a promise: if this fails, templates have been fenced in, and docs/security.md must say that instead."""
    site = outlet({TEMPLATE: "{{ page.title.__class__.__mro__[-1].__subclasses__() | length > 100 }}"})
    assert site.article("2026/11/a").build().page("/news/2026/11/a.html") == "True"
    said = (ROOT / "docs/security.md").read_text(encoding="utf-8")
    assert "Templates are Jinja2, and **not sandboxed**" in said


@pytest.mark.parametrize("where", ["title", "dek", "tags", "section_title", "body"])
def test_no_text_is_a_template(where: str, outlet: MakeOutlet) -> None:
    code = "{{ 7 * 6 }}{% raw %}"
    site = outlet()
    if where == "section_title":
        settings = (site.root / "site.toml").read_text(encoding="utf-8")
        site.edit({"site.toml": settings.replace('title = "News"', f'title = "{code}"')})
    front = {where: f'"{code}"'} if where in ("title", "dek", "tags") else {}
    site.article("2026/11/a", code if where == "body" else "Text.", **front).build()
    assert site.problems == []
    assert "{{ 7 * 6 }}" in site.page("/news/2026/11/a.html") + site.page("/news/index.html")
    assert all(b"42" not in site.online()[address] for address in ("/news/2026/11/a.html", "/news/index.html"))


@pytest.mark.parametrize(
    "name", ["../../../site.toml", "/etc/hostname", "../theme.toml", "./../../../content/2026/11/a.md"]
)
def test_a_template_can_include_nothing_but_templates(name: str, outlet: MakeOutlet) -> None:
    site = outlet({TEMPLATE: f"{{% include '{name}' %}}"}).article("2026/11/a")
    with pytest.raises(SiteError, match="there is no template " + re.escape(name)):
        site.build()
    site.edit({TEMPLATE: f"{{% set name = '{name}' %}}{{% include name %}}"}).build()
    assert not site.has("/news/2026/11/a.html")
    assert f"there is no template {name}" in site.problems[0]


def test_what_a_template_prints_is_escaped_unless_it_says_otherwise(outlet: MakeOutlet) -> None:
    site = outlet({TEMPLATE: "{{ page.title }}|{{ page.title | safe }}"})
    site.article("2026/11/a", title='"<b>&"').build()
    assert site.page("/news/2026/11/a.html") == "&lt;b&gt;&amp;|<b>&"
