"""A build that is killed between any two writes leaves a whole site, and the next one gives the clean bytes."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from broadsheet import redirects
from broadsheet.index import connection
from broadsheet.manifest import Manifest
from broadsheet.output import Folder
from tests.outlet import Outlet
from tests.pictures.photographs import photograph

_EDITED = ("content", "media")


class Killed(BaseException):
    """The end of a process, as far as it can be had inside one."""


class Reaper:
    """Counts what a build does to the disk, and kills it before the step of that number."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.steps = 0
        self.fatal: int | None = None
        for owner, name in (
            (Folder, "put"),
            (Folder, "copy"),
            (Folder, "place"),
            (Folder, "keep"),
            (Folder, "delete"),
            (Manifest, "note"),
            (Manifest, "renew"),
            (redirects, "append"),
            (connection, "commit"),
        ):
            monkeypatch.setattr(owner, name, self._watched(getattr(owner, name)))

    def _watched(self, work: Callable[..., Any]) -> Callable[..., Any]:
        def step(*given: Any, **named: Any) -> Any:
            if self.steps == self.fatal:
                raise Killed
            self.steps += 1
            return work(*given, **named)

        return step

    def run(self, outlet: Outlet, fatal: int | None) -> bool:
        """Build, killed before step `fatal`; gives whether the build came that far."""
        self.steps, self.fatal = 0, fatal
        try:
            outlet.build()
        except Killed:
            return True
        finally:
            self.fatal = None
        return False


def archive(outlet: Outlet) -> Outlet:
    """A small site that has something of everything."""
    outlet.edit({"static/x.txt": "x", "media/a.svg": '<svg viewBox="0 0 2 1"/>', "media/b.jpg": photograph(9, 8)})
    outlet.edit({"media/c.jpg": photograph(10, 8), "media/d.jpg": photograph(11, 8)})
    shown = "[on](article:second)\n\n![B](b.jpg) ![C](c.jpg)"
    outlet.article("2026/10/first", shown, id="first", date="2026-10-02", tags="x")
    outlet.article("2026/11/fifth", "![C](c.jpg) ![D](d.jpg)", draft="true")
    outlet.article("2026/11/second", id="second", tags="x, y", authors="Ann", image="a.svg")
    return outlet.article("2026/11/third", id="third", section="sport", story="Saga")


def upheaval(outlet: Outlet) -> None:
    """Edits of many kinds at once: one retitled, one moved, one deleted, one new, and pictures of all kinds."""
    shown = "[on](article:second)\n\n![B](b.jpg) ![C](e.jpg)"
    outlet.article("2026/10/first", shown, id="first", date="2026-10-02", tags="y", title="Anew")
    outlet.article("2026/11/second", id="second", section="sport", tags="x", authors="Bo")
    outlet.edit({"content/2026/11/third.md": None, "static/x.txt": "y"})
    outlet.article("2026/11/fourth", id="fourth", story="Saga", image="a.svg")
    # One picture is replaced, one has another name, one comes out with the draft that shows it.
    outlet.edit({"media/b.jpg": photograph(12, 8), "media/c.jpg": None, "media/e.jpg": photograph(10, 8)})
    outlet.article("2026/11/fifth", "![B](b.jpg) ![D](d.jpg)", image="{src: d.jpg, focus: '10% 20%'}")


def broken_links(online: dict[str, bytes], known: set[str]) -> list[tuple[str, str]]:
    """The links to nowhere on the pages that readers know, or come to from these.

    The plain theme prints contexts, so every address of ours stands in quotes.
    """
    found, seen, left = [], set(known), [address for address in known if address in online]
    while left:
        address = left.pop()
        for href in re.findall(r"(?:href|src)=(?:&#39;|\")(/[^&\"]*)", online[address].decode(errors="replace")):
            target = href + "index.html" if href.endswith("/") else href
            if target not in online:
                found.append((address, href))
            elif target not in seen:
                seen.add(target)
                left.append(target)
    return found


@pytest.mark.parametrize("start", ["nothing", "archive"])
def test_killed_between_any_two_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: str) -> None:
    reaper = Reaper(monkeypatch)
    fatal, came_so_far = 0, True
    while came_so_far:
        outlet = archive(Outlet(tmp_path / f"{start}{fatal}"))
        known = set(outlet.build().online()) if start == "archive" else set()
        if start == "archive":
            upheaval(outlet)
        came_so_far = reaper.run(outlet, fatal)
        left = outlet.online()
        assert reaper.run(outlet, None) is False
        whole = outlet.online()
        assert whole == outlet.clean(), fatal
        # A page that is to go may outlive another; no page that stays leads to either.
        assert broken_links(left, known & whole.keys()) == [], fatal
        outlet.build()
        assert outlet.rendered == set()
        fatal += 1 if fatal < 12 else 5
    assert fatal > 20


def test_killed_and_edited_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a killed build wrote is not taken for what it was when the edit is taken back before the next one."""
    reaper = Reaper(monkeypatch)
    fatal, came_so_far = 0, True
    while came_so_far:
        outlet = archive(Outlet(tmp_path / str(fatal))).build()
        kept = {path: path.read_bytes() for top in _EDITED for path in (outlet.root / top).rglob("*.*")}
        upheaval(outlet)
        came_so_far = reaper.run(outlet, fatal)
        for top in _EDITED:
            for path in (outlet.root / top).rglob("*.*"):
                path.unlink()
        for path, data in kept.items():
            path.write_bytes(data)
        outlet.edit({"static/x.txt": "x"}).build()
        assert outlet.online() == outlet.clean(), fatal
        fatal += 3
    assert fatal > 20
