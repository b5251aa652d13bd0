"""Writes the tables of docs/reliability.md: `tools/reliability.py RESULTS...`.

RESULTS are files of JSON lines, as `python -m tests.faults` and `python -m tests.fuzz` write them with `--results`.
What stands between the markers of the page is made anew; the rest is written by hand.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reliability.md"
MENDED = ROOT / "tests" / "mended.toml"
RESULTS = ROOT / "tests" / "faults" / "results.jsonl"

Row = dict[str, Any]


def main(paths: list[str]) -> int:
    """Write the page anew."""
    rows = [row for path in paths or [str(RESULTS)] for row in read(Path(path))]
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8"), tables(rows, mended())), encoding="utf-8")
    return 0


def read(path: Path) -> list[Row]:
    """The rows of a file of results; none where there is no file."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def mended() -> list[Row]:
    """What was found and mended."""
    entries: list[Row] = tomllib.loads(MENDED.read_text(encoding="utf-8")).get("mended", [])
    return entries


def tables(rows: Iterable[Row], entries: list[Row]) -> dict[str, str]:
    """The text between each pair of markers."""
    rows = list(rows)
    faults = summed([row for row in rows if row["kind"] == "fault"], "name", ("tried", "survived", "lost"))
    fuzz = summed([row for row in rows if row["kind"] == "fuzz"], "target", ("executions", "crashes", "seconds"))
    return {"faults": _faults(faults), "fuzz": _fuzz(fuzz), "mended": _mended(entries)}


def summed(rows: list[Row], name: str, counts: tuple[str, ...]) -> list[Row]:
    """One row for each name: what several runs counted is added up."""
    found: dict[str, Row] = {}
    for row in rows:
        if row[name] not in found:
            found[row[name]] = dict(row)
            continue
        for count in counts:
            found[row[name]][count] += row[count]
    return list(found.values())


def filled(page: str, texts: dict[str, str]) -> str:
    """The page with these texts between its markers."""
    for name, text in texts.items():
        pattern = rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)"
        page, times = re.subn(pattern, lambda found, text=text: f"{found[1]}{text}{found[2]}", page, flags=re.S)  # type: ignore[misc]
        if times != 1:
            raise SystemExit(f"{PAGE} has no place for {name}: <!-- {name} --> and <!-- /{name} -->")
    return page


def _faults(rows: list[Row]) -> str:
    if not rows:
        return "Nothing has been tried yet.\n"
    lines = ["| What befell it | Tried | Survived | Lost |", "|:--|--:|--:|--:|"]
    rows = sorted(rows, key=lambda row: str(row["group"]))
    for group, members in groupby(rows, key=lambda row: str(row["group"])):
        lines.append(f"| **{group}** | | | |")
        counts = ((row["name"], row["tried"], row["survived"], row["lost"]) for row in members)
        lines.extend(f"| `{name}` | {tried:,} | {survived:,} | {lost:,} |" for name, tried, survived, lost in counts)
    tried, survived, lost = (sum(row[count] for row in rows) for count in ("tried", "survived", "lost"))
    lines.append(f"| all | {tried:,} | {survived:,} | {lost:,} |")
    return "\n".join(lines) + "\n"


def _fuzz(rows: list[Row]) -> str:
    if not rows:
        return "Nothing has been tried yet.\n"
    lines = ["| What reads | Begun with | Inputs tried | Broken promises | Minutes |", "|:--|--:|--:|--:|--:|"]
    for row in sorted(rows, key=lambda row: str(row["target"])):
        minutes = f"{row['seconds'] / 60:.1f}"
        lines.append(
            f"| `{row['target']}` | {row['corpus']:,} | {row['executions']:,} | {row['crashes']:,} | {minutes} |"
        )
    begun, tried, broken = (sum(row[count] for row in rows) for count in ("corpus", "executions", "crashes"))
    lines.append(f"| all | {begun:,} | {tried:,} | {broken:,} | {sum(row['seconds'] for row in rows) / 60:.1f} |")
    return "\n".join(lines) + "\n"


def _mended(entries: list[Row]) -> str:
    if not entries:
        return "Nothing yet.\n"
    lines = ["| Found by | What happened | What keeps it from coming back |", "|:--|:--|:--|"]
    for entry in sorted(entries, key=lambda entry: (str(entry["found"]), str(entry["test"]))):
        path, _, name = entry["test"].partition("::")
        what = str(entry["what"]).replace("|", "\\|").replace("<", "&lt;")
        lines.append(f"| {entry['found']} | {what} | `{name}` in [{Path(path).name}](../{path}) |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
