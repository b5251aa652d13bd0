"""What is deleted, held back or expired is gone in the same build, everywhere; what is merely broken stays."""

import shutil
from collections.abc import Callable
from datetime import timedelta

import pytest

from broadsheet.problems import RefusedError
from tests.conftest import MakeOutlet
from tests.outlet import NOON, SITE, Outlet

STORY = "content/2026/11/secret.md"
PAGE = "/news/2026/11/secret.html"
WORD = "zyzzogeton"
PICTURE = {"media/a.svg": '<svg viewBox="0 0 4 3"/>'}

FRONT = {"title": f"The {WORD}", "authors": "Ann", "tags": "x", "story": "Saga", "dek": f"A {WORD}", "id": WORD}


def with_story(outlet: Outlet, **front: str) -> Outlet:
    """An outlet that shows a story with a rare word wherever an article can be shown."""
    outlet.article("2026/11/other", f"See [this](article:{WORD}).", tags="x", authors="Ann", story="Saga")
    return outlet.article("2026/11/secret", f"All about the {WORD}.", **{**FRONT, **front})


def lose_the_index(outlet: Outlet) -> None:
    shutil.rmtree(outlet.root / ".broadsheet")


def keep_the_index(outlet: Outlet) -> None:
    assert (outlet.root / ".broadsheet/index.sqlite").exists()


def naming(outlet: Outlet, word: str, output: str = "public") -> set[str]:
    """Where a word stands in any byte that is online, our notes about the output included."""
    top = outlet.root / output
    return {
        path.relative_to(top).as_posix()
        for path in top.rglob("*")
        if path.is_file() and (word.encode() in path.read_bytes() or word in path.name)
    }


MEMORY = pytest.mark.parametrize("meanwhile", [keep_the_index, lose_the_index])


@MEMORY
@pytest.mark.parametrize("how", ["deleted", "draft", "expired", "embargoed", "dated ahead"])
def test_a_story_taken_down_is_gone_from_everywhere(
    outlet: MakeOutlet, how: str, meanwhile: Callable[[Outlet], None]
) -> None:
    site = with_story(outlet()).build()
    assert {"feed.xml", "index.html", PAGE[1:], "news/feed.xml", "tags/x/index.html"} <= naming(site, WORD)
    if how == "deleted":
        site.edit({STORY: None})
    else:
        changed = {
            "draft": {"draft": "true"},
            "expired": {"expires": "2026-11-24T11:00"},
            "embargoed": {"embargo": "2026-11-25"},
            "dated ahead": {"date": "2026-11-25"},
        }[how]
        with_story(site, **changed)
    meanwhile(site)
    site.build()
    assert not site.has(PAGE)
    assert naming(site, WORD) == set()
    assert PAGE in site.told.taken
    assert site.online() == site.clean()


def test_embargoed_words_stand_in_no_byte_of_the_output(outlet: MakeOutlet) -> None:
    site = outlet(PICTURE)
    site.edit({"media/zyzzogeton.svg": PICTURE["media/a.svg"]})
    site.edit({"content/desk.yaml": f"pins:\n  - {STORY}\nbreaking:\n  text: Now\n  link: article:{WORD}\n"})
    site.edit({"content/redirects.tsv": f"/older.html\tarticle:{WORD}\n"})
    with_story(site, embargo="2026-11-24T12:00:01", image=f"{WORD}.svg", slug=WORD, aliases=f"/{WORD}.html").build()
    assert naming(site, WORD) == set()
    site.build(NOON + timedelta(seconds=1))
    assert f"news/2026/11/{WORD}.html" in naming(site, WORD)
    assert site.has(f"/media/{WORD}.svg")


@pytest.mark.parametrize("key", ["embargo", "date"])
def test_a_story_goes_live_by_the_clock_and_back_again(outlet: MakeOutlet, key: str) -> None:
    site = with_story(outlet(), **{key: "2026-11-24T18:00"}).build()
    assert not site.has(PAGE)
    site.build(NOON + timedelta(hours=7))
    assert site.has(PAGE)
    assert f"The {WORD}" in site.page("/feed.xml")
    assert site.online() == site.clean()
    site.build(NOON)
    assert not site.has(PAGE)
    assert f"The {WORD}" not in site.page("/feed.xml")
    assert site.online() == site.clean()


def test_a_story_expires_by_the_clock_and_comes_back_with_an_earlier_one(outlet: MakeOutlet) -> None:
    site = with_story(outlet(), expires="2026-11-24T18:00").build()
    assert site.has(PAGE)
    site.build(NOON + timedelta(hours=5, seconds=59 * 60 + 59))
    assert site.has(PAGE)
    site.build(NOON + timedelta(hours=6))
    assert not site.has(PAGE)
    site.build(NOON)
    assert site.has(PAGE)
    assert site.online() == site.clean()


