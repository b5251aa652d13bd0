"""What editors write in content/: articles, desk.yaml, redirects.tsv; and the addresses that are made of it."""

from collections.abc import Iterable

from broadsheet import addresses, content, desk, front_matter, redirects, takedowns
from broadsheet.front_matter import Findings
from broadsheet.ingest.front_matter import scalar
from broadsheet.slugs import slugify
from tests.fuzz import promises
from tests.fuzz.targets import target
from tests.ingest.newsroom import LONG, SETTINGS

PATH = "content/2031/03/ferry.md"
_YAML = (
    *(
        "---\n",
        "title: ",
        "date: ",
        "draft: yes\n",
        "expires: 2031-03-12\n",
        "tags: [a, b]\n",
        "  - x\n",
        "- ",
        "? a\n",
        "&a ",
        "*a",
    ),
    *(
        "!!str ",
        "!x ",
        "|\n  ",
        ">-\n  ",
        "<<: *a\n",
        '"\\x',
        "'",
        "{",
        "}",
        "[",
        "]",
        "#",
        " #x",
        ": ",
        "\t",
        "...\n",
        "%YAML 1.1\n",
    ),
    *(
        "image:\n  src: a.jpg\n",
        "corrections:\n  - text: x\n    date: 2031-03-12\n",
        "extra:\n  a:\n    b: [c]\n",
        "@",
        "`",
        "~",
    ),
    *(
        "[[[[[[[[[[[[[[",
        "{a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: ",
        "audio: {src: a.mp3, duration: 99:99:99}\n",
    ),
)
_DESK = (
    *_YAML,
    "takedowns:\n",
    "zones:\n",
    "pins:\n",
    "breaking:\n",
    "article:x",
    "address: /news/a.html\n",
    "expires: x\n",
    "size: ²\n",
)


def _articles() -> Iterable[bytes]:
    yield f"""---
title: "Ferry: to run again"
dek: After two winters
section: news
authors: [Mira Tolvane, 'Oto Brisk']
tags: a, b
date: 2031-03-12 09:30
updated: 2031-03-13T10:00:00+01:00
image: {{src: a.jpg, alt: A, focus: 50 50}}
gallery:
  - b.jpg
corrections:
  - date: 2031-03-13
    text: >-
      It was
      Monday.
notes: [{{kind: editor, text: Note}}]
aliases: [/old/a.html]
canonical: https://x.example/a?b=1
extra: {{mood: calm}}
---

{LONG} [link](other.md) *and* <b>bold</b>

<!-- paywall -->
""".encode()
    yield b"---\ntitle: A\ndraft: true\nexpires: 2031-03-12\n---\nText\n"
    yield b"\xef\xbb\xbf\n---\r\ntitle: A\r\nurl: /x/a.html\r\n---\r\nText"


@target("content-article", _articles, syntax="lines", tokens=_YAML)
def reads_an_article(data: bytes) -> None:
    """Whatever a file in content/ holds: an article or its problems, each at a place that the file has."""
    text = promises.as_lines(data)
    for path in (PATH, "content/pages/about.md"):
        reading = content.read(data, path, SETTINGS)
        promises.fits(reading.problems, text)
        assert (reading.document is None) == bool(promises.errors(reading.problems)), "neither read nor told of"
        assert content.read(data, path, SETTINGS) == reading, "twice isn't the same"
        if reading.document:
            assert reading.document.article.title
            assert addresses.check(addresses.article_address(reading.document.article, SETTINGS)) is None
    for key in ("title", "image", "aliases"):
        line, column, excerpt = content.place_of(data, PATH, key, "/old/a.html" if key == "aliases" else "")
        assert 0 <= line <= text.count("\n") + 1
        assert column >= 0
        assert excerpt in text


@target("content-scalar", lambda: [b"Ferry: to run", b"2031-03-12", b"yes", b"a\nb", b"'a' #b", b'"c\\'], tokens=_YAML)
def writes_a_text_and_reads_it(data: bytes) -> None:
    """A text that ingest writes into front matter is the text that is read there."""
    text = front_matter.without_forbidden(data.decode("utf-8", "replace")).replace("\x85", " ")
    findings = Findings(PATH)
    fields = front_matter.fields_of(f"x: {scalar(text)}\n", findings)
    assert findings.problems == []
    assert fields is not None
    node = fields["x"][1]
    assert isinstance(node, front_matter.Text)
    assert node.value == text


