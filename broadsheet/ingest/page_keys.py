"""Which of the things that a page says of itself are the article's: its headline, authors, dates, section and tags."""

import datetime as dt
import re
from collections.abc import Sequence

import msgspec

from broadsheet.article import When
from broadsheet.ingest import bylines, dates, instants
from broadsheet.ingest.manuscript import Action, Decision
from broadsheet.ingest.page_facts import Fact, Facts
from broadsheet.ingest.words import Words, all_words, fold
from broadsheet.settings import Settings

_SEPARATORS = re.compile(r"\s+[|\-–—:•·»«~/]+\s+|\s*[|»«]\s*")
_NO_ONE = frozenset(
    re.findall(
        r"[^ ]+",
        "admin administrator editor editors editorial staff webmaster author redaktion redacción redaccion"
        " rédaction redaction redação redacao redazione newsroom desk team guest contributor contributors user"
        " root anonymous unknown none null undefined web online wordpress superuser",
    )
)
_FIRM = re.compile(
    r"\b(?:staff|team|newsroom|editors|desk|news|media|press|redaktion|redacción|rédaction|redação|redazione|service|"
    r"network|magazine|editorial|reporters|correspondents|inc|ltd|llc|gmbh|contributors)\b\.?",
    re.I,
)
_LEAD = re.compile(
    r"^(?:by|written by|words by|por|von|par|di|da|door|av|af|text|autor|author|posted by|story by)\b[:\s]+", re.I
)
_EARLIEST = dt.datetime(1000, 1, 1, tzinfo=dt.UTC)


class Choice(msgspec.Struct):
    """The keys that were chosen, and how."""

    decisions: list[Decision] = []
    review: list[str] = []

    def move(self, rule: str, fact: Fact, after: str, field: str, confidence: float = 0.95) -> None:
        """Notes that what stands at a place of the page went to a key."""
        self.decisions.append(Decision(0, rule, Action.MOVED, fact.value, after, confidence, field, fact.place))

    def drop(self, rule: str, fact: Fact, why: str = "") -> None:
        """Notes that what stands at a place of the page went nowhere."""
        self.decisions.append(Decision(0, rule, Action.DROPPED, fact.value[:500], why, 0.9, path=fact.place))


def headline(facts: Facts, choice: Choice) -> str:
    """The headline: what the page shows as one and says to be one; what is glued to it of the outlet's name is cut."""
    said = [*facts["title"], *facts["page_title"]]
    if not said and not facts["h1"]:
        return ""
    names = [fact.value for fact in facts["source"]]
    shown = [fact for fact in facts["h1"] if not any(fold(fact.value) == fold(name) for name in names)]
    told = {_bare(fact.value, names) for fact in said}
    best: tuple[Fact, str, float] | None = None
    for fact in shown:  # the page's own heading, where what it says to programs is the same, or cut short
        if any(_is_start(one, _letters(fact.value)) for one in told):
            best = (fact, fact.value, 0.98)
            break
    if best is None:
        for fact in shown:  # or has the outlet's name behind it, whatever that is
            text = fact.value.rstrip(" ¶#§")
            if any(_SEPARATORS.match(one.value, len(text)) for one in said if one.value.startswith(text)):
                best = (fact, text, 0.9)
                break
    if best is None:
        for fact in [*facts["title"], *facts["page_title"]]:
            text = _without_outlet(fact.value, names, [one.value for one in said])
            if text:
                best = (fact, text, 0.9)
                break
    if best is None and shown:
        best = (shown[0], shown[0].value, 0.8)
    if best is None:
        return ""
    fact, text, sure = best
    choice.move("page-title", fact, text, "title", sure)
    for other in facts["title"]:
        if _bare(other.value, names) != _bare(text, names) and not _letters(other.value).startswith(_letters(text)):
            choice.drop("other-title", other, "another headline for programs")
    return text


def _is_start(told: str, shown: str) -> bool:
    """Whether a title for programs is the heading, or what is left of it where titles are cut; no mere word of it."""
    return bool(told) and (told == shown or (len(told) >= 20 and shown.startswith(told)))


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _bare(text: str, names: Sequence[str]) -> str:
    return _letters(_without_outlet(text, names, ()))


def _without_outlet(text: str, names: Sequence[str], others: Sequence[str]) -> str:
    """`Dam opens early - The Varga Courier` without the outlet: cut at a separator only.

    What follows must be the outlet's name, or another title of the page must say the first part alone.
    """
    matches = list(_SEPARATORS.finditer(text))
    known = {_letters(name) for name in names if name}
    alone = {_letters(other) for other in others}
    for match in matches:
        head, tail = text[: match.start()].strip(), text[match.end() :].strip()
        if head and (_letters(tail) in known or _letters(head) in alone):
            return head
    for match in reversed(matches):
        head, tail = text[: match.start()].strip(), text[match.end() :].strip()
        if head and _letters(tail) and any(_letters(tail) in name or name in _letters(tail) for name in known if name):
            return _without_outlet(head, names, others) if match.start() else head
    return text


