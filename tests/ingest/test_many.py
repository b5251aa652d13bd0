"""Sources of many items: spread over processes, stopped half-way, with bad items, versions and copies among them."""

import json
import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from broadsheet import workers
from broadsheet.article import Correction, Note, Source, When
from broadsheet.ingest import Known, Manuscript, Outcome, RawSource, UnreadableError, files, take
from broadsheet.ingest.formats import Item
from broadsheet.ingest.manuscript import Action, Decision, Passed
from broadsheet.ingest.pictures import attached
from broadsheet.ingest.report import IngestReport
from tests.ingest.newsroom import NOW, Newsroom

PNG = b"\x89PNG\r\n\x1a\n"
WORDS = ("the", "ferry", "sailed", "past", "grey", "piers", "gulls", "and", "boys", "watched", "from", "Dorum")


def body(number: int) -> str:
    """Some paragraphs that no other number has."""
    chance = random.Random(number)
    return "\n\n".join(" ".join(chance.choices(WORDS, k=30)) for _ in range(4)) + "\n"


@dataclass(frozen=True)
class Lines:
    """A format for tests: an item a line, `number title`; some titles are orders."""

    name: str = "lines"

    def recognise(self, head: bytes, name: str) -> float:
        return 1.0

    def edge_lines(self, raw: RawSource) -> list[str]:
        return []

    def items(self, raw: RawSource, known: Known) -> Iterator[Item | Passed]:
        for place, line in enumerate(raw.read_bytes().decode().splitlines(), 1):
            if line == "end":
                raise UnreadableError("the rest is missing", "get it again")
            number, _, title = line.partition(" ")
            yield Passed(place, title, "a page") if title == "page" else Item(place, title, (int(number), title))

    def manuscript(self, item: Item, raw: RawSource, known: Known) -> Manuscript | Passed:
        number, title = item.value
        if title == "bad":
            raise UnreadableError("it is broken", "mend it")
        if title == "mistake":
            raise KeyError("nothing of that name")
        if title == "deadly":
            os._exit(9)
        title, _, version = title.partition("@")
        picture = attached(PNG + bytes([number % 3]))
        return Manuscript(
            id=f"urn:example:{number}",
            title=title,
            body="" if title == "empty" else body(number) + f"Version {version}.\n" * bool(version),
            date=When(NOW - timedelta(days=number)),
            media=(picture,) if picture else (),
            extra={"version": version} if version else {},
            decisions=(Decision(0, "here", Action.MOVED, title, title, field="title", path=f"line {item.number}"),),
        )


class Export(Newsroom):
    """A newsroom with the format for tests."""

    def run(self, jobs: int = 1, **more: Any) -> IngestReport:
        spread = partial(workers.outlast, jobs) if jobs > 1 else None
        return take.take_in(self.site, self.settings, now=NOW, formats=(Lines(),), spread=spread, **more)

    def export(self, *lines: str, name: str = "export.txt") -> None:
        self.seed(name, "\n".join(lines))


def lines(count: int) -> list[str]:
    return [f"{number} Ferry {number} sails" for number in range(1, count + 1)]


def said(report: IngestReport) -> list[str]:
    return [problem.message for problem in report.problems]


@pytest.fixture
def room(tmp_path: Path) -> Export:
    return Export(tmp_path)


def test_it_is_the_same_whoever_converts(tmp_path: Path) -> None:
    alone, spread = Export(tmp_path / "a"), Export(tmp_path / "b")
    some = [*lines(150), "3 page", "151 bad", "152 Ferry 152 sails"]
    for room in (alone, spread):
        room.export(*some)
        room.export(*lines(20), name="second.txt")
    one, other = alone.run(), spread.run(jobs=3)
    assert one == other
    assert alone.files() == spread.files()
    assert len(one.written) == 151


def test_bad_items_are_named_and_the_rest_goes_on(room: Export) -> None:
    room.export("1 Ferry sails", "2 bad", "3 page", "4 mistake", "5 Ferry lands", "6 page")
    report = room.run()
    assert said(report) == [
        "2 left out: a page",
        "item 2 (bad): it is broken",
        "item 4 (mistake): this program can't cope with it (KeyError: 'nothing of that name')",
    ]
    assert (len(report.written), report.taken, report.failed) == (2, 1, 1)
    assert room.run().problems == ()


def test_what_was_read_before_a_source_breaks_off_is_kept_and_it_is_tried_again(room: Export) -> None:
    room.export("1 Ferry sails", "2 Ferry lands", "end")
    report = room.run()
    assert (said(report), len(report.written)) == (["the rest is missing"], 2)
    again = room.run()
    assert (said(again), again.written) == (["the rest is missing"], ())
    room.export("1 Ferry sails", "2 Ferry lands", "3 Ferry sinks")
    assert len(room.run().written) == 1


