"""A theme's assets under names that carry a hash of their content: browsers may keep them for ever.

A style sheet is one file when it goes out: what it imports stands in it, so a theme has as many as it likes and pages
ask for one.
"""

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from broadsheet.problems import Problem, SiteError, error

ASSETS = "/assets/"
"""Where assets live on the site, below the outlet's own path."""

_REFERENCE = re.compile(
    r"/\*.*?\*/"
    r"|@import\s+(?:url\(\s*)?(?P<mark>[\"']?)(?P<import>[^\"'()\s;]+)(?P=mark)\s*\)?(?P<when>[^;{}]*)(?:;|\Z)"
    r"|url\(\s*(?P<quote>[\"']?)(?P<url>[^\"'()\s]+)(?P=quote)\s*\)",
    re.DOTALL,
)
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/|#")
_CHARSET = re.compile(r"""@charset\s+["'][^"']*["'];\s*""")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of a theme that pages link to."""

    name: str
    """Its path under assets/: `css/site.css`."""
    path: Path
    """The file itself."""
    hash: str
    """The SHA-256 of what goes out."""
    text: bytes | None = None
    """What goes out, where that isn't the file as it is: style sheets name other assets by their fingerprints."""
    shown: str = ""
    """The file's path as people are shown it."""

    @property
    def address_name(self) -> str:
        """Its name with the fingerprint: `css/site.1a2b3c4d5e.css`."""
        stem, suffix = posixpath.splitext(self.name)
        return f"{stem}.{self.hash[:10]}{suffix}"

    @property
    def address(self) -> str:
        """Where it lives on the site, without the outlet's own path in front."""
        return ASSETS + self.address_name


class AssetFile(NamedTuple):
    """A file of a theme's assets/."""

    path: Path
    shown: str
    """Its path as people are shown it."""


AssetLayers = Sequence[tuple[str, Mapping[str, AssetFile]]]
"""The files of each theme by their name under assets/, with the theme's own name: what overrides comes first."""


def fingerprint(layers: AssetLayers) -> dict[str, Asset]:
    """The assets of these themes by name.

    A style sheet is hashed when what it imports and names is in it, so a changed picture gives it a new name too.
    """
    return _Press(layers).assets()


class _Sheet(NamedTuple):
    """A style sheet of one layer; the same name may be in several."""

    layer: int
    name: str


class _Press:
    def __init__(self, layers: AssetLayers) -> None:
        self._layers = layers
        self._top: dict[str, int] = {}
        for n, (_, files) in enumerate(layers):
            for name in files:
                self._top.setdefault(name, n)
        self._made: dict[str, Asset] = {}
        self._problems: list[Problem] = []

    def assets(self) -> dict[str, Asset]:
        for name in sorted(self._top):
            self._make(name, ())
        if self._problems:
            raise SiteError(*dict.fromkeys(self._problems))
        return {name: self._made[name] for name in sorted(self._made)}

    def _make(self, name: str, open_ones: tuple[_Sheet, ...]) -> Asset:
        if name in self._made:
            return self._made[name]
        sheet = _Sheet(self._top[name], name)
        path, shown = self._layers[sheet.layer][1][name]
        text = self._joined(sheet, name, open_ones).encode() if name.endswith(".css") else None
        hashed = sha256(path.read_bytes() if text is None else text).hexdigest()
        self._made[name] = Asset(name, path, hashed, text, shown)
        return self._made[name]

    def _joined(self, sheet: _Sheet, root: str, open_ones: tuple[_Sheet, ...]) -> str:
        """The text of a sheet with those that it imports in it, its references as seen from `root`."""
        file = self._layers[sheet.layer][1][sheet.name]
        data = file.path.read_bytes()
        open_ones = (*open_ones, sheet)
        try:
            source = data.decode("utf-8-sig")
        except UnicodeDecodeError as bad:
            line = data.count(b"\n", 0, bad.start) + 1
            self._problems.append(error(file.shown, "the style sheet isn't UTF-8", line=line, hint="save it as UTF-8"))
            return ""
        if sheet.name != root:
            source = _CHARSET.sub("", source)

        def wrong(match: re.Match[str], group: str, message: str, hint: str) -> str:
            line = source.count("\n", 0, match.start(group)) + 1
            column = match.start(group) - source.rfind("\n", 0, match.start(group))
            excerpt = source.splitlines()[line - 1]
            self._problems.append(error(file.shown, message, line=line, column=column, hint=hint, excerpt=excerpt))
            return match[0]

        def replace(match: re.Match[str]) -> str:
            group = "import" if match["import"] else "url"
            written = match[group]
            if not written or _ELSEWHERE.match(written):
                return match[0]
            target, tail = re.match(r"([^?#]*)(.*)", written, re.DOTALL).groups()  # type: ignore[union-attr]
            wanted = posixpath.normpath(posixpath.join(posixpath.dirname(sheet.name), target))
            if group == "import":
                found = self._imported(sheet, target, wanted)
                if found is None:
                    hint = (
                        "name one of assets/ relative to this one, or one of a theme that this extends: THEME/css/..."
                    )
                    return wrong(match, group, f"there is no style sheet {target}", hint)
                if found in open_ones:
                    return wrong(
                        match, group, "the style sheet imports itself, by way of others", "take one @import out"
                    )
                inner = self._joined(found, root, open_ones).strip()
                when = match["when"].strip()
                if when.startswith(("layer", "supports")):
                    return wrong(
                        match, "when", f"an @import with {when} can't be joined", "write @layer or @supports in it"
                    )
                return f"@media {when} {{\n{inner}\n}}" if when else inner
            if wanted not in self._top:
                hint = "name a file of the theme's assets/, relative to this one"
                return wrong(match, group, f"there is no asset {wanted}", hint)
            if any(wanted == one.name for one in open_ones):
                return wrong(match, group, "the style sheet names itself", "take the url(...) out")
            named = posixpath.relpath(self._make(wanted, open_ones).address_name, posixpath.dirname(root) or ".")
            start = match.start(group) - match.start()
            return match[0][:start] + named + tail + match[0][start + len(written) :]

        return _REFERENCE.sub(replace, source)

    def _imported(self, sheet: _Sheet, target: str, wanted: str) -> _Sheet | None:
        """What an @import means: `THEME/name` begins at that theme, and below this one where it bears the same name."""
        head, _, tail = target.partition("/")
        below = range(sheet.layer + (self._layers[sheet.layer][0] == head), len(self._layers))
        start = next((n for n in below if self._layers[n][0] == head), None)
        if start is not None:
            name, layers = posixpath.normpath(tail), range(start, len(self._layers))
        else:
            name, layers = wanted, range(len(self._layers))
        return next((_Sheet(n, name) for n in layers if name in self._layers[n][1]), None)
