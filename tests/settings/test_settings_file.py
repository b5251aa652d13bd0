"""site.toml: what is set is there, and what is wrong is told at its line, all at once."""

from pathlib import Path

import pytest

from broadsheet import settings_file
from broadsheet.problems import show
from broadsheet.settings import Lists, Settings

SMALLEST = """\
title = "The Post"
url = "https://example.com"
language = "en"
timezone = "UTC"

[[sections]]
id = "politics"
title = "Politics"

[[sections]]
id = "sport"
title = "Sport"
"""


def wrong(text: str) -> list[str]:
    """What a person sees, problem by problem."""
    made, found = settings_file.parse(text.encode())
    assert (made is None) == bool(found)
    return [show(problem) for problem in found]


def made(text: str) -> Settings:
    made, found = settings_file.parse(text.encode())
    assert made is not None, found
    return made


def test_the_smallest_site_has_defaults_for_the_rest() -> None:
    settings = made(SMALLEST)
    assert settings.default_section == "politics"
    assert settings.lists.month == 50
    assert settings.theme.name == "broadsheet"


def test_all_that_can_be_set_is_taken() -> None:
    settings = made(
        SMALLEST.replace("https://example.com", "https://example.com/news/")
        + """
description = "What it brings"
[languages.es-MX]
title = "El Correo"
sections = { politics = "Política" }
[languages.ar]
title = "البريد"
prefix = "arabic"
[menus]
footer = [{ title = "Us", to = "/about.html" }, { title = "They", to = "https://example.org/?a=b#c" }]
[[menus.main]]
title = "Politics"
to = "section:politics"
[lists]
month = 10
[feeds]
authority = "example.com,2026-03-01"
[theme]
name = "plain"
[theme.options]
accent = "#c00"
[ingest]
publish = false
dateline = "theme"
[embeds]
hosts = ["youtube.com", "flo.uri.sh"]
"""
    )
    assert settings.outlet.url == "https://example.com/news"
    assert settings.sections[1].description == "What it brings"
    assert [(edition.language, edition.prefix) for edition in settings.editions] == [
        ("en", ""),
        ("es-MX", "es-mx"),
        ("ar", "arabic"),
    ]
    assert settings.section_title("politics", "es-MX") == "Política"
    assert [item.to for item in settings.menus.footer] == ["/about.html", "https://example.org/?a=b#c"]
    assert settings.menus.main[0].to == "section:politics"
    assert (settings.lists.month, settings.lists.home) == (10, Lists().home)
    assert settings.theme.options == {"accent": "#c00"}
    assert settings.ingest.publish is False
    assert settings.embeds.hosts == ("youtube.com", "flo.uri.sh")


def test_a_folder_without_settings_is_no_site(tmp_path: Path) -> None:
    settings, found = settings_file.read(tmp_path)
    assert settings is None
    hint = "`broadsheet init DIR` makes a new outlet's folder; `--site DIR` names one that is there"
    assert [show(problem) for problem in found] == [
        f"site.toml: error: there is no site.toml in {tmp_path}\nhint: {hint}"
    ]


def test_settings_are_read_from_the_folder(tmp_path: Path) -> None:
    text = SMALLEST + '[feeds]\nauthority = "example.com,2026"\n'
    (tmp_path / "site.toml").write_text("\ufeff" + text)
    settings, found = settings_file.read(tmp_path)
    assert found == []
    assert settings == made(text)


def test_settings_without_an_authority_are_good_and_a_note_tells_what_to_write() -> None:
    settings, found = settings_file.parse(f"{SMALLEST}[feeds]\nitems = 20\n".encode())
    assert settings == made(f"{SMALLEST}[feeds]\nitems = 20\n")
    message = "without an authority, every article counts as new for subscribers when the domain changes"
    hint = 'hint: write authority = "example.com,YEAR" below [feeds], with a year in which the domain was yours'
    assert list(map(show, found)) == [f"site.toml:13:2: note: {message}\n  13 | [feeds]\n     |  ^\n{hint}"]
    _, found = settings_file.parse(SMALLEST.encode())
    assert list(map(show, found)) == [f"site.toml: note: {message}\n{hint}"]


def test_settings_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    (tmp_path / "site.toml").mkdir()
    settings, found = settings_file.read(tmp_path)
    assert settings is None
    assert [show(problem) for problem in found] == ["site.toml: error: it can't be read: Is a directory"]


