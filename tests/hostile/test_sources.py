"""A source of twice the length takes ingest twice the calls of Python's and of C's, whatever it is made of."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from broadsheet.ingest import Known, front_matter, known_formats
from broadsheet.ingest.contract import held
from broadsheet.ingest.formats import Format, Item, RawSource
from broadsheet.ingest.manuscript import Manuscript
from broadsheet.ingest.readable import readable
from broadsheet.ingest.sanitise import sanitise
from tests.hostile.counting import calls
from tests.ingest.newsroom import LONG, SETTINGS

KNOWN = Known(SETTINGS)

HTML = {
    "paragraphs": "<p>One line of {n} it is said.</p>",
    "the same paragraph": "<p>One line of it is said.</p>",
    "short paragraphs": "<p>a</p>",
    "headings": "<h2>Head {n}</h2>",
    "breaks": "a<br>",
    "numbered breaks": "{n} a<br>",
    "links": '<p>One line with <a href="http://x.test/{n}">a link of {n}</a> in it.</p>',
    "pictures": '<p>One line of {n} it is said.</p><figure><img src="a{n}.jpg"><figcaption>c {n}</figcaption></figure>',
    "rows": "<tr><td>a</td></tr>",
    "notes": '<sup><a href="#fn{n}">{n}</a></sup>',
    "descriptions": '<meta property="article:tag" content="t{n}">',
    "bylines": "<p>By Mira Tolvane</p>",
    "frames": '<iframe src="https://www.youtube.com/embed/{n}"></iframe>',
    "brackets": "[",
}
TEXT = {
    "paragraphs": "One line of {n} it is said.\n\n",
    "short lines": "a\n",
    "short paragraphs": "a\n\n",
    "heads": "HEAD {n}\n\n",
    "items": "- a {n}\n",
    "columns": "a\tb\n",
    "figures in columns": "a\t{n}\n",
    "bylines": "By Mira Tolvane\n\n",
    "addresses": "http://x.test/{n} ",
    "notes": "[{n}] note\n",
    "questions": "Q: what {n}?\n\nA: that {n}.\n\n",
    "keys": "Tags: a{n}\n",
    "one word": "a",
    "brackets": "[",
}


def page(inner: str) -> str:
    return (
        "<!doctype html><html><head><title>Ferry runs</title></head>"
        f"<body><article><h1>Ferry runs</h1><p>{LONG}</p>{inner}<p>{LONG}</p></article></body></html>"
    )


def google(inner: str) -> str:
    return page(inner).replace("<head>", '<head><meta name="generator" content="Google Docs">')


def ninjs(inner: str) -> str:
    return json.dumps({"uri": "x:1", "type": "text", "headline": "Ferry runs", "body_html": f"<p>{LONG}</p>{inner}"})


def plain(inner: str) -> str:
    return f"Ferry runs\n\nBy Mira Tolvane\n\n{LONG}\n\n{inner}\n\n{LONG}\n"


def archieml(inner: str) -> str:
    return f"headline: Ferry runs\n[+body]\n{LONG}\n\n{inner}\n[]\n"


def mail(inner: str) -> str:
    head = "From: a@x.test\nTo: b@x.test\nSubject: Ferry\nDate: Mon, 01 Jan 2031 10:00:00 +0000\n"
    return f"{head}Content-Type: text/plain; charset=utf-8\n\nFerry runs\n\n{LONG}\n\n{inner}\n"


MAILED = {unit: TEXT[unit] for unit in ("paragraphs", "short lines", "columns", "addresses", "keys")}
PARTED = {unit: HTML[unit] for unit in ("paragraphs", "breaks", "numbered breaks", "notes")}
FORMATS: dict[str, tuple[str, Callable[[str], str], dict[str, str]]] = {
    "html_page": ("a.html", page, HTML),
    "google_docs": ("a.html", google, PARTED),
    "ninjs": ("a.json", ninjs, PARTED),
    "plain_text": ("a.txt", plain, TEXT),
    "archieml": ("a.aml", archieml, MAILED),
    "mail": ("a.eml", mail, MAILED),
}
CASES = [(module, unit) for module, (_, _, units) in FORMATS.items() for unit in units]


def read(kind: Format, raw: RawSource) -> int:
    """Make articles of a source, as far as to the text of their files; how many."""
    made = 0
    for item in kind.items(raw, KNOWN):
        found = kind.manuscript(item, raw, KNOWN) if isinstance(item, Item) else item
        if isinstance(found, Manuscript) and (fit := readable(sanitise(found))):
            front_matter.render(held(fit, SETTINGS), "x-1", "2031-03-12T09:30:15+00:00", False)
            made += 1
    return made


def taken_in(kind: Format, raw: RawSource) -> int:
    """How many calls it takes to read a source."""
    made: list[int] = []
    counted = calls(lambda: made.append(read(kind, raw)))
    assert made[0], "nothing was read, so nothing is shown"
    return counted


@pytest.mark.parametrize(("module", "unit"), CASES)
def test_twice_the_source_takes_twice_the_calls(module: str, unit: str, tmp_path: Path) -> None:
    name, whole, units = FORMATS[module]
    kind = next(kind for kind in known_formats() if type(kind).__module__.endswith(f".{module}"))

    def source(number: int) -> RawSource:
        file = tmp_path / str(number) / name
        file.parent.mkdir()
        file.write_text(whole("".join(units[unit].replace("{n}", str(n)) for n in range(number))))
        return RawSource(f"seeds/{name}", file)

    read(kind, source(10))  # what is made once in a process is made
    once = taken_in(kind, source(100))
    assert taken_in(kind, source(200)) <= 2.2 * once + 500
