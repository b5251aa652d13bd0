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
    target = html.unescape(written).strip()
    if not target or target.startswith(("#", "//", MARK)):
        return ELSEWHERE
    bare = _IGNORED.sub("", target).lower()
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
            return _inside(unquote(path).lstrip("/"), fragment)
        return Reference(f"{_SITE}{target.replace(MARK, '').replace(MARK_END, '')}")
    return _relative(unquote(path), fragment, folder, picture)


def _with_scheme(scheme: str, target: str, end: int, picture: bool) -> Reference:
    rest, _, fragment = target[end:].partition("#")
    if scheme == "article" and not picture:
        return Reference(f"article:{rest.strip()}", fragment)
    if scheme == "content" and not picture:
        return _inside(f"content/{unquote(rest).lstrip('/')}", fragment)
    if scheme == "media":
        return _inside(f"media/{unquote(rest).lstrip('/')}", fragment)
    if picture and scheme in ("http", "https"):
        warning = "readers' browsers would fetch this picture from another site"
        return Reference(warning=warning, hint="put the file into media/ and name it here")
    return ELSEWHERE


def _relative(path: str, fragment: str, folder: str, picture: bool) -> Reference:
    if path.startswith("./"):
        path = path[2:]
        climbs = "/" not in path
    else:
        climbs = path.startswith("../") or ("/" not in path and path.endswith(".md"))
    if climbs and (path.endswith(".md") or path.startswith("../")):
        return _inside(posixpath.join(folder, path), fragment, written=path)
    if path.startswith(("content/", "media/")):
        return _inside(path, fragment)
    if path.endswith(".md") and not picture:
        return _inside(f"content/{path}", fragment)
    if picture or _FILE.search(path):
        return _inside(f"media/{path}", fragment)
    hint = "begin it with https:// for another site, with / for an address of this one"
    return Reference(warning=f'"{path}" leads somewhere else on each page', hint=hint)


def _inside(path: str, fragment: str, written: str = "") -> Reference:
    """A file in content/ or media/; an error where the path leads out of it."""
    root, _, _ = path.partition("/")
    normal = posixpath.normpath(path)
    # A path that goes up is fit as long as it comes to lie in one of the two folders.
    home = next((name for name in ("content", "media") if normal.startswith(f"{name}/")), "")
    if not home or (not written and home != root) or _UNFIT.search(path):
        name = written or path.partition("/")[2]
        return Reference(
            error=f'"{name}" leads out of {root}/', hint="name a file inside it, such as 2026/11/budget.md"
        )
    return Reference(f"{home}:{normal.partition('/')[2]}", fragment)
