"""Folders and zips of sources: each file in them is a source, and nothing in them leads anywhere else."""

import stat
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from broadsheet import durable
from broadsheet.ingest import Outcome, files, take_in
from tests.ingest.newsroom import LONG, NOW, OTHER, SETTINGS, Newsroom, article

PNG = b"\x89PNG\r\n\x1a\n" + b"ferry"
PAGE = f"""<html><head><title>Ferry to run again</title><meta property="og:title" content="Ferry to run again">
</head><body><article><h1>Ferry to run again</h1><p>{LONG}</p>
<figure><img src="{{}}" alt="The ferry"><figcaption>The ferry at the quay</figcaption></figure>
<p>{OTHER}</p></article></body></html>"""


def zipped(files: dict[str, str | bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()


def text(place: str) -> str:
    """A source that is like no other."""
    words = {"Varga": "fog", "Dorum": "ice", "Kapito": "sand"}
    body = LONG.replace("bridge at Varga", f"road through the {words[place]} of {place}")
    return f"{place} waits for its ferry\n\nBy Mira Tolvane\n\n{body}\n\nNobody in {place} had seen it for two winters."


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path)


def test_each_file_in_a_zip_is_a_source(room: Newsroom) -> None:
    room.seed("old.zip", zipped({"a/one.txt": text("Varga"), "two.txt": text("Dorum"), "__MACOSX/._two.txt": "x"}))
    report = room.take()
    assert [entry.source for entry in report.entries] == ["seeds/old.zip/a/one.txt", "seeds/old.zip/two.txt"]
    assert report.problems == ()
    assert "file: seeds/old.zip/a/one.txt\n" in (room.site / report.written[0]).read_text()
    assert room.take().entries == ()


def test_a_changed_zip_changes_what_changed_in_it(room: Newsroom) -> None:
    room.seed("old.zip", zipped({"one.txt": text("Varga"), "two.txt": text("Dorum")}))
    first = room.take()
    room.seed("old.zip", zipped({"one.txt": text("Varga"), "two.txt": text("Dorum").replace("two winters", "three")}))
    report = room.take()
    assert report.written == (first.written[1],)
    assert [entry.outcome for entry in report.entries] == [Outcome.REWRITTEN]


def test_one_file_of_a_zip_can_be_made_again(room: Newsroom) -> None:
    room.seed("old.zip", zipped({"one.txt": text("Varga"), "two.txt": text("Dorum")}))
    (one, _) = room.take().written
    (room.site / one).unlink()
    assert room.take().written == ()
    assert room.take(again=("seeds/old.zip/one.txt",)).written == (one,)


def test_a_zip_from_elsewhere_is_named_without_its_folders(tmp_path: Path) -> None:
    room = Newsroom(tmp_path / "site")
    room.site.mkdir()
    (tmp_path / "old.zip").write_bytes(zipped({"a/one.txt": text("Varga")}))
    (file,) = take_in(room.site, SETTINGS, now=NOW, sources=[tmp_path / "old.zip"]).written
    assert "file: old.zip/a/one.txt\n" in (room.site / file).read_text()


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "C:\\out.txt", "a/../../out.txt", "..\\out.txt"])
def test_no_name_leads_out_of_a_zip(name: str, room: Newsroom) -> None:
    room.seed("bad.zip", zipped({name: text("Varga"), "two.txt": text("Dorum")}))
    report = room.take()
    assert [problem.message for problem in report.problems] == [
        f"“{name}” in this zip is left out: its name leads out of the zip"
    ]
    assert len(report.written) == 1
    assert all(name.startswith("content/") for name in room.files())


def test_links_locked_files_traps_and_zips_in_zips_are_refused(room: Newsroom) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/hostname")
        made.writestr("trap.txt", b"a" * 3_000_000)
        made.writestr("inner.zip", zipped({"one.txt": text("Varga")}))
        made.writestr("two.txt", text("Dorum"))
    room.seed("bad.zip", out.getvalue())
    report = room.take()
    assert sorted(problem.message for problem in report.problems) == [
        "a zip in a zip isn't opened",
        "“link.txt” in this zip is left out: it is a link",
        "“trap.txt” in this zip is left out: it is packed so tightly that it may be a trap",
    ]
    assert len(report.written) == 1
    assert len(room.take().problems) == 3


@pytest.mark.parametrize("cut", [30, 300, 450])
def test_a_damaged_zip_is_a_problem(cut: int, room: Newsroom) -> None:
    room.seed("bad.zip", zipped({"one.txt": text("Varga"), "two.txt": text("Dorum")})[:cut])
    report = room.take()
    (problem,) = report.problems
    assert problem.path == "seeds/bad.zip"
    assert problem.message.startswith("this can't be read: the zip is damaged: ")
    assert problem.hint == "pack it again, or get it again from where it came"
    assert room.files() == {}


def test_a_file_without_a_name_is_left_out(room: Newsroom) -> None:
    data = zipped({"a": text("Varga"), "two.txt": text("Dorum")})
    start = data.index(b"PK\x01\x02")
    data = data[: start + 28] + b"\x00\x00\x01\x00" + data[start + 32 :]  # its name is now an extra field
    room.seed("bad.zip", data)
    report = room.take()
    assert [problem.message for problem in report.problems] == [
        "“” in this zip is left out: no file could have that name"
    ]
    assert len(report.written) == 1


