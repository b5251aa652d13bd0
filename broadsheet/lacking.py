"""The keys that an article should have and lacks: written into its file, which keeps every other byte."""

import re
from datetime import datetime

import msgspec

from broadsheet import content, front_matter
from broadsheet.article import Article
from broadsheet.front_matter import Findings
from broadsheet.settings import Settings

KEYS = ("id", "added")

_FENCE = re.compile(rb"^(?:\xef\xbb\xbf)?---[ \t]*(\r\n|\n|\r|\Z)", re.MULTILINE)
_DATE = re.compile(rb"^(?:date|updated):[^\r\n]*(?:\r\n|\n|\r)(?=[A-Za-z-])", re.MULTILINE)


def derived_id(path: str) -> str:
    """The id of an article whose file names none."""
    return path.removeprefix("content/").removesuffix(".md")


def keys(data: bytes, path: str) -> tuple[str, ...]:
    """Which of the keys a file lacks; none where its front matter can't be read."""
    findings = Findings(path)
    text = front_matter.decode(data, findings)
    block = front_matter.split(text, findings) if text is not None else None
    if block is None or block.fields is None:
        return ()
    return tuple(key for key in KEYS if key not in block.fields)


def written(data: bytes, path: str, settings: Settings, now: datetime) -> bytes | None:
    """The file with the keys that it lacks: the id that it has now, and `now` in the outlet's zone.

    None where that would change anything else that the file says.
    """
    before = content.read(data, path, settings).document
    opening = _FENCE.search(data)
    if before is None or opening is None:
        return None
    missing = keys(data, path)
    added = now.astimezone(settings.zone).replace(microsecond=0).isoformat(timespec="seconds")
    changed = data
    if "added" in missing:
        dates = [found.end() for found in _DATE.finditer(data, opening.end())]
        end = _FENCE.search(data, opening.end())
        at = max((place for place in dates if end and place <= end.start()), default=end.start() if end else 0)
        changed = _insert(changed, at, f"added: {added}", opening[1])
    if "id" in missing:
        changed = _insert(changed, opening.end(), f"id: {derived_id(path)}", opening[1])
    after = content.read(changed, path, settings).document
    if after is None or keys(changed, path):
        return None
    return changed if (_rest(after.article), after.body) == (_rest(before.article), before.body) else None


def _rest(article: Article) -> Article:
    """What must stay as it was; the lines of links move, and the body says that the links are the same."""
    return msgspec.structs.replace(article, added=None, links=())


def _insert(data: bytes, at: int, line: str, line_end: bytes) -> bytes:
    return data[:at] + line.encode() + line_end + data[at:]
