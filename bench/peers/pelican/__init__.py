"""Pelican's sites: its metadata, and a theme of the same substance as ours."""

import shutil
import sys
from collections.abc import Sequence
from datetime import datetime
from importlib import metadata
from pathlib import Path

from bench.corpus import Article, Corpus
from bench.generator import STYLES, TITLE, URL, Generator, body, write_pictures

HERE = Path(__file__).parent


class Pelican(Generator):
    """Pelican, from PyPI, with the cache of what it has read; it makes all pages in each build."""

    name = "pelican"
    title = "Pelican"
    slow = True
    missing = "pip install pelican markdown"

    def version(self) -> str:
        """That of the package."""
        try:
            return metadata.version("pelican")
        except metadata.PackageNotFoundError:
            return ""

    def write_settings(self, root: Path, corpus: Corpus) -> None:  # noqa: ARG002
        """The settings, the theme, the pictures and the style sheet."""
        shutil.copytree(HERE / "theme", root / "theme")
        styles = root / "theme" / "static" / "css" / "site.css"
        styles.parent.mkdir(parents=True)
        styles.write_bytes(STYLES.read_bytes())
        settings = (HERE / "pelicanconf.py.in").read_text(encoding="utf-8")
        settings = settings.replace("{title}", repr(TITLE)).replace("{url}", repr(URL))
        (root / "pelicanconf.py").write_text(settings, encoding="utf-8")
        write_pictures(root / "content" / "media")

    def path(self, article: Article) -> str:
        """By year and month."""
        return f"content/{article.date:%Y/%m}/{article.slug}.md"

    def text(self, article: Article) -> str:
        """Metadata and Markdown."""
        return (
            f"Title: {article.title}\nSlug: {article.slug}\nDate: {article.date:%Y-%m-%d %H:%M}\n"
            f"Category: {article.section.title()}\nAuthors: {'; '.join(article.authors)}\n"
            f"Tags: {', '.join(article.tags)}\nSummary: {article.dek}\n\n{body(article, '/media/')}"
        )

    def command(self, root: Path, now: datetime, changed: Sequence[str] = ()) -> list[str]:  # noqa: ARG002
        """All pages; the output is emptied first, so that deleted articles go."""
        return [
            *self._program,
            *("--settings", str(root / "pelicanconf.py"), "--output", str(self.output(root)), "--theme-path"),
            *(str(root / "theme"), "--delete-output-directory", "--quiet", str(root / "content")),
        ]

    def version_command(self) -> list[str]:
        """Of the same program."""
        return [*self._program, "--version"]

    def template(self, root: Path) -> Path:
        """The base of all pages."""
        return root / "theme" / "templates" / "base.html"

    @property
    def _program(self) -> list[str]:
        return [sys.executable, "-m", "pelican"]
