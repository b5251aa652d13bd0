"""The home page: zones that editors lay out, pins before what fills them, and a front that makes itself without."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from broadsheet.keys import Reason
from tests.outlet import NOON, SITE, Outlet

MakeOutlet = Callable[..., Outlet]

HOME = """\
{% for zone in page.zones %}
<zone>{{ zone.id }}|{{ zone.title }}|{{ zone.look }}|{{ zone.href }}|
{%- for card in zone.cards %}{{ card.title }} {% endfor %}</zone>
{% endfor %}
"""


@pytest.fixture
def paper(tmp_path: Path) -> Outlet:
    """Six articles: a1, the oldest, to a6; the odd ones are sport, a5 and a6 opinion, a1 to a3 of the harbour."""
    site = Outlet(tmp_path / "paper", {"themes/plain/templates/home.html": HOME})
    for number in range(1, 7):
        site.article(
            f"2026/11/a{number}",
            id=f"a{number}",
            date=f"2026-11-{number:02}",
            section="sport" if number % 2 else "news",
            label="opinion" if number > 4 else "",
            tags="Harbour" if number < 4 else "",
        )
    return site


def zones(site: Outlet, address: str = "/index.html") -> dict[str, str]:
    """What stands in each zone of a home page: the titles of its articles by the zone's id."""
    found = re.findall(r"<zone>(.*?)\|.*\|(.*?)</zone>", site.page(address))
    return {name: cards.strip() for name, cards in found}


def desk(site: Outlet, text: str) -> Outlet:
    return site.edit({"content/desk.yaml": text}).build()


def test_a_front_makes_itself(paper: Outlet) -> None:
    assert zones(paper.build()) == {"lead": "A4 A3 A2 A1", "opinion": "A6 A5"}
    desk(paper, "pins:\n  - a5\n")
    assert zones(paper) == {"lead": "A5 A4 A3 A2 A1", "opinion": "A6"}
    for number in range(7, 16):
        paper.article(f"2026/11/a{number}", date=f"2026-11-{number:02}", section="sport")
    paper.build()
    assert zones(paper) == {
        "lead": "A5 A15 A14 A13 A12",
        "opinion": "A6",
        "latest": "A11 A10 A9 A8 A7 A4 A3",
        "news": "A2",
        "sport": "A1",
    }


def test_zones_stand_in_order_and_pins_go_before_all_that_fills(paper: Outlet) -> None:
    text = """
zones:
  - id: top
    size: 2
  - title: Sport
    filter: { sections: sport }
  - title: By the water
    look: river
    size: 2
    pins: [2026/11/a6.md]
    filter: { tags: Harbour }
"""
    desk(paper, text)
    assert zones(paper) == {"top": "A5 A4", "sport": "A3 A1", "by-the-water": "A6 A2"}
    assert "<zone>sport|Sport|section|/sport/|" in paper.page("/index.html")
    assert "<zone>by-the-water|By the water|river|/tags/harbour/|" in paper.page("/index.html")
    assert "<zone>top||lead|" in paper.page("/index.html")


def test_the_first_pins_are_the_first_zones(paper: Outlet) -> None:
    desk(paper, "pins: [a2]\nzones:\n  - id: top\n    size: 2\n    pins: [a1]\n  - title: Rest\n    pins: [a2]\n")
    assert zones(paper) == {"top": "A2 A1", "rest": "A6 A5 A4 A3"}


def test_a_zone_may_repeat_and_then_nobody_minds_it(paper: Outlet) -> None:
    text = "zones:\n  - id: top\n    size: 2\n  - title: Again\n    repeat: true\n    size: 3\n    pins: [a1]\n"
    desk(paper, text + "  - title: Rest\n    size: 2\n")
    assert zones(paper) == {"top": "A6 A5", "again": "A1 A6 A5", "rest": "A4 A3"}


@pytest.mark.parametrize(
    ("fill", "shown"),
    [
        ("{ sections: [news, sport] }", "A6 A5 A4 A3 A2 A1"),
        ("{ tags: harbour, sections: sport }", "A3 A1"),
        ("{ labels: opinion, sections: news }", "A6"),
        ("{ without: opinion }", "A4 A3 A2 A1"),
        ("{ sections: sport, without: opinion }", "A3 A1"),
        ("{ story: Nothing }", ""),
        ("none", ""),
        ("", "A6 A5 A4 A3 A2 A1"),
    ],
)
def test_a_filter_asks_for_one_of_each_line(paper: Outlet, fill: str, shown: str) -> None:
    desk(paper, f"zones:\n  - id: only\n    size: 9\n    filter: {fill}\n")
    assert zones(paper) == {"only": shown}


def test_a_pin_in_a_zone_ends_by_the_clock(paper: Outlet) -> None:
    text = "zones:\n  - id: top\n    size: 1\n  - title: Kept\n    filter: none\n    pins:\n      - article: a1\n"
    desk(paper, text + "        expires: 2026-11-24T14:00\n")
    assert zones(paper) == {"top": "A6", "kept": "A1"}
    later = NOON + timedelta(hours=2)
    assert paper.plan(later) == {"home:en": (Reason.TIME, "")}
    assert zones(paper.build(later)) == {"top": "A6"}
    assert paper.online() == paper.clean()


