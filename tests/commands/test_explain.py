"""`explain`: what is at an address, and why; told truly, of everything that is there and much that isn't."""

import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from broadsheet.explain import explain
from broadsheet.index import connection, ledger
from broadsheet.job import Order, Witness
from broadsheet.keys import PageKey
from tests.build.test_touched import articles_read, open_index, random_outlet
from tests.commands.conftest import Command
from tests.conftest import MakeOutlet
from tests.outlet import NOON, SITE, Outlet
from tests.pictures.photographs import photograph

DESK = """\
pins:
  - 2026/11/a.md
takedowns:
  - article: 2026/11/down.md
    reason: At the family's request
"""


@pytest.fixture
def site(outlet: MakeOutlet) -> Outlet:
    """An outlet with something of most kinds, built."""
    made = outlet({"content/desk.yaml": DESK, "media/ferry.jpg": photograph(1200, 800), "media/lone.svg": "<svg/>"})
    made.article("2026/11/a", "[b](b.md)", tags="x", image="ferry.jpg", expires="2026-12-01", aliases="/old.html")
    made.article("2026/11/b", "[gone](/a-tag.html)").article("2026/11/draft", draft="true")
    made.article("2026/11/later", embargo="2026-11-30").article("2026/11/past", expires="2026-11-21")
    made.article("2026/11/down").article("2026/11/broken", date="soon")
    made.edit({"content/redirects.tsv": "# old ones\n/ancient.html\tcontent:2026/11/b.md\n", "static/x.txt": "x"})
    return made.build()


def told(command: Command, site: Outlet, text: str, *words: str) -> dict[str, Any]:
    said = command(site, "explain", text, "--json", *words)
    assert (said.status, said.err) == (0, "")
    first, last = said.events
    assert (first["event"], last) == ("explained", {"event": "summary", "status": 0})
    return first


A = "/news/2026/11/a.html"


@pytest.mark.parametrize(
    "text",
    [
        "https://courier.example/news/2026/11/a.html",
        "https://courier.example/news/2026/11/a.html?utm=1#top",
        "https://courier.example/news/2026/11/%61",
        "http://localhost:8000/news/2026/11/a.html",
        A,
        "/news/2026/11/a",
        "news/2026/11/a.html",
        "public/news/2026/11/a.html",
        "content/2026/11/a.md",
    ],
)
def test_an_article_is_found_however_it_is_written(text: str, site: Outlet, command: Command) -> None:
    said = told(command, site, text)
    assert (said["address"], said["what"], said["kind"]) == (A, "page", "article")
    assert said["key"] == "article:en:content/2026/11/a.md"


