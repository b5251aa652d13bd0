"""Which of the titles that a page has for readers and for programs is the article's headline."""

import re
from collections.abc import Sequence

from broadsheet.ingest.page_blocks import letters_of
from broadsheet.ingest.page_facts import Fact, Facts
from broadsheet.ingest.page_keys import Choice, outlet_names
from broadsheet.ingest.words import all_words, fold

_SEPARATORS = re.compile(r"(?<!\s)(?:\s+[|\-–—:•·»«~/]+\s+|\s*[|»«]\s*|\s*_+\s*(?=\w)|\s+(?=\[[^\[\]]{2,60}\]$))")
_LEAST_COMMON = 0.6
_LEAST_WORDS = 4
_LEAST_LETTERS = 8


def headline(facts: Facts, choice: Choice) -> str:
    """The headline: what the page shows as one and says to be one; what is glued to it of the outlet's name is cut."""
    names = outlet_names(facts)
    found = _shown(facts, names) or _told(facts, names)
    if found is None:
        return ""
    fact, text, sure = found
    choice.move("page-title", fact, text, "title", sure)
    for other in facts["title"]:
        if _bare(other.value, names) != _bare(text, names) and not letters_of(other.value).startswith(letters_of(text)):
            choice.drop("other-title", other, "another headline for programs")
    return text


def _shown(facts: Facts, names: Sequence[str]) -> tuple[Fact, str, float] | None:
    """A heading of the page that a title for programs bears out."""
    said = [*facts["title"], *facts["page_title"]]
    outlet = {fold(name) for name in names}
    headings = [fact for fact in facts["h1"] if fold(fact.value) not in outlet]
    told = {_bare(fact.value, names) for fact in said}
    for fact in headings:  # where what it says to programs is the same, or cut short
        if any(_is_start(one, letters_of(fact.value)) for one in told):
            return fact, fact.value, 0.98
    sections = {fold(fact.value) for fact in facts["section"]} | all_words()["section"]
    lesser = [fact for fact in facts["heading"] if len(letters_of(fact.value)) >= _LEAST_LETTERS]
    for fact in [*headings, *lesser]:  # or has the outlet's name behind it, whatever that is
        text = fact.value.rstrip(" ¶#§")
        if fold(text) in sections or fold(text) in outlet:
            continue
        if any(_SEPARATORS.match(one.value, len(text)) for one in said if one.value.startswith(text)):
            return fact, text, 0.9
    for fact in lesser:
        if any(len(one) >= 20 and one == letters_of(fact.value) for one in told):
            return fact, fact.value, 0.9
    near = [fact for fact in headings if any(_common(fact.value, one.value) >= _LEAST_COMMON for one in facts["title"])]
    return (near[0], near[0].value, 0.8) if len(near) == 1 else None


def _told(facts: Facts, names: Sequence[str]) -> tuple[Fact, str, float] | None:
    """The title that the page has for programs, the most telling first; a heading where it has none for itself."""
    said = [*facts["title"], *facts["page_title"]]
    logos = [fact.value for fact in facts["h1"] if _is_logo(fact.value, facts)]
    headings = [fact for fact in facts["h1"] if fact.value not in logos and fold(fact.value) not in map(fold, names)]
    if not facts["title"] and len(headings) == 1 and len(headings[0].value.split()) >= _LEAST_WORDS:
        return headings[0], headings[0].value, 0.8
    for fact in said:
        if text := _without_outlet(fact.value, [*names, *logos], [one.value for one in said]):
            return fact, text, 0.9
    return (headings[0], headings[0].value, 0.8) if headings else None


def _is_logo(heading: str, facts: Facts) -> bool:
    """Whether a heading is the outlet's name: what the page's title ends with, behind something longer."""
    letters = letters_of(heading)
    for fact in facts["page_title"]:
        for match in _SEPARATORS.finditer(fact.value):
            head, tail = letters_of(fact.value[: match.start()]), letters_of(fact.value[match.end() :])
            if len(tail) >= 4 and len(head) > len(tail) and letters.startswith(tail):
                return True
    return False


def _common(one: str, other: str) -> float:
    """How much of the words of both titles is in the one and in the other."""
    ours, theirs = set(fold(one).split()), set(fold(other).split())
    return len(ours & theirs) / max(len(ours | theirs), 1) if len(ours) >= _LEAST_WORDS else 0.0


def _is_start(told: str, shown: str) -> bool:
    """Whether a title for programs is the heading, or what is left of it where titles are cut; no mere word of it."""
    return bool(told) and (told == shown or (len(told) >= 20 and shown.startswith(told)))


def _bare(text: str, names: Sequence[str]) -> str:
    return letters_of(_without_outlet(text, names, ()))


def _without_outlet(text: str, names: Sequence[str], others: Sequence[str]) -> str:
    """`Dam opens early - The Varga Courier` without the outlet: cut at a separator only.

    What follows must be the outlet's name, or another title of the page must say the first part alone.
    """
    matches = list(_SEPARATORS.finditer(text))
    known = {letters_of(name) for name in names if name}
    alone = {letters_of(other) for other in others}
    for match in matches:
        head, tail = text[: match.start()].strip(), text[match.end() :].strip()
        if head and (letters_of(tail) in known or letters_of(head) in alone):
            return head
    for match in reversed(matches):
        head, tail = text[: match.start()].strip(), text[match.end() :].strip()
        if head and any(_is_named(letters_of(tail), name) for name in known):
            return _without_outlet(head, names, others)
    return text


def _is_named(tail: str, name: str) -> bool:
    """Whether what stands behind a headline is the outlet's name, in short or with a little more."""
    return (len(tail) >= 3 and tail in name) or (len(name) >= 4 and name in tail and len(tail) <= 2 * len(name) + 8)