def test_a_pin_that_is_not_shown_yet_takes_its_place_when_it_is(paper: Outlet) -> None:
    paper.article("2026/11/a7", id="a7", date="2026-01-01", embargo="2026-11-24T13:00")
    desk(paper, "zones:\n  - id: top\n    size: 2\n    pins: [a7]\n")
    assert zones(paper) == {"top": "A6 A5"}
    assert zones(paper.build(NOON + timedelta(hours=1))) == {"top": "A7 A6"}


def test_a_pin_that_names_nothing_is_told_with_its_place(paper: Outlet) -> None:
    desk(paper, "zones:\n  - title: Top\n    pins:\n      - a1\n      - 2026/11/none.md\n")
    assert zones(paper)["top"].startswith("A1 ")
    (problem,) = paper.problems
    assert problem.startswith("content/desk.yaml:5:9")
    assert "content/2026/11/none.md, which isn't there" in problem


def test_an_edition_has_zones_of_its_own(paper: Outlet) -> None:
    paper.edit({"site.toml": SITE + '\n[languages.es]\ntitle = "El Correo"\n'})
    paper.article("es/b1", lang="es", date="2026-11-09").article("es/b2", lang="es", date="2026-11-08")
    desk(paper, "pins: [a1, es/b2.md]\nzones:\n  - id: top\n    size: 2\n")
    assert zones(paper) == {"top": "A1 A6"}
    assert zones(paper, "/es/index.html") == {"lead": "B2 B1"}
    desk(paper, "zones:\n  - id: top\n    size: 2\n  - id: top\n    lang: es\n    size: 1\n")
    assert zones(paper) == {"top": "A6 A5"}
    assert zones(paper, "/es/index.html") == {"top": "B1"}
    assert paper.online() == paper.clean()


def test_what_stands_too_far_down_leaves_the_home_page_alone(paper: Outlet) -> None:
    desk(paper, "zones:\n  - id: top\n    size: 2\n    pins: [a5]\n")
    assert zones(paper) == {"top": "A5 A6"}
    paper.article("2026/11/a1", "Other words.", id="a1", date="2026-11-01", section="sport")
    assert "home:en" not in paper.plan()


def test_fragments_follow_what_is_newest_and_no_article_follows_them(paper: Outlet) -> None:
    paper.edit(
        {"themes/plain/templates/fragment-latest.html": "{% for card in page.cards %}{{ card.title }} {% endfor %}"}
    )
    assert paper.build().page("/fragments/latest.html").split() == ["A6", "A5", "A4", "A3", "A2"]
    paper.article("2026/11/a9", date="2026-11-20", section="news").build()
    assert paper.page("/fragments/latest.html").split() == ["A9", "A6", "A5", "A4", "A3"]
    paper.article("2026/11/a1", "Other words.", id="a1", date="2026-11-01", section="sport", tags="Harbour")
    assert "fragment-latest:en" not in paper.plan()
    assert "fragments/" not in paper.page("/sitemap-pages.xml")


def test_fragments_can_be_off(paper: Outlet) -> None:
    assert paper.build().has("/fragments/breaking.html")
    desk(paper.edit({"site.toml": SITE + '\n[fragments]\ninclude = "off"\n'}), "breaking: Now\n")
    assert not paper.has("/fragments/breaking.html")
    assert not paper.has("/fragments/latest.html")
    assert paper.online() == paper.clean()


def test_each_edition_shows_its_own_banner_and_when_that_ends_the_one_of_all(paper: Outlet) -> None:
    paper.edit({"site.toml": SITE + '\n[languages.es]\ntitle = "El Correo"\n'})
    for name in ("home", "fragment-breaking"):
        shown = "{% if page.breaking %}{{ page.breaking.text }}|{{ page.breaking.href }}{% endif %}"
        paper.edit({f"themes/plain/templates/{name}.html": shown})

    def banners() -> list[str]:
        shown = [paper.page(f"{edition}/index.html") for edition in ("", "/es")]
        assert shown == [paper.page(f"{edition}/fragments/breaking.html") for edition in ("", "/es")]
        return shown

    own = "  - {text: Ahora, lang: es, link: a2, expires: 2026-11-24T14:00}\n"
    desk(paper, f"breaking:\n  - {{text: Now, expires: 2026-11-24T18:00}}\n{own}")
    assert banners() == ["Now|", "Ahora|/news/2026/11/a2.html"]
    paper.build(NOON + timedelta(hours=3))
    assert banners() == ["Now|", "Now|"]
    assert {key for key in paper.rendered if key.endswith(":en")} == set()
    assert paper.online() == paper.clean()
    paper.build(NOON + timedelta(hours=7))
    assert banners() == ["", ""]
    desk(paper, f"breaking:\n{own}")
    paper.build(NOON)
    assert banners() == ["", "Ahora|/news/2026/11/a2.html"]
    assert paper.online() == paper.clean()
