"""A made-up newsroom to take sources in: its settings, its folder, and short ways to look at what came of it."""

from datetime import UTC, datetime
from pathlib import Path

from broadsheet.content import Reading
from broadsheet.content import read as read_content
from broadsheet.ingest import IngestReport, Known, Manuscript, take_in
from broadsheet.ingest.plain_text import read_text
from broadsheet.settings import Outlet, Section, Settings, Taking

SETTINGS = Settings(
    outlet=Outlet(title="The Dorum Tide", url="https://tide.example", language="en-GB", timezone="Europe/London"),
    sections=(Section("news", "News"), Section("economy", "Economy")),
)
NOW = datetime(2031, 3, 12, 9, 30, 15, tzinfo=UTC)

LONG = (
    "The harbour office of Dorum said on Monday that the old ferry would run again from the spring, after two years in "
    "which the islanders had to take the long way round by the bridge at Varga."
)
OTHER = (
    "Nobody on the quay believed it at first, and the ticket booth stayed shut until the mayor came down in person to "
    "open it, with a key that she had borrowed from the museum."
)
LAST = (
    "The first crossing is planned for the week after the thaw, and the council has promised that the fare will be "
    "what it was before the storm took the landing stage away."
)
TITLE = "Ferry to run again after two years, harbour office says"

DUMP = f"""Tide Wire Dorumtide.com

Harbour office of Dorum brings back the ferry and criticizes the bridge company's tolls

The harbour office also told reporters that its talks with the bridge company had as their main point the toll.

The ferry in Dorum/ Mira Tolvane

The ferry in Dorum/ Mira TolvaneAFP

Published by

{LONG} "We go back to sea," the office said.

{OTHER} The booth sold forty tickets by noon to people from both banks.The mayor also bought one.

Varga has called the ferry a danger

{LAST}

tracking"""


def read(text: str, settings: Settings = SETTINGS, furniture: frozenset[str] = frozenset()) -> Manuscript:
    """The manuscript of a plain text."""
    return read_text(text, "seeds/a.txt", Known(settings, furniture))


def article(*lines: str, title: str = TITLE) -> str:
    """A source: the headline, the lines given, and three paragraphs, with blank lines between."""
    return "\n\n".join([title, *lines, LONG, OTHER, LAST])


def dropped(manuscript: Manuscript) -> list[str]:
    """The lines that were dropped, in order."""
    return [decision.before for decision in manuscript.decisions if decision.action.value == "dropped"]


class Newsroom:
    """A site's folder with its seeds/."""

    def __init__(self, folder: Path, settings: Settings = SETTINGS) -> None:
        self.site = folder
        self.settings = settings

    def seed(self, name: str, text: str | bytes) -> None:
        """Puts a source into seeds/."""
        path = self.site / "seeds" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def take(self, now: datetime = NOW, *, again: tuple[str, ...] = (), dry_run: bool = False) -> IngestReport:
        """Takes in what is new."""
        return take_in(self.site, self.settings, now=now, again=again, dry_run=dry_run)

    def files(self) -> dict[str, bytes]:
        """Everything in the site but seeds/, by path."""
        return {
            path.relative_to(self.site).as_posix(): path.read_bytes()
            for path in sorted(self.site.rglob("*"))
            if path.is_file() and "seeds" not in path.relative_to(self.site).parts
        }

    def content(self, file: str) -> Reading:
        """A file of content/, as the rest of the program reads it."""
        return read_content((self.site / file).read_bytes(), file, self.settings)


DRAFTS = Settings(outlet=SETTINGS.outlet, sections=SETTINGS.sections, ingest=Taking(publish=False))
