"""Raw sources to content/: the frame that every format uses, and the formats.

find        sources.py      which sources are new or changed, in folders and in zips
recognise   formats.py      a registry of formats, told apart by content first and by name second
read        work.py         a source -> Manuscripts, each with the decisions that were taken about it: see the formats
write       take.py         a Manuscript -> content/, with the memory that keeps it from being made twice
report      report.py       what was done, line by line

The names are found when they are first asked for: a build without new sources needs none of it.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime
    from pathlib import Path

    from broadsheet.ingest.formats import Format, Known, RawSource, UnreadableError
    from broadsheet.ingest.manuscript import Action, Decision, Manuscript
    from broadsheet.ingest.report import ArticleEntry, IngestReport, Outcome, SourceEntry
    from broadsheet.ingest.work import Spread
    from broadsheet.settings import Settings

__all__ = [
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
    "known_formats",
    "take_in",
]

_HOMES = {
    **dict.fromkeys(("Format", "Known", "RawSource", "UnreadableError"), "formats"),
    **dict.fromkeys(("Action", "Decision", "Manuscript"), "manuscript"),
    **dict.fromkeys(("ArticleEntry", "IngestReport", "Outcome", "SourceEntry"), "report"),
}
"""The module of each name."""


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


@cache
def known_formats() -> tuple[Format, ...]:
    """The formats that sources come in; the surest of them reads a source."""
    from broadsheet.ingest.archieml import ArchieMl
    from broadsheet.ingest.blogger import Blogger
    from broadsheet.ingest.docx import Docx
    from broadsheet.ingest.feeds import Feed
    from broadsheet.ingest.ghost import Ghost
    from broadsheet.ingest.google_docs import GoogleDocs
    from broadsheet.ingest.html_page import HtmlPage
    from broadsheet.ingest.json_feed import JsonFeed
    from broadsheet.ingest.mail import Mail
    from broadsheet.ingest.newsml_1 import NewsMl1
    from broadsheet.ingest.newsml_g2 import NewsMlG2
    from broadsheet.ingest.ninjs import Ninjs
    from broadsheet.ingest.nitf import Nitf
    from broadsheet.ingest.other_documents import OtherDocument
    from broadsheet.ingest.plain_text import PlainText
    from broadsheet.ingest.ssg import SiteMarkdown
    from broadsheet.ingest.wxr import Wxr

    # Each module loads the libraries that it works with when it first reads something.
    return (
        Ninjs(),
        Nitf(),
        NewsMlG2(),
        NewsMl1(),
        ArchieMl(),
        Wxr(),
        Blogger(),
        Ghost(),
        Feed(),
        JsonFeed(),
        Docx(),
        GoogleDocs(),
        Mail(),
        OtherDocument(),
        HtmlPage(),
        SiteMarkdown(),
        PlainText(),
    )


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
    spread: Spread | None = None,
) -> IngestReport:
    """Takes in what is new or changed in seeds/, or the sources named, which may lie anywhere.

    A source that is known and unchanged is not even opened but for its hash. `now` must have a time zone. `again`
    names sources, by path in the site or whole, whose articles are made again although an editor removed them.
    `spread` has many items converted by other processes. `progress` is told how many are done, and of how many; 0
    where that isn't known yet.
    """
    from broadsheet.ingest import take

    return take.take_in(
        site,
        settings,
        now=now,
        formats=known_formats(),
        sources=sources,
        again=again,
        dry_run=dry_run,
        keep_dropped=keep_dropped,
        progress=progress,
        spread=spread,
    )