def test_a_path_of_the_output_may_be_whole_or_begin_where_one_stands(
    site: Outlet, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(command, site, str(site.root / "public/news/2026/11/a.html"))["address"] == A
    monkeypatch.chdir(site.root / "public/news")
    assert told(command, site, "2026/11/a.html")["address"] == A
    assert told(command, site, ".")["address"] == "/news/index.html"


@pytest.mark.parametrize(
    ("text", "address", "kind"),
    [
        ("/", "/index.html", "home"),
        ("https://courier.example", "/index.html", "home"),
        ("/news", "/news/index.html", "section"),
        ("/news/2026/11/", "/news/2026/11/index.html", "month"),
        ("/tags/x/", "/tags/x/index.html", "tag"),
        ("/feed.xml", "/feed.xml", "rss"),
        ("/fragments/latest", "/fragments/latest.html", "fragment-latest"),
        ("/x.txt", "/x.txt", "static"),
        ("/sitemap.xml", "/sitemap.xml", "sitemap"),
        ("/404", "/404.html", "404"),
    ],
)
def test_what_is_there_has_its_kind(text: str, address: str, kind: str, site: Outlet, command: Command) -> None:
    said = told(command, site, text)
    assert (said["address"], said["what"], said["kind"].partition("-index")[0]) == (address, "page", kind)


def test_what_a_page_shows_and_hangs_on(site: Outlet, command: Command) -> None:
    said = told(command, site, A)
    assert "content/2026/11/a.md" in said["shows"]["documents"]
    assert "content/2026/11/b.md" in [*said["shows"]["links"], *said["shows"]["documents"]]
    assert "media/ferry.jpg" in said["shows"]["files"]
    assert said["source"] == "content/2026/11/a.md"
    assert said["template"] == "article.html"
    assert said["closure"] == ["themes/plain/templates/article.html"]
    assert {"outlet", "addresses"} <= set(said["settings"])
    assert said["until"] == "2026-12-01T00:00:00+00:00"
    assert {"path": "content/desk.yaml", "line": 2, "what": "a pin: content:2026/11/a.md"} in said["lines"]
    index = open_index(site)
    assert {read.path for read in articles_read(PageKey("article", "en", "content/2026/11/a.md"), index)} == {
        *said["shows"]["documents"],
        *said["shows"]["links"],
    }


def test_a_file_is_as_it_was_written_or_it_is_not(site: Outlet, command: Command) -> None:
    file = site.root / "public/news/2026/11/a.html"
    assert told(command, site, A)["file"] == {
        "path": "public/news/2026/11/a.html",
        "state": "as written",
        "size": file.stat().st_size,
    }
    file.write_bytes(file.read_bytes() + b"!")
    assert told(command, site, A)["file"]["state"] == "changed"
    file.unlink()
    assert told(command, site, A)["file"]["state"] == "missing"


def test_when_and_why_a_page_was_last_made(site: Outlet, command: Command) -> None:
    made = told(command, site, A)["made"]
    assert (made["reason"], made["cause"]) == ("first build", "")
    site.article("2026/11/b", "Now it says something else.").build()
    later = told(command, site, "/news/2026/11/b.html")["made"]
    assert (later["reason"], later["cause"]) == ("article changed", "content/2026/11/b.md")
    assert datetime.fromisoformat(later["at"]) >= datetime.fromisoformat(made["at"])
    assert told(command, site, "/404.html")["made"] == made | {"at": told(command, site, "/404.html")["made"]["at"]}


def test_what_would_be_made_again_is_what_a_build_looks_at(site: Outlet, command: Command) -> None:
    touches = told(command, site, A)["touches"]
    site.article(
        "2026/11/a", "[b](b.md)", tags="x", image="ferry.jpg", expires="2026-12-01", aliases="/old.html", dek="N"
    )
    planned: dict[str, int] = {}
    for key in site.plan():
        planned[key.partition(":")[0]] = planned.get(key.partition(":")[0], 0) + 1
    # Besides, whatever an article changes, a build looks whether something else now holds its addresses.
    assert {kind: count for kind, count in planned.items() if kind not in ("redirect", "tombstone")} == touches


def test_a_redirect_names_its_line_and_where_it_leads(site: Outlet, command: Command) -> None:
    for text in ("/ancient.html", "/ancient", "https://courier.example/ancient.html"):
        said = told(command, site, text)
        assert said["address"] == "/ancient.html"
        assert said["kind"] == "redirect" or said["leads"] == "https://courier.example/news/2026/11/b.html"
        assert {
            "path": "content/redirects.tsv",
            "line": 2,
            "what": "/ancient.html leads to content:2026/11/b.md",
        } in said["lines"]
    assert told(command, site, "/old")["address"] == "/old.html"


def test_without_stubs_hosts_are_told_and_so_are_you(outlet: MakeOutlet, command: Command) -> None:
    site = (
        outlet({"site.toml": SITE + "\n[hosting]\nstubs = false\n"}).article("2026/11/a", aliases="/old.html").build()
    )
    said = told(command, site, "/old")
    assert (said["what"], said["address"], said["leads"]) == (
        "redirect",
        "/old.html",
        "https://courier.example/news/2026/11/a.html",
    )


def test_a_picture_its_sizes_and_what_shows_it(site: Outlet, command: Command) -> None:
    (size,) = {address for address in site.online() if address.endswith(".640.webp")}
    said = told(command, site, size)
    assert (said["kind"], said["shows"]["files"]) == ("variant", ["media/ferry.jpg"])
    assert said["touches"]["article"] >= 1
    assert "sizes" in told(command, site, "/media/ferry.jpg")["why"]
    assert told(command, site, "/media/lone.svg")["why"] == "nothing that is shown names media/lone.svg"
    gone = size.replace(size.split(".")[1], "0123456789")
    assert told(command, site, gone)["why"].startswith("a size of media/ferry.jpg that nothing shown needs")


def test_a_file_of_the_theme(site: Outlet, command: Command) -> None:
    (css,) = {address for address in site.online() if address.endswith(".css") and address.startswith("/assets/")}
    said = told(command, site, css)
    assert (said["kind"], said["shows"]["files"]) == ("asset", ["themes/plain/assets/plain.css"])
    site.edit({"themes/plain/assets/plain.css": "body { color: red }\n"}).build()
    assert told(command, site, css)["what"] == "former"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("/news/2026/11/draft.html", "content/2026/11/draft.md is a draft"),
        ("/news/2026/11/later.html", "content/2026/11/later.md is still to come: its `embargo` is 2026-11-30"),
        ("/news/2026/11/past.html", "content/2026/11/past.md expired: `expires` is 2026-11-21"),
        ("/news/2026/11/broken.html", "content/2026/11/broken.md has an error, and nothing could be made of it yet: "),
        ("/tags/none/", "nothing that is shown has the tag “none”"),
        ("/stories/none", "nothing that is shown has the story “none”"),
        (
            "/news/2026/10/",
            "it is kept for the months of the section news, and nothing that is shown falls into 2026/10",
        ),
        ("/sport/2026/11/", "it is kept for the months of the section sport"),
        ("/robots2.txt", "nothing was ever made there"),
    ],
)
def test_of_what_is_not_there_it_says_why(text: str, why: str, site: Outlet, command: Command) -> None:
    said = told(command, site, text)
    assert said["what"] == "none"
    assert said["why"].startswith(why)


