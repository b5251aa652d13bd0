"""Pictures that a document names and that aren't there."""

from pathlib import Path

from broadsheet.article import Article
from broadsheet.index import queries
from broadsheet.index.reader import Index
from broadsheet.problems import Problem, error


def missing_pictures(article: Article, site: Path, index: Index) -> list[Problem]:
    """A problem for each file under media/ that a document names in vain; its page goes out without it."""
    missing = [path for path in article.pictures if queries.picture(index, path) is None]
    return [_problem(article, path, site) for path in missing]


def _problem(article: Article, path: str, site: Path) -> Problem:
    """Told with the line that names the file, which is looked for only now."""
    hint = "put the file into media/, or correct the name"
    message = f"there is no picture media/{path}"
    if (site / "media" / path).exists():
        message, hint = f"media/{path} can't be read as a picture", "see what is said of the file itself"
    try:
        lines = (site / article.path).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    for number, line in enumerate(lines, 1):
        if path in line:
            return error(article.path, message, line=number, column=line.index(path) + 1, hint=hint, excerpt=line)
    return error(article.path, message, hint=hint)
