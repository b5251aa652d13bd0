"""The trials themselves: what they watch for is seen where it happens, and kills do come."""

import json
import random
from pathlib import Path

import pytest

from tests.faults import newsroom, running
from tests.faults.hosted import broken_links, wrong_files
from tests.faults.registry import Fault
from tests.faults.running import Tally, attempt
from tests.faults.site import Moment, Site, no_strace, some_moment

WHOLE = {
    "/index.html": b'<!doctype html><html><body><p>A<p>B <a href="/a.html">A</a><img src="p.png"></body></html>\n',
    "/a.html": b'<!doctype html><html><body><a href="https://courier.example/feed.xml">F</a></body></html>\n',
    "/feed.xml": b'<rss><channel><item><enclosure url="https://courier.example/x.mp3"/></item></channel></rss>',
    "/feed.json": b'{"items": [{"url": "https://courier.example/a.html"}]}',
    "/x.mp3": b"",
}


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("/a.html", b"<!doctype html><html><body><p>cut"),
        ("/a.html", b"<!doctype html><html><body></div></body></html>"),
        ("/feed.xml", b"<rss><channel>"),
        ("/feed.json", b'{"items": ['),
        ("/p.jpg", newsroom.photograph(40, 30)[:-200]),
    ],
)
def test_a_file_that_is_not_whole_is_seen(address: str, data: bytes) -> None:
    assert list(wrong_files({address: data})) == [address]


def test_links_to_nowhere_are_seen_wherever_they_stand() -> None:
    pages = {**WHOLE, "/index.html": WHOLE["/index.html"].replace(b"<p>A<p>B", b"<p>A</p>")}
    assert wrong_files({**pages, "/p.png": newsroom.photograph(4, 4, "PNG")}) == {}
    assert broken_links(pages, set(pages)) == [("/index.html", "p.png")]
    del pages["/x.mp3"]
    # What is to be known is only the front: the feed is come to from there by way of an article.
    assert ("/feed.xml", "https://courier.example/x.mp3") in broken_links(pages, {"/index.html"})
    assert broken_links(pages, {"/feed.json"}) == [("/feed.xml", "https://courier.example/x.mp3")]


def test_a_kill_comes_at_the_instant_that_was_chosen(tmp_path: Path) -> None:
    if lacking := no_strace():
        pytest.skip(lacking)
    site = Site(tmp_path / "site").edit({"site.toml": newsroom.plain_settings()})
    assert site.killed_at(Moment("rename", 3))
    renamed = site.tree()
    assert not site.killed_at(Moment("rename", 60_000))
    assert len(renamed) < len(site.tree())


def test_rare_calls_are_as_likely_as_common_ones() -> None:
    moments = [Moment("write", number) for number in range(1000)] + [Moment("fsync", 1)]
    chosen = {some_moment(random.Random(seed), moments).call for seed in range(20)}
    assert chosen == {"write", "fsync"}


def test_a_trial_that_lost_something_counts_and_keeps_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def trial(chance: random.Random, folder: Path) -> None:
        (folder / "left").write_text("x")
        assert chance.random() < 0.5, "an article"

    faults = {"x": Fault("x", "g", trial)}
    monkeypatch.setattr(running, "known", lambda: faults)
    outcomes = [attempt("x", seed, tmp_path / str(seed)) for seed in range(20)]
    assert outcomes == [attempt("x", seed, tmp_path / str(seed)) for seed in range(20)]
    lost = [outcome for outcome in outcomes if outcome.lost]
    assert 0 < len(lost) < 20
    assert all("an article" in outcome.lost for outcome in lost)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(str(outcome.seed) for outcome in lost)
    tally = Tally("x", "g", 0)
    for outcome in outcomes:
        tally.count(outcome)
    row = json.loads(json.dumps(tally.row()))
    assert (row["tried"], row["survived"] + row["lost"], row["lost"]) == (20, 20, len(lost))
