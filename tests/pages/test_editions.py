"""Editions: which pages lead to which in other languages, and what each edition shows of itself."""

from pathlib import Path

import pytest

from tests.outlet import SITE, TEMPLATES, Outlet

SHOWING = """\
<html lang="{{ site.language }}" dir="{{ site.direction }}"><title>{{ page.title }}</title>
{% for other in page.alternates %}<{{ other.language }} {{ other.url }} {{ other.name }} {{ other.title }}>
{% endfor %}<default {{ page.default }}>
{% for link in site.menu %}[menu {{ link.title }} {{ link.href }}]{% endfor %}
{% for link in site.footer %}[footer {{ link.title }} {{ link.href }}]{% endfor %}
[copyright {{ site.copyright }}][description {{ page.description }}]
"""

SPANISH = """
[languages.es]
title = "El Correo"
sections = { news = "Noticias" }
descriptions = { news = "Lo que pasa." }
copyright = "El Correo, todos"
"""
HEBREW = """
[languages.he]
title = "Shaliah"
prefix = "ivrit"
"""
ENGLISH = 'copyright = "The Courier, all"\n' + SITE
HOST = "https://courier.example"
FERRY, BARCO = "/news/2026/11/ferry.html", "/es/news/2026/11/barco.html"
JOINED = [
    f"en {HOST}{FERRY} English Ferry",
    f"es {HOST}{BARCO} español Barco",
    f"default {HOST}{FERRY}",
]


@pytest.fixture
def outlet(tmp_path: Path) -> Outlet:
    made = Outlet(tmp_path / "outlet", {f"themes/plain/templates/{name}.html": SHOWING for name in TEMPLATES})
    made.edit({"site.toml": ENGLISH + SPANISH + HEBREW})
    made.article("2026/11/ferry", id="ferry", title="Ferry")
    made.article("2026/11/barco", lang="es", title="Barco", translation="ferry")
    made.article("2026/11/bridge", id="bridge", title="Bridge")
    return made


def versions(outlet: Outlet, address: str) -> list[str]:
    return [line[1:-1] for line in outlet.page(address).splitlines() if line.startswith("<") and " http" in line]


def languages(outlet: Outlet, address: str) -> list[str]:
    return [line.partition(" ")[0] for line in versions(outlet, address)]


def articles(outlet: Outlet) -> set[str]:
    return {key for key in outlet.rendered if key.startswith("article:")}


def rivals(outlet: Outlet) -> list[str]:
    return [problem for problem in outlet.problems if "version of" in problem]


# Which pages are joined


def test_both_versions_lead_to_both_and_the_original_is_for_all_others(outlet: Outlet) -> None:
    outlet.build()
    assert versions(outlet, FERRY) == JOINED
    assert versions(outlet, BARCO) == JOINED


def test_what_is_in_one_language_alone_leads_to_none(outlet: Outlet) -> None:
    outlet.build()
    assert versions(outlet, "/news/2026/11/bridge.html") == [f"default {HOST}/news/2026/11/bridge.html"]


@pytest.mark.parametrize("name", ["2026/11/ferry.md", "content/2026/11/ferry.md", "any name", "ferry"])
def test_an_original_is_named_by_its_id_or_file_or_both_share_a_name(outlet: Outlet, name: str) -> None:
    outlet.article("2026/11/barco", lang="es", title="Barco", translation=name)
    if name == "any name":
        outlet.article("2026/11/ferry", id="ferry", title="Ferry", translation=name)
    outlet.build()
    assert versions(outlet, FERRY) == JOINED
    assert versions(outlet, BARCO) == JOINED


def test_three_versions_stay_joined_when_the_original_is_taken_off(outlet: Outlet) -> None:
    outlet.article("2026/11/sfina", lang="he", title="Sfina", translation="ferry").build()
    assert languages(outlet, FERRY) == ["en", "es", "he", "default"]
    outlet.article("2026/11/ferry", id="ferry", title="Ferry", draft="true").build()
    assert languages(outlet, BARCO) == ["es", "he", "default"]
    assert versions(outlet, BARCO)[-1] == f"default {HOST}{BARCO}"
    assert versions(outlet, "/ivrit/news/2026/11/sfina.html")[:2] == versions(outlet, BARCO)[:2]


