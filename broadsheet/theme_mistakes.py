"""What Jinja2 says of a template's mistakes, in the words of whoever wrote it, and what to do about each."""

import dataclasses
import difflib
import re
from collections.abc import Iterable

from jinja2 import TemplateError, TemplateSyntaxError
from jinja2.utils import missing

from broadsheet.pages.views import PageContext, SiteView

GLOBALS = ("page", "site", "t", "asset")
"""The names that every template has."""
TAGS = (
    *("autoescape", "block", "call", "extends", "filter", "for", "from", "if", "import", "include", "macro"),
    *("raw", "set", "with"),
)
"""The tags that a template can have."""

_UNKNOWN_TAG = re.compile(r"Encountered unknown tag '(\w+)'")
_OPEN_TAG = re.compile(r"The innermost block that needs to be closed is '(\w+)'")
_UNKNOWN_NAME = re.compile(r"No (filter|test) named '([^']*)'")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PLAIN = {str: "a text", int: "a number", float: "a number", bool: "true or false", tuple: "a list", dict: "a table"}


class AssetError(Exception):
    """An asset that the theme hasn't got."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class WordError(Exception):
    """A key that no i18n file has, or words that ask for a value that wasn't given."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


MISTAKES = (
    *(TemplateError, AssetError, WordError),
    *(TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError),
)
"""What a mistake in a template can raise: Jinja2's own errors, ours, and whatever comes of an odd value."""


def guess(name: str, known: Iterable[str]) -> str:
    """A hint that names the known one which this is most like, or all of them."""
    known = list(known)
    close = difflib.get_close_matches(name, known, n=1)
    if close:
        return f"did you mean `{close[0]}`?"
    return f"there is: {', '.join(known)}" if known else ""


def syntax(bad: TemplateSyntaxError, filters: Iterable[str]) -> tuple[str, str]:
    """What is wrong with a template that can't be read, and a hint."""
    said = bad.message or "this can't be read"
    if found := _UNKNOWN_NAME.match(said):
        return f"there is no {found[1]} `{found[2]}`", guess(found[2], sorted(filters) if found[1] == "filter" else ())
    opened, unknown = _OPEN_TAG.search(said), _UNKNOWN_TAG.match(said)
    if unknown and not unknown[1].startswith(("end", "el")):
        return f"there is no tag `{{% {unknown[1]} %}}`", guess(unknown[1], TAGS)
    if opened:
        what = f"`{{% {unknown[1]} %}}` can't stand here" if unknown else "the template ends too early"
        return what, f"close `{{% {opened[1]} %}}` first, with `{{% end{opened[1]} %}}`"
    if unknown:
        begun = unknown[1].removeprefix("end")
        what = "if" if begun.startswith("el") else begun
        return f"`{{% {unknown[1]} %}}` can't stand here", f"there is no `{{% {what} %}}` open that it could belong to"
    return said.rstrip("."), "look for a missing bracket, quote or name: {{ page.title }}, {% if page.dek %}"


def named(owner: object) -> str:
    """What a template calls a value: `page`, `site`, or what it is."""
    if isinstance(owner, PageContext):
        return "`page`"
    if isinstance(owner, SiteView):
        return "`site`"
    if owner is None:
        return "what is nothing"
    plain = _PLAIN.get(type(owner))
    if plain is None:
        words = _CAMEL.sub(" ", type(owner).__name__.removesuffix("View")).lower()
        plain = f"{'an' if words[0] in 'aeiou' else 'a'} {words}"
    return plain


def no_such_field(name: object, owner: object) -> str:
    """That a name isn't there, or that a value hasn't got it; and, after a line break, a hint."""
    if owner is missing:
        return f"nothing here is called `{name}`\n{guess(str(name), GLOBALS)}"
    return f"{named(owner)} has no `{name}`\n{guess(str(name), _fields(owner))}"


def _fields(value: object) -> list[str]:
    if isinstance(value, dict):
        return sorted(str(key) for key in value)
    if dataclasses.is_dataclass(value):
        return [field.name for field in dataclasses.fields(value)]
    return [*getattr(value, "__struct_fields__", ())]
