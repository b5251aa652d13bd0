"""What each trial begins with, and what must be true in its midst and at its end."""

import atexit
import random
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.faults.hosted import Tree, broken_links, wrong_files
from tests.faults.newsroom import Files, founded
from tests.faults.site import Moment, Run, Site, some_moment

MANIFEST = "/.broadsheet-manifest"
_TEMPORARY = "/.broadsheet-new/"
_REDIRECTS = "content/redirects.tsv"
often = 1
"""How many times a run that was prepared is killed: one in `make test`, more in the long run."""


@cache
def _built(large: bool) -> Site:
    top = Path(tempfile.mkdtemp(prefix="broadsheet-faults-begun-"))
    atexit.register(shutil.rmtree, top, ignore_errors=True)
    site = Site(top / "site").edit(founded(large))
    site.run()
    return site


def begun(folder: Path, *, large: bool = False) -> Site:
    """A site that was built, and that is what the build left it."""
    site = _built(large).copied(folder / "site")
    site.run()  # the index knows an output by where it lies
    return site


@dataclass(frozen=True, slots=True)
class Unharmed:
    """What a run is that nothing befalls: when it changes files, and what output and sources are after it."""

    run: Run
    moments: list[Moment]
    tree: Tree
    sources: Tree
    clean: Tree
    """What a clean build of the same files makes."""


def unharmed(site: Site, *words: str) -> Unharmed:
    """A run that nothing befalls; then it's undone."""
    saved = site.copied(site.root.with_name("saved"))
    run, moments = site.watched(*words)
    assert moments, "the run changed no file"
    found = Unharmed(run, moments, site.tree(), site.sources(), site.clean())
    shutil.rmtree(site.root)
    saved.root.rename(site.root)
    return found


def killed(
    chance: random.Random,
    site: Site,
    *words: str,
    edits: Callable[[random.Random, Path], Files] | None = None,
    kills: int = 1,
    back: bool = False,
) -> int:
    """Edit a site, kill a run of the program, look at what is left, and have the next build make it good.

    That is done `often`, always from the same start. `back`: the edits are taken back before the next build. Gives how
    many kills came.
    """
    words = words or ("build",)
    old, before = site.tree(), site.sources()
    if edits:
        site.edit(edits(chance, site.root))
    kept = site.sources()
    twin = unharmed(site, *words)
    start = site.copied(site.root.with_name("start"))
    came = 0
    for number in range(often):
        if number:
            shutil.rmtree(site.root)
            start.copied(site.root)
        for _ in range(kills):
            how, alive = _kill(chance, site, twin, words)
            came += alive
            looked_at(site, old, twin.tree, how)
            _look_at_sources(kept, site.sources(), twin.sources, how)
        if back:
            _take_back(site, before)
            made_good(site, old)
            continue
        if "--clean" in words:
            # Killed before it forgot the index, the next build still knows what moved, and notes that as others do.
            made_good(site, old, how=how)
            found, expected = site.sources(), twin.sources
            assert {**found, _REDIRECTS: b""} == {**expected, _REDIRECTS: b""}, f"{how}: sources are others"
            assert found[_REDIRECTS].startswith(expected[_REDIRECTS]), f"{how}: a redirect was lost"
            continue
        made_good(site, old, clean=twin.clean, how=how)
        assert site.sources() == twin.sources, f"{how}: sources aren't what a run makes of them that isn't killed"
    return came


def made_good(site: Site, old: Tree, *words: str, clean: Tree | None = None, how: str = "") -> None:
    """Build, and find the very bytes of a clean build; then there is nothing left to make."""
    site.run("build", *words)
    same_as_clean(site, old, clean=clean, how=how)
    assert site.run("build").made == (0, 0), f"{how}: a build with nothing to do made something"


def same_as_clean(site: Site, old: Tree, *, clean: Tree | None = None, how: str = "") -> None:
    """The output is what a clean build makes; files of the theme that were replaced may stay for pages in caches."""
    tree, clean = site.tree(), site.clean() if clean is None else clean
    former = {
        name for name in tree.keys() - clean.keys() if name.startswith("/assets/") and old.get(name) == tree[name]
    }
    more = sorted(tree.keys() - clean.keys() - former)
    assert more == [], f"{how}: this is there, and a clean build doesn't make it"
    assert sorted(clean.keys() - tree.keys()) == [], f"{how}: this is missing"
    others = [name for name in sorted(clean) if clean[name] != tree[name] and name != MANIFEST]
    assert others == [], f"{how}: this is another"
    assert wrong_files(tree) == {}, how
    assert broken_links(tree, set(clean)) == [], how


def _kill(chance: random.Random, site: Site, twin: Unharmed, words: tuple[str, ...]) -> tuple[str, bool]:
    """Kill a run: most often as it makes a call of the system, else after some time. Gives how, and whether it came."""
    if chance.random() < 0.75:
        moment = some_moment(chance, twin.moments)
        came = site.killed_at(moment, *words)
        return f"killed at {moment.call} number {moment.number}{'' if came else ' (which it never made)'}", came
    after = chance.uniform(0.1, 1.0) * twin.run.seconds
    came = site.killed_after(after, *words)
    return f"killed after {after:.2f} s{'' if came else ' (it had come to its end)'}", came


def looked_at(site: Site, old: Tree, new: Tree, how: str) -> None:
    """What is online after a kill is whole: no third state, nothing temporary in reach, no link to nowhere."""
    tree = site.tree()
    unfinished = {name for name in tree if name.startswith(_TEMPORARY)}
    if unfinished:
        folder = site.root / site.output / _TEMPORARY.strip("/")
        assert folder.stat().st_mode & 0o077 == 0, f"{how}: others can read {sorted(unfinished)}"
    reached = {name: data for name, data in tree.items() if name not in unfinished and name != MANIFEST}
    third = [name for name, data in reached.items() if data not in (old.get(name), new.get(name))]
    assert third == [], f"{how}: neither as before nor as after"
    gone = sorted(name for name in old.keys() & new.keys() if name not in tree)
    assert gone == [], f"{how}: this was there, and is to be"
    assert wrong_files(reached) == {}, how
    assert broken_links(reached, old.keys() & new.keys() - {MANIFEST}) == [], f"{how}: a link leads to nowhere"


def _look_at_sources(kept: Tree, found: Tree, taken_in: Tree, how: str) -> None:
    """What people wrote is as they wrote it; what the run writes is there as a whole or not at all."""
    lost = [name for name in sorted(kept) if found.get(name) not in (kept[name], taken_in.get(name))]
    assert lost == [], f"{how}: sources were lost"
    added = [name for name in found.keys() - kept.keys() if not name.rpartition("/")[2].startswith(".")]
    assert [name for name in added if found[name] != taken_in.get(name)] == [], f"{how}: taken in by halves"


def _take_back(site: Site, before: Tree) -> None:
    """Every file of the site is what it was before; notes of where articles were stay."""
    now = site.sources()
    back: Files = {name: before.get(name) for name in now.keys() | before.keys() if now.get(name) != before.get(name)}
    back.pop(_REDIRECTS, None)
    site.edit(back)
