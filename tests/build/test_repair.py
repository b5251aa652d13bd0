"""Whatever happens to the files of an output, to its manifest or to the index: it is found, and mended."""

import random
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet import check, comparing
from broadsheet.index import connection, ledger
from broadsheet.job import Order
from broadsheet.manifest import MANIFEST, line_of, open_manifest
from tests.conftest import MakeOutlet
from tests.outlet import NOON, Outlet, Recorded

GONE = "/news/2026/11/a.html"
STAYS = "/sport/2026/11/b.html"


def small(outlet: Outlet) -> Outlet:
    outlet.edit({"media/a.svg": '<svg viewBox="0 0 4 3"/>', "static/robots.txt": "x"})
    outlet.article("2026/11/a", tags="x", image="a.svg", aliases="/old.html", authors="Ann")
    return outlet.article("2026/11/b", section="sport")


def found(outlet: Outlet) -> list[tuple[str, str]]:
    """What `check --output` says of the output's files."""
    order = Order(site=outlet.root, output=outlet.root / "public", now=NOON, jobs=1)
    told = check.check(order, Recorded(), files=True)
    return [(problem.path, problem.message) for problem in told.problems if problem.path.startswith("/")]


def compared(outlet: Outlet) -> int | None:
    order = Order(site=outlet.root, output=outlet.root / "public", now=NOON, jobs=1)
    return check.check(order, Recorded(), files=True).compared


def place(outlet: Outlet, address: str) -> Path:
    return outlet.root / "public" / address.lstrip("/")


def as_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def as_link(path: Path) -> None:
    path.rename(path.with_suffix(".kept"))
    path.symlink_to(path.with_suffix(".kept").name)


# Files


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (Path.unlink, "it is missing"),
        (lambda path: path.write_bytes(path.read_bytes()[:-1]), "it isn't as it was made"),
        (as_folder, "a folder is in its place"),
        (as_link, "a link is in its place"),
    ],
    ids=["deleted", "changed", "folder", "link"],
)
@pytest.mark.parametrize("address", [STAYS, "/robots.txt"])
def test_a_file_that_is_not_as_it_was_made_is_told_and_mended(
    outlet: MakeOutlet, harm: Callable[[Path], object], said: str, address: str
) -> None:
    site = small(outlet()).build()
    made = site.online()
    assert found(site) == []
    harm(place(site, address))
    assert found(site) == [(address, said)]
    site.build()
    assert not place(site, address).is_file() or place(site, address).is_symlink() or said == "it isn't as it was made"
    site.build(repair=True)
    assert site.summary.compared == site.summary.pages == compared(site)
    assert site.summary.made == 1
    assert {name: data for name, data in site.online().items() if not name.endswith(".kept")} == made
    assert not place(site, address).is_symlink()
    assert found(site) == []


def test_a_folder_with_somebodys_files_in_a_pages_place_stays_and_is_told(outlet: MakeOutlet) -> None:
    site = small(outlet()).build()
    as_folder(place(site, STAYS))
    (place(site, STAYS) / "mine").write_text("mine")
    site.build(repair=True)
    assert site.summary.status == 1
    assert any(STAYS in problem and "move that elsewhere" in problem for problem in site.problems)
    assert (place(site, STAYS) / "mine").read_text() == "mine"


def test_files_that_are_not_ours_are_neither_told_nor_touched(outlet: MakeOutlet) -> None:
    site = small(outlet()).build()
    place(site, "/mine.html").write_text("mine")
    assert found(site) == []
    site.build(repair=True)
    assert place(site, "/mine.html").read_text() == "mine"


def test_what_a_killed_build_left_behind_is_told(outlet: MakeOutlet) -> None:
    site = small(outlet()).build()
    (site.root / "public" / comparing.TEMPORARY).mkdir()
    assert found(site) == [(f"/{comparing.TEMPORARY}", "a build that was killed left it")]
    site.build(repair=True)
    assert found(site) == []


def test_where_nothing_was_built_that_is_said(outlet: MakeOutlet) -> None:
    site = small(outlet())
    order = Order(site=site.root, output=site.root / "public", now=NOON, jobs=1)
    told = check.check(order, Recorded(), files=True)
    assert told.compared == 0
    assert any("nothing was built there yet" in problem.message for problem in told.problems)


