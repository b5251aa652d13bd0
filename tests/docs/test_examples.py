"""What the docs show works: front matter, site.toml and desk.yaml are read, the theme builds, links lead somewhere."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from jinja2 import Environment

from broadsheet import content, desk, redirects, settings_file
from broadsheet.settings import Settings
from tests.conftest import MakeOutlet
from tests.outlet import SITE

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def blocks(page: str, language: str) -> list[str]:
    """The blocks of a language in a page of the docs."""
    found: list[str] = re.findall(
        rf"^```{language}\n(.*?)^```$", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    return found


def files(page: str) -> dict[str, str]:
    """The blocks that follow a file's name alone in its line."""
    shown = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return dict(re.findall(r"^`([^`]+)`:\n\n```\w+\n(.*?)^```$", shown, re.MULTILINE | re.DOTALL))


@pytest.fixture(scope="module")
def settings() -> Settings:
    """Those of the example of site.toml."""
    (example,) = [block for block in blocks("operators.md", "toml") if "title =" in block]
    made, problems = settings_file.parse(example.encode())
    assert problems == []
    assert made is not None
    return made


def test_the_example_of_site_toml_gives_every_setting(settings: Settings) -> None:
    (example,) = [block for block in blocks("operators.md", "toml") if "title =" in block]
    last = [name.rpartition(".")[2] for name, _ in settings_file.documented()]
    shown = re.findall(r"^(?:\[+(?:\w+\.)*)?(\w+)(?: =|\]+$)", example, re.MULTILINE)
    assert set(last) - set(shown) == set()
    assert [edition.language for edition in settings.editions] == ["en", "es"]


def test_defaults_in_the_example_of_site_toml_are_the_defaults(settings: Settings) -> None:
    for part in (settings.lists, settings.addresses, settings.ingest):
        assert part == type(part)()
    assert settings.feeds.items == type(settings.feeds)().items


@pytest.mark.parametrize("article", blocks("editors.md", "markdown"))
def test_each_article_that_editors_are_shown_can_be_read(article: str, settings: Settings) -> None:
    reading = content.read(article.encode(), "content/2026/11/example.md", settings)
    assert [str(problem) for problem in reading.problems] == []
    assert reading.document is not None


def test_the_long_example_has_each_key_but_url(settings: Settings) -> None:
    longest = max(blocks("editors.md", "markdown"), key=len)
    assert set(re.findall(r"^(\w+):", longest, re.MULTILINE)) == set(content.KEYS) - {"url"}


def test_the_example_of_desk_yaml_can_be_read(settings: Settings) -> None:
    example = blocks("editors.md", "yaml")[0]
    made, problems = desk.read(example.encode(), desk.PATH, settings)
    assert problems == []
    assert made is not None
    assert [pin.article for pin in made.pins] == ["content:2026/11/ferry-timetable.md", "article:ferry-vote-19ac33e0"]
    assert made.breaking[0].link == "content:2026/11/bridges.md"


def test_what_editors_are_shown_to_take_down_is_taken_down(settings: Settings) -> None:
    _, banners, takedowns = blocks("editors.md", "yaml")
    made, problems = desk.read(takedowns.encode(), desk.PATH, settings)
    assert problems == []
    assert made is not None
    assert [takedown.article or takedown.address for takedown in made.takedowns] == [
        "content:2026/11/ferry-timetable.md",
        "article:ferry-vote-19ac33e0",
        "content:2026/10/harbour-accounts.md",
        "/city/2026/11/rumour.html",
    ]
    assert made.takedowns[2].address == "/city/2026/10/harbour-accounts.html"
    assert made.takedowns[2].date
    made, problems = desk.read(banners.encode(), desk.PATH, settings)
    assert problems == []
    assert made is not None
    assert [(banner.lang, banner.link) for banner in made.breaking] == [
        ("", "content:2026/11/bridges.md"),
        ("es", "content:2026/11/puentes.md"),
    ]


def test_the_redirects_that_editors_are_shown_are_such(settings: Settings) -> None:
    (shown,) = [block for block in blocks("editors.md", "text") if "\t" in block]
    rows, problems = redirects.read(shown.encode(), settings)
    assert problems == []
    assert [row.origin for row in rows] == [
        *("/story.php", "/ferries/index.html", "/ferry-times.html", "/shop.html"),
    ]


def test_the_links_that_editors_are_shown_are_of_the_kinds_that_they_are_said_to_be(settings: Settings) -> None:
    (shown,) = [block for block in blocks("editors.md", "text") if "](article:" in block]
    article = f"---\ntitle: Links\n---\n{shown}"
    reading = content.read(article.encode(), "content/2026/11/links.md", settings)
    assert reading.document is not None
    targets = [link.target for link in reading.document.article.links]
    assert targets == ["content:2026/10/ferry-vote.md", "article:ferry-vote-19ac33e0", "media:2026/ferry-lines.pdf"]


