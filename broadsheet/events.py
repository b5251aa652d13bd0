"""What commands tell machines, with --json and in the log: the set of events, which has a version."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

VERSION = 1
"""Goes up when an event or a key goes, or means something else; not when one comes."""


class Event(NamedTuple):
    """An event: the keys that it always has, and those that it has at times."""

    keys: tuple[str, ...]
    more: tuple[str, ...] = ()
    unlogged: tuple[str, ...] = ()
    """The keys that a log leaves out: they may hold text of articles."""
    logged: bool = True


EVENTS: Mapping[str, Event] = {
    "started": Event(("version", "broadsheet", "command", "site", "output", "now")),
    "waiting": Event(("folder",)),
    "step": Event(("name", "total", "seconds")),
    "page": Event(("address", "key", "what", "reason", "cause"), more=("hash",)),
    "removed": Event(("address",)),
    "remark": Event(("text",)),
    "problem": Event(("severity", "path", "line", "column", "message", "hint", "excerpt"), unlogged=("excerpt",)),
    "planned": Event(("page", "address", "reason", "cause")),
    "written": Event(("files",)),
    "fixed": Event(("path", "keys")),
    "article": Event(("file", "urgency", "source", "questions"), unlogged=("questions",)),
    "report": Event(("value",), logged=False),
    "changes": Event(("value",), logged=False),
    "next": Event(("at", "unix", "why", "about", "cron", "systemd", "overdue", "files")),
    "explained": Event(
        (
            *("address", "what", "url", "kind", "key", "why", "leads", "nearest", "file", "made", "planned", "until"),
            *("source", "source_state", "shows", "template", "closure", "settings", "lines", "touches"),
        )
    ),
    "serving": Event(("url",)),
    "missing": Event(("path",)),
    "failure": Event(("error", "trace")),
    "summary": Event(
        ("status",),
        more=(
            *("made", "kept", "removed", "seconds", "ingested", "next"),
            *("sources", "written", "articles", "left", "problems", "fixed", "planned", "compared"),
        ),
    ),
}
"""By name. The order of a run: `started` first, `summary` last."""


_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def text(values: Mapping[str, Any]) -> str:
    """An event as JSON, in one line, with nothing in it that a terminal would obey."""
    said = _encode(values)
    return said if said.isprintable() else "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in said)
