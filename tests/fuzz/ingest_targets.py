"""Each format of ingest, given broken sources of its own kind: nothing but what is told comes out of it."""

import json
import re
import tempfile
from collections.abc import Callable, Iterable
from functools import cache
from html import unescape
from pathlib import Path

from broadsheet.ingest import Known, front_matter, known_formats
from broadsheet.ingest.contract import held
from broadsheet.ingest.formats import Format, Item, RawSource, UnreadableError, recognise
from broadsheet.ingest.manuscript import Manuscript, Passed
from broadsheet.ingest.readable import readable
from broadsheet.ingest.sanitise import sanitise
from broadsheet.ingest.twins import text_of
from tests.fuzz import promises, sources, tokens
from tests.fuzz.targets import target
from tests.ingest.newsroom import NOW, SETTINGS, Newsroom

KNOWN = Known(SETTINGS)
_MOST = 40
"""How many items of a source are looked at."""

_FORMATS: dict[str, tuple[str, str, Callable[[], Iterable[bytes]], str, tuple[str, ...]]] = {
    "archieml": ("archieml", "a.aml", sources.archieml, "lines", tokens.ARCHIEML),
    "blogger": ("blogger", "a.xml", sources.blogger, "markup", tokens.XML + tokens.HTML),
    "docx": ("docx", "a.docx", sources.docx, "markup", tokens.WORD),
    "eml": ("mail", "a.eml", sources.mails, "lines", tokens.MAIL + tokens.HTML),
    "feeds": ("feeds", "a.xml", sources.feeds, "markup", tokens.XML + tokens.HTML),
    "ghost": ("ghost", "a.json", sources.ghost, "json", tokens.JSON + tokens.HTML),
    "google-docs": ("google_docs", "a.html", sources.google_docs, "markup", tokens.HTML),
    "html-page": ("html_page", "a.html", sources.pages, "markup", tokens.HTML),
    "json-feed": ("json_feed", "a.json", sources.json_feeds, "json", tokens.JSON + tokens.HTML),
    "mhtml": ("html_page", "a.mhtml", sources.mhtml, "lines", tokens.MAIL + tokens.HTML),
    "newsml-1": ("newsml_1", "a.xml", sources.newsml_1, "markup", tokens.XML),
    "newsml-g2": ("newsml_g2", "a.xml", sources.newsml_g2, "markup", tokens.XML),
    "ninjs": ("ninjs", "a.json", sources.ninjs, "json", tokens.JSON + tokens.HTML),
    "nitf": ("nitf", "a.xml", sources.nitf, "markup", tokens.XML),
    "plain-text": ("plain_text", "a.txt", sources.texts, "lines", tokens.TEXT),
    "site-markdown": ("ssg", "2031-03-12-a.md", sources.site_pages, "lines", tokens.SITE + tokens.TEXT),
    "wxr": ("wxr", "a.xml", sources.wxr_exports, "markup", tokens.XML + tokens.HTML),
}


@cache
def _format(module: str) -> Format:
    return next(kind for kind in known_formats() if type(kind).__module__.endswith(f".{module}"))


def _check_of(module: str, name: str) -> Callable[[bytes], None]:
    def check(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, name)
            file.write_bytes(sources.document(data) if module == "docx" else data)
            raw = RawSource(f"seeds/{name}", file)
            kind = _format(module)
            first = _all(kind, raw)
            for made in first:
                _keeps(made)
            assert first == _all(kind, raw), "twice isn't the same"
            if module == "plain_text":
                _invents_nothing(first, data)

    return check


def _all(kind: Format, raw: RawSource) -> list[Manuscript]:
    """The articles of a source; what is told of it instead is told in words."""
    made = []
    try:
        assert isinstance(kind.recognise(raw.head(), raw.name), float | int)
        kind.edge_lines(raw)
    except (UnreadableError, OSError):
        pass
    try:
        for number, item in enumerate(kind.items(raw, KNOWN)):
            if number >= _MOST:
                break
            found = _one(kind, item, raw) if isinstance(item, Item) else item
            if isinstance(found, Manuscript):
                made.append(found)
    except UnreadableError as told:
        assert told.message.strip()
        assert told.hint.strip()
    except OSError as refused:
        assert str(refused).strip()
    return made


def _one(kind: Format, item: Item, raw: RawSource) -> Manuscript | Passed | None:
    try:
        made = kind.manuscript(item, raw, KNOWN)
    except UnreadableError as told:
        assert told.message.strip()
        assert told.hint.strip()
        return None
    if not isinstance(made, Manuscript):
        return made
    fit = readable(sanitise(made))
    return held(fit, SETTINGS) if fit else None


def _keeps(made: Manuscript) -> None:
    """What is written is read again, does nothing, and can be told apart."""
    text_of(made)
    data = front_matter.render(made, made.id or "x-1", "2031-03-12T09:30:15+00:00", bool(made.draft))
    body = promises.is_read_again(made, data, "content/2031/03/a.md")
    promises.is_inert(body)
    promises.is_inert(made.body)
    for decision in made.decisions:
        assert decision.line >= 0


