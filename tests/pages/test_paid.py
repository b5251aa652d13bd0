"""Paid articles: what comes after the cut is in no file that goes online."""

import pytest

from tests.conftest import MakeOutlet
from tests.outlet import Outlet

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>'

OWED = """\
The port owes.[^1] [More][m], and [Secret][s2].

<!-- paywall -->

Zanzibar, ![A *plan*](secret.svg) and [a link](b.md).[^2]

[m]: https://more.example/
[s2]: https://two.example/
[s]: https://zanzibar.example/

[^1]: By its
    own books.

[^2]: Zanzibar again.
    And zanzibar.
"""


def everything(site: Outlet) -> str:
    return "".join(data.decode("utf-8", "replace") for data in site.online().values())


def paid(site: Outlet, body: str = OWED, **front: str) -> Outlet:
    site.edit({"media/secret.svg": SVG})
    return site.article("2026/11/b").article("2026/11/a", body, access="paid", **front).build()


def test_the_cut_part_is_nowhere(outlet: MakeOutlet) -> None:
    site = paid(outlet())
    assert "zanzibar" not in everything(site).lower()
    assert not site.has("/media/secret.svg")
    assert site.problems == []


def test_nor_is_it_in_what_editors_preview_online(outlet: MakeOutlet) -> None:
    site = paid(outlet(), draft="true").build(output="drafts", drafts=True)
    assert "The port owes" in site.page("/news/2026/11/a.html", "drafts")
    assert b"anzibar" not in b"".join(site.online("drafts").values())


def test_the_open_part_keeps_its_notes_and_addresses(outlet: MakeOutlet) -> None:
    page = paid(outlet()).page("/news/2026/11/a.html")
    assert "own books" in page
    assert "https://more.example/" in page
    assert "https://two.example/" in page
    assert "paywall -->" not in page
    assert "paywalled=True" in page


def test_without_a_cut_all_is_shown_and_somebody_is_told(outlet: MakeOutlet) -> None:
    site = paid(outlet(), "All of it.\n\nZanzibar.")
    page = site.page("/news/2026/11/a.html")
    assert "Zanzibar" in page
    assert "paywalled=False" in page
    assert any("this is paid, and its whole text is on the page" in problem for problem in site.problems)


def test_a_cut_in_a_free_article_is_none_and_somebody_is_told(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", "A.\n\n<!-- paywall -->\n\nZanzibar.").build()
    assert "Zanzibar" in site.page("/news/2026/11/a.html")
    assert any("a.md:7:1" in problem and "isn't cut here" in problem for problem in site.problems)


@pytest.mark.parametrize(
    "marker", ["<!--paywall-->", "<!-- PAYWALL -->", "words <!-- paywall --> words", "> <!-- paywall -->"]
)
def test_in_doubt_it_is_cut(outlet: MakeOutlet, marker: str) -> None:
    site = paid(outlet(), f"Open.\n\n{marker}\n\nZanzibar.")
    assert "Zanzibar" not in everything(site)
    assert "paywalled=True" in site.page("/news/2026/11/a.html")


def test_nothing_may_be_open_at_all(outlet: MakeOutlet) -> None:
    site = paid(outlet(), "<!-- paywall -->\n\nZanzibar.")
    assert "Zanzibar" not in everything(site)
    assert "paywalled=True" in site.page("/news/2026/11/a.html")


@pytest.mark.parametrize("closed", ["[Secret]: it is in Zanzibar", "[Secret]: /x\nZanzibar", "[^1]: x\n\nZanzibar"])
def test_what_only_looks_like_an_address_or_a_note_stays_behind_the_cut(outlet: MakeOutlet, closed: str) -> None:
    site = paid(outlet(), f"Open [Secret], [^1].\n\n<!-- paywall -->\n\n{closed}")
    assert "anzibar" not in everything(site)


def test_mistakes_behind_the_cut_are_told(outlet: MakeOutlet) -> None:
    site = paid(outlet(), "Open.\n\n<!-- paywall -->\n\n[x](javascript:x)")
    assert any("javascript" in problem for problem in site.problems)


def test_feeds_have_the_summary_alone(outlet: MakeOutlet) -> None:
    feed = paid(outlet(), dek="In short").page("/feed.xml")
    item = feed[feed.index("<title>A</title>") :].partition("</item>")[0]
    assert "<description>In short</description>" in item
    assert "content:encoded" not in item
    assert "The port owes" not in feed


def test_taking_the_cut_away_shows_the_rest(outlet: MakeOutlet) -> None:
    site = paid(outlet())
    site.article("2026/11/a", OWED, access="free").build()
    assert "Zanzibar" in site.page("/news/2026/11/a.html")
    assert site.has("/media/secret.svg")
    assert site.online() == site.clean()


def test_a_live_article_can_be_paid(outlet: MakeOutlet) -> None:
    body = "Intro.\n\n## 09:00 Open\n\nA.\n\n<!-- paywall -->\n\n## 10:00 Zanzibar\n\nB."
    site = paid(outlet(), body, label="live")
    assert "at-0900-open" in site.page("/news/2026/11/a.html")
    assert "anzibar" not in everything(site)
