"""A page that there is: what made it, what it shows, what it hangs on, and what hangs on its source."""

from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from broadsheet import addresses, comparing
from broadsheet.article import Article, Kind
from broadsheet.explain import lines
from broadsheet.explain.answer import Answer, File, Made, Shown
from broadsheet.index import ledger, queries
from broadsheet.index.reader import Index
from broadsheet.job import Order
from broadsheet.keys import PageKey
from broadsheet.kinds import KINDS
from broadsheet.problems import UnreadyError
from broadsheet.theme import Theme

_ALWAYS = ("outlet", "languages", "pictures")
"""The parts of the settings that stand in every page: addresses, and pictures in their formats."""
_SITE = "what templates see as `site`"


def explain(key: PageKey, address: str, index: Index, output: int, theme: Theme, order: Order) -> Answer:
    """All that is known of a page that was made."""
    made, kind, settings = ledger.get(index.db, output, key), KINDS.get(key.kind), index.settings
    source = made.source if made else ""
    with index.logged() as reads, suppress(UnreadyError):
        if kind and kind.context(key, index) is not None:
            kind.address(key, index)
    whole = {read.path for read in reads.documents if not read.address_only}
    closure: tuple[str, ...] = ()
    if kind and kind.template:
        closure = theme.made_of(kind.template)
    elif key.kind == "asset" and (asset := theme.assets.get(key.name)):
        reads.files.add(asset.shown)
    parts = tuple(dict.fromkeys((*(kind.parts if kind else ()), *_ALWAYS)))
    return Answer(
        address=address,
        what="page",
        url=addresses.absolute(address, settings),
        kind=key.kind,
        key=str(key),
        file=_file(order, address, made.written if made else b""),
        made=_made(made.at, made.reason, made.cause, index) if made else None,
        planned=_planned(key, index, output),
        until=_until(made.until if made else None, whole, index),
        source=source,
        source_state=_source_state(source, index, order.site),
        shows=Shown(
            tuple(sorted(whole)),
            tuple(sorted({read.path for read in reads.documents} - whole)),
            tuple(sorted(reads.files)),
        ),
        template=kind.template if kind else "",
        closure=closure,
        settings=(*parts, _SITE) if kind and kind.template else parts,
        lines=lines.about(key, address, index, order.site),
        touches=_touches(source, key, index),
    )


def _file(order: Order, address: str, written: bytes) -> File:
    path = order.output / address.lstrip("/")
    shown = path.relative_to(order.site).as_posix() if path.is_relative_to(order.site) else str(path)
    try:
        size, now = path.stat().st_size, comparing.digest_at(str(path))
    except OSError:
        return File(shown, "missing")
    state = "unknown" if not written else "as written" if now == written else "changed"
    return File(shown, state, size)


def _made(at: int, reason: str, cause: str, index: Index) -> Made:
    return Made(_moment(at, index) if at else "", reason, cause)


def _moment(unix: int, index: Index) -> str:
    return datetime.fromtimestamp(unix, UTC).astimezone(index.settings.zone).isoformat()


def _until(own: int | None, documents: set[str], index: Index) -> str:
    """When a page changes by itself: at a moment of its own, or at one of what it shows."""
    moments = [] if own is None else [own]
    for path in documents:
        row = index.db.execute(
            "SELECT min(at) FROM instant JOIN doc USING (doc) WHERE path = ? AND at > ?", (path, index.now)
        ).fetchone()
        moments += [int(at) for at in row if at is not None]
    return _moment(min(moments), index) if moments else ""


def _planned(key: PageKey, index: Index, output: int) -> Made | None:
    row = index.db.execute(
        "SELECT reason, cause FROM pending WHERE output = ? AND kind = ? AND edition = ? AND name = ? AND part = ?",
        (output, *key),
    ).fetchone()
    return Made("", row[0], row[1]) if row else None


def _source_state(source: str, index: Index, site: Path) -> str:
    """Whether a file is what it was when it was last looked at, by its size and time."""
    if not source:
        return ""
    folder, _, name = source.rpartition("/")
    row = index.db.execute("SELECT size, mtime FROM file WHERE folder = ? AND name = ?", (folder, name)).fetchone()
    try:
        status = (site / source).stat()
    except OSError:
        return "missing"
    return "as built" if row == (status.st_size, status.st_mtime_ns) else "changed"


def _touches(source: str, key: PageKey, index: Index) -> dict[str, int]:
    """The pages that show a source, or the articles that name a picture, by kind."""
    found: set[PageKey] = set()
    for article in _sources(source, key, index):
        for kind in KINDS.values():
            found.update(kind.touched_by(article, index))
    return dict(sorted(Counter(touched.kind for touched in found).items()))


def _sources(source: str, key: PageKey, index: Index) -> list[Article]:
    if source:
        article = queries.document(index, source)
        return [article] if article else []
    if key.kind in ("media", "variant"):
        return queries.referrers(index, f"media:{key.name.rpartition('#')[0] or key.name}")
    if key.kind == "author":
        page = queries.author_page(index, key.name.removeprefix("author/"), key.edition)
        return [page] if page and page.kind is Kind.AUTHOR else []
    return []
