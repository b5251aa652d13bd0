"""Finding a theme and those it extends: the layers that its files come from, one above the other."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from broadsheet import toml_file
from broadsheet.problems import Problem, SiteError, error
from broadsheet.toml_file import Toml

ABOUT = ("name", "description", "author", "license", "extends", "options", "choices")
"""The keys of a theme.toml."""
_CHOICES = 'size = ["small", "large"]'
_FORMS = (
    ("extends", str, 'extends = "broadsheet"'),
    ("options", dict, "[options], and below it each option with its default"),
    ("choices", dict, f"[choices], and below it the texts that an option can be: {_CHOICES}"),
)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")

TYPES = {
    str: "a text in quotes",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    list: "a list",
    dict: "a table",
}
"""The types of options, as people are told them."""


class Layer(NamedTuple):
    """A folder that templates come from: a theme, or (without a name) the site's own templates/."""

    name: str
    folder: Path
    shown: str
    """The folder as people are shown it."""
    about: Mapping[str, Any] = {}
    """Its theme.toml."""


class TemplateSource(NamedTuple):
    """A template as it is written."""

    source: str
    shown: str
    """Its path as people are shown it."""
    hash: str


def places(site: Path) -> tuple[Path, ...]:
    """The folders that hold themes, in the order in which they are searched."""
    package = Path(__file__).parent
    return (site / "themes", package / "themes", package.parent / "themes")


def find(name: str, site: Path) -> tuple[Layer, ...]:
    """The theme of that name and those it extends, itself first. SiteError where one of them can't be had.

    A theme in the site's themes/ may extend the one of its own name that comes with Broadsheet.
    """
    chain: list[Layer] = []
    asked_by, rest = "site.toml", places(site)
    while name or not chain:
        if not _NAME.fullmatch(name):
            raise SiteError(error(asked_by, f"“{name}” can't be the name of a theme", hint="name a folder of themes/"))
        at = next((n for n, place in enumerate(rest) if (place / name).is_dir()), None)
        if at is None:
            raise SiteError(error(asked_by, f"there is no theme “{name}”", hint=_known(name, site)))
        folder = rest[at] / name
        shown = f"themes/{name}" if rest[at] == site / "themes" else f"broadsheet/themes/{name}"
        if any(layer.folder.samefile(folder) for layer in chain):
            way = " → ".join([*(layer.name for layer in chain), name])
            hint = "take one `extends` out"
            raise SiteError(error(asked_by, f"the theme extends itself: {way}", hint=hint))
        about = _read_toml(folder / "theme.toml", f"{shown}/theme.toml")
        _check_about(about)
        chain.append(Layer(name, folder, shown, about.values))
        wanted = about.values.get("extends", "")
        rest = rest[at + 1 :] if wanted == name else places(site)
        name, asked_by = wanted, f"{shown}/theme.toml"
    return tuple(chain)


def layers(name: str, site: Path) -> tuple[Layer, ...]:
    """All layers of a site with that theme: its own templates/ first. SiteError as in `find`."""
    return (Layer("", site, "."), *find(name, site))


def record(layer: Layer, name: str, data: bytes) -> bytes:
    """What a file adds to a theme's digest."""
    return f"{layer.name}\0{name}\0{sha256(data).hexdigest()}\n".encode()


def digest(site: Path, name: str) -> str:
    """The digest that the theme of that name has if it's loaded now; SiteError where it isn't there."""
    counted = sha256()
    for layer in layers(name, site):
        for inner, path in files(layer):
            counted.update(record(layer, inner, path.read_bytes()))
    return counted.hexdigest()


def files(layer: Layer) -> Iterator[tuple[str, Path]]:
    """The files that count, by name relative to the folder, sorted; hidden ones and editors' copies are none."""
    folders = ("assets", "i18n", "templates") if layer.name else ("templates",)
    found = [("theme.toml", layer.folder / "theme.toml")] if layer.name else []
    for top in folders:
        for parent, inner, names in os.walk(layer.folder / top):
            inner[:] = [name for name in inner if not name.startswith(".")]
            for name in names:
                path = Path(parent, name)
                if not name.startswith(".") and not name.endswith("~") and path.is_file():
                    found.append((path.relative_to(layer.folder).as_posix(), path))
    yield from sorted(found)


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that was likely meant, or nothing."""
    import difflib  # only for a mistake

    return next(iter(difflib.get_close_matches(name, list(known), n=1)), "")


def _known(name: str, site: Path) -> str:
    known = sorted(
        {folder.name for place in places(site) if place.is_dir() for folder in place.iterdir() if folder.is_dir()}
    )
    close = nearest(name, known)
    if close:
        return f"did you mean “{close}”?"
    return f"there is: {', '.join(known)}" if known else "put one into themes/"


def _check_about(about: Toml) -> None:
    problems = []
    for key in about.values:
        if key not in ABOUT:
            close = nearest(key, ABOUT)
            hint = f"did you mean `{close}`?" if close else f"it can have: {', '.join(ABOUT)}"
            problems.append(about.error((key,), f"a theme.toml has no `{key}`", hint))
    for key, wanted, example in _FORMS:
        if not isinstance(about.values.get(key, wanted()), wanted):
            problems.append(about.error((key,), f"`{key}` takes {TYPES[wanted]}", example))
    choices = about.values.get("choices", {})
    for name, values in choices.items() if isinstance(choices, dict) else ():
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            problems.append(about.error(("choices", name), f"the choices of `{name}` aren't a list of texts", _CHOICES))
    if problems:
        raise SiteError(*problems)


def _read_toml(path: Path, shown: str) -> Toml:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise SiteError(error(shown, "there is no theme.toml", hint='make one: `name = "..."` is enough')) from None
    read = toml_file.parse(data, shown)
    if isinstance(read, Problem):
        raise SiteError(read)
    return read
