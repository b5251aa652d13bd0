"""Mistakes of our own, which nobody foresaw: what is told of them, and where the rest can be read.

A person who runs a newsroom can do nothing with a traceback. It is kept in a file for who mends the program.
"""

import os
import platform
import sys
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

from broadsheet import __version__
from broadsheet.job import CACHE
from broadsheet.problems import ElsewhereError, Problem, error

NAME = "failure.txt"
"""The file in `.broadsheet/`; where that can't be written, one in the system's folder for what passes."""
GOES_ON = "the site stays as it was, and the next build goes on from here"


def keep(failure: BaseException, site: Path | None) -> str:
    """Write a failure's traceback where its reader finds it; gives the file, or nothing where none can be written."""
    text = "\n".join((_heading(), "".join(traceback.format_exception(failure))))
    data = text.encode("utf-8", "backslashreplace")
    if site is not None and (site / "site.toml").is_file():
        try:
            (site / CACHE).mkdir(exist_ok=True)
            (site / CACHE / NAME).write_bytes(data)
            return str(site / CACHE / NAME)
        except OSError:
            pass
    try:
        descriptor, file = tempfile.mkstemp(prefix="broadsheet-failure-", suffix=".txt")
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(data)
    except OSError:
        return ""
    return file


def in_words(failure: BaseException, file: str) -> str:
    """A failure in one line: whose mistake it is, where its traceback is, and what becomes of the site.

    What the failure itself says isn't in it: that may be anything, text of an article too.
    """
    where = f"what happened is in {file}: please send us that" if file else "what happened could be written nowhere"
    return f"this is a mistake of Broadsheet's, not yours ({kind(failure)}); {where}; {GOES_ON}"


def kind(failure: BaseException) -> str:
    """What sort of failure it is."""
    return failure.kind if isinstance(failure, ElsewhereError) else type(failure).__name__


def problem(failure: BaseException, file: str) -> Problem:
    """A failure as a problem, for who goes on after it."""
    hint = f"{GOES_ON}; please send us that file" if file else GOES_ON
    return error(file or CACHE, f"this is a mistake of Broadsheet's, not yours ({kind(failure)})", hint=hint)


def _heading() -> str:
    time = datetime.now(UTC).isoformat(timespec="seconds")
    return f"Broadsheet {__version__}, Python {platform.python_version()}, {sys.platform}, {time}\n"
