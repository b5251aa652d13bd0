"""trust.txt: with whom the outlet is bound up, for those who ask whether an account or a page is really its own.

By the draft of JournalList; made only where `[trust]` says something.
"""

from collections.abc import Iterator

from broadsheet.hosting import notice
from broadsheet.index.reader import Index
from broadsheet.settings import Settings
from broadsheet.settings_outside import Trust

PLACES = ("trust.txt", ".well-known/trust.txt")


def text(index: Index) -> str:
    """What it says; empty where `[trust]` is."""
    return "" if index.settings.trust == Trust() else notice.written(_lines(index.settings))


def _lines(settings: Settings) -> Iterator[str]:
    yield f"# {settings.outlet.title}: {settings.outlet.url}/"
    for name in Trust.__struct_fields__:
        for value in getattr(settings.trust, name):
            yield f"{name}={value}"
    yield f"datatrainingallowed={'yes' if settings.robots.training == 'allow' else 'no'}"


NOTICE = notice.page_kind("trust", PLACES, ("trust", "robots", "outlet"), text)
