"""The output folder: where it may be, who may write, what becomes of it when something is lost or can't be written."""

import errno
import os
import shutil
import threading
from pathlib import Path

import pytest

from broadsheet import output
from broadsheet.kinds import KINDS
from broadsheet.manifest import MANIFEST, Manifest
from broadsheet.output import Folder
from broadsheet.problems import SiteError
from tests.conftest import MakeOutlet
from tests.outlet import SITE, Outlet, Recorded

SVG = '<svg viewBox="0 0 4 3"/>'
PICTURE = {"media/a.svg": SVG, "static/robots.txt": "x"}


def small(outlet: Outlet) -> Outlet:
    outlet.edit(PICTURE)
    outlet.article("2026/11/a", tags="x", image="a.svg", aliases="/old.html", authors="Ann")
    return outlet.article("2026/11/b", section="sport")


# Where it may be


@pytest.mark.parametrize(
    "name", ["content", "content/2026", "media", "seeds", "static/x", "templates", "themes", ".broadsheet"]
)
def test_the_output_can_not_lie_in_a_folder_of_the_site(outlet: MakeOutlet, name: str) -> None:
    site = small(outlet())
    before = site.online("content")
    with pytest.raises(SiteError) as refused:
        site.build(output=name)
    folder = name.partition("/")[0]
    assert str(refused.value) == (
        f"{site.root}/{name}: error: the output can't lie in {folder}/\nhint: --output public"
    )
    assert site.online("content") == before


@pytest.mark.parametrize("name", [".", "..", "../.."])
def test_the_output_can_not_be_the_site_or_above_it(outlet: MakeOutlet, name: str) -> None:
    site = small(outlet())
    with pytest.raises(SiteError, match="the output can't be the site's own folder, or one that it lies in"):
        site.build(output=name)
    assert not (site.root / MANIFEST).exists()


def test_the_output_can_not_be_a_link_to_a_folder_of_the_site(outlet: MakeOutlet) -> None:
    site = small(outlet())
    (site.root / "public").symlink_to(site.root / "content")
    with pytest.raises(SiteError):
        site.build()


def test_the_output_may_lie_elsewhere(outlet: MakeOutlet, tmp_path: Path) -> None:
    site = small(outlet()).build(output="../hosted/here")
    assert (tmp_path / "hosted/here/index.html").exists()
    assert site.online("../hosted/here") == site.build().online()


def test_a_file_in_the_place_of_the_output_is_told(outlet: MakeOutlet) -> None:
    site = small(outlet({"public": "a file"}))
    with pytest.raises(SiteError, match="the folder can't be written: File exists"):
        site.build()


# Two at once


def test_a_second_build_waits_for_the_first(outlet: MakeOutlet) -> None:
    site = small(outlet())
    (site.root / "public").mkdir()
    told: list[str] = []
    done = threading.Event()

    class Waiting(Recorded):
        def remark(self, text: str) -> None:
            told.append(text)
            done.set()

    second = threading.Thread(target=lambda: Outlet(site.root, bare=True).build(witness=Waiting()))
    with output.locked(site.root / "public", lambda: None):
        second.start()
        assert done.wait(30)
        assert told == [f"another build holds {site.root}/public: waiting for it"]
        assert not site.has("/index.html")
    second.join(30)
    assert site.has("/index.html")
    assert site.build().told.pages == {}


def test_a_build_into_another_folder_waits_for_the_index(outlet: MakeOutlet) -> None:
    site = small(outlet()).build()
    told = Recorded()
    second = threading.Thread(target=lambda: Outlet(site.root, bare=True).build(output="other", witness=told))
    with output.locked(site.root / ".broadsheet", lambda: None):
        second.start()
        second.join(0.3)
        assert second.is_alive()
    second.join(30)
    assert told.remarks == [f"another build holds {site.root}/.broadsheet: waiting for it"]
    assert site.online("other") == site.online()


# What is lost


def test_a_lost_manifest_or_index_makes_nothing_anew(outlet: MakeOutlet) -> None:
    site = small(outlet()).build()
    before = site.online()
    for lost in (site.root / "public" / MANIFEST, site.root / ".broadsheet/index.sqlite"):
        lost.unlink()
        site.build()
        assert (site.online(), site.summary.made, site.told.taken) == (before, 0, [])
        assert site.build().told.pages == {}


def test_a_damaged_index_is_made_anew_and_said_so(outlet: MakeOutlet) -> None:
    site = small(outlet()).build()
    before = site.online()
    for damage in (b"not a database", b""):
        for suffix in ("-wal", "-shm"):
            (site.root / f".broadsheet/index.sqlite{suffix}").unlink(missing_ok=True)
        (site.root / ".broadsheet/index.sqlite").write_bytes(damage)
        site.build()
        assert site.online() == before
        assert len(site.summary.remarks) == 1


