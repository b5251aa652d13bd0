"""What the benchmark asks of each generator: a site in its own format, the command of a build, and its version."""

import shutil
import struct
import zlib
from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bench.corpus import MEDIA, PICTURES, Article, Corpus

TITLE = "The Bench"
URL = "https://bench.example"
STYLES = Path(__file__).parent.parent / "themes" / "broadsheet" / "assets" / "css" / "site.css"
"""The style sheet that all sites share."""


class Generator(ABC):
    """A static site generator. Sites are folders; what it keeps between builds lies in them too."""

    name: str
    """As it's called on the command line."""
    title: str
    """As readers know it."""
    slow = False
    """Whether it's left out of large sites unless it's named."""
    missing = ""
    """How it can be had, where it isn't here."""
    sitemap = True
    """Whether it makes a sitemap."""
    rebuilds = True
    """Whether each build makes all pages, so that the steps differ in nothing but the change."""

    told = False
    """Whether it can be told which files have changed."""
    fragments = ""
    """The folder below the output whose files are pieces that pages take in, not whole pages; empty for none."""

    @abstractmethod
    def version(self) -> str:
        """The version that is installed here; empty when none is."""

    @abstractmethod
    def write_settings(self, root: Path, corpus: Corpus) -> None:
        """Write all of a site but its articles."""

    @abstractmethod
    def path(self, article: Article) -> str:
        """Where the file of an article lies, below the site's folder."""

    @abstractmethod
    def text(self, article: Article) -> str:
        """What stands in it."""

    @abstractmethod
    def command(self, root: Path, now: datetime, changed: Sequence[str] = ()) -> list[str]:
        """The command of a build; `changed` are the files to look at, for those who can be told."""

    @abstractmethod
    def version_command(self) -> list[str]:
        """The command that tells its version."""

    @abstractmethod
    def template(self, root: Path) -> Path:
        """A template that every page goes through."""

    def address(self, article: Article) -> str:
        """Where the page of an article lies, below the output."""
        return f"{article.section}/{article.date:%Y/%m}/{article.slug}.html"

    def fronts(self, article: Article) -> dict[str, str]:
        """Which lists have the article at their top while it's new, and where they lie below the output."""
        return {
            "home": "index.html",
            "section": f"{article.section}/index.html",
            **{f"tag “{tag}”": f"tags/{slug(tag)}/index.html" for tag in article.tags},
            **{f"author “{author}”": f"authors/{slug(author)}/index.html" for author in article.authors},
        }

    def feeds(self, article: Article) -> dict[str, str]:
        """The feeds that have it, as far as all generators make them."""
        return {
            "feed": "feed.xml",
            "Atom feed": "atom.xml",
            "JSON feed": "feed.json",
            "section's feed": f"{article.section}/feed.xml",
            "section's Atom feed": f"{article.section}/atom.xml",
            **{f"feed of tag “{tag}”": f"tags/{slug(tag)}/feed.xml" for tag in article.tags},
            **{f"feed of author “{author}”": f"authors/{slug(author)}/feed.xml" for author in article.authors},
        }

    def output(self, root: Path) -> Path:
        """Where the pages go."""
        return root / "public"

    def environment(self, root: Path) -> dict[str, str]:  # noqa: ARG002
        """What its processes need to be told besides."""
        return {}

    def caches(self, root: Path) -> Sequence[Path]:
        """What else must go before a build is a cold one."""
        return (root / ".cache",)

    def forget(self, root: Path) -> None:
        """Take away the pages, and what a build keeps for the next one."""
        for folder in (self.output(root), *self.caches(root)):
            if folder.exists():
                shutil.rmtree(folder)

    def write(self, root: Path, corpus: Corpus) -> None:
        """Write a whole site; articles get the time that they bear, as in an archive that has lain for a while."""
        root.mkdir(parents=True)
        self.write_settings(root, corpus)
        for article in corpus:
            self.put(root, article)

    def put(self, root: Path, article: Article) -> str:
        """Write an article; gives its path below the site's folder."""
        path = self.path(article)
        file = root / path
        try:
            file.write_text(self.text(article), encoding="utf-8")
        except FileNotFoundError:
            file.parent.mkdir(parents=True)
            file.write_text(self.text(article), encoding="utf-8")
        return path

    def delete(self, root: Path, article: Article) -> str:
        """Delete an article; gives its path below the site's folder."""
        path = self.path(article)
        (root / path).unlink()
        return path


def body(article: Article, media: str) -> str:
    """The text of an article, with addresses of pictures as the generator wants them."""
    return article.body.replace(MEDIA, media)


def slug(name: str) -> str:
    """A name in an address; the corpus has nothing but letters and spaces in names."""
    return name.lower().replace(" ", "-")


def quoted(text: str) -> str:
    """A text as YAML, TOML and JSON understand it; the corpus has no control characters."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def listed(texts: Sequence[str]) -> str:
    """A list of texts, for the same."""
    return "[" + ", ".join(map(quoted, texts)) + "]"


def write_pictures(folder: Path) -> None:
    """A handful of tiny pictures, which all articles share."""
    folder.mkdir(parents=True)
    for number, name in enumerate(PICTURES):
        (folder / name).write_bytes(_png(48, 32, (number * 20, 90, 140)))


def _png(width: int, height: int, colour: tuple[int, int, int]) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes(colour) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
