"""A small outlet in a folder of its own: write its files, build it, see what was rendered and what is online."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from broadsheet import press
from broadsheet.job import Order, Summary, Witness
from broadsheet.keys import PageKey, Planned, Reason
from broadsheet.manifest import MANIFEST, formers
from broadsheet.problems import SiteError

SITE = """\
title = "The Courier"
url = "https://courier.example"
language = "en"
timezone = "Europe/Lisbon"

[[sections]]
id = "news"
title = "News"

[[sections]]
id = "sport"
title = "Sport"

[feeds]
authority = "courier.example,2026"

[theme]
name = "plain"
"""

TEMPLATES = (
    *("article", "home", "section", "tag", "author", "story", "month", "archive"),
    *("corrections", "feeds", "page", "404", "redirect", "tombstone", "republish"),
    *("fragment-breaking", "fragment-latest"),
)

PLAIN_THEME = {
    "themes/plain/theme.toml": 'name = "Plain"\n',
    "themes/plain/i18n/en.toml": "",
    "themes/plain/assets/plain.css": "body { color: black }\n",
    # Templates that print all that they are given: whatever a context says, the page's bytes say.
    **{f"themes/plain/templates/{name}.html": "{{ page }}\n{{ site }}\n" for name in TEMPLATES},
}

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@dataclass
class Recorded(Witness):
    """What a build did, page by page."""

    pages: dict[str, str] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    plans: dict[str, tuple[Reason, str]] = field(default_factory=dict)

    def planned(self, planned: Planned, address: str) -> None:
        self.plans[str(planned.key)] = (planned.reason, planned.cause)

    def page(
        self, key: PageKey, address: str, what: str, reason: Reason | None = None, cause: str = "", digest: bytes = b""
    ) -> None:
        self.pages[str(key)] = what
        if what == "made":
            self.order.append(address)

    def removed(self, address: str) -> None:
        self.taken.append(address)
        self.order.append(f"-{address}")

    def remark(self, text: str) -> None:
        self.remarks.append(text)


class Outlet:
    """A site in a folder. `rendered` are the pages that the last build rendered, `summary` what it answered."""

    def __init__(self, root: Path, files: Mapping[str, str | bytes] | None = None, *, bare: bool = False) -> None:
        self.root = root
        self.now = NOON
        self.summary = Summary()
        self.told = Recorded()
        root.mkdir(parents=True, exist_ok=True)
        if not bare:
            self.edit({"site.toml": SITE, **PLAIN_THEME})
        self.edit(files or {})

    def edit(self, files: Mapping[str, str | bytes | None]) -> "Outlet":
        """Write files, by their paths in the site; None deletes one."""
        for name, text in files.items():
            path = self.root / name
            if text is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
        return self

    def article(self, name: str, body: str = "Text.", **front: str) -> "Outlet":
        """Write an article: `name` is its path under content/ without the ending."""
        keys = {"title": name.rpartition("/")[2].title(), "date": "2026-11-20", **front}
        header = "".join(f"{key}: {value}\n" for key, value in keys.items() if value)
        return self.edit({f"content/{name}.md": f"---\n{header}---\n{body}\n"})

    def build(
        self, now: datetime | None = None, *, output: str = "public", witness: Recorded | None = None, **asked: Any
    ) -> "Outlet":
        """Build into a folder of the site; SiteError where nothing is built."""
        self.now = now or self.now
        self.told = witness or Recorded()
        order = Order(site=self.root, output=self.root / output, now=self.now, **{"jobs": 1, **asked})
        self.summary = press.build(order, self.told)
        return self

    def plan(
        self, now: datetime | None = None, *, output: str = "public", **asked: object
    ) -> dict[str, tuple[Reason, str]]:
        """What a build would make, and why: the reason and its cause by page key."""
        told = Recorded()
        order = Order(site=self.root, output=self.root / output, now=now or self.now, **{"jobs": 1, **asked})  # type: ignore[arg-type]
        press.plan_only(order, told)
        return told.plans

    @property
    def rendered(self) -> set[str]:
        """The keys of the pages that the last build rendered."""
        return {key for key, what in self.told.pages.items() if what in ("made", "rendered")}

    @property
    def problems(self) -> list[str]:
        """What the last build found wrong, as a person sees it."""
        return [str(problem) for problem in self.summary.problems]

    def page(self, address: str, output: str = "public") -> str:
        """What is online at an address."""
        return (self.root / output / address.lstrip("/")).read_text(encoding="utf-8")

    def has(self, address: str, output: str = "public") -> bool:
        """Whether something is online at an address."""
        return (self.root / output / address.lstrip("/")).is_file()

    def online(self, output: str = "public") -> dict[str, bytes]:
        """All that is online, but for our notes about it, and for replaced assets that stay for pages in caches."""
        top = self.root / output
        found = {}
        for folder, _, names in os.walk(top):
            for name in names:
                path = Path(folder, name)
                found["/" + path.relative_to(top).as_posix()] = path.read_bytes()
        for address in (f"/{MANIFEST}", *formers(top)):
            found.pop(address, None)
        return found

    def clean(self, **asked: Any) -> dict[str, bytes]:
        """What a clean build of the same files puts online, made elsewhere and taken away again."""
        other = self.root.parent / f"{self.root.name}-clean"
        shutil.rmtree(other, ignore_errors=True)
        shutil.copytree(self.root, other, ignore=shutil.ignore_patterns(".broadsheet", "public"), symlinks=True)
        try:
            return Outlet(other, bare=True).build(self.now, **asked).online()
        except SiteError:
            return {}
        finally:
            shutil.rmtree(other, ignore_errors=True)
