"""Where an article goes, and whether its file is written: what an editor touched is left alone."""

import re
from datetime import tzinfo
from pathlib import Path

import msgspec

from broadsheet.ingest import files, front_matter
from broadsheet.ingest.manuscript import Action, Manuscript
from broadsheet.ingest.memory import Made, Memory
from broadsheet.ingest.report import WRITES, Outcome
from broadsheet.slugs import slugify


class Writer:
    """Writes the articles of one run; `added` is the moment of it, as front matter has it."""

    def __init__(self, site: Path, zone: tzinfo, known: Memory, added: str, *, dry: bool, keep_dropped: bool) -> None:
        self._site = site
        self._zone = zone
        self._memory = known
        self._added = added
        self._dry = dry
        self._keep_dropped = keep_dropped
        self._claimed: set[str] = set()
        self._numbers: dict[str, int] = {}
        self._batch = files.Batch(site)
        self.written: list[str] = []

    def stays_inside(self, file: str) -> bool:
        """Whether nothing leads the file out of content/."""
        return files.stays_inside(self._site / "content", self._site / file)

    def is_there(self, file: str) -> bool:
        """Whether a file is there, or would be after what a dry run tells."""
        return file in self._claimed or (self._site / file).exists()

    def now_at(self, file: str) -> Path:
        """Where the text of a file can be read, whether or not it is in its place already."""
        return self._batch.now_at(self._site / file)

    def settle(self) -> None:
        """Puts all that was written in its place. OSError where that can't be: then nothing may be remembered of it."""
        self._batch.settle()

    def drop(self) -> None:
        """Lets go of what was written and isn't in its place."""
        self._batch.drop()

    def place(self, manuscript: Manuscript, mark: str, identity: str) -> str:
        """A path for a new article: content/YYYY/MM/slug.md by its date, with a number where that is taken.

        A file that is there with our own id was written by a run that was stopped before it could remember.
        """
        folder = "undated"
        if manuscript.date:
            day = manuscript.date.at.astimezone(self._zone)
            folder = f"{day.year:04}/{day.month:02}"
        slug = (
            slugify(manuscript.slug)
            or slugify(manuscript.title)
            or slugify(Path(manuscript.source.file).stem)
            or f"article-{mark}"
        )
        base = f"content/{folder}/{slug}"
        number = self._numbers.get(base, 1)  # all below it were found taken in this run
        while True:
            file = f"{base}{'' if number == 1 else f'-{number}'}.md"
            path = self._site / file
            if not (
                file in self._claimed
                or self._memory.holds_file(file)
                or (path.exists() and identity_of(path) != identity)
            ):
                self._numbers[base] = number
                return file
            number += 1

    def write(
        self, manuscript: Manuscript, identity: str, file: str, old: Made | None, added: str
    ) -> tuple[Outcome, str]:
        """Writes the article where it may be; what became of it, and the hash of the file as we know it."""
        self._claimed.add(file)
        path = self._site / file
        now = self.now_at(file)
        there = now.read_bytes() if now.exists() else None
        stamp = (stamp_of(now) if there is not None else "") or added or self._added
        data = front_matter.render(manuscript, identity, stamp, bool(manuscript.draft))
        if there is None:
            outcome = Outcome.WRITTEN
        elif there == data:
            outcome = Outcome.CONFIRMED
        else:
            outcome = Outcome.REWRITTEN if old and files.hash_bytes(there) == old.hash else Outcome.EDITED
        if outcome is not Outcome.EDITED and not self._dry:
            self._write_media(manuscript)
        if outcome in WRITES:
            if not self._dry:
                self._batch.add(path, data)
            self.written.append(file)
        if self._keep_dropped and not self._dry:
            self._write_dropped(file, manuscript)
        return outcome, old.hash if old and outcome is Outcome.EDITED else files.hash_bytes(data)

    def _write_media(self, manuscript: Manuscript) -> None:
        """Writes the pictures that came along; one that is there already has the same content, by its name."""
        for picture in manuscript.media:
            path = self._site / "media" / picture.path
            if not self._batch.now_at(path).exists() and files.stays_inside(self._site / "media", path):
                self._batch.add(path, picture.read_bytes())

    def _write_dropped(self, file: str, manuscript: Manuscript) -> None:
        """The dropped lines as HTML comments, beside nothing that is built: under .broadsheet/dropped/."""
        dropped = [d for d in manuscript.decisions if d.action is Action.DROPPED]
        text = "".join(f"<!-- {d.path or d.line} {d.rule}: {d.before.replace('--', '- -')} -->\n" for d in dropped)
        side = self._site / ".broadsheet" / "dropped" / Path(file).relative_to("content").with_suffix(".html")
        files.write_whole(side, text.encode("utf-8", "replace"))


def named(manuscript: Manuscript, name: str) -> Manuscript:
    """The manuscript with its source's file."""
    source = msgspec.structs.replace(manuscript.source, file=name)
    return msgspec.structs.replace(manuscript, source=source)


def with_text(manuscript: Manuscript, path: Path) -> Manuscript:
    """A later version; one that brings no text (a kill, mostly) is a draft with the text that is there."""
    if manuscript.body.strip():
        return manuscript
    body = path.read_bytes().decode("utf-8", "replace").partition("\n---\n\n")[2] if path.exists() else ""
    if not body.strip():
        return manuscript
    said = "its last version brings no text: the one that stands here is from the version before"
    return msgspec.structs.replace(
        manuscript, body=body, draft=(*manuscript.draft, said), review=(*manuscript.review, said)
    )


def stamp_of(path: Path) -> str:
    """The `added` of a file that is there."""
    found = re.search(r"^added: (\S+)$", _front(path), re.M)
    return found[1] if found else ""


def identity_of(path: Path) -> str:
    """The `id` of a file that is there, as we write it."""
    found = re.search(r"^id: (.+)$", _front(path), re.M)
    if not found:
        return ""
    try:
        return str(msgspec.json.decode(found[1])) if found[1].startswith('"') else found[1]
    except msgspec.DecodeError:
        return ""


def _front(path: Path) -> str:
    """A file's front matter, as text; empty where there is none."""
    try:
        with path.open("rb") as stream:
            head = stream.read(65536).decode("utf-8", "replace")
    except FileNotFoundError:
        return ""
    return head[4:].partition("\n---")[0] if head.startswith("---\n") else ""
