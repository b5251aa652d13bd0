"""Themes: where they are found, what overrides what, what a closure hangs on, and how mistakes are told."""

import pickle
from pathlib import Path

import pytest

from broadsheet import theme
from broadsheet.problems import RenderError, SiteError
from broadsheet.settings import ThemeChoice

from . import made_up

SMALL = {
    "themes/small/theme.toml": 'name = "Small"\n[options]\ncolour = "red"\n',
    "themes/small/i18n/en.toml": 'hello = "Hello {name}"\n[stories]\none = "{n} story"\nother = "{n} stories"\n',
    "themes/small/templates/base.html": "<p>{% block main %}{% endblock %}</p>{% include 'foot.html' %}",
    "themes/small/templates/foot.html": "<i>{{ asset('css/site.css') }}</i>",
    "themes/small/templates/tag.html": "{% extends 'base.html' %}{% block main %}{{ page.title }}{% endblock %}",
    "themes/small/templates/alone.html": "{{ page.title }}",
    "themes/small/assets/css/site.css": "p { background: url('../img/dot.svg#a') }",
    "themes/small/assets/img/dot.svg": "<svg/>",
    "themes/small/assets/img/other.svg": "<svg/>",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return made_up.write(tmp_path, SMALL)


def load(site: Path, name: str = "small", base: str = "") -> theme.Theme:
    return theme.load(site, ThemeChoice(name), base)


def render(site: Path, template: str = "tag.html", name: str = "small") -> str:
    return load(site, name).render(template, made_up.page("tag.html", "Harbour", bare=False), made_up.site())


def told(site: Path, template: str = "tag.html", name: str = "small") -> str:
    with pytest.raises(RenderError) as caught:
        render(site, template, name)
    return str(caught.value.problem)


def refused(site: Path, choice: ThemeChoice) -> str:
    with pytest.raises(SiteError) as caught:
        theme.load(site, choice)
    return str(caught.value)


def test_a_theme_extends_another_file_by_file(site: Path) -> None:
    made_up.write(
        site,
        {
            "themes/child/theme.toml": 'extends = "small"\n',
            "themes/child/templates/foot.html": "<b>child</b>",
            "templates/tag.html": "{% extends 'small/tag.html' %}{% block main %}site: {{ super() }}{% endblock %}",
        },
    )
    assert render(site, name="child") == "<p>site: Harbour</p><b>child</b>"


def test_a_theme_in_the_site_may_extend_the_one_of_its_name(tmp_path: Path) -> None:
    made_up.write(
        tmp_path,
        {
            "themes/broadsheet/theme.toml": 'extends = "broadsheet"\n',
            "themes/broadsheet/templates/redirect.html": "mine",
        },
    )
    shown = theme.load(tmp_path, ThemeChoice())
    assert shown.render("redirect.html", made_up.page("redirect.html", "x"), made_up.site()) == "mine"
    assert "<main" in shown.render("404.html", made_up.page("404.html", "x"), made_up.site())


@pytest.mark.parametrize("name", ["../small", "small/../../etc", "/etc", ".hidden", "", "a" * 300])
def test_the_name_of_a_theme_leaves_no_folder(site: Path, name: str) -> None:
    assert "can't be the name of a theme" in refused(site, ThemeChoice(name))


def test_a_missing_theme_is_guessed_at(site: Path) -> None:
    assert refused(site, ThemeChoice("smal")) == (
        "site.toml: error: there is no theme “smal”\nhint: did you mean “small”?"
    )


def test_a_missing_extended_theme_names_who_asked(site: Path) -> None:
    made_up.write(site, {"themes/small/theme.toml": 'extends = "gone"\n'})
    assert refused(site, ThemeChoice("small")).startswith("themes/small/theme.toml: error: there is no theme “gone”\n")


def test_themes_that_extend_each_other_are_refused(site: Path) -> None:
    made_up.write(
        site,
        {
            "themes/small/theme.toml": 'extends = "other"\n',
            "themes/other/theme.toml": 'extends = "small"\n',
        },
    )
    assert "the theme extends itself: small → other → small" in refused(site, ThemeChoice("small"))


def test_options_have_defaults_and_guesses(site: Path) -> None:
    assert load(site).options == {"colour": "red"}
    made_up.write(site, {"site.toml": '[theme.options]\ncolor = "blue"\n'})
    assert refused(site, ThemeChoice("small", {"color": "blue"})) == (
        "site.toml:2:1: error: the theme “small” has no option `color`\n"
        '  2 | color = "blue"\n'
        "    | ^\n"
        "hint: did you mean `colour`?"
    )
    assert "takes a text in quotes" in refused(site, ThemeChoice("small", {"colour": 1}))


def test_an_option_can_have_choices(site: Path) -> None:
    about = 'name = "Small"\n[options]\nsize = "small"\nhues = {}\n[choices]\nhues = ["red", "blue"]\n'
    made_up.write(site, {"themes/small/theme.toml": f'{about}size = ["small", "large"]\n'})
    chosen = {"size": "large", "hues": {"city": "red"}}
    assert theme.load(site, ThemeChoice("small", chosen)).options == chosen
    made_up.write(site, {"site.toml": '[theme.options]\nsize = "huge"\nhues = { city = "blu", sport = "red" }\n'})
    assert refused(site, ThemeChoice("small", {"size": "huge", "hues": {"city": "blu", "sport": "red"}})) == (
        "site.toml:2:1: error: the theme's option `size` can't be “huge”\n"
        '  2 | size = "huge"\n'
        "    | ^\n"
        "hint: it can be: small, large\n"
        "site.toml:3:10: error: the theme's option `hues` can't be “blu”\n"
        '  3 | hues = { city = "blu", sport = "red" }\n'
        "    |          ^\n"
        "hint: did you mean “blue”?"
    )
    made_up.write(site, {"themes/small/theme.toml": f"{about}size = 3\n"})
    assert "themes/small/theme.toml:7:1: error: the choices of `size` aren't a list" in refused(
        site, ThemeChoice("small")
    )


def test_the_hues_of_our_own_theme_are_those_of_its_style_sheet(tmp_path: Path) -> None:
    assert "can't be “pink”" in refused(tmp_path, ThemeChoice("broadsheet", {"hues": {"city": "pink"}}))
    loaded = theme.load(tmp_path, ThemeChoice("broadsheet"))
    styles = b"".join(loaded.asset_bytes(name) for name in loaded.assets if name.endswith(".css")).decode()
    for hue in ("news", "world", "business", "culture", "sport", "opinion"):
        assert f".hue-{hue}" in styles
        assert theme.load(tmp_path, ThemeChoice("broadsheet", {"hues": {"city": hue}})).options["hues"] == {"city": hue}


def test_a_template_that_nothing_uses_is_told_with_a_guess(site: Path) -> None:
    made_up.write(
        site,
        {
            "templates/artical.html": "x",
            "templates/foot.html": "{% include 'mine/part.html' %}",
            "templates/mine/part.html": "used by one that is used",
            "templates/alone.html": "in place of the theme's own, which nothing uses either",
        },
    )
    assert [str(problem) for problem in load(site).unused(["tag.html", "article.html"])] == [
        "templates/artical.html: warning: nothing uses this template\nhint: did you mean `article.html`?"
    ]
    made_up.write(site, {"templates/foot.html": "{% include page.kind ~ '.html' %}"})
    assert load(site).unused(["tag.html", "article.html"]) == ()


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ("themes/small/templates/tag.html", "{% extends 'base.html' %}"),
        ("themes/small/templates/base.html", "other"),
        ("themes/small/templates/foot.html", "other"),
        ("templates/foot.html", "an override that appears"),
        ("themes/small/i18n/en.toml", 'hello = "Hi {name}"'),
        ("themes/small/i18n/de.toml", 'hello = "Hallo {name}"'),
        ("themes/small/theme.toml", 'name = "Smaller"'),
        ("themes/small/assets/css/site.css", "p {}"),
        ("themes/small/assets/img/dot.svg", "<svg>by way of the style sheet</svg>"),
    ],
)
def test_a_closure_changes_with_what_the_template_hangs_on(site: Path, changed: str, text: str) -> None:
    before = load(site)
    made_up.write(site, {changed: text})
    after = load(site)
    assert after.closure("tag.html") != before.closure("tag.html")
    assert after.digest != before.digest
    shaping = "theme.toml" in changed or "i18n" in changed
    assert (after.closure("alone.html") != before.closure("alone.html")) is shaping


