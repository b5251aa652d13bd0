"""Taking in twice, after edits by hand, after deletions, and after a kill."""

from datetime import timedelta
from pathlib import Path

import pytest

from broadsheet.ingest import Outcome, files, take_in
from tests.ingest.newsroom import NOW, Newsroom, article

LATER = NOW + timedelta(days=3)
FERRY = "content/undated/ferry-to-run-again-after-two-years-harbour-office-says.md"


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    room = Newsroom(tmp_path)
    room.seed("ferry.txt", article("By Mira Tolvane"))
    return room


def outcomes(report: object) -> list[str]:
    return [entry.outcome.value for entry in report.entries]  # type: ignore[attr-defined]


def test_a_second_run_changes_no_byte(room: Newsroom) -> None:
    assert room.take().written == (FERRY,)
    before = room.files()
    report = room.take(LATER)
    assert (report.entries, report.written, report.problems) == ((), (), ())
    assert room.files() == before


def test_a_changed_source_rewrites_a_file_that_nobody_touched_and_keeps_its_identity(room: Newsroom) -> None:
    room.take()
    first = room.content(FERRY).document
    room.seed("ferry.txt", article("By Mira Tolvane", title="The ferry runs from May, harbour office says"))
    report = room.take(LATER)
    second = room.content(FERRY).document
    assert outcomes(report) == ["rewritten"]
    assert first and second
    assert second.article.title == "The ferry runs from May, harbour office says"
    assert (second.article.id, second.article.added) == (first.article.id, first.article.added)


def test_an_edit_by_hand_survives_a_changed_source_and_is_said_once(room: Newsroom) -> None:
    room.take()
    edited = (room.site / FERRY).read_bytes().replace(b"Nobody on the quay", b"No one on the quay")
    (room.site / FERRY).write_bytes(edited)
    assert room.take(LATER).problems == ()
    room.seed("ferry.txt", article("By Mira Tolvane").replace("borrowed", "taken"))
    report = room.take(LATER)
    assert (room.site / FERRY).read_bytes() == edited
    assert [str(problem) for problem in report.problems] == [
        (
            f"{FERRY}: note: this file was edited by hand, so the changed source seeds/ferry.txt left it alone\n"
            "hint: carry over by hand what changed, or remove the file and run ingest --again"
        )
    ]
    assert room.take(LATER).problems == ()
    assert (room.site / FERRY).read_bytes() == edited


def test_an_edit_by_hand_is_not_overwritten_even_when_asked_for_again(room: Newsroom) -> None:
    room.take()
    (room.site / FERRY).write_bytes((room.site / FERRY).read_bytes() + b"\nAn editor's line.\n")
    report = room.take(LATER, again=("seeds/ferry.txt",))
    assert outcomes(report) == ["edited"]
    assert (room.site / FERRY).read_bytes().endswith(b"An editor's line.\n")


def test_what_an_editor_removed_stays_removed_until_asked_for(room: Newsroom) -> None:
    room.take()
    made = (room.site / FERRY).read_bytes()
    (room.site / FERRY).unlink()
    assert room.take(LATER).entries == ()
    room.seed("ferry.txt", article("By Mira Tolvane") + " ")
    report = room.take(LATER)
    assert outcomes(report) == ["removed"]
    assert [problem.hint for problem in report.problems] == ["to make it again: ingest --again seeds/ferry.txt"]
    assert not (room.site / FERRY).exists()
    assert room.take(LATER).problems == ()
    room.take(LATER, again=("seeds/ferry.txt",))
    assert (room.site / FERRY).read_bytes() == made


@pytest.mark.parametrize("kept", range(4))
def test_killed_between_any_two_writes_the_next_run_ends_in_the_same_state(tmp_path: Path, kept: int) -> None:
    """The same sources, one run whole and one stopped after so many writes; another `now` the second time."""
    whole, killed = Newsroom(tmp_path / "whole"), Newsroom(tmp_path / "killed")
    for room in (whole, killed):
        for name, place in (("a.txt", "Dorum"), ("b.txt", "Varga"), ("c.txt", "Kapito")):
            room.seed(name, article().replace("bridge at Varga", f"bridge at {place}"))
    whole.take()
    count = 0
    into_place = files.into_place

    def stopping(part: Path, path: Path) -> None:
        nonlocal count
        if count == kept:
            raise KeyboardInterrupt
        count += 1
        into_place(part, path)

    def stopped(path: Path, data: bytes) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("broadsheet.ingest.files.into_place", stopping)
        patch.setattr("broadsheet.ingest.memory.write_whole", stopped)
        with pytest.raises(KeyboardInterrupt):
            killed.take()
    assert len(killed.files()) == kept
    killed.take()
    assert killed.files() == whole.files()
    assert sum(name.endswith(".md") for name in whole.files()) == 3


