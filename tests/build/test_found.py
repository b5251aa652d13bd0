"""What reviews of the program found and nobody had thought of: each of these was once otherwise."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from broadsheet import press
from broadsheet.index import connection
from broadsheet.job import Order
from tests.conftest import MakeOutlet
from tests.outlet import NOON, SITE, Outlet, Recorded

ES = '\n[languages.es]\ntitle = "El Correo"\n'


@pytest.mark.parametrize(
    "alias",
    ["/index.html", "/feed.xml", "/404.html", "/news/", "/media/a.svg", "/.broadsheet-manifest", "/x//y.html"],
)
def test_an_alias_never_takes_the_place_of_what_is_ours(outlet: MakeOutlet, alias: str) -> None:
    site = outlet({"media/a.svg": '<svg viewBox="0 0 1 1"/>'}).article("2026/11/a", image="a.svg").build()
    before = site.online()
    site.article("2026/11/a", image="a.svg", aliases=f'["{alias}", /old.html]').build()
    assert site.online().keys() - before.keys() - {"/_redirects"} == {"/old.html"}
    assert "its alias" in site.problems[0]
    assert site.online() == site.clean()


def test_an_article_renamed_to_an_earlier_name_keeps_its_index_and_its_address(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/m", id="one").build()
    data = (site.root / "content/2026/11/m.md").read_bytes()
    site.edit({"content/2026/11/m.md": None, "content/2026/11/b.md": data}).build()
    assert site.told.remarks == []
    assert "/news/2026/11/b.html" in site.page("/news/2026/11/m.html")
    assert site.online() == site.clean()


def test_an_article_renamed_while_all_is_made_anew_is_noted(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", id="one").build()
    data = (site.root / "content/2026/11/a.md").read_bytes()
    site.edit({"content/2026/11/a.md": None, "content/2026/11/z.md": data})
    site.edit({"site.toml": SITE.replace("Europe/Lisbon", "Asia/Tokyo")}).build()
    assert "/news/2026/11/z.html" in site.page("/news/2026/11/a.html")


def test_a_mistake_that_is_mended_is_not_told_any_more(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a", url="/x.html").article("2026/11/b", url="/x.html").build()
    assert "2026/11/a.md has too" in site.problems[0]
    site.article("2026/11/b", url="/feeds/").build()
    (told,) = site.problems
    assert told.startswith("content/2026/11/b.md:4:6: error: its address /feeds/index.html is that of ")
    assert site.article("2026/11/b").build().problems == []


def test_a_file_of_static_is_looked_at_again_when_sections_change(outlet: MakeOutlet) -> None:
    site = outlet({"static/opinion/index.html": "mine"}).article("2026/11/a").build()
    assert site.page("/opinion/index.html") == "mine"
    more = SITE.replace("[feeds]", '[[sections]]\nid = "opinion"\ntitle = "Opinion"\n\n[feeds]')
    site.edit({"site.toml": more}).build()
    assert "SectionContext" in site.page("/opinion/index.html")
    assert "static/opinion/index.html" in site.problems[0]
    site.edit({"site.toml": SITE}).build()
    assert site.page("/opinion/index.html") == "mine"
    assert site.problems == []


def test_a_broken_article_of_an_edition_that_goes(outlet: MakeOutlet) -> None:
    site = outlet({"site.toml": SITE + ES, "content/desk.yaml": "breaking:\n  text: Ya\n  link: article:one\n"})
    site.article("2026/11/a", id="one", lang="es", aliases="/viejo.html").build()
    site.edit({"content/2026/11/a.md": "---\ntitle: [\n---\n"}).build()
    site.edit({"site.toml": SITE}).build()
    assert site.has("/news/2026/11/a.html")
    assert not site.has("/es/index.html")


def test_told_changes_are_not_all_when_settings_changed_too(outlet: MakeOutlet) -> None:
    site = outlet().article("2026/11/a").article("2026/11/b").build()
    site.edit({"site.toml": SITE + '\n[addresses]\narticle = "/{section}/{slug}.html"\n'})
    site.build(changed=("content/2026/11/a.md",))
    assert "/news/b.html" in site.page("/news/2026/11/b.html")
    assert site.online() == site.clean()


def test_a_file_where_a_folder_was(outlet: MakeOutlet) -> None:
    site = outlet({"static/x/y.txt": "1"}).article("2026/11/a").build()
    shutil.rmtree(site.root / "static/x")
    site.edit({"static/x": "2"}).build()
    assert (site.problems, site.page("/x")) == ([], "2")
    site.edit({"static/x": None})
    site.edit({"static/x/y.txt": "3"}).build()
    assert (site.problems, site.page("/x/y.txt")) == ([], "3")


def test_a_name_with_a_tab_is_refused(outlet: MakeOutlet) -> None:
    site = outlet({"static/a\tb.txt": "x"}).build()
    assert "control characters" in site.problems[0]
    assert not any("\t" in address for address in site.online())


def test_the_pictures_of_a_page_that_is_only_kept_are_kept(outlet: MakeOutlet) -> None:
    site = outlet({"media/a.svg": '<svg viewBox="0 0 1 1"/>'}).article("2026/11/a", image="a.svg").build()
    site.edit({"content/2026/11/a.md": "---\ntitle: [\n---\n"})
    shutil.rmtree(site.root / ".broadsheet")
    site.build()
    assert site.has("/news/2026/11/a.html") and site.has("/media/a.svg")
    site.edit({"content/2026/11/a.md": None}).build()
    assert not site.has("/media/a.svg")


def test_the_first_second_of_1970_is_a_moment_too(outlet: MakeOutlet) -> None:
    site = outlet().article("old/a", date="1970-01-01T00:00:00Z", story="S").article("old/b", date="", story="S")
    site.article("old/c", date="1969-07-20", story="S").build()
    assert site.has("/news/1970/01/index.html")
    listed = site.page("/stories/s/index.html")
    places = [listed.index(f"/{name}.html") for name in "acb"]
    assert places == sorted(places)


def test_a_file_that_we_did_not_write_is_left_as_it_is(outlet: MakeOutlet) -> None:
    site = outlet({"public/index.html": "theirs", "public/mine.txt": "x"}).article("2026/11/a").build()
    assert site.page("/index.html") == "theirs"
    (told,) = site.problems
    assert told.splitlines() == [
        "/index.html: error: a file that Broadsheet didn't write is there; it is left as it is",
        "hint: move it elsewhere; or give --yes, and it is overwritten",
    ]
    assert "HomeContext" in site.build(yes=True).page("/index.html")
    assert (site.problems, site.page("/mine.txt")) == ([], "x")


def test_a_damaged_index_is_made_anew_once(
    outlet: MakeOutlet,
) -> None:
    site = outlet().article("2026/11/a").build()
    (site.root / ".broadsheet/index.sqlite").write_bytes(b"not an index" * 1000)
    site.build()
    assert site.summary.remarks == ["the index is damaged: building everything anew"]
    site.build()
    assert (site.summary.remarks, site.rendered) == ([], set())


KILLED = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from broadsheet import press
from broadsheet.job import Order, Witness
root = Path(sys.argv[1])
class Telling(Witness):
    def page(self, key, address, what, *why):
        print(what, flush=True)
press.build(Order(site=root, output=root / "public", now=datetime(2026, 11, 24, 12, tzinfo=UTC), jobs=2), Telling())
"""