def test_standing_pages_are_joined_as_articles_are(outlet: Outlet) -> None:
    outlet.edit({"content/pages/about.md": "---\ntitle: About\n---\nUs.\n"})
    outlet.edit({"content/pages/acerca.md": "---\ntitle: Acerca\nlang: es\ntranslation: pages/about.md\n---\nUs.\n"})
    outlet.build()
    assert versions(outlet, "/about.html") == versions(outlet, "/es/acerca.html")
    assert versions(outlet, "/about.html")[1] == f"es {HOST}/es/acerca.html español Acerca"


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/index.html", "El Correo"),
        ("/news/index.html", "Noticias"),
        ("/archive/index.html", "El Correo"),
        ("/feeds/index.html", "El Correo"),
        ("/corrections/index.html", "El Correo"),
    ],
)
def test_what_each_edition_has_is_joined(outlet: Outlet, address: str, title: str) -> None:
    outlet.build()
    where = address.removesuffix("index.html")
    assert versions(outlet, address) == versions(outlet, f"/es{address}") == versions(outlet, f"/ivrit{address}")
    assert versions(outlet, address)[1] == f"es {HOST}/es{where} español {title}"
    assert languages(outlet, address) == ["en", "es", "he", "default"]
    assert versions(outlet, address)[-1] == f"default {HOST}{where}"


def test_an_author_is_joined_over_the_editions_that_have_something_of_them(outlet: Outlet) -> None:
    ann = "/authors/ann-lee/index.html"
    outlet.article("2026/11/ferry", id="ferry", title="Ferry", authors="Ann Lee").build()
    assert languages(outlet, ann) == ["default"]
    outlet.article("2026/11/barco", lang="es", title="Barco", authors="Ann Lee").build()
    assert versions(outlet, ann)[1] == f"es {HOST}/es/authors/ann-lee/ español Ann Lee"
    outlet.edit({"content/authors/he.md": "---\ntitle: Ann (he)\nslug: ann-lee\nlang: he\n---\nBio.\n"}).build()
    assert languages(outlet, ann) == ["en", "es", "he", "default"]
    assert languages(outlet, f"/es{ann}") == ["en", "es", "he", "default"]
    outlet.edit({"content/2026/11/barco.md": None}).build()
    assert languages(outlet, ann) == ["en", "he", "default"]


def test_a_site_in_one_language_has_no_versions_and_a_translation_changes_nothing(outlet: Outlet) -> None:
    outlet.edit({"site.toml": SITE}).build()
    assert versions(outlet, FERRY) == [f"default {HOST}{FERRY}"]
    assert versions(outlet, "/index.html") == [f"default {HOST}/"]
    assert outlet.problems == []


# As they come and go


def test_a_translation_that_comes_moves_or_goes_makes_its_versions_anew_and_no_other_article(outlet: Outlet) -> None:
    outlet.article("2026/11/tranvia", lang="es", section="sport").build()
    original = "article:en:content/2026/11/ferry.md"
    both = {original, "article:es:content/2026/11/barco.md"}
    outlet.article("2026/11/barco", lang="es", title="El barco", slug="el-barco", translation="ferry").build()
    assert articles(outlet) == both
    assert versions(outlet, FERRY)[1] == f"es {HOST}/es/news/2026/11/el-barco.html español El barco"
    outlet.article("2026/11/barco", lang="es", title="El barco", slug="el-barco").build()
    assert articles(outlet) == both
    assert languages(outlet, FERRY) == ["default"]
    outlet.article("2026/11/barco", lang="es", title="Barco", translation="ferry").build()
    assert articles(outlet) == both
    outlet.edit({"content/2026/11/barco.md": None}).build()
    assert articles(outlet) == {original}
    assert languages(outlet, FERRY) == ["default"]


def test_an_embargoed_translation_is_told_of_when_it_is_shown(outlet: Outlet) -> None:
    outlet.article("2026/11/barco", lang="es", title="Barco", translation="ferry", embargo="2026-11-24T13:00").build()
    assert "barco" not in outlet.page(FERRY)
    outlet.build(outlet.now.replace(hour=14))
    assert versions(outlet, FERRY) == JOINED