def test_all_that_is_missing_is_told_at_once() -> None:
    assert wrong("") == [
        'site.toml: error: `language` is missing\nhint: language = "…"',
        'site.toml: error: `timezone` is missing\nhint: timezone = "…"',
        'site.toml: error: `title` is missing\nhint: title = "…"',
        'site.toml: error: `url` is missing\nhint: url = "…"',
        """\
site.toml: error: an outlet has at least one section
hint: [[sections]], and below it id = "politics" and title = "Politics\"""",
    ]


def test_problems_come_in_the_order_of_the_file() -> None:
    text = SMALLEST.replace('"UTC"', '"madrid"').replace('"sport"', '"Sport!"').replace("language", "langauge")
    assert wrong(text) == [
        'site.toml: error: `language` is missing\nhint: language = "…"',
        """\
site.toml:3:1: error: there is no setting `langauge`
  3 | langauge = "en"
    | ^
hint: did you mean “language”?""",
        """\
site.toml:4:1: error: there is no time zone “madrid”
  4 | timezone = "madrid"
    | ^
hint: did you mean “Europe/Madrid”?""",
        """\
site.toml:11:1: error: “Sport!” can't be a part of an address
  11 | id = "Sport!"
     | ^
hint: lower-case letters, digits and single hyphens: city-hall""",
    ]


HOME_PAGE = "the address of the home page: https://www.example.com or https://example.org/news"
A_DAY = "a domain that was yours on that day, and the day: example.com,2026 or example.com,2026-03-01"
A_SLUG = "lower-case letters, digits and single hyphens: city-hall"
ONE_WRONG = [
    # what stands in place of what, the line, the message, the hint
    ('"The Post"', '" "', "1:1", "the title is empty", "write the name that readers see"),
    ('"The Post"', "7", "1:1", "`title` must be text, not a whole number", 'title = "…"'),
    ('"The Post"', "1.5", "1:1", "`title` must be text, not a number", 'title = "…"'),
    ('"The Post"', "2026-11-24", "1:1", "`title` must be text, not a date or a time", 'title = "…"'),
    ('"The Post"', "true", "1:1", "`title` must be text, not true or false", 'title = "…"'),
    (
        '"The Post"',
        '"The\\u0007Post"',
        "1:1",
        "`title` has a line break or a control character in it",
        "write it in one line",
    ),
    (
        "https://",
        "ftp://",
        "2:1",
        "“ftp://example.com” isn't a web address",
        HOME_PAGE,
    ),
    (
        ".com",
        ".com/?a",
        "2:1",
        "the url has a ? or a # in it",
        "give the address of the home page alone",
    ),
    (
        ".com",
        ".com/a//b",
        "2:1",
        "the path of the url has an empty part or dots in it",
        "such as https://example.com/news",
    ),
    (
        ".com",
        ".com/año",
        "2:1",
        "the path of the url has characters that links can't have",
        "write https://example.com/a%C3%B1o",
    ),
    (
        "example.com",
        "bücher.de",
        "2:1",
        "“bücher.de” isn't the name of a host as links need it",
        "in ASCII it is xn--bcher-kva.de",
    ),
    ("example.com", "me:pw@example.com", "2:1", "the url has a name or a password in it", HOME_PAGE),
    ('"en"', '"es_MX"', "3:1", "“es_MX” isn't a language tag (BCP 47)", "write es-MX"),
    ('"en"', '"english"', "3:1", "“english” isn't a language tag (BCP 47)", "en, es-MX, zh-Hant"),
    (
        '"UTC"',
        '"../UTC"',
        "4:1",
        "there is no time zone “../UTC”",
        "did you mean “UTC”?",
    ),
    ('"UTC"', '"New York"', "4:1", "there is no time zone “New York”", "did you mean “America/New_York”?"),
    ('"sport"', '"tags"', "11:1", "no section can be called “tags”", "/tags/ is kept for the pages of tags"),
    ('"sport"', '"politics"', "11:1", "there are two sections “politics”", "give each its own id"),
    ('title = "Sport"', "", "10:3", "`title` is missing in [[sections]]", 'title = "…"'),
    (
        'title = "Sport"',
        'title = "Sport"\nslug = "x"',
        "13:1",
        "there is no setting `slug` in [sections]",
        "the settings here are id, title, description",
    ),
    (
        '[[sections]]\nid = "s',
        '[lists]\ndefault_section = "politics"\n[[sections]]\nid = "s',
        "11:1",
        "there is no setting `default_section` in [lists]",
        "`default_section` belongs at the top of the file, before the first [table]",
    ),
    ("\n[[", "month = 3\n[[", "5:1", "there is no setting `month`", "`month` belongs in [lists]"),
    ("\n[[", 'default_section = "sprot"\n[[', "5:1", "there is no section “sprot”", "did you mean “sport”?"),
    (
        "\n[[",
        'logo = "../logo.png"\n[[',
        "5:1",
        "“../logo.png” isn't a path under media/",
        "logo.png for the file media/logo.png",
    ),
    ("\n[[", "feeds = 3\n[[", "5:1", "`feeds` must be a table, not a whole number", "[feeds]"),
]


