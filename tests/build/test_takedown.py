"""What desk.yaml takes down is gone from every page, and each address of it says so; what it no longer does is back."""

import html
from datetime import timedelta

import pytest

from tests.conftest import MakeOutlet
from tests.outlet import NOON, SITE, Outlet

A, B = "/news/2026/11/a.html", "/news/2026/11/b.html"
SECRET = "Xylophone"
TWO_EDITIONS = SITE + '\n[languages.es]\ntitle = "El Correo"\n'


def desk(*lines: str) -> dict[str, str]:
    """A desk.yaml that takes these down."""
    return {"content/desk.yaml": "takedowns:\n" + "".join(f"  - {line}\n" for line in lines)}


def is_tombstone(outlet: Outlet, address: str) -> bool:
    """Whether the page at an address says that something was taken down."""
    return outlet.has(address) and "TombstoneContext" in outlet.page(address)


def words(outlet: Outlet, output: str = "public") -> str:
    """All that is online, in one text."""
    return "\n".join(page.decode(errors="replace") for page in outlet.online(output).values())


def secret(outlet: MakeOutlet, **front: str) -> Outlet:
    """An outlet with an article that is to be taken down, and one that has to do with it."""
    site = outlet({"media/a.svg": '<svg viewBox="0 0 1 1"/>'})
    keys = {"id": "one", "image": "a.svg", "tags": f"{SECRET}, x", "story": SECRET, "authors": SECRET, **front}
    site.article("2026/11/a", f"{SECRET} sounds.", title=SECRET, **keys)
    return site.article("2026/11/b", "A [link](article:one).", tags="x")


@pytest.mark.parametrize("named", ["2026/11/a.md", "content/2026/11/a.md", "one", A, f"https://courier.example{A}?x=1"])
def test_what_is_taken_down_is_gone_from_every_page(outlet: MakeOutlet, named: str) -> None:
    site = secret(outlet).build()
    before = site.online()
    assert SECRET in words(site)
    site.edit(desk(named)).build()
    assert is_tombstone(site, A)
    assert SECRET not in words(site)
    assert not site.has("/media/a.svg")
    assert site.problems == []
    assert site.online() == site.clean()
    site.edit({"content/desk.yaml": None}).build()
    assert {address: page for address, page in site.online().items() if before.get(address) != page} == {}
    assert site.online() == site.clean()


def test_all_its_addresses_say_so(outlet: MakeOutlet) -> None:
    rows = "/first.html\tarticle:one\n/second.html\t/first.html\n/third.html\t/old/\n"
    site = secret(outlet, aliases="[/old/, /older.html]").edit({"content/redirects.tsv": rows}).build()
    site.edit(desk("one")).build()
    for address in (A, "/old/index.html", "/older.html", "/first.html", "/second.html", "/third.html"):
        assert is_tombstone(site, address), address
    assert site.online() == site.clean()


def test_those_that_it_had_before_say_so_too_and_those_that_it_gets(outlet: MakeOutlet) -> None:
    site = secret(outlet).build()
    secret_moved = {"slug": "c"}
    site = secret(lambda files: site.edit(files), **secret_moved).build()
    site.edit(desk("one")).build()
    assert is_tombstone(site, A)
    assert is_tombstone(site, "/news/2026/11/c.html")
    secret(lambda files: site.edit(files), slug="d").build()
    assert [is_tombstone(site, f"/news/2026/11/{slug}.html") for slug in "acd"] == [True, True, True]
    assert site.online() == site.clean()


def test_by_an_old_address_goes_what_it_leads_to(outlet: MakeOutlet) -> None:
    rows = "/first.html\tarticle:one\n/second.html\t/first.html\n"
    site = secret(outlet).edit({"content/redirects.tsv": rows, **desk("/second.html")}).build()
    assert SECRET not in words(site)
    assert [is_tombstone(site, address) for address in (A, "/first.html", "/second.html")] == [True, True, True]
    assert site.online() == site.clean()
    # A page that comes to live there is what stands at the address from then on.
    site.article("2026/11/c", "Zither.", url="/second.html").build()
    assert SECRET in site.page(A)
    assert "Zither" not in words(site)
    assert site.online() == site.clean()


def test_an_article_elsewhere_that_has_its_old_address_in_a_line_stays(outlet: MakeOutlet) -> None:
    rows = f"{B}\tarticle:one\n"
    site = secret(outlet).edit({"content/redirects.tsv": rows, **desk(B)}).build()
    assert is_tombstone(site, B)
    assert SECRET in site.page(A)


