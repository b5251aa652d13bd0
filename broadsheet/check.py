"""Every problem of a site, found without writing anything; and the keys that articles lack, written where asked."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from msgspec import structs

from broadsheet import comparing, durable, lacking, links, plan, press, unpaired, wordless
from broadsheet.article import Article
from broadsheet.hosting import faults
from broadsheet.index import files, gate, queries, store
from broadsheet.index.ledger import Pending
from broadsheet.index.reader import Index, decode
from broadsheet.job import Job, Order, Summary, Witness
from broadsheet.keys import PageKey, Planned, Reason, Term
from broadsheet.kinds import KINDS
from broadsheet.pages.kind import PageKind
from broadsheet.problems import Problem, SiteError, note
from broadsheet.render import Renderer
from broadsheet.settings import Settings

_SAMPLES = 5
"""How many articles are tried for what is wrong with a template."""


@dataclass(slots=True)
class Findings:
    """What a check found, and what it mended."""

    problems: list[Problem] = field(default_factory=list)
    fixed: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    """The files that keys were written into, with the keys."""
    compared: int | None = None
    """How many files of the output were compared with what was made; None where nobody asked for that."""


def check(order: Order, witness: Witness, *, fix: bool = False, files: bool = False) -> Findings:
    """All that is wrong with settings, content, theme and links; and with the files of the output, where asked.

    With `fix`, articles without `id:` or `added:` get them, as of `order.now`; nothing else is ever written.
    SiteError when the settings or the theme can't be read at all.
    """
    summary = Summary()
    settings, theme = press.read_site(order.site, summary)
    found = Findings()
    with press.rolled_back(order, summary, witness) as db:
        if files:  # before anything is planned: that distrusts what is in the midst
            witness.began("output", 0)
            wrong, found.compared = comparing.problems(db, order.output)
            found.problems += wrong
        job: Job | None = None
        try:
            # What would stop a build, here it's one problem among others.
            job = plan.prepare(
                db, structs.replace(order, strict=False, yes=True), settings, theme, None, summary, witness
            )
        except SiteError as failure:
            found.problems += failure.problems
        view = gate.DRAFTS if order.drafts else gate.PUBLIC
        index = Index(db, view, settings, int(order.now.timestamp()))
        if job:
            found.problems += _unrenderable(Renderer(index, theme, job.closures))
            found.problems += theme.unused(kind.template for kind in KINDS.values() if kind.template)
        found.problems += summary.problems
        found.problems += store.problems(db, skip={f"claim{other}" for other in gate.VIEWS if other != view})
        witness.began("links", 0)
        found.problems += links.broken(index, order.site)
        found.problems += faults.problems(index, order.site)
        found.problems += wordless.pictures(db, order.site)
        found.problems += unpaired.translations(db, order.site)
        _complete(db, order, settings, found, fix=fix)
    return found


def _complete(db: sqlite3.Connection, order: Order, settings: Settings, found: Findings, *, fix: bool) -> None:
    """Write the keys that articles lack, or tell how many have no id."""
    without_id = 0
    for path in _suspects(db):
        data = _bytes(order.site / path)
        missing = lacking.keys(data, path) if data else ()
        if not missing:
            continue
        if not fix:
            without_id += "id" in missing
            continue
        changed = lacking.written(data or b"", path, settings, order.now)
        if changed is None:
            hint = "write `id:` and `added:` into it by hand"
            found.problems.append(note(path, "no keys can be written into front matter like this", hint=hint))
        else:
            _replace(order.site / path, changed)
            found.fixed.append((path, missing))
    if without_id:
        many = f"{without_id:,} articles have" if without_id > 1 else "1 article has"
        hint = "`check --fix` writes the id that an article has now into its file, and when it was added"
        found.problems.append(
            note("content", f"{many} no `id:`, so moving the file would announce the story again", hint=hint)
        )


def _unrenderable(renderer: Renderer) -> Iterator[Problem]:
    """What keeps templates from giving their pages, seen by rendering a few of each kind."""
    known = set()
    for kind in (kind for kind in KINDS.values() if kind.template):
        for key in _samples(kind, renderer.index):
            pending = Pending(Planned(key, Reason.TEMPLATE), forced=True)
            problem = renderer.make(renderer.draft(pending, None))
            if isinstance(problem, Problem) and problem.sort_key not in known:
                known.add(problem.sort_key)
                yield problem


def _samples(kind: PageKind, index: Index) -> Iterator[PageKey]:
    """The first page of a kind in each edition, as it is listed; of articles, the newest ones."""
    for edition in index.settings.editions:
        if kind.name == "article":
            newest = queries.newest(index, Term("all", edition.language), _SAMPLES)
            yield from (PageKey(kind.name, edition.language, article.path) for article in newest)
        else:
            ours = (key for key in kind.keys(index) if key.edition == edition.language)
            yield from islice(ours, 1)


def strangers(order: Order, settings: Settings, witness: Witness) -> list[Problem]:
    """A note for each path of `order.changed` that is no file and was none at the last build: misspelt, most often.

    Templates and themes aren't among the files that are remembered, so nothing is said of them.
    """
    missing = [path for path in order.changed if not (order.site / path).exists()]
    missing = [path for path in missing if path.partition("/")[0] not in ("templates", "themes")]
    if not missing:
        return []
    with press.rolled_back(structs.replace(order, clean=False), Summary(), witness) as db:
        index = Index(db, gate.PUBLIC, settings, int(order.now.timestamp()))
        known = {path for path in missing if files.file_hash(index, path) is not None}
    hint = "see how its name is spelt: it counts from the site's folder, or from where you stand"
    return [note(path, "there is no such file, and there was none", hint=hint) for path in missing if path not in known]


def _suspects(db: sqlite3.Connection) -> Iterator[str]:
    """The articles that may lack one of the keys, told without opening their files."""
    last = 0
    while rows := db.execute(
        "SELECT doc, header FROM doc WHERE kind = 'article' AND doc > ? ORDER BY doc LIMIT 500", (last,)
    ).fetchall():
        last = rows[-1][0]
        for _, header in rows:
            article: Article = decode(header)
            if article.added is None or article.id == lacking.derived_id(article.path):
                yield article.path


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _replace(path: Path, data: bytes) -> None:
    """Put new bytes into a file, which keeps its rights; killed at any instant, the file is whole."""
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_bytes(data)
    temporary.chmod(path.stat().st_mode & 0o7777)
    durable.move(temporary, path)
