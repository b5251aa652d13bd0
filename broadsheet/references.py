"""What the links and pictures in a body lead to: something of ours, which is marked, or something else.

Marks stand in the kept HTML where an address would, as MARK, target, MARK_END, and are resolved when a page is made.
"""

import posixpath
import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote

from broadsheet import problems
from broadsheet.article import LONGEST_TEXT, MARK, MARK_END, MOST_LINKS, Link
from broadsheet.entities import unescape
from broadsheet.front_matter import place
from broadsheet.problems import Problem

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);")
"""Only those with a semicolon: an address may well have `&copy=1` in it."""

_IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ufeff]+")
_REFUSED = ("javascript:", "vbscript:", "data:")
_UNFIT = re.compile(r"[\\#\x00-\x1f\x7f]")
_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|mp3|m4a|aac|ogg|oga|opus|wav|flac|mp4|m4v|webm|mov|pdf|csv|tsv|json|geojson|xlsx?"
    r"|docx?|pptx?|od[tsp]|zip|txt|vtt|srt|epub)$",
    re.IGNORECASE,
)
_SITE = "site:"
_WEB = ("https://", "http://")

_NESTING = re.compile(r"^[^\w\n]*", re.MULTILINE)

_BEFORE = frozenset(["", *" \t\n(<\"'=:,"])
_AFTER = frozenset(["", *" \t\n)>\"',]"])
"""What can stand before and after a target, so that `a.md` isn't found in `2026/a.md`."""

_CHANGED = re.compile(r"[\\\s&\"<>]")


_PARTS = "make several articles of it, with the same `story`"


class Reference(NamedTuple):
    """Where something leads. `target` is empty where it isn't ours, else what stands in the mark, without fragment."""

    target: str = ""
    fragment: str = ""
    error: str = ""
    warning: str = ""
    hint: str = ""

    @property
    def mark(self) -> str:
        """What stands in the kept body for it."""
        return f"{MARK}{self.target}{'#' if self.fragment else ''}{self.fragment}{MARK_END}"

    @property
    def counted(self) -> bool:
        """Whether it is to something of ours that can be missing."""
        return bool(self.target) and not self.target.startswith(_SITE)


ELSEWHERE = Reference()


def refer(written: str, folder: str, picture: bool = False) -> Reference:
    """Read a target as it stands in a body (entities and all).

    `folder` is that of the document in the site (`content/2026/11`): what begins with `../` or is a bare name counts
    from there; other paths count from content/, and those of pictures and files from media/.
    """
    if written.startswith(_WEB) and not picture and MARK not in written:
        return ELSEWHERE
    target = _ENTITY.sub(lambda entity: unescape(entity[0]), written).strip()
    if not target or MARK in target or target.startswith(("#", "//")):
        return ELSEWHERE
    bare = _IGNORED.sub("", unescape(target)).lower()
    if bare.startswith(_REFUSED):
        what = "a picture" if picture else "a link"
        return Reference(
            error=f"{what} to {bare.partition(':')[0]}: isn't allowed", hint="name a file in media/ or a web address"
        )
    if scheme := _SCHEME.match(target):
        return _with_scheme(scheme[1].lower(), target, scheme.end(), picture)
    path, _, fragment = target.partition("#")
    path = path.partition("?")[0]
    if target.startswith("/"):
        inner = posixpath.normpath(unquote(path)).lstrip("/")
        if (inner.startswith("content/") and inner.endswith(".md")) or inner.startswith("media/"):
            return _inside(unquote(path).lstrip("/"), fragment, target)
        return Reference(f"{_SITE}{target}")
    if not path:
        return ELSEWHERE
    return _relative(unquote(path), fragment, folder, picture)


def _with_scheme(scheme: str, target: str, end: int, picture: bool) -> Reference:
    rest, _, fragment = target[end:].partition("#")
    if scheme == "article" and not picture:
        return Reference(f"article:{rest.strip()}", fragment)
    if scheme == "media" or (scheme == "content" and not picture):
        return _inside(f"{scheme}/{unquote(rest).lstrip('/')}", fragment, target)
    if picture and scheme in ("http", "https"):
        warning = "readers' browsers would fetch this picture from another site"
        return Reference(warning=warning, hint="put the file into media/ and name it here")
    return ELSEWHERE


def _relative(path: str, fragment: str, folder: str, picture: bool) -> Reference:
    document = path.endswith(".md") and not picture
    if path.startswith("../") or (document and (path.startswith("./") or "/" not in path)):
        return _inside(posixpath.join(folder, path), fragment, path, roots=("content", "media"))
    written, path = path, path.removeprefix("./")
    if path.startswith(("content/", "media/")):
        return _inside(path, fragment, written)
    if document:
        return _inside(f"content/{path}", fragment, written)
    if picture or _FILE.search(path):
        return _inside(f"media/{path}", fragment, written)
    hint = "begin it with https:// for another site, with / for an address of this one"
    return Reference(warning=f'"{path}" leads somewhere else on each page', hint=hint)


