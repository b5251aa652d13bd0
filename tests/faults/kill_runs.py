"""Runs of the program that are killed, with all their processes, at any instant."""

import random
from pathlib import Path

from tests.faults import newsroom
from tests.faults.newsroom import Files
from tests.faults.registry import fault
from tests.faults.site import Site, no_strace
from tests.faults.trying import begun, killed

GROUP = "killed"


def _sources(chance: random.Random, root: Path) -> Files:
    return newsroom.sources(chance) | newsroom.edited(chance, root)


@fault("kill-edited", GROUP, seeds=(1,), lacking=no_strace)
def edited(chance: random.Random, folder: Path) -> int:
    """A build after some edits."""
    return killed(chance, begun(folder), edits=newsroom.edited)


@fault("kill-cold", GROUP, seeds=(), lacking=no_strace)
def cold(chance: random.Random, folder: Path) -> int:
    """The first build of an outlet."""
    return killed(chance, Site(folder / "site").edit(newsroom.founded()))


@fault("kill-taken-down", GROUP, seeds=(), lacking=no_strace)
def taken_down(chance: random.Random, folder: Path) -> int:
    """A build that takes an article down."""
    return killed(chance, begun(folder), edits=newsroom.takedown)


@fault("kill-settings", GROUP, seeds=(), lacking=no_strace)
def settings(chance: random.Random, folder: Path) -> int:
    """A build after which all articles live elsewhere, or the outlet has another name."""
    return killed(chance, begun(folder), edits=newsroom.new_settings)


@fault("kill-theme", GROUP, seeds=(), lacking=no_strace)
def theme(chance: random.Random, folder: Path) -> int:
    """A build with another theme."""
    return killed(chance, begun(folder), edits=newsroom.new_theme)


@fault("kill-clean", GROUP, seeds=(), lacking=no_strace)
def clean(chance: random.Random, folder: Path) -> int:
    """A build that forgets the index first, over an output that is hosted."""
    return killed(chance, begun(folder), "build", "--clean", edits=newsroom.edited)


@fault("kill-repair", GROUP, seeds=(), lacking=no_strace)
def repair(chance: random.Random, folder: Path) -> int:
    """A build that compares the files of the output."""
    return killed(chance, begun(folder), "build", "--repair", edits=newsroom.edited)


@fault("kill-workers-cold", GROUP, seeds=(), lacking=no_strace)
def workers_cold(chance: random.Random, folder: Path) -> int:
    """The first build of an archive, by several processes."""
    return killed(chance, Site(folder / "site", asked=("--jobs", "3")).edit(newsroom.founded(large=True)))


@fault("kill-workers", GROUP, seeds=(), lacking=no_strace)
def workers(chance: random.Random, folder: Path) -> int:
    """A build by several processes, which write all pages of an archive anew."""
    site = begun(folder, large=True)
    site.asked = ("--jobs", "3", "--yes")
    return killed(chance, site, edits=chance.choice([newsroom.new_settings, newsroom.new_theme]))


@fault("kill-drafts", GROUP, seeds=(), lacking=no_strace)
def drafts(chance: random.Random, folder: Path) -> int:
    """A build with drafts, into an output of its own."""
    site = begun(folder)
    site.output, site.asked = "preview", ("--drafts",)
    site.run()
    return killed(chance, site, edits=newsroom.edited)


@fault("kill-ingest-cold", GROUP, seeds=(), lacking=no_strace)
def ingest_cold(chance: random.Random, folder: Path) -> int:
    """Sources that are taken in where nothing was before."""
    return killed(chance, Site(folder / "site").edit(newsroom.founded() | newsroom.sources(chance)), "ingest")


@fault("kill-ingest", GROUP, seeds=(), lacking=no_strace)
def ingest(chance: random.Random, folder: Path) -> int:
    """More sources, beside those that were taken in already."""
    site = begun(folder).edit(newsroom.sources(chance))
    site.run("ingest")
    return killed(chance, site, "ingest", edits=lambda chance, _: newsroom.sources(chance))


@fault("kill-ingest-and-build", GROUP, seeds=(), lacking=no_strace)
def ingest_and_build(chance: random.Random, folder: Path) -> int:
    """A build that takes sources in first."""
    return killed(chance, begun(folder), edits=_sources)


@fault("kill-thrice", GROUP, seeds=(), lacking=no_strace)
def thrice(chance: random.Random, folder: Path) -> int:
    """One run after the other is killed."""
    return killed(chance, begun(folder), edits=chance.choice([newsroom.edited, _sources]), kills=chance.randint(2, 4))


@fault("kill-and-back", GROUP, seeds=(), lacking=no_strace)
def and_back(chance: random.Random, folder: Path) -> int:
    """The edits are taken back before the next build."""
    return killed(chance, begun(folder), edits=newsroom.edited, back=True)
