"""Pages with made-up values in every field, and small themes written by the tests."""

import dataclasses
import types
import typing
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec

from broadsheet.article import When
from broadsheet.exports.republish import RepublishContext
from broadsheet.pages.article import ArticleContext
from broadsheet.pages.corrections import CorrectionsContext
from broadsheet.pages.fronts import AuthorContext, SectionContext, TagContext
from broadsheet.pages.home import HomeContext
from broadsheet.pages.month import ArchiveContext, MonthContext
from broadsheet.pages.redirect import RedirectContext
from broadsheet.pages.standing import FeedsContext, NotFoundContext, StandingContext
from broadsheet.pages.story import StoryContext
from broadsheet.pages.tombstone import TombstoneContext
from broadsheet.pages.views import PageContext, SiteView

HOSTILE = "<script>alert(1)</script>\" onload='x'"
SAFE_HTML = '<p class="safe">Already HTML</p>'

CONTEXTS: dict[str, type[PageContext]] = {
    "404.html": NotFoundContext,
    "archive.html": ArchiveContext,
    "article.html": ArticleContext,
    "author.html": AuthorContext,
    "corrections.html": CorrectionsContext,
    "feeds.html": FeedsContext,
    "home.html": HomeContext,
    "month.html": MonthContext,
    "page.html": StandingContext,
    "redirect.html": RedirectContext,
    "republish.html": RepublishContext,
    "section.html": SectionContext,
    "story.html": StoryContext,
    "tag.html": TagContext,
    "tombstone.html": TombstoneContext,
}

FIXED: dict[str, Any] = {
    "access": "paid",
    "bio": SAFE_HTML,
    "body": SAFE_HTML,
    "direction": "ltr",
    "focus": "10% 90%",
    "group": "site",
    "label": "opinion",
    "language": "en",
    "month": 11,
    "term_kind": "section",
    "timezone": "Europe/Lisbon",
    "year": 2026,
}


def page(template: str, text: str, *, bare: bool = False) -> PageContext:
    """A page for that template with `text` in each field that takes one; `bare` leaves out what may be left out."""
    context: PageContext = _value(CONTEXTS[template], text, bare)
    return dataclasses.replace(context, kind=template.removesuffix(".html"))


def site(text: str = "The Courier", *, bare: bool = False, language: str = "en", **options: Any) -> SiteView:
    """The outlet, with `text` wherever it may have one."""
    view: SiteView = _value(SiteView, text, bare)
    return dataclasses.replace(view, language=language, options={"hues": {}, **options})


def _value(kind: Any, text: str, bare: bool, name: str = "") -> Any:
    origin = typing.get_origin(kind)
    if origin is tuple and typing.get_args(kind)[-1] is not Ellipsis:
        return tuple(_value(part, text, bare, name) for part in typing.get_args(kind))
    if origin is tuple:
        return () if bare else (_value(typing.get_args(kind)[0], text, bare, name),) * 6
    if origin in (types.UnionType, typing.Union):
        first = next(argument for argument in typing.get_args(kind) if argument is not type(None))
        return None if bare else _value(first, text, bare, name)
    if origin is dict:
        return {}
    if kind is When:
        return When(datetime(2026, 11, 24, 14, 5, tzinfo=UTC))
    if isinstance(kind, type) and (dataclasses.is_dataclass(kind) or issubclass(kind, msgspec.Struct)):
        hints = typing.get_type_hints(kind)
        made = {field: _value(hint, text, bare, field) for field, hint in hints.items()}
        if kind.__name__ == "Note":
            made["kind"] = "editor"
        make: Callable[..., Any] = kind
        return make(**made)
    optional = bare and name in ("label", "access", "focus", "body", "bio")
    if name in FIXED and not optional:
        return FIXED[name]
    plain = {str: "" if bare else text, int: 0 if bare else 3, bool: not bare, date: date(2026, 11, 24)}
    return plain[kind]


def write(folder: Path, files: dict[str, str]) -> Path:
    """Those files under that folder, which is handed back."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