def test_a_draft_that_is_finished_goes_live(outlet: MakeOutlet) -> None:
    site = with_story(outlet(), draft="true").build()
    with_story(site).build()
    assert {f"article:en:{STORY}", "home:en", "rss:en:all"} <= site.rendered


def test_drafts_are_shown_in_a_preview_alone(outlet: MakeOutlet) -> None:
    site = with_story(outlet(), draft="true").build().build(output="preview", drafts=True)
    assert PAGE[1:] in naming(site, WORD, "preview")
    site.build()
    assert naming(site, WORD) == set()


@MEMORY
def test_what_we_did_not_write_stays(outlet: MakeOutlet, meanwhile: Callable[[Outlet], None]) -> None:
    site = with_story(outlet()).build()
    theirs = {"CNAME": b"courier.example", "news/2026/11/notes.txt": b"theirs", "old/page.html": b"theirs"}
    for name, data in theirs.items():
        path = site.root / "public" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    site.edit({STORY: None, "content/2026/11/other.md": None})
    meanwhile(site)
    site.build()
    online = site.online()
    assert {name: online.get(f"/{name}") for name in theirs} == theirs
    assert not site.has(PAGE)


def test_empty_folders_go_with_their_last_page(outlet: MakeOutlet) -> None:
    site = with_story(outlet(), date="2026-09-01").build()
    assert (site.root / "public/news/2026/09").is_dir()
    site.edit({STORY: None}).build()
    assert not (site.root / "public/news/2026/09").exists()


BROKEN = f"---\ntitle: The {WORD}: a story\n---\nText.\n"


@MEMORY
def test_a_broken_source_keeps_its_last_good_page_and_is_told_each_time(
    outlet: MakeOutlet, meanwhile: Callable[[Outlet], None]
) -> None:
    site = with_story(outlet()).build()
    good = site.page(PAGE)
    site.edit({STORY: BROKEN})
    for _ in range(3):
        meanwhile(site)
        site.build()
        assert site.page(PAGE) == good
        assert [problem.partition("\n")[0] for problem in site.problems] == [
            f"{STORY}:2:22: error: the title has a colon and is not quoted"
        ]
        assert site.summary.status == 1
    with_story(site).build()
    assert (site.problems, site.summary.status) == ([], 0)
    assert site.online() == site.clean()


def test_a_broken_source_stays_in_lists_and_feeds_while_the_index_knows_it(outlet: MakeOutlet) -> None:
    site = with_story(outlet()).build()
    before = site.online()
    site.edit({STORY: BROKEN}).build()
    assert site.online() == before


@MEMORY
@pytest.mark.parametrize("line", ["draft: true", "expires: 2026-11-24T11:00", 'draft: "yes"  # for now'])
def test_a_broken_source_that_says_that_it_must_go_goes(
    outlet: MakeOutlet, line: str, meanwhile: Callable[[Outlet], None]
) -> None:
    site = with_story(outlet()).build()
    site.edit({STORY: BROKEN.replace("---\nText", f"{line}\n---\nText")})
    meanwhile(site)
    site.build()
    assert not site.has(PAGE)
    assert {name for name in naming(site, WORD) if name.endswith((".html", ".xml"))} == set()
    assert site.summary.status == 1


@MEMORY
def test_a_broken_source_goes_when_its_expiry_comes(outlet: MakeOutlet, meanwhile: Callable[[Outlet], None]) -> None:
    site = with_story(outlet()).build()
    site.edit({STORY: BROKEN.replace("---\nText", "expires: 2026-11-24T18:00\n---\nText")})
    meanwhile(site)
    assert site.build().has(PAGE)
    assert not site.build(NOON + timedelta(hours=7)).has(PAGE)


def test_a_broken_source_that_was_never_online_is_told_and_not_shown(outlet: MakeOutlet) -> None:
    site = outlet({STORY: BROKEN}).build()
    assert not site.has(PAGE)
    assert site.summary.status == 1
    site.edit({STORY: None}).build()
    assert site.problems == []


# The tenth of a site


def hundred(outlet: Outlet, size: int) -> Outlet:
    for number in range(size):
        outlet.article(f"2026/11/n{number:03}")
    return outlet.build()


def lose(outlet: Outlet, first: int, last: int) -> Outlet:
    return outlet.edit({f"content/2026/11/n{number:03}.md": None for number in range(first, last)})


