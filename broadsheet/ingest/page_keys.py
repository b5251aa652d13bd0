"""Which of the things that a page says of itself are the article's: its authors and its dates."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

import msgspec

from broadsheet.article import When
from broadsheet.ingest import bylines, dates, instants
from broadsheet.ingest.manuscript import Action, Decision
from broadsheet.ingest.page_blocks import letters_of
from broadsheet.ingest.page_facts import Fact, Facts
from broadsheet.ingest.words import Words, all_words, fold
from broadsheet.settings import Settings

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
    r"network|magazine|editorial|reporters|correspondents|international|inc|ltd|llc|gmbh|contributors)\b\.?",
    re.I,
)
_STAFF = re.compile(
    r"\b(?:staff|team|newsroom|editors?|desk|redaktion|redacción|redaccion|rédaction|redaction|redação|redacao|"
    r"redazione|editorial|reporters?|correspondents?|admin\w*|webmaster|guest|user|by|von|por|par)\b",
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


def outlet_names(facts: Facts) -> list[str]:
    """What the outlet is called: by the page, and by its address."""
    names = [fact.value for fact in facts["source"]]
    for fact in facts["canonical"]:
        try:
            host = (urlsplit(fact.value.strip()).hostname or "").removeprefix("www.")
        except ValueError:
            continue
        parts = host.split(".")
        names += [host, parts[-2] if len(parts) == 2 else parts[0]] if len(parts) >= 2 else []
    return names


def authors(
    facts: Facts, shown: Sequence[Fact], says: Callable[[str], bool], choice: Choice
) -> tuple[tuple[str, ...], str]:
    """The people who wrote it, and the agency that it came from, if any.

    `shown` are the bylines that readers see; `says` tells whether a name stands on the page. What a page tells programs
    is one source among others: many name the outlet there, or who uploaded it.
    """
    words = all_words()
    outlet = {letters_of(fact.value) for fact in facts["source"]}
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
    nameless: list[Fact] = []
    for place, group in groups.items():
        found: list[str] = []
        for fact in group:
            names, one = _names(_turned(fact, says), outlet, words, place.startswith("json-ld"))
            agency = agency or one
            found += [name for name in names if name not in found]
            if not names:
                nameless.append(fact)
            elif not chosen:
                choice.move("page-author", fact, ", ".join(names), "authors", 0.95)
            elif _is_more(names, chosen):  # many pages tell programs only the first of several
                choice.move("page-author", fact, ", ".join(names), "authors", 0.9)
                chosen = list(names)
        chosen = chosen or found
    if not chosen and not agency and (firm := _organisation([*facts["firms"], *nameless], outlet_names(facts))):
        choice.move("page-author", firm, firm.value, "authors", 0.6)
        choice.review.append(f"the page names “{firm.value}” as its author, which may be no person")
        chosen = [firm.value]
    for fact in nameless:
        if fact.value not in chosen:
            choice.drop("no-author-name", fact, "no person's name")
    return _once(chosen), agency


def _turned(fact: Fact, says: Callable[[str], bool]) -> str:
    """A name as the page has it elsewhere: libraries' elements have the family name first, `Tolvane, Mira`."""
    family, _, given = fact.value.partition(",")
    turned = f"{given.strip()} {family.strip()}"
    is_library = re.search(r"dc(?:terms)?\.creator|citation_author", fact.place, re.I)
    return turned if is_library and given.strip() and "," not in given and says(turned) else fact.value


def _is_more(found: Sequence[str], chosen: Sequence[str]) -> bool:
    """Whether a byline has all the names that were chosen, and a few more."""
    theirs = {letters_of(name) for name in found}
    return len(chosen) < len(theirs) <= 6 and all(letters_of(name) in theirs for name in chosen)


def _organisation(named: Sequence[Fact], outlet: Sequence[str]) -> Fact | None:
    """What a page tells programs of its author, where that is no person but an organisation other than the outlet."""
    ours = {letters_of(name).removeprefix("the") for name in outlet}
    for fact in named:
        text = fact.value
        if not fact.place.startswith(("json-ld", "meta[")) or not 2 <= len(text.split()) <= 8 or len(text) > 70:
            continue
        if re.search(r"[\d@/\\|<>{}=:;!?]", text) or not text[:1].isupper() or _STAFF.search(text):
            continue
        letters = letters_of(text)
        if not any(letters in one or (len(one) >= 4 and one in letters) for one in ours):
            return fact
    return None


def _once(names: Sequence[str]) -> tuple[str, ...]:
    out: dict[str, str] = {}
    for name in names:
        out.setdefault(letters_of(name), name)
    return tuple(out.values())


def _agency_in(text: str, words: Words) -> str:
    found = bylines.parse(f"By {text}", words)
    return found.agency if found else ""


def _names(text: str, outlet: set[str], words: Words, sure: bool) -> tuple[list[str], str]:
    """The names in a value that should hold authors; none in an address, the outlet's own name, a user's name."""
    if re.match(r"(?:https?:)?//|www\.|@", text) or len(text) > 300 or letters_of(text) in outlet:
        return [], ""
    text = _LEAD.sub("", text).strip(" ,;|·•-–—")
    if not text or words.start("updated", text) or words.start("published", text):
        return [], ""
    if agency := _agency_in(text, words):
        first = bylines.parse(f"By {text}", words)
        return list(first.authors) if first else [], agency
    out: list[str] = []
    pieces = re.split(r"\s*[|;•·\n]\s*|\s{2,}|(?<=[^\W\d_]{3})\.\s+(?=[A-Z][^\W\d_]{3})", text)
    for piece in pieces[:12]:
        for name in _people(piece, words):
            if _is_desk(letters_of(name), outlet) or _FIRM.search(name) or fold(name) in _NO_ONE:
                continue
            out.append(name)
        if out and "|" in text and ";" not in text:
            break  # what follows is whom they write for
    if not out and sure and _is_first_name(text):
        out.append(text)
    return out, ""


def _is_desk(name: str, outlet: set[str]) -> bool:
    """Whether a name is the outlet's, or begins with it, as those of its desks do."""
    cores = {one.removeprefix("the") for one in outlet}
    return name in outlet or any(len(core) >= 4 and name.startswith(core) for core in cores)


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
