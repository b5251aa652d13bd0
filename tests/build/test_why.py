"""A plan names each page with the reason for it; and what isn't planned isn't rendered.

The names of these tests are of mistakes that generators before this one made.
"""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from broadsheet import fingerprint
from broadsheet.keys import Reason
from tests.conftest import MakeOutlet
from tests.outlet import NOON, SITE, Outlet

SVG = '<svg viewBox="0 0 {} 3"/>'
A, B = "content/2026/11/a.md", "content/2026/11/b.md"


def small(outlet: Outlet) -> Outlet:
    """Two articles, a standing page, an author's page and a picture."""
    outlet.article("2026/11/a", tags="x", authors="Ann", image="a.svg", date="2026-11-20")
    outlet.article("2026/11/b", date="2026-11-21", section="sport")
    outlet.edit({"content/pages/about.md": "---\ntitle: About us\n---\nWe are.\n"})
    outlet.edit({"content/authors/ann.md": "---\ntitle: Ann\n---\nShe writes.\n"})
    return outlet.edit({"media/a.svg": SVG.format(4)}).build()


def reasons(outlet: Outlet, **asked: object) -> set[Reason]:
    return {reason for reason, _ in outlet.plan(**asked).values()}  # type: ignore[arg-type]


def keys_of(outlet: Outlet, *kinds: str) -> set[str]:
    """The keys of all pages of these kinds, told by a build that forgets the index."""
    found = {key for key in outlet.plan(clean=True) if key.partition(":")[0] in kinds}
    assert found
    return found


def all_pages(outlet: Outlet) -> set[str]:
    """Those that a template makes."""
    kinds = ("article", "page", "home", "section", "tag", "author", "story", "month", "archive", "corrections")
    return keys_of(outlet, *kinds, "feeds", "404", "redirect", "fragment-breaking", "fragment-latest")


# Articles


