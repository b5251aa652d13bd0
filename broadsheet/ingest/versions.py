"""Telling which of two versions of an article is the later one: agencies send a story again under its own id."""

import datetime as dt

from broadsheet.ingest.manuscript import KILLED, Manuscript
from broadsheet.ingest.memory import Made
from broadsheet.ingest.twins import are_near

_OWN = 8
"""From how many characters on an id belongs to one article alone; shorter ones (`17`) are anybody's."""


def version_of(manuscript: Manuscript) -> str:
    """A manuscript's version: the number that its source gives it, and the instant at which it was last changed."""
    number = manuscript.extra.get("version", "").strip()
    when = manuscript.updated or manuscript.date
    instant = when.at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if when else ""
    kept = number if number.isascii() and number.isdigit() and len(number) < 19 else ""
    return f"{kept}|{instant}" if kept or instant else ""


def compare(one: str, other: str) -> int:
    """1 where the first is later, -1 where it is earlier, 0 where nobody can tell."""
    number, _, instant = one.partition("|")
    number2, _, instant2 = other.partition("|")
    if number and number2 and int(number) != int(number2):
        return 1 if int(number) > int(number2) else -1
    if instant and instant2 and instant != instant2:
        return 1 if instant > instant2 else -1
    return 0


def is_version(manuscript: Manuscript, sketch: tuple[str, ...], made: Made) -> bool:
    """Whether a text is a version of an article with the same id: both are numbered, or much of the text is the same.

    Ids aren't always told apart by who gives them (`1`, the address of the site), and then each text is an article.
    The notice that kills a story needn't have a word of it.
    """
    if KILLED in manuscript.draft:
        return True
    version = version_of(manuscript)
    numbered = not version.startswith("|") and not made.version.startswith("|") and bool(version and made.version)
    shared, least = len(set(sketch) & set(made.sketch)), min(len(sketch), len(made.sketch))
    return (numbered and len(made.id) >= _OWN) or are_near(sketch, made.sketch) or (least > 0 and shared * 2 >= least)