@pytest.mark.parametrize(
    "changed", ["themes/small/templates/alone.html", "templates/alone.html", "themes/small/assets/img/other.svg"]
)
def test_a_closure_stays_when_something_else_changes(site: Path, changed: str) -> None:
    before = load(site)
    made_up.write(site, {changed: "other"})
    after = load(site)
    assert after.closure("tag.html") == before.closure("tag.html")
    assert after.digest != before.digest


def test_a_name_looked_for_and_not_found_counts(site: Path) -> None:
    made_up.write(site, {"templates/alone.html": "{% include 'maybe.html' ignore missing %}"})
    before = load(site).closure("alone.html")
    made_up.write(site, {"templates/maybe.html": "here"})
    assert load(site).closure("alone.html") != before


@pytest.mark.parametrize("source", ["{% include page.title ~ '.html' %}", "{{ asset('img/' ~ page.title) }}"])
def test_a_name_worked_out_while_rendering_counts_for_all(site: Path, source: str) -> None:
    made_up.write(site, {"templates/alone.html": source})
    before = load(site).closure("alone.html")
    made_up.write(site, {"themes/small/assets/img/other.svg": "<svg>other</svg>"})
    assert load(site).closure("alone.html") != before


def test_files_of_editors_and_hidden_ones_count_for_nothing(site: Path) -> None:
    before = load(site).digest
    made_up.write(site, {"themes/small/templates/tag.html~": "x", "themes/small/assets/.DS_Store": "x", "x.html": "x"})
    assert load(site).digest == before


