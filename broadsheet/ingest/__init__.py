"""Raw sources to content/: the frame that every format uses, and the one that takes plain text.

recognise   formats.py      a registry of formats, told apart by content first and by name second
read        plain_text.py   a source -> Manuscripts, each with the decisions that were taken about it
write       take.py         a Manuscript -> content/, with the memory that keeps it from being made twice
report      report.py       what was done, line by line
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from pathlib import Path

from broadsheet.ingest import take
from broadsheet.ingest.formats import Format, Known, RawSource, UnreadableError
from broadsheet.ingest.manuscript import Action, Decision, Manuscript
from broadsheet.ingest.plain_text import PlainText
from broadsheet.ingest.report import ArticleEntry, IngestReport, Outcome, SourceEntry
from broadsheet.settings import Settings

__all__ = [
    "FORMATS",
    "Action",
    "ArticleEntry",
    "Decision",
    "Format",
    "IngestReport",
    "Known",
    "Manuscript",
    "Outcome",
    "RawSource",
    "SourceEntry",
    "UnreadableError",
    "take_in",
]

FORMATS: tuple[Format, ...] = (PlainText(),)
"""The formats that sources come in; the surest of them reads a source."""


def take_in(
    site: Path,
    settings: Settings,
    *,
    now: datetime,
    sources: Sequence[Path] = (),
    again: Collection[str] = (),
    dry_run: bool = False,
    keep_dropped: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> IngestReport:
    """Takes in what is new or changed in seeds/, or the sources named, which may lie anywhere.

    A source that is known and unchanged is not even opened but for its hash. `now` must have a time zone. `again`
    names sources, by path in the site or whole, whose articles are made again although an editor removed them.
    """
    return take.take_in(
        site,
        settings,
        now=now,
        formats=FORMATS,
        sources=sources,
        again=again,
        dry_run=dry_run,
        keep_dropped=keep_dropped,
        progress=progress,
    )