def test_a_member_that_is_damaged_stops_no_other(room: Newsroom) -> None:
    data = bytearray(zipped({"one.txt": text("Varga"), "two.txt": text("Dorum")}))
    data[80] ^= 0xFF
    room.seed("bad.zip", bytes(data))
    report = room.take()
    assert len(report.written) == 1
    assert {problem.path.partition("/one")[0] for problem in report.problems} == {"seeds/bad.zip"}


@pytest.mark.parametrize(
    ("address", "lies"),
    [
        ("ferry.png", "ferry.png"),
        ("pictures/ferry.png", "pictures/ferry.png"),
        ("/img/ferry.png", "static/img/ferry.png"),
        ("https://old.example/wp-content/uploads/2031/03/ferry.png", "wp-content/uploads/2031/03/ferry.png"),
        ("https://old.example/wp-content/uploads/2031/03/ferry-300x200.png", "uploads/2031/03/ferry.png"),
        ("https://old.example/wp-content/uploads/2031/03/ferry.png?w=300", "uploads/2031/03/ferry-1024x768.png"),
        ("https://cdn.example/x/ferry-at-the-quay.png", "Ferry-At-The-Quay.png"),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_a_picture_that_came_along_goes_to_media(address: str, lies: str, packed: bool, room: Newsroom) -> None:
    here: dict[str, str | bytes] = {"page.html": PAGE.format(address), lies: PNG}
    if packed:
        room.seed("old.zip", zipped(here))
    else:
        for name, data in here.items():
            room.seed(f"old/{name}", data)
    report = room.take()
    (file,) = report.written
    (media,) = (name for name in room.files() if name.startswith("media/"))
    assert room.files()[media] == PNG
    assert media.removeprefix("media/") in (room.site / file).read_text()
    assert report.problems == ()
    assert room.take().written == ()


@pytest.mark.parametrize(
    ("address", "lies"),
    [
        ("https://cdn.example/x/ferry.png", ["a/ferry.png"]),
        ("https://old.example/03/ferry.png", ["a/03/ferry.png", "b/03/ferry.png"]),
        ("../secret.png", ["other/secret.png", "more/secret.png"]),
        ("ferry.png", ["ferry.txt"]),
    ],
)
def test_a_picture_that_may_be_another_is_none(address: str, lies: list[str], room: Newsroom) -> None:
    room.seed("old/page.html", PAGE.format(address))
    for place, name in enumerate(lies):
        room.seed(f"old/{name}", PNG + bytes([place]) if name.endswith(".png") else text("Varga"))
    room.take()
    assert not any(name.startswith("media/") for name in room.files())


def test_no_picture_comes_from_outside_of_its_folder(tmp_path: Path) -> None:
    room = Newsroom(tmp_path / "site")
    room.seed("old/page.html", PAGE.format("pictures/ferry.png"))
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/ferry.png").write_bytes(PNG)
    (room.site / "seeds/old/pictures").symlink_to(tmp_path / "secret")
    room.take()
    assert not any(name.startswith("media/") for name in room.files())


def test_what_only_goes_with_pages_is_left_and_said_once(room: Newsroom) -> None:
    room.seed("old/page.html", PAGE.format("x"))
    for number in range(5):
        room.seed(f"old/page_files/{number}.css", f"p {{margin: {number}px}}")
    room.seed("old/page_files/talk.mp3", b"ID3\x03\x00")
    report = room.take()
    assert [(problem.path, problem.message) for problem in report.problems] == [
        ("seeds/old/page_files", "5 files here are each a part of a site's machinery: nothing is made of them"),
        ("seeds/old/page_files/talk.mp3", "this is a recording, so nothing is made of it"),
    ]
    assert room.take().problems == ()


def test_a_document_that_is_a_zip_stays_whole(room: Newsroom) -> None:
    room.seed("note.odt", zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}))
    (entry,) = room.take().entries
    assert (entry.source, entry.outcome) == ("seeds/note.odt", Outcome.FAILED)


def test_the_same_article_twice_in_a_zip_is_written_once(room: Newsroom) -> None:
    room.seed("old.zip", zipped({"a.txt": article("By Mira Tolvane"), "b.txt": article("By Mira Tolvane")}))
    report = room.take()
    assert len(report.written) == 1
    assert [problem.message for problem in report.problems] == [
        "this is the same text as seeds/old.zip/a.txt, so it isn't written twice"
    ]


def test_spaces_of_any_kind_may_stand_in_a_name(room: Newsroom) -> None:
    room.seed("old.zip", zipped({"10.30\u202fAM\u00a0story.txt": text("Varga")}))
    report = room.take()
    assert (len(report.written), report.problems) == (1, ())


def test_a_frame_in_the_folder_of_a_saved_page_is_no_source(room: Newsroom) -> None:
    frame = "<html><body><script>1</script></body></html>"
    room.seed("old.zip", zipped({"Ferry.html": text("Varga"), "Ferry_files/frame.html": frame}))
    room.seed("Pier.html", text("Dorum"))
    room.seed("Pier-Dateien/frame.html", frame)
    room.seed("lost_files/frame.html", frame)
    left = {entry.source: entry.outcome.value for entry in room.take().entries if "frame" in entry.source}
    assert left == {
        "seeds/old.zip/Ferry_files/frame.html": "left",
        "seeds/Pier-Dateien/frame.html": "left",
        "seeds/lost_files/frame.html": "failed",
    }


def test_a_write_that_is_stopped_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(temporary: Path, target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(durable, "move", stopped)
    with pytest.raises(KeyboardInterrupt):
        files.write_whole(tmp_path / "a.md", b"text")
    assert list(tmp_path.iterdir()) == []
