"""`build` and `ingest` on the command line: what they say, and the exit status."""

import io
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from broadsheet.keys import PageKey
from broadsheet.problems import SiteError, error
from broadsheet.progress import Bar
from tests.commands.conftest import Command, Run
from tests.conftest import MakeOutlet

SOURCE = """Ferries return to the east quay

By Ana Ruiz

The ferries are back at the east quay, three weeks after the crane fault that closed it to all of them.

The harbour office said that the old timetable holds again from Monday on, and that no boat will be cancelled.
"""


def summary(text: str) -> str:
    """The last line, without how long it took."""
    return re.sub(r" in [\d.]+ s", "", text.splitlines()[-1])


def test_a_build_ends_with_what_it_did(outlet: MakeOutlet, command: Command) -> None:
    site = outlet().article("2026/11/a").article("2026/11/b")
    said = command(site)
    assert (said.status, said.err) == (0, "")
    made = len(site.online())
    assert summary(said.out) == f"{made} made, 0 kept, 0 removed"
    assert summary(command(site).out) == f"0 made, {made} kept, 0 removed"
    site.edit({"content/2026/11/b.md": None})
    assert re.fullmatch(r"\d+ made, \d+ kept, 1 removed", summary(command(site).out))


def test_problems_go_to_standard_error_and_into_the_status(outlet: MakeOutlet, command: Command) -> None:
    site = outlet().article("2026/11/a").article("2026/11/b", date="soon")
    said = command(site)
    assert said.status == 1
    assert said.err.startswith('content/2026/11/b.md:3:7: error: "soon" isn\'t a date')
    assert said.out.endswith("s; 1 error\n")
    assert site.has("/news/2026/11/a.html")


def test_a_warning_is_no_failure_unless_strict(outlet: MakeOutlet, command: Command) -> None:
    site = outlet().article("2026/11/a", "[x](http:/nowhere) ![](https://elsewhere.example/x.jpg)")
    strict = command(site, "--strict")
    assert (strict.status, strict.out) == (2, "")
    assert "warning: readers' browsers would fetch this picture from another site" in strict.err
    assert not (site.root / "public" / "index.html").exists()
    said = command(site)
    assert (said.status, said.err) == (0, strict.err)
    assert said.out.endswith("s; 1 warning\n")


def test_quiet_shows_problems_alone(outlet: MakeOutlet, command: Command) -> None:
    site = outlet().article("2026/11/b", date="soon")
    said = command(site, "--quiet")
    assert (said.status, said.out) == (1, "")
    assert "isn't a date" in said.err


def test_json_is_all_there_is_on_standard_output(outlet: MakeOutlet, command: Command) -> None:
    site = outlet().article("2026/11/a").article("2026/11/b", date="soon")
    said = command(site, "--json")
    problem, done = said.events
    assert (said.status, said.err) == (1, "")
    assert problem["event"] == "problem"
    assert (problem["severity"], problem["path"], problem["line"]) == ("error", "content/2026/11/b.md", 3)
    assert (done["event"], done["made"], done["kept"], done["removed"]) == ("summary", len(site.online()), 0, 0)
    assert (done["status"], done["ingested"]) == (1, [])
    failed = command(outlet({"site.toml": ""}), "--json")
    assert (failed.status, failed.events[-1]) == (2, {"event": "summary", "status": 2})


def test_what_is_new_in_seeds_is_taken_in_first(outlet: MakeOutlet, command: Command) -> None:
    site = outlet({"seeds/ferries.txt": SOURCE})
    said = command(site)
    assert said.status == 0
    assert said.out.splitlines()[:2] == [
        "1 source taken in",
        "content/undated/ferries-return-to-the-east-quay.md: 2 points to review",
    ]
    assert site.has("/news/ferries-return-to-the-east-quay.html")
    assert "source" not in command(site).out


def test_of_many_sources_the_first_are_named(outlet: MakeOutlet, command: Command) -> None:
    texts = {f"seeds/{n:02}.txt": SOURCE.replace("that", f"in letter {n} that") for n in range(12)}
    texts = {name: text.replace("three weeks", f"{n + 3} weeks") for n, (name, text) in enumerate(texts.items())}
    lines = command(outlet(texts)).out.splitlines()
    assert (lines[0], lines[11]) == ("12 sources taken in", "and 2 more")
    assert all(re.fullmatch(r"content/undated/[\w-]+\.md: \d points to review", line) for line in lines[1:11])


def test_a_source_that_fails_is_told_by_each_build(outlet: MakeOutlet, command: Command) -> None:
    site = outlet({"seeds/empty.txt": ""})
    for _ in range(2):
        said = command(site)
        assert said.status == 1
        assert said.err.startswith("seeds/empty.txt: error: ")
        assert said.out.splitlines()[0] == "0 sources taken in, 1 couldn't be"
    assert command(site, "--strict").status == 2


