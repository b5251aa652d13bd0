"""An address at which no page is: where it leads, what was there, or why there is nothing; and what is like it."""

import os
import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from broadsheet import addresses
from broadsheet.article import Article
from broadsheet.explain import lines
from broadsheet.explain.answer import Answer, File
from broadsheet.index import down, files, gate, ledger, notes, queries
from broadsheet.index.reader import Index, decode
from broadsheet.keys import Term
from broadsheet.manifest import FORMER
from broadsheet.pages import ways
from broadsheet.pictures import recipes
from broadsheet.problems import Severity

_LIKE = 3
"""How many addresses are named that are like one that isn't there."""
_COMPARED = 2_000
"""With how many addresses of a folder one is compared."""
_TERMS = {"tags": "tag", "authors": "author", "stories": "story"}
_RUN = re.compile(r"/\d{4}(/\d{2})?/")
_VARIANT = re.compile(r"/media/(.+)\.[0-9a-f]{10}\.([\w-]+)\.(\w+)")


def known(address: str, index: Index, output: int) -> Answer | None:
    """What is known of an address at which no page is; None for nothing."""
    name = addresses.fold(address)
    found = ways.find(name, index)
    if isinstance(found, ways.Led):
        said = lines.redirecting(address, set(), index, index.site) if index.site else ()
        why = f"an old address, which leads to {found.to}"
        return Answer(address=found.origin, what="redirect", leads=found.to_url, why=why, lines=said)
    if isinstance(found, ways.Down):
        why = f"desk.yaml takes it down: {found.reason}" if found.reason else "desk.yaml takes it down"
        return Answer(address=found.origin, what="taken down", why=why)
    stray = next((one for one in ledger.strays(index.db, output) if one.address == address), None)
    if stray and stray.kind == FORMER:
        why = "a file of the theme that was replaced: it stays until the theme changes again, for pages in caches"
        return Answer(address=address, what="former", kind="asset", why=why)
    if stray:
        return Answer(address=address, what="going", kind=stray.kind, source=stray.source, why=_kept(stray.source))
    why, source = _why(address, index)
    return Answer(address=address, what="none", why=why, source=source) if why else None


def unknown(places: list[str], index: Index, output: int) -> Answer:
    """What is said of an address that nothing is known of: for what it's kept, whose file is there, what is near."""
    address = places[0]
    held = next(filter(None, (addresses.reserved(place, index.settings) for place in places)), None)
    why = (
        f"it is kept for {held}, and there is none now" if held else "nothing was ever made there, and nothing is to be"
    )
    folder = index.db.execute("SELECT folder FROM output WHERE output = ?", (output,)).fetchone()[0]
    for place in places:
        if stranger := _stranger(Path(folder), place):
            said = "a file is there that Broadsheet didn't make: it stays as it is"
            return Answer(address=place, what="none", why=said, file=stranger)
    return Answer(address=address, what="none", why=why, nearest=tuple(_nearest(address, index, output)))


def _stranger(folder: Path, address: str) -> File | None:
    """A file in the output that isn't ours."""
    path = folder / address.lstrip("/")
    try:
        inside = Path(os.path.realpath(path)).is_relative_to(folder)
        return File(str(path), "unknown", path.stat().st_size) if inside and path.is_file() else None
    except (OSError, ValueError):  # a name that can't be
        return None


def _kept(source: str) -> str:
    if not source:
        return "nothing makes it any more: the next build takes it away"
    return f"nothing makes it any more; it stays while {source} can't be read, or goes with the next build"


def _why(address: str, index: Index) -> tuple[str, str]:
    """Why nothing is at an address, where a file of the site's is the reason; and that file."""
    name = addresses.fold(address)
    held = queries.holder(index, f"address:{name}")
    if held and not held[1]:
        return f"{held[0]} is to be there: the next build makes it", held[0]
    for article in _documents(address, index):
        return _hidden(article, index), article.path
    for path, message in _broken(address, index):
        return f"{path} has an error, and nothing could be made of it yet: {message}", path
    if why := _of_media(address, index):
        return why
    return _of_term(address, index), ""


def _documents(address: str, index: Index) -> Iterator[Article]:
    """The documents that would live at an address."""
    for (header,) in index.db.execute("SELECT header FROM doc WHERE address = ? ORDER BY path", (address,)):
        yield decode(header)


