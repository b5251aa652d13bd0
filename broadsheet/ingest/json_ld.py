"""JSON-LD that was copied along with a page's text: what a page says of its article to programs is good evidence."""

import json
import re

from broadsheet.ingest.manuscript import Action, Decision
from broadsheet.ingest.reading import Reading

_BEGINS = re.compile(r"^\s*(?:<script\b[^<>]{0,200}>\s*)?(?=[\[{])")
_ENDS = re.compile(r"^\s*+;?\s*+(?:</script\s*>)?\s*$", re.I)
_MARK = re.compile(r"\"@(?:context|type|graph)\"")
_ITS_KIND = re.compile(r"\"@(?:type|graph)\"")
_WORD = re.compile(r"[^\W\d_]{4,}")
_MOST, _LONGEST, _NEAR = 8, 200_000, 3
"""How many scripts are looked at, how long one may be, and within how many lines it must say what it is."""

Script = tuple[int, str]
"""The number of the line at which it begins, and its text."""


def split(lines: list[str]) -> tuple[list[str], list[Script]]:
    """The lines without the scripts in them, which become empty ones, and the scripts."""
    found: list[Script] = []
    tried, number = 0, 0
    out = list(lines)
    while number < len(lines) and tried < _MOST:
        begins = _BEGINS.match(lines[number])
        if not begins or not _MARK.search("\n".join(lines[number : number + _NEAR])[:_LONGEST]):
            number += 1
            continue
        tried += 1
        stop = _end(lines, number, begins.end())
        if stop:
            found.append((number + 1, "\n".join(lines[number:stop]).strip()))
            out[number:stop] = [""] * (stop - number)
        number = stop or number + 1
    return out, found


def _end(lines: list[str], start: int, at: int) -> int:
    """The line after the script that begins in a line; 0 where it is no JSON, or something else follows in its line."""
    text, size, stop = [], 0, start
    while stop < len(lines) and size < _LONGEST:
        text.append(lines[stop])
        size += len(lines[stop]) + 1
        stop += 1
    whole = "\n".join(text)
    try:
        _, end = json.JSONDecoder(strict=False).raw_decode(whole, at)
    except (ValueError, RecursionError):
        return 0
    if not _ITS_KIND.search(whole, at, end):
        return 0
    last = start + whole.count("\n", 0, end)
    rest = whole[end:].partition("\n")[0]
    if not _ENDS.match(rest):
        return 0
    if last + 1 < len(lines) and lines[last + 1].strip().lower() == "</script>":
        last += 1
    return last + 1


def read(reading: Reading, scripts: list[Script]) -> str:
    """Takes authors and dates from the scripts, where no header gave them; the headline that they say comes back.

    That headline counts where the text shows none: what a page shows its readers is its headline.
    """
    for line, text in scripts:
        reading.decisions.append(Decision(line, "json-ld", Action.DROPPED, text, "", 1.0))
    if not scripts:
        return ""
    from lxml import html

    from broadsheet.ingest import page_facts, page_keys

    bare = (re.sub(r"^<script\b[^<>]*>|</script\s*>$", "", text, flags=re.I) for _, text in scripts)
    safe = (one.replace("</", "<\\/") for one in bare)
    page = "".join(f'<script type="application/ld+json">{one}</script>' for one in safe)
    facts = page_facts.facts_of(html.document_fromstring(f"<html><head>{page}</head><body></body></html>"))
    fields, settings = reading.fields, reading.known.settings
    if not _is_of_this(reading, " ".join(fact.value for fact in facts["title"][:1])):
        reading.ask("data of another article stands in the text", scripts[0][0], "json-ld", scripts[0][1])
        return ""
    choice = page_keys.Choice()
    if not fields.authors:
        text = "\n".join(block.text for block in reading.blocks)
        authors, agency = page_keys.authors(facts, (), lambda name: name in text, choice)
        fields.authors, fields.agency = list(authors), fields.agency or agency
    language = settings.outlet.language
    for key in ("date", "updated"):
        if not getattr(fields, key):
            rule = "page-date" if key == "date" else "page-updated"
            setattr(fields, key, page_keys.moment(facts[key], rule, key, settings, language, choice))
    reading.decisions.extend(choice.decisions)
    if fields.updated and fields.date and fields.updated.at <= fields.date.at:
        fields.updated = None
    for question in choice.review:
        reading.ask(question)
    return facts["title"][0].value if facts["title"] else ""


def _is_of_this(reading: Reading, title: str) -> bool:
    """Whether the text speaks of what the headline speaks of."""
    words = {word.casefold() for word in _WORD.findall(title)}
    said = {word.casefold() for block in reading.blocks for word in _WORD.findall(block.text)}
    return len(words & said) * 2 >= len(words)