def test_a_wiped_output_is_made_anew(outlet: MakeOutlet) -> None:
    site = small(outlet()).build()
    before = site.online()
    shutil.rmtree(site.root / "public")
    assert site.build().online() == before


def test_an_older_copy_of_the_output_is_brought_up_to_date(outlet: MakeOutlet, tmp_path: Path) -> None:
    site = small(outlet()).build()
    shutil.copytree(site.root / "public", tmp_path / "older")
    site.article("2026/11/a", title="Newer", tags="y").article("2026/11/c").build()
    site.edit({"content/2026/11/b.md": None}).build()
    before = site.online()
    shutil.rmtree(site.root / "public")
    shutil.copytree(tmp_path / "older", site.root / "public")
    assert site.build().online() == before == site.clean()


def test_an_output_that_another_index_built_is_brought_up_to_date(outlet: MakeOutlet, tmp_path: Path) -> None:
    site = small(outlet()).build()
    other = tmp_path / "other"
    shutil.copytree(site.root, other, ignore=shutil.ignore_patterns(".broadsheet", "public"))
    elsewhere = Outlet(other, bare=True).article("2026/11/c").build(output="../outlet/public")
    assert site.has("/news/2026/11/c.html")
    assert site.build().online() == site.clean()
    assert not site.has("/news/2026/11/c.html")
    elsewhere.build(output="../outlet/public")
    assert site.has("/news/2026/11/c.html")


def test_a_manifest_can_not_lead_out_of_the_output(outlet: MakeOutlet) -> None:
    site = small(outlet()).build()
    with open(site.root / "public" / MANIFEST, "a", encoding="utf-8") as file:
        file.write("+\t/../site.toml\tarticle\tcontent/x.md\n+\t//etc/passwd\tarticle\tcontent/x.md\n")
    (site.root / ".broadsheet/index.sqlite").unlink()
    site.build()
    assert (site.root / "site.toml").exists()


def test_links_out_of_the_output_are_not_followed(outlet: MakeOutlet, tmp_path: Path) -> None:
    site = small(outlet()).build()
    (tmp_path / "victim").write_text("theirs")
    page = site.root / "public/news/2026/11/a.html"
    page.unlink()
    page.symlink_to(tmp_path / "victim")
    site.article("2026/11/a", title="New").build()
    assert (tmp_path / "victim").read_text() == "theirs"
    assert "ArticleContext" in site.page("/news/2026/11/a.html")


# How it goes out


def stages(site: Outlet) -> list[int]:
    """The stage of each page that was told of, in order, where all are new."""
    return [KINDS[key.partition(":")[0]].stages[1] for key in site.told.pages]


def test_articles_go_out_before_lists_before_feeds_before_stubs_before_deletions(outlet: MakeOutlet) -> None:
    site = small(outlet()).build()
    assert stages(site) == sorted(stages(site))
    assert set(stages(site)) == {kind.stages[1] for kind in KINDS.values()}
    site.edit({"content/2026/11/b.md": None, "media/b.svg": SVG})
    site.article("2026/11/a", title="New", slug="new", image="b.svg", aliases="/older.html").build()
    order = site.told.order
    made = [
        order.index(where)
        for where in ("/media/b.svg", "/news/2026/11/new.html", "/index.html", "/feed.xml", "/older.html")
    ]
    assert made == sorted(made)
    gone = [order.index(where) for where in order if where.startswith("-")]
    assert min(gone) > max(made)
    assert {"-/sport/2026/11/b.html", "-/old.html", "-/media/a.svg"} <= set(order)
    assert "-/news/2026/11/a.html" not in order  # a stub lives there


def test_what_went_out_is_listed_in_an_order_fit_for_upload(outlet: MakeOutlet) -> None:
    site = small(outlet()).build()
    assert sorted(site.summary.added) == sorted(site.online())
    assert site.summary.changed == []
    site.article("2026/11/c").edit({"content/2026/11/b.md": None}).build()
    assert site.summary.added == ["/news/2026/11/c.html"]
    assert site.summary.changed.index("/index.html") < site.summary.changed.index("/feed.xml")
    assert "/sport/2026/11/b.html" in site.summary.taken


def test_no_temporary_file_is_left(outlet: MakeOutlet) -> None:
    site = small(outlet()).build()
    assert {path.name for path in (site.root / "public").iterdir() if path.name.startswith(".")} == {MANIFEST}


