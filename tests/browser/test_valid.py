"""What is written is HTML: the Nu HTML Checker finds no error on any page.

It is npm's vnu-jar, run by the machine's Java: `.ci/tools` installs both. `VNU_JAR` may name it.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser.conftest import missing
from tests.browser.paper import ROOT, Paper

JAR = Path(os.environ.get("VNU_JAR") or ROOT / ".vnu/node_modules/vnu-jar/build/dist/vnu.jar")


@pytest.fixture(scope="module")
def checker() -> list[str]:
    """The command of the checker."""
    java = shutil.which("java")
    if not java:
        missing("java")
    if not JAR.is_file():
        missing("the Nu HTML Checker (vnu-jar)")
    return [str(java), "-Xss4m", "-jar", str(JAR), "--format", "json", "--errors-only", "--skip-non-html"]


def test_the_checker_finds_no_error_on_any_page(checker: list[str], paper: Paper) -> None:
    done = subprocess.run([*checker, str(paper.output)], capture_output=True, text=True, check=False)
    found = [
        f"{one['url'].rpartition('/public')[2]}: {one['message']}: {one.get('extract', '').strip()}"
        for one in json.loads(done.stderr)["messages"]
        # A fragment is a piece of a page.
        if "/fragments/" not in one["url"]
    ]
    assert not found, "\n".join(found[:20])
