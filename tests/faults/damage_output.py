"""An output that was changed behind our back, and a manifest that is lost or damaged."""

import random
import shutil
from pathlib import Path

from tests.faults import newsroom
from tests.faults.damage_index import INDEX, cut, flipped, lengthened, lost, noise, zeroed
from tests.faults.registry import fault
from tests.faults.site import Site
from tests.faults.trying import MANIFEST, begun, made_good, same_as_clean

FOREIGN = {"theirs.html": b"<p>Theirs", "news/theirs/notes.txt": b"Theirs too"}
"""What somebody else put into the output."""


@fault("output-changed", "output changed behind our back", seeds=(1,))
def changed(chance: random.Random, folder: Path) -> None:
    """Files are deleted, changed, cut, or replaced by folders: all of these are found, no others, and made again."""
    site = begun(folder)
    old = site.tree()
    harmed = _harm(chance, site)
    said = site.run("check", status=(1,)).said
    found = {line.partition(": error:")[0] for line in said.splitlines() if ": error: " in line}
    assert found == harmed, f"found {sorted(found - harmed)} too much, and {sorted(harmed - found)} not"
    site.run("build", "--repair")
    same_as_clean(site, old)
    assert ": error: " not in site.run("check", status=(0,)).said


@fault("output-changed-and-edited", "output changed behind our back", seeds=())
def changed_and_edited(chance: random.Random, folder: Path) -> None:
    """Files are changed while editors write."""
    site = begun(folder)
    old = site.tree()
    _harm(chance, site)
    site.edit(newsroom.edited(chance, site.root))
    if chance.random() < 0.5:
        site.run()
    site.run("build", "--repair")
    same_as_clean(site, old)


@fault("output-lost", "output changed behind our back", seeds=())
def gone(chance: random.Random, folder: Path) -> None:
    """The whole output is gone, or a folder of it with all that is in it."""
    site = begun(folder)
    old = site.tree()
    folders = sorted(path for path in (site.root / "public").rglob("*") if path.is_dir())
    whole = chance.random() < 0.4
    shutil.rmtree(site.root / "public" if whole else chance.choice(folders))
    if chance.random() < 0.5:
        site.edit(newsroom.edited(chance, site.root))
    site.run("build", *([] if whole and chance.random() < 0.5 else ["--repair"]))
    same_as_clean(site, old)


@fault("output-older", "output changed behind our back", seeds=())
def older(chance: random.Random, folder: Path) -> None:
    """A copy of the output of an earlier day is put back, as from a backup."""
    site = begun(folder)
    shutil.copytree(site.root / "public", folder / "copy")
    old = site.tree()
    site.edit(newsroom.edited(chance, site.root))
    site.run()
    shutil.rmtree(site.root / "public")
    shutil.copytree(folder / "copy", site.root / "public")
    if chance.random() < 0.5:
        site.edit(newsroom.edited(chance, site.root))
    made_good(site, old)


@fault("manifest-damaged", "manifest lost or damaged", seeds=(1,))
def manifest(chance: random.Random, folder: Path) -> None:
    """The manifest is damaged or gone: nothing of ours stays for good, and nothing of others goes."""
    site = begun(folder)
    old = site.tree()
    _put_foreign(site)
    damage = chance.choice([flipped, cut, zeroed, noise, lost, lengthened])
    damage(chance, site.root / f"public{MANIFEST}")
    site.edit(newsroom.edited(chance, site.root))
    site.run("build", *chance.choice([[], ["--repair"]]))
    _take_foreign(site)
    same_as_clean(site, old)


@fault("manifest-and-index-lost", "manifest lost or damaged", seeds=())
def both(chance: random.Random, folder: Path) -> None:
    """Manifest and index are gone at once: all that is made is online, and nothing of others goes."""
    site = begun(folder)
    old = site.tree()
    _put_foreign(site)
    (site.root / f"public{MANIFEST}").unlink()
    (site.root / INDEX).unlink()
    site.edit(newsroom.edited(chance, site.root))
    site.run("build", "--yes")
    _take_foreign(site)
    tree, clean = site.tree(), site.clean()
    assert {name: tree.get(name) for name in clean.keys() - {MANIFEST}} == {
        name: data for name, data in clean.items() if name != MANIFEST
    }
    assert {name for name in tree.keys() - clean.keys() if tree[name] != old.get(name)} == set()


def _harm(chance: random.Random, site: Site) -> set[str]:
    """Do something to some files of the output; gives their addresses."""
    addresses = sorted(site.tree().keys() - {MANIFEST})
    harmed = set(chance.sample(addresses, chance.choice([1, 3, 12, 60])))
    for address in sorted(harmed):
        path = site.root / f"public{address}"
        how = chance.choice(["delete", "change", "cut", "folder", "link"])
        if how == "change":
            data = bytearray(path.read_bytes())
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            path.write_bytes(data)
        elif how == "cut":
            path.write_bytes(path.read_bytes()[:-1])
        else:
            path.unlink()
        if how == "folder":
            path.mkdir()
        elif how == "link":
            path.symlink_to(site.root / "site.toml")
    return harmed


def _put_foreign(site: Site) -> None:
    site.edit({f"public/{name}": data for name, data in FOREIGN.items()})


def _take_foreign(site: Site) -> None:
    """What others put there is there yet; then it's taken away, so that the rest can be compared."""
    tree = site.tree()
    assert [name for name, data in FOREIGN.items() if tree.get(f"/{name}") != data] == []
    site.edit({f"public/{name}": None for name in FOREIGN})
