"""Lines learned to be an outlet's furniture after articles were made with them: which files still have them."""

from pathlib import Path

from broadsheet.ingest.furniture import line_hash
from broadsheet.ingest.memory import Memory


def still_in(
    site: Path, known: Memory, lines: frozenset[str], written: set[str]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """For each line newly known as furniture: the older files that still have it. They are left as they are."""
    out: dict[str, list[str]] = {}
    files = {made.file for name in lines for taken in known.sources_with(name) for made in taken.articles}
    for file in sorted(files - written):
        try:
            text = (site / file).read_text("utf-8", "replace")
        except OSError:
            continue
        for line in text.split("\n"):
            if line.strip() and line_hash(line) in lines:
                out.setdefault(line.strip(), []).append(file)
    return tuple((line, tuple(sorted(set(found)))) for line, found in sorted(out.items()))
