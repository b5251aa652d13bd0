"""What the preview adds to a site's own pages on their way to a browser, and what it shows where there is none."""

from __future__ import annotations

import hashlib
import html
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.entities import unescape
from broadsheet.problems import show

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from broadsheet.preview.state import State
    from broadsheet.problems import Problem

OWN = "/.broadsheet/"
"""Where the preview's own addresses begin: no page of a site is at a name with a dot in front."""
EVENTS, SCRIPT = f"{OWN}events", f"{OWN}live.js"
FAILED_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'; base-uri 'none'"
"""The content security policy of the page that says that the site can't be built: its style is its own."""
NOTHING = b"<!doctype html>\n<title>404</title>\n<p>There is nothing here.</p>\n"
"""A page, so that it can be loaded again once there is something."""

_INCLUDE = re.compile(rb'<!--#include\s+virtual="([^"]*)"\s*-->')
_MISSING = b"[an error occurred while processing the directive]"  # what servers put there
_END = re.compile(rb"</body\s*>\s*(</html\s*>)?\s*\Z", re.IGNORECASE)


@cache
def script() -> bytes:
    """The script that every page gets."""
    return Path(__file__).with_name("live.js").read_bytes()


def digest(answer: bytes) -> str:
    """By what a browser tells that a page isn't what it has."""
    return hashlib.blake2b(answer, digest_size=8).hexdigest()


def with_script(page: bytes, state: State, *, panel: bool = True) -> bytes:
    """A page with the script in it, which knows what it was given."""
    shown = "" if panel else ' data-panel="none"'
    tag = f'<script src="{SCRIPT}" data-page="{digest(page)}" data-files="{state.files}"{shown}></script>\n'.encode()
    end = _END.search(page)
    at = end.start() if end else len(page)
    return page[:at] + tag + page[at:]


def with_includes(page: bytes, read: Callable[[str], bytes | None]) -> bytes:
    """A page with the fragments in it that a host would include; `read` gives what is at a path."""

    def included(found: re.Match[bytes]) -> bytes:
        fragment = read(unescape(found[1].decode(errors="replace")))
        return _MISSING if fragment is None else fragment

    return _INCLUDE.sub(included, page)


def event(page: str, state: State) -> bytes:
    """What a browser is told after a build: how its page is now, and what is wrong."""
    value = {"page": page, "files": state.files, "problems": [_shown(problem) for problem in state.problems]}
    return f"data: {json.dumps(value)}\n\n".encode()


def _shown(problem: Problem) -> dict[str, str]:
    """A problem in the parts in which the page shows it."""
    lines = show(problem).split("\n")
    place, _, message = lines[0].partition(f": {problem.severity.value}: ")
    hint = lines.pop().removeprefix("hint: ") if problem.hint else ""
    return {"place": place, "message": message, "excerpt": "\n".join(lines[1:]), "hint": hint}


def failed(problems: Iterable[Problem]) -> bytes:
    """The page that stands for all others as long as the site can't be built."""
    said = "\n".join(f"<pre>{html.escape(show(problem))}</pre>" for problem in problems)
    return _FAILED.replace("SAID", said).encode()


_FAILED = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>The site can’t be built</title>
<style>
body { max-width: 50rem; margin: 0 auto; padding: 1.5rem; font: 1rem/1.5 system-ui, sans-serif; }
pre { padding: 1rem; white-space: pre-wrap; overflow-wrap: anywhere; border-inline-start: 4px solid #c8202f; }
</style>
</head>
<body>
<main>
<h1>The site can’t be built</h1>
<div role="alert">
SAID
</div>
<p>Mend it and save: the page comes by itself.</p>
</main>
</body>
</html>
"""
