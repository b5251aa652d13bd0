"""The recipes for hosts: what they show can be read, names what there is, and does what it says."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from broadsheet import options, settings_file
from broadsheet.hosting import types
from tests.hosting import serving
from tests.outlet import SITE, Outlet

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/hosting.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
SHELL = [text for language, text in BLOCKS if language in ("sh", "bash")]


def block(language: str, mark: str) -> str:
    """The one block of a language that has these words in it."""
    (found,) = [str(text) for of, text in BLOCKS if of == language and mark in text]
    return found


def needed(*programs: str) -> None:
    for program in programs:
        if not shutil.which(program):
            serving.missing(program)


def run(script: str, folder: Path, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run a recipe in an outlet's folder, with this Python."""
    command = ["bash", "-c", f"set -e\n{script}"]
    return subprocess.run(command, cwd=folder, text=True, capture_output=True, timeout=60, check=False, **more)


@pytest.fixture
def outlet(tmp_path: Path) -> Outlet:
    """An outlet with a build.py of its own, and programs that stand in for others and tell what they were told."""
    made = Outlet(tmp_path / "outlet").article("2026/11/one")
    made.edit({"build.py": "import sys\nfrom broadsheet.cli import main\nsys.exit(main())\n"})
    for name in ("aws", "curl", "sudo"):
        made.edit({f"bin/{name}": f'#!/bin/sh\necho "{name} $*" >> "{made.root}/told"\n'})
        (made.root / "bin" / name).chmod(0o755)
    made.edit({"bin/python": f'#!/bin/sh\nexec "{sys.executable}" "$@"\n'})
    (made.root / "bin/python").chmod(0o755)
    return made