def test_a_kill_after_a_rewrite_is_not_taken_for_an_edit(room: Newsroom) -> None:
    room.take()
    remembered = (room.site / "content/.ingested.jsonl").read_bytes()
    room.seed("ferry.txt", article("By Oto Brisk"))
    room.take(LATER)
    whole = room.files()
    (room.site / "content/.ingested.jsonl").write_bytes(remembered)
    report = room.take(LATER)
    assert (outcomes(report), report.problems) == (["confirmed"], ())
    assert room.files() == whole


def test_the_added_of_a_killed_run_stays(room: Newsroom) -> None:
    room.take()
    made = (room.site / FERRY).read_bytes()
    (room.site / "content/.ingested.jsonl").unlink()
    room.take(LATER)
    assert (room.site / FERRY).read_bytes() == made


def test_the_same_text_under_another_name_is_said_and_not_written_twice(room: Newsroom) -> None:
    room.seed("later/ferry-copy.txt", article("By Mira Tolvane").replace("\n\n", "\n\n\n"))
    report = room.take()
    assert report.written == (FERRY,)
    assert [problem.message for problem in report.problems] == [
        "this is the same text as seeds/ferry.txt, so it isn't written twice"
    ]
    assert outcomes(report) == ["written", "same"]
    assert room.take(LATER).problems == ()


def test_another_article_of_the_same_headline_gets_the_next_name(room: Newsroom) -> None:
    room.seed("other.txt", article().replace("bridge at Varga", "mountain road"))
    assert room.take().written == (FERRY, FERRY.replace(".md", "-2.md"))


def test_a_broken_line_of_the_memory_is_named_and_nothing_is_written(room: Newsroom) -> None:
    room.take()
    memory = room.site / "content/.ingested.jsonl"
    memory.write_bytes(memory.read_bytes() + b"<<<<<<< ours\n")
    room.seed("new.txt", article("By Oto Brisk", title="Another story about the harbour of Dorum"))
    before = room.files()
    report = room.take(LATER)
    assert [str(problem) for problem in report.problems] == [
        (
            "content/.ingested.jsonl:2: error: this line of ingest's memory can't be read\n"
            "  2 | <<<<<<< ours\n"
            "hint: mend the line, or get the file back from your version control; until then no source is taken in"
        )
    ]
    assert room.files() == before


def test_a_dry_run_tells_and_writes_nothing(room: Newsroom) -> None:
    report = room.take(dry_run=True)
    assert (report.written, outcomes(report)) == ((FERRY,), ["written"])
    assert room.files() == {}


def test_a_line_of_three_sources_is_furniture_and_older_files_are_only_reported(room: Newsroom) -> None:
    foot = "Harbour desk, second floor"
    title = "A story about the number {} bus and its driver"
    for number in (1, 2):
        text = article(title=title.format(number)).replace("bridge at Varga", f"bus number {number}")
        room.seed(f"{number}.txt", text.replace("\n\nNobody", f"\n\n{foot}\n\nNobody"))
    room.take()
    old = {name: data for name, data in room.files().items() if name.endswith(".md")}
    room.seed(
        "3.txt",
        text.replace("bus number 2", "bus number 3")
        .replace("number 2 bus", "number 3 bus")
        .replace("\n\nNobody", f"\n\n{foot}\n\nNobody"),
    )
    report = room.take(LATER)
    new = (room.site / report.written[0]).read_text()
    assert foot not in new
    assert {name: room.files()[name] for name in old} == old
    assert [(line.lstrip("# "), len(names)) for line, names in report.furniture] == [(foot, 2)]


def test_links_out_of_seeds_and_hidden_files(tmp_path: Path) -> None:
    room = Newsroom(tmp_path / "site")
    room.seed(".hidden.txt", article("By Mira Tolvane"))
    (tmp_path / "secret.txt").write_text(article("By Mira Tolvane"))
    (room.site / "seeds/link.txt").symlink_to(tmp_path / "secret.txt")
    report = room.take()
    assert [problem.message for problem in report.problems] == ["this link leads out of the folder"]
    assert room.files() == {}