@pytest.mark.parametrize("place", [60, 64, 99])
def test_an_item_that_kills_its_process_is_named_and_nothing_else_is_lost(place: int, room: Export) -> None:
    some = lines(120)
    some[place] = f"{place + 1} deadly"
    room.export(*some)
    report = room.run(jobs=2)
    assert said(report) == [f"item {place + 1} (deadly): the process that read it died"]
    assert len(report.written) == 119


def test_no_control_character_gets_into_an_article(room: Export) -> None:
    room.export("1 Fer\x01ry sa\x02ils", "2 \x01")
    report = room.run()
    one, other = (room.content(file).document for file in report.written)
    assert one
    assert other
    assert one.article.title == "Ferry sails"
    assert body(2).startswith(other.article.title)
    assert (one.article.draft, other.article.draft) == (False, True)
    rules = [decision.rule for decision in report.entries[0].articles[0].decisions]
    assert rules == ["here", "control-characters"]


def test_what_front_matter_cannot_hold_is_asked_of_the_editors(room: Export) -> None:
    class Odd(Lines):
        def manuscript(self, item: Item, raw: RawSource, known: Known) -> Manuscript | Passed:
            return Manuscript(
                title="Ferry sails",
                body=body(1),
                section="harbour",
                slug="Ferry, Sails!",
                url="ferry",
                lang="in English",
                label="rumour",
                access="members",
                aliases=("/old/ferry/", "/ old/", "//evil.example/", "/a/../b"),
                canonical="ferry.example/sails",
                source=Source("Tide", "tide"),
                notes=(Note("whisper", "psst"), Note("editor", "It rained.")),
                corrections=(Correction(" "),),
                id="two words",
                date=When(datetime(1, 3, 4, tzinfo=UTC)),
            )

    room.export("1 Ferry sails")
    (file,) = take.take_in(room.site, room.settings, now=NOW, formats=(Odd(),)).written
    reading = room.content(file)
    assert reading.problems == ()
    assert reading.document
    found = reading.document.article
    assert (found.aliases, found.slug, found.date, found.section) == (("/old/ferry/",), "ferry-sails", None, "news")
    assert [note.text for note in found.notes] == ["It rained."]
    assert "this can't be its aliases: / old/, //evil.example/, /a/../b" in found.review
    assert len(found.review) == 12


def test_progress_counts_items(room: Export) -> None:
    room.export(*lines(4))
    room.export(*lines(1), name="second.txt")
    told: list[tuple[int, int]] = []
    room.run(progress=lambda done, of: told.append((done, of)))
    assert told == [(0, 2), (1, 0), (2, 0), (3, 0), (4, 5), (5, 5)]


