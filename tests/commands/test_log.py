"""--log: what happened and when, for later; whole lines whoever else writes, no text, and never in the way."""

import errno
import json
import os
import threading
from pathlib import Path

import pytest

from broadsheet import log
from tests.commands.conftest import Command
from tests.conftest import MakeOutlet

TEXT = "A sentence that nobody else may read."


def test_it_says_without_json_what_happened(outlet: MakeOutlet, command: Command, tmp_path: Path) -> None:
    site, file = outlet().article("2026/11/a"), tmp_path / "log"
    said = command(site, "--quiet", "--log", str(file))
    assert (said.status, said.out, said.err) == (0, "", "")
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert [lines[0]["event"], lines[-1]["event"]] == ["started", "summary"]
    assert any(line["event"] == "page" and line["address"] == "/news/2026/11/a.html" for line in lines)
    command(site, "--log", str(file))
    more = [json.loads(line) for line in file.read_text().splitlines()]
    assert more[: len(lines)] == lines
    assert len({line["run"] for line in more}) == 2
    assert file.stat().st_mode & 0o007 == 0


def test_no_text_of_an_article_is_in_it(outlet: MakeOutlet, command: Command, tmp_path: Path) -> None:
    site, file = outlet({"seeds/a.txt": f"A headline here\n\n{TEXT}\n"}), tmp_path / "log"
    site.article("2026/11/a", f"{TEXT} [x](none.md) {TEXT}").article("2026/11/b", TEXT, date="soon", extra=TEXT)
    for words in ((), ("check",), ("review",), ("ingest", "--report", "-", "--again", "seeds/a.txt"), ("plan",)):
        command(site, *words, "--json", "--log", str(file))
    assert '"event": "problem"' in file.read_text()
    assert "sentence" not in file.read_text()


@pytest.mark.parametrize(
    "inside", ["public/x.log", "content/x.log", "seeds/x.log", "media/x", ".broadsheet/x", "themes/x", "away/x.log"]
)
def test_it_cannot_be_where_builds_read_or_publish(
    inside: str, outlet: MakeOutlet, command: Command, tmp_path: Path
) -> None:
    site = outlet().article("2026/11/a")
    site.edit({"seeds/a.txt": "", "media/a.txt": ""})
    (tmp_path / "out").mkdir()
    (site.root / "public").mkdir()
    (site.root / ".broadsheet").mkdir()
    (site.root / "away").symlink_to(site.root / "content")
    said = command(site, "--log", str(site.root / inside))
    assert said.status == 2
    assert f"{inside}: error: no log can be in " in said.err
    assert not (site.root / inside).exists()
    assert not site.has("/index.html")


def test_it_never_writes_into_a_file_that_is_none(outlet: MakeOutlet, command: Command, tmp_path: Path) -> None:
    site = outlet().article("2026/11/a")
    settings = (site.root / "site.toml").read_bytes()
    for file in (site.root / "site.toml", tmp_path, tmp_path / "nowhere" / "log"):
        said = command(site, "--log", str(file))
        assert said.status == 2
        assert said.err.startswith(f"{file}: error: ")
        assert not site.has("/index.html")
    assert (site.root / "site.toml").read_bytes() == settings


def test_it_is_said_before_anything_is_done_that_it_cannot_be(outlet: MakeOutlet, command: Command) -> None:
    said = command(outlet({"seeds/a.txt": "Headline\n\nText.\n"}), "--log", "/proc/nowhere/log", "--json")
    assert said.status == 2
    assert [event["event"] for event in said.all_events] == ["started", "problem", "summary"]


def test_lines_of_several_that_write_at_once_stay_whole(tmp_path: Path) -> None:
    def write(number: int) -> None:
        opened = log.open_log(str(tmp_path / "log"), tmp_path / "site", tmp_path / "out")
        for _ in range(200):
            opened.write("remark", {"text": str(number) * 3000})
        opened.close()

    writers = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    texts = [json.loads(line)["text"] for line in (tmp_path / "log").read_text().splitlines()]
    assert len(texts) == 800
    assert all(len(text) == 3000 and len(set(text)) == 1 for text in texts)


def test_each_line_is_one_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = log.open_log(str(tmp_path / "log"), tmp_path / "site", tmp_path / "out")
    written: list[bytes] = []

    def write(_: int, data: bytes) -> int:
        written.append(data)
        return len(data)

    monkeypatch.setattr(os, "write", write)
    opened.write("removed", {"address": "/half a name \udcff.html"})
    opened.write("removed", {"address": "/x\n.html"})
    assert [data.count(b"\n") for data in written] == [1, 1]
    assert json.loads(written[0])["address"] == "/half a name \udcff.html"


def test_after_half_a_line_comes_a_line_of_its_own(tmp_path: Path) -> None:
    opened = log.open_log(str(tmp_path / "log"), tmp_path / "site", tmp_path / "out")
    opened.write("removed", {"address": "/a.html"})
    opened.close()
    with (tmp_path / "log").open("a") as file:
        file.write('{"time": "half')
    opened = log.open_log(str(tmp_path / "log"), tmp_path / "site", tmp_path / "out")
    opened.write("removed", {"address": "/b.html"})
    first, half, last = (tmp_path / "log").read_text().splitlines()
    assert (json.loads(first)["address"], half, json.loads(last)["address"]) == ("/a.html", '{"time": "half', "/b.html")


def test_a_disk_that_fills_up_is_told_once_and_stops_nothing(
    outlet: MakeOutlet, command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    site, real, left = outlet().article("2026/11/a"), os.write, [3, 0]
    file = tmp_path / "log"

    def write(descriptor: int, data: bytes) -> int:
        if not data.startswith((b'{"time"', b"\n{")):
            return real(descriptor, data)
        left[0] -= 1
        if left[0] == 0:
            return real(descriptor, data[:10])
        if -5 < left[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(descriptor, data)

    monkeypatch.setattr(os, "write", write)
    said = command(site, "--log", str(file))
    assert said.status == 0
    assert site.has("/news/2026/11/a.html")
    assert said.err.count("can't be written (") == 1
    lines = file.read_text().splitlines()
    broken = [line for line in lines if not line.endswith("}")]
    assert broken == ['{"time": "']
    assert json.loads(lines[-1])["event"] == "summary"


def test_after_its_end_nothing_is_written_wherever_its_number_leads(tmp_path: Path) -> None:
    opened = log.open_log(str(tmp_path / "log"), tmp_path / "site", tmp_path / "out")
    opened.close()
    with (tmp_path / "other").open("wb"):
        opened.write("removed", {"address": "/late.html"})
    assert (tmp_path / "other").read_bytes() == (tmp_path / "log").read_bytes() == b""


def test_who_rotates_it_gets_the_rest_of_the_run_and_the_next_begins_anew(tmp_path: Path) -> None:
    file = tmp_path / "log"
    opened = log.open_log(str(file), tmp_path / "site", tmp_path / "out")
    opened.write("removed", {"address": "/a.html"})
    file.rename(tmp_path / "log.1")
    opened.write("removed", {"address": "/b.html"})
    following = log.open_log(str(file), tmp_path / "site", tmp_path / "out")
    following.write("removed", {"address": "/c.html"})
    assert (tmp_path / "log.1").read_text().count("\n") == 2
    assert file.read_text().count("\n") == 1
