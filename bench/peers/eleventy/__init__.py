"""Eleventy's sites: its front matter, and Nunjucks templates of the same substance as our theme's."""

import contextlib
import json
import shutil
import subprocess
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bench.cache import CACHE, own_cache
from bench.corpus import SECTIONS, Article, Corpus
from bench.generator import STYLES, TITLE, URL, Generator, body, listed, quoted, write_pictures

HERE = Path(__file__).parent
PACKAGES = ("@11ty/eleventy@^3.1", "markdown-it-footnote@^4.0")
PROMPTLY = 180
"""Seconds after which an installation is given up, as where the registry can't be reached."""


class Eleventy(Generator):
    """Eleventy, from npm, installed into a folder of the benchmark's own; it makes all pages in each build."""

    name = "eleventy"
    title = "Eleventy"
    slow = True
    missing = "install Node.js 18 or newer with npm; the first run then needs npm's registry"

    @property
    def modules(self) -> Path:
        """Where npm puts it."""
        return CACHE / "eleventy" / "node_modules"

    @property
    def package(self) -> Path:
        """What tells that it's there, and its version."""
        return self.modules / "@11ty" / "eleventy" / "package.json"

    def install(self) -> None:
        """Have npm install it, where there is npm and it isn't there yet; nothing comes of it without a registry."""
        npm, node = shutil.which("npm"), shutil.which("node")
        if not npm or not node or self.package.exists():
            return
        folder = own_cache() / "eleventy"
        folder.mkdir(exist_ok=True)
        (folder / "package.json").write_text("{}\n", encoding="utf-8")
        install = [npm, "install", "--no-audit", "--no-fund", "--silent", *PACKAGES]
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(install, cwd=folder, check=False, capture_output=True, timeout=PROMPTLY)  # noqa: S603

    def version(self) -> str:
        """That of the package, which is installed first."""
        self.install()
        if not self.package.exists():
            return ""
        return str(json.loads(self.package.read_text(encoding="utf-8"))["version"])

    def write_settings(self, root: Path, corpus: Corpus) -> None:  # noqa: ARG002
        """The settings, the templates, the pictures and the style sheet."""
        shutil.copytree(HERE / "site", root, dirs_exist_ok=True)
        data = {"title": TITLE, "url": URL, "sections": [{"id": one, "title": one.title()} for one in SECTIONS]}
        (root / "_data").mkdir()
        (root / "_data" / "site.json").write_text(json.dumps(data), encoding="utf-8")
        (root / "content").mkdir()
        (root / "content" / "content.json").write_text('{"layout": "article.njk"}\n', encoding="utf-8")
        write_pictures(root / "media")
        (root / "css").mkdir()
        (root / "css" / "site.css").write_bytes(STYLES.read_bytes())
        if self.modules.exists():
            (root / "node_modules").symlink_to(self.modules)

    def path(self, article: Article) -> str:
        """By year and month."""
        return f"content/{article.date:%Y/%m}/{article.slug}.md"

    def text(self, article: Article) -> str:
        """Front matter and Markdown. `topics` rather than `tags`, of which each would make a collection of its own."""
        return (
            f"---\ntitle: {quoted(article.title)}\ndek: {quoted(article.dek)}\nsection: {article.section}\n"
            f"permalink: /{self.address(article)}\n"
            f"authors: {listed(article.authors)}\ntopics: {listed(article.tags)}\n"
            f"date: {article.date:%Y-%m-%dT%H:%M:%SZ}\n---\n\n{body(article, '/media/')}"
        )

    def command(self, root: Path, now: datetime, changed: Sequence[str] = ()) -> list[str]:  # noqa: ARG002
        """All pages; the settings empty the output first, since Eleventy leaves there what is gone."""
        return ["node", str(root / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"), "--quiet"]

    def version_command(self) -> list[str]:
        """Of the same program."""
        return ["node", str(self.package.parent / "cmd.cjs"), "--version"]

    def template(self, root: Path) -> Path:
        """The base of all pages."""
        return root / "_includes" / "base.njk"
