"""Pictures of which readers are not told what they show, or who made them."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from broadsheet.article import MARK, MARK_END, Article
from broadsheet.entities import unescape
from broadsheet.index.reader import decode
from broadsheet.missing import place_in
from broadsheet.pictures import recipes
from broadsheet.problems import Problem, at, note, warning

_IMG = re.compile(rf"<img\b[^<>{MARK}]*{MARK}media:([^{MARK_END}#]*)[^<>]*>", re.IGNORECASE)
_ALT = re.compile(r"\salt=(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)


def pictures(db: sqlite3.Connection, site: Path) -> Iterator[Problem]:
    """A warning for each picture that an article shows without `alt`, and a note for each without a credit.

    One that isn't there is told elsewhere. A credit may be in the picture's own file; of pictures in the text it's the
    caption that has it, so none is asked for there.
    """
    credit_of = dict(db.execute("SELECT path, credit FROM picture WHERE width > 0").fetchall())
    last = 0
    while rows := db.execute(
        "SELECT doc, header, html FROM doc JOIN body USING (doc) WHERE doc > ? AND doc IN"
        " (SELECT doc FROM link WHERE target >= 'media:' AND target < 'media;') ORDER BY doc LIMIT 500",
        (last,),
    ).fetchall():
        last = rows[-1][0]
        for _, header, html in rows:
            yield from _of(decode(header), html, credit_of, site)


def _of(article: Article, html: str, credit_of: dict[str, str], site: Path) -> Iterator[Problem]:
    images = [image for image in (article.image, *article.gallery) if image and image.src]
    silent = [image.src for image in images if not image.alt.strip()]
    silent += [unescape(found[1]) for found in _IMG.finditer(html) if not _alt(found[0])]
    silent = [path for path in silent if path in credit_of]
    nameless = [one.src for one in images if not one.credit and credit_of.get(one.src) == ""]
    nameless = [path for path in nameless if recipes.is_raster(path)]
    if not (silent or nameless):
        return
    try:
        data = (site / article.path).read_bytes()
    except OSError:
        return
    for path in dict.fromkeys(silent):
        hint = "write what it shows into `alt`, or between the brackets: ![…](…)"
        problem = warning(article.path, f"nothing says what media/{path} shows, for who can't see it", hint=hint)
        yield at(problem, place_in(article, path, data))
    for path in dict.fromkeys(nameless):
        hint = "write who made it into `credit`, or into the file itself (IPTC or XMP)"
        problem = note(article.path, f"nothing says who made media/{path}", hint=hint)
        yield at(problem, place_in(article, path, data))


def _alt(tag: str) -> str:
    found = _ALT.search(tag)
    return "".join(filter(None, found.groups())).strip() if found else ""
