"""What is wrong with what machines are told: in files that go out as they are, in the icon, in feeds that nobody takes,
and as time passes.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from broadsheet import settings_file, toml_file
from broadsheet.feeds import custom, podcast
from broadsheet.hosting import ads, security
from broadsheet.index.reader import Index
from broadsheet.pages import icons
from broadsheet.problems import Problem, Severity
from broadsheet.toml_file import Keys


def problems(index: Index, site: Path) -> Iterator[Problem]:
    """All of it, as of the index's moment: warnings, since what is online holds as well as it can."""
    for path in ads.PATHS:
        with suppress(OSError):
            yield from ads.problems((site / path).read_bytes(), path)
    yield from _in_settings(("icon",), icons.faults(index), site)
    yield from _in_settings(("security", "expires"), security.faults(index), site)
    yield from _in_settings(("podcast", "image"), podcast.faults(index), site)
    for keys, *fault in custom.faults(index):
        yield from _in_settings(keys, iter([(fault[0], fault[1])]), site)


def _in_settings(keys: Keys, found: Iterator[tuple[str, str]], site: Path) -> Iterator[Problem]:
    for message, hint in found:
        file = toml_file.parse((site / settings_file.NAME).read_bytes(), settings_file.NAME)
        if not isinstance(file, Problem):
            yield msgspec.structs.replace(file.error(keys, message, hint), severity=Severity.WARNING)
