"""Sentences that were glued together when a page's markup was lost: one space put in, and nothing else changed."""

import re

from broadsheet.ingest.blocks import WIDE_SCRIPT

_GLUE = re.compile(
    r"(?P<before>(?<![^\W\d_])[^\W\d_]{2,}+(?:[\"”’»)]?|\d*)|[%\d][\"”’»)])"
    r"(?P<mark>[.?!…][\"”’»)]?)(?P<after>[\"“«¿¡(]?[^\W\d_][^\s]*)"
)
_WEB = re.compile(r"https?://|www\.|@|\w\.\w+\.\w|[/_]")
_LONGEST_WORD = 300
_NAMES = frozenset(
    {
        "node",
        "vue",
        "next",
        "ember",
        "asp",
        "system",
        "rt",
        "st",
        "nat",
        "angular",
        "backbone",
        "express",
        "d",
        "mr",
        "mrs",
        "ms",
        "dr",
    }
)


def part(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The text with its glued sentences parted, and each place before and after."""
    if len(WIDE_SCRIPT.findall(text)) * 4 > len(text):
        return text, []
    changes: list[tuple[str, str]] = []
    words = text.split(" ")
    for place, word in enumerate(words):
        parted = _part_word(word)
        if parted != word:
            changes.append((word, parted))
            words[place] = parted
    return " ".join(words), changes


def _part_word(word: str) -> str:
    if len(word) > _LONGEST_WORD or _WEB.search(word) or not re.search(r"[.?!…]", word[:-1]):
        return word
    out, rest = "", word
    while True:
        match = _GLUE.search(rest)
        if not match:
            return out + rest
        at = match.start("after")
        head, tail = rest[:at], rest[at:]
        if _sentences(match["before"], match["mark"], match["after"]):
            out += head + " "
        else:
            out += head
        rest = tail


def _sentences(before: str, mark: str, after: str) -> bool:
    """Whether one sentence ends and another begins here: lower case before the mark, a capital after it."""
    bare_before = before.rstrip('"”’»)0123456789')
    bare_after = after.lstrip('"“«¿¡(')
    if not bare_after or not bare_after[0].isupper():
        return False
    if not bare_before or bare_before.casefold() in _NAMES:
        return False
    if not bare_before[-1].islower():
        return False
    letters = re.match(r"[^\W\d_]+", bare_after)
    assert letters is not None
    if letters.group().casefold() in ("net", "com", "org", "pdf", "js", "tv"):
        return False
    if len(letters.group()) == 1 and bare_after[1:2] == ".":
        return mark[0] != "." or len(bare_before) > 3
    return not (
        len(letters.group()) >= 2 and letters.group()[1:2].isupper() and mark[0] == "." and "." in bare_after[:4]
    )
