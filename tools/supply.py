"""What Broadsheet is installed of: fixed with hashes, asked after holes that are known, listed for who must know.

python -m tools.supply lock     requirements.lock anew, from pyproject.toml and what the index has
python -m tools.supply audit    what is known against the versions in it; exit status 1 for something, 2 for no answer
python -m tools.supply sbom     broadsheet.cdx.json, a list of them in CycloneDX's JSON
"""

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK, SBOM = ROOT / "requirements.lock", ROOT / "broadsheet.cdx.json"
OLDEST = "3.11"
"""The Python from which on the lock file serves; one file for that and all that follow, on Linux and macOS."""

_UNKNOWN = "no answer, so nothing is known: {}\nhint: it asks https://pypi.org; see whether this machine may"


def lock() -> int:
    """Write requirements.lock; what builds the package is in it too, so that nothing is ever fetched without a hash."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    done = _run(
        *("uv", "pip", "compile", "--universal", "--generate-hashes", "--upgrade", "--quiet", "--no-annotate"),
        *("--python-version", OLDEST, "--custom-compile-command", "make lock", "--output-file", LOCK.name),
        *("pyproject.toml", "-"),
        given="\n".join(project["build-system"]["requires"]),
    )
    if done.returncode:
        print(f"requirements.lock stays as it was: {_last_line(done.stderr)}", file=sys.stderr)
        return 2
    pins = sum("==" in line for line in LOCK.read_text(encoding="utf-8").splitlines())
    print(f"requirements.lock: {pins} versions; try `make test` with them before you commit it")
    return 0


def audit() -> int:
    """Ask the Python Packaging Advisory Database about each version in requirements.lock."""
    done = _run(
        "pip_audit", "--requirement", LOCK.name, "--disable-pip", "--format", "json", "--progress-spinner", "off"
    )
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        print(_UNKNOWN.format(_last_line(done.stderr)), file=sys.stderr)
        return 2
    return tell(answer)


def tell(answer: dict[str, Any]) -> int:
    """Say what pip-audit found; gives the exit status."""
    skipped = [one for one in answer["dependencies"] if "skip_reason" in one]
    asked = [one for one in answer["dependencies"] if "skip_reason" not in one]
    if not asked:
        print(_UNKNOWN.format("not one of the packages could be asked about"), file=sys.stderr)
        return 2
    for one in skipped:
        print(f"{one['name']}: no answer: {one['skip_reason']}", file=sys.stderr)
    holes = [(one, hole) for one in asked for hole in one["vulns"]]
    for one, hole in holes:
        fixed = ", ".join(hole["fix_versions"]) or "no version yet"
        print(f"{one['name']} {one['version']}: {hole['id']}, mended in {fixed}")
    if holes:
        print(
            f"{len(holes)} known in {len(asked)} packages: see whether `make lock` brings the versions that mend them"
        )
        return 1
    print(f"nothing is known against {len(asked)} packages")
    return 2 if skipped else 0


def sbom(target: Path = SBOM) -> int:
    """Write the list of what requirements.lock installs, checked against CycloneDX's schema; needs no network."""
    done = _run(
        *("cyclonedx_py", "requirements", LOCK.name, "--pyproject", "pyproject.toml", "--output-reproducible"),
        *("--spec-version", "1.6", "--output-format", "JSON", "--validate", "--output-file", str(target)),
    )
    if done.returncode:
        print(f"there is no list: {_last_line(done.stderr)}", file=sys.stderr)
        return 2
    print(f"{target.name}: {len(json.loads(target.read_bytes())['components'])} packages")
    return 0


def _run(module: str, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - the words are ours
        [sys.executable, "-m", module, *words], cwd=ROOT, input=given, capture_output=True, text=True, check=False
    )


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "nothing was said"


if __name__ == "__main__":
    sys.exit({"lock": lock, "audit": audit, "sbom": sbom}[sys.argv[1]]())
