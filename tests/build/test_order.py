"""What goes out first: what others lead to, so that a build that is killed leaves no link to nowhere."""

import pytest

from tests.build import everything
from tests.conftest import MakeOutlet
from tests.outlet import SITE, Outlet

ELSEWHERE = '\n[addresses]\narticle = "/{section}/{slug}.html"\n'


@pytest.fixture
def site(outlet: MakeOutlet) -> Outlet:
    """An archive with a page beside each article, for other papers; one article's address has no date in it."""
    made = outlet({"site.toml": SITE + everything.EXPORTS})
    made.article("2026/11/kept", "[on](article:moved)", id="kept", date="")
    return made.article("2026/11/moved", "[back](article:kept)", id="moved").build()


def follow_each_other(site: Outlet, *addresses: str) -> bool:
    places = [site.told.order.index(address) for address in addresses]
    return places == sorted(places)


def test_where_all_addresses_change_what_is_new_at_its_own_comes_first(site: Outlet) -> None:
    site.edit({"site.toml": SITE + everything.EXPORTS + ELSEWHERE}).build()
    assert follow_each_other(site, "/news/moved.republish.html", "/news/moved.html", "/news/kept.html", "/index.html")
    assert site.online() == site.clean()


def test_an_article_that_moves_brings_what_lies_beside_it(site: Outlet) -> None:
    site.article("2026/11/moved", "[back](article:kept)", id="moved", slug="there").build()
    new = "/news/2026/11/there"
    assert follow_each_other(site, f"{new}.republish.html", f"{new}.html", "/news/kept.html", "/index.html")


def test_the_page_for_other_papers_is_there_before_an_article_leads_to_it(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a").build()
    site.edit({"site.toml": SITE + everything.EXPORTS}).build()
    assert follow_each_other(site, "/news/2026/11/a.republish.html", "/news/2026/11/a.html")


def test_what_an_article_now_leads_to_is_there_before_it(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/10/a").article("2026/11/b").build()
    site.article("2026/10/a", authors="Bo Ek", tags="new").build()
    for front in ("/authors/bo-ek/index.html", "/authors/bo-ek/feed.xml", "/tags/new/index.html"):
        assert follow_each_other(site, front, "/news/2026/11/a.html", "/index.html", "/feed.xml")


@pytest.mark.parametrize("lost", [".broadsheet/index.sqlite", "public/.broadsheet-manifest"])
def test_where_all_is_made_anew_what_is_new_comes_before_what_readers_know(outlet: MakeOutlet, lost: str) -> None:
    site = outlet().article("2026/10/a").article("2026/11/b").build()
    site.article("2026/10/a", authors="Bo Ek", tags="new").edit({lost: None}).build()
    for front in ("/authors/bo-ek/index.html", "/authors/bo-ek/feed.xml", "/tags/new/index.html"):
        assert follow_each_other(site, front, "/news/2026/11/a.html", "/index.html", "/feed.xml")
    assert site.online() == site.clean()