def test_the_first_build_is_told_as_such(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a")
    assert reasons(site) == {Reason.FIRST}
    assert not (site.root / ".broadsheet").exists()
    assert not (site.root / "public").exists()


@pytest.mark.parametrize(
    ("edit", "reason"),
    [("added", Reason.ADDED), ("changed", Reason.CHANGED), ("removed", Reason.REMOVED)],
)
def test_an_article_is_the_cause_of_the_pages_that_show_it(outlet: MakeOutlet, edit: str, reason: Reason) -> None:
    site = small(outlet())
    path = A if edit != "added" else "content/2026/11/c.md"
    if edit == "removed":
        site.edit({path: None})
    else:
        site.article(path[8:-3], title="Another", tags="x", authors="Ann", section="news", date="2026-11-20T10:00")
    plan = site.plan()
    for key in (f"article:en:{path}", "home:en", "section:en:section/news", "tag:en:tag/x", "author:en:author/ann"):
        assert plan[key] == (reason, path)
    for key in ("month:en:all:2026-11", "month:en:tag/x:2026", "rss:en:all", "rss:en:section/news"):
        assert plan[key] == (reason, path)
    assert not {
        key for key in plan if "sport" in key or key in ("404:en", "feeds:en", "page:en:content/pages/about.md")
    }


def test_a_list_that_shows_an_edited_article_is_rendered(outlet: MakeOutlet) -> None:
    site = small(outlet())
    site.article("2026/11/a", title="Edited", tags="x", authors="Ann", image="a.svg", date="2026-11-20").build()
    lists = {"home:en", "section:en:section/news", "tag:en:tag/x", "author:en:author/ann", "month:en:all:2026-11"}
    assert lists | {f"article:en:{A}", "rss:en:all"} <= site.rendered
    assert all(
        "Edited" in site.page(where) for where in ("/index.html", "/tags/x/index.html", "/archive/2026/11/index.html")
    )


def test_an_edit_of_the_text_alone_renders_no_list(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", "Text.", dek="A dek").build()
    site.article("2026/11/a", "Other text.", dek="A dek").build()
    feeds = {f"{kind}:en:{term}" for kind in ("rss", "atom", "json-feed") for term in ("all", "section/news")}
    assert site.rendered == {f"article:en:{A}", *feeds}


def test_an_article_that_moves_takes_its_links_along(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", "[b](/content/2026/11/b.md)").article("2026/11/b", section="sport").build()
    site.article("2026/11/b", section="sport", slug="other")
    assert site.plan()[f"article:en:{A}"] == (Reason.MOVED, B)
    assert "/sport/2026/11/other.html" in site.build().page("/news/2026/11/a.html")


def test_a_draft_goes_live_by_the_clock(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", embargo="2026-11-24T18:00")
    site.article("2026/11/b", expires="2026-11-24T18:00", section="sport").build()
    plan = site.plan(NOON + timedelta(hours=7))
    assert plan[f"article:en:{A}"] == (Reason.OPENED, A)
    assert plan[f"article:en:{B}"] == (Reason.CLOSED, B)
    assert plan["home:en"][0] in (Reason.OPENED, Reason.CLOSED)
    site.build(NOON + timedelta(hours=7))
    assert site.plan(NOON)[f"article:en:{A}"] == (Reason.CLOSED, A)


def test_nothing_is_planned_when_only_the_minute_changes(outlet: MakeOutlet) -> None:
    site = small(outlet())
    assert site.plan(NOON + timedelta(minutes=1)) == {}


def test_the_home_page_alone_is_made_anew_at_midnight(outlet: MakeOutlet) -> None:
    site = small(outlet())
    midnight = NOON.astimezone(ZoneInfo("Europe/Lisbon")).replace(hour=23, minute=59)
    assert site.plan(midnight) == {}
    assert site.plan(midnight + timedelta(minutes=1)) == {"home:en": (Reason.TIME, "")}
    assert site.build(midnight + timedelta(minutes=1)).rendered == {"home:en"}


# Templates


def test_a_template_changed_and_its_pages_are_rendered(outlet: MakeOutlet) -> None:
    site = small(outlet())
    site.edit({"themes/plain/templates/article.html": "{{ page }} new {{ site }}\n"})
    plan = site.plan()
    assert {key for key in plan if not key.startswith("asset:")} == keys_of(site, "article")
    assert {reason for reason, _ in plan.values()} == {Reason.TEMPLATE}
    assert site.build().rendered == keys_of(site, "article")


def test_a_template_that_appears_is_noticed(outlet: MakeOutlet) -> None:
    site = small(outlet())
    site.edit({"templates/home.html": "Ours {{ page }} {{ site }}"}).build()
    assert site.rendered == {"home:en"}
    assert site.page("/index.html").startswith("Ours")
    site.edit({"templates/home.html": None}).build()
    assert site.rendered == {"home:en"}


def test_an_include_that_changed_or_appears_is_noticed(outlet: MakeOutlet) -> None:
    site = outlet({"themes/plain/templates/_card.html": "one"})
    site.edit(
        {"themes/plain/templates/home.html": '{% include "_card.html" %}{% include "_more.html" ignore missing %}'}
    )
    small(site)
    assert site.edit({"themes/plain/templates/_card.html": "two"}).build().rendered == {"home:en"}
    assert site.edit({"themes/plain/templates/_more.html": "more"}).build().rendered == {"home:en"}
    assert site.page("/index.html") == "twomore"


def test_a_word_of_the_theme_changed(outlet: MakeOutlet) -> None:
    site = outlet({"themes/plain/templates/404.html": '{{ t("lost") }}'})
    small(site.edit({"themes/plain/i18n/en.toml": 'lost = "Lost"\n'}))
    assert site.edit({"themes/plain/i18n/en.toml": 'lost = "Nothing here"\n'}).plan()["404:en"] == (Reason.TEMPLATE, "")
    assert site.build().page("/404.html") == "Nothing here"


def test_an_asset_that_changed_goes_out_under_another_name(outlet: MakeOutlet) -> None:
    site = outlet({"themes/plain/templates/404.html": "{{ asset('plain.css') }}"})
    old = small(site).page("/404.html")
    site.edit({"themes/plain/assets/plain.css": "body { color: red }\n"}).build()
    assert site.rendered == {"asset:en:plain.css", "404:en"}
    assert site.page("/404.html") != old
    # Pages in caches still ask for it.
    assert site.has(old)
    site.edit({"themes/plain/assets/plain.css": "body { color: blue }\n"}).build()
    assert not site.has(old)


# Settings

FEEDS = ("rss", "atom", "json-feed", "feed-month")
NAMED = ("news-sitemap", "cover", "webmanifest", "humans")
"""What else bears the outlet's name."""


def test_a_setting_of_feeds_dirties_feeds_alone(outlet: MakeOutlet) -> None:
    site = small(outlet())
    site.edit({"site.toml": SITE.replace("[feeds]", "[feeds]\nitems = 1")})
    plan = site.plan()
    assert set(plan) == keys_of(site, *FEEDS, "feeds", "headers")
    assert {reason for reason, _ in plan.values()} == {Reason.SETTINGS}


def test_a_title_is_on_all_pages(outlet: MakeOutlet) -> None:
    site = small(outlet())
    site.edit({"site.toml": SITE.replace("The Courier", "The Herald")})
    assert reasons(site) == {Reason.SETTINGS}
    assert site.build().rendered == all_pages(site) | keys_of(site, *FEEDS, *NAMED)
    assert site.online() == site.clean()


def test_menus_are_on_all_pages(outlet: MakeOutlet) -> None:
    site = small(outlet())
    menu = '\n[[menus.main]]\ntitle = "About"\nto = "content:pages/about.md"\n'
    assert site.edit({"site.toml": SITE + menu}).build().rendered == all_pages(site)
    # The page that a menu leads to moves, and goes.
    about = "---\ntitle: About us\nslug: who\n---\nWe are.\n"
    assert site.edit({"content/pages/about.md": about}).build().rendered >= all_pages(site) - keys_of(site, "redirect")
    assert site.online() == site.clean()
    assert "/who.html" in site.page("/404.html")
    site.edit({"content/pages/about.md": None}).build()
    assert "/who.html" not in site.page("/404.html")


def test_a_section_with_another_name_is_shown_with_it(outlet: MakeOutlet) -> None:
    site = small(outlet())
    site.edit({"site.toml": SITE.replace('title = "Sport"', 'title = "Games"')}).build()
    assert "Games" in site.page("/sport/2026/11/b.html")
    assert "Games" in site.page("/sport/feed.xml")
    assert site.online() == site.clean()


def test_another_time_zone_moves_what_is_near_midnight(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", date="2026-10-31T23:30+00:00").build()
    assert site.has("/news/2026/10/a.html")
    site.edit({"site.toml": SITE.replace("Europe/Lisbon", "Europe/Athens")})
    assert reasons(site) == {Reason.SETTINGS}
    site.build()
    assert site.has("/news/2026/11/a.html")
    assert site.has("/archive/2026/11/index.html")
    assert not site.has("/archive/2026/10/index.html")
    assert site.online() == site.clean()


def test_another_pattern_of_addresses_moves_all_articles(outlet: MakeOutlet) -> None:
    site = small(outlet())
    site.edit({"site.toml": SITE + '\n[addresses]\narticle = "/{year}/{slug}.html"\n'}).build()
    assert site.has("/2026/a.html")
    assert "article:content/2026/11/a" not in site.page("/2026/a.html")
    assert site.online() == site.clean()


# The program


def test_another_program_plans_every_page(outlet: MakeOutlet, monkeypatch: pytest.MonkeyPatch) -> None:
    site = small(outlet())
    monkeypatch.setattr(fingerprint, "program", lambda: "another")
    plan = site.plan()
    assert set(plan) == set(site.plan(clean=True))
    assert {reason for reason, _ in plan.values()} == {Reason.PROGRAM}
    assert site.build().summary.made == 0  # all came out as it was
    assert site.plan() == {}


# The desk


def test_a_pin_touches_the_home_page_alone(outlet: MakeOutlet) -> None:
    site = small(outlet())
    site.edit({"content/desk.yaml": f"pins:\n  - {A}\n"})
    assert site.plan() == {"home:en": (Reason.DESK, "content/desk.yaml")}
    assert site.build().rendered == {"home:en"}
    site.edit({"content/desk.yaml": f"# in a hurry\npins:\n  - {A}\n"})
    assert site.build().rendered == set()


def test_the_banner_touches_the_home_page_and_its_fragment_and_no_article(outlet: MakeOutlet) -> None:
    site = small(outlet())
    site.edit({"content/desk.yaml": "breaking: The bridge is closed\n"})
    assert site.build().rendered == {"home:en", "fragment-breaking:en"}
    assert "The bridge is closed" in site.page("/fragments/breaking.html")
    site.edit({"content/desk.yaml": f"pins:\n  - {A}\n\nbreaking: The bridge is closed\n"})
    assert site.plan() == {"home:en": (Reason.DESK, "content/desk.yaml")}
    site.build().edit({"content/desk.yaml": None})
    assert site.build().rendered == {"home:en", "fragment-breaking:en"}
    assert site.online() == site.clean()


def test_a_pin_and_the_banner_end_by_the_clock(outlet: MakeOutlet) -> None:
    site = small(outlet())
    banner = "breaking:\n  text: Now\n  expires: 2026-11-24T14:00\n"
    site.edit({"content/desk.yaml": f"pins:\n  - article: {A}\n    expires: 2026-11-24T13:00\n{banner}"}).build()
    for hour, pages in ((1, {"home:en"}), (2, {"home:en", "fragment-breaking:en"})):
        later = NOON + timedelta(hours=hour)
        assert site.plan(later - timedelta(seconds=1)) == {}
        assert site.plan(later) == dict.fromkeys(pages, (Reason.TIME, ""))
        assert site.build(later).rendered == pages
    assert site.online() == site.clean()


def test_a_broken_desk_keeps_the_last_good_one_and_is_told(outlet: MakeOutlet) -> None:
    site = small(outlet())
    home = site.edit({"content/desk.yaml": f"pins:\n  - {A}\n"}).build().page("/index.html")
    site.edit({"content/desk.yaml": f"pins:\n  - {A}\n  - [\n"})
    for _ in range(2):
        assert site.build().page("/index.html") == home
        assert [problem.partition(" ")[0] for problem in site.problems] == ["content/desk.yaml:3:5:"]
        assert site.summary.status == 1
    site.edit({"content/desk.yaml": None}).build()
    assert site.problems == []
    assert site.page("/index.html") != home


# What else there is


def test_an_author_page_changes_the_author_front_and_its_months(outlet: MakeOutlet) -> None:
    site = small(outlet())
    site.edit({"content/authors/ann.md": "---\ntitle: Ann Lee\n---\nShe writes.\n"})
    plan = site.plan()
    assert plan["author:en:author/ann"] == (Reason.CHANGED, "content/authors/ann.md")
    named = {"author:en:author/ann", "month:en:author/ann:2026", "rss:en:author/ann", "humans:en:humans.txt"}
    assert site.build().rendered == named


def test_a_picture_changed_and_the_pages_that_show_it_are_rendered(outlet: MakeOutlet) -> None:
    site = small(outlet())
    site.edit({"media/a.svg": SVG.format(5)})
    plan = site.plan()
    assert plan["media:en:a.svg"] == (Reason.PICTURE, "media/a.svg")
    assert plan[f"article:en:{A}"] == (Reason.PICTURE, "media/a.svg")
    site.build()
    assert {"media:en:a.svg", f"article:en:{A}", "home:en", "tag:en:tag/x"} <= site.rendered
    assert not {key for key in site.rendered if key.startswith("section:en:section/sport")}


def test_a_missing_picture_that_appears_is_noticed(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", image="late.svg").build()
    assert len(site.problems) == 1
    site.edit({"media/late.svg": SVG.format(4)}).build()
    assert site.problems == []
    assert f"article:en:{A}" in site.rendered
    assert site.has("/media/late.svg")


def test_redirects_are_made_as_the_file_says(outlet: MakeOutlet) -> None:
    site = small(outlet())
    site.edit({"content/redirects.tsv": "/old.html\tarticle:2026/11/a\n"})
    why = (Reason.REDIRECT, "content/redirects.tsv")
    assert site.plan() == {"redirect:en:/old.html": why, "redirects:en": why}
    assert "/news/2026/11/a.html" in site.build().page("/old.html")
    site.edit({"content/redirects.tsv": None}).build()
    assert not site.has("/old.html")


def test_a_file_of_static_changed(outlet: MakeOutlet) -> None:
    site = small(outlet({"static/robots.txt": "x"}))
    site.edit({"static/robots.txt": "y"})
    assert site.plan() == {"static:en:static/robots.txt": (Reason.FILE, "static/robots.txt")}
    assert site.build().page("/robots.txt") == "y"


def test_a_tag_spelled_otherwise_is_named_so_on_its_pages(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", tags="budget", date="2025-09-01").article("2026/11/b", tags="budget").build()
    site.article("2026/11/b", tags="Budget")
    plan = site.plan()
    assert plan["month:en:tag/budget:2025"] == (Reason.NAME, "")
    site.build()
    assert {"tag:en:tag/budget", "month:en:tag/budget:2025", "month:en:tag/budget:2026"} <= site.rendered
    assert site.online() == site.clean()


def test_a_lost_output_is_told_as_such(outlet: MakeOutlet) -> None:
    site = small(outlet())
    (site.root / "public/.broadsheet-manifest").unlink()
    site.build()
    assert site.summary.made == 0
    assert site.plan() == {}


NOTHING_MADE = """\
content/notes.txt: warning: nothing is made of this file in content/
hint: articles end in .md; pictures belong in media/"""


def test_a_file_that_nothing_is_made_of_is_told(outlet: MakeOutlet) -> None:
    site = outlet({"content/notes.txt": "x"}).build()
    assert site.problems == [NOTHING_MADE]
    assert site.edit({"content/notes.txt": None}).build().problems == []