def _inside(path: str, fragment: str, written: str, roots: tuple[str, ...] = ()) -> Reference:
    """A document in content/ or a file in media/: an error where the path leads out of these (`roots`: or its own)."""
    if _UNFIT.search(path):
        return Reference(error=f"\"{written}\" can't be a file's name", hint="name a file with slashes: 2026/ferry.jpg")
    root, _, inner = posixpath.normpath(path).partition("/")
    within = roots or (path.partition("/")[0],)
    if root not in within or not inner:
        names = " and ".join(f"{name}/" for name in within)
        return Reference(error=f'"{written}" leads out of {names}', hint="name a file as it lies there")
    if root == "content" and not inner.endswith(".md"):
        return Reference(error=f'"{written}" isn\'t in media/', hint="put the file into media/ and name it here")
    return Reference(f"{root}:{inner}", fragment)


class References:
    """The references of one text: reads each target, and notes its line and what is wrong with it."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self.problems: list[Problem] = []
        self._text = text
        self._path = path
        self._folder = path.rpartition("/")[0]
        self._first_line = first_line
        self._tables = 0
        self._links: dict[str, int] = {}
        self._shown: set[str] = set()
        self._linked: set[str] = set()
        self._seen: dict[str, int] = {}
        self._count = 0

    @property
    def links(self) -> tuple[Link, ...]:
        """Each target that was found, once, in the order of the text."""
        ordered = sorted(self._links.items(), key=lambda link: link[1])
        return tuple(
            Link(target, self._place(position)[0], target in self._shown, target in self._linked)
            for target, position in ordered
        )

    def read(self, written: str, picture: bool) -> str | None:
        """What to write in the place of a target: itself, a mark, or None for one that is refused."""
        self._count += 1
        if self._count == MOST_LINKS + 1:
            message = f"the text has more than {MOST_LINKS:,} links and pictures"
            self._problem(problems.error, message, _PARTS, self._find(written))
        reference = refer(written, self._folder, picture)
        if reference.error:
            self._problem(problems.error, reference.error, reference.hint, self._find(written))
            return None
        if reference.warning:
            self._problem(problems.warning, reference.warning, reference.hint, self._find(written))
        if not reference.target:
            return written
        if reference.counted:
            position = self._find(written)
            self._links.setdefault(reference.target, position)
            if reference.target.startswith("media:"):
                (self._shown if picture else self._linked).add(reference.target)
        return reference.mark

    def next_table(self) -> str:
        """An id for the head of a table, unlike that of any other in the text."""
        self._tables += 1
        return f"table-{self._tables}"

    def note_depth(self) -> None:
        """Note that the text is nested too deeply to be converted."""
        deepest = max(_NESTING.finditer(self._text), key=lambda found: found.end() - found.start())
        hint = "take out some of the levels"
        self._problem(problems.error, "this is nested too deeply", hint, deepest.start())

    def note_length(self) -> None:
        """Note that the text is too long to be converted."""
        message = f"the text has {len(self._text):,} characters, more than {LONGEST_TEXT:,}"
        self._problem(problems.error, message, _PARTS, -1)

    def _problem(self, make: Callable[..., Problem], message: str, hint: str, position: int) -> None:
        line, column = self._place(position)
        excerpt = self._text.split("\n")[line - self._first_line] if column else ""
        self.problems.append(make(self._path, message, line=line, column=column, hint=hint, excerpt=excerpt))

    def _place(self, position: int) -> tuple[int, int]:
        """Line and column in the file; the first line of the text for what can't be found as it is written."""
        if position < 0:
            return self._first_line, 0
        line, column = place(self._text, position)
        return line + self._first_line - 1, column

    def _find(self, written: str) -> int:
        """Where a target stands in the text: Python-Markdown forgets it, so it is looked for, in order."""
        position = self._search(written, self._seen.get(written, -1) + 1)
        if position < 0 and (position := self._seen.get(written, -1)) < 0:
            # As in Markdown an escape or a tab may have become something else, its beginning must do.
            position = self._search(_CHANGED.split(written, maxsplit=1)[0], 0, cut=True)
        self._seen[written] = position
        return position

    def _search(self, written: str, start: int, cut: bool = False) -> int:
        text, position = self._text, start - 1
        while written and (position := text.find(written, position + 1)) >= 0:
            end = position + len(written)
            follows = _CHANGED.match(text, end) is not None if cut else text[end : end + 1] in _AFTER
            if follows and text[position - 1 : position] in _BEFORE:
                return position
        return -1
