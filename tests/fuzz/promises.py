"""What several targets promise of what they give."""

import html
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from unicodedata import category

from lxml import etree
from lxml import html as tree

from broadsheet.ingest.manuscript import Manuscript
from broadsheet.problems import Problem, Severity, show
from tests.ingest.newsroom import SETTINGS

_ACTIVE = frozenset(
    {
        *("script", "style", "iframe", "object", "embed", "applet", "form", "input", "button", "textarea", "select"),
        *("link", "meta", "base", "svg", "math", "template", "noscript", "frame", "frameset", "xmp", "plaintext"),
    }
)
_ADDRESSES = frozenset({"href", "src", "srcset", "poster", "action", "formaction", "data", "background", "xlink:href"})
_SPACE = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ufeff]+")
_DOES = ("javascript:", "vbscript:", "data:")


def fits(problems: Iterable[Problem], text: str | None) -> None:
    """Each problem can be shown, and stands at a place that the file has."""
    lines = None if text is None else text.split("\n")
    for problem in problems:
        shown = show(problem)
        assert all(one.isprintable() or category(one) == "Zs" for one in shown.replace("\n", "")), repr(shown)
        assert problem.message.strip()
        assert len(shown) < 20_000, "too long to be read"
        assert problem.line >= 0
        assert problem.column >= 0
        if lines is not None and problem.line:
            assert problem.line <= len(lines), f"line {problem.line} of {len(lines)}: {problem.message}"
            longest = len(lines[problem.line - 1]) + 1
            assert problem.column <= longest, f"column {problem.column} of {longest}: {problem.message}"


def errors(problems: Iterable[Problem]) -> list[str]:
    """The errors among problems, as text."""
    return [str(problem) for problem in problems if problem.severity is Severity.ERROR]


def as_lines(data: bytes) -> str:
    """A file's text as positions count in it."""
    return data.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def is_inert(body: str) -> None:
    """Nothing in a piece of HTML does anything, however a browser would read it."""
    for name, attributes in (*_by_tokens(body), *_by_tree(body)):
        assert name not in _ACTIVE, f"<{name}>"
        for key, value in attributes:
            assert not key.startswith("on"), f"<{name} {key}={value[:40]!r}>"
            assert key not in ("srcdoc", "formaction"), f"<{name} {key}>"
            if key in _ADDRESSES:
                bare = _SPACE.sub("", html.unescape(value)).lower()
                assert not bare.startswith(_DOES), f"<{name} {key}={value[:40]!r}>"


class _Tokens(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, list[tuple[str, str]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, [(name, value or "") for name, value in attrs]))


def _by_tokens(body: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    reader = _Tokens()
    reader.feed(body)
    reader.close()
    yield from reader.found


def _by_tree(body: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    clean = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", body)
    if not clean.strip():
        return
    try:
        root = tree.fragment_fromstring(clean, create_parent="div")
    except (etree.ParserError, ValueError):
        return
    for element in root.iter():
        if isinstance(element.tag, str):
            yield element.tag, [(str(key), str(value)) for key, value in element.attrib.items()]


def letters(text: str) -> str:
    """All that is read aloud, and nothing else."""
    return re.sub(r"[\W_]+", "", text).casefold()


def one_line(text: str) -> str:
    """A text as front matter keeps it."""
    return " ".join(text.split())


_TEXTS = (
    "title",
    "dek",
    "kicker",
    "section",
    "story",
    "slug",
    "url",
    "lang",
    "label",
    "agency",
    "dateline",
    "canonical",
)
_LISTS = ("authors", "tags", "contributors", "aliases", "review")
_INSTANTS = ("date", "updated", "embargo", "expires")


def is_read_again(manuscript: Manuscript, data: bytes, path: str) -> str:
    """What ingest writes is what content.py reads: no error, the same values. The body's HTML."""
    from broadsheet import content

    reading = content.read(data, path, SETTINGS)
    assert errors(reading.problems) == []
    document = reading.document
    assert document is not None
    article = document.article
    for key in _TEXTS:
        was, now = one_line(getattr(manuscript, key)), getattr(article, key)
        assert was == now or (not was and key in ("section", "slug", "lang")), f"{key}: {was!r} is {now!r}"
    for key in _LISTS:
        kept = tuple(dict.fromkeys(filter(None, map(one_line, getattr(manuscript, key)))))
        assert kept == getattr(article, key), f"{key}: {kept!r} is {getattr(article, key)!r}"
    for key in _INSTANTS:
        before, after = getattr(manuscript, key), getattr(article, key)
        assert (before is None) == (after is None), key
        if before and after:
            assert (before.instant, before.day) == (after.instant, after.day), f"{key}: {before} is {after}"
    for key in ("corrections", "notes"):
        assert [one_line(one.text) for one in getattr(manuscript, key)] == [
            one.text for one in getattr(article, key)
        ], key
    assert (manuscript.image.src if manuscript.image else "") == (article.image.src if article.image else "")
    assert article.draft == bool(manuscript.draft)
    return document.body