@pytest.mark.parametrize(("old", "new", "place", "message", "hint"), ONE_WRONG)
def test_one_thing_wrong(old: str, new: str, place: str, message: str, hint: str) -> None:
    shown = wrong(SMALLEST.replace(old, new, 1))
    assert len(shown) == 1
    lines = shown[0].split("\n")
    assert lines[0] == f"site.toml:{place}: error: {message}"
    assert lines[3:] == ([f"hint: {hint}"] if hint else [])


A_HOST = 'write the name alone, in small letters: hosts = ["youtube.com"]'
_HOLDS = '[security]\ncontact = ["mailto:holes@example.com"]\nexpires = "{}"'
ADDED_WRONG = [
    *(
        (_HOLDS.format(day), f"“{day}” is no date to hold until", "such as 2027-06-30")
        for day in ("0001-01-01T00:00:00+14:00", "9999-12-31")
    ),
    (
        '[hosting.policy]\nimg-src = "https://x.example/$host"',
        "“https://x.example/$host” can't stand in a policy",
        'sources with spaces between: "https://a.example blob:"',
    ),
    (
        "[hosting.policy]\nscript-src = \"'Unsafe-Inline'\"",
        "'unsafe-inline' takes the policy's point away",
        "put scripts and styles into files of static/",
    ),
    (
        '[feeds]\nauthority = "example.com,2026"\nhub = "https://hub.example/?for=$x"',
        "“https://hub.example/?for=$x” can't stand in a header",
        "write the address percent-encoded: https://hub.example/?for=%24x",
    ),
    ("[lists]\nmonth = 0", "0 is no length for a list", "a whole number from 1 to 1000"),
    ("[lists]\nhome = true", "`home` must be a whole number, not true or false", "home = and digits, without quotes"),
    ('[addresses]\nhtml = "no"', "`html` must be true or false, not text", "html = true, without quotes"),
    ("[theme]\noptions = 1", "`options` must be a table, not a whole number", "[theme.options], and its keys below it"),
    (
        '[addresses]\narticle = "/{slug}.svg"',
        "an article's address ends in .html, in a slash, or without a dot",
        "such as /{section}/{slug}.html",
    ),
    ("[lists]\nmonht = 3", "there is no setting `monht` in [lists]", "did you mean “month”?"),
    ('[feeds]\nauthority = "example.com"', "“example.com” can't stand in a tag: URI", A_DAY),
    ('[feeds]\nauthority = "example.com,2026-02-30"', "there is no such day in “example.com,2026-02-30”", A_DAY),
    (
        '[addresses]\narticle = "/{section}/{year}.html"',
        "without {slug} all articles would have one address",
        "the parts are {section}, {year}, {month}, {day}, {slug}",
    ),
    (
        '[addresses]\narticle = "/{sections}/{slug}.html"',
        "“{sections}” can't be a part of this address",
        "did you mean “{section}”?",
    ),
    ('[addresses]\narticle = "{slug}.html"', "an address begins with a slash", "/{slug}.html"),
    ('[addresses]\narticle = "/../{slug}.html"', "an address has no empty part and no dots as a part", ""),
    (
        '[addresses]\narticle = "/{slug}/story.html"',
        "the last part of the address has no {slug}",
        "such as /{section}/{slug}.html",
    ),
    ('[addresses]\narticle = "/{slug!r}.html"', "“{slug!r}” can't be a part of this address", "did you mean “{slug}”?"),
    (
        '[addresses]\narticle = "/tags/{slug}.html"',
        "the folder /tags/ is taken: the pages of tags",
        "begin the address with another folder",
    ),
    (
        '[addresses]\nundated = "/{year}/{slug}.html"',
        "“{year}” can't be a part of this address",
        "the parts are {section}, {slug}",
    ),
    (
        '[theme]\nname = "../other"',
        "“../other” can't be the name of a theme",
        "the name of a folder in themes/: letters, digits, - and _",
    ),
    ('[ingest]\ndateline = "head"', "“head” is none of body, theme", "write one of these"),
    ('[embeds]\nhosts = "youtube.com"', "`hosts` must be an array, not text", 'hosts = ["…", "…"]'),
    *(
        (f"[embeds]\nhosts = [{shown}]", f"“{said}” isn't the name of a host", A_HOST)
        for shown, said in [
            ('"https://youtube.com"', "https://youtube.com"),
            ('"vimeo.com", "www.youtube.com"', "www.youtube.com"),
            ('"YouTube.com"', "YouTube.com"),
            ('"localhost"', "localhost"),
            ("7", "7"),
        ]
    ),
    ("[menus]\nhead = []", "there is no setting `head` in [menus]", "the settings here are main, footer"),
    ('[menus]\nmain = "x"', "`menus.main` must be an array of tables, not text", "[[menus.main]]"),
    ('[menus]\nmain = [{title = "A", to = "section:sprot"}]', "there is no section “sprot”", "did you mean “sport”?"),
    ('[languages.EN]\ntitle = "x"', "“EN” is the outlet's own language", "name each language once"),
    ('[languages.e_s]\ntitle = "x"', "“e_s” isn't a language tag (BCP 47)", "en, es-MX, zh-Hant"),
    ('[languages]\nes = "x"', "it must be a table, not text", "[languages.es]"),
    ("[languages.es]", "`title` is missing", 'title = "…"'),
    (
        '[languages.es]\ntitle = "x"\nprefix = "sport"',
        "the folder /sport/ is taken: a section",
        'give the edition another: prefix = "…"',
    ),
    ('[languages.es]\ntitle = "x"\nprefix = ""', "“” can't be a part of an address", A_SLUG),
    (
        '[languages.es]\ntitle = "x"\n[languages.es.sections]\nsports = "y"',
        "there is no section “sports”",
        "did you mean “sport”?",
    ),
    ('[languages.es]\ntitle = "x"\n[languages.es.sections]\nsport = 1', "a name must be text, not a whole number", ""),
    (
        '[languages.es]\ntitle = "x"\n[languages.es.descriptions]\nsport = 1',
        "a description must be text, not a whole number",
        "",
    ),
    (
        '[languages.es]\ntitle = "x"\nmenus = 3',
        "`languages.es.menus` must be a table, not a whole number",
        "[[languages.es.menus.main]]",
    ),
    (
        '[languages.es]\ntitle = "x"\n[[languages.es.menus.main]]\ntitle = "A"\nto = "section:sprot"',
        "there is no section “sprot”",
        "did you mean “sport”?",
    ),
    (
        '[languages.es]\ntitle = "x"\n[[languages.es.menus.foot]]\ntitle = "A"\nto = "/a"',
        "there is no setting `foot` in [languages.es.menus]",
        "did you mean “footer”?",
    ),
]


@pytest.mark.parametrize(("added", "message", "hint"), ADDED_WRONG)
def test_one_table_wrong(added: str, message: str, hint: str) -> None:
    shown = wrong(SMALLEST + added)
    assert len(shown) == 1
    lines = shown[0].split("\n")
    assert lines[0].partition(" ")[2] == f"error: {message}"
    assert lines[3:] == ([f"hint: {hint}"] if hint else [])


@pytest.mark.parametrize(
    "to",
    ["about.html", "//example.org", "content:../site.toml", "content:pages/a", "section:", "javascript:x", "/../x"],
)
def test_menu_entries_that_lead_nowhere(to: str) -> None:
    shown = wrong(SMALLEST + f'[[menus.main]]\ntitle = "A"\nto = "{to}"\n')
    assert [line.split("\n")[0] for line in shown] == [f"site.toml:15:1: error: “{to}” leads nowhere"]


def test_each_setting_has_a_meaning() -> None:
    documented = dict(settings_file.documented())
    assert all(doc.strip() for doc in documented.values())
    assert documented["sections.title"] == "Its name for readers."
    assert {"title", "languages.XX.prefix", "menus.main.to", "lists.month", "theme.options"} <= set(documented)
    assert not any(".language" in key for key in documented)
