"""What is small and would unpack to much, or names what lies elsewhere, is told of and never followed."""

import copy
import stat
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from broadsheet import content
from tests.conftest import MakeOutlet
from tests.ingest.newsroom import LONG, SETTINGS, Newsroom, article

SECRET = "what nobody but its owner may read"

YAML = {
    "aliases in aliases": "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9) if n else 'ha, ha'}]\n" for n in range(12)
    ),
    "a merge of keys": "title: &a {b: c}\nextra:\n  <<: *a\n",
    "ten thousand anchors": "".join(f"k{n}: &a{n} x\n" for n in range(10_000)),
    "an object of Python's": "title: !!python/object/apply:os.getcwd []\n",
    "a deep flow": f"title: {'[' * 50_000}{']' * 50_000}\n",
    "a deep list": f"title:\n{'- ' * 20_000}x\n",
    "deep mappings": f"title: {'{a: ' * 20_000}x{'}' * 20_000}\n",
    "more than any front matter": f"title: {'x' * 300_000}\n",
}
XML = {
    "entities in entities": '<!DOCTYPE rss [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    "an entity that is a file": '<!DOCTYPE rss [<!ENTITY b SYSTEM "file://{}">]>',
    "a parameter that is a file": '<!DOCTYPE rss [<!ENTITY % p SYSTEM "file://{}">%p;<!ENTITY b "x">]>',
    "a DTD elsewhere": '<!DOCTYPE rss SYSTEM "file://{}">',
    "no declaration": "",
}
NAMES = ("../out.txt", "/out.txt", "a/../../out.txt", "..\\out.txt", "C:\\out.txt", "C:/out.txt", "a/\\..\\out.txt")


@pytest.mark.parametrize("header", YAML.values(), ids=YAML)
def test_front_matter_that_unfolds_is_an_error_with_its_line(header: str) -> None:
    read = content.read(f"---\n{header}---\nText.\n".encode(), "content/a.md", SETTINGS)
    assert read.document is None
    assert read.problems
    assert all(0 < found.line <= 10_003 and len(found.message) < 500 for found in read.problems)


@pytest.mark.parametrize("declared", XML.values(), ids=XML)
def test_xml_fills_in_no_entity_and_includes_no_file(declared: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(SECRET)
    room = Newsroom(tmp_path / "site")
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://{secret}" parse="text"/>'
    item = f"<item><title>Ferry to run again</title><description>{LONG} &b; {include}</description></item>"
    feed = f"<rss version='2.0'><channel><title>News</title>{item}</channel></rss>"
    room.seed("feed.xml", f"<?xml version='1.0'?>{declared.format(secret)}{feed}")
    report = room.take()
    assert report.written, "nothing was read, so nothing is shown"
    made = b"".join(room.files().values()).decode()
    assert SECRET not in made
    assert "haha" not in made


@pytest.mark.parametrize("name", NAMES)
def test_no_name_in_a_zip_leads_out_of_it(name: str, tmp_path: Path) -> None:
    room = Newsroom(tmp_path / "a" / "site")
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr(name, LONG)
    room.seed("old.zip", packed.getvalue())
    before = {path for path in tmp_path.rglob("*") if room.site not in path.parents}
    report = room.take()
    assert report.written == ()
    assert ["its name leads out of the zip" in found.message for found in report.problems] == [True]
    assert {path for path in tmp_path.rglob("*") if room.site not in path.parents} == before


def test_files_of_a_zip_that_are_the_same_bytes_under_many_names_are_a_trap(tmp_path: Path) -> None:
    room = Newsroom(tmp_path / "site")
    packed = tmp_path / "old.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.txt", article("By Mira Tolvane"))
        for number in range(3):
            again = copy.copy(made.filelist[0])
            again.filename = f"{number}.txt"
            made.filelist.append(again)
    room.seed("old.zip", packed.read_bytes())
    report = room.take()
    assert ["lie within one another" in found.message for found in report.problems] == [True]
    assert report.written == ()


def test_a_link_in_a_zip_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(SECRET)
    room = Newsroom(tmp_path / "site")
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        link = zipfile.ZipInfo("text.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "../../secret")
    room.seed("old.zip", packed.getvalue())
    (problem,) = room.take().problems
    assert "it is a link" in problem.message


@pytest.mark.parametrize("target", ["../../secret", "/dev/zero", "/etc/passwd", "gone"])
def test_a_link_in_seeds_never_reaches_outside(target: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(f"Ferry to run again\n\n{SECRET}\n\n{LONG}")
    room = Newsroom(tmp_path / "site")
    room.seed("real.txt", f"Ferry to run again\n\n{LONG}")
    (room.site / "seeds" / "link.txt").symlink_to(target)
    report = room.take()
    assert [entry.source for entry in report.entries] == ["seeds/real.txt"]
    assert SECRET.encode() not in b"".join(room.files().values())


@pytest.mark.parametrize("folder", ["content", "media", "static"])
@pytest.mark.parametrize("target", ["../../secret", "../.env", "/dev/zero", "/etc/passwd"])
def test_a_link_in_a_site_puts_nothing_else_online(
    folder: str, target: str, outlet: MakeOutlet, tmp_path: Path
) -> None:
    site = outlet().article("news/a")
    secret = site.root.parent / "secret"
    secret.write_text(SECRET)
    (site.root / ".env").write_text(SECRET)
    (site.root / folder).mkdir(exist_ok=True)
    (site.root / folder / "link.txt").symlink_to(target)
    site.build()
    assert SECRET.encode() not in b"".join(site.online().values())
    assert site.has("/news/2026/11/a.html")
