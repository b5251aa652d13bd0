"""What a page shows of others, as the address that one would send to a friend."""

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

if TYPE_CHECKING:
    from bs4 import Tag

_PLAYERS = (
    (
        re.compile(r"^https?://(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{5,})"),
        "https://www.youtube.com/watch?v={}",
    ),
    (re.compile(r"^https?://player\.vimeo\.com/video/(\d+)"), "https://vimeo.com/{}"),
    (re.compile(r"^https?://open\.spotify\.com/embed/(\w+/\w+)"), "https://open.spotify.com/{}"),
)


def address_of(element: "Tag", base: str) -> str:
    """Where an iframe, a video or a recording lies; empty where it doesn't say."""
    written = ""
    for name in ("src", "data-src", "data"):
        written = written or str(element.get(name) or "").strip()
    if not written:
        source = element.find(["source", "embed"], src=True)
        written = str(source["src"]).strip() if source is not None else ""
    if not written or written.startswith(("about:", "data:")):
        return ""
    if written.startswith("//"):
        written = f"https:{written}"
    try:
        whole = urljoin(base, written) if base else written
    except ValueError:
        return ""
    for pattern, address in _PLAYERS:
        if found := pattern.match(whole):
            return address.format(found[1])
    return whole if whole.startswith(("http://", "https://", "/")) else ""
