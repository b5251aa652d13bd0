"""Lines that recur in the pages of an outlet: learned to be furniture, left out of later articles, and said so."""

from datetime import timedelta
from pathlib import Path

from broadsheet.ingest.manuscript import Action
from tests.ingest.newsroom import LAST, LONG, NOW, OTHER, Newsroom
from tests.ingest.pages.newsstand import page

LINE = "The Courier is made in Dorum with salt and ink"


def paper(number: int, *amid: str) -> str:
    """A page of its own text, with lines amid it."""
    text = "".join(
        f"<p>{one}</p>".replace("bridge at Varga", f"bridge at pier {number}") for one in (LONG, *amid, OTHER)
    )
    last = LAST.replace("landing stage", f"landing stage of pier {number}")
    return page(
        f"{text}<h2>What we know</h2><p>{last}</p>", headline=f"A ferry will run again to pier {number} of Dorum"
    )


def test_a_line_of_three_pages_is_left_out_and_reported(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    for number in range(3):
        room.seed(f"{number}.html", paper(number, LINE))
    report = room.take()
    made = [(room.site / name).read_text() for name in report.written]
    assert len(made) == 3
    assert [LINE in text for text in made] == [False] * 3
    assert ["## What we know" in text for text in made] == [True] * 3
    dropped = [one for entry in report.entries for one in entry.articles[0].decisions if one.rule == "known-furniture"]
    assert [(one.action, one.before) for one in dropped] == [(Action.DROPPED, LINE)] * 3


def test_a_line_of_two_pages_stays_until_a_third_has_it(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    for number in range(2):
        room.seed(f"{number}.html", paper(number, LINE))
    first = room.take()
    before = [(room.site / name).read_text() for name in first.written]
    assert [LINE in text for text in before] == [True, True]
    room.seed("later.html", paper(2, LINE, "Tickets are sold on the quay."))
    report = room.take(NOW + timedelta(days=1))
    made = (room.site / report.written[0]).read_text()
    assert LINE not in made
    assert "Tickets are sold on the quay." in made
    assert [(line, len(names)) for line, names in report.furniture] == [(LINE, 2)]
    assert [(room.site / name).read_text() for name in first.written] == before
