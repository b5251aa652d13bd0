"""Takes sets of sources with known answers in, and has their scorer say how well: `score_ingest.py DIR [SET...]`.

DIR holds SET/in/ID.ext, SET/truth/ID.json and score.py. Each set is one outlet, as a newsroom's folder is; with
`--alone` each source is. `--half learn` and `--half held` take half of the sources each, by their names, so that rules
can be made on one and judged on the other.
"""

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from broadsheet.ingest import take_in
from broadsheet.settings import Outlet, Section, Settings

SETTINGS = Settings(
    outlet=Outlet(title="The Tide", url="https://tide.example", language="en", timezone="UTC"),
    sections=(Section("news", "News"),),
)
NOW = datetime(2040, 1, 1, tzinfo=UTC)


def is_in(half: str, name: str) -> bool:
    """Whether a source belongs to that half: by the hash of its name, so each set is parted alike."""
    learn = hashlib.sha256(name.encode()).digest()[0] % 2 == 0
    return half == "all" or learn == (half == "learn")


def convert(sources: list[Path], out: Path) -> None:
    """Takes the sources into one new outlet, and puts its articles where the scorer looks for them."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        (site / "seeds").mkdir()
        for source in sources:
            shutil.copy(source, site / "seeds" / source.name)
        take_in(site, SETTINGS, now=NOW)
        for number, article in enumerate(sorted((site / "content").rglob("*.md"))):
            text = article.read_text("utf-8")
            found = re.search(r"^source:\n(?:  .*\n)*?  file: \"?seeds/([^\"\n]+?)\"?$", text, re.M)
            if not found:
                print(f"{article}: names no source", file=sys.stderr)
                continue
            where = out / Path(found[1]).stem
            where.mkdir(parents=True, exist_ok=True)
            (where / f"{number}.md").write_text(text, "utf-8")


def main() -> None:
    """Converts, and hands over to the scorer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("sets", nargs="*")
    parser.add_argument("--half", choices=("all", "learn", "held"), default="all")
    parser.add_argument("--alone", action="store_true", help="each source is an outlet of its own")
    parser.add_argument("--out", type=Path, help="keep the articles there")
    parser.add_argument("--worst", default="0")
    parser.add_argument("--cases", help="write each case's figures there, as JSON")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out, truth = (chosen.out or Path(folder) / "out"), Path(folder) / "truth"
        shutil.rmtree(out, ignore_errors=True)
        for name in chosen.sets or sorted(path.parent.name for path in chosen.folder.glob("*/in")):
            sources = [one for one in sorted((chosen.folder / name / "in").iterdir()) if is_in(chosen.half, one.stem)]
            for kind in ("in", "truth"):
                (truth / name / kind).mkdir(parents=True)
            for source in sources:
                shutil.copy(source, truth / name / "in")
                shutil.copy(chosen.folder / name / "truth" / f"{source.stem}.json", truth / name / "truth")
            for batch in [[one] for one in sources] if chosen.alone else [sources]:
                convert(batch, out / name)
        command = [sys.executable, str(chosen.folder / "score.py"), str(out), str(truth), "--worst", chosen.worst]
        subprocess.run([*command, *(["--cases", chosen.cases] if chosen.cases else [])], check=True)


if __name__ == "__main__":
    main()