def test_a_preview_of_drafts_is_compared_with_what_was_made_with_drafts(outlet: MakeOutlet) -> None:
    site = small(outlet()).article("2026/11/c", draft="true").build(drafts=True)
    assert found(site) == []


def test_repairing_makes_nothing_of_what_is_as_it_was_made(outlet: MakeOutlet) -> None:
    site = small(outlet()).build()
    site.build(repair=True)
    assert (site.rendered, site.summary.compared) == (set(), site.summary.pages)


@pytest.mark.parametrize("asked", [{"clean": True}, {"changed": ("content/2026/11/b.md",)}, {"strict": True}])
def test_repair_goes_with_other_options(outlet: MakeOutlet, asked: dict[str, Any]) -> None:
    site = small(outlet()).build()
    place(site, GONE).unlink()
    site.build(repair=True, **asked)
    assert (site.summary.compared, site.has(GONE)) == (site.summary.pages, True)


def test_after_a_power_cut_every_output_is_compared(outlet: MakeOutlet) -> None:
    site = small(outlet()).build(output="other").build()
    for output in ("public", "other"):
        (site.root / output / STAYS.lstrip("/")).write_bytes(b"")
    with connection.transaction(db := connection.connect(site.root / ".broadsheet")[0]):
        ledger.doubt_outputs(db)
    db.close()
    for output in ("public", "other"):
        site.build(output=output)
        assert site.summary.compared == site.summary.pages
        assert site.online(output) == site.clean()
        assert site.build(output=output).summary.compared is None


# The manifest


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def headless(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"broadsheet", b"broadsheat", 1))


def flipped(path: Path) -> None:
    """Each line but the first has another letter in its address."""
    head, *lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([head, *(line.replace(b"/", b"/Q", 1) for line in lines)]))


def of_format_1(path: Path) -> None:
    lines = [line.rpartition("\t")[0] for line in path.read_text().splitlines()]
    path.write_text("".join(f"{line}\n" for line in [lines[0].replace("\t2\t", "\t1\t"), *lines[1:]]))


HARM = {"deleted": Path.unlink, "emptied": emptied, "cut": cut, "headless": headless, "flipped": flipped}


@pytest.mark.parametrize("harm", [*HARM.values(), of_format_1], ids=[*HARM, "format 1"])
def test_a_manifest_that_is_lost_or_damaged_is_made_good_from_the_index(
    outlet: MakeOutlet, harm: Callable[[Path], object]
) -> None:
    """Also for an article that goes in the same build: nothing of ours stays, and what isn't ours does."""
    site = small(outlet()).build()
    place(site, "/mine.html").write_text("mine")
    harm(site.root / "public" / MANIFEST)
    site.edit({"content/2026/11/a.md": None}).build(repair=harm is flipped)
    online = site.online()
    assert online.pop("/mine.html") == b"mine"
    assert online == site.clean()
    assert not site.has(GONE)
    assert {stray.address for stray in open_manifest(site.root / "public").noted()} >= online.keys()
    assert found(site) == []


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM)
def test_a_damaged_manifest_is_told(outlet: MakeOutlet, harm: Callable[[Path], object]) -> None:
    site = small(outlet()).build()
    harm(site.root / "public" / MANIFEST)
    said = "it is missing" if harm is Path.unlink else "it isn't as it was left"
    assert found(site) == [(f"/{MANIFEST}", said)]
    site.build(repair=True)
    assert found(site) == []


def test_what_a_damaged_line_names_is_not_deleted_when_the_index_is_lost(outlet: MakeOutlet) -> None:
    site = small(outlet()).build()
    place(site, "/Qnews/2026/11/a.html").parent.mkdir(parents=True)
    place(site, "/Qnews/2026/11/a.html").write_text("mine")
    flipped(site.root / "public" / MANIFEST)
    shutil.rmtree(site.root / ".broadsheet")
    site.edit({"content/2026/11/a.md": None}).build()
    assert place(site, "/Qnews/2026/11/a.html").read_text() == "mine"