def test_assets_are_named_by_their_content(site: Path) -> None:
    loaded = load(site, base="/news")
    style, dot = loaded.assets["css/site.css"], loaded.assets["img/dot.svg"]
    assert dot.address_name == f"img/dot.{dot.hash[:10]}.svg"
    assert loaded.asset_bytes("css/site.css").decode() == f"p {{ background: url('../{dot.address_name}#a') }}"
    shown = loaded.render("tag.html", made_up.page("tag.html", "x"), made_up.site())
    assert f"<i>/news{style.address}</i>" in shown
    assert loaded.asset_bytes("img/dot.svg") == b"<svg/>"


def test_a_style_sheet_that_names_a_missing_file_is_told(site: Path) -> None:
    made_up.write(site, {"themes/small/assets/css/site.css": "p {}\n/* url(no.png) */ i { background: url(no.png) }"})
    assert refused(site, ThemeChoice("small")) == (
        "themes/small/assets/css/site.css:2:39: error: there is no asset css/no.png\n"
        "  2 | /* url(no.png) */ i { background: url(no.png) }\n"
        "    |                                       ^\n"
        "hint: name a file of the theme's assets/, relative to this one"
    )


def test_style_sheets_elsewhere_are_left_alone(site: Path) -> None:
    style = "@import 'data:text/css,';p { background: url(https://example.org/a.png) url(/b.png) url(#c) }"
    made_up.write(site, {"themes/small/assets/css/site.css": style})
    assert load(site).asset_bytes("css/site.css").decode() == style


def test_style_sheets_that_import_each_other_are_told(site: Path) -> None:
    made_up.write(
        site,
        {
            "themes/small/assets/css/site.css": "@import 'b.css';",
            "themes/small/assets/css/b.css": "@import 'site.css';",
        },
    )
    assert "the style sheet imports itself" in refused(site, ThemeChoice("small"))


def test_what_a_style_sheet_imports_stands_in_it(site: Path) -> None:
    made_up.write(
        site,
        {
            "themes/small/assets/css/site.css": "@import 'parts/card.css';\n@import url(paper.css) print;\np {}",
            "themes/small/assets/css/parts/card.css": "@charset 'utf-8';\ni { background: url(../../img/dot.svg) }",
            "themes/small/assets/css/paper.css": "b {}",
        },
    )
    loaded = load(site)
    dot = loaded.assets["img/dot.svg"].address_name
    assert loaded.asset_bytes("css/site.css").decode() == (
        f"i {{ background: url(../{dot}) }}\n@media print {{\nb {{}}\n}}\np {{}}"
    )


def test_a_style_sheet_imports_that_of_the_theme_below(site: Path) -> None:
    made_up.write(
        site,
        {
            "themes/tall/theme.toml": 'extends = "small"',
            "themes/tall/assets/css/site.css": "@import 'small/css/site.css'; i {}",
            "themes/tall/assets/img/dot.svg": "<svg height='9'/>",
        },
    )
    loaded = theme.load(site, ThemeChoice("tall"))
    dot = loaded.assets["img/dot.svg"].address_name
    assert loaded.asset_bytes("css/site.css").decode() == f"p {{ background: url('../{dot}#a') }} i {{}}"
    made_up.write(site, {"themes/small/assets/css/site.css": "b {}"})
    assert theme.load(site, ThemeChoice("tall")).asset_bytes("css/site.css") == b"b {} i {}"


def test_a_theme_of_the_same_name_imports_the_one_that_comes_along(site: Path) -> None:
    made_up.write(
        site,
        {
            "themes/broadsheet/theme.toml": 'extends = "broadsheet"',
            "themes/broadsheet/assets/css/site.css": "@import 'broadsheet/css/site.css'; .mine {}",
        },
    )
    sheet = theme.load(site, ThemeChoice("broadsheet")).asset_bytes("css/site.css").decode()
    assert sheet.endswith(".mine {}")
    assert "--ink" in sheet


@pytest.mark.parametrize(
    ("sheet", "message"),
    [
        ("p {}\n@import 'no.css';", "site.css:2:10: error: there is no style sheet no.css"),
        ("@import 'big/css/site.css';", "site.css:1:10: error: there is no style sheet big/css/site.css"),
        ("@import 'b.css' layer(x);", "site.css:1:17: error: an @import with layer(x) can't be joined"),
    ],
)
def test_an_import_that_cannot_be_is_told_with_its_place(site: Path, sheet: str, message: str) -> None:
    made_up.write(site, {"themes/small/assets/css/site.css": sheet, "themes/small/assets/css/b.css": ""})
    assert message in refused(site, ThemeChoice("small"))