def test_what_was_taken_down_says_so(site: Outlet, command: Command) -> None:
    said = told(command, site, "/news/2026/11/down.html")
    assert said["kind"] == "tombstone" or said["what"] == "taken down"
    assert [line["what"] for line in said["lines"]] == ["a takedown"]


def test_the_likest_addresses_are_named(site: Outlet, command: Command) -> None:
    assert told(command, site, "/sport/2026/11/a.html")["nearest"] == [A]
    assert A in told(command, site, "/news/2026/11/aa.html")["nearest"]
    assert told(command, site, "/nothing-like-it-anywhere")["nearest"] == []


def test_of_a_preview_drafts_are_there(site: Outlet, command: Command) -> None:
    site.build(output=".broadsheet/preview", drafts=True)
    preview = ("--drafts", "--output", str(site.root / ".broadsheet/preview"))
    assert told(command, site, "/news/2026/11/draft.html", *preview)["what"] == "page"


def test_a_new_article_is_to_be_made_by_the_next_build(site: Outlet, command: Command) -> None:
    said = told(command, site, A)
    assert said["source_state"] == "as built"
    site.article("2026/11/a", "Longer than it was before.")
    assert told(command, site, A)["source_state"] == "changed"
    (site.root / "content/2026/11/a.md").unlink()
    assert told(command, site, A)["source_state"] == "missing"


def test_a_strangers_file_is_told_as_one(site: Outlet, command: Command) -> None:
    site.edit({"public/theirs.html": "x"})
    said = told(command, site, "/theirs.html")
    assert said["why"] == "a file is there that Broadsheet didn't make: it stays as it is"


@pytest.mark.parametrize("text", ["https://elsewhere.example/x", "", "  "])
def test_what_is_no_address_of_this_site(text: str, site: Outlet, command: Command) -> None:
    said = command(site, "explain", text)
    assert said.status == 2
    assert "error: " in said.err


@pytest.mark.parametrize(
    "text", ["/\x00", "/" + "x" * 5000, "/../../etc/passwd", "/%00", "/%ff", "//", "/.", "?", "/a%"]
)
def test_whatever_is_asked_there_is_an_answer(text: str, site: Outlet, command: Command) -> None:
    said = told(command, site, text)
    assert said["what"] in ("none", "page")
    assert "etc/passwd" not in str(said["file"])


def test_where_nothing_was_built_it_says_so(outlet: MakeOutlet, command: Command) -> None:
    said = command(outlet(), "explain", "/")
    assert said.status == 2
    assert "nothing was built there yet" in said.err


def test_for_people_it_is_a_text(site: Outlet, command: Command) -> None:
    said = command(site, "explain", A, "--quiet")
    assert said.status == 0
    head, url, empty, *rest = said.out.splitlines()
    assert (head, url, empty) == (A, f"https://courier.example{A}", "")
    assert rest[0] == "what        article  (article:en:content/2026/11/a.md)"
    assert any(line.startswith("made of     content/2026/11/a.md") for line in rest)
    assert any(line.startswith("touches ") for line in rest)
    assert max(map(len, rest)) < 140


def test_it_writes_nothing(site: Outlet, command: Command) -> None:
    def state() -> dict[str, tuple[int, int]]:
        found = {}
        for folder, _, names in os.walk(site.root):
            for name in names:
                status = Path(folder, name).stat()
                if not name.endswith(("-wal", "-shm")):
                    found[str(Path(folder, name))] = (status.st_size, status.st_mtime_ns)
        return found

    before, online = state(), site.online()
    for text in ("/", A, "/none.html", "/old.html"):
        told(command, site, text)
    assert state().keys() == before.keys()
    assert site.online() == online
    assert site.plan() == {}


def test_of_every_page_that_was_made_it_has_an_answer(outlet: MakeOutlet) -> None:
    site = random_outlet(outlet({}), seed=5)
    order = Order(site=site.root, output=site.root / "public", now=NOON)
    db = connection.connect_reader(str(site.root / ".broadsheet/index.sqlite"))
    rows = db.execute("SELECT kind, min(address) FROM page GROUP BY kind ORDER BY kind").fetchall()
    assert len(rows) > 25
    for kind, address in rows:
        answer = explain(order, address, Witness())
        assert (answer.what, answer.kind, answer.address) == ("page", kind, address)
        assert answer.file
        assert answer.file.state == "as written"
        assert ledger.lives_at(db, 1, address)


def test_an_output_that_is_elsewhere(site: Outlet, command: Command, tmp_path: Path) -> None:
    away = tmp_path / "away"
    site.build(output=str(away))
    shutil.rmtree(site.root / "public")
    said = told(command, site, str(away / "news/2026/11/a.html"), "--output", str(away))
    assert (said["address"], said["file"]["path"]) == (A, str(away / "news/2026/11/a.html"))