def test_strict_tells_what_is_wrong_with_sources_and_articles_together(outlet: MakeOutlet, command: Command) -> None:
    said = command(outlet({"seeds/empty.txt": ""}).article("2026/11/b", date="soon"), "--strict")
    assert said.status == 2
    assert [line.partition(":")[0] for line in said.err.splitlines() if ": error: " in line] == [
        "content/2026/11/b.md",
        "seeds/empty.txt",
    ]


def test_changes_are_listed_for_who_uploads(outlet: MakeOutlet, command: Command, tmp_path: Path) -> None:
    site = outlet().article("2026/11/a").article("2026/11/b")
    command(site)
    site.article("2026/11/a", "Other words.").edit({"content/2026/11/b.md": None}).article("2026/11/c")
    file = tmp_path / "changes.json"
    command(site, "--changes", str(file))
    changes = json.loads(file.read_text())
    assert changes["added"] == ["/news/2026/11/c.html"]
    assert changes["changed"][0] == "/news/2026/11/a.html"
    assert changes["removed"] == ["/news/2026/11/b.html"]
    said = command(site, "--changes", "-")
    assert json.loads(said.out) == {"added": [], "changed": [], "removed": []}
    assert "0 made" in said.err


def test_a_list_of_changes_that_cannot_be_written_is_told_before_anything_is_built(
    outlet: MakeOutlet, command: Command, tmp_path: Path
) -> None:
    site = outlet().article("2026/11/a")
    for file, why in (
        (tmp_path / "no" / "x", f"there is no folder {tmp_path}/no\n"),
        (tmp_path, "it is a folder\nhint: name a file in it\n"),
    ):
        for words in (("--changes", str(file)), ("ingest", "--report", str(file))):
            said = command(site, *words)
            assert (said.status, said.out, said.err) == (2, "", f"{file}: error: it can't be written: {why}")
    assert not (site.root / "public").exists()