def test_the_message_that_editors_are_shown_is_what_they_see(settings: Settings) -> None:
    (shown,) = [block for block in blocks("editors.md", "text") if "error:" in block]
    reading = content.read(b"---\ntitle: Budget: what changes\n---\n", "content/2026/11/budget.md", settings)
    assert [f"{problem}\n" for problem in reading.problems] == [shown]


def test_the_theme_that_authors_are_shown_builds(outlet: MakeOutlet) -> None:
    (choice,) = [block for block in blocks("themes.md", "toml") if "[theme]" in block]
    site = outlet({**files("themes.md"), "site.toml": SITE.partition("[theme]")[0] + choice})
    site.article("2026/11/a").build()
    assert site.problems == []
    assert "By the water, for the water" in site.page("/news/2026/11/a.html")
    assert "Did you look under the doormat?" in site.page("/404.html")
    (sheet,) = [data for name, data in site.online().items() if name.startswith("/assets/css/site.")]
    assert re.search(rb'url\("\.\./waves\.[0-9a-f]{10}\.svg"\)', sheet)
    assert b"@import" not in sheet


def test_the_message_that_theme_authors_are_shown_is_what_they_see(outlet: MakeOutlet) -> None:
    (choice,) = [block for block in blocks("themes.md", "toml") if "[theme]" in block]
    made = files("themes.md")
    base = "themes/courier/templates/base.html"
    made[base] = made[base].replace("{% if site.options", "{% if site.optoins")
    site = outlet({**made, "site.toml": SITE.partition("[theme]")[0] + choice}).article("2026/11/welcome").build()
    page = (ROOT / "docs" / "themes.md").read_text(encoding="utf-8")
    shown = page.partition("## When something is wrong\n\n")[2].partition("\n\n")[0].replace("    ", "", 1)
    assert shown.replace("\n    ", "\n") in site.problems


def test_the_slots_that_theme_authors_are_shown_are_filled(outlet: MakeOutlet) -> None:
    filled = {name: text for name, text in files("themes.md").items() if name.startswith("templates/slots/")}
    site = outlet({**filled, "site.toml": SITE.replace("plain", "dispatch")})
    site.article("2026/11/a").article("2026/11/b", "One.\n\n<!-- paywall -->\n\nTwo.", access="paid").build()
    assert site.problems == []
    assert 'data-page="/news/2026/11/a.html"' in site.page("/news/2026/11/a.html")
    assert "counter.example" not in site.page("/archive/index.html")
    assert "ads.example" in site.page("/index.html")
    assert "letters.example" in site.page("/news/2026/11/a.html")
    assert "letters.example" not in site.page("/news/2026/11/b.html")


def test_theme_authors_are_told_of_each_slot_block_and_property() -> None:
    shown = (ROOT / "docs/themes.md").read_text(encoding="utf-8")
    theme = ROOT / "themes/broadsheet"
    slots = {f"slots/{path.name}" for path in (theme / "templates/slots").iterdir()}
    assert slots == set(re.findall(r"^\| `(slots/[\w.-]+)` \|", shown, re.MULTILINE))
    base = (theme / "templates/base.html").read_text(encoding="utf-8")
    blocks_shown = shown.partition("| Block |")[2].partition("\n\n")[0]
    assert set(re.findall(r"{% block (\w+) %}", base)) == set(re.findall(r"`(\w+)`", blocks_shown)) - {"wrap", "sheet"}
    used = (theme / "assets/css/site.css").read_text(encoding="utf-8").partition("\n}")[0]
    properties = shown.partition("| Property |")[2].partition("\n\n")[0]
    assert set(re.findall(r"`(--[\w-]+)`", properties)) <= set(re.findall(r"^  (--[\w-]+):", used, re.MULTILINE))


@pytest.mark.parametrize("template", blocks("themes.md", "jinja"))
def test_each_template_that_theme_authors_are_shown_is_well_formed(template: str) -> None:
    assert Environment(extensions=["jinja2.ext.loopcontrols"]).parse(template).body


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_each_link_inside_the_docs_leads_somewhere(page: Path) -> None:
    shown = re.sub(r"^```.*?^```$|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", shown):
        if target.startswith(("https://", "http://")):
            continue
        path, _, anchor = unquote(target).partition("#")
        to = (page.parent / path).resolve() if path else page
        if not to.exists() or (anchor and anchor not in anchors(to)):
            broken.append(target)
    assert broken == []


def anchors(page: Path) -> set[str]:
    """The anchors that a page's headings have where Markdown is shown."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
