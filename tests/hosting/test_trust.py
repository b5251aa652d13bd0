"""trust.txt and humans.txt: with whom the outlet is bound up, and who makes it."""

from tests.conftest import MakeOutlet
from tests.outlet import SITE, Outlet

TRUST = """
[trust]
belongto = ["https://association.example/"]
social = ["https://social.example/@courier", "https://video.example/courier"]
contact = ["mailto:editor@courier.example"]
"""


def pairs(text: str) -> list[tuple[str, str]]:
    """The lines that say something; each is a name, an equals sign and a value."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert all(line.count("=") >= 1 and line == line.strip() for line in lines)
    return [(line.partition("=")[0], line.partition("=")[2]) for line in lines]


def made(outlet: Outlet, toml: str) -> Outlet:
    return outlet.edit({"site.toml": SITE + toml}).build()


def test_it_says_what_the_settings_say(outlet: MakeOutlet) -> None:
    site = made(outlet(), TRUST)
    assert pairs(site.page("/trust.txt")) == [
        ("belongto", "https://association.example/"),
        ("social", "https://social.example/@courier"),
        ("social", "https://video.example/courier"),
        ("contact", "mailto:editor@courier.example"),
        ("datatrainingallowed", "no"),
    ]
    assert site.page("/.well-known/trust.txt") == site.page("/trust.txt")


def test_what_robots_may_is_said_here_too(outlet: MakeOutlet) -> None:
    site = made(outlet(), TRUST)
    site.edit({"site.toml": SITE + TRUST + '[robots]\ntraining = "allow"\n'}).build(listing=True)
    assert pairs(site.page("/trust.txt"))[-1] == ("datatrainingallowed", "yes")
    assert set(site.summary.changed) == {"/robots.txt", "/trust.txt", "/.well-known/trust.txt"}


def test_without_a_word_there_is_none(outlet: MakeOutlet) -> None:
    site = made(outlet(), "\n[trust]\n")
    assert not site.has("/trust.txt")
    assert made(site, TRUST).has("/.well-known/trust.txt")
    assert not made(site, "").has("/.well-known/trust.txt")
    assert site.online() == site.clean()


def test_files_of_the_outlets_take_their_places(outlet: MakeOutlet) -> None:
    site = outlet({"static/.well-known/trust.txt": "member=https://own.example/\n", "static/humans.txt": "Us.\n"})
    made(site, TRUST)
    assert site.page("/.well-known/trust.txt") == "member=https://own.example/\n"
    assert pairs(site.page("/trust.txt"))[0] == ("belongto", "https://association.example/")
    assert site.page("/humans.txt") == "Us.\n"
    assert site.problems == []
    site.edit({"static/.well-known/trust.txt": None, "static/humans.txt": None}).build()
    assert site.page("/.well-known/trust.txt") == site.page("/trust.txt")
    assert "Name: The Courier" in site.page("/humans.txt")
    assert site.online() == site.clean()


def test_humans_are_told_who_makes_it(outlet: MakeOutlet) -> None:
    site = outlet(
        {
            "content/authors/ann.md": "---\ntitle: Ann Ó\n---\n",
            "content/authors/bo.md": "---\ntitle: Bo\ndraft: true\n---\n",
        }
    )
    site.edit({"content/authors/ana.md": "---\ntitle: Ana\nslug: ann\nlang: es\n---\n"})
    toml = '\n[languages.es]\ntitle = "El Correo"\n[organization]\nemail = "desk@courier.example"\n'
    made(site.article("2026/11/a", authors="Cy"), toml)
    assert site.page("/humans.txt").splitlines() == [
        "/* OUTLET */",
        "Name: The Courier",
        "Site: https://courier.example/",
        "Contact: desk@courier.example",
        "",
        "/* TEAM */",
        "Author: Ann Ó",
        "Site: https://courier.example/authors/ann/",
        "",
        "/* SITE */",
        "Language: English, español",
        "Software: Broadsheet",
    ]


def test_an_author_comes_and_goes_and_articles_change_nothing(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", authors="Ann").build()
    assert "TEAM" not in site.page("/humans.txt")
    assert "humans:en:humans.txt" not in site.article("2026/11/b", authors="Bo").build().told.pages
    assert "Author: Ann" in site.edit({"content/authors/ann.md": "---\ntitle: Ann\n---\n"}).build().page("/humans.txt")
    assert "TEAM" not in site.edit({"content/authors/ann.md": None}).build().page("/humans.txt")
