"""Our own sites."""

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bench.corpus import SECTIONS, Article, Corpus
from bench.generator import TITLE, URL, Generator, body, listed, quoted, write_pictures

REPOSITORY = Path(__file__).parent.parent.parent


class Broadsheet(Generator):
    """Broadsheet, as it lies in this repository."""

    name = "broadsheet"
    title = "Broadsheet"
    rebuilds = False
    told = True
    fragments = "fragments"

    def version(self) -> str:
        """As its package says."""
        for line in (REPOSITORY / "broadsheet" / "__init__.py").read_text(encoding="utf-8").splitlines():
            if line.startswith("__version__"):
                return line.split('"')[1]
        return ""

    def write_settings(self, root: Path, corpus: Corpus) -> None:  # noqa: ARG002
        """A site.toml, the pictures, and an override of the theme's base template, so that it can be changed."""
        lines = [f"title = {quoted(TITLE)}", f"url = {quoted(URL)}", 'language = "en"', 'timezone = "UTC"']
        for section in SECTIONS:
            lines += ["", "[[sections]]", f"id = {quoted(section)}", f"title = {quoted(section.title())}"]
        lines += ["", "[feeds]", 'authority = "bench.example,1980"', ""]
        (root / "site.toml").write_text("\n".join(lines), encoding="utf-8")
        write_pictures(root / "media")
        base = REPOSITORY / "themes" / "broadsheet" / "templates" / "base.html"
        own = self.template(root)
        own.parent.mkdir(parents=True)
        own.write_bytes(base.read_bytes())

    def path(self, article: Article) -> str:
        """By year and month, as `new` and ingest have it."""
        return f"content/{article.date:%Y/%m}/{article.slug}.md"

    def text(self, article: Article) -> str:
        """Front matter and Markdown."""
        label = "label: opinion\n" if article.section == "opinion" else ""
        return (
            f"---\nid: {article.id}\ntitle: {quoted(article.title)}\ndek: {quoted(article.dek)}\n"
            f"section: {article.section}\n{label}authors: {listed(article.authors)}\ntags: {listed(article.tags)}\n"
            f"date: {article.date:%Y-%m-%dT%H:%M:%SZ}\n---\n\n{body(article, '')}"
        )

    def command(self, root: Path, now: datetime, changed: Sequence[str] = ()) -> list[str]:
        """A build that says in JSON what it made."""
        told = ["--changed", *changed] if changed else []
        build = [sys.executable, str(REPOSITORY / "build.py"), "build"]
        return [*build, "--site", str(root), "--now", f"{now:%Y-%m-%dT%H:%M:%SZ}", "--json", *told]

    def version_command(self) -> list[str]:
        """Of the same program."""
        return [sys.executable, str(REPOSITORY / "build.py"), "--version"]

    def template(self, root: Path) -> Path:
        """The base of all pages."""
        return root / "templates" / "base.html"

    def caches(self, root: Path) -> Sequence[Path]:
        """The index and what lies beside it."""
        return (root / ".broadsheet",)
