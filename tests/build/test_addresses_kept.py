"""No address dies by an edit: what moves is noted and leaves a stub, and two that want one address are told of."""

import html
import re

import pytest

from tests.conftest import MakeOutlet
from tests.outlet import SITE, Outlet

OLD = "/news/2026/11/a.html"


def noted(outlet: Outlet) -> list[str]:
    """The lines of content/redirects.tsv."""
    path = outlet.root / "content/redirects.tsv"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def leads(outlet: Outlet, origin: str) -> str:
    """Where the stub at an address leads, in full; empty where there is no stub."""
    if not outlet.has(origin):
        return ""
    text = html.unescape(outlet.page(origin))
    return text.partition("to_url='")[2].partition("'")[0] if "RedirectContext" in text else ""


def told(outlet: Outlet) -> list[str]:
    """The first line of each problem."""
    return [re.sub(r"^(\S+?):\d+:\d+:", r"\1:", problem.partition("\n")[0]) for problem in outlet.problems]


@pytest.mark.parametrize(
    ("changed", "new"),
    [
        ({"section": "sport"}, "/sport/2026/11/a.html"),
        ({"date": "2026-10-20"}, "/news/2026/10/a.html"),
        ({"date": ""}, "/news/a.html"),
        ({"slug": "b"}, "/news/2026/11/b.html"),
        ({"url": "/special/"}, "/special/index.html"),
    ],
)
def test_an_article_that_moves_leaves_a_stub(outlet: MakeOutlet, changed: dict[str, str], new: str) -> None:
    site = outlet().article("2026/11/a", id="one").build()
    assert noted(site) == []
    site.article("2026/11/a", **{"id": "one", **changed}).build()
    assert noted(site) == [f"{OLD}\tarticle:one"]
    assert "ArticleContext" in site.page(new)
    assert leads(site, OLD) == f"https://courier.example{new.removesuffix('index.html')}"
    site.build()
    assert (site.told.pages, noted(site)) == ({}, [f"{OLD}\tarticle:one"])
    assert site.online() == site.clean()