def authors(facts: Facts, shown: Sequence[Fact], choice: Choice) -> tuple[tuple[str, ...], str]:
    """The people who wrote it, and the agency that it came from, if any.

    `shown` are the bylines that readers see. What a page tells programs is one source among others: many name the
    outlet there, or who uploaded it.
    """
    words = all_words()
    outlet = {_letters(fact.value) for fact in facts["source"]}
    agency = ""
    groups: dict[str, list[Fact]] = {}
    for fact in [*facts["authors"], *shown]:
        groups.setdefault(fact.place, []).append(fact)
    for fact in facts["firms"]:
        if not agency and bylines.parse(f"By {fact.value}", words):
            agency = _agency_in(fact.value, words)
            if agency:
                choice.move("page-agency", fact, agency, "agency", 0.8)
    chosen: list[str] = []
    for place, group in groups.items():
        found: list[str] = []
        for fact in group:
            names, one = _names(fact.value, outlet, words, place.startswith("json-ld"))
            agency = agency or one
            found += [name for name in names if name not in found]
            if names and not chosen:
                choice.move("page-author", fact, ", ".join(names), "authors", 0.95)
            elif not names:
                choice.drop("no-author-name", fact, "no person's name")
        if found and not chosen:
            chosen = found
    return _once(chosen), agency


def _once(names: Sequence[str]) -> tuple[str, ...]:
    out: dict[str, str] = {}
    for name in names:
        out.setdefault(_letters(name), name)
    return tuple(out.values())


def _agency_in(text: str, words: Words) -> str:
    found = bylines.parse(f"By {text}", words)
    return found.agency if found else ""


def _names(text: str, outlet: set[str], words: Words, sure: bool) -> tuple[list[str], str]:
    """The names in a value that should hold authors; none in an address, the outlet's own name, a user's name."""
    if re.match(r"(?:https?:)?//|www\.|@", text) or len(text) > 300 or _letters(text) in outlet:
        return [], ""
    text = _LEAD.sub("", text).strip(" ,;|·•-–—")
    if not text:
        return [], ""
    if agency := _agency_in(text, words):
        first = bylines.parse(f"By {text}", words)
        return list(first.authors) if first else [], agency
    out: list[str] = []
    pieces = re.split(r"\s*[|;•·\n]\s*|\s{2,}|(?<=[^\W\d_]{3})\.\s+(?=[A-Z][^\W\d_]{3})", text)
    for piece in pieces[:12]:
        for name in _people(piece, words):
            if _letters(name) in outlet or _FIRM.search(name) or fold(name) in _NO_ONE:
                continue
            out.append(name)
        if out and "|" in text and ";" not in text:
            break  # what follows is whom they write for
    if not out and sure and _is_first_name(text):
        out.append(text)
    return out, ""


def _is_first_name(text: str) -> bool:
    """Whether one word can be all the name that somebody writes under: no user's name, no abbreviation."""
    plain = text.isalpha() and text[:1].isupper() and fold(text) not in _NO_ONE
    return plain and not (text.isupper() and text.isascii()) and not re.search(r"[a-z][A-Z]", text)


def _people(text: str, words: Words) -> list[str]:
    found = bylines.of_name(text, words) or bylines.parse(f"By {text}", words)
    if found and found.authors:
        return list(found.authors)
    return [text] if bylines.is_name(text, words) else []


def moment(
    facts: Sequence[Fact], rule: str, field: str, settings: Settings, language: str, choice: Choice
) -> When | None:
    """The first of the values that is a complete date; what can be read in two ways is left to the editor."""
    unsure: Fact | None = None
    for fact in facts:
        when = instants.read(fact.value, settings.zone)
        if when is None and re.search(r"[-/.,\s年]", fact.value):
            found = dates.find(fact.value, settings.zone, language)
            if len(found) == 1 and isinstance(found[0], dates.Found):
                when = found[0].when
            elif found:
                unsure = unsure or fact
        if when is None or when.at.year < _EARLIEST.year or when.at.timestamp() == 0:
            continue
        choice.move(rule, fact, dates.offset_text(when), field)
        return when
    if unsure is not None:
        choice.review.append(f"the {field} “{unsure.value}” is not complete, or can be read in two ways")
    return None
