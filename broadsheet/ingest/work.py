"""The costly part of ingest, cut into tasks that can be done in any order, in this process or in others."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any, Protocol

import msgspec

from broadsheet.ingest import archive
from broadsheet.ingest.contract import held
from broadsheet.ingest.formats import Format, Item, Known, RawSource, UnreadableError, is_picture, recognise
from broadsheet.ingest.manuscript import Manuscript, Passed
from broadsheet.ingest.readable import readable
from broadsheet.ingest.sanitise import sanitise
from broadsheet.ingest.twins import Text, text_of
from broadsheet.settings import Settings

PICTURE = "a picture"
RECORDING = "a recording"
MACHINERY = "a part of a site's machinery"
_RECORDINGS = (
    ".mp3",
    ".m4a",
    ".ogg",
    ".oga",
    ".opus",
    ".wav",
    ".flac",
    ".mp4",
    ".m4v",
    ".mov",
    ".webm",
    ".avi",
    ".mkv",
)
_CODE = (
    *(".css", ".scss", ".sass", ".less", ".js", ".mjs", ".cjs", ".ts", ".jsx", ".tsx", ".map", ".php", ".py", ".rb"),
    *(".go", ".sh", ".toml", ".yaml", ".yml", ".lock", ".njk", ".liquid", ".hbs", ".ejs", ".pug", ".jinja", ".j2"),
    *(".woff", ".woff2", ".ttf", ".otf", ".eot", ".ico", ".svg", ".tera", ".sum", ".mod"),
)
_FILES = {
    "package.json",
    "package-lock.json",
    "gemfile",
    "makefile",
    "dockerfile",
    "license",
    "license.md",
    "readme.md",
}
_TEMPLATE = re.compile(
    rb"\s*(?:\{\{-?\s*(?:define|block|partial|template|extends|layout)\b|\{%-?\s*(?:extends|include|block|layout)\b)"
)
_SAVED = re.compile(
    r"(?:_(?:files|archivos|fichiers|ficheiros|arquivos|file|bestanden)|-(?:dateien|filer)|\.files)\Z", re.I
)
"""What browsers put behind a page's name for the folder of what they save with it, in several languages."""
BATCH = 16
"""How many tasks are handed over at once."""
ALONE = 48
"""So many are done here: other processes pay for their start from then on, and begin with all that was loaded."""


class Failure(msgspec.Struct, frozen=True):
    """Why a source, or what is left of it, can't be taken in; `path` is the file that the system refused, if any."""

    message: str
    hint: str = ""
    path: str = ""
    number: int = 0
    """The system's own number for why."""


class Look(msgspec.Struct, frozen=True):
    """What a source is, as a first look at it tells: the place of its format among all, and what may be furniture.

    `left` says why nothing is to be made of it.
    """

    kind: int = -1
    left: str = ""
    lines: tuple[str, ...] = ()
    failure: Failure | None = None


class Task(msgspec.Struct, frozen=True):
    """One item of a source to be converted, or a thing that needs no work and keeps its place in the order."""

    source: int
    kind: int
    raw: RawSource
    item: Item | Passed | Failure


class Done(msgspec.Struct, frozen=True):
    """What came of a task. `number` is the item's in its source."""

    source: int
    number: int
    result: Manuscript | Passed | Failure
    text: Text = Text()
    """What a manuscript's text is known by."""


Work = Callable[[list[Any]], list[Any]]


class Spread(Protocol):
    """Whoever has batches of tasks done by other processes, in order; `begin(*values)` makes there what does one.

    A task that brings its process down more than once comes back as `lost(task)`; all others are done.
    """

    def __call__(
        self,
        begin: Callable[..., Work],
        values: tuple[Any, ...],
        batches: Iterator[list[Any]],
        lost: Callable[[Any], Any],
        /,
    ) -> Iterator[list[Any]]:
        """The results of each batch, in the order of the batches."""


def look_at(formats: tuple[Format, ...], sources: Sequence[RawSource], spread: Spread | None) -> Iterator[Look]:
    """A first look at each source."""
    return _all(begin_looking, (formats,), iter(sources), _unseen, spread)


def convert(
    formats: tuple[Format, ...], known: Known, sources: Sequence[tuple[RawSource, Look]], spread: Spread | None
) -> Iterator[Done]:
    """What comes of all items of all sources, in their order; at least one thing for each source."""
    tasks = chain.from_iterable(_tasks(number, raw, look, formats, known) for number, (raw, look) in enumerate(sources))
    return _all(begin_converting, (formats, known.settings, known.furniture), tasks, _lost, spread)


def begin_looking(formats: tuple[Format, ...]) -> Work:
    """What looks at a batch of sources."""
    return lambda batch: [_look(formats, raw) for raw in batch]


def begin_converting(formats: tuple[Format, ...], settings: Settings, furniture: frozenset[str]) -> Work:
    """What converts a batch of items."""
    known = Known(settings, furniture)
    return lambda batch: [_done(formats, known, task) for task in batch]


