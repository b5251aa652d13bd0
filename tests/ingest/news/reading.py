"""Short ways to look at what a format makes of a source."""

from pathlib import Path

from broadsheet.ingest import known_formats
from broadsheet.ingest.formats import Known, RawSource, recognise
from broadsheet.ingest.manuscript import Manuscript, Passed
from tests.ingest.newsroom import SETTINGS

KNOWN = Known(SETTINGS)


def all_of(folder: Path, name: str, text: str | bytes) -> list[Manuscript | Passed]:
    """What becomes of each item of a source, by the format that is surest of it."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    raw = RawSource(f"seeds/{name}", file)
    kind = recognise(known_formats(), raw)
    assert kind is not None
    return [one if isinstance(one, Passed) else kind.manuscript(one, raw, KNOWN) for one in kind.items(raw, KNOWN)]


def one_of(folder: Path, name: str, text: str | bytes) -> Manuscript:
    """The one article of a source."""
    (found,) = all_of(folder, name, text)
    assert isinstance(found, Manuscript)
    return found


def dropped(manuscript: Manuscript) -> list[str]:
    """What isn't in the article, as the report has it."""
    return [one.before for one in manuscript.decisions if one.action.value == "dropped"]
