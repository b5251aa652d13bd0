"""Whether what was timed is right. Each check gives what is wrong, a line each; nothing when all is well."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.corpus import Article
from bench.generator import URL, Generator
from bench.site import walk

THOROUGH = 20_000
"""Up to this many articles every file is looked at; above it, those in which an article would stand."""
SAMPLE = 500
"""How many articles are looked for in larger sites."""
TEXTS = (".html", ".xml", ".json", ".txt")


def whole(generator: Generator, output: Path, articles: Iterable[Article]) -> Iterator[str]:
    """That each of these articles has its page, with its title and text."""
    for article in articles:
        page = _read(output / generator.address(article))
        if article.title not in page:
            yield f"{generator.title}: {generator.address(article)} isn't there, or lacks its title"
        elif _words(article) not in page:
            yield f"{generator.title}: {generator.address(article)} lacks its text"


def present(generator: Generator, output: Path, article: Article) -> Iterator[str]:
    """That a recent article is on its page, on the lists and feeds that begin with it, and in the sitemap."""
    yield from whole(generator, output, [article])
    for name, path in {**generator.fronts(article), **generator.feeds(article)}.items():
        text = _read(output / path)
        if article.title not in text or generator.address(article) not in text:
            yield f"{generator.title}: {name} ({path}) lacks “{article.title}”"
    if generator.sitemap and not any(_address(generator, article) in found for found in sitemaps(output)):
        yield f"{generator.title}: the sitemap lacks {_address(generator, article)}"


def absent(
    generator: Generator, output: Path, article: Article, texts: Iterable[str], *, thorough: bool
) -> Iterator[str]:
    """That none of these texts stands anywhere: in every file, or where the article itself would stand."""
    wanted = [text.encode() for text in texts]
    files: Iterable[Path]
    if thorough:
        files = (Path(file.path) for file in walk(output) if file.name.endswith(TEXTS))
    else:
        places = {**generator.fronts(article), **generator.feeds(article)}
        files = [output / path for path in (*places.values(), generator.address(article))]
        files += sorted(output.glob("sitemap*.xml"))
    for file in files:
        try:
            found = file.read_bytes()
        except FileNotFoundError:
            continue
        for text in wanted:
            if text in found:
                yield f"{generator.title}: {file.relative_to(output)} still has “{text.decode()}”"


def gone(generator: Generator, output: Path, article: Article, *, thorough: bool) -> Iterator[str]:
    """That a deleted article has neither a page nor a mention."""
    if (output / generator.address(article)).exists():
        yield f"{generator.title}: {generator.address(article)} is still there"
    yield from absent(generator, output, article, (article.title, article.slug), thorough=thorough)


def marked(generator: Generator, output: Path, article: Article, mark: str, *, thorough: bool) -> Iterator[str]:
    """That a change of the theme has reached all pages."""
    if thorough:
        pages = [Path(file.path) for file in walk(output) if file.name.endswith(".html")]
        if generator.fragments:  # they have no head: the template that was changed isn't theirs
            pages = [page for page in pages if not page.is_relative_to(output / generator.fragments)]
    else:
        pages = [output / path for path in (*generator.fronts(article).values(), generator.address(article))]
    without = [page.relative_to(output).as_posix() for page in pages if mark not in _read(page)]
    if without:
        yield f"{generator.title}: {len(without)} pages are without the change of the theme, such as {without[0]}"


def sample(size: int) -> range:
    """The numbers of the articles to look for in a site."""
    return range(0, size, 1 if size <= THOROUGH else max(1, size // SAMPLE))


def sitemaps(output: Path) -> Iterator[set[str]]:
    """The addresses that /sitemap.xml lists, then those of each file that it leads to."""
    waiting = [output / "sitemap.xml"]
    while waiting:
        file = waiting.pop(0)
        if not file.exists():
            continue
        found: set[str] = set()
        for _, element in ET.iterparse(file):  # noqa: S314
            kind = element.tag.rpartition("}")[2]
            if kind == "sitemap":
                where = element.findtext("{*}loc") or ""
                waiting.append(output / where.removeprefix(URL).lstrip("/"))
            elif kind == "url":
                found.add(element.findtext("{*}loc") or "")
                element.clear()
        yield found


def _address(generator: Generator, article: Article) -> str:
    return f"{URL}/{generator.address(article)}"


def _words(article: Article) -> str:
    """The longest run of plain words in its first paragraph, which are on its page as they are."""
    return max(re.split(r"[^A-Za-z. ]+", article.body.split("\n", 1)[0]), key=len).strip()


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
