"""Files that are written anew while a build reads them: nothing of the time between goes out, and the next has it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from tests.conftest import MakeOutlet
from tests.faults.newsroom import photograph
from tests.outlet import Outlet, Recorded

NEW = {"static/x.txt": b"new", "media/talk.mp3": b"ID3 new", "media/b.jpg": photograph(700, 400, colour=(9, 99, 9))}
OLD = {"static/x.txt": b"old", "media/talk.mp3": b"ID3 old", "media/b.jpg": photograph(700, 400, colour=(99, 9, 9))}


@dataclass
class Meddling(Recorded):
    """Writes files after all was looked at, and before anything is made."""

    site: Outlet | None = None
    files: Mapping[str, bytes | None] = field(default_factory=dict)

    def began(self, step: str, total: int) -> None:
        if step == "render" and self.site:
            self.site.edit(self.files)


@pytest.mark.parametrize("meanwhile", [b"", b"other", None])
@pytest.mark.parametrize("first", [True, False])
def test_what_is_there_for_an_instant_goes_out_nowhere(
    outlet: MakeOutlet, meanwhile: bytes | None, first: bool
) -> None:
    site = outlet(OLD).article("2026/11/a", "![B](b.jpg)", image="b.jpg", audio="talk.mp3")
    online = {} if first else site.build().online()
    site.edit(NEW)
    files = dict.fromkeys(NEW, meanwhile)
    site.build(witness=Meddling(site=site, files=files))
    assert any("/x.txt: error: it couldn't be written: " in problem for problem in site.problems)
    assert any("media/b.jpg: error: the file changed while the site was built" in problem for problem in site.problems)
    for address in ("/x.txt", "/media/talk.mp3", "/feed.xml"):
        assert site.online().get(address) == online.get(address)
    site.edit(NEW)
    assert site.build().online() == site.clean()


@pytest.mark.parametrize("lost", [".broadsheet/index.sqlite", "public/.broadsheet-manifest"])
def test_what_is_online_stays_also_where_all_is_made_anew(outlet: MakeOutlet, lost: str) -> None:
    site = outlet(OLD).article("2026/11/a", "![B](b.jpg)", image="b.jpg", audio="talk.mp3").build()
    online = site.online()
    site.edit({lost: None}).build(witness=Meddling(site=site, files=dict.fromkeys(OLD, b"")))
    assert site.problems
    assert {address: site.online().get(address) for address in online} == online
    site.edit(OLD)
    assert site.build().online() == site.clean()


def test_what_changed_and_kept_its_size_and_time_comes_with_the_next_build(outlet: MakeOutlet) -> None:
    @dataclass
    class Silent(Meddling):
        """Leaves no trace of itself."""

        def began(self, step: str, total: int) -> None:
            super().began(step, total)
            made_old(site)

    def made_old(site: Outlet) -> None:
        for name in ("static/x.txt", "media/talk.mp3"):
            os.utime(site.root / name, (1_600_000_000, 1_600_000_000))

    site = outlet(OLD).article("2026/11/a", audio="talk.mp3")
    made_old(site)
    site.build(witness=Silent(site=site, files={"static/x.txt": b"new", "media/talk.mp3": b"ID3 new"}))
    assert len(site.problems) == 2
    assert site.build().problems == []
    assert site.online() == site.clean()


def test_a_picture_that_is_whole_again_comes_with_the_next_build_of_the_same_process(outlet: MakeOutlet) -> None:
    site = outlet(OLD).article("2026/11/a", "![B](b.jpg)")
    site.build(witness=Meddling(site=site, files={"media/b.jpg": b""}))
    assert site.edit(OLD).build().problems == []
    assert site.online() == site.clean()
