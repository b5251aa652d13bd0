"""What went wrong, and how it is told.

    BroadsheetError                 anything that we raise on purpose
     |- SiteError(*problems)        nothing can be built: exit status 2
     |   |- RefusedError            a build that would do harm, unless it is asked for with --yes
     |- RenderError(problem)        a template can't give a page: that page stays as it was
     |- UnreadyError(problem)       a page is made of what changed meanwhile: it stays until the next build
     |- ElsewhereError              a mistake of ours in another process, with its traceback

What a person wrote wrongly is no exception: it is a Problem, collected with all the others of the run.
"""

import enum
from collections.abc import Iterable

import msgspec

_LONGEST = 1000
"""How many characters of a line are shown."""


class Severity(enum.Enum):
    """How bad: an error leaves something out, a warning may be meant, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Problem(msgspec.Struct, frozen=True):
    """One thing that a person should know, at a place that they can open.

    Lines and columns count from 1, in characters, from the top of the file; 0 is "the file as a whole".
    `excerpt` is the line itself, kept so that a problem can be shown again without its file.
    """

    severity: Severity
    path: str
    message: str
    line: int = 0
    column: int = 0
    hint: str = ""
    excerpt: str = ""

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        return (self.path, self.line, self.column, self.message)

    def __str__(self) -> str:
        return show(self)


class BroadsheetError(Exception):
    """Anything that we raise on purpose."""


class SiteError(BroadsheetError):
    """Nothing can be built; `problems` says why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems

    def __reduce__(self) -> tuple[type["SiteError"], tuple[Problem, ...]]:
        # So that it comes whole from another process.
        return type(self), self.problems


class RefusedError(SiteError):
    """A build that would do harm, unless it is asked for with --yes."""


class RenderError(BroadsheetError):
    """A template that can't give its page; `problem` says where, in the template."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class UnreadyError(BroadsheetError):
    """A page that can't be known yet: `problem` says which file it's made of changed meanwhile, or can't be had."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class ElsewhereError(BroadsheetError):
    """What another process was stopped by that nobody foresaw: what sort of failure it was, and its traceback."""

    def __init__(self, kind: str, trace: str) -> None:
        super().__init__(f"{kind} in another process:\n{trace}")
        self.kind = kind
        self.trace = trace

    def __reduce__(self) -> tuple[type["ElsewhereError"], tuple[str, str]]:
        return type(self), (self.kind, self.trace)


def error(path: str, message: str, *, line: int = 0, column: int = 0, hint: str = "", excerpt: str = "") -> Problem:
    """An error: what it is about is left out, or left as it was."""
    return Problem(Severity.ERROR, path, message, line, column, hint, excerpt)


def warning(path: str, message: str, *, line: int = 0, column: int = 0, hint: str = "", excerpt: str = "") -> Problem:
    """A warning: it was built as it stands, and may not be what was meant."""
    return Problem(Severity.WARNING, path, message, line, column, hint, excerpt)


def note(path: str, message: str, *, line: int = 0, column: int = 0, hint: str = "", excerpt: str = "") -> Problem:
    """A note: nothing is wrong, and somebody may want to know."""
    return Problem(Severity.NOTE, path, message, line, column, hint, excerpt)


def at(problem: Problem, place: tuple[int, int, str]) -> Problem:
    """A problem at a place: line, column, and the line itself."""
    line, column, excerpt = place
    return msgspec.structs.replace(problem, line=line, column=column, excerpt=excerpt)


def show(problem: Problem) -> str:
    """`path:line:column: error: what`, the line with a caret, and the hint.

    Control characters are shown as escapes, so that nothing in a file can steer a terminal; a line that would
    flood it is cut.
    """
    place = problem.path
    if problem.line:
        place += f":{problem.line}"
        if problem.column:
            place += f":{problem.column}"
    out = [f"{place}: {problem.severity.value}: {problem.message}"]
    if problem.excerpt and problem.line:
        out.extend(_excerpt(problem))
    if problem.hint:
        out.append(f"hint: {problem.hint}")
    return "\n".join(_short(tame(line)) for line in out)


def worst(problems: Iterable[Problem]) -> Severity | None:
    """The highest severity among them, or None when there are none."""
    found = {problem.severity for problem in problems}
    return next((severity for severity in Severity if severity in found), None)


def _excerpt(problem: Problem) -> list[str]:
    """The line and a caret under its column; a long line is shown around the caret."""
    width, margin = 100, f"  {problem.line} | "
    plain, column = problem.excerpt.replace("\t", " ").rstrip("\r\n"), problem.column
    text = tame(plain)
    if column:
        # What is spelt out is wider than it was.
        column += len(tame(plain[: column - 1])) - len(plain[: column - 1])
    if column > width - 20:
        cut = column - width // 2
        text, column = "…" + text[cut:], column - cut + 1
    if len(text) > width:
        text = text[: width - 1] + "…"
    lines = [margin + text]
    if column:
        gutter = " " * (len(margin) - 2) + "| "
        lines.append(gutter + " " * (column - 1) + "^")
    return lines


def _short(line: str) -> str:
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def tame(line: str) -> str:
    """Text of others without what a terminal would take for a command, each such character spelt out."""
    return "".join(c if c.isprintable() or c in _PASSING else c.encode("unicode_escape").decode("ascii") for c in line)


_PASSING = "\u00a0\u200c\u200d\u202f"
"""Joiners, which scripts such as Persian are written with, and spaces at which no line ends: they steer nothing."""
