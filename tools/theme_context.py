"""Write docs/theme-context.md from the code: `python tools/theme_context.py`.

What templates see is a contract with those who write themes. It stands in the code once, as dataclasses with a line
of doc below each field; this puts the same lines into a page that can be read. A test holds the two together.
"""

import ast
import dataclasses
import datetime
import inspect
import itertools
import sys
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from broadsheet.kinds import KINDS
from broadsheet.pages.views import PageContext, SiteView

PAGE = Path(__file__).resolve().parent.parent / "docs" / "theme-context.md"
HEAD = """# What templates see

<!-- Made by tools/theme_context.py from the code: change the docs of the fields there, then run it again. -->

Every template has two values: `page`, which depends on the kind of page, and `site`, which is the outlet. Both are
plain: text, numbers, lists, and the shapes described below. Nothing in them asks for more while a page is made, so
what stands here is all there is. The functions and filters are in [themes.md](themes.md).
"""
_WORDS: dict[Any, str] = {
    str: "text",
    int: "number",
    bool: "yes or no",
    datetime.date: "day",
    datetime.datetime: "date and time",
    Any: "any value",
}


def document() -> str:
    """The whole page."""
    contexts = _contexts()
    parts = [HEAD, "## The templates\n\n| Template | `page` is |\n|:--|:--|"]
    parts += [f"| `{template}` | {_linked(context)} |" for template, context in contexts]
    parts.append("\n" + _section(PageContext, "Every page", 2))
    parts += [_section(context, context.__name__, 2, PageContext) for _, context in contexts]
    parts.append(_section(SiteView, "The outlet: `site`", 2))
    parts.append("## Shapes\n\nWhat the fields above are made of.\n")
    parts += [
        _section(shape, shape.__name__, 3) for shape in _shapes([*(context for _, context in contexts), SiteView])
    ]
    return "\n".join(parts).rstrip() + "\n"


def undocumented() -> list[str]:
    """The fields of contexts and views that have no line of doc."""
    owners = [context for _, context in _contexts()]
    every = [PageContext, *owners, SiteView, *_shapes([*owners, SiteView])]
    return [
        f"{owner.__name__}.{name}"
        for owner in every
        if dataclasses.is_dataclass(owner)
        for name, _, doc in _fields(owner, None)
        if not doc
    ]


def _contexts() -> list[tuple[str, type]]:
    """Each template that a kind of page is made with, and what it sees as `page`."""
    found = {}
    for kind in KINDS.values():
        if kind.template:
            hint = typing.get_type_hints(kind.context)["return"]
            found[kind.template] = next(part for part in typing.get_args(hint) if part is not types.NoneType)
    return list(found.items())


def _section(owner: type, title: str, level: int, without: type | None = None) -> str:
    lines = [f"{'#' * level} {title}\n", inspect.getdoc(owner) or "", ""]
    for name, hint, doc in _fields(owner, without):
        lines.append(f"- `{name}` ({_spoken(hint)}){': ' + doc if doc else ''}")
    return "\n".join(lines) + "\n"


def _fields(owner: type, without: type | None) -> Iterator[tuple[str, Any, str]]:
    """A class's fields with their types and docs; those of `without` are left out."""
    hints, docs = typing.get_type_hints(owner), {}
    for each in reversed(owner.__mro__):
        docs.update(_docs(each))
    names = (
        [field.name for field in dataclasses.fields(owner)]
        if dataclasses.is_dataclass(owner)
        else list(getattr(owner, "__struct_fields__", ()))
    )
    known = (
        {field.name for field in dataclasses.fields(without)} if without and dataclasses.is_dataclass(without) else ()
    )
    for name in names:
        if name not in known:
            yield name, hints[name], docs.get(name, "")


def _docs(owner: type) -> dict[str, str]:
    """The string below each field of a class, as it is written."""
    if owner.__module__.partition(".")[0] != "broadsheet":
        return {}
    tree = ast.parse(Path(inspect.getfile(owner)).read_text(encoding="utf-8"))
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == owner.__name__)
    found = {}
    for field, below in itertools.pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            doc = below.value.value if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant) else None
            if isinstance(doc, str):
                found[field.target.id] = " ".join(inspect.cleandoc(doc).split())
    return found


def _shapes(owners: list[type]) -> list[type]:
    """All classes of ours that the fields of these hold, by name."""
    found: dict[str, type] = {}
    waiting = list(owners)
    while waiting:
        for _, hint, _ in _fields(waiting.pop(), None):
            for part in _parts(hint):
                if part.__module__.startswith("broadsheet.") and part.__name__ not in found:
                    found[part.__name__] = part
                    waiting.append(part)
    return [shape for _, shape in sorted(found.items())]


def _parts(hint: Any) -> Iterator[type]:
    for argument in typing.get_args(hint):
        yield from _parts(argument)
    if isinstance(hint, type) and not typing.get_args(hint):
        yield hint


def _spoken(hint: Any) -> str:
    """A type as a theme author would say it."""
    arguments = [part for part in typing.get_args(hint) if part not in (types.NoneType, Ellipsis)]
    if typing.get_origin(hint) is tuple:
        return f"list of {_spoken(arguments[0])}"
    if typing.get_origin(hint) is dict:
        return "values by name"
    if arguments:
        return " or ".join([*map(_spoken, arguments), "none"])
    return _WORDS[hint] if hint in _WORDS else _linked(hint)


def _linked(shape: type) -> str:
    return f"[{shape.__name__}](#{shape.__name__.lower()})"


if __name__ == "__main__":
    sys.exit(PAGE.write_text(document(), encoding="utf-8") and 0)
