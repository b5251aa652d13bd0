"""What has a machine build by itself: a line for cron, and the units of a systemd timer, ready to be pasted."""

import os
import shlex
from collections.abc import Sequence

from broadsheet.problems import tame

EVERY = 5
"""How many minutes lie between two builds."""
UNIT = "broadsheet"
"""What the units are called."""


def crontab(command: Sequence[str]) -> str:
    """The line of a crontab. Cron takes a `%` for the end of the line unless it's escaped."""
    return f"*/{EVERY} * * * *  {' '.join(map(_for_shell, command))}".replace("%", r"\%")


def service(command: Sequence[str], site: str, title: str) -> str:
    """The unit that builds."""
    return (
        f"[Unit]\nDescription=Build {_plain(title)}\n\n"
        f"[Service]\nType=oneshot\nWorkingDirectory={_plain(site)}\n"
        f"ExecStart={' '.join(map(_quoted, command))}\n"
    )


def timer(title: str, next_time: str) -> str:
    """The unit that says when: every few minutes, and to the second at the next moment that is known now."""
    exact = f"OnCalendar={next_time}\n" if next_time else ""
    return (
        f"[Unit]\nDescription=Build {_plain(title)} by the clock\n\n"
        f"[Timer]\nOnCalendar=*:0/{EVERY}\n{exact}AccuracySec=1s\nPersistent=true\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )


def _plain(text: str) -> str:
    """A value to the end of its line; `%` begins what systemd puts in, a last backslash takes in the next line."""
    plain = tame(text).replace("\\", "\\\\").replace("%", "%%")
    return f"{plain}/" if plain.endswith("\\") else plain


def _for_shell(word: str) -> str:
    """A word of a command line as sh reads it, in one line whatever is in it."""
    if word.isprintable():
        return shlex.quote(word)
    return "\"$(printf '" + "".join(f"\\{byte:03o}" for byte in os.fsencode(word)) + "')\""


def _quoted(word: str) -> str:
    """A word of a command line as systemd reads it."""
    if not word.isprintable():
        return '"' + "".join(f"\\x{byte:02x}" for byte in os.fsencode(word)) + '"'
    word = word.replace("%", "%%").replace("$", "$$")
    if word and not any(character in " \t\"'\\;" for character in word):
        return word
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
