"""What a page reads, and what is said to touch it: every page is in `touched_by` of each article that it shows."""

import random

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from broadsheet import settings_file
from broadsheet.article import Kind
from broadsheet.index import connection, gate, queries
from broadsheet.index.reader import Index, Read
from broadsheet.keys import PageKey
from broadsheet.kinds import KINDS
from broadsheet.pages import filters
from tests.build import everything
from tests.outlet import NOON, Outlet

LISTS = "\n[lists]\nhome = 6\nhome_section = 2\nfront = 4\nmonth = 3\nbackground = 2\n"


ZONES = """
zones:
  - id: lead
    size: 2
    filter: { without: opinion }
  - title: Sport
    size: 3
    filter: { sections: sport }
  - title: Both
    size: 2
    filter: { tags: [x, y], sections: news }
    pins: [n1, n2]
  - title: Saga
    size: 2
    repeat: true
    filter: { story: Saga }
"""

PHOTOGRAPH = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000"
    "040001f61738550000000049454e44ae426082"
)
"""A PNG of one pixel."""


def random_outlet(outlet: Outlet, seed: int) -> Outlet:
    """Some forty articles that have much to do with each other."""
    chance = random.Random(seed)
    outlet.edit(
        {"site.toml": everything.settings(LISTS, *(part for part in everything.PARTS if chance.random() < 0.7))}
    )
    outlet.edit(
        {
            **everything.media(),
            "media/e.mp3": b"ID3",
            "media/a.svg": '<svg viewBox="0 0 4 3"/>',
            "media/b.png": PHOTOGRAPH,
            "content/authors/ann-es.md": "---\ntitle: Ana\nslug: ann\nlang: es\n---\n",
            "content/authors/ann.md": "---\ntitle: Ann\n---\n[x](article:n1)\n",
        }
    )
    outlet.edit({"content/pages/about.md": "---\ntitle: About\n---\n[x](article:n2)\n"})
    banner = "breaking:\n  text: Now\n  link: article:n4\n"
    outlet.edit({"content/desk.yaml": "pins:\n  - 2026/11/n3.md\n" + banner + chance.choice(["", ZONES])})
    for number in range(chance.randrange(25, 45)):
        corrections = '[{date: "2026-11-02", text: A}, {text: B}]'
        outlet.article(
            f"2026/11/n{number}",
            f"Words, [a link](article:n{chance.randrange(45)}) and [one](/content/2026/11/n{chance.randrange(45)}.md)."
            + chance.choice(["", "\n\n<!-- paywall -->\n\n[Cut](article:n1)", "\n\n## 09:00 Now\n\n[b](article:n2)"]),
            id=f"n{number}",
            date=f"2026-{chance.choice(['09', '10', '11'])}-{chance.randrange(1, 25):02}",
            section=chance.choice(["news", "sport"]),
            tags=", ".join(chance.sample(["x", "y", "z", "X"], chance.randrange(3))),
            story=chance.choice(["", "", "Saga", "Tale"]),
            authors=chance.choice(["", "Ann", "Bo"]),
            label=chance.choice(["", "", "", "opinion", "live", "sponsored"]),
            access=chance.choice(["", "", "paid"]),
            image=chance.choice(["", "a.svg", "b.png"]),
            audio=chance.choice(["", "", "", "e.mp3"]),
            canonical=chance.choice(["", "", "", "https://x.example/"]),
            corrections=chance.choice(["", "", corrections]),
            aliases=chance.choice(["", "", f"/old/{number}.html"]),
            lang=chance.choice(["", "", "es"]),
            translation=chance.choice(["", "n1", "2026/11/n2.md", "shared"]),
        )
    outlet.edit(
        {
            "content/redirects.tsv": "/gone.html\tarticle:n5\n/chain.html\t/gone.html\n/away.html\thttps://elsewhere.example/\n"
        }
    )
    return outlet.build()


def test_every_page_is_touched_by_what_it_reads(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filters, "FURTHER", 3)  # so that there is something out of reach

    @settings(max_examples=6, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(st.integers(0, 10_000))
    def check(seed: int) -> None:
        outlet = random_outlet(Outlet(tmp_path_factory.mktemp("touched") / "outlet"), seed)
        index = open_index(outlet)
        read_by = {key: articles_read(key, index) for kind in KINDS.values() for key in kind.keys(index)}
        assert sum(map(len, read_by.values())) > 200
        touched = {path: asked(path, index, "touched_by") for path, _ in all_documents(index)}
        reached = {path: asked(path, index, "reached_by") for path, _ in all_documents(index)}
        missed = [
            (str(key), read)
            for key, reads in read_by.items()
            for read in reads
            if key not in (touched[read.path] | reached[read.path] if read.address_only else touched[read.path])
        ]
        assert missed == []

    check()


def open_index(outlet: Outlet) -> Index:
    db = connection.connect_reader(str(outlet.root / ".broadsheet/index.sqlite"))
    found, _ = settings_file.read(outlet.root)
    assert found
    return Index(db, gate.PUBLIC, found, int(NOON.timestamp()))


def articles_read(key: PageKey, index: Index) -> set[Read]:
    kind = KINDS[key.kind]
    with index.logged() as reads:
        if kind.context(key, index) is not None:  # some only know when they look whether there is such a page
            kind.address(key, index)
            kind.until(key, index)
    return reads.documents


def asked(path: str, index: Index, question: str) -> set[PageKey]:
    article = queries.document(index, path)
    assert article
    return {key for kind in KINDS.values() for key in getattr(kind, question)(article, index)}


def all_documents(index: Index) -> list[tuple[str, str]]:
    return [found for kind in Kind for found in queries.documents(index, kind)]
