"""From a raw source to a file of content/: the whole way, and what must hold for any source at all."""

import json
import re
import tempfile
from datetime import datetime
from html import unescape
from io import StringIO
from pathlib import Path

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from broadsheet import content
from broadsheet.article import When
from broadsheet.ingest import characters, files, take_in
from broadsheet.ingest.decode import decode
from broadsheet.ingest.formats import UnreadableError
from tests.ingest.newsroom import DRAFTS, DUMP, LAST, LONG, NOW, OTHER, SETTINGS, TITLE, Newsroom, article, read

MADE = "content/undated/harbour-office-of-dorum-brings-back-the-ferry-and-criticizes-the-bridge-companys.md"


def test_a_page_pasted_as_text_becomes_one_clean_article(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.seed("dump.txt", DUMP)
    report = room.take()
    assert report.written == (MADE,)
    mark = files.hash_bytes(b"seeds/dump.txt\n")[:8]
    assert (
        (tmp_path / MADE).read_text()
        == f"""\
---
id: harbour-office-of-dorum-brings-back-the-{mark}
title: Harbour office of Dorum brings back the ferry and criticizes the bridge company's tolls
dek: The harbour office also told reporters that its talks with the bridge company had as their main point the toll.
added: 2031-03-12T09:30:15+00:00
image:
  caption: The ferry in Dorum
  credit: Mira Tolvane/AFP
source:
  name: Tide Wire Dorumtide.com
  file: seeds/dump.txt
review:
  - the photo file is missing
  - "the byline is missing: a label with no name behind it"
  - no date was found in the source
  - no author was found in the source
  - no section was found in the source
---

{LONG} "We go back to sea," the office said.

{OTHER} The booth sold forty tickets by noon to people from both banks. The mayor also bought one.

## Varga has called the ferry a danger

{LAST}
"""
    )


def test_what_is_written_reads_as_it_was_found(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.seed(
        "a.txt",
        "ECONOMY\n\n"
        + article(
            "By Mira Tolvane and Oto Brisk",
            "Published 9 March 2031, 14:05 GMT",
            title="Ferry: what #2 costs, “now” & then?",
        ),
    )
    (file,) = room.take().written
    assert file == "content/2031/03/ferry-what-2-costs-now-then.md"
    reading = room.content(file)
    assert reading.problems == ()
    assert reading.document
    found = reading.document.article
    assert (found.title, found.section) == ("Ferry: what #2 costs, “now” & then?", "economy")
    assert found.authors == ("Mira Tolvane", "Oto Brisk")
    assert found.date is not None
    assert found.date.at.isoformat() == "2031-03-09T14:05:00+00:00"
    assert found.source is not None
    assert found.source.file == "seeds/a.txt"
    assert not found.draft


def test_the_report_as_json_and_as_a_table(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.seed("dump.txt", DUMP)
    room.seed("tiny.txt", "two\nlines")
    report = room.take()
    (dump, tiny) = json.loads(report.to_json())["sources"]
    (found,) = dump["articles"]
    assert found["fields"]["title"] == {
        "value": "Harbour office of Dorum brings back the ferry and criticizes the bridge company's tolls",
        "line": 3,
        "rule": "title",
        "confidence": 0.9,
    }
    assert {"line": 21, "rule": "junk-line", "text": "tracking"} in found["dropped"]
    assert {"line": 15, "rule": "glued-sentences", "before": "banks.The", "after": "banks. The"} in found["spacing"]
    assert (dump["encoding"], found["publishable"], len(dump["hash"])) == ("utf-8", "yes", 64)
    assert (tiny["outcome"], tiny["articles"]) == ("failed", [])
    out = StringIO()
    Console(file=out, width=300).print(report.table())
    assert f"seeds/dump.txt │ {MADE} │ written" in out.getvalue()
    assert "no date was found in the source" in out.getvalue()


def test_what_came_of_sources_is_counted_by_source(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.seed("a.txt", article("By Mira Tolvane"))
    room.seed("b.txt", article("By Mira Tolvane"))
    room.seed("empty.txt", "")
    (tmp_path / "seeds/away.txt").symlink_to("/etc/hostname")
    report = room.take()
    assert (report.taken, report.failed, report.left) == (1, 2, 1)
    ((file, points, draft),) = report.to_review()
    assert (file, points, draft) == (report.written[0], 2, False)
    report = room.take()
    assert (report.taken, report.failed, report.left) == (0, 2, 0)


def test_a_text_that_is_no_article_for_its_size_is_not_read(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    (tmp_path / "seeds").mkdir()
    with open(tmp_path / "seeds/all.txt", "wb") as file:
        file.truncate(5_100_000)
    (problem,) = room.take().problems
    assert str(problem) == (
        "seeds/all.txt: error: this text has 5.1 MB, more than the 5 MB that an article may have\n"
        "hint: split it: a file for each article"
    )


def test_an_outlet_that_reviews_everything_gets_drafts(tmp_path: Path) -> None:
    room = Newsroom(tmp_path, DRAFTS)
    room.seed("a.txt", article("By Mira Tolvane"))
    (file,) = room.take().written
    reading = room.content(file)
    assert reading.document
    assert reading.document.article.draft


def test_a_headline_that_no_slug_can_be_made_of(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.seed("note-7.txt", article(title="?! … ?!\nTitle: ?!"))
    room.seed("★.txt", "Title: ★ ★ ★\n\n" + f"{LONG}\n\n{OTHER}")
    written = room.take().written
    assert all(re.fullmatch(r"content/undated/[a-z0-9-]+\.md", file) for file in written)
    assert len(written) == 2


def test_another_language_is_set_and_the_outlets_own_is_not() -> None:
    spanish = "\n\n".join(
        [
            "El puerto reabre tras dos años de obras",
            (
                "El viejo transbordador volverá a cruzar la bahía en primavera, anunció el lunes la autoridad, "
                "después de dos años en los que los isleños tuvieron que dar la vuelta por el puente."
            ),
            (
                "Nadie en el muelle lo creía al principio, y la taquilla siguió cerrada hasta que la alcaldesa bajó en "
                "persona a abrirla."
            ),
        ]
    )
    assert read(spanish).lang == "es"
    assert read(article()).lang == ""


TEXT = "Le café de la rue d’Été coûte déjà 3 euros, dit l’été à Noël. " * 6


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-32"])
def test_encodings(encoding: str) -> None:
    data = TEXT.encode(encoding)
    if encoding == "utf-16-le":
        data = b"\xff\xfe" + data
    text, named, decisions = decode(data)
    assert text == TEXT
    assert bool(decisions) == (not encoding.startswith("utf-8"))
    assert named.replace("-le", "") in (encoding.replace("-sig", "").replace("-le", ""), "utf-16", "utf-32")


def test_other_scripts_in_their_own_encodings() -> None:
    chinese = "大坝提前开闸，下游居民已经撤离。市政府表示，水位在夜间继续上涨，但没有人员伤亡。" * 6
    russian = "Паром снова пойдёт весной, сообщило управление порта в понедельник вечером. " * 8
    assert decode(chinese.encode("gb18030"))[0] == chinese
    assert decode(russian.encode("cp1251"))[0] == russian


def test_mojibake_is_mended_only_where_it_is_certain() -> None:
    text, _, decisions = decode("CafÃ© donâ€™t wait\nÂ¿QuÃ©?\nSÃO PAULO and ÂNGELA stay".encode())
    assert text == "Café don’t wait\n¿Qué?\nSÃO PAULO and ÂNGELA stay"
    assert [decision.line for decision in decisions] == [1, 2]


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"%PDF-1.7 ...", b"PK\x03\x04zip", bytes(range(256)) * 40])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        decode(data)


_PARTS = st.sampled_from(
    [
        *("By ", "Published ", "Photo: ", "AFP", "12 March 2031", "Title: ", "Embargo: ", "Read more: "),
        *("# ", "- ", "1. ", "* ", "_", "**", "`", "[a](b)", "[^1]", "<b>", "<script>", "&amp;", "&lt;p&gt;"),
        *("\\", "{: .x}", "| a | b |", "---", "***", "===", "```", "~~~", ">", "!", "    ", "\t", ":"),
        *("http://x.test/a_b?utm_source=q&b=1", "\u00ad", "\u200b", "\ufeff", "\x02", "\u2028", "\x85", "\r"),
        *("The river rose. ", LONG, OTHER, "States.The ", "大坝提前开闸。", "مرحبا ", "\n", "\n\n"),
    ]
)
SOURCES = st.lists(st.one_of(_PARTS, st.text(max_size=12)), max_size=40).map("".join)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(st.one_of(SOURCES.map(lambda text: text.encode("utf-8", "replace")), st.binary(max_size=300)))
def test_any_bytes_at_all(data: bytes) -> None:
    """Nothing is raised, nothing is written outside content/, and what is written is front matter that can be read."""
    with tempfile.TemporaryDirectory() as folder:
        room = Newsroom(Path(folder))
        room.seed("a.txt", data)
        report = room.take()
        written = room.files()
        assert all(name.startswith("content/") for name in written)
        assert report.written or report.problems
        for file in report.written:
            reading = room.content(file)
            assert reading.document, [str(problem) for problem in reading.problems]
        assert room.take().written == ()
        assert room.files() == written


def plain(html: str) -> str:
    """What a reader sees of HTML, without white space."""
    return re.sub(r"\s+", "", unescape(nh3.clean(html, tags=set())))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(SOURCES)
def test_the_body_is_the_sources_own_characters_in_their_order(text: str) -> None:
    """The Markdown's plain text is a subsequence of the source's characters, white space apart."""
    text = text.encode("utf-8", "replace").decode()
    try:
        manuscript = read(article(text))
    except UnreadableError:
        return
    document = content.read(b"---\ntitle: x\n---\n" + manuscript.body.encode(), "content/a.md", SETTINGS).document
    assert document
    assert "<script" not in document.body
    lines, _ = characters.tidy(article(text))
    source = iter(re.sub(r"\s+", "", "".join(lines)))
    shown = plain(document.body)
    assert all(c in source for c in shown), shown


def test_no_title_no_date_no_author_is_ever_made_up() -> None:
    manuscript = read(f"{LONG}\n\n{OTHER}\n\n{LAST}")
    assert (manuscript.date, manuscript.authors, manuscript.section, manuscript.dek) == (None, (), "", "")
    assert LONG.startswith(manuscript.title)
    assert "no headline was found; the first words stand in for it" in manuscript.draft


def test_a_day_without_a_time_is_a_day() -> None:
    manuscript = read(article("Published 9 March 2031"))
    assert manuscript.date == When(datetime(2031, 3, 9, tzinfo=SETTINGS.zone), day=True)
    assert manuscript.title == TITLE


def test_a_source_from_elsewhere_is_named_without_its_folders(tmp_path: Path) -> None:
    room = Newsroom(tmp_path / "site")
    (tmp_path / "inbox").mkdir()
    source = tmp_path / "inbox" / "ferry.txt"
    source.write_text(article("By Mira Tolvane"))
    (tmp_path / "site").mkdir()
    report = take_in(room.site, SETTINGS, now=NOW, sources=[source, tmp_path / "nowhere.txt"])
    (file,) = report.written
    assert "file: ferry.txt\n" in (room.site / file).read_text()
    assert [problem.message for problem in report.problems] == ["there is no such source"]
    assert take_in(room.site, SETTINGS, now=NOW, sources=[source]).written == ()


def test_dropped_lines_are_kept_beside_when_asked(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.seed("dump.txt", DUMP)
    take_in(tmp_path, SETTINGS, now=NOW, keep_dropped=True)
    (side,) = (name for name in room.files() if name.startswith(".broadsheet/dropped/"))
    assert "<!-- 21 junk-line: tracking -->" in room.files()[side].decode()


def test_progress_is_told_and_order_is_that_of_the_names(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    for name in ("b.txt", "a/z.txt", "c.txt"):
        room.seed(name, article().replace("bridge at Varga", f"bridge of {name}"))
    told: list[tuple[int, int]] = []
    report = take_in(tmp_path, SETTINGS, now=NOW, progress=lambda done, of: told.append((done, of)))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert [entry.source for entry in report.entries] == ["seeds/a/z.txt", "seeds/b.txt", "seeds/c.txt"]


def test_broken_soft_hyphens_are_mended_before_they_go() -> None:
    broken = "The caf\u00c3\u00a9 lent its thermo\u00c2\u00admeter and its um\u00e2\u20ac\u2039brella to the keeper."
    assert "The café lent its thermometer and its umbrella to" in read(decode(article(broken).encode())[0]).body
    assert "Â meter" in decode(article("An Â meter").encode())[0]


def test_a_link_that_leads_to_itself_is_told_of_and_the_others_are_taken_in(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.seed("a.txt", article("By Mira Tolvane"))
    (tmp_path / "seeds/round.txt").symlink_to("round.txt")
    report = room.take()
    assert (report.taken, report.failed) == (1, 1)
    assert "seeds/round.txt: error: this is no ordinary file" in "".join(str(problem) for problem in report.problems)