@MEMORY
def test_a_build_that_takes_away_over_a_tenth_asks_first(
    outlet: MakeOutlet, meanwhile: Callable[[Outlet], None]
) -> None:
    site = hundred(outlet(), 101)
    before = site.online()
    lose(site, 0, 11)
    meanwhile(site)
    with pytest.raises(RefusedError) as refused:
        site.build()
    assert str(refused.value) == (
        f"{site.root}/public: error: this build would take away 11 of 101 articles\n"
        "hint: give --yes if that is meant; else see whether content/ is all there, and --site the right one"
    )
    assert site.online() == before
    with pytest.raises(RefusedError):
        site.build()
    site.build(yes=True)
    assert site.online() == site.clean()
    assert len([name for name in site.online() if name.startswith("/news/2026/11/n")]) == 90


@MEMORY
def test_a_tenth_may_go_unasked(outlet: MakeOutlet, meanwhile: Callable[[Outlet], None]) -> None:
    site = lose(hundred(outlet(), 101), 0, 10)
    meanwhile(site)
    taken = site.build().told.taken
    assert len([address for address in taken if address.startswith("/news/2026/11/n")]) == 10


@MEMORY
def test_a_small_site_may_lose_all(outlet: MakeOutlet, meanwhile: Callable[[Outlet], None]) -> None:
    site = lose(hundred(outlet(), 100), 0, 100)
    meanwhile(site)
    assert not site.build().has("/news/2026/11/n000.html")


def test_articles_that_only_move_take_nothing_away(outlet: MakeOutlet) -> None:
    site = hundred(outlet(), 101)
    for number in range(101):
        site.article(f"2026/11/n{number:03}", section="sport")
    assert site.build().has("/sport/2026/11/n000.html")


def test_articles_whose_files_move_take_nothing_away(outlet: MakeOutlet) -> None:
    site = outlet()
    for number in range(101):
        site.article(f"2026/11/n{number:03}", id=f"n{number}")
    site.build()
    for number in range(101):
        site.edit({f"content/2026/11/n{number:03}.md": None})
        site.article(f"archive/n{number:03}", id=f"n{number}")
    assert site.build().has("/news/2026/11/n000.html")


def test_broken_sources_take_nothing_away(outlet: MakeOutlet) -> None:
    site = hundred(outlet(), 101)
    site.edit({f"content/2026/11/n{number:03}.md": BROKEN for number in range(50)})
    lose_the_index(site)
    assert site.build().has("/news/2026/11/n000.html")


# Pictures


def test_a_picture_is_online_as_long_as_a_shown_article_names_it(outlet: MakeOutlet) -> None:
    site = outlet(PICTURE).article("2026/11/a").build()
    assert not site.has("/media/a.svg")
    assert site.article("2026/11/a", image="a.svg").build().has("/media/a.svg")
    site.article("2026/11/b", '![A view](a.svg "Words")').article("2026/11/a", image="a.svg", draft="true").build()
    assert site.has("/media/a.svg")
    assert not site.edit({"content/2026/11/b.md": None}).build().has("/media/a.svg")
    assert site.build(output="preview", drafts=True).has("/media/a.svg", "preview")


def test_a_file_taken_out_of_static_is_gone_and_one_of_the_theme_with_the_next(outlet: MakeOutlet) -> None:
    files = {"static/map.txt": "x", "themes/plain/assets/more.css": "a{}", "themes/plain/assets/most.css": "a{}"}
    site = outlet(files).build()
    asset = next(name for name in site.online() if name.startswith("/assets/more."))
    site.edit({"static/map.txt": None, "themes/plain/assets/more.css": None}).build()
    assert not site.has("/map.txt")
    assert site.has(asset)
    site.edit({"themes/plain/assets/most.css": None}).build()
    assert not site.has(asset)


@pytest.mark.parametrize("anew", [False, True])
def test_a_file_that_can_not_be_read_is_not_let_in_by_what_it_said_before(outlet: MakeOutlet, anew: bool) -> None:
    site = outlet().article("2026/11/a", "Zither.", embargo="2026-11-24T14:00").build()
    site.edit({"content/2026/11/a.md": "---\ntitle: A\nembargo: 2026-11-99\n---\nZither.\n"}).build()
    if anew:  # so that all files are read again
        site.edit({"site.toml": SITE.replace("Europe/Lisbon", "Europe/Madrid")})
    for hours in (3, 4):
        site.build(NOON + timedelta(hours=hours))
        assert not site.has("/news/2026/11/a.html")
    site.edit({"site.toml": SITE.replace("Europe/Lisbon", "UTC")}).build()
    assert not site.has("/news/2026/11/a.html")
    site.article("2026/11/a", "Zither.", embargo="2026-11-24T14:00").build()
    assert "Zither." in site.page("/news/2026/11/a.html")
    assert site.online() == site.clean()
