"""Pictures that a document names and that aren't there."""

from collections.abc import Collection
from pathlib import Path

from broadsheet import content
from broadsheet.article import Article
from broadsheet.index import files
from broadsheet.index.reader import Index
from broadsheet.problems import Problem, error


def absent(named: Collection[str], index: Index) -> set[str]:
    """Which of these files under media/ aren't there, or can't be read."""
    return set(named) - files.known_pictures(index, named) if named else set()


def missing_pictures(article: Article, site: Path, index: Index) -> list[Problem]:
    """A problem for each file under media/ that a document names in vain; its page goes out without it."""
    named = article.pictures
    gone = absent(named, index)
    return [_problem(article, path, site) for path in named if path in gone]


def _problem(article: Article, path: str, site: Path) -> Problem:
    """Told with the line that names the file, for which the document is read anew only now."""
    hint = "put the file into media/, or correct the name"
    message = f"there is no picture media/{path}"
    if (site / "media" / path).exists():
        message, hint = f"media/{path} can't be read as a picture", "see what is said of the file itself"
    try:
        data = (site / article.path).read_bytes()
    except OSError:
        data = b""
    line, column, excerpt = place_in(article, path, data)
    return error(article.path, message, line=line, column=column, hint=hint, excerpt=excerpt)


def place_in(article: Article, path: str, data: bytes) -> tuple[int, int, str]:
    """Where a document names a file: in the key that has it, or in the body."""
    named = {
        "image": (article.image,),
        "gallery": article.gallery,
        "audio": (article.audio,),
    }
    for key, several in named.items():
        if any(one is not None and one.src == path for one in several):
            return content.place_of(data, article.path, key, path)
    line = next((link.line for link in article.links if link.target == f"media:{path}"), 0)
    rows = data.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not 0 < line <= len(rows):
        return 0, 0, ""
    return line, rows[line - 1].find(path) + 1, rows[line - 1]