def test_it_says_why_and_when_in_the_words_of_the_edition(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": TWO_EDITIONS.replace('"plain"', '"broadsheet"')})
    site.article("2026/11/a", "Xylophone.", title="Xylophone", lang="es").article("2026/11/b")
    site.edit(desk('{article: 2026/11/a.md, reason: "Plagio & <b>", date: 2026-11-23}', f"{{address: {B}}}")).build()
    page = site.page("/es" + A)
    assert "Este texto se ha retirado" in page
    assert "Motivo: Plagio &amp; &lt;b&gt;" in page
    assert "Retirado el 23 de noviembre de 2026" in page
    assert '<meta name="robots" content="noindex' in page
    assert "This piece was taken down" in site.page(B)
    assert "Reason" not in site.page(B)
    assert "Xylophone" not in words(site)


def test_another_reason_makes_its_tombstones_anew_and_nothing_else(outlet: MakeOutlet) -> None:
    site = secret(outlet, aliases="/old.html").edit(desk("one")).build()
    site.edit(desk("{article: one, reason: Libel}")).build()
    assert "Libel" in site.page(A)
    assert {key for key in site.rendered if not key.startswith("home")} == {
        f"tombstone:en:{A}",
        "tombstone:en:/old.html",
    }
    assert site.online() == site.clean()


def test_a_takedown_touches_what_showed_it_and_nothing_else(outlet: MakeOutlet) -> None:
    site = secret(outlet)
    for number in range(10, 30):
        site.article(f"2026/10/n{number}", date=f"2026-10-{number}", section="sport")
    site.build()
    site.edit(desk("one")).build()
    assert not [key for key in site.rendered if key.startswith("article:") and "/10/" in key]
    assert "article:en:content/2026/11/b.md" in site.rendered


def test_an_address_alone_is_enough_when_the_file_is_gone(outlet: MakeOutlet) -> None:
    site = secret(outlet).build()
    site.edit({"content/2026/11/a.md": None, **desk(f"{{article: 2026/11/a.md, address: {A}}}")}).build()
    assert is_tombstone(site, A)
    assert site.problems == []
    assert site.online() == site.clean()


NOTHING = """\
content/desk.yaml:2:5: warning: nothing is taken down by this: content/2026/11/a.md isn't there
  2 |   - 2026/11/a.md
    |     ^
hint: is it misspelt, or was the file moved? An id outlives that. For one that was deleted, add address:"""


def test_one_that_names_nothing_is_told(outlet: MakeOutlet) -> None:
    site = secret(outlet).build()
    site.edit({"content/2026/11/a.md": None, **desk("2026/11/a.md")}).build()
    assert site.problems == [NOTHING]
    assert not site.has(A)
    site.edit(desk("two")).build()
    assert [problem.partition("\n")[0] for problem in site.problems] == [
        "content/desk.yaml:2:5: warning: nothing is taken down by this: no article has the id two"
    ]


def test_nobody_else_comes_to_its_address(outlet: MakeOutlet) -> None:
    site = secret(outlet).article("2026/11/c", "Zither.", slug="a").edit(desk(A)).build()
    assert is_tombstone(site, A)
    assert "Zither" not in words(site)
    site.edit(desk("2026/11/a.md")).build()
    assert "Zither" not in words(site)
    assert site.online() == site.clean()


def test_who_comes_to_the_address_of_what_was_deleted_is_told(outlet: MakeOutlet) -> None:
    site = secret(outlet).edit(desk(f"{{article: one, address: {A}}}")).build()
    assert site.problems == []
    site.article("2026/11/a", "Zither.", id="three").build()
    assert is_tombstone(site, A)
    assert f"content/desk.yaml:2:29: warning: content/2026/11/a.md is at {A} now, and is taken" in site.problems[0]
    site.edit({"content/2026/11/a.md": None}).build()
    assert (is_tombstone(site, A), site.problems) == (True, [])


@pytest.mark.parametrize("named", ["/x.html", "two"])
def test_what_comes_beside_its_address_is_not_gone(outlet: MakeOutlet, named: str) -> None:
    site = secret(outlet).edit(desk(named)).article("2026/11/two", id="two", url="/x.html").build()
    assert "/x /x.html 410!\n" in site.page("/_redirects")
    site.article("2026/11/three", url="/x/").build()
    assert "/x /x.html 410!\n" not in site.page("/_redirects")
    assert site.online() == site.clean()
    site.edit({"content/2026/11/three.md": None}).build()
    assert "/x /x.html 410!\n" in site.page("/_redirects")
    assert site.online() == site.clean()


def test_what_nobody_could_see_leaves_no_tombstone(outlet: MakeOutlet) -> None:
    site = secret(outlet, embargo="2026-11-24T14:00").edit(desk("2026/11/a.md")).build()
    assert not site.has(A)
    assert A not in words(site)
    site.build(NOON + timedelta(hours=3))
    assert is_tombstone(site, A)
    assert SECRET not in words(site)
    assert site.online() == site.clean()


def test_a_preview_shows_it_as_readers_see_it(outlet: MakeOutlet) -> None:
    site = secret(outlet).edit(desk("one")).build(output="drafts", drafts=True)
    assert "TombstoneContext" in site.page(A, "drafts")
    assert SECRET not in words(site, "drafts")
    assert site.online("drafts") == site.clean(drafts=True)


def test_a_file_of_static_can_be_taken_down(outlet: MakeOutlet) -> None:
    site = outlet({"static/report.pdf": "x", "static/report.html": "y"}).build()
    site.edit(desk("/report.pdf", "/report.html")).build()
    assert not site.has("/report.pdf")
    assert is_tombstone(site, "/report.html")
    assert "/report.pdf" in site.page("/_redirects")
    assert site.online() == site.clean()
    site.edit({"content/desk.yaml": None}).build()
    assert (site.page("/report.pdf"), site.page("/report.html")) == ("x", "y")


@pytest.mark.parametrize("named", ["ann-1", "authors/ann.md"])
def test_what_an_authors_page_tells_can_be_taken_down(outlet: MakeOutlet, named: str) -> None:
    site = outlet().article("2026/11/a", authors="Ann")
    site.edit({"content/authors/ann.md": f"---\ntitle: Ann\nid: ann-1\n---\n{SECRET} player.\n"}).build()
    assert SECRET in site.page("/authors/ann/index.html")
    site.edit(desk(named)).build()
    assert SECRET not in words(site)
    assert site.has("/authors/ann/index.html")
    assert site.problems == []
    assert site.online() == site.clean()
    site.edit({"content/desk.yaml": None}).build()
    assert SECRET in site.page("/authors/ann/index.html")


def test_one_of_two_languages_goes_alone(outlet: MakeOutlet) -> None:
    site = secret(outlet).edit({"site.toml": TWO_EDITIONS})
    site.article("2026/11/es", "Hola.", lang="es", translation="one").build()
    assert A in site.page("/es/news/2026/11/es.html")
    site.edit(desk("one")).build()
    assert A not in site.page("/es/news/2026/11/es.html")
    assert "Hola." in site.page("/es/news/2026/11/es.html")
    assert site.online() == site.clean()


# Files with mistakes


@pytest.mark.parametrize("lose", [False, True])
@pytest.mark.parametrize("named", ["2026/11/a.md", "one", A])
def test_a_file_that_can_not_be_read_goes_too(outlet: MakeOutlet, named: str, lose: bool) -> None:
    site = secret(outlet).build()
    site.edit({"content/2026/11/a.md": f"---\nid: one\ntitle: [{SECRET}\n---\n"}).build()
    assert SECRET in site.page(A)
    if lose:
        (site.root / ".broadsheet/index.sqlite").unlink()
    site.edit(desk(named)).build()
    assert SECRET not in words(site)


def test_one_that_speaks_of_it_keeps_its_last_good_page(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", id="one").article("2026/11/b", "Nothing of the other.", id="two").build()
    site.edit({"content/2026/11/b.md": "---\nid: two\ntitle: [Someone\n---\nSee [one](article:one).\n"})
    (site.root / ".broadsheet/index.sqlite").unlink()
    site.edit(desk("one")).build()
    assert is_tombstone(site, A)
    assert "Nothing of the other." in site.page(B)


@pytest.mark.parametrize(
    "mistake",
    ["pins: [", "pins: {a: b}\n", "zones:\n  - {x: y}\n", 'breaking: "x\n', "braking: x\n", "takedowns:x: y\n"],
)
@pytest.mark.parametrize("first", [False, True])
def test_a_mistake_elsewhere_in_the_desk_does_not_stop_a_takedown(
    outlet: MakeOutlet, mistake: str, first: bool
) -> None:
    site = secret(outlet).build()
    ours = desk("one")["content/desk.yaml"]
    site.edit({"content/desk.yaml": f"{mistake}\n{ours}" if first else f"{ours}{mistake}\n"}).build()
    assert site.summary.status == 1
    assert is_tombstone(site, A)
    assert SECRET not in words(site)


def test_a_mistake_among_takedowns_takes_down_what_can_be_read_and_brings_nothing_back(outlet: MakeOutlet) -> None:
    site = secret(outlet).edit(desk("one")).build()
    site.edit(desk("{artcle: one}", "2026/11/b.md")).build()
    assert [is_tombstone(site, address) for address in (A, B)] == [True, True]
    told = "\n".join(site.problems)
    assert 'the key "artcle" isn\'t known in a takedown' in told
    assert "its takedowns can't all be read; what its last good version took down stays down" in told
    site.edit({"content/desk.yaml": "takedowns:\n  - [\n"}).build()
    assert [is_tombstone(site, address) for address in (A, B)] == [True, True]
    site.edit({"content/desk.yaml": None}).build()
    assert [is_tombstone(site, address) for address in (A, B)] == [False, False]
    assert site.online() == site.clean()


@pytest.mark.parametrize("address", ["/index.html", "/news/", "/media/a.svg", "/robots.txt", "/tags/x/", "/../x.html"])
def test_what_is_no_article_can_not_be_taken_down(outlet: MakeOutlet, address: str) -> None:
    site = secret(outlet).edit(desk(address)).build()
    assert "nothing can be taken down there" in site.problems[0]
    assert site.problems[0].startswith("content/desk.yaml:2:5: error: ")
    assert site.page("/index.html")


def test_links_to_it_are_told(outlet: MakeOutlet) -> None:
    site = secret(outlet).edit({"content/desk.yaml": f"takedowns: [one]\nbreaking: {{text: x, link: {A}}}\n"}).build()
    assert "there is nothing at" in site.problems[0]
    assert "was taken down" in html.unescape(site.problems[0])
