"""`review`: the list for a terminal, the same for machines, and a page."""

from pathlib import Path

from tests.commands.conftest import Command
from tests.conftest import MakeOutlet
from tests.ingest.newsroom import article


def test_it_lists_and_counts(outlet: MakeOutlet, command: Command) -> None:
    site = outlet()
    site.edit({"seeds/ferry.txt": article("Published by")})
    command(site, "ingest")
    said = command(site, "review")
    assert said.status == 0
    assert "no date was found in the source" in said.out
    assert said.out.rstrip().endswith("1 article to review")
    assert [event["event"] for event in command(site, "review", "--json").events] == ["article", "summary"]


def test_nothing_left_is_said_too(outlet: MakeOutlet, command: Command) -> None:
    said = command(outlet(), "review")
    assert (said.status, said.out) == (0, "nothing is left to review\n")


def test_the_page_is_written_where_it_was_asked_for(outlet: MakeOutlet, command: Command, tmp_path: Path) -> None:
    site = outlet()
    site.edit({"seeds/ferry.txt": article("Published by")})
    command(site, "ingest")
    file = tmp_path / "review.html"
    assert command(site, "review", "--html", str(file)).status == 0
    assert "Published by" in file.read_text("utf-8")
    said = command(site, "review", "--html", str(tmp_path / "none" / "review.html"))
    assert said.status == 2
    assert "it can't be written" in said.err