def test_of_two_in_one_edition_the_first_file_counts_and_a_warning_names_both(outlet: Outlet) -> None:
    outlet.article("2026/11/buque", lang="es", title="Buque", translation="ferry").build()
    (said,) = rivals(outlet)
    assert said.startswith("content/2026/11/buque.md:5:")
    assert "warning" in said
    assert "content/2026/11/barco.md" in said
    assert versions(outlet, FERRY) == JOINED
    assert languages(outlet, "/es/news/2026/11/buque.html") == ["default"]
    outlet.edit({"content/2026/11/barco.md": None}).build()
    assert rivals(outlet) == []
    assert versions(outlet, FERRY)[1] == f"es {HOST}/es/news/2026/11/buque.html español Buque"


def test_what_is_said_of_two_versions_does_not_hang_on_the_way(outlet: Outlet) -> None:
    outlet.build()
    outlet.article("2026/11/buque", lang="es", title="Buque", translation="ferry").build()
    grown = rivals(outlet)
    outlet.build(output="drafts", drafts=True)
    assert rivals(outlet) == grown
    (outlet.root / ".broadsheet/index.sqlite").unlink()
    outlet.build()
    assert rivals(outlet) == grown
    assert len(grown) == 1


# What an edition shows of itself


def test_an_edition_lists_its_own_articles_alone(outlet: Outlet) -> None:
    cards = {f"themes/plain/templates/{name}.html": "{{ page }}" for name in ("home", "section")}
    outlet.edit(cards).build()
    for page in ("/es/index.html", "/es/news/index.html", "/es/feed.xml", "/es/news/feed.xml"):
        assert "Barco" in outlet.page(page)
        assert "Bridge" not in outlet.page(page)
        assert "Barco" not in outlet.page(page.removeprefix("/es"))
    assert outlet.has("/es/archive/2026/11/index.html")
    assert outlet.has("/es/404.html")


def test_an_edition_says_itself_who_it_is_and_what_sections_bring(outlet: Outlet) -> None:
    outlet.build()
    assert "[copyright El Correo, todos][description Lo que pasa.]" in outlet.page("/es/news/index.html")
    assert "[copyright The Courier, all]" in outlet.page("/ivrit/news/index.html")
    assert "Lo que pasa." in outlet.page("/es/news/feed.xml")
    assert "El Correo, todos" in outlet.page("/es/news/feed.xml")


def test_an_edition_is_written_in_the_direction_of_its_language(outlet: Outlet) -> None:
    outlet.article("2026/11/sfina", lang="he").build()
    assert '<html lang="he" dir="rtl">' in outlet.page("/ivrit/news/2026/11/sfina.html")
    assert '<html lang="en" dir="ltr">' in outlet.page(FERRY)


MENUS = """
[[menus.main]]
title = "All news"
to = "section:news"

[[menus.footer]]
title = "About"
to = "content:pages/about.md"
"""


def test_without_menus_of_its_own_an_edition_has_the_main_ones_led_to_its_pages(outlet: Outlet) -> None:
    outlet.edit({"site.toml": ENGLISH + SPANISH + HEBREW + MENUS})
    outlet.edit({"content/pages/about.md": "---\ntitle: About\n---\nUs.\n"}).build()
    assert "[footer About /about.html]" in outlet.page("/es/index.html")
    assert "[menu Noticias /es/news/]" in outlet.page("/es/index.html")
    assert "[menu All news /news/]" in outlet.page("/index.html")
    outlet.edit({"content/pages/acerca.md": "---\ntitle: Acerca\nlang: es\ntranslation: pages/about.md\n---\nUs.\n"})
    outlet.build()
    assert "[footer Acerca /es/acerca.html]" in outlet.page("/es/index.html")
    assert "[footer About /about.html]" in outlet.page("/index.html")


def test_an_edition_may_have_menus_of_its_own(outlet: Outlet) -> None:
    own = SPANISH + '[[languages.es.menus.main]]\ntitle = "Deportes"\nto = "section:sport"\n'
    outlet.edit({"site.toml": ENGLISH + own + HEBREW + MENUS}).build()
    assert "[menu Deportes /es/sport/]" in outlet.page("/es/index.html")
    assert "Deportes" not in outlet.page("/index.html")
