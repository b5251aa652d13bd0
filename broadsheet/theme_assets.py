"""A theme's assets under names that carry a hash of their content: browsers may keep them for ever."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from broadsheet.problems import Problem, SiteError, error

ASSETS = "/assets/"
"""Where assets live on the site, below the outlet's own path."""

_REFERENCE = re.compile(
    r"/\*.*?\*/"
    r"|url\(\s*(?P<quote>[\"']?)(?P<url>[^\"'()\s]+)(?P=quote)\s*\)"
    r"|@import\s+(?P<mark>[\"'])(?P<import>[^\"']+)(?P=mark)",
    re.DOTALL,
)
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/|#")


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

    @property
    def address_name(self) -> str:
        """Its name with the fingerprint: `css/site.1a2b3c4d5e.css`."""
        stem, suffix = posixpath.splitext(self.name)
        return f"{stem}.{self.hash[:10]}{suffix}"

    @property
    def address(self) -> str:
        """Where it lives on the site, without the outlet's own path in front."""
        return ASSETS + self.address_name


def fingerprint(files: Mapping[str, tuple[Path, str]]) -> dict[str, Asset]:
    """The assets of these files: name under assets/ to the file and the path that people are shown.

    A style sheet is hashed after the references in it are, so a changed picture gives it a new name too.
    """
    made: dict[str, Asset] = {}
    problems: list[Problem] = []

    def make(name: str, open_ones: tuple[str, ...]) -> Asset:
        if name in made:
            return made[name]
        path, _ = files[name]
        data = path.read_bytes()
        text = rewrite(name, data, (*open_ones, name)) if name.endswith(".css") else None
        made[name] = Asset(name, path, sha256(data if text is None else text).hexdigest(), text)
        return made[name]

    def rewrite(name: str, data: bytes, open_ones: tuple[str, ...]) -> bytes:
        shown = files[name][1]
        try:
            source = data.decode("utf-8-sig")
        except UnicodeDecodeError as bad:
            line = data.count(b"\n", 0, bad.start) + 1
            problems.append(error(shown, "the style sheet isn't UTF-8", line=line, hint="save it as UTF-8"))
            return data

        def replace(match: re.Match[str]) -> str:
            group = "url" if match["url"] else "import"
            written = match[group]
            if not written or _ELSEWHERE.match(written):
                return match[0]
            target, tail = re.match(r"([^?#]*)(.*)", written, re.DOTALL).groups()  # type: ignore[union-attr]
            wanted = posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
            line = source.count("\n", 0, match.start(group)) + 1
            column = match.start(group) - source.rfind("\n", 0, match.start(group))
            excerpt = source.splitlines()[line - 1]
            if wanted not in files:
                message, hint = (
                    f"there is no asset {wanted}",
                    "name a file of the theme's assets/, relative to this one",
                )
            elif wanted in open_ones:
                message, hint = "the style sheet imports itself, by way of others", "take one @import out"
            else:
                named = make(wanted, open_ones).address_name
                new = posixpath.join(posixpath.dirname(target), posixpath.basename(named)) + tail
                start = match.start(group) - match.start()
                return match[0][:start] + new + match[0][start + len(written) :]
            problems.append(error(shown, message, line=line, column=column, hint=hint, excerpt=excerpt))
            return match[0]

        return _REFERENCE.sub(replace, source).encode()

    for name in sorted(files):
        make(name, ())
    if problems:
        raise SiteError(*problems)
    return {name: made[name] for name in sorted(made)}
