"""`new`: an article that a person can begin to write."""

import pytest

from broadsheet import content, settings_file
from tests.commands.conftest import Command
from tests.conftest import MakeOutlet
from tests.outlet import SITE


def test_a_new_article_has_its_front_matter_filled_in(outlet: MakeOutlet, command: Command) -> None:
    site = outlet()
    said = command(
        site, "new", 'Budget: what "passes"', "--section", "sport", "--author", "Ana Ruiz", "--author", "B: C"
    )
    assert (said.status, said.out, said.err) == (0, "content/2026/11/budget-what-passes.md\n", "")
    text = (site.root / "content/2026/11/budget-what-passes.md").read_text()
    identity = text.splitlines()[1].removeprefix("id: ")
    assert text == (
        f"---\nid: {identity}\n"
        'title: "Budget: what \\"passes\\""\nsection: sport\nauthors:\n  - Ana Ruiz\n  - "B: C"\n'
        "date: 2026-11-24T12:00\nadded: 2026-11-24T12:00:00+00:00\ndraft: true\n---\n\n"
    )
    assert identity.startswith("budget-what-passes-")
    assert command(site, "check").out == "nothing is wrong\n"


def test_nothing_is_ever_overwritten(outlet: MakeOutlet, command: Command) -> None:
    site = outlet({"content/2026/11/budget.md": "Mine."})
    assert command(site, "new", "Budget").out == "content/2026/11/budget-2.md\n"
    assert command(site, "new", "Budget").out == "content/2026/11/budget-3.md\n"
    assert (site.root / "content/2026/11/budget.md").read_text() == "Mine."
    two, three = ((site.root / f"content/2026/11/budget-{n}.md").read_text().splitlines()[1] for n in (2, 3))
    assert two != three


@pytest.mark.parametrize(
    "headline", ["Łódź – ¿qué?", "北京", "!!!", "a\nb\x07", "x" * 500, "# 1", "{{ x }}", "- no", "null"]
)
def test_any_headline_will_do(headline: str, outlet: MakeOutlet, command: Command) -> None:
    site = outlet()
    path = command(site, "new", headline).out.strip()
    settings, _ = settings_file.parse(SITE.encode())
    assert settings
    document = content.read((site.root / path).read_bytes(), path, settings).document
    assert document
    assert document.article.title == " ".join(headline.replace("\x07", "").split())


def test_a_section_that_is_none_and_a_headline_that_is_empty(outlet: MakeOutlet, command: Command) -> None:
    said = command(outlet(), "new", "Budget", "--section", "sprot")
    assert (said.status, said.out) == (2, "")
    assert said.err == '--section: error: there is no section "sprot" in site.toml\nhint: did you mean sport?\n'
    assert command(outlet(), "new", " ").err == 'new: error: the headline is empty\nhint: new "What happened"\n'


def test_for_machines(outlet: MakeOutlet, command: Command) -> None:
    assert command(outlet(), "new", "Budget", "--json").events == [
        {"event": "written", "files": ["content/2026/11/budget.md"]},
        {"event": "summary", "status": 0},
    ]