def _desks() -> Iterable[bytes]:
    yield b"""pins:
  - content:2031/03/ferry.md
  - article: article:ferry-1
    expires: 2031-03-12 10:00
zones:
  - title: Top
    look: lead
    size: 5
    pins: [content:2031/03/a.md]
  - title: News
    filter: {sections: [news], without: [sponsored]}
  - id: own
    filter: none
breaking:
  text: "It happened: now"
  link: /news/a.html
  expires: 2031-03-12
takedowns:
  - article:ferry-2
  - address: /news/2031/03/b.html
    reason: A court said so
    date: 2031-03-12
"""
    yield b"takedowns: [/news/a.html, 'content:2031/03/x.md']\npins: broken: here\n"


@target("content-desk", _desks, syntax="lines", tokens=_DESK)
def reads_the_desk(data: bytes) -> None:
    """Whatever desk.yaml holds; what is taken down stays so, whatever is wrong elsewhere in it."""
    found, problems = desk.read(data, desk.PATH, SETTINGS)
    promises.fits(problems, promises.as_lines(data))
    assert (found is None) == bool(promises.errors(problems))
    alone, whole = takedowns.alone(data, desk.PATH, SETTINGS)
    if found is not None and whole:
        assert alone == found.takedowns
    for down in alone:
        assert down.article or addresses.check(down.address) is None


@target("content-takedowns", _desks, syntax="lines", tokens=_DESK)
def keeps_takedowns(data: bytes) -> None:
    """A takedown that stands at the end of a desk.yaml counts, whatever stands before it."""
    if "takedowns" in front_matter.without_forbidden(data.decode("utf-8", "replace")):
        return
    alone, _ = takedowns.alone(data + b"\ntakedowns:\n  - article:ferry-2\n", desk.PATH, SETTINGS)
    assert [down.article for down in alone] == ["article:ferry-2"]


def _redirects() -> Iterable[bytes]:
    yield b"# old\n/politics/old.html\tarticle:ferry-1\n/a.html\t/b.html\n/b.html\t/a.html\n/c/\thttps://x.example/?a=1#b\n"


@target(
    "content-redirects",
    _redirects,
    tokens=("\t", "\n", "/", "article:", "content:", "https://tide.example/", "%00", "%2e%2e/"),
)
def reads_redirects(data: bytes) -> None:
    """Each line of redirects.tsv is one, or is told of."""
    rows, problems = redirects.rows(data, SETTINGS)
    promises.fits(problems, None)
    lines = data.decode("utf-8", "replace").removeprefix("\ufeff").splitlines()
    for row in rows:
        assert lines[row.line - 1] == row.excerpt
        assert addresses.check(row.redirect.origin) is None
        assert addresses.reserved(row.redirect.origin, SETTINGS) is None
        redirects.leads(row.redirect.target, SETTINGS.outlet.url)
    for problem in problems:
        assert problem.excerpt == lines[problem.line - 1]
        assert problem.column <= len(problem.excerpt) + 1


@target(
    "content-addresses",
    lambda: [b"/news/2031/03/a.html", b"/tags/%C3%A4/", b"Ferry: to run \xe2\x80\x94 again"],
    tokens=("..", "%2f", "%00", ".html", "/index.html"),
)
def makes_addresses(data: bytes) -> None:
    """Slugs are slugs, and what a link says leads back to its address."""
    text = data.decode("utf-8", "replace")
    slug = slugify(text)
    assert len(slug) <= 80
    assert slugify(slug) == slug
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    for address in addresses.answering(text, SETTINGS):
        addresses.reserved(address if address.startswith("/") else f"/{address}", SETTINGS)
        addresses.folders(address)
    if addresses.check(text) is None:
        assert "/../" not in f"{text}/"
        assert text in addresses.answering(addresses.href(text, SETTINGS), SETTINGS)
    addresses.file_of(text)
    assert addresses.fold(addresses.fold(text)) == addresses.fold(text)