def test_an_undefined_name_gets_its_line_and_a_guess(site: Path) -> None:
    made_up.write(site, {"templates/foot.html": "<p>\n{{ page.titel }}</p>"})
    assert told(site) == (
        "templates/foot.html:2: error: `page` has no `titel`\n  2 | {{ page.titel }}</p>\nhint: did you mean `title`?"
    )
    made_up.write(site, {"templates/foot.html": "{{ sit.title }}"})
    assert "nothing here is called `sit`\n" in told(site)
    assert "did you mean `site`?" in told(site)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{% if %}", "Expected an expression"),
        ("{{ page.title", "look for a missing bracket"),
        ("{% if page.title %}", "ends too early"),
        ("{% if page.title %}", "close `{% if %}` first, with `{% endif %}`"),
        ("{% if page.title %}{% endfor %}", "`{% endfor %}` can't stand here"),
        ("{% if page.title %}{% endfor %}", "close `{% if %}` first, with `{% endif %}`"),
        ("{% endblock %}", "there is no `{% block %}` open that it could belong to"),
        ("{% else %}", "there is no `{% if %}` open that it could belong to"),
        ("{% if page.title %}{% fro x in y %}", "there is no tag `{% fro %}`\n"),
        ("{% incldue 'foot.html' %}", "did you mean `include`?"),
        ("{{ page.title|isoo }}", "there is no filter `isoo`"),
        ("{{ page.title|isoo }}", "did you mean `iso`?"),
        ("{{ page.title.x }}", "a text has no `x`"),
        ("{{ site.titel }}", "`site` has no `titel`"),
        ("{% include 'fot.html' %}", "there is no template fot.html"),
        ("{{ asset('css/sit.css') }}", "did you mean `css/site.css`?"),
        ("{{ t('helo') }}", "no i18n file of the theme has the words `helo`"),
        ("{{ t('hello') }}", "the words `hello` need a value `name`"),
        ("{{ 1 + 'a' }}", "this can't be worked out"),
        ("{{ 1 // 0 }}", "this can't be worked out"),
        ("{{ lipsum() }}", "nothing here is called `lipsum`"),
        ("{% extends 'alone.html' %}", "comes back to itself"),
    ],
)
def test_each_mistake_in_a_template_is_told_at_its_line(site: Path, source: str, words: str) -> None:
    made_up.write(site, {"templates/alone.html": source})
    message = told(site, "alone.html")
    assert message.startswith("templates/alone.html:1: error: ")
    assert words in message


def test_a_template_that_is_not_there_is_told(site: Path) -> None:
    assert told(site, "tga.html") == (
        "themes/small/templates/tga.html: error: there is no template tga.html\nhint: did you mean `tag.html`?"
    )


@pytest.mark.parametrize("name", ["../../site.toml", "/etc/passwd", "../theme.toml", "small/../theme.toml"])
def test_no_template_outside_the_folders_can_be_named(site: Path, name: str) -> None:
    made_up.write(site, {"templates/alone.html": f"{{% include '{name}' %}}", "site.toml": "secret"})
    assert f"there is no template {name}" in told(site, "alone.html")


def test_check_finds_what_no_page_has_met_yet(site: Path) -> None:
    made_up.write(
        site, {"templates/a.html": "\n{% if %}", "templates/b.html": "{% include 'no.html' %}{{ asset('no.css') }}"}
    )
    assert [str(problem).splitlines()[0] for problem in load(site).check()] == [
        "templates/a.html:2: error: Expected an expression, got 'end of statement block'",
        "templates/b.html:1: error: there is no template no.html",
        "templates/b.html:1: error: the theme has no asset no.css",
    ]


def test_a_broken_i18n_file_is_told(site: Path) -> None:
    made_up.write(site, {"themes/small/i18n/en.toml": 'a = "x"\nb = 3\n'})
    assert "themes/small/i18n/en.toml:2:1: error: `b` isn't a text" in refused(site, ThemeChoice("small"))
    made_up.write(site, {"themes/small/i18n/en.toml": "a = x\n"})
    assert "themes/small/i18n/en.toml:1:5: error: " in refused(site, ThemeChoice("small"))


def test_a_theme_is_a_value_that_other_processes_can_be_handed(site: Path) -> None:
    loaded = load(site)
    page, view = made_up.page("tag.html", "Harbour"), made_up.site()
    shown = loaded.render("tag.html", page, view)
    made_up.write(site, {"themes/small/templates/foot.html": "changed meanwhile"})
    assert pickle.loads(pickle.dumps(loaded)).render("tag.html", page, view) == shown
