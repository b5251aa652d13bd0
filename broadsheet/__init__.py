"""Broadsheet: raw article sources in, a news site and its feeds out.

What programs may build upon is named here; all other modules can change with any version. To build a site, give
`build` an `Order` and a `Witness` of `broadsheet.job`. The names are found when they are first asked for, so that
importing the package costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from broadsheet.article import Article
    from broadsheet.press import build
    from broadsheet.problems import Problem
    from broadsheet.settings import Settings

__all__ = ["Article", "Problem", "Settings", "__version__", "build"]

__version__ = "0.1.0"

_HOMES = {"Article": "article", "Problem": "problems", "Settings": "settings", "build": "press"}
"""The module of each name."""


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