def test_a_renamed_file_with_the_same_id_leaves_a_stub(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", id="one").build()
    site.edit({"content/2026/11/a.md": None}).article("2026/11/b", id="one").build()
    assert noted(site) == [f"{OLD}\tarticle:one"]
    assert leads(site, OLD) == "https://courier.example/news/2026/11/b.html"
    assert site.online() == site.clean()


def test_a_file_moved_into_another_folder_keeps_its_address(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", id="one").build()
    site.edit({"content/2026/11/a.md": None}).article("desk/a", id="one").build()
    assert (noted(site), site.told.taken) == ([], [])
    assert "ArticleContext" in site.page(OLD)
    assert site.online() == site.clean()


def test_an_article_may_move_twice_and_all_its_addresses_lead_to_it(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", id="one").build()
    site.article("2026/11/a", id="one", slug="b").build()
    site.article("2026/11/a", id="one", slug="c").build()
    assert noted(site) == [f"{OLD}\tarticle:one", "/news/2026/11/b.html\tarticle:one"]
    for old in ("a", "b"):
        assert leads(site, f"/news/2026/11/{old}.html") == "https://courier.example/news/2026/11/c.html"


def test_an_article_that_moves_back_lives_there_again(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", id="one").build()
    site.article("2026/11/a", id="one", slug="b").build()
    site.article("2026/11/a", id="one").build()
    assert "ArticleContext" in site.page(OLD)
    assert leads(site, "/news/2026/11/b.html") == f"https://courier.example{OLD}"
    assert site.problems == []
    assert site.online() == site.clean()


def test_another_pattern_of_addresses_notes_all_that_moves(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", id="one").article("2026/11/b", id="two").build()
    site.edit({"site.toml": SITE + '\n[addresses]\narticle = "/{section}/{slug}.html"\n'}).build()
    assert noted(site) == [f"{OLD}\tarticle:one", "/news/2026/11/b.html\tarticle:two"]
    assert leads(site, OLD) == "https://courier.example/news/a.html"
    assert site.online() == site.clean()


def test_a_draft_that_moves_notes_nothing(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", id="one", draft="true").build()
    site.article("2026/11/a", id="one", draft="true", slug="b").build(output="preview", drafts=True).build()
    assert noted(site) == []


def test_a_preview_notes_nothing_and_the_build_after_it_does(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", id="one").build()
    site.article("2026/11/a", id="one", slug="b").build(output="preview", drafts=True)
    site.build()
    assert leads(site, OLD) == "https://courier.example/news/2026/11/b.html"
    assert noted(site) == [f"{OLD}\tarticle:one"]


def test_a_plan_notes_nothing(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", id="one").build()
    site.article("2026/11/a", id="one", slug="b").plan()
    assert noted(site) == []
    assert noted(site.build()) == [f"{OLD}\tarticle:one"]


def test_two_articles_change_places(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", "First.", id="one").article("2026/11/b", "Second.", id="two").build()
    site.article("2026/11/a", "First.", id="one", slug="b").article("2026/11/b", "Second.", id="two", slug="a").build()
    assert "Second." in site.page(OLD)
    assert "First." in site.page("/news/2026/11/b.html")
    assert site.problems == []
    assert site.told.taken == []
    assert site.online() == site.clean()


def test_an_article_takes_the_address_that_another_left(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", "First.", id="one").build()
    site.article("2026/11/a", "First.", id="one", section="sport").article("2026/11/b", "Second.", slug="a").build()
    assert "Second." in site.page(OLD)
    assert site.online() == site.clean()
    # When that one goes, the address leads to where the first lives now.
    site.edit({"content/2026/11/b.md": None}).build()
    assert leads(site, OLD) == "https://courier.example/sport/2026/11/a.html"
    assert site.online() == site.clean()


def test_the_stub_of_a_deleted_article_goes_with_it(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", id="one").build()
    site.article("2026/11/a", id="one", slug="b").build()
    site.edit({"content/2026/11/a.md": None}).build()
    assert not site.has(OLD)
    assert site.online() == site.clean()


def test_two_articles_change_places_and_back_over_builds(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", "First.", id="one").article("2026/11/b", "Second.", id="two").build()
    for first, second in (("c", "b"), ("c", "a"), ("b", "a"), ("b", "c"), ("a", "c"), ("a", "b")):
        site.article("2026/11/a", "First.", id="one", slug=first)
        site.article("2026/11/b", "Second.", id="two", slug=second).build()
        left = ({"a", "b", "c"} - {first, second}).pop()
        assert "First." in site.page(f"/news/2026/11/{first}.html")
        assert "Second." in site.page(f"/news/2026/11/{second}.html")
        assert leads(site, f"/news/2026/11/{left}.html").rpartition("/")[2] in (f"{first}.html", f"{second}.html", "")
        assert site.problems == []
        assert site.online() == site.clean()


def test_each_address_of_a_long_life_leads_in_one_step_to_the_last(outlet: MakeOutlet) -> None:
    lives: list[tuple[dict[str, str], str]] = [
        ({}, "/news/2026/11/a.html"),
        ({"title": "Another headline"}, "/news/2026/11/a.html"),
        ({"slug": "b"}, "/news/2026/11/b.html"),
        ({"slug": "b", "section": "sport"}, "/sport/2026/11/b.html"),
        ({"slug": "b", "section": "sport", "date": "2026-10-02"}, "/sport/2026/10/b.html"),
        ({"slug": "b", "section": "sport", "date": ""}, "/sport/b.html"),
        ({"slug": "c", "url": "/special/"}, "/special/index.html"),
        ({"slug": "d"}, "/news/2026/11/d.html"),
    ]
    site = outlet({"content/redirects.tsv": "/older.html\t/oldest.html\n/oldest.html\t/news/2026/11/a.html#end\n"})
    known: set[str] = set()
    for front, address in lives:
        site.article("2026/11/a", id="one", aliases="/alias.html", **front).build()
        known.add(address)
        to = f"https://courier.example{address.removesuffix('index.html')}"
        assert {leads(site, old) for old in known - {address}} | {to} == {to}
        assert leads(site, "/older.html") == leads(site, "/oldest.html") == f"{to}#end"
        assert leads(site, "/alias.html") == to
        assert site.page("/feed.xml").count("<item>") == 1
        assert site.online() == site.clean()


# Chains


def test_a_chain_is_cut_and_follows_what_becomes_of_its_end(outlet: MakeOutlet) -> None:
    rows = "/1.html\t/2.html\n/2.html\thttps://courier.example/3.html?x\n/3.html\t/alias.html\n"
    site = outlet({"content/redirects.tsv": rows}).article("2026/11/a", id="one").build()
    assert leads(site, "/1.html") == "https://courier.example/alias.html?x"  # which may be somebody else's
    site.article("2026/11/a", id="one", aliases="/alias.html").build()
    assert leads(site, "/1.html") == leads(site, "/2.html") == f"https://courier.example{OLD}?x"
    site.article("2026/11/a", id="one", aliases="/alias.html", slug="b").build()
    assert leads(site, "/1.html") == "https://courier.example/news/2026/11/b.html?x"
    site.article("2026/11/b", slug="c", url="/3.html").build()
    assert leads(site, "/1.html") == "https://courier.example/3.html?x"
    assert site.online() == site.clean()
    site.edit({"static/2.html": "theirs"}).build()
    assert leads(site, "/1.html") == "https://courier.example/2.html"
    assert site.online() == site.clean()
    site.edit({"static/2.html": None, "content/2026/11/b.md": None}).article("2026/11/a", draft="true").build()
    assert not site.has("/2.html") or leads(site, "/2.html") == "https://courier.example/alias.html?x"
    assert site.online() == site.clean()


def test_nothing_leads_to_what_is_gone(outlet: MakeOutlet) -> None:
    rows = "/1.html\t/2.html\n/2.html\tarticle:one\n"
    site = outlet({"content/redirects.tsv": rows}).article("2026/11/a", id="one").build()
    assert leads(site, "/1.html") == f"https://courier.example{OLD}"
    site.article("2026/11/a", id="one", draft="true").build()
    assert not site.has("/1.html")
    assert not site.has("/2.html")
    assert site.online() == site.clean()


def test_a_stub_is_a_redirect_to_search_engines(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": SITE.replace('"plain"', '"broadsheet"')})
    site.article("2026/11/a", aliases="/old.html").build()
    page, to = site.page("/old.html"), f"https://courier.example{OLD}"
    assert f'<link rel="canonical" href="{to}">' in page
    assert f'<meta http-equiv="refresh" content="0; url={OLD}">' in page
    assert f'<a href="{OLD}">' in page
    assert "noindex" not in page
    assert "/old.html" not in site.page("/sitemap-2026-11.xml")


def test_where_no_stubs_are_asked_for_hosts_alone_are_told(outlet: MakeOutlet) -> None:
    without = {"site.toml": SITE + "\n[hosting]\nstubs = false\n"}
    site = outlet().article("2026/11/a", aliases="/old.html").build()
    lines = site.page("/_redirects")
    assert OLD in lines
    site.edit(without).build()
    assert not site.has("/old.html")
    assert "/old.html" in site.page("/_redirects")
    assert site.online() == site.clean()
    site.edit({"site.toml": SITE}).build()
    assert leads(site, "/old.html") == f"https://courier.example{OLD}"


# Clashes


LEADS_ELSEWHERE = "is an alias of content/2026/11/a.md too (line 4), and leads there"
TWO_ALIASES = f"""\
content/2026/11/b.md:4:10: warning: its alias /old.html {LEADS_ELSEWHERE}
  4 | aliases: /old.html
    |          ^
hint: take it out of `aliases:` in one of the two"""


def test_of_two_that_have_one_alias_the_first_by_path_is_led_to(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", aliases="/old.html").article("2026/11/b", aliases="/old.html").build()
    assert site.problems == [TWO_ALIASES]
    assert leads(site, "/old.html") == f"https://courier.example{OLD}"
    site.edit({"content/2026/11/a.md": None}).build()
    assert leads(site, "/old.html") == "https://courier.example/news/2026/11/b.html"
    assert site.problems == []
    assert site.online() == site.clean()


@pytest.mark.parametrize("address", ["/robots.txt", "/.htaccess", "/favicon.ico", "/.well-known/security.txt"])
def test_neither_an_alias_nor_a_line_takes_the_place_of_what_machines_look_for(
    outlet: MakeOutlet, address: str
) -> None:
    site = outlet({"content/redirects.tsv": f"{address}\tarticle:one\n"}).article("2026/11/a", id="one").build()
    site.article("2026/11/a", id="one", aliases=address).build()
    assert [line.partition(": error: ")[0] for line in told(site)] == ["content/2026/11/a.md", "content/redirects.tsv"]
    assert "RedirectContext" not in site.online().get(address, b"").decode(errors="replace")


CLASH = f"""\
content/2026/11/b.md:4:7: error: it has the address {OLD}, which content/2026/11/a.md has too; that one keeps it
  4 | slug: a
    |       ^
hint: give one of them another `slug:` or `url:`"""


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_of_two_that_want_one_address_the_first_by_path_has_it(outlet: MakeOutlet, order: tuple[str, str]) -> None:
    site = outlet()
    for name in order:
        site.article(f"2026/11/{name}", f"By {name}.", slug="a", id=name).build()
    assert site.problems == [CLASH]
    assert site.summary.status == 1
    assert "By a." in site.page(OLD)
    assert "By b." not in site.page("/feed.xml")
    assert site.build().problems == [CLASH]
    assert site.online() == site.clean()
    site.edit({"content/2026/11/a.md": None}).build()
    assert site.problems == []
    assert "By b." in site.page(OLD)
    assert site.online() == site.clean()


def test_addresses_that_a_file_system_takes_for_one_clash(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", url="/Special.html").article("2026/11/b", url="/special.html").build()
    keeps = "which content/2026/11/a.md has too; that one keeps it"
    assert told(site) == [f"content/2026/11/b.md: error: it has the address /special.html, {keeps}"]


SAME_ID = """\
content/2026/11/b.md:4:5: error: it has the id one, which content/2026/11/a.md has too; that one keeps it
  4 | id: one
    |     ^
hint: give one of them another `id:`; a copied article needs its own"""


def test_of_two_with_one_id_the_first_by_path_has_it(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/b", id="one").article("2026/11/a", id="one").build()
    assert site.problems == [SAME_ID]
    assert (site.has(OLD), site.has("/news/2026/11/b.html")) == (True, False)


def test_a_clash_of_drafts_is_none(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", id="one").article("2026/11/b", id="one", slug="a", draft="true").build()
    assert site.problems == []


@pytest.mark.parametrize(
    ("url", "owner"),
    [
        ("/", "the home page"),
        ("/index.html", "the home page"),
        ("/404.html", "the 404 page"),
        ("/sport/", "the front of the section sport"),
        ("/sport/2026/11/", "the months of the section sport"),
    ],
)
def test_addresses_of_ours_are_not_to_be_had(outlet: MakeOutlet, url: str, owner: str) -> None:
    site = outlet().article("2026/11/a", url=url).article("2026/11/b", aliases=url).build()
    assert [line.partition("error: ")[2].partition(" is that ")[2] for line in told(site)] == [f"of {owner}"] * 2
    assert site.summary.status == 1
    assert "ArticleContext" not in site.page("/index.html") + site.page("/sport/index.html")
    assert site.has("/news/2026/11/b.html")


@pytest.mark.parametrize("url", ["/tags/x.html", "/authors/", "/media/x.html", "/assets/x.html", "/archive/2026/"])
def test_folders_of_ours_are_not_to_be_had(outlet: MakeOutlet, url: str) -> None:
    site = outlet().article("2026/11/a", url=url).build()
    assert len(site.problems) == 1
    assert "ArticleContext" not in "".join(page.decode(errors="replace") for page in site.online().values())


# Aliases and files of static/


def test_an_alias_leads_to_its_article(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", aliases="[/old/story/, /2019/story.php]").build()
    assert leads(site, "/old/story/index.html") == f"https://courier.example{OLD}"
    assert leads(site, "/2019/story.php") == f"https://courier.example{OLD}"
    site.article("2026/11/a").build()
    assert not site.has("/old/story/index.html")
    assert site.online() == site.clean()


GIVES_WAY = f"""\
content/2026/11/b.md:4:10: warning: its alias {OLD} is the address of content/2026/11/a.md
  4 | aliases: {OLD}
    |          ^
hint: take it out of `aliases:`, a page lives there"""


def test_an_alias_gives_way_to_a_page(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a").article("2026/11/b", aliases=OLD).build()
    assert site.problems == [GIVES_WAY]
    assert site.summary.status == 0
    assert "ArticleContext" in site.page(OLD)
    site.edit({"content/2026/11/a.md": None}).build()
    assert leads(site, OLD) == "https://courier.example/news/2026/11/b.html"
    assert site.online() == site.clean()


def test_of_two_files_that_lead_from_one_address_the_article_that_has_it_as_an_alias_wins(outlet: MakeOutlet) -> None:
    site = outlet({"content/redirects.tsv": "/old.html\thttps://elsewhere.example/\n"}).article("2026/11/a").build()
    assert leads(site, "/old.html") == "https://elsewhere.example/"
    site.article("2026/11/a", aliases="/old.html").build()
    assert leads(site, "/old.html") == f"https://courier.example{OLD}"
    assert site.online() == site.clean()


def test_a_file_of_static_and_a_page_at_one_address(outlet: MakeOutlet) -> None:
    site = outlet({"static/about.html": "theirs"}).build()
    assert site.page("/about.html") == "theirs"
    site.edit({"content/pages/about.md": "---\ntitle: About\n---\nOurs.\n"}).build()
    keeps = "which content/pages/about.md has too; that one keeps it"
    assert told(site) == [f"static/about.html: error: it has the address /about.html, {keeps}"]
    assert "Ours." in site.page("/about.html")
    assert site.online() == site.clean()
    site.edit({"content/pages/about.md": None}).build()
    assert (site.page("/about.html"), site.problems) == ("theirs", [])
    assert site.online() == site.clean()


def test_a_file_of_static_never_stands_in_for_a_page_of_ours(outlet: MakeOutlet) -> None:
    site = outlet({"static/index.html": "theirs", "static/media/x.txt": "theirs"}).build()
    assert told(site) == [
        "static/index.html: error: its address /index.html is that of the home page",
        "static/media/x.txt: error: its address /media/x.txt is that of the pictures and recordings of media/",
    ]
    assert "HomeContext" in site.page("/index.html")
    assert not site.has("/media/x.txt")


def test_a_file_of_static_keeps_its_address_from_an_alias(outlet: MakeOutlet) -> None:
    site = outlet({"static/old.html": "theirs"}).article("2026/11/a", aliases="/old.html").build()
    assert told(site) == ["content/2026/11/a.md: warning: its alias /old.html is the address of static/old.html"]
    assert site.page("/old.html") == "theirs"
    site.edit({"static/old.html": None}).build()
    assert leads(site, "/old.html") == f"https://courier.example{OLD}"


def test_an_address_can_not_lie_within_that_of_a_page(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/b", url="/x.html/y.html").build().article("2026/11/a", url="/x.html").build()
    assert site.problems == [WITHIN]
    assert "ArticleContext" in site.page("/x.html")
    assert site.online() == site.clean()


NO_FOLDER = "no folder of an address ends in .html: where a page lives there can't be a folder"
WITHIN = f"""\
content/2026/11/b.md:4:6: error: its address would be /x.html/y.html: {NO_FOLDER}
  4 | url: /x.html/y.html
    |      ^
hint: give it another `slug:` or `url:`"""