def _all(
    begin: Callable[..., Work],
    values: tuple[Any, ...],
    tasks: Iterator[Any],
    lost: Callable[[Any], Any],
    spread: Spread | None,
) -> Iterator[Any]:
    """The first here, and the rest elsewhere where there is somebody to do it."""
    work = begin(*values)
    for task in tasks if spread is None else islice(tasks, ALONE):
        yield from work([task])
    if spread is None:
        return
    batches = iter(lambda: list(islice(tasks, BATCH)), [])
    head = next(batches, None)
    if head is not None:
        for results in spread(begin, values, chain([head], batches), lost):
            yield from results


def _left(raw: RawSource) -> str:
    """Why nothing is to be made of a file that lies among sources; empty for what may be one."""
    name = raw.name.lower()
    if is_picture(raw):
        return PICTURE
    if name.endswith(_RECORDINGS):
        return RECORDING
    if name.endswith(_CODE) or name in _FILES:
        return MACHINERY
    if name.endswith((".html", ".htm")) and _goes_with_page(raw):
        return MACHINERY
    page = name.endswith((".html", ".htm", ".xml"))
    return MACHINERY if page and _TEMPLATE.match(raw.head()[:4096]) else ""


def _goes_with_page(raw: RawSource) -> bool:
    """Whether it is a frame of a page that a browser saved: it lies in that page's own folder, beside the page."""
    folder, _, _ = (raw.member or raw.file.as_posix()).rpartition("/")
    stem = _SAVED.sub("", folder)
    if stem == folder:
        return False
    pages = (f"{stem}.html", f"{stem}.htm")
    return any(page in archive.names(raw.file) if raw.member else Path(page).exists() for page in pages)


def _look(formats: tuple[Format, ...], raw: RawSource) -> Look:
    try:
        if left := _left(raw):
            return Look(left=left)
        if raw.member and raw.name.lower().endswith(".zip") and archive.is_zip(raw.head()):
            return Look(failure=Failure("a zip in a zip isn't opened", "unpack it, and put what is in it here"))
        kind = recognise(formats, raw)
        if kind is None:
            return Look()
        place = next(place for place, one in enumerate(formats) if one is kind)
    except OSError as problem:
        return Look(failure=_refused(problem))
    except Exception as mistake:  # noqa: BLE001 (a source of any kind must not stop the others)
        return Look(failure=_mistaken(mistake))
    try:
        return Look(place, lines=tuple(kind.edge_lines(raw)))
    except Exception:  # noqa: BLE001 (it is said when the source itself is read)
        return Look(place)


def _tasks(number: int, raw: RawSource, look: Look, formats: tuple[Format, ...], known: Known) -> Iterator[Task]:
    """The items of a source, as they are read."""
    if look.failure or look.kind < 0:
        failure = look.failure or Failure("no format that we know", "save it as plain text, in UTF-8")
        yield Task(number, -1, raw, failure)
        return
    count = 0
    try:
        for item in formats[look.kind].items(raw, known):
            count += 1
            yield Task(number, look.kind, raw, item)
    except UnreadableError as problem:
        yield Task(number, look.kind, raw, Failure(problem.message, problem.hint))
    except OSError as problem:
        yield Task(number, look.kind, raw, _refused(problem))
    except Exception as mistake:  # noqa: BLE001 (a source of any kind must not stop the others)
        yield Task(number, look.kind, raw, _mistaken(mistake))
    else:
        if not count:
            yield Task(number, look.kind, raw, Failure("there is nothing in it", "see whether it was saved whole"))


def _done(formats: tuple[Format, ...], known: Known, task: Task) -> Done:
    item = task.item
    if not isinstance(item, Item):
        return Done(task.source, getattr(item, "number", 0), item)
    try:
        made = formats[task.kind].manuscript(item, task.raw, known)
        if isinstance(made, Manuscript):
            fit = readable(sanitise(made))
            if fit is None:
                raise UnreadableError("there is neither a headline nor a text in it", "see whether it was saved whole")
            fit = held(fit, known.settings)
            return Done(task.source, item.number, fit, text_of(fit))
        return Done(task.source, item.number, made)
    except UnreadableError as problem:
        failure = Failure(problem.message, problem.hint)
    except OSError as problem:
        failure = _refused(problem)
    except Exception as mistake:  # noqa: BLE001 (one bad item must not stop the rest)
        failure = _mistaken(mistake)
    return Done(task.source, item.number, _of_item(item, failure))


def _of_item(item: Item | Passed, failure: Failure) -> Passed | Failure:
    """What to say of an item that can't be one; where it is all of its source, of that."""
    if item.number == 0:
        return failure
    return Passed(item.number, item.name, failure.message, failure.hint, wrong=True)


def _refused(problem: OSError) -> Failure:
    said, path = problem.strerror or str(problem), problem.filename
    return Failure(said, path=path if isinstance(path, str) else "", number=problem.errno or 0)


def _mistaken(mistake: Exception) -> Failure:
    said = f"this program can't cope with it ({type(mistake).__name__}: {str(mistake)[:200]})"
    return Failure(said, "tell its makers, with the source if you may; saved as plain text it can be taken in")


_DIED = Failure("the process that read it died", "it may be too large for this machine: split it")


def _unseen(_raw: RawSource) -> Look:
    return Look(failure=_DIED)


def _lost(task: Task) -> Done:
    item = task.item
    result = item if isinstance(item, Failure) else _of_item(item, _DIED)
    return Done(task.source, getattr(item, "number", 0), result)