def test_a_build_that_is_killed_takes_its_workers_along(tmp_path: Path) -> None:
    site = Outlet(tmp_path / "outlet")
    for number in range(310):
        site.article(f"2026/11/n{number}")
    build = subprocess.Popen([sys.executable, "-c", KILLED, str(site.root)], stdout=subprocess.PIPE)
    assert build.stdout and build.stdout.readline() == b"made\n"
    build.send_signal(signal.SIGKILL)
    build.wait()
    build.stdout.close()
    told = Recorded()
    press.build(Order(site=site.root, output=site.root / "public", now=NOON, jobs=1), told)
    assert site.online() == site.clean()


def test_no_query_walks_the_archive(outlet: MakeOutlet) -> None:
    """The plans of the queries that are asked once an article: by key, never from one end to the other."""
    site = outlet().article("2026/11/a").build()
    db = connection.connect_reader(str(site.root / ".broadsheet/index.sqlite"))
    try:
        for query in (
            "SELECT header FROM doc CROSS JOIN shown USING (doc) WHERE doc.id = 'x' AND view = 0 ORDER BY path LIMIT 1",
            "SELECT 1 FROM link CROSS JOIN shown USING (doc) WHERE target = 'x' AND view = 0 LIMIT 1",
            "SELECT path FROM doc CROSS JOIN shown USING (doc) WHERE doc.id = 'x' AND view = 0",
            "SELECT 1 FROM listing WHERE term = 1 AND (bucket, at, id, seq) > ('', 1, 'x', 0) LIMIT 5",
        ):
            plan = " ".join(row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {query}"))
            assert "SCAN" not in plan, plan
    finally:
        db.close()


def test_a_redirect_that_an_editor_takes_out_again_is_gone(outlet: MakeOutlet) -> None:
    site = outlet({"content/redirects.tsv": ""}).article("2026/11/a", id="one").build()
    site.article("2026/11/a", id="one", section="sport").build()
    assert site.has("/news/2026/11/a.html")
    site.edit({"content/redirects.tsv": ""}).build()
    assert not site.has("/news/2026/11/a.html")
