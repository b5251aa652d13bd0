"""The word lists, by language: data files in words/, looked up on lines brought to one form."""

import functools
import re
import tomllib
import unicodedata
from importlib import resources
from typing import Any

import msgspec

LANGUAGES = ("en", "es", "de", "fr", "pt", "it")

_SAME = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
_SPACE = re.compile(r"\s+")
_AFTER = " :,.;-|([?!"
"""What may stand behind the beginning of a line that a list has."""
_MARKS = 2
"""How many marks may stand apart behind it."""
_EDGE = " \t:.,;!?…|»«›‹>→←↑↓▸►▶▼•·*“”\"'()#_=~-"


@functools.lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """A line as the lists have it: lower case, plain quotes and dashes, no marks at its ends."""
    folded = _SPACE.sub(" ", text.translate(_SAME)).strip()
    return folded.strip(_EDGE).casefold() or folded.casefold()


class Words(msgspec.Struct, frozen=True):
    """The lists of some languages together, each by its name in the data files."""

    lists: dict[str, frozenset[str]]
    months: dict[str, int]
    zones_fixed: dict[str, str]
    zones_named: dict[str, str]
    firsts: dict[str, dict[str, int]]
    """For each list, how many words its longest entry with that first word has."""

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.lists.get(name, frozenset())

    def has(self, name: str, text: str) -> bool:
        """Whether the whole line stands in the list."""
        return fold(text) in self[name]

    def start(self, name: str, text: str) -> str:
        """The longest entry that the line begins with, as a whole word; empty when there is none."""
        return _longest_start(fold(text), self[name], self.firsts.get(name, {}))

    def inside(self, name: str, text: str) -> int:
        """How many entries of the list stand in the line."""
        folded = fold(text)
        return sum(1 for entry in self[name] if entry in folded and _whole(entry, folded))

    def label(self, name: str, text: str) -> tuple[str, str] | None:
        """A line `LABEL: rest` whose label is in the list, as (label, rest); None when it isn't one."""
        head, colon, rest = text.partition(":")
        if not colon:
            head, colon, rest = text.partition("：")
        if colon and fold(head) in self[name]:
            return head.strip(), rest.strip()
        return None


def _longest_start(folded: str, entries: frozenset[str], firsts: dict[str, int]) -> str:
    """`firsts` is only there to be quick: most lines begin with no entry's first word."""
    first = folded.partition(" ")[0]
    most = max(firsts.get(first, 0), firsts.get(first.rstrip(_AFTER), 0))
    if not most:
        return ""
    pieces = folded.split(" ", most + _MARKS)[: most + _MARKS]
    for count in range(len(pieces), 0, -1):
        head = " ".join(pieces[:count]).rstrip(_AFTER)
        if head in entries:
            return head
    return ""


def _whole(entry: str, folded: str) -> bool:
    """Whether the entry stands in the line between the edges of words."""
    return re.search(rf"(?<!\w){re.escape(entry)}(?!\w)", folded) is not None


@functools.cache
def words_of(*languages: str) -> Words:
    """The lists of these languages (those that there are), with the ones that all share."""
    lists: dict[str, set[str]] = {}
    months: dict[str, int] = {}
    shared = _data("shared")
    for data in (shared, *(_data(language) for language in languages if language in LANGUAGES)):
        for name, value in data.items():
            if name == "months":
                for number, names in enumerate(value, 1):
                    for month in names:
                        months.setdefault(unicodedata.normalize("NFC", month), number)
            elif isinstance(value, list):
                lists.setdefault(name, set()).update(value)
    return Words(
        {name: frozenset(entries) for name, entries in lists.items()},
        months,
        shared["zones_fixed"],
        shared["zones_named"],
        {name: _firsts(entries) for name, entries in lists.items()},
    )


def _firsts(entries: set[str]) -> dict[str, int]:
    out: dict[str, int] = {}
    for entry in entries:
        first, count = entry.partition(" ")[0], entry.count(" ") + 1
        out[first] = max(count, out.get(first, 0))
    return out


def all_words() -> Words:
    """The lists of all languages together: for what can't be mistaken, whatever language it is in."""
    return words_of(*LANGUAGES)


@functools.cache
def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(
        resources.files("broadsheet.ingest").joinpath("words").joinpath(f"{name}.toml").read_text("utf-8")
    )
