"""Where a line is put into a source: between its paragraphs, above them, below them; and what then came of it."""

from tests.ingest.newsroom import LAST, LONG, OTHER, TITLE

PARAGRAPHS = f"{LONG}\n\n{OTHER}\n\n{LAST}\n"
"""The body of a source whose line left no trace in it."""


def between(*lines: str) -> str:
    """A source with the lines between its first and its second paragraph."""
    return "\n\n".join([TITLE, LONG, *lines, OTHER, LAST])


def above(*lines: str) -> str:
    """A source with the lines between its headline and its text."""
    return "\n\n".join([TITLE, *lines, LONG, OTHER, LAST])


def below(*lines: str) -> str:
    """A source with the lines at its end."""
    return "\n\n".join([TITLE, LONG, OTHER, LAST, *lines])