@pytest.mark.parametrize("failure", [KeyboardInterrupt(), SiteError(error("/x", "No space left on device"))])
def test_a_build_that_comes_to_no_end_lists_what_it_had_done(
    failure: BaseException, outlet: MakeOutlet, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, file = outlet().article("2026/11/a").article("2026/11/b"), tmp_path / "changes.json"

    def stop(bar: Bar, key: PageKey, address: str, what: str, *why: Any) -> None:
        page(bar, key, address, what, *why)
        if bar.made == 4:  # the sheet and three cards: told of when a batch of them is written
            raise failure

    page = Bar.page
    with monkeypatch.context() as patched:
        patched.setattr(Bar, "page", stop)
        assert command(site, "--changes", str(file)).status in (2, 130)
    first = json.loads(file.read_text())
    assert set(first["changed"]) == set(site.online())
    assert len(first["changed"]) == 4
    command(site, "--changes", str(file))
    second = json.loads(file.read_text())
    assert {*first["changed"], *second["added"], *second["changed"]} == set(site.online())


def test_changed_looks_at_those_files_alone(outlet: MakeOutlet, command: Command) -> None:
    site = outlet().article("2026/11/a").article("2026/11/b")
    command(site)
    site.article("2026/11/a", "New words.").article("2026/11/b", "New words.")
    command(site, "--changed", "content/2026/11/a.md")
    assert "New words" in site.page("/news/2026/11/a.html")
    assert "New words" not in site.page("/news/2026/11/b.html")
    command(site, "--changed", str(site.root / "content/2026/11/b.md"), "--json")
    assert "New words" in site.page("/news/2026/11/b.html")
    said = command(site, "--changed", "/etc/passwd")
    assert said.status == 2
    assert said.err.startswith(f"/etc/passwd: error: it isn't in the site's folder {site.root}\n")


def test_changed_for_what_never_was_there_is_noted(outlet: MakeOutlet, command: Command) -> None:
    site = outlet().article("2026/11/a").article("2026/11/b")
    command(site)
    site.edit({"content/2026/11/b.md": None})
    said = command(site, "--changed", "content/2026/11/b.md", "content/2026/11/nope.md", "templates/nope.html")
    assert said.status == 0
    assert said.err == (
        "content/2026/11/nope.md: note: there is no such file, and there was none\n"
        "hint: see how its name is spelt: it counts from the site's folder, or from where you stand\n"
    )
    assert not site.has("/news/2026/11/b.html")


def test_the_output_and_drafts_are_chosen(outlet: MakeOutlet, command: Command, tmp_path: Path) -> None:
    site = outlet().article("2026/11/a", draft="true")
    command(site, "--drafts", "--output", str(tmp_path / "look"))
    assert (tmp_path / "look" / "news" / "2026" / "11" / "a.html").exists()
    assert not (site.root / "public").exists()


def test_ingest_reports_on_what_it_did(outlet: MakeOutlet, command: Command, tmp_path: Path) -> None:
    site = outlet({"seeds/ferries.txt": SOURCE})
    dry = command(site, "ingest", "--dry-run")
    assert dry.status == 0
    assert "seeds/ferries.txt" in dry.out
    assert dry.out.endswith("1 source would be taken in (nothing is written: --dry-run)\n")
    assert not (site.root / "content").exists()
    said = command(site, "ingest", "--report", str(tmp_path / "report.json"))
    assert said.out.endswith("\n1 source taken in\n")
    written = ["content/undated/ferries-return-to-the-east-quay.md"]
    assert json.loads((tmp_path / "report.json").read_text())["written"] == written
    assert command(site, "ingest").out == "nothing new\n"


def test_the_report_keeps_paths_whole_in_letters_that_can_be_shown(
    outlet: MakeOutlet, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"seeds/{'a-long-name-' * 12}.txt"
    site = outlet({name: SOURCE})
    row = f"{name} │ content/undated/ferries-return-to-the-east-quay.md │ would be written │"
    assert row in command(site, "ingest", "--dry-run").out
    plain = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", plain)
    command(site, "ingest", "--dry-run")
    plain.seek(0)
    assert row.replace("│", "|") in plain.read()
    monkeypatch.setattr(plain, "isatty", lambda: True)
    plain.seek(0)
    plain.truncate()
    command(site, "ingest", "--dry-run")
    plain.seek(0)
    assert f"{name} | content/undated/ferries-return-to-the-east-quay.md |" in plain.read()


def test_ingest_takes_an_article_again_when_asked(outlet: MakeOutlet, command: Command) -> None:
    site = outlet({"seeds/ferries.txt": SOURCE})
    command(site, "ingest")
    file = site.root / "content" / "undated" / "ferries-return-to-the-east-quay.md"
    file.unlink()
    assert command(site, "ingest").out == "nothing new\n"
    assert command(site, "ingest", "--again", "seeds/ferries.txt").status == 0
    assert file.exists()


def test_a_report_on_standard_output_stands_there_alone(outlet: MakeOutlet, command: Command) -> None:
    site = outlet({"seeds/ferries.txt": SOURCE, "seeds/empty.txt": ""})
    said = command(site, "ingest", "--report", "-")
    assert said.status == 1
    assert [entry["source"] for entry in json.loads(said.out)["sources"]] == ["seeds/empty.txt", "seeds/ferries.txt"]
    assert "1 source taken in, 1 couldn't be\n" in said.err
    again = command(site, "ingest", "--json", "--report", "-")
    assert [event["event"] for event in again.events] == ["problem", "report", "summary"]


def test_a_source_that_is_not_there(outlet: MakeOutlet, command: Command, run: Run) -> None:
    said = command(outlet(), "ingest", "/nowhere/x.txt")
    assert said.status == 1
    assert said.err.startswith("/nowhere/x.txt: error: there is no such source\n")


def test_a_plan_says_what_and_why_and_writes_nothing(outlet: MakeOutlet, command: Command) -> None:
    site = outlet().article("2026/11/a")
    first = command(site, "plan")
    assert "/  first build\n" in first.out
    assert not (site.root / "public").exists()
    assert not (site.root / ".broadsheet").exists()
    command(site)
    assert command(site, "plan").out == "0 pages to make\n"
    site.article("2026/11/budget").edit({"content/2026/11/a.md": None})
    lines = command(site, "plan").out.splitlines()
    assert "/news/2026/11/budget.html  article added: 2026/11/budget.md" in lines
    assert "/news/2026/11/a.html  article removed: 2026/11/a.md" in lines
    assert "/news/  article removed: 2026/11/a.md" in lines or "/news/  article added: 2026/11/budget.md" in lines
    assert lines[-1] == f"{len(lines) - 1} pages to make"
    assert command(site, "plan").out.splitlines() == lines


def test_a_plan_for_machines(outlet: MakeOutlet, command: Command) -> None:
    site = outlet().article("2026/11/a")
    command(site)
    site.article("2026/11/a", "Other words.")
    *pages, done = command(site, "plan", "--json").events
    assert {
        "event": "planned",
        "page": "article:en:content/2026/11/a.md",
        "address": "/news/2026/11/a.html",
        "reason": "article changed",
        "cause": "content/2026/11/a.md",
    } in pages
    assert done == {"event": "summary", "planned": len(pages), "status": 0}


def test_a_build_that_is_told_of_other_files_takes_nothing_in(outlet: MakeOutlet, command: Command) -> None:
    site = outlet().article("2026/11/a").edit({"seeds/ferries.txt": SOURCE})
    command(site, "--changed", "content/2026/11/a.md")
    assert not (site.root / "content/.ingested.jsonl").exists()
    command(site, "--changed", "content/2026/11/a.md", "seeds/ferries.txt")
    assert (site.root / "content/.ingested.jsonl").exists()
