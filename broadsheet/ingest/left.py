"""What lies among sources and is none: pictures, recordings, parts of a site's machinery. It stays where it is."""

from collections import Counter
from collections.abc import Iterable, Iterator

from broadsheet.ingest import work
from broadsheet.problems import Problem, note

_NAMED = 3
"""How many of a kind are named one by one, of each folder."""
_HINTS = {
    work.PICTURE: "put it into media/, and name it as the article's `image:`",
    work.RECORDING: "put it into media/, and name it as the article's `audio:`",
    work.MACHINERY: "take it out if it is in the way",
}


def notes(left: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """What to say of what was left: of each file, or where there are many of them, of each folder."""
    alone = list(left)
    folders = Counter((path.rpartition("/")[0], why) for path, why in alone)
    for path, why in alone:
        if folders[path.rpartition("/")[0], why] <= _NAMED:
            yield note(path, f"this is {why}, so nothing is made of it", hint=_HINTS[why])
    for (folder, why), count in folders.items():
        if count > _NAMED:
            message = f"{count:,} files here are each {why}: nothing is made of them"
            yield note(folder, message, hint=_HINTS[why])
