"""What a deployment installs: each version fixed with its hashes, for each Python and system that we name."""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools import supply

PROJECT = tomllib.loads((supply.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PYTHONS = ("3.11.0", "3.11.9", "3.12.8", "3.13.5", "3.14.0")
SYSTEMS = ("linux", "darwin")


class Pin(NamedTuple):
    """An entry of requirements.lock."""

    requirement: Requirement
    hashes: tuple[str, ...]


def pins() -> Iterator[Pin]:
    """All entries; an AssertionError for a line that is anything else."""
    text = supply.LOCK.read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            entry, *hashes = re.split(r"\s+--hash=", line.strip())
            assert not entry.startswith("-"), f"an option, which may lead elsewhere: {line}"
            yield Pin(Requirement(entry), tuple(hashes))


def environments() -> Iterator[dict[str, str]]:
    for version in PYTHONS:
        for system in SYSTEMS:
            short = ".".join(version.split(".")[:2])
            names = {"python_full_version": version, "python_version": short, "sys_platform": system}
            yield {**_here(), **names, "platform_system": system.title(), "implementation_name": "cpython"}


def _here() -> dict[str, str]:
    return {key: str(value) for key, value in default_environment().items()}


def locked(environment: dict[str, str]) -> dict[str, str]:
    """The version of each package there, by its name."""
    found: dict[str, str] = {}
    for pin in pins():
        if pin.requirement.marker is None or pin.requirement.marker.evaluate(environment):
            name = canonicalize_name(pin.requirement.name)
            assert name not in found, f"two versions of {name} for one environment"
            (specifier,) = pin.requirement.specifier
            found[name] = specifier.version
    return found


def test_each_line_is_one_version_with_hashes_and_from_nowhere_else() -> None:
    found = list(pins())
    assert len(found) > 30
    for pin in found:
        (specifier,) = pin.requirement.specifier
        assert specifier.operator == "==", pin
        assert "*" not in specifier.version
        assert pin.requirement.url is None
        assert pin.hashes, f"no hash for {pin.requirement}"
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one) for one in pin.hashes)
        assert len(set(pin.hashes)) == len(pin.hashes)


@pytest.mark.parametrize(
    "environment", list(environments()), ids=lambda one: f"{one['python_full_version']}-{one['sys_platform']}"
)
def test_it_satisfies_what_the_package_and_its_build_ask_for(environment: dict[str, str]) -> None:
    found = locked(environment)
    for wanted in map(Requirement, [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"]]):
        name = canonicalize_name(wanted.name)
        assert name in found, f"run `make lock`: {wanted} isn't in it"
        assert wanted.specifier.contains(found[name], prereleases=True), f"run `make lock`: {wanted}, not {found[name]}"


def test_what_the_packages_ask_for_in_their_turn_is_in_it() -> None:
    here, found = _here(), locked(_here())
    missing = []
    for name in found:
        try:
            asked = metadata.requires(name) or []
        except metadata.PackageNotFoundError:  # of the build alone, or of another system
            continue
        for wanted in map(Requirement, asked):
            needed = wanted.marker is None or wanted.marker.evaluate({**here, "extra": ""})
            if needed and canonicalize_name(wanted.name) not in found:
                missing.append(f"{name} needs {wanted}")
    assert missing == []
    assert metadata.version("jinja2")


def test_the_list_of_parts_is_by_the_schema_and_names_each_version(tmp_path: Path) -> None:
    assert supply.sbom(tmp_path / "sbom.json") == 0  # which checks it against CycloneDX's schema
    listed = json.loads((tmp_path / "sbom.json").read_bytes())
    assert (listed["bomFormat"], listed["specVersion"]) == ("CycloneDX", "1.6")
    assert listed["metadata"]["component"]["name"] == "broadsheet"
    parts = sorted((part["name"], part["version"]) for part in listed["components"])
    assert parts == sorted((pin.requirement.name, next(iter(pin.requirement.specifier)).version) for pin in pins())
    for part in listed["components"]:
        assert part["purl"].startswith("pkg:pypi/")
        assert part["externalReferences"][0]["hashes"]


@pytest.mark.parametrize(
    ("answer", "status", "said"),
    [
        ({"name": "a", "version": "1", "vulns": []}, 0, "nothing is known against 1 packages\n"),
        (
            {"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]},
            1,
            "a 1: PYSEC-1, mended in 2\n",
        ),
        (
            {"name": "a", "version": "1", "vulns": [{"id": "X", "fix_versions": []}]},
            1,
            "a 1: X, mended in no version yet\n",
        ),
        ({"name": "a", "skip_reason": "not found"}, 2, "no answer, so nothing is known: "),
    ],
)
def test_what_is_known_against_a_version_is_told(
    answer: dict[str, Any], status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert supply.tell({"dependencies": [answer]}) == status
    assert "".join(capsys.readouterr()).startswith(said)


def test_without_an_answer_nothing_is_said_to_be_known(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: str) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess([sys.executable], 1, "", "...\nConnectionError: no route\n")

    monkeypatch.setattr(supply, "_run", fail)
    assert supply.audit() == 2
    assert capsys.readouterr().err == (
        "no answer, so nothing is known: ConnectionError: no route\n"
        "hint: it asks https://pypi.org; see whether this machine may\n"
    )
