"""What it costs to take in an export of thousands of posts: `python -m bench ingest`."""

import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench import measure, wxr
from bench.corpus import Corpus
from bench.peers.broadsheet import REPOSITORY, Broadsheet


@dataclass(frozen=True, slots=True)
class Taken:
    """One run over one export."""

    size: int
    bytes: int
    first: measure.Cost
    again: measure.Cost
    """A second run, which has nothing to do."""
    articles: int


def run(size: int, seed: int, parent: Path) -> Taken:
    """Writes an export of that many posts, takes it in, and takes it in again."""
    folder = Path(tempfile.mkdtemp(prefix="broadsheet-bench-", dir=parent))
    try:
        site, corpus = folder / "site", Corpus(size, seed)
        (site / "seeds").mkdir(parents=True)
        Broadsheet().write_settings(site, corpus)
        export = site / "seeds" / "export.xml"
        wxr.write(export, corpus)
        command = [sys.executable, str(REPOSITORY / "build.py"), "ingest", "--site", str(site)]
        first, _ = measure.run(command, folder / "cost", {}, site)
        again, _ = measure.run(command, folder / "cost", {}, site)
        found = sum(1 for _ in (site / "content").rglob("*.md"))
        return Taken(size, export.stat().st_size, first, again, found)
    finally:
        shutil.rmtree(folder)