@pytest.fixture
def path(outlet: Outlet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{outlet.root}/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def told(outlet: Outlet) -> list[str]:
    """What the programs of hosts were told since this was asked last."""
    file = outlet.root / "told"
    lines = file.read_text().splitlines() if file.exists() else []
    file.unlink(missing_ok=True)
    return lines


# What is shown


def test_each_script_can_be_read() -> None:
    assert len(SHELL) > 8
    for script in SHELL:
        subprocess.run(["bash", "-n"], input=script, text=True, check=True)


def test_each_option_that_recipes_give_there_is() -> None:
    commands = re.findall(r"build\.py[^|&>\n`)]*", PAGE)
    named = {option for command in commands for option in re.findall(r"--([a-z-]+)", command)}
    assert {"quiet", "changes"} <= named
    for option in named:
        options.parse(["build", f"--{option}", *(["-"] if option == "changes" else [])], "broadsheet")


def test_exit_statuses_are_those_that_operators_are_told() -> None:
    def statuses(page: str) -> set[str]:
        return set(re.findall(r"^\| (\d+) \|", page, re.MULTILINE))

    operators = (
        (ROOT / "docs/operators.md").read_text(encoding="utf-8").partition("## Exit statuses")[2].partition("\n## ")[0]
    )
    assert statuses(PAGE.partition("## Which builds")[2].partition("\n## ")[0]) == statuses(operators)


def test_each_piece_of_site_toml_can_be_read() -> None:
    pieces = [text for language, text in BLOCKS if language == "toml" and "[hosting]" in text]
    assert len(pieces) == 4
    for piece in pieces:
        settings, problems = settings_file.parse((SITE + piece).encode())
        assert settings
        assert [str(problem) for problem in problems] == []
        assert settings.hosting.files


def test_the_policy_that_slots_need_can_be_read_and_names_what_they_load() -> None:
    page = (ROOT / "docs/themes.md").read_text(encoding="utf-8")
    (piece,) = re.findall(r"^```toml\n(\[hosting\.policy\].*?)^```$", page, re.MULTILINE | re.DOTALL)
    settings, problems = settings_file.parse((SITE + piece).encode())
    assert settings
    assert [str(problem) for problem in problems] == []
    slots = page.partition("## Fill a slot")[2].partition("\n## ")[0]
    for host in re.findall(r'src="(https://[^/"]+)', slots):
        assert host in settings.hosting.policy["script-src"]
    assert "style=" not in slots.replace('style="..."', "")


def test_netlify_is_told_what_it_takes() -> None:
    read = tomllib.loads(block("toml", "[build]"))
    assert read["build"]["publish"] == "public"
    assert read["build"]["command"].startswith("python build.py")


def test_the_workflow_builds_keeps_what_it_noted_and_deploys_what_differs() -> None:
    workflow = yaml.safe_load(block("yaml", "actions/checkout"))
    assert workflow[True]["schedule"][0]["cron"]  # YAML takes `on` for true
    assert workflow["concurrency"]["cancel-in-progress"] is False
    assert workflow["permissions"] == {"contents": "write", "pages": "write", "id-token": "write"}
    steps = workflow["jobs"]["site"]["steps"]
    used = [step["uses"].partition("@") for step in steps if "uses" in step]
    assert all(re.fullmatch(r"v\d+", version) for _, _, version in used)
    order = [step.get("uses", "").partition("@")[0].removeprefix("actions/") or step.get("id", "") for step in steps]
    wanted = ["cache/restore", "build", "upload-pages-artifact", "deploy-pages", "cache/save"]
    assert [name for name in order if name in wanted] == wanted
    caches = [step["with"] for step in steps if step.get("uses", "").startswith("actions/cache/")]
    assert [cache["path"].split() for cache in caches] == [[".broadsheet", "public"]] * 2
    assert caches[0]["key"] == caches[1]["key"]
    assert steps[-1]["if"] == "steps.build.outputs.status == '1'", "what comes after is not done where it ends so"


@pytest.mark.usefixtures("path")
def test_the_workflow_goes_on_with_statuses_0_and_1(outlet: Outlet) -> None:
    needed("jq")
    steps = yaml.safe_load(block("yaml", "actions/checkout"))["jobs"]["site"]["steps"]
    (script,) = [step["run"] for step in steps if step.get("id") == "build"]
    said = outlet.root / "said"

    def build() -> tuple[int, str]:
        said.write_text("")
        done = run(f"GITHUB_OUTPUT={said}\n{script}", outlet.root)
        return done.returncode, said.read_text()

    assert build() == (0, "status=0\ndiffers=true\n")
    assert build() == (0, "status=0\ndiffers=false\n")
    outlet.edit({"content/2026/11/bad.md": "---\ntitle: [\n---\n"}).article("2026/11/two")
    assert build() == (0, "status=1\ndiffers=true\n")
    outlet.edit({"site.toml": "title = 1"})
    assert build() == (2, "")
    (outlet.root / "changes.json").unlink(missing_ok=True)
    outlet.edit({"build.py": "import nothing_of_that_name\n"})
    assert build()[0] != 0, "a program that breaks down ends with 1 too"


# What is done


@pytest.mark.usefixtures("path")
def test_a_deploy_goes_on_with_statuses_0_and_1(outlet: Outlet) -> None:
    (short,) = [
        text for text in SHELL if text.strip() == "python build.py --quiet --changes changes.json || [ $? -eq 1 ]"
    ]
    assert run(short, outlet.root).returncode == 0
    outlet.edit({"content/2026/11/bad.md": "---\ntitle: [\n---\n"})
    assert run(short, outlet.root).returncode == 0
    outlet.edit({"site.toml": "title = 1"})
    assert run(short, outlet.root).returncode != 0


@pytest.mark.usefixtures("path")
def test_s3_gets_new_files_first_and_loses_old_ones_last(outlet: Outlet) -> None:
    needed("jq", "file")
    script = block("bash", "aws s3 cp")
    outlet.edit({"content/redirects.tsv": "/old é.html\tcontent:2026/11/one.md\n"})
    assert run(script, outlet.root).returncode == 0
    first = told(outlet)
    sent = {line.rpartition("s3://courier-site")[2]: line for line in first if line.startswith("aws s3 cp")}
    assert sent.keys() == outlet.online().keys()
    assert list(sent).index("/news/2026/11/one.html") < list(sent).index("/index.html") < list(sent).index("/feed.xml")
    assert "application/xml; charset=utf-8" in sent["/feed.xml"]
    asset = next(address for address in sent if address.startswith("/assets/"))
    assert "immutable" in sent[asset]
    assert "immutable" not in sent["/index.html"]
    assert "create-invalidation" in first[-1]

    outlet.article("2026/11/two").edit({"content/2026/11/one.md": None, "content/redirects.tsv": ""})
    assert run(script, outlet.root).returncode == 0
    second = told(outlet)
    kinds = [line.split()[2] for line in second]
    assert kinds == sorted(kinds, key=["cp", "rm", "create-invalidation"].index)
    batch = json.loads(re.search(r"\{.*\}", second[-1])[0])  # type: ignore[index]
    assert batch["Paths"]["Quantity"] == len(batch["Paths"]["Items"])
    assert {"/", "/news/", "/feed.xml", "/news/2026/11/one.html", "/old%20%C3%A9.html"} <= set(batch["Paths"]["Items"])

    assert run(script, outlet.root).returncode == 0
    assert told(outlet) == []
    outlet.edit({"site.toml": "title = 1"})
    assert run(script, outlet.root).returncode == 2
    assert told(outlet) == []


def test_s3_gives_files_the_types_that_all_hosts_give_them() -> None:
    script = block("bash", "aws s3 cp")
    function = script[script.index("type_of()") : script.index("kept_for()")]
    given = [
        *("/a.html", "/a.css", "/a.js", "/a.txt", "/a.vtt", "/feed.json", "/es/news/feed.json", "/feeds/x.json"),
        *("/x.chapters.json", "/feed.xml", "/sitemap.xml", "/site.webmanifest", "/a.webp", "/a.avif"),
    ]
    asked = "\n".join(f"type_of {one}" for one in given)
    answers = subprocess.run(["bash", "-c", function + asked], text=True, capture_output=True, check=True)
    custom = {"/feeds/x.json": types.JSON_FEED}
    assert answers.stdout.splitlines() == [types.with_charset(types.type_of(one, custom)) for one in given]


@pytest.mark.usefixtures("path")
def test_nginx_is_reloaded_when_its_file_changed(outlet: Outlet) -> None:
    needed("jq")
    script = block("sh", "systemctl reload nginx")
    outlet.edit({"site.toml": f'{SITE}\n[hosting]\nfiles = ["nginx"]\n'})
    assert run(script, outlet.root).returncode == 0
    assert told(outlet) == ["sudo nginx -t", "sudo systemctl reload nginx"]
    outlet.article("2026/11/two")
    assert run(script, outlet.root).returncode == 0
    assert told(outlet) == []
    outlet.article("2026/11/two", aliases="[/second.html]")
    assert run(script, outlet.root).returncode == 0
    assert told(outlet) != []


@pytest.mark.usefixtures("path")
def test_hubs_are_told_of_the_feeds_that_changed_and_of_nothing_else(outlet: Outlet) -> None:
    needed("jq")
    addresses = ["/news/feed.xml", "/atom.xml", "/feed.json", "/feeds/all.json", "/index.html", "/sitemap.xml"]
    (outlet.root / "changes.json").write_text(
        json.dumps({"added": [addresses[0]], "changed": addresses[1:], "removed": []})
    )
    assert run(block("sh", "hub.mode=publish"), outlet.root).returncode == 0
    lines = told(outlet)
    assert [line.partition("hub.url=https://www.courier.example")[2].split()[0] for line in lines] == addresses[:4]


def test_what_caches_forget_is_what_links_say(tmp_path: Path) -> None:
    needed("jq")
    changes = {"added": ["/x.html"], "changed": ["/index.html", "/news/index.html"], "removed": ["/a é.html"]}
    (tmp_path / "changes.json").write_text(json.dumps(changes))
    (script,) = [text for text in SHELL if text.startswith("jq -r '.changed[]")]
    assert run(script, tmp_path).stdout.splitlines() == ["/", "/news/", "/a%20%C3%A9.html"]