def stopped(room: Export, at: int, failure: Callable[[Path], BaseException]) -> IngestReport | None:
    """A run that is stopped at so many writes."""
    count, move = 0, files.into_place

    def stopping(part: Path, path: Path) -> None:
        nonlocal count
        if count >= at:
            raise failure(path)
        count += 1
        move(part, path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("broadsheet.ingest.files.into_place", stopping)
        try:
            return room.run()
        except KeyboardInterrupt:
            return None


SOME = [*lines(5), "6 Ferry@2", "6 Ferry@3", "3 page", "7 bad", "8 Ferry 1 sails", "1 Ferry 1 sails"]


def test_stopped_at_any_write_and_run_again_it_ends_in_the_same_bytes(tmp_path: Path) -> None:
    whole = Export(tmp_path / "whole")
    whole.export(*SOME)
    whole.export(*lines(3), "9 Ferry sinks", name="second.txt")
    whole.run()
    wanted = whole.files()
    assert len(wanted) == 12
    for at in range(13):
        room = Export(tmp_path / f"killed-{at}")
        room.export(*SOME)
        room.export(*lines(3), "9 Ferry sinks", name="second.txt")
        stopped(room, at, lambda _: KeyboardInterrupt())
        stopped(room, at // 2, lambda _: KeyboardInterrupt())
        room.run()
        assert room.files() == wanted, at
        assert room.run().entries == ()


def test_a_full_disk_is_said_once_and_what_is_there_is_whole(tmp_path: Path) -> None:
    room = Export(tmp_path)
    room.export(*lines(30))
    report = stopped(room, 9, lambda path: OSError(28, "No space left on device", str(path)))
    assert report
    assert set(said(report)) == {"this can't be read or written: No space left on device"}
    assert [problem.hint for problem in report.problems] == ["make room there, and run it again"]
    assert 0 < len(room.run().written) < 30
    assert sum(name.endswith(".md") for name in room.files()) == 30


def test_the_later_version_of_an_article_takes_the_place_of_the_earlier_one(room: Export) -> None:
    room.export("6 Ferry@2", name="a.txt")
    (file,) = room.run().written
    room.export("6 Ferry@3", name="b.txt")
    assert room.run().written == (file,)
    assert "Version 3." in (room.site / file).read_text()
    room.export("6 Ferry@1", name="c.txt")
    report = room.run()
    assert said(report) == ["1 left out: an older version of one that is there"]
    room.run(again=("seeds/a.txt",))
    assert "Version 3." in (room.site / file).read_text()
    assert sum(name.endswith(".md") for name in room.files()) == 1


def test_a_later_version_leaves_an_edited_file_alone(room: Export) -> None:
    room.export("6 Ferry@2", name="a.txt")
    (file,) = room.run().written
    with (room.site / file).open("a") as stream:
        stream.write("\nAn editor's line.\n")
    room.export("6 Ferry@3", name="b.txt")
    report = room.run()
    assert report.written == ()
    assert report.problems[0].message.startswith("this file was edited by hand")


def test_what_shares_nothing_but_its_id_is_another_article(room: Export) -> None:
    class Same(Lines):
        def manuscript(self, item: Item, raw: RawSource, known: Known) -> Manuscript | Passed:
            number, title = item.value
            date = When(NOW - timedelta(days=number))
            return Manuscript(id="https://tide.example/", title=title, body=body(number), date=date)

    def run(**more: Any) -> IngestReport:
        return take.take_in(room.site, room.settings, now=NOW, formats=(Same(),), **more)

    room.export("1 Ferry sails", "2 Bridge opens", name="a.txt")
    room.export("3 Pier sinks", name="b.txt")
    first, second, third = run().written
    for number, file in ((1, first), (2, second), (3, third)):
        assert body(number) in (room.site / file).read_text()
    said = f"its id “https://tide.example/” is that of another article too, {first}"
    assert [said in (room.site / file).read_text() for file in (first, second, third)] == [False, True, True]
    assert run(again=("seeds/a.txt", "seeds/b.txt")).written == ()
    room.export("1 Ferry sails", "2 Bridge is open", name="a.txt")
    assert run().written == (second,)


def test_an_article_that_was_removed_from_among_many_stays_away(room: Export) -> None:
    room.export(*lines(3))
    (one, *_) = room.run().written
    (room.site / one).unlink()
    room.export(*lines(4))
    report = room.run()
    assert len(report.written) == 1
    assert report.entries[0].articles[0].outcome is Outcome.REMOVED
    assert one in room.run(again=("seeds/export.txt",)).written


def test_what_an_export_no_longer_has_is_remembered(room: Export) -> None:
    room.export(*lines(3))
    room.run()
    before = room.files()
    room.export(*lines(3)[1:])
    room.run()
    room.export(*lines(3))
    assert room.run().written == ()
    assert {name: data for name, data in room.files().items() if name.endswith(".md")} == {
        name: data for name, data in before.items() if name.endswith(".md")
    }


def test_texts_without_a_letter_are_not_the_same_text(room: Export) -> None:
    room.export("1 empty", "2 empty")
    assert len(room.run().written) == 2


def test_a_text_that_is_nearly_another_is_flagged_and_stays_so(room: Export) -> None:
    room.seed("a.txt", "")
    near = body(1).replace("\n\n", " Then it turned.\n\n", 1)
    manuscripts = {1: body(1), 2: near}

    class Near(Lines):
        def manuscript(self, item: Item, raw: RawSource, known: Known) -> Manuscript | Passed:
            number, title = item.value
            return Manuscript(title=title, body=manuscripts[number])

    def run(**more: Any) -> IngestReport:
        return take.take_in(room.site, room.settings, now=NOW, formats=(Near(),), **more)

    room.export("1 Ferry sails", name="a.txt")
    room.export("2 Boat sails", name="b.txt")
    first, second = run().written
    assert "most of its text is also in" not in (room.site / first).read_text()
    assert f"most of its text is also in {first}: is it the same article?" in (room.site / second).read_text()
    assert run(again=("seeds/a.txt", "seeds/b.txt")).written == ()


def test_the_report_has_the_place_of_each_decision_and_the_table_is_short(room: Export) -> None:
    room.export(*lines(150))
    report = room.run()
    (source,) = json.loads(report.to_json())["sources"]
    assert len(source["articles"]) == 150
    assert source["articles"][149]["fields"]["title"]["path"] == "line 150"
    out = StringIO()
    Console(file=out, width=300).print(report.table())
    assert "150 articles: --report FILE names them │ 150 written" in out.getvalue()
    assert "ferry-20" not in out.getvalue()
