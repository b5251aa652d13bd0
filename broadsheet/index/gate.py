"""The gate: which documents are shown, before any list, feed or picture is made."""

from broadsheet.article import Article

PUBLIC, DRAFTS = VIEWS = (0, 1)
"""The views: what the public sees, and what a preview of drafts shows."""


def passes(article: Article, view: int, now: int) -> bool:
    """Whether an article is shown at `now` (seconds since 1970).

    The preview shows drafts and what is still to come, but nothing that has expired.
    """
    if article.expires and article.expires.instant <= now:
        return False
    if view == DRAFTS:
        return True
    held = (when for when in (article.date, article.embargo) if when)
    return not article.draft and all(when.instant <= now for when in held)


def instants(article: Article) -> tuple[int, ...]:
    """The instants at which the gate may open or close for it, or at which it counts as updated."""
    moments = (article.date, article.embargo, article.expires, article.updated)
    return tuple(sorted({when.instant for when in moments if when}))
