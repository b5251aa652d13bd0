"""What a link or a picture in a body leads to: something of ours, which is marked, or something else.

Marks stand in the kept HTML where an address would, as MARK, target, MARK_END, and are resolved when a page is made.
"""

import html
import posixpath
import re
from typing import NamedTuple
from urllib.parse import unquote

from broadsheet.article import MARK, MARK_END

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
    target = _ENTITY.sub(lambda entity: html.unescape(entity[0]), written).strip()
    if not target or MARK in target or target.startswith(("#", "//")):
        return ELSEWHERE
    bare = _IGNORED.sub("", html.unescape(target)).lower()
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
