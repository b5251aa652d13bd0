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
def edited(chance: random.Random, folder: Path) -> None:
    """A build after some edits."""
    killed(chance, begun(folder), edits=newsroom.edited)


@fault("kill-cold", GROUP, seeds=(), lacking=no_strace)
def cold(chance: random.Random, folder: Path) -> None:
    """The first build of an outlet."""
    killed(chance, Site(folder / "site").edit(newsroom.founded()))


@fault("kill-taken-down", GROUP, seeds=(), lacking=no_strace)
def taken_down(chance: random.Random, folder: Path) -> None:
    """A build that takes an article down."""
    killed(chance, begun(folder), edits=newsroom.takedown)


@fault("kill-settings", GROUP, seeds=(), lacking=no_strace)
def settings(chance: random.Random, folder: Path) -> None:
    """A build after which all articles live elsewhere, or the outlet has another name."""
    killed(chance, begun(folder), edits=newsroom.new_settings)


@fault("kill-theme", GROUP, seeds=(), lacking=no_strace)
def theme(chance: random.Random, folder: Path) -> None:
    """A build with another theme."""
    killed(chance, begun(folder), edits=newsroom.new_theme)


@fault("kill-clean", GROUP, seeds=(), lacking=no_strace)
def clean(chance: random.Random, folder: Path) -> None:
    """A build that forgets the index first, over an output that is hosted."""
    killed(chance, begun(folder), "build", "--clean", edits=newsroom.edited)


@fault("kill-repair", GROUP, seeds=(), lacking=no_strace)
def repair(chance: random.Random, folder: Path) -> None:
    """A build that compares the files of the output."""
    killed(chance, begun(folder), "build", "--repair", edits=newsroom.edited)


@fault("kill-workers-cold", GROUP, seeds=(), lacking=no_strace)
def workers_cold(chance: random.Random, folder: Path) -> None:
    """The first build of an archive, by several processes."""
    killed(chance, Site(folder / "site", asked=("--jobs", "3")).edit(newsroom.founded(large=True)))


@fault("kill-workers", GROUP, seeds=(), lacking=no_strace)
def workers(chance: random.Random, folder: Path) -> None:
    """A build by several processes, which write all pages of an archive anew."""
    site = begun(folder, large=True)
    site.asked = ("--jobs", "3", "--yes")
    killed(chance, site, edits=chance.choice([newsroom.new_settings, newsroom.new_theme]))


@fault("kill-drafts", GROUP, seeds=(), lacking=no_strace)
def drafts(chance: random.Random, folder: Path) -> None:
    """A build with drafts, into an output of its own."""
    site = begun(folder)
    site.output, site.asked = "preview", ("--drafts",)
    site.run()
    killed(chance, site, edits=newsroom.edited)


@fault("kill-ingest-cold", GROUP, seeds=(), lacking=no_strace)
def ingest_cold(chance: random.Random, folder: Path) -> None:
    """Sources that are taken in where nothing was before."""
    killed(chance, Site(folder / "site").edit(newsroom.founded() | newsroom.sources(chance)), "ingest")


@fault("kill-ingest", GROUP, seeds=(1,), lacking=no_strace)
def ingest(chance: random.Random, folder: Path) -> None:
    """More sources, beside those that were taken in already."""
    site = begun(folder).edit(newsroom.sources(chance))
    site.run("ingest")
    killed(chance, site, "ingest", edits=lambda chance, _: newsroom.sources(chance))


@fault("kill-ingest-and-build", GROUP, seeds=(), lacking=no_strace)
def ingest_and_build(chance: random.Random, folder: Path) -> None:
    """A build that takes sources in first."""
    killed(chance, begun(folder), edits=_sources)


@fault("kill-thrice", GROUP, seeds=(), lacking=no_strace)
def thrice(chance: random.Random, folder: Path) -> None:
    """One run after the other is killed."""
    killed(chance, begun(folder), edits=chance.choice([newsroom.edited, _sources]), kills=chance.randint(2, 4))


@fault("kill-and-back", GROUP, seeds=(), lacking=no_strace)
def and_back(chance: random.Random, folder: Path) -> None:
    """The edits are taken back before the next build."""
    killed(chance, begun(folder), edits=newsroom.edited, back=True)
