"""Values that front matter can't hold, taken out of a manuscript and named to its editors: no source breaks a build."""

import re
from datetime import datetime, timedelta
from typing import Any

import msgspec

from broadsheet.article import ACCESS, LABELS, LONGEST_TEXT, MOST_LINKS, NOTE_KINDS
from broadsheet.ingest.formats import UnreadableError
from broadsheet.ingest.manuscript import Action, Decision, Manuscript
from broadsheet.settings import Settings
from broadsheet.slugs import slugify

_ADDRESS = re.compile(r"/(?!/)[^\s?#\\\"<>^`{|}]*")
_WEB = re.compile(r"https?://[^\s/?#\"<>\\^`{|}]++[^\s\"<>\\^`{|}]*+", re.I)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_MOST_QUOTES = 40
_DEEP = re.compile(r"^(?:[^\w\n>]*+>){40}", re.M)
"""The beginning of a line that lies in more quotes than our Markdown is read with."""
_UP = re.compile(r"(?:^|/)\.\.(?:/|$)")
_MOST_LETTERS = 1500
"""In an address."""
_LEADING = ("](", "][", "]: ", "href=", "src=", "<http")
"""What stands in a text before most targets: it's counted roughly, and Markdown's own reader has the last word."""
_SPLIT = "split it: a file for each article"
_LONGEST_KEY = 200
"""In characters: YAML knows no key of over a thousand bytes."""
_YEARS = range(1000, 9001)
_FARTHEST = timedelta(hours=14)
"""Clocks differ from UTC by no more."""


def held(manuscript: Manuscript, settings: Settings) -> Manuscript:
    """The manuscript with nothing in it that front matter can't hold; what was taken out is a point to review.

    UnreadableError where its body is one that couldn't be shown.
    """
    m = manuscript
    _check_body(m.body)
    sections = {section.id for section in settings.sections}
    fit: dict[str, Any] = {
        "section": m.section if m.section in sections else "",
        "slug": slugify(m.slug),
        "url": m.url if _is_address(m.url) and m.url.endswith((".html", "/")) else "",
        "lang": m.lang if _LANGUAGE.fullmatch(m.lang) else "",
        "label": m.label if m.label in LABELS else "",
        "access": m.access if m.access in ACCESS else "",
        "aliases": tuple(alias for alias in m.aliases if _is_address(alias)),
        "canonical": m.canonical if _WEB.fullmatch(m.canonical) else "",
        "source": m.source if _WEB.fullmatch(m.source.url) else msgspec.structs.replace(m.source, url=""),
        "notes": tuple(one for one in m.notes if one.kind in NOTE_KINDS and one.text.strip()),
        "corrections": tuple(one for one in m.corrections if one.text.strip()),
        "extra": {key: text for key, text in m.extra.items() if key.strip() and len(key) <= _LONGEST_KEY},
        "id": m.id if len(m.id) <= 500 and not re.search(r"\s", m.id) else "",
    }
    for key in ("date", "updated", "embargo", "expires"):
        when = getattr(m, key)
        fit[key] = when if when is None or _is_moment(when.at) else None
    changed = {key: value for key, value in fit.items() if value != getattr(m, key)}
    if not changed:
        return m
    said, decisions = [], []
    for key, value in changed.items():
        before = _in_words(getattr(m, key), value)
        if key != "slug":  # that it is written otherwise is nobody's concern
            said.append(f"this can't be its {key}: {before}")
        action = Action.SPACED if key == "slug" and value else Action.DROPPED
        decisions.append(Decision(0, "front-matter", action, before, str(value) if key == "slug" else "", field=""))
    return msgspec.structs.replace(m, review=(*m.review, *said), decisions=(*m.decisions, *decisions), **changed)


def _check_body(body: str) -> None:
    if len(body) > LONGEST_TEXT:
        raise UnreadableError("its text is longer than a novel", _SPLIT)
    if sum(map(body.count, _LEADING)) - body.count("](<http") > MOST_LINKS:
        raise UnreadableError(f"its text has more than {MOST_LINKS:,} links and pictures", _SPLIT)
    if body.count(">") >= _MOST_QUOTES and _DEEP.search(body):
        raise UnreadableError("its quotes are nested too deep", "paste its text into a plain text file")


def _is_moment(at: datetime) -> bool:
    offset = at.utcoffset() or timedelta()
    return at.year in _YEARS and abs(offset) <= _FARTHEST and not offset % timedelta(minutes=1)


def _is_address(path: str) -> bool:
    return len(path) <= _MOST_LETTERS and _ADDRESS.fullmatch(path) is not None and not _UP.search(path)


def _in_words(before: Any, after: Any) -> str:
    """What was taken out of a value, for people."""
    if isinstance(before, tuple):
        gone = [one if isinstance(one, str) else getattr(one, "text", "") for one in before if one not in after]
        return ", ".join(gone)[:400]
    if isinstance(before, str):
        return before[:400]
    if isinstance(before, dict):
        return ", ".join(key[:100] for key in before if key not in after)[:400]
    return str(getattr(before, "at", "") or getattr(before, "url", ""))[:400]