def test_no_link_leads_what_is_written_out_of_content(tmp_path: Path) -> None:
    room = Newsroom(tmp_path / "site")
    room.seed("ferry.txt", article("By Mira Tolvane"))
    outside = tmp_path / "outside"
    outside.mkdir()
    (room.site / "content").mkdir()
    (room.site / "content/undated").symlink_to(outside)
    report = room.take()
    assert [problem.message for problem in report.problems] == ["this path leads out of content/"]
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("head", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"RIFF\x00\x00\x00\x00WEBPVP8 "])
def test_a_picture_among_sources_is_noted_once(head: bytes, tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.seed("ferry.jpg", head)
    (told,) = room.take().problems
    assert str(told) == (
        "seeds/ferry.jpg: note: this is a picture, so nothing is made of it\n"
        "hint: put it into media/, and name it as the article's `image:`"
    )
    assert room.take().problems == ()


@pytest.mark.parametrize("name", ["seeds/fery.txt", "/nowhere/ferry.txt", "content/undated/ferry.md"])
def test_again_for_what_is_no_source(name: str, tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    (tmp_path / "content/undated").mkdir(parents=True)
    (tmp_path / "content/undated/ferry.md").write_text(article("By Mira Tolvane"))
    (problem,) = room.take(again=(name,)).problems
    assert str(problem) == f"{name}: error: there is no such source\nhint: see how its name is spelt"


def test_again_for_a_source_from_elsewhere(tmp_path: Path) -> None:
    room, source = Newsroom(tmp_path / "site"), tmp_path / "elsewhere.txt"
    source.write_text(article("By Mira Tolvane"))
    (made,) = take_in(room.site, room.settings, now=NOW, sources=[source]).written
    (room.site / made).unlink()
    assert room.take(again=(str(source),)).written == (made,)


def test_what_can_be_no_article_is_a_problem_and_no_file(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.seed("empty.txt", b"  \n")
    room.seed("pages.txt", b"PK\x03\x04\x00\x00")
    room.seed("tiny.txt", "A headline\n\nAnd one line.\n")
    report = room.take()
    assert [(problem.path, problem.message) for problem in report.problems] == [
        ("seeds/empty.txt", "the source is empty"),
        ("seeds/pages.txt", "this is a binary file, not text"),
        ("seeds/tiny.txt", "this is too little to be an article"),
    ]
    assert {entry.outcome for entry in report.entries} == {Outcome.FAILED}
    assert room.files() == {}


def test_what_the_system_refuses_is_a_problem(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    (room.site / "content").write_text("a file where the folder should be")
    report = room.take()
    assert {problem.severity.value for problem in report.problems} == {"error"}
    assert report.written == ()
    (room.site / "content").unlink()
    assert room.take().written == (FERRY,)
    other = article("By Oto Brisk", title="Another story about the harbour of Dorum")
    room.seed("new.txt", other.replace("bridge at Varga", "mountain road"))

    def refuse(self: files.Batch, path: Path, data: bytes) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(files.Batch, "add", refuse)
        (problem, *_) = room.take().problems
    assert problem.message == "this can't be read or written: Permission denied"
    assert problem.path == "content/undated/another-story-about-the-harbour-of-dorum.md"
    assert room.take().written == (problem.path,)


def test_a_memory_that_cannot_be_read_stops_all(room: Newsroom) -> None:
    (room.site / "content/.ingested.jsonl").mkdir(parents=True)
    (problem,) = room.take().problems
    assert problem.path == "content/.ingested.jsonl"
    assert problem.message.startswith("ingest's memory can't be read: ")


def test_sources_with_spaces_and_letters_of_all_kinds_in_their_names(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.seed("a b/cafe\u0301 \u5927\u575d.txt", article("By Mira Tolvane"))
    assert room.take().written == (FERRY,)
    assert room.take().written == ()


def test_a_source_under_a_new_name_is_a_twin(room: Newsroom) -> None:
    room.take()
    (room.site / "seeds/ferry.txt").rename(room.site / "seeds/boat.txt")
    report = room.take(LATER)
    assert (report.written, outcomes(report)) == ((), ["same"])


def test_bylines_days_and_sections_that_many_sources_have_are_no_furniture(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    for number in ("one", "two", "three", "four"):
        title = f"A story about bus {number} and its driver"
        text = article("By Mira Tolvane", "12 March 2031", title=title).replace(
            "bridge at Varga", f"bus of line {number}"
        )
        room.seed(f"{number}.txt", f"Economy\n\n{text}")
    articles = [room.content(file).document for file in room.take().written]
    said = {(one.article.authors, str(one.article.date), one.article.section) for one in articles if one}
    assert len(articles) == 4
    assert [(authors, date[:40].count("2031"), section) for authors, date, section in said] == [
        (("Mira Tolvane",), 1, "economy")
    ]


def test_a_name_that_a_terminal_would_obey_is_refused(room: Newsroom) -> None:
    room.seed("red\x1b[31m\n.txt", article("By Oto Brisk", title="Another story of the harbour and its boats"))
    report = room.take()
    assert report.written == (FERRY,)
    assert [(one.path, one.hint) for one in report.problems] == [("seeds/red?[31m?.txt", "rename it")]