def test_what_a_killed_build_left_is_out_of_reach_and_goes(outlet: MakeOutlet, monkeypatch: pytest.MonkeyPatch) -> None:
    site = small(outlet()).build()
    for left in ("public/.broadsheet-new/1-0", ".broadsheet/new/1-0"):
        site.edit({left: "half a page"})
    seen: list[str] = []
    place = Folder.place

    def look(folder: Folder) -> dict[str, OSError]:
        seen.append(str(Path(folder.new).relative_to(site.root)))
        assert not (site.root / "public/.broadsheet-new/1-0").exists()
        assert Path(folder.new) == site.root / ".broadsheet/new" or Path(folder.new).stat().st_mode & 0o077 == 0
        return place(folder)

    monkeypatch.setattr(Folder, "place", look)
    site.article("2026/11/c").build()
    assert set(seen) == {".broadsheet/new"}
    # In a folder that gives its files another group they are made where they get it, and nobody else looks in.
    seen.clear()
    (site.root / "public").chmod(0o2755)
    site.article("2026/11/d").build()
    assert set(seen) == {"public/.broadsheet-new"}
    assert not (site.root / "public/.broadsheet-new").exists()


def test_a_full_disk_that_names_no_file_is_told_with_the_output(
    outlet: MakeOutlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = small(outlet()).build()

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Manifest, "note", full)
    with pytest.raises(SiteError) as failed:
        site.article("2026/11/c").build()
    assert failed.value.problems[0].path == str(site.root / "public")


# What is asked for


def test_only_the_paths_that_are_named_are_looked_at(outlet: MakeOutlet) -> None:
    site = small(outlet()).build()
    site.article("2026/11/a", title="Looked at").article("2026/11/b", title="Passed over", section="sport")
    site.build(changed=("content/2026/11/a.md",))
    assert "Looked at" in site.page("/news/2026/11/a.html")
    assert "Passed over" not in site.page("/sport/2026/11/b.html")
    site.build()
    assert "Passed over" in site.page("/sport/2026/11/b.html")
    assert site.online() == site.clean()


def test_a_named_path_that_is_gone_is_taken_away(outlet: MakeOutlet) -> None:
    site = small(outlet()).build()
    site.edit({"content/2026/11/a.md": None}).build(changed=("content/2026/11/a.md",))
    assert not site.has("/news/2026/11/a.html")
    assert site.online() == site.clean()


def test_a_first_build_looks_at_everything_whatever_is_named(outlet: MakeOutlet) -> None:
    site = small(outlet()).build(changed=("content/2026/11/a.md",))
    assert site.has("/sport/2026/11/b.html")


def test_the_path_of_the_url_stands_in_front_of_every_link(outlet: MakeOutlet) -> None:
    site = small(outlet({"site.toml": SITE.replace('courier.example"\nlang', 'host.example/courier"\nlang')}))
    site.article("2026/11/c", "[Here](/about/) [a](/content/2026/11/a.md) ![Seen](a.svg)").build()
    page = site.page("/news/2026/11/c.html").replace("&#34;", '"')
    for href in ("/courier/about/", "/courier/news/2026/11/a.html", "/courier/media/a.svg"):
        assert href in page
    assert "https://host.example/courier/news/2026/11/c.html" in page
    assert "<link>https://host.example/courier/news/2026/11/c.html</link>" in site.page("/feed.xml")
    assert "https://host.example/courier/news/2026/11/a.html" in site.page("/old.html")


def test_several_processes_make_the_same_bytes(outlet: MakeOutlet, monkeypatch: pytest.MonkeyPatch) -> None:
    site = small(outlet())
    for number in range(40):
        site.article(f"2026/10/n{number}", date=f"2026-10-{number % 28 + 1:02}", tags="x", story="Saga")
    one = site.build().online()
    monkeypatch.setattr("broadsheet.workers.MANY", 10)
    assert site.build(output="several", jobs=2).online("several") == one
    assert site.clean(jobs=2) == one


@pytest.mark.parametrize(
    ("text", "problem"),
    [("---\ntitle: [\n---\n", "error"), ("---\ntitle: A\n---\n![x](http://elsewhere.example/a.jpg)\n", "warning")],
)
def test_a_strict_build_with_a_problem_builds_nothing(outlet: MakeOutlet, text: str, problem: str) -> None:
    site = small(outlet()).build()
    before = site.online()
    site.edit({"content/2026/11/a.md": text}).article("2026/11/b", title="Edited", section="sport")
    with pytest.raises(SiteError, match=f"^content/2026/11/a.md:.* {problem}: "):
        site.build(strict=True)
    assert site.online() == before
    assert "Edited" in site.build().page("/sport/2026/11/b.html")


def test_a_strict_build_without_problems_builds(outlet: MakeOutlet) -> None:
    assert small(outlet()).build(strict=True).has("/index.html")


def test_a_clean_build_gives_the_same_bytes(outlet: MakeOutlet) -> None:
    site = small(outlet()).build()
    before = site.online()
    site.build(clean=True)
    assert (site.online(), site.summary.made) == (before, 0)
    assert len(site.rendered) == site.summary.pages