def _hidden(article: Article, index: Index) -> str:
    """Why a document isn't shown."""
    path, opens = article.path, gate.window(article)
    if article.draft and index.view == gate.PUBLIC:
        return f"{path} is a draft"
    if opens.closes <= index.now and article.expires:
        return f"{path} expired: `expires` is {article.expires.at.isoformat()}"
    if index.view == gate.PUBLIC and opens.opens > index.now:
        embargoed = article.embargo and article.embargo.instant == opens.opens
        held = article.embargo if embargoed else article.date
        name = "embargo" if embargoed else "date"
        return f"{path} is still to come: its `{name}` is {held.at.isoformat() if held else ''}"
    if down.document(index, f"content:{path.removeprefix('content/')}"):
        return f"desk.yaml takes {path} down"
    other = queries.holder(index, f"id:{article.id}")
    if other and other[0] != path:
        return f"{path} has the id of {other[0]}, which is shown"
    return f"{path} isn't shown: `check` says what is wrong with it"


def _broken(address: str, index: Index) -> Iterator[tuple[str, str]]:
    """The files in content/ whose name is that of an address and that have an error, with what is wrong."""
    stem = address.rpartition("/")[2].removesuffix(".html")
    for problem in notes.problems(index.db):
        if problem.severity is Severity.ERROR and problem.path.endswith(f"/{stem}.md"):
            place = f" (line {problem.line})" if problem.line else ""
            yield problem.path, problem.message + place


def _of_media(address: str, index: Index) -> tuple[str, str] | None:
    """Why a file under media/ has no page, or a size of a picture has none."""
    if not address.startswith("/media/"):
        return None
    path = address.removeprefix("/media/")
    if files.picture(index, path):
        if recipes.is_raster(path) and files.named(index, path):
            return f"media/{path} goes out in sizes; as a whole only where a text links to it", f"media/{path}"
        return f"nothing that is shown names media/{path}", f"media/{path}"
    cut = _VARIANT.fullmatch(address)
    if cut is None:
        return None
    for (found,) in index.db.execute(
        "SELECT path FROM picture WHERE path > ? AND path < ? ORDER BY path", (f"{cut[1]}.", f"{cut[1]}/")
    ).fetchall():
        why = "a size of {} that nothing shown needs, or of what it was before it changed"
        return why.format(f"media/{found}"), f"media/{found}"
    return None


def _of_term(address: str, index: Index) -> str:
    """Why a tag, an author, a story or a month has no page: nothing shown is in it."""
    for edition in index.settings.editions:
        prefix = f"/{edition.prefix}" if edition.prefix else ""
        parts = address.removeprefix(prefix).split("/")
        if not address.startswith(f"{prefix}/") or len(parts) < 3:
            continue
        kind, name = _TERMS.get(parts[1]), parts[2]
        if kind and not queries.count(index, Term(kind, edition.language, name)):
            return f"nothing that is shown has the {kind} “{name}”"
        if found := _RUN.search(address):
            held = addresses.reserved(address, index.settings)
            if held:
                return f"it is kept for {held}, and nothing that is shown falls into {found[0].strip('/')}"
    return ""


def _nearest(address: str, index: Index, output: int) -> list[str]:
    """The addresses that are likest: of the same name elsewhere, or of a like one in the same folder or above it."""
    folder, _, name = address.rpartition("/")
    same = "SELECT address FROM page WHERE output = ? AND address LIKE ? ESCAPE '\\' ORDER BY address LIMIT ?"
    pattern = "%/" + re.sub(r"([%_\\])", r"\\\1", name)
    found = [] if name == "index.html" else index.db.execute(same, (output, pattern, _LIKE)).fetchall()
    if found:
        return [row[0] for row in found]
    within = "SELECT address FROM page WHERE output = ? AND address > ? AND address < ? ORDER BY address LIMIT ?"
    while True:
        rows = index.db.execute(within, (output, f"{folder}/", f"{folder}0", _COMPARED)).fetchall()
        close = get_close_matches(address, [row[0] for row in rows], _LIKE, 0.75)
        if close or not folder:
            return close
        folder = folder.rpartition("/")[0]
