"""What templates are asked once for all pages: macros that look at nothing but their arguments, and fixed words."""

import dataclasses
from pathlib import Path

import pytest

from broadsheet import theme
from broadsheet.pages.views import LinkView, PageContext, SiteView
from broadsheet.problems import RenderError
from broadsheet.settings import ThemeChoice
from broadsheet.theme_environment import PureMacro

from . import made_up

THEME = {
    "themes/small/theme.toml": 'name = "Small"\n',
    "themes/small/i18n/en.toml": 'hello = "Hello"\nformat_long = "y"\n',
    "themes/small/assets/a.css": "",
}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the macros that were written, in order, where they are pure."""
    names: list[str] = []

    def count(self: PureMacro, *args: object, **named: object) -> str:
        function = self._function

        def noted(*given: object) -> str:
            names.append(self.name)
            return function(*given)

        self._function = noted
        try:
            return call(self, *args, **named)
        finally:
            self._function = function

    call = PureMacro.__call__
    monkeypatch.setattr(PureMacro, "__call__", count)
    return names


def render(site: Path, files: dict[str, str], *titles: str, view: SiteView | None = None) -> list[str]:
    """The pages of these titles, made in turn of templates/page.html."""
    made_up.write(site, {**THEME, **{f"themes/small/templates/{name}": text for name, text in files.items()}})
    loaded = theme.load(site, ThemeChoice("small"))
    return [loaded.render("page.html", page(title), view or made_up.site()) for title in titles]


def page(title: str) -> PageContext:
    return made_up.page("tag.html", title, bare=False)


def test_a_macro_that_does_not_look_at_the_page_is_asked_once(tmp_path: Path, asked: list[str]) -> None:
    files = {"page.html": "{% macro m(x, y=2) %}{{ x }} {{ site.title }}{{ y }}{% endmacro %}{{ m('a') }}{{ m('b') }}"}
    assert render(tmp_path, files, "One", "Two") == ["a The Courier2b The Courier2"] * 2
    assert asked == ["m", "m"]


def test_a_macro_that_looks_at_the_page_is_asked_each_time(tmp_path: Path, asked: list[str]) -> None:
    files = {"page.html": "{% macro m(x) %}{{ page.title }}{% endmacro %}{{ m(1) }}"}
    assert render(tmp_path, files, "One", "Two") == ["One", "Two"]
    assert asked == []


@pytest.mark.parametrize(
    "body",
    [
        "{{ inner() }}",
        "{{ 'x'|replace('x', inner()) }}",
        "{% for n in (1,) %}{{ inner() }}{% endfor %}",
        "{% for page in () %}{% endfor %}{{ page.title }}",
        "{% if x %}{{ page.title }}{% endif %}",
        "{% set own = page %}{{ own.title }}",
        "{{ top }}",
        "{{ parts.looks() }}",
        "{{ looks() }}",
        "{% set all = parts %}{{ all.looks() }}",
        "{% include 'title.html' %}",
        "{% import 'parts.html' as again with context %}{{ again.looks() }}",
        "{% macro deep() %}{{ page.title }}{% endmacro %}{{ deep() }}",
        "{{ page.title if caller is not defined }}",
        "{{ varargs|join }}{{ page.title }}",
    ],
)
def test_whatever_way_a_macro_looks_at_the_page_it_is_found_out(tmp_path: Path, body: str, asked: list[str]) -> None:
    files = {
        "parts.html": "{% macro looks() %}{{ page.title }}{% endmacro %}{% macro plain() %}-{% endmacro %}",
        "title.html": "{{ page.title }}",
        "page.html": "{% import 'parts.html' as parts with context %}{% from 'parts.html' import looks with context %}"
        "{% set top = page.title %}{% macro inner() %}{{ page.title }}{% endmacro %}"
        f"{{% macro m(x) %}}{body}{{% endmacro %}}{{{{ m(1) }}}}{{{{ parts.plain() }}}}",
    }
    assert render(tmp_path, files, "One", "Two") == ["One-", "Two-"]
    assert "m" not in asked


def test_a_macro_imported_with_the_page_is_asked_once_where_it_does_not_need_it(
    tmp_path: Path, asked: list[str]
) -> None:
    files = {
        "parts.html": "{% macro part(x) %}{% if x %}{% set y = x %}{{ y }}{% endif %}{% endmacro %}",
        "cards.html": "{% import 'parts.html' as parts with context %}"
        "{% macro m(x) %}<{{ parts.part(x) }}>{% endmacro %}",
        "page.html": "{% import 'cards.html' as cards with context %}{{ cards.m('a') }}{{ page.title }}",
    }
    assert render(tmp_path, files, "One", "Two") == ["<a>One", "<a>Two"]
    assert asked == ["m", "part"]


def test_arguments_that_are_equal_are_not_always_the_same(tmp_path: Path, asked: list[str]) -> None:
    files = {
        "page.html": "{% macro m(x) %}{{ x }}{% endmacro %}"
        "{{ m('<') }}{{ m('<'|safe) }} {{ m(1) }}{{ m(true) }}{{ m(1.0) }} {{ m('1') }}{{ m(none) }}"
    }
    assert render(tmp_path, files, "One", "Two") == ["&lt;< 1True1.0 1None"] * 2
    assert asked.count("m") == 6 + 2  # a number with a point is asked for each time


def test_values_that_look_alike_are_told_apart_and_what_may_change_is_asked_each_time(tmp_path: Path) -> None:
    files = {
        "page.html": "{% macro m(x) %}{{ x|join(',') }}{% endmacro %}{% set list = [] %}"
        "{{ m(list) }}{{ list.append(page.title) or '' }}{{ m(list) }}{{ list.append(2) or '' }}{{ m(list) }}"
    }
    assert render(tmp_path, files, "One", "Two") == ["OneOne,2", "TwoTwo,2"]
    links = (LinkView("A", "/a"), LinkView("A", "/b"))
    views = [dataclasses.replace(made_up.site(), menu=(link,)) for link in links]
    template = "{% macro m(x) %}{{ x.href }}{% endmacro %}{{ m(site.menu[0]) }}"
    made_up.write(tmp_path, {"themes/small/templates/page.html": template})
    loaded = theme.load(tmp_path, ThemeChoice("small"))
    assert [loaded.render("page.html", page("One"), view) for view in (*views, views[0])] == ["/a", "/b", "/a"]


def test_a_page_as_an_argument_is_never_kept(tmp_path: Path, asked: list[str]) -> None:
    files = {"page.html": "{% macro m(of) %}{{ of.title }}{% endmacro %}{{ m(page) }}"}
    assert render(tmp_path, files, "One", "Two", "One") == ["One", "Two", "One"]
    assert asked == ["m", "m", "m"]


def test_names_that_a_template_gives_another_meaning_have_it(tmp_path: Path) -> None:
    files = {
        "part.html": "{{ site }}{{ t('hello') }}",
        "page.html": "{% set site = page.title %}{% macro m(t) %}{{ t }}{{ site }}{% endmacro %}"
        "{{ site }} {{ m('x') }} {% include 'part.html' %}",
    }
    assert render(tmp_path, files, "One", "Two") == ["One xOne OneHello", "Two xTwo TwoHello"]


def test_where_escaping_is_turned_off_macros_are_written_as_they_are_called(tmp_path: Path) -> None:
    files = {
        "page.html": "{% macro m(x) %}{{ x }}{% endmacro %}{{ m('<') }}"
        "{% autoescape false %}{{ m('<') }}{{ '<' ~ m('<') }}{% endautoescape %}{{ site.title }}"
    }
    assert render(tmp_path, files, "One") == ["&lt;&lt;<&lt;The Courier"]


def test_what_is_fixed_for_the_outlet_is_as_it_would_be(tmp_path: Path) -> None:
    files = {
        "page.html": "{% if site.title == 'x' %}no{% elif site.menu|length > 2 %}yes{% else %}no{% endif %}"
        "{% if not site.title %}{% block b %}b{% endblock %}{% endif %}{{ self.b() }}"
        "{{ (site.menu|map(attribute='href')|list)[:1]|join }}{{ site.options.nothing is defined }}"
        "{{ t('hello')|upper }}"
        "{{ site.sections|selectattr('href', 'equalto', '/x')|list|length }}{{ asset('a.css') }}"
    }
    (made,) = render(tmp_path, files, "One", view=made_up.site("<S>", nothing=None))
    assert made.startswith("yesb&lt;S&gt;TrueHELLO0/assets/a.")


def test_templates_that_are_taken_in_show_the_same_whether_or_not_they_are_plain_text(tmp_path: Path) -> None:
    files = {
        "page.html": "<{% include 'none.html' %}|{% include 'text.html' %}|{% include ['looks.html'] %}|"
        "{% include 'looks.html' %}|{% include 'gone.html' ignore missing %}|{% if page.title %}"
        "{% include 'none.html' %}{% endif %}>",
        "none.html": "{# nothing #}\n",
        "text.html": "<b>&amp;</b>\n",
        "looks.html": "{{ page.title }}",
    }
    assert render(tmp_path, files, "One", "Two") == [f"<|<b>&amp;</b>|{title}|{title}||>" for title in ("One", "Two")]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("{{ x.titel }}", "a text has no `titel`"),
        ("{{ site.titel }}", "`site` has no `titel`"),
        ("{{ t('nothing') }}", "no i18n file of the theme has the words `nothing`"),
        ("{{ 1 // 0 }}", "this can't be worked out"),
    ],
)
def test_a_mistake_in_a_macro_is_told_at_its_line_each_time(tmp_path: Path, body: str, words: str) -> None:
    files = {"parts.html": f"{{% macro m(x) %}}\n{body}\n{{% endmacro %}}"}
    files["page.html"] = "{% import 'parts.html' as parts %}\n\n{{ parts.m('a') }}"
    for _ in range(2):
        with pytest.raises(RenderError) as caught:
            render(tmp_path, files, "One")
        assert str(caught.value.problem).startswith("themes/small/templates/parts.html:2: error: ")
        assert words in str(caught.value.problem)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("m(1, 2)", "macro 'm' takes not more than 1 argument(s)"),
        ("m(y=1)", "macro 'm' takes no keyword argument 'y'"),
        ("m()", "parameter 'x' was not provided"),
        ("m.title", "a pure macro has no `title`"),
    ],
)
def test_a_macro_that_is_called_wrongly_says_so(tmp_path: Path, call: str, words: str) -> None:
    with pytest.raises(RenderError) as caught:
        render(tmp_path, {"page.html": f"{{% macro m(x) %}}{{{{ x }}}}{{% endmacro %}}\n{{{{ {call} }}}}"}, "One")
    assert words in str(caught.value.problem)


def test_what_is_kept_has_a_bound(tmp_path: Path) -> None:
    files = {"page.html": "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(page.title)|length }}{{ m('a') }}"}
    titles = ["x" * 100_000 + str(number) for number in range(100)]
    assert render(tmp_path, files, *titles) == [f"{len(title)}a" for title in titles]
