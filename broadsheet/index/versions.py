"""Which documents are one text in several languages.

`translation` names the original by its id or file, or is any name that all versions share. Documents that say the same,
or of which one names the other, belong together, and so do those that hang together by others. An edition has one
version: where two claim that, the first by path.
"""

from collections.abc import Iterable

from broadsheet.article import Article
from broadsheet.index import queries
from broadsheet.index.reader import Index

LINK = "version:"
"""What stands before a `translation` among what documents refer to."""


def named(article: Article) -> str:
    """What `translation` says, a file without the folder that all are in; empty where it says nothing."""
    return article.translation.removeprefix("content/")


def group(index: Index, article: Article) -> list[Article]:
    """The shown documents that an article is one text with, itself among them, by path.

    None of it is asked where no document names another: a query by its names, each answered by a look at a key.
    """
    found = {article.path: article}
    left = [article]
    while left:
        for other in _beside(index, left.pop()):
            if other.kind is article.kind and other.path not in found:
                found[other.path] = other
                left.append(other)
    return [found[path] for path in sorted(found)]


def chosen(found: Iterable[Article]) -> dict[str, Article]:
    """The version of each edition: the first by path."""
    first: dict[str, Article] = {}
    for article in found:
        first.setdefault(article.edition, article)
    return first


def of_editions(index: Index, article: Article) -> dict[str, Article]:
    """What `chosen` makes of an article's group; found once for all that are in it."""
    key = ("versions", article.path)
    found: dict[str, Article] | None = index.kept.views.get(key) if index.kept else None
    if found is None:
        members = group(index, article)
        found = chosen(members)
        if index.kept and len(members) > 1:
            for member in members:
                index.kept.views.put(("versions", member.path), found)
    return found


def naming(index: Index) -> list[str]:
    """The paths of all shown documents that name another."""
    rows = index.db.execute(
        "SELECT DISTINCT path FROM link CROSS JOIN doc USING (doc) CROSS JOIN shown USING (doc)"
        " WHERE target >= ? AND target < ? AND view = ?",
        (LINK, LINK[:-1] + ";", index.view),  # ; is what follows the colon
    ).fetchall()
    return [path for (path,) in rows]


def _beside(index: Index, article: Article) -> list[Article]:
    """Those that name what it names, or itself, and the one that it names."""
    wanted = named(article)
    names = {article.id, article.path.removeprefix("content/")} | ({wanted} if wanted else set())
    marks = ", ".join("?" * len(names))
    rows = index.db.execute(
        "SELECT header FROM link CROSS JOIN doc USING (doc) CROSS JOIN shown USING (doc)"  # noqa: S608
        f" WHERE target IN ({marks}) AND view = ? ORDER BY path",
        (*sorted(LINK + name for name in names), index.view),
    ).fetchall()
    found = [index.decode(header) for (header,) in rows]
    if wanted:
        originals = (queries.pinned(index, f"article:{wanted}"), queries.pinned(index, f"content:{wanted}"))
        found += [original for original in originals if original]
    return found