def _invents_nothing(found: list[Manuscript], data: bytes) -> None:
    """Each word of a plain text's article stands in the text."""
    from broadsheet.ingest.decode import decode

    for made in found:
        text = decode(data)[0]
        ways = (text, re.sub(r"<[^<>]*>", "", text), unescape(text))
        whole = " ".join(map(promises.letters, ways))
        for word in made.title.split():
            assert promises.letters(word) in whole, f"{word!r} isn't in the source"


for _name, (_module, _file, _corpus, _syntax, _tokens) in _FORMATS.items():
    target(f"ingest-{_name}", _corpus, syntax=_syntax, tokens=_tokens, examples=40)(_check_of(_module, _file))

_NAMES = (
    *(
        "a.txt",
        "a.html",
        "a.xml",
        "a.json",
        "a.docx",
        "a.zip",
        "a.eml",
        "a.md",
        "a.atom",
        "a.mht",
        "a.aml",
        "a.csv",
        "a",
    ),
    *("a.pdf", "a.jpg", "2031-03-04-a.md", "_index.md", "a.ipynb", "a.rst", "content/posts/a.md"),
)


def _named() -> Iterable[bytes]:
    for number, (_, name, corpus, _, _) in enumerate(_FORMATS.values()):
        place = _NAMES.index(name) if name in _NAMES else number % len(_NAMES)
        yield from (bytes([place]) + data for data in list(corpus())[:2])


@target("ingest-formats", _named, tokens=tokens.XML + tokens.JSON + tokens.MAIL + tokens.SITE)
def tells_formats_apart(data: bytes) -> None:
    """Whatever lies there under whatever name: one format at most is surest of it, and each says how sure it is."""
    with tempfile.TemporaryDirectory() as folder:
        name = _NAMES[data[0] % len(_NAMES)] if data else "a"
        file = Path(folder, name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data[1:])
        raw = RawSource(f"seeds/{name}", file)
        sure = [kind.recognise(raw.head(), raw.name) for kind in known_formats()]
        assert all(0 <= one <= 1 for one in sure), sure
        assert recognise(known_formats(), raw) is recognise(known_formats(), raw)


def _taken(data: bytes, name: str) -> None:
    """A source goes through the whole of ingest: one Problem at worst, and another source is taken in all the same."""
    with tempfile.TemporaryDirectory() as folder:
        room = Newsroom(Path(folder))
        room.seed(name, data)
        room.seed("other.txt", sources.SOUND)
        report = room.take(NOW)
        assert [entry for entry in report.entries if entry.source == "seeds/other.txt"]
        promises.fits(report.problems, None)
        mistakes = [problem.message for problem in report.problems if "can't cope" in problem.message]
        assert mistakes == []
        written = room.files()
        assert all(file.startswith(("content/", "media/")) for file in written), list(written)
        for file in report.written:
            assert promises.errors(room.content(file).problems) == []
        assert room.take(NOW).written == ()
        assert room.files() == written


@target(
    "ingest-zip",
    sources.zips,
    syntax="bytes",
    tokens=("PK\x03\x04", "PK\x01\x02", "PK\x05\x06", "../", "a.zip"),
    examples=40,
)
def takes_in_a_zip(data: bytes) -> None:
    """A damaged zip is told of, whatever is in it."""
    _taken(data, "a.zip")


@target("ingest-run", _named, tokens=tokens.XML + tokens.JSON + tokens.MAIL + tokens.SITE + tokens.HTML, examples=40)
def takes_in_whatever_comes(data: bytes) -> None:
    """Whatever lies in seeds/, under whatever name."""
    _taken(data[1:], _NAMES[data[0] % len(_NAMES)] if data else "a")


def _memories() -> Iterable[bytes]:
    made = {"id": "ferry-1", "file": "content/2031/03/ferry.md", "hash": "aa", "letters": "bb", "sketch": ["c"]}
    line = {"source": "seeds/a.txt", "hash": "dd", "added": "2031-03-12T09:30:15+00:00", "articles": [made]}
    other = {"source": "seeds/b.txt", "hash": "ee", "same_as": "seeds/a.txt", "lines": ["ff", "gg"]}
    yield b"".join(json.dumps(one).encode() + b"\n" for one in (line, other))


@target("ingest-memory", _memories, syntax="json", tokens=(*tokens.JSON, "\n", "[" * 2000, '{"a":' * 2000))
def reads_its_memory(data: bytes) -> None:
    """Each line of the memory is read or told of; what is read is written as it was."""
    from broadsheet.ingest import memory

    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        (site / "content").mkdir()
        (site / memory.FILE).write_bytes(data)
        found, problems = memory.read(site)
        promises.fits(problems, data.decode("utf-8", "replace"))
        if not problems:
            once = found.encode()
            (site / memory.FILE).write_bytes(once)
            again, problems = memory.read(site)
            assert problems == []
            assert again.encode() == once


@target("ingest-html-body", sources.bodies, syntax="markup", tokens=tokens.HTML)
def reads_html(data: bytes) -> None:
    """HTML from anywhere becomes Markdown that does nothing, and whose HTML does nothing."""
    from broadsheet import markup
    from broadsheet.ingest.html_body import convert
    from broadsheet.ingest.sanitise import clean

    made = convert(data.decode("utf-8", "replace"), lambda address: None, base="https://x.example/a/")
    body = clean(made.body, [])
    promises.is_inert(markup.convert(body, "content/2031/03/a.md").html)
    assert clean(body, []) == body, "cleaning again changes something"
