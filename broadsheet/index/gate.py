"""The gate: which documents are shown, before any list, feed or picture is made."""

from typing import NamedTuple

from broadsheet.article import Article

PUBLIC, DRAFTS = VIEWS = (0, 1)
"""The views: what the public sees, and what a preview of drafts shows."""

ALWAYS, NEVER = -(1 << 62), 1 << 62
"""Instants before and after all others: it has been open always, or never opens; it never closes."""


class Window(NamedTuple):
    """From when, and until when, the public may see a document: all that the gate asks of it."""

    opens: int
    closes: int


def window(article: Article) -> Window:
    """When the gate opens for an article, and when it closes; for a draft it never opens."""
    held = [when.instant for when in (article.date, article.embargo) if when]
    opens = NEVER if article.draft else max(held, default=ALWAYS)
    return Window(opens, article.expires.instant if article.expires else NEVER)


def is_open(window: tuple[int, int], view: int, now: int) -> bool:
    """Whether what has that window is shown at `now` (seconds since 1970).

    The preview shows drafts and what is still to come, but nothing that has expired.
    """
    opens, closes = window
    return now < closes and (view == DRAFTS or opens <= now)


def passes(article: Article, view: int, now: int) -> bool:
    """Whether an article is shown at `now`."""
    return is_open(window(article), view, now)


def instants(article: Article) -> tuple[int, ...]:
    """The instants at which the gate may open or close for it, or at which it counts as updated."""
    moments = (article.date, article.embargo, article.expires, article.updated)
    return tuple(sorted({when.instant for when in moments if when}))
