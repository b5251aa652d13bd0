"""The same site, whoever makes its pages: this process, several, or a cluster."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from broadsheet.keys import PageKey, Reason
from broadsheet.problems import SiteError
from tests.outlet import Outlet, Recorded

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


@pytest.fixture(scope="module")
def machines() -> Iterator[Any]:
    """A cluster of two processes on this machine."""
    from distributed import LocalCluster

    make: Any = LocalCluster
    with make(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster:
        yield cluster


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work spreads from a handful on."""
    monkeypatch.setattr("broadsheet.workers.MANY", 5)


def archive(root: Path) -> Outlet:
    outlet = Outlet(root).edit({"static/x.txt": "x", "media/a.svg": '<svg viewBox="0 0 2 1"/>'})
    for number in range(40):
        outlet.article(
            f"2026/{number % 9 + 1:02}/n{number}",
            f"See [another](article:n{number - 1}).\n\n![](a.svg)\n",
            id=f"n{number}",
            date=f"2026-{number % 9 + 1:02}-{number % 27 + 1:02}",
            tags=f"t{number % 7}, u{number % 3}",
            authors=("Ann", "Bo")[number % 2],
            image="a.svg",
        )
    return outlet


def address(machines: Any) -> str:
    scheduler: str = machines.scheduler_address
    return "dask://" + scheduler.removeprefix("tcp://")


def test_the_same_bytes_from_one_process_many_and_a_cluster(tmp_path: Path, machines: Any) -> None:
    alone = archive(tmp_path / "alone").build(jobs=1).online()
    assert len(alone) > 80
    assert archive(tmp_path / "several").build(jobs=3).online() == alone
    assert archive(tmp_path / "spread").build(executor=address(machines)).online() == alone


def test_a_cluster_goes_on_with_what_changed(tmp_path: Path, machines: Any) -> None:
    outlet = archive(tmp_path / "outlet").build(executor=address(machines))
    outlet.edit({"templates/article.html": "{{ page.title }} anew", "content/2026/01/n0.md": None})
    outlet.article("2026/11/new", tags="t1").build(executor=address(machines))
    assert "anew" in outlet.page("/news/2026/02/n1.html")
    assert outlet.online() == outlet.clean()
    assert outlet.build(executor=address(machines)).rendered == set()


def test_what_is_wrong_with_a_document_is_told_as_ever(tmp_path: Path, machines: Any) -> None:
    def wrong(name: str) -> Outlet:
        outlet = archive(tmp_path / name).article("2026/11/a", aliases="[/feed.xml]", url="/tags/x.html")
        return outlet.article("2026/11/b", "[](javascript:x)").article("2026/11/c", label="nosuch")

    here = wrong("here").build(jobs=1)
    assert len(here.problems) >= 4
    assert "aliases: [/feed.xml]" in "".join(here.problems)
    for asked in ({"jobs": 3}, {"executor": address(machines)}):
        elsewhere = wrong(f"elsewhere{len(asked)}{next(iter(asked))}").build(**asked)
        assert elsewhere.problems == here.problems
        assert elsewhere.online() == here.online()


def test_what_is_wrong_with_a_template_is_told_as_ever(tmp_path: Path, machines: Any) -> None:
    broken = {"templates/article.html": "<p>\n{{ page.titel }}\n"}
    here = archive(tmp_path / "here").edit(broken).build(jobs=1)
    there = archive(tmp_path / "there").edit(broken).build(executor=address(machines))
    assert len(here.problems) == 40
    assert sorted(there.problems) == sorted(here.problems)
    assert there.online() == here.online()


class Killer(Recorded):
    """Kills a process of the cluster when the first pages have come."""

    def __init__(self, victims: list[int]) -> None:
        super().__init__()
        self._victims = victims

    def page(
        self, key: PageKey, address: str, what: str, reason: Reason | None = None, cause: str = "", digest: bytes = b""
    ) -> None:
        super().page(key, address, what)
        while self._victims:
            os.kill(self._victims.pop(), signal.SIGKILL)


@pytest.mark.parametrize("killed", [1, 2])
def test_a_machine_that_dies_loses_nothing(
    tmp_path: Path, machines: Any, monkeypatch: pytest.MonkeyPatch, killed: int
) -> None:
    monkeypatch.setattr("broadsheet.publish._BATCH", 2)
    monkeypatch.setattr("broadsheet.cluster._AHEAD", 20)
    outlet = archive(tmp_path / "outlet")
    victims = [worker.pid for worker in machines.workers.values()][:killed]
    outlet.build(executor=address(machines), witness=Killer(list(victims)))
    assert not any(_lives(pid) for pid in victims)
    assert outlet.online() == outlet.clean()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("", None),
        ("here", "--executor: error: “here” is no cluster\nhint: write it like dask://scheduler.example:8786"),
        ("dask://", "nothing answers at dask://"),
        ("dask://nowhere:port", "nothing answers at dask://nowhere:port"),
        ("dask://127.0.0.1:1", "nothing answers at dask://127.0.0.1:1"),
        ("dask://../x\0:1", "nothing answers at"),
    ],
)
def test_a_cluster_that_is_not_there_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: str, said: str | None
) -> None:
    monkeypatch.setattr("broadsheet.cluster._PATIENCE", 1)
    outlet = archive(tmp_path / "outlet")
    if said is None:
        assert outlet.build(executor=asked).summary.status == 0
        return
    with pytest.raises(SiteError) as failure:
        outlet.build(executor=asked)
    assert said in str(failure.value)
    assert not outlet.has("/index.html")


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
