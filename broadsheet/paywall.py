"""Where a paid text is cut: what comes after the marker is read for its mistakes and is in nothing that is kept."""

import re

import msgspec

from broadsheet import markup
from broadsheet.markup import Body

MARKER = "<!-- paywall -->"
"""How editors write it, and what ends the kept body of a text that was cut."""

_MARKER = re.compile(r"<!--\s*paywall\s*-->", re.IGNORECASE)
_LINK = re.compile(
    r"^ {0,3}\[([^\]\n^][^\]\n]*)\]:[ \t]*\S+(?:[ \t]+(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\)))?[ \t]*$", re.MULTILINE
)
_NOTE = re.compile(
    r"^ {0,3}\[(\^[^\]\n]+)\]:[^\n]*(?:\n(?! {0,3}\[[^\]\n]+\]:)[^\n]+|\n+(?: {4}|\t)[^\n]+)*", re.MULTILINE
)


def is_marked(text: str) -> bool:
    """Whether a Markdown text says where it is to be cut."""
    return "<!--" in text and _MARKER.search(text) is not None


def cut(text: str, whole: Body, path: str, first_line: int) -> Body:
    """The body of what stands before the marker, with the marker at its end; `whole` is the body of all of it.

    Words are those of the whole. Addresses and footnotes that the open part refers to may stand after the marker.
    """
    found = _MARKER.search(text)
    if found is None:
        return whole
    head, rest = text[: found.start()].rstrip(), text[found.end() :]
    said = head.casefold()
    kept = [
        one[0].rstrip()
        for pattern in (_LINK, _NOTE)
        for one in pattern.finditer(rest)
        if f"[{one[1].casefold()}]" in said
    ]
    part = markup.convert("\n\n".join([head, *kept]), path, first_line)
    return msgspec.structs.replace(whole, html=f"{part.html}\n{MARKER}".lstrip("\n"), links=part.links)