def test_a_page_that_is_only_kept_goes_with_its_article_though_first_the_index_and_then_the_manifest_was_lost(
    outlet: MakeOutlet,
) -> None:
    site = small(outlet()).build()
    shutil.rmtree(site.root / ".broadsheet")
    site.edit({"content/2026/11/a.md": "---\ntitle: [\n---\n"}).build()
    assert site.has(GONE)
    (site.root / "public" / MANIFEST).unlink()
    site.build()
    assert site.has(GONE)
    site.edit({"content/2026/11/a.md": None}).build()
    assert not site.has(GONE)
    assert site.online() == site.clean()


def test_what_somebody_put_in_our_files_place_is_not_ours_without_a_manifest(outlet: MakeOutlet) -> None:
    site = small(outlet()).build()
    (site.root / "public" / MANIFEST).unlink()
    place(site, GONE).write_text("mine")
    site.edit({"content/2026/11/a.md": None}).build()
    assert place(site, GONE).read_text() == "mine"


@pytest.mark.parametrize("format_1", [False, True])
def test_with_the_index_lost_the_manifest_alone_tells_what_is_ours(outlet: MakeOutlet, format_1: bool) -> None:
    site = small(outlet()).build()
    if format_1:
        of_format_1(site.root / "public" / MANIFEST)
    shutil.rmtree(site.root / ".broadsheet")
    site.edit({"content/2026/11/a.md": None}).build()
    assert site.online() == site.clean()
    assert open_manifest(site.root / "public").checked


def test_with_both_lost_what_is_made_is_whole_and_what_isnt_made_any_more_stays(outlet: MakeOutlet) -> None:
    site = small(outlet()).build()
    before = place(site, GONE).read_bytes()
    shutil.rmtree(site.root / ".broadsheet")
    (site.root / "public" / MANIFEST).unlink()
    site.edit({"content/2026/11/a.md": None, "static/robots.txt": "y"}).build(yes=True)
    online, clean = site.online(), site.clean()
    assert place(site, GONE).read_bytes() == before
    assert {address: online[address] for address in clean} == clean


def test_a_line_of_the_manifest_has_a_checksum() -> None:
    line = line_of(ledger.Stray("/a.html", "article", "content/a.md"))
    text, _, told = line.rstrip("\n").rpartition("\t")
    assert (text, told) == ("+\t/a.html\tarticle\tcontent/a.md", f"{zlib.crc32(text.encode()):08x}")


@pytest.mark.parametrize("number", ["²", "9" * 5000, "-1", "", "1 "])
def test_a_number_that_is_none_is_no_claim(tmp_path: Path, number: str) -> None:
    (tmp_path / MANIFEST).write_text(f"broadsheet-manifest\t1\t{number}\n", encoding="utf-8")
    assert open_manifest(tmp_path).claimed == 0


# By chance


def damage(outlet: Outlet, rng: random.Random) -> None:
    """Do something to the output, or to its manifest."""
    files = sorted(path for path in (outlet.root / "public").rglob("*") if path.is_file() and not path.is_symlink())
    harms: list[Callable[[Path], object]] = [Path.unlink, emptied, cut, lambda path: path.write_bytes(rng.randbytes(9))]
    for path in rng.sample(files, min(rng.randrange(1, 6), len(files))):
        rng.choice([*harms, as_folder] if path.name != MANIFEST else harms)(path)
    manifest = outlet.root / "public" / MANIFEST
    if manifest.exists() and rng.random() < 0.5:
        data = bytearray(manifest.read_bytes())
        for _ in range(min(len(data), rng.randrange(4))):
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        manifest.write_bytes(data)


@settings(max_examples=3, deadline=None)
@given(seed=st.integers(0, 1 << 32))
def test_random_damage_is_mended(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    rng = random.Random(seed)
    site = small(Outlet(tmp_path_factory.mktemp("repair") / "site")).build()
    place(site, "/mine.html").write_text("mine")
    for _ in range(2):
        damage_but_mine(site, rng)
        site.build(repair=True, yes=True)
        online = site.online()
        assert online.pop("/mine.html") == b"mine"
        assert online == site.clean()
        assert found(site) == []


def damage_but_mine(site: Outlet, rng: random.Random) -> None:
    damage(site, rng)
    path = place(site, "/mine.html")
    if path.is_dir():
        path.rmdir()
    path.write_text("mine")
